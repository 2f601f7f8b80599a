package desk

import (
	"math/rand"
	"testing"

	"banxin/cmd/need"
)

// TestMeet: where two people change the same words at one moment, both stand there and the place is
// named, also when an answer was lost and the second begins with what stands there already.
func TestMeet(t *testing.T) {
	for _, c := range []struct {
		name, text         string
		first, second      []string // edits of one each: the text after
		again              int      // updates of the second that were taken before the first's came
		both, ours, theirs string
		from, to           int
		was                string
	}{
		{name: "the same word", text: "晴转多云。", first: []string{"晴转阴。"}, second: []string{"晴转小雨。"}, both: "晴转阴小雨。", ours: "阴", theirs: "小雨", was: "多云", from: 2, to: 5},
		{name: "within what is taken away", text: "今天晴转多云。", first: []string{"今天。"}, second: []string{"今天晴转中到多云。"}, both: "今天中到。", ours: "", theirs: "晴转中到多云", was: "晴转多云", from: 2, to: 4},
		{name: "the same", text: "甲乙丙", first: []string{"甲丙"}, second: []string{"甲丙"}, both: "甲丙"},
		{name: "beside one another", text: "甲乙丙丁", first: []string{"甲子丙丁"}, second: []string{"甲乙丑丁"}, both: "甲子丑丁"},
		{name: "put in at one place", text: "甲丁", first: []string{"甲乙丁"}, second: []string{"甲丙丁"}, both: "甲乙丙丁"},
		{name: "in several steps", text: "晴转多云。", first: []string{"晴转云。", "晴转。", "晴转阴。"}, second: []string{"晴转多。", "晴转。", "晴转小。", "晴转小雨。"}, both: "晴转阴小雨。", ours: "阴", theirs: "小雨", was: "多云", from: 2, to: 5},
		{name: "an answer was lost", text: "晴转多云。", second: []string{"今晴转多云。", "今晴转小雨。"}, again: 1, first: []string{"今晴转阴。"}, both: "今晴转阴小雨。", ours: "阴", theirs: "小雨", was: "多云", from: 3, to: 6},
	} {
		s, _ := Replay([]Record{{Kind: Base, File: "f", Text: &c.text}})
		f := s.Files["f"]
		updates := func(client, text string, after []string) (out []Update) {
			for _, now := range after {
				out = append(out, Update{client, Between(cells(text), cells(now))})
				text = now
			}
			return out
		}
		push := func(version int, list []Update) {
			now, met, err := f.Rebase(version, list)
			if err != nil {
				t.Fatal(c.name, err)
			}
			add, err := s.Prepare(Record{Kind: Did, File: "f", Edits: map[string][]Update{"f": now}, Clashes: met})
			if err != nil {
				t.Fatal(c.name, err)
			}
			add()
		}
		second := updates("bbbb", c.text, c.second)
		push(0, second[:c.again])
		push(c.again, updates("aaaa", f.Text.String(), c.first))
		push(0, second)
		if f.Text.String() != c.both {
			t.Errorf("%s: %q, not %q", c.name, f.Text, c.both)
		}
		if c.was == "" {
			if len(f.Clashes) > 0 {
				t.Errorf("%s: %+v", c.name, f.Clashes)
			}
			continue
		}
		want := Clash{Number: 1, At: c.from, To: c.to, Was: c.was, Ours: c.ours, Theirs: c.theirs, Both: string(f.Text[c.from:c.to].Bytes()), People: true, OursBy: "aaaa", TheirsBy: "bbbb"}
		if len(f.Clashes) != 1 || f.Clashes[0] != want {
			t.Errorf("%s: %+v, not %+v", c.name, f.Clashes, want)
		}
	}
}

// TestLineEnds: how lines end is the file's, whoever has written it: what another program makes of
// line ends alone stays, whatever is being edited meanwhile.
func TestLineEnds(t *testing.T) {
	for seed := range need.Seeds(500, 5000) {
		r := rand.New(rand.NewSource(seed))
		start := string(someText(r, 14).Bytes())
		s, _ := Replay([]Record{{Kind: Base, File: "f", Text: &start, Sum: Sum([]byte(start))}})
		f := s.Files["f"]
		add := func(rec Record) {
			rec.File = "f"
			do, err := s.Prepare(rec)
			if err != nil {
				t.Fatal(seed, err)
			}
			do()
		}
		if r.Intn(3) > 0 {
			add(Record{Kind: Did, Who: "a", Edits: map[string][]Update{"f": {{"a", someChanges(r, f.Text)}}}})
		}
		want := f.Text.String()
		disk := append(Text(nil), f.Disk...)
		for i := range disk {
			if disk[i].isBreak() {
				disk[i] = []Cell{lf, crlf, cr}[r.Intn(3)]
			}
		}
		disk = cells(string(disk.Bytes())) // \r before \n is one
		theirs, err := f.Theirs(disk)
		if err != nil {
			t.Fatal(seed, err)
		}
		text := string(disk.Bytes())
		add(Record{Kind: Came, Text: &text, Sum: Sum(disk.Bytes()), Edits: map[string][]Update{"f": {{"file", theirs}}}})
		if disk.String() == string(start) && f.Text.String() != want {
			t.Fatalf("seed %d: %q, not %q", seed, f.Text, want)
		}
		if f.Pending == nil {
			if string(f.Text.Bytes()) != text {
				t.Fatalf("seed %d: the file is %q, the document %q", seed, text, f.Text.Bytes())
			}
			continue
		}
		at, now := 0, 0
		for _, p := range f.Pending {
			if !p.put && string(f.Text[now:now+p.n].Bytes()) != string(disk[at:at+p.n].Bytes()) {
				t.Fatalf("seed %d: what is kept of %q is another in %q", seed, text, f.Text.Bytes())
			}
			if at += p.n; p.put {
				now += len(p.text)
			} else {
				now += p.n
			}
		}
	}
}
