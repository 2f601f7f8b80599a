package color

import "math"

// fewGrid is how many nodes an axis of a link to a few inks has.
const fewGrid = 25

// maxFew is how many inks such a link goes to at most.
const maxFew = 3

// NewFew links grey, RGB or CMYK with some inks of a press alone, each said by the process
// inks that it is, or that stand for it, when full: black {0, 0, 0, 1}. Colours become the
// nearest that these inks show, as light between paper and full black as they were between
// white and black; what is grey becomes black alone where that is among them. Pixels come out
// with a byte an ink.
func NewFew(src, press *Profile, inks [][4]float64) (*Link, error) {
	if len(inks) == 0 || len(inks) > maxFew || press.Space != "CMYK" || src.Channels() == 0 {
		return nil, errTable
	}
	f, err := newFew(src, press, inks)
	if err != nil {
		return nil, err
	}
	return newTable(src.Channels(), len(inks), map[int]int{1: 256, 3: fewGrid, 4: 13}[src.Channels()], f.amounts), nil
}

// few finds the amounts of a few inks.
type few struct {
	in    *transform
	press *transform
	inks  [][4]float64
	from  float64 // Y of the source's black
	to    float64 // Y of the darkest that the inks show
	nodes []fewNode
	step  float64
}

// fewNode is a mixture of the inks and what it looks like.
type fewNode struct {
	at  [maxFew]float64
	lab Lab
}

func newFew(src, press *Profile, inks [][4]float64) (*few, error) {
	f := &few{inks: inks}
	var err error
	if f.in, err = src.toLab(Relative); err != nil {
		return nil, err
	}
	if f.press, err = press.toLab(Relative); err != nil {
		return nil, err
	}
	black, err := src.black(Relative)
	if err != nil {
		return nil, err
	}
	f.from = black.ToXYZ()[1]
	n := [...]int{0, 255, 32, 12}[len(inks)]
	f.step = 1 / float64(n)
	f.fill(fewNode{}, 0, n)
	f.to = 1
	for _, m := range f.nodes {
		if m.plain() {
			f.to = math.Min(f.to, m.lab.ToXYZ()[1])
		}
	}
	return f, nil
}

// plain tells whether a node is of the first ink alone, that by which things are light or dark.
func (m *fewNode) plain() bool { return m.at[1] == 0 && m.at[2] == 0 }

func (f *few) fill(m fewNode, ink, n int) {
	if ink == len(f.inks) {
		m.lab = f.look(m.at)
		f.nodes = append(f.nodes, m)
		return
	}
	for k := range n + 1 {
		m.at[ink] = float64(k) / float64(n)
		f.fill(m, ink+1, n)
	}
}

// look is what amounts of the inks look like, printed over one another.
func (f *few) look(at [maxFew]float64) Lab {
	var v [4]float64
	for i, ink := range f.inks {
		for c := range v {
			v[c] = 1 - (1-v[c])*(1-ink[c]*at[i])
		}
	}
	return f.press.color(v[0], v[1], v[2], v[3])
}

// amounts finds the inks of a colour of the source.
func (f *few) amounts(of ...float64) (out vec) {
	c := f.in.color(of...).ToXYZ()
	scale := (1 - f.to) / (1 - f.from)
	for i := range 3 {
		c[i] = D50[i] * (1 + (c[i]/D50[i]-1)*scale)
	}
	want := c.ToLab()
	if len(f.inks) == 1 {
		want[1], want[2] = 0, 0
	}
	if f.press.neutral(want) {
		want[1], want[2] = 0, 0
	}
	best, least := f.nodes[0].at, math.Inf(1)
	for i := range f.nodes {
		if d := f.far(f.nodes[i].lab, want, f.nodes[i].at); d < least {
			best, least = f.nodes[i].at, d
		}
	}
	for step := f.step / 2; step > 1.0/600; step /= 2 { // between the nodes
		for moved := true; moved; {
			moved = false
			for i := range f.inks {
				for _, d := range [2]float64{-step, step} {
					at := best
					at[i] = clamp01(at[i] + d)
					if far := f.far(f.look(at), want, at); far < least-1e-6 {
						best, least, moved = at, far, true
					}
				}
			}
		}
	}
	copy(out[:], best[:])
	return out
}

// far is how far a mixture is from a colour: of one ink by lightness alone. What is grey keeps
// off inks that are not the first.
func (f *few) far(a, want Lab, at [maxFew]float64) float64 {
	if len(f.inks) == 1 {
		return math.Abs(a[0] - want[0])
	}
	d := DeltaE(a, want)
	if want[1] == 0 && want[2] == 0 {
		d = math.Abs(a[0]-want[0]) + 100*(at[1]+at[2])
	}
	return d
}

// neutral tells whether a colour is grey, or so near that nobody sees it.
func (t *transform) neutral(c Lab) bool { return math.Hypot(c[1], c[2]) < 2 }

// Nearest is the tint of an ink that on a press looks most like a colour, and how far from it
// it is. The ink is said by the process inks that it is, or that stand for it. By lightness the
// tint is as light as the colour, whatever its hue.
func Nearest(press *Profile, of, ink [4]float64, byLight bool) (tint, far float64) {
	t, err := press.toLab(Relative)
	if err != nil {
		return 1, math.Inf(1)
	}
	want := t.color(of[0], of[1], of[2], of[3])
	far = math.Inf(1)
	least := math.Inf(1)
	for i := range 201 {
		k := float64(i) / 200
		got := t.color(ink[0]*k, ink[1]*k, ink[2]*k, ink[3]*k)
		d := DeltaE(got, want)
		by := d
		if byLight {
			by = math.Abs(got[0] - want[0])
		}
		if by < least {
			tint, far, least = k, d, by
		}
	}
	return tint, far
}
