package preflight

import (
	"fmt"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
)

// bounds is the rectangle around r as m moves it.
func bounds(m content.Matrix, r rect) rect {
	out := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{r.x0, r.y0}, {r.x1, r.y0}, {r.x0, r.y1}, {r.x1, r.y1}} {
		x, y := m.Apply(p[0], p[1])
		out = out.union(rect{x, y, x, y})
	}
	return out
}

// graphics is the graphics state.
type graphics struct {
	content.TextState
	ctm          content.Matrix
	clip         rect
	fill, stroke ink
	over, overS  bool // overprint of fills and strokes
	opm          int
	width        float64
	font         *font
	inGroup      bool
	blend        string  // blend mode; "": Normal
	clear        float64 // how much of fills is transparent
	soft         bool    // a soft mask is in force: how much ink comes through is not known
}

// interpreter runs one content stream; forms run in one of their own.
type interpreter struct {
	c        *checker
	p        *sheet
	res      types.Dict
	g        graphics
	stack    content.States[graphics]
	pen      content.Pen
	path     rect
	boxes    int  // subpaths that are rectangles
	other    bool // the path has other parts
	hasPath  bool
	clipNext bool
	depth    int
	grounds  *[]ground
	x, y     float64 // current point
	started  bool
	base     content.Matrix // of the stream itself, which patterns refer to
	glyph    bool           // a glyph's shape, which has no colours of its own
	cell     bool           // a part that is painted again and again, or no part of the picture
	hidden   []bool         // marked content that has begun: whether its layer is off
	cross    crossing
}

func (c *checker) interpret(p *sheet, data []byte) {
	var grounds []ground
	first := deviceGray.ink([]float64{0})
	fresh := graphics{ctm: content.Unity, clip: p.media, fill: first, stroke: first, width: 1, TextState: content.TextState{Scale: 1}}
	in := &interpreter{c: c, p: p, res: p.resources, grounds: &grounds, base: content.Unity, g: fresh}
	in.run(data)
	for _, a := range p.appearances {
		in.g, in.stack = fresh, nil
		in.appearance(a)
	}
}

func (in *interpreter) run(data []byte) {
	l := content.New(data)
	var args []content.Token
	for {
		t := l.Next()
		if t.Kind == content.End {
			break
		}
		if t.Kind != content.Operator {
			if len(args) < 64 {
				args = append(args, t)
			}
			continue
		}
		if in.c.work--; in.c.work < 0 || in.c.work%4096 == 0 && in.c.cancel.Err() != nil {
			if in.c.work == -1 {
				in.c.report(in.p.number, "syntax", Warning, "the file has more contents than are checked", "", "")
			}
			return
		}
		if t.Text == "BI" {
			in.inline(l.InlineImage())
		} else {
			in.operator(t.Text, args)
		}
		args = args[:0]
		l.Forget()
	}
	if l.Bad {
		in.c.report(in.p.number, "syntax", Error, "the page's contents are not well formed", "", "")
	}
}

func (in *interpreter) operator(op string, a []content.Token) {
	g := &in.g
	if in.stack.Operator(op, a, g, &g.ctm) {
		return
	}
	switch op {
	case "w":
		g.width = content.Num(a, 0)
	case "gs":
		in.extended(content.Word(a))
	case "Do":
		in.object(content.Word(a))
	case "sh":
		all, _ := in.c.pdf.DereferenceDict(in.res["Shading"])
		in.shade(all[content.Word(a)], g.clip, "shading")
	case "BMC", "BDC":
		in.begin(op, a)
	case "EMC":
		if n := len(in.hidden); n > 0 {
			in.hidden = in.hidden[:n-1]
		}
	case "d1":
		in.glyph = in.c.glyphs > 0
	default:
		if !in.pathOperator(op, a) && !in.colourOperator(op, a) {
			in.textOperator(op, a)
		}
	}
}

func (in *interpreter) pathOperator(op string, a []content.Token) bool {
	switch op {
	case "m", "l":
		in.point(content.Num(a, 0), content.Num(a, 1), op == "m")
	case "c":
		for i := 0; i < 6; i += 2 {
			in.point(content.Num(a, i), content.Num(a, i+1), false)
		}
		in.other = true
	case "v", "y":
		in.point(content.Num(a, 0), content.Num(a, 1), false)
		in.point(content.Num(a, 2), content.Num(a, 3), false)
		in.other = true
	case "h":
	case "re":
		x, y, w, h := content.Num(a, 0), content.Num(a, 1), content.Num(a, 2), content.Num(a, 3)
		in.extend(bounds(in.g.ctm, rect{math.Min(x, x+w), math.Min(y, y+h), math.Max(x, x+w), math.Max(y, y+h)}))
		in.boxes++
	case "S", "s":
		in.paint(false, true)
	case "f", "F", "f*":
		in.paint(true, false)
	case "B", "B*", "b", "b*":
		in.paint(true, true)
	case "n":
		in.paint(false, false)
	case "W", "W*":
		in.clipNext = true
	default:
		return false
	}
	return true
}

// point goes on to a point. A path of straight lines along the axes counts as a box.
func (in *interpreter) point(x, y float64, move bool) {
	px, py := in.g.ctm.Apply(x, y)
	in.extend(rect{px, py, px, py})
	if move {
		in.boxes++
	} else if in.started && math.Abs(px-in.x) > 0.01 && math.Abs(py-in.y) > 0.01 {
		in.other = true
	}
	in.x, in.y, in.started = px, py, true
}

func (in *interpreter) extend(r rect) {
	if !in.hasPath {
		in.path, in.hasPath = r, true
		return
	}
	in.path = in.path.union(r)
}

// paint ends a path: fills and strokes it, or makes it the clip.
func (in *interpreter) paint(fill, stroke bool) {
	if in.hasPath {
		in.crosses(fill, stroke)
		if fill {
			in.filled()
		}
		if stroke {
			in.stroked()
		}
		if in.clipNext {
			in.g.clip = in.g.clip.intersect(in.path)
		}
	}
	in.hasPath, in.clipNext, in.boxes, in.other, in.started = false, false, 0, false, false
}

// speck is up to which length in points nothing is a rule or a ground: programs leave such
// rests of layout, a hundredth of a dot of the press.
const speck = 0.02

func (in *interpreter) filled() {
	r := in.path.intersect(in.g.clip)
	if r.x1 < r.x0 || r.y1 < r.y0 {
		return
	}
	k := in.pattern(in.g.fill, r, "area")
	in.painted(k, r, in.g.over, "area")
	in.inkSum(k, r, in.g.over, !in.other && in.g.fill.pattern == nil)
	if in.g.fill.pattern != nil {
		in.lay(ground{r, ink{space: many}})
	}
	if math.Max(in.path.w(), in.path.h()) < speck {
		return
	}
	if thin := math.Min(in.path.w(), in.path.h()); !in.other && in.boxes == 1 && thin > 0 && thin < 1 && !in.glyph {
		in.ruleWidth(k, thin, r)
	} else if thin > 0 && thin < 0.3*mm && !in.other && !in.glyph {
		in.fine(k, r)
	}
	if !in.other && in.boxes == 1 && !in.cell {
		in.p.bleeds = append(in.p.bleeds, r)
	}
}

func (in *interpreter) stroked() {
	w := in.g.width * in.g.ctm.Thin()
	half := max(w/2, 0.01) // a line without width is drawn all the same
	r := rect{in.path.x0 - half, in.path.y0 - half, in.path.x1 + half, in.path.y1 + half}.intersect(in.g.clip)
	if r.empty() {
		return
	}
	k := in.pattern(in.g.stroke, r, "line")
	in.painted(k, r, in.g.overS, "line")
	in.inkSum(k, r, in.g.overS, false)
	in.ruleWidth(k, w, r)
	if w <= in.c.profile.ThinRule && in.p.trim.meets(r) {
		in.mustOverprint(k, in.g.overS, r, "thin black rule")
	}
}

// painted notes what stands on the page, and looks at its colour.
func (in *interpreter) painted(k ink, r rect, over bool, what string) {
	p := in.p
	p.marks++
	if p.trim.holds(r) && !k.white() && !k.all {
		p.area = p.area.union(r)
	}
	in.press(k, r, what)
	if what != "picture" && r.meets(p.bleed) {
		p.prints(k)
	}
	if over && k.white() && r.meets(p.bleed) {
		in.find("white-overprint", Error, "white "+what+" overprints", r, k.String(), "knock out")
	}
	if over && k.space != nil && k.space.kind == "cmyk" && in.g.opm == 0 && k.inks() < 4 && !k.white() {
		in.find("overprint-mode", Warning, what+" overprints in mode 0, which cuts all inks out", r, "OPM 0", "OPM 1")
	}
	if k.all && k.process[0] > 0 && r.meets(p.trim) {
		in.find("spots", Error, what+" has the colour of register marks", r, "All", "")
	}
}

// press looks whether a colour is of the press's inks.
func (in *interpreter) press(k ink, r rect, what string) {
	if !in.c.pdfx() && len(in.c.profile.Standards) == 0 && !in.c.profile.inks {
		return
	}
	switch kind := k.space.kind; {
	case kind == "rgb":
		in.find("rgb", Error, what+" is in RGB", r, "DeviceRGB", "CMYK")
	case (kind == "calrgb" || kind == "lab") && in.c.x1a():
		in.find("rgb", Error, what+" is in "+kind, r, kind, "CMYK")
	case kind == "calrgb" || kind == "lab":
		in.find("rgb", Warning, what+" is in "+kind, r, kind, "CMYK")
	case k.space.icc && in.c.x1a():
		in.find("rgb", Error, what+" is not in device inks", r, "ICC based", "DeviceCMYK")
	}
}

func (in *interpreter) find(rule string, level Level, what string, r rect, measured, required string) {
	in.c.add(in.p.at(Finding{Rule: rule, Level: level, What: what, Measured: measured, Required: required}, r))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (in *interpreter) ruleWidth(k ink, w float64, r rect) {
	least := in.c.profile.MinRule
	if k.inks() > 1 && !k.all {
		least = in.c.profile.MinMultiRule
	}
	if !r.meets(in.p.trim) || k.white() {
		return
	}
	if w < least-0.005 || w == 0 {
		in.find("thin-rule", Error, "a rule is too thin", r, fmt.Sprintf("%.3f pt, %d inks", w, k.inks()), fmt.Sprintf("%g pt", least))
	}
	if w < 0.3*mm && w >= least-0.005 {
		in.fine(k, r)
	}
}

// fine reports what inks out of register would blur: presses hold register to some tenths
// of a millimetre. Two inks pass, three full ones do not.
func (in *interpreter) fine(k ink, r rect) {
	strong := k.nSpots
	for _, v := range k.process {
		strong += b2i(v >= 0.25)
	}
	if k.all || strong < 3 {
		return
	}
	in.find("fine-register", Warning, "a line finer than the register is in several inks", r, k.String(), "one ink")
}

// mustOverprint looks at black that stands on other inks, or might.
func (in *interpreter) mustOverprint(k ink, over bool, r rect, what string) {
	if !in.c.pdfx() && !in.c.profile.inks {
		return
	}
	if k.black() && (!over || in.g.opm != 1 && k.space.kind == "cmyk") {
		in.find("overprint-black", Warning, what+" does not overprint", r, fmt.Sprintf("op %v, OPM %d, %s", over, in.g.opm, k.space.kind), "op true, OPM 1")
	} else if k.black() && k.space.kind == "gray" {
		in.find("overprint-black", Warning, what+" is in DeviceGray, which knocks out whatever is set", r, "gray", "DeviceCMYK")
	}
}

// extended reads an ExtGState.
func (in *interpreter) extended(name string) {
	all, _ := in.c.pdf.DereferenceDict(in.res["ExtGState"])
	if d, err := in.c.pdf.DereferenceDict(all[name]); err == nil && d != nil {
		in.state(d)
	}
}

func (in *interpreter) state(d types.Dict) {
	c, g := in.c, &in.g
	truth := func(k string, v *bool) {
		if o, _ := c.pdf.Dereference(d[k]); o != nil {
			if b, ok := o.(types.Boolean); ok {
				*v = bool(b)
			}
		}
	}
	truth("OP", &g.overS)
	if d["op"] == nil {
		truth("OP", &g.over)
	}
	truth("op", &g.over)
	if d["OPM"] != nil {
		g.opm = int(c.number(d["OPM"]))
	}
	if d["LW"] != nil {
		g.width = c.number(d["LW"])
	}
	if a, _ := c.pdf.DereferenceArray(d["Font"]); len(a) == 2 {
		g.font, g.Size = c.font(in.p, a[0]), c.number(a[1])
	}
	in.transparent(d)
	if o, _ := c.pdf.Dereference(d["SMask"]); o != nil {
		_, in.g.soft = o.(types.Dict)
	}
	in.mask(d["SMask"])
	for _, k := range []string{"TR", "TR2", "HTP"} {
		if o, _ := c.pdf.Dereference(d[k]); o != nil && c.text(o) != "Default" && c.text(o) != "Identity" {
			c.report(in.p.number, "filters", Error, "there is a transfer function or a halftone", k, "none")
		}
	}
}

// transparent looks at what makes things transparent.
func (in *interpreter) transparent(d types.Dict) {
	c := in.c
	clear := false
	for _, k := range []string{"ca", "CA"} {
		clear = clear || d[k] != nil && c.number(d[k]) < 1
	}
	if o, _ := c.pdf.Dereference(d["SMask"]); o != nil && c.text(o) != "None" {
		clear = true
	}
	if d["BM"] != nil {
		in.g.blend = c.text(d["BM"])
	}
	if d["ca"] != nil {
		in.g.clear = 1 - min(max(c.number(d["ca"]), 0), 1)
	}
	if bm := c.text(d["BM"]); bm != "" && bm != "Normal" && bm != "Compatible" {
		clear = true
	}
	c.out.Transparent = c.out.Transparent || clear
	if clear && c.x1a() {
		c.report(in.p.number, "transparency", Error, "something is transparent", "", "nothing in PDF/X-1a")
	}
}

func (in *interpreter) colourOperator(op string, a []content.Token) bool {
	g := &in.g
	var v []float64
	for _, t := range a {
		if t.Kind == content.Number {
			v = append(v, t.Num)
		}
	}
	set := func(s *space, stroke bool) {
		if stroke {
			g.stroke = s.ink(v)
		} else {
			g.fill = s.ink(v)
		}
	}
	named := func() *space { return in.c.space(in.res, types.Name(content.Word(a)), 0) }
	if in.glyph { // ISO 32000-1, 9.6.5: a shape has the colour of the text
		return slices.Contains([]string{"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN"}, op)
	}
	switch op {
	case "g", "G":
		set(deviceGray, op == "G")
	case "rg", "RG":
		set(in.c.space(in.res, types.Name("DeviceRGB"), 0), op == "RG")
	case "k", "K":
		set(deviceCMYK, op == "K")
	case "cs", "CS":
		s := named()
		v = []float64{0, 0, 0, 1}
		if s.kind == "spot" || s.kind == "devicen" {
			v = slices.Repeat([]float64{1}, s.n)
		}
		set(s, op == "CS")
	case "sc", "scn":
		set(g.fill.space, false)
		g.fill.pattern, g.fill.under = in.named(g.fill.space, a), slices.Clone(v)
	case "SC", "SCN":
		set(g.stroke.space, true)
		g.stroke.pattern, g.stroke.under = in.named(g.stroke.space, a), slices.Clone(v)
	default:
		return false
	}
	return true
}
