package preflight

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
)

// font is what placing text needs of a font.
type font struct {
	wide   bool   // two bytes a character
	widths widths // of composite fonts
	dflt   float64
	first  int
	simple []float64
	type3  float64 // scale of Type 3 glyphs; 0 for others

	matrix content.Matrix // of Type 3
	name   string
	procs  types.Dict
	names  [256]string // of the glyphs, by code
	res    types.Object
	told   map[int]bool // of archives: the codes whose characters are told; nil: not looked at
}

func (f *font) width(code int) float64 {
	if f.type3 > 0 {
		if i := code - f.first; i >= 0 && i < len(f.simple) {
			return f.simple[i] * f.type3 * 1000
		}
		return 0
	}
	if !f.wide {
		if i := code - f.first; i >= 0 && i < len(f.simple) {
			return f.simple[i]
		}
		return f.dflt
	}
	if w, ok := f.widths.of(code); ok {
		return w
	}
	return f.dflt
}

// widths are those of the characters of a composite font by their CIDs, by the page of 256:
// they are asked for each character shown.
type widths [256]*[256]cidWidth

type cidWidth struct {
	w    float64
	told bool
}

func (t *widths) set(cid int, w float64) {
	if cid < 0 || cid > 0xFFFF {
		return
	}
	if t[cid>>8] == nil {
		t[cid>>8] = new([256]cidWidth)
	}
	t[cid>>8][cid&0xFF] = cidWidth{w, true}
}

func (t *widths) of(cid int) (w float64, told bool) {
	if cid < 0 || cid > 0xFFFF || t[cid>>8] == nil {
		return 0, false
	}
	k := t[cid>>8][cid&0xFF]
	return k.w, k.told
}

var subsetName = regexp.MustCompile(`^[A-Z]{6}\+.`)

// font reads a font once and checks it.
func (c *checker) font(p *sheet, o types.Object) *font {
	var key any = o
	if _, numbered := o.(types.IndirectRef); !numbered {
		key = fmt.Sprint(o)
	}
	if f, ok := c.fonts[key]; ok {
		return f
	}
	d, err := c.pdf.DereferenceDict(o)
	if err != nil || d == nil {
		return nil
	}
	f := &font{dflt: 500}
	c.fonts[key] = f
	name := c.text(d["BaseFont"])
	switch c.text(d["Subtype"]) {
	case "Type3":
		c.simpleWidths(f, d)
		if m, _ := c.pdf.DereferenceArray(d["FontMatrix"]); len(m) == 6 {
			f.type3, f.matrix = math.Abs(c.number(m[0])), content.Matrix(c.numbers(m))
			c.shapes(f, d)
		}
		return f
	case "Type0":
		c.compositeFont(p, f, d, name)
	default:
		c.simpleWidths(f, d)
		desc, _ := c.pdf.DereferenceDict(d["FontDescriptor"])
		c.embedded(p, name, desc)
	}
	if d["ToUnicode"] == nil && (f.wide || c.text(d["Encoding"]) == "") {
		c.report(p.number, "font-text", Warning, "a font does not tell its characters", name, "ToUnicode")
	} else if c.profile.archive && d["ToUnicode"] != nil {
		f.told = c.told(d["ToUnicode"])
	}
	f.name = name
	return f
}

// shapes reads which procedure paints a Type 3 font's character.
func (c *checker) shapes(f *font, d types.Dict) {
	r := c.objects()
	f.procs, f.res = r.Dict(d["CharProcs"]), d["Resources"]
	code := 0
	for _, o := range r.Array(r.Dict(d["Encoding"])["Differences"]) {
		if n, ok := r.Get(o).(types.Name); ok {
			if code >= 0 && code < len(f.names) {
				f.names[code] = string(n)
			}
			code++
		} else {
			code = r.Int(o)
		}
	}
}

func (c *checker) simpleWidths(f *font, d types.Dict) {
	f.first = int(c.number(d["FirstChar"]))
	w, _ := c.pdf.DereferenceArray(d["Widths"])
	f.simple = c.numbers(w)
}

func (c *checker) compositeFont(p *sheet, f *font, d types.Dict, name string) {
	f.wide, f.dflt = true, 1000
	list, _ := c.pdf.DereferenceArray(d["DescendantFonts"])
	if len(list) == 0 {
		return
	}
	cid, _ := c.pdf.DereferenceDict(list[0])
	if cid == nil {
		return
	}
	if cid["DW"] != nil {
		f.dflt = c.number(cid["DW"])
	}
	c.objects().Widths(cid["W"], f.widths.set)
	desc, _ := c.pdf.DereferenceDict(cid["FontDescriptor"])
	c.embedded(p, name, desc)
	if c.text(cid["Subtype"]) == "CIDFontType2" && desc != nil && desc["FontFile2"] != nil {
		if cid["CIDToGIDMap"] == nil {
			c.report(p.number, "fonts", Error, "a font does not say which glyph a character is", name, "CIDToGIDMap")
		}
		c.checkWidths(p, f, cid, desc, name)
	}
}

func (c *checker) embedded(p *sheet, name string, desc types.Dict) {
	if desc == nil || desc["FontFile"] == nil && desc["FontFile2"] == nil && desc["FontFile3"] == nil {
		c.report(p.number, "fonts", Error, "a font is not embedded", name, "embedded")
		return
	}
	if !subsetName.MatchString(name) {
		c.report(p.number, "font-subset", Warning, "a font is embedded whole", name, "a subset")
	}
}

// checkWidths compares the widths told with those of the embedded TrueType file.
func (c *checker) checkWidths(p *sheet, f *font, cid, desc types.Dict, name string) {
	s := c.stream(desc["FontFile2"])
	if s == nil {
		return
	}
	data, err := c.decode(s)
	if err != nil {
		c.report(p.number, "fonts", Error, "a font file does not decode", name, "")
		return
	}
	advance, n := advances(data)
	if n == 0 {
		c.report(p.number, "fonts", Error, "a font file cannot be read", name, "")
		return
	}
	var gids []byte
	if m := c.stream(cid["CIDToGIDMap"]); m != nil {
		gids, _ = c.decode(m)
	}
	for k := range 1 << 16 {
		w, told := f.widths.of(k)
		if !told {
			continue
		}
		g := k
		if gids != nil {
			if 2*k+2 > len(gids) {
				continue
			}
			g = int(binary.BigEndian.Uint16(gids[2*k:]))
		}
		if g < n && math.Abs(advance(g)-w) > 1 {
			c.report(p.number, "font-widths", Error, "a font's widths are not its glyphs'", name, "within 1/1000 em")
			return
		}
	}
}

// advances reads a TrueType file's widths, in 1/1000 em.
func advances(data []byte) (func(g int) float64, int) {
	tables := map[string][]byte{}
	if len(data) < 12 {
		return nil, 0
	}
	for i := 0; i < int(binary.BigEndian.Uint16(data[4:])) && 28+16*i <= len(data); i++ {
		rec := data[12+16*i:]
		at, n := int64(binary.BigEndian.Uint32(rec[8:])), int64(binary.BigEndian.Uint32(rec[12:]))
		if at+n <= int64(len(data)) {
			tables[string(rec[:4])] = data[at : at+n]
		}
	}
	head, hhea, hmtx, maxp := tables["head"], tables["hhea"], tables["hmtx"], tables["maxp"]
	if len(head) < 20 || len(hhea) < 36 || len(maxp) < 6 {
		return nil, 0
	}
	upem, long := float64(binary.BigEndian.Uint16(head[18:])), int(binary.BigEndian.Uint16(hhea[34:]))
	if upem == 0 || long == 0 || 4*long > len(hmtx) {
		return nil, 0
	}
	return func(g int) float64 {
		return float64(binary.BigEndian.Uint16(hmtx[4*min(g, long-1):])) * 1000 / upem
	}, int(binary.BigEndian.Uint16(maxp[4:]))
}

func (in *interpreter) textOperator(op string, a []content.Token) {
	g := &in.g
	if op == "Tf" && len(a) > 0 {
		all, _ := in.c.pdf.DereferenceDict(in.res["Font"])
		g.font = in.c.font(in.p, all[a[0].Text])
	}
	if in.pen.Text(&g.TextState, op, a) {
		in.operands(op, a)
		in.show(a)
	}
}

// operands looks whether text is shown as the standard has it (ISO 32000-1, 9.4.3): readers
// differ in what they make of the rest.
func (in *interpreter) operands(op string, a []content.Token) {
	ok := len(a) > 0
	if ok {
		last := a[len(a)-1]
		ok = last.Kind == content.String
		if op == "TJ" {
			ok = last.Kind == content.Array && !slices.ContainsFunc(last.Items, func(t content.Token) bool { return t.Kind != content.String && t.Kind != content.Number })
		}
	}
	if !ok {
		in.c.report(in.p.number, "syntax", Error, "text is shown in a form that is not well formed", op, "")
	}
}

// show moves over the glyphs and checks the run they make.
func (in *interpreter) show(a []content.Token) {
	g := &in.g
	if g.font == nil {
		return
	}
	start := in.pen.Matrix
	shown := 0
	content.Strings(a, func(s []byte) { shown += in.glyphs(s) }, func(n float64) {
		in.pen.Advance(-n/1000*g.Size*g.Scale, 0)
	})
	if shown > 0 && g.Mode != 3 && g.Mode != 7 {
		in.checkRun(start)
	}
}

func (in *interpreter) glyphs(s []byte) int {
	g := &in.g
	n := 0
	step := 1
	if g.font.type3 > 0 && g.Mode != 3 {
		in.glyphShapes(s)
	}
	if g.font.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := int(s[i])
		if step == 2 {
			code = code<<8 | int(s[i+1])
		}
		if g.font.told != nil && !g.font.told[code] {
			in.c.report(in.p.number, "font-text", Warning, "a font does not tell its characters", g.font.name, "ToUnicode")
		}
		w := g.font.width(code)/1000*g.Size + g.Spacing
		if step == 1 && code == ' ' {
			w += g.Words
		}
		in.pen.Advance(w*g.Scale, 0)
		n++
	}
	if step == 1 && len(bytes.TrimSpace(s)) == 0 {
		return 0
	}
	return n
}

// checkRun checks type: its size, colour, overprint and ground.
func (in *interpreter) checkRun(start content.Matrix) {
	g := &in.g
	m := start.Mul(g.ctm)
	size := g.Size * math.Hypot(m[2], m[3])
	x0, y0 := m.Apply(0, g.Rise)
	e := in.pen.Matrix.Mul(g.ctm)
	x1, y1 := e.Apply(0, g.Rise)
	r := rect{math.Min(x0, x1), math.Min(y0, y1), math.Max(x0, x1), math.Max(y0, y1)}
	if math.Abs(y1-y0) < math.Abs(x1-x0) {
		r.y1 += size * 0.88
		r.y0 -= size * 0.12
	} else {
		r.x0 -= size * 0.5
		r.x1 += size * 0.5
	}
	if r = r.intersect(g.clip); r.empty() || !r.meets(in.p.trim) {
		return
	}
	switch g.Mode {
	case 1, 5:
		k := in.pattern(g.stroke, r, "type")
		in.painted(k, r, g.overS, "type")
		in.checkType(k, g.overS, size, r)
		return
	case 2, 6:
		in.painted(g.stroke, r, g.overS, "outline of type")
	}
	k := in.pattern(g.fill, r, "type")
	in.painted(k, r, g.over, "type")
	in.checkType(k, g.over, size, r)
}

// checkType checks the colour that the shapes of type have, filled or outlined.
func (in *interpreter) checkType(k ink, over bool, size float64, r rect) {
	p := in.c.profile
	points := func() string { return fmt.Sprintf("%.1f pt", size) }
	want := func(v float64) string { return fmt.Sprintf("%g pt", v) }
	below, on := in.under((r.x0+r.x1)/2, (r.y0+r.y1)/2)
	switch {
	case k.white():
		in.reverse(below, on, size, r)
	case k.nearBlack():
		in.find("rich-black-text", Error, "black type is in several inks", r, k.String(), "K100")
	case k.known && k.inks() > 1 && size < p.MinMultiType-0.01:
		in.find("small-type", Warning, "small type is in several inks", r, points()+", "+k.String(), want(p.MinMultiType))
	case size < p.MinType-0.01:
		in.find("small-type", Error, "type is too small", r, points(), want(p.MinType))
	}
	if !k.black() {
		return
	}
	in.mustOverprint(k, over, r, "black type")
	if in.g.inGroup {
		in.find("text-in-group", Warning, "black type stands in an isolated group, where it cannot overprint", r, "", "")
	}
	if on && below.known && !below.white() && p.MaxTint > 0 && below.process[3]*100 > p.MaxTint+0.5 {
		in.find("type-on-tint", Warning, "black type stands on a dark tint", r, below.String(), fmt.Sprintf("at most %g %%", p.MaxTint))
	}
}

func (in *interpreter) reverse(below ink, on bool, size float64, r rect) {
	p := in.c.profile
	least := p.MinReverse
	if on && below.inks() > 1 {
		least = p.MinReverse2
	}
	if size < least-0.01 {
		in.find("reverse-type", Error, "white type is too small", r, fmt.Sprintf("%.1f pt on %d inks", size, below.inks()), fmt.Sprintf("%g pt", least))
	}
	if on && below.known && p.MinReverseBG > 0 && max(below.process[0], below.process[1], below.process[3])*100 < p.MinReverseBG && below.sum() < p.MinReverseBG+40 {
		in.find("reverse-type", Warning, "white type stands on light ground", r, below.String(), fmt.Sprintf("at least %g %%", p.MinReverseBG))
	}
}

// told reads which codes a ToUnicode table knows (ISO 32000-1, 9.10.3).
func (c *checker) told(o types.Object) map[int]bool {
	out := map[int]bool{}
	l := content.New(c.objects().Bytes(o))
	var args []content.Token
	for t := l.Next(); t.Kind != content.End; t = l.Next() {
		if t.Kind != content.Operator {
			if t.Raw = bytes.Clone(t.Raw); len(args) < 1<<16 {
				args = append(args, t)
			}
			continue
		}
		switch t.Text {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				out[codeOf(args[i].Raw)] = true
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, hi := codeOf(args[i].Raw), codeOf(args[i+1].Raw)
				for k := lo; k <= min(hi, lo+0xFFFF); k++ {
					out[k] = true
				}
			}
		}
		args = args[:0]
		l.Forget()
	}
	return out
}

func codeOf(b []byte) (v int) {
	for _, c := range b[:min(len(b), 4)] {
		v = v<<8 | int(c)
	}
	return v
}
