package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/image/tiff"

	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Every profile is well formed to qpdf and to pdfcpu's strict reading, and the same twice.
func TestProfiles(t *testing.T) {
	for _, p := range Profiles {
		t.Run(string(p), func(t *testing.T) {
			data := writePDF(t, specimen(t), Options{Profile: p})
			if !bytes.Equal(data, writePDF(t, specimen(t), Options{Profile: p, Parallel: 1})) {
				t.Error("other bytes the second time")
			}
			if err := api.Validate(bytes.NewReader(data), strict()); err != nil {
				t.Error(err)
			}
			tool(t, "qpdf", "--check", saved(t, data))
		})
	}
}

func strict() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationStrict
	return c
}

// An X-1a file is PDF 1.4 without anything that 1.4 or X-1a does not know.
func TestX1a(t *testing.T) {
	data := writePDF(t, specimen(t), Options{Profile: X1a})
	if !bytes.HasPrefix(data, []byte("%PDF-1.4\n")) {
		t.Errorf("the file begins %.9q", data)
	}
	for _, bad := range []string{"/SMask", "/ObjStm", "/XRef", "/Group", "/ca ", "/CA ", "/DeviceRGB", "/ICCBased", "/Annots", "/Encrypt"} {
		if bytes.Contains(data, []byte(bad)) {
			t.Errorf("the file has %s", bad)
		}
	}
	if !bytes.Contains(data, []byte("/GTS_PDFXVersion(PDF/X-1a:2003)")) {
		t.Error("the version of PDF/X is not told")
	}
}

// What XMP says is what the information dictionary says.
func TestMetadataAgree(t *testing.T) {
	for _, p := range []Profile{X4, X1a, Archive} {
		out := tool(t, "exiftool", "-a", "-G1", "-s", "-Title", "-Author", "-Creator", "-CreatorTool", "-Producer", "-CreateDate", "-ModifyDate", "-Trapped", "-GTS_PDFXVersion",
			saved(t, writePDF(t, specimen(t), Options{Profile: p})))
		get := func(group, tag string) string {
			m := regexp.MustCompile(`(?m)^\[` + group + `\]\s+` + tag + `\s+: (.*)$`).FindStringSubmatch(out)
			if m == nil {
				return ""
			}
			return m[1]
		}
		for _, pair := range [][4]string{{"PDF", "Title", "XMP-dc", "Title"}, {"PDF", "Author", "XMP-dc", "Creator"}, {"PDF", "Creator", "XMP-xmp", "CreatorTool"},
			{"PDF", "Producer", "XMP-pdf", "Producer"}, {"PDF", "CreateDate", "XMP-xmp", "CreateDate"}, {"PDF", "ModifyDate", "XMP-xmp", "ModifyDate"}} {
			if a, b := get(pair[0], pair[1]), get(pair[2], pair[3]); a != b || a == "" {
				t.Errorf("%s: Info says %s %q, XMP %q", p, pair[1], a, b)
			}
		}
		if p != Archive && (get("XMP-pdf", "Trapped") != "False" || get("PDF", "GTS_PDFXVersion") != get("XMP-pdfxi?d?", "GTS_PDFXVersion")) {
			t.Errorf("%s: %s", p, out)
		}
	}
}

// Black text is one ink and overprints; mutool's trace shows both.
func TestBlackTextOverprints(t *testing.T) {
	trace := tool(t, "mutool", "draw", "-q", "-F", "trace", "-o", "-", saved(t, writePDF(t, newspaper(t, 1), Options{})))
	all := regexp.MustCompile(`<fill_text [^>]*>`).FindAllString(trace, -1)
	if len(all) == 0 {
		t.Fatal("no text in the trace")
	}
	for _, m := range all {
		if !strings.Contains(m, `colorspace="DeviceCMYK" color="0 0 0 1"`) || !strings.Contains(m, `op="1" opm="1"`) {
			t.Fatal(m)
		}
	}
}

// plates separates a page with Ghostscript.
func plates(t *testing.T, pdf string, dpi int) map[string]image.Image {
	t.Helper()
	dir := t.TempDir()
	tool(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", fmt.Sprintf("-r%d", dpi), "-dLastPage=1", "-o", filepath.Join(dir, "p.tif"), pdf)
	files, _ := filepath.Glob(filepath.Join(dir, "p(*.tif"))
	out := map[string]image.Image{}
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		im, err := tiff.Decode(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), "p("), ").tif")] = im
	}
	return out
}

// darkest and lightest are the grey values of a plate in a rectangle given in points.
func extremes(im image.Image, r unit.Rect, dpi int) (darkest, lightest uint8) {
	px := func(l unit.Length) int { return int(int64(l) * int64(dpi) / 72 >> 16) }
	darkest = 255
	for y := px(r.Y); y <= px(r.Bottom()); y++ {
		for x := px(r.X); x <= px(r.Right()); x++ {
			v := color.GrayModel.Convert(im.At(x, y)).(color.Gray).Y
			darkest, lightest = min(darkest, v), max(lightest, v)
		}
	}
	return darkest, lightest
}

// On the plates: black text over a tint leaves the tint whole, white text cuts it out, a
// spot ink has its own plate, and black text is on no other plate.
func TestPlates(t *testing.T) {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "PANTONE 485 C", Alt: page.Color{M: 9500, Y: 10000}}}
	p := s.page("1", "")
	tint := unit.Rect{X: 100 * unit.Pt, Y: 100 * unit.Pt, W: 200 * unit.Pt, H: 50 * unit.Pt}
	half := unit.Rect{X: 400 * unit.Pt, Y: 100 * unit.Pt, W: 100 * unit.Pt, H: 50 * unit.Pt}
	dark := unit.Rect{X: 100 * unit.Pt, Y: 200 * unit.Pt, W: 200 * unit.Pt, H: 50 * unit.Pt}
	white := s.text("粗黑", "反白文字", 110*unit.Pt, 235*unit.Pt, 30*unit.Pt, 0)
	white.Color = page.White
	p.Items = []page.Item{
		&page.Path{Fill: &page.Color{C: 6000, Y: 3000}, Segs: box(tint)}, s.text("粗黑", "压印文字", 110*unit.Pt, 135*unit.Pt, 30*unit.Pt, 0),
		&page.Path{Fill: &page.Color{C: 10000}, Segs: box(dark)}, white,
		&page.Path{Fill: &page.Color{Spot: 1, Tint: 5000}, Segs: box(half)},
	}
	const dpi = 72
	got := plates(t, saved(t, writePDF(t, s.doc, Options{Profile: X1a})), dpi)
	inner := func(r unit.Rect) unit.Rect { return r.Inset(3 * unit.Pt) }
	if d, l := extremes(got["Cyan"], inner(tint), dpi); d != l || d < 95 || d > 110 {
		t.Errorf("the cyan tint under black text goes from %d to %d", d, l)
	}
	if d, l := extremes(got["Cyan"], inner(dark), dpi); d != 0 || l != 255 {
		t.Errorf("the cyan under white text goes from %d to %d", d, l)
	}
	if d, _ := extremes(got["Magenta"], unit.Rect{W: 700 * unit.Pt, H: 1000 * unit.Pt}, dpi); d != 255 {
		t.Errorf("there is ink %d on the magenta plate", d)
	}
	for name, im := range got {
		if strings.Contains(name, "PANTONE") {
			if d, l := extremes(im, inner(half), dpi); d != l || d < 120 || d > 135 {
				t.Errorf("the spot plate goes from %d to %d", d, l)
			}
			return
		}
	}
	t.Errorf("no plate of the spot ink in %v", got)
}

// A page of text has ink on the black plate only.
func TestTextPagesAreBlack(t *testing.T) {
	out := tool(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=inkcov", "-r36", "-o", "-", saved(t, writePDF(t, newspaper(t, 2), Options{})))
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if !regexp.MustCompile(`^\s*0\.00000\s+0\.00000\s+0\.00000\s+0\.[0-9]*[1-9][0-9]* CMYK OK`).MatchString(line) {
			t.Error(line)
		}
	}
}

// Pictures keep within the ink limit over every square millimetre.
func TestInkLimit(t *testing.T) {
	s := newSetter(t)
	p := s.page("1", "")
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 800, H: 600, Data: testJPEG(t, 800, 600)}, {Name: "b.png", Format: "png", W: 900, H: 600, Data: testPNG(t, 900, 600, false)}}
	for i, f := range s.doc.Images {
		p.Items = append(p.Items, &page.Image{File: i, Rect: unit.Rect{X: 50 * unit.Pt, Y: unit.Points(50 + 400*i), W: 400 * unit.Pt, H: 300 * unit.Pt}, X1: f.W, Y1: f.H})
	}
	const limit, dpi, side = 180, 152, 6 // six pixels are a millimetre
	got := plates(t, saved(t, writePDF(t, s.doc, Options{Press: Press{InkLimit: limit}})), dpi)
	most := 0
	b := got["Cyan"].Bounds()
	for y := b.Min.Y; y+side <= b.Max.Y; y += side {
		for x := b.Min.X; x+side <= b.Max.X; x += side {
			sum := 0
			for _, name := range []string{"Cyan", "Magenta", "Yellow", "Black"} {
				for k := range side * side {
					sum += 255 - int(color.GrayModel.Convert(got[name].At(x+k%side, y+k/side)).(color.Gray).Y)
				}
			}
			most = max(most, sum*100/255/(side*side))
		}
	}
	t.Logf("most ink: %d %%", most)
	if most > limit || most < 150 {
		t.Errorf("most ink is %d %%", most)
	}
}

func TestStructure(t *testing.T) {
	out := tool(t, "pdfinfo", "-struct-text", saved(t, writePDF(t, specimen(t), Options{Profile: Archive})))
	const want = `Document Sect Art Div H1 "云溪新桥今日通车" P "（本报讯）𬭎字与𬭎字都在基本平面以外；" "云云溪溪新新桥桥，，。。" "续完的一段。" H2 "Office2026" L LI LBody "一、第一件" LI LBody "二、第二件" Table TR TH: /Scope/Column "日期" TH: /Scope/Column "晴雨" TR TD "二十日" TD "晴" Figure "" Caption "新桥夜景" Note<note1> "注：数字为初步统计" P Link "下转A2版" Object P Link "上接A1版" Object`
	out = regexp.MustCompile(`Object \d+ 0|\((block|inline)\)`).ReplaceAllStringFunc(out, func(s string) string {
		if s[0] == '(' {
			return ""
		}
		return "Object"
	})
	if got, want := squeeze(out), squeeze(want); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// veraPDF, where BANXIN_VERAPDF names the folder of its libraries (testdata/verapdf/pom.xml
// fetches them: mvn dependency:copy-dependencies).
func TestArchiveByVeraPDF(t *testing.T) {
	lib := need.Named(t, "BANXIN_VERAPDF")
	f := saved(t, writePDF(t, specimen(t), Options{Profile: Archive, Press: Press{Marks: AllMarks}}))
	for _, flavour := range []string{"2a", "ua1"} {
		out, err := exec.Command(need.Tool(t, "java"), "-cp", filepath.Join(lib, "*"), "testdata/verapdf/Validate.java", flavour, f).CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// Marks stand outside the bleed: the plate of each ink is empty of them inside.
func TestMarks(t *testing.T) {
	s := newSetter(t)
	p := s.page("1", "")
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	p.Items = append(p.Items, s.text("宋", "文", 100*unit.Pt, 100*unit.Pt, 9*unit.Pt, 0))
	f := saved(t, writePDF(t, s.doc, Options{Press: Press{Marks: AllMarks}}))
	room := markRoom + unit.Millimetres(3000)
	for name, im := range plates(t, f, 72) {
		d, _ := extremes(im, unit.Rect{W: 900 * unit.Pt, H: 30 * unit.Pt}, 72)
		if d != 0 {
			t.Errorf("no mark at the head of plate %s", name)
		}
		if name == "Black" {
			continue
		}
		if d, _ := extremes(im, unit.Rect{X: markRoom + unit.Pt, Y: markRoom + unit.Pt, W: p.Bleed.W - 2*unit.Pt, H: p.Bleed.H - 2*unit.Pt}, 72); d != 255 {
			t.Errorf("ink %d inside plate %s", d, name)
		}
	}
	out := tool(t, "pdfinfo", "-box", f)
	if want := fmt.Sprintf(`TrimBox: +%.2f +%.2f `, room.Float(), room.Float()); !regexp.MustCompile(want).MatchString(out) {
		t.Errorf("no %s in %s", want, out)
	}
}
