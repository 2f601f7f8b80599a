package report

import (
	"bytes"
	"strings"
	"testing"

	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/output/preflight"
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

// TestColours: on a terminal a severity has its colour, and no reader sees how it is given.
func TestColours(t *testing.T) {
	f := source.New("SRC-ID", source.Pos{File: "a.md", Line: 1, Col: 1}, source.Msg("missing", "b"), source.Message{})
	f.Severity = source.Warning
	var text bytes.Buffer
	out := NewText(&text, words.In(false))
	out.Color = true
	out.Findings(source.List{f})
	out.flightFinding("a.pdf", preflight.Finding{Rule: "PDF-FONT", Level: preflight.Error, Page: 1})
	out.edit(&Difference{Say: out.Say}, &compare.Change{Kind: compare.Added + "?", Role: "title"}, &compare.Edit{Old: "旧", New: "新"})
	out.fits(&layout.Result{Doc: &page.Doc{}, Fits: []layout.Fit{{Story: "s", Title: "s", Slots: []string{"a"}, OverChars: 9, OverLines: 1}}})
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.md:1:1: \x1b[33mwarning: \x1b[0m", "\x1b[1;31merror: \x1b[0m", "\x1b[1;31mover by ", "{\x1b[1;31m旧\x1b[0m→\x1b[36m新\x1b[0m}"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q has no %q", text.String(), want)
		}
	}
	if strings.Contains(text.String(), `\x1b`) {
		t.Errorf("a colour is written out: %s", text.String())
	}
}
