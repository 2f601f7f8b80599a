package works

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdfread"
	"banxin/output/proof"
)

// TestRandomPapers holds, for papers with every element, that all of what was written into the
// stories' files is in every product or reported as over, by the products' own bytes.
func TestRandomPapers(t *testing.T) {
	for seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := newRandomPaper(seed)
			defer func() {
				if t.Failed() {
					for _, name := range slices.Sorted(maps.Keys(p.files)) {
						if !strings.HasSuffix(name, ".png") {
							t.Logf("%s\n%s", name, p.files[name].Data)
						}
					}
				}
			}()
			set := composed(t, p.files, Options{}).Proofread()
			var out Memory
			made, err := set.Make(t.Context(), &out, PDF, EPUB, Replica, EPaper)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range made.Findings {
				if source.Covers("ENG", f.Code) || source.Covers("SRC", f.Code) && f.Code != "SRC-UNREAD" || f.Code == "EPB-TEXT" || f.Code == "REL-TEXT" {
					t.Errorf("%s %s: %s", f.Pos, f.Code, f.Message)
				}
			}
			files := map[string][]byte{}
			for _, f := range made.Files {
				files[f.Name] = out.Data(f.Name)
			}
			p.accounts(t, made)
			p.read(t, set, files)
			p.printed(t, set, files)
			p.galleys(t, set)
		})
	}
}

// seeds are a few in the loop of save and test, 50 beside other programs, and hundreds where
// long inputs are asked for by themselves.
func seeds() int64 {
	if os.Getenv("BANXIN_JUDGES") != "" {
		return min(50, need.Seeds(3, 50))
	}
	return need.Seeds(3, 250)
}

// accounts: the report counts what was written.
func (p *randomPaper) accounts(t *testing.T, made *Made) {
	for _, a := range made.Accounts {
		if a.Source != p.chars[a.Story] {
			t.Errorf("%s: the account counts %d characters of the file's %d", a.Story, a.Source, p.chars[a.Story])
		}
		want := len([]rune(p.says[a.Story]))
		for product, s := range a.Outputs {
			if s.all() != want {
				t.Errorf("%s: %s accounts for %d characters of %d: %+v", a.Story, product, s.all(), want, s)
			}
		}
	}
	if len(made.Accounts) != len(p.says) {
		t.Errorf("%d accounts of %d stories", len(made.Accounts), len(p.says))
	}
}

// read: each story stands in the e-edition and in the e-paper as it was written.
func (p *randomPaper) read(t *testing.T, set *Set, files map[string][]byte) {
	book, paper := map[string]bool{}, map[string]bool{}
	ninjs := ""
	for name, data := range files {
		switch {
		case strings.HasSuffix(name, "-replica.epub"):
		case strings.HasSuffix(name, ".epub"):
			z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range z.File {
				if strings.HasSuffix(f.Name, ".xhtml") {
					r, _ := f.Open()
					doc, _ := io.ReadAll(r)
					for _, article := range said(t, doc) { // briefs share a document
						book[article] = true
					}
				}
			}
		case strings.Contains(name, "-epaper/stories/") && path.Ext(name) == ".html":
			for _, article := range said(t, data) {
				paper[article] = true
			}
		case strings.Contains(name, "-epaper/stories/") && path.Ext(name) == ".json":
			var j map[string]any
			if err := json.Unmarshal(data, &j); err != nil {
				t.Fatal(err)
			}
			ninjs += spaceless(fmt.Sprint(j))
		}
	}
	if len(files) > 0 && len(book) == 0 {
		t.Errorf("there is no book: %v", slices.Sorted(maps.Keys(files)))
	}
	for id, want := range p.says {
		if !set.stands(id) {
			continue
		}
		if !book[want] {
			t.Errorf("the e-edition has no story that says\n%s\nbut\n%s", want, nearest(book, want))
		}
		if !paper[want] {
			t.Errorf("the e-paper has no story that says\n%s\nbut\n%s", want, nearest(paper, want))
		}
		if ninjs == "" {
			t.Error("there is no ninjs")
		}
	}
}

// nearest is the text that has the longest beginning in common.
func nearest(texts map[string]bool, want string) (best string) {
	most := -1
	for s := range texts {
		n := 0
		for n < len(s) && n < len(want) && s[n] == want[n] {
			n++
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}

// said are the texts of the articles of a document, without spaces, readings and what is made.
func said(t *testing.T, doc []byte) (articles []string) {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var open []bool // whether an element's text counts
	article := false
	for {
		tok, err := d.Token()
		if err != nil {
			return articles
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			article = article || tok.Name.Local == "article"
			counts := len(open) == 0 || open[len(open)-1]
			counts = counts && tok.Name.Local != "rt" && tok.Name.Local != "rp"
			for _, a := range tok.Attr {
				counts = counts && !(a.Name.Local == "class" && slices.Contains(strings.Fields(a.Value), "made"))
			}
			open = append(open, counts)
		case xml.EndElement:
			open = open[:max(len(open)-1, 0)]
			if tok.Name.Local == "article" {
				articles, article = append(articles, spaceless(b.String())), false
				b.Reset()
			}
		case xml.CharData:
			if article && len(open) > 0 && open[len(open)-1] {
				b.Write(tok)
			}
		}
	}
}

// printed: the press file shows what the pages do, and they show the beginning of each part
// of a story, or the account says what is missing.
func (p *randomPaper) printed(t *testing.T, set *Set, files map[string][]byte) {
	for name, data := range files {
		if path.Ext(name) != ".pdf" {
			continue
		}
		want := map[rune]int{}
		for _, pg := range set.Doc.Pages {
			page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
				if x, ok := it.(*page.Text); ok {
					count(want, x.Src, 1)
				}
			})
		}
		f, err := pdfread.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		got := map[rune]int{}
		for n := range f.Pages() {
			pg, err := f.Page(n + 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range pg.Chars {
				count(got, c.Text, 1)
			}
		}
		differ(t, name, got, want)
		if need.Long() {
			differ(t, name+" by mutool", byMutool(t, data), want)
		}
	}
}

// byMutool counts what another program reads.
func byMutool(t *testing.T, data []byte) map[rune]int {
	tool, err := exec.LookPath("mutool")
	if err != nil {
		need.Missing(t, "mutool")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "draw", "-q", "-F", "txt", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	got := map[rune]int{}
	count(got, string(out), 1)
	return got
}

// galleys: what a galley shows as set and as left is the story.
func (p *randomPaper) galleys(t *testing.T, set *Set) {
	unset, printed := set.Layout.Unset(), page.Printed(set.Doc)
	var list []proof.Galley
	for _, f := range set.Layout.Fits {
		list = append(list, proof.Galley{Story: f.Story, Slot: f.Slots[0], Page: set.Doc.Sheet(f.Page), Rest: set.Edition.Story(f.Story).Rest(&f.Unset)})
	}
	for i := range list {
		g := &list[i]
		all, want := map[rune]int{}, map[rune]int{}
		for _, text := range printed[g.Story] {
			count(all, text, 1)
		}
		count(all, g.Rest, 1)
		count(want, p.says[g.Story], 1)
		delete(all, '•')
		differ(t, "what is set of "+g.Story+" and left over", all, want)
		doc, err := proof.Galleys(set.Doc, set.Catalog, list[i:i+1], proof.Options{})
		if err != nil {
			t.Errorf("galley of %s: %v", g.Story, err)
			continue
		}
		shown := map[rune]int{}
		for _, pg := range doc.Pages {
			page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
				if x, ok := it.(*page.Text); ok {
					count(shown, x.Src, 1)
				}
			})
		}
		for r, n := range want {
			if shown[r] < n {
				t.Errorf("the galley of %s (%+v) shows %q %d times, the story has it %d times", g.Story, unset[g.Story], r, shown[r], n)
			}
		}
	}
}

func count(into map[rune]int, s string, n int) {
	for _, r := range spaceless(s) {
		into[r] += n
	}
}

func differ(t *testing.T, what string, got, want map[rune]int) {
	t.Helper()
	for r, n := range want {
		if got[r] != n {
			t.Errorf("%s has %q %d times, not %d", what, r, got[r], n)
		}
	}
	for r, n := range got {
		if want[r] == 0 && n > 0 {
			t.Errorf("%s has %q %d times, not at all", what, r, n)
		}
	}
}
