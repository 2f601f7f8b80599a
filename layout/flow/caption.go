package flow

import (
	"strings"
	"unicode/utf8"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
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
	para    *inline.Para // as it stands in its place
	whole   *inline.Shaped
	sh      *inline.Shaped // as it is set: whole, or with its credit on a line of its own
	lines   []inline.Line
	size    unit.Length
	leading unit.Length
	width   unit.Length
	label   bool // a strip behind its words alone
	mark    editions.CaptionMark
	color   page.Color // of its words
	from    unit.Point // of a pointer: where the picture lies, seen from the words
	joins   bool       // a credit at the end of the last line of the caption before it
}

// stripInk is the black behind a caption on a picture, in 1/10000: white type stands safely
// on one ink of 60 % or more (GWG 2015).
const stripInk = 8000

// newCaption measures a picture's caption for its place.
func (c *composer) newCaption(p picture, id string, place editions.CaptionPlace) caption {
	style := c.g.styles.at(editions.Caption)
	l := caption{id: id, place: place, plain: p.caption, size: style.font.Size, leading: style.leading, color: style.font.Color}
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
	l.shape(c.Setter, para)
	return l
}

// marked is a caption with a mark before it: the picture lies above, below or, of one beside, at
// a side of it.
func (c *composer) marked(p picture, l caption, look editions.CaptionMark, left bool) caption {
	if l.sh == nil || look == editions.NoCaptionMark || l.place == editions.Over || p.pic.Caption.IsEmpty() && p.members == nil || pointed(p.caption) {
		return l
	}
	para := *p.caption
	switch l.place {
	case editions.Above:
		l.from.Y = 1
	case editions.Beside:
		para = *apart(&para)
		if l.from.X = -1; left {
			l.from.X = 1
		}
	default:
		l.from.Y = -1
	}
	l.mark = look
	para.Indent = l.size.MulDiv(markRoom, 100)
	l.shape(c.Setter, &para)
	return l
}

func (l *caption) shape(s *inline.Setter, para *inline.Para) {
	l.para, l.whole = para, s.Shape(para)
	l.sh = l.whole
}

// pointed tells whether the words of a caption begin with a mark that their writer put there.
func pointed(p *inline.Para) bool {
	for _, s := range p.Spans {
		if text := strings.TrimLeft(s.Text, " \u3000"); text != "" {
			r, _ := utf8.DecodeRuneInString(text)
			return strings.ContainsRune("▲△▼▽◀◁▶▷◄►■□●◆", r)
		}
	}
	return false
}

// A mark before a caption is so much of its size high, and its words stand so much further in.
const (
	markSize = 68
	markRoom = 105
)

// drawMark paints the mark before a caption whose corner is at a point.
func (l *caption) drawMark(at unit.Point, color page.Color) page.Item {
	side := l.size.MulDiv(markSize, 100)
	box := unit.Rect{X: at.X + l.size/20, Y: at.Y + (l.size-side)/2, W: side, H: side}
	if l.mark == editions.MarkSquare {
		return rectangle(box, &color, nil, 0)
	}
	mid := unit.Point{X: box.X + side/2, Y: box.Y + side/2}
	low := side.MulDiv(13, 100) // an even triangle is lower than wide
	var p [3]unit.Point
	switch {
	case l.from.Y < 0:
		p = [3]unit.Point{{X: mid.X, Y: box.Y + low/2}, {X: box.Right(), Y: box.Bottom() - low/2}, {X: box.X, Y: box.Bottom() - low/2}}
	case l.from.Y > 0:
		p = [3]unit.Point{{X: box.X, Y: box.Y + low/2}, {X: box.Right(), Y: box.Y + low/2}, {X: mid.X, Y: box.Bottom() - low/2}}
	case l.from.X < 0:
		p = [3]unit.Point{{X: box.X + low/2, Y: mid.Y}, {X: box.Right() - low/2, Y: box.Y}, {X: box.Right() - low/2, Y: box.Bottom()}}
	default:
		p = [3]unit.Point{{X: box.X + low/2, Y: box.Y}, {X: box.Right() - low/2, Y: mid.Y}, {X: box.X + low/2, Y: box.Bottom()}}
	}
	return &page.Path{Fill: &color, Segs: []page.Seg{
		{Op: page.MoveTo, P: [3]unit.Point{p[0]}}, {Op: page.LineTo, P: [3]unit.Point{p[1]}}, {Op: page.LineTo, P: [3]unit.Point{p[2]}}, {Op: page.Close},
	}}
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
	if l.width = max(width, 1); l.sh == nil {
		return
	}
	l.sh = l.whole
	if l.lines = s.Break(nil, l.sh, []unit.Length{l.width}); len(l.lines) < 2 || !l.partsCredit() {
		return
	}
	own := s.Shape(apart(l.para))
	if lines := s.Break(nil, own, []unit.Length{l.width}); len(lines) <= len(l.lines) {
		l.sh, l.lines = own, lines
	}
}

// partsCredit tells whether a line ends within the credit.
func (l *caption) partsCredit() bool {
	credit := 0
	for i, s := range l.para.Spans {
		if credit += len(s.Text); s.Text == creditSpace && i > 0 {
			return l.sh.Offset(l.lines[len(l.lines)-1].From) > credit
		}
	}
	return false
}

// lastWidth is how far the last line reaches from the left.
func (l *caption) lastWidth() unit.Length {
	last := l.lines[len(l.lines)-1]
	return l.sh.Indent(last) + last.Natural
}

// leaves tells whether the last line leaves so much room at its right, and a character of white.
func (l *caption) leaves(width unit.Length) bool {
	if len(l.lines) == 0 || l.sh.Align() != typo.Justify && l.sh.Align() != typo.Left {
		return false
	}
	return l.lastWidth()+l.size+width <= l.width
}

// sign sets a credit of its own (nil shape: there is none) as wide as the caption that it is of: at
// the end of the last line where that leaves it room, else below.
func (l *caption) sign(s *inline.Setter, credit *caption) {
	if credit.joins = false; credit.sh == nil {
		return
	}
	credit.set(s, l.width)
	credit.joins = len(credit.lines) == 1 && l.leaves(credit.lines[0].Natural)
}

// under is what a credit takes below the caption that it is of.
func (l *caption) under() unit.Length {
	if l.joins {
		return 0
	}
	return unit.Length(len(l.lines)) * l.leading
}

// drawUnder paints a credit, if there is one, at the end of a caption whose foot is at a point.
func (l *caption) drawUnder(s *inline.Setter, dst []page.Item, foot unit.Point) []page.Item {
	if len(l.lines) == 0 {
		return dst
	}
	if foot.Y -= l.size; !l.joins {
		foot.Y += l.leading
	}
	return l.draw(s, dst, foot)
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
	if l.mark != editions.NoCaptionMark && len(l.lines) > 0 {
		mark := l.drawMark(at, l.color)
		dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true}, mark, &page.Mark{Role: page.RoleFurniture})
	}
	dst = append(dst, &page.Mark{Role: page.RoleCaption, ID: l.id, Open: true, Rect: unit.Rect{X: at.X, Y: at.Y, W: l.width, H: l.height()}})
	for i, ln := range l.lines {
		dst = s.Place(dst, l.sh, ln, unit.Point{X: at.X, Y: at.Y + unit.Length(i)*l.leading + ascent(l.size)})
	}
	return append(dst, &page.Mark{Role: page.RoleCaption, ID: l.id})
}

// drawOver paints the lines on a strip along the foot of a picture whose corners have a radius.
func (l *caption) drawOver(s *inline.Setter, dst []page.Item, picture unit.Rect, radius unit.Length) []page.Item {
	strip := picture
	strip.Y, strip.H = picture.Bottom()-l.strip(), l.strip()
	if l.label && len(l.lines) == 1 {
		strip.W = min(strip.W, l.lines[0].Natural+2*l.margin())
	}
	ground := page.Gray(stripInk)
	path := rectangle(strip, &ground, nil, 0)
	if radius = min(radius, picture.W/2, picture.H/2, strip.H); radius > 0 {
		path.Segs = footOf(strip, radius, strip.W == picture.W)
	}
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true}, path, &page.Mark{Role: page.RoleFurniture})
	return l.draw(s, dst, unit.Point{X: strip.X + l.margin(), Y: strip.Y + l.size/2})
}

// footOf is the outline of what stands at the foot of a rectangle with round corners: at its left, or over all of it.
func footOf(r unit.Rect, radius unit.Length, right bool) []page.Seg {
	all := page.Rounded(unit.Rect{X: r.X, Y: r.Y - 2*radius, W: max(r.W, 2*radius), H: r.H + 2*radius}, radius)
	at := func(op page.Op, x, y unit.Length) page.Seg {
		return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}}
	}
	segs := []page.Seg{at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y)}
	if right {
		segs = append(segs, all[3:5]...) // down the right side and round its corner
	} else {
		segs = append(segs, at(page.LineTo, r.Right(), r.Bottom()))
	}
	return append(append(segs, all[5:7]...), page.Seg{Op: page.Close})
}
