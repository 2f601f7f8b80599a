package preflight

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// objects reads the file's objects within its limits.
func (c *checker) objects() objects.Reader { return objects.Reader{PDF: c.pdf, Decode: c.decode} }

// object paints a form or a picture.
func (in *interpreter) object(name string) {
	c := in.c
	all, _ := c.pdf.DereferenceDict(in.res["XObject"])
	o := all[name]
	s := c.stream(o)
	if s == nil {
		return
	}
	if c.layers.Hidden(s.Dict["OC"]) {
		in.off()
	}
	switch c.text(s.Dict["Subtype"]) {
	case "Image":
		in.picture(o, s)
	case "Form":
		in.form(s)
	}
}

// begin notes marked content that belongs to a layer.
func (in *interpreter) begin(op string, a []content.Token) {
	hidden := false
	if op == "BDC" && len(a) > 1 && a[0].Text == "OC" && a[len(a)-1].Kind == content.Name {
		all, _ := in.c.pdf.DereferenceDict(in.res["Properties"])
		hidden = in.c.layers.Hidden(all[content.Word(a)])
	}
	if hidden {
		in.off()
	}
	if len(in.hidden) < 512 {
		in.hidden = append(in.hidden, hidden)
	}
}

// off reports content that is switched off: a press may print it all the same.
func (in *interpreter) off() {
	in.c.report(in.p.number, "layers", Error, "there is a layer that is switched off", "", "none")
}

// enter is an interpreter for a stream within this one, which inherits its state.
func (in *interpreter) enter(res types.Object) (interpreter, bool) {
	if in.depth >= objects.MaxForms {
		in.c.report(in.p.number, "syntax", Error, "forms nest too deep", "", fmt.Sprint(objects.MaxForms))
		return interpreter{}, false
	}
	sub := *in
	sub.stack, sub.hidden, sub.depth = nil, nil, in.depth+1
	sub.hasPath, sub.boxes, sub.other, sub.clipNext, sub.started = false, 0, false, false, false
	if own, _ := in.c.pdf.DereferenceDict(res); own != nil {
		sub.res = own
	}
	return sub, true
}

// moved puts a matrix before the one in force.
func (in *interpreter) moved(o types.Object) {
	if v := in.c.objects().Numbers(o); len(v) == 6 {
		in.g.ctm = content.Matrix(v).Mul(in.g.ctm)
	}
}

func (in *interpreter) form(s *types.StreamDict) {
	sub, ok := in.enter(s.Dict["Resources"])
	if !ok {
		return
	}
	data, err := in.c.decode(s)
	if err != nil {
		in.c.report(in.p.number, "syntax", Error, "a form does not decode", plainly(err), "")
		return
	}
	sub.moved(s.Dict["Matrix"])
	sub.base = sub.g.ctm
	if b, ok := in.c.box(s.Dict["BBox"]); ok {
		sub.g.clip = sub.g.clip.intersect(bounds(sub.g.ctm, b))
	}
	if group, _ := in.c.pdf.DereferenceDict(s.Dict["Group"]); group != nil {
		in.c.checkGroup(in.p, s.Dict["Group"])
		if v, _ := in.c.pdf.Dereference(group["I"]); v == types.Boolean(true) {
			sub.g.inGroup = true
		}
	}
	sub.run(data)
}

// mask looks at the group that a soft mask is made of. It is no part of the picture, but a
// press meets all that is in it.
func (in *interpreter) mask(o types.Object) {
	d, _ := in.c.pdf.DereferenceDict(o)
	if d == nil {
		return
	}
	key := fmt.Sprint("mask ", d["G"])
	s := in.c.stream(d["G"])
	if s == nil || in.c.once(in.p, key) {
		return
	}
	sub := *in
	sub.cell, sub.grounds = true, &[]ground{}
	sub.g.over, sub.g.overS, sub.g.blend, sub.g.clear, sub.g.soft, sub.g.inGroup = false, false, "", 0, false, false
	sub.g.fill, sub.g.stroke = deviceGray.ink([]float64{0}), deviceGray.ink([]float64{0})
	sub.form(s)
}

// once tells whether a thing was looked at already on a page.
func (c *checker) once(p *sheet, key string) bool {
	key = fmt.Sprint(p.number, " ", key)
	done := c.looked[key]
	if c.looked == nil {
		c.looked = map[string]bool{}
	}
	c.looked[key] = true
	return done
}

// named is the pattern that a colour of a pattern space is.
func (in *interpreter) named(s *space, a []content.Token) types.Object {
	if s.kind != "pattern" || content.Word(a) == "" {
		return nil
	}
	all, _ := in.c.pdf.DereferenceDict(in.res["Pattern"])
	return all[content.Word(a)]
}

// pattern looks at the pattern that an area or a line is painted with, and returns the ink
// that stands for it.
func (in *interpreter) pattern(k ink, r rect, what string) ink {
	d := in.c.objects().Dict(k.pattern)
	if d == nil {
		return k
	}
	if in.c.number(d["PatternType"]) == 2 {
		if gs, _ := in.c.pdf.DereferenceDict(d["ExtGState"]); gs != nil {
			sub := *in
			sub.state(gs)
		}
		return in.shadingInk(d["Shading"])
	}
	if s := in.c.stream(k.pattern); s != nil && !in.c.once(in.p, fmt.Sprint("cell ", k.pattern, k)) {
		in.tile(k, s, r)
	}
	return k
}

// tile looks at a cell as if it stood at the corner of what it fills.
func (in *interpreter) tile(k ink, s *types.StreamDict, r rect) {
	sub, ok := in.enter(s.Dict["Resources"])
	if !ok {
		return
	}
	data, err := in.c.decode(s)
	if err != nil {
		in.c.report(in.p.number, "syntax", Error, "a pattern does not decode", plainly(err), "")
		return
	}
	sub.g.ctm = in.base
	sub.moved(s.Dict["Matrix"])
	box, ok := in.c.box(s.Dict["BBox"])
	if !ok {
		return
	}
	at := bounds(sub.g.ctm, box)
	sub.g.ctm = sub.g.ctm.Mul(content.Matrix{1, 0, 0, 1, r.x0 - at.x0, r.y0 - at.y0})
	sub.base = sub.g.ctm
	sub.g.clip = bounds(sub.g.ctm, box)
	sub.cell, sub.grounds = true, &[]ground{}
	first := deviceGray.ink([]float64{0})
	if in.c.number(s.Dict["PaintType"]) == 2 {
		first = k.space.base.ink(k.under)
		sub.glyph = true
	}
	sub.g.fill, sub.g.stroke = first, first
	sub.run(data)
}

// appearance is how an annotation looks on paper.
type appearance struct {
	form *types.StreamDict
	rect rect
}

// appearance paints what an annotation shows (ISO 32000-1, 12.5.5, algorithm 8.1).
func (in *interpreter) appearance(a appearance) {
	box, ok := in.c.box(a.form.Dict["BBox"])
	if !ok {
		return
	}
	m := content.Unity
	if v := in.c.objects().Numbers(a.form.Dict["Matrix"]); len(v) == 6 {
		m = content.Matrix(v)
	}
	from := bounds(m, box)
	if from.empty() {
		return
	}
	sx, sy := a.rect.w()/from.w(), a.rect.h()/from.h()
	in.g.ctm = content.Matrix{sx, 0, 0, sy, a.rect.x0 - sx*from.x0, a.rect.y0 - sy*from.y0}
	in.form(a.form)
}

// glyphShapes looks at the procedures of a Type 3 font's glyphs that a text shows: each once
// in a colour.
func (in *interpreter) glyphShapes(s []byte) {
	f := in.g.font
	if f.procs == nil {
		return
	}
	for _, code := range s {
		o := f.procs[f.names[code]]
		proc := in.c.stream(o)
		if proc == nil || in.c.once(in.p, fmt.Sprint("glyph ", o, in.g.fill)) {
			continue
		}
		data, err := in.c.decode(proc)
		if err != nil {
			in.c.report(in.p.number, "syntax", Error, "a glyph does not decode", plainly(err), "")
			continue
		}
		sub, ok := in.enter(f.res)
		if !ok {
			return
		}
		sub.g.ctm = f.matrix.Mul(content.Matrix{in.g.Size * in.g.Scale, 0, 0, in.g.Size, 0, in.g.Rise}).Mul(in.pen.Matrix).Mul(in.g.ctm)
		sub.base, sub.cell, sub.grounds = sub.g.ctm, true, &[]ground{}
		sub.g.stroke, sub.g.Mode = sub.g.fill, 0
		in.c.glyphs++
		sub.run(data)
		in.c.glyphs--
	}
}

// shade looks at a shading that fills an area.
func (in *interpreter) shade(o types.Object, r rect, what string) {
	if in.c.objects().Dict(o) == nil {
		return
	}
	k := in.shadingInk(o)
	in.painted(k, r, in.g.over, what)
	in.inkSum(k, r, in.g.over, false)
	in.lay(ground{r, ink{space: many}})
}

// shadingInk is the densest ink of a shading, by its function or the colours of its mesh.
func (in *interpreter) shadingInk(o types.Object) ink {
	r := in.c.objects()
	d := r.Dict(o)
	if d == nil {
		return ink{space: deviceGray}
	}
	s := in.c.space(in.res, d["ColorSpace"], 0)
	most := ink{space: s}
	try := func(v []float64) {
		if k := s.ink(v); k.known && (!most.known || k.sum() > most.sum()) {
			most = k
		}
	}
	f := r.Function(d["Function"])
	if d["Function"] != nil && f == nil {
		in.c.report(in.p.number, "syntax", Error, "a function of a shading cannot be read", "", "")
		return most
	}
	if stream := in.c.stream(o); stream != nil && r.Int(d["ShadingType"]) >= 4 {
		in.mesh(stream, s, f, try)
		return most
	}
	if f != nil {
		over(r.Numbers(d["Domain"]), r.Int(d["ShadingType"]) == 1, func(v []float64) { try(f(v)) })
	}
	return most
}

func (in *interpreter) mesh(stream *types.StreamDict, s *space, f objects.Function, try func(v []float64)) {
	n := max(s.n, 1)
	if f != nil {
		n = 1
	}
	m, ok := in.c.objects().Mesh(stream, n)
	if !ok {
		in.c.report(in.p.number, "syntax", Error, "the mesh of a shading cannot be read", "", "")
		return
	}
	if f == nil {
		m.Colors(try)
		return
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	m.Colors(func(v []float64) { lo, hi = math.Min(lo, v[0]), math.Max(hi, v[0]) })
	if lo <= hi {
		over([]float64{lo, hi}, false, func(v []float64) { try(f(v)) })
	}
}

// over goes over a shading's domain, which is of one or of two numbers.
func over(domain []float64, plane bool, f func(v []float64)) {
	const steps = 64
	at := func(i, k int) float64 {
		lo, hi := 0.0, 1.0
		if len(domain) > 2*i+1 {
			lo, hi = domain[2*i], domain[2*i+1]
		}
		return lo + (hi-lo)*float64(k)/steps
	}
	for i := range steps + 1 {
		if !plane {
			f([]float64{at(0, i)})
			continue
		}
		for k := range steps + 1 {
			f([]float64{at(0, i), at(1, k)})
		}
	}
}
