package flow

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	golden "banxin/cmd/need/held"
	"banxin/editions"
)

// TestPoured: what random texts become in random courses, each in a line of testdata/random/poured.txt: what
// is poured, and what stands where. Nothing of a text is lost or doubled, and no line slot holds two
// lines.
func TestPoured(t *testing.T) {
	var b strings.Builder
	rnd := rand.New(rand.NewSource(5))
	for range 600 {
		s := randomWritten(rnd, 2+rnd.Intn(5))
		x, f := written(t, s)
		r := room(1+rnd.Intn(4), 3+rnd.Intn(9))
		x.notesAt = []editions.NotePlace{editions.NotesAtEnd, editions.NotesAtColumn, editions.NotesAtColumn, editions.NotesAtSlot}[rnd.Intn(4)]
		how := pouring{ask: max(rnd.Intn(7)-4, 0) - rnd.Intn(2), narrow: rnd.Intn(3) == 0}
		regions, way := []*Region{r}, r.all()
		what := fmt.Sprintf("%s | %d×%d notes %d ask %d narrow %v", s, len(r.cols), r.end, x.notesAt, how.ask, how.narrow)
		switch rnd.Intn(5) {
		case 0: // a hole, and columns that end higher
			o := obstacles{holes: []hole{{0, 1 + rnd.Intn(len(r.cols)), 0, rnd.Intn(4)}}}
			way.slots = r.slots(nil, 0, r.end, r.shortened(o, r.end, columnSet(rnd.Intn(4))))
			what += fmt.Sprintf(" hole %v", o.holes[0])
		case 1: // on another page
			other := room(1+rnd.Intn(2), 3+rnd.Intn(9))
			other.Page.Index = 1
			regions = append(regions, other)
			way.slots = other.slots(way.slots, 0, other.end, obstacles{})
			what += fmt.Sprintf(" + %d×%d", len(other.cols), other.end)
		case 2: // beside an inset
			way.slots = narrowed(way.slots, rnd)
			way.uniform = false
			what += " inset"
		case 3:
			x.tail = &element{block: len(x.els), chars: 1 + rnd.Intn(12)}
			what += fmt.Sprintf(" tail %d", x.tail.chars)
		}
		p := pour(f, x, way, how, nil)
		fmt.Fprintf(&b, "%s:", what)
		for _, r := range regions {
			b.WriteString(" " + byColumn(r, &p))
		}
		fmt.Fprintf(&b, " next %d %s", p.next, wrong(&p))
		if p.stop.on {
			fmt.Fprintf(&b, " stop %d %d at %d %v", p.stop.el, p.stop.item, p.stop.at, p.stop.capped)
		}
		fmt.Fprintf(&b, " over %d capless %d pressed %v noteless %v%s\n", p.overChars, p.capless, p.pressed, p.noteless, rulesAbove(&p))
		checkPoured(t, what, &p)
	}
	golden.Text(t, "testdata/random/poured.txt", b.String())
}

// narrowed has some of the line slots half as wide, as beside an inset.
func narrowed(slots []lineSlot, rnd *rand.Rand) []lineSlot {
	from := rnd.Intn(3)
	for i := range slots {
		if l := int(slots[i].line); slots[i].col == 0 && l >= from && l < from+3 {
			slots[i].x, slots[i].w = slots[i].r.cols[0].x, 5*em
		}
	}
	return slots
}

// rulesAbove says before which rows a rule stands, and which of them is blank above.
func rulesAbove(p *poured) string {
	var b strings.Builder
	for i, r := range p.rows {
		if r.rule {
			fmt.Fprintf(&b, " rule %d %v", i, r.aloof)
		}
	}
	return b.String()
}

// checkPoured: no line slot holds two things.
func checkPoured(t *testing.T, what string, p *poured) {
	t.Helper()
	taken := map[stood]int{}
	for i, row := range p.rows {
		if row.el == tailRow {
			continue // it may stand beside the last line
		}
		b := block{lines: 1}
		if row.box != nil {
			b = *row.box
		}
		at := p.slots[row.slot]
		h := at.under(&b)
		if row.fig != nil {
			h.c1 = h.c0 + max(int(row.fig.width/em), 1)
		}
		for c := h.c0; c < h.c1; c++ {
			for l := h.l0; l < h.l1; l++ {
				k := stood{at.r, c, l}
				if other, ok := taken[k]; ok {
					t.Fatalf("%s: rows %d and %d stand in line %d of column %d", what, other, i, l, c)
				}
				taken[k] = i
			}
		}
	}
}

// randomWritten is a text of n elements as written reads it.
func randomWritten(rnd *rand.Rand, n int) string {
	var out []string
	notes := 0
	for range n {
		kind := "ppppppppssqqcctfwelyv"[rnd.Intn(21)]
		lines := 1 + rnd.Intn(6)
		if kind == 's' {
			lines = 1 + rnd.Intn(2)
		}
		w := fmt.Sprintf("%c%d", kind, lines)
		if strings.IndexByte("pqcv", kind) >= 0 {
			for _, c := range "+-~" {
				if rnd.Intn(3) == 0 && (c != '~' || kind != 'v') {
					w += string(c)
				}
			}
			for rnd.Intn(4) == 0 && notes < 3 {
				w += fmt.Sprintf("@%d", rnd.Intn(10*lines))
				notes++
			}
		}
		out = append(out, w)
		if kind == 'y' {
			out = append(out, fmt.Sprintf("e%d", 1+rnd.Intn(4)))
		}
	}
	for range notes {
		out = append(out, fmt.Sprintf("n%d", 1+rnd.Intn(4)))
	}
	if rnd.Intn(6) == 0 {
		out = append(out, "n1") // which nothing calls
	}
	return strings.Join(out, " ")
}

// TestSetAtRandom: what random stories become in random slots, several lines each in
// testdata/random/stories.txt: where their heads, figures, text and jumps stand, how they were changed so that
// they fit, how much room is left, and what is found.
func TestSetAtRandom(t *testing.T) {
	var b strings.Builder
	rnd := rand.New(rand.NewSource(6))
	for n := range 300 {
		fmt.Fprintf(&b, "# %d\n", n)
		slot := randomSlot(rnd)
		regions := []*Region{frame(0, 1+rnd.Intn(4), 5+rnd.Intn(10), slot)}
		if rnd.Intn(5) == 0 {
			regions = append(regions, frame(0, len(regions[0].cols), 4+rnd.Intn(6), slot))
		}
		stories := make([]*Galley, 1+max(rnd.Intn(5)-2, 0))
		engines := make([]*fake, len(stories))
		for i := range stories {
			stories[i], engines[i] = randomStory(t, rnd, &b, regions)
		}
		run := SlotRun{Name: "甲", Regions: regions, Stories: stories}
		slots := []SlotRun{run}
		switch rnd.Intn(6) {
		case 0, 1: // the first goes on elsewhere, where others may follow
			other := SlotRun{Name: "乙", Regions: []*Region{frame(rnd.Intn(3), 1+rnd.Intn(3), 4+rnd.Intn(9), randomSlot(rnd))}, Stories: stories[:1]}
			if rnd.Intn(2) == 0 {
				next, _ := galley(t, "p4", titled)
				other.Stories = append(other.Stories[:1:1], next)
			}
			slots = append(slots, other)
		case 2:
			slots[0].More = func(n int) []*Region {
				r := frame(0, len(regions[0].cols), 8, slot)
				r.Page.Repeat = n
				return []*Region{r}
			}
		}
		slotSaid(&b, slot)
		st := newStage(t, slots...)
		st.again = true
		for i, g := range stories {
			_, o := st.set(g, engines[i])
			described(&b, st, o, slots)
		}
		fmt.Fprintf(&b, "found %s\n", st.codes())
	}
	golden.Text(t, "testdata/random/stories.txt", b.String())
}

func slotSaid(b *strings.Builder, s editions.Slot) {
	h, p, f := s.Head, s.Picture, s.Fit
	fmt.Fprintf(b, "head %d lines %d over %d; picture over %d lines %d at %q fill %v; between %d; fit %d %d %d %v; jump %v %v\n",
		h.Size.Amount/100, h.Lines, h.Span, p.Columns, p.Lines, p.At, p.Fill, s.Between, f.Head, f.Lines, f.Picture, f.Setting, s.Jump.Bare, s.Jump.Headed)
}

// randomSlot is a slot that says some of what a slot can say.
func randomSlot(rnd *rand.Rand) editions.Slot {
	slot := editions.Slot{Between: rnd.Intn(3)}
	slot.Head = editions.Head{Size: pt([]int{14, 16, 24, 36}[rnd.Intn(4)]), Span: max(rnd.Intn(6)-2, -1)}
	if rnd.Intn(3) == 0 {
		slot.Head.Lines = 3 + rnd.Intn(3)
	}
	slot.Picture = editions.PictureSpec{Columns: rnd.Intn(3), At: []string{"", "", "bottom", "top-left", editions.AtText}[rnd.Intn(5)], Fill: rnd.Intn(6) == 0}
	if rnd.Intn(2) == 0 {
		slot.Picture.Lines = 4 + rnd.Intn(4)
	}
	if rnd.Intn(2) == 0 {
		slot.Fit = editions.Fitting{Head: rnd.Intn(3), Lines: rnd.Intn(3), Picture: rnd.Intn(2), Setting: rnd.Intn(2) == 0}
	}
	slot.Jump = editions.JumpSpec{Bare: rnd.Intn(3) == 0, Headed: rnd.Intn(3) == 0}
	return slot
}

// randomStory is a story about as long as regions hold, and says what it is.
func randomStory(t *testing.T, rnd *rand.Rand, b *strings.Builder, regions []*Region) (*Galley, *fake) {
	lines := 0
	for _, r := range regions {
		lines += len(r.cols) * r.end
	}
	var words []string
	for left := lines * (2 + rnd.Intn(5)) / 5; left > 0; {
		n := min(left, 1+rnd.Intn(8))
		w := fmt.Sprintf("p%d", n) + []string{"", "+", "-", "+-", "~"}[rnd.Intn(5)]
		if rnd.Intn(6) == 0 {
			w = "s1 " + w
		}
		words = append(words, w)
		left -= n
	}
	text := strings.Join(words, " ")
	story := titled
	if rnd.Intn(5) == 0 {
		story = editions.Story{ID: "s"}
	}
	g, f := galley(t, text, story)
	f.head = 2
	for range max(rnd.Intn(5)-2, 0) {
		g.pictures = append(g.pictures, picture{block: len(g.pictures), pic: &editions.Picture{Image: &editions.Image{W: 300, H: 100 + rnd.Intn(200)}}})
	}
	fmt.Fprintf(b, "%s, %d headlines, %d pictures\n", text, len(story.Headline), len(g.pictures))
	return g, f
}

// described says what became of a story.
func described(b *strings.Builder, st *stage, o *outcome, slots []SlotRun) {
	regions := o.own.regions
	for _, s := range slots[1:] {
		regions = append(regions[:len(regions):len(regions)], s.Regions...)
	}
	for _, r := range regions {
		b.WriteString(byColumn(r, &o.poured) + " | ")
	}
	fmt.Fprintf(b, "%s; next %d free %d room %d", wrong(&o.poured), o.next, len(o.free), o.room)
	fmt.Fprintf(b, "; head %v dropped %v", o.hole, o.dropped != nil)
	for _, s := range o.figures {
		fmt.Fprintf(b, " figure %v %s", s.hole, inPoints(s.fig.image))
	}
	if o.variant != (variant{}) || o.more != 0 || o.air != 0 || o.short != 0 {
		v := o.variant
		fmt.Fprintf(b, "; size %d lines %d picture %d setting %d close %v more %d air %d short %b", v.size, v.lines, v.picture, v.setting, v.close, o.more, o.air, o.short)
	}
	fmt.Fprintf(b, "; own %v", o.own.at)
	for _, c := range o.chain {
		fmt.Fprintf(b, " chain %v %d", c.at, c.cursor)
	}
	for _, j := range o.jumps {
		fmt.Fprintf(b, "; jump %v from %v %d:%d %q head %v silent %v", j.page, j.from, j.slot.col, j.slot.line, j.text, j.head != nil, j.silent)
	}
	f := st.fit[len(st.fit)-1]
	fmt.Fprintf(b, "; over %d %d lines %d of %d free %d %d\n", f.OverChars, f.OverLines, f.Lines, f.RoomLines, f.FreeLines, f.FreeChars)
}
