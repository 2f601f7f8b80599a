package layout_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/layout/page"
	"banxin/output/epub"
	"banxin/output/pdf"
)

// TestOneText proves that the printed pages and the e-edition say the same: the PDF's
// text, taken out by pdftotext, and the EPUB's are the model's, each character once.
func TestOneText(t *testing.T) {
	ed, cat, res := composed.Four()
	checkNothingLost(t, ed, res)

	t.Run("pdf", func(t *testing.T) {
		tool := need.Tool(t, "pdftotext")
		file := filepath.Join(t.TempDir(), "sample.pdf")
		var b bytes.Buffer
		if err := pdf.Write(&b, res.Doc, cat, pdf.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-raw", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
		if len(sheets) != len(res.Doc.Pages) {
			t.Fatalf("pdftotext finds %d pages, not %d", len(sheets), len(res.Doc.Pages))
		}
		for i, p := range res.Doc.Pages {
			var src strings.Builder
			texts(&src, p.Items)
			if got, want := letter(sheets[i]), letter(src.String()); got != want {
				t.Errorf("page %s reads differently: %s", p.Name, difference(got, want))
			}
		}
	})

	t.Run("epub", func(t *testing.T) {
		var b bytes.Buffer
		if err := epub.Write(&b, ed, res.Doc, cat, epub.Options{}); err != nil {
			t.Fatal(err)
		}
		text := letter(epubText(t, b.Bytes()))
		for _, st := range ed.Stories {
			for key, want := range expected(st) {
				for _, line := range strings.Split(want, "\n") {
					if !strings.Contains(text, letter(line)) && !strings.HasPrefix(key, "td ") && !strings.HasPrefix(key, "li ") {
						t.Errorf("story %s: the e-edition lacks %s %q", st.ID, key, line)
					}
				}
			}
		}
	})
}

// letter is text without spaces.
func letter(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

func texts(b *strings.Builder, items []page.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			texts(b, it.Items)
		case *page.Text:
			b.WriteString(it.Src)
		}
	}
}

func difference(got, want string) string {
	g, w := []rune(got), []rune(want)
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			return "got …" + string(g[max(0, i-10):min(len(g), i+20)]) + "…, want …" + string(w[max(0, i-10):min(len(w), i+20)]) + "…"
		}
	}
	return "more text: " + string(g[len(w):])
}

var tag = regexp.MustCompile(`(?s)<rt\b.*?</rt>|<rp\b.*?</rp>|<[^>]*>`)

func epubText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xhtml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'").Replace(tag.ReplaceAllString(string(body), "")))
	}
	return b.String()
}
