package epaper

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/prose"
	"banxin/output/png"
)

type edition struct {
	ed    *editions.Edition
	doc   *page.Doc
	pages []PageImage
}

var theSample = sync.OnceValues(func() (*edition, error) {
	ed, cat, res := composed.Four()
	e := &edition{ed: ed, doc: res.Doc}
	for i := range res.Doc.Pages {
		img, err := png.Draw(res.Doc, i, cat, png.Options{PPI: 96})
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			return nil, err
		}
		e.pages = append(e.pages, PageImage{Index: i, Format: "jpeg", Data: b.Bytes()})
	}
	return e, nil
})

func build(t testing.TB, o Options) (*edition, map[string][]byte) {
	t.Helper()
	e, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	o.Pages = e.pages
	files, err := Build(e.ed, e.doc, o)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string][]byte{}
	for _, f := range files {
		m[f.Name] = f.Data
	}
	return e, m
}

func TestPackage(t *testing.T) {
	e, files := build(t, Options{NITF: true})
	var ed editionJSONRead
	if err := json.Unmarshal(files["edition.json"], &ed); err != nil {
		t.Fatal(err)
	}
	if len(ed.Pages) != len(e.doc.Pages) || len(ed.Stories) != len(e.doc.Stories) {
		t.Errorf("%d pages, %d stories; want %d, %d", len(ed.Pages), len(ed.Stories), len(e.doc.Pages), len(e.doc.Stories))
	}
	placed := map[string]bool{}
	indexed := 0
	for _, p := range ed.Pages {
		var pg struct {
			Image   struct{ Href string }
			Stories []struct {
				ID, HTML, Ninjs string
				Polygons        [][][2]float64
			}
			Index []struct{ ID string }
		}
		if err := json.Unmarshal(files[p.JSON], &pg); err != nil {
			t.Fatal(err)
		}
		if files["pages/"+filepath.Base(pg.Image.Href)] == nil {
			t.Errorf("%s: no picture %s", p.JSON, pg.Image.Href)
		}
		for _, e := range pg.Index {
			indexed++
			if files["stories/"+e.ID+".html"] == nil {
				t.Errorf("%s: the index leads to %s, which is not there", p.JSON, e.ID)
			}
		}
		for _, s := range pg.Stories {
			placed[s.ID] = true
			for _, poly := range s.Polygons {
				for _, xy := range poly {
					if xy[0] < 0 || xy[0] > 1 || xy[1] < 0 || xy[1] > 1 {
						t.Errorf("%s: %s at %v", p.JSON, s.ID, xy)
					}
				}
				if len(poly) < 4 {
					t.Errorf("%s: %s has a polygon of %d corners", p.JSON, s.ID, len(poly))
				}
			}
			if files[strings.TrimPrefix(s.HTML, "../")] == nil || files[strings.TrimPrefix(s.Ninjs, "../")] == nil {
				t.Errorf("%s: %s leads nowhere", p.JSON, s.ID)
			}
		}
	}
	if indexed < 5 {
		t.Errorf("%d entries of the index", indexed)
	}
	for i, s := range ed.Stories {
		if s.Story != e.doc.Stories[i].ID {
			t.Errorf("story %d is %s, want %s", i, s.Story, e.doc.Stories[i].ID)
		}
		if !placed[s.ID] {
			t.Errorf("story %s stands on no page", s.ID)
		}
		model := e.ed.Story(s.Story)
		got, err := prose.Said(files[s.HTML])
		if err != nil || got != said(model) {
			t.Errorf("%s: %v, %q", s.HTML, err, got)
		}
		var n newsItem
		if err := json.Unmarshal(files[s.Ninjs], &n); err != nil {
			t.Fatal(err)
		}
		if n.URI == "" || n.Type != "text" || len(n.Bodies) != 2 || n.Bodies[0].CharCount == 0 && plainText(model) != "" {
			t.Errorf("%s: %+v", s.Ninjs, n)
		}
		wellFormed(t, s.NITF, files[s.NITF])
	}
	script := strings.TrimSuffix(strings.TrimPrefix(string(files["edition.js"]), "window.edition = "), ";\n")
	if !json.Valid([]byte(script)) {
		t.Error("edition.js is no JSON behind its name")
	}
}

// editionJSONRead is what the test reads of edition.json.
type editionJSONRead struct {
	Pages   []struct{ JSON string }
	Stories []struct{ ID, Story, HTML, Ninjs, NITF string }
}

func wellFormed(t *testing.T, name string, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for n := 0; ; n++ {
		if _, err := d.Token(); err == io.EOF && n > 0 {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func TestSameBytes(t *testing.T) {
	_, a := build(t, Options{NITF: true})
	_, b := build(t, Options{NITF: true})
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// Hostile names and texts give a sound package, and one that says them.
// TestErrors: what is refused is told by an error that a program can test for.
func TestErrors(t *testing.T) {
	e, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	with := func(stories []page.Story, pages []PageImage) error {
		d := *e.doc
		d.Stories = stories
		_, err := Build(e.ed, &d, Options{Pages: pages})
		return err
	}
	all := e.doc.Stories
	far, none, broken := all[0], all[0], e.pages[0]
	far.Page, none.ID, broken.Format = len(e.doc.Pages), "nobody", "png"
	for _, c := range []struct {
		name string
		err  error
		is   error
	}{
		{"no stories", with(nil, e.pages), ErrNoStories},
		{"a story twice", with(append(slices.Clone(all), all[0]), e.pages), page.ErrStory},
		{"a story on no page", with([]page.Story{far}, e.pages), page.ErrStory},
		{"a story that there is not", with([]page.Story{none}, e.pages), page.ErrStory},
		{"a page without its picture", with(all, e.pages[1:]), page.ErrPicture},
		{"a picture of no page", with(all, append(slices.Clone(e.pages), PageImage{Index: len(e.pages)})), page.ErrPicture},
		{"a picture that is none", with(all, append(slices.Clone(e.pages), broken)), page.ErrPicture},
	} {
		if !errors.Is(c.err, c.is) {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("云溪日报", "标题", "正文", "要闻", "1")
	f.Add("</script>", "<!--", "\u2028\u2029]]>", "\x00", "../..")
	f.Fuzz(func(t *testing.T, name, head, body, section, label string) {
		ed := &editions.Edition{
			Paper: &editions.Paper{Name: name, NameLatin: name, Publisher: head, CN: body, ISSN: label},
			Date:  editions.Date{Year: 2026, Month: 10, Day: 20}, Issue: 1,
			Stories: []*editions.Story{{ID: "a", Genre: section, Label: text(label), Headline: []editions.Text{text(head)}, Byline: text(name),
				Blocks: []editions.Block{&editions.Paragraph{Text: text(body)}, &editions.List{Items: []editions.ListItem{{Marker: head, Text: text(body)}}}}}},
		}
		d := &page.Doc{Stories: []page.Story{{ID: "a"}}, Pages: []*page.Page{{Name: label, Section: section, Trim: unit.Rect{W: 100, H: 100},
			Items: []page.Item{&page.Mark{Role: page.RoleStory, ID: "a", Open: true, Rect: unit.Rect{X: -10, Y: 20, W: 50, H: 500}}}}}}
		var b bytes.Buffer
		e, err := theSample()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Build(ed, d, Options{Pages: e.pages[:1], NITF: true}); err != nil {
			t.Fatal(err, b.String())
		}
	})
}

func text(s string) editions.Text { return editions.Text{Runs: []editions.Run{{Text: s}}} }

// keep writes the package to a folder.
func keep(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := os.Getenv("EPAPER_KEEP")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// EPUB_READERS names a node_modules folder with puppeteer-core and axe-core, EPUB_SHOTS a
// folder for screenshots; the browser is PUPPETEER_EXECUTABLE_PATH or /usr/bin/chromium.
// Where time is bounded each width is looked at from one place.
func TestViewer(t *testing.T) {
	need.Judges(t)
	_, files := build(t, Options{})
	looks := need.Spread([]string{"web 320", "disk 320", "disk 768", "web 768", "web 1440", "disk 1440"}, 2, 0)
	var got struct{ Zones int }
	need.Browser(t, "testdata/viewer.mjs", &got, append([]string{keep(t, files)}, looks...)...)
	want := len(looks) * bytes.Count(files["edition.js"], []byte(`"polygons"`))
	if got.Zones != want {
		t.Errorf("%d zones led to their story, of %d", got.Zones, want)
	}
}

// NINJS_SCHEMA names IPTC's ninjs-schema_2.1.json, OPDS_AJV a node_modules folder with
// ajv 8 and ajv-formats.
func TestNinjsSchema(t *testing.T) {
	schema, modules := os.Getenv("NINJS_SCHEMA"), os.Getenv("OPDS_AJV")
	if schema == "" || modules == "" {
		t.Skip("no schema: set NINJS_SCHEMA and OPDS_AJV")
	}
	for _, base := range []string{"", "https://example.com/2026-10-20/"} {
		_, files := build(t, Options{Base: base})
		dir := keep(t, files)
		args := []string{"testdata/ninjs.cjs", modules, schema}
		for name := range files {
			if strings.HasPrefix(name, "stories/") && strings.HasSuffix(name, ".json") {
				args = append(args, filepath.Join(dir, filepath.FromSlash(name)))
			}
		}
		if out, err := exec.Command("node", args...).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}
