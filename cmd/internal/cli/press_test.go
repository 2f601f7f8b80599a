package cli

import (
	"os"
	"path/filepath"
	"testing"

	"banxin/editions"
	"banxin/output/color"
	"banxin/output/works"
)

// Flags go before what the paper says; a profile replaces all that is said of the paper's.
func TestPressFlags(t *testing.T) {
	name := filepath.Join(t.TempDir(), "press.icc")
	if err := os.WriteFile(name, color.Newsprint().Data, 0o666); err != nil {
		t.Fatal(err)
	}
	paper := editions.Press{InkLimit: 240, PPI: 170, Quality: 80, Condition: "A", Info: "a", ICC: "a.icc"}
	o := &pressOptions{icc: name, condition: "B", inkLimit: 200, quality: 60}
	if err := o.check(); err != nil {
		t.Fatal(err)
	}
	p, err := o.readICC(o.of(paper))
	if err != nil {
		t.Fatal(err)
	}
	got := works.Press(p)
	if got.InkLimit != 200 || got.PPI != 170 || got.Quality != 60 || got.Condition != "B" || got.Info != "" || len(got.ICC) == 0 {
		t.Errorf("got %d %d %d %q %q, %d bytes", got.InkLimit, got.PPI, got.Quality, got.Condition, got.Info, len(got.ICC))
	}
	if p, _ := (&pressOptions{}).readICC(paper); p.Condition != "A" || p.ICC != "a.icc" {
		t.Errorf("without flags the paper's press is %v", p)
	}
}
