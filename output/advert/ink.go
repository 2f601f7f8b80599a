package advert

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
)

// use is what a colour is used for.
type use struct {
	text bool
	size float64 // of text, pt
	line bool
	thin bool // a rule of two points or less
}

// painted is a colour in the form in which it is written, with what goes with it.
type painted struct {
	op    string
	over  bool // it overprints in mode 1
	knock bool // it must not overprint
	alpha float64
}

// prepared is what the next thing painted is to have.
type prepared struct{ fill, stroke painted }

// prepare writes the colour for the next thing painted where it is not in force.
func (w *rewriter) prepare(u use, stroke bool) {
	if w.glyph {
		return
	}
	c, alpha := w.fill, w.ca
	if stroke {
		c, alpha = w.stroke, w.caS
	}
	p := w.colour(c, u, alpha, stroke)
	is := &w.is.fill
	if stroke {
		is = &w.is.stroke
	}
	if *is != p.op {
		*is = p.op
		w.emit(p.op)
	}
	if stroke {
		w.next.stroke = p
	} else {
		w.next.fill = p
	}
}

// settle writes overprint and transparency for what is painted next.
func (w *rewriter) settle(fill, stroke bool) {
	if w.glyph {
		return
	}
	want := w.is.over
	side := func(p painted, op *bool, ca *float64, own bool) {
		*op, *ca = own && !p.knock, p.alpha
		if p.over {
			*op, want.opm = true, 1
		} else if *op {
			want.opm = w.opm
		}
	}
	if fill {
		side(w.next.fill, &want.op, &want.ca, w.op)
	}
	if stroke {
		side(w.next.stroke, &want.opS, &want.caS, w.opS)
	}
	w.over(want)
}

func (w *rewriter) over(want overprint) {
	if !want.op && !want.opS {
		want.opm = 0
	}
	if want == w.is.over {
		return
	}
	w.is.over = want
	opm := want.opm
	if !want.op && !want.opS {
		opm = 1
	}
	name := fmt.Sprintf("BX%d%d%d", b2i(want.op), b2i(want.opS), opm)
	if want.ca != 1 || want.caS != 1 {
		name += fmt.Sprintf("a%.0fa%.0f", want.ca*1e4, want.caS*1e4)
	}
	w.emit(w.bind("ExtGState", name, fmt.Sprintf("<</op %t/OP %t/OPM %d/ca %s/CA %s>>", want.op, want.opS, opm, number(want.ca), number(want.caS))) + " gs")
}

// colour says how a colour is written for its use.
func (w *rewriter) colour(c colour, u use, alpha float64, stroke bool) painted {
	k, g, cs, scn := "k", "g", "cs", "scn"
	if stroke {
		k, g, cs, scn = "K", "G", "CS", "SCN"
	}
	p := painted{alpha: alpha}
	switch {
	case c.space.Kind == spaces.KindPattern:
		p.op = w.patterned(c, cs, scn)
	case w.mask:
		p.op = number(c.space.Light(c.v)) + " " + g
	case c.space.Kind == spaces.KindInk && len(c.v) == c.space.N:
		p.op = w.bind("ColorSpace", "BXC", w.j.written(c.space)) + " " + cs + " " + numbers(c.v) + " " + scn
	case w.j.o.Keep:
		p.op = w.kept(c, k, g, cs, scn)
	default:
		var v [4]float64
		v, p = w.pressed(c, u, p)
		p.op = numbers(v[:]) + " " + k
	}
	return p
}

// kept writes a colour as it was.
func (w *rewriter) kept(c colour, k, g, cs, scn string) string {
	s := c.space
	if rgb, ok := s.Screen(c.v); ok {
		rg := map[string]string{"k": "rg", "K": "RG"}[k]
		return numbers(rgb[:]) + " " + rg
	}
	switch s.Kind {
	case spaces.KindGray:
		return number(c.v[0]) + " " + g
	case spaces.KindCMYK:
		return numbers(c.v[:4]) + " " + k
	}
	v := w.j.inks(s, c.v)
	return numbers(v[:]) + " " + k
}

// Bounds of what is taken for black and grey.
const (
	nearGrey  = 0.06 // differences of RGB
	nearBlack = 0.2  // RGB of type that is meant to be black
	traceInk  = 0.02
	weakInk   = 0.1
)

// pressed is a colour in the press's inks, for its use.
func (w *rewriter) pressed(c colour, u use, p painted) ([4]float64, painted) {
	j := w.j
	v := j.inks(c.space, c.v)
	rgb, screen := c.space.Screen(c.v)
	grey := screen && math.Max(math.Max(rgb[0], rgb[1]), rgb[2])-math.Min(math.Min(rgb[0], rgb[1]), rgb[2]) <= nearGrey
	made := screen // it is no fault that black did not overprint
	switch {
	case u.text && !screen && rich(j.own(c, v)):
		j.before = max(j.before, percent(j.own(c, v)))
		v, made = [4]float64{3: 1}, true
		j.log.add(RichBlack)
	case screen && grey && (u.text || u.thin):
		v = j.greyed(rgb, u.text)
		switch { // white is not black
		case v != [4]float64{}:
			j.log.add(BlackType)
		case u.text:
			j.log.add(Type)
		default:
			j.log.add(Vectors)
		}
	case screen && u.text:
		j.log.add(Type)
	case screen:
		j.log.add(Vectors)
	case c.space.Coloured().Kind == spaces.KindCMYK:
		w.inked(c, v)
	}
	if screen && w.rgb && (w.blend == "" || w.blend == "Normal") {
		switch {
		case p.alpha < 1:
			v, p.alpha = j.over(rgb, w.below(), p.alpha*w.veil, p.alpha, 1, grey && (u.text || u.thin))
		case w.veil < 1:
			v, _ = j.over(rgb, w.below(), w.veil, w.veiled, w.veiled, grey && (u.text || u.thin))
		}
	}
	if u.text && p.alpha == 1 && u.size < j.shop.multi-0.01 && several(v) > 2 {
		if less := reduced(v); less != v {
			v = less
			j.log.add(SmallType)
		}
	}
	j.after = max(j.after, percent(v))
	own := w.op
	if u.line {
		own = w.opS
	}
	switch {
	case v[0]+v[1]+v[2] == 0 && v[3] > 0.995 && (u.text || u.line && u.thin):
		p.over = true
		if !own && !made {
			j.log.add(Overprint)
		}
	case v == [4]float64{}:
		p.knock = true
		if own {
			j.log.add(WhiteKnocksOut)
		}
	case screen:
		p.knock = true // RGB never lets anything through
	}
	return v, p
}

// own is a colour in the inks that the file has it in; v where that is in none.
func (j *job) own(c colour, v [4]float64) [4]float64 {
	of := c.v
	if c.space.Kind == spaces.KindIndexed && c.space.Table != nil && len(of) > 0 {
		of = c.space.Table(int(of[0]))
	}
	if c.space.Coloured().Kind != spaces.KindCMYK || len(of) < 4 {
		return v
	}
	return [4]float64(of[:4])
}

// inked notes what became of inks.
func (w *rewriter) inked(c colour, v [4]float64) {
	j := w.j
	was := j.own(c, v)
	j.before = max(j.before, percent(was))
	if was == v {
		return
	}
	if j.conditionOf(c.space.Coloured()) != nil {
		j.log.add(Separated)
	} else {
		j.log.add(BlackGenerated)
	}
}

func percent(v [4]float64) int { return int(math.Round((v[0] + v[1] + v[2] + v[3]) * 100)) }

// greyed is a grey of screens in black alone; what is nearly black in type is black.
func (j *job) greyed(rgb [3]float64, text bool) [4]float64 {
	if text && math.Max(math.Max(rgb[0], rgb[1]), rgb[2]) <= nearBlack {
		return [4]float64{3: 1}
	}
	mean := (rgb[0] + rgb[1] + rgb[2]) / 3
	return [4]float64{3: float64(j.shop.grey(byteOf(mean))) / 255}
}

// rich tells whether inks are black that more inks than black make.
func rich(v [4]float64) bool {
	return several(v) > 1 && (v[3] > 0.85 || math.Min(math.Min(v[0], v[1]), v[2]) > 0.55)
}

func several(v [4]float64) (n int) {
	for _, x := range v {
		n += b2i(x > traceInk)
	}
	return n
}

// reduced is a colour for small type: its grey in black, no trace of an ink.
func reduced(v [4]float64) [4]float64 {
	g := math.Min(math.Min(v[0], v[1]), math.Min(v[2], 1-v[3]))
	for i := range 3 {
		v[i] -= g
	}
	v[3] += g
	for i := range v {
		if v[i] < weakInk {
			v[i] = 0
		}
	}
	return v
}

// nearest is how much of v comes nearest to t.
func nearest(v, t [4]float64, alpha float64) float64 {
	dot, square := 0.0, 0.0
	for i := range v {
		dot, square = dot+float64(v[i]*t[i]), square+float64(v[i]*v[i])
	}
	if square == 0 {
		return alpha
	}
	return math.Min(math.Max(dot/square, 0), 1)
}

// extended applies an ExtGState: what goes with colours is kept for them, the rest written.
func (w *rewriter) extended(name string) {
	r := w.j.r
	d := r.Dict(r.Dict(w.res["ExtGState"])[name])
	if d == nil {
		return
	}
	rest := ""
	for _, k := range objects.Keys(d) {
		switch k {
		case "OP":
			w.opS = r.True(d[k])
			if d["op"] == nil {
				w.op = w.opS
			}
		case "op":
			w.op = r.True(d[k])
		case "OPM":
			w.opm = r.Int(d[k])
		case "ca":
			w.ca = math.Min(math.Max(r.Number(d[k]), 0), 1)
		case "CA":
			w.caS = math.Min(math.Max(r.Number(d[k]), 0), 1)
		case "LW":
			w.width = r.Number(d[k])
			rest += "/LW " + number(w.width)
		case "BM":
			w.blend = w.blendMode(d[k])
			rest += "/BM" + objects.Name(w.blend)
		case "SMask":
			w.soft = r.Dict(d[k]) != nil
			rest += "/SMask " + w.softMask(d[k])
		case "Font":
			if a := r.Array(d[k]); len(a) == 2 {
				w.size = r.Number(a[1])
				rest += "/Font[" + w.j.font(a[0], w.res) + " " + number(w.size) + "]"
			}
		case "TR", "TR2", "HT", "HTP", "BG", "BG2", "UCR", "UCR2":
			if n := r.Name(d[k]); n != "Default" && n != "Identity" {
				w.j.log.add(Transfer)
			}
		case "LC", "LJ", "ML", "D", "RI", "FL", "SM", "SA", "AIS", "TK":
			rest += "/" + k + " " + w.j.copy(d[k])
		}
	}
	if rest != "" {
		w.emit(w.bind("ExtGState", name, "<<"+rest+">>") + " gs")
	}
}

// blendMode is the first mode of a list that is known.
func (w *rewriter) blendMode(o types.Object) string {
	r := w.j.r
	name := r.Name(o)
	if list := r.Array(o); len(list) > 0 {
		name = r.Name(list[0])
	}
	switch name {
	case "", "Compatible":
		name = "Normal"
	case "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity":
		if w.rgb && !w.mask {
			w.j.log.add(Unsure)
		}
	}
	return name
}
