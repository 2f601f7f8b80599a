package advert

import (
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
)

// spaces reads the file's colour spaces.
func (j *job) spaces() spaces.Reader {
	return spaces.Reader{Reader: j.r, Usable: func(p *color.Profile) bool { return j.shop.link(p) != nil }}
}

func byteOf(v float64) byte { return byte(math.Round(math.Min(math.Max(v, 0), 1) * 255)) }

// inks is a colour in this press's process inks, each from 0 to 1.
func (j *job) inks(s *spaces.Space, v []float64) [4]float64 {
	at := func(i int) float64 {
		if i < len(v) {
			return math.Min(math.Max(v[i], 0), 1)
		}
		return 0
	}
	switch s.Kind {
	case spaces.KindGray:
		return [4]float64{3: 1 - at(0)}
	case spaces.KindRGB, spaces.KindLab:
		c, _ := s.Screen(v)
		return j.linked(s, []byte{byteOf(c[0]), byteOf(c[1]), byteOf(c[2])})
	case spaces.KindCMYK:
		return j.reseparated(s, [4]float64{at(0), at(1), at(2), at(3)})
	case spaces.KindIndexed:
		if s.Table != nil {
			return j.inks(s.Base, s.Table(int(math.Max(v[0], 0))))
		}
	case spaces.KindInk:
		if s.Tint != nil {
			return j.inks(s.Base, s.Tint(v))
		}
	}
	return [4]float64{}
}

// profile is the one that a space of screens is meant in.
func profile(s *spaces.Space) *color.Profile {
	if s.ICC != nil && s.Kind == spaces.KindRGB {
		return s.ICC
	}
	return color.SRGB()
}

func (j *job) linked(s *spaces.Space, rgb []byte) (out [4]float64) {
	var px [4]byte
	j.shop.link(profile(s)).Convert(px[:], rgb)
	for i, v := range px {
		out[i] = float64(v) / 255
	}
	return out
}

// condition is the press that inks of a space were made for; nil: this one, or not known.
func (j *job) conditionOf(s *spaces.Space) *color.Profile {
	if s.ICC != nil && string(s.ICC.Data) != string(j.shop.press.Data) {
		return s.ICC
	}
	if s.ICC != nil {
		return nil
	}
	return j.foreign
}

// reseparated makes inks of this press of those of another, or where that is not known and
// there is too much ink, black of their grey.
func (j *job) reseparated(s *spaces.Space, v [4]float64) [4]float64 {
	if j.o.Keep {
		return v
	}
	px := []byte{byteOf(v[0]), byteOf(v[1]), byteOf(v[2]), byteOf(v[3])}
	own := append([]byte{}, px...)
	if from := j.conditionOf(s); from != nil {
		j.shop.link(from).Convert(px, own)
	} else {
		color.Blacken(px, j.shop.limit)
		color.Limit(px, j.shop.limit)
	}
	if string(px) == string(own) {
		return v
	}
	for i, b := range px {
		v[i] = float64(b) / 255
	}
	return v
}

// written is a colour space for the page that is made: process inks, or inks of their own
// shown in process inks.
func (j *job) written(s *spaces.Space) string {
	switch s.Kind {
	case spaces.KindInk:
		return j.inkSpace(s)
	case spaces.KindIndexed:
		if s.Base.Kind == spaces.KindInk {
			return j.copy(s.File)
		}
	case spaces.KindGray:
		return "/DeviceGray"
	}
	return "/DeviceCMYK"
}

// inkSpace writes a spot ink's space. One that is shown in RGB or Lab is shown in inks.
func (j *job) inkSpace(s *spaces.Space) string {
	key := fmt.Sprint("space ", s.File)
	if n, ok := j.made[key]; ok {
		return objects.Ref(n)
	}
	n := j.alloc()
	j.made[key] = n
	a := s.File.(types.Array)
	if s.Base.Kind == spaces.KindCMYK && s.Base.ICC == nil || s.Base.Kind == spaces.KindGray || s.Tint == nil || s.N > 4 || j.o.Keep {
		j.set(n, j.copy(types.Array(a)))
		return objects.Ref(n)
	}
	j.log.add(Spots)
	steps := map[int]int{1: 256, 2: 32, 3: 12, 4: 7}[s.N]
	domain := make([]float64, 2*s.N)
	for i := range s.N {
		domain[2*i+1] = 1
	}
	f := j.sampled(domain, steps, 4, func(v []float64) []float64 {
		k := j.inks(s.Base, s.Tint(v))
		return k[:]
	})
	j.set(n, fmt.Sprintf("[%s %s /DeviceCMYK %s]", j.copy(a[0]), j.copy(a[1]), objects.Ref(f)))
	return objects.Ref(n)
}

// sampled writes a sampled function of so many steps an input.
func (j *job) sampled(domain []float64, steps, out int, f func(v []float64) []float64) int {
	in := len(domain) / 2
	total := 1
	for range in {
		total *= steps
	}
	data := make([]byte, 0, total*out)
	v := make([]float64, in)
	for i := range total {
		for k, rest := 0, i; k < in; k, rest = k+1, rest/steps {
			v[k] = domain[2*k] + (domain[2*k+1]-domain[2*k])*float64(rest%steps)/float64(steps-1)
		}
		for k, x := 0, f(v); k < out; k++ {
			data = append(data, byteOf(x[k]))
		}
	}
	return j.add(objects.Stream(fmt.Sprintf("/FunctionType 0/Domain[%s]/Range[%s]/Size[%s]/BitsPerSample 8/Filter/FlateDecode",
		numbers(domain), strings.TrimSpace(strings.Repeat("0 1 ", out)), strings.TrimSpace(strings.Repeat(fmt.Sprint(steps, " "), in))), objects.Deflate(data)))
}
