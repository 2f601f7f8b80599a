package advert

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
)

// shade paints a shading.
func (w *rewriter) shade(name string) {
	o := w.j.r.Dict(w.res["Shading"])[name]
	if w.hidden() || w.j.r.Dict(o) == nil {
		return
	}
	w.next.fill = painted{alpha: w.ca}
	w.settle(true, false)
	w.shaded(o, w.ctm, w.clip, w.ca)
	w.emit(w.bind("Shading", name, objects.Ref(w.shading(o))) + " sh")
}

// shading brings a shading along, its colours in inks, or in values for a mask.
func (w *rewriter) shading(o types.Object) int {
	key := fmt.Sprint("shading ", o, w.mask)
	if n, ok := w.j.made[key]; ok && o != nil {
		if _, direct := o.(types.Dict); !direct {
			return n
		}
	}
	n := w.j.alloc()
	w.j.made[key] = n
	j, r := w.j, w.j.r
	d := r.Dict(o)
	s := j.spaces().Space(w.res, d["ColorSpace"], 0)
	if s.Kind == spaces.KindInk && !w.mask || j.o.Keep && !w.mask {
		j.set(n, w.keptShading(o, d, s))
		return n
	}
	if c := s.Coloured().Kind; !w.mask && (c == spaces.KindRGB || c == spaces.KindLab) {
		j.log.add(Shadings)
	}
	parts, space := 4, "/DeviceCMYK"
	to := func(v []float64) []float64 {
		k := j.inks(s, v)
		if s.Coloured().Kind == spaces.KindCMYK {
			w.inked(colour{space: s, v: v}, k)
		}
		j.after = max(j.after, percent(k))
		return k[:]
	}
	if w.mask {
		parts, space = 1, "/DeviceGray"
		to = func(v []float64) []float64 { return []float64{s.Light(v)} }
	}
	before := j.log.copy()
	j.set(n, w.shadingIn(o, d, s, parts, space, to))
	j.log.once(before)
	return n
}

// shadingKeys are the entries that say nothing of colours.
var shadingKeys = []string{"ShadingType", "Coords", "Extend", "BBox", "AntiAlias", "Matrix", "BitsPerCoordinate", "BitsPerFlag", "VerticesPerRow", "Domain"}

func (w *rewriter) shadingIn(o types.Object, d types.Dict, s *spaces.Space, parts int, space string, to func(v []float64) []float64) string {
	j, r := w.j, w.j.r
	entries := "/ColorSpace" + space
	for _, k := range shadingKeys {
		if d[k] != nil {
			entries += "/" + k + " " + j.copy(d[k])
		}
	}
	if v := r.Numbers(d["Background"]); len(v) > 0 {
		entries += "/Background[" + numbers(to(v)) + "]"
	}
	f := r.Function(d["Function"])
	kind := r.Int(d["ShadingType"])
	if d["Function"] != nil && f == nil {
		panic(stop{fmt.Errorf("a function of a shading cannot be read")})
	}
	if kind < 4 {
		domain := r.Numbers(d["Domain"])
		steps := 256
		if kind == 1 {
			steps = 48
			if len(domain) != 4 {
				domain = []float64{0, 1, 0, 1}
			}
		} else if len(domain) != 2 {
			domain = []float64{0, 1}
		}
		if f == nil {
			panic(stop{fmt.Errorf("a shading has no function")})
		}
		return "<<" + entries + "/Function " + objects.Ref(j.sampled(domain, steps, parts, func(v []float64) []float64 { return to(f(v)) })) + ">>"
	}
	values := s.N
	if f != nil {
		values = 1
	}
	stream := r.Stream(o)
	if stream == nil {
		panic(stop{fmt.Errorf("a shading has no mesh")})
	}
	m, ok := r.Mesh(stream, values)
	if !ok {
		panic(stop{fmt.Errorf("the mesh of a shading cannot be read")})
	}
	if f == nil {
		return objects.Stream(entries+"/BitsPerComponent 8/Decode["+numbers(m.Decode(parts))+"]/Filter/FlateDecode", objects.Deflate(m.Convert(parts, 8, to)))
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	m.Colors(func(v []float64) { lo, hi = math.Min(lo, v[0]), math.Max(hi, v[0]) })
	if !(lo < hi) {
		lo, hi = 0, 1
	}
	fn := j.sampled([]float64{lo, hi}, 256, parts, func(v []float64) []float64 { return to(f(v)) })
	data := m.Convert(1, 16, func(v []float64) []float64 { return []float64{(v[0] - lo) / (hi - lo)} })
	decode := append(append([]float64{}, m.Decode(0)...), lo, hi)
	return objects.Stream(entries+"/BitsPerComponent 16/Decode["+numbers(decode)+"]/Function "+objects.Ref(fn)+"/Filter/FlateDecode", objects.Deflate(data))
}

// keptShading copies a shading whose colours stay.
func (w *rewriter) keptShading(o types.Object, d types.Dict, s *spaces.Space) string {
	entries := "/ColorSpace "
	if s.Kind == spaces.KindInk {
		entries += w.j.written(s)
	} else {
		entries += w.j.copy(w.spaceOf(d["ColorSpace"]))
	}
	for _, k := range append(shadingKeys, "BitsPerComponent", "Decode", "Function", "Background") {
		if d[k] != nil {
			entries += "/" + k + " " + w.j.copy(d[k])
		}
	}
	stream := w.j.r.Stream(o)
	if stream == nil {
		return "<<" + entries + ">>"
	}
	data, err := w.j.r.Data(stream)
	if err != nil {
		panic(stop{err})
	}
	return objects.Stream(entries+"/Filter/FlateDecode", objects.Deflate(data))
}

// spaceOf is a colour space with its name looked up.
func (w *rewriter) spaceOf(o types.Object) types.Object {
	if n := w.j.r.Name(o); n != "" {
		if named := w.j.r.Dict(w.res["ColorSpace"])[n]; named != nil {
			return named
		}
	}
	return o
}
