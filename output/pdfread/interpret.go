package pdfread

import (
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

// graphics is the graphics state, as far as places ask for it.
type graphics struct {
	content.TextState
	ctm   content.Matrix
	font  *Font
	width float64
	clip  *Box // around what is painted; nil: nothing is clipped
}

// interpreter runs one content stream; forms run in one of their own.
type interpreter struct {
	work     int // operators left of the page
	f        *File
	p        *Page
	res      types.Dict
	g        graphics
	stack    content.States[graphics]
	pen      content.Pen
	depth    int
	unread   map[string]bool
	marked   []marked
	mcid     int
	segments []Box // of the path: lines along the axes and rectangles
	rects    []Box
	other    bool // the path has other parts
	around   *Box // the path
	clips    bool // the path is to clip
	x, y     float64
	sx, sy   float64
}

// marked is a marked-content sequence that is open.
type marked struct {
	mcid   int // of the sequence around it
	actual *string
	said   bool
}

func (in *interpreter) run(data []byte) {
	l := content.New(data)
	var args []content.Token
	for t := l.Next(); t.Kind != content.End; t = l.Next() {
		if t.Kind != content.Operator {
			if len(args) < 64 {
				args = append(args, t)
			}
			continue
		}
		in.work--
		if in.f.work--; in.f.work < 0 || in.work < 0 {
			in.p.Cut = true
			return
		}
		if t.Text == "BI" {
			l.InlineImage()
		} else {
			in.operator(t.Text, args)
		}
		args = args[:0]
		l.Forget()
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
	case "Do":
		in.object(content.Word(a))
	case "BMC", "BDC":
		in.begin(a)
	case "EMC":
		if n := len(in.marked); n > 0 {
			in.mcid, in.marked = in.marked[n-1].mcid, in.marked[:n-1]
		}
	default:
		if !in.pathOperator(op, a) {
			in.textOperator(op, a)
		}
	}
}

// begin opens a marked-content sequence.
func (in *interpreter) begin(a []content.Token) {
	m := marked{mcid: in.mcid}
	if len(a) > 1 {
		switch p := a[1]; p.Kind {
		case content.Other:
			for i := 0; i+1 < len(p.Items); i += 2 {
				switch v := p.Items[i+1]; p.Items[i].Text {
				case "MCID":
					in.mcid = int(v.Num)
				case "ActualText":
					s := textString(v.Raw)
					m.actual = &s
				}
			}
		case content.Name:
			if d := in.f.dict(in.f.dict(in.res["Properties"])[p.Text]); d != nil {
				if d["MCID"] != nil {
					in.mcid = int(in.f.number(d["MCID"]))
				}
				if d["ActualText"] != nil {
					s := in.f.text(d["ActualText"])
					m.actual = &s
				}
			}
		}
	}
	if len(in.marked) < 512 {
		in.marked = append(in.marked, m)
	}
}

// object shows a form or a picture.
func (in *interpreter) object(name string) {
	o := in.f.dict(in.res["XObject"])[name]
	s := in.f.stream(o)
	if s == nil {
		return
	}
	switch in.f.text(s.Dict["Subtype"]) {
	case "Image":
		in.picture(name, s)
	case "Form":
		in.form(s)
	}
}

func (in *interpreter) form(s *types.StreamDict) {
	if in.depth >= objects.MaxForms {
		in.p.Cut = true
		return
	}
	sub := *in
	sub.stack, sub.depth, sub.marked = nil, in.depth+1, slices.Clone(in.marked)
	sub.clear()
	if res := in.f.dict(s.Dict["Resources"]); res != nil {
		sub.res = res
	}
	if a, _ := in.f.pdf.DereferenceArray(s.Dict["Matrix"]); len(a) == 6 {
		sub.g.ctm = content.Matrix(in.f.objects().Numbers(a)).Mul(sub.g.ctm)
	}
	sub.run(in.f.decode(s))
}

// bounds is the box around the points that m moves the corners of a rectangle to.
func bounds(m content.Matrix, x0, y0, x1, y1 float64) Box {
	b := Box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for _, p := range [4][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}} {
		x, y := m.Apply(p[0], p[1])
		hx, hy := hundredths(x), hundredths(y)
		b = Box{min(b.X0, hx), min(b.Y0, hy), max(b.X1, hx), max(b.Y1, hy)}
	}
	return b
}

func (in *interpreter) pathOperator(op string, a []content.Token) bool {
	switch op {
	case "m":
		in.x, in.y = content.Num(a, 0), content.Num(a, 1)
		in.sx, in.sy = in.x, in.y
	case "l":
		in.line(content.Num(a, 0), content.Num(a, 1))
	case "h":
		in.line(in.sx, in.sy)
	case "c", "v", "y":
		in.other = true
		for i := 0; i+1 < len(a); i += 2 {
			x, y := content.Num(a, i), content.Num(a, i+1)
			in.reach(bounds(in.g.ctm, in.x, in.y, x, y))
			in.x, in.y = x, y
		}
	case "re":
		b := bounds(in.g.ctm, content.Num(a, 0), content.Num(a, 1), content.Num(a, 0)+content.Num(a, 2), content.Num(a, 1)+content.Num(a, 3))
		in.rects = append(in.rects, b)
		in.reach(b)
		in.x, in.y = content.Num(a, 0), content.Num(a, 1)
		in.sx, in.sy = in.x, in.y
	case "S", "s":
		if op == "s" {
			in.line(in.sx, in.sy)
		}
		in.stroked()
		in.clear()
	case "f", "F", "f*":
		in.filled()
		in.clear()
	case "B", "B*", "b", "b*":
		in.filled()
		in.stroked()
		in.clear()
	case "n":
		in.clear()
	case "W", "W*":
		in.clips = true
	default:
		return false
	}
	return true
}

// clear ends a path; one that clips does so from now on, by the box around it.
func (in *interpreter) clear() {
	if b := in.around; in.clips && b != nil {
		if in.g.clip != nil {
			c := b.within(*in.g.clip)
			b = &c
		}
		in.g.clip = b
	}
	in.segments, in.rects, in.other, in.around, in.clips = nil, nil, false, nil, false
}

// reach makes the box around the path larger.
func (in *interpreter) reach(b Box) {
	if a := in.around; a != nil {
		b = Box{min(a.X0, b.X0), min(a.Y0, b.Y0), max(a.X1, b.X1), max(a.Y1, b.Y1)}
	}
	in.around = &b
}

// within is the part of a box that lies in another; its sides are turned round where there is none.
func (b Box) within(o Box) Box {
	return Box{max(b.X0, o.X0), max(b.Y0, o.Y0), min(b.X1, o.X1), min(b.Y1, o.Y1)}
}

func (in *interpreter) line(x, y float64) {
	b := bounds(in.g.ctm, in.x, in.y, x, y)
	in.reach(b)
	if len(in.segments) < maxBoxes {
		in.segments = append(in.segments, b)
	}
	in.x, in.y = x, y
}

// thin is how wide a line may be to be a rule, in hundredths of a point.
const thin = 400

// filled takes the areas of a path. A path of straight lines along the axes counts as a box.
func (in *interpreter) filled() {
	for _, b := range in.rects {
		in.area(b)
	}
	if len(in.segments) > 2 && !in.other {
		b := in.segments[0]
		for _, s := range in.segments {
			if s.W() > 0 && s.H() > 0 {
				return // slanting
			}
			b = Box{min(b.X0, s.X0), min(b.Y0, s.Y0), max(b.X1, s.X1), max(b.Y1, s.Y1)}
		}
		in.area(b)
	}
}

func (in *interpreter) area(b Box) {
	switch {
	case min(b.W(), b.H()) <= thin:
		in.rule(b)
	case len(in.p.Areas) < maxBoxes:
		in.p.Areas = append(in.p.Areas, b)
	}
}

func (in *interpreter) rule(b Box) {
	if max(b.W(), b.H()) > 0 && len(in.p.Rules) < maxBoxes {
		in.p.Rules = append(in.p.Rules, b)
	}
}

// stroked takes the lines of a path, and the four sides of its boxes.
func (in *interpreter) stroked() {
	for _, s := range in.segments {
		if s.W() == 0 || s.H() == 0 {
			in.rule(s)
		}
	}
	for _, b := range in.rects {
		in.rule(Box{b.X0, b.Y0, b.X1, b.Y0})
		in.rule(Box{b.X0, b.Y1, b.X1, b.Y1})
		in.rule(Box{b.X0, b.Y0, b.X0, b.Y1})
		in.rule(Box{b.X1, b.Y0, b.X1, b.Y1})
	}
}
