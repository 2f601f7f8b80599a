package desk

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"banxin/assets"
	"banxin/editions/desk"
)

// memory is a paper in memory.
type memory struct {
	mu      sync.Mutex
	files   map[string][]byte
	journal []byte
	full    bool // nothing more can be written
}

func (m *memory) Read(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if data, ok := m.files[name]; ok {
		return bytes.Clone(data), nil
	}
	return nil, fs.ErrNotExist
}

func (m *memory) Stamp(name string) string {
	data, err := m.Read(name)
	if err != nil {
		return "none"
	}
	return desk.Sum(data)
}

func (m *memory) Replace(name string, data []byte, was string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := ""
	if old, ok := m.files[name]; ok {
		now = desk.Sum(old)
	}
	if now != was {
		return ErrChanged
	}
	if data == nil {
		delete(m.files, name)
	} else {
		m.files[name] = bytes.Clone(data)
	}
	return nil
}

func (m *memory) Append(name string, more func([]byte) ([]byte, error)) error {
	add, err := more(m.files[name])
	m.files[name] = append(m.files[name], add...)
	return err
}
func (m *memory) List(string) ([]string, error) { return nil, nil }
func (m *memory) Journal() ([]byte, error)      { return bytes.Clone(m.journal), nil }
func (m *memory) Turn() error                   { m.journal = nil; return nil }
func (m *memory) Cut(n int64) error             { m.journal = m.journal[:n]; return nil }
func (m *memory) Recompose(...string)           {}
func (m *memory) Note(line []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full {
		return io.ErrShortWrite
	}
	m.journal = append(m.journal, line...)
	return nil
}

// browser is somebody at a desk.
type browser struct {
	t    *testing.T
	root string
	c    *http.Client
	me   me
}

const story = "editions/2026-10-20/stories/101.md"

func open(t *testing.T, m *memory) (*Server, *time.Time) {
	t.Helper()
	now := time.Unix(1_800_000_000, 0)
	s, err := New(Options{Paper: m, Now: func() time.Time { return now }, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	return s, &now
}

func visit(t *testing.T, s *Server) *browser {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	b := &browser{t: t, root: server.URL, c: &http.Client{Jar: jar}}
	b.get("/desk/me", 200, &b.me)
	return b
}

func (b *browser) get(path string, status int, v any) {
	b.t.Helper()
	b.ask("GET", path, nil, status, v)
}
func (b *browser) post(path string, in any, status int, v any) {
	b.t.Helper()
	b.ask("POST", path, in, status, v)
}

func (b *browser) ask(method, path string, in any, status int, v any) {
	b.t.Helper()
	data, _ := json.Marshal(in)
	r, _ := http.NewRequest(method, b.root+path, bytes.NewReader(data))
	b.do(r, status, v)
}

// send posts a body of some kind.
func (b *browser) send(path, kind string, body io.Reader, status int, v any) {
	b.t.Helper()
	r, _ := http.NewRequest("POST", b.root+path, body)
	r.Header.Set("Content-Type", kind)
	b.do(r, status, v)
}

func (b *browser) do(r *http.Request, status int, v any) {
	b.t.Helper()
	r.Header.Set("X-Desk-Token", b.me.Token)
	a, err := b.c.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer a.Body.Close()
	said, _ := io.ReadAll(a.Body)
	if a.StatusCode != status {
		b.t.Fatalf("%s %s: %d, not %d: %s", r.Method, r.URL.Path, a.StatusCode, status, said)
	}
	if v != nil {
		if err := json.Unmarshal(said, v); err != nil {
			b.t.Fatalf("%s: %v: %s", r.URL.Path, err, said)
		}
	}
}

type pushed struct {
	File    string        `json:"file"`
	ID      string        `json:"id"`
	Version int           `json:"version"`
	Updates []desk.Update `json:"updates"`
}

// put has the words of a browser pushed in place of others.
func (b *browser) put(d document, old, now string) {
	b.t.Helper()
	t, _ := desk.TextOf([]byte(d.Text))
	at := len([]rune(d.Text[:strings.Index(d.Text, old)]))
	b.post("/desk/doc", pushed{d.File, d.ID, d.Version, []desk.Update{{Client: b.me.ID, Changes: desk.Replace(t, at, at+len([]rune(old)), now)}}}, 200, nil)
}

// TestEditing: what two push to one document is in the file once it has been quiet, and another
// program's words too; each takes back their own.
func TestEditing(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n\n戊己庚辛\n")}}
	s, now := open(t, m)
	a, b := visit(t, s), visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "乙", "A")
	b.put(d, "庚", "B")
	m.files[story] = []byte("甲乙丙丁\n\n戊己庚辛\n外\n")
	for range 5 {
		s.Tick()
		*now = now.Add(100 * time.Millisecond)
	}
	if got := string(m.files[story]); got != "甲A丙丁\n\n戊己B辛\n外\n" {
		t.Errorf("the file is %q", got)
	}
	a.post("/desk/undo", nil, 200, nil)
	if got := string(m.files[story]); got != "甲乙丙丁\n\n戊己B辛\n外\n" {
		t.Errorf("after A has taken back, the file is %q", got)
	}
	a.post("/desk/undo", nil, 409, nil)
	a.post("/desk/redo", nil, 200, nil)
	if got := string(m.files[story]); got != "甲A丙丁\n\n戊己B辛\n外\n" {
		t.Errorf("made again, the file is %q", got)
	}
}

// TestTogether: two who change the same words at one moment are both shown both, by their names.
func TestTogether(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("今天晴转多云。\n")}}
	s, now := open(t, m)
	a, b := visit(t, s), visit(t, s)
	a.post("/desk/me", map[string]string{"name": "夜编"}, 200, nil)
	b.post("/desk/me", map[string]string{"name": "校对"}, 200, nil)
	if _, err := s.join(a.me.ID, Person{ID: a.me.ID, Name: "夜编"}); err != nil {
		t.Fatal(err)
	}
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "多云", "阴")
	b.put(d, "多云", "小雨")
	b.get("/desk/doc?file="+story, 200, &d)
	if len(d.Clashes) != 1 || d.Clashes[0].OursBy != "夜编" || d.Clashes[0].TheirsBy != "校对" || d.Clashes[0].Ours != "阴" || d.Clashes[0].Theirs != "小雨" {
		t.Errorf("%+v", d.Clashes)
	}
	*now = now.Add(time.Second)
	s.Tick()
	if got := string(m.files[story]); got != "今天晴转阴小雨。\n" {
		t.Errorf("the file is %q", got)
	}
	b.post("/desk/doc/settle", map[string]any{"file": story, "n": d.Clashes[0].Number}, 200, nil)
	if b.get("/desk/doc?file="+story, 200, &d); len(d.Clashes) != 0 {
		t.Errorf("%+v", d.Clashes)
	}
}

// TestLineEndsStay: line ends that another program has changed, and nothing else, are not put back
// by the next save.
func TestLineEndsStay(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙\r\n丙丁\r\n")}}
	s, now := open(t, m)
	a := visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	m.files[story] = []byte("甲乙\n丙丁\n")
	for range 5 {
		s.Tick()
		*now = now.Add(100 * time.Millisecond)
	}
	a.put(d, "丁", "戊\n己")
	*now = now.Add(time.Second)
	s.Tick()
	if got := string(m.files[story]); got != "甲乙\n丙戊\n己\n" {
		t.Errorf("the file is %q", got)
	}
}

// TestKilled: what was acknowledged is in the file after the next start, saved or not, and what
// another program wrote meanwhile.
func TestKilled(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n")}}
	s, _ := open(t, m)
	a := visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "乙", "一二")
	m.journal = append(m.journal, "12345678 {half a rec"...)
	m.files[story] = []byte("甲乙丙丁戊\n")
	open(t, m)
	if got := string(m.files[story]); got != "甲一二丙丁戊\n" {
		t.Errorf("the file is %q", got)
	}
	m.full = true
	s, _ = open(t, m)
	a = visit(t, s)
	a.get("/desk/doc?file="+story, 200, &d)
	text, _ := desk.TextOf([]byte(d.Text))
	a.post("/desk/doc", pushed{d.File, d.ID, d.Version, []desk.Update{{Client: a.me.ID, Changes: desk.Replace(text, 0, 1, "")}}}, 500, nil)
	var after document
	if a.get("/desk/doc?file="+story, 200, &after); after.Text != d.Text {
		t.Errorf("what was not acknowledged counts: %q", after.Text)
	}
}

// TestLongJournal: a journal that has grown long is put aside at the start, once the files have
// all of it.
func TestLongJournal(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙\n")}}
	s, _ := open(t, m)
	a := visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "乙", "一")
	long := strings.Repeat("长", 1<<20)
	for range 6 {
		m.journal = append(m.journal, desk.Record{Kind: desk.Saved, File: story, Sum: long}.Line()...)
	}
	s, _ = open(t, m)
	if got := string(m.files[story]); got != "甲一\n" || len(m.journal) > 0 {
		t.Errorf("%q, %d bytes", got, len(m.journal))
	}
	a = visit(t, s)
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "一", "二")
	s.Close()
	if got := string(m.files[story]); got != "甲二\n" {
		t.Errorf("%q", got)
	}
}

// TestChange: a change of several files is one step, by bytes, and files that it made are gone
// when it is taken back.
func TestChange(t *testing.T) {
	m := &memory{files: map[string][]byte{"e.yaml": []byte("a: 1 # 一\r\nb: 2\n"), story: []byte("x\n")}}
	s, _ := open(t, m)
	who := Person{ID: "p", May: func(Right, string) bool { return true }}
	err := s.Change(who, "排", FileEdit{"e.yaml", func(old []byte) ([]byte, error) {
		return bytes.Replace(old, []byte("b: 2"), []byte("b: 3\nc: 4"), 1), nil
	}},
		FileEdit{"new.yaml", func(old []byte) ([]byte, error) { return append(old, "版: 1\n"...), nil }})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(m.files["e.yaml"]) + string(m.files["new.yaml"]); got != "a: 1 # 一\r\nb: 3\r\nc: 4\n版: 1\n" {
		t.Errorf("%q", got)
	}
	if _, err := s.undo(&call{who: who, r: httptest.NewRequest("POST", "/", nil)}); err != nil {
		t.Fatal(err)
	}
	if _, there := m.files["new.yaml"]; there || string(m.files["e.yaml"]) != "a: 1 # 一\r\nb: 2\n" {
		t.Errorf("%v %q", there, m.files["e.yaml"])
	}
	if err := s.Change(who, "", FileEdit{"../x", func([]byte) ([]byte, error) { return nil, nil }}); err == nil {
		t.Error("a file outside of the paper was changed")
	}
}

// TestGate: who comes from elsewhere is not let in.
func TestGate(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("x\n")}}
	s, _ := open(t, m)
	b := visit(t, s)
	for _, name := range []string{"../x.md", "/etc/passwd.txt", ".banxin/journal.txt", "stories/.x.md", "a/../" + story, "a\\b.md", "a\x00.md", "./x.md", ".", "picture.jpg", "letters/desk.yaml", "letters/Desk.YAML"} {
		m.files[name] = []byte("x\n") // nothing but the desk refuses it
		b.get("/desk/doc?file="+url.QueryEscape(name), 404, nil)
		b.post("/desk/doc", pushed{name, "x", 0, nil}, 404, nil)
	}
	b.get("/desk/doc?file=no.md", 404, nil)
	try := func(want int, change func(*http.Request)) {
		t.Helper()
		r, _ := http.NewRequest("POST", b.root+"/desk/undo", nil)
		r.Header.Set("X-Desk-Token", b.me.Token)
		change(r)
		client := *b.c
		if r.Header.Get("Cookie") != "" {
			client.Jar = nil
		}
		a, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != want {
			t.Errorf("%d, not %d", a.StatusCode, want)
		}
	}
	try(409, func(*http.Request) {})
	try(409, func(r *http.Request) { r.Header.Set("Origin", b.root) })
	try(403, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") })
	try(403, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") })
	try(403, func(r *http.Request) { r.Header.Set("X-Desk-Token", "x") })
	try(403, func(r *http.Request) { r.Header.Set("Cookie", "x=y"); r.Header.Del("X-Desk-Token") })
	b.post("/desk/doc", map[string]any{"file": strings.Repeat("x", mostBody)}, 413, nil)
}

// TestBundle: the editor that browsers get is what its list of sums says, small enough, and
// stands beside its licences.
func TestBundle(t *testing.T) {
	files := assets.Desk()
	list, err := fs.ReadFile(files, "bundle/SUMS")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		data, err := fs.ReadFile(files, name)
		if err != nil || desk.Sum(data) != sum {
			t.Errorf("%s is not what assets/desk/bundle makes: %v", name, err)
		}
		if len(data) >= 350<<10 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
}

// TestWords: everything that the desk says is said in both languages, and what its programs ask
// for is there.
func TestWords(t *testing.T) {
	files := assets.Desk()
	said := wordsOf(files)
	for id, w := range said {
		if w[0] == "" || w[1] == "" {
			t.Errorf("%s is not said in both languages", id)
		}
	}
	names, _ := fs.Glob(files, "*.js")
	asked := regexp.MustCompile(`\bt\('([a-z0-9-]+)'[,)]`)
	for _, n := range names {
		data, _ := fs.ReadFile(files, n)
		for _, m := range asked.FindAllSubmatch(data, -1) {
			if _, ok := said[string(m[1])]; n != "codemirror.js" && !ok {
				t.Errorf("%s says %s, which has no words", n, m[1])
			}
		}
	}
}

// TestHalfSaved: a file that another program is still writing, empty or half, is waited for; what
// is typed meanwhile is kept.
func TestHalfSaved(t *testing.T) {
	whole := "甲乙丙丁\n\n戊己庚辛\n"
	m := &memory{files: map[string][]byte{story: []byte(whole)}}
	s, now := open(t, m)
	a := visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	tick := func() { s.Tick(); *now = now.Add(100 * time.Millisecond) }
	for _, half := range []string{"", "甲乙", "甲乙丙丁\n\n戊"} {
		m.files[story] = []byte(half)
		tick()
	}
	a.put(d, "己", "A")
	m.files[story] = []byte(whole + "外\n")
	for range 6 {
		tick()
	}
	if got := string(m.files[story]); got != "甲乙丙丁\n\n戊A庚辛\n外\n" {
		t.Errorf("the file is %q", got)
	}
	if n := strings.Count(string(m.journal), `"k":"came"`); n != 1 {
		t.Errorf("%d states of another program were taken, not the whole one alone", n)
	}
}

// TestChosen: where another program has changed the same words, both stand in the document until
// somebody chooses, also after a restart.
func TestChosen(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("明天晴转多云，气温下降。\n")}}
	s, _ := open(t, m)
	a := visit(t, s)
	var d document
	a.get("/desk/doc?file="+story, 200, &d)
	a.put(d, "多云", "阴")
	m.files[story] = []byte("明天晴转小雨，气温下降。\n")
	s, _ = open(t, m)
	a = visit(t, s)
	if a.get("/desk/doc?file="+story, 200, &d); len(d.Clashes) != 1 || !strings.Contains(d.Text, "阴") || !strings.Contains(d.Text, "小雨") {
		t.Fatalf("%q, %+v", d.Text, d.Clashes)
	}
	c := d.Clashes[0]
	if both, _ := desk.TextOf([]byte(d.Text)); c.Was != "多云" || c.Ours != "阴" || c.Theirs != "小雨" || c.Both == "" || c.Both != both[c.At:c.To].String() {
		t.Errorf("%+v", c)
	}
	a.put(d, "阴", "阴晴") // it is still asked, and tells that it was edited
	if a.get("/desk/doc?file="+story, 200, &d); len(d.Clashes) != 1 || d.Clashes[0].Both != c.Both || !strings.Contains(d.Text, "阴晴") {
		t.Errorf("edited since, %+v of %q", d.Clashes, d.Text)
	}
	a.post("/desk/doc/settle", map[string]any{"file": story, "n": c.Number}, 200, nil)
	s, _ = open(t, m)
	if visit(t, s).get("/desk/doc?file="+story, 200, &d); len(d.Clashes) != 0 {
		t.Errorf("%+v is still asked", d.Clashes)
	}
}
