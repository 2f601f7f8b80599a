package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// serving runs banxin serve until the test's end and returns its address; stop ends it
// and gives the exit status and what was logged.
func serving(t *testing.T, args ...string) (address string, stop func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var log bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		w := world{in: strings.NewReader(""), out: in, err: &log, env: func(string) string { return "" }, now: time.Now}
		ended <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), w)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it does not say where it is: status %d, %s", <-ended, &log)
	}
	return strings.TrimSpace(line), func() (int, string) {
		cancel()
		return <-ended, log.String()
	}
}

// get returns the status and the body of an answer.
func get(t *testing.T, address, user, password string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		r.SetBasicAuth(user, password)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(body)
}

func builtLibrary(t *testing.T) string {
	t.Helper()
	lib := t.TempDir()
	var log bytes.Buffer
	w := world{in: strings.NewReader(""), out: io.Discard, err: &log, env: func(string) string { return "" }, now: time.Now}
	if status := run(t.Context(), []string{"build", "testdata/paper", "-q", "--to", "epub,pdf", "-o", lib}, w); status != exitFine {
		t.Fatalf("status %d, %s", status, &log)
	}
	return lib
}

func TestServe(t *testing.T) {
	root, stop := serving(t, "--library", builtLibrary(t), "--title", "试报文库")
	if status, body := get(t, root, "", ""); status != 200 || !strings.Contains(body, "试报文库") {
		t.Errorf("%s: %d %.200s", root, status, body)
	}
	book := strings.Replace(root, "opds/root.xml", "shibao-20261020.epub", 1)
	if status, body := get(t, book, "", ""); status != 200 || !strings.HasPrefix(body, "PK") {
		t.Errorf("%s: %d", book, status)
	}
	if status, _ := get(t, strings.Replace(root, "opds/root.xml", "..%2f..%2fetc/passwd", 1), "", ""); status == 200 {
		t.Error("it leaves the library")
	}
	if status, log := stop(); status != exitFine || !strings.Contains(log, `"GET /opds/root.xml HTTP/1.1" 200`) {
		t.Errorf("status %d, log %s", status, log)
	}
}

func TestServeAccounts(t *testing.T) {
	hash, err := bcrypt.GenerateFromPassword([]byte("geheim"), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	accounts := filepath.Join(t.TempDir(), "accounts")
	if err := os.WriteFile(accounts, []byte("reader:"+string(hash)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, stop := serving(t, "--library", builtLibrary(t), "--accounts", accounts, "-q")
	book := strings.Replace(root, "opds/root.xml", "shibao-20261020.epub", 1)
	for _, c := range []struct {
		address, user, password string
		want                    int
	}{{root, "", "", 200}, {book, "", "", 401}, {book, "reader", "wrong", 401}, {book, "reader", "geheim", 200}} {
		if status, _ := get(t, c.address, c.user, c.password); status != c.want {
			t.Errorf("%s as %q: %d, want %d", c.address, c.user, status, c.want)
		}
	}
	// another reader is let in while the server runs, and a broken file changes nothing
	if err := os.WriteFile(accounts, []byte("reader:"+string(hash)+"\nsecond:"+string(hash)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, book, "second", "geheim"); status != 200 {
		t.Errorf("a new reader: %d", status)
	}
	if err := os.WriteFile(accounts, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, book, "second", "geheim"); status != 200 {
		t.Errorf("a reader while the file is broken: %d", status)
	}
	if status, log := stop(); status != exitFine || log != "" {
		t.Errorf("status %d, log %s", status, log)
	}
}

// What is for a library is not taken in silence where a paper is served.
func TestServeRefusesFlagsOfLibraries(t *testing.T) {
	for _, flags := range [][]string{{"--title", "x"}, {"--private"}, {"--rate", "5"}, {"--base", "https://example.org/"}} {
		var log bytes.Buffer
		w := world{in: strings.NewReader(""), out: io.Discard, err: &log, env: func(string) string { return "" }, now: time.Now}
		if status := run(t.Context(), append([]string{"serve", "testdata/paper", "--listen", "127.0.0.1:0"}, flags...), w); status != exitTrouble || !strings.Contains(log.String(), "--library") {
			t.Errorf("%v: status %d, %s", flags, status, &log)
		}
	}
}

// An address that all readers will see has no password in it.
func TestBaseHasNoPassword(t *testing.T) {
	for _, args := range [][]string{{"site", "testdata"}, {"opds", "testdata"}, {"serve", "--library", "testdata"}} {
		var log bytes.Buffer
		w := world{in: strings.NewReader(""), out: io.Discard, err: &log, env: func(string) string { return "" }, now: time.Now}
		if status := run(t.Context(), append(args, "--base", "https://news:word@paper.example/"), w); status != exitTrouble || !strings.Contains(log.String(), "is no web address") {
			t.Errorf("%v: status %d, %s", args, status, &log)
		}
	}
}

// An address has one form, whatever it is written like, or is none.
func TestWebFolder(t *testing.T) {
	for address, want := range map[string]string{
		"": "", "https://a.example": "https://a.example/", "https://a.example/e": "https://a.example/e/", "http://a.example:80/e/": "http://a.example:80/e/",
		"https://a.example/报 纸": "https://a.example/%E6%8A%A5%20%E7%BA%B8/", "https://a.example/a%20b/": "https://a.example/a%20b/",
		`https://a.example/a"<b>`: "https://a.example/a%22%3Cb%3E/",
	} {
		if got, err := webFolder("--base", address); err != nil || got != want {
			t.Errorf("%s: %s, %v", address, got, err)
		}
	}
	for _, address := range []string{"a.example", "//a.example/", "ftp://a.example/", "https://", "https://a.example/?x", "https://a.example/?", "https://a.example/#x", "https://u@a.example/", "https://a.example/a/../b", "https://a.example/./"} {
		if got, err := webFolder("--base", address); err == nil {
			t.Errorf("%s: %s", address, got)
		}
	}
}

// A client that takes nothing is left, one that takes a little at a time is served whole.
func TestPatient(t *testing.T) {
	piece := bytes.Repeat([]byte("x"), 32<<10)
	ended := make(chan error, 2)
	s := httptest.NewServer(patient(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var err error
		for i := 0; i < 1000 && err == nil; i++ { // more than the system keeps for a connection
			_, err = w.Write(piece)
		}
		ended <- err
	}), 300*time.Millisecond))
	defer s.Close()
	a, err := http.Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("nothing is taken, and it ends with %v", err)
	}
	b, err := http.Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Body.Close()
	for range 8 { // in all longer than the wait
		time.Sleep(50 * time.Millisecond)
		if _, err := io.CopyN(io.Discard, b.Body, 2<<20); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := io.Copy(io.Discard, b.Body); err != nil || n != 1000*32<<10-16<<20 {
		t.Errorf("%d bytes more, %v", n, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
