//go:build unix

package pdf

import (
	"fmt"
	"io"
	"syscall"
	"testing"
	"time"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// cpu is the processor time that the process has used.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func bench(b *testing.B, d *page.Doc, o Options) {
	cat := catalog(b)
	b.ReportAllocs()
	start := cpu()
	for b.Loop() {
		if err := Write(io.Discard, d, cat, o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpu()-start).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// 64 pages of 8,900 characters, four faces.
func BenchmarkWrite64(b *testing.B) {
	d := newspaper(b, 64)
	for _, p := range Profiles {
		b.Run(string(p), func(b *testing.B) { bench(b, d, Options{Profile: p}) })
	}
}

// 16 pages with three photographs each, 1800 × 1200 RGB, as JPEG.
func BenchmarkPhotographs(b *testing.B) {
	d := newspaper(b, 16)
	data := testJPEG(b, 1800, 1200)
	for i, p := range d.Pages {
		for k := range 3 {
			d.Images = append(d.Images, page.ImageFile{Name: fmt.Sprint(i, k), Format: "jpeg", W: 1800, H: 1200, Data: data})
			p.Items = append(p.Items, &page.Image{File: len(d.Images) - 1, X1: 1800, Y1: 1200, Rect: unit.Rect{X: 50 * unit.Pt, Y: unit.Points(50 + 300*k), W: 400 * unit.Pt, H: 267 * unit.Pt}})
		}
	}
	bench(b, d, Options{})
}

// A picture of four million pixels shown so large that all of them are kept.
func BenchmarkPicture4M(b *testing.B) {
	s := newSetter(b)
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 2400, H: 1667, Data: testJPEG(b, 2400, 1667)}}
	p := s.page("1", "")
	p.Items = []page.Item{&page.Image{X1: 2400, Y1: 1667, Rect: unit.Rect{W: 740 * unit.Pt, H: 514 * unit.Pt}}}
	bench(b, s.doc, Options{})
}
