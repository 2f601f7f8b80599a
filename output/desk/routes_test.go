package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tray takes copy in as it is: each file is a story of its name.
type tray struct{}

func (tray) Take(_ context.Context, files []Arrived, _ bool, keep func(string, []byte) error) (out []Taken, err error) {
	for _, f := range files {
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			return nil, err
		}
		one := Taken{File: f.Name, Stories: []TakenStory{}, Found: []Remark{}}
		if err := keep("editions/2026-10-20/stories/"+f.Name, data); err != nil {
			one.Refused, one.Found = true, []Remark{{Zh: err.Error(), En: err.Error()}}
		} else {
			one.Stories = append(one.Stories, TakenStory{ID: f.Name, File: "editions/2026-10-20/stories/" + f.Name})
		}
		out = append(out, one)
	}
	return out, nil
}

// plant is a press with a file of a page, made when it is told to.
type plant struct {
	made  chan bool // a value for each time that it has been made
	files []Receipt
	fault error
}

func (p *plant) Plan(context.Context) (*Sending, error) {
	s := &Sending{To: "印厂", Made: len(p.files) > 0, Files: append([]Receipt{}, p.files...), Held: []Held{}, Earlier: []Receipt{}}
	s.As = s.Sum()
	return s, nil
}

func (p *plant) Make(context.Context) error {
	p.made <- true
	return p.fault
}

func (p *plant) Send(_ context.Context, as string, told func(Receipt)) (*Sending, error) {
	s, _ := p.Plan(context.Background())
	if s.As != as {
		return nil, errors.New("another plan")
	}
	for i := range s.Files {
		s.Files[i].At = "2026-10-20T23:10:00+08:00"
		told(s.Files[i])
	}
	s.List = "list.json"
	return s, nil
}

// written are the routes as they stand in the package's own source.
var written = regexp.MustCompile(`(?:route|routeOf)\("([A-Z]+ /desk/[^"]+)"`)

// writes are the routes that write, by the router. A route that is registered past it, or that a
// test's desk does not have, is told: none can be forgotten.
func writes(t *testing.T, g *guarded) (out []route) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	past := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		past += bytes.Count(data, []byte("mux.Handle"))
		for _, m := range written.FindAllSubmatch(data, -1) {
			if !slices.ContainsFunc(g.desk.routes, func(r route) bool { return r.pattern == string(m[1]) }) {
				t.Errorf("%s: the desk of this test has no %s", name, m[1])
			}
		}
	}
	if past != 1 {
		t.Errorf("routes are registered at %d places, not by Server.routeOf alone", past)
	}
	for _, r := range g.desk.routes {
		if !strings.HasPrefix(r.pattern, "GET ") {
			out = append(out, r)
		}
	}
	if len(out) < 22 {
		t.Errorf("only %d routes write: does this test look in the right place?", len(out))
	}
	return out
}

// TestAttackEveryRoute: from another page, by another name of the machine, with a forged session,
// without the token or with another's, and with too much: every route that writes refuses it, and
// each refusal is logged with the route's path.
func TestAttackEveryRoute(t *testing.T) {
	g := guard(t)
	b, other := g.enter(t, "主任"), g.enter(t, "编辑")
	// Those that read no body, and those that refuse this one before they have read it all.
	others := map[string]int{"/desk/undo": 0, "/desk/redo": 0, "/desk/place/auto/stop": 0, "/desk/press/make": 0, "/desk/me": 403, "/desk/import": 400}
	attacks := []struct {
		what   string
		want   int
		change func(r *http.Request)
	}{
		{"another origin", 403, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }},
		{"an origin that is none", 403, func(r *http.Request) { r.Header.Set("Origin", "null") }},
		{"our host at another port", 403, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }},
		{"another site", 403, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }},
		{"DNS rebinding", 403, func(r *http.Request) { r.Host = "evil.example" }},
		{"no token", 403, func(r *http.Request) { r.Header.Del("X-Desk-Token") }},
		{"another's token", 403, func(r *http.Request) { r.Header.Set("X-Desk-Token", other.me.Token) }},
		{"no cookie", 401, func(r *http.Request) { r.Header.Set("Cookie", "x=y") }},
		{"a forged cookie", 401, func(r *http.Request) { r.Header.Set("Cookie", sessionCookie+"="+strings.Repeat("a", 32)) }},
		{"a forged cookie of a desk without accounts", 401, func(r *http.Request) { r.Header.Set("Cookie", cookie+"="+strings.Repeat("a", 32)) }},
		{"10 MB", 413, func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(`{"text":"`+strings.Repeat("x", 10<<20))), -1
		}},
	}
	for _, r := range writes(t, g) {
		method, path, _ := strings.Cut(r.pattern, " ")
		for _, a := range attacks {
			if n, ok := others[path]; ok && a.want == 413 {
				if a.want = n; n == 0 {
					continue
				}
			}
			ask, _ := http.NewRequest(method, g.server.URL+path, strings.NewReader("{}"))
			ask.Header.Set("X-Desk-Token", b.me.Token)
			a.change(ask)
			client := *b.c
			if ask.Header.Get("Cookie") != "" {
				client.Jar = nil
			}
			g.logged("")
			answer, err := client.Do(ask)
			if err != nil {
				t.Fatalf("%s, %s: %v", r.pattern, a.what, err)
			}
			said, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			if answer.StatusCode != a.want {
				t.Errorf("%s, %s: %d, not %d: %s", r.pattern, a.what, answer.StatusCode, a.want, said)
			}
			if !g.logged(fmt.Sprintf("%d ", a.want)) {
				t.Errorf("%s, %s: not logged", r.pattern, a.what)
			}
		}
	}
}

// TestStreamsRefused: of a thousand event streams only as many as windows need are open, and each of
// the others is refused and logged.
func TestStreamsRefused(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	var open []io.Closer
	defer func() {
		for _, c := range open {
			c.Close()
		}
	}()
	late := 0
	for i := range 1000 {
		g.clock.Add(1) // a second each: it is the streams that are bounded here, and not how fast they are asked for
		ask, _ := http.NewRequest("GET", fmt.Sprintf("%s/desk/events?client=window%d", g.server.URL, i), nil)
		a, err := b.c.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		switch a.StatusCode {
		case 200:
			open = append(open, a.Body)
			continue
		case 429:
			late++
		default:
			t.Fatalf("stream %d: %d", i, a.StatusCode)
		}
		io.Copy(io.Discard, a.Body)
		a.Body.Close()
		if !g.logged(`429 too-many: GET "/desk/events"`) {
			t.Fatalf("stream %d was refused and not logged", i)
		}
	}
	if len(open) != mostOwn || late != 1000-mostOwn {
		t.Errorf("%d streams are open, %d refused", len(open), late)
	}
}

// TestImport: what is taken in is a file of the paper, one step that is taken back; nothing that is
// there is written over, and nobody takes in outside of it.
func TestImport(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	send := func(status int, out any, names ...string) {
		t.Helper()
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for _, n := range names {
			f, _ := w.CreateFormFile("file", n)
			io.WriteString(f, "正文\n")
		}
		w.Close()
		b.send("/desk/import", w.FormDataContentType(), &body, status, out)
	}
	var got []Taken
	send(200, &got, "新.md", "101.md", `..\x.md`)
	if len(got) != 3 || len(got[0].Stories) != 1 || !got[1].Refused || !got[2].Refused {
		t.Errorf("%+v", got)
	}
	if string(g.files[story]) != "甲乙丙丁\n" {
		t.Error("a story that was there has been written over")
	}
	name := "editions/2026-10-20/stories/新.md"
	if string(g.files[name]) != "正文\n" {
		t.Error("it is not in the paper")
	}
	var back stepped
	b.post("/desk/undo", nil, 200, &back)
	if g.files[name] != nil || back.Label != "收稿 新.md" {
		t.Errorf("%q is there still after %+v", g.files[name], back)
	}
	send(422, nil)
	large := httptest.NewRequest("POST", "/desk/import", nil)
	large.ContentLength, large.Host = mostCopy+1, "127.0.0.1"
	large.Header.Set("X-Desk-Token", b.me.Token)
	at, _ := url.Parse(b.root)
	for _, c := range b.c.Jar.Cookies(at) {
		large.AddCookie(c)
	}
	w := httptest.NewRecorder()
	g.server.Config.Handler.ServeHTTP(w, large)
	if w.Code != 413 || !g.logged("413") {
		t.Errorf("more than may be taken in: %d %s", w.Code, w.Body)
	}
	b = g.enter(t, "校对")
	send(403, nil, "二.md")
	delete(g.files, story) // its page has it, and it has not come yet
	b = g.enter(t, "二版")
	if send(200, &got, "101.md", "三.md"); len(got) != 2 || !got[0].Refused || got[1].Refused || g.files[story] != nil {
		t.Errorf("somebody of page 2 takes in for page 1: %+v", got)
	}
}

// TestPress: what is sent is what was looked at, by those who may send all of its pages, one thing at
// a time; receipts come one by one, and a fault is told.
func TestPress(t *testing.T) {
	g := guard(t)
	p := g.desk.Press.(*plant)
	chief, editor := g.enter(t, "主任"), g.enter(t, "编辑")
	var now pressed
	wait := func(doing string) {
		t.Helper()
		for range 500 {
			chief.get("/desk/press", 200, &now)
			if now.Doing == doing {
				return
			}
			g.clock.Add(1)
		}
		t.Fatalf("it stands at %q, not %q", now.Doing, doing)
	}
	if editor.get("/desk/press", 200, &now); now.Made || len(now.Files) > 0 {
		t.Errorf("%+v", now)
	}
	editor.post("/desk/press/make", nil, 403, nil)
	chief.post("/desk/press/send", map[string]any{"as": now.As}, 422, nil)
	p.files = []Receipt{{File: "a.pdf", Name: "a_v1.pdf", Pages: []string{"1"}, SHA256: "x"}}
	chief.post("/desk/press/make", nil, 200, nil)
	chief.post("/desk/press/make", nil, 409, nil)
	<-p.made
	wait("")
	chief.post("/desk/press/send", map[string]any{"as": "unseen"}, 409, nil)
	editor.post("/desk/press/send", map[string]any{"as": now.As}, 403, nil)
	g.enter(t, "送二版").post("/desk/press/send", map[string]any{"as": now.As}, 403, nil)
	g.enter(t, "送二版").post("/desk/press/make", nil, 403, nil)
	chief.post("/desk/press/send", map[string]any{"as": now.As}, 200, nil)
	wait("")
	if len(now.Gone) != 1 || now.Gone[0].At == "" || now.List != "list.json" || now.Fault != "" {
		t.Errorf("%+v", now)
	}
	p.fault = errors.New("磁盘满了")
	chief.post("/desk/press/make", nil, 200, nil)
	<-p.made
	wait("")
	if now.Fault != "磁盘满了" || !g.logged("磁盘满了") {
		t.Errorf("%+v", now)
	}
}
