//go:build unix

package makeup

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/fonts"
)

// BenchmarkPages makes up pages: ten stories on one (half a second of processors' time at the most), 22 on a broadsheet (four
// seconds), and three versions of each (half as much again). It reports the time of processors and the memory that it
// took from the system until then.
func BenchmarkPages(b *testing.B) {
	ten, cat := load(b, realPage(b, emptyEdition, emptyPage))
	for _, c := range []struct {
		name string
		n    int
	}{{"ten", 1}, {"ten-three", 3}} {
		b.Run(c.name, func(b *testing.B) { makeUp(b, ten, cat, c.n) })
	}
	many, cats := loadLibrary(b, os.DirFS(need.Shared(b, "cases/look/sets/set22-对开-ranked-pics")))
	for _, c := range []struct {
		name string
		n    int
	}{{"many", 1}, {"many-three", 3}} {
		b.Run(c.name, func(b *testing.B) { makeUp(b, many, cats, c.n) })
	}
}

func makeUp(b *testing.B, ed *editions.Edition, cat *fonts.Catalog, n int) {
	before := used(b)
	for b.Loop() {
		if len(Auto(ed, cat, n)) != n {
			b.Fatal("too few pages")
		}
	}
	after := used(b)
	b.ReportMetric((after.cpu-before.cpu).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(after.peak)/1024, "peak-MB")
}

type usage struct {
	cpu  time.Duration
	peak int64 // KB
}

func used(b *testing.B) usage {
	b.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	status, _ := os.ReadFile("/proc/self/status")
	var peak int64
	for l := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			for _, c := range strings.TrimSpace(rest) {
				if c < '0' || c > '9' {
					break
				}
				peak = 10*peak + int64(c-'0')
			}
		}
	}
	return usage{time.Duration(syscall.TimevalToNsec(r.Utime) + syscall.TimevalToNsec(r.Stime)), peak}
}
