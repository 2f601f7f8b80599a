package advert

import (
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	"banxin/output/internal/objects"
)

// inks is a colour in this press's process inks, each from 0 to 1.
func (j *job) inks(s *space, v []float64) [4]float64 {
	at := func(i int) float64 {
		if i < len(v) {
			return math.Min(math.Max(v[i], 0), 1)
		}
		return 0
	}
	switch s.kind {
	case "gray":
		return [4]float64{3: 1 - at(0)}
	case "rgb", "lab":
		c, _ := s.screen(v)
		return j.linked(s, []byte{byteOf(c[0]), byteOf(c[1]), byteOf(c[2])})
	case "cmyk":
		return j.reseparated(s, [4]float64{at(0), at(1), at(2), at(3)})
	case "indexed":
		if s.table != nil {
			return j.inks(s.base, s.table(int(math.Max(v[0], 0))))
		}
	case "ink":
		if s.tint != nil {
			return j.inks(s.base, s.tint(v))
		}
	}
	return [4]float64{}
}

// profile is the one that a space of screens is meant in.
func (s *space) profile() *color.Profile {
	if s.icc != nil && s.kind == "rgb" {
		return s.icc
	}
	return color.SRGB()
}

func (j *job) linked(s *space, rgb []byte) (out [4]float64) {
	var px [4]byte
	j.shop.link(s.profile()).Convert(px[:], rgb)
	for i, v := range px {
		out[i] = float64(v) / 255
	}
	return out
}

// condition is the press that inks of a space were made for; nil: this one, or not known.
func (j *job) conditionOf(s *space) *color.Profile {
	if s.icc != nil && string(s.icc.Data) != string(j.shop.press.Data) {
		return s.icc
	}
	if s.icc != nil {
		return nil
	}
	return j.foreign
}

// reseparated makes inks of this press of those of another, or where that is not known and
// there is too much ink, black of their grey.
func (j *job) reseparated(s *space, v [4]float64) [4]float64 {
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
func (j *job) written(s *space) string {
	switch s.kind {
	case "ink":
		return j.inkSpace(s)
	case "indexed":
		if s.base.kind == "ink" {
			return j.copy(s.file)
		}
	case "gray":
		return "/DeviceGray"
	}
	return "/DeviceCMYK"
}

// inkSpace writes a spot ink's space. One that is shown in RGB or Lab is shown in inks.
func (j *job) inkSpace(s *space) string {
	key := fmt.Sprint("space ", s.file)
	if n, ok := j.made[key]; ok {
		return objects.Ref(n)
	}
	n := j.alloc()
	j.made[key] = n
	a := s.file.(types.Array)
	if s.base.kind == "cmyk" && s.base.icc == nil || s.base.kind == "gray" || s.tint == nil || s.n > 4 || j.o.Keep {
		j.set(n, j.copy(types.Array(a)))
		return objects.Ref(n)
	}
	j.log.add(Spots)
	steps := map[int]int{1: 256, 2: 32, 3: 12, 4: 7}[s.n]
	domain := make([]float64, 2*s.n)
	for i := range s.n {
		domain[2*i+1] = 1
	}
	f := j.sampled(domain, steps, 4, func(v []float64) []float64 {
		k := j.inks(s.base, s.tint(v))
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
