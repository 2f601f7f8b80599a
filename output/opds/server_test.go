package opds

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/jpeg"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/crypto/bcrypt"

	"banxin/cmd/need"
	"banxin/output/internal/door"
)

// clockwork is a clock that tests turn.
type clockwork struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clockwork) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clockwork) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newClock() *clockwork {
	return &clockwork{now: time.Date(2026, 10, 20, 6, 0, 0, 0, time.FixedZone("", 8*3600))}
}

// serve starts a server over HTTP; get asks it.
func serve(t *testing.T, s Server) (get func(path string, header ...string) (*http.Response, []byte)) {
	t.Helper()
	h, err := NewHandler(s)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return func(path string, header ...string) (*http.Response, []byte) {
		t.Helper()
		method := "GET"
		if m, p, ok := strings.Cut(path, " "); ok {
			method, path = m, p
		}
		r, err := http.NewRequest(method, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			if header[i] == "user" {
				name, password, _ := strings.Cut(header[i+1], ":")
				r.SetBasicAuth(name, password)
			} else {
				r.Header.Set(header[i], header[i+1])
			}
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, body
	}
}

func TestServerAnswers(t *testing.T) {
	lib := library(t, 4)
	lib.files["secret.txt"] = file("secret")
	lib.files[".htpasswd"] = file("x:y")
	lib.files[".hidden/a.epub"] = file("secret")
	get := serve(t, Server{Library: lib, Now: newClock().Now})
	for _, c := range []struct {
		path   string
		status int
		kind   string
	}{
		{"/", 200, typeNavigation},
		{"/opds", 200, typeNavigation},
		{"/opds/", 200, typeNavigation},
		{"/opds/index.html", 200, typeHTML},
		{"/opds/years.html", 200, typeHTML},
		{"/opds/year-2020.json", 200, typeJSON},
		{"/opds/opds.css", 200, "text/css; charset=utf-8"},
		{"/opds/root.xml", 200, typeNavigation},
		{"/opds/root.json", 200, typeJSON},
		{"/opds/all.xml", 200, typeAcquisition},
		{"/opds/month-2020-01.json", 200, typeJSON},
		{"/opds/search.xml", 200, typeSearch},
		{"/opds/search?q=%E7%9F%B3%E6%A1%A5", 200, typeAcquisition},
		{"/opds/editions/2020/yxrb%2000000.json", 200, typePublication},
		{"/opds/covers/2020/yxrb%2000000.jpg", 200, "image/jpeg"},
		{"/opds/thumbs/2020/yxrb%2000000.jpg", 200, "image/jpeg"},
		{"/opds/blank.jpg", 200, "image/jpeg"},
		{"/2020/yxrb%2000000.epub", 200, typeEPUB},
		{"/2020/yxrb%2000000.pdf", 200, typePDF},
		{"HEAD /2020/yxrb%2000000.pdf", 200, typePDF},
		{"POST /opds/root.xml", 405, ""},
		{"DELETE /2020/yxrb%2000000.pdf", 405, ""},
		{"/secret.txt", 404, ""},
		{"/.htpasswd", 404, ""},
		{"/.hidden/a.epub", 404, ""},
		{"/2020", 404, ""},
		{"/2020/", 404, ""},
		{"/opds/index/index.idx", 404, ""},
		{"/opds/catalog.json", 404, ""},
		{"/opds/covers/2020/yxrb%2000001.jpg", 404, ""}, // has none
		{"/opds/nothing.xml", 404, ""},
		{"/opds/all-0009.xml", 404, ""},
		{"/..%2f..%2fetc/passwd", 404, ""},
		{"/%2e%2e/%2e%2e/etc/passwd", 404, ""},
		{"/2020/..%5c..%5cx.epub", 404, ""},
		{"/2020/yxrb%00.epub", 404, ""},
	} {
		resp, body := get(c.path)
		if resp.StatusCode != c.status || c.kind != "" && resp.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %s, want %d %s", c.path, resp.StatusCode, resp.Header.Get("Content-Type"), c.status, c.kind)
		}
		if strings.Contains(string(body), "secret") {
			t.Errorf("%s: %s", c.path, body)
		}
	}
	_, cover := get("/opds/covers/2020/yxrb%2000000.jpg")
	if img, err := jpeg.Decode(bytes.NewReader(cover)); err != nil || img.Bounds().Dx() != 600 {
		t.Errorf("cover: %v", err)
	}
	for query, want := range map[string]int{"石桥": 4, "石桥 2020-01-02": 1, "20200103": 1, "YUNXI": 4, "没有": 0, "": 0, "<b>&": 0} {
		_, body := get("/opds/search?q=" + strings.ReplaceAll(strings.ReplaceAll(query, " ", "%20"), "&", "%26"))
		var f struct {
			Entries []struct{} `xml:"entry"`
		}
		if err := xml.Unmarshal(body, &f); err != nil || len(f.Entries) != want {
			t.Errorf("search %q: %d, %v, want %d", query, len(f.Entries), err, want)
		}
	}
}

func TestRangesTagsAndGzip(t *testing.T) {
	get := serve(t, Server{Library: library(t, 2), Now: newClock().Now})
	resp, whole := get("/2020/yxrb%2000000.epub")
	tag := resp.Header.Get("ETag")
	resp, part := get("/2020/yxrb%2000000.epub", "Range", "bytes=100-199")
	if resp.StatusCode != 206 || !bytes.Equal(part, whole[100:200]) || resp.Header.Get("Content-Range") != fmt.Sprintf("bytes 100-199/%d", len(whole)) {
		t.Errorf("range: %d %s", resp.StatusCode, resp.Header.Get("Content-Range"))
	}
	if resp, _ := get("/2020/yxrb%2000000.epub", "Range", "bytes=99999999-"); resp.StatusCode != 416 {
		t.Errorf("a range behind the end: %d", resp.StatusCode)
	}
	if resp, body := get("/2020/yxrb%2000000.epub", "If-None-Match", tag); resp.StatusCode != 304 || len(body) > 0 {
		t.Errorf("tag: %d", resp.StatusCode)
	}
	if resp, body := get("/2020/yxrb%2000000.epub", "Range", "bytes=0-9", "If-Range", `"other"`); resp.StatusCode != 200 || len(body) != len(whole) {
		t.Errorf("range of another version: %d", resp.StatusCode)
	}
	_, plain := get("/opds/all.json")
	resp, squeezed := get("/opds/all.json", "Accept-Encoding", "br, gzip;q=0.8")
	z, err := gzip.NewReader(bytes.NewReader(squeezed))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(data, plain) || resp.Header.Get("Content-Encoding") != "gzip" || len(squeezed) >= len(plain) || resp.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("gzip: %v, %d of %d bytes, %v", err, len(squeezed), len(plain), resp.Header)
	}
	if again, body := get("/opds/all.json", "Accept-Encoding", "gzip", "If-None-Match", resp.Header.Get("ETag")); again.StatusCode != 304 || len(body) > 0 {
		t.Errorf("tag of what is squeezed: %d", again.StatusCode)
	}
	if resp, _ := get("/opds/all.json", "Accept-Encoding", "gzip;q=0"); resp.Header.Get("Content-Encoding") != "" {
		t.Error("gzip that is refused")
	}
}

func accounts(t *testing.T, names ...string) func() Accounts {
	t.Helper()
	var lines strings.Builder
	for _, n := range names {
		hash, err := bcrypt.GenerateFromPassword([]byte(n+"-word"), bcrypt.MinCost)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s:%s\n# comment\n\n", n, hash)
	}
	a, err := ParseAccounts([]byte(lines.String()))
	if err != nil {
		t.Fatal(err)
	}
	return func() Accounts { return a }
}

func TestAccounts(t *testing.T) {
	lib := library(t, 1)
	get := serve(t, Server{Library: lib, Now: newClock().Now, Accounts: accounts(t, "reader", "读者")})
	resp, body := get("/2020/yxrb%2000000.epub")
	var doc struct {
		ID             string
		Authentication []struct{ Type string }
	}
	if err := json.Unmarshal(body, &doc); err != nil || resp.StatusCode != 401 || !strings.HasPrefix(resp.Header.Get("WWW-Authenticate"), "Basic ") ||
		resp.Header.Get("Content-Type") != typeAuth || len(doc.Authentication) != 1 || doc.Authentication[0].Type != "http://opds-spec.org/auth/basic" {
		t.Errorf("without an account: %d %v %s", resp.StatusCode, err, body)
	}
	for user, want := range map[string]int{"reader:reader-word": 200, "读者:读者-word": 200, "reader:wrong": 401, "reader:": 401, "nobody:reader-word": 401, "reader:" + strings.Repeat("x", 100): 401} {
		for range 2 {
			if resp, _ := get("/2020/yxrb%2000000.epub", "user", user); resp.StatusCode != want {
				t.Errorf("%s: %d, want %d", user, resp.StatusCode, want)
			}
		}
	}
	if resp, _ := get("/opds/root.xml"); resp.StatusCode != 200 {
		t.Errorf("the catalogue is closed: %d", resp.StatusCode)
	}
	_, feed := get("/opds/all.json")
	if !strings.Contains(string(feed), `"authenticate"`) || strings.Contains(string(feed), relOpenAccess) {
		t.Error("the catalogue does not say that editions want an account")
	}
	closed := serve(t, Server{Library: lib, Now: newClock().Now, Accounts: accounts(t, "reader"), Private: true})
	for path, want := range map[string]int{"/": 401, "/opds/root.xml": 401, "/opds/covers/2020/yxrb%2000000.jpg": 401, "/opds/authentication.json": 200} {
		if resp, _ := closed(path); resp.StatusCode != want {
			t.Errorf("private %s: %d, want %d", path, resp.StatusCode, want)
		}
	}
	for _, bad := range []string{"no colon", ":x", "a:{SHA}abc", "a:$apr1$x$y", "a:plain"} {
		if _, err := ParseAccounts([]byte(bad)); err == nil {
			t.Errorf("%q is taken for an account", bad)
		}
	}
}

func TestRateLimit(t *testing.T) {
	clock := newClock()
	get := serve(t, Server{Library: library(t, 1), Now: clock.Now, Rate: 2, Accounts: accounts(t, "reader")})
	count := func(n int, header ...string) (refused int) {
		for range n {
			if resp, _ := get("/opds/root.xml", header...); resp.StatusCode == 429 {
				refused++
			}
		}
		return refused
	}
	if n := count(25); n != 5 {
		t.Errorf("%d of 25 refused, want 5", n)
	}
	clock.forward(3 * time.Second)
	if n := count(10); n != 4 {
		t.Errorf("%d of 10 refused after three seconds, want 4", n)
	}
	clock.forward(time.Minute)
	wrong := func(header string) (refused int) {
		for i := range 14 {
			clock.forward(10 * time.Millisecond)
			resp, _ := get("/2020/yxrb%2000000.epub", "user", fmt.Sprintf("%s:wrong%d", header, i))
			if resp.StatusCode == 429 {
				refused++
			}
		}
		return refused
	}
	if n := wrong("reader"); n != 4 {
		t.Errorf("%d of 14 wrong passwords refused unseen, want 4", n)
	}
	if resp, _ := get("/2020/yxrb%2000000.epub", "user", "reader:reader-word"); resp.StatusCode != 429 {
		t.Errorf("the right password right after them: %d", resp.StatusCode)
	}
	clock.forward(door.WrongSeconds * time.Second)
	for range 30 { // the right one costs nothing
		clock.forward(time.Second)
		if resp, _ := get("/2020/yxrb%2000000.epub", "user", "reader:reader-word"); resp.StatusCode != 200 {
			t.Fatalf("the right password later: %d", resp.StatusCode)
		}
	}
}

func TestNewEditionsAppear(t *testing.T) {
	clock, lib := newClock(), library(t, 1)
	get := serve(t, Server{Library: lib, Now: clock.Now})
	lib.addDay(t, 2)
	entries := func() int {
		_, body := get("/opds/all.xml")
		return strings.Count(string(body), "<entry>")
	}
	if n := entries(); n != 1 {
		t.Errorf("%d editions at once", n)
	}
	clock.forward(31 * time.Second)
	if n := entries(); n != 2 {
		t.Errorf("%d editions after half a minute", n)
	}
}

func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	get := serve(t, Server{Library: library(t, 1), Now: newClock().Now, Log: &log, Accounts: accounts(t, "reader")})
	get("/opds/root.xml?x=%0a%22", "user", "reader:reader-word")
	get("/2020/yxrb%2000000.pdf", "user", "reader:reader-word")
	get("/2020/yxrb%2000000.pdf")
	want := regexp.MustCompile(`^127\.0\.0\.1 - - \[20/Oct/2026:06:00:00 \+0800\] "GET /opds/root\.xml\?x=%0a%22 HTTP/1\.1" 200 \d+
127\.0\.0\.1 - reader \[20/Oct/2026:06:00:00 \+0800\] "GET /2020/yxrb%2000000\.pdf HTTP/1\.1" 200 14
127\.0\.0\.1 - - \[20/Oct/2026:06:00:00 \+0800\] "GET /2020/yxrb%2000000\.pdf HTTP/1\.1" 401 \d+
$`)
	if !want.Match(log.Bytes()) {
		t.Errorf("%s", log.Bytes())
	}
}

// Many clients at once, while the library is looked through again and again.
func TestServerAtOnce(t *testing.T) {
	clock := newClock()
	get := serve(t, Server{Library: library(t, 6), Now: clock.Now, Rescan: time.Nanosecond, Rate: 1000, Log: io.Discard})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, path := range []string{"/opds/root.json", "/opds/all.xml", "/opds/thumbs/2020/yxrb%2000002.jpg", "/2020/yxrb%2000003.epub"} {
				clock.forward(time.Second)
				if resp, _ := get(path); resp.StatusCode != 200 {
					t.Errorf("%s: %d", path, resp.StatusCode)
				}
			}
		})
	}
	wg.Wait()
}

// curl fetches, goes on where it was cut off, and logs in.
func TestWithCurl(t *testing.T) {
	curl := need.Tool(t, "curl")
	dir := t.TempDir()
	whole := book(t, 0, true)
	if err := os.WriteFile(filepath.Join(dir, "a.epub"), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.pdf")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.pdf")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	h, err := NewHandler(Server{Library: root.FS(), Now: newClock().Now, Accounts: accounts(t, "reader")})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	defer server.Close()
	run := func(args ...string) string {
		out, err := exec.Command(curl, append([]string{"-sS", "--noproxy", "*"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	out := filepath.Join(t.TempDir(), "out.epub")
	if err := os.WriteFile(out, whole[:1000], 0o644); err != nil {
		t.Fatal(err)
	}
	run("-u", "reader:reader-word", "-C", "-", "-o", out, server.URL+"/a.epub")
	if got, _ := os.ReadFile(out); !bytes.Equal(got, whole) {
		t.Errorf("curl has %d of %d bytes", len(got), len(whole))
	}
	if got := run("--compressed", server.URL+"/opds/root.json"); !strings.Contains(got, `"navigation"`) {
		t.Error(got)
	}
	if got := run("-u", "reader:reader-word", "-w", "%{http_code}", "-o", "/dev/null", server.URL+"/link.pdf"); got != "404" {
		t.Errorf("a link out of the library: %s", got)
	}
	if got := run("--path-as-is", "-u", "reader:reader-word", "-w", "%{http_code}", "-o", "/dev/null", server.URL+"/../outside.pdf"); got != "404" {
		t.Errorf("a path out of the library: %s", got)
	}
}

// piped is a library in which a pipe stands, that nobody may open: it would wait for ever.
type piped struct {
	memory
	t *testing.T
}

func (p piped) Stat(name string) (fs.FileInfo, error) {
	if name == "pipe.epub" {
		return fs.Stat(fstest.MapFS{name: &fstest.MapFile{Mode: fs.ModeNamedPipe}}, name)
	}
	return fs.Stat(p.memory, name)
}

func (p piped) Open(name string) (fs.File, error) {
	if name == "pipe.epub" {
		p.t.Error("the pipe is opened")
		return nil, fs.ErrInvalid
	}
	return p.memory.Open(name)
}

func TestPipe(t *testing.T) {
	h, err := NewHandler(Server{Library: piped{library(t, 1), t}, Now: newClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, httptest.NewRequest("GET", "/pipe.epub", nil)); w.Code != 404 {
		t.Error(w.Code)
	}
}
