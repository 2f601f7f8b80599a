package site

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/output/opds"
)

const base = "https://paper.example/e/"

var today = time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)

// TestLinks: every link of every document leads to a file of the site, every JSON and XML
// document is one, and nothing foreign is asked for.
func TestLinks(t *testing.T) {
	for _, address := range []string{"", base} {
		www := newMemory()
		build(t, library(12), www, Options{Base: address})
		link := regexp.MustCompile(`(?:href|src|data-whole)="([^"]*)"`)
		n := 0
		for name, f := range www.MapFS {
			switch path.Ext(name) {
			case ".json", ".webmanifest":
				if !json.Valid(f.Data) {
					t.Errorf("%s is no JSON", name)
				}
			case ".xml", ".svg":
				d := xml.NewDecoder(strings.NewReader(string(f.Data)))
				for {
					if _, err := d.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Errorf("%s: %v", name, err)
						break
					}
				}
			case ".html":
				for _, m := range link.FindAllStringSubmatch(string(f.Data), -1) {
					to, _, _ := strings.Cut(m[1], "#")
					switch {
					case strings.HasPrefix(to, base) && strings.HasPrefix(m[0], "href"):
						to = strings.TrimPrefix(to, base)
					case strings.HasPrefix(to, "/") && path.Base(name) == "404.html":
						to = strings.TrimPrefix(strings.TrimPrefix(to, "/e"), "/")
					case to == "":
						continue
					default:
						to = path.Join(path.Dir(name), to)
					}
					if n++; www.MapFS[to] == nil {
						t.Fatalf("%s links to %s, which is not there", name, m[1])
					}
				}
			}
		}
		if n < 1500 {
			t.Errorf("only %d links: does this test look at the right files?", n)
		}
		for _, name := range []string{"yxb/feed.xml", "yxb/sitemap.xml", "robots.txt"} {
			if (www.MapFS[name] != nil) != (address != "") {
				t.Errorf("base %q: %s %v", address, name, www.MapFS[name] != nil)
			}
		}
		if www.MapFS["_headers"] == nil {
			t.Error("there are no headers")
		}
	}
}

// TestSameBytes: the same library gives the same site, made at once or day by day.
func TestSameBytes(t *testing.T) {
	lib := library(12)
	whole, daily := newMemory(), newMemory()
	build(t, lib, whole, Options{Base: base})
	growing := newMemory()
	for n := 11; n >= 0; n-- {
		growing.issue("雁溪报", "yxb", today.AddDate(0, 0, -n), nil)
		if n == 11 || n < 3 {
			build(t, growing, daily, Options{Base: base})
		}
	}
	if diff := changed(whole, daily); len(diff) > 0 {
		t.Errorf("made day by day, these differ: %v", diff)
	}
	if r := build(t, lib, whole, Options{Base: base}); r.Written != 0 || r.Removed != 0 || r.Made != 0 {
		t.Errorf("again: %+v", r)
	}
	daily.Remove("index.html")
	daily.Remove("yxb/archive.html")
	if r := build(t, lib, daily, Options{Base: base}); r.Written != 2 {
		t.Errorf("a file that was deleted: %+v", r)
	}
}

// TestNewIssue: it writes its own documents, those of the issue before it that lead on to
// it, its month, and lists.
func TestNewIssue(t *testing.T) {
	www, lib := newMemory(), newMemory()
	for n := 12; n > 0; n-- {
		lib.issue("雁溪报", "yxb", today.AddDate(0, 0, -n), nil)
	}
	build(t, lib, www, Options{Base: base})
	before := www.clone()
	lib.issue("雁溪报", "yxb", today, nil)
	r := build(t, lib, www, Options{Base: base})
	if r.Made != 2 {
		t.Errorf("%d issues made anew", r.Made)
	}
	may := regexp.MustCompile(`^\+?(2026/10/20/|pictures/2026/10/20/|-?search/)|^2026/10/19/(index|page-0[12])\.html$|^2026/10/index\.html$|^2026/index\.html$|^-?search/` +
		`|^sections/[0-9a-f]+/(index\.html|2026-10\.html|feed\.(xml|json))$|^(index|archive|sections)\.html$|^feed\.(xml|json)$|^sitemap(-news)?\.xml$|^sitemaps/2026-10\.xml$|^sw\.js$|^site\.json$`)
	for _, name := range changed(before.of("yxb"), www.of("yxb")) {
		if !may.MatchString(name) {
			t.Errorf("a new issue changed %s", name)
		}
	}
}

// TestSwap: two stories that change places change their own documents and those of their pages alone.
func TestSwap(t *testing.T) {
	lib, www := library(9), newMemory()
	build(t, lib, www, Options{Base: base})
	before := www.clone()
	day := today.AddDate(0, 0, -2)
	lib.issue("雁溪报", "yxb", day, func(ts []tale) ([]tale, []Gone) {
		ts[0], ts[1] = ts[1], ts[0] // both on page 1
		return ts, nil
	})
	build(t, lib, www, Options{Base: base})
	may := regexp.MustCompile(`^2026/10/18/(index\.html|list\.js|page-01\.html|stories/s-10[123]-tale\.html)$|search/|^sections/|^sections\.html$|^feed\.|^sitemap|^sw\.js$|^site\.json$|^2026/10/index\.html$|^2026/index\.html$|^archive\.html$|^index\.html$`)
	diff := changed(before.of("yxb"), www.of("yxb"))
	for _, name := range diff {
		if !may.MatchString(name) {
			t.Errorf("a swap changed %s", name)
		}
	}
	if !slices.Contains(diff, "2026/10/18/page-01.html") {
		t.Error("a swap changed nothing of its page")
	}
}

// TestCorrection: it changes its story, dates and lists; a withdrawn story is nowhere but at
// its address, which says so.
func TestCorrection(t *testing.T) {
	lib, www := library(9), newMemory()
	build(t, lib, www, Options{Base: base})
	before := www.clone()
	day := today.AddDate(0, 0, -2)
	secret := tales(day)[3]
	lib.issue("雁溪报", "yxb", day, func(ts []tale) ([]tale, []Gone) {
		ts[1].corrections = []Change{{"2026-10-19T09:30:00+08:00", "年份应为1987年。"}}
		gone := Gone{Change{"2026-10-19T10:00:00+08:00", ""}, ts[3].id, "stories/" + ts[3].id + ".html"}
		return slices.Delete(ts, 3, 4), []Gone{gone}
	})
	build(t, lib, www, Options{Base: base})
	may := regexp.MustCompile(`^2026/10/18/(index\.html|list\.js|page-02\.html|stories/s-10[245]-tale\.html)$|search/|^sections/|^sections\.html$|^feed\.|^sitemap|^sw\.js$|^site\.json$|^corrections\.html$`)
	for _, name := range changed(before.of("yxb"), www.of("yxb")) {
		if !may.MatchString(name) {
			t.Errorf("a correction and a withdrawal changed %s", name)
		}
	}
	list := string(www.MapFS["yxb/corrections.html"].Data)
	for _, want := range []string{"年份应为1987年。", "2026年10月19日 09:30", "2026/10/18/stories/s-102-tale.html", "此稿已撤"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list of corrections does not say %s", want)
		}
	}
	if !strings.Contains(string(www.MapFS["yxb/2026/10/18/stories/s-102-tale.html"].Data), "年份应为1987年。") {
		t.Error("the story does not say its correction")
	}
	if notice := string(www.MapFS["yxb/2026/10/18/stories/s-104-tale.html"].Data); !strings.Contains(notice, "稿件已撤回") || !strings.Contains(notice, "noindex") {
		t.Errorf("the address of the withdrawn story has\n%s", notice)
	}
	for name, f := range www.MapFS {
		if strings.Contains(string(f.Data), secret.title) || strings.Contains(string(f.Data), secret.text[:60]) {
			t.Errorf("%s still has the withdrawn story", name)
		}
		if path.Ext(name) == ".xml" && strings.Contains(string(f.Data), "2026/10/18/stories/s-104-tale") {
			t.Errorf("%s leads to the withdrawn story", name)
		}
	}
}

// TestRemoved: an issue that is gone from the library is gone from the site, with its
// pictures, month and place in the search.
func TestRemoved(t *testing.T) {
	t.Parallel()
	lib, www, fresh := library(24), newMemory(), newMemory()
	build(t, lib, www, Options{Base: base})
	for name := range lib.MapFS {
		if strings.HasPrefix(name, "2026-09-2") || strings.HasPrefix(name, "2026-09-30") || strings.HasPrefix(name, "2026-10-12") {
			delete(lib.MapFS, name)
		}
	}
	build(t, lib, www, Options{Base: base})
	build(t, lib, fresh, Options{Base: base})
	if diff := changed(fresh, www); len(diff) > 0 {
		t.Errorf("what is left is not what a new site has: %v", diff)
	}
	build(t, lib, www, Options{}) // without an address
	fresh = newMemory()
	build(t, lib, fresh, Options{})
	if diff := changed(fresh, www); len(diff) > 0 {
		t.Errorf("without an address: %v", diff)
	}
}

// TestPapers: a library of two papers has a site for each.
func TestPapers(t *testing.T) {
	lib, www := library(3), newMemory()
	lib.issue("渡口晚报", "dkwb", today, nil)
	lib.issue("雁溪报", "copy", today, nil) // the same paper and day again
	r := build(t, lib, www, Options{Base: base})
	if r.Papers != 2 || r.Issues != 4 || len(r.Problems) != 1 {
		t.Errorf("%+v", r)
	}
	for _, name := range []string{"index.html", "yxb/index.html", "dkwb/index.html", "yxb/2026/10/18/index.html", "dkwb/feed.xml", "dkwb/sw.js"} {
		if www.MapFS[name] == nil {
			t.Errorf("%s is not there", name)
		}
	}
	if top := string(www.MapFS["index.html"].Data); !strings.Contains(top, `href="dkwb/index.html"`) || !strings.Contains(top, "渡口晚报") {
		t.Error("the top does not lead to both papers")
	}
	if !strings.Contains(string(www.MapFS["dkwb/2026/10/20/stories/s-101-tale.html"].Data), base+"dkwb/2026/10/20/stories/s-101-tale.html") {
		t.Error("a canonical address lacks the paper's folder")
	}
}

// TestHandler: what is served is what is written.
func TestHandler(t *testing.T) {
	lib, www := library(4), newMemory()
	now := today
	h, err := NewHandler(Server{Library: lib, Options: Options{Base: base}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	get := func(name string) (int, string, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/"+name, nil))
		return w.Code, w.Body.String(), w.Header().Get("Content-Type")
	}
	build(t, lib, www, Options{Base: base})
	for name, f := range www.MapFS {
		if strings.HasSuffix(name, stateFile) {
			continue
		}
		if code, body, kind := get(name); code != 200 || body != string(f.Data) || kind == "" {
			t.Errorf("%s: %d, %d bytes, want %d", name, code, len(body), len(f.Data))
		}
	}
	if code, body, _ := get(""); code != 200 || body != string(www.MapFS["index.html"].Data) {
		t.Errorf("/: %d", code)
	}
	for _, name := range []string{"yxb/2026/10/20/stories/x.html", "2026/10/20/stories/x.html", "../secret", "2026/10/20/../../x", "2025/01/01/index.html", "pictures/", "pictures/2026/10/20/x.jpg", "site.json/x"} {
		if code, body, _ := get(name); code != 404 || !strings.Contains(body, "没有这一页") {
			t.Errorf("%s: %d", name, code)
		}
	}
	lib.issue("雁溪报", "yxb", today.AddDate(0, 0, 1), nil)
	now = now.Add(time.Minute)
	if code, _, _ := get("yxb/2026/10/21/index.html"); code != 200 {
		t.Errorf("a new issue after a minute: %d", code)
	}
}

// TestDamaged: an e-paper that is damaged is left out, and said; names cannot lead out.
func TestDamaged(t *testing.T) {
	for what, spoil := range map[string]func(string) string{
		"no JSON":       func(s string) string { return s[:100] },
		"another thing": func(s string) string { return strings.Replace(s, format, "x", 1) },
		"no date":       func(s string) string { return strings.Replace(s, `"date":"2026-10-20"`, `"date":"../../etc"`, 1) },
		"a wild page":   func(s string) string { return strings.Replace(s, `"id":"page-01"`, `"id":"../x"`, 1) },
		"a wild story":  func(s string) string { return strings.Replace(s, `"id":"s-101-tale"`, `"id":"a/../b"`, 1) },
		"a wild file":   func(s string) string { return strings.Replace(s, `"html":"stories/`, `"html":"../../../`, 1) },
	} {
		lib, www := library(3), newMemory()
		f := lib.MapFS["2026-10-20/yxb-20261020-epaper/edition.json"]
		f.Data = []byte(spoil(string(f.Data)))
		r := build(t, lib, www, Options{})
		if r.Issues != 2 || len(r.Problems) != 1 {
			t.Errorf("%s: %+v", what, r)
		}
		for name := range www.MapFS {
			if strings.Contains(name, "2026/10/20") || strings.Contains(name, "..") {
				t.Errorf("%s: %s is written", what, name)
			}
		}
	}
	if r := build(t, newMemory(), newMemory(), Options{}); r.Issues != 0 || r.Written != 0 {
		t.Errorf("an empty library: %+v", r)
	}
}

// TestWithCatalogue: the site stands beside the catalogue of the same library: people get it
// at the front door, apps the catalogue, and who needs an account for editions needs one for
// their stories.
func TestWithCatalogue(t *testing.T) {
	lib := library(2)
	now := func() time.Time { return today }
	web, err := NewHandler(Server{Library: lib, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, closed := range []bool{false, true} {
		s := opds.Server{Library: lib, Now: now, Site: web}
		if closed {
			s.Accounts = func() opds.Accounts { return opds.Accounts{} }
		}
		h, err := opds.NewHandler(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			path, accept  string
			code, guarded int
			kind          string
		}{
			{"/", "text/html,application/xhtml+xml,*/*;q=0.8", 200, 401, "text/html; charset=utf-8"},
			{"/", "application/opds+json", 200, 200, "application/opds+json"},
			{"/", "", 200, 200, "application/atom+xml;profile=opds-catalog;kind=navigation"},
			{"/yxb/2026/10/20/stories/s-101-tale.html", "*/*", 200, 401, "text/html; charset=utf-8"},
			{"/2026-10-20/yxb-20261020.pdf", "*/*", 200, 401, "application/pdf"},
			{"/opds/root.xml", "*/*", 200, 200, ""},
			{"/2026-10-20/yxb-20261020.json", "*/*", 404, 404, ""},
			{"/2026/10/20/..%2f..%2fx", "*/*", 404, 404, ""},
		} {
			r, w := httptest.NewRequest("GET", c.path, nil), httptest.NewRecorder()
			r.Header.Set("Accept", c.accept)
			h.ServeHTTP(w, r)
			want := c.code
			if closed {
				want = c.guarded
			}
			if kind := w.Header().Get("Content-Type"); w.Code != want || want == 200 && c.kind != "" && kind != c.kind {
				t.Errorf("%s (%s), closed %v: %d %s", c.path, c.accept, closed, w.Code, kind)
			}
		}
	}
}
