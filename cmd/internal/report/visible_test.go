package report

import (
	"bytes"
	"strings"
	"testing"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
)

// TestNamesAreNoCommands: whatever a name or a text holds, a finding of it is its own lines.
func TestNamesAreNoCommands(t *testing.T) {
	const bad = "a\n::error::b\x1b[2J\r\a.md"
	f := source.New("SRC-ID", source.Pos{File: bad, Line: 1, Col: 1}, source.Msg("missing", bad), source.Msg("a remedy of %s", bad)).On(1, bad)
	var text, github bytes.Buffer
	out := NewText(&text, words.In(false))
	out.Findings(source.List{f})
	out.fits(&layout.Result{Doc: &page.Doc{}, Fits: []layout.Fit{{Story: bad, Title: bad, Slots: []string{bad}}}})
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := GitHub(&github, words.In(false), source.List{f}, func(file string) string { return file }); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{"text": text.String(), "github": github.String()} {
		if strings.ContainsAny(s, "\x1b\r\a") || strings.Contains(s, "\n::error::b") || !strings.Contains(s, `\x1b[2J`) {
			t.Errorf("%s: a name is obeyed:\n%q", name, s)
		}
	}
	if n := strings.Count(github.String(), "\n"); n != 1 {
		t.Errorf("github: %d lines", n)
	}
}
