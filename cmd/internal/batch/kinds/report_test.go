package kinds

import (
	"errors"
	"path/filepath"
	"testing"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
)

// TestReported: findings of a report are kept in both languages, the worst first, and notes are counted.
func TestReported(t *testing.T) {
	of, err := reported([]byte(`{"paper": "试报", "edition": {"date": "2026-10-20"}, "pages": [{}, {}], "findings": [
		{"code": "A", "severity": "note", "message": "n"}, {"code": "B", "severity": "warning", "message": "w", "message_zh": "警"},
		{"code": "C", "severity": "error", "message": "e", "message_zh": "错", "source": {"file": "a.md", "line": 3, "column": 2}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r := of.result()
	if r.Title != "试报" || r.Pages != 2 || r.Errors != 1 || r.Warnings != 1 || r.Notes != 1 || len(r.Findings) != 3 || r.Findings[0].Code != "C" || r.Findings[0].Line != 3 {
		t.Fatalf("%+v", r)
	}
	for lang, want := range map[string]string{"zh": "错警n", "en": "ewn"} {
		got := ""
		for _, f := range r.Findings {
			got += f.In(say.For(func(string) string { return lang }))
		}
		if got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

// TestFlight: what preflight finds in a file counts, and is told.
func TestFlight(t *testing.T) {
	at := Place{In: t.TempDir(), Out: t.TempDir()}
	write(t, filepath.Join(at.In, "bad.pdf"), []byte("%PDF-1.4\ntrailer<<>>\n"))
	r, err := Do(t.Context(), &job.Task{Kind: "preflight", Options: map[string]string{job.Named: "bad.pdf"}}, at)
	if err != nil || r.Errors != 1 || len(r.Findings) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if f := r.Findings[0]; f.Code != "syntax" || f.File != "bad.pdf" || f.Message == "" || f.Chinese == "" || f.Chinese == f.Message {
		t.Errorf("%+v", f)
	}
}

// TestEmptySite: a site of no e-papers is refused, with what is wanted.
func TestEmptySite(t *testing.T) {
	_, err := Do(t.Context(), &job.Task{Kind: "site", Options: map[string]string{"base": "https://news.example/"}}, Place{In: t.TempDir(), Out: t.TempDir()})
	if _, refused := errors.AsType[*Refused](err); !refused {
		t.Errorf("%v", err)
	}
}
