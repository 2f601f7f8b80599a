package readers

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"

	"golang.org/x/text/unicode/norm"
)

// Other programs as judges: what LibreOffice and pandoc make of our documents must import to
// the text of the documents themselves.

// What a format cannot carry. HTML and plain text have no styles, so that lines of a head can
// be told otherwise; plain text also has no pictures, no superscripts for the signs of notes,
// and a paragraph for each cell of a table.
var converted = []struct {
	ext, filter string
	roles       bool // what each text is comes back, too
	readings    bool // over characters
}{
	{"docx", "docx", true, true}, {"odt", "odt", true, true}, {"rtf", "rtf", true, true}, {"html", "html", false, false}, {"txt", "txt:Text (encoded):UTF8", false, false},
}

// documents writes all stories as DOCX into a folder.
func documents(t *testing.T) (dir string, names []string) {
	dir = t.TempDir()
	for name, data := range stories(t) {
		s, _ := editions.ParseStory(source.NewFile(filepath.Base(name), data))
		if len(s.Headline) == 0 {
			continue // Word tells no headline from a subhead at the top
		}
		name = strings.NewReplacer("/", "-", ".md", "").Replace(name)
		if err := os.WriteFile(filepath.Join(dir, name+".docx"), docxOf(t, s), 0o666); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return dir, names
}

// TestLibreOffice holds that LibreOffice opens our documents, and that its own exports of
// them import to the same text. Where time is bounded each format is tried with a quarter of them,
// so that it opens them all.
func TestLibreOffice(t *testing.T) {
	office := need.Tool(t, "soffice")
	dir, all := documents(t)
	for i, c := range converted {
		names := need.Spread(all, 4, i)
		var files []string
		for _, n := range names {
			files = append(files, filepath.Join(dir, n+".docx"))
		}
		out := filepath.Join(dir, c.ext)
		for some := range slices.Chunk(files, 60) { // of too many at once it leaves out the last
			args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", c.filter, "--outdir", out}, some...)
			if said, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", c.ext, err, said)
			}
		}
		t.Run(c.ext, func(t *testing.T) {
			for _, n := range names {
				same(t, filepath.Join(dir, n+".docx"), filepath.Join(out, n+"."+c.ext), c.roles, c.readings)
			}
		})
	}
}

// TestPandoc holds the same for pandoc, with the sample's. Where time is bounded each format is tried
// with a third of them, so that it opens them all.
func TestPandoc(t *testing.T) {
	pandoc := need.Tool(t, "pandoc")
	dir, all := documents(t)
	all = slices.DeleteFunc(all, func(n string) bool {
		return !strings.HasPrefix(n, "sample-") || n == "sample-303-names" // a run for each takes its time; characters with readings are lost
	})
	for i, ext := range []string{"docx", "odt", "rtf", "html", "md", "txt"} {
		t.Run(ext, func(t *testing.T) {
			for _, n := range need.Spread(all, 3, i) {
				out := filepath.Join(dir, n+".out."+ext)
				to := map[string]string{"md": "gfm", "txt": "plain"}[ext]
				args := []string{"-s", "--wrap=none", "-o", out, filepath.Join(dir, n+".docx")}
				if to != "" {
					args = append(args, "-t", to)
				}
				if said, err := exec.CommandContext(t.Context(), pandoc, args...).CombinedOutput(); err != nil {
					t.Errorf("%s: %v\n%s", n, err, said)
					continue
				}
				same(t, filepath.Join(dir, n+".docx"), out, false, false)
			}
		})
	}
}

// same compares what two files import to: their characters, and where roles are kept the
// texts one by one.
func same(t *testing.T, want, got string, roles, readings bool) {
	t.Helper()
	a, b := imported(t, want), imported(t, got)
	name := filepath.Base(got)
	if d := apart(a, b, readings); d != "" {
		t.Errorf("%s: %s", name, d)
		return
	}
	if roles && carried(a) != carried(b) {
		t.Errorf("%s: %s", name, firstDifference(carried(b), carried(a)))
	}
}

func imported(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return ""
	}
	return composed(t, intake.File{Name: filepath.Base(path), Data: data})
}

// apart says which letters and figures one story has more often than the other.
func apart(want, got string, readings bool) string {
	count := map[rune]int{}
	add := func(text string, n int) {
		text = strings.ReplaceAll(text, "表：", "") // before the head of a table, where it is a paragraph

		s, _ := editions.ParseStory(source.NewFile("x.md", []byte(text)))
		for p := range s.Parts() {
			for _, r := range p.Printed().Runs {
				if !readings {
					r.Ruby = ""
				}
				for _, c := range norm.NFKC.String(r.Text + r.Ruby) { // ² for a raised 2
					if unicode.IsLetter(c) || unicode.IsDigit(c) {
						count[c] += n
					}
				}
			}
		}
	}
	add(want, -1)
	add(got, 1)
	var more, less []rune
	for c, n := range count {
		for range max(n, 0) {
			more = append(more, c)
		}
		for range max(-n, 0) {
			less = append(less, c)
		}
	}
	if len(more)+len(less) == 0 {
		return ""
	}
	slices.Sort(more)
	slices.Sort(less)
	var b bytes.Buffer
	fmt.Fprintf(&b, "too many %q, missing %q", string(more), string(less))
	return b.String()
}
