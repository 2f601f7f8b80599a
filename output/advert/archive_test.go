package advert

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// An archive file with somebody's advert is PDF/A-2a and PDF/UA-1 in veraPDF's eyes, or is not
// taken for one here.
func TestArchive(t *testing.T) {
	lib := need.Named(t, "BANXIN_VERAPDF")
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, m := range makers {
		dir := t.TempDir()
		data, err := os.ReadFile(m.make(t, dir, 1))
		if err != nil {
			t.Fatal(err)
		}
		p, err := shop.Page(data, 1, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := pdf.Write(&b, with(t, p.Data), cat, pdf.Options{Profile: pdf.Archive}); err != nil {
			t.Fatal(err)
		}
		ok, err := preflight.Archivable(t.Context(), bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("an advert by %s may be archived: %t", m.name, ok)
		if ok {
			files = append(files, write(t, dir, "archive.pdf", b.String()))
		}
	}
	if len(files) < 2 {
		t.Error("hardly any advert may be archived")
	}
	validate := filepath.Join(need.Root(t), "output", "pdf", "testdata", "verapdf", "Validate.java")
	for _, flavour := range []string{"2a", "ua1"} {
		out, err := exec.Command(need.Tool(t, "java"), append([]string{"-cp", filepath.Join(lib, "*"), validate, flavour}, files...)...).Output()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// with is a page that shows an advert alone.
func with(t *testing.T, advert []byte) *page.Doc {
	t.Helper()
	im, err := pdf.OpenPage("ad.pdf", advert, 1)
	if err != nil {
		t.Fatal(err)
	}
	r := unit.Rect{W: unit.Millimetres(int64(im.W) * 10), H: unit.Millimetres(int64(im.H) * 10)}
	items := []page.Item{&page.Mark{Role: page.RoleFurniture, Open: true, Rect: r, Alt: "广告"}, &page.Image{Rect: r, X1: im.W, Y1: im.H, Alt: "广告"}, &page.Mark{Role: page.RoleFurniture}}
	return &page.Doc{Meta: page.Meta{Paper: "云溪日报", Title: "云溪日报", Lang: "zh-CN", Date: "2026-10-20"}, Images: []page.ImageFile{im},
		Pages: []*page.Page{{Name: "A1", Number: 1, Trim: r, Items: items}}}
}
