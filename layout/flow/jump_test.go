package flow

import (
	"fmt"
	"strings"
	"testing"

	"banxin/editions"
)

// chained is a story through three slots of two columns: of 4 lines on page 0, and of 6 lines
// on these pages; another story follows in the second slot if others says so.
func chained(t *testing.T, text string, pages [2]int, others bool, spec editions.JumpSpec) (*stage, []*Region, *Galley, *fake) {
	g, f := galley(t, text, titled)
	g.Story.Headline = nil
	slot := editions.Slot{Jump: spec}
	regions := []*Region{frame(0, 2, 4, slot), frame(pages[0], 2, 6, slot), frame(pages[1], 2, 6, slot)}
	var slots []SlotRun
	for i, r := range regions {
		r.Slot.Name = string(rune('甲' + i))
		slots = append(slots, SlotRun{Name: r.Slot.Name, Regions: []*Region{r}, Stories: []*Galley{g}})
	}
	if others {
		after, _ := galley(t, "p1", editions.Story{ID: "t"})
		slots[1].Stories = append(slots[1].Stories, after)
	}
	return newStage(t, slots...), regions, g, f
}

// TestJump: a story that does not fit goes on in the later slots of its chain, in as few
// stretches as it needs, 下转 in its last line on the page it leaves, 上接 or a small head where
// it goes on; the columns of the last stretch are level.
func TestJump(t *testing.T) {
	for _, c := range []struct {
		name   string
		text   string
		pages  [2]int
		others bool
		want   string
		jumps  string // page of each, < for where it comes from
		free   int    // the first line of the second slot that is free
	}{
		{"it fits", "p8", [2]int{1, 2}, false, "aaaa aaaa||", "", 0},
		{"on another page", "p17", [2]int{1, 2}, false, "aaaa aaa|aaaaa aaaaa|", "1< 0", 6},
		{"on the same page without a word", "p15", [2]int{0, 2}, false, "aaaa aaaa|aaaa aaa|", "", 6},
		{"as little as it needs, where others follow", "p12", [2]int{1, 2}, true, "aaaa aaa|aa aaa|", "1< 0", 3},
		{"and on again", "p21", [2]int{1, 2}, false, "aaaa aaa|aaaaa aaaaa|aa aa", "1< 0 2< 1", 6},
		{"over in the end", "p40", [2]int{1, 2}, false, "aaaa aaa|aaaaa aaaaa|aaaaa aaaaaa", "1< 0 2< 1", 6},
	} {
		st, regions, g, f := chained(t, c.text, c.pages, c.others, editions.JumpSpec{Bare: true})
		_, o := st.set(g, f)
		var got []string
		for _, r := range regions {
			got = append(got, strings.Join(strings.Fields(strings.ReplaceAll(byColumn(r, &o.poured), ".", " ")), " "))
		}
		var jumps []string
		for _, j := range o.jumps {
			jumps = append(jumps, string(rune('0'+j.page.Index))+map[bool]string{true: "<"}[j.from])
		}
		if got, jumps := strings.Join(got, "|"), strings.Join(jumps, " "); got != c.want || jumps != c.jumps || st.st.stands[1].at[0] != c.free {
			t.Errorf("%s: %q, jumps %q, free from %d; want %q, %q, %d", c.name, got, jumps, st.st.stands[1].at[0], c.want, c.jumps, c.free)
		}
	}
}

// TestChainOfFrames: a story that fits the frames of its first slot stays there, and one that
// does not has all of them before it goes on.
func TestChainOfFrames(t *testing.T) {
	for _, c := range []struct{ text, want, codes string }{
		{"p6", "aaa aaa||", ""},
		{"p12", "aaaa aaaa|aa aa|", "FIT-UNDER 40/4"},
		{"p16", "aaaa aaaa|aaaa aaaa|", ""},
		{"p20", "aaaa aaaa|aaaa aaaa|aa aa", "FIT-UNDER 80/8"},
	} {
		g, f := galley(t, c.text, editions.Story{ID: "s"})
		regions := []*Region{frame(0, 2, 4, editions.Slot{}), frame(0, 2, 4, editions.Slot{}), frame(0, 2, 6, editions.Slot{})}
		st := newStage(t, SlotRun{Name: "甲", Regions: regions[:2], Stories: []*Galley{g}}, SlotRun{Name: "乙", Regions: regions[2:], Stories: []*Galley{g}})
		_, o := st.set(g, f)
		var got []string
		for _, r := range regions {
			got = append(got, strings.Join(strings.Fields(strings.ReplaceAll(byColumn(r, &o.poured), ".", " ")), " "))
		}
		if got := strings.Join(got, "|"); got != c.want || st.codes() != c.codes {
			t.Errorf("%s: %q %q, want %q %q", c.text, got, st.codes(), c.want, c.codes)
		}
	}
}

// TestSmallHead: a continuation has a small head where several stories share the slot, unless
// the slot says otherwise, and where it says so.
func TestSmallHead(t *testing.T) {
	for _, c := range []struct {
		spec   editions.JumpSpec
		others bool
		want   bool
	}{
		{editions.JumpSpec{}, false, false},
		{editions.JumpSpec{}, true, true},
		{editions.JumpSpec{Bare: true}, true, false},
		{editions.JumpSpec{Headed: true}, false, true},
	} {
		st, regions, g, f := chained(t, "p12", [2]int{1, 2}, c.others, c.spec)
		_, o := st.set(g, f)
		if len(o.jumps) == 0 {
			t.Fatal("no jump")
		}
		in, first := o.jumps[0], 0
		for _, s := range o.slots {
			if s.r == regions[1] && s.col == 0 {
				first = int(s.line)
				break
			}
		}
		if got := in.head != nil; got != c.want || got && first != in.head.lines || !got && first != 1 {
			t.Errorf("%+v, others %v: small head %v, text from line %d", c.spec, c.others, got, first)
		}
	}
}

// TestJumpFindings: a jump that comes too soon, and one that is hardly worth it.
func TestJumpFindings(t *testing.T) {
	for _, c := range []struct {
		text  string
		least int
		want  string
	}{
		{"p17", 0, "FIT-JUMP 0/0"}, // 7 lines in two columns are fewer than five each
		{"p17", 4, "FIT-JUMP 0/0"}, // and than four each
		{"p17", 3, ""},             // not than three
		{"p8 p1", 3, "FIT-JUMP 10/1"},
		{"p10", 3, ""}, // three are worth it
	} {
		st, _, g, f := chained(t, c.text, [2]int{1, 2}, false, editions.JumpSpec{Lines: c.least, Bare: true})
		g.Story.ID = "s"
		st.set(g, f)
		got := st.codes()
		if i := strings.Index(got, ", FIT-UNDER"); i >= 0 {
			got = got[:i]
		} else if strings.HasPrefix(got, "FIT-UNDER") {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s, at least %d lines: %s, want %s", c.text, c.least, got, c.want)
		}
	}
}

// TestOrdinal names pages as newspapers do.
func TestOrdinal(t *testing.T) {
	for name, want := range map[string]string{"2": "第2版", "12": "第12版", "A2": "A2版", "b3": "b3版"} {
		if got := ordinal(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// TestChainKeepsOrder: stories that jump into one slot stand there in its order, each below
// the one before; nothing of a slot that is full is left.
func TestChainKeepsOrder(t *testing.T) {
	a, fa := galley(t, "p10", editions.Story{ID: "a"})
	b, fb := galley(t, "p10", editions.Story{ID: "b"})
	regions := []*Region{frame(0, 1, 6, editions.Slot{}), frame(0, 1, 6, editions.Slot{}), frame(1, 2, 9, editions.Slot{Jump: editions.JumpSpec{Bare: true}})}
	st := newStage(t,
		SlotRun{Name: "甲", Regions: regions[:1], Stories: []*Galley{a}},
		SlotRun{Name: "乙", Regions: regions[1:2], Stories: []*Galley{b}},
		SlotRun{Name: "丙", Regions: regions[2:], Stories: []*Galley{a, b}})
	st.set(a, fa)
	from := st.st.stands[2].at[0]
	_, o := st.set(b, fb)
	for _, s := range o.slots {
		if s.r == regions[2] && int(s.line) <= from {
			t.Errorf("the second story has line %d, the first all before %d", s.line, from)
		}
	}
	if from == 0 || from == 9 || st.st.stands[0].at[0] != 6 || st.st.stands[2].at[0] != 9 {
		t.Errorf("free from %d; at last from %v", from, st.st.stands)
	}
}

// TestNoJumpForALine: a story does not jump into a stretch of one line.
func TestNoJumpForALine(t *testing.T) {
	g, f := galley(t, "p9", editions.Story{ID: "s"})
	spec := editions.Slot{Jump: editions.JumpSpec{Bare: true}}
	regions := []*Region{frame(0, 1, 6, spec), frame(1, 1, 1, spec), frame(2, 1, 6, spec)}
	st := newStage(t)
	for _, r := range regions {
		st.run.Slots = append(st.run.Slots, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{g}})
	}
	_, o := st.set(g, f)
	if len(o.jumps) != 2 || o.jumps[0].page.Index != 2 || o.jumps[1].page.Index != 0 || o.overLines > 0 {
		t.Errorf("%d jumps, %d lines over", len(o.jumps), o.overLines)
	}
}

// TestNowhereToJump: a story whose later slots are full stays in its own and is over; the
// room it has is that of its own slot, below what stood there before.
func TestNowhereToJump(t *testing.T) {
	for _, c := range []struct {
		name string
		span int // of the heads: -1 in the columns
		want string
	}{
		{"frames", 0, "甲 乙: room 8"},
		{"columns", -1, "甲 乙: room 6"},
	} {
		spec := editions.Slot{Name: "甲", Jump: editions.JumpSpec{Bare: true}, Head: editions.Head{Span: c.span}}
		g, f := galley(t, "p12", editions.Story{ID: "s"})
		first, ff := galley(t, "p2", editions.Story{ID: "a"})
		full, fb := galley(t, "p2", editions.Story{ID: "b"})
		own, next := SlotRun{Name: "甲", Regions: []*Region{frame(0, 2, 4, spec)}}, SlotRun{Name: "乙", Regions: []*Region{frame(1, 1, 2, editions.Slot{})}}
		if own.Stories = []*Galley{g}; c.span < 0 {
			own.Stories = []*Galley{first, g}
		}
		next.Stories = []*Galley{full, g}
		st := newStage(t, own, next)
		st.set(full, fb)
		if c.span < 0 {
			st.set(first, ff)
		}
		st.set(g, f)
		fit := st.fit[len(st.fit)-1]
		if got := fmt.Sprintf("%s: room %d", strings.Join(fit.Slots, " "), fit.RoomLines); got != c.want || fit.OverLines == 0 {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
