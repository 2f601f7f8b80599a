package pdfread

import (
	"math"

	"banxin/output/internal/content"
)

func (in *interpreter) textOperator(op string, a []content.Token) {
	g := &in.g
	switch op {
	case "BT":
		in.tm, in.tlm = content.Unity, content.Unity
	case "Tf":
		g.size = num(a, 1)
		if len(a) > 0 {
			g.font = in.f.font(in.f.dict(in.res["Font"])[a[0].Text])
		}
	case "Tc":
		g.spacing = num(a, 0)
	case "Tw":
		g.words = num(a, 0)
	case "Tz":
		g.scale = num(a, 0) / 100
	case "TL":
		g.leading = num(a, 0)
	case "Ts":
		g.rise = num(a, 0)
	case "Tm":
		in.tlm = matrixOf(a)
		in.tm = in.tlm
	case "TD":
		g.leading = -num(a, 1)
		in.nextLine(num(a, 0), num(a, 1))
	case "Td":
		in.nextLine(num(a, 0), num(a, 1))
	case "T*":
		in.nextLine(0, -g.leading)
	case "Tj", "TJ":
		in.show(a)
	case "'", "\"":
		if op == "\"" {
			g.words, g.spacing = num(a, 0), num(a, 1)
		}
		in.nextLine(0, -g.leading)
		in.show(a)
	}
}

func (in *interpreter) nextLine(x, y float64) {
	in.tlm = content.Matrix{1, 0, 0, 1, x, y}.Mul(in.tlm)
	in.tm = in.tlm
}

func (in *interpreter) show(a []content.Token) {
	if in.g.font == nil {
		return
	}
	for _, t := range a {
		if t.Kind == content.String {
			in.glyphs(t.Raw)
		}
		for _, it := range t.Items {
			switch it.Kind {
			case content.Number:
				in.advance(-it.Num / 1000 * in.g.size)
			case content.String:
				in.glyphs(it.Raw)
			}
		}
	}
}

// advance moves the pen along the line of writing.
func (in *interpreter) advance(v float64) {
	x, y := v*in.g.scale, 0.0
	if in.g.font.Vertical {
		x, y = 0, v
	}
	in.tm[4], in.tm[5] = in.tm[4]+x*in.tm[0]+y*in.tm[2], in.tm[5]+x*in.tm[1]+y*in.tm[3]
}

func (in *interpreter) glyphs(s []byte) {
	g := &in.g
	for len(s) > 0 {
		code, n := g.font.next(s)
		text, read := g.font.textOf(code, s[:n])
		w := g.font.width(code)/1000*g.size + g.spacing
		if g.font.Vertical {
			w = -g.size + g.spacing
		}
		if n == 1 && s[0] == ' ' {
			w += g.words
		}
		s = s[n:]
		m := in.tm.Mul(g.ctm)
		x, y := m.Apply(0, g.rise)
		if g.font.Vertical { // its origin is the middle of its head
			x, y = m.Apply(-g.size/2, -0.88*g.size)
		}
		in.advance(w)
		x1, y1 := in.tm.Mul(g.ctm).Apply(0, g.rise)
		x0, y0 := m.Apply(0, g.rise)
		in.put(Char{Text: text, X: hundredths(x), Y: hundredths(y), DX: hundredths(x1 - x0), DY: hundredths(y1 - y0),
			Size: hundredths(g.size * math.Hypot(m[2], m[3])), Font: g.font, MCID: in.mcid}, read)
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
