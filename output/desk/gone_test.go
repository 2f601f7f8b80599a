package desk

import (
	"strings"
	"testing"
	"time"

	"banxin/editions/desk"
)

// TestGone: a file that another program takes away, or empties, while somebody writes is not made
// anew of what they write, nor is anything merged with nothing: it waits for the file to come back.
func TestGone(t *testing.T) {
	const whole = "甲乙丙丁\n\n戊己庚辛\n"
	for _, c := range []struct {
		name  string
		away  func(m *memory)
		ticks int
	}{
		{"removed for a moment", func(m *memory) { delete(m.files, story) }, 4},
		{"removed", func(m *memory) { delete(m.files, story) }, 30},
		{"emptied", func(m *memory) { m.files[story] = []byte{} }, 30},
	} {
		m := &memory{files: map[string][]byte{story: []byte(whole)}}
		s, now := open(t, m)
		a := visit(t, s)
		var d document
		tick := func(n int) {
			for range n {
				s.Tick()
				*now = now.Add(100 * time.Millisecond)
			}
		}
		a.get("/desk/doc?file="+story, 200, &d)
		tick(2)
		c.away(m)
		for k := range c.ticks {
			a.get("/desk/doc?file="+story, 200, &d)
			a.put(d, "庚", "〇庚")
			if tick(1); len(m.files[story]) > 0 {
				t.Fatalf("%s: after %d ticks the desk has made the file %q", c.name, k, m.files[story])
			}
		}
		typed := strings.Repeat("〇", c.ticks)
		if a.get("/desk/doc?file="+story, 200, &d); d.Text != strings.Replace(whole, "庚", typed+"庚", 1) || (d.Stuck == goneFile) != (c.ticks > looksEmpty) {
			t.Errorf("%s: the document is %q, %q", c.name, d.Text, d.Stuck)
		}
		if c.ticks > looksEmpty {
			a.post("/desk/doc/save", map[string]any{"file": story}, 409, nil)
		}
		m.files[story] = []byte(strings.Replace(whole, "乙", "外", 1))
		tick(20)
		want := "甲外丙丁\n\n戊己" + typed + "庚辛\n"
		if got := string(m.files[story]); got != want {
			t.Errorf("%s: come back, the file is %q, not %q", c.name, got, want)
		}
		d = document{}
		if a.get("/desk/doc?file="+story, 200, &d); d.Text != want || d.Stuck != "" || len(d.Clashes) > 0 {
			t.Errorf("%s: come back, the document is %+v", c.name, d)
		}
	}
}

// TestPutBack: what is gone is put back whole where somebody says so, also after a restart; nothing
// else writes it. One that nobody had changed is not asked for after a restart.
func TestPutBack(t *testing.T) {
	const want = "一乙丙丁\n"
	for _, c := range []struct {
		name             string
		restart, emptied bool
	}{{"removed", false, false}, {"emptied", false, true}, {"restarted", true, false}, {"emptied, restarted", true, true}} {
		m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n")}}
		s, now := open(t, m)
		a := visit(t, s)
		var d document
		a.get("/desk/doc?file="+story, 200, &d)
		a.put(d, "甲", "一")
		if m.files[story] = []byte{}; !c.emptied {
			delete(m.files, story)
		}
		if c.restart {
			s, now = open(t, m)
			a = visit(t, s)
		}
		for range 15 {
			s.Tick()
			*now = now.Add(100 * time.Millisecond)
		}
		if list := s.held(); len(list) != 1 || list[0] != story || len(m.files[story]) > 0 {
			t.Fatalf("%s: held are %v, the file is %q", c.name, list, m.files[story])
		}
		edit := FileEdit{story, func(old []byte) ([]byte, error) { return append(old, "尾\n"...), nil }}
		if err := s.Change(Person{ID: "p"}, "改", edit); err == nil {
			t.Errorf("%s: changed in one step", c.name)
		}
		a.post("/desk/doc/save", map[string]any{"file": story, "back": true}, 200, nil)
		if got := string(m.files[story]); got != want || len(s.held()) > 0 {
			t.Errorf("%s: put back, the file is %q, held %v", c.name, got, s.held())
		}
		delete(m.files, story)
		if s, _ = open(t, m); len(s.held()) > 0 || s.state.Files[story] != nil {
			t.Errorf("%s: a file that was saved is held after it was removed", c.name)
		}
		if _, again := desk.Records(m.journal); again != len(m.journal) {
			t.Errorf("%s: the journal is half", c.name)
		}
	}
}

// TestRemoved: a file that nobody is in and that had all of its document may go: nobody is asked,
// and a change may make it anew. While somebody is in it, it is held.
func TestRemoved(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲\n")}}
	s, now := open(t, m)
	a := visit(t, s)
	a.get("/desk/doc?file="+story, 200, nil)
	st, err := s.join("abcd", Person{ID: "p"})
	if err != nil {
		t.Fatal(err)
	}
	st.here.File = story
	delete(m.files, story)
	tick := func() {
		for range 15 {
			s.Tick()
			*now = now.Add(100 * time.Millisecond)
		}
	}
	if tick(); len(s.held()) != 1 {
		t.Error("what somebody is in is not held")
	}
	st.here.File = ""
	if tick(); len(s.held()) != 0 || s.state.Files[story] != nil {
		t.Errorf("what nobody is in is held: %v", s.held())
	}
	a.get("/desk/doc?file="+story, 404, nil)
	if err := s.Change(Person{ID: "p"}, "新", FileEdit{story, func([]byte) ([]byte, error) { return []byte("乙\n"), nil }}); err != nil || string(m.files[story]) != "乙\n" {
		t.Errorf("it is not made anew: %v, %q", err, m.files[story])
	}
}
