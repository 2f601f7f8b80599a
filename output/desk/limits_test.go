package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"banxin/editions/desk"
)

// TestRates: who asks faster than browsers do is refused and logged, and nobody else; after a while
// he may again.
func TestRates(t *testing.T) {
	g := guard(t)
	ask := func(from string) int {
		r := httptest.NewRequest("GET", "/login", nil)
		r.Host, r.RemoteAddr = "desk.example", from+":1"
		w := httptest.NewRecorder()
		g.server.Config.Handler.ServeHTTP(w, r)
		return w.Code
	}
	late := 0
	for range 2000 {
		if ask("10.0.0.9") == 429 {
			late++
		}
	}
	if late < 1000 || !g.logged("429 too-fast") {
		t.Errorf("%d of 2000 requests at once had to wait", late)
	}
	if ask("10.0.0.8") != 200 {
		t.Error("so has somebody else")
	}
	g.clock.Add(10)
	if ask("10.0.0.9") != 200 {
		t.Error("it is for ever")
	}
}

// TestPageStreams: the streams of the pages are bounded as those of the desk are.
func TestPageStreams(t *testing.T) {
	lobby := NewLobby(LobbyOptions{Now: time.Now, Random: rand.Reader})
	begun, end := make(chan bool), make(chan bool)
	defer close(end)
	h := lobby.Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		begun <- true
		<-end
	}))
	for range streamsOfOne {
		go h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/events", nil))
		<-begun
	}
	for i := range 1000 - streamsOfOne {
		lobby.Now = func() time.Time { return time.Now().Add(time.Duration(i) * time.Hour) } // it is not how fast they are asked for
		answered := make(chan int)
		go func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/events", nil))
			answered <- w.Code
		}()
		select {
		case code := <-answered:
			if code != http.StatusTooManyRequests {
				t.Fatal(code)
			}
		case <-begun:
			t.Fatalf("stream %d is open", streamsOfOne+i+1)
		}
	}
}

// TestLeave: a session is over once its browser has left, whoever else has its cookie; and there are
// never more sessions than are bounded.
func TestLeave(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	at, _ := url.Parse(g.server.URL)
	jar, _ := cookiejar.New(nil)
	jar.SetCookies(at, b.c.Jar.Cookies(at))
	copied := &browser{t: t, root: g.server.URL, c: &http.Client{Jar: jar}}
	copied.get("/desk/me", 200, nil)
	r, _ := http.NewRequest("POST", g.server.URL+"/logout", nil)
	r.Header.Set("Origin", g.server.URL)
	b.do(r, 200, nil)
	copied.get("/desk/me", 401, nil)

	l := NewLobby(LobbyOptions{Now: time.Now, Random: rand.Reader})
	for i := range 3 * mostSessions {
		l.keep(fmt.Sprint(i), &session{until: time.Now().Add(time.Hour)})
	}
	if len(l.sessions) > mostSessions {
		t.Errorf("%d sessions", len(l.sessions))
	}
}

// TestOwnWindow: nobody says where another is, and windows have names of a form.
func TestOwnWindow(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	b.get("/desk/events?client=%3Cb%3E", 400, nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, _ := http.NewRequestWithContext(ctx, "GET", g.server.URL+"/desk/events?client=window1", nil)
	a, err := b.c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	where := presence{Client: "window1", File: story}
	var d document
	g.enter(t, "主任").post("/desk/at", where, 200, nil)
	if b.get("/desk/doc?file="+story, 200, &d); len(d.People) > 0 {
		t.Errorf("somebody else has said where the window is: %+v", d.People)
	}
	b.post("/desk/at", where, 200, nil)
	if b.get("/desk/doc?file="+story, 200, &d); len(d.People) != 1 || d.People[0].Name != "编辑" {
		t.Errorf("%+v", d.People)
	}
}

// TestMost: what comes in too large a number is refused.
func TestMost(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	var d document
	b.get("/desk/doc?file="+story, 200, &d)
	text, _ := desk.TextOf([]byte(d.Text))
	one := desk.Update{Client: "window1", Changes: desk.Replace(text, 0, 0, "")}
	list := make([]desk.Update, mostUpdates+1)
	for i := range list {
		list[i] = one
	}
	b.post("/desk/doc", pushed{story, d.ID, d.Version, list}, 413, nil)
	one.Client = "<b>"
	b.post("/desk/doc", pushed{story, d.ID, d.Version, []desk.Update{one}}, 400, nil)

	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := range mostFiles + 1 {
		f, _ := w.CreateFormFile("file", fmt.Sprint(i, ".md"))
		io.WriteString(f, "文")
	}
	w.Close()
	b.send("/desk/import", w.FormDataContentType(), &body, 422, nil)

	for i := range mostStreams {
		if _, err := g.desk.join(fmt.Sprint("window", i), Person{ID: fmt.Sprint("p", i)}); err != nil {
			t.Fatal(i, err)
		}
	}
	if _, err := g.desk.join("another", Person{ID: "p"}); err == nil {
		t.Errorf("more than %d windows listen", mostStreams)
	}
}

// TestCaught: a window that was away is told how the file stands, and not only what has changed in it.
func TestCaught(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("今天多云\n")}}
	s, now := open(t, m)
	b := visit(t, s)
	var d document
	b.get("/desk/doc?file="+story, 200, &d)
	b.put(d, "多云", "阴")
	var got caught
	since := "/desk/doc/updates?file=" + story + "&id=" + d.ID + "&version=0"
	if b.get(since, 200, &got); got.Saved || len(got.Updates) != 1 || len(got.Clashes) > 0 {
		t.Errorf("before it is saved: %+v", got)
	}
	m.files[story] = []byte("今天小雨\n")
	for range 30 {
		*now = now.Add(100 * time.Millisecond)
		s.Tick()
	}
	if b.get(since, 200, &got); !got.Saved || len(got.Updates) != 2 || len(got.Clashes) != 1 {
		t.Errorf("after that: %+v", got)
	}
}
