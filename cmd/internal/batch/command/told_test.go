package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/say"

	"github.com/nats-io/nats-server/v2/server"
)

// TestCallsChecked: a program for the dead that is not there, or may not be run, is refused before
// anything is done; one that fails or hangs is told once, and takes along what it has started.
func TestCallsChecked(t *testing.T) {
	f := small(t, "好")
	f.write("plain.sh", "#!/bin/sh\n")
	for _, program := range []string{"./nowhere.sh", "./plain.sh"} {
		for _, args := range [][]string{{"run", f.list, "--on-dead", program}, {"run", f.list, "--on-late", program}, {"hub", "--listen", "127.0.0.1:0", "--on-dead", program}, {"hub", "--listen", "127.0.0.1:0", "--on-late", program}} {
			if out, status := f.within(20*time.Second, append(args, "--store", "store")...); status != exitTrouble || !strings.Contains(out, args[len(args)-2]+": "+program+" cannot be called") {
				t.Errorf("%v: %d %s", args, status, out)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(f.dir, "store")); err == nil {
		t.Error("a run that is refused makes a store")
	}
	f.write("fail.sh", "#!/bin/sh\nexit 3\n")
	f.write("hang.sh", "#!/bin/sh\nsleep 60 &\necho $! > started\nwait\n")
	for _, name := range []string{"fail.sh", "hang.sh"} {
		os.Chmod(filepath.Join(f.dir, name), 0o777)
	}
	f.write("night.jsonl", `{"id": "a", "kind": "check", "dir": "nowhere"}
{"id": "b", "kind": "check", "dir": "nowhere either"}
`)
	out, status := f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./fail.sh")
	if status != exitFindings || strings.Count(out, "./fail.sh was called and failed: exit status 3") != 1 {
		t.Errorf("a call that fails: %d %s", status, out)
	}
	out, status = f.said("run", f.list, "--store", "another", "--work-dir", "work", "--on-dead", "./hang.sh", "--call-limit", "300ms", "--progress", "json")
	if status != exitFindings || !strings.Contains(out, `"event":"call","why":"./hang.sh was called and failed: it took longer than 300ms"`) {
		t.Errorf("a call that hangs: %d %s", status, out)
	}
	data, _ := os.ReadFile(filepath.Join(f.dir, "started"))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	if !gone(pid) {
		t.Errorf("%d, which was started by a call, lives on", pid)
	}
}

// gone waits until a process is no more, or nobody's yet to be buried.
func gone(pid int) bool {
	for range 100 {
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return pid > 0
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

// TestProgressJSON: with --progress json all that is said while a list is run is a line of JSON.
func TestProgressJSON(t *testing.T) {
	f := small(t, "好", poison)
	f.write("night.jsonl", `{"id": "a", "kind": "check", "dir": "nowhere"}
{"id": "b", "kind": "build", "dir": "p0", "to": ["pdf"]}
`)
	c := f.command("run", f.list, "--store", "store", "--work-dir", "work", "--progress", "json")
	var said strings.Builder
	c.Stderr = &said
	c.Run()
	kinds := map[string]bool{}
	for line := range strings.Lines(said.String()) {
		var e event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		kinds[e.Event] = true
		if (e.Event == "job") != (e.Why == "") {
			t.Errorf("%q", line)
		}
	}
	if !kinds["job"] || !kinds["finding"] {
		t.Errorf("%s", said.String())
	}
	var b strings.Builder
	w := testWorld(&b, &b)
	w.say = say.For(w.env)
	w.newBar(&runFlags{progress: "json"}).waits()("the disk is full")
	if b.String() != `{"event":"waiting","why":"the disk is full","done":0,"total":0}`+"\n" {
		t.Errorf("what is waited for: %s", b.String())
	}
	b.Reset()
	now := time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC)
	w.now = func() time.Time { return now }
	waits := w.newBar(&runFlags{progress: "json"}).waits()
	for _, why := range []string{"a", "b", "b", "b", "a"} {
		waits(why)
		now = now.Add(4 * time.Second)
	}
	if n, all := strings.Count(b.String(), "\n"), b.String(); n != 3 || !strings.Contains(all, `"why":"b"`) {
		t.Errorf("what is waited for changes: %s", all)
	}
}

// TestNoJetStream: a NATS without JetStream is told as what it is.
func TestNoJetStream(t *testing.T) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	defer s.Shutdown()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("no server")
	}
	f := small(t, "好")
	if _, status := f.run(); status != exitFine {
		t.Fatal(status)
	}
	for _, args := range [][]string{{"run", f.list}, {"work", "--work-dir", "work"}, {"hub", "--http", ""}} {
		if out, status := f.within(20*time.Second, append(args, "--store", "store", "--hub", s.ClientURL())...); status != exitTrouble || !strings.Contains(out, "this NATS has no JetStream: start it with -js") || strings.Contains(out, "the hub is gone") {
			t.Errorf("%v: %d %s", args, status, out)
		}
	}
}

// TestRoles: who may give, or only watch, does not work; a hub says what its tokens lack.
func TestRoles(t *testing.T) {
	f := small(t, "好")
	f.write("give", "give:give-0123456789abcdef\n")
	f.write("watch", "watch:watch-0123456789abcdef\n")
	f.write("said", "work:give-0123456789abcdef\n") // and the hub knows it as one that gives
	at := freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "", "--token-file", "give")
	defer kill(hub)
	waitUp(t, at)
	f.await("hub.log", "give has no token of the role work")
	for token, want := range map[string]string{"give": "give has no token of the role work", "watch": "watch has no token of the role work", "said": "the hub does not let this token do jobs"} {
		if out, status := f.within(20*time.Second, "work", "--hub", "nats://"+at, "--store", "store", "--work-dir", "work", "--token-file", token); status != exitTrouble || !strings.Contains(out, want) {
			t.Errorf("work as %s: %d %s", token, status, out)
		}
	}
	if log, _ := os.ReadFile(filepath.Join(f.dir, "hub.log")); strings.Contains(string(log), "of the role give") {
		t.Errorf("a token that may give is missed: %s", log)
	}
}

// within is said of a command that may not end: then its time does.
func (f *farm) within(limit time.Duration, args ...string) (out string, status int) {
	f.t.Helper()
	c := f.command(args...)
	late := time.AfterFunc(limit, func() { c.Process.Kill() })
	defer late.Stop()
	data, _ := c.CombinedOutput()
	return string(data), c.ProcessState.ExitCode()
}
