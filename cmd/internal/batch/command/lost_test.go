package command

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// TestAnotherStore: workers and runs that name another store than the hub's are refused.
func TestAnotherStore(t *testing.T) {
	f := small(t, "好")
	at := freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "")
	defer kill(hub)
	waitUp(t, at)
	for _, args := range [][]string{{"run", f.list}, {"work", "--work-dir", "work"}} { // a run makes it, a worker finds it
		out, status := f.within(20*time.Second, append(args, "--hub", "nats://"+at, "--store", "other")...)
		if status != exitTrouble || !strings.Contains(out, "/other (") || !strings.Contains(out, "and the hub's jobs are in "+f.dir+"/store (") {
			t.Errorf("%v: %d %s", args, status, out)
		}
	}
}

// TestLostHub: a run whose hub is gone says so, and ends well when the store has all that it waits for.
func TestLostHub(t *testing.T) {
	f := small(t, "好", "不坏")
	at := freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "")
	defer kill(hub)
	waitUp(t, at)
	run := f.command("run", f.list, "--hub", "nats://"+at, "--store", "store")
	var said strings.Builder
	run.Stderr = &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(60*time.Second, func() { run.Process.Kill() })
	defer late.Stop()
	f.await("hub.log", `"msg":"list"`)
	kill(hub)
	time.Sleep(lostFor) // it says so after that
	if _, status := f.run(); status != exitFine {
		t.Errorf("another run: %d", status)
	}
	run.Wait()
	if status := run.ProcessState.ExitCode(); status != exitFine || !strings.Contains(said.String(), "the hub at nats://"+at+" is gone") || strings.Contains(said.String(), "no worker") {
		t.Errorf("a run whose hub is gone: %d %s", status, said.String())
	}
}

// TestKeysLost: a service that does not know the keys while a list is run, as one that is started anew
// with other users, is waited for, and that is told; no job is said to be gone. At the begin it is told
// by name.
func TestKeysLost(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	back := s3mem.New()
	if err := back.CreateBucket("bkt"); err != nil {
		t.Fatal(err)
	}
	var away, once atomic.Bool
	inner := gofakes3.New(back).Server()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/done/") && !once.Swap(true) {
			away.Store(true)
			time.AfterFunc(5*time.Second, func() { away.Store(false) })
		}
		if !away.Load() {
			inner.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(http.StatusNotFound)
		if r.Method != http.MethodHead {
			w.Write([]byte("<Error><Code>XAdminUserNotFound</Code><Message>no such user</Message></Error>"))
		}
	}))
	defer srv.Close()
	f := small(t, "好", "不坏", "也好")
	at := "s3://bkt/farm?region=us-east-1&endpoint=" + srv.URL
	out, status := f.said("run", f.list, "--store", at, "--work-dir", "work", "--log", "log")
	if status != exitFine || !strings.Contains(out, "the store refuses these keys (XAdminUserNotFound)") || !strings.Contains(out, "3 done") {
		t.Errorf("%d %s", status, out)
	}
	log, _ := os.ReadFile(filepath.Join(f.dir, "log"))
	for _, untrue := range []string{"is not in the store", "cannot be settled", "does not exist", "gone from the store"} {
		if strings.Contains(out+string(log), untrue) {
			t.Errorf("it is said that something %s: %s %s", untrue, out, log)
		}
	}
	away.Store(true)
	for _, args := range [][]string{{"run", f.list}, {"status"}, {"get", "--all", "-o", "out"}, {"verify"}, {"gc", "--keep", "3"}, {"report"}, {"work", "--hub", "nats://127.0.0.1:1"}} {
		if out, status := f.said(append(args, "--store", at)...); status != exitTrouble || !strings.Contains(out, "the store refuses these keys (XAdminUserNotFound)") || strings.Contains(out, "not found") {
			t.Errorf("%v: %d %s", args, status, out)
		}
	}
}
