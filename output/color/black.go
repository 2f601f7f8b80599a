package color

import "math"

// perceptualBlackPoint is the black that version 4 profiles give to perceptual tables
// (ICC.1, 6.3.3).
var perceptualBlackPoint = XYZ{0.00336, 0.0034731, 0.00287}

// ownBlack tells whether an intent's table has the black of version 4.
func (p *Profile) ownBlack(i Intent) bool {
	return p.Version >= 4 && i != Relative && p.lut("A2B", i) != nil
}

// black returns the darkest colour a profile reaches, neutral: the point that black
// point compensation maps (Adobe, “Black Point Compensation”; ISO 18619).
func (p *Profile) black(i Intent) (Lab, error) {
	if p.ownBlack(i) {
		return perceptualBlackPoint.ToLab(), nil
	}
	if p.Space == "CMYK" && i == Relative {
		return p.perceptualBlack()
	}
	t, err := p.toLab(i)
	if err != nil {
		return Lab{}, err
	}
	dark := []float64{0, 0, 0, 0}[:p.Channels()]
	if p.Space == "CMYK" {
		dark = []float64{1, 1, 1, 1}
	}
	return Lab{math.Min(math.Max(t.color(dark...)[0], 0), 50)}, nil
}

// perceptualBlack sends black to the press and looks what comes out.
func (p *Profile) perceptualBlack() (Lab, error) {
	to, err := p.fromLab(Perceptual)
	if err != nil {
		return Lab{}, err
	}
	back, err := p.toLab(Relative)
	if err != nil {
		return Lab{}, err
	}
	black := Lab{}
	if p.ownBlack(Perceptual) {
		black = perceptualBlackPoint.ToLab()
	}
	v := to.device(black)
	return Lab{math.Min(math.Max(back.color(v[:4]...)[0], 0), 50)}, nil
}

// destination is the black of a press or a screen.
func (p *Profile) destination(i Intent) (Lab, error) {
	if p.Space == "CMYK" {
		return p.pressBlack(i)
	}
	return p.black(i)
}

// pressBlack is the black of a press: where the curve of reproduced lightness begins to
// rise, found from a parabola through its foot when the middle is not straight.
func (p *Profile) pressBlack(i Intent) (Lab, error) {
	if p.ownBlack(i) {
		return perceptualBlackPoint.ToLab(), nil
	}
	initial := Lab{}
	if i == Relative {
		var err error
		if initial, err = p.black(i); err != nil {
			return Lab{}, err
		}
	}
	to, err := p.fromLab(i)
	if err != nil {
		return Lab{}, err
	}
	back, err := p.toLab(i)
	if err != nil {
		return Lab{}, err
	}
	var in, out [256]float64
	for l := range in {
		in[l] = float64(l) * 100 / 255
		v := to.device(Lab{in[l], initial[1], initial[2]})
		out[l] = back.color(v[:p.Channels()]...)[0]
	}
	for l := 254; l > 0; l-- {
		out[l] = math.Min(out[l], out[l+1])
	}
	if out[0] >= out[255] {
		return Lab{}, nil
	}
	if i == Relative && straight(in, out) {
		return initial, nil
	}
	lo, hi := 0.03, 0.25
	if i == Relative {
		lo, hi = 0.1, 0.5
	}
	return Lab{foot(in, out, lo, hi)}, nil
}

// straight tells whether the ramp follows its input above the darkest fifth.
func straight(in, out [256]float64) bool {
	least, most := out[0], out[255]
	for l := range in {
		if in[l] > least+0.2*(most-least) && math.Abs(in[l]-out[l]) >= 4 {
			return false
		}
	}
	return true
}

// foot fits a parabola to the ramp between two heights (parts of its range) and returns
// where it has its lowest point.
func foot(in, out [256]float64, lo, hi float64) float64 {
	least, most := out[0], out[255]
	var s [5]float64 // sums of powers of x
	var t [3]float64 // sums of y by powers of x
	n := 0
	for l := range in {
		y := (out[l] - least) / (most - least)
		if y < lo || y >= hi {
			continue
		}
		n++
		for k, x := 0, 1.0; k < 5; k, x = k+1, x*in[l] {
			s[k] += x
			if k < 3 {
				t[k] += x * y
			}
		}
	}
	if n < 3 {
		return 0
	}
	a, b, c, ok := solve3(s, t)
	if !ok || math.Abs(a) < 1e-10 {
		if b == 0 {
			return 0
		}
		return math.Min(math.Max(-c/b, 0), 50)
	}
	d := b*b - 4*a*c
	if d <= 0 {
		return 0
	}
	return math.Min(math.Max((-b+math.Sqrt(d))/(2*a), 0), 50)
}

// solve3 solves the normal equations of y = a·x² + b·x + c.
func solve3(s [5]float64, t [3]float64) (a, b, c float64, ok bool) {
	det := func(m [9]float64) float64 {
		return m[0]*(m[4]*m[8]-m[5]*m[7]) - m[1]*(m[3]*m[8]-m[5]*m[6]) + m[2]*(m[3]*m[7]-m[4]*m[6])
	}
	m := [9]float64{s[0], s[1], s[2], s[1], s[2], s[3], s[2], s[3], s[4]}
	d := det(m)
	if d == 0 {
		return 0, 0, 0, false
	}
	var r [3]float64
	for col := range 3 {
		k := m
		for row := range 3 {
			k[3*row+col] = t[row]
		}
		r[col] = det(k) / d
	}
	return r[2], r[1], r[0], true
}
