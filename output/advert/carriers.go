package advert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// object paints a form or a picture.
func (w *rewriter) object(name string) {
	r := w.j.r
	o := r.Dict(w.res["XObject"])[name]
	s := r.Stream(o)
	if s == nil {
		return
	}
	if w.j.layers.Hidden(s.Dict["OC"]) {
		w.j.log.add(Layers)
		return
	}
	if w.hidden() {
		return
	}
	switch r.Name(s.Dict["Subtype"]) {
	case "Image":
		w.picture(name, fmt.Sprint(o), s)
	case "Form":
		w.draw(name, fmt.Sprint(o), s)
	}
}

// draw paints a form with the state in force.
func (w *rewriter) draw(name, key string, s *types.StreamDict) {
	if !w.glyph {
		w.inherit()
	}
	sub := w.within(s.Dict["Resources"])
	if group := w.j.r.Dict(s.Dict["Group"]); group != nil && w.rgb && !w.mask {
		w.veils(sub)
	}
	w.emit(w.bind("XObject", name, objects.Ref(w.form(key, s, sub))) + " Do")
}

// veils lets a group that is not opaque be as opaque as it must be in inks.
func (w *rewriter) veils(sub *rewriter) {
	sub.state.ca, sub.state.caS, sub.is.over.ca, sub.is.over.caS = 1, 1, 1, 1 // it is the group's
	if w.ca < 1 && (w.blend == "" || w.blend == "Normal") {
		sub.veil, sub.veiled = w.ca*w.veil, veiled(w.ca)
		if w.ground != nil {
			sub.ground = &backdrop{grounds: w.ground.grounds, frozen: true}
		}
		want := w.is.over
		want.ca = sub.veiled
		w.over(want)
	}
}

// inherit writes the state that a stream within this one begins with.
func (w *rewriter) inherit() {
	w.prepare(use{}, false)
	w.prepare(use{}, true)
	want := overprint{w.op, w.opS, w.opm, w.ca, w.caS}
	w.over(want)
}

// begins says in what state a stream begins, as far as that changes how it is written.
func (w *rewriter) begins() string {
	return fmt.Sprint(w.place(), w.veil, w.veiled, w.mask, w.rgb, w.glyph, w.fill.key(), w.stroke.key(), w.op, w.opS, w.opm, w.ca, w.caS, w.blend, w.is.fill, w.is.stroke, w.is.over, w.scale())
}

// scale is how large a stream is shown, which says what is small in it.
func (w *rewriter) scale() string {
	return fmt.Sprintf("%.3f", w.ctm.Thin())
}

// within is a rewriter for a stream in this one, which inherits its state.
func (w *rewriter) within(res types.Object) *rewriter {
	sub := w.j.rewriter(w.res)
	if own := w.j.r.Dict(res); own != nil {
		sub.res = own
	}
	sub.mask, sub.rgb, sub.glyph, sub.depth = w.mask, w.rgb, w.glyph, w.depth+1
	sub.ground, sub.veil, sub.veiled, sub.base = w.ground, w.veil, w.veiled, w.ctm
	sub.state, sub.is = w.state, w.is
	return sub
}

// alone is a rewriter for a stream that begins with a state of its own.
func (w *rewriter) alone(res types.Object) *rewriter {
	fresh := w.j.rewriter(nil)
	sub := w.within(res)
	sub.state, sub.is = fresh.state, fresh.is
	sub.ctm, sub.ground, sub.veil, sub.veiled = w.ctm, nil, 1, 1
	return sub
}

// form rewrites a form for the state in force.
func (w *rewriter) form(key string, s *types.StreamDict, sub *rewriter) int {
	key = "form " + key + sub.begins()
	if n, ok := w.j.made[key]; ok {
		return n
	}
	n := w.j.alloc()
	w.j.made[key] = n // a form that paints itself paints nothing
	w.j.set(n, objects.Stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]", nil))
	w.j.set(n, sub.rewritten(s))
	return n
}

func (w *rewriter) rewritten(s *types.StreamDict) string {
	r := w.j.r
	data, err := r.Data(s)
	if err != nil {
		panic(stop{fmt.Errorf("a part of it does not decode: %w", err)})
	}
	entries := "/Type/XObject/Subtype/Form/BBox" + w.j.copy(s.Dict["BBox"])
	if v := r.Numbers(s.Dict["Matrix"]); len(v) == 6 {
		entries += "/Matrix[" + numbers(v) + "]"
		w.ctm = content.Matrix(v).Mul(w.ctm)
	}
	w.base = w.ctm
	if group := r.Dict(s.Dict["Group"]); group != nil {
		entries += w.group(group)
	}
	w.run(data)
	return w.stream(entries)
}

// group writes a transparency group that blends in the press's inks, or in values.
func (w *rewriter) group(d types.Dict) string {
	r := w.j.r
	if r.Name(d["S"]) != "Transparency" {
		return ""
	}
	out := "/Group<</S/Transparency"
	space := "/DeviceCMYK"
	if w.mask {
		space = "/DeviceGray"
	}
	if d["CS"] != nil {
		if s := w.j.spaces().Space(w.res, d["CS"], 0); s.N == 3 && !w.mask {
			w.rgb = true
			if w.j.o.Keep {
				space = "/DeviceRGB"
			}
			w.j.log.add(Blending)
		} else if s.N == 4 {
			w.rgb = false
		}
	}
	out += "/CS" + space
	for _, k := range []string{"I", "K"} {
		if d[k] != nil {
			out += fmt.Sprintf("/%s %t", k, r.True(d[k]))
		}
	}
	return out + ">>"
}

// softMask writes a soft mask. Its group keeps its values: what is light stays light.
func (w *rewriter) softMask(o types.Object) string {
	r := w.j.r
	d := r.Dict(o)
	s := r.Stream(d["G"])
	if s == nil {
		return "/None"
	}
	key := fmt.Sprint("mask ", d["G"], w.scale())
	n, ok := w.j.made[key]
	if !ok {
		n = w.j.alloc()
		w.j.made[key] = n
		sub := w.alone(s.Dict["Resources"])
		sub.mask, sub.rgb = true, false
		w.j.set(n, sub.rewritten(s))
	}
	out := "<</S" + objects.Name(r.Name(d["S"])) + "/G " + objects.Ref(n)
	if v := r.Numbers(d["BC"]); len(v) > 0 {
		cs := w.j.spaces().Space(types.Dict{}, r.Dict(s.Dict["Group"])["CS"], 0)
		out += "/BC[" + number(cs.Light(v)) + "]"
	}
	if r.Dict(d["TR"]) != nil {
		out += "/TR " + w.j.copy(d["TR"])
	}
	return out + ">>"
}

// patterned writes a pattern as a colour.
func (w *rewriter) patterned(c colour, cs, scn string) string {
	r := w.j.r
	d := r.Dict(c.pattern)
	if d == nil {
		return "0 " + map[string]string{"scn": "g", "SCN": "G"}[scn]
	}
	if r.Int(d["PatternType"]) == 2 {
		n := w.shading(d["Shading"])
		text := "<</PatternType 2/Shading " + objects.Ref(n)
		if v := r.Numbers(d["Matrix"]); len(v) == 6 {
			text += "/Matrix[" + numbers(v) + "]"
		}
		return "/Pattern " + cs + " " + w.bind("Pattern", "BXP", text+">>") + " " + scn
	}
	s := r.Stream(c.pattern)
	if s == nil {
		return "0 " + map[string]string{"scn": "g", "SCN": "G"}[scn]
	}
	n := w.tile(fmt.Sprint(c.pattern), s)
	own := w.bind("Pattern", "BXP", objects.Ref(n))
	if r.Int(s.Dict["PaintType"]) != 2 || c.space.Base == nil {
		return "/Pattern " + cs + " " + own + " " + scn
	}
	under := colour{space: c.space.Base, v: c.v}
	if w.mask {
		return w.bind("ColorSpace", "BXC", "[/Pattern/DeviceGray]") + " " + cs + " " + number(under.space.Light(under.v)) + " " + own + " " + scn
	}
	v, _ := w.pressed(under, use{}, painted{alpha: 1})
	return w.bind("ColorSpace", "BXC", "[/Pattern/DeviceCMYK]") + " " + cs + " " + numbers(v[:]) + " " + own + " " + scn
}

// tile rewrites the cell of a pattern.
func (w *rewriter) tile(key string, s *types.StreamDict) int {
	key = fmt.Sprint("tile ", key, w.mask, w.rgb, w.scale())
	if n, ok := w.j.made[key]; ok {
		return n
	}
	n := w.j.alloc()
	w.j.made[key] = n
	r := w.j.r
	data, err := r.Data(s)
	if err != nil {
		panic(stop{fmt.Errorf("a pattern does not decode: %w", err)})
	}
	entries := "/Type/Pattern/PatternType 1"
	for _, k := range []string{"PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix"} {
		if s.Dict[k] != nil {
			entries += "/" + k + " " + w.j.copy(s.Dict[k])
		}
	}
	sub := w.alone(s.Dict["Resources"])
	sub.glyph = r.Int(s.Dict["PaintType"]) == 2
	sub.run(data)
	w.j.set(n, sub.stream(entries))
	return n
}

// annotation paints what an annotation or a field prints (ISO 32000-1, 12.5.5).
func (w *rewriter) annotation(a types.Dict) {
	r := w.j.r
	s := r.Appearance(a, w.j.layers)
	if s == nil {
		if r.Name(a["Subtype"]) == "Widget" && r.Dict(a["AP"]) == nil && r.Get(a["V"]) != nil && r.Int(a["F"])&4 != 0 {
			w.j.log.add(Unshown)
		}
		return
	}
	rect, ok := r.Box(a["Rect"])
	box, ok2 := r.Box(s.Dict["BBox"])
	if !ok || !ok2 {
		return
	}
	m := content.Unity
	if v := r.Numbers(s.Dict["Matrix"]); len(v) == 6 {
		m = content.Matrix(v)
	}
	var around shape
	for _, p := range [4][2]float64{{box[0], box[1]}, {box[2], box[1]}, {box[0], box[3]}, {box[2], box[3]}} {
		around.point(m.Apply(p[0], p[1]))
	}
	if around.x0 >= around.x1 || around.y0 >= around.y1 {
		return
	}
	sx, sy := (rect[2]-rect[0])/(around.x1-around.x0), (rect[3]-rect[1])/(around.y1-around.y0)
	to := content.Matrix{sx, 0, 0, sy, rect[0] - sx*around.x0, rect[1] - sy*around.y0}
	w.j.log.add(Annotations)
	before := w.state
	w.operator("q", nil, nil)
	fresh := w.j.rewriter(nil)
	w.fill, w.stroke, w.op, w.opS, w.ca, w.caS = fresh.fill, fresh.stroke, false, false, 1, 1
	w.ctm = to.Mul(w.ctm)
	w.emit(numbers(to[:]) + " cm")
	w.draw("BXA", fmt.Sprintf("%p", s), s)
	w.operator("Q", nil, nil)
	w.state = before
}

// font brings a font along. Of Type 3 the procedures that have colours are rewritten.
func (j *job) font(o types.Object, res types.Dict) string {
	d := j.r.Dict(o)
	if j.r.Name(d["Subtype"]) != "Type3" || !j.coloured(d) {
		return j.copy(o)
	}
	key := fmt.Sprint("font ", o)
	if n, ok := j.made[key]; ok {
		return objects.Ref(n)
	}
	n := j.alloc()
	j.made[key] = n
	procs := j.r.Dict(d["CharProcs"])
	w := j.rewriter(res)
	if own := j.r.Dict(d["Resources"]); own != nil {
		w.res = own
	}
	w.rgb = j.rgb
	list := ""
	for _, name := range objects.Keys(procs) {
		s := j.r.Stream(procs[name])
		if s == nil {
			continue
		}
		data, err := j.r.Data(s)
		if err != nil {
			panic(stop{fmt.Errorf("a glyph does not decode: %w", err)})
		}
		fresh := j.rewriter(nil)
		w.buf, w.state, w.is, w.stack, w.was, w.depth = nil, fresh.state, fresh.is, nil, nil, 1
		w.glyph = !bodyColoured(data)
		w.run(data)
		list += objects.Name(name) + " " + objects.Ref(j.add(objects.Stream("/Filter/FlateDecode", objects.Deflate(w.buf)))) + "\n"
	}
	text := "<<"
	for _, k := range objects.Keys(d) {
		if !slices.Contains([]string{"CharProcs", "Resources", "Parent", "Metadata"}, k) {
			text += objects.Name(k) + " " + j.copy(d[k]) + "\n"
		}
	}
	j.set(n, text+"/CharProcs<<"+list+">>/Resources"+w.resources()+">>")
	return objects.Ref(n)
}

// coloured tells whether a Type 3 font has glyphs with colours of their own.
func (j *job) coloured(d types.Dict) bool {
	procs := j.r.Dict(d["CharProcs"])
	for _, name := range objects.Keys(procs) {
		if s := j.r.Stream(procs[name]); s != nil {
			if data, err := j.r.Data(s); err == nil && bodyColoured(data) {
				return true
			}
		}
	}
	return false
}

// bodyColoured tells whether a glyph's procedure begins with d0.
func bodyColoured(data []byte) bool {
	head := string(data[:min(len(data), 400)])
	d0, d1 := strings.Index(head, "d0"), strings.Index(head, "d1")
	return d0 >= 0 && (d1 < 0 || d0 < d1)
}
