package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUnread: a job whose files are not there is dead, with why and what helps, wherever the dead are
// named; what comes after it is told, and given again with the files it is done.
func TestUnread(t *testing.T) {
	f := small(t, "好")
	f.write("call.sh", "#!/bin/sh\necho \"$1 $3\" >> called\n")
	os.Chmod(filepath.Join(f.dir, "call.sh"), 0o777)
	f.write("night.jsonl", `{"id": "a", "kind": "check", "dir": "nowhere"}
{"id": "b", "kind": "opds", "after": ["a"]}
`)
	out, status := f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh")
	if status != exitFindings || !strings.Contains(out, "2 jobs, 0 done, 0 left, 1 dead, 1 blocked") || !strings.Contains(out, f.list+":1:30: job a cannot be done: nowhere: not found [SRC-FILE]") {
		t.Errorf("run: %d %s", status, out)
	}
	if called, _ := os.ReadFile(filepath.Join(f.dir, "called")); string(called) != "dead a\n" {
		t.Errorf("--on-dead: %q", called)
	}
	s := f.status()
	if len(s.DeadJobs) != 2 || s.DeadJobs[0].ID != "a" || !strings.Contains(s.DeadJobs[0].Tries[0].Why, "nowhere: not found") || s.DeadJobs[0].Remedy.ID == "" || s.DeadJobs[1].State != "blocked" {
		t.Errorf("status: %+v", s)
	}
	if out, status := f.said("report", "--store", "store"); status != exitFindings || !strings.Contains(out, "dead: a (nowhere): its files cannot be read: nowhere: not found") || !strings.Contains(out, "put the files there") {
		t.Errorf("report: %d %s", status, out)
	}
	if out, status := f.said("report", "--store", "store", "--format", "html"); status != exitFindings || !strings.Contains(out, "put the files there") {
		t.Errorf("report as a page: %d %s", status, out)
	}
	if out, status := f.said("get", "--all", "--store", "store", "-o", "out"); status != exitFindings || !strings.Contains(out, "a is not done") {
		t.Errorf("get: %d %s", status, out)
	}
	if out, status := f.said("retry-dead", "--store", "store"); status != exitFindings || !strings.Contains(out, "a could not be read") {
		t.Errorf("retry-dead: %d %s", status, out)
	}
	if err := os.Rename(filepath.Join(f.dir, "p0"), filepath.Join(f.dir, "nowhere")); err != nil {
		t.Fatal(err)
	}
	f.write("night.jsonl", `{"id": "a", "kind": "check", "dir": "nowhere"}
{"id": "b", "kind": "check", "dir": "nowhere", "edition": "1999-01-01"}
{"id": "c", "kind": "build", "dir": "nowhere", "to": ["png"], "options": {"ppi": "many"}}
`)
	if _, status := f.run(); status != exitFindings {
		t.Errorf("run again: %d", status)
	}
	s = f.status()
	if s.Done != 1 || len(s.DeadJobs) != 2 || !strings.Contains(s.DeadJobs[0].Tries[0].Why, "there is no edition 1999-01-01 in nowhere") {
		t.Errorf("of an edition that is not there: %+v", s)
	}
	if c := s.DeadJobs[1]; len(c.Tries) != 1 || !strings.Contains(c.Tries[0].Why, "ppi") {
		t.Errorf("what no try helps is tried %d times: %+v", len(c.Tries), c.Tries)
	}
}

// TestUnmade: a title of which nothing could be made is not whole: who runs, looks and fetches is told.
func TestUnmade(t *testing.T) {
	f := small(t, "好", "不好")
	f.paper("p1", 1, map[string]string{"edition.yaml": ""})
	f.write("night.jsonl", `{"id": "a", "kind": "build", "dir": "p0", "to": ["pdf"]}
{"id": "b", "kind": "build", "dir": "p1", "to": ["pdf", "epub"]}
`)
	out, status := f.run()
	if said, _ := f.said("status", "--store", "store"); status != exitFindings || !strings.Contains(said, "1 of 1, 2 outputs not made (epub, pdf); 0 pages") {
		t.Errorf("run: %d %s; status says %s", status, out, said)
	}
	if _, status := f.do("status", "--store", "store"); status != exitFindings {
		t.Errorf("status: %d", status)
	}
	if out, status := f.said("get", "--all", "--store", "store", "-o", "got"); status != exitFindings || !strings.Contains(out, "b: not made: epub, pdf") {
		t.Errorf("get: %d %s", status, out)
	}
	if got, _ := filepath.Glob(filepath.Join(f.dir, "got", "a", "*.pdf")); len(got) != 1 {
		t.Errorf("of the other is there %v", got)
	}
}

// TestWatchBefore: who watches a store that has no list yet waits for one, says so, and follows it to
// its end; who does not watch is told.
func TestWatchBefore(t *testing.T) {
	f := small(t, "好")
	if _, status := f.run(); status != exitFine {
		t.Errorf("run: %d", status)
	}
	if err := os.RemoveAll(filepath.Join(f.dir, "store", "lists")); err != nil {
		t.Fatal(err)
	}
	if out, status := f.said("status", "--store", "store"); status != exitTrouble || !strings.Contains(out, "there is no list in the store: run one (") {
		t.Errorf("status of no list: %d %s", status, out)
	}
	watch := f.start("status", "--watch", "--store", "store", "--format", "json")
	defer kill(watch)
	f.await("status.log", "there is no list in the store")
	if _, status := f.run(); status != exitFine {
		t.Errorf("run again: %d", status)
	}
	f.await("status.log", `"left": 0`)
}

// TestNothingThere: a worker makes no store, for what is mounted there may be away; a list of no jobs
// is told, for whoever has planned it may have failed.
func TestNothingThere(t *testing.T) {
	f := small(t, "好")
	if out, status := f.said("work", "--hub", "nats://127.0.0.1:1", "--store", "stroe", "--work-dir", "work"); status != exitTrouble || !strings.Contains(out, "there is no store there") {
		t.Errorf("work: %d %s", status, out)
	}
	if _, err := os.Stat(filepath.Join(f.dir, "stroe")); err == nil {
		t.Error("a worker makes a store")
	}
	for _, text := range []string{"", "\n\n", "\ufeff\n"} {
		f.write("night.jsonl", text)
		if out, status := f.said("run", f.list, "--store", "store", "--work-dir", "work"); status != exitFindings || !strings.Contains(out, "the list has no job [SRC-VALUE]") {
			t.Errorf("run of %q: %d %s", text, status, out)
		}
	}
}

// TestCallsOnce: a hub calls for each dead job once, however often hubs start; for what died while
// none ran, the next one does.
func TestCallsOnce(t *testing.T) {
	f := small(t, "好", poison)
	f.write("call.sh", "#!/bin/sh\necho \"$1 $3\" >> called\n")
	os.Chmod(filepath.Join(f.dir, "call.sh"), 0o777)
	f.write("night.jsonl", `{"id": "a", "kind": "check", "dir": "nowhere"}
{"id": "b", "kind": "build", "dir": "p1", "to": ["pdf"]}
`)
	if _, status := f.run(); status != exitFindings {
		t.Errorf("run: %d", status)
	}
	for range 2 {
		at := freePort(t)
		os.Remove(filepath.Join(f.dir, "hub.log"))
		hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "", "--on-dead", "./call.sh")
		f.await("hub.log", "list is over")
		for range 200 { // calls are made while the hub goes on
			if len(f.read("called")) >= 4 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		time.Sleep(500 * time.Millisecond)
		kill(hub)
		called, _ := os.ReadFile(filepath.Join(f.dir, "called"))
		if lines := strings.Fields(string(called)); len(lines) != 4 || !strings.Contains(string(called), "dead a\n") || !strings.Contains(string(called), "dead b\n") {
			t.Errorf("--on-dead: %q", called)
		}
	}
}
