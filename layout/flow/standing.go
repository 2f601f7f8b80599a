package flow

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/layout/unit"
)

// standing is where a figure stands in a region.
type standing struct {
	fig   *figure
	hole  hole
	foot  bool   // at the foot of its room: the white is above
	inset *inset // of an inset, instead of the hole
}

// leastFigure is the number of lines below which a picture is not taken to make a story fit.
const leastFigure = 5

// figures places the pictures of a galley in the lines l0 ≤ line < l1 of a region, below
// its head (the hole head), each so many lines lower than is asked. A figure that finds no room is left out and returned.
func (c *composer) figures(r *Region, lower int, head hole, l0, l1 int) (placed []standing, left []picture) {
	if r.upright() {
		return c.figuresUpright(r, head, l0, l1)
	}
	fd := newField(r, head, l0, l1)
	for _, p := range c.g.pictures {
		if anchored(p, r.Slot.Picture) {
			continue
		}
		spec := r.Slot.Picture
		spec.At = cmp.Or(p.pic.At, spec.At)
		c0, c1 := fd.columns(p, spec)
		place := c.figure
		if w := spec.Width.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading}); w > 0 && p.pic.Width == 0 {
			place = c.inset
		}
		s, ok := place(p, spec, lower, fd, c0, c1)
		if !ok {
			left = append(left, p)
			continue
		}
		placed = append(placed, s)
	}
	return placed, left
}

// anchored tells whether a picture stands in the text.
func anchored(p picture, spec editions.PictureSpec) bool {
	return cmp.Or(p.pic.At, spec.At) == editions.AtText
}

// field is where pictures can stand in some lines of a region: from a line of each column to
// before another.
type field struct {
	r         *Region
	top, foot []int
	below     int // lines of the region below those
}

func newField(r *Region, head hole, l0, l1 int) *field {
	fd := &field{r: r, top: make([]int, len(r.cols)), foot: make([]int, len(r.cols)), below: r.end - l1}
	for c := range r.cols {
		fd.top[c], fd.foot[c] = max(l0, r.head(c)), min(l1, r.foot(c))
		if head.l1 > head.l0 && head.c0 <= c && c < head.c1 {
			fd.top[c] = head.l1
		}
	}
	return fd
}

// room is the lines that are free in all of some columns.
func (fd *field) room(c0, c1 int) (from, to int) {
	return slices.Max(fd.top[c0:c1]), slices.Min(fd.foot[c0:c1])
}

// fit gives a figure its lines between two of the field: as many as the whole region has room
// for, so that no end of those lines makes a picture lower than it is meant to be.
func (fd *field) fit(fig *figure, want, from, to int) int {
	return fig.fit(fd.r.Grid, want, to-from+fd.below)
}

// columns are those that a picture spans, of the columns that reach as far up, or down, as it does.
func (fd *field) columns(p picture, spec editions.PictureSpec) (c0, c1 int) {
	r := fd.r
	from, to := r.widest(r.top)
	if atFoot(spec.At) {
		from, to = r.widest(max(slices.Max(fd.foot)-1, r.top))
	}
	k := cmp.Or(p.pic.Width, spec.Columns)
	if k > to-from && !atFoot(spec.At) { // over columns that begin lower, too
		from, to = r.widest(max(r.end-1, r.top))
	}
	n := to - from
	if k == 0 && n >= 3 {
		k = 2
	}
	if k == 0 || k > n {
		k = n
	}
	if atLeft(spec.At) {
		return from, from + k
	}
	return to - k, to
}

// figure places a picture that fills its columns.
func (c *composer) figure(p picture, spec editions.PictureSpec, lower int, fd *field, c0, c1 int) (standing, bool) {
	r := fd.r
	at := c.uncropped(p, spec, fd, c.spot(p, spec, fd, spec.Lines, c0, c1))
	fig, lines, from, to := at.fig, at.lines, at.from, at.to
	c0, c1 = at.c0, at.c1
	if lower := min(lower, max(lines-leastFigure, 0)); lower != 0 {
		lines = fd.fit(fig, max(lines-lower-fig.restLines(r.Grid), 1), from, to)
	}
	if c1-c0 < len(r.cols) {
		lines = fig.noLone(r.Grid, lines, to-from)
	}
	if from+lines > to || fig.image < r.Grid.Leading {
		return standing{}, false
	}
	s := standing{fig: fig, hole: hole{c0, c1, from, from + lines}}
	if atFoot(spec.At) {
		s.foot, s.hole.l0, s.hole.l1 = true, to-lines, to
	}
	for i := c0; i < c1; i++ {
		if s.foot {
			fd.foot[i] = s.hole.l0
		} else {
			fd.top[i] = s.hole.l1
		}
	}
	return s, true
}

// spot is where a figure of so many lines may stand: in columns c0 ≤ c < c1, between two lines.
type spot struct {
	fig                     *figure
	c0, c1, from, to, lines int
}

// spot composes a figure for columns; want 0 gives it the height of its proportions.
func (c *composer) spot(p picture, spec editions.PictureSpec, fd *field, want, c0, c1 int) spot {
	from, to := fd.room(c0, c1)
	fig := c.newFigure(p, spec, fd.r.inner(c0, c1, from, from+1).W)
	return spot{fig, c0, c1, from, to, fd.fit(fig, want, from, to)}
}

// uncropped is another place for a picture of which too much would be cut off, if there is one and the story does
// not say how wide it is: as many columns that are free for more lines, in a slot that is no rectangle, else fewer,
// with no more room than the slot's options give it, where they do. The nearest of those that show four fifths
// is taken, else the one that shows most.
func (c *composer) uncropped(p picture, spec editions.PictureSpec, fd *field, at spot) spot {
	most := mostNoted
	if spec.Lines > 0 || p.pic.Focus != nil {
		most = mostCropped
	}
	best, lost := at, at.fig.lost()
	if p.pic.Width > 0 || lost <= most {
		return at
	}
	for k := at.c1 - at.c0; k > 0; k-- {
		for off := range 2 * len(fd.r.cols) {
			c0 := at.c0 + (off+1)/2*(1-off%2*2)
			if c0 < 0 || c0+k > len(fd.r.cols) {
				continue
			}
			s := c.spot(p, spec, fd, 0, c0, c0+k)
			if room := at.lines * (at.c1 - at.c0); spec.Lines > 0 && k*s.lines > room {
				s.lines = fd.fit(s.fig, max(room/k-s.fig.restLines(fd.r.Grid), 1), s.from, s.to)
			}
			if s.from+s.lines > s.to || s.fig.lost() >= lost {
				continue
			}
			if best, lost = s, s.fig.lost(); lost <= mostNoted {
				return best
			}
		}
	}
	return best
}

// noLone makes a figure of so many lines higher, or else lower, where one or two lines
// would stand between it and the end of its room (jlreq 4.3.3): by a sixth at most.
func (f *figure) noLone(g *Grid, lines, room int) int {
	lone := room - lines
	if lone != 1 && lone != 2 {
		return lines
	}
	for _, by := range []int{lone, lone - 3} {
		if max(by, -by)*6 > lines {
			continue
		}
		return f.fit(g, max(lines+by-f.restLines(g), 1), room)
	}
	return lines
}

// inset composes a figure of its own width beside which text runs.
func (c *composer) inset(p picture, spec editions.PictureSpec, _ int, fd *field, c0, c1 int) (standing, bool) {
	r := fd.r
	from, to := fd.room(c0, c1)
	if spec.Start > 1 {
		from += spec.Start // one lone line is none
	}
	in := r.inner(c0, c1, from, from+1)
	fig := c.newFigure(p, spec, min(spec.Width.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading}), in.W))
	if spec.Start > 1 {
		fig.above = r.Grid.Size / 2
	}
	lines := fig.noLone(r.Grid, fd.fit(fig, spec.Lines, from, to), to-from)
	if from+lines > to || fig.image < r.Grid.Leading {
		return standing{}, false
	}
	corner := r.insetCorner(fig, spec.At, c0, c1, from)
	corner.Y += fig.above
	k := r.inset(fig, corner)
	for i := c0; i < c1; i++ {
		fd.top[i] = r.lineAfter(k.place.Bottom())
	}
	return standing{fig: fig, inset: &k}, true
}

// lineAfter is the first line below a height.
func (r *Region) lineAfter(y unit.Length) int {
	return int((y - r.Grid.Area.Y + r.Grid.Leading - 1) / r.Grid.Leading)
}

// figuresUpright places the pictures of vertical text at the left end of its lines, in the
// upper column or, for a foot position, the lower one: as high as the column, caption
// included, and as wide as that makes them.
func (c *composer) figuresUpright(r *Region, head hole, l0, l1 int) (placed []standing, left []picture) {
	foot, from := l1, max(l0, head.l1)
	for _, p := range c.g.pictures {
		if anchored(p, r.Slot.Picture) {
			continue
		}
		spec := r.Slot.Picture
		spec.At = cmp.Or(p.pic.At, spec.At)
		if w := spec.Width.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading}); w > 0 {
			s, n := c.insetUpright(p, spec, r, w, from)
			if from+n > foot || s.fig.image < r.Grid.Leading {
				left = append(left, p)
				continue
			}
			placed, from = append(placed, s), from+n
			continue
		}
		c0, c1 := 0, 1
		if atFoot(spec.At) {
			c0, c1 = len(r.cols)-1, len(r.cols)
		}
		room := r.inner(c0, c1, l0, l1)
		fig := c.figureOfHeight(p, spec, room.H)
		n := r.Grid.LinesFor(fig.width + r.Grid.Size)
		if foot-n < from+2 || fig.image < r.Grid.Leading || fig.height() > room.H {
			left = append(left, p)
			continue
		}
		placed = append(placed, standing{fig: fig, hole: hole{c0, c1, foot - n, foot}})
		foot -= n
	}
	return placed, left
}

// insetUpright composes an inset of vertical text, below line from on: over all columns in
// the middle of their height, else at an end of one. It returns how many lines it takes.
func (c *composer) insetUpright(p picture, spec editions.PictureSpec, r *Region, width unit.Length, from int) (standing, int) {
	c0, c1 := 0, len(r.cols)
	switch {
	case spec.At == "center":
	case atFoot(spec.At):
		c0 = c1 - 1
	default:
		c1 = 1
	}
	if spec.Start > 1 {
		from += spec.Start
	}
	fig := c.newFigure(p, spec, width)
	fig.notBeside()
	n := r.Grid.LinesFor(width + r.Grid.Size)
	in := r.inner(c0, c1, from, from+n)
	if !fig.resizeWithin(in.H) {
		fig.image = 0
	}
	at := unit.Point{X: in.X + (in.W-width)/2, Y: in.Y}
	switch {
	case spec.At == "center":
		at.Y += (in.H - fig.height()) / 2
	case atFoot(spec.At):
		at.Y = in.Bottom() - fig.height()
	}
	k := r.inset(fig, at)
	if spec.Start > 1 {
		n += spec.Start
	}
	return standing{fig: fig, inset: &k}, n
}

// figureOfHeight composes a figure whose picture and caption are together this high.
func (c *composer) figureOfHeight(p picture, spec editions.PictureSpec, height unit.Length) *figure {
	fig := highAs(height, func(width unit.Length) *figure {
		fig := c.newFigure(p, spec, width)
		fig.notBeside()
		return fig
	})
	if !fig.covered() {
		return fig
	}
	return highAs(height, func(width unit.Length) *figure {
		fig := c.newFigure(p, spec, width)
		fig.notOver()
		return fig
	})
}

// highAs finds the width at which a figure, composed for a width, is as high as this.
func highAs(height unit.Length, compose func(width unit.Length) *figure) *figure {
	width := height
	for range 4 { // the caption's height depends on the width, which it makes smaller
		fig := compose(max(width, 1))
		rest := max(height-fig.words(), height/3)
		width = rest.MulDiv(int64(fig.width), int64(max(fig.image, 1)))
	}
	fig := compose(max(width, 1))
	fig.resize(height - fig.words())
	return fig
}

// corner is where a placed figure's upper left corner stands.
func (s standing) corner(r *Region) unit.Point {
	if s.inset != nil {
		return unit.Point{X: s.inset.place.X, Y: s.inset.place.Y}
	}
	if r.upright() {
		in := r.inner(s.hole.c0, s.hole.c1, s.hole.l0, s.hole.l1)
		return unit.Point{X: in.X, Y: in.Y}
	}
	p := unit.Point{X: r.cols[s.hole.c0].x, Y: r.Grid.Top(s.hole.l0)}
	if s.foot {
		h := s.fig.height()
		p.Y = r.Grid.Top(s.hole.l1-1) + r.Grid.Size - h
	}
	return p
}

// inset is the place of a figure at a corner, as the text sees it.
func (r *Region) inset(f *figure, corner unit.Point) inset {
	place := unit.Rect{X: corner.X, Y: corner.Y, W: f.width, H: f.height()}
	k := inset{place: place, rect: r.read(place)}
	from := corner.Add(f.corner())
	first := &f.lay()[0]
	painted, part := f.visible(first, first.rect.Add(from))
	for _, p := range f.pic.Outline {
		at := on(first, painted, part, p)
		turned := r.read(unit.Rect{X: at.X, Y: at.Y})
		k.outline = append(k.outline, unit.Point{X: turned.X, Y: turned.Y})
	}
	if words := f.captionRect(corner, from); !words.Empty() {
		k.words = r.read(words)
	}
	return k
}

// insetCorner is where an inset stands: at the outer edge of its columns or in their middle,
// below line from.
func (r *Region) insetCorner(f *figure, at string, c0, c1, from int) unit.Point {
	in := r.inner(c0, c1, from, from+1)
	switch {
	case at == "center":
		return unit.Point{X: in.X + (in.W-f.width)/2, Y: in.Y}
	case atLeft(at):
		return unit.Point{X: in.X, Y: in.Y}
	}
	return unit.Point{X: in.Right() - f.width, Y: in.Y}
}

// on is where a point of a picture, in percent of it, stands on the page; one that is cut
// off, at the edge.
func on(p *panel, painted unit.Rect, part [4]int, point [2]int) unit.Point {
	along := func(at, size, from, to int, x, w unit.Length) unit.Length {
		px := min(max(size*at/100, from), to)
		return x + w.MulDiv(int64(px-from), int64(max(to-from, 1)))
	}
	return unit.Point{
		X: along(point[0], p.w, part[0], part[2], painted.X, painted.W),
		Y: along(point[1], p.h, part[1], part[3], painted.Y, painted.H),
	}
}
