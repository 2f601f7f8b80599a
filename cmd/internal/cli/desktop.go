package cli

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"banxin/cmd/internal/words"
	"banxin/editions"
)

// desktop is what a double click does, or a folder dropped upon the program: the live proof of
// the paper that is there and the guide are shown in the browser until the window is closed.
func (w *world) desktop(ctx context.Context, dropped []string) error {
	o := &serveOptions{open: true, desktop: true}
	if len(dropped) > 0 {
		o.paper.dir = dropped[0]
		if !inPaper(dropped[0]) {
			return words.Fault("no-paper-in-dropped", dropped[0])
		}
	} else {
		o.paper.dir = paperHere(homes())
	}
	fmt.Fprintln(w.err, w.say.T("desktop-opens"))
	if o.paper.dir == "" {
		fmt.Fprintln(w.err, w.say.T("desktop-sample"))
	} else {
		fmt.Fprintln(w.err, w.say.T("desktop-paper", o.paper.dir))
	}
	fmt.Fprintln(w.err, w.say.T("desktop-stop"))
	return o.live(ctx, w)
}

// homes are the folders where a paper is looked for: the program's, since a desktop may begin
// it anywhere, and the working folder.
func homes() (out []string) {
	if exe, err := os.Executable(); err == nil {
		out = append(out, filepath.Dir(exe))
	}
	return append(out, ".")
}

// paperHere is the first paper that one of the folders is in, else that stands in one of them,
// of several the one changed last. It is empty where there is none.
func paperHere(folders []string) string {
	for _, dir := range folders {
		if inPaper(dir) {
			p, _ := paperOf(dir)
			return p
		}
	}
	for _, dir := range folders {
		var latest string
		var at time.Time
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			own := filepath.Join(dir, e.Name())
			file := filepath.Join(own, editions.Called(os.DirFS(own), "paper.yaml"))
			if st, err := os.Stat(file); err == nil && st.Mode().IsRegular() && st.ModTime().After(at) {
				latest, at = filepath.Dir(file), st.ModTime()
			}
		}
		if latest != "" {
			return latest
		}
	}
	return ""
}

// wait holds the window until Return is pressed: it vanishes with the program.
func (w *world) wait() {
	fmt.Fprintln(w.err, w.say.T("press-return"))
	_, _ = bufio.NewReader(w.in).ReadString('\n')
}

// forgotten is how long a server that has no window to close stays without a reader.
const forgotten = 30 * time.Minute

// whileUsed is a context that ends when nothing has been asked of a handler for a time. The
// live proof asks as long as it is shown.
func whileUsed(ctx context.Context, h http.Handler, unused time.Duration) (context.Context, http.Handler, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	var mu sync.Mutex
	open, left := 0, time.AfterFunc(unused, stop)
	count := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		if open += n; open == 0 {
			left.Reset(unused)
		} else {
			left.Stop()
		}
	}
	return ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count(1)
		defer count(-1)
		h.ServeHTTP(w, r)
	}), stop
}
