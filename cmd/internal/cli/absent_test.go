package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/internal/words"
)

// TestAbsent: pages and templates that are not there are refused by name, and nothing is written.
func TestAbsent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "paper")
	if status, _, errs := banxin(t, "new", dir, "--voice", "校报", "--blank", "--pages", "4", "--date", "2026-10-20"); status != exitFine {
		t.Fatal(errs)
	}
	out := filepath.Join(t.TempDir(), "out")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"plan", dir, "--pages", "9"}, "no page 9"},
		{[]string{"plan", dir, "--pages", "1-9"}, "no page 5"},
		{[]string{"build", dir, "-o", out, "--to", "png", "--pages", "1-9"}, "no page 5"},
		{[]string{"proof", dir, "-o", out, "--pages", "3-9"}, "no page 5"},
		{[]string{"new", "page", "内业", dir}, "did you mean 内页"},
		{[]string{"new", "page", "没有", dir}, "there are 头版 内页"},
	} {
		if status, _, errs := banxin(t, c.args...); status != exitTrouble || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, status, errs)
		}
	}
	if made, _ := filepath.Glob(filepath.Join(out, "*")); len(made) > 0 {
		t.Errorf("made: %v", made)
	}
	if status, got, errs := banxin(t, "plan", dir, "--pages", "4"); status != exitFine || got == "" {
		t.Errorf("%d %s", status, errs)
	}
}

// TestOneHyphen: a long flag behind one hyphen is refused with how it is written, and nothing is made; short
// flags with their values in one stay.
func TestOneHyphen(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for said, right := range map[string]string{"-out": "--out", "-output": "--out", "-output=" + out: "--out=" + out, "-quiet": "--quiet"} {
		if status, _, errs := banxin(t, "build", said, out); status != exitTrouble || !strings.Contains(errs, "write "+right) {
			t.Errorf("%s: %d %s", said, status, errs)
		}
	}
	for _, args := range [][]string{{"build", "-o" + out, "--", "-output"}, {"note", "--quote", "-output of the mill"}, {"build", "-o", "-outbox"}} {
		if err := oneHyphen(newRoot(&world{say: words.For(words.Getenv)}), args); err != nil {
			t.Error(args, err)
		}
	}
}
