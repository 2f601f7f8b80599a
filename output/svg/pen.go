package svg

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"strconv"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/screen"
)

// pen appends what SVG is written with.
type pen struct{ buf []byte }

func (p *pen) text(s string) { p.buf = append(p.buf, s...) }

// escape appends characters that may stand in text and in attributes; those XML cannot
// hold become U+FFFD.
func (p *pen) escape(s string) {
	b := bytes.NewBuffer(p.buf)
	xml.EscapeText(b, []byte(s)) // a buffer does not fail
	p.buf = b.Bytes()
}

// attribute appends one that says something.
func (p *pen) attribute(name, value string) {
	if value == "" {
		return
	}
	p.text(" " + name + `="`)
	p.escape(value)
	p.text(`"`)
}

func (p *pen) color(c screen.RGB) {
	const hex = "0123456789abcdef"
	p.buf = append(p.buf, '#')
	if c[0]%17 == 0 && c[1]%17 == 0 && c[2]%17 == 0 {
		p.buf = append(p.buf, hex[c[0]/17], hex[c[1]/17], hex[c[2]/17])
		return
	}
	for _, v := range c {
		p.buf = append(p.buf, hex[v>>4], hex[v&15])
	}
}

// length appends points with at most three decimals.
func (p *pen) length(l unit.Length) { p.decimal(int64(l.MulDiv(1000, int64(unit.Pt))), 3) }

// decimal appends v/10^places without needless zeros.
func (p *pen) decimal(v int64, places int) {
	if v < 0 {
		p.buf = append(p.buf, '-')
		v = -v
	}
	one := int64(1)
	for range places {
		one *= 10
	}
	if v >= one || v == 0 {
		p.buf = strconv.AppendInt(p.buf, v/one, 10)
	}
	if v %= one; v == 0 {
		return
	}
	p.buf = append(p.buf, '.')
	for v > 0 {
		one /= 10
		p.buf = append(p.buf, byte('0'+v/one))
		v %= one
	}
}

func (p *pen) point(pt unit.Point) {
	p.length(pt.X)
	p.text(" ")
	p.length(pt.Y)
}

func (p *pen) rect(r unit.Rect) {
	p.point(unit.Point{X: r.X, Y: r.Y})
	p.text(" ")
	p.point(unit.Point{X: r.W, Y: r.H})
}

// place appends a rectangle as attributes.
func (p *pen) place(r unit.Rect) {
	p.text(` x="`)
	p.length(r.X)
	p.text(`" y="`)
	p.length(r.Y)
	p.text(`" width="`)
	p.length(r.W)
	p.text(`" height="`)
	p.length(r.H)
	p.text(`"`)
}

// box appends the path of a rectangle.
func (p *pen) box(r unit.Rect) {
	p.text("M")
	p.point(unit.Point{X: r.X, Y: r.Y})
	p.text("H")
	p.length(r.Right())
	p.text("V")
	p.length(r.Bottom())
	p.text("H")
	p.length(r.X)
	p.text("Z")
}

// line appends the path of a straight line.
func (p *pen) line(from, to unit.Point) {
	p.text("M")
	p.point(from)
	switch {
	case from.Y == to.Y:
		p.text("H")
		p.length(to.X)
	case from.X == to.X:
		p.text("V")
		p.length(to.Y)
	default:
		p.text("L")
		p.point(to)
	}
}

func (p *pen) segments(segs []page.Seg) {
	for i, s := range segs {
		if i == 0 && s.Op != page.MoveTo {
			p.text("M0 0") // where a path begins when it does not say
		}
		switch s.Op {
		case page.MoveTo:
			p.text("M")
			p.point(s.P[0])
		case page.LineTo:
			p.text("L")
			p.point(s.P[0])
		case page.CubicTo:
			p.text("C")
			p.point(s.P[0])
			p.text(" ")
			p.point(s.P[1])
			p.text(" ")
			p.point(s.P[2])
		case page.Close:
			p.text("Z")
		}
	}
}

// url appends data as a URL of its own.
func (p *pen) url(kind string, data []byte) {
	p.text("data:image/" + kind + ";base64,")
	p.buf = base64.StdEncoding.AppendEncode(p.buf, data)
}
