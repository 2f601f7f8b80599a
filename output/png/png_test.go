package png

import (
	"bytes"
	stdpng "image/png"
	"os"
	"testing"

	"banxin/output/internal/specimen"
)

func TestLook(t *testing.T) {
	cat, faces := specimen.Catalog()
	d := specimen.Every(cat, faces)
	var b bytes.Buffer
	if err := Write(&b, d, 0, cat, Options{PPI: 200, Bleed: true}); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/raster-look.png", b.Bytes(), 0o666)
	if _, err := stdpng.Decode(&b); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkDraw(b *testing.B) {
	cat, faces := specimen.Catalog()
	d := specimen.Broadsheet(cat, faces, 9000)
	for b.Loop() {
		if _, err := Draw(d, 0, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	cat, faces := specimen.Catalog()
	d := specimen.Broadsheet(cat, faces, 9000)
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := Write(&out, d, 0, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}
