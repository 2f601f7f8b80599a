package makeup

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/flow"
	"banxin/layout/lint"
	"banxin/layout/unit"
)

// form is a slot that a parcel is tried in, but for the size of its head.
type form struct {
	slot    editions.Slot
	label   string // over the area
	wide    int    // columns of its picture
	natural int    // hundredths of a line that its picture is high
	shapes  bool   // it may be higher and lower
	cost    int
}

// forms lists how a parcel is set in w columns: news plainly, comment and notices in frames, each
// picture in some widths, tables in columns as wide as they want.
func (m *tables) forms(p, w int) []form {
	u, plain := m.parcels[p], plainSlot()
	switch {
	case u.briefs():
		plain.Head.Span = -1
		return []form{{slot: plain, label: briefsLabel}}
	case u.notice():
		return m.boxes(p, w, plain)
	case u.comment() && p > 0:
		if boxes := m.boxes(p, w, plain); len(boxes) > 0 || !m.loose[p] {
			return boxes
		}
	case u.pictures():
		return m.pictured(p, w, plain)
	case u.tables():
		return m.tabled(p, w, plain)
	}
	return m.lined(p, w, plain)
}

// plainSlot is how news is set.
func plainSlot() editions.Slot {
	return editions.Slot{Head: editions.Head{Align: centred.Align, Lines: 1}, Between: 1, Picture: editions.PictureSpec{At: "top-right"}}
}

// briefsLabel is what stands over the gathered briefs.
const briefsLabel = "简讯"

// mostMeasure is the number of characters in a line at the most, leastBoxed in one inside a frame
// at the least.
const (
	mostMeasure = 36
	leastBoxed  = 10
)

// mostNotice is how wide a notice is by its longest line at the most, in hundredths.
const mostNotice = 155

// boxes lists frames: the columns inside as many as hold the longest line that should not break;
// of running text such as are easy to read.
func (m *tables) boxes(p, w int, s editions.Slot) []form {
	u := m.parcels[p]
	s.Box = editions.Box{Width: unit.Pt / 2, Tint: m.tint}
	switch {
	case u.obituary():
		s.Box = editions.MourningFrame
	case u.notice():
		s.Head.Font = "粗黑"
	}
	longest := u.longest()
	best := form{cost: 1 << 20}
	widest := mostMeasure
	if longest > 0 {
		widest = longest * mostNotice / 100
	}
	for n := 1; n <= w; n++ {
		s.Columns = n
		chars := m.chars(w, &s)
		if chars < leastBoxed || chars > widest && n < w || n > 1 && longest > 0 && !m.loose[p] {
			continue
		}
		f := form{slot: s, cost: costLines * u.broken(chars)}
		if longest == 0 { // running text: about the columns of the page
			f.cost += 3 * max(chars-m.t.Chars, m.t.Chars-chars)
		} else {
			f.cost += min(max(chars-longest, 0), costLines-1)
		}
		if f.cost < best.cost {
			best = f
		}
	}
	if best.cost == 1<<20 || u.notice() && best.cost >= costLines && !m.loose[p] {
		return nil // a notice is as wide as its longest line
	}
	return []form{best}
}

// lined lists forms of text: in the page's columns, or where lines of a poem would break in
// fewer.
func (m *tables) lined(p, w int, s editions.Slot) []form {
	u := m.parcels[p]
	best := form{slot: s, cost: costLines * u.broken(m.chars(w, &s))}
	for n := w - 1; n >= 1 && best.cost > 0; n-- {
		s.Columns = n
		if chars := m.chars(w, &s); chars <= mostMeasure {
			if f := (form{slot: s, cost: costLines * u.broken(chars)}); f.cost < best.cost {
				best = f
			}
		}
	}
	if !u.verse() || w == 1 {
		return []form{best}
	}
	if !m.loose[p] {
		if chars := m.chars(w, &best.slot); best.cost > 0 || 100*chars > emptiest*u.longest() {
			return nil // lines of a poem do not break, nor stand at the edge of a hole
		}
		return []form{best}
	}
	out := []form{best} // its stanzas stay whole in as many columns as they are, or in fewer
	for n := w; n >= 2; n-- {
		if s.Columns = n; n != best.slot.Columns {
			out = append(out, form{slot: s, cost: costLines * u.broken(m.chars(w, &s))})
		}
	}
	return out
}

// emptiest is how wide a column may be beside the longest line of its poem, in hundredths.
const emptiest = 180

func (u parcel) verse() bool {
	return slices.ContainsFunc(u.stories, func(s *editions.Story) bool {
		for p := range s.Parts() {
			if p.Role == editions.RoleVerse {
				return true
			}
		}
		return false
	})
}

// tabled lists columns from as wide as the table by itself to half more.
func (m *tables) tabled(p, w int, s editions.Slot) []form {
	natural := m.parcels[p].natural()
	var out []form
	for n := w; n >= 1; n-- {
		if s.Columns = n; n == w {
			s.Columns = 0
		}
		chars := m.chars(w, &s)
		f := form{slot: s}
		if over := 100*chars/max(natural, 1) - 150; over > 0 {
			f.cost = costTable * min(over, 300)
		}
		if !m.loose[p] && (chars < natural || f.cost > 0) {
			continue
		}
		if len(out) > 0 && 100*chars > 220*natural {
			break
		}
		out = append(out, f)
	}
	return out[max(len(out)-2, 0):]
}

// pictured lists the widths of a story's picture: that of the lead is large; portraits are
// narrow, and nothing of them is cut off unless somebody said what must stay.
func (m *tables) pictured(p, w int, s editions.Slot) []form {
	pic := m.parcels[p].picture()
	portrait := pic.Image != nil && pic.Image.H > pic.Image.W
	var wide []int
	switch {
	case portrait && p == 0:
		wide = []int{2, 3}
	case portrait && w <= 3:
		wide = []int{1, 2}
	case portrait:
		wide = []int{2, 1}
	case p == 0:
		wide = m.large(w, pic)
	case w == 1:
		wide = []int{1}
	case w == 2:
		wide = []int{2, 1}
	default:
		wide = []int{2, 3}
	}
	var out []form
	seen := 0
	for _, k := range wide {
		k = min(max(k, 1), w)
		if pic.Width > 0 {
			k = min(pic.Width, w)
		}
		if seen&(1<<k) != 0 || len(out) == mostPictured {
			continue
		}
		seen |= 1 << k
		f := form{slot: s, wide: k, shapes: pic.Group == nil && !pic.Whole && (!portrait || pic.Focus != nil)}
		if pic.Image != nil {
			f.natural = m.naturally(k, pic)
		}
		f.slot.Picture = editions.PictureSpec{Columns: k, At: "top-right", Whole: portrait && pic.Focus == nil}
		if k == w {
			f.slot.Picture.At = "top"
		}
		if pic.At != "" {
			f.shapes = false
		}
		out = append(out, f)
	}
	return out
}

// large lists widths of the lead's picture in w columns: from the least in which it is large enough.
func (m *tables) large(w int, pic *editions.Picture) (wide []int) {
	for k := 2; k <= w; k++ {
		if pic.Image == nil || m.share(k, m.naturally(k, pic)/100) >= leastShot*90 {
			wide = append(wide, k)
		}
	}
	if len(wide) > 1 && wide[len(wide)-1] > w-2 { // the widest that leave columns beside them go before
		slices.SortStableFunc(wide, func(a, b int) int { return min(b, w-2) - min(a, w-2) })
		slices.SortFunc(wide[:max(len(wide)-2, 1)], cmp.Compare)
	}
	return append(wide, w)
}

// width is that of so many columns.
func (m *tables) width(columns int) unit.Length {
	return unit.Length(columns)*(unit.Length(m.t.Chars)*m.t.Size+m.t.Gap) - m.t.Gap
}

// naturally is how many hundredths of a line a picture is high in so many columns when nothing of it is cut off.
func (m *tables) naturally(columns int, pic *editions.Picture) int {
	return int(m.width(columns) * 100 / m.t.Leading * unit.Length(pic.Image.H) / unit.Length(max(pic.Image.W, 1)))
}

// share is how much of the type area a picture takes, in hundredths of a percent.
func (m *tables) share(columns, lines int) int {
	all := m.width(m.t.Columns)
	return int(m.width(columns) * 10000 / all * unit.Length(lines) / unit.Length(m.t.Lines))
}

// weight is what a picture weighs, as meters count it.
func (m *tables) weight(columns, lines int) int {
	return int(lint.PictureWeight(unit.Rect{W: m.width(columns), H: unit.Length(lines) * m.t.Leading}))
}

// mostPictured is how many widths of a picture are tried in one width of an area.
const mostPictured = 3

// chars is how many characters stand in a line of a slot w columns wide.
func (m *tables) chars(w int, s *editions.Slot) int {
	t, g := m.scratch(w, *s, m.lines)
	_, width, _ := flow.NewRegion(flow.PageRef{}, g, t.Slots[0], t.Slots[0].Frames[0]).Text()
	return int(width / m.t.Size)
}

// apartLine tells whether a part of a story is a line by itself, which should not break: of a poem, a
// list, a signature.
func apartLine(r editions.Role) bool {
	return r == editions.RoleVerse || r == editions.RoleItem || r == editions.RoleSignoff
}

// lengths calls f with the length of each such line, in characters.
func (u parcel) lengths(f func(n int)) {
	for _, st := range u.stories {
		for p := range st.Parts() {
			if !apartLine(p.Role) {
				continue
			}
			for _, l := range strings.Split(p.Text.String(), "\n") {
				n := columnsOfText(p.Marker) + columnsOfText(l)
				if p.Role != editions.RoleVerse {
					n += 6 // it stands in, after its number; verse gives way where it has no room
				}
				f((n + 1) / 2)
			}
		}
	}
}

// longest is the longest line of a parcel that should not break, of those that can stand in
// one line at all; 0: there is none.
func (u parcel) longest() int {
	most := 0
	u.lengths(func(n int) {
		if n <= mostMeasure {
			most = max(most, n)
		}
	})
	return most
}

// broken counts the lines that break in columns of so many characters.
func (u parcel) broken(chars int) int {
	n := 0
	u.lengths(func(l int) {
		if l > chars && l <= mostMeasure {
			n++
		}
	})
	return n
}

// natural is how many characters wide a parcel's table is with every cell in one line.
func (u parcel) natural() int {
	most := 0
	for _, st := range u.stories {
		for _, t := range st.Tables() {
			var widths []int
			for _, row := range t.Rows {
				for i, cell := range row {
					for len(widths) <= i {
						widths = append(widths, 0)
					}
					widths[i] = max(widths[i], columnsOfText(cell.String()))
				}
			}
			sum := 0
			for _, n := range widths {
				sum += n + 2
			}
			most = max(most, (sum+1)/2)
		}
	}
	return most
}

func columnsOfText(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}
