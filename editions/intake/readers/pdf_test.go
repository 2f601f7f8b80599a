package readers

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/sheet"
	"banxin/editions/intake/tagged"
	"banxin/editions/source"
	"banxin/output/pdf"
	"banxin/output/works"
)

// papers are all that come with banxin.
func papers() map[string]fs.FS {
	return map[string]fs.FS{"sample": four.Pages(), "specimen": assets.Specimen(), "gallery": os.DirFS(filepath.Join("..", "..", "..", "layout", "testdata", "gallery"))}
}

// sets are papers that have been set.
var sets = map[string]*works.Set{}

// composedPaper sets a paper, once.
func composedPaper(t *testing.T, fsys fs.FS, name string) *works.Set {
	if set := sets[name]; set != nil {
		return set
	}
	paper, err := works.Open(fsys, works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	sets[name] = set
	return set
}

// TestArchiveComesBack writes every story as archive PDF and imports it again.
func TestArchiveComesBack(t *testing.T) {
	for name, fsys := range papers() {
		t.Run(name, func(t *testing.T) {
			set := composedPaper(t, fsys, name)
			var out works.Memory
			if _, err := set.MakeWith(context.Background(), &out, works.MakeOptions{Press: &editions.Press{Profile: string(pdf.Archive)}}, works.PDF); err != nil {
				t.Fatal(err)
			}
			for _, n := range out.Names() {
				if strings.HasSuffix(n, ".pdf") {
					pdfComesBack(t, intake.File{Name: "a.pdf", Data: out.Data(n)}, asPrinted(set.Edition))
				}
			}
		})
	}
}

// What archive PDF cannot carry.
//
// What stands beside the text: readings, 着重号, lines under text and tints; where links lead.
// Where a head that is too wide was broken: each of its lines comes back as one. Which level a
// subhead has. A label that is printed once for a group of stories. The desk's
// keys, 体裁 among them; the names of pictures and their attributes.
func pdfComesBack(t *testing.T, f intake.File, stories *printedStories) {
	format := tagged.Format(works.OpenPDF, sheet.Options{})
	for _, c := range intake.Read(f, []intake.Format{format}, intake.Options{Format: "pdf"}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || c.Refused {
			t.Errorf("%s: %v %v", c.Name, r.Fault, c.Found)
		}
		for _, s := range r.Stories {
			got, found := editions.ParseStory(source.NewFile("x.md", s.Text))
			if found.Count(source.Error) > 0 {
				t.Error(c.Name, found)
			}
			was := stories.likest(got, c.Name)
			if a, b := printed(got), printed(was); a != b {
				t.Errorf("%s %s: %s", c.Name, was.ID, whereApart(a, b))
			}
		}
	}
	stories.allOnce(t, "pdf")
}

// printedStories are stories among which one that came back is looked up.
type printedStories struct {
	stories []*editions.Story
	known   intake.Likeness
	same    map[string][]int // those that say the same
	came    []int            // how often each did
}

func asPrinted(ed *editions.Edition) *printedStories {
	p := &printedStories{stories: ed.Stories, same: map[string][]int{}, came: make([]int, len(ed.Stories))}
	for i, s := range ed.Stories {
		text := intake.PlainText(s)
		p.known.Add(text)
		p.same[text] = append(p.same[text], i)
	}
	return p
}

// likest is the story that says most of what another says; of several that say the same the one
// of its name, else one that has not come back.
func (p *printedStories) likest(s *editions.Story, name string) *editions.Story {
	i, _ := p.known.Nearest(intake.PlainText(s))
	i = max(i, 0) // a story of hardly a word
	for _, k := range p.same[intake.PlainText(p.stories[i])] {
		if id := p.stories[k].ID; id == name || p.stories[i].ID != name && p.came[k] < p.came[i] {
			i = k
		}
	}
	p.came[i]++
	return p.stories[i]
}

// allOnce holds that every story came back, once.
func (p *printedStories) allOnce(t *testing.T, format string) {
	t.Helper()
	for i, n := range p.came {
		if n != 1 {
			t.Errorf("%s: %s came back %d times", format, p.stories[i].ID, n)
		}
	}
	clear(p.came)
}

var (
	notCarried = regexp.MustCompile(`\{[0-9]+[^{}]*\}`)
	labelled   = regexp.MustCompile(`(?m)^label: .*\n`)
	broken     = regexp.MustCompile(`\n(headline|kicker|deck): `)
	subheads   = regexp.MustCompile(`(?m)^2\.[0-9]`)
)

// printed is a story as archive PDF carries it.
func printed(s *editions.Story) string {
	out := subheads.ReplaceAllString(notCarried.ReplaceAllString(whole(s), ""), "2.2")
	last := ""
	out = broken.ReplaceAllStringFunc("\n"+out, func(m string) string {
		again := m == last
		if last = m; again {
			return ""
		}
		return m
	})
	return labelled.ReplaceAllString(strings.ReplaceAll(out, "　", ""), "")
}
