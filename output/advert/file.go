package advert

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
)

var errContents = errors.New("its contents do not decode")

// boxes are a page's boxes in points: left, lower, right, upper.
type boxes struct {
	media, bleed, trim [4]float64
	turn               int
}

// bounds reads a page's boxes. A bleed or a trim that leaves the sheet is cut off there.
func (j *job) bounds(p objects.Page, unit float64) (b boxes, err error) {
	media, ok := j.r.Box(p.Media)
	switch {
	case p.Media == nil:
		media = [4]float64{0, 0, 612, 792}
	case !ok:
		return b, objects.ErrMediaBox
	}
	find := func(within, otherwise [4]float64, boxes ...types.Object) [4]float64 {
		for _, o := range boxes {
			if r, ok := j.r.Box(o); ok {
				if r = common(r, within); r[0] < r[2] && r[1] < r[3] {
					return r
				}
			}
		}
		return otherwise
	}
	crop := find(media, media, p.Crop)
	b.trim = find(media, crop, p.Dict["TrimBox"], p.Dict["ArtBox"])
	b.bleed = find(media, b.trim, p.Dict["BleedBox"])
	b.bleed = [4]float64{min(b.bleed[0], b.trim[0]), min(b.bleed[1], b.trim[1]), max(b.bleed[2], b.trim[2]), max(b.bleed[3], b.trim[3])}
	b.media, b.turn = b.bleed, p.Rotate
	for _, r := range []*[4]float64{&b.media, &b.bleed, &b.trim} {
		for i := range r {
			r[i] *= unit
		}
	}
	return b, nil
}

func common(a, b [4]float64) [4]float64 {
	return [4]float64{max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])}
}

// page makes the page's contents, with what its annotations print, a form.
func (j *job) page(p objects.Page) (err error) {
	unit := j.r.Number(p.Dict["UserUnit"])
	if unit <= 0 || unit > 1000 {
		unit = 1
	}
	if j.boxes, err = j.bounds(p, unit); err != nil {
		return err
	}
	data, err := objects.Reader{PDF: j.r.PDF, Decode: j.decode}.Contents(p.Dict["Contents"])
	if err != nil {
		return errContents
	}
	group := j.r.Dict(p.Dict["Group"])
	if cs := group["CS"]; cs != nil {
		j.rgb = j.spaces().Space(p.Resources, cs, 0).N == 3
	}
	w := j.rewriter(p.Resources)
	w.ctm, w.rgb, w.ground = content.Matrix{unit, 0, 0, unit, 0, 0}, j.rgb, &backdrop{}
	w.base = w.ctm
	w.run(data)
	list := j.r.Array(p.Dict["Annots"])
	if len(list) > objects.MaxAnnots {
		panic(stop{ErrTooMuch})
	}
	for _, o := range list {
		w.annotation(j.r.Dict(o))
	}
	entries := fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[%s]/Matrix[%s]", numbers(divided(j.boxes.media, unit)), numbers([]float64{unit, 0, 0, unit, 0, 0}))
	if group != nil {
		entries += w.group(group)
	}
	j.pageForm = j.add(w.stream(entries))
	return nil
}

func divided(r [4]float64, unit float64) []float64 {
	out := make([]float64, 4)
	for i, v := range r {
		out[i] = v / unit
	}
	return out
}

// file is a PDF of the page: its objects, then page, pages and catalogue.
func (j *job) file() []byte {
	n := len(j.bodies)
	draw := objects.Stream("", []byte("/P Do\n"))
	j.bodies = append(j.bodies, draw,
		fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[%s]/BleedBox[%s]/TrimBox[%s]/Rotate %d/Contents %s/Resources<</XObject<</P %s>>>>>>", objects.Ref(n+3),
			numbers(j.boxes.media[:]), numbers(j.boxes.bleed[:]), numbers(j.boxes.trim[:]), 90*j.boxes.turn, objects.Ref(n+1), objects.Ref(j.pageForm)),
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count 1>>", objects.Ref(n+2)),
		fmt.Sprintf("<</Type/Catalog/Pages %s>>", objects.Ref(n+3)))
	b := []byte("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(j.bodies))
	for i, o := range j.bodies {
		at[i] = len(b)
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	sum := sha256.Sum256(b)
	start := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	return fmt.Appendf(b, "trailer\n<</Size %d/Root %s/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, objects.Ref(n+4), sum[:16], sum[:16], start)
}

// number writes a number with at most five decimals.
func number(v float64) string {
	s := fmt.Sprintf("%.5f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" || math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return s
}

func numbers(v []float64) string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = number(x)
	}
	return strings.Join(out, " ")
}
