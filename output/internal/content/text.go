package content

// Num is the operand with a number, 0 where there is none or it is no number.
func Num(a []Token, i int) float64 {
	if i < len(a) && a[i].Kind == Number {
		return a[i].Num
	}
	return 0
}

// Word is the last operand if it is a name.
func Word(a []Token) string {
	if len(a) > 0 && a[len(a)-1].Kind == Name {
		return a[len(a)-1].Text
	}
	return ""
}

// MatrixOf reads a matrix from operands.
func MatrixOf(a []Token) Matrix {
	return Matrix{Num(a, 0), Num(a, 1), Num(a, 2), Num(a, 3), Num(a, 4), Num(a, 5)}
}

// TextState is what of the graphics state text is shown with (ISO 32000-1, 9.3), but for its
// font.
type TextState struct {
	Size    float64
	Spacing float64 // of characters
	Words   float64 // of words
	Scale   float64 // horizontal, of 1
	Leading float64
	Rise    float64
	Mode    int
}

// Pen is where text is shown: the matrices of a text object (9.4.1).
type Pen struct {
	Matrix Matrix
	line   Matrix
}

// Text obeys an operator of text state and position (9.3, 9.4.2), and tells whether it is one
// that shows text: the pen stands where that begins then.
func (p *Pen) Text(s *TextState, op string, a []Token) (shows bool) {
	switch op {
	case "BT":
		p.line = Unity
		p.Matrix = Unity
	case "Tf":
		s.Size = Num(a, 1)
	case "Tc":
		s.Spacing = Num(a, 0)
	case "Tw":
		s.Words = Num(a, 0)
	case "Tz":
		s.Scale = Num(a, 0) / 100
	case "TL":
		s.Leading = Num(a, 0)
	case "Ts":
		s.Rise = Num(a, 0)
	case "Tr":
		s.Mode = int(Num(a, 0))
	case "Tm":
		p.line = MatrixOf(a)
		p.Matrix = p.line
	case "TD":
		s.Leading = -Num(a, 1)
		p.next(Num(a, 0), Num(a, 1))
	case "Td":
		p.next(Num(a, 0), Num(a, 1))
	case "T*":
		p.next(0, -s.Leading)
	case "\"":
		s.Words, s.Spacing = Num(a, 0), Num(a, 1)
		p.next(0, -s.Leading)
		return true
	case "'":
		p.next(0, -s.Leading)
		return true
	case "Tj", "TJ":
		return true
	}
	return false
}

// next moves to the start of another line.
func (p *Pen) next(x, y float64) {
	p.line = Matrix{1, 0, 0, 1, x, y}.Mul(p.line)
	p.Matrix = p.line
}

// Advance moves the pen along its line, in units of text.
func (p *Pen) Advance(x, y float64) {
	m := &p.Matrix
	m[4], m[5] = m[4]+x*m[0]+y*m[2], m[5]+x*m[1]+y*m[3]
}

// Strings visits what a showing operator shows, and the numbers between that move the pen, in
// thousandths of an em against it.
func Strings(a []Token, show func(s []byte), move func(thousandths float64)) {
	for _, t := range a {
		if t.Kind == String {
			show(t.Raw)
		}
		for _, it := range t.Items {
			switch it.Kind {
			case Number:
				move(it.Num)
			case String:
				show(it.Raw)
			}
		}
	}
}
