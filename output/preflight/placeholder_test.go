package preflight

import (
	"bytes"
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
)

// TestPlaceholder: the crossed box of proofs is found, in inks and in grey; the white of a gap
// and other crossed boxes are not.
func TestPlaceholder(t *testing.T) {
	p := Newspaper()
	p.Standards = nil
	r := unit.Rect{X: 50 * unit.Pt, Y: 50 * unit.Pt, W: 100 * unit.Pt, H: 60 * unit.Pt}
	d := good(t)
	first := *d.Pages[0]
	first.Items = append(slices.Clone(first.Items), page.NewGap(r))
	d.Pages = []*page.Page{&first}
	dark := page.ForProof(d, false)
	group := *dark.Pages[0].Items[len(first.Items)-1].(*page.Group)
	box := *group.Items[0].(*page.Path)
	ink := page.Gray(5000)
	box.Fill = &ink
	for _, c := range []struct {
		what    string
		d       *page.Doc
		profile pdf.Profile
		want    bool
	}{
		{"white", d, pdf.X4, false},
		{"shown", page.ForProof(d, false), pdf.X4, true},
		{"shown on a screen", page.ForProof(d, false), pdf.Screen, true},
		{"of other inks", with(d, &page.Group{Items: append([]page.Item{&box}, group.Items[1:]...)}), pdf.X4, false},
		{"with one line", with(d, &page.Group{Items: group.Items[:2]}), pdf.X4, false},
	} {
		var b bytes.Buffer
		if err := pdf.Write(&b, c.d, catalog(), pdf.Options{Profile: c.profile}); err != nil {
			t.Fatal(err)
		}
		found := check(t, b.Bytes(), p).Findings
		got := slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == "placeholder" && f.Level == Error })
		if got != c.want {
			t.Errorf("%s: found %t, want %t: %v", c.what, got, c.want, found)
		}
	}
}

// with puts an item in the place of the gap at the end of the page.
func with(d *page.Doc, it page.Item) *page.Doc {
	out, p := *d, *d.Pages[0]
	p.Items = append(slices.Clone(p.Items[:len(p.Items)-1]), it)
	out.Pages = []*page.Page{&p}
	return &out
}

// TestProportioned: a page may be a millimetre wider or narrower than its place, as high as that.
func TestProportioned(t *testing.T) {
	for _, c := range []struct {
		trim [2]float64
		s    Slot
		want bool
	}{
		{[2]float64{270, 390}, Slot{Width: 135, Height: 195}, true},
		{[2]float64{100, 50}, Slot{Width: 100, Height: 50.5}, true},
		{[2]float64{100, 50}, Slot{Width: 100, Height: 49.5}, true},
		{[2]float64{100, 50}, Slot{Width: 100, Height: 50.6}, false},
		{[2]float64{100, 50}, Slot{Width: 100, Height: 49.4}, false},
	} {
		if got := c.s.proportioned(c.trim); got != c.want {
			t.Errorf("%v in %v: %v", c.trim, c.s, got)
		}
	}
}
