package desk

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// alphabet has what counts differently: line breaks, characters of two units, of one.
var alphabet = []string{"a", "甲", "。", "\n", "𠮷", " ", "乙"}

func someText(r *rand.Rand, most int) Text {
	var b strings.Builder
	for range r.Intn(most + 1) {
		b.WriteString(alphabet[r.Intn(len(alphabet))])
	}
	return cells(b.String())
}

// someChanges are changes of a text, in up to four places, that cut no character in two.
func someChanges(r *rand.Rand, t Text) Changes {
	cuts := []int{}
	for range 2 * (1 + r.Intn(4)) {
		at := r.Intn(len(t) + 1)
		if t.parted(at) {
			at--
		}
		cuts = append(cuts, at)
	}
	slices.Sort(cuts)
	var c Changes
	at := 0
	for i := 0; i < len(cuts); i += 2 {
		c = c.keep(cuts[i] - at)
		with := someText(r, 3)
		if r.Intn(3) == 0 {
			with = nil
		}
		c = c.put(cuts[i+1]-cuts[i], with, false)
		at = cuts[i+1]
	}
	return c.keep(len(t) - at)
}

// applied is the slow twin of Apply: strings cut and joined.
func applied(t *testing.T, c Changes, text Text) Text {
	t.Helper()
	now, err := c.Apply(text)
	if err != nil {
		t.Fatalf("%v of %q", err, text)
	}
	var out Text
	at := 0
	for _, p := range c {
		if p.put {
			out = append(out, p.text...)
		} else {
			out = append(out, text[at:at+p.n]...)
		}
		at += p.n
	}
	if out.String() != now.String() || len(now) != c.NewLength() {
		t.Fatalf("%q, not %q", now, out)
	}
	return now
}

// TestLaws: composed changes do what both do; changes carried over one another meet in one text;
// inverted ones lead back; JSON says the same again.
func TestLaws(t *testing.T) {
	for seed := range need.Seeds(3000, 100_000) {
		r := rand.New(rand.NewSource(seed))
		text := someText(r, 12)
		a, b := someChanges(r, text), someChanges(r, text)
		x, y := applied(t, a, text), applied(t, b, text)
		next := someChanges(r, x)
		both, err := a.Compose(next)
		if err != nil {
			t.Fatal(seed, err)
		}
		if got, want := applied(t, both, text), applied(t, next, x); got.String() != want.String() {
			t.Fatalf("seed %d: composed %q, one after the other %q", seed, got, want)
		}
		bb, err := b.Map(a, false)
		if err != nil {
			t.Fatal(seed, err)
		}
		aa, err := a.Map(b, true)
		if err != nil {
			t.Fatal(seed, err)
		}
		if p, q := applied(t, bb, x), applied(t, aa, y); p.String() != q.String() {
			t.Fatalf("seed %d: %q and %q of %q", seed, p, q, text)
		}
		if back := applied(t, a.Invert(text), x); back.String() != text.String() {
			t.Fatalf("seed %d: back to %q, not %q", seed, back, text)
		}
		data, _ := json.Marshal(a)
		var again Changes
		if err := json.Unmarshal(data, &again); err != nil || applied(t, again, text).String() != x.String() {
			t.Fatalf("seed %d: %s: %v", seed, data, err)
		}
		if got := applied(t, Between(text, y), text); got.String() != y.String() {
			t.Fatalf("seed %d: between %q and %q comes %q", seed, text, y, got)
		}
	}
}

// client is a browser as CodeMirror has it: what it has not heard to be taken it carries along.
type client struct {
	name    string
	version int
	text    Text
	mine    []Update
}

func (c *client) edit(t *testing.T, r *rand.Rand) {
	one := someChanges(r, c.text)
	c.text = applied(t, one, c.text)
	c.mine = append(c.mine, Update{c.name, one})
}

// receive is @codemirror/collab's receiveUpdates, one update at a time.
func (c *client) receive(t *testing.T, list []Update) {
	for _, u := range list {
		c.version++
		if len(c.mine) > 0 && u.Client == c.name {
			c.mine = slices.Clone(c.mine[1:])
			continue
		}
		changes := u.Changes
		for i, own := range c.mine {
			mapped, err := own.Changes.Map(changes, false)
			if err == nil {
				changes, err = changes.Map(own.Changes, true)
			}
			if err != nil {
				t.Fatal(err)
			}
			c.mine[i].Changes = mapped
		}
		c.text = applied(t, changes, c.text)
	}
}

// TestConverge: however three browsers' pushes and pulls fall, with answers lost, all come to
// the text that the authority has, and the journal leads to it too.
func TestConverge(t *testing.T) {
	for seed := range need.Seeds(300, 5000) {
		r := rand.New(rand.NewSource(seed))
		start := string(someText(r, 10).Bytes())
		list := []Record{{Kind: Base, File: "f", Text: &start, Sum: Sum([]byte(start))}}
		s, wrong := Replay(list)
		f := s.Files["f"]
		var all []*client
		for _, n := range []string{"a", "b", "c"} {
			all = append(all, &client{name: n, text: f.Text})
		}
		push := func(c *client) {
			updates, met, err := f.Rebase(c.version, c.mine)
			if err != nil {
				t.Fatal(seed, err)
			}
			rec := Record{Kind: Did, File: "f", Who: c.name, Edits: map[string][]Update{"f": updates}, Clashes: met}
			add, err := s.Prepare(rec)
			if err != nil {
				t.Fatal(seed, err)
			}
			list = append(list, rec)
			add()
		}
		pull := func(c *client) {
			news, err := f.Since(c.version)
			if err != nil {
				t.Fatal(seed, err)
			}
			c.receive(t, news[:r.Intn(len(news)+1)])
		}
		for range 30 {
			c := all[r.Intn(len(all))]
			switch r.Intn(4) {
			case 0, 1:
				c.edit(t, r)
			case 2:
				push(c)
			case 3:
				pull(c)
			}
		}
		for _, c := range all {
			push(c)
		}
		for _, c := range all {
			news, _ := f.Since(c.version)
			c.receive(t, news)
			if c.text.String() != f.Text.String() || len(c.mine) > 0 {
				t.Fatalf("seed %d: %s has %q, the authority %q", seed, c.name, c.text, f.Text)
			}
		}
		var journal []byte
		for _, rec := range list {
			journal = append(journal, rec.Line()...)
		}
		again, whole := Records(journal)
		back, wrong2 := Replay(again)
		if !reflect.DeepEqual(back.Files["f"].Clashes, f.Clashes) {
			t.Fatalf("seed %d: the journal leads to the clashes %v, not %v", seed, back.Files["f"].Clashes, f.Clashes)
		}
		if whole != len(journal) || len(wrong)+len(wrong2) > 0 || back.Files["f"].Text.String() != f.Text.String() || back.Files["f"].Version() != f.Version() {
			t.Fatalf("seed %d: the journal leads to %q, not %q: %v", seed, back.Files["f"].Text, f.Text, wrong2)
		}
	}
}

// TestTakenBack: whoever takes back all that they did leaves what the others did, and making it
// again leads to where all were.
func TestTakenBack(t *testing.T) {
	for seed := range need.Seeds(300, 5000) {
		r := rand.New(rand.NewSource(seed))
		start := string(someText(r, 10).Bytes())
		s, _ := Replay([]Record{{Kind: Base, File: "f", Text: &start, Sum: "x"}})
		f := s.Files["f"]
		do := func(kind, who string, c Changes, at int64) {
			add, err := s.Prepare(Record{Kind: kind, File: "f", Who: who, At: at, Edits: map[string][]Update{"f": {{who, c}}}})
			if err != nil {
				t.Fatal(seed, err)
			}
			add()
		}
		alone := r.Intn(2) == 0
		for i := range 12 {
			who := "a"
			if !alone && r.Intn(2) == 0 {
				who = "b"
			}
			do(Did, who, someChanges(r, f.Text), int64(i)*300)
		}
		end := f.Text.String()
		steps := 0
		for step := s.History.Undo("a"); step != nil; step = s.History.Undo("a") {
			do(Undid, "a", step.Back["f"], 0)
			steps++
		}
		if alone && f.Text.String() != cells(start).String() {
			t.Fatalf("seed %d: taken back to %q, not %q", seed, f.Text, start)
		}
		for step := s.History.Redo("a"); step != nil; step = s.History.Redo("a") {
			do(Redid, "a", step.Back["f"], 0)
			steps--
		}
		if steps != 0 || f.Text.String() != end {
			t.Fatalf("seed %d: made again to %q, not %q; %d steps", seed, f.Text, end, steps)
		}
	}
}

// TestOutside: another program's changes and ours are both there, wherever they fall, and what
// the disk has after a save is the document.
func TestOutside(t *testing.T) {
	for seed := range need.Seeds(500, 5000) {
		r := rand.New(rand.NewSource(seed))
		start := string(someText(r, 10).Bytes())
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
		disk := []byte(start)
		for range 12 {
			switch r.Intn(3) {
			case 0:
				add(Record{Kind: Did, Who: "a", Edits: map[string][]Update{"f": {{"a", someChanges(r, f.Text)}}}})
			case 1: // another program
				t2, _ := TextOf(disk)
				t2, _ = someChanges(r, t2).Apply(t2)
				disk = t2.Bytes()
				if f.Became(Sum(disk)) {
					continue
				}
				theirs, err := f.Theirs(t2)
				if err != nil {
					t.Fatal(seed, err)
				}
				text := string(disk)
				add(Record{Kind: Came, Text: &text, Sum: Sum(disk), Edits: map[string][]Update{"f": {{"file", theirs}}}})
			case 2:
				add(Record{Kind: Saving, Sum: Sum(f.Text.Bytes())})
				if disk = f.Text.Bytes(); r.Intn(2) == 0 {
					add(Record{Kind: Saved, Sum: Sum(disk)})
				} // else killed in between
				if !f.Became(Sum(disk)) || f.Unsaved() {
					t.Fatalf("seed %d: the file is not known", seed)
				}
			}
			now, err := Changes(f.Pending).Apply(f.Disk)
			if f.Pending == nil {
				now, err = f.Disk, nil
			}
			if err != nil || now.String() != f.Text.String() || !reflect.DeepEqual(f.Disk.Bytes(), disk) {
				t.Fatalf("seed %d: pending leads to %q, the document is %q: %v", seed, now, f.Text, err)
			}
		}
	}
}

// TestClash: where both have changed the same words, both stand there and are named.
func TestClash(t *testing.T) {
	for _, c := range []struct{ was, ours, theirs, both, clash string }{
		{"晴转多云", "晴转阴", "晴转小雨", "", "阴|小雨"},
		{"今天开放", "今天上午开放", "今天下午开放", "今天上午下午开放", "上午|下午"},
		{"甲乙丙丁", "甲子丙丁", "甲乙丙丑", "甲子丙丑", ""},
		{"甲乙", "甲丙", "甲丙", "", ""},
	} {
		text, a, b := cells(c.was), cells(c.ours), cells(c.theirs)
		ours, theirs := Between(text, a), Between(text, b)
		said := ""
		for _, k := range Clashes(text, ours, theirs, false) {
			said += k.Ours + "|" + k.Theirs
		}
		if (c.clash == "") != (said == "") || c.clash != "" && !strings.Contains(said, strings.Split(c.clash, "|")[1]) {
			t.Errorf("%s: %q, not %q", c.was, said, c.clash)
		}
		after, _ := theirs.Map(ours, false)
		if both, err := after.Apply(a); err != nil || c.both != "" && both.String() != c.both {
			t.Errorf("%s: %q, not %q, %v", c.was, both, c.both, err)
		}
	}
}

// FuzzText: bytes of files come out as they went in.
func FuzzText(f *testing.F) {
	f.Add([]byte("a\r\nb\rc\n𠮷\ufeff\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := TextOf(data)
		if err == nil && string(text.Bytes()) != string(data) {
			t.Errorf("%q became %q", data, text.Bytes())
		}
	})
}

// FuzzChanges: changes from anybody are understood or refused, and never do more than they say.
func FuzzChanges(f *testing.F) {
	for _, s := range []string{`[3,[1,"甲","乙"],2]`, `[[0,"x"]]`, `[[2]]`, `[-1]`, `[9007199254740993]`, `[[1,"\ud800"],"x"]`, `[null]`, `{}`, `[[1,"a\nb"]]`} {
		f.Add([]byte(s), "abc甲𠮷\n")
	}
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		var c Changes
		of, err := TextOf([]byte(text))
		if err != nil || json.Unmarshal(data, &c) != nil {
			return
		}
		now, err := c.Apply(of)
		if err != nil {
			return
		}
		back, err := c.Invert(of).Apply(now)
		if err != nil || back.String() != of.String() {
			t.Errorf("%s of %q does not lead back: %q, %v", data, text, back, err)
		}
	})
}

// FuzzRecords: a journal that was cut or spoilt anywhere is read up to there.
func FuzzRecords(f *testing.F) {
	text := "甲"
	line := append(Record{Kind: Base, File: "f", Text: &text}.Line(), Record{Kind: Saved, File: "f", Sum: "x"}.Line()...)
	f.Add(line)
	f.Add(line[:len(line)-3])
	f.Fuzz(func(t *testing.T, data []byte) {
		list, whole := Records(data)
		if whole > len(data) {
			t.Fatal("more than there is")
		}
		Replay(list)
	})
}
