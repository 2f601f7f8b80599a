package advert

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/objects"
)

// space is a colour space (ISO 32000-1, 8.6).
type space struct {
	kind  string // gray rgb cmyk lab indexed ink pattern
	n     int    // components
	icc   *color.Profile
	names []string // of inks
	base  *space   // of indexed and pattern; alternate of inks
	tint  objects.Function
	table func(i int) []float64 // of indexed
	bound []float64             // of a* and b* in Lab
	file  types.Object          // as the file has it
}

var (
	deviceGray = &space{kind: "gray", n: 1}
	deviceRGB  = &space{kind: "rgb", n: 3}
	deviceCMYK = &space{kind: "cmyk", n: 4}
)

const maxSpaceDepth = 4

// space resolves a colour space by name or object.
func (j *job) space(res types.Dict, o types.Object, depth int) *space {
	if depth > maxSpaceDepth {
		return deviceGray
	}
	switch v := j.r.Get(o).(type) {
	case types.Name:
		return j.namedSpace(res, string(v), depth)
	case types.Array:
		if len(v) > 0 {
			return j.arraySpace(res, v, depth)
		}
	}
	return deviceGray
}

func (j *job) namedSpace(res types.Dict, name string, depth int) *space {
	spaces := j.r.Dict(res["ColorSpace"])
	short := map[string]string{"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
	if long, ok := short[name]; ok && spaces[name] == nil {
		name = long
	}
	if device, ok := map[string]*space{"DeviceGray": deviceGray, "DeviceRGB": deviceRGB, "DeviceCMYK": deviceCMYK}[name]; ok {
		if own := spaces["Default"+strings.TrimPrefix(name, "Device")]; own != nil {
			if s := j.space(types.Dict{}, own, depth+1); s.n == device.n {
				return s
			}
		}
		return device
	}
	if name == "Pattern" {
		return &space{kind: "pattern"}
	}
	if spaces[name] != nil {
		if j.r.Name(spaces[name]) == name {
			return deviceGray
		}
		return j.space(res, spaces[name], depth+1)
	}
	return deviceGray
}

func (j *job) arraySpace(res types.Dict, a types.Array, depth int) *space {
	at := func(i int) types.Object {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch head := j.r.Name(a[0]); head {
	case "ICCBased":
		return j.iccSpace(res, at(1), depth)
	case "CalRGB":
		return &space{kind: "rgb", n: 3}
	case "CalGray":
		return deviceGray
	case "Lab":
		return &space{kind: "lab", n: 3, bound: j.r.Numbers(j.r.Dict(at(1))["Range"])}
	case "Indexed", "I":
		base := j.space(res, at(1), depth+1)
		return &space{kind: "indexed", n: 1, base: base, table: j.table(base, at(3))}
	case "Pattern":
		s := &space{kind: "pattern"}
		if at(1) != nil {
			s.base = j.space(res, at(1), depth+1)
		}
		return s
	case "Separation", "DeviceN":
		names := []string{j.r.Name(at(1))}
		if head == "DeviceN" {
			names = nil
			for _, n := range j.r.Array(at(1)) {
				names = append(names, j.r.Name(n))
			}
		}
		return &space{kind: "ink", n: len(names), names: names, base: j.space(res, at(2), depth+1), tint: j.r.Function(at(3)), file: a}
	default:
		return j.namedSpace(res, head, depth+1)
	}
}

func (j *job) iccSpace(res types.Dict, o types.Object, depth int) *space {
	d := j.r.Dict(o)
	kinds := map[int]*space{1: deviceGray, 3: deviceRGB, 4: deviceCMYK}
	s := kinds[j.r.Int(d["N"])]
	if s == nil {
		return deviceGray
	}
	own := *s
	stream := j.r.Stream(o)
	if stream == nil {
		return s
	}
	data, err := j.r.Data(stream)
	if err != nil {
		return &own
	}
	p, err := color.Parse(data)
	switch {
	case err != nil:
	case p.Space == "Lab":
		return &space{kind: "lab", n: 3}
	case p.Channels() == s.n && s.n > 1 && j.shop.link(p) != nil:
		own.icc = p
	}
	return &own
}

// table reads the colours of an indexed space, in the base's numbers.
func (j *job) table(base *space, o types.Object) func(i int) []float64 {
	data := j.r.Bytes(o)
	return func(i int) []float64 {
		v := make([]float64, base.n)
		for k := range v {
			if at := i*base.n + k; at < len(data) && i >= 0 {
				v[k] = base.from(k, float64(data[at])/255)
			}
		}
		return v
	}
}

// from is component k of a picture's sample, which is from 0 to 1 (ISO 32000-1, table 90).
func (s *space) from(k int, v float64) float64 {
	switch {
	case s.kind == "lab" && k == 0:
		return v * 100
	case s.kind == "lab":
		lo, hi := -100.0, 100.0
		if len(s.bound) == 4 {
			lo, hi = s.bound[2*k-2], s.bound[2*k-1]
		}
		return lo + v*(hi-lo)
	}
	return v
}

// initial is the colour that a space begins with.
func (s *space) initial() []float64 {
	switch s.kind {
	case "cmyk":
		return []float64{0, 0, 0, 1}
	case "ink":
		v := make([]float64, s.n)
		for i := range v {
			v[i] = 1
		}
		return v
	}
	return make([]float64, s.n)
}

// coloured is the space that tells what a colour means: of indexed its base.
func (s *space) coloured() *space {
	if s.kind == "indexed" && s.base != nil {
		return s.base.coloured()
	}
	return s
}

func byteOf(v float64) byte { return byte(math.Round(math.Min(math.Max(v, 0), 1) * 255)) }

// screen is a colour as RGB of screens, or grey three times; false for what is in inks.
func (s *space) screen(v []float64) ([3]float64, bool) {
	switch {
	case s.kind == "rgb" && len(v) >= 3:
		return [3]float64(v[:3]), true
	case s.kind == "lab" && len(v) >= 3:
		return fromLab(v), true
	case s.kind == "indexed" && s.table != nil && len(v) > 0:
		return s.base.screen(s.table(int(v[0])))
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

// light is a colour's luminosity, from 0 to 1 (ISO 32000-1, 10.3.2 and 11.5.3).
func (s *space) light(v []float64) float64 {
	if c, ok := s.screen(v); ok {
		return float64(0.3*c[0]) + float64(0.59*c[1]) + float64(0.11*c[2])
	}
	at := func(i int) float64 {
		if i < len(v) {
			return v[i]
		}
		return 0
	}
	switch s.kind {
	case "gray":
		return at(0)
	case "cmyk":
		return 1 - math.Min(1, float64(0.3*at(0))+float64(0.59*at(1))+float64(0.11*at(2))+at(3))
	case "indexed":
		if s.table != nil {
			return s.base.light(s.table(int(at(0))))
		}
	case "ink":
		if s.tint != nil {
			return s.base.light(s.tint(v))
		}
	}
	return 0
}
