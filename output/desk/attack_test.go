package desk

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"banxin/editions"
	"banxin/editions/notes"
	"banxin/editions/signs"
	"banxin/editions/source"
)

// room is a newsroom of one page, 1, with the story 101; page 2 has none.
type room struct{ digest string }

func (room) Folder() string                             { return "editions/2026-10-20" }
func (room) Notes() []NoteAt                            { return nil }
func (room) Words(string, [2]int, [2]int) (Words, bool) { return Words{Story: "101"}, true }
func (room) Board() any                                 { return struct{}{} }
func (room) Rounds() ([]RoundFile, error)               { return nil, nil }
func (room) Freeze(name, _ string) (string, error)      { return name + "-1", nil }
func (room) Since(string) (any, error)                  { return struct{}{}, nil }
func (room) Picture(string, string) ([]byte, error)     { return nil, nil }
func (room) Quote(story, words string, _ int) (notes.Quotation, int, bool) {
	return notes.Quotation{Quote: words, Prefix: "前"}, 1, story == "101"
}
func (r room) Sealed(what signs.Subject) (Sealed, bool) {
	switch {
	case what.Story == "101":
		return Sealed{Seal: signs.Seal{Digest: r.digest}, Pages: []string{"1"}}, true
	case what.Story == "102": // on no page
		return Sealed{Seal: signs.Seal{Digest: r.digest}}, true
	case what.Page == "1" || what.Page == "2":
		return Sealed{Seal: signs.Seal{Digest: r.digest}, Pages: []string{what.Page}, Asked: []string{"一校", "三校"}}, true
	}
	return Sealed{}, false
}
func (room) PagesOf(file string) []string {
	if file == story {
		return []string{"1"}
	}
	return nil
}

// paper is a desk with accounts, whose password is each one's name twice.
type guarded struct {
	*memory
	desk   *Server
	server *httptest.Server
	mu     sync.Mutex
	log    []string
	staff  *editions.Staff
	clock  atomic.Int64 // seconds since it was opened
}

func guard(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{memory: &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n"), "paper.yaml": []byte("名称: 报\n"), "desk.yaml": []byte("人: []\n"), "DESK.YAML": []byte("人: []\n")}}, staff: &editions.Staff{}}
	for _, p := range []string{"编辑 编辑", "校对 校对", "主任 主任", "印务 印务"} {
		name, role, _ := strings.Cut(p, " ")
		g.add(t, name, role, nil)
	}
	g.add(t, "二版", "编辑", []string{"2"})
	g.add(t, "送二版", "主任", []string{"2"})
	log := func(what string) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.log = append(g.log, what)
	}
	now := func() time.Time { return time.Unix(1_800_000_000+g.clock.Load(), 0) }
	var err error
	if g.desk, err = New(Options{Paper: g.memory, Now: now, Random: rand.Reader, Log: log, Newsroom: room{"d"}, Stage: painted{file: "edition.yaml"}, Intake: tray{}, Press: &plant{made: make(chan bool)}}); err != nil {
		t.Fatal(err)
	}
	lobby := NewLobby(LobbyOptions{Staff: func() *editions.Staff { return g.staff }, Now: now, Random: rand.Reader, Host: HostOf("desk.example"), Log: log})
	mux := http.NewServeMux()
	mux.Handle("/desk/", g.desk)
	mux.HandleFunc("GET /edition.json", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "the edition") })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "the page") })
	g.server = httptest.NewServer(lobby.Guard(mux))
	t.Cleanup(g.server.Close)
	return g
}

func (g *guarded) add(t *testing.T, name, role string, pages []string) {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(name+name), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	p := editions.PersonOf(name, role)
	p.Hash, p.Pages = string(hash), pages
	g.staff.People = append(g.staff.People, p)
}

// enter is somebody who has said who they are.
func (g *guarded) enter(t *testing.T, name string) *browser {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	b := &browser{t: t, root: g.server.URL, c: &http.Client{Jar: jar}}
	if status, _ := b.login(name, name+name); status != 200 {
		t.Fatalf("%s: %d", name, status)
	}
	b.get("/desk/me", 200, &b.me)
	return b
}

func (b *browser) login(name, password string) (int, string) {
	r, _ := http.NewRequest("POST", b.root+"/login", strings.NewReader(url.Values{"name": {name}, "password": {password}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", b.root)
	a, err := b.c.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer a.Body.Close()
	said, _ := io.ReadAll(a.Body)
	return a.StatusCode, string(said)
}

// logged tells whether a refusal was logged since the last time, and forgets.
func (g *guarded) logged(what string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	ok := slices.ContainsFunc(g.log, func(s string) bool { return strings.Contains(s, what) })
	g.log = nil
	return ok
}

// TestRoles walks the table of routes: nobody writes who has no right to, whoever he is.
func TestRoles(t *testing.T) {
	g := guard(t)
	may := map[string][]Right{
		"编辑": {Read, Edit, Note, Place, Sign}, "校对": {Read, Note, Sign}, "主任": {Read, Edit, Note, Place, Send, Sign}, "印务": {Read, Note, Send},
	}
	list := writes(t, g)
	for name, rights := range may {
		b := g.enter(t, name)
		for _, r := range list {
			method, path, _ := strings.Cut(r.pattern, " ")
			if r.right == None {
				t.Errorf("%s writes and wants no right", r.pattern)
			}
			ask, _ := http.NewRequest(method, g.server.URL+path, strings.NewReader("{}"))
			ask.Header.Set("X-Desk-Token", b.me.Token)
			a, err := b.c.Do(ask)
			if err != nil {
				t.Fatal(err)
			}
			said, _ := io.ReadAll(a.Body)
			a.Body.Close()
			refusedIt := a.StatusCode == 403 && strings.Contains(string(said), `"no-right"`)
			if allowed := slices.Contains(rights, r.right); allowed == refusedIt {
				t.Errorf("%s by %s: %d %s", r.pattern, name, a.StatusCode, said)
			}
			if refusedIt && !g.logged(path) {
				t.Errorf("%s by %s was not logged", r.pattern, name)
			}
		}
	}
	for _, r := range g.desk.routes {
		if strings.HasPrefix(r.pattern, "GET ") && r.right != None && r.right != Read {
			t.Errorf("%s looks and wants the right to %s", r.pattern, r.right)
		}
	}
}

// TestPages: rights that are for some pages hold there alone.
func TestPages(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "二版")
	var d document
	b.get("/desk/doc?file="+story, 200, &d)
	b.post("/desk/doc", map[string]any{"file": story, "id": d.ID, "version": d.Version}, 403, nil)
	b.post("/desk/doc", map[string]any{"file": "paper.yaml"}, 403, nil)
	b.post("/desk/notes", map[string]any{"story": "101", "quote": "甲", "kind": "问", "text": "？"}, 403, nil)
	b.post("/desk/notes", map[string]any{"page": "2", "kind": "问", "text": "？"}, 200, nil)
	b.post("/desk/back", map[string]any{"page": "1", "text": "x"}, 403, nil)
	editor := g.enter(t, "编辑")
	editor.post("/desk/doc", map[string]any{"file": story, "id": d.ID, "version": d.Version}, 200, nil)
	editor.put(d, "乙", "已")
	b.post("/desk/history/restore", map[string]any{"file": story, "n": 1}, 403, nil)
	editor.post("/desk/notes", map[string]any{"story": "101", "quote": "甲", "kind": "问", "text": "？"}, 200, nil)
	b.post("/desk/notes/answer", map[string]any{"id": "n2", "text": "不是我的版"}, 403, nil)
}

// TestNotesAndSigns: what is written stands in the files, under the name of the account; what has
// changed since somebody looked is not signed.
func TestNotesAndSigns(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "校对")
	evil := `"></script><img src=x onerror=alert(1)>`
	b.post("/desk/notes", map[string]any{"story": "101", "quote": "甲", "kind": "问", "text": evil, "by": "主任"}, 200, nil)
	b.post("/desk/notes/answer", map[string]any{"id": "n1", "text": evil}, 200, nil)
	b.post("/desk/notes/answer", map[string]any{"id": "n1", "state": "done"}, 200, nil)
	b.post("/desk/notes/answer", map[string]any{"id": "n9", "state": "done"}, 404, nil)
	b.post("/desk/sign", map[string]any{"page": "1", "as": "三校", "digest": "d"}, 200, nil)
	b.post("/desk/sign", map[string]any{"page": "1", "as": "三校", "digest": "old"}, 409, nil)
	b.post("/desk/sign", map[string]any{"page": "1", "as": "终审", "digest": "d"}, 403, nil)
	b.post("/desk/sign", map[string]any{"page": "9", "as": "三校", "digest": "d"}, 404, nil)
	g.enter(t, "编辑").post("/desk/sign", map[string]any{"story": "102", "as": "初审", "digest": "d"}, 200, nil)
	b.post("/desk/sign", map[string]any{"story": "102", "as": "初审", "digest": "d"}, 403, nil)
	list, found := notes.Read(source.NewFile("", g.files["editions/2026-10-20/notes.jsonl"]))
	n := list.Note("n1")
	if len(found) > 0 || n == nil || n.Open() || n.First.By != "校对" || n.First.Text != evil || len(n.Replies) != 1 {
		t.Errorf("%v %+v", found, n)
	}
	state := func() signs.State {
		chain, _ := signs.Read(source.NewFile("", g.files["editions/2026-10-20/signs.jsonl"]))
		s, _ := chain.State(signs.Page("1"), "三校", signs.Seal{Digest: "d"})
		return s
	}
	if state() != signs.Valid {
		t.Error("not signed")
	}
	g.enter(t, "印务").post("/desk/back", map[string]any{"page": "1", "text": "墨大"}, 200, nil)
	if state() != signs.Valid {
		t.Error("somebody who cannot sign so has taken the signature away")
	}
	g.enter(t, "主任").post("/desk/back", map[string]any{"page": "1", "text": "图换掉"}, 200, nil)
	if state() != signs.Unsigned {
		t.Error("sent back, and still signed")
	}
}

// TestAttacks: each is refused, and logged.
func TestAttacks(t *testing.T) {
	g := guard(t)
	b := g.enter(t, "编辑")
	try := func(what string, want int, path string, change func(*http.Request)) {
		t.Helper()
		method := "POST"
		if strings.HasPrefix(path, "GET ") {
			method, path = "GET", path[4:]
		}
		r, _ := http.NewRequest(method, g.server.URL+path, strings.NewReader("{}"))
		r.Header.Set("X-Desk-Token", b.me.Token)
		change(r)
		client := *b.c
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		a, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != want {
			t.Errorf("%s: %d, not %d", what, a.StatusCode, want)
		}
		if want >= 400 && !g.logged(fmt.Sprint(want)) {
			t.Errorf("%s was not logged", what)
		}
	}
	stranger := func(r *http.Request) { r.Header.Set("Cookie", "x=y") }
	forged := func(r *http.Request) { r.Header.Set("Cookie", sessionCookie+"="+strings.Repeat("a", 32)) }
	plain := func(*http.Request) {}
	try("another origin", 403, "/desk/undo", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") })
	try("another site", 403, "/desk/undo", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	try("no token", 403, "/desk/undo", func(r *http.Request) { r.Header.Del("X-Desk-Token") })
	try("another's token", 403, "/desk/undo", func(r *http.Request) { r.Header.Set("X-Desk-Token", g.enter(t, "主任").me.Token) })
	try("DNS rebinding", 403, "GET /edition.json", func(r *http.Request) { r.Host = "evil.example" })
	try("a host of ours, without the cookie of this one", 401, "GET /edition.json", func(r *http.Request) { r.Host = "desk.example:4390" })
	try("login from another page", 403, "/login", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") })
	try("login from nowhere", 403, "/login", plain)
	try("login with 1 MB", 413, "/login", func(r *http.Request) {
		r.Header.Set("Origin", g.server.URL)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader("name="+strings.Repeat("x", 1<<20))), -1 // of 10 MB the library has enough by itself
	})
	try("logout from another page", 403, "/logout", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	try("the accounts", 404, "GET /desk/doc?file=desk.yaml", plain)
	try("the accounts in capitals", 404, "GET /desk/doc?file=DESK.YAML", plain)
	for _, name := range []string{"../secret.md", "..%2f..%2fetc%2fpasswd", ".banxin/journal", "/etc/passwd", "editions/2026-10-20/stories/..%5c..%5cx.md"} {
		try("traversal "+name, 404, "GET /desk/doc?file="+name, plain)
		try("traversal of history "+name, 404, "GET /desk/history?file="+name, plain)
	}
	for _, round := range []string{"..", "../..", "a/b", ".x", ""} {
		try("round "+round, 404, "GET /desk/rounds/since?round="+url.QueryEscape(round), plain)
		try("picture of "+round, 404, "GET /desk/rounds/picture?round="+url.QueryEscape(round), plain)
	}
	try("10 MB", 413, "/desk/notes", func(r *http.Request) {
		r.Body = io.NopCloser(bytes.NewReader(append([]byte(`{"text":"`), bytes.Repeat([]byte("x"), 10<<20)...)))
		r.ContentLength = -1
	})
	jar := b.c.Jar
	b.c.Jar = nil
	try("a stranger", 401, "GET /edition.json", stranger)
	try("a stranger at the desk", 401, "/desk/notes", stranger)
	try("a forged session", 401, "GET /edition.json", forged)
	try("a stranger at the door is led to the login", 303, "GET /", stranger)
	b.c.Jar = jar
	g.clock.Add(int64(sessionTime.Seconds()) + 1)
	try("a session that is over", 401, "GET /edition.json", plain)
	b.login("编辑", "编辑编辑")
	try("begun anew", 200, "GET /edition.json", plain)
	g.staff.Person("编辑").Hash = g.staff.Person("主任").Hash
	try("somebody who has another password now", 401, "GET /edition.json", plain)
	b.login("编辑", "主任主任")
	try("and has come in again", 200, "GET /edition.json", plain)
	g.staff.People = slices.DeleteFunc(g.staff.People, func(p editions.Person) bool { return p.Name == "编辑" })
	try("somebody whose account is gone", 401, "GET /edition.json", plain)
}

// TestCookie: the session is for the server alone, and another one after each login.
func TestCookie(t *testing.T) {
	g := guard(t)
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	var values []string
	for range 2 {
		r, _ := http.NewRequest("POST", g.server.URL+"/login", strings.NewReader(url.Values{"name": {"编辑"}, "password": {"编辑编辑"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", g.server.URL)
		a, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if len(a.Cookies()) != 1 {
			t.Fatal(a.Status, a.Cookies())
		}
		k := a.Cookies()[0]
		if !k.HttpOnly || k.SameSite != http.SameSiteStrictMode || !sessionForm.MatchString(k.Value) {
			t.Errorf("%+v", k)
		}
		values = append(values, k.Value)
	}
	if values[0] == values[1] {
		t.Error("the same session twice")
	}
}

// TestLoginThrottled: who guesses waits; the page says nothing of who there is.
func TestLoginThrottled(t *testing.T) {
	g := guard(t)
	jar, _ := cookiejar.New(nil)
	b := &browser{t: t, root: g.server.URL, c: &http.Client{Jar: jar}}
	_, known := b.login("编辑", "falsch")
	if !g.logged("401 login") {
		t.Error("who guesses is not logged")
	}
	_, unknown := b.login("没有这人", "falsch")
	if known != unknown || !strings.Contains(known, `role="alert"`) {
		t.Error("the page tells who has an account")
	}
	if !regexp.MustCompile(`<style>`).MatchString(known) {
		t.Error("no page")
	}
	late := 0
	for i := range 30 {
		if status, _ := b.login("编辑", fmt.Sprint("x", i)); status == 429 {
			late++
		}
	}
	if late < 15 || !g.logged("429 login") {
		t.Errorf("%d of 30 guesses had to wait", late)
	}
	if status, _ := b.login("编辑", "编辑编辑"); status != 429 {
		t.Errorf("the right one is looked at meanwhile: %d", status)
	}
}

// TestStreams: a thousand event streams are refused but for as many as windows need.
func TestStreams(t *testing.T) {
	l := NewLobby(LobbyOptions{Now: time.Now, Random: rand.Reader})
	open := 0
	for range 1000 {
		if l.begin("10.0.0.9") {
			open++
		}
	}
	if open != streamsOfOne {
		t.Errorf("%d streams of one address", open)
	}
	for i := range 1000 {
		if l.begin(fmt.Sprint("10.0.1.", i)) {
			open++
		}
	}
	if open != streamsOfAll {
		t.Errorf("%d streams in all", open)
	}
	for range streamsOfOne {
		l.end("10.0.0.9")
	}
	if !l.begin("10.0.0.9") {
		t.Error("what is closed is not open again")
	}
}
