package flow

import (
	"banxin/editions"
	"banxin/layout/unit"
)

// What makes an arrangement worse, in thousandths of a picture cut off.
const (
	costNarrow  = 1200 // all pictures narrower than their least
	costTorn    = 1e6  // a picture narrower than two characters of its caption
	costShallow = 300  // a row lower than an eighth of its width
	costLead    = 120  // the first picture is not among the greatest
	costUneven  = 150  // rows of which one is more than twice as high as another
	leastPanel  = 8    // width of a picture in characters of the body
)

// divide arranges the pictures of a group. A caption that would cover more than half of its
// picture, or stand out beside it, goes below it.
func (f *figure) divide(width, height unit.Length) []row {
	for {
		rows := f.arrange(width, height)
		moved := false
		for _, r := range rows {
			for i := r.from; i < r.to; i++ {
				p := &f.panels[i]
				if l := &p.caption; f.covers(l, p, unit.Rect{W: r.widths[i-r.from], H: r.height}) {
					*l, moved = f.newCaption(picture{caption: l.plain}, l.id, editions.Below), true
				}
			}
		}
		if !moved {
			return rows
		}
	}
}

// arrange divides the pictures of a group into rows, in their order: of all ways the one
// that cuts least off them at this height, 0 being free, with rows that are not too
// unlike. Nine pictures have 256 ways; rows are computed once.
func (f *figure) arrange(width, height unit.Length) []row {
	n := len(f.panels)
	made := make([]row, n*n)
	at := func(i, j int) *row {
		r := &made[i*n+j-1]
		if r.to == 0 {
			*r = f.row(width, i, j)
		}
		return r
	}
	var best, try []row
	least := 0
	for ways := range 1 << (n - 1) {
		try = try[:0]
		from := 0
		for i := 1; i <= n; i++ {
			if i == n || ways>>(i-1)&1 == 1 {
				try = append(try, *at(from, i))
				from = i
			}
		}
		if c := f.cost(try, width, height); best == nil || c < least {
			best, least = append(best[:0], try...), c
		}
	}
	f.setCaptions(best)
	return scaled(best, height, f.between(), 2*f.body)
}

// row puts pictures side by side.
func (f *figure) row(width unit.Length, from, to int) row {
	r := row{from: from, to: to}
	const one = 1 << 16
	var sum int64
	for _, p := range f.panels[from:to] {
		sum += int64(p.w) * one / int64(p.h)
	}
	room := width - unit.Length(to-from-1)*f.between()
	r.height = max(room.MulDiv(one, max(sum, 1)), 1)
	left := room
	for i := range f.panels[from:to] {
		p := &f.panels[from+i]
		w := room.MulDiv(int64(p.w)*one/int64(p.h), max(sum, 1))
		if from+i == to-1 {
			w = left
		}
		left -= w
		r.widths = append(r.widths, max(w, 1))
		r.foot = max(r.foot, f.underPanel(p, w))
	}
	return r
}

// underPanel is what a picture's own caption takes under it.
func (f *figure) underPanel(p *panel, width unit.Length) unit.Length {
	if p.caption.sh == nil || p.caption.place == editions.Over {
		return 0
	}
	p.caption.set(f.Setter, width)
	p.caption.sign(f.Setter, &p.credit)
	return p.caption.height() + p.caption.size/2 + p.credit.under()
}

// setCaptions sets the pictures' own captions for the rows they came to stand in.
func (f *figure) setCaptions(rows []row) {
	for _, r := range rows {
		for i, w := range r.widths {
			p := &f.panels[r.from+i]
			l := &p.caption
			if l.place == editions.Over {
				w -= 2 * l.margin()
			}
			l.set(f.Setter, w)
			l.sign(f.Setter, &p.credit)
		}
	}
}

// cost weighs an arrangement at a height; a free one is best at three fifths of its width.
func (f *figure) cost(rows []row, width, height unit.Length) int {
	weight := 2
	if height == 0 {
		height, weight = width*3/5, 1
	}
	natural, rest := unit.Length(0), unit.Length(0)
	low, high := rows[0].height, rows[0].height
	c, narrow := 0, 0
	for i, r := range rows {
		natural, rest = natural+r.height, rest+underRow(rows, i, f.between())
		low, high = min(low, r.height), max(high, r.height)
		if r.height < width/8 {
			c += costShallow
		}
		for i, w := range r.widths {
			if w < leastPanel*f.body {
				narrow++
			}
			if l := f.panels[r.from+i].caption; l.sh != nil && w < 2*l.size {
				c += costTorn
			}
		}
	}
	c += costNarrow * narrow / len(f.panels)
	room := max(height-rest, 1)
	c += weight * (1000 - int(min(room, natural)*1000/max(room, natural)))
	if rows[0].height*10 < high*9 {
		c += costLead
	}
	if high > 2*low {
		c += costUneven * int((high-1)/max(low, 1))
	}
	return c
}

// heightOf is that of rows one above the other.
func heightOf(rows []row, gap unit.Length) unit.Length {
	h := unit.Length(0)
	for i := range rows {
		h += rows[i].height + underRow(rows, i, gap)
	}
	return h
}

// underRow is what stands below the pictures of row i: their captions, and the white to the
// next row, half as much again below captions, which belong to what is above them.
func underRow(rows []row, i int, gap unit.Length) unit.Length {
	switch foot := rows[i].foot; {
	case i == len(rows)-1:
		return foot
	case foot > 0:
		return foot + gap*3/2
	}
	return gap
}

// scaled gives rows a height together, by cutting all pictures alike; 0 leaves them. least is
// what a row has at least, if the rows are so high.
func scaled(rows []row, height, gap, least unit.Length) []row {
	if height == 0 {
		return rows
	}
	var rest, natural unit.Length
	for i, r := range rows {
		rest, natural = rest+underRow(rows, i, gap), natural+r.height
	}
	room := max(height-rest, unit.Length(len(rows))*least)
	left := room
	for i := range rows {
		h := max(room.MulDiv(int64(rows[i].height), int64(natural)), 1)
		if i == len(rows)-1 {
			h = max(left, 1)
		}
		left -= h
		rows[i].height = h
	}
	return rows
}

// layRows gives the pictures of a group their places.
func (f *figure) layRows(panels []panel, width unit.Length) {
	y := unit.Length(0)
	for k, r := range f.rows {
		x := unit.Length(0)
		for i, w := range r.widths {
			panels[r.from+i].rect = unit.Rect{X: x, Y: y, W: w, H: r.height}
			x += w + f.between()
		}
		y += r.height + underRow(f.rows, k, f.between())
	}
}

// between is the white between the pictures of a group.
func (f *figure) between() unit.Length { return f.body / 2 }
