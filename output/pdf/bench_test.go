package pdf

import (
	"io"
	"testing"
)

func BenchmarkWrite64(b *testing.B) {
	d := newspaper(b, 64)
	cat := catalog(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d, cat, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
