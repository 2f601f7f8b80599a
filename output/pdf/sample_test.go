package pdf_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// The text of the sample edition's PDF is the display list's, run by run, page by page,
// in every profile; and no press refuses its files.
func TestSampleEdition(t *testing.T) {
	_, cat, res := composed.Four()
	for _, p := range pdf.Profiles {
		var b bytes.Buffer
		if err := pdf.Write(&b, res.Doc, cat, pdf.Options{Profile: p}); err != nil {
			t.Fatal(err)
		}
		t.Run("text of "+string(p), func(t *testing.T) { readsAsWritten(t, b.Bytes(), res.Doc) })
		want := 0
		if p == pdf.Archive || p == pdf.Screen {
			want = marked(res.Doc, page.RoleEntry) + marked(res.Doc, page.RoleJump)
		}
		if n := bytes.Count(b.Bytes(), []byte("/Subtype/Link")); n != want {
			t.Errorf("%s: %d links from index and jump lines, want %d", p, n, want)
		}
		if p != pdf.X4 && p != pdf.X1a {
			continue
		}
		report, err := preflight.Check(context.Background(), bytes.NewReader(b.Bytes()), preflight.Newspaper())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Findings {
			t.Errorf("%s: %s", p, f)
		}
	}
}

// readsAsWritten says that pdftotext reads each page's letters as the display list has them.
func readsAsWritten(t *testing.T, data []byte, d *page.Doc) {
	t.Helper()
	tool := need.Tool(t, "pdftotext")
	name := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	for i, pg := range d.Pages {
		n := strconv.Itoa(i + 1)
		out, err := exec.Command(tool, "-raw", "-f", n, "-l", n, name, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := letters(string(out)), letters(written(pg.Items)); got != want {
			t.Errorf("page %s: the text differs from letter %d on:\ngot  %.60s\nwant %.60s", n, common(got, want), got[common(got, want):], want[common(got, want):])
		}
	}
}

// marked counts the parts of the pages with a role.
func marked(d *page.Doc, role page.Role) int {
	n := 0
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if m, ok := it.(*page.Mark); ok && m.Open && m.Role == role {
				n++
			}
		}
	}
	return n
}

func written(items []page.Item) string {
	var b strings.Builder
	for _, it := range items {
		switch it := it.(type) {
		case *page.Text:
			b.WriteString(it.Src)
		case *page.Group:
			b.WriteString(written(it.Items))
		}
	}
	return b.String()
}

func letters(s string) string { return strings.Join(strings.FieldsFunc(s, space), "") }

func space(r rune) bool { return r <= ' ' || r == '　' || r == '\u00A0' }

// common is the length of the common beginning, between characters.
func common(a, b string) int {
	i := 0
	for _, r := range a {
		if !strings.HasPrefix(b[i:], string(r)) {
			return i
		}
		i += len(string(r))
	}
	return i
}

// A page of its own is a whole file, named by the pattern.
func TestSplit(t *testing.T) {
	_, cat, res := composed.Four()
	all := 0
	for i := range res.Doc.Pages {
		all += len(pdf.Split(res.Doc, i).Stories)
	}
	if all != len(res.Doc.Stories) {
		t.Errorf("the pages have %d stories together, the edition %d", all, len(res.Doc.Stories))
	}
	one := pdf.Split(res.Doc, 2)
	if len(one.Pages) != 1 || one.Pages[0] != res.Doc.Pages[2] || len(one.Stories) == 0 || one.Stories[0].Page != 0 {
		t.Fatalf("%d pages, %d stories", len(one.Pages), len(one.Stories))
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, one, cat, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	report, err := preflight.Check(context.Background(), bytes.NewReader(b.Bytes()), preflight.Newspaper())
	if err != nil || report.Pages != 1 || len(report.Findings) > 0 {
		t.Errorf("%v, %+v", err, report)
	}
	for _, c := range []struct {
		pattern string
		index   int
		want    string
	}{
		{"{code}_{yyyymmdd}_{pp}.pdf", 2, res.Doc.Meta.Code + "_20261020_03.pdf"},
		{"{code}-{date}.pdf", -1, res.Doc.Meta.Code + "-2026-10-20.pdf"},
		{"../{page}/{section}.pdf", 0, "..-1-" + res.Doc.Pages[0].Section + ".pdf"},
	} {
		if got := pdf.FileName(c.pattern, res.Doc, c.index); got != c.want {
			t.Errorf("%s: %s, want %s", c.pattern, got, c.want)
		}
	}
}
