package desk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banxin/cmd/need"
)

// TestAway: while people type and compose, the server ends and another begins, which has the journal, or
// put it aside, and knows none of their versions then. Nothing that is typed while windows find their way back is lost or
// doubled, but where two have changed the same words and people are shown both, and nothing is drawn anew while an input method composes.
func TestAway(t *testing.T) {
	node := need.Tool(t, "node")
	m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n\n戊己庚辛\n\n壬癸\n")}}
	var now *Server
	var one sync.RWMutex // nobody is served while the servers are exchanged: who has ended writes no more
	begin := func() {
		s, err := New(Options{Paper: m, Now: time.Now, Random: rand.Reader})
		if err != nil {
			t.Error(err)
		}
		now = s
	}
	begin()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/again" {
			one.Lock()
			defer one.Unlock()
			if r.FormValue("journal") == "" {
				if now.Close(); !now.unsaved() {
					m.Turn()
				}
			}
			begin()
			return
		}
		one.RLock()
		defer one.RUnlock()
		now.ServeHTTP(w, r)
	}))
	defer server.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for ; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
			one.Lock()
			now.Tick()
			one.Unlock()
		}
	}()
	seeds := need.Seeds(3, 30)
	c := exec.Command(node, "testdata/away.mjs", filepath.Join(need.Root(t), "assets/desk"), server.URL, story, strconv.FormatInt(seeds, 10))
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Wrong, Typed, Both []string }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, w := range got.Wrong {
		t.Error(w)
	}
	one.Lock()
	defer one.Unlock()
	now.Close()
	text := string(m.files[story])
	for _, char := range got.Typed {
		met := slices.ContainsFunc(got.Both, func(s string) bool { return strings.Contains(s, char) })
		if n := strings.Count(text, char); n < 1 || n > 1 && !met {
			t.Errorf("%s stands %d times in the file", char, n)
		}
	}
	if len(got.Typed) < 24*int(seeds) {
		t.Errorf("only %d were typed", len(got.Typed))
	}
}
