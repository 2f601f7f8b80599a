package svg

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"testing"

	"banxin/output/internal/specimen"
)

func TestLook(t *testing.T) {
	cat, faces := specimen.Catalog()
	var b bytes.Buffer
	if err := Write(&b, specimen.Every(cat, faces), 0, cat, Options{}); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/look.svg", b.Bytes(), 0o666)
	d := xml.NewDecoder(&b)
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	if err := Write(&b, specimen.Broadsheet(cat, faces, 9000), 0, cat, Options{}); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/broad.svg", b.Bytes(), 0o666)
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
