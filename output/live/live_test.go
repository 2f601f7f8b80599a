package live

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// theSample is the sample, composed; stories have no fits.
var theSample = sync.OnceValue(func() *Edition {
	ed, cat, res := composed.Four()
	e := &Edition{Doc: res.Doc, Catalog: cat, Rate: Rate{Weight: 13, Chars: 10000, Rate: 130, Limit: 300}}
	for range res.Doc.Pages {
		e.Pages = append(e.Pages, Page{})
	}
	for _, s := range res.Doc.Stories {
		e.Stories = append(e.Stories, Story{ID: s.ID, Title: s.Title, Page: s.Page, At: Place{File: ed.Story(s.ID).File.Name}})
	}
	return e
})

// served is a server that shows an edition.
func served(t *testing.T, e *Edition, o Options) (*Server, *httptest.Server) {
	t.Helper()
	s := New(o)
	if e != nil {
		s.Show(e)
	}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	return s, h
}

func ask(t *testing.T, address string, head ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	if h := r.Header.Get("Host"); h != "" {
		r.Host = h
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	data, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a, data
}

func asState(t *testing.T, data []byte) (s struct {
	Version int
	Pages   []struct {
		Tag, State, Fit, Count string
		Grave                  bool
		Changed                [][4]float64
	}
	Stories                     []struct{ ID, State, Fit string }
	Since                       string
	Findings, Changes, Problems []struct {
		Text   string
		Number int
		Rect   *[4]float64
	}
	Rate struct{ State, Said string }
}) {
	t.Helper()
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatalf("%v: %.200s", err, data)
	}
	return s
}

// TestLayerLanguage: the labels of a layer are in the language asked for.
func TestLayerLanguage(t *testing.T) {
	e := *theSample()
	e.Pages = []Page{{Plan: &proof.Plan{Columns: []unit.Rect{{X: unit.Pt, W: 90 * unit.Pt, H: unit.Pt}}, Size: 9 * unit.Pt}}}
	_, h := served(t, &e, Options{})
	_, zh := ask(t, h.URL+"/page/0/layer/rulers.svg?lang=zh")
	if _, en := ask(t, h.URL+"/page/0/layer/rulers.svg?lang=en"); bytes.Equal(zh, en) {
		t.Error("the rulers are labelled in one language")
	}
}

func TestDrawings(t *testing.T) {
	_, h := served(t, theSample(), Options{})
	for _, name := range []string{"page.svg", "layer/grid.svg", "layer/zones.svg"} {
		a, data := ask(t, h.URL+"/page/1/"+name)
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != "image/svg+xml" {
			t.Errorf("%s: %s %s", name, a.Status, a.Header.Get("Content-Type"))
		}
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if again, _ := ask(t, h.URL+"/page/1/"+name, "If-None-Match", a.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s again: %s", name, again.Status)
		}
	}
	_, thumb := ask(t, h.URL+"/page/0/thumb.png")
	if img, err := png.Decode(bytes.NewReader(thumb)); err != nil || img.Bounds().Dx() < 100 {
		t.Errorf("thumb: %v", err)
	}
	z, data := ask(t, h.URL+"/page/1/page.svg", "Accept-Encoding", "gzip")
	if z.Header.Get("Content-Encoding") != "gzip" {
		t.Error("a page is not squeezed")
	}
	if _, err := gzip.NewReader(bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"/page/4/page.svg", "/page/-1/page.svg", "/page/x/page.svg", "/page/0/layer/inks.svg", "/page/0/layer/grid", "/other", "/page/4/at?x=1&y=1"} {
		if a, _ := ask(t, h.URL+name); a.StatusCode != 404 {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	for _, q := range []string{"", "?x=1", "?x=a&y=1", "?x=NaN&y=1", "?x=1e300&y=1"} {
		if a, _ := ask(t, h.URL+"/page/0/at"+q); a.StatusCode != 400 {
			t.Errorf("at%s: %s", q, a.Status)
		}
	}
	if a, err := http.Post(h.URL+"/edition.json", "text/plain", nil); err != nil || a.StatusCode != 405 {
		t.Errorf("a POST: %v %v", a.Status, err)
	}
}

// TestAt: a click into any character's cell finds it, in every story of the sample.
func TestAt(t *testing.T) {
	e := theSample()
	_, h := served(t, e, Options{})
	checked := 0
	for i, pg := range e.Doc.Pages {
		read(pg, func(r reading) {
			if r.story == "" || r.role == page.RoleJump || checked%7 > 0 && len(r.Src) < 9 {
				return
			}
			checked++
			g := r.Glyphs[len(r.Glyphs)/2]
			c := r.cell(int(g.Cluster))
			x, y := float64(c.X+c.W/2)/float64(unit.Pt), float64(c.Y+c.H/2)/float64(unit.Pt)
			if checked%50 != 0 {
				if got := under(e.Doc, pg, unit.Point{X: c.X + c.W/2, Y: c.Y + c.H/2}); got.story != r.story || r.Pos.File > 0 && got.at.File != e.Doc.Sources[r.Pos.File-1] {
					t.Errorf("page %d: %q of %s: found %+v", i, r.Src, r.story, got)
				}
				return
			}
			_, data := ask(t, fmt.Sprintf("%s/page/%d/at?x=%f&y=%f", h.URL, i, x, y))
			var got struct {
				Story, Char string
				At          Place
			}
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			want := place(e.Doc, r.Text, int(g.Cluster))
			if got.Story != r.story || got.At != want || !strings.HasPrefix(r.Src[g.Cluster:], got.Char) || got.Char == "" {
				t.Errorf("page %d at %.1f, %.1f: %s, want %s %v", i, x, y, data, r.story, want)
			}
		})
	}
	if checked < 500 {
		t.Errorf("only %d characters", checked)
	}
}

// TestRect: a run of text stands where its characters do.
func TestRect(t *testing.T) {
	for _, pg := range theSample().Doc.Pages {
		read(pg, func(r reading) {
			slow := r.cell(0)
			for _, g := range r.Glyphs {
				slow = union(slow, r.cell(int(g.Cluster)))
			}
			if r.rect() != slow {
				t.Errorf("%q stands at %v, its characters at %v", r.Src, r.rect(), slow)
			}
		})
	}
}

// with returns the sample with a change.
func with(change func(*Edition)) *Edition {
	e := *theSample()
	change(&e)
	return &e
}

func TestStates(t *testing.T) {
	e := with(func(e *Edition) {
		e.Pages = []Page{{}, {}, {Empty: 2}, {}}
		e.Stories = []Story{
			{ID: "a", Page: 0, OverChars: 13, OverLines: 1, FreeLines: 0}, {ID: "b", Page: 0, FreeChars: 90, FreeLines: 6},
			{ID: "c", Page: 1, FreeChars: 10, FreeLines: 1}, {ID: "d", Page: 3, FreeChars: 40, FreeLines: 3}, {ID: "e", Page: -1},
		}
		e.Findings = []Finding{{Level: proof.Error, Page: 1}, {Level: proof.Warning, Page: 1}, {Level: proof.Warning, Page: 1}, {Level: proof.Remark, Page: 0}, {Page: -1}}
	})
	_, h := served(t, e, Options{})
	a, data := ask(t, h.URL+"/edition.json", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
	s := asState(t, data)
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") {
		t.Error(a.Header)
	}
	for i, want := range []string{"over 超 13 字 1 行", "full 满", "empty 空 2 个版位", "short 余 40 字 3 行"} {
		if got := s.Pages[i].State + " " + s.Pages[i].Fit; got != want {
			t.Errorf("page %d: %s, want %s", i, got, want)
		}
	}
	if s.Pages[1].Count != "1 错误 2 警告" || !s.Pages[1].Grave || s.Pages[0].Count != "" || s.Pages[0].Grave {
		t.Errorf("counts %+v, %+v", s.Pages[0], s.Pages[1])
	}
	for i, want := range []string{"over 超 13 字 1 行", "short 余 90 字 6 行", "full 余 10 字 1 行", "short 余 40 字 3 行", "empty 未上版"} {
		if got := s.Stories[i].State + " " + s.Stories[i].Fit; got != want {
			t.Errorf("story %d: %s, want %s", i, got, want)
		}
	}
	if s.Rate.State != "full" || s.Rate.Said != "差错 1.3 分，10000 字，每万字 1.30，限 3.00" {
		t.Errorf("rate %+v", s.Rate)
	}
}

// TestSearch: characters are found over the end of a line, wherever they stand, and only them.
func TestSearch(t *testing.T) {
	d := theSample().Doc
	var first, second reading // two lines of one paragraph
	read(d.Pages[0], func(r reading) {
		if r.story != "101-bridge" || r.role != page.RoleParagraph || second.Text != nil {
			return
		}
		if first.Text != nil && r.At.Y > first.At.Y && r.Pos.Line == first.Pos.Line {
			second = r
			return
		}
		first = r
	})
	over := lastRunes(first.Src, 3) + string([]rune(second.Src)[:2])
	got := search(d, " "+over[:6]+" "+over[6:])
	if len(got) != 1 || got[0].Text != over || len(got[0].Rects) != 2 || got[0].Story != "101-bridge" || got[0].Page != 0 || !strings.HasSuffix(got[0].At.File, "101-bridge.md") {
		t.Errorf("%q: %+v", over, got)
	}
	if got := search(d, "tangchuan daily"); len(got) < 1 || got[0].Story != "" || !strings.EqualFold(got[0].Text, "TangchuanDaily") {
		t.Errorf("the nameplate: %+v", got)
	}
	for _, q := range []string{"", " ", "此字无处可寻", strings.Repeat("的", mostQuery+1)} {
		if got := search(d, q); got != nil {
			t.Errorf("%q: %+v", q, got)
		}
	}
	if got := search(d, "的"); len(got) != mostMatches {
		t.Errorf("%d matches", len(got))
	}
	pages := map[int]bool{}
	for _, m := range search(d, "锁澜桥") {
		pages[m.Page] = true
		if len(m.Rects) == 0 || m.Text != "锁澜桥" {
			t.Errorf("%+v", m)
		}
	}
	if !pages[0] || !pages[1] {
		t.Errorf("on pages %v", pages)
	}
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[len(r)-n:])
}

// TestJump: a story that goes on on another page is over on both, and has room on the last.
func TestJump(t *testing.T) {
	over := with(func(e *Edition) { e.Stories = []Story{{ID: "101-bridge", Page: 0, OverChars: 7, OverLines: 1}} })
	free := with(func(e *Edition) { e.Stories = []Story{{ID: "101-bridge", Page: 0, FreeChars: 30, FreeLines: 3}} })
	for e, want := range map[*Edition][]string{over: {"over", "over", "full"}, free: {"full", "short", "full"}} {
		pages := asState(t, New(Options{}).said(newSnapshot(e, nil), false).whole()).Pages
		for i, w := range want {
			if pages[i].State != w {
				t.Errorf("page %d is %s, want %s", i, pages[i].State, w)
			}
		}
	}
}

// TestChanges: changes are numbered apart from findings, and drawn on a layer of their own.
func TestChanges(t *testing.T) {
	base := theSample()
	var at Place
	read(base.Doc.Pages[1], func(r reading) {
		if p := place(base.Doc, r.Text, 0); at.File == "" && r.role == page.RoleParagraph && len(r.Src) > 30 {
			at = p
		}
	})
	e := with(func(e *Edition) {
		e.Since = Sentence{"自大样-1以来", "since round 1"}
		e.Changes = []Change{{Page: 1, Text: Sentence{"增字", "put in"},
			Note: proof.Note{Level: proof.Changed, Text: "增字", File: at.File, Line: int32(at.Line), Col: int32(at.Col) + 2, Chars: 3}}}
	})
	_, h := served(t, e, Options{})
	_, data := ask(t, h.URL+"/edition.json?lang=en")
	s := asState(t, data)
	if len(s.Changes) != 1 || s.Changes[0].Number != 1 || s.Changes[0].Rect == nil || s.Changes[0].Text != "put in" || s.Since != "since round 1" {
		t.Errorf("%+v, %s", s.Changes, s.Since)
	}
	_, notes := ask(t, h.URL+"/page/1/layer/notes.svg")
	_, changes := ask(t, h.URL+"/page/1/layer/changes.svg")
	if _, none := ask(t, h.URL+"/page/0/layer/changes.svg"); bytes.Count(changes, []byte("<path")) <= bytes.Count(none, []byte("<path")) || bytes.Count(notes, []byte("<path")) > bytes.Count(none, []byte("<path")) {
		t.Errorf("layers: %d bytes of changes, %d of findings, %d of no changes", len(changes), len(notes), len(none))
	}
}

// TestFindings: findings are numbered from above to below, each with the cell of its character.
func TestFindings(t *testing.T) {
	base := theSample()
	var low, high Place
	read(base.Doc.Pages[0], func(r reading) {
		if p := place(base.Doc, r.Text, 0); r.story == "104-comment" && p.File != "" {
			if high.File == "" {
				high = p
			}
			low = p
		}
	})
	e := with(func(e *Edition) {
		e.Findings = []Finding{
			{Level: proof.Warning, Code: "TXT-X", Text: Sentence{"下", "low"}, At: low, Page: 0, Story: "104-comment"},
			{Level: proof.Error, Code: "TXT-X", Text: Sentence{"上", "high"}, At: high, Page: 0, Story: "104-comment"},
			{Code: "SRC-X", Text: Sentence{"无", "none"}, Page: -1},
		}
	})
	_, h := served(t, e, Options{})
	_, data := ask(t, h.URL+"/edition.json?lang=en")
	f := asState(t, data).Findings
	if f[0].Number != 2 || f[1].Number != 1 || f[2].Number != 0 || f[2].Rect != nil || f[0].Text != "low" {
		t.Fatalf("%+v", f)
	}
	if f[0].Rect == nil || f[1].Rect == nil || f[0].Rect[1] <= f[1].Rect[1] || f[0].Rect[2] > 40 {
		t.Errorf("places %v, %v", f[0].Rect, f[1].Rect)
	}
}

// TestEvents: what is shown is pushed at once and at every change; a problem leaves the pages.
func TestEvents(t *testing.T) {
	s, h := served(t, nil, Options{Chinese: true})
	s.Hold([]Finding{{Level: proof.Error, Page: -1, Text: Sentence{"坏", "bad"}}})
	a, err := http.Get(h.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	lines := bufio.NewScanner(a.Body)
	lines.Buffer(nil, 1<<20)
	var has []byte // by the browser
	next := func() []byte {
		t.Helper()
		change := false
		for lines.Scan() {
			if change = change || lines.Text() == "event: change"; !strings.HasPrefix(lines.Text(), "data: ") {
				continue
			}
			data := []byte(strings.TrimPrefix(lines.Text(), "data: "))
			if change != (has != nil) {
				t.Error("a browser is told of a change that it has nothing of, or the whole again")
			}
			if change {
				data = become(t, has, data)
			}
			has = data
			return has
		}
		t.Fatal("no event")
		return nil
	}
	if first := asState(t, next()); len(first.Pages) != 0 || len(first.Problems) != 1 || first.Problems[0].Text != "坏" {
		t.Fatalf("%+v", first)
	}
	s.Show(theSample())
	shown := asState(t, next())
	if shown.Version != 2 || len(shown.Pages) != 4 || len(shown.Problems) != 0 || len(shown.Pages[0].Changed) > 0 {
		t.Fatalf("%+v", shown)
	}
	s.Show(with(func(e *Edition) { e.Doc = retouched(e.Doc) }))
	changed := asState(t, next())
	if changed.Pages[0].Tag == shown.Pages[0].Tag || changed.Pages[1].Tag != shown.Pages[1].Tag {
		t.Error("tags do not say which page has changed")
	}
	if len(changed.Pages[0].Changed) != 1 || len(changed.Pages[1].Changed) != 0 {
		t.Errorf("changed %v", changed.Pages[0].Changed)
	}
	s.Hold([]Finding{{Page: -1, Text: Sentence{"坏", "bad"}}})
	if held := asState(t, next()); held.Pages[0].Tag != changed.Pages[0].Tag || len(held.Problems) != 1 || len(held.Pages[0].Changed) > 0 {
		t.Errorf("%+v", held)
	}
}

// retouched is a document with one run of its first page changed.
func retouched(d *page.Doc) *page.Doc {
	out, pg := *d, *d.Pages[0]
	out.Pages = append([]*page.Page{&pg}, d.Pages[1:]...)
	pg.Items = append([]page.Item(nil), pg.Items...)
	for i, it := range pg.Items {
		if r, ok := it.(*page.Text); ok && r.Pos.File > 0 && len(r.Glyphs) > 3 {
			changed := *r
			changed.Src = "改" + r.Src
			pg.Items[i] = &changed
			return &out
		}
	}
	panic("the page has no text")
}

func TestPage(t *testing.T) {
	_, h := served(t, theSample(), Options{Local: true})
	for _, c := range []struct{ accept, want string }{
		{"zh-CN", `lang="zh-Hans"`}, {"zh-TW,en;q=0.5", `lang="zh-Hans"`}, {"de,en;q=0.5", `lang="en"`}, {"", `lang="en"`},
	} {
		a, data := ask(t, h.URL, "Accept-Language", c.accept)
		if a.StatusCode != 200 || !strings.Contains(string(data), c.want) {
			t.Errorf("%q: %s, not %s", c.accept, a.Status, c.want)
		}
		if p := a.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe") {
			t.Errorf("policy %q", p)
		}
		if strings.Contains(string(data), "://") {
			t.Error("the page has an address of another place")
		}
	}
	for _, name := range []string{"/live.css", "/live.js"} {
		if a, data := ask(t, h.URL+name); a.StatusCode != 200 || len(data) < 1000 {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	if a, _ := ask(t, h.URL, "Host", "evil.example:4390"); a.StatusCode != 403 {
		t.Errorf("another host: %s", a.Status)
	}
	for host, want := range map[string]bool{"localhost:4390": true, "localhost": true, "[::1]:80": true, "127.0.0.1": true, "10.0.0.1:80": false, "localhost.example": false, "": false} {
		if Loopback(host) != want {
			t.Errorf("host %q: %v", host, !want)
		}
	}
}

// TestPlates: plates are made when one is asked for, once for each look of a page and each way
// of making them, and those of few pages are kept.
func TestPlates(t *testing.T) {
	var made []int
	plated := func(inks string) *Edition {
		return with(func(e *Edition) {
			e.Inks = inks
			e.Plates = func(_ context.Context, i int) ([]Plate, error) {
				made = append(made, i)
				if i == 2 {
					return nil, errors.New("no plates of it")
				}
				return []Plate{{"Black", []byte("K")}, {`专红 "<&`, []byte(fmt.Sprint("spot", i))}}, nil
			}
		})
	}
	s, h := served(t, plated("a"), Options{})
	if len(made) != 0 {
		t.Error("plates nobody asked for")
	}
	a, names := ask(t, h.URL+"/page/1/plates.json")
	var got []string
	if err := json.Unmarshal(names, &got); err != nil || !slices.Equal(got, []string{"Black", `专红 "<&`}) || a.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%s, %v", names, err)
	}
	if a, data := ask(t, h.URL+"/page/1/plate/1.png"); string(data) != "spot1" || a.Header.Get("Content-Type") != "image/png" || a.Header.Get("Content-Security-Policy") != policy {
		t.Errorf("%s %s", a.Status, data)
	}
	for name, want := range map[string]int{"/page/1/plate/2.png": 404, "/page/1/plate/-1.png": 404, "/page/1/plate/0": 404, "/page/1/plate/x.png": 404, "/page/9/plates.json": 404, "/page/2/plates.json": 500} {
		if a, _ := ask(t, h.URL+name); a.StatusCode != want {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	if a, err := http.Post(h.URL+"/page/1/plates.json", "text/plain", nil); err != nil || a.StatusCode != 405 {
		t.Errorf("it is posted to: %v %v", a, err)
	}
	s.Show(plated("a")) // the same page
	ask(t, h.URL+"/page/1/plate/0.png")
	if !slices.Equal(made, []int{1, 2}) {
		t.Errorf("made of pages %v", made)
	}
	s.Show(plated("b"))
	ask(t, h.URL+"/page/1/plate/0.png")
	if !slices.Equal(made, []int{1, 2, 1}) {
		t.Errorf("made anew of pages %v", made)
	}
	if len(s.plates.kept) != 1 {
		t.Errorf("%d pages are kept", len(s.plates.kept))
	}
	s.Show(theSample()) // none can be shown
	if a, _ := ask(t, h.URL+"/page/1/plates.json"); a.StatusCode != 404 {
		t.Errorf("no plates: %s", a.Status)
	}
}

// TestPlateCache: the plates of the pages asked for last are kept, and no others.
func TestPlateCache(t *testing.T) {
	made := 0
	n := &snapshot{ed: &Edition{Plates: func(context.Context, int) ([]Plate, error) { made++; return nil, nil }}}
	for range mostPlated + 2 {
		n.sheets = append(n.sheets, &sheet{tag: "same"})
	}
	var c plateCache
	for i := range n.sheets {
		for _, k := range []int{i, 0, i} { // page 0 is asked for all the time
			if _, err := c.of(context.Background(), n, k); err != nil {
				t.Fatal(err)
			}
		}
		if len(c.kept) > mostPlated {
			t.Fatalf("%d pages are kept", len(c.kept))
		}
	}
	if made != len(n.sheets) {
		t.Errorf("made %d times", made)
	}
}
