package preflight

import (
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/pdf"
)

// TestWidths: a character is as wide as its font says, in thousandths of the type's size: by
// a list from the first character, by ranges and single characters of composite fonts, in the
// font's own units in Type 3, and as wide as the font's default when nothing is said.
func TestWidths(t *testing.T) {
	ints := func(list ...int) (a types.Array) {
		for _, n := range list {
			a = append(a, types.Integer(n))
		}
		return a
	}
	matrix := types.Array{types.Float(0.01), types.Integer(0), types.Integer(0), types.Float(0.01), types.Integer(0), types.Integer(0)}
	simple := func(kind string, more types.Dict) types.Dict {
		d := types.Dict{"Subtype": types.Name(kind), "FirstChar": types.Integer(65), "Widths": ints(500, 700)}
		for k, v := range more {
			d[k] = v
		}
		return d
	}
	composite := func(cid types.Dict) types.Dict {
		return types.Dict{"Subtype": types.Name("Type0"), "DescendantFonts": types.Array{cid}}
	}
	ranges := types.Array{types.Integer(3), ints(250, 300), types.Integer(10), types.Integer(12), types.Integer(600), types.Integer(20)}
	e := open(t, written(t, pdf.Options{}), Newspaper())
	for _, c := range []struct {
		what string
		font types.Dict
		want map[int]float64 // of codes
	}{
		{"listed", simple("TrueType", nil), map[int]float64{64: 500, 65: 500, 66: 700, 67: 500}},
		{"Type 3", simple("Type3", types.Dict{"FontMatrix": matrix}), map[int]float64{64: 0, 65: 5000, 66: 7000, 67: 0}},
		{"Type 3 without a matrix", simple("Type3", nil), map[int]float64{65: 500, 66: 700}},
		{"Type 3 with half a matrix", simple("Type3", types.Dict{"FontMatrix": matrix[:5]}), map[int]float64{65: 500}},
		{"composite", composite(types.Dict{}), map[int]float64{3: 1000}},
		{"composite with a default", composite(types.Dict{"DW": types.Integer(400), "W": ranges}),
			map[int]float64{2: 400, 3: 250, 4: 300, 5: 400, 9: 400, 10: 600, 12: 600, 13: 400, 20: 400}},
		{"composite of nothing", types.Dict{"Subtype": types.Name("Type0")}, map[int]float64{3: 1000}},
	} {
		e.c.fonts = map[any]*font{}
		f := e.c.font(&sheet{number: 1}, c.font)
		for code, want := range c.want {
			if got := f.width(code); got < want-1e-9 || got > want+1e-9 {
				t.Errorf("%s: character %d is %g wide, want %g", c.what, code, got, want)
			}
		}
	}
}
