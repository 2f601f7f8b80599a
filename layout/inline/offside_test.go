package inline

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Marks of a face that has them in the middle of the em touch no neighbour.
func TestOffSideMarksTouchNothing(t *testing.T) {
	f := &Font{Han: faces().Chain("毛笔"), Latin: faces().Chain("毛笔"), Size: 100 * unit.Pt}
	face := f.Han[0]
	upem := int64(face.UnitsPerEm())
	for dir, text := range []string{page.Horizontal: "国（中）永，国【中】永", page.Vertical: "国，永。中、国，永"} {
		dir := page.Dir(dir)
		p := &Para{Spans: []Span{{Text: text, Font: f}}, Dir: dir}
		var s Setter
		sh := s.Shape(p)
		end := unit.Length(-1 << 40)
		for _, it := range s.Place(nil, sh, s.Break(nil, sh, em(100))[0], unit.Point{}) {
			run := it.(*page.Text)
			for _, g := range run.Glyphs {
				x0, y0, x1, y1 := face.Ink(g.ID)
				from, to := run.At.X+unit.Length(g.X)+f.Size.MulDiv(int64(x0), upem), run.At.X+unit.Length(g.X)+f.Size.MulDiv(int64(x1), upem)
				if dir == page.Vertical {
					from, to = run.At.Y+unit.Length(g.Y)-f.Size.MulDiv(int64(y1), upem), run.At.Y+unit.Length(g.Y)-f.Size.MulDiv(int64(y0), upem)
				}
				if from < end-f.Size/8 { // strokes of a brush may meet
					t.Errorf("direction %d: the ink of %q begins %d before the end of the one before", dir, run.Src[g.Cluster:], end-from)
				}
				end = to
			}
		}
	}
}
