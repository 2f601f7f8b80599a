package preflight

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/assets/faces"
	"banxin/cmd/need/held"
	"banxin/cmd/need/madepdf"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
)

var catalog = sync.OnceValue(func() *fonts.Catalog {
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		panic(err)
	}
	return cat
})

// good is a page that no press refuses: type, rules, a bleeding tint, a spot ink and a
// picture.
func good(t testing.TB) *page.Doc {
	cat := catalog()
	d := &page.Doc{Meta: page.Meta{Paper: "云溪日报", Lang: "zh-CN", Date: "2026-10-20", Title: "云溪日报"}, Spots: []page.Spot{{Name: "专红", Alt: page.Color{M: 9000, Y: 10000}}}}
	for _, f := range cat.Faces() {
		d.Faces = append(d.Faces, page.Face{Name: f.Name()})
	}
	var b bytes.Buffer
	im := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range im.Pix {
		im.Pix[i] = byte(i * 7 / 400)
	}
	im.Set(0, 0, color.White)
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	d.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 400, H: 300, Data: b.Bytes()}}
	trim := unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)}
	p := &page.Page{Name: "A1", Number: 1, Section: "要闻", Trim: trim, Bleed: trim.Inset(-unit.Millimetres(3000))}
	pt := unit.Points
	tint := func(k page.Color, x, y, w, h unit.Length) {
		at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
		p.Items = append(p.Items, &page.Path{Fill: &k, Segs: []page.Seg{at(page.MoveTo, x, y), at(page.LineTo, x+w, y), at(page.LineTo, x+w, y+h), at(page.LineTo, x, y+h), {Op: page.Close}}})
	}
	tint(page.Color{C: 1000, Y: 500}, p.Bleed.X, p.Bleed.Y, p.Bleed.W, pt(60))
	tint(page.Color{C: 10000, M: 5000}, pt(100), pt(200), pt(200), pt(40))
	tint(page.Color{Spot: 1, Tint: 10000}, pt(400), pt(200), pt(100), pt(40))
	text := func(s string, x, y, size unit.Length, k page.Color) {
		f := cat.Lookup("宋")
		run := &page.Text{Face: uint16(f.Index()), Size: size, Color: k, At: unit.Point{X: x, Y: y}, Src: s}
		var at unit.Length
		for i, r := range s {
			g := f.Glyph(r)
			run.Glyphs = append(run.Glyphs, page.Glyph{X: int32(at), Cluster: uint32(i), ID: g})
			at += size.MulDiv(int64(f.Advance(g)), int64(f.UnitsPerEm()))
		}
		p.Items = append(p.Items, run)
	}
	text("云溪日报", pt(50), pt(40), pt(30), page.Black)
	text("云溪新桥今日通车", pt(50), pt(120), pt(9), page.Black)
	text("反白", pt(110), pt(228), pt(18), page.White)
	p.Items = append(p.Items, &page.Rule{From: unit.Point{X: pt(50), Y: pt(140)}, To: unit.Point{X: pt(250), Y: pt(140)}, Width: pt(1) / 2, Color: page.Black},
		&page.Image{Rect: unit.Rect{X: pt(50), Y: pt(300), W: pt(160), H: pt(120)}, X1: 400, Y1: 300, Alt: "桥"})
	q := *p
	q.Name, q.Number = "A2", 2
	d.Pages = []*page.Page{p, &q}
	return d
}

func written(t testing.TB, o pdf.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, good(t), catalog(), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func check(t testing.TB, data []byte, p Profile) *Report {
	t.Helper()
	r, err := Check(context.Background(), bytes.NewReader(data), p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What banxin writes for presses has no findings at all, with marks and without.
func TestOwnFilesPass(t *testing.T) {
	for _, o := range []pdf.Options{{}, {Profile: pdf.X1a}, {Press: pdf.Press{Marks: pdf.AllMarks}}, {Profile: pdf.X1a, Press: pdf.Press{Marks: pdf.AllMarks}}} {
		for _, f := range check(t, written(t, o), Newspaper()).Findings {
			t.Errorf("%s: %s", o.Profile, f)
		}
	}
	p := Newspaper()
	p.Standards = nil
	for _, o := range []pdf.Options{{Profile: pdf.Archive}} {
		r := check(t, written(t, o), p)
		if r.Standard != "PDF/A-2a" {
			t.Errorf("the archive file claims %q", r.Standard)
		}
		for _, f := range r.Findings {
			if f.Rule != "rgb" {
				t.Errorf("%s: %s", o.Profile, f)
			}
		}
	}
}

// edit is a good file opened for harm.
type edit struct {
	t   *testing.T
	c   *checker
	dpd types.Dict // page 1
}

func open(t *testing.T, data []byte, p Profile) *edit {
	c := &checker{profile: p, head: data[:1024], cancel: context.Background()}
	if !c.read(bytes.NewReader(data)) {
		t.Fatal("the good file is not read")
	}
	return &edit{t, c, c.pages[0].Dict}
}

func (e *edit) root() types.Dict {
	d, err := e.c.pdf.Catalog()
	if err != nil {
		e.t.Fatal(err)
	}
	return d
}

// paint appends operators to page 1.
func (e *edit) paint(format string, args ...any) {
	s := e.c.stream(e.dpd["Contents"])
	data, err := e.c.decode(s)
	if err != nil {
		e.c.decoded = maxDecoded
		if data, err = e.c.decode(s); err != nil {
			e.t.Fatal(err)
		}
	}
	e.dpd["Contents"] = e.stream(types.Dict{}, append(slices.Clone(data), fmt.Sprintf("\n"+format+"\n", args...)...))
}

func (e *edit) stream(d types.Dict, data []byte) types.IndirectRef {
	s := types.StreamDict{Dict: d, Content: data, Raw: data}
	s.Dict["Length"] = types.Integer(len(data))
	return e.add(s)
}

func (e *edit) add(o types.Object) types.IndirectRef {
	r, err := e.c.pdf.IndRefForNewObject(o)
	if err != nil {
		e.t.Fatal(err)
	}
	return *r
}

// resource adds a named resource to page 1.
func (e *edit) resource(kind, name string, o types.Object) {
	res, err := e.c.pdf.DereferenceDict(e.dpd["Resources"])
	if err != nil {
		e.t.Fatal(err)
	}
	sub, _ := e.c.pdf.DereferenceDict(res[kind])
	if sub == nil {
		sub = types.Dict{}
		res[kind] = sub
	}
	sub[name] = o
}

// image adds a picture of a kind with this much of every component.
func (e *edit) image(name string, w, h int, space types.Object, parts int, value byte, more types.Dict) {
	d := types.Dict{"Type": types.Name("XObject"), "Subtype": types.Name("Image"), "Width": types.Integer(w), "Height": types.Integer(h), "BitsPerComponent": types.Integer(8), "ColorSpace": space}
	for k, v := range more {
		d[k] = v
	}
	e.resource("XObject", name, e.stream(d, bytes.Repeat([]byte{value}, w*h*parts)))
}

func (e *edit) font() string {
	res, _ := e.c.pdf.DereferenceDict(e.dpd["Resources"])
	all, _ := e.c.pdf.DereferenceDict(res["Font"])
	for k := range all {
		return k
	}
	return ""
}

func (e *edit) fontDict() types.Dict {
	res, _ := e.c.pdf.DereferenceDict(e.dpd["Resources"])
	all, _ := e.c.pdf.DereferenceDict(res["Font"])
	d, _ := e.c.pdf.DereferenceDict(all[e.font()])
	return d
}

func (e *edit) descendant() types.Dict {
	a, _ := e.c.pdf.DereferenceArray(e.fontDict()["DescendantFonts"])
	d, _ := e.c.pdf.DereferenceDict(a[0])
	return d
}

func num4(v ...float64) types.Array {
	a := types.Array{}
	for _, x := range v {
		a = append(a, types.Float(x))
	}
	return a
}

// A file that breaks one rule is found to break that rule and no other.
func TestEachRule(t *testing.T) {
	x4, x1a := written(t, pdf.Options{}), written(t, pdf.Options{Profile: pdf.X1a})
	seen := map[string]bool{"page-size": true} // below
	for _, h := range harms() {
		seen[h.rule] = true
		t.Run(h.rule+"/"+h.name, func(t *testing.T) {
			data := x4
			if h.x1a {
				data = x1a
			}
			e := open(t, data, Newspaper())
			e.c.decoded = maxDecoded
			h.do(e)
			e.c.checkFile()
			got := e.c.done().Findings
			for _, f := range got {
				if f.Rule != h.rule {
					t.Errorf("also %s", f)
				}
			}
			if len(got) == 0 {
				t.Error("nothing is found")
			}
		})
	}
	p := Newspaper()
	p.TrimWidth, p.TrimHeight = 390, 540
	for _, f := range check(t, x4, p).Findings {
		if f.Rule != "page-size" {
			t.Error(f)
		}
	}
	proofs := written(t, pdf.Options{Proof: true})
	if f := check(t, proofs, Newspaper()).Findings; len(f) != 1 || f[0].Rule != "proof" {
		t.Errorf("a proof: %v", f)
	} else {
		seen["proof"] = true
	}
	any := Newspaper()
	any.Standards = nil
	if f := check(t, proofs, any).Findings; len(f) != 0 {
		t.Errorf("a proof, where any file will do: %v", f)
	}
	for _, r := range Rules {
		if !seen[r.ID] {
			t.Errorf("rule %s is not tried", r.ID)
		}
	}
}

// Broken files are findings, never panics: what is told of each stands in testdata/broken.txt.
func TestBrokenFiles(t *testing.T) {
	x4 := written(t, pdf.Options{})
	var b strings.Builder
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"empty", nil}, {"text", []byte("hello")}, {"cut", x4[:len(x4)/2]}, {"head", x4[:100]}, {"as long as a head", bytes.Repeat([]byte{' '}, 1024)},
		{"zeros", bytes.Repeat([]byte{0}, 5000)}, {"mangled", bytes.ReplaceAll(x4, []byte("/Type"), []byte("/Epyt"))},
		{"begun late", append(bytes.Repeat([]byte{' '}, 1019), "%PDF-1.4\n"...)}, {"begun at last", append(bytes.Repeat([]byte{' '}, 1020), "%PDF-1.4\n"...)},
	} {
		r := check(t, f.data, Newspaper())
		if !r.Failed() {
			t.Errorf("%s: nothing is found", f.name)
		}
		fmt.Fprintf(&b, "%s\n%s", f.name, told(r))
	}
	held.Text(t, "testdata/broken.txt", b.String())
}

func TestProfileFile(t *testing.T) {
	p, err := ReadProfile([]byte(`{"name": "x", "ink_limit": 240, "spots": ["专红"]}`))
	if err != nil || p.InkLimit != 240 || p.MinPPI != Newspaper().MinPPI {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := ReadProfile([]byte(`{"ink_limits": 240}`)); err == nil || !strings.Contains(err.Error(), "ink_limits") {
		t.Errorf("an unknown key gives %v", err)
	}
}

func FuzzContents(f *testing.F) {
	f.Add([]byte("q 1 0 0 1 5 5 cm BT /F0 9 Tf [(ab)12<0001>]TJ ET Q BI /W 1 /H 1 ID x EI 0 0 1 1 re f"))
	f.Add([]byte("[[[[<<(((\\)))>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &checker{profile: Newspaper(), cancel: context.Background(), work: 10000, pdf: &model.Context{XRefTable: &model.XRefTable{}}, fonts: map[any]*font{}, spots: map[string]string{}}
		c.interpret(&sheet{media: rect{0, 0, 600, 800}, trim: rect{0, 0, 600, 800}, bleed: rect{0, 0, 600, 800}}, data)
	})
}

func TestAdvert(t *testing.T) {
	data := written(t, pdf.Options{})
	for _, c := range []struct {
		slot Slot
		want string
	}{
		{Slot{Width: 270, Height: 390, Bleeds: true}, ""},
		{Slot{Width: 135, Height: 195}, "page-size"},
		{Slot{Width: 135, Height: 195, Scale: true}, ""},
		{Slot{Width: 135, Height: 100, Scale: true}, "page-size"},
	} {
		r, err := Advert(context.Background(), bytes.NewReader(data), Newspaper(), c.slot)
		if err != nil {
			t.Fatal(err)
		}
		rules := map[string]bool{}
		for _, f := range r.Findings {
			rules[f.Rule] = true
		}
		if c.want == "" && len(rules) > 0 || c.want != "" && (!rules[c.want] || len(rules) > 1) {
			t.Errorf("%+v: %v", c.slot, r.Findings)
		}
	}
}

// An advert of the wrong size is told its own and that of its place, each as width × height.
func TestAdvertSizes(t *testing.T) {
	data := written(t, pdf.Options{})
	for _, c := range []struct {
		slot               Slot
		measured, required string
	}{
		{Slot{Width: 135, Height: 195}, "270.0 × 390.0 mm", "135 × 195 mm"},
		{Slot{Width: 390, Height: 270}, "270.0 × 390.0 mm", "390 × 270 mm"},
		{Slot{Width: 100, Height: 195, Scale: true}, "270.0 × 390.0 mm", "100 × 195 mm"},
		{Slot{Width: 136.2, Height: 195, Scale: true}, "270.0 × 390.0 mm", "136.2 × 195 mm"},
		{Slot{Width: 135.5, Height: 195, Scale: true}, "", ""},
	} {
		r, err := Advert(context.Background(), bytes.NewReader(data), Newspaper(), c.slot)
		if err != nil {
			t.Fatal(err)
		}
		measured, required := "", ""
		for _, f := range r.Findings {
			measured, required = f.Measured, f.Required
		}
		if measured != c.measured || required != c.required {
			t.Errorf("%+v: %q, wanted %q", c.slot, measured, required)
		}
	}
}

// More spot inks than are printed are counted, what is printed is told beside.
func TestSpotLimit(t *testing.T) {
	p := Newspaper()
	p.MaxSpots = -1
	r := check(t, written(t, pdf.Options{}), p)
	if len(r.Findings) != 1 || r.Findings[0].Measured != "1" || r.Findings[0].Required != "0" {
		t.Errorf("%+v", r.Findings)
	}
	for _, n := range []int{0, 1, 2} {
		p.MaxSpots = n
		if r := check(t, written(t, pdf.Options{}), p); len(r.Findings) > 0 {
			t.Errorf("at most %d: %+v", n, r.Findings)
		}
	}
	p.Spots = []string{"银"}
	if r := check(t, written(t, pdf.Options{}), p); len(r.Findings) != 1 || r.Findings[0].Measured != "专红" || r.Findings[0].Required != "银" {
		t.Errorf("another ink was ordered: %+v", r.Findings)
	}
}

// large is a file that says it is so long.
type large struct {
	*bytes.Reader
	size int64
}

func (l large) Seek(offset int64, whence int) (int64, error) {
	if whence == io.SeekEnd && offset == 0 {
		return l.size, nil
	}
	return l.Reader.Seek(offset, whence)
}

// A file of the greatest size is read, one byte more is not.
func TestGreatestSize(t *testing.T) {
	for size, want := range map[int64]bool{maxFile: false, maxFile + 1: true} {
		r, err := Check(context.Background(), large{bytes.NewReader([]byte("no PDF")), size}, Newspaper())
		if err != nil {
			t.Fatal(err)
		}
		if refused := r.Findings[0].What == "the file is too large to be checked"; refused != want {
			t.Errorf("%d bytes: %+v", size, r.Findings)
		}
	}
}

// Hostile files end in findings: forms that call themselves, streams that swell,
// states without end.
func TestHostileFiles(t *testing.T) {
	form := func(content string) string {
		return fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F 5 0 R/G 6 0 R>>>>/Length %d>>stream\n%s\nendstream", len(content), content)
	}
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	for range 400 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	for name, objects := range map[string][]string{
		"loop":   {form("/F Do /G Do /F Do"), form("/F Do /G Do /G Do")},
		"states": {form(strings.Repeat("q ", 100000) + strings.Repeat("[", 5000)), form("")},
		"bomb":   {fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", bomb.Len(), bomb.Bytes()), form("")},
	} {
		page := "/F Do"
		body := append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/TrimBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(page), page)}, objects...)
		r, err := Check(t.Context(), bytes.NewReader(file(body)), Newspaper())
		if err != nil || !r.Failed() {
			t.Errorf("%s: %v, %+v", name, err, r)
		}
	}
}

// file puts objects together.
func file(objects []string) []byte { return madepdf.Of("1.4", objects...) }
