package opds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"banxin/output/epub"
)

func build(t testing.TB, lib memory, o Options) *Report {
	t.Helper()
	r, err := Build(lib, lib, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBuildIsIncremental(t *testing.T) {
	lib := library(t, 9)
	o := Options{PerPage: 3}
	first := build(t, lib, o)
	if first.Editions != 9 || first.Read != 9 || first.Kept != 0 || len(first.Problems) != 0 {
		t.Errorf("first: %+v", first)
	}
	before := maps.Clone(lib.files)
	if again := build(t, lib, o); again.Written != 0 || again.Read != 0 || again.Removed != 0 || again.Kept != first.Written {
		t.Errorf("again: %+v", again)
	}
	lib.addDay(t, 9)
	more := build(t, lib, o)
	if more.Read != 1 || more.Removed != 3 { // the month's index is another
		t.Errorf("one more: %+v", more)
	}
	for _, name := range []string{"opds/all-0001.xml", "opds/all-0001.json", "opds/section-" + digest("要闻") + "-0001.xml"} {
		if old := before[name]; old != nil && !bytes.Equal(old.Data, lib.files[name].Data) {
			t.Errorf("%s changed when an edition was added", name)
		}
	}
	delete(lib.files, "2020/yxrb 00002.epub")
	if fewer := build(t, lib, o); fewer.Removed != 6 || fewer.Editions != 9 { // its description, cover and thumbnail, and the month's index
		t.Errorf("one fewer: %+v", fewer)
	}
	lib.files["2020/yxrb 00003.epub"] = &fstest.MapFile{Data: []byte("no zip")}
	if bad := build(t, lib, o); len(bad.Problems) != 1 || bad.Problems[0].Path != "2020/yxrb 00003.epub" || bad.Editions != 8 {
		t.Errorf("a broken EPUB: %+v", bad)
	}
}

func TestSameBytes(t *testing.T) {
	a, b := library(t, 5), library(t, 5)
	build(t, a, Options{})
	build(t, b, Options{})
	for name, f := range a.files {
		if !bytes.Equal(f.Data, b.files[name].Data) {
			t.Errorf("%s differs", name)
		}
	}
}

// Every document is well formed and every link in it leads to something in the library.
// TestTimeless: where the times of files say nothing, they are neither in what is written nor believed.
func TestTimeless(t *testing.T) {
	lib, other := library(t, 2), library(t, 2)
	for _, f := range other.files {
		f.ModTime = f.ModTime.AddDate(3, 0, 0)
	}
	build(t, lib, Options{Timeless: true})
	build(t, other, Options{Timeless: true})
	for name, f := range lib.files {
		if !bytes.Equal(f.Data, other.files[name].Data) {
			t.Errorf("%s is other where files have other times", name)
		}
	}
	if r := build(t, lib, Options{Timeless: true}); r.Read != 2 || r.Written != 0 {
		t.Errorf("again: %+v", r)
	}
	for _, f := range lib.files {
		f.ModTime = time.Unix(0, 0)
	}
	if r := build(t, lib, Options{}); r.Read != 2 {
		t.Errorf("files of no time are known: %+v", r)
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	lib := library(t, 11)
	build(t, lib, Options{PerPage: 2, Search: "https://example.com/search", Subscription: &Subscription{Register: "https://example.com/", Description: "订阅请拨打"}})
	n := 0
	for name, f := range lib.files {
		if !strings.HasPrefix(name, "opds/") || name == stateFile {
			continue
		}
		var links []string
		switch path.Ext(name) {
		case ".xml":
			links = atomLinks(t, name, f.Data)
		case ".html":
			links = htmlLinks(t, name, f.Data)
		case ".json":
			var v any
			if err := json.Unmarshal(f.Data, &v); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			jsonLinks(v, &links)
		case ".jpg":
			if _, err := jpeg.Decode(bytes.NewReader(f.Data)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, l := range links {
			if strings.Contains(l, ":") {
				continue
			}
			n++
			p, err := url.PathUnescape(l)
			if err != nil {
				t.Fatal(err)
			}
			if target := path.Join(path.Dir(name), p); lib.files[target] == nil {
				t.Errorf("%s: %s leads to %s, which is not there", name, l, target)
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d links", n)
	}
}

func atomLinks(t *testing.T, name string, data []byte) (links []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	active := map[string]int{}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "link" {
			links = append(links, attr(e, "href"))
			if attr(e, "activeFacet") == "true" {
				active[attr(e, "facetGroup")]++
			}
		}
	}
	for group, n := range active {
		if n > 1 {
			t.Errorf("%s: %d active facets of %s", name, n, group)
		}
	}
	return links
}

// htmlLinks reads the links of a document for people, which is XML too.
func htmlLinks(t *testing.T, name string, data []byte) (links []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return links
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			for _, a := range []string{"href", "src"} {
				if v := attr(e, a); v != "" {
					links = append(links, v)
				}
			}
		}
	}
}

func jsonLinks(v any, links *[]string) {
	switch v := v.(type) {
	case map[string]any:
		if href, ok := v["href"].(string); ok {
			*links = append(*links, href)
		}
		for _, x := range v {
			jsonLinks(x, links)
		}
	case []any:
		for _, x := range v {
			jsonLinks(x, links)
		}
	}
}

func TestPagesOfAShelf(t *testing.T) {
	lib := library(t, 11)
	build(t, lib, Options{PerPage: 2})
	var seen []string
	for name := "opds/all.xml"; name != ""; {
		var f struct {
			Links []struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Entries []struct {
				Title string `xml:"title"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(lib.files[name].Data, &f); err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Entries {
			seen = append(seen, e.Title)
		}
		name = ""
		for _, l := range f.Links {
			if l.Rel == "next" {
				name = path.Join("opds", l.Href)
			}
		}
	}
	var want []string
	for i := range 11 {
		want = append(want, fmt.Sprintf("云溪日报 2020年1月%d日", 11-i))
	}
	if !slices.Equal(seen, want) {
		t.Errorf("%q\nwant %q", seen, want)
	}
}

// OPDS_SCHEMAS names a folder with the JSON schemas of OPDS 2.0 and of Readium's web
// publication manifest, OPDS_AJV a node_modules folder with ajv 8 and ajv-formats.
func TestSchemas(t *testing.T) {
	schemas, modules := os.Getenv("OPDS_SCHEMAS"), os.Getenv("OPDS_AJV")
	if schemas == "" || modules == "" {
		t.Skip("no schemas: set OPDS_SCHEMAS and OPDS_AJV")
	}
	lib := library(t, 5)
	build(t, lib, Options{PerPage: 2, Subscription: &Subscription{Description: "订阅"}, Search: "https://example.com/search"})
	empty := library(t, 0)
	build(t, empty, Options{})
	for name, f := range empty.files {
		lib.files[strings.Replace(name, "opds/", "opds/empty-", 1)] = f
	}
	delete(lib.files, "opds/empty-catalog.json")
	dir := t.TempDir()
	args := []string{"testdata/validate.cjs", modules, schemas}
	for name, f := range lib.files {
		if !strings.HasPrefix(name, "opds/") || path.Ext(name) != ".json" || name == stateFile {
			continue
		}
		p := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	if out, err := exec.Command("node", args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func BenchmarkBuild(b *testing.B) {
	lib := library(b, 2000)
	build(b, lib, Options{})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			build(b, lib, Options{})
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			for name := range lib.files {
				if strings.HasPrefix(name, "opds/") {
					delete(lib.files, name)
				}
			}
			b.StartTimer()
			build(b, lib, Options{})
		}
	})
}

func BenchmarkPictures(b *testing.B) {
	lib := library(b, 1)
	editions, _, err := scan(lib, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := editions[0].pictures(lib); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzEdition reads EPUBs of any bytes: an error at worst.
func FuzzEdition(f *testing.F) {
	f.Add(book(f, 1, false))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lib := memory{files: fstest.MapFS{"a.epub": &fstest.MapFile{Data: data}}, mu: &sync.Mutex{}}
		r, err := Build(lib, lib, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Editions+len(r.Problems) < 1 {
			t.Error("an EPUB is neither listed nor a problem")
		}
		for name, file := range lib.files {
			if path.Ext(name) == ".xml" {
				atomLinks(t, name, file.Data)
			}
		}
	})
}

// FuzzPackage reads package documents of any text.
func FuzzPackage(f *testing.F) {
	f.Add(`<package><metadata><title>报</title><identifier>x y</identifier><date>2026-10-20</date><subject>a&amp;b</subject></metadata></package>`)
	f.Add(`<package><metadata><title>&#x1;</title></metadata>`)
	f.Add(`<package xmlns:dc="d"><dc:title><!-- a --><![CDATA[a<b]]> c</dc:title><dc:identifier>i</dc:identifier><dc:date>2026-10-20</dc:date>`)
	f.Fuzz(func(t *testing.T, opf string) {
		e := &Edition{EPUB: File{Path: "a b/ü.epub"}}
		if _, err := e.describe([]byte(opf), "EPUB"); err != nil {
			return
		}
		c := newCatalog([]*Edition{e}, Options{Subscription: &Subscription{}})
		for _, name := range c.Documents() {
			data, _, ok := c.Document(name)
			if !ok {
				t.Fatalf("no %s", name)
			}
			if path.Ext(name) == ".xml" {
				atomLinks(t, name, data)
			}
		}
	})
}

func FuzzAccounts(f *testing.F) {
	f.Add("a:$2y$05$abcdefghijklmnopqrstuuIwVzZ2xW8xY1xW8xY1xW8xY1xW8xY1a\n# x\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		accounts, err := ParseAccounts([]byte(s))
		if err == nil {
			for name, hash := range accounts {
				if name == "" || len(hash) == 0 {
					t.Errorf("%q: %q", name, hash)
				}
			}
		}
	})
}

// Previews that an EPUB holds are the catalogue's pictures, byte for byte, at their sizes.
func TestPreviewsAreTaken(t *testing.T) {
	picture := func(w, h int) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	cover, thumb := picture(477, 690), picture(158, 229)
	lib := library(t, 0)
	lib.files["a.epub"] = &fstest.MapFile{Data: bookWith(t, 1, epub.Options{Pages: []epub.PageImage{{Index: 0, Format: "jpeg", Data: tiny().jpg}},
		Previews: epub.Previews{Cover: cover, Thumbnail: thumb}})}
	build(t, lib, Options{})
	if !bytes.Equal(lib.files["opds/covers/a.jpg"].Data, cover) || !bytes.Equal(lib.files["opds/thumbs/a.jpg"].Data, thumb) {
		t.Error("the previews are not what the catalogue shows")
	}
	if s := string(lib.files["opds/editions/a.json"].Data); !strings.Contains(s, `"width":477,`) || !strings.Contains(s, `"height":229`) {
		t.Errorf("their sizes are not said: %s", s)
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
