package lint

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// rules is 栏线 and 围框 (16): no rule runs through text or touches it, none stands double,
// frames keep half a character from what they hold.
func (c *checker) rules() {
	s := c.sheet
	var texts []*line
	for _, b := range s.boxes() {
		if b.line != nil && !s.onBox(b.line) {
			texts = append(texts, b.line)
		}
	}
	for i := range s.strokes {
		k := &s.strokes[i]
		if k.inStory {
			continue
		}
		c.stroke(k, texts)
		if !k.frame {
			for n := range s.strokes {
				if o := &s.strokes[n]; (n < i || o.frame) && !o.inStory && s.double(k, o) && !(n == i-1 && o.thickThin(k)) {
					c.at(k.rect(), "", finding("LAY-RULE", source.Msg("two-rules-stand-close-beside-one"), source.Msg("take-out-one-rule-between-columns")))
				}
			}
		}
	}
}

// borders are the inner edges of ornamental frames, which are no straight strokes themselves.
func (s *sheet) borders() []stroke {
	var out []stroke
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if p.Slot.Box.Border == editions.PlainLine || p.Slot.Box.Width <= 0 {
			continue
		}
		for _, r := range p.Inside {
			out = append(out, edges(r, 1)...)
		}
	}
	return out
}

// edges are the sides of a frame.
func edges(r unit.Rect, width unit.Length) []stroke {
	var out []stroke
	x0, y0, x1, y1 := r.X, r.Y, r.Right(), r.Bottom()
	for _, e := range [...][4]unit.Length{{x0, y0, x1, y0}, {x1, y0, x1, y1}, {x0, y1, x1, y1}, {x0, y0, x0, y1}} {
		out = append(out, stroke{from: unit.Point{X: e[0], Y: e[1]}, to: unit.Point{X: e[2], Y: e[3]}, width: width, frame: true})
	}
	return out
}

// rect is the place of a stroke.
func (k *stroke) rect() unit.Rect {
	x0, x1 := min(k.from.X, k.to.X), max(k.from.X, k.to.X)
	y0, y1 := min(k.from.Y, k.to.Y), max(k.from.Y, k.to.Y)
	w := max(k.width, 1)
	if x1-x0 > y1-y0 {
		return unit.Rect{X: x0, Y: y0 - w/2, W: x1 - x0, H: w}
	}
	return unit.Rect{X: x0 - w/2, Y: y0, W: w, H: y1 - y0}
}

// stroke looks for text that a stroke runs through or stands too near to, and reports the
// first.
func (c *checker) stroke(k *stroke, texts []*line) {
	s := c.sheet
	r := k.rect()
	upright := r.H > r.W
	near := s.plan.Size / 5
	if k.frame {
		near = s.plan.Size * 45 / 100
	}
	for _, l := range texts {
		t := l.beside(r)
		if upright { // marks at line ends have half their cell free
			t = unit.Rect{X: t.X, Y: t.Y + t.H/10, W: t.W, H: t.H * 8 / 10}
		} else {
			t = unit.Rect{X: t.X, Y: t.Y + t.H/20, W: t.W, H: t.H * 9 / 10}
		}
		if t.Overlaps(r) {
			c.line(l, finding("LAY-RULE", source.Msg("rule-runs-through", clip(l.text(), 12)), source.Msg("fault-of-engine-or-slots-overlap")).As(source.Error))
			return
		}
		if !upright && !k.frame {
			continue
		}
		if t.Overlaps(r.Inset(-near)) {
			c.line(l, finding("LAY-RULE", source.Msg("stands-too-near-to-rule", clip(l.text(), 12)), source.Msg("make-gap-wider-or-take-rule")))
			return
		}
	}
}

// beside is the place of a line, of one that goes on in another column on the same baseline that of its nearer part:
// what stands in the white between them stands beside both.
func (l *line) beside(r unit.Rect) unit.Rect {
	all := l.rect()
	if len(l.runs) < 2 || l.vertical || r.H <= r.W || r.X <= all.X || r.Right() >= all.Right() {
		return all
	}
	left, right := all.X, all.Right()
	for _, k := range l.runs {
		if k.in.Quarter != 0 {
			return all
		}
		at, first, last := k.in.Point(k.At).X, k.Glyphs[0], k.Glyphs[inked(k.Text)]
		from, to := at+unit.Length(first.X), at+unit.Length(last.X)+width(runeAt(k.Text, last), k.Size)
		switch {
		case to <= r.X:
			left = max(left, to)
		case from >= r.Right():
			right = min(right, from)
		default:
			return all
		}
	}
	if right-left < l.size*3/4 { // white within a line
		return all
	}
	if r.X-left < right-r.Right() {
		all.W = left - all.X
		return all
	}
	all.X, all.W = right, all.Right()-right
	return all
}

// thickThin tells whether two strokes are one rule of two (文武线): equally long, the one thicker, white between.
func (k *stroke) thickThin(o *stroke) bool {
	by := unit.Point{X: o.from.X - k.from.X, Y: o.from.Y - k.from.Y}
	return k.from.Add(by) == o.from && k.to.Add(by) == o.to && !k.frame && k.width >= 2*o.width && abs(by.X+by.Y) > (k.width+o.width)/2
}

// double tells whether two strokes run side by side, closer than half a character, for
// more than two lines.
func (s *sheet) double(a, b *stroke) bool {
	x, y := a.rect(), b.rect()
	if x.H > x.W != (y.H > y.W) {
		return false
	}
	near := s.plan.Size / 2
	if x.H > x.W {
		return abs(x.X-y.X) < near && min(x.Bottom(), y.Bottom())-max(x.Y, y.Y) > 2*s.plan.Leading
	}
	return abs(x.Y-y.Y) < near && min(x.Right(), y.Right())-max(x.X, y.X) > 4*s.plan.Size
}
