package flow

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// rectangle is a path along the edges of r.
func rectangle(r unit.Rect, fill, stroke *page.Color, w unit.Length) *page.Path {
	p := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
	return &page.Path{Fill: fill, Stroke: stroke, Width: w, Segs: []page.Seg{
		{Op: page.MoveTo, P: p(r.X, r.Y)}, {Op: page.LineTo, P: p(r.Right(), r.Y)},
		{Op: page.LineTo, P: p(r.Right(), r.Bottom())}, {Op: page.LineTo, P: p(r.X, r.Bottom())}, {Op: page.Close},
	}}
}

// crop is the greatest part of a picture that has the proportions of a rectangle: its
// middle, or as near to the focus as can be.
func crop(w, h int, focus *[2]int, r unit.Rect) (x0, y0, x1, y1 int) {
	if r.Empty() {
		return 0, 0, w, h
	}
	cw, ch := w, int(unit.Length(w).MulDiv(int64(r.H), int64(r.W)))
	if ch > h {
		cw, ch = int(unit.Length(h).MulDiv(int64(r.W), int64(r.H))), h
	}
	cw, ch = max(cw, 1), max(ch, 1)
	if focus == nil {
		focus = &[2]int{50, 50}
	}
	x0 = max(0, min(w*focus[0]/100-cw/2, w-cw))
	y0 = max(0, min(h*focus[1]/100-ch/2, h-ch))
	return x0, y0, x0 + cw, y0 + ch
}

// Inscribed is the greatest rectangle of a picture's proportions inside another, in its middle.
func Inscribed(w, h int, r unit.Rect) unit.Rect {
	in := r
	if in.W = r.H.MulDiv(int64(w), int64(h)); in.W > r.W {
		in.W, in.H = r.W, r.W.MulDiv(int64(h), int64(w))
	}
	in.X, in.Y = r.X+(r.W-in.W)/2, r.Y+(r.H-in.H)/2
	return in
}

// spread is where a slot's figures stand in a band of a region.
type spread struct {
	fig  *figure
	hole hole
	foot bool // at the foot of the band: the white is above
	cut  *cut // of an inset, instead of the hole
}

// leastFigure is the number of lines below which a picture is not taken to make a story fit.
const leastFigure = 5

// figures places the pictures of a galley in the band l0 ≤ line < l1 of a region, below
// its head (the hole head). A figure that finds no room is left out and returned.
func (st *setting) figures(g *Galley, r *Region, v variant, head hole, l0, l1 int) (placed []spread, left []picture) {
	if r.upright() {
		return st.figuresUpright(g, r, head, l0, l1)
	}
	n := len(r.cols)
	spec := r.Slot.Picture
	top, foot := map[int]int{}, l1
	for _, p := range g.pictures {
		if anchored(p, spec) {
			continue
		}
		k := spec.Columns
		if p.pic.Width > 0 {
			k = p.pic.Width
		}
		if k == 0 && n >= 3 {
			k = 2
		}
		if k == 0 || k > n {
			k = n
		}
		c0 := n - k
		if atLeft(spec.At) {
			c0 = 0
		}
		start := l0
		if head.l1 > head.l0 && c0 < head.c1 {
			start = head.l1
		}
		start = max(start, top[c0])
		if w := spec.Width.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading}); w > 0 && p.pic.Width == 0 {
			if s, ok := st.inset(g, p, r, w, c0, c0+k, start+spec.Start, foot); ok {
				placed, top[c0] = append(placed, s), r.lineAfter(s.cut.rect.Bottom())
			} else {
				left = append(left, p)
			}
			continue
		}
		width := r.inner(c0, c0+k, l0, l0+1).W
		fig := st.newFigure(g, p, r.Slot.Picture, width)
		room := foot - start
		lines := fig.fit(r.Grid, spec.Lines, room)
		if lower := min(v.picture, max(lines-leastFigure, 0)); lower != 0 {
			lines = fig.fit(r.Grid, max(lines-lower-fig.restLines(r.Grid), 1), room)
		}
		if room < 1 || fig.image < r.Grid.Leading {
			left = append(left, p)
			continue
		}
		s := spread{fig: fig, hole: hole{c0, c0 + k, start, start + lines}}
		if atFoot(spec.At) {
			s.foot, s.hole.l0, s.hole.l1 = true, foot-lines, foot
			foot -= lines
		} else {
			top[c0] = start + lines
		}
		placed = append(placed, s)
	}
	return placed, left
}

// inset composes a figure of its own width beside which text runs.
func (st *setting) inset(g *Galley, p picture, r *Region, width unit.Length, c0, c1, start, foot int) (spread, bool) {
	width = min(width, r.inner(c0, c1, start, start+1).W)
	fig := st.newFigure(g, p, r.Slot.Picture, width)
	lines := fig.fit(r.Grid, r.Slot.Picture.Lines, foot-start)
	if start+lines > foot || fig.image < r.Grid.Leading {
		return spread{}, false
	}
	k := r.inset(fig, r.Slot.Picture.At, c0, c1, start)
	return spread{fig: fig, cut: &k}, true
}

// lineAfter is the first line below a height.
func (r *Region) lineAfter(y unit.Length) int {
	return int((y - r.Grid.Area.Y + r.Grid.Leading - 1) / r.Grid.Leading)
}

// figuresUpright places the pictures of vertical text at the left end of its band, in the
// upper column or, for a foot position, the lower one: as high as the column, caption
// included, and as wide as that makes them.
func (st *setting) figuresUpright(g *Galley, r *Region, head hole, l0, l1 int) (placed []spread, left []picture) {
	foot := l1
	for _, p := range g.pictures {
		if anchored(p, r.Slot.Picture) {
			continue
		}
		c0, c1 := 0, 1
		if atFoot(r.Slot.Picture.At) {
			c0, c1 = len(r.cols)-1, len(r.cols)
		}
		room := r.inner(c0, c1, l0, l1)
		fig := st.figureOfHeight(g, p, r.Slot.Picture, room.H)
		n := r.Grid.LinesFor(fig.width + r.Grid.Size)
		if foot-n < max(l0, head.l1)+2 {
			left = append(left, p)
			continue
		}
		placed = append(placed, spread{fig: fig, hole: hole{c0, c1, foot - n, foot}})
		foot -= n
	}
	return placed, left
}

// figureOfHeight composes a figure whose picture and caption are together this high.
func (st *setting) figureOfHeight(g *Galley, p picture, spec editions.PictureSpec, height unit.Length) *figure {
	width := height
	compose := func() *figure {
		fig := st.newFigure(g, p, spec, max(width, 1))
		fig.notBeside()
		return fig
	}
	for range 4 { // the caption's height depends on the width, which it makes smaller
		fig := compose()
		rest := max(height-fig.words(), height/3)
		width = rest.MulDiv(int64(fig.width), int64(max(fig.image, 1)))
	}
	fig := compose()
	fig.image = max(height-fig.words(), 0)
	if len(fig.plates) > 1 {
		fig.rows = fig.arrange(fig.width, max(fig.image, 1))
	}
	return fig
}

func atLeft(at string) bool { return at == "top-left" || at == "bottom-left" }
func atFoot(at string) bool { return at == "bottom" || at == "bottom-left" || at == "bottom-right" }

// corner is where a placed figure's upper left corner stands.
func (s spread) corner(r *Region) unit.Point {
	if r.upright() {
		in := r.inner(s.hole.c0, s.hole.c1, s.hole.l0, s.hole.l1)
		return unit.Point{X: in.X, Y: in.Y}
	}
	if s.cut != nil {
		return unit.Point{X: s.cut.rect.X, Y: s.cut.rect.Y}
	}
	p := unit.Point{X: r.cols[s.hole.c0].x, Y: r.Grid.Top(s.hole.l0)}
	if s.foot {
		h := s.fig.height()
		p.Y = r.Grid.Top(s.hole.l1-1) + r.Grid.Size - h
	}
	return p
}

// cropped notes a photograph of which more than a fifth is cut off.
func (st *setting) cropped(g *Galley, fig *figure, r *Region) {
	for _, p := range fig.lay() {
		im := p.pic.Image
		if im == nil || im.Format == "png" || p.file < 0 || fig.uncut(&p) {
			continue
		}
		x0, y0, x1, y1 := crop(im.W, im.H, nil, p.rect)
		if lost := 100 - 100*((x1-x0)*(y1-y0)/1000)/max(im.W*im.H/1000, 1); lost > 20 {
			st.cutOff(g, p.pic, r, lost)
		}
	}
}

func (st *setting) cutOff(g *Galley, pic *editions.Picture, r *Region, lost int) {
	f := source.Finding{
		Code: "PIC-CROP", Severity: source.Note, Story: g.Story.ID, Slot: r.Slot.Name, Page: st.run.Number(r.Page),
		Message: source.Msg("%d %% of the picture %s is cut off", lost, pic.Path),
		Hint:    source.Msg("give the picture more lines or other columns (图: {行, 栏}) if that matters"),
	}
	if g.Story.File != nil {
		f.Pos = g.Story.File.Pos(pic.Span)
	}
	st.out.Findings.Add(f)
}

func (st *setting) noRoom(g *Galley, p picture, r *Region) {
	f := source.Finding{
		Code: "PIC-FIT", Severity: source.Error, Story: g.Story.ID, Slot: r.Slot.Name, Page: st.run.Number(r.Page), Chars: p.chars,
		Message: source.Msg("no room for the picture %s and its caption of %d characters", p.pic.Path, p.chars),
		Hint:    source.Msg("make the slot higher, or the picture lower or narrower"),
	}
	if g.Story.File != nil {
		f.Pos = g.Story.File.Pos(p.pic.Span)
	}
	st.out.Findings.Add(f)
}
