package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// stack composes a vertical head (竖题) in a place so wide and high: its lines stand side by side from the
// right to the left, each from the top downwards.
func (c *composer) stack(width, height unit.Length, spec editions.Head) *heading {
	h := &heading{id: c.g.Story.ID, vertical: true}
	st := c.g.Story
	limit := width * 2 / 5
	if spec.Chars > 0 {
		limit = unit.Length(spec.Chars) * c.g.styles.grid.Size
	}
	sized := func(size unit.Length) *heading {
		h := &heading{id: st.ID, vertical: true}
		second := func(n editions.StyleName) unit.Length {
			if m := c.g.styles.paper.Styles[n].Size; !m.IsZero() {
				return m.Resolve(unit.Grid{Char: c.g.styles.grid.Size, Line: c.g.styles.grid.Leading})
			}
			return max(size.MulDiv(2, 5), c.g.styles.grid.Size)
		}
		c.stackPart(h, spec, page.RoleKicker, editions.Kicker, st.Kicker, second(editions.Kicker), height)
		c.stackPart(h, spec, page.RoleHeadline, editions.Headline, st.Headline, size, height)
		c.stackPart(h, spec, page.RoleDeck, editions.Deck, st.Deck, second(editions.Deck), height)
		if !st.Byline.IsEmpty() && c.g.tail == nil {
			c.stackPart(h, spec, page.RoleByline, editions.Byline, []editions.Text{st.Byline}, c.g.styles.at(editions.Byline).font.Size, height)
		}
		if c.g.dir == page.Vertical && c.g.labelled() {
			c.stackPart(h, spec, page.RoleLabel, editions.Label, []editions.Text{st.Label}, c.g.styles.at(editions.Label).font.Size, height)
		}
		return h
	}
	grid := unit.Grid{Char: c.g.styles.grid.Size, Line: c.g.styles.grid.Leading}
	if !spec.Size.IsZero() {
		h = sized(spec.Size.Resolve(grid))
	} else {
		for _, s := range steps {
			if h = sized(unit.Points(s)); h.width <= limit && h.broken == 0 {
				break
			}
		}
	}
	// lines were laid from the left: turn them round, the first to the right
	for i := range h.lines {
		l := &h.lines[i]
		l.x = h.width - l.x - l.read - l.size/2
		h.found = append(h.found, missing(st, l.sh)...)
	}
	return h
}

// overLabel composes the label that stands over a stack and its horizontal text, from a line
// on, and returns how many lines it takes; none without a label.
func (c *composer) overLabel(r *Region, at int) (*heading, int) {
	if !c.g.labelled() {
		return nil, 0
	}
	in := r.inner(0, len(r.cols), at, at+1)
	hd := header{composer: c, styles: c.g.styles, width: in.W}
	hd.h = &heading{id: c.g.Story.ID, width: in.W, pitch: r.Grid.Leading}
	hd.labelAbove(hd.labelLook())
	n := int((hd.h.height + r.Grid.Leading*3/10 + r.Grid.Leading - 1) / r.Grid.Leading)
	hd.h.at = unit.Rect{X: in.X, Y: in.Y, W: in.W, H: r.Grid.Height(n)}
	return hd.h, n
}

// stackPart adds the lines of one part, measured from the left edge for the moment.
func (c *composer) stackPart(h *heading, spec editions.Head, role page.Role, style editions.StyleName, lines []editions.Text, size, height unit.Length) {
	for _, t := range lines {
		if t.IsEmpty() {
			continue
		}
		measured := func(size unit.Length) *inline.Shaped {
			l := c.g.styles.sized(style, size)
			if role == page.RoleHeadline {
				l = c.g.styles.headline(size, spec.Font)
			}
			if spec.Reverse {
				l = l.white()
			}
			p := c.g.styles.para(l, t, c.g.Story.File)
			p.Dir, p.Head, p.Indent, p.Align = page.Vertical, true, 0, typo.Left
			c.bySense(p)
			return c.Shape(p)
		}
		sh := measured(size)
		set := c.Break(nil, sh, []unit.Length{height})
		if h.broken += len(set) - 1; role == page.RoleHeadline && len(set) > 1 {
			h.parted = append(h.parted, parted{t, sh, set, height, size, measured})
		}
		for _, ln := range set {
			if len(h.lines) > 0 {
				h.width += max(size, h.lines[len(h.lines)-1].size) / 3
			}
			read := size.MulDiv(int64(sh.Readings(ln)), 100)
			h.lines = append(h.lines, headLine{role: role, sh: sh, line: ln, x: h.width, size: size, read: read})
			h.width += size + read
			h.height = max(h.height, ln.Natural)
		}
	}
}
