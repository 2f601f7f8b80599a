package command

import (
	"strings"
	"testing"
	"time"
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
