package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
)

// TestSameBytes runs what makes pages on one processor and eight: every file and
// every line is the same.
func TestSameBytes(t *testing.T) {
	const paper = "../../need/four/testdata/paper"
	for name, args := range map[string][]string{
		"plan":    {"plan", paper},
		"galleys": {"proof", paper, "--kind", "小样", "--ppi", "40", "--pages", "1", "-o"},
		"pages":   {"proof", paper, "--kind", "大样", "--ppi", "40", "--layers", "all", "-o"},
		"clean":   {"proof", paper, "--kind", "清样", "--to", "pdf", "-o"},
		"build":   {"build", paper, "--to", "pdf,epub,svg", "-o"},
	} {
		t.Run(name, func(t *testing.T) {
			if name != "plan" && name != "clean" {
				need.Time(t)
			}
			procs := runtime.GOMAXPROCS(0)
			defer runtime.GOMAXPROCS(procs)
			want := ""
			for _, n := range []int{1, 8} {
				runtime.GOMAXPROCS(n)
				got := produced(t, args)
				if want == "" {
					want = got
				}
				if got != want {
					t.Errorf("on %d processors:\n%s\non one:\n%s", n, got, want)
				}
			}
		})
	}
}

// produced runs a command and sums up what it says and writes. A command that ends in -o gets
// a folder.
func produced(t *testing.T, args []string) string {
	t.Helper()
	dir := t.TempDir()
	if args[len(args)-1] == "-o" {
		args = append(args[:len(args):len(args)], dir)
	}
	var out, errw bytes.Buffer
	env := func(key string) string { return map[string]string{"SOURCE_DATE_EPOCH": "1792454400"}[key] }
	w := world{in: strings.NewReader(""), out: &out, err: &errw, env: env, now: func() time.Time { return time.Unix(1792454400, 0) }}
	if status := run(context.Background(), args, w); status != 0 {
		t.Fatalf("%v: status %d\n%s", args, status, errw.String())
	}
	var b strings.Builder
	if args[0] == "plan" { // the others say how long they took
		b.WriteString(out.String())
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "report.json" {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(dir), name)
		fmt.Fprintf(&b, "%s %x\n", name, sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
