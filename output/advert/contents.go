package advert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
)

// colour is a colour as the file sets it.
type colour struct {
	space   *spaces.Space
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
	black := colour{space: spaces.Gray, v: []float64{0}}
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

func (w *rewriter) operator(op string, a []content.Token, raw []byte) {
	switch op {
	case "q":
		w.stack, w.was = append(w.stack, w.state), append(w.was, w.is)
		if len(w.stack) > content.MostStates {
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
		w.ctm = content.MatrixOf(a).Mul(w.ctm)
		w.emit(string(raw))
	case "w":
		w.width = content.Num(a, 0)
		w.emit(string(raw))
	case "J", "j", "M", "d", "i", "ri", "d0", "d1":
		w.emit(string(raw))
	case "gs":
		w.extended(content.Word(a))
	case "Do":
		w.object(content.Word(a))
	case "sh":
		w.shade(content.Word(a))
	case "BMC", "BDC", "EMC":
		w.marked(op, a)
	default:
		if !w.pathOperator(op, a, raw) && !w.colourOperator(op, a) {
			w.textOperator(op, a, raw)
		}
	}
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
		hidden = w.j.layers.Hidden(w.j.r.Dict(w.res["Properties"])[content.Word(a)])
	}
	if hidden {
		w.j.log.add(Layers)
	}
	w.marks = append(w.marks, hidden)
	if len(w.marks) > 512 {
		panic(stop{ErrTooMuch})
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
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
		w.set(to, colour{space: w.j.spaces().Named(w.res, name, 0), v: v})
	case "cs":
		s := w.j.spaces().Named(w.res, content.Word(a), 0)
		w.set(to, colour{space: s, v: s.Initial()})
	case "sc", "scn":
		c := colour{space: to.space, v: v}
		if to.space.Kind == spaces.KindPattern {
			c.pattern = w.j.r.Dict(w.res["Pattern"])[content.Word(a)]
		} else if len(v) < to.space.N {
			return true
		}
		w.set(to, c)
	default:
		return false
	}
	return true
}

func (w *rewriter) set(to *colour, c colour) {
	if !w.glyph && (len(c.v) >= c.space.N || c.space.Kind == spaces.KindPattern) {
		*to = c
	}
}
