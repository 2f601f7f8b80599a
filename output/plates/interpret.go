package plates

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
	"banxin/output/internal/spaces"
)

// graphics is the graphics state (ISO 32000-1, 8.4).
type graphics struct {
	content.TextState
	ctm          content.Matrix
	clip         clip
	fill, stroke colour
	over, overS  bool // overprint of fills and strokes
	opm          int
	pen          stroke
	font         *font
	ca, caS      uint8 // how opaque fills and strokes are
	blend        blend
	soft         *softMask
}

// colour is a colour as the file sets it.
type colour struct {
	space   *spaces.Space
	v       []float64
	pattern types.Object
	paint   *paint // nil: not looked for
}

// interpreter draws one content stream; forms are drawn by one of their own.
type interpreter struct {
	p        *plater
	to       *surface
	res      types.Dict
	g        graphics
	stack    content.States[graphics]
	path     path
	clipNext byte // 'n' nonzero, 'e' even-odd: the path becomes the clip
	text     content.Pen
	outlines raster.Outline // glyphs that become the clip at the end of the text
	base     content.Matrix // of the stream itself, which patterns refer to
	plain    bool           // a glyph or a cell, which has no colours of its own
	hidden   []bool         // marked content that has begun: whether its layer is off
	depth    int
	shared   bool // the surface's group is not isolated
}

// maxForms is how many stand within one another: drawing programs nest groups deeper than pages of text do.
const maxForms = 32

func newInterpreter(p *plater, res types.Dict, m content.Matrix, c clip) *interpreter {
	in := &interpreter{p: p, to: p.page0, res: res, base: m}
	in.g = graphics{ctm: m, clip: c, fill: black(), stroke: black(), ca: 255, caS: 255, pen: stroke{width: 1, miter: 10}, TextState: content.TextState{Scale: 1}}
	return in
}

func black() colour { return colour{space: spaces.Gray, v: []float64{0}} }

func (in *interpreter) run(data []byte) {
	p, l := in.p, content.New(data)
	var args []content.Token
	for t := l.Next(); t.Kind != content.End; t = l.Next() {
		if t.Kind != content.Operator {
			if len(args) < 64 {
				args = append(args, t)
			}
			continue
		}
		if p.work--; p.work < 0 {
			p.find(TooMuch, "")
			panic(stopped{})
		}
		if p.work%1024 == 0 && p.ctx.Err() != nil {
			panic(stopped{p.ctx.Err()})
		}
		if t.Text == "BI" {
			dict, data := l.InlineData()
			in.inline(dict, data)
		} else {
			in.operator(t.Text, args)
		}
		args = args[:0]
		l.Forget()
	}
	if l.Bad {
		p.find(Broken, "")
	}
}

func (in *interpreter) operator(op string, a []content.Token) {
	g := &in.g
	if in.stack.Operator(op, a, g, &g.ctm) {
		return
	}
	switch op {
	case "w":
		g.pen.width = content.Num(a, 0)
	case "J":
		g.pen.end = int(content.Num(a, 0))
	case "j":
		g.pen.join = int(content.Num(a, 0))
	case "M":
		g.pen.miter = content.Num(a, 0)
	case "d":
		if len(a) > 1 {
			g.pen.dash, g.pen.phase = numbersOf(a[0].Items), content.Num(a, 1)
		}
	case "gs":
		in.extended(in.p.f.r.Dict(in.p.f.r.Dict(in.res["ExtGState"])[content.Word(a)]))
	case "Do":
		in.object(content.Word(a))
	case "sh":
		in.shade(in.p.f.r.Dict(in.res["Shading"])[content.Word(a)])
	case "BMC", "BDC":
		in.begin(op, a)
	case "EMC":
		if n := len(in.hidden); n > 0 {
			in.hidden = in.hidden[:n-1]
		}
	case "d1":
		in.plain = true
	default:
		if !in.pathOperator(op, a) && !in.colourOperator(op, a) {
			in.textOperator(op, a)
		}
	}
}

func numbersOf(a []content.Token) (v []float64) {
	for _, t := range a {
		if t.Kind == content.Number {
			v = append(v, t.Num)
		}
	}
	return v
}

// begin notes marked content that belongs to a layer.
func (in *interpreter) begin(op string, a []content.Token) {
	hidden := false
	if op == "BDC" && len(a) > 1 && a[0].Text == "OC" {
		hidden = in.p.f.layers.Hidden(in.p.f.r.Dict(in.res["Properties"])[content.Word(a)])
	}
	if len(in.hidden) < content.MostStates {
		in.hidden = append(in.hidden, hidden)
	}
}

// off tells whether what is painted now is on a layer that does not print.
func (in *interpreter) off() bool {
	for _, h := range in.hidden {
		if h {
			return true
		}
	}
	return false
}

// extended reads an ExtGState.
func (in *interpreter) extended(d types.Dict) {
	r, g := in.p.f.r, &in.g
	truth := func(k string, v *bool) bool {
		b, ok := r.Get(d[k]).(types.Boolean)
		if ok {
			*v = bool(b)
		}
		return ok
	}
	if truth("OP", &g.overS) && d["op"] == nil {
		g.over = g.overS
	}
	truth("op", &g.over)
	number := func(k string, v *float64) {
		if d[k] != nil {
			*v = r.Number(d[k])
		}
	}
	number("LW", &g.pen.width)
	number("ML", &g.pen.miter)
	for k, v := range map[string]*int{"OPM": &g.opm, "LC": &g.pen.end, "LJ": &g.pen.join} {
		if d[k] != nil {
			*v = r.Int(d[k])
		}
	}
	if a := r.Array(d["D"]); len(a) == 2 {
		g.pen.dash, g.pen.phase = r.Numbers(a[0]), r.Number(a[1])
	}
	if a := r.Array(d["Font"]); len(a) == 2 {
		g.font, g.Size = in.p.f.font(a[0]), r.Number(a[1])
	}
	if d["ca"] != nil {
		g.ca = byteOf(r.Number(d["ca"]))
	}
	if d["CA"] != nil {
		g.caS = byteOf(r.Number(d["CA"]))
	}
	if d["BM"] != nil {
		g.blend = in.mode(d["BM"])
	}
	switch m := r.Get(d["SMask"]).(type) {
	case types.Name:
		g.soft = nil
	case types.Dict:
		g.soft = in.softMask(m)
	}
}

// mode is the blend mode by its name, or the first known of several.
func (in *interpreter) mode(o types.Object) blend {
	r := in.p.f.r
	list := r.Array(o)
	if list == nil {
		list = types.Array{o}
	}
	for _, o := range list {
		name := r.Name(o)
		if name == "Normal" || name == "Compatible" {
			return nil
		}
		if b := blends[name]; b != nil {
			return b
		}
	}
	in.p.find(Blended, r.Name(o))
	return nil
}

// enter is an interpreter for a stream within this one, which inherits its state; false: it
// is too deep.
func (in *interpreter) enter(res types.Object) (*interpreter, bool) {
	if in.depth >= maxForms {
		in.p.find(TooMuch, "")
		return nil, false
	}
	sub := *in
	sub.stack, sub.hidden, sub.depth = nil, nil, in.depth+1
	sub.path, sub.clipNext, sub.outlines = path{}, 0, raster.Outline{}
	if own := in.p.f.r.Dict(res); own != nil {
		sub.res = own
	}
	return &sub, true
}

// moved puts a matrix before the one in force.
func (in *interpreter) moved(o types.Object) {
	if v := in.p.f.r.Numbers(o); len(v) == 6 {
		in.g.ctm = content.Matrix(v).Mul(in.g.ctm)
	}
}

// boxed clips by a rectangle of the units in force.
func (in *interpreter) boxed(o types.Object) {
	b, ok := in.p.f.r.Box(o)
	if !ok {
		return
	}
	var p path
	p.rect(in.g.ctm, b[0], b[1], b[2]-b[0], b[3]-b[1])
	in.clipTo(p.outline(&in.p.shape), false)
}

// object paints a form or a picture.
func (in *interpreter) object(name string) {
	r := in.p.f.r
	o := r.Dict(in.res["XObject"])[name]
	s := r.Stream(o)
	if s == nil || in.off() || in.p.f.layers.Hidden(s.Dict["OC"]) || in.g.clip.win.Empty() {
		return
	}
	switch r.Name(s.Dict["Subtype"]) {
	case "Image":
		in.picture(s)
	case "Form":
		in.form(s)
	}
}

// annotation paints what an annotation prints (ISO 32000-1, 12.5.5, algorithm 8.1).
func (in *interpreter) annotation(a types.Dict) {
	r := in.p.f.r
	s := r.Appearance(a, in.p.f.layers)
	to, ok := r.Box(a["Rect"])
	if s == nil || !ok {
		return
	}
	box, ok := r.Box(s.Dict["BBox"])
	if !ok {
		return
	}
	m := content.Unity
	if v := r.Numbers(s.Dict["Matrix"]); len(v) == 6 {
		m = content.Matrix(v)
	}
	from := bounds(m, box[0], box[1], box[2], box[3])
	w, h := from[2]-from[0], from[3]-from[1]
	if w <= 0 || h <= 0 {
		return
	}
	sx, sy := (to[2]-to[0])/w, (to[3]-to[1])/h
	in.g.ctm = content.Matrix{sx, 0, 0, sy, to[0] - sx*from[0], to[1] - sy*from[1]}.Mul(in.g.ctm)
	in.form(s)
}
