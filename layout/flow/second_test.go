package flow

import (
	"slices"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// textsOf is lines of a head, of so many characters each.
func textsOf(chars ...int) (out []editions.Text) {
	for _, n := range chars {
		out = append(out, editions.Text{Runs: []editions.Run{{Text: strings.Repeat("水", n)}}})
	}
	return out
}

// TestSeconds: whatever is asked, kicker and deck are in their range beside the headline, or two
// thirds of it and no smaller than the text, and no wider than they may be where two lines hold them.
func TestSeconds(t *testing.T) {
	for _, size := range []int{12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 56, 64, 72, 96} {
		for _, wide := range []int{2, 4, 8, 13} {
			for _, long := range []int{3, 6, 10, 18, 30} {
				g, _ := galley(t, "p1", editions.Story{ID: "s", Kicker: textsOf(long), Headline: textsOf(wide), Deck: textsOf(long)})
				m := &composer{Setter: &inline.Setter{}, g: g}
				h := m.head(editions.Head{Size: pt(size)}, 60*em, 6, variant{})
				checkSeconds(t, h, size, wide, long)
			}
		}
	}
}

func checkSeconds(t *testing.T, h *heading, size, wide, long int) {
	t.Helper()
	headline, widest := unit.Points(size), unit.Length(0)
	for _, l := range h.lines {
		if l.role == page.RoleHeadline {
			widest = max(widest, l.line.Natural)
		}
	}
	for _, l := range h.lines {
		s := map[page.Role]second{page.RoleKicker: kickerBeside, page.RoleDeck: deckBeside}[l.role]
		if s.most == 0 {
			continue
		}
		if most := max(headline.MulDiv(s.most, 100), em); l.size > most || l.size < em && l.size < most*2/3-unit.Pt/2 {
			t.Errorf("%s of %d characters over %d at %d: %v", l.role, long, wide, size, l.size)
		}
		limit := widest.MulDiv(s.widest, 100)
		smallest := max(headline.MulDiv(s.most, 100)*2/3, em)
		holds := unit.Length(long)*smallest <= limit*mostSecondLines-smallest
		if l.line.Natural > limit && holds {
			t.Errorf("%s of %d characters is %v wide at %v, the headline of %d at %d %v", l.role, long, l.line.Natural, l.size, wide, size, widest)
		}
	}
}

// TestShortHeads: a head is spaced when all of its lines are short, and never one line of it.
func TestShortHeads(t *testing.T) {
	for _, c := range []struct {
		lines []int
		want  bool
	}{{[]int{3}, true}, {[]int{2, 3}, true}, {[]int{3, 6}, false}, {[]int{4}, false}} {
		if short(textsOf(c.lines...)) != c.want {
			t.Errorf("a headline of %v characters: %v", c.lines, !c.want)
		}
	}
}

// TestAlignOfStyles: kicker, headline and deck stand where their styles say, a by-line as the
// headline, and all where the slot says.
func TestAlignOfStyles(t *testing.T) {
	paper := &editions.Paper{Styles: editions.DefaultStyles()}
	paper.Styles[editions.Headline].Align = typo.Left
	hd := &header{composer: &composer{}, styles: &Styles{paper: paper}}
	for name, want := range map[editions.StyleName]typo.Align{editions.Headline: typo.Left, editions.Kicker: typo.Center, editions.Byline: typo.Left} {
		if got := hd.align(paper.Styles[name]); got != want {
			t.Errorf("%s stands at %v", name, got)
		}
	}
	hd.spec = editions.Head{Align: typo.Right, AlignSet: true}
	if hd.align(paper.Styles[editions.Kicker]) != typo.Right {
		t.Error("the slot's word is not heard")
	}
}

// TestSizedAs: the greatest size that a line reaches says what its style is.
func TestSizedAs(t *testing.T) {
	k := &Styles{grid: &Grid{Size: 10 * unit.Pt, Leading: 14 * unit.Pt}}
	s := &editions.Style{Fonts: []string{"宋"}, Sizes: []editions.SizedStyle{
		{From: pt(18), Fonts: []string{"小标宋"}}, {From: unit.Measure{Amount: 3600, Unit: "字"}, Fonts: []string{"标宋"}, Track: 20},
	}}
	for size, want := range map[int]string{12: "宋", 18: "小标宋", 35: "小标宋", 36: "标宋", 96: "标宋"} {
		if got := k.sizedAs(s, unit.Points(size)); got.Fonts[0] != want {
			t.Errorf("%d pt is set in %s", size, got.Fonts[0])
		}
	}
	if k.sizedAs(s, unit.Points(40)).Track != 20 || s.Track != 0 {
		t.Error("the letter-space of a size is not its own")
	}
}

// TestEmptyLines: lines of a head that say nothing are none, and those after them stand.
func TestEmptyLines(t *testing.T) {
	with := func(chars ...int) []editions.Text { return textsOf(chars...) }
	for _, spec := range []editions.Head{{Size: pt(20)}, {Size: pt(20), Vertical: true}} {
		g, _ := galley(t, "p1", editions.Story{ID: "s", Kicker: with(0, 3, 0), Headline: with(0, 4, 0, 3), Deck: with(0, 5)})
		plain, _ := galley(t, "p1", editions.Story{ID: "s", Kicker: with(3), Headline: with(4, 3), Deck: with(5)})
		var roles [2][]page.Role
		for i, g := range []*Galley{g, plain} {
			m := &composer{Setter: &inline.Setter{}, g: g}
			h := m.head(spec, 60*em, 6, variant{})
			if spec.Vertical {
				h = m.stack(100*em, 100*em, spec)
			}
			for _, l := range h.lines {
				roles[i] = append(roles[i], l.role)
			}
		}
		if !slices.Equal(roles[0], roles[1]) || len(roles[0]) != 4 {
			t.Errorf("upright %v: %v, want %v", spec.Vertical, roles[0], roles[1])
		}
	}
}

// TestShrink: a by-line too wide for its column goes down, to two thirds of its size at most, so that it stands on one line.
func TestShrink(t *testing.T) {
	for _, c := range []struct{ chars, width, want int }{
		{10, 200, 20}, {10, 199, 18}, {10, 180, 18}, {10, 160, 16}, {10, 140, 14}, {10, 139, 20}, {10, 100, 20}, {1, 19, 18},
	} {
		g, _ := galley(t, "p1", editions.Story{ID: "s"})
		hd := &header{composer: &composer{Setter: &inline.Setter{}, g: g}, styles: g.styles, width: pts(c.width)}
		if got := hd.shrink(editions.Byline, textsOf(c.chars)[0], pts(20), page.RoleByline); got != pts(c.want) {
			t.Errorf("%d characters in %d points: %s", c.chars, c.width, got)
		}
		if got := hd.shrink(editions.Headline, textsOf(c.chars)[0], pts(20), page.RoleHeadline); got != pts(20) {
			t.Errorf("a headline goes down to %s", got)
		}
	}
}
