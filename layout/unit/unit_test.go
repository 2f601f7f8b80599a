package unit_test

import (
	"fmt"
	"math/big"
	"testing"

	"banxin/layout/unit"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"9pt", "9.000"}, {"9点", "9.000"}, {"10.5 磅", "10.500"}, {"小五", "9.000"}, {"六号", "7.875"},
		{"25.4mm", "72.000"}, {"2.54cm", "72.000"}, {"1in", "72.000"}, {"270毫米", "765.354"}, {"0", "0.000"}, {"-3mm", "-8.504"}, {".5pt", "0.500"},
	} {
		l, err := unit.Parse(c.in)
		if err != nil || l.String() != c.want {
			t.Errorf("Parse(%q) = %v, %v; want %s pt", c.in, l, err, c.want)
		}
	}
	for _, in := range []string{"", "9", "pt", "9px", "1.2345pt", "12345678pt", "2字", "--3mm", "3-mm", "٣mm", "1e3pt"} {
		if l, err := unit.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", in, l)
		}
	}
}

func TestMeasureOnGrid(t *testing.T) {
	g := unit.Grid{Char: 9 * unit.Pt, Line: 13 * unit.Pt}
	for in, want := range map[string]string{"2字": "18.000", "1.5em": "13.500", "3行": "39.000", "3mm": "8.504"} {
		m, err := unit.ParseMeasure(in)
		if err != nil || m.Resolve(g).String() != want {
			t.Errorf("%q on the grid is %v, %v; want %s", in, m.Resolve(g), err, want)
		}
	}
}

// FuzzMulDiv holds MulDiv against arithmetic without limits.
func FuzzMulDiv(f *testing.F) {
	f.Add(int64(7), int64(-3), int64(2))
	f.Add(int64(1<<40), int64(1<<20), int64(1<<30))
	f.Fuzz(func(t *testing.T, l, num, den int64) {
		if den <= 0 {
			t.Skip()
		}
		n := new(big.Int).Mul(big.NewInt(l), big.NewInt(num))
		twice := new(big.Int).Add(new(big.Int).Mul(new(big.Int).Abs(n), big.NewInt(2)), big.NewInt(den))
		want := new(big.Int).Quo(twice, new(big.Int).Mul(big.NewInt(den), big.NewInt(2)))
		if n.Sign() < 0 {
			want.Neg(want)
		}
		if !want.IsInt64() || want.CmpAbs(big.NewInt(1<<62)) > 0 {
			t.Skip()
		}
		if got := unit.Length(l).MulDiv(num, den); int64(got) != want.Int64() {
			t.Errorf("%d × %d / %d = %d, want %s", l, num, den, got, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("9pt")
	f.Add("小五")
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := unit.ParseMeasure(s); err == nil {
			m.Resolve(unit.Grid{Char: unit.Pt, Line: unit.Pt})
		}
	})
}

func TestRects(t *testing.T) {
	a := unit.Rect{X: 0, Y: 0, W: 10, H: 10}
	b := unit.Rect{X: 10, Y: 0, W: 5, H: 5}
	if a.Overlaps(b) {
		t.Error("rectangles that touch do not overlap")
	}
	if got, want := a.Union(b), (unit.Rect{W: 15, H: 10}); got != want {
		t.Errorf("union %v, want %v", got, want)
	}
	if got := a.Inset(3).Union(unit.Rect{X: 99}); got != a.Inset(3) {
		t.Errorf("an empty rectangle counts for nothing: %v", got)
	}
}

func ExampleParse() {
	l, err := unit.Parse("小五")
	fmt.Println(l, err)
	// Output: 9.000 <nil>
}
