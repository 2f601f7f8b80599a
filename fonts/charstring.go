package fonts

// Limits of the interpreter (Adobe Technical Note 5177, appendix B, with room to spare).
const (
	maxStack = 192
	maxCalls = 10
	maxSteps = 1 << 18 // operators in a glyph: subroutines that call each other are 10 deep
)

// charstring is an interpreter of Type 2 charstrings: it draws a glyph, and on demand writes the
// charstring anew with its subroutines filled in. Coordinates are 16.16. Arithmetic and
// storage operators, which OpenType advises against, end the glyph.
type charstring struct {
	font *cff
	dict *fontDict
	out  []Segment

	stack  [maxStack]int32
	n      int
	starts [maxStack]int // where each operand begins in flat
	x, y   int32
	stems  int
	begun  bool // the width has been seen
	steps  int

	flatten bool
	flat    []byte
	accents bool // the glyph is composed of two others (seac)
}

// Operators.
const (
	csHStem      = 1
	csVStem      = 3
	csVMoveTo    = 4
	csRLineTo    = 5
	csHLineTo    = 6
	csVLineTo    = 7
	csRRCurveTo  = 8
	csCallSubr   = 10
	csReturn     = 11
	csEscape     = 12
	csEndChar    = 14
	csHStemHM    = 18
	csHintMask   = 19
	csCntrMask   = 20
	csRMoveTo    = 21
	csHMoveTo    = 22
	csVStemHM    = 23
	csRCurveLine = 24
	csRLineCurve = 25
	csVVCurveTo  = 26
	csHHCurveTo  = 27
	csShort      = 28
	csCallGSubr  = 29
	csVHCurveTo  = 30
	csHVCurveTo  = 31

	csHFlex  = 34
	csFlex   = 35
	csHFlex1 = 36
	csFlex1  = 37
)

// draw runs a glyph's charstring and reports whether it came to its end.
func (s *charstring) draw(g GID) bool {
	s.steps, s.accents, s.flat = 0, false, s.flat[:0]
	return s.glyph(g)
}

func (s *charstring) glyph(g GID) bool {
	s.dict = s.font.dictOf(g)
	if s.dict == nil {
		return false
	}
	s.n, s.x, s.y, s.stems, s.begun = 0, 0, 0, 0, false
	switch s.run(s.font.glyphs.at(int(g)), 0) {
	case ended:
		return true
	case returned: // the operator at the end was left out
		s.clear(csEndChar)
		return true
	}
	return false
}

// outcome is how a charstring or subroutine ended.
type outcome uint8

const (
	failed   outcome = iota
	returned         // to its caller, or cut off
	ended            // the glyph is complete
)

func (s *charstring) run(code table, depth int) outcome {
	for at := 0; at < len(code); {
		b := code[at]
		if b >= 32 || b == csShort {
			n := s.push(code[at:])
			if n == 0 {
				return failed
			}
			at += n
			continue
		}
		at++
		if s.steps++; s.steps > maxSteps || len(s.out) > maxPoints {
			return failed
		}
		switch b {
		case csCallSubr, csCallGSubr:
			if result := s.call(b, depth); result != returned {
				return result
			}
		case csReturn:
			return returned
		case csEndChar:
			return s.endChar()
		case csEscape:
			op := code.u8(at)
			at++
			if !s.flex(op) {
				return failed
			}
			s.clear(csEscape, byte(op))
		case csHintMask, csCntrMask:
			n := s.mask(b, code[at:])
			if n < 0 {
				return failed
			}
			at += n
		default:
			if !s.operate(b) {
				return failed
			}
			s.clear(b)
		}
	}
	return returned
}

// push puts the number that code begins with on the stack and returns its length, 0 when
// it is cut off or the stack is full.
func (s *charstring) push(code table) int {
	var v int32
	n := 1
	switch b := code[0]; {
	case b == csShort:
		v, n = int32(code.i16(1))<<16, 3
	case b <= 246:
		v = (int32(b) - 139) << 16
	case b <= 250:
		v, n = ((int32(b)-247)*256+int32(code.u8(1))+108)<<16, 2
	case b <= 254:
		v, n = (-(int32(b)-251)*256-int32(code.u8(1))-108)<<16, 2
	default:
		v, n = int32(code.u32(1)), 5
	}
	if n > len(code) || s.n == maxStack {
		return 0
	}
	s.stack[s.n], s.starts[s.n] = v, len(s.flat)
	s.n++
	s.write(code[:n])
	return n
}

func (s *charstring) write(code []byte) {
	if s.flatten {
		s.flat = append(s.flat, code...)
	}
}

// clear empties the stack after an operator.
func (s *charstring) clear(op ...byte) {
	s.n = 0
	s.write(op)
}

func (s *charstring) call(op byte, depth int) outcome {
	subrs := &s.dict.subrs
	if op == csCallGSubr {
		subrs = &s.font.globals
	}
	if s.n == 0 || depth == maxCalls {
		return failed
	}
	s.n--
	if s.flatten {
		s.flat = s.flat[:s.starts[s.n]]
	}
	code := subrs.at(int(s.stack[s.n]>>16) + subrs.bias())
	if code == nil {
		return failed
	}
	return s.run(code, depth+1)
}

// mask takes a hint mask, a bit for each stem, and returns its length, -1 when it is cut off.
func (s *charstring) mask(op byte, code table) int {
	s.countStems()
	n := (s.stems + 7) / 8
	if n > len(code) {
		return -1
	}
	s.clear(op)
	s.write(code[:n])
	return n
}

// args returns the operands, without the width that may stand before the first
// operator's; n is how many it takes, negative for any even number.
func (s *charstring) args(n int) []int32 {
	a := s.stack[:s.n]
	if !s.begun {
		s.begun = true
		if n >= 0 && len(a) > n || n < 0 && len(a)%2 != 0 {
			a = a[1:]
		}
	}
	return a
}

func (s *charstring) countStems() {
	s.stems += len(s.args(-1)) / 2
}

// operate runs an operator that draws or hints; false for an unknown one or one without
// its operands.
func (s *charstring) operate(op byte) bool {
	switch op {
	case csHStem, csVStem, csHStemHM, csVStemHM:
		s.countStems()
		return true
	case csRMoveTo:
		if a := s.args(2); len(a) >= 2 {
			s.move(a[0], a[1])
			return true
		}
		return false
	case csHMoveTo, csVMoveTo:
		a := s.args(1)
		if len(a) == 0 {
			return false
		}
		if op == csHMoveTo {
			s.move(a[0], 0)
		} else {
			s.move(0, a[0])
		}
		return true
	}
	return s.trace(op, s.stack[:s.n])
}

// trace runs an operator that paints.
func (s *charstring) trace(op byte, a []int32) bool {
	switch op {
	case csRLineTo:
		s.lines(a)
	case csHLineTo, csVLineTo:
		for i, d := range a {
			if (op == csHLineTo) == (i%2 == 0) {
				s.line(d, 0)
			} else {
				s.line(0, d)
			}
		}
	case csRRCurveTo:
		s.curves(a)
	case csRCurveLine:
		if len(a) < 2 {
			return false
		}
		s.curves(a[:len(a)-2])
		s.lines(a[len(a)-2:])
	case csRLineCurve:
		if len(a) < 6 {
			return false
		}
		s.lines(a[:len(a)-6])
		s.curves(a[len(a)-6:])
	case csHHCurveTo, csVVCurveTo:
		s.parallel(a, op == csHHCurveTo)
	case csHVCurveTo, csVHCurveTo:
		s.alternate(a, op == csHVCurveTo)
	default:
		return false
	}
	return true
}

func (s *charstring) lines(a []int32) {
	for ; len(a) >= 2; a = a[2:] {
		s.line(a[0], a[1])
	}
}

func (s *charstring) curves(a []int32) {
	for ; len(a) >= 6; a = a[6:] {
		s.curve(a[0], a[1], a[2], a[3], a[4], a[5])
	}
}

// parallel draws curves that begin and end horizontally, or vertically.
func (s *charstring) parallel(a []int32, horizontal bool) {
	aside := int32(0)
	if len(a)%2 != 0 {
		aside, a = a[0], a[1:]
	}
	for ; len(a) >= 4; a = a[4:] {
		if horizontal {
			s.curve(a[0], aside, a[1], a[2], a[3], 0)
		} else {
			s.curve(aside, a[0], a[1], a[2], 0, a[3])
		}
		aside = 0
	}
}

// alternate draws curves that begin horizontally and end vertically, and the other way, in turn.
func (s *charstring) alternate(a []int32, horizontal bool) {
	for ; len(a) >= 4; a = a[4:] {
		aside := int32(0)
		if len(a) == 5 {
			aside = a[4]
		}
		if horizontal {
			s.curve(a[0], 0, a[1], a[2], aside, a[3])
		} else {
			s.curve(0, a[0], a[1], a[2], a[3], aside)
		}
		horizontal = !horizontal
	}
}

// flex runs an operator of two bytes: two curves that may be set as a line.
func (s *charstring) flex(op int) bool {
	a := s.stack[:s.n]
	switch {
	case op == csFlex && len(a) >= 12:
		s.curves(a[:12])
	case op == csHFlex && len(a) >= 7:
		s.curve(a[0], 0, a[1], a[2], a[3], 0)
		s.curve(a[4], 0, a[5], -a[2], a[6], 0)
	case op == csHFlex1 && len(a) >= 9:
		s.curve(a[0], a[1], a[2], a[3], a[4], 0)
		s.curve(a[5], 0, a[6], a[7], a[8], -(a[1] + a[3] + a[7]))
	case op == csFlex1 && len(a) >= 11:
		dx, dy := a[0]+a[2]+a[4]+a[6]+a[8], a[1]+a[3]+a[5]+a[7]+a[9]
		s.curves(a[:6])
		if abs(dx) > abs(dy) {
			dx, dy = a[10], -dy
		} else {
			dx, dy = -dx, a[10]
		}
		s.curve(a[6], a[7], a[8], a[9], dx, dy)
	default:
		return false
	}
	return true
}

func abs(v int32) int32 {
	if v < 0 {
		return -v
	}
	return v
}

func (s *charstring) move(dx, dy int32) {
	s.x, s.y = s.x+dx, s.y+dy
	s.out = append(s.out, Segment{Op: MoveTo, X: [3]int32{whole(s.x)}, Y: [3]int32{whole(s.y)}})
}

func (s *charstring) line(dx, dy int32) {
	s.x, s.y = s.x+dx, s.y+dy
	s.out = append(s.out, Segment{Op: LineTo, X: [3]int32{whole(s.x)}, Y: [3]int32{whole(s.y)}})
}

func (s *charstring) curve(dxa, dya, dxb, dyb, dxc, dyc int32) {
	xa, ya := s.x+dxa, s.y+dya
	xb, yb := xa+dxb, ya+dyb
	s.x, s.y = xb+dxc, yb+dyc
	s.out = append(s.out, Segment{
		Op: CubeTo,
		X:  [3]int32{whole(xa), whole(xb), whole(s.x)},
		Y:  [3]int32{whole(ya), whole(yb), whole(s.y)},
	})
}

// whole rounds to the nearest unit.
func whole(v int32) int32 { return int32((int64(v) + 1<<15) >> 16) }

// endChar ends the glyph. With four operands it is an accented letter in the manner of Type 1:
// base and accent by their code in Adobe's StandardEncoding, the accent moved.
func (s *charstring) endChar() outcome {
	a := s.stack[:s.n]
	if len(a) < 4 || s.accents || s.font.keyed {
		s.clear(csEndChar)
		return ended
	}
	a = a[len(a)-4:]
	dx, dy := whole(a[0]), whole(a[1])
	base, ok1 := s.font.glyphNamed(standardString(int(a[2] >> 16)))
	accent, ok2 := s.font.glyphNamed(standardString(int(a[3] >> 16)))
	s.accents = true
	if !ok1 || !ok2 || !s.glyph(base) {
		return failed
	}
	from := len(s.out)
	if !s.glyph(accent) {
		return failed
	}
	for i := range s.out[from:] {
		p := &s.out[from+i]
		for k := range p.X {
			p.X[k] += dx
			p.Y[k] += dy
		}
	}
	return ended
}

// standardString gives the string number of a code in StandardEncoding (Technical Note 5176,
// appendices A and B); the strings follow the codes, with gaps.
func standardString(code int) int {
	for _, span := range [...][3]int{
		{32, 126, 1}, {161, 175, 96}, {177, 180, 111}, {182, 189, 115}, {191, 191, 123}, {193, 200, 124},
		{202, 203, 132}, {205, 208, 134}, {225, 225, 138}, {227, 227, 139}, {232, 235, 140}, {241, 241, 144},
		{245, 245, 145}, {248, 251, 146},
	} {
		if code >= span[0] && code <= span[1] {
			return span[2] + code - span[0]
		}
	}
	return 0
}
