// Package objects says what the objects of other people's PDF files mean: their numbers and
// boxes, the pages and what those inherit, functions, meshes and layers.
//
//	r := objects.Reader{PDF: ctx}
//	page, err := r.Page(1)
//	f := r.Function(shading["Function"])
//
// It never fails on what is not well formed: the answer is the zero value.
package objects

import (
	"bytes"
	"errors"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Reader reads the objects of a file.
type Reader struct {
	PDF    *model.Context
	Decode func(s *types.StreamDict) ([]byte, error) // of streams, within limits; nil: up to Most
}

// Get follows a reference.
func (r Reader) Get(o types.Object) types.Object {
	v, err := r.PDF.Dereference(o)
	if err != nil {
		return nil
	}
	return v
}

// Dict returns a dictionary, or that of a stream.
func (r Reader) Dict(o types.Object) types.Dict {
	switch v := r.Get(o).(type) {
	case types.Dict:
		return v
	case types.StreamDict:
		return v.Dict
	case *types.StreamDict:
		return v.Dict
	}
	return nil
}

// Array returns an array.
func (r Reader) Array(o types.Object) types.Array {
	a, _ := r.Get(o).(types.Array)
	return a
}

// Stream returns a stream, or nil.
func (r Reader) Stream(o types.Object) *types.StreamDict {
	switch v := r.Get(o).(type) {
	case types.StreamDict:
		return &v
	case *types.StreamDict:
		return v
	}
	return nil
}

// Data returns what a stream holds.
func (r Reader) Data(s *types.StreamDict) ([]byte, error) {
	if r.Decode != nil {
		return r.Decode(s)
	}
	own := *s
	own.Content = nil
	err := own.DecodeWithLimit(r.Most(s))
	return own.Content, err
}

// Most is how many bytes a stream may unpack to: a picture those of its pixels.
func (r Reader) Most(s *types.StreamDict) int64 {
	if r.Name(s.Dict["Subtype"]) != "Image" {
		return MaxStream
	}
	w, h := int64(r.Int(s.Dict["Width"])), int64(r.Int(s.Dict["Height"]))
	if w < 1 || h < 1 || w > MaxPixels/h {
		return MaxStream
	}
	return min((w+1)*h*16, 4*MaxPixels) + 1<<16 // eight inks of 16 bits, and the predictor's marks
}

// Bytes returns what a string or a stream holds.
func (r Reader) Bytes(o types.Object) []byte {
	switch v := r.Get(o).(type) {
	case types.HexLiteral:
		b, _ := v.Bytes()
		return b
	case types.StringLiteral:
		b, _ := types.Unescape(string(v))
		return b
	}
	if s := r.Stream(o); s != nil {
		b, _ := r.Data(s)
		return b
	}
	return nil
}

// Contents joins the streams of a page's contents (ISO 32000-1, 7.8.2); what came before one
// that fails comes with the error.
func (r Reader) Contents(o types.Object) ([]byte, error) {
	list := r.Array(o)
	if list == nil {
		list = types.Array{o}
	}
	var b bytes.Buffer
	for _, part := range list {
		s := r.Stream(part)
		if s == nil {
			continue
		}
		data, err := r.Data(s)
		if err != nil {
			return b.Bytes(), err
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// Number returns a finite number, or 0.
func (r Reader) Number(o types.Object) float64 {
	var v float64
	switch n := r.Get(o).(type) {
	case types.Integer:
		v = float64(n)
	case types.Float:
		v = float64(n)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// Int returns a whole number, or 0.
func (r Reader) Int(o types.Object) int {
	return int(min(max(r.Number(o), math.MinInt32), math.MaxInt32))
}

// Numbers returns the numbers of an array.
func (r Reader) Numbers(o types.Object) []float64 {
	a := r.Array(o)
	v := make([]float64, len(a))
	for i := range a {
		v[i] = r.Number(a[i])
	}
	return v
}

// Name returns a name, or "".
func (r Reader) Name(o types.Object) string {
	n, _ := r.Get(o).(types.Name)
	return string(n)
}

// True tells whether o is the truth value true.
func (r Reader) True(o types.Object) bool {
	b, ok := r.Get(o).(types.Boolean)
	return ok && bool(b)
}

// Box returns a rectangle as left, lower, right, upper; false for what has no area.
func (r Reader) Box(o types.Object) (b [4]float64, ok bool) {
	v := r.Numbers(o)
	if len(v) != 4 {
		return b, false
	}
	b = [4]float64{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
	return b, b[0] < b[2] && b[1] < b[3] && max(-b[0], -b[1], b[2], b[3]) <= 1e6
}

// Page is a page with what it inherits (ISO 32000-1, 7.7.3.4).
type Page struct {
	Dict      types.Dict
	Resources types.Dict
	Media     types.Object // the box, its own or inherited; nil: none
	Crop      types.Object
	Rotate    int // quarter turns clockwise
}

// Errors of page trees.
var (
	ErrNoPages   = errors.New("the file has no pages")
	ErrNoPage    = errors.New("there is no such page")
	ErrMediaBox  = errors.New("the MediaBox is no rectangle")
	errTree      = errors.New("the page tree is broken")
	errManyPages = errors.New("the page tree has too many parts")
)

const (
	maxPageNodes = 100_000
	maxPageDepth = 64
)

// Pages lists the pages in order, by the tree itself and not by what it says it counts. What
// is in reach is returned with the error.
func (r Reader) Pages() ([]Page, error) {
	root, err := r.PDF.Catalog()
	if err != nil || root == nil {
		return nil, ErrNoPages
	}
	w := pageWalk{r: r, left: maxPageNodes, seen: map[int]bool{}}
	if r.Dict(root["Pages"]) == nil {
		return nil, ErrNoPages
	}
	w.node(root["Pages"], Page{}, 0)
	if w.err == nil && len(w.pages) == 0 {
		w.err = ErrNoPages
	}
	return w.pages, w.err
}

type pageWalk struct {
	r     Reader
	pages []Page
	left  int
	seen  map[int]bool // nodes on the way and behind
	err   error
}

func (w *pageWalk) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// node takes a node of the tree, which may have been met already: then it is broken.
func (w *pageWalk) node(o types.Object, from Page, depth int) {
	if w.left--; w.left < 0 || depth > maxPageDepth {
		w.fail(errManyPages)
		return
	}
	if ref, ok := o.(types.IndirectRef); ok {
		n := ref.ObjectNumber.Value()
		if w.seen[n] {
			w.fail(errTree)
			return
		}
		w.seen[n] = true
	}
	d := w.r.Dict(o)
	if d == nil {
		w.fail(errTree)
		return
	}
	from.Dict = d
	if res := w.r.Dict(d["Resources"]); res != nil {
		from.Resources = res
	}
	if d["MediaBox"] != nil {
		from.Media = d["MediaBox"]
	}
	if d["CropBox"] != nil {
		from.Crop = d["CropBox"]
	}
	if d["Rotate"] != nil {
		from.Rotate = ((w.r.Int(d["Rotate"])/90)%4 + 4) % 4
	}
	kids, kind := w.r.Array(d["Kids"]), w.r.Name(d["Type"])
	if kids == nil && kind != "Pages" || kind == "Page" {
		w.pages = append(w.pages, from)
		return
	}
	for _, k := range kids {
		w.node(k, from, depth+1)
	}
}

// Bits of an annotation's flags (ISO 32000-1, table 165).
const (
	flagHidden = 1 << 1
	flagPrint  = 1 << 2
)

// Appearance is what an annotation prints as (ISO 32000-1, 12.5.3 and 12.5.5); nil: nothing.
func (r Reader) Appearance(a types.Dict, l *Layers) *types.StreamDict {
	flags := r.Int(a["F"])
	if flags&flagPrint == 0 || flags&flagHidden != 0 || r.Name(a["Subtype"]) == "Popup" || l.Hidden(a["OC"]) {
		return nil
	}
	normal := r.Dict(a["AP"])["N"]
	if s := r.Stream(normal); s != nil {
		return s
	}
	states := r.Dict(normal)
	return r.Stream(states[r.Name(a["AS"])])
}
