package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// composer composes the furniture of a story: its head and figures. What it returns is
// frozen when the function that asked for it has fitted it to its place.
type composer struct {
	*inline.Setter
	g      *Galley
	images map[string]int // picture path → index in Doc.Images
	said   *said          // nil: not asked for yet
}

// caption is a caption (图说) set in its lines.
type caption struct {
	id      string
	place   editions.CaptionPlace
	plain   *inline.Para // as it stands below a picture
	sh      *inline.Shaped
	lines   []inline.Line
	size    unit.Length
	leading unit.Length
	width   unit.Length
	label   bool // a strip behind its words alone
	joins   bool // a credit at the end of the last line of the caption before it
}

// stripInk is the black behind a caption on a picture, in 1/10000: white type stands safely
// on one ink of 60 % or more (GWG 2015).
const stripInk = 8000

// newCaption measures a picture's caption for its place.
func (c *composer) newCaption(p picture, id string, place editions.CaptionPlace) caption {
	style := c.g.styles.at(editions.Caption)
	l := caption{id: id, place: place, plain: p.caption, size: style.font.Size, leading: style.leading}
	if p.caption == nil {
		l.place = editions.Below
		return l
	}
	para := p.caption
	switch place {
	case editions.Over:
		para = inWhite(para, c.g.styles)
	case editions.Beside:
		para = apart(para)
	}
	l.sh = c.Shape(para)
	return l
}

// inWhite is a caption in white, in the strong face: thin strokes fill up in print.
func inWhite(p *inline.Para, k *Styles) *inline.Para {
	font := reversed(k.at(editions.Caption).strong)
	out := *p
	out.Spans, out.Indent = append([]inline.Span(nil), p.Spans...), 0
	for i := range out.Spans {
		out.Spans[i].Font, out.Spans[i].Tint = font, nil
	}
	return &out
}

// apart is a caption whose credit stands on a line of its own, as in a narrow column.
func apart(p *inline.Para) *inline.Para {
	out := *p
	out.Spans = append([]inline.Span(nil), p.Spans...)
	for i := range out.Spans {
		if out.Spans[i].Text == creditSpace {
			out.Spans[i].Text, out.Spans[i].Verbatim = "\n", false
		}
	}
	return &out
}

func (l *caption) set(s *inline.Setter, width unit.Length) {
	if l.width = max(width, 1); l.sh != nil {
		l.lines = s.Break(nil, l.sh, []unit.Length{l.width})
	}
}

// beside tells whether the caption stands in a column at the picture's side.
func (l *caption) beside() bool { return l.place == editions.Beside && len(l.lines) > 0 }

func (l *caption) height() unit.Length {
	if len(l.lines) == 0 {
		return 0
	}
	return unit.Length(len(l.lines)-1)*l.leading + l.size
}

// margin is that of the words on a strip, at the sides.
func (l *caption) margin() unit.Length { return l.size * 3 / 4 }

// strip is the height of the strip behind the words.
func (l *caption) strip() unit.Length { return l.height() + l.size }

// draw paints the lines with their corner at a point.
func (l *caption) draw(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	dst = append(dst, &page.Mark{Role: page.RoleCaption, ID: l.id, Open: true, Rect: unit.Rect{X: at.X, Y: at.Y, W: l.width, H: l.height()}})
	for i, ln := range l.lines {
		dst = s.Place(dst, l.sh, ln, unit.Point{X: at.X, Y: at.Y + unit.Length(i)*l.leading + ascent(l.size)})
	}
	return append(dst, &page.Mark{Role: page.RoleCaption, ID: l.id})
}

// drawOver paints the lines on a strip along the foot of a picture.
func (l *caption) drawOver(s *inline.Setter, dst []page.Item, picture unit.Rect) []page.Item {
	strip := picture
	strip.Y, strip.H = picture.Bottom()-l.strip(), l.strip()
	if l.label && len(l.lines) == 1 {
		strip.W = min(strip.W, l.lines[0].Natural+2*l.margin())
	}
	ground := page.Gray(stripInk)
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true}, rectangle(strip, &ground, nil, 0), &page.Mark{Role: page.RoleFurniture})
	return l.draw(s, dst, unit.Point{X: strip.X + l.margin(), Y: strip.Y + l.size/2})
}
