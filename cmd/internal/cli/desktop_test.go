package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestDesktop: a double click shows the live proof and the guide until it is stopped, of the
// folder that was dropped or the paper that is found; another one takes another port.
func TestDesktop(t *testing.T) {
	paper := t.TempDir()
	if err := os.CopyFS(paper, os.DirFS("testdata/paper")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var said bytes.Buffer
		seen := make(chan string, 2)
		w := world{in: strings.NewReader(""), out: io.Discard, err: &said, clicked: true, asks: true, now: time.Now,
			env:    func(k string) string { return map[string]string{"BANXIN_LANG": "zh"}[k] },
			browse: func(address string) error { seen <- address; return nil }}
		ended := make(chan int, 1)
		go func() { ended <- run(ctx, []string{paper}, w) }()
		for _, want := range []string{"<title>", "版心手册"} {
			var address string
			select {
			case address = <-seen:
			case status := <-ended:
				t.Fatalf("it ends with %d: %s", status, said.String())
			}
			r, _ := http.NewRequest("GET", address, nil)
			r.Header.Set("Accept-Language", "zh")
			a, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(a.Body)
			a.Body.Close()
			if a.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
				t.Errorf("%s: %s, without %s", address, a.Status, want)
			}
		}
		if len(seen) > 0 {
			t.Error("more is opened than the proof and the guide")
		}
		defer func() {
			stop()
			if status := <-ended; status != exitFine {
				t.Errorf("stopped, it ends with %d", status)
			}
			for _, want := range []string{"浏览器", paper, "Ctrl-C"} {
				if !strings.Contains(said.String(), want) {
					t.Errorf("it does not say %s: %s", want, said.String())
				}
			}
		}()
	}
}

// TestDesktopFails: what is dropped and no paper is told.
func TestDesktopFails(t *testing.T) {
	var said bytes.Buffer
	w := world{in: strings.NewReader("\n"), out: &said, err: &said, clicked: true, env: func(string) string { return "" }, now: time.Now}
	if status := run(t.Context(), []string{t.TempDir()}, w); status != exitTrouble || !strings.Contains(said.String(), "drop a folder") {
		t.Errorf("status %d: %s", status, said.String())
	}
}

// TestPaperHere: the folder's own paper comes first, then the one that was changed last beside.
func TestPaperHere(t *testing.T) {
	dir := t.TempDir()
	hour := func(name string, h int) {
		file := filepath.Join(dir, name, "paper.yaml")
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 10, 20, h, 0, 0, 0, time.UTC)
		if err := os.WriteFile(file, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(folders []string, want string) {
		t.Helper()
		if got := paperHere(folders); got != want {
			t.Errorf("%v: %q, want %q", folders, got, want)
		}
	}
	a, b := filepath.Join(dir, "程序 [1]"), filepath.Join(dir, "here")
	holds([]string{a, b}, "")
	hour("程序 [1]/青藤", 8)
	hour("程序 [1]/样报", 7)
	holds([]string{b, a}, filepath.Join(a, "青藤"))
	hour("程序 [1]/样报", 9)
	holds([]string{b, a}, filepath.Join(a, "样报"))
	hour("here", 1)
	holds([]string{a, b}, b)
}

// TestWhileUsed: a server that nobody asks ends, one that answers does not.
func TestWhileUsed(t *testing.T) {
	held := make(chan struct{})
	ctx, h, stop := whileUsed(t.Context(), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-held }), 50*time.Millisecond)
	defer stop()
	done := make(chan struct{})
	go func() {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
		close(done)
	}()
	time.Sleep(200 * time.Millisecond)
	if ctx.Err() != nil {
		t.Error("it ends while somebody reads")
	}
	close(held)
	<-done
	select {
	case <-ctx.Done():
	case <-time.After(5 * time.Second):
		t.Error("it does not end")
	}
}

// TestClicked: a test has no terminal, but somebody reads what it says; arguments are commands.
func TestClicked(t *testing.T) {
	t.Setenv("DISPLAY", ":0")
	in, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	r, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer pipe.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "help"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, out := range []any{pipe, file, &bytes.Buffer{}} {
		if clicked(nil, in, out, null) || clicked(nil, in, null, out) {
			t.Errorf("%T is read: the help is wanted", out)
		}
	}
	if clicked([]string{"check"}, in, null, null) {
		t.Error("a command was given")
	}
	if want := runtime.GOOS != "windows"; clicked(nil, in, null, null) != want {
		t.Errorf("nobody reads: clicked is %v", !want)
	}
}
