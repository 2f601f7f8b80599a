package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color/dct"
	"banxin/output/internal/specimen"
)

// TestEvery: the file of a page with one of everything is XML, each id stands once, and
// everything that is used is defined.
func TestEvery(t *testing.T) {
	cat, faces := specimen.Catalog()
	d := specimen.Every(cat, faces)
	var b, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&b, &again} {
		if err := Write(w, d, 0, cat, Options{Prefix: "p1-"}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("not the same bytes twice")
	}
	ids, used := map[string]bool{}, map[string]bool{}
	for _, e := range elements(t, b.Bytes()) {
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "id":
				if ids[a.Value] || !strings.HasPrefix(a.Value, "p1-") {
					t.Errorf("id %q stands twice or lacks the prefix", a.Value)
				}
				ids[a.Value] = true
			case "href":
				if ref, ok := strings.CutPrefix(a.Value, "#"); ok {
					used[ref] = true
				}
			case "clip-path":
				used[strings.TrimSuffix(strings.TrimPrefix(a.Value, "url(#"), ")")] = true
			}
		}
	}
	for ref := range used {
		if !ids[ref] {
			t.Errorf("%q is used and not defined", ref)
		}
	}
	if len(used) != len(ids) || len(ids) < 20 {
		t.Errorf("%d ids defined, %d used", len(ids), len(used))
	}
}

// elements returns all elements of a file, which must be XML.
func elements(t *testing.T, data []byte) (list []xml.StartElement) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		tok, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if e, ok := tok.(xml.StartElement); ok {
			list = append(list, e.Copy())
		}
	}
}

// write returns the page of items without what stands before them.
func write(t *testing.T, d *page.Doc, items ...page.Item) string {
	t.Helper()
	cat, faces := specimen.Catalog()
	d.Faces = faces
	trim := unit.Rect{W: unit.Points(100), H: unit.Points(50)}
	d.Pages = []*page.Page{{Name: "A1", Trim: trim, Bleed: trim, Items: items}}
	var b bytes.Buffer
	if err := Write(&b, d, 0, cat, Options{}); err != nil {
		t.Fatal(err)
	}
	elements(t, b.Bytes())
	_, body, _ := strings.Cut(b.String(), "</defs>\n")
	return strings.TrimSuffix(body, "</svg>\n")
}

func TestMarks(t *testing.T) {
	d := &page.Doc{Stories: []page.Story{{ID: "s01", Title: `"新桥" <通车> & 开放`}}}
	rect := unit.Rect{X: unit.Pt / 2, Y: unit.Pt, W: unit.Points(40), H: unit.Points(30)}
	got := write(t, d,
		&page.Mark{Role: page.RoleParagraph},
		&page.Mark{Role: page.RoleStory, ID: "s01", Open: true, Order: 2, Rect: rect},
		&page.Mark{Role: page.RoleFigure, ID: "s01#1", Open: true, Alt: "桥\x00面"},
		&page.Mark{Role: page.RoleFigure, ID: "s01#1"},
		&page.Mark{Role: page.RoleFurniture, Open: true},
		&page.Rule{To: unit.Point{X: unit.Points(10)}, Width: unit.Pt, Color: page.Gray(5000)},
		&page.Rule{To: unit.Point{Y: unit.Points(10)}, Width: unit.Pt / 3, Color: page.Black})
	want := `<g data-story="s01" data-order="2" role="group" aria-label="&#34;新桥&#34; &lt;通车&gt; &amp; 开放" data-rect=".5 1 40 30">
<g data-block="s01#1" data-role="figure" aria-label="桥�面">
</g>
<g data-role="furniture">
<path d="M0 0H10" stroke="#909090" stroke-width="1"/>
<path d="M0 0V10" stroke="#202020" stroke-width=".333"/>
</g>
</g>
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestRun(t *testing.T) {
	cat, _ := specimen.Catalog()
	run := specimen.Run(cat, 0, unit.Points(9), unit.Point{X: unit.Points(20), Y: unit.Points(30)}, "桥 桥")
	run.Pos = page.Pos{File: 1, Line: 12, Col: 3}
	run.Glyphs[2].Y = int32(unit.Pt)
	d := &page.Doc{Sources: []string{"stories/a & b.md"}}
	got := write(t, d, run)
	want := `<g transform="translate(20 30)scale(.009)" data-pos="stories/a &amp; b.md:12:3"><use href="#g0"/><use href="#g0" x="1256" y="111"/></g>` + "\n"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestOutlines: what is known of glyphs changes no byte of a page, nor does what was forgotten when it
// became too much.
func TestOutlines(t *testing.T) {
	cat, faces := specimen.Catalog()
	known := new(Outlines)
	for n, d := range []*page.Doc{specimen.Every(cat, faces), specimen.Broadsheet(cat, faces, 900), specimen.Every(cat, faces)} {
		if n == 2 {
			for id := range mostOutlines {
				known.of(cat.Lookup(d.Faces[0].Name), uint16(id))
			}
		}
		var fresh, again bytes.Buffer
		if err := Write(&fresh, d, 0, cat, Options{}); err != nil {
			t.Fatal(err)
		}
		if err := Write(&again, d, 0, cat, Options{Outlines: known}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(fresh.Bytes(), again.Bytes()) {
			t.Errorf("page %d is another with what is known", n)
		}
		if len(known.paths) == 0 || len(known.paths) > mostOutlines {
			t.Errorf("%d glyphs are known", len(known.paths))
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		v      int64
		places int
		want   string
	}{{0, 3, "0"}, {1, 3, ".001"}, {-1, 3, "-.001"}, {1000, 3, "1"}, {1500, 3, "1.5"}, {-20010, 3, "-20.01"}, {9000000, 9, ".009"}} {
		var p pen
		p.decimal(c.v, c.places)
		if string(p.buf) != c.want {
			t.Errorf("%d, %d places: %s, want %s", c.v, c.places, p.buf, c.want)
		}
	}
}

// TestInks: a picture in inks is written in colours.
func TestInks(t *testing.T) {
	data, err := dct.Encode(make([]byte, 64*4), 8, 8, 4, 90)
	if err != nil {
		t.Fatal(err)
	}
	format, got, err := shown(&page.ImageFile{Name: "x", Format: "jpeg", W: 8, H: 8, Data: data})
	if err != nil || format != "jpeg" || bytes.Equal(got, data) {
		t.Errorf("%s, %d bytes, error %v", format, len(got), err)
	}
}

func TestErrors(t *testing.T) {
	cat, faces := specimen.Catalog()
	pictures := specimen.Pictures()
	cut := pictures[0]
	cut.Data = cut.Data[:len(cut.Data)-9]
	r := unit.Rect{W: unit.Points(9), H: unit.Points(9)}
	deep := &page.Group{}
	for range 100 {
		deep = &page.Group{Items: []page.Item{deep}}
	}
	wrapped := map[string]error{
		"part outside": page.ErrPicture, "no part": page.ErrPicture, "unknown picture": page.ErrPicture, "unknown face": page.ErrFace, "deep": page.ErrDepth,
	}
	for _, c := range []struct {
		name string
		item page.Item
		opt  Options
		want string
	}{
		{"cut", &page.Image{File: 1, Rect: r, X1: 60, Y1: 40}, Options{}, "page 3: picture images/光.jpg: it is cut off"},
		{"part outside", &page.Image{Rect: r, X1: 61, Y1: 40}, Options{}, "picture images/光.jpg: its part 0,0-61,40"},
		{"no part", &page.Image{Rect: r}, Options{}, "picture images/光.jpg: its part"},
		{"unknown picture", &page.Image{File: 9, Rect: r}, Options{}, "no picture with number 9"},
		{"unknown face", &page.Text{Face: 9}, Options{}, "no face 9"},
		{"deep", deep, Options{}, "nest deeper"},
		{"prefix", deep, Options{Prefix: `"`}, "prefix"},
	} {
		d := &page.Doc{Faces: faces, Images: []page.ImageFile{pictures[0], cut}, Pages: []*page.Page{{Name: "3", Trim: r, Items: []page.Item{c.item}}}}
		err := Write(&bytes.Buffer{}, d, 0, cat, c.opt)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s…", c.name, err, c.want)
		}
		if is := wrapped[c.name]; is != nil && !errors.Is(err, is) {
			t.Errorf("%s: error %v is not %v", c.name, err, is)
		}
	}
	full := errors.New("disk full")
	if err := Write(failing{full}, specimen.Every(cat, faces), 0, cat, Options{}); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	if err := Write(io.Discard, &page.Doc{}, 0, cat, Options{}); err == nil {
		t.Error("a page that is not there is written")
	}
}

// FuzzWrite writes items made of any numbers: nothing may panic, and the file is XML.
func FuzzWrite(f *testing.F) {
	cat, faces := specimen.Catalog()
	pictures := specimen.Pictures()
	f.Add(uint64(1), int64(1<<20))
	f.Add(uint64(2), int64(1<<62))
	f.Fuzz(func(t *testing.T, seed uint64, reach int64) {
		trim := unit.Rect{W: unit.Points(40), H: unit.Points(30)}
		d := &page.Doc{Faces: faces, Images: pictures, Pages: []*page.Page{{Trim: trim}}}
		d.Pages[0].Items = specimen.Anything(rand.New(rand.NewPCG(seed, 0)).Uint64, reach, 3)
		var b bytes.Buffer
		if err := Write(&b, d, 0, cat, Options{}); err != nil {
			t.Skip(err)
		}
		elements(t, b.Bytes())
	})
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func BenchmarkWrite(b *testing.B) {
	cat, faces := specimen.Catalog()
	d := specimen.Broadsheet(cat, faces, 9000)
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := Write(&out, d, 0, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}
