package works

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/sheet"
	"banxin/editions/source"
)

// TestPagesComeBack: the press file of an edition, read by places alone, gives its stories
// back: heads, paragraphs in the story that they belong to, paragraphs that columns cut. The
// floors are what is reached; they rise as reading gets better.
func TestPagesComeBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		files func(*testing.T) fs.FS
		floor figures
	}{
		{"sample", func(*testing.T) fs.FS { return four.Pages() }, figures{heads: 26, paragraphs: 145, joins: 14}},
		{"gallery", func(*testing.T) fs.FS { return os.DirFS("../../layout/testdata/gallery") }, figures{heads: 84, paragraphs: 880, joins: 59}},
		{"taiyuan", taiyuan, figures{heads: 10, paragraphs: 50, joins: 13}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := composedOf(t, c.files(t))
			data := pressFile(t, s)
			got := measure(t, s, data)
			t.Logf("heads %d of %d, paragraphs %d of %d, joins %d of %d", got.heads, got.allHeads, got.paragraphs, got.allParagraphs, got.joins, got.allJoins)
			if got.heads < c.floor.heads || got.paragraphs < c.floor.paragraphs || got.joins < c.floor.joins {
				t.Errorf("got %+v, at least %+v", got, c.floor)
			}
		})
	}
}

// taiyuan is the plan of a real page with the stories that lie beside the project.
func taiyuan(t *testing.T) fs.FS {
	stories := need.Shared(t, "editions/taiyuan-2023-10-20/stories")
	out := fstest.MapFS{}
	for at, dir := range map[string]string{"": "../../layout/testdata/taiyuan", "editions/2023-10-20/stories": stories} {
		from := os.DirFS(dir)
		err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, name)
			out[strings.TrimPrefix(at+"/"+name, "/")] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func composedOf(t *testing.T, files fs.FS) *Set {
	t.Helper()
	p, err := Open(files, Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type figures struct{ heads, allHeads, paragraphs, allParagraphs, joins, allJoins int }

func pressFile(t *testing.T, s *Set) []byte {
	t.Helper()
	var m Memory
	if _, err := s.MakeWith(context.Background(), &m, MakeOptions{NoPreflight: true}, PDF); err != nil {
		t.Fatal(err)
	}
	for _, name := range m.Names() {
		if strings.HasSuffix(name, ".pdf") {
			return m.Data(name)
		}
	}
	t.Fatal("no PDF was made")
	return nil
}

// measure imports a file and compares what came with the edition that it was made of.
func measure(t *testing.T, s *Set, data []byte) (out figures) {
	t.Helper()
	came := map[string]map[string]bool{} // by headline, the texts
	for _, c := range intake.Read(intake.File{Name: "旧报.pdf", Data: data}, []intake.Format{sheet.Format(OpenPDF, sheet.Options{})}, intake.Options{Format: "pdf-page", Whole: true}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || !r.Account.Closes() || c.Refused {
			t.Errorf("%s: %v %v %v", c.Name, r.Account, r.Fault, c.Found)
		}
		for _, st := range r.Stories {
			parsed, _ := editions.ParseStory(source.NewFile(st.ID+".md", st.Text))
			head := squeezed(strings.Join(headline(parsed), ""))
			if came[head] == nil {
				came[head] = map[string]bool{}
			}
			for p := range parsed.Parts() {
				came[head][squeezed(p.Text.String())] = true
			}
		}
	}
	texts := map[string]bool{}
	for _, st := range s.Edition.Stories {
		head := squeezed(strings.Join(headline(st), ""))
		if head == "" {
			continue
		}
		out.allHeads++
		if came[head] != nil {
			out.heads++
		} else {
			t.Logf("no head %s", head)
		}
		for p := range st.Parts() {
			text := squeezed(p.Text.String())
			texts[text] = true
			if _, table := blockOf(st, p).(*editions.Table); table || p.Block < 0 || text == "" || p.At != editions.InText {
				continue
			}
			out.allParagraphs++
			if came[head][text] || came[head][p.Marker+text] {
				out.paragraphs++
			} else if came[head] != nil {
				t.Logf("%s: not whole: %.40s", head, text)
			}
		}
	}
	out.joins, out.allJoins = joins(t, data, texts)
	return out
}

func blockOf(s *editions.Story, p editions.Part) editions.Block {
	if p.Block < 0 {
		return nil
	}
	return s.Blocks[p.Block]
}

func headline(s *editions.Story) (out []string) {
	for _, l := range s.Headline {
		out = append(out, l.String())
	}
	return out
}

// joins counts the paragraphs that were put together of two columns, and those that are
// texts of the edition.
func joins(t *testing.T, data []byte, texts map[string]bool) (right, all int) {
	t.Helper()
	d, err := OpenPDF(data)
	if err != nil {
		t.Fatal(err)
	}
	for n := range d.Pages() {
		p, err := d.Page(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sheet.Stories(p).Stories {
			for _, j := range s.Joins {
				all++
				text := ""
				for _, l := range s.Paras[j.Para].Lines {
					for _, i := range l {
						text += p.Chars[i].Text
					}
				}
				if texts[squeezed(text)] {
					right++
				} else {
					t.Logf("joined wrongly: %.60s", text)
				}
			}
		}
	}
	return right, all
}

// squeezed is a text without white space.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestEveryCharacter: what the pages show is in the stories or left out, once.
func TestEveryCharacter(t *testing.T) {
	s := composed(t, small(), Options{})
	data := pressFile(t, s)
	d, err := OpenPDF(data)
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for n := range d.Pages() {
		p, err := d.Page(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Chars {
			shown += len([]rune(c.Text))
		}
	}
	in := 0
	for _, c := range intake.Read(intake.File{Name: "a.pdf", Data: data}, []intake.Format{sheet.Format(OpenPDF, sheet.Options{})}, intake.Options{Format: "pdf-page", Whole: true}) {
		in += intake.Compose(c, intake.Target{}).Account.In
	}
	if in != shown || shown == 0 {
		t.Errorf("%d characters are accounted for, the pages show %d", in, shown)
	}
}
