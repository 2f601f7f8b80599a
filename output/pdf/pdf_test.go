package pdf

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
)

var keep = flag.String("keep", "", "folder that the PDF files of the tests are kept in")

func writePDF(t testing.TB, d *page.Doc, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, catalog(t), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saved writes a PDF to a file and returns its name.
func saved(t *testing.T, pdf []byte) string {
	t.Helper()
	dir := t.TempDir()
	if *keep != "" {
		dir = *keep
	}
	f := filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".pdf")
	if err := os.WriteFile(f, pdf, 0o666); err != nil {
		t.Fatal(err)
	}
	return f
}

// tool runs an outside program and returns what it says; the test is skipped without it.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(need.Tool(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// specimen is a page with everything a display list can hold.
func specimen(t testing.TB) *page.Doc {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "专 红(1)", Alt: page.Color{M: 9500, Y: 10000}}}
	s.doc.Images = []page.ImageFile{
		{Name: "images/a.jpg", Format: "jpeg", W: 60, H: 40, Data: testJPEG(t, 60, 40)},
		{Name: "images/b.png", Format: "png", W: 60, H: 40, Data: testPNG(t, 60, 40, false)},
		{Name: "images/c.png", Format: "png", W: 60, H: 40, Data: testPNG(t, 60, 40, true)},
	}
	p := s.page("A1", "要闻")
	bleed := unit.Millimetres(3000)
	p.Bleed = p.Trim.Inset(-bleed)
	pt := unit.Points
	red := page.Color{M: 10000, Y: 9000, K: 1000}
	spot := page.Color{Spot: 1, Tint: 5000}
	mark := func(role page.Role, id string, open bool, r unit.Rect) {
		p.Items = append(p.Items, &page.Mark{Role: role, ID: id, Open: open, Rect: r})
	}
	add := func(it ...page.Item) { p.Items = append(p.Items, it...) }
	in := func(role page.Role, id string, it ...page.Item) {
		mark(role, id, true, unit.Rect{X: pt(40), Y: pt(100), W: pt(60), H: pt(12)})
		add(it...)
		mark(role, id, false, unit.Rect{})
	}
	mark(page.RoleStory, "s01", true, unit.Rect{X: pt(40), Y: pt(40), W: pt(400), H: pt(300)})
	mark(page.RoleHead, "s01#0", true, unit.Rect{})
	in(page.RoleHeadline, "s01#0", s.text("标宋", "云溪新桥今日通车", pt(40), pt(80), pt(36), 0))
	mark(page.RoleHead, "s01#0", false, unit.Rect{})
	in(page.RoleParagraph, "s01#1", s.text("宋", "（本报讯）𬭎字与𬭎字都在基本平面以外；", pt(40), pt(120), pt(9), 700),
		&page.Rule{From: unit.Point{X: pt(40), Y: pt(122)}, To: unit.Point{X: pt(80), Y: pt(122)}, Width: pt(1) / 4, Color: page.Black},
		s.text("宋", "云云溪溪新新桥桥，，。。", pt(40), pt(132), pt(9), -300))
	in(page.RoleSubhead, "s01#2", s.text("黑", "Office 2026", pt(40), pt(144), pt(9), 0))
	mark(page.RoleList, "s01#3", true, unit.Rect{})
	in(page.RoleListItem, "s01#3.1", s.text("宋", "一、第一件", pt(300), pt(120), pt(9), 0))
	in(page.RoleListItem, "s01#3.2", s.text("宋", "二、第二件", pt(300), pt(132), pt(9), 0))
	mark(page.RoleList, "s01#3", false, unit.Rect{})
	mark(page.RoleTable, "s01#4", true, unit.Rect{})
	for row, cells := range [][2]string{{"日期", "晴雨"}, {"二十日", "晴"}} {
		mark(page.RoleRow, "", true, unit.Rect{})
		for col, text := range cells {
			role := page.RoleCell
			if row == 0 {
				role = page.RoleHeadCell
			}
			in(role, "", s.text("宋", text, pt(400+60*col), pt(120+12*row), pt(9), 0))
		}
		mark(page.RoleRow, "", false, unit.Rect{})
	}
	mark(page.RoleTable, "s01#4", false, unit.Rect{})
	mark(page.RoleFigure, "s01#5", true, unit.Rect{})
	add(&page.Image{File: 0, Rect: unit.Rect{X: pt(600), Y: pt(100), W: pt(60), H: pt(40)}, X1: 60, Y1: 40, Alt: "新桥的夜景"})
	in(page.RoleCaption, "s01#5", s.text("楷", "新桥夜景", pt(600), pt(150), pt(8), 0))
	mark(page.RoleFigure, "s01#5", false, unit.Rect{})
	in(page.RoleNote, "s01#6", s.text("宋", "注：数字为初步统计", pt(300), pt(150), pt(7), 0))
	in(page.RoleJump, "s01", s.text("楷", "下转A2版", pt(40), pt(158), pt(8), 0))
	mark(page.RoleStory, "s01", false, unit.Rect{})
	for i, style := range []page.Stroke{page.Solid, page.Dashed, page.Dotted, page.Wavy, page.Double} {
		y := pt(200 + 12*i)
		add(&page.Rule{From: unit.Point{X: pt(40), Y: y}, To: unit.Point{X: pt(240), Y: y}, Width: pt(1 + i/2), Color: red, Style: style})
	}
	add(&page.Path{Fill: &spot, Stroke: &page.Black, Width: pt(1) / 2, Segs: page.Disc(unit.Point{X: pt(320), Y: pt(220)}, pt(30))})
	add(&page.Path{Fill: &red, Segs: box(unit.Rect{X: -bleed, Y: pt(300), W: pt(200), H: pt(30)})})
	add(&page.Path{Fill: &page.Color{C: 6000, Y: 3000}, Segs: box(unit.Rect{X: pt(240), Y: pt(300), W: pt(200), H: pt(30)})})
	white := s.text("黑", "反白文字", pt(20), pt(320), pt(14), 0)
	white.Color = page.White
	add(white, s.text("黑", "压印文字", pt(260), pt(320), pt(14), 0))
	for i := range s.doc.Images {
		add(&page.Image{File: i, Rect: unit.Rect{X: pt(40 + 150*i), Y: pt(360), W: pt(120), H: pt(80)}, X1: 60, Y1: 40})
		add(&page.Image{File: i, Rect: unit.Rect{X: pt(40 + 150*i), Y: pt(460), W: pt(120), H: pt(80)}, X0: 15, Y0: 10, X1: 45, Y1: 30})
	}
	for q := range 4 {
		add(&page.Group{At: unit.Point{X: pt(120 + 150*q), Y: pt(640)}, Quarter: q, Items: []page.Item{
			&page.Rule{To: unit.Point{X: pt(50)}, Width: pt(1), Color: red}, s.text("楷", "转向", 0, pt(-4), pt(18), 0)}})
	}
	add(&page.Group{At: unit.Point{X: pt(40), Y: pt(700)}, Clip: unit.Rect{X: pt(40), Y: pt(690), W: pt(100), H: pt(12)},
		Items: []page.Item{s.text("宋", "裁切的一组文字很长", 0, pt(8), pt(18), 0)}})
	s.doc.Stories = []page.Story{{ID: "s01", Title: "云溪新桥𠮷日通车", Section: "要闻"}}
	q := s.page("A2", "副刊")
	q.Items = append(q.Items, &page.Mark{Role: page.RoleStory, ID: "s01", Open: true, Order: 1, Rect: unit.Rect{X: pt(40), Y: pt(300), W: pt(200), H: pt(90)}},
		&page.Mark{Role: page.RoleJump, ID: "s01", Open: true, Rect: unit.Rect{X: pt(40), Y: pt(300), W: pt(60), H: pt(12)}},
		s.text("楷", "上接A1版", pt(40), pt(310), pt(8), 0), &page.Mark{Role: page.RoleJump, ID: "s01"},
		&page.Mark{Role: page.RoleParagraph, ID: "s01#1", Open: true}, s.text("宋", "续完的一段。", pt(40), pt(330), pt(9), 0),
		&page.Mark{Role: page.RoleParagraph, ID: "s01#1"}, &page.Mark{Role: page.RoleStory, ID: "s01"})
	q.Items = append(q.Items, &page.Image{File: 0, Rect: unit.Rect{X: pt(40), Y: pt(40), W: pt(120), H: pt(80)}, X1: 60, Y1: 40},
		s.text("毛笔", "云溪日报", pt(40), pt(200), pt(60), 0))
	return s.doc
}

func box(r unit.Rect) []page.Seg {
	at := func(op page.Op, x, y unit.Length) page.Seg {
		return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}}
	}
	return []page.Seg{at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y), at(page.LineTo, r.Right(), r.Bottom()), at(page.LineTo, r.X, r.Bottom()), {Op: page.Close}}
}

func TestOutsideReadersFindNoFault(t *testing.T) {
	f := saved(t, writePDF(t, specimen(t), Options{}))
	out := tool(t, "qpdf", "--check", f)
	if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	for _, row := range strings.Split(strings.TrimSpace(tool(t, "pdffonts", f)), "\n")[2:] {
		if !regexp.MustCompile(`^[A-Z]{6}\+.*CID TrueType +Identity-H +yes yes yes`).MatchString(row) {
			t.Error(row)
		}
	}
	if out := tool(t, "mutool", "draw", "-q", "-F", "trace", "-o", os.DevNull, f); strings.TrimSpace(strings.ReplaceAll(out, "warning: ICC support is not available", "")) != "" {
		t.Error(out)
	}
}

func TestColours(t *testing.T) {
	f := saved(t, writePDF(t, specimen(t), Options{}))
	trace := tool(t, "mutool", "draw", "-q", "-F", "trace", "-o", "-", f)
	if strings.Count(trace, "<fill_text") < 8 {
		t.Fatalf("no text in %s", trace)
	}
	for _, m := range regexp.MustCompile(`<(?:fill_text|stroke_path|fill_path) [^>]*>`).FindAllString(trace, -1) {
		if !strings.Contains(m, `colorspace="DeviceCMYK"`) && !strings.Contains(m, "Separation") {
			t.Error(m)
		}
	}
}

func TestBoxes(t *testing.T) {
	f := saved(t, writePDF(t, specimen(t), Options{}))
	out := tool(t, "pdfinfo", "-box", "-f", "1", "-l", "2", f)
	for _, want := range []string{
		`Page    1 MediaBox: +0.00 +0.00 +782.36 +1122.52`, `Page    1 BleedBox: +0.00 +0.00 +782.36 +1122.52`,
		`Page    1 TrimBox: +8.50 +8.50 +773.86 +1114.02`, `Page    2 MediaBox: +0.00 +0.00 +765.35 +1105.51`,
		`Title: +云溪日报 2026年10月20日`, `Author: +云溪日报`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func TestTextIsWhatWasSet(t *testing.T) {
	d := specimen(t)
	out := tool(t, "pdftotext", "-raw", saved(t, writePDF(t, d, Options{})), "-")
	var want strings.Builder
	var walk func([]page.Item)
	walk = func(items []page.Item) {
		for _, it := range items {
			switch it := it.(type) {
			case *page.Text:
				want.WriteString(it.Src)
			case *page.Group:
				walk(it.Items)
			}
		}
	}
	for _, p := range d.Pages {
		walk(p.Items)
	}
	if got, want := squeeze(out), squeeze(want.String()); !sameLetters(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, s := range []string{"（本报讯）𬭎字与𬭎字都在基本平面以外；", "云云溪溪新新桥桥，，。。", "Office2026"} {
		if !strings.Contains(squeeze(out), s) {
			t.Errorf("no %s in %s", s, out)
		}
	}
}

func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == '\f' }), "")
}

func sameLetters(a, b string) bool {
	count := map[rune]int{}
	for _, r := range a {
		count[r]++
	}
	for _, r := range b {
		count[r]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// A glyph that stands for different characters, and a ligature and a composed character,
// are copied as what was written.
func TestGlyphsOfSeveralTexts(t *testing.T) {
	s := newSetter(t)
	p := s.page("1", "")
	a := s.text("黑", "ABC", 0, 40*unit.Pt, 9*unit.Pt, 0)
	b := s.text("黑", "ABC", 0, 60*unit.Pt, 9*unit.Pt, 0)
	b.Src = "阿伯次"
	for i := range b.Glyphs {
		b.Glyphs[i].Cluster = uint32(3 * i)
	}
	lig := s.text("黑", "f", 0, 80*unit.Pt, 9*unit.Pt, 0)
	lig.Src = "ffi"
	two := s.text("黑", "ab", 0, 100*unit.Pt, 9*unit.Pt, 0)
	two.Src, two.Glyphs[1].Cluster = "é", 0
	dots := s.text("黑", "....", 0, 140*unit.Pt, 9*unit.Pt, 0)
	dots.Src = ""
	for i := range dots.Glyphs {
		dots.Glyphs[i].Cluster = 0
	}
	missing := s.text("黑", "a", 0, 120*unit.Pt, 9*unit.Pt, 0)
	missing.Src, missing.Glyphs[0].ID = "鿿", 0
	p.Items = []page.Item{a, b, lig, two, missing, dots}
	out := tool(t, "pdftotext", "-raw", saved(t, writePDF(t, s.doc, Options{Profile: Plain})), "-")
	if got, want := strings.Fields(out), []string{"ABC", "阿伯次", "ffi", "é", "鿿"}; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOutline(t *testing.T) {
	out := tool(t, "mutool", "show", saved(t, writePDF(t, specimen(t), Options{})), "outline")
	want := []string{`要闻`, `云溪新桥𠮷日通车`, `副刊`}
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if i >= len(want) || !strings.Contains(line, want[i]) {
			t.Errorf("line %d of\n%s", i, out)
		}
	}
}

// Every glyph stands within 1/1000 pt of where the display list has it.
func TestPositions(t *testing.T) {
	s := newSetter(t)
	p := s.page("1", "")
	var want []float64
	var rnd random = 7
	for i, size := range []unit.Length{unit.Pt, 7 * unit.Pt, 9*unit.Pt + 12345, 36 * unit.Pt, 300 * unit.Pt} {
		text := s.text("宋", strings.Repeat("版心，Ag", 3), unit.Length(rnd.next(1<<20)), unit.Points(100+100*i)+unit.Length(rnd.next(1<<16)), size, 0)
		for k := range text.Glyphs {
			text.Glyphs[k].X += int32(rnd.next(1 << 17))
			want = append(want, (text.At.X + unit.Length(text.Glyphs[k].X)).Float())
		}
		p.Items = append(p.Items, text)
	}
	trace := tool(t, "mutool", "draw", "-q", "-F", "trace", "-o", "-", saved(t, writePDF(t, s.doc, Options{})))
	got := glyphOrigins(t, trace)
	if len(got) != len(want) {
		t.Fatalf("%d glyphs, want %d", len(got), len(want))
	}
	for i := range got {
		// mutool computes in single precision and prints six figures.
		if d := got[i] - want[i]; d > 0.0015+want[i]*2e-6 || d < -0.0015-want[i]*2e-6 {
			t.Errorf("glyph %d at %g, want %g", i, got[i], want[i])
		}
	}
}

func TestSameBytes(t *testing.T) {
	d := specimen(t)
	first := writePDF(t, d, Options{})
	for _, procs := range []int{1, 2} {
		old := runtime.GOMAXPROCS(procs)
		again := writePDF(t, d, Options{})
		runtime.GOMAXPROCS(old)
		if !bytes.Equal(first, again) {
			t.Errorf("other bytes with GOMAXPROCS %d", procs)
		}
	}
	id := regexp.MustCompile(`/ID \[<([0-9a-f]{32})>`).FindSubmatch(first)
	if id == nil {
		t.Fatal("no file identifier")
	}
	d.Pages = d.Pages[:1]
	if other := writePDF(t, d, Options{}); bytes.Contains(other, id[1]) {
		t.Error("another file has the same identifier")
	}
}

func TestErrorsNameTheThing(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*page.Doc)
	}{
		{"no pages", "no pages", func(d *page.Doc) { d.Pages = nil }},
		{"no date", `"soon"`, func(d *page.Doc) { d.Meta.Date = "soon" }},
		{"size", "page 1", func(d *page.Doc) { d.Pages[0].Trim.W = 0 }},
		{"face", "NoSuchFace", func(d *page.Doc) { d.Faces[0].Name = "NoSuchFace" }},
		{"cut JPEG", "images/a.jpg", func(d *page.Doc) { d.Images[0].Data = d.Images[0].Data[:200] }},
		{"JPEG without end", "images/a.jpg: it is cut off", func(d *page.Doc) { d.Images[0].Data = d.Images[0].Data[:len(d.Images[0].Data)-2] }},
		{"cut PNG", "images/b.png", func(d *page.Doc) { d.Images[1].Data = d.Images[1].Data[:100] }},
		{"PNG of another size", "images/c.png", func(d *page.Doc) { d.Images[2].W = 61 }},
		{"no picture", "images/c.png", func(d *page.Doc) { d.Images[2].Data = []byte("GIF89a") }},
		{"type size", "type size", func(d *page.Doc) { firstText(d).Size = 0 }},
		{"glyph", "no glyph", func(d *page.Doc) { firstText(d).Glyphs[0].ID = 65535 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := specimen(t)
			c.change(d)
			err := Write(&bytes.Buffer{}, d, catalog(t), Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func firstText(d *page.Doc) *page.Text {
	for _, it := range d.Pages[0].Items {
		if t, ok := it.(*page.Text); ok {
			return t
		}
	}
	return nil
}
