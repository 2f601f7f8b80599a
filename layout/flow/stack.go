package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// composeStack composes a vertical head (竖题): its lines stand side by side from the
// right to the left, each from the top downwards.
func (j *job) composeStack(room unit.Rect, spec editions.Head) *heading {
	h := &heading{id: j.g.Story.ID, vertical: true}
	st := j.g.Story
	limit := room.W * 2 / 5
	if spec.Chars > 0 {
		limit = unit.Length(spec.Chars) * j.g.styles.grid.Size
	}
	sized := func(size unit.Length) *heading {
		h := &heading{id: st.ID, vertical: true}
		second := func(n editions.StyleName) unit.Length {
			if m := j.g.styles.paper.Styles[n].Size; !m.IsZero() {
				return m.Resolve(unit.Grid{Char: j.g.styles.grid.Size, Line: j.g.styles.grid.Leading})
			}
			return max(size.MulDiv(2, 5), j.g.styles.grid.Size)
		}
		j.stackPart(h, page.RoleKicker, editions.Kicker, st.Kicker, second(editions.Kicker), room.H)
		j.stackPart(h, page.RoleHeadline, editions.Headline, st.Headline, size, room.H)
		j.stackPart(h, page.RoleDeck, editions.Deck, st.Deck, second(editions.Deck), room.H)
		if !st.Byline.IsEmpty() && j.g.tail == nil {
			j.stackPart(h, page.RoleByline, editions.Byline, []editions.Text{st.Byline}, j.g.styles.at(editions.Byline).font.Size, room.H)
		}
		if j.g.dir == page.Vertical && j.labelled() {
			j.stackPart(h, page.RoleLabel, editions.Label, []editions.Text{st.Label}, j.g.styles.at(editions.Label).font.Size, room.H)
		}
		return h
	}
	grid := unit.Grid{Char: j.g.styles.grid.Size, Line: j.g.styles.grid.Leading}
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
		l.x = h.width - l.x - l.size/2
		j.out.Findings = append(j.out.Findings, missing(st, l.sh)...)
	}
	return h
}

// labelled tells whether the story shows its label itself.
func (j *job) labelled() bool { return !j.g.silent && !j.g.Story.Label.IsEmpty() }

// overLabel composes the label that stands over a stack and its horizontal text, and
// returns how many lines it takes; none without a label.
func (j *job) overLabel(r *Region) (*heading, int) {
	if !j.labelled() {
		return nil, 0
	}
	in := r.inner(0, len(r.cols), r.at, r.at+1)
	hd := header{Setter: j.Setter, styles: j.g.styles, g: j.g, width: in.W, findings: &j.out.Findings}
	hd.h = &heading{id: j.g.Story.ID, width: in.W, pitch: r.Grid.Leading}
	hd.label()
	n := int((hd.h.height + r.Grid.Leading*3/10 + r.Grid.Leading - 1) / r.Grid.Leading)
	hd.h.at = unit.Rect{X: in.X, Y: in.Y, W: in.W, H: r.Grid.Height(n)}
	return hd.h, n
}

// stackPart adds the lines of one part, measured from the left edge for the moment.
func (j *job) stackPart(h *heading, role page.Role, style editions.StyleName, lines []editions.Text, size, height unit.Length) {
	for _, t := range lines {
		if t.IsEmpty() {
			continue
		}
		l := j.g.styles.sized(style, size)
		if role == page.RoleHeadline {
			l = j.g.styles.headline(size, j.slot.Regions[0].Slot.Head.Font)
		}
		if j.slot.Regions[0].Slot.Head.Reverse {
			l = l.white()
		}
		p := j.g.styles.para(l, t, j.g.Story.File)
		p.Dir, p.Head, p.Indent, p.Align = page.Vertical, true, 0, inline.Left
		sh := j.Shape(p)
		set := j.Break(nil, sh, []unit.Length{height})
		h.broken += len(set) - 1
		for _, ln := range set {
			if len(h.lines) > 0 {
				h.width += max(size, h.lines[len(h.lines)-1].size) / 3
			}
			h.lines = append(h.lines, headLine{role: role, sh: sh, line: ln, x: h.width, size: size})
			h.width += size
			h.height = max(h.height, ln.Natural)
		}
	}
}
