package preflight

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/width"

	"banxin/output/color"
)

// space is a colour space as far as the press cares.
type space struct {
	kind  string // gray cmyk rgb calrgb lab icc-gray icc-cmyk spot devicen indexed pattern
	n     int    // components
	names []string
	base  *space // of indexed; alternate of spot and devicen
	tint  func(v []float64) [4]float64
	icc   bool

	colours func(i int) []float64 // of indexed
}

var (
	deviceGray = &space{kind: "gray", n: 1}
	deviceRGB  = &space{kind: "rgb", n: 3}
	deviceCMYK = &space{kind: "cmyk", n: 4}
	many       = &space{kind: "many"} // of what has not one colour
)

// space resolves a colour space by name or object.
func (c *checker) space(res types.Dict, o types.Object, depth int) *space {
	if depth > 4 || o == nil {
		return deviceGray
	}
	v, err := c.pdf.Dereference(o)
	if err != nil || v == nil {
		return deviceGray
	}
	if n, ok := v.(types.Name); ok {
		return c.namedSpace(res, string(n), depth)
	}
	a, ok := v.(types.Array)
	if !ok || len(a) == 0 {
		return deviceGray
	}
	head := c.text(a[0])
	at := func(i int) types.Object {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch head {
	case "ICCBased":
		return c.iccSpace(res, at(1), depth)
	case "CalRGB":
		return &space{kind: "calrgb", n: 3, icc: true}
	case "CalGray":
		return &space{kind: "gray", n: 1, icc: true}
	case "Lab":
		return &space{kind: "lab", n: 3, icc: true}
	case "Indexed", "I":
		base := c.space(res, at(1), depth+1)
		return &space{kind: "indexed", n: 1, base: base, colours: c.table(base, at(3))}
	case "Pattern":
		return &space{kind: "pattern", base: c.space(res, at(1), depth+1)}
	case "Separation":
		return c.inkSpace(res, "spot", []string{c.text(at(1))}, at(2), at(3), depth)
	case "DeviceN":
		list, _ := c.pdf.DereferenceArray(at(1))
		var names []string
		for _, n := range list {
			names = append(names, c.text(n))
		}
		return c.inkSpace(res, "devicen", names, at(2), at(3), depth)
	}
	return c.namedSpace(res, head, depth)
}

// table reads the colours of an indexed space.
func (c *checker) table(base *space, o types.Object) func(i int) []float64 {
	n := base.n
	if n < 1 || n > 32 {
		return nil
	}
	data := c.objects().Bytes(o)
	return func(i int) []float64 {
		v := make([]float64, n)
		for k := range v {
			if at := i*n + k; at < len(data) {
				v[k] = float64(data[at]) / 255
			}
		}
		return v
	}
}

func (c *checker) namedSpace(res types.Dict, name string, depth int) *space {
	switch name {
	case "DeviceGray", "G", "CalGray":
		return deviceGray
	case "DeviceRGB", "RGB":
		if spaces, _ := c.pdf.DereferenceDict(res["ColorSpace"]); spaces != nil && spaces["DefaultRGB"] != nil && depth < 3 {
			return &space{kind: "calrgb", n: 3, icc: true}
		}
		return deviceRGB
	case "DeviceCMYK", "CMYK":
		return deviceCMYK
	case "Pattern":
		return &space{kind: "pattern"}
	}
	if spaces, _ := c.pdf.DereferenceDict(res["ColorSpace"]); spaces != nil && spaces[name] != nil {
		return c.space(types.Dict{}, spaces[name], depth+1)
	}
	return deviceGray
}

func (c *checker) iccSpace(res types.Dict, o types.Object, depth int) *space {
	s := c.stream(o)
	if s == nil {
		return deviceGray
	}
	switch int(c.number(s.Dict["N"])) {
	case 1:
		return &space{kind: "gray", n: 1, icc: true}
	case 4:
		return &space{kind: "cmyk", n: 4, icc: true}
	}
	if data, err := c.decode(s); err == nil {
		if p, err := color.Parse(data); err == nil && strings.HasPrefix(p.Space, "Lab") {
			return &space{kind: "lab", n: 3, icc: true}
		}
	}
	return &space{kind: "calrgb", n: 3, icc: true}
}

// inkSpace is Separation or DeviceN. Each spot ink's alternate is kept, to see whether it
// is always the same.
func (c *checker) inkSpace(res types.Dict, kind string, names []string, alt, fn types.Object, depth int) *space {
	s := &space{kind: kind, n: len(names), names: names, base: c.space(res, alt, depth+1)}
	s.tint = c.tintFunction(fn)
	for _, n := range names {
		if processInk(n) >= 0 || n == "None" || n == "All" {
			continue
		}
		c.noteSpot(n, s, fn)
	}
	return s
}

func (c *checker) noteSpot(name string, s *space, fn types.Object) {
	full := s.base.kind
	if s.kind == "spot" && s.tint != nil {
		if c.alternates == nil {
			c.alternates = map[string][4]float64{}
		}
		if s.base.kind == "cmyk" {
			c.alternates[name] = s.tint([]float64{1})
		}
		full += fmt.Sprintf(" %.3f", s.tint([]float64{1}))
	}
	if s.base.kind != "cmyk" && s.base.kind != "gray" {
		c.report(0, "spots", Error, "a spot ink's alternate is not CMYK", name+": "+s.base.kind, "cmyk")
	}
	if s.kind != "spot" {
		if _, known := c.spots[name]; !known {
			c.spots[name] = ""
		}
		return
	}
	if old, known := c.spots[name]; known && old != "" && old != full {
		c.report(0, "spots", Error, "a spot ink is defined in two ways", name, "one definition")
	}
	c.spots[name] = full
}

// tintFunction is what an ink is shown as where it has no plate; nil for what is not in
// four inks.
func (c *checker) tintFunction(o types.Object) func([]float64) [4]float64 {
	f := c.objects().Function(o)
	if f == nil {
		return nil
	}
	return func(v []float64) (out [4]float64) {
		copy(out[:], f(v))
		return
	}
}

// processInk is the place of a process ink's name among C, M, Y, K, or -1.
func processInk(name string) int {
	switch name {
	case "Cyan":
		return 0
	case "Magenta":
		return 1
	case "Yellow":
		return 2
	case "Black":
		return 3
	}
	return -1
}

// ink is a colour as amounts of inks.
type ink struct {
	space   *space
	process [4]float64
	spots   float64 // sum of spot tints
	nSpots  int
	known   bool // the amounts are known
	all     bool // of every ink

	pattern types.Object // what a pattern space's colour is
	under   []float64    // the colour of a pattern that has none of its own
}

// at255 is the index that a colour of an indexed space is.
func at255(v []float64) int {
	if len(v) == 0 {
		return 0
	}
	return int(min(max(v[0], 0), 255))
}

func (s *space) ink(v []float64) ink {
	k := ink{space: s, known: true}
	at := func(i int) float64 {
		if i < len(v) {
			return min(max(v[i], 0), 1)
		}
		return 0
	}
	switch s.kind {
	case "gray":
		k.process[3] = 1 - at(0)
	case "cmyk":
		k.process = [4]float64{at(0), at(1), at(2), at(3)}
	case "indexed":
		if s.colours != nil && s.base != nil {
			return s.base.ink(s.colours(at255(v)))
		}
		k.known = false
	case "spot", "devicen":
		for i, n := range s.names {
			p := processInk(n)
			switch {
			case n == "All":
				k.all, k.process = true, [4]float64{at(i), at(i), at(i), at(i)}
			case n == "None":
			case p >= 0:
				k.process[p] = at(i)
			case at(i) > 0:
				k.spots += at(i)
				k.nSpots++
			}
		}
	default:
		k.known = false
	}
	return k
}

// inks counts the inks that are used.
func (k ink) inks() int {
	n := k.nSpots
	for _, v := range k.process {
		if v > 0.001 {
			n++
		}
	}
	return n
}

func (k ink) sum() float64 {
	return (k.process[0] + k.process[1] + k.process[2] + k.process[3] + k.spots) * 100
}

func (k ink) white() bool { return k.known && k.inks() == 0 }

// black tells whether it is full black and nothing else.
func (k ink) black() bool { return k.known && !k.all && k.inks() == 1 && k.process[3] > 0.995 }

// nearBlack tells whether black type was meant, and more inks were used.
func (k ink) nearBlack() bool {
	return k.known && !k.all && k.inks() > 1 && (k.process[3] > 0.85 || min(k.process[0], k.process[1], k.process[2]) > 0.55)
}

func (k ink) String() string {
	if !k.known {
		return k.space.kind
	}
	if k.space.kind == "spot" {
		return fmt.Sprintf("%s %.0f %%", strings.Join(k.space.names, "+"), k.spots*100)
	}
	p := k.process
	return fmt.Sprintf("C%.0f M%.0f Y%.0f K%.0f", p[0]*100, p[1]*100, p[2]*100, p[3]*100)
}

func (c *checker) checkSpots() {
	n := 0
	c.out.Spots = sortedKeys(c.spots)
	for _, n := range c.out.Spots {
		c.out.Alternates = append(c.out.Alternates, c.alternates[n])
	}
	for _, name := range c.out.Spots {
		n++
		ordered := len(c.profile.Spots) == 0
		for _, s := range c.profile.Spots {
			ordered = ordered || s == name
		}
		if !ordered {
			c.report(0, "spots", Error, "a spot ink was not ordered", name, strings.Join(c.profile.Spots, ", "))
		}
	}
	if most := c.profile.MaxSpots; most != 0 && n > max(most, 0) {
		c.report(0, "spots", Error, "there are more spot inks than are printed", fmt.Sprint(n), fmt.Sprint(max(most, 0)))
	}
	c.checkNames()
}

// checkNames finds inks whose names differ only in how they are written.
func (c *checker) checkNames() {
	seen := map[string]string{}
	for _, name := range sortedKeys(c.spots) {
		plain := plainName(name)
		if other, ok := seen[plain]; ok {
			c.report(0, "spots", Warning, "two spot inks have nearly one name", other+", "+name, "one name")
		}
		seen[plain] = name
	}
}

// papers are what the names of swatch books add for the paper, the edition or the device;
// the ink in the can is the same.
var papers = regexp.MustCompile(`^((?:pantone|hks|toyo|dic).*\d)(?:c|u|m|k|n|z|e|cv|cvc|cvu|cvp|uv|cp|up|ec|pc|hc)$`)

// plainName is a spot ink's name without what differs from program to program: its
// encoding, case, spaces, hyphens, and the paper of the swatch book.
func plainName(name string) string {
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' || r == '®' || r == '™' {
			return -1
		}
		return r
	}, width.Fold.String(name)))
	if rest, ok := strings.CutPrefix(plain, "pms"); ok {
		plain = "pantone" + rest
	}
	if m := papers.FindStringSubmatch(plain); m != nil {
		plain = m[1]
	}
	return plain
}

func sortedKeys(m map[string]string) []string {
	keys := slices.Collect(maps.Keys(m))
	slices.Sort(keys)
	return keys
}
