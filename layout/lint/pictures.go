package lint

import (
	"banxin/editions"
	"strings"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/unit"
)

// Effective resolutions of pictures in newspapers, pixels per inch (print shops ask for
// 200 at a screen of 100 lines; GWG 2015 warns under 150 and refuses under 100).
const (
	finePPI  = 200
	leastPPI = 150
	badPPI   = 100
)

// leastFocus is how much of the type area the greatest picture or head takes, in percent.
const leastFocus = 3

// pictures: fine enough, captions beside them, as wide as columns (25), one that catches
// the eye, none against another story's (24).
func (c *checker) pictures() {
	s := c.sheet
	var most unit.Length
	for i, pc := range s.pieces {
		most = max(most, area(pc.head))
		for _, f := range pc.figures {
			most = max(most, area(f.rect))
			c.picture1(pc, f)
			for _, o := range s.pieces[i+1:] {
				c.against(pc, f, o)
			}
		}
	}
	if c.all && len(s.pieces) > 0 && most > 0 && !c.plain() && int64(most)*100 < int64(area(s.plan.Area))*leastFocus {
		c.onPage(unit.Point{X: s.plan.Area.X, Y: s.plan.Area.Y}, finding("LAY-FOCUS", source.Msg("nothing-on-page-catches-eye-neither", leastFocus), source.Msg("make-picture-or-lead-head-greater")))
	}
}

// plain tells whether a page needs nothing that catches the eye: notices and adverts, or a
// gazette that flows from page to page.
func (c *checker) plain() bool {
	s := c.sheet
	for _, pc := range s.pieces {
		st := c.stories[pc.story]
		if st != nil && strings.ContainsAny(st.Genre, "告启") || c.flows(s, pc.story) {
			continue
		}
		return false
	}
	return true
}

// picture1 looks at one picture.
func (c *checker) picture1(pc *piece, f *figure) {
	s := c.sheet
	if f.image == nil || f.image.Rect.Empty() {
		return
	}
	r := f.image.Rect
	if f.image.File < len(c.res.Doc.Images) && c.res.Doc.Images[f.image.File].Format != "pdf" {
		ppi := int(min(unit.Length(f.image.X1-f.image.X0)*72*unit.Pt/r.W, unit.Length(f.image.Y1-f.image.Y0)*72*unit.Pt/r.H))
		sev := source.Note
		switch {
		case ppi < badPPI:
			sev = source.Error
		case ppi < leastPPI:
			sev = source.Warning
		}
		if ppi < finePPI {
			c.at(r, pc.story, finding("PIC-PPI", source.Msg("picture-pixels-inch-in-print", ppi), source.Msg("take-larger-file-or-print-smaller", finePPI)).As(sev))
		}
	}
	if cap := f.caption; cap != nil && len(cap.lines) > 0 && !c.captioned(pc, f) && apart(r, cap.rect) > s.plan.Leading*3/2 {
		c.at(cap.rect, pc.story, finding("PIC-APART", source.Msg("caption-stands-apart-from-picture"), source.Msg("fault-of-engine-please-report")))
	}
	if !pc.head.Empty() && !pc.stack && pc.order == 0 && f.rect.Bottom() <= pc.head.Y {
		c.at(r, pc.story, finding("PIC-EARLY", source.Msg("picture-stands-over-head-of-story"), source.Msg("place-under-head")))
	}
	c.whole(pc, f)
}

// group is the one a picture belongs to, or nil.
func (c *checker) group(pc *piece, f *figure) *editions.Group {
	if p := c.picture(pc.story, f.id); p != nil {
		return p.Group
	}
	return nil
}

// captioned tells whether a picture is of a group with a caption of all, at the end of which
// its own words may stand.
func (c *checker) captioned(pc *piece, f *figure) bool {
	g := c.group(pc, f)
	return g != nil && g.Caption != nil
}

// apart is the distance between two rectangles.
func apart(a, b unit.Rect) unit.Length {
	return max(b.X-a.Right(), a.X-b.Right(), b.Y-a.Bottom(), a.Y-b.Bottom(), 0)
}

// whole: a picture is as wide as a number of columns, unless it is an inset.
func (c *checker) whole(pc *piece, f *figure) {
	s := c.sheet
	if p := c.picture(pc.story, f.id); p != nil && (p.Group != nil || p.Formula) {
		return // the rows of a group are as wide as it is, a formula has its own size
	}
	if p := s.placeOf(f.rect, pc.story); p == nil || p.Slot.Upright || !p.Slot.Picture.Width.IsZero() {
		return
	}
	if c.group(pc, f) != nil {
		return // a group is, its pictures need not be
	}
	left, right := false, false
	near := func(a, b unit.Length) bool { return abs(a-b) < s.plan.Size*3/2 }
	for _, r := range s.columnsAt(f.rect, pc.story) {
		left = left || near(r.X, f.rect.X)
		right = right || near(r.Right(), f.rect.Right())
	}
	for _, fr := range pc.frames {
		left = left || near(fr.rect.X, f.rect.X)
		right = right || near(fr.rect.Right(), f.rect.Right())
		for _, col := range fr.columns {
			left = left || near(col.from, f.rect.X)
			to := col.measure()
			if to == 0 {
				to = col.to
			}
			right = right || near(to, f.rect.Right())
		}
	}
	if len(pc.frames) > 0 && (!left || !right) {
		c.at(f.rect, pc.story, finding("PIC-COLUMNS", source.Msg("picture-not-as-wide-as-whole"), source.Msg("give-number-of-columns")))
	}
}

// columnsAt returns the columns that the slot at a place is divided into.
func (s *sheet) columnsAt(r unit.Rect, story string) []unit.Rect {
	p := s.placeOf(r, story)
	if p == nil {
		return nil
	}
	var out []unit.Rect
	for i, f := range p.Frames {
		if s.inside(p, f).Overlaps(r) {
			out = append(out, s.columnsOf(p, i)...)
		}
	}
	return out
}

// columnsOf returns the columns that frame i of a slot is divided into.
func (s *sheet) columnsOf(p *layout.Place, i int) []unit.Rect {
	f := s.inside(p, p.Frames[i])
	n := p.Slot.Columns
	if n == 0 && i < len(p.Slot.Frames) {
		n = p.Slot.Frames[i].Cols
	}
	if n == 0 {
		for _, col := range s.plan.Columns {
			if col.X < f.Right() && f.X < col.Right() {
				n++
			}
		}
	}
	n = max(n, 1)
	gap := s.plan.Size
	if len(s.plan.Columns) > 1 {
		gap = s.plan.Columns[1].X - s.plan.Columns[0].Right()
	}
	w := (f.W - unit.Length(n-1)*gap) / unit.Length(n)
	out := make([]unit.Rect, n)
	for k := range out {
		out[k] = unit.Rect{X: f.X + (f.W+gap)*unit.Length(k)/unit.Length(n), Y: f.Y, W: w, H: f.H}
	}
	return out
}

// inside is a slot's frame without the white inside its box.
func (s *sheet) inside(p *layout.Place, f unit.Rect) unit.Rect {
	chars, _ := p.Slot.Box.Pad(s.plan.Size, s.plan.Leading)
	pad := unit.Length(chars) * s.plan.Size
	f.X, f.W = f.X+pad, f.W-2*pad
	return f
}

// against: pictures of two stories do not touch.
func (c *checker) against(pc *piece, f *figure, o *piece) {
	if o.story == pc.story || f.image == nil {
		return
	}
	for _, g := range o.figures {
		if g.image != nil && apart(f.rect, g.rect) < c.sheet.plan.Size/2 {
			c.at(g.rect, o.story, finding("LAY-PICTURES", source.Msg("pictures-of-touch", pc.story, o.story), source.Msg("part-them-by-white-or-place")))
		}
	}
}
