package pdfread

import (
	"math"

	"banxin/output/internal/content"
)

func (in *interpreter) textOperator(op string, a []content.Token) {
	if op == "Tf" && len(a) > 0 {
		in.g.font = in.f.font(in.f.dict(in.res["Font"])[a[0].Text])
	}
	if in.pen.Text(&in.g.TextState, op, a) && in.g.font != nil {
		content.Strings(a, in.glyphs, func(n float64) { in.advance(-n / 1000 * in.g.Size) })
	}
}

// advance moves the pen along the line of writing.
func (in *interpreter) advance(v float64) {
	x, y := v*in.g.Scale, 0.0
	if in.g.font.Vertical {
		x, y = 0, v
	}
	in.pen.Advance(x, y)
}

func (in *interpreter) glyphs(s []byte) {
	g := &in.g
	for len(s) > 0 {
		code, n := g.font.next(s)
		text, read := g.font.textOf(code, s[:n])
		w := g.font.width(code)/1000*g.Size + g.Spacing
		if g.font.Vertical {
			w = -g.Size + g.Spacing
		}
		if n == 1 && s[0] == ' ' {
			w += g.Words
		}
		s = s[n:]
		m := in.pen.Matrix.Mul(g.ctm)
		x, y := m.Apply(0, g.Rise)
		if g.font.Vertical { // its origin is the middle of its head
			x, y = m.Apply(-g.Size/2, -0.88*g.Size)
		}
		in.advance(w)
		x1, y1 := in.pen.Matrix.Mul(g.ctm).Apply(0, g.Rise)
		x0, y0 := m.Apply(0, g.Rise)
		in.put(Char{Text: text, X: hundredths(x), Y: hundredths(y), DX: hundredths(x1 - x0), DY: hundredths(y1 - y0),
			Size: hundredths(g.Size * math.Hypot(m[2], m[3])), Font: g.font, MCID: in.mcid}, read)
	}
}

// put adds a character, as the sequence around it says it is read.
func (in *interpreter) put(c Char, read bool) {
	for i := len(in.marked) - 1; i >= 0; i-- {
		if m := &in.marked[i]; m.actual != nil {
			c.Text, read = *m.actual, true
			if m.said {
				c.Text = ""
			}
			m.said = true
			break
		}
	}
	if !read && !in.unread[c.Font.Name] {
		in.unread[c.Font.Name] = true
		in.p.Unread = append(in.p.Unread, c.Font.Name)
	}
	if c.Text == "" {
		return
	}
	if len(in.p.Chars) >= maxChars {
		in.p.Cut = true
		return
	}
	in.p.Chars = append(in.p.Chars, c)
}
