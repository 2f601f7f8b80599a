package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// stage is a run whose stories are set by the fake line engine.
type stage struct {
	t   *testing.T
	run *Run
	st  *setting
	fit []Fit

	again bool // an attempt may be made twice
}

// frame is a region on a page whose slot says this, of so many columns and lines.
func frame(index, columns, lines int, slot editions.Slot) *Region {
	r := room(columns, lines)
	slot.Columns = columns
	g := NewGrid(r.Grid.template)
	made := NewRegion(PageRef{Index: index}, g, &slot, editions.Frame{Cols: columns, Lines: lines})
	return made
}

func newStage(t *testing.T, slots ...SlotRun) *stage {
	run := &Run{Slots: slots, Number: func(p PageRef) int { return p.Index + 1 }, Name: func(p PageRef) string { return fmt.Sprint(p.Index + 1) }}
	return &stage{t: t, run: run}
}

// galley is a story of the text that is written.
func galley(t *testing.T, s string, story editions.Story) (*Galley, *fake) {
	x, f := written(t, s)
	k := NewStyles(editions.DefaultPaper(), &fonts.Catalog{}, NewPalette(editions.DefaultPaper(), nil), room(1, 1).Grid, Language{}, nil)
	g := &Galley{Story: &story, styles: k}
	for _, e := range x.els {
		e.sh = (&inline.Setter{}).Shape(&inline.Para{})
		if e.picture != nil {
			continue
		}
		g.els = append(g.els, e)
	}
	return g, f
}

// set sets the galley and returns what came of it.
func (st *stage) set(g *Galley, f *fake) (*story, *outcome) {
	if st.st == nil {
		st.st = newSetting(&inline.Setter{}, st.run)
	}
	var chain []int
	for i, s := range st.run.Slots {
		if slices.Contains(s.Stories, g) {
			chain = append(chain, i)
		}
	}
	s, chain := st.st.ready(g, chain)
	s.engine = f
	if !st.again {
		s.watch = st.once(s)
	}
	o := s.set()
	fit, found := s.report(o)
	st.fit = append(st.fit, fit)
	st.st.out.Findings = append(st.st.out.Findings, found...)
	st.st.keep(o, chain)
	return s, o
}

// once returns a watch that reports what is poured though it was before, from the same place
// on: whatever is set in these tests, no attempt at it is made twice.
func (st *stage) once(s *story) func(attempt) {
	type key struct {
		attempt
		i, at int
	}
	seen := map[key]bool{}
	return func(a attempt) {
		k := key{a, s.place.i, s.place.at}
		if seen[k] {
			st.t.Errorf("poured again: %+v", a)
		}
		seen[k] = true
	}
}

// codes lists the findings.
func (st *stage) codes() string {
	var out []string
	for _, f := range st.st.out.Findings {
		if f.Code == "GLY-MISS" {
			continue // there are no fonts
		}
		out = append(out, fmt.Sprintf("%s %d/%d", f.Code, f.Chars, f.Lines))
	}
	return strings.Join(out, ", ")
}

// titled is a story with a headline; in the fake styles a head of a size takes
// size×1.0 + 0.4 lines of 14 pt, rounded up.
var titled = editions.Story{ID: "s", Headline: []editions.Text{{Runs: []editions.Run{{Text: "题"}}}}}

func pt(n int) unit.Measure { m, _ := unit.ParseMeasure(fmt.Sprint(n, "pt")); return m }

// TestOverColumns: the slot's last story has all that remains, others take as little as they
// need; columns that are not filled are level, the last ones a line short.
func TestOverColumns(t *testing.T) {
	for _, c := range []struct {
		name           string
		columns, lines int
		text           string
		last           bool
		want           string
		at             int
	}{
		{"as little as it needs", 3, 9, "p6", false, "aa aa aa", 2},
		{"the last ones a line short", 3, 9, "p7", false, "aaa aa aa", 3},
		{"two of them", 3, 9, "p8", false, "aaa aaa aa", 3},
		{"the last story has all, and is level too", 3, 9, "p7", true, "aaa aa aa", 9},
		{"full", 2, 3, "p6", true, "aaa aaa", 3},
		{"over", 2, 3, "p7", true, "aaa aaa", 3},
		{"no last line alone at the top: lower", 2, 9, "p4 p2", false, "aaaa bb", 4},
		{"that paragraph shorter", 2, 9, "p4- p2", false, "aaa bb", 3},
		{"another one longer", 2, 9, "p4 p2+", false, "aaaa bbb", 4},
		{"a subhead with its lines", 2, 9, "p2 s1 p3", false, "aa bccc", 4},
	} {
		r := frame(0, c.columns, c.lines, editions.Slot{})
		g, f := galley(t, c.text, editions.Story{ID: "s"})
		after, _ := galley(t, "p1", editions.Story{ID: "t"})
		stories := []*Galley{g, after}
		if c.last {
			stories = stories[:1]
		}
		st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: stories})
		_, o := st.set(g, f)
		if got := strings.Join(strings.Fields(strings.ReplaceAll(byColumn(r, &o.poured), ".", " ")), " "); got != c.want || o.own.at[0] != c.at {
			t.Errorf("%s: %s is %q to line %d, want %q to %d", c.name, c.text, got, o.own.at[0], c.want, c.at)
		}
	}
}

// TestFrameTooLow: a story goes on past a frame too low for what comes next, but has no frames
// that do not help.
func TestFrameTooLow(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  string
		taken int // frames
		codes string
	}{
		{"p6", "aaa aaa||", 0, ""},
		{"p7 t6", "aaaa aaa||BBBBBB", 2, ""},
		{"p7 t9", "aaaa aaa||", 1, "FIT-TABLE 0/0, FIT-OVER 9/9"},
		{"p7 t9 t2", "aaaa aaa||", 1, "FIT-TABLE 0/0, FIT-OVER 11/11"},
		{"p40 t9", "aaaa aaaa|aaa aaa|aaaaaaaa aaaaaaaa", 3, "FIT-OVER 109/19"}, // the text ends before it
	} {
		g, f := galley(t, c.text, editions.Story{ID: "s"})
		after, _ := galley(t, "p1", editions.Story{ID: "t"})
		regions := []*Region{frame(0, 2, 4, editions.Slot{}), frame(0, 2, 3, editions.Slot{}), frame(0, 2, 8, editions.Slot{})}
		st := newStage(t, SlotRun{Name: "甲", Regions: regions, Stories: []*Galley{g, after}})
		_, o := st.set(g, f)
		var got []string
		taken := 0
		for i, r := range regions {
			got = append(got, strings.Join(strings.Fields(strings.ReplaceAll(byColumn(r, &o.poured), ".", " ")), " "))
			if o.own.at[i] == r.end {
				taken++
			}
		}
		if got := strings.Join(got, "|"); got != c.want || taken != c.taken || st.codes() != c.codes {
			t.Errorf("%s: %q %d %q, want %q %d %q", c.text, got, taken, st.codes(), c.want, c.taken, c.codes)
		}
	}
}

// TestStoriesOfASlot: a story begins below the one before it, a line of white between, or as
// many as the slot says; it leaves no hole in what comes after.
func TestStoriesOfASlot(t *testing.T) {
	for between, want := range []int{3, 3, 4} {
		r := frame(0, 2, 9, editions.Slot{Between: between})
		a, fa := galley(t, "p4", editions.Story{ID: "a"})
		b, fb := galley(t, "p8", editions.Story{ID: "b"})
		st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{a, b}})
		st.set(a, fa)
		_, o := st.set(b, fb)
		if first := o.slots[o.rows[0].slot]; int(first.line) != want || o.overLines != 0 {
			t.Errorf("with %d lines of white the next story begins in line %d, want %d", between, first.line, want)
		}
	}
}

// TestRunOn: stories of a slot that has one column follow one another in it, head and all.
func TestRunOn(t *testing.T) {
	r := frame(0, 1, 20, editions.Slot{Head: editions.Head{Size: pt(14)}})
	a, fa := galley(t, "p3", titled)
	b, fb := galley(t, "p2", titled)
	fa.head, fb.head = 2, 2
	st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{a, b}})
	_, first := st.set(a, fa)
	_, next := st.set(b, fb)
	if got := byColumn(r, &first.poured) + " " + byColumn(r, &next.poured); got != "##aaa............... ......##aa.........." {
		t.Errorf("%q", got)
	}
	if st.fit[1].FreeLines != 10 || st.fit[0].FreeLines != 0 {
		t.Errorf("%d and %d lines free: the last story's are those of the slot", st.fit[0].FreeLines, st.fit[1].FreeLines)
	}
}

// TestFlowSlot: a flow slot has as many pages made as its text needs, and none that does not
// help.
func TestFlowSlot(t *testing.T) {
	for _, c := range []struct {
		text  string
		pages int
		over  int
	}{
		{"p3", 1, 0}, {"p5", 2, 0}, {"p13", 4, 0}, {"p2 t9 p1", 2, 10},
	} {
		for _, inside := range []bool{false, true} { // the head over the columns, or in one
			slot := editions.Slot{Columns: 1}
			if inside {
				slot.Head.Span = -1
			}
			g, f := galley(t, c.text, editions.Story{ID: "s"})
			st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{frame(0, 1, 4, slot)}, Stories: []*Galley{g}, More: func(n int) []*Region {
				r := frame(0, 1, 4, slot)
				r.Page.Repeat = n
				return []*Region{r}
			}})
			_, o := st.set(g, f)
			pages := c.pages
			if inside && o.overLines > 0 {
				pages-- // the one that did not help is not made
			}
			if got := len(o.own.regions); got != pages || o.overLines != c.over {
				t.Errorf("%s: %d pages, %d lines over; want %d, %d", c.text, got, o.overLines, pages, c.over)
			}
		}
	}
}

// TestHeadOverColumns: a head takes whole lines of its columns, and one more where its story
// leaves a line free in each, unless the slot says how high it is; without room it is over.
func TestHeadOverColumns(t *testing.T) {
	for _, c := range []struct {
		name       string
		head       editions.Head
		text, want string
	}{
		{"whole lines", editions.Head{Size: pt(14)}, "p8", "  aaaa   aaaa"},
		{"a line of white more", editions.Head{Size: pt(14)}, "p6", "   aaa    aaa"},
		{"which the last column does not have", editions.Head{Size: pt(14)}, "p7", "  aaaa   aaa."},
		{"not where it is said how high", editions.Head{Size: pt(14), Lines: 2}, "p6", "  aaa    aaa "},
		{"as high as is said", editions.Head{Size: pt(14), Lines: 4}, "p4", "    aa     aa"},
		{"over the first column", editions.Head{Size: pt(14), Span: 1}, "p9", "   aaa aaaaaa"},
		{"without room", editions.Head{Size: pt(96)}, "p8", "aaaa   aaaa  "},
	} {
		r := frame(0, 2, 6, editions.Slot{Head: c.head})
		g, f := galley(t, c.text, titled)
		st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{g}})
		_, o := st.set(g, f)
		if got := byColumn(r, &o.poured); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if lost := o.dropped != nil; lost != (st.fit[0].OverLines > 0) || lost != (c.name == "without room") {
			t.Errorf("%s: head dropped %v, %d lines over", c.name, lost, st.fit[0].OverLines)
		}
	}
}
