package advert

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// colour is a colour as the file sets it.
type colour struct {
	space   *space
	v       []float64
	pattern types.Object
}

func (c colour) key() string { return fmt.Sprintf("%p%v%v", c.space, c.v, c.pattern) }

// state is the graphics state as the file has it, as far as colours need it.
type state struct {
	fill, stroke colour
	op, opS      bool // overprint of areas, of lines
	opm          int
	ca, caS      float64
	ctm, tm      content.Matrix
	width        float64
	size         float64
	mode         int
	blend        string
	soft         bool  // a soft mask is in force
	clip         shape // bounds of it; not any: no clip
}

// written is what has been written of it.
type written struct {
	fill, stroke string
	over         overprint
}

// overprint is the part of the state that goes with a colour.
type overprint struct {
	op, opS bool
	opm     int
	ca, caS float64
}

var opaque = overprint{ca: 1, caS: 1}

// rewriter writes a content stream anew. Colours are written where they are used, in the form
// that their use asks for.
type rewriter struct {
	j     *job
	res   types.Dict // of the file's stream
	out   map[string]map[string]string
	buf   []byte
	path  []byte
	shape shape
	state
	is    written
	next  prepared
	stack []state
	was   []written
	marks []bool     // marked content: hidden
	text  bool       // between BT and ET
	clips bool       // the path becomes the clip
	at    [2]float64 // where the path has come to
	mask  bool       // a luminosity mask: values, not inks
	rgb   bool       // blends in RGB
	glyph bool       // a shape without colours
	depth int

	base   content.Matrix // of the stream, which patterns refer to
	ground *backdrop      // nil: nothing of it is below what comes later
	veil   float64        // how opaque the group in RGB is that this is part of
	veiled float64        // and how opaque it is made in inks
}

func (j *job) rewriter(res types.Dict) *rewriter {
	black := colour{space: deviceGray, v: []float64{0}}
	return &rewriter{j: j, res: res, out: map[string]map[string]string{}, base: content.Unity, veil: 1, veiled: 1, is: written{over: opaque},
		state: state{fill: black, stroke: black, ca: 1, caS: 1, ctm: content.Unity, tm: content.Unity, width: 1}}
}

// bind names a resource of the stream that is written; name is a wish.
func (w *rewriter) bind(kind, name, text string) string {
	all := w.out[kind]
	if all == nil {
		all = map[string]string{}
		w.out[kind] = all
	}
	own := name
	for i := 2; all[own] != "" && all[own] != text; i++ {
		own = fmt.Sprintf("%s_%d", name, i)
	}
	all[own] = text
	return objects.Name(own)
}

// resources writes the resource dictionary.
func (w *rewriter) resources() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, kind := range []string{"ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject"} {
		if len(w.out[kind]) == 0 {
			continue
		}
		b.WriteString("/" + kind + "<<")
		var names []string
		for n := range w.out[kind] {
			names = append(names, n)
		}
		slices.Sort(names)
		for _, n := range names {
			b.WriteString(objects.Name(n) + " " + w.out[kind][n] + "\n")
		}
		b.WriteString(">>")
	}
	return b.String() + ">>"
}

// stream is the stream that was written, with its resources.
func (w *rewriter) stream(entries string) string {
	return objects.Stream(entries+"/Resources"+w.resources()+"/Filter/FlateDecode", objects.Deflate(w.buf))
}

func (w *rewriter) hidden() bool { return slices.Contains(w.marks, true) }

func (w *rewriter) emit(s string) { w.buf = append(append(w.buf, s...), '\n') }

// run rewrites contents.
func (w *rewriter) run(data []byte) {
	if w.j.runs--; w.j.runs < 0 || w.depth > maxDepth {
		panic(stop{ErrTooMuch})
	}
	l := content.New(data)
	var args []content.Token
	start := -1
	depth := len(w.stack)
	for {
		at := l.At()
		if start < 0 {
			start = at
		}
		t := l.Next()
		if t.Kind == content.End {
			break
		}
		if t.Kind != content.Operator {
			if len(args) < 256 {
				args = append(args, t)
			}
			continue
		}
		if w.j.work--; w.j.work < 0 {
			panic(stop{ErrTooMuch})
		}
		if t.Text == "BI" {
			dict, data := l.InlineData()
			w.inline(dict, data)
		} else {
			w.operator(t.Text, args, data[start:l.Read()])
		}
		args, start = args[:0], -1
		l.Forget()
	}
	if w.text {
		w.emit("ET")
		w.text = false
	}
	for len(w.stack) > depth {
		w.operator("Q", nil, []byte("Q"))
	}
	w.marks = nil
}

func num(a []content.Token, i int) float64 {
	if i < len(a) && a[i].Kind == content.Number {
		return a[i].Num
	}
	return 0
}

func word(a []content.Token) string {
	if len(a) > 0 && a[len(a)-1].Kind == content.Name {
		return a[len(a)-1].Text
	}
	return ""
}

func (w *rewriter) operator(op string, a []content.Token, raw []byte) {
	switch op {
	case "q":
		w.stack, w.was = append(w.stack, w.state), append(w.was, w.is)
		if len(w.stack) > 512 {
			panic(stop{ErrTooMuch})
		}
		w.emit("q")
	case "Q":
		if n := len(w.stack); n > 0 {
			w.state, w.stack = w.stack[n-1], w.stack[:n-1]
			w.is, w.was = w.was[n-1], w.was[:n-1]
			w.emit("Q")
		}
	case "cm":
		w.ctm = matrix(a).Mul(w.ctm)
		w.emit(string(raw))
	case "w":
		w.width = num(a, 0)
		w.emit(string(raw))
	case "J", "j", "M", "d", "i", "ri", "d0", "d1":
		w.emit(string(raw))
	case "gs":
		w.extended(word(a))
	case "Do":
		w.object(word(a))
	case "sh":
		w.shade(word(a))
	case "BMC", "BDC", "EMC":
		w.marked(op, a)
	default:
		if !w.pathOperator(op, a, raw) && !w.colourOperator(op, a) {
			w.textOperator(op, a, raw)
		}
	}
}

func matrix(a []content.Token) content.Matrix {
	return content.Matrix{num(a, 0), num(a, 1), num(a, 2), num(a, 3), num(a, 4), num(a, 5)}
}

// marked follows marked content; only what a layer hides matters, tags do not come along.
func (w *rewriter) marked(op string, a []content.Token) {
	if op == "EMC" {
		if n := len(w.marks); n > 0 {
			w.marks = w.marks[:n-1]
		}
		return
	}
	hidden := false
	if op == "BDC" && len(a) > 1 && a[0].Text == "OC" {
		hidden = w.j.layers.Hidden(w.j.r.Dict(w.res["Properties"])[word(a)])
	}
	if hidden {
		w.j.log.add(Layers)
	}
	w.marks = append(w.marks, hidden)
	if len(w.marks) > 512 {
		panic(stop{ErrTooMuch})
	}
}

// shape is what is known of a path: its bounds in points and whether it is one box.
type shape struct {
	x0, y0, x1, y1 float64
	any, curved    bool
	parts          int
	outline        [][2]float64 // the corners of what is no box along the axes
}

func (s *shape) point(x, y float64) {
	if !s.any {
		s.x0, s.y0, s.x1, s.y1, s.any = x, y, x, y, true
		return
	}
	s.x0, s.y0, s.x1, s.y1 = math.Min(s.x0, x), math.Min(s.y0, y), math.Max(s.x1, x), math.Max(s.y1, y)
}

// within is a clip that another narrows.
func (s shape) within(o shape) shape {
	if !s.any {
		return shape{x0: o.x0, y0: o.y0, x1: o.x1, y1: o.y1, any: true}
	}
	return shape{math.Max(s.x0, o.x0), math.Max(s.y0, o.y0), math.Min(s.x1, o.x1), math.Min(s.y1, o.y1), true, false, 1, nil}
}

// thin tells whether it is a rule, drawn as an area.
func (s shape) thin() bool {
	return s.any && !s.curved && s.parts == 1 && math.Min(s.x1-s.x0, s.y1-s.y0) <= thinRule
}

// thinRule is up to how many points black lines overprint.
const thinRule = 2

func (w *rewriter) pathOperator(op string, a []content.Token, raw []byte) bool {
	point := func(x, y float64) { w.shape.point(w.ctm.Apply(x, y)) }
	switch op {
	case "m", "l":
		w.shape.parts += b2i(op == "m")
		point(num(a, 0), num(a, 1))
		w.corner(num(a, 0), num(a, 1))
	case "c", "v", "y":
		w.shape.curved = true
		for i := 0; i+1 < len(a); i += 2 {
			point(num(a, i), num(a, i+1))
		}
		w.bend(op, a)
	case "re":
		w.shape.parts++
		point(num(a, 0), num(a, 1))
		point(num(a, 0)+num(a, 2), num(a, 1)+num(a, 3))
	case "h":
	case "W", "W*":
		w.clips = true
	case "S", "s":
		w.paint(false, true, raw)
		return true
	case "f", "F", "f*":
		w.paint(true, false, raw)
		return true
	case "B", "B*", "b", "b*":
		w.paint(true, true, raw)
		return true
	case "n":
		w.paint(false, false, raw)
		return true
	default:
		return false
	}
	w.path = append(append(w.path, raw...), '\n')
	return true
}

// corner notes a point of the outline.
func (w *rewriter) corner(x, y float64) {
	w.at = [2]float64{x, y}
	if len(w.shape.outline) <= maxOutline {
		px, py := w.ctm.Apply(x, y)
		w.shape.outline = append(w.shape.outline, [2]float64{px, py})
	}
}

// bend notes points of a curve.
func (w *rewriter) bend(op string, a []content.Token) {
	p := [4][2]float64{w.at, w.at, {num(a, 0), num(a, 1)}, {num(a, 2), num(a, 3)}}
	switch op {
	case "c":
		p = [4][2]float64{w.at, {num(a, 0), num(a, 1)}, {num(a, 2), num(a, 3)}, {num(a, 4), num(a, 5)}}
	case "y":
		p[1], p[2] = p[2], p[3]
	}
	for _, t := range []float64{0.25, 0.5, 0.75, 1} {
		var at [2]float64
		for i := range at {
			u := 1 - t
			at[i] = u*u*u*p[0][i] + 3*u*u*t*p[1][i] + 3*u*t*t*p[2][i] + t*t*t*p[3][i]
		}
		w.corner(at[0], at[1])
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (w *rewriter) paint(fill, stroke bool, raw []byte) {
	if w.hidden() || !w.shape.any && len(w.path) == 0 {
		raw = []byte("n")
		fill, stroke = false, false
	}
	if fill {
		w.prepare(use{thin: w.shape.thin()}, false)
	}
	if stroke {
		w.prepare(use{line: true, thin: w.width*w.ctm.Thin() <= thinRule}, true)
	}
	w.settle(fill, stroke)
	if fill {
		w.laid(w.fill, w.ca)
	}
	w.buf = append(w.buf, w.path...)
	if w.clips && w.shape.any {
		w.clip = w.clip.within(w.shape)
	}
	w.clips = false
	if len(w.path) > 0 {
		w.emit(string(raw))
	}
	w.path, w.shape = w.path[:0], shape{}
}

func (w *rewriter) colourOperator(op string, a []content.Token) bool {
	var v []float64
	for _, t := range a {
		if t.Kind == content.Number {
			v = append(v, t.Num)
		}
	}
	to := &w.fill
	if op == strings.ToUpper(op) {
		to = &w.stroke
	}
	switch strings.ToLower(op) {
	case "g", "rg", "k":
		name := map[string]string{"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}[strings.ToLower(op)]
		w.set(to, colour{space: w.j.namedSpace(w.res, name, 0), v: v})
	case "cs":
		s := w.j.namedSpace(w.res, word(a), 0)
		w.set(to, colour{space: s, v: s.initial()})
	case "sc", "scn":
		c := colour{space: to.space, v: v}
		if to.space.kind == "pattern" {
			c.pattern = w.j.r.Dict(w.res["Pattern"])[word(a)]
		} else if len(v) < to.space.n {
			return true
		}
		w.set(to, c)
	default:
		return false
	}
	return true
}

func (w *rewriter) set(to *colour, c colour) {
	if !w.glyph && (len(c.v) >= c.space.n || c.space.kind == "pattern") {
		*to = c
	}
}

func (w *rewriter) textOperator(op string, a []content.Token, raw []byte) {
	switch op {
	case "BT":
		w.tm, w.text = content.Unity, true
	case "ET":
		if !w.text {
			return
		}
		w.text = false
	case "Tf":
		w.size = num(a, 1)
		if len(a) > 0 {
			w.emit(w.font(a[0].Text) + " " + number(w.size) + " Tf")
		}
		return
	case "Tm":
		w.tm = matrix(a)
	case "Tr":
		w.mode = int(num(a, 0))
	case "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "T*":
	case "Tj", "TJ", "'", "\"":
		w.show(op, a, raw)
		return
	default:
		return // of no standard, or none of print: MP DP BX EX
	}
	w.emit(string(raw))
}

// show shows text. What is hidden in a line that goes on takes its room.
func (w *rewriter) show(op string, a []content.Token, raw []byte) {
	if len(a) == 0 || op != "TJ" && a[len(a)-1].Kind != content.String || op == "TJ" && a[len(a)-1].Kind != content.Array {
		return
	}
	if w.hidden() {
		w.emit("3 Tr " + string(raw) + fmt.Sprintf(" %d Tr", w.mode))
		return
	}
	if op == "TJ" {
		a[0].Items = slices.DeleteFunc(slices.Clone(a[0].Items), func(t content.Token) bool { return t.Kind != content.Number && t.Kind != content.String })
	}
	fill, stroke := w.mode == 0 || w.mode == 2 || w.mode == 4 || w.mode == 6, w.mode == 1 || w.mode == 2 || w.mode == 5 || w.mode == 6
	m := w.tm.Mul(w.ctm)
	u := use{text: true, size: math.Abs(w.size) * math.Hypot(m[2], m[3])}
	if fill {
		w.prepare(u, false)
	}
	if stroke {
		u.line = true
		w.prepare(u, true)
	}
	w.settle(fill, stroke)
	w.emit(string(raw))
}

// font binds a font; what it is made of comes along.
func (w *rewriter) font(name string) string {
	o := w.j.r.Dict(w.res["Font"])[name]
	if w.j.r.Dict(o) == nil {
		return w.bind("Font", name, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	}
	return w.bind("Font", name, w.j.font(o, w.res))
}
