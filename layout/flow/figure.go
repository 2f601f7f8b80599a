package flow

import (
	"slices"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// figure is a picture with its caption, or a group of pictures (组图) with theirs, composed
// for a width.
type figure struct {
	*composer
	block   int               // of the story: the first it shows
	pic     *editions.Picture // the first
	panels  []panel
	caption caption // what is said of the picture, or of all those of a group
	credit  caption // the credit of a group, at the end of its caption
	left    bool    // a caption beside stands at the left
	width   unit.Length
	image   unit.Length // height of the pictures, with what stands between those of a group
	natural unit.Length // that height, by their proportions
	body    unit.Length // size of the body type
	above   unit.Length // white to the text above it
	whole   bool        // the slot says that nothing is cut off
	fill    bool        // it is to fill its room, and is cut to it
	bleeds  bool        // at the edge of the type area it goes on to that of the sheet
	look    editions.PictureLook
	rows    []row // of a group
}

// panel is one picture of a figure.
type panel struct {
	id      string
	pic     *editions.Picture
	file    int // index in Doc.Images; -1 when the picture could not be read
	w, h    int // its proportions
	ink     page.Color
	caption caption   // of its own, in a group
	credit  caption   // at the right of that
	rect    unit.Rect // from the corner of the pictures; see lay
}

// row is pictures of a group side by side, as high as one another and as wide as the
// figure.
type row struct {
	from, to int
	height   unit.Length   // of the pictures
	widths   []unit.Length // of each
	foot     unit.Length   // of the captions under them, with their white
}

// newFigure composes a picture for a width; spec is its slot's.
func (c *composer) newFigure(p picture, spec editions.PictureSpec, width unit.Length) *figure {
	f := &figure{composer: c, block: p.block, pic: p.pic, width: width, body: c.g.styles.grid.Size, whole: spec.Whole, left: atLeft(spec.At)}
	f.fill, f.bleeds = spec.Fill, spec.Bleed
	f.look = spec.Look(c.g.styles.grid.template.Look.Picture)
	place := editions.Below
	for _, said := range []editions.CaptionPlace{spec.Captions, p.pic.CaptionAt} {
		if said != editions.CaptionUnsaid {
			place = said
		}
	}
	if p.members == nil {
		f.panels = []panel{c.panel(p)}
		words := p
		if f.look.Credit == editions.CreditRight && p.credit != nil && place != editions.Over {
			words.caption = p.words
			f.credit = c.newCaption(picture{caption: p.credit}, f.panels[0].id, editions.Below)
		}
		f.caption = c.marked(words, c.newCaption(words, f.panels[0].id, place), f.look.Mark, f.left)
		f.caption.label = f.bleeds // its words stand in the type area
		f.compose()
		return f
	}
	for _, m := range p.members {
		pl := c.panel(m)
		words := m
		if f.look.Credit == editions.CreditRight && m.credit != nil && place != editions.Over {
			words.caption = m.words
			pl.credit = c.newCaption(picture{caption: m.credit}, pl.id, editions.Below)
		}
		pl.caption = c.marked(words, c.newCaption(words, pl.id, editions.Below), f.look.Mark, false)
		if place == editions.Over {
			pl.caption = c.newCaption(m, pl.id, place)
			pl.caption.label = true
		}
		f.panels = append(f.panels, pl)
	}
	if place == editions.Over {
		place = editions.Below
	}
	f.caption = c.marked(p, c.newCaption(p, blockID(c.g.Story.ID, p.captionBlock), place), f.look.Mark, f.left)
	if last := &f.panels[len(f.panels)-1]; p.signed {
		f.credit, last.caption = last.caption, caption{}
	}
	f.compose()
	return f
}

func (c *composer) panel(p picture) panel {
	pl := panel{id: blockID(c.g.Story.ID, p.block), pic: p.pic, file: -1, w: 3, h: 2}
	if p.pic.Ink != "" {
		pl.ink = c.g.styles.Palette.Color(p.pic.Ink)
	}
	if im := p.pic.Image; im != nil && im.W > 0 && im.H > 0 {
		pl.w, pl.h = im.W, im.H
		if n, ok := c.images[im.Path]; ok {
			pl.file = n
		}
	}
	return pl
}

// compose sets the captions and gives the figure its natural height.
func (f *figure) compose() {
	w := f.pictureWidth()
	switch f.caption.place {
	case editions.Over:
		f.caption.set(f.Setter, w-2*f.caption.margin())
	case editions.Beside: // see fitBeside
	default:
		f.caption.set(f.Setter, f.width)
		if f.outlined() && len(f.caption.lines) == 1 { // in the middle, no wider than its words
			f.caption.set(f.Setter, min(f.caption.lastWidth(), f.width)) // its marks may be squeezed
		}
	}
	f.caption.sign(f.Setter, &f.credit)
	if len(f.panels) == 1 {
		f.image = w.MulDiv(int64(f.panels[0].h), int64(f.panels[0].w))
	} else {
		f.rows = f.divide(w, 0)
		f.image = heightOf(f.rows, f.between())
	}
	f.natural = f.image
}

// pictureWidth is the width without a caption beside.
func (f *figure) pictureWidth() unit.Length {
	if f.caption.beside() {
		return max(f.width-f.body-f.caption.width, 1)
	}
	return f.width
}

// words is what the captions above or below take, with the white to the picture.
func (f *figure) words() unit.Length {
	if f.caption.beside() || f.caption.place == editions.Over {
		return 0
	}
	h := f.caption.height() + f.credit.under()
	if h == 0 {
		return 0
	}
	return h + f.lead()
}

// lead is the white between the pictures and what is said of them: more where the last
// ones of a group have captions of their own.
func (f *figure) lead() unit.Length {
	if n := len(f.rows); n > 0 && f.rows[n-1].foot > 0 {
		return f.caption.size * 3 / 4
	}
	return f.caption.size / 2
}

// height is that of the pictures and their captions.
func (f *figure) height() unit.Length { return f.image + f.words() }

// rest is what a figure takes beside its pictures: captions and the white to the text. A
// caption beside stands on lines of the grid, and the picture's foot with it.
func (f *figure) rest(g *Grid) unit.Length {
	if f.caption.beside() {
		return f.above + 2*g.Leading - g.Size
	}
	return f.above + f.words() + g.Size*9/10
}

func (f *figure) restLines(g *Grid) int { return int((f.rest(g) + g.Leading - 1) / g.Leading) }

// fit gives the figure a whole number of lines, its caption and the white to the text
// included, by changing the picture's height; want 0 takes the nearest to its proportions.
func (f *figure) fit(g *Grid, want, room int) int {
	if f.caption.place == editions.Beside {
		if n, ok := f.fitBeside(g, want, room); ok {
			return n
		}
		f.notBeside() // too much is said for a narrow column
	}
	n := f.lines(g, want, room)
	if f.covered() {
		f.notOver()
		n = f.lines(g, want, room)
	}
	if f.resize(f.image) {
		return n
	}
	return int((f.image + f.rest(g) + g.Leading - 1) / g.Leading)
}

// resize gives the pictures another height. It tells whether a group's captions leave it
// that low; else it is as low as can be.
func (f *figure) resize(h unit.Length) bool {
	if f.image = h; len(f.panels) == 1 {
		return true
	}
	f.rows = f.divide(f.pictureWidth(), max(h, 1))
	f.image = heightOf(f.rows, f.between())
	return f.image <= h
}

// resizeWithin makes the figure no higher than this, its caption included. It tells whether
// it can be.
func (f *figure) resizeWithin(height unit.Length) bool {
	ok := f.resize(min(f.image, height-f.words()))
	if f.covered() {
		f.notOver()
		ok = f.resize(min(f.image, height-f.words()))
	}
	return ok
}

func (f *figure) lines(g *Grid, want, room int) int {
	natural := f.natural
	n := int((natural + f.rest(g) + g.Leading/2) / g.Leading)
	if want > 0 {
		n = want + f.restLines(g)
	}
	n = max(1, min(n, room))
	f.image = unit.Length(n)*g.Leading - f.rest(g)
	if len(f.panels) > 1 || f.image == natural {
		return n
	}
	// a picture that keeps its proportions is no higher than its width allows
	place, full := unit.Rect{W: f.pictureWidth(), H: f.image}, int((natural+f.rest(g)+g.Leading-1)/g.Leading)
	if f.keeps(&f.panels[0], place) && (full <= n || want == 0 && full <= room) || full < n-mostSpare && f.shownWhole(&f.panels[0], place) {
		n, f.image = full, natural
	}
	return n
}

// mostSpare is how many lines are left white about a drawing that is lower than the room it is given: what is more
// goes to the text.
const mostSpare = 1

// Captions beside a picture: in characters of their own.
const (
	leastCaption = 6
	mostCaption  = 12
)

// fitBeside finds the narrowest column beside the picture that its caption fits.
func (f *figure) fitBeside(g *Grid, want, room int) (int, bool) {
	size := f.caption.size
	for k := leastCaption; k <= mostCaption; k++ {
		w := unit.Length(k) * size
		if 2*(f.width-f.body-w) < f.width {
			break
		}
		f.caption.leading, f.credit.leading = g.Leading, g.Leading
		f.caption.set(f.Setter, w)
		f.compose()
		if n := f.lines(g, want, room); f.caption.height()+f.credit.under() <= f.image && f.caption.width == w {
			return n, f.resize(f.image)
		}
	}
	return 0, false
}

// notBeside sets a caption below the picture that was to stand beside it.
func (f *figure) notBeside() {
	if f.caption.place == editions.Beside {
		f.caption.place, f.caption.leading = editions.Below, f.g.styles.at(editions.Caption).leading
		f.credit.leading = f.caption.leading
		f.compose()
	}
}

// covered tells whether a caption on its picture covers more than half of it, or stands out beside it.
func (f *figure) covered() bool {
	return len(f.panels) == 1 && f.covers(&f.caption, &f.panels[0], unit.Rect{W: f.pictureWidth(), H: f.image})
}

// covers tells whether a caption that stands on a picture, if it does, covers more than half of what is seen of it in a
// place, or is wider.
func (f *figure) covers(l *caption, p *panel, place unit.Rect) bool {
	if l.place != editions.Over || len(l.lines) == 0 {
		return false
	}
	seen, _ := f.visible(p, place)
	if seen.W+unit.Pt < place.W || 2*l.strip() > seen.H {
		return true
	}
	return slices.ContainsFunc(l.lines, func(ln inline.Line) bool { return ln.Natural > l.width+l.margin() })
}

// notOver sets a caption below the picture that was to stand on it.
func (f *figure) notOver() {
	f.caption = f.newCaption(picture{caption: f.caption.plain}, f.caption.id, editions.Below)
	f.compose()
}

// uncut tells whether nothing of a picture may be cut off: charts and drawings, and what
// is said to be.
func (f *figure) uncut(p *panel) bool {
	return f.whole || p.pic.Whole
}

// shownWhole tells whether all of a picture is shown in a place, with white beside it: of one of which nothing may be
// cut off, and of drawings (PNG), but where they are to fill their room and lose little by it.
func (f *figure) shownWhole(p *panel, place unit.Rect) bool {
	im := p.pic.Image
	return im != nil && (f.uncut(p) || im.Format == "png" && (!f.fill || f.tooMuch(p, place)))
}

// keeps tells whether a picture is to keep its proportions in a place: all that may not be cut, and drawings of which
// too much would be.
func (f *figure) keeps(p *panel, place unit.Rect) bool {
	im := p.pic.Image
	return im != nil && (f.uncut(p) || im.Format == "png" && f.fill && f.tooMuch(p, place))
}

// tooMuch tells whether a picture that fills a place loses more than a drawing may.
func (f *figure) tooMuch(p *panel, place unit.Rect) bool {
	im := p.pic.Image
	return !f.bleeds && percentCut(im.W, im.H, place) > mostCropped
}

// corner is where the pictures stand in the figure.
func (f *figure) corner() unit.Point {
	var at unit.Point
	if f.caption.beside() && f.left {
		at.X = f.width - f.pictureWidth()
	}
	if f.caption.place == editions.Above {
		at.Y = f.words()
	}
	return at
}

// lay gives each picture its place.
func (f *figure) lay() []panel {
	panels := slices.Clone(f.panels)
	if len(panels) == 1 {
		panels[0].rect = unit.Rect{W: f.pictureWidth(), H: f.image}
	} else {
		f.layRows(panels, f.pictureWidth())
	}
	return panels
}

// draw paints the figure with its corner at a point.
func (f *figure) draw(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	from := at.Add(f.corner())
	panels := f.lay()
	for i := range panels {
		p := &panels[i]
		rect := p.rect.Add(from)
		mark := rect
		if p.caption.height() > 0 && p.caption.place != editions.Over {
			mark.H += p.caption.size/2 + p.caption.height() + p.credit.under()
		}
		if len(panels) == 1 {
			mark = mark.Union(f.captionRect(at, from))
		}
		dst = append(dst, &page.Mark{Role: page.RoleFigure, ID: p.id, Open: true, Rect: mark, Alt: alt(p.pic)})
		dst = f.drawPicture(s, dst, p, rect)
		switch {
		case len(p.caption.lines) == 0:
		case p.caption.place == editions.Over:
			dst = p.caption.drawOver(s, dst, rect, f.radius(p))
		default:
			at := unit.Point{X: rect.X, Y: rect.Bottom() + p.caption.size/2}
			dst = p.caption.draw(s, dst, at)
			dst = p.credit.drawUnder(s, dst, at.Add(unit.Point{Y: p.caption.height()}))
		}
		if i == len(panels)-1 {
			dst = f.drawCaption(s, dst, at, from)
		}
		dst = append(dst, &page.Mark{Role: page.RoleFigure, ID: p.id})
	}
	return dst
}

func (f *figure) drawPicture(s *inline.Setter, dst []page.Item, p *panel, rect unit.Rect) []page.Item {
	if p.file < 0 {
		return append(dst, page.NewGap(rect, f.g.styles.Tag(s, rect, p.pic.Path)...))
	}
	rect, part := f.visible(p, rect)
	im := &page.Image{File: p.file, Rect: rect, X0: part[0], Y0: part[1], X1: part[2], Y1: part[3], Alt: alt(p.pic), Ink: p.ink, Radius: f.radius(p)}
	if dst = append(dst, im); f.look.Line > 0 && !p.pic.Mourning && !f.outlined() && !f.bleeds {
		c := f.g.styles.Palette.Color(f.look.Color)
		w := max(f.look.Line, finestIn(c))
		in := rect.Inset(w / 2)
		dst = append(dst, &page.Path{Segs: page.Rounded(in, im.Radius), Stroke: &c, Width: w})
	}
	if p.pic.Mourning {
		black := page.Black
		dst = append(dst, rectangle(rect.Inset(mourningLine/2), nil, &black, mourningLine))
	}
	return dst
}

// radius is that of a picture's corners: of one of which nothing may be cut off, or whose corners the knife makes, none.
func (f *figure) radius(p *panel) unit.Length {
	if p.file < 0 || f.uncut(p) || p.pic.Mourning || f.outlined() || f.bleeds {
		return 0
	}
	return f.look.Radius
}

// mourningLine is the black frame of a portrait (黑框).
const mourningLine = 3 * unit.Pt

// visible is where a picture is painted in its place, and which part of it, in pixels.
func (f *figure) visible(p *panel, place unit.Rect) (unit.Rect, [4]int) {
	if f.shownWhole(p, place) {
		return f.toCaption(p, Inscribed(p.w, p.h, place), place), [4]int{0, 0, p.w, p.h}
	}
	place = f.outward(place)
	x0, y0, x1, y1 := crop(p.w, p.h, p.pic.Focus, place)
	return place, [4]int{x0, y0, x1, y1}
}

// outward is the place of a picture that bleeds: where it stands at an edge of the type area it
// goes on to that of the sheet, from where it is drawn into the bleed.
func (f *figure) outward(r unit.Rect) unit.Rect {
	if !f.bleeds {
		return r
	}
	g := f.g.styles.grid
	t, right, foot := g.template, r.Right(), r.Bottom()
	if right >= g.Area.Right() {
		right = t.Width
	}
	if foot >= g.Area.Bottom() {
		foot = t.Height
	}
	if r.X <= g.Area.X {
		r.X = 0
	}
	if r.Y <= g.Area.Y {
		r.Y = 0
	}
	r.W, r.H = right-r.X, foot-r.Y
	return r
}

// toCaption moves what does not fill the height of its place to the words below or above it:
// a caption stands at its picture.
func (f *figure) toCaption(p *panel, in, place unit.Rect) unit.Rect {
	words := &p.caption
	if len(f.panels) == 1 {
		words = &f.caption
	}
	switch {
	case len(words.lines) == 0 || words.beside() || words.place == editions.Over:
	case words.place == editions.Above || f.slack() > 0:
		in.Y = place.Y
	default:
		in.Y = place.Bottom() - in.H
	}
	return in
}

// slack is how much lower than its place a picture is that begins a column: it stands where the text
// would, below the head, its caption right under it, and what is left over is below that.
func (f *figure) slack() unit.Length {
	if len(f.panels) != 1 || f.above > 0 || f.caption.beside() || f.caption.place != editions.Below || len(f.caption.lines) == 0 {
		return 0
	}
	p := &f.panels[0]
	if p.file < 0 || !f.shownWhole(p, unit.Rect{W: f.pictureWidth(), H: f.image}) {
		return 0
	}
	return f.image - Inscribed(p.w, p.h, unit.Rect{W: f.pictureWidth(), H: f.image}).H
}

// outlined tells whether text runs round the figure's outline.
func (f *figure) outlined() bool { return len(f.pic.Outline) > 0 && len(f.panels) == 1 }

// captionRect is the place of the caption of a figure at at whose pictures stand at from.
func (f *figure) captionRect(at, from unit.Point) unit.Rect {
	l := &f.caption
	if len(l.lines) == 0 {
		return unit.Rect{}
	}
	r := unit.Rect{X: at.X, Y: at.Y, W: l.width, H: l.height()}
	if f.outlined() {
		r.X += (f.width - l.width) / 2
	}
	switch {
	case l.beside():
		if !f.left {
			r.X = at.X + f.width - l.width
		}
		r.Y = from.Y + f.image - f.credit.under() - f.body - unit.Length(len(l.lines)-1)*l.leading
		r.H = from.Y + f.image - r.Y
	case l.place == editions.Over:
		r = unit.Rect{X: from.X, Y: from.Y + f.image - l.strip(), W: f.pictureWidth(), H: l.strip()}
	case l.place != editions.Above:
		r.Y = from.Y + f.image + f.lead() - f.slack()
	}
	return r
}

func (f *figure) drawCaption(s *inline.Setter, dst []page.Item, at, from unit.Point) []page.Item {
	l := &f.caption
	r := f.captionRect(at, from)
	switch {
	case len(l.lines) == 0:
	case l.place == editions.Over:
		p := &f.panels[0]
		seen, _ := f.visible(p, unit.Rect{X: from.X, Y: from.Y, W: f.pictureWidth(), H: f.image})
		dst = l.drawOver(s, dst, seen.Intersect(unit.Rect{X: from.X, Y: from.Y, W: f.pictureWidth(), H: f.image}), f.radius(p))
	case l.beside():
		dst = l.draw(s, dst, unit.Point{X: r.X, Y: r.Y + ascent(f.body) - ascent(l.size)})
	default:
		dst = l.draw(s, dst, unit.Point{X: r.X, Y: r.Y})
	}
	if len(f.credit.lines) > 0 && l.beside() { // its lines stand on those of the grid
		y := r.Bottom() - f.body + ascent(f.body) - ascent(l.size)
		y -= unit.Length(len(f.credit.lines)-1) * f.credit.leading
		return f.credit.draw(s, dst, unit.Point{X: r.X, Y: y})
	}
	return f.credit.drawUnder(s, dst, unit.Point{X: r.X, Y: r.Bottom()})
}

func alt(p *editions.Picture) string {
	if p.Alt != "" {
		return p.Alt
	}
	return p.Caption.String()
}
