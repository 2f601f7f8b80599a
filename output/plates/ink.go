package plates

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/content"
	"banxin/output/internal/raster"
	"banxin/output/internal/spaces"
)

func (in *interpreter) colourOperator(op string, a []content.Token) bool {
	to := &in.g.fill
	if op[0] >= 'A' && op[0] <= 'Z' {
		to = &in.g.stroke
	}
	var c colour
	r := in.p.f.r
	switch op {
	case "g", "G":
		c = colour{space: r.Named(in.res, "DeviceGray", 0), v: numbersOf(a)}
	case "rg", "RG":
		c = colour{space: r.Named(in.res, "DeviceRGB", 0), v: numbersOf(a)}
	case "k", "K":
		c = colour{space: r.Named(in.res, "DeviceCMYK", 0), v: numbersOf(a)}
	case "cs", "CS":
		c.space = in.p.f.named(in.res, content.Word(a))
		c.v = c.space.Initial()
	case "sc", "scn", "SC", "SCN":
		c = colour{space: to.space, v: numbersOf(a)}
		if c.space.Kind == spaces.KindPattern {
			c.pattern = r.Dict(in.res["Pattern"])[content.Word(a)]
		} else if len(c.v) < c.space.N {
			return true
		}
	default:
		return false
	}
	if !in.plain { // ISO 32000-1, 9.6.5: a shape has the colour of the text
		*to = c
	}
	return true
}

// named is a colour space by name. Those of a file that are objects are read once.
func (f *File) named(res types.Dict, name string) *spaces.Space {
	return f.space(res, types.Name(name))
}

func (f *File) space(res types.Dict, o types.Object) *spaces.Space {
	if name, ok := o.(types.Name); ok {
		if named := f.r.Dict(res["ColorSpace"])[string(name)]; named != nil && f.r.Name(named) == "" {
			o = named
		}
	}
	ref, ok := o.(types.IndirectRef)
	if !ok {
		return f.r.Space(res, o, 0)
	}
	if s := f.spaces[ref]; s != nil {
		return s
	}
	s := f.r.Space(res, o, 0)
	if f.spaces == nil {
		f.spaces = map[types.IndirectRef]*spaces.Space{}
	}
	f.spaces[ref] = s
	return s
}

// painted is how the next thing is painted, in a window: with the colour of fills or of lines.
// False: not at all.
func (in *interpreter) painted(stroke bool, w raster.Window) (k painted, ok bool) {
	g := &in.g
	c, over := &g.fill, g.over
	k = painted{alpha: g.ca, blend: g.blend, soft: g.soft}
	if stroke {
		c, over, k.alpha = &g.stroke, g.overS, g.caS
	}
	if c.space.Kind == spaces.KindPattern {
		k.from, k.bits = in.pattern(c, w)
		if !over {
			k.bits = every
		}
		return k, k.from != nil
	}
	if c.paint == nil {
		c.paint = in.p.paint(c.space, c.v, in.to.mask)
	}
	k.paint, k.bits = c.paint, c.paint.over(over, g.opm)
	in.doubt(over)
	return k, true
}

// doubt notes overprint and blending in a group that is not isolated but stands for itself:
// what is below the group is not seen there.
func (in *interpreter) doubt(over bool) {
	if in.shared && (over || in.g.blend != nil) {
		in.p.find(Blended, "")
	}
}

// paint is a colour as plates have it.
func (p *plater) paint(s *spaces.Space, v []float64, mask bool) *paint {
	k := &paint{inks: processBits}
	if mask {
		k.amounts[0] = 255 - byteOf(s.Light(v))
		return k
	}
	at := func(i int) float64 {
		if i < len(v) {
			return v[i]
		}
		return 0
	}
	switch s.Kind {
	case spaces.KindGray:
		k.amounts[3] = byteOf(1 - at(0))
	case spaces.KindCMYK:
		k.device = s.ICC == nil
		p.foreign(s)
		for i := range Process {
			k.amounts[i] = byteOf(at(i))
		}
	case spaces.KindIndexed:
		if s.Table != nil && s.Base != nil {
			k = p.paint(s.Base, s.Table(int(min(max(at(0), 0), 255))), false)
			k.device = false
		}
	case spaces.KindInk:
		p.inked(k, s, v)
	case spaces.KindRGB, spaces.KindLab:
		c, _ := s.Screen(v)
		rgb := [3]byte{byteOf(c[0]), byteOf(c[1]), byteOf(c[2])}
		p.converted(s).Convert(k.amounts[:4], rgb[:])
	}
	return k
}

// foreign notes inks of another press than the file's.
func (p *plater) foreign(s *spaces.Space) {
	if s.ICC != nil && p.f.own != "" && string(s.ICC.Data) != p.f.own {
		p.find(Foreign, s.ICC.Name)
	}
}

// converted is the way of a space of screens to the press.
func (p *plater) converted(s *spaces.Space) *color.Link {
	p.find(Converted, map[spaces.Kind]string{spaces.KindRGB: "RGB", spaces.KindLab: "Lab"}[s.Kind])
	if s.Kind == spaces.KindRGB && s.ICC != nil {
		if l := p.f.link(s.ICC); l != nil {
			return l
		}
	}
	return p.f.link(color.SRGB())
}

// inked takes amounts of named inks; where there are too many for plates the alternate stands
// in.
func (p *plater) inked(k *paint, s *spaces.Space, v []float64) {
	k.inks = 0
	for i, name := range s.Names {
		amount := uint8(0)
		if i < len(v) {
			amount = byteOf(v[i])
		}
		switch n := p.ink(name, s, i); {
		case name == "All":
			k.all = true
			for j := range k.amounts {
				k.amounts[j] = amount
			}
			k.inks = every
		case name == "None":
		case n < 0:
			p.find(ManyInks, name)
			if s.Tint != nil && s.Base != nil && s.Base.Kind != spaces.KindInk {
				*k = *p.paint(s.Base, s.Tint(v), false)
			}
			return
		default:
			k.amounts[n] = max(k.amounts[n], amount)
			k.inks |= 1 << n
		}
	}
}

// ink is the number of an ink of the page, which begins with its first use; below 0: there are
// too many.
func (p *plater) ink(name string, s *spaces.Space, component int) int {
	if name == "All" || name == "None" {
		return 0
	}
	for i, n := range p.inks {
		if n == name || i < len(Process) && strings.EqualFold(n, strings.TrimPrefix(name, "Process ")) {
			return i
		}
	}
	if len(p.inks) >= maxInks {
		return -1
	}
	p.inks = append(p.inks[:len(p.inks):len(p.inks)], name)
	var alt [4]uint8
	if s.Tint != nil && s.Base != nil && s.Base.Kind != spaces.KindInk {
		one := make([]float64, s.N)
		one[component] = 1
		found := p.findings
		k := p.paint(s.Base, s.Tint(one), false)
		p.findings = found // that it is shown in RGB does not matter: it is an ink
		copy(alt[:], k.amounts[:4])
	} else {
		alt = [4]uint8{3: 255}
	}
	p.alts = append(p.alts, alt)
	return len(p.inks) - 1
}

// groupSpace notes a page or a group that does not blend in inks, if it blends at all.
func (p *plater) groupSpace(res types.Dict, group types.Dict) {
	if group["CS"] == nil {
		return
	}
	if s := p.f.space(res, group["CS"]); s.N == 3 {
		p.screens = true
	}
}

// mesh and patterns evaluate colours very often: amounts are kept in tables.
const tableSize = 512

// table is a colour function of one number, from t0 to t1.
func (p *plater) table(s *spaces.Space, f func(t float64) []float64, t0, t1 float64, mask bool) []paint {
	out := make([]paint, tableSize)
	for i := range out {
		t := t0 + (t1-t0)*float64(i)/(tableSize-1)
		out[i] = *p.paint(s, f(t), mask)
	}
	return out
}

// ramp is the place in a table of so many of its length.
func ramp(part float64) int {
	if math.IsNaN(part) {
		return 0
	}
	return int(min(max(part, 0), 1)*(tableSize-1) + 0.5)
}
