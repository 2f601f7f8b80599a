//go:build unix

package editions

import (
	"os"
	"syscall"
	"testing"
)

// BenchmarkLoadFolder loads a folder named by BENCH_PAPER, files and all. On a shared
// machine trust cpu-ms, not ns.
func BenchmarkLoadFolder(b *testing.B) {
	dir := os.Getenv("BENCH_PAPER")
	if dir == "" {
		b.Skip("BENCH_PAPER names no paper's folder")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	b.ReportAllocs()
	before := cpu(b)
	for b.Loop() {
		if _, _, err := Load(root.FS(), ""); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpu(b)-before)/float64(b.N)/1e6, "cpu-ms/op")
}

// cpu returns the process's CPU time in ns.
func cpu(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
