package opds

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// opds2 is a feed as apps read it that take more for granted than the specification: the
// title and the author are joined to other strings, each link has an address.
type opds2 struct {
	Metadata struct {
		Title         string
		NumberOfItems int
	}
	Links          []opdsLink
	Facets, Groups []struct {
		Metadata struct{ Title string }
		Links    []opdsLink
	}
	Navigation   []opdsLink
	Publications []struct {
		Metadata struct{ Title, Author, Description string }
		Links    []opdsLink
		Images   []opdsLink
	}
}

type opdsLink struct {
	Href, Type, Rel, Title string
	Templated              bool
}

func (f *opds2) link(rel string) string {
	if i := slices.IndexFunc(f.Links, func(l opdsLink) bool { return l.Rel == rel }); i >= 0 {
		return f.Links[i].Href
	}
	return ""
}

// resolve is the address that a link leads to, from the document at at.
func resolve(t *testing.T, at, href string) string {
	t.Helper()
	base, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	u, err := base.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	return u.RequestURI()
}

// An app that reads OPDS 2.0 goes from the address that a person types to every edition of
// two papers, by paper, year and month, and finds what it searches for.
func TestAppOfOPDS2(t *testing.T) {
	lib := twoPapers(t)
	get := serve(t, Server{Library: lib, Now: newClock().Now, Options: Options{PerPage: 2}})
	read := func(at string) (f opds2) {
		t.Helper()
		resp, body := get(at, "Accept", "application/opds+json, application/atom+xml;profile=opds-catalog, */*")
		if err := json.Unmarshal(body, &f); err != nil || resp.StatusCode != 200 || f.Metadata.Title == "" {
			t.Fatalf("%s: %d %v %s", at, resp.StatusCode, err, body)
		}
		return f
	}
	for _, at := range []string{"/", "/opds", "/opds/"} {
		root := read(at)
		var lines []string
		for _, l := range root.Navigation {
			lines = append(lines, l.Title)
		}
		if got := strings.Join(lines, " "); got != "最新一期 全部报纸 云溪日报 江城晚报" {
			t.Errorf("%s offers %s", at, got)
		}
		if search := root.link("search"); search != "/opds/search{?query}" {
			t.Errorf("%s: search is %s", at, search)
		}
	}
	if f := read("/opds/today.json"); len(f.Publications) != 2 || f.Publications[0].Metadata.Title != "云溪日报 2020年3月1日" || f.Publications[1].Metadata.Title != "江城晚报 2020年3月7日" {
		t.Errorf("the newest of each paper: %+v", f.Publications)
	}
	editions := map[string]bool{}
	paths := map[string]string{} // how the first edition was come to, by its title
	seen := map[string]bool{}
	var walk func(at, trail string)
	walk = func(at, trail string) {
		if seen[at] {
			return
		}
		seen[at] = true
		f := read(at)
		for _, p := range f.Publications {
			if p.Metadata.Title == "" || p.Metadata.Author == "" || len(p.Images) != 2 || !strings.Contains(p.Links[1].Rel, "acquisition") {
				t.Errorf("%s: %+v", at, p)
			}
			if editions[p.Metadata.Title] = true; paths[p.Metadata.Title] == "" && strings.Contains(trail, "月") {
				paths[p.Metadata.Title] = trail
			}
		}
		for _, l := range f.Navigation {
			walk(resolve(t, at, l.Href), trail+"/"+l.Title)
		}
		if next := f.link("next"); next != "" {
			walk(resolve(t, at, next), trail)
		}
	}
	walk("/", "")
	if len(editions) != 12 {
		t.Errorf("%d editions are come to", len(editions))
	}
	if got := paths["江城晚报 2020年2月12日"]; got != "/江城晚报/按年月浏览/2020年/2020年2月" {
		t.Errorf("an edition is found by %s", got)
	}
}

// A section of one paper holds no editions of another.
func TestSectionsAreOfAPaper(t *testing.T) {
	c := newCatalog([]*Edition{
		{EPUB: File{Path: "a.epub"}, Title: "甲报", Paper: "甲报", Date: "2026-10-20", Sections: []string{"要闻"}},
		{EPUB: File{Path: "b.epub"}, Title: "乙报", Paper: "乙报", Date: "2026-10-21", Sections: []string{"要闻", "体育"}},
	}, Options{})
	if c.o.Title != "报纸" {
		t.Errorf("the catalogue of two papers is called %s", c.o.Title)
	}
	n := 0
	for _, s := range c.shelves {
		if strings.Contains(s.name, "-section-") {
			n++
			if len(s.editions) != 1 || !strings.HasPrefix(s.heading, s.editions[0].Paper) {
				t.Errorf("%s: %s, %d editions", s.name, s.heading, len(s.editions))
			}
		}
		if s.name == "today" && len(s.editions) != 2 {
			t.Errorf("today: %d editions of two papers", len(s.editions))
		}
	}
	if n != 3 {
		t.Errorf("%d sections", n)
	}
}

func TestNegotiate(t *testing.T) {
	for accept, want := range map[string]string{
		"":                ".xml",
		"*/*":             ".xml",
		"application/*":   ".xml",
		"text/html":       ".html",
		"application/xml": ".xml",
		"application/opds+json, application/atom+xml;profile=opds-catalog, */*":      ".json",
		"application/atom+xml;profile=opds-catalog, application/opds+json;q=0.9":     ".xml",
		"application/atom+xml;q=0.5, application/opds+json":                          ".json",
		"text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8": ".html",
		"application/opds+json;q=0.1,*/*":                                            ".json",
		"application/atom+xml;q=0, */*":                                              ".json",
		"Application/JSON ; Q=1":                                                     ".json",
		"image/png":                                                                  ".xml",
		"application/xml;q=nonsense, text/html;q=0.2,,;":                             ".xml",
	} {
		if got := negotiate(accept, ".xml"); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}

func TestRootInEachForm(t *testing.T) {
	get := serve(t, Server{Library: library(t, 1), Now: newClock().Now})
	for accept, want := range map[string]string{"application/opds+json": typeJSON, "application/atom+xml": typeNavigation, "text/html": typeHTML, "*/*": typeNavigation} {
		for _, at := range []string{"/", "/opds/", "/opds"} {
			resp, body := get(at, "Accept", accept)
			if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != want || !slices.Contains(resp.Header.Values("Vary"), "Accept") {
				t.Errorf("%s of %s: %d %v", accept, at, resp.StatusCode, resp.Header)
			}
			if want == typeHTML {
				for _, l := range htmlLinks(t, at, body) {
					if next, _ := get(resolve(t, at, l)); next.StatusCode != 200 {
						t.Errorf("%s leads to %s: %d", at, l, next.StatusCode)
					}
				}
			}
		}
	}
}

// The text of stories is searched, in the form that is asked for; all pages together hold
// all that was found, and what was found is said.
func TestSearchHasAllPages(t *testing.T) {
	get := serve(t, Server{Library: library(t, 7), Now: newClock().Now, Options: Options{PerPage: 3}})
	seen := map[string]bool{}
	pages := 0
	for at := "/opds/search?query=" + url.QueryEscape("稻子收了"); at != ""; pages++ {
		resp, body := get(at)
		var f opds2
		if err := json.Unmarshal(body, &f); err != nil || resp.Header.Get("Content-Type") != typeJSON {
			t.Fatal(err, resp.Header)
		}
		if f.Metadata.NumberOfItems != 7 {
			t.Errorf("%s: %d found", at, f.Metadata.NumberOfItems)
		}
		for _, p := range f.Publications {
			seen[p.Metadata.Title] = true
			if p.Metadata.Description != "秋收过半" {
				t.Errorf("found is said to be %s", p.Metadata.Description)
			}
		}
		next := f.link("next")
		if at = ""; next != "" {
			at = resolve(t, "/opds/search", next)
		}
	}
	if pages != 3 || len(seen) != 7 {
		t.Errorf("%d editions on %d pages", len(seen), pages)
	}
	_, body := get("/opds/search?q=" + url.QueryEscape("桥通了") + "&page=3")
	var f struct {
		Total int        `xml:"totalResults"`
		Start int        `xml:"startIndex"`
		Entry []struct{} `xml:"entry"`
	}
	if err := xml.Unmarshal(body, &f); err != nil || f.Total != 7 || f.Start != 7 || len(f.Entry) != 1 {
		t.Errorf("%v, %+v", err, f)
	}
	if resp, body := get("/opds/search?q=%3Cb%3E&page=99999999999999999999", "Accept", "text/html"); resp.Header.Get("Content-Type") != typeHTML || strings.Contains(string(body), "<b>") {
		t.Errorf("%s", body)
	}
	if resp, _ := get("/opds/search?q=%ff%00"); resp.StatusCode != 200 {
		t.Error(resp.Status)
	}
}

// The index that a Build left is the one that is asked; where there is none, or it goes
// away meanwhile, the library is read.
func TestSearchByTheIndexThere(t *testing.T) {
	lib := library(t, 3)
	build(t, lib, Options{})
	get := serve(t, Server{Library: lib, Now: newClock().Now})
	found := func() int {
		_, body := get("/opds/search?q=" + url.QueryEscape("石桥"))
		return strings.Count(string(body), "<entry>")
	}
	if n := found(); n != 3 {
		t.Errorf("%d found by the index there", n)
	}
	for name := range lib.files {
		if strings.HasPrefix(name, indexFolder) {
			_ = lib.Remove(name)
		}
	}
	if n := found(); n != 3 {
		t.Errorf("%d found when the index is gone", n)
	}
	build(t, lib, Options{})
	for name := range lib.files {
		if path.Ext(name) == ".bin" {
			_ = lib.Remove(name)
		}
	}
	get = serve(t, Server{Library: lib, Now: newClock().Now})
	if n := found(); n != 3 {
		t.Errorf("%d found when the index is damaged", n)
	}
}

// An app in a browser, from another site: it may read, and send a password.
func TestOtherSites(t *testing.T) {
	get := serve(t, Server{Library: library(t, 1), Now: newClock().Now, Accounts: accounts(t, "reader"), Private: true})
	resp, _ := get("OPTIONS /opds/all.json", "Origin", "https://app.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "authorization")
	if resp.StatusCode != 204 || resp.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(resp.Header.Get("Access-Control-Allow-Headers"), "Authorization") || !strings.Contains(resp.Header.Get("Access-Control-Allow-Methods"), "GET") {
		t.Errorf("asked beforehand: %d %v", resp.StatusCode, resp.Header)
	}
	for user, want := range map[string]int{"": 401, "reader:reader-word": 200} {
		header := []string{"Origin", "https://app.example"}
		if user != "" {
			header = append(header, "user", user)
		}
		if resp, _ := get("/opds/all.json", header...); resp.StatusCode != want || resp.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%q: %d %v", user, resp.StatusCode, resp.Header)
		}
	}
}

// twoPapers is a library of twelve days, six of each paper.
func twoPapers(t *testing.T) memory {
	t.Helper()
	lib := library(t, 0)
	for i := range 12 {
		day := i * 6
		name := fmt.Sprintf("yxrb-%03d.epub", day)
		data := book(t, day, false)
		if i%2 == 1 {
			name, data = fmt.Sprintf("jcwb-%03d.epub", day), renamed(t, data, "云溪日报", "江城晚报")
		}
		lib.files[path.Join("2020", name)] = &fstest.MapFile{Data: data}
	}
	return lib
}
