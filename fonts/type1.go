package fonts

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
)

// type1 is a Type 1 font program (Adobe Type 1 Font Format, 1990).
type type1 struct {
	matrix   [6]float64
	encoding [256]string
	glyphs   [][]byte // charstrings, deciphered
	named    map[string]int
	subrs    [][]byte
}

const (
	keyFile    = 55665
	keyGlyph   = 4330
	maxType1   = 1 << 16 // glyphs or subroutines
	type1Depth = 10
)

// decipher undoes the encryption of Type 1 programs and leaves the first bytes out.
func decipher(p []byte, key uint16, skip int) []byte {
	out := make([]byte, len(p))
	for i, c := range p {
		out[i] = c ^ byte(key>>8)
		key = (uint16(c)+key)*52845 + 22719
	}
	return out[min(max(skip, 0), len(out)):]
}

// readType1 reads a program, with the heads of PFB files or without; nil: it is none.
func readType1(data []byte) *type1 {
	data = unpackPFB(data)
	at := bytes.Index(data, []byte("eexec"))
	if at < 0 || !bytes.HasPrefix(data, []byte("%!")) {
		return nil
	}
	clear, rest := data[:at], data[at+5:]
	for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\r' || rest[0] == '\n' || rest[0] == '\t') {
		rest = rest[1:]
	}
	if len(rest) >= 4 && isHex(rest[:4]) {
		rest = unhex(rest)
	}
	t := &type1{matrix: [6]float64{0.001, 0, 0, 0.001, 0, 0}, named: map[string]int{}}
	t.readClear(clear)
	t.readPrivate(decipher(rest, keyFile, 4))
	if len(t.glyphs) == 0 {
		return nil
	}
	return t
}

// unpackPFB joins the segments of a file as Windows has them.
func unpackPFB(p []byte) []byte {
	if len(p) < 6 || p[0] != 0x80 {
		return p
	}
	var out []byte
	for len(p) >= 6 && p[0] == 0x80 && (p[1] == 1 || p[1] == 2) {
		n := int(uint32(p[2]) | uint32(p[3])<<8 | uint32(p[4])<<16 | uint32(p[5])<<24)
		if n < 0 || n > len(p)-6 {
			n = len(p) - 6
		}
		out = append(out, p[6:6+n]...)
		p = p[6+n:]
	}
	return out
}

func isHex(p []byte) bool {
	for _, c := range p {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return true
}

func unhex(p []byte) []byte {
	digits := make([]byte, 0, len(p))
	for _, c := range p {
		if isHex([]byte{c}) {
			digits = append(digits, c)
		}
	}
	out := make([]byte, len(digits)/2)
	hex.Decode(out, digits[:len(digits)/2*2])
	return out
}

// words cuts PostScript into words; it knows as much of it as font programs need.
type words struct {
	p []byte
	i int
}

func (w *words) next() string {
	space := func(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f' }
	for w.i < len(w.p) {
		if c := w.p[w.i]; c == '%' {
			for w.i < len(w.p) && w.p[w.i] != '\n' && w.p[w.i] != '\r' {
				w.i++
			}
		} else if !space(c) {
			break
		} else {
			w.i++
		}
	}
	start := w.i
	for w.i < len(w.p) && !space(w.p[w.i]) {
		c := w.p[w.i]
		if w.i > start && bytes.IndexByte([]byte("/[]{}()<>"), c) >= 0 {
			break
		}
		w.i++
		if bytes.IndexByte([]byte("[]{}()<>"), c) >= 0 {
			break
		}
	}
	return string(w.p[start:w.i])
}

func (w *words) int() (int, bool) {
	v, err := strconv.Atoi(w.next())
	return v, err == nil
}

// readClear reads the part that is not enciphered: matrix and encoding.
func (t *type1) readClear(p []byte) {
	if i := bytes.Index(p, []byte("/FontMatrix")); i >= 0 {
		w := words{p: p, i: i + 11}
		w.next()
		var m [6]float64
		for k := range m {
			m[k], _ = strconv.ParseFloat(w.next(), 64)
		}
		if m[0] != 0 {
			t.matrix = m
		}
	}
	i := bytes.Index(p, []byte("/Encoding"))
	if i < 0 {
		return
	}
	w := words{p: p, i: i + 9}
	if w.next() == "StandardEncoding" {
		for c := range t.encoding {
			t.encoding[c] = StandardName(byte(c))
		}
		return
	}
	for word := w.next(); word != "" && word != "def" && word != "readonly"; word = w.next() {
		if word != "dup" {
			continue
		}
		code, ok := w.int()
		name := w.next()
		if ok && code >= 0 && code < 256 && len(name) > 1 && name[0] == '/' {
			t.encoding[code] = name[1:]
		}
	}
}

// readPrivate reads subroutines and glyphs.
func (t *type1) readPrivate(p []byte) {
	skip := 4
	if i := bytes.Index(p, []byte("/lenIV")); i >= 0 {
		w := words{p: p, i: i + 6}
		skip, _ = w.int()
	}
	binary := func(w *words, n int) []byte { // what follows RD or -|
		w.next()
		at := w.i + 1
		if n < 0 || at > len(w.p) || n > len(w.p)-at {
			w.i = len(w.p)
			return nil
		}
		w.i = at + n
		if skip < 0 {
			return w.p[at : at+n]
		}
		return decipher(w.p[at:at+n], keyGlyph, skip)
	}
	glyphs := bytes.Index(p, []byte("/CharStrings"))
	if i := bytes.Index(p, []byte("/Subrs")); i >= 0 {
		w := words{p: p, i: i + 6}
		for word := w.next(); word != "" && (glyphs < i || w.i < glyphs); word = w.next() {
			if word != "dup" {
				continue
			}
			number, ok1 := w.int()
			n, ok2 := w.int()
			if !ok1 || !ok2 || number < 0 || number >= maxType1 {
				break
			}
			for len(t.subrs) <= number {
				t.subrs = append(t.subrs, nil)
			}
			t.subrs[number] = binary(&w, n)
		}
	}
	if glyphs < 0 {
		return
	}
	w := words{p: p, i: glyphs + 12}
	for word := w.next(); word != "" && len(t.glyphs) < maxType1; word = w.next() {
		if word == "end" && len(t.glyphs) > 0 {
			return
		}
		if len(word) < 2 || word[0] != '/' {
			continue
		}
		n, ok := w.int()
		if !ok {
			continue
		}
		code := binary(&w, n)
		if _, has := t.named[word[1:]]; !has {
			t.named[word[1:]] = len(t.glyphs)
			t.glyphs = append(t.glyphs, code)
		}
	}
}

// outline appends a glyph's outline. A damaged one shows what was drawn up to the fault.
func (t *type1) outline(dst []Segment, g int) []Segment {
	if g < 0 || g >= len(t.glyphs) {
		return dst
	}
	m := type1Machine{font: t, out: dst}
	m.run(t.glyphs[g], 0)
	return m.out
}

// type1Machine interprets Type 1 charstrings (chapter 6), hints left out.
type type1Machine struct {
	font   *type1
	out    []Segment
	stack  [48]float64
	n      int
	ps     []float64 // what other subroutines leave for pop
	x, y   float64
	left   float64 // side bearing
	flex   []float64
	flexed bool
	steps  int
	accent bool
}

func (m *type1Machine) at(i int) float64 {
	if i >= 0 && i < m.n {
		return m.stack[i]
	}
	return 0
}

func (m *type1Machine) push(v float64) {
	if m.n < len(m.stack) {
		m.stack[m.n] = v
		m.n++
	}
}

func (m *type1Machine) pop() float64 {
	if m.n == 0 {
		return 0
	}
	m.n--
	return m.stack[m.n]
}

// run interprets a charstring and tells whether the glyph goes on.
func (m *type1Machine) run(code table, depth int) bool {
	if depth > type1Depth {
		return false
	}
	for i := 0; i < len(code); {
		b := code[i]
		i++
		if b >= 32 {
			switch {
			case b <= 246:
				m.push(float64(b) - 139)
			case b <= 250:
				m.push(float64((int(b)-247)*256 + code.u8(i) + 108))
				i++
			case b <= 254:
				m.push(float64(-(int(b)-251)*256 - code.u8(i) - 108))
				i++
			default:
				m.push(float64(int32(code.u32(i))))
				i += 4
			}
			continue
		}
		if m.steps++; m.steps > maxSteps || len(m.out) > maxPoints {
			return false
		}
		op := int(b)
		if b == 12 {
			op = 256 + code.u8(i)
			i++
		}
		switch op {
		case 10: // callsubr
			k := int(m.pop())
			if k < 0 || k >= len(m.font.subrs) || !m.run(m.font.subrs[k], depth+1) {
				return false
			}
		case 11: // return
			return true
		case 14: // endchar
			return false
		case 256 + 6: // seac
			m.seac(depth)
			return false
		default:
			m.operate(op)
		}
	}
	return true
}

func (m *type1Machine) operate(op int) {
	switch op {
	case 256 + 12: // div
		b := m.pop()
		a := m.pop()
		if b != 0 {
			a /= b
		}
		m.push(a)
		return
	case 256 + 16:
		m.other()
		return
	case 256 + 17: // pop
		v := 0.0
		if n := len(m.ps); n > 0 {
			v, m.ps = m.ps[n-1], m.ps[:n-1]
		}
		m.push(v)
		return
	case 13: // hsbw
		m.x, m.y, m.left = m.at(0), 0, m.at(0)
	case 256 + 7: // sbw
		m.x, m.y, m.left = m.at(0), m.at(1), m.at(0)
	case 21:
		m.move(m.at(m.n-2), m.at(m.n-1))
	case 22:
		m.move(m.at(m.n-1), 0)
	case 4:
		m.move(0, m.at(m.n-1))
	case 5:
		m.line(m.at(0), m.at(1))
	case 6:
		m.line(m.at(0), 0)
	case 7:
		m.line(0, m.at(0))
	case 8:
		m.curve(m.at(0), m.at(1), m.at(2), m.at(3), m.at(4), m.at(5))
	case 30:
		m.curve(0, m.at(0), m.at(1), m.at(2), m.at(3), 0)
	case 31:
		m.curve(m.at(0), 0, m.at(1), m.at(2), 0, m.at(3))
	case 256 + 33: // setcurrentpoint
		m.x, m.y = m.at(0), m.at(1)
	}
	m.n = 0
}

// other is callothersubr: flex and the change of hints (chapter 8).
func (m *type1Machine) other() {
	which, n := int(m.pop()), int(m.pop())
	args := make([]float64, 0, 4)
	for range min(max(n, 0), m.n) {
		args = append(args, m.pop())
	}
	switch which {
	case 0: // the end of flex: seven points were moved to
		if len(m.flex) >= 14 {
			f := m.flex
			m.flexed = false
			m.out = append(m.out, type1Curve(f[2], f[3], f[4], f[5], f[6], f[7]), type1Curve(f[8], f[9], f[10], f[11], f[12], f[13]))
			m.x, m.y = f[12], f[13]
		}
		m.flex, m.flexed = m.flex[:0], false
		m.ps = append(m.ps[:0], m.y, m.x)
	case 1:
		m.flex, m.flexed = m.flex[:0], true
	case 2:
		if m.flexed && len(m.flex) < 14 {
			m.flex = append(m.flex, m.x, m.y)
		}
	case 3:
		m.ps = append(m.ps[:0], 3)
	default:
		slices.Reverse(args) // the last given is the first that pop takes
		m.ps = append(m.ps[:0], args...)
	}
}

func type1Curve(xa, ya, xb, yb, xc, yc float64) Segment {
	r := func(v float64) int32 { return int32(min(max(v, -1<<20), 1<<20)+1<<20+0.5) - 1<<20 }
	return Segment{Op: CubeTo, X: [3]int32{r(xa), r(xb), r(xc)}, Y: [3]int32{r(ya), r(yb), r(yc)}}
}

func (m *type1Machine) move(dx, dy float64) {
	m.x, m.y = m.x+dx, m.y+dy
	if m.flexed {
		return
	}
	s := type1Curve(m.x, m.y, 0, 0, 0, 0)
	m.out = append(m.out, Segment{Op: MoveTo, X: [3]int32{s.X[0]}, Y: [3]int32{s.Y[0]}})
}

func (m *type1Machine) line(dx, dy float64) {
	m.x, m.y = m.x+dx, m.y+dy
	s := type1Curve(m.x, m.y, 0, 0, 0, 0)
	m.out = append(m.out, Segment{Op: LineTo, X: [3]int32{s.X[0]}, Y: [3]int32{s.Y[0]}})
}

func (m *type1Machine) curve(dxa, dya, dxb, dyb, dxc, dyc float64) {
	xa, ya := m.x+dxa, m.y+dya
	xb, yb := xa+dxb, ya+dyb
	m.x, m.y = xb+dxc, yb+dyc
	m.out = append(m.out, type1Curve(xa, ya, xb, yb, m.x, m.y))
}

// seac draws an accented letter: base and accent by their codes in StandardEncoding.
func (m *type1Machine) seac(depth int) {
	if m.accent || m.n < 5 {
		return
	}
	asb, adx, ady := m.at(0), m.at(1), m.at(2)
	base, ok1 := m.font.named[StandardName(byte(int(m.at(3))))]
	accent, ok2 := m.font.named[StandardName(byte(int(m.at(4))))]
	if !ok1 || !ok2 {
		return
	}
	left := m.left
	m.accent, m.n = true, 0
	m.run(m.font.glyphs[base], depth+1)
	from := len(m.out)
	m.n = 0
	m.run(m.font.glyphs[accent], depth+1)
	move := type1Curve(left+adx-asb, ady, 0, 0, 0, 0)
	for i := range m.out[from:] {
		p := &m.out[from+i]
		for k := range p.X {
			p.X[k] += move.X[0]
			p.Y[k] += move.Y[0]
		}
	}
}
