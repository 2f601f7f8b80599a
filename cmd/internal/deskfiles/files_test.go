package deskfiles

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
	texts "banxin/editions/desk"
	"banxin/output/desk"
)

// serveAt names the folder that the test's own program serves, to be killed.
const serveAt = "DESKFILES_SERVE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveAt); dir != "" {
		if err := serveFolder(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func serveFolder(dir string) error {
	f, err := Open(dir, func(...string) {})
	if err != nil {
		return err
	}
	s, err := desk.New(desk.Options{Paper: f, Now: time.Now, Random: rand.Reader, Log: func(what string) { fmt.Fprintln(os.Stderr, what) }})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			s.Tick()
		}
	}()
	return http.Serve(l, s)
}

// server is such a program, and a browser at it.
type server struct {
	t     *testing.T
	c     *exec.Cmd
	root  string
	http  *http.Client
	token string
}

func start(t *testing.T, dir string) *server {
	t.Helper()
	s := &server{t: t, c: exec.Command(os.Args[0])}
	s.c.Env = append(os.Environ(), serveAt+"="+dir)
	s.c.Stderr = os.Stderr
	out, err := s.c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.c.Start(); err != nil {
		t.Fatal(err)
	}
	var at [64]byte
	n, err := out.Read(at[:])
	if err != nil {
		t.Fatal(err, s.c.Wait())
	}
	jar, _ := cookiejar.New(nil)
	s.root, s.http = "http://"+strings.TrimSpace(string(at[:n])), &http.Client{Jar: jar, Timeout: 20 * time.Second}
	var me struct{ Token string }
	if s.ask("GET", "/desk/me", nil, &me) != 200 {
		t.Fatal("the desk does not answer")
	}
	s.token = me.Token
	return s
}

// ask returns the status of an answer, 0 where there is none.
func (s *server) ask(method, path string, in, out any) int {
	data, _ := json.Marshal(in)
	r, _ := http.NewRequest(method, s.root+path, bytes.NewReader(data))
	r.Header.Set("X-Desk-Token", s.token)
	a, err := s.http.Do(r)
	if err != nil {
		return 0
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		return 0
	}
	if out != nil && a.StatusCode == 200 {
		if err := json.Unmarshal(body, out); err != nil {
			s.t.Fatal(err)
		}
	}
	return a.StatusCode
}

const story = "stories/101.md"

// document is a story as the desk hands it out.
type document struct {
	ID      string
	Version int
	Text    string
}

// write puts words at a place of the story, and tells whether that was acknowledged.
func (s *server) write(r *mathrand.Rand, words string) bool {
	var d document
	if s.ask("GET", "/desk/doc?file="+story, nil, &d) != 200 {
		return false
	}
	t, _ := texts.TextOf([]byte(d.Text))
	at := r.Intn(len(t) + 1)
	for at > 0 && strings.LastIndex(t[:at].String(), "〔") > strings.LastIndex(t[:at].String(), "〕") {
		at--
	}
	return s.ask("POST", "/desk/doc", map[string]any{"file": story, "id": d.ID, "version": d.Version,
		"updates": []texts.Update{{Client: "browser", Changes: texts.Replace(t, at, at, words)}}}, nil) == 200
}

// added is what edits put in.
var added = regexp.MustCompile("〔[^〕]*〕")

// TestKilled: the desk is killed at any moment, also while it saves; the file is never half of
// one, and after the next start it has all that was acknowledged, once, and what another program
// wrote meanwhile.
func TestKilled(t *testing.T) {
	times := int64(5)
	if need.Long() && !need.Bounded() {
		times = 50
	}
	dir := t.TempDir()
	name := filepath.Join(dir, filepath.FromSlash(story))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	const original = "---\r\n标题: 甲\r\n---\r\n\r\n正文。\r\n"
	if err := os.WriteFile(name, []byte(original), 0o640); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for seed := range times {
		r := mathrand.New(mathrand.NewSource(seed))
		typing := mathrand.New(mathrand.NewSource(-seed))
		s := start(t, dir)
		ended := make(chan []string)
		go func() {
			var acknowledged []string
			for k := 0; ; k++ {
				token := fmt.Sprintf("〔%d甲%d〕", seed, k)
				if !s.write(typing, token) {
					ended <- acknowledged
					return
				}
				acknowledged = append(acknowledged, token)
				time.Sleep(time.Duration(typing.Intn(20)) * time.Millisecond)
			}
		}()
		time.Sleep(time.Duration(50+r.Intn(900)) * time.Millisecond)
		if err := s.c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		s.c.Wait()
		kept = append(kept, <-ended...)
		data, err := os.ReadFile(name)
		if err != nil || added.ReplaceAllString(string(data), "") != original {
			t.Fatalf("seed %d: the file is half of one: %q, %v", seed, data, err)
		}
		if r.Intn(2) == 0 { // another program, while nobody serves
			token := fmt.Sprintf("〔%d外〕", seed)
			kept = append(kept, token)
			if err := os.WriteFile(name, append(data, token...), 0o640); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(kept) < int(times) {
		t.Fatalf("only %d edits were acknowledged", len(kept))
	}
	s := start(t, dir)
	var d document
	s.ask("GET", "/desk/doc?file="+story, nil, &d)
	s.c.Process.Kill()
	s.c.Wait()
	data, _ := os.ReadFile(name)
	if got := strings.ReplaceAll(string(data), "\r\n", "\n"); got != d.Text || strings.Count(string(data), "\n") != strings.Count(string(data), "\r\n") {
		t.Errorf("the file is\n%s\nand the document\n%s", got, d.Text)
	}
	for _, token := range kept {
		if n := strings.Count(string(data), token); n != 1 {
			t.Errorf("%s stands %d times in the file", token, n)
		}
	}
	if st, err := os.Stat(name); err != nil || st.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode is %v, %v", st.Mode(), err)
	}
}

// TestReplace: a file is replaced only where it is what it was taken for, links are followed
// within the paper alone, and what was written into a replaced file later is kept.
func TestReplace(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	f, err := Open(dir, func(...string) {})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := Open(dir, nil); !errors.Is(err, ErrHeld) {
		t.Errorf("opened twice: %v", err)
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	was := func(name string) string { data, _ := os.ReadFile(at(name)); return texts.Sum(data) }
	want := func(name, text string) {
		t.Helper()
		if data, err := os.ReadFile(at(name)); string(data) != text || (err != nil) != (text == "") {
			t.Errorf("%s is %q, not %q: %v", name, data, text, err)
		}
	}
	try := func(name, data, sum string, ok bool) {
		t.Helper()
		b := []byte(data)
		if data == "" {
			b = nil
		}
		if err := f.Replace(name, b, sum); (err == nil) != ok || !ok && !errors.Is(err, desk.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	try("a.md", "一", "", true)
	try("a.md", "二", "", false)
	try("a.md", "二", "x", false)
	want("a.md", "一")
	open, err := os.OpenFile(at("a.md"), os.O_WRONLY, 0) // another program has it open
	if err != nil {
		t.Fatal(err)
	}
	try("a.md", "二", was("a.md"), true)
	want("a.md", "二")
	open.WriteString("晚来的")
	open.Close()
	f.Stamp("a.md")
	if kept, _ := filepath.Glob(at(".banxin/kept-*")); len(kept) != 1 {
		t.Errorf("what came late is not kept: %v", kept)
	}
	try("a.md", "", was("a.md"), true)
	want("a.md", "")
	os.WriteFile(at("real.md"), []byte("链"), 0o666)
	os.WriteFile(filepath.Join(other, "out.md"), []byte("外"), 0o666)
	if os.Symlink("real.md", at("link.md")) != nil {
		return // no links here
	}
	try("link.md", "新", was("link.md"), true)
	want("real.md", "新")
	if st, err := os.Lstat(at("link.md")); err != nil || st.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is one no more")
	}
	os.Symlink(filepath.Join(other, "out.md"), at("out.md"))
	if _, err := f.Read("out.md"); err == nil {
		t.Error("a file outside of the paper is read")
	}
	if err := f.Replace("out.md", []byte("x"), texts.Sum([]byte("外"))); err == nil {
		t.Error("a file outside of the paper is written")
	}
}

// TestLeftovers: however fast a file is saved again, what it replaced is gone once its time is
// over, but for what another program wrote into it; and what a process that was killed left goes at
// the next start, unless the journal does not know it.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	f, err := Open(dir, func(...string) {})
	if err != nil {
		t.Fatal(err)
	}
	list := func(pattern string) []string { l, _ := filepath.Glob(filepath.Join(dir, Folder, pattern)); return l }
	was := ""
	var open *os.File
	for k := range 8 {
		text := []byte(fmt.Sprint("第", k))
		if err := f.Replace("a.md", text, was); err != nil {
			t.Fatal(err)
		}
		was = texts.Sum(text)
		if k == 2 {
			if open, err = os.OpenFile(filepath.Join(dir, "a.md"), os.O_WRONLY, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	open.WriteString("晚来的")
	open.Close()
	f.Stamp("a.md")
	if got := list("kept-*"); len(got) != 1 {
		t.Errorf("kept are %v", got)
	}
	for i := range f.old {
		f.old[i].at = f.old[i].at.Add(-late)
	}
	f.Stamp("a.md")
	if got := append(list("new-*"), list("gone-*")...); len(got) > 0 {
		t.Errorf("left are %v", got)
	}
	if err := f.Note(texts.Record{Kind: texts.Saving, File: "a.md", Sum: texts.Sum([]byte("知"))}.Line()); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"new-1-1": "知", "gone-1-2": "知", "new-1-3-old": "知", "new-1-4": "别人的", "new-notes": "知"} {
		os.WriteFile(filepath.Join(dir, Folder, name), []byte(text), 0o666)
	}
	if f, err = Open(dir, func(...string) {}); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := append(list("new-*"), list("gone-*")...); len(got) != 1 || filepath.Base(got[0]) != "new-notes" {
		t.Errorf("left after the start are %v", got)
	}
	if got := list("kept-*"); len(got) != 2 {
		t.Errorf("kept after the start are %v", got)
	}
}
