package desk

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestHistory: the states of a file begin with what stood there before anybody edited it, and what
// another program wrote is a state of its own, not somebody's typing; each is what it says.
func TestHistory(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n")}}
	s, now := open(t, m)
	a := visit(t, s)
	var d document
	type step struct{ put, outside string }
	for _, x := range []step{{put: "一"}, {put: "二"}, {outside: "外"}, {put: "三"}} {
		if x.outside != "" {
			m.files[story] = append(m.files[story], x.outside...)
		} else {
			a.get("/desk/doc?file="+story, 200, &d)
			a.put(d, "丙", x.put+"丙")
		}
		for range 6 {
			s.Tick()
			*now = now.Add(100 * time.Millisecond)
		}
	}
	var list []then
	a.get("/desk/history?file="+story, 200, &list)
	var kinds []string
	var texts []string
	for _, h := range list {
		data, err := s.stateAt(story, h.N)
		if err != nil {
			t.Fatal(err)
		}
		kinds, texts = append(kinds, h.Kind), append(texts, string(data))
		if at, err := time.Parse(time.RFC3339, h.At); err != nil || now.Sub(at) > time.Minute {
			t.Errorf("%+v has no time", h)
		}
	}
	if got := strings.Join(kinds, ","); got != ",came,,base" {
		t.Errorf("the states are %q", got)
	}
	if got := strings.Join(texts, "|"); got != "甲乙一二三丙丁\n外|甲乙一二丙丁\n外|甲乙一二丙丁\n|甲乙丙丁\n" {
		t.Errorf("they say %q", got)
	}
}

// kept is a past with one state.
type kept struct{ state PastState }

func (k kept) States(context.Context, string) []PastState { return []PastState{k.state} }
func (k kept) Text(_ context.Context, _, id string) []byte {
	if id != k.state.ID {
		return nil
	}
	return []byte("从前\n")
}

// TestKept: states that are kept elsewhere stand among the journal's by their hours, and are seen
// and restored as those are.
func TestKept(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙\n")}}
	s, now := open(t, m)
	s.Past = kept{PastState{ID: "abc", By: "夜编", Label: "初稿", At: now.Add(time.Minute).UTC().Format(time.RFC3339)}}
	a := visit(t, s)
	var d document
	for _, put := range []string{"一", "二"} {
		a.get("/desk/doc?file="+story, 200, &d)
		a.put(d, "乙", put+"乙")
		*now = now.Add(2 * time.Minute)
		s.Tick()
	}
	var list []then
	a.get("/desk/history?file="+story, 200, &list)
	got := ""
	for _, h := range list {
		got += h.Kind + h.Label + "|"
	}
	if got != "|kept初稿||base|" {
		t.Errorf("%q: %+v", got, list)
	}
	var seen struct{ Parts []struct{ Text string } }
	a.get("/desk/history/text?file="+story+"&n=0&id=abc", 200, &seen)
	a.get("/desk/history/text?file="+story+"&n=0&id=xyz", 404, nil)
	a.get("/desk/history/text?file=desk.yaml&n=0&id=abc", 404, nil)
	if len(seen.Parts) == 0 {
		t.Error("nothing is seen")
	}
	a.post("/desk/history/restore", map[string]any{"file": story, "id": "abc"}, 200, nil)
	if text := string(m.files[story]); text != "从前\n" {
		t.Errorf("the file is %q", text)
	}
	a.post("/desk/undo", nil, 200, nil)
	if text := string(m.files[story]); text != "甲一二乙\n" {
		t.Errorf("taken back, the file is %q", text)
	}
}
