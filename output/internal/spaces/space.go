// Package spaces reads the colour spaces of other people's PDFs, and the samples of pictures in
// them.
//
//	r := spaces.Reader{Reader: objects.Reader{PDF: ctx}}
//	s := r.Named(resources, "DeviceCMYK", 0)
//	p, err := r.Picture(image, s)
package spaces

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/objects"
)

// Kind is what a colour space is.
type Kind string

// Kinds of spaces.
const (
	KindGray    Kind = "gray"
	KindRGB     Kind = "rgb"
	KindCMYK    Kind = "cmyk"
	KindLab     Kind = "lab"
	KindIndexed Kind = "indexed"
	KindInk     Kind = "ink" // Separation and DeviceN
	KindPattern Kind = "pattern"
)

// Space is a colour space (ISO 32000-1, 8.6).
type Space struct {
	Kind  Kind
	N     int // components
	ICC   *color.Profile
	Names []string // of inks
	Base  *Space   // of indexed and pattern; alternate of inks
	Tint  objects.Function
	Table func(i int) []float64 // of indexed
	Bound []float64             // of a* and b* in Lab
	File  types.Object          // as the file has it
}

// Reader reads spaces of a file.
type Reader struct {
	objects.Reader
	Usable func(p *color.Profile) bool // whether a profile is good for conversions; nil: none is
}

// The device spaces.
var (
	Gray = &Space{Kind: KindGray, N: 1}
	RGB  = &Space{Kind: KindRGB, N: 3}
	CMYK = &Space{Kind: KindCMYK, N: 4}
)

const maxSpaceDepth = 4

// Space resolves a colour space by name or object. What is none is grey.
func (r Reader) Space(res types.Dict, o types.Object, depth int) *Space {
	if depth > maxSpaceDepth {
		return Gray
	}
	switch v := r.Get(o).(type) {
	case types.Name:
		return r.Named(res, string(v), depth)
	case types.Array:
		if len(v) > 0 {
			return r.array(res, v, depth)
		}
	}
	return Gray
}

// Named resolves a space by its name, or what stands for it.
func (r Reader) Named(res types.Dict, name string, depth int) *Space {
	spaces := r.Dict(res["ColorSpace"])
	short := map[string]string{"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
	if long, ok := short[name]; ok && spaces[name] == nil {
		name = long
	}
	if device, ok := map[string]*Space{"DeviceGray": Gray, "DeviceRGB": RGB, "DeviceCMYK": CMYK}[name]; ok {
		if own := spaces["Default"+strings.TrimPrefix(name, "Device")]; own != nil {
			if s := r.Space(types.Dict{}, own, depth+1); s.N == device.N {
				return s
			}
		}
		return device
	}
	if name == "Pattern" {
		return &Space{Kind: KindPattern}
	}
	if spaces[name] != nil {
		if r.Name(spaces[name]) == name {
			return Gray
		}
		return r.Space(res, spaces[name], depth+1)
	}
	return Gray
}

func (r Reader) array(res types.Dict, a types.Array, depth int) *Space {
	at := func(i int) types.Object {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch head := r.Name(a[0]); head {
	case "ICCBased":
		return r.profiled(res, at(1), depth)
	case "CalRGB":
		return &Space{Kind: KindRGB, N: 3}
	case "CalGray":
		return Gray
	case "Lab":
		return &Space{Kind: KindLab, N: 3, Bound: r.Numbers(r.Dict(at(1))["Range"])}
	case "Indexed", "I":
		base := r.Space(res, at(1), depth+1)
		return &Space{Kind: KindIndexed, N: 1, Base: base, Table: r.table(base, at(3))}
	case "Pattern":
		s := &Space{Kind: KindPattern}
		if at(1) != nil {
			s.Base = r.Space(res, at(1), depth+1)
		}
		return s
	case "Separation", "DeviceN":
		names := []string{r.Name(at(1))}
		if head == "DeviceN" {
			names = nil
			for _, n := range r.Array(at(1)) {
				names = append(names, r.Name(n))
			}
		}
		return &Space{Kind: KindInk, N: len(names), Names: names, Base: r.Space(res, at(2), depth+1), Tint: r.Function(at(3)), File: a}
	default:
		return r.Named(res, head, depth+1)
	}
}

func (r Reader) profiled(res types.Dict, o types.Object, depth int) *Space {
	d := r.Dict(o)
	kinds := map[int]*Space{1: Gray, 3: RGB, 4: CMYK}
	s := kinds[r.Int(d["N"])]
	if s == nil {
		return Gray
	}
	own := *s
	stream := r.Stream(o)
	if stream == nil {
		return s
	}
	data, err := r.Data(stream)
	if err != nil {
		return &own
	}
	p, err := color.Parse(data)
	switch {
	case err != nil:
	case p.Space == "Lab":
		return &Space{Kind: KindLab, N: 3}
	case p.Channels() == s.N && s.N > 1 && r.Usable != nil && r.Usable(p):
		own.ICC = p
	}
	return &own
}

// table reads the colours of an indexed space, in the base's numbers.
func (r Reader) table(base *Space, o types.Object) func(i int) []float64 {
	data := r.Bytes(o)
	return func(i int) []float64 {
		v := make([]float64, base.N)
		for k := range v {
			if at := i*base.N + k; at < len(data) && i >= 0 {
				v[k] = base.From(k, float64(data[at])/255)
			}
		}
		return v
	}
}

// From is component k of a picture's sample, which is from 0 to 1 (ISO 32000-1, table 90).
func (s *Space) From(k int, v float64) float64 {
	switch {
	case s.Kind == KindLab && k == 0:
		return v * 100
	case s.Kind == KindLab:
		lo, hi := -100.0, 100.0
		if len(s.Bound) == 4 {
			lo, hi = s.Bound[2*k-2], s.Bound[2*k-1]
		}
		return lo + v*(hi-lo)
	}
	return v
}

// Initial is the colour that a space begins with.
func (s *Space) Initial() []float64 {
	switch s.Kind {
	case KindCMYK:
		return []float64{0, 0, 0, 1}
	case KindInk:
		v := make([]float64, s.N)
		for i := range v {
			v[i] = 1
		}
		return v
	}
	return make([]float64, s.N)
}

// Coloured is the space that tells what a colour means: of indexed its base.
func (s *Space) Coloured() *Space {
	if s.Kind == KindIndexed && s.Base != nil {
		return s.Base.Coloured()
	}
	return s
}

func byteOf(v float64) byte { return byte(math.Round(math.Min(math.Max(v, 0), 1) * 255)) }

// Screen is a colour as RGB of screens, or grey three times; false for what is in inks.
func (s *Space) Screen(v []float64) ([3]float64, bool) {
	switch {
	case s.Kind == KindRGB && len(v) >= 3:
		return [3]float64(v[:3]), true
	case s.Kind == KindLab && len(v) >= 3:
		return fromLab(v), true
	case s.Kind == KindIndexed && s.Table != nil && len(v) > 0:
		return s.Base.Screen(s.Table(int(v[0])))
	}
	return [3]float64{}, false
}

// fromLab is a Lab colour for D50 as sRGB (IEC 61966-2-1), cut off where screens end.
func fromLab(v []float64) (out [3]float64) {
	x := color.Lab{v[0], v[1], v[2]}.ToXYZ()
	m := [9]float64{3.1341359, -1.6172060, -0.4906940, -0.9787957, 1.9162545, 0.0334427, 0.0719453, -0.2289914, 1.4052427}
	for i := range out {
		l := math.Min(math.Max(float64(m[3*i]*x[0])+float64(m[3*i+1]*x[1])+float64(m[3*i+2]*x[2]), 0), 1)
		if l <= 0.0031308 {
			out[i] = 12.92 * l
		} else {
			out[i] = 1.055*math.Pow(l, 1/2.4) - 0.055
		}
	}
	return out
}

// Light is a colour's luminosity, from 0 to 1 (ISO 32000-1, 10.3.2 and 11.5.3).
func (s *Space) Light(v []float64) float64 {
	if c, ok := s.Screen(v); ok {
		return float64(0.3*c[0]) + float64(0.59*c[1]) + float64(0.11*c[2])
	}
	at := func(i int) float64 {
		if i < len(v) {
			return v[i]
		}
		return 0
	}
	switch s.Kind {
	case KindGray:
		return at(0)
	case KindCMYK:
		return 1 - math.Min(1, float64(0.3*at(0))+float64(0.59*at(1))+float64(0.11*at(2))+at(3))
	case KindIndexed:
		if s.Table != nil {
			return s.Base.Light(s.Table(int(at(0))))
		}
	case KindInk:
		if s.Tint != nil {
			return s.Base.Light(s.Tint(v))
		}
	}
	return 0
}
