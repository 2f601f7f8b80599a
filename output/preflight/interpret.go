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
	ctm          content.Matrix
	clip         rect
	fill, stroke ink
	over, overS  bool // overprint of fills and strokes
	opm          int
	width        float64
	font         *font
	size         float64
	spacing      float64
	words        float64
	scale        float64 // horizontal, of 1
	rise         float64
	leading      float64
	mode         int
	inGroup      bool
}

// interpreter runs one content stream; forms run in one of their own.
type interpreter struct {
	c        *checker
	p        *sheet
	res      types.Dict
	g        graphics
	stack    []graphics
	tm, tlm  content.Matrix
	path     rect
	boxes    int  // subpaths that are rectangles
	other    bool // the path has other parts
	hasPath  bool
	clipNext bool
	depth    int
	grounds  *[]ground
	x, y     float64 // current point
	started  bool
}

// ground is an area that was filled; type may stand on it.
type ground struct {
	r   rect
	ink ink
}

// maxGrounds bounds what is remembered of a page.
const maxGrounds = 20000

func (c *checker) interpret(p *sheet, data []byte) {
	var grounds []ground
	first := deviceGray.ink([]float64{0})
	in := &interpreter{c: c, p: p, res: p.resources, grounds: &grounds,
		g: graphics{ctm: content.Unity, clip: p.media, fill: first, stroke: first, width: 1, scale: 1}}
	in.run(data)
}

// maxForms bounds forms within forms.
const maxForms = 12

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

// num is the i-th operand.
func num(args []content.Token, i int) float64 {
	if i < len(args) && args[i].Kind == content.Number {
		return args[i].Num
	}
	return 0
}

func word(args []content.Token) string {
	if len(args) > 0 && args[len(args)-1].Kind == content.Name {
		return args[len(args)-1].Text
	}
	return ""
}

func (in *interpreter) operator(op string, a []content.Token) {
	g := &in.g
	switch op {
	case "q":
		if len(in.stack) < 512 {
			in.stack = append(in.stack, *g)
		}
	case "Q":
		if n := len(in.stack); n > 0 {
			*g, in.stack = in.stack[n-1], in.stack[:n-1]
		}
	case "cm":
		g.ctm = content.Matrix{num(a, 0), num(a, 1), num(a, 2), num(a, 3), num(a, 4), num(a, 5)}.Mul(g.ctm)
	case "w":
		g.width = num(a, 0)
	case "gs":
		in.extended(word(a))
	case "Do":
		in.object(word(a))
	case "sh":
		in.shading(word(a))
	default:
		if !in.pathOperator(op, a) && !in.colourOperator(op, a) {
			in.textOperator(op, a)
		}
	}
}

func (in *interpreter) pathOperator(op string, a []content.Token) bool {
	switch op {
	case "m", "l":
		in.point(num(a, 0), num(a, 1), op == "m")
	case "c":
		for i := 0; i < 6; i += 2 {
			in.point(num(a, i), num(a, i+1), false)
		}
		in.other = true
	case "v", "y":
		in.point(num(a, 0), num(a, 1), false)
		in.point(num(a, 2), num(a, 3), false)
		in.other = true
	case "h":
	case "re":
		x, y, w, h := num(a, 0), num(a, 1), num(a, 2), num(a, 3)
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

func (in *interpreter) filled() {
	r := in.path.intersect(in.g.clip)
	if r.x1 < r.x0 || r.y1 < r.y0 {
		return
	}
	k := in.g.fill
	in.painted(k, r, in.g.over, "area")
	in.inkSum(k, r, in.g.over)
	if thin := math.Min(in.path.w(), in.path.h()); !in.other && in.boxes == 1 && thin > 0 && thin < 1 {
		in.ruleWidth(k, thin, r)
	} else if thin > 0 && thin < 0.3*mm && !in.other {
		in.fine(k, r)
	}
	if !in.other && in.boxes == 1 && len(*in.grounds) < maxGrounds {
		*in.grounds = append(*in.grounds, ground{r, k})
		in.p.bleeds = append(in.p.bleeds, r)
	}
}

func (in *interpreter) stroked() {
	k := in.g.stroke
	w := in.g.width * in.g.ctm.Thin()
	half := max(w/2, 0.01) // a line without width is drawn all the same
	r := rect{in.path.x0 - half, in.path.y0 - half, in.path.x1 + half, in.path.y1 + half}.intersect(in.g.clip)
	if r.empty() {
		return
	}
	in.painted(k, r, in.g.overS, "line")
	in.inkSum(k, r, in.g.overS)
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
	in.c.add(in.p.at(Finding{Rule: rule, Level: level, What: what, Measured: measured, Required: required}, r.x0, r.y1))
}

// under is the topmost ground that holds a point.
func (in *interpreter) under(x, y float64) (ink, bool) {
	for _, g := range slices.Backward(*in.grounds) {
		if x >= g.r.x0 && x <= g.r.x1 && y >= g.r.y0 && y <= g.r.y1 {
			return g.ink, true
		}
	}
	return ink{}, false
}

func (in *interpreter) inkSum(k ink, r rect, over bool) {
	limit := in.c.profile.InkLimit
	if limit <= 0 || !k.known || k.all || !r.meets(in.p.trim) {
		return
	}
	sum := k.sum()
	if over {
		if below, ok := in.under((r.x0+r.x1)/2, (r.y0+r.y1)/2); ok && below.known {
			sum = (math.Max(k.process[0], below.process[0])+math.Max(k.process[1], below.process[1])+
				math.Max(k.process[2], below.process[2])+math.Max(k.process[3], below.process[3]))*100 + (k.spots+below.spots)*100
		}
	}
	if sum > limit+0.5 && r.w()*r.h() >= mm*mm {
		in.find("ink-limit", Error, "an area has more ink than the paper takes", r, fmt.Sprintf("%.0f %% (%s)", sum, k), fmt.Sprintf("%g %%", limit))
	}
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
	if !in.c.pdfx() {
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
	c, g := in.c, &in.g
	all, _ := c.pdf.DereferenceDict(in.res["ExtGState"])
	d, err := c.pdf.DereferenceDict(all[name])
	if err != nil || d == nil {
		return
	}
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
		g.font, g.size = c.font(in.p, a[0]), c.number(a[1])
	}
	in.transparent(d)
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
	if bm := c.text(d["BM"]); bm != "" && bm != "Normal" && bm != "Compatible" {
		clear = true
	}
	if clear && c.x1a() {
		c.report(in.p.number, "transparency", Error, "something is transparent", "", "nothing in PDF/X-1a")
	}
}

// object paints a form or a picture.
func (in *interpreter) object(name string) {
	c := in.c
	all, _ := c.pdf.DereferenceDict(in.res["XObject"])
	o := all[name]
	s := c.stream(o)
	if s == nil {
		return
	}
	switch c.text(s.Dict["Subtype"]) {
	case "Image":
		in.picture(o, s)
	case "Form":
		in.form(s)
	}
}

func (in *interpreter) form(s *types.StreamDict) {
	if in.depth >= maxForms {
		in.c.report(in.p.number, "syntax", Error, "forms nest too deep", "", fmt.Sprint(maxForms))
		return
	}
	data, err := in.c.decode(s)
	if err != nil {
		in.c.report(in.p.number, "syntax", Error, "a form does not decode", err.Error(), "")
		return
	}
	sub := *in
	sub.stack, sub.depth = nil, in.depth+1
	sub.hasPath, sub.boxes, sub.other = false, 0, false
	if res, _ := in.c.pdf.DereferenceDict(s.Dict["Resources"]); res != nil {
		sub.res = res
	}
	if a, _ := in.c.pdf.DereferenceArray(s.Dict["Matrix"]); len(a) == 6 {
		v := in.c.numbers(a)
		sub.g.ctm = content.Matrix(v).Mul(sub.g.ctm)
	}
	if b, ok := in.c.box(s.Dict["BBox"]); ok {
		sub.g.clip = sub.g.clip.intersect(bounds(sub.g.ctm, b))
	}
	if group, _ := in.c.pdf.DereferenceDict(s.Dict["Group"]); group != nil {
		in.c.checkGroup(in.p, s.Dict["Group"])
		if v, _ := in.c.pdf.Dereference(group["I"]); v == types.Boolean(true) {
			sub.g.inGroup = true
		}
	}
	sub.run(data)
}

func (in *interpreter) shading(name string) {
	all, _ := in.c.pdf.DereferenceDict(in.res["Shading"])
	v, _ := in.c.pdf.Dereference(all[name])
	d, ok := v.(types.Dict)
	if s, isStream := v.(types.StreamDict); isStream {
		d, ok = s.Dict, true
	}
	if !ok {
		return
	}
	s := in.c.space(in.res, d["ColorSpace"], 0)
	in.painted(ink{space: s}, in.g.clip, false, "shading")
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
	named := func() *space { return in.c.space(in.res, types.Name(word(a)), 0) }
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
	case "SC", "SCN":
		set(g.stroke.space, true)
	default:
		return false
	}
	return true
}
