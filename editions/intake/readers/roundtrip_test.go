package readers

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
)

// composed reads a file and returns its only story's file.
func composed(t *testing.T, f intake.File) string {
	t.Helper()
	for _, c := range intake.Read(f, All(), intake.Options{Whole: true}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil {
			t.Errorf("%s: %v", f.Name, r.Fault)
		}
		for _, s := range r.Stories {
			return string(s.Text)
		}
	}
	t.Errorf("%s gives no story", f.Name)
	return ""
}

// carried lists the texts of a story file with their roles, which every format carries. Word
// does not carry the desk's keys, the genre, the names and attributes of pictures, the marks
// of names and titles; notes come last.
func carried(text string) string {
	s, _ := editions.ParseStory(source.NewFile("x.md", []byte(text)))
	var b, notes strings.Builder
	for p := range s.Parts() {
		to := &b
		if p.Role == editions.RoleNote {
			to = &notes // they stand at the end
		}
		fmt.Fprintf(to, "%s %s%s\n", p.Role, p.Marker, p.Text)
	}
	return b.String() + notes.String()
}

// stories are all stories that come with banxin.
func stories(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	for name, fsys := range papers() {
		files, err := fs.Glob(fsys, "editions/*/stories/*.md")
		if err != nil || len(files) == 0 {
			t.Fatal(name, err)
		}
		for _, f := range files {
			data, err := fs.ReadFile(fsys, f)
			if err != nil {
				t.Fatal(err)
			}
			out[name+"/"+path.Base(f)] = data
		}
	}
	return out
}

// TestRoundTrips holds that each story comes back as it was, from Markdown and from DOCX.
func TestRoundTrips(t *testing.T) {
	for name, data := range stories(t) {
		t.Run(name, func(t *testing.T) {
			s, _ := editions.ParseStory(source.NewFile(path.Base(name), data))
			want := carried(string(data))
			again := composed(t, intake.File{Name: path.Base(name), Data: data})
			if got := carried(again); got != want {
				t.Errorf("from Markdown\n%s", firstDifference(got, want))
			}
			if got := composed(t, intake.File{Name: path.Base(name), Data: []byte(again)}); got != again {
				t.Errorf("written twice\n%s", firstDifference(got, again))
			}
			if len(s.Headline) == 0 {
				return // Word tells no headline from a subhead at the top
			}
			if got := carried(composed(t, intake.File{Name: "a.docx", Data: docxOf(t, s)})); got != want {
				t.Errorf("from DOCX\n%s", firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			w := "(end)"
			if i < len(b) {
				w = b[i]
			}
			return fmt.Sprintf("line %d: %q, not %q", i+1, a[i], w)
		}
	}
	return "shorter"
}
