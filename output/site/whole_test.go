package site

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/output/opds"
)

// TestIncomplete: an issue one of whose files is not there, or is cut off, is left out and
// said, whatever file it is; the others are written and served, and when it is whole it comes.
func TestIncomplete(t *testing.T) {
	dir := "2026-10-20/yxb-20261020-epaper/"
	for _, name := range []string{"stories/s-101-tale.html", "stories/s-101-tale.json", "places/s-101-tale.json", "pages/page-02.json", "pages/page-01.jpg", "images/p-1.jpg"} {
		lib, www := library(3), newMemory()
		file := lib.MapFS[dir+name]
		lib.Remove(dir + name)
		r := build(t, lib, www, Options{Base: base})
		if r.Issues != 2 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Why, name[strings.Index(name, "/"):]) {
			t.Errorf("%s: %+v", name, r)
		}
		if www.MapFS["index.html"] == nil || strings.Contains(string(www.MapFS["yxb/2026/10/19/index.html"].Data), "10/20/") {
			t.Errorf("%s: the issue before does not stand alone", name)
		}
		now := today
		h, err := NewHandler(Server{Library: lib, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		if w := ask(h, "/", "text/html"); w.Code != 200 || !strings.Contains(w.Body.String(), "10月19日") {
			t.Errorf("%s: the front page: %d", name, w.Code)
		}
		lib.MapFS[dir+name] = file
		now = now.Add(time.Minute)
		if r := build(t, lib, www, Options{Base: base}); r.Issues != 3 || len(r.Problems) != 0 || ask(h, "/yxb/2026/10/20/", "text/html").Code != 200 {
			t.Errorf("%s is there again: %+v", name, r)
		}
	}
}

// TestNoPicture: an issue with a picture that cannot be decoded, or not to its end, is left
// out by the picture's name, and nothing of it is written; one that stands already is removed.
func TestNoPicture(t *testing.T) {
	dir := "2026-10-20/yxb-20261020-epaper/"
	for _, name := range []string{"pages/page-02.jpg", "images/p-1.jpg"} {
		lib, www := library(3), newMemory()
		good := lib.MapFS[dir+name].Data
		for _, bad := range [][]byte{nil, []byte("<html>"), good[:len(good)/2]} {
			lib.WriteFile(dir+name, bad)
			lib.WriteFile("2026-10-20/yxb-20261020.json", fmt.Appendf(nil, `{"files":[],"of":%d}`, len(bad)))
			r := build(t, lib, www, Options{Base: base})
			if r.Issues != 2 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Why, dir+name+": ") {
				t.Errorf("%s of %d bytes: %+v", name, len(bad), r)
			}
			for file := range www.MapFS {
				if strings.Contains(file, "2026/10/20/") {
					t.Errorf("%s of %d bytes: %s is there", name, len(bad), file)
				}
			}
			lib.WriteFile(dir+name, good)
			lib.WriteFile("2026-10-20/yxb-20261020.json", []byte(`{"files":[]}`))
			if r := build(t, lib, www, Options{Base: base}); r.Issues != 3 || len(r.Problems) > 0 {
				t.Errorf("%s is whole again: %+v", name, r)
			}
		}
	}
}

// TestMissingPage: who comes with a browser to an address that is none gets a page of the
// paper whose folder it is in, or one that leads to all; apps get a line. Folders are found
// without their slash.
func TestMissingPage(t *testing.T) {
	one, two := library(2), library(2)
	two.issue("棠川报", "tcb", today, nil)
	for _, c := range []struct {
		lib                       memory
		path, accept, want, leads string
		code                      int
	}{
		{one, "/nothing", "text/html,*/*;q=0.8", "没有这一页", "", 404},
		{one, "/nothing.epub", "text/html", "没有这一页", "", 404},
		{one, "/opds/nothing.xml", "text/html", "没有这一页", "", 404},
		{one, "/.hidden", "text/html", "没有这一页", "", 404},
		{one, "/nothing.epub", "*/*", "404 page not found", "", 404},
		{one, "/opds/nothing.xml", "application/atom+xml", "404 page not found", "", 404},
		{one, "/yxb/2026/10/20", "text/html", "", "20/", 301},
		{one, "/yxb/2026", "*/*", "", "2026/", 301},
		{one, "/2026/10/20/stories/s-101-tale.html", "*/*", "", "../../../../yxb/2026/10/20/stories/s-101-tale.html", 301},
		{two, "/2026/10/20/stories/s-101-tale.html", "text/html", "没有这一页", "", 404},
		{two, "/nothing", "text/html", `href="/tcb/index.html"`, "", 404},
		{two, "/tcb/nothing", "text/html", `href="/tcb/archive.html"`, "", 404},
		{two, "/tcb", "text/html", "", "tcb/", 301},
	} {
		now := func() time.Time { return today }
		web, err := NewHandler(Server{Library: c.lib, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		h, err := opds.NewHandler(opds.Server{Library: c.lib, Now: now, Site: web})
		if err != nil {
			t.Fatal(err)
		}
		w := ask(h, c.path, c.accept)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) || w.Header().Get("Location") != c.leads {
			t.Errorf("%s (%s): %d %q %.200s", c.path, c.accept, w.Code, w.Header().Get("Location"), w.Body)
		}
	}
}

func ask(h http.Handler, path, accept string) *httptest.ResponseRecorder {
	r, w := httptest.NewRequest("GET", path, nil), httptest.NewRecorder()
	r.Header.Set("Accept", accept)
	h.ServeHTTP(w, r)
	return w
}

// TestFolders: a paper's folder is its own whichever papers and issues come after it, and none
// that something else answers for; what comes moves no document.
func TestFolders(t *testing.T) {
	lib, www := library(3), newMemory()
	build(t, lib, www, Options{Base: base})
	first := www.clone()
	lib.issue("渡口晚报", "dkwb", today.AddDate(0, 0, 1), nil)
	morning := newMemory()
	morning.issue("雁溪晨报", "yxb", today.AddDate(0, 0, 1), nil) // of the same code
	for name, f := range morning.MapFS {
		lib.MapFS["morning/"+name] = f
	}
	lib.issue("目录报", "opds", today, nil)
	lib.issue("雁溪报", "xyb", today.AddDate(0, 0, 2), nil) // the first under another code
	build(t, lib, www, Options{Base: base})
	sites, _, err := whole(lib, Options{}, nil, newest)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range sites {
		out = append(out, s.o.Title+" "+s.root)
	}
	slices.Sort(out)
	if got := strings.Join(out, ", "); !regexp.MustCompile(`^渡口晚报 dkwb/, 目录报 opds-[0-9a-f]{6}/, 雁溪报 yxb/, 雁溪晨报 yxb-[0-9a-f]{6}/$`).MatchString(got) {
		t.Error(got)
	}
	for name := range first.MapFS {
		if www.MapFS[name] == nil && !strings.Contains(name, "/search/") {
			t.Errorf("%s is gone", name)
		}
	}
}

// TestMoved: a site that stood at the top, as one of an only paper did, leads from each of its
// documents to where it is now, and goes on doing so.
func TestMoved(t *testing.T) {
	lib, old, www := library(9), newMemory(), newMemory()
	build(t, lib, old, Options{Base: base})
	for name, f := range old.of("yxb").MapFS {
		www.MapFS[name] = f
	}
	www.WriteFile("mine.txt", []byte("x"))
	www.WriteFile("about/me.html", []byte("x"))
	lib.issue("渡口晚报", "dkwb", today, nil) // with another that has the same days
	build(t, lib, www, Options{Base: base})
	for name := range old.of("yxb").MapFS {
		f := www.MapFS[name]
		switch {
		case name == "index.html" || name == "404.html" || strings.HasPrefix(name, "assets/"):
		case path.Ext(name) == ".html" && (f == nil || !strings.Contains(string(f.Data), `url=`+up(name)+"yxb/"+name+`"`) || www.MapFS["yxb/"+name] == nil):
			t.Errorf("%s leads nowhere", name)
		case path.Ext(name) != ".html" && name != "sw.js" && f != nil:
			t.Errorf("%s stays", name)
		}
	}
	if !strings.Contains(string(www.MapFS["sw.js"].Data), "unregister") || www.MapFS["mine.txt"] == nil || www.MapFS["about/me.html"] == nil {
		t.Error("the old program does not end, or what is no part of a site is gone")
	}
	before := www.clone()
	if build(t, lib, www, Options{Base: base}); len(changed(before, www)) > 0 {
		t.Errorf("once more: %v", changed(before, www))
	}
}
