package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// small is a farm of some papers and what their second stories say.
func small(t *testing.T, stories ...string) *farm {
	t.Helper()
	f := &farm{t: t, dir: t.TempDir(), env: []string{asFarm + "=1", "BANXIN_LANG=en"}}
	var lines strings.Builder
	for i, says := range stories {
		id := fmt.Sprintf("p%d", i)
		f.paper(id, i, map[string]string{"stories/s2.md": "---\n标题: 短讯\n---\n" + says + "。\n"})
		fmt.Fprintf(&lines, `{"id": %q, "kind": "build", "dir": %q, "to": ["pdf"]}`+"\n", id, id)
	}
	f.list = filepath.Join(f.dir, "night.jsonl")
	f.write("night.jsonl", lines.String())
	return f
}

func (f *farm) run(args ...string) (out string, status int) {
	f.t.Helper()
	return f.do(append([]string{"run", f.list, "--store", "store", "--work-dir", "work", "--retry", "1ms"}, args...)...)
}

// TestLimits: a task that takes too long, too much memory or writes too much costs its
// process alone, and dies with its log; the others are done.
func TestLimits(t *testing.T) {
	f := small(t, slow)
	if _, status := f.run("--time-limit", "1s"); status != exitFindings {
		t.Errorf("status %d", status)
	}
	if d := f.status().DeadJobs; len(d) != 1 || len(d[0].Tries) != 4 || !strings.Contains(d[0].Tries[3].Why, "it took longer than 1s") {
		t.Errorf("%+v", d)
	}
	f = small(t, "好", greedy, wordy, poison, "好的")
	if _, status := f.run("--slots", "2", "--time-limit", "2m", "--output-mb", "200", "--memory-mb", "500"); status != exitFindings {
		t.Errorf("status %d", status)
	}
	s := f.status()
	if s.Done != 2 || s.Dead != 3 {
		t.Fatalf("%+v", s)
	}
	for i, why := range []string{"of memory, more than 500", "it wrote", "the process ended: exit status 2: panic: a story of poison"} {
		d := s.DeadJobs[i]
		if len(d.Tries) != 4 || !strings.Contains(d.Tries[3].Why, why) {
			t.Errorf("%s: %d tries, %+v", d.ID, len(d.Tries), d.Tries)
		}
	}
	if log := s.DeadJobs[2].Tries[0].Log; !strings.Contains(log, "panic: a story of poison") || !strings.Contains(log, "goroutine") {
		t.Errorf("the log of the poison: %s", log)
	}
	clean(t, filepath.Join(f.dir, "store"))
}

// TestRetryDead: what killed a job is gone, and only that job is done again.
func TestRetryDead(t *testing.T) {
	f := small(t, "好", poison)
	f.write("called", "")
	f.write("call.sh", "#!/bin/sh\necho \"$1 $2 $3\" >> called\ncat >> called\n")
	os.Chmod(filepath.Join(f.dir, "call.sh"), 0o777)
	if out, status := f.run("--on-dead", "./call.sh"); status != exitFindings || !strings.Contains(out, "dead: p1 (") {
		t.Errorf("status %d: %s", status, out)
	}
	called, _ := os.ReadFile(filepath.Join(f.dir, "called"))
	if !strings.HasPrefix(string(called), "dead night-") || !strings.Contains(string(called), " p1\n{") || !strings.Contains(string(called), "a story of poison") {
		t.Errorf("--on-dead: %s", called)
	}
	if _, status := f.run(); status != exitFindings {
		t.Error("a dead job is done again by itself")
	}
	f.do("get", "--all", "--store", "store", "-o", "out")
	if whole, _ := filepath.Glob(filepath.Join(f.dir, "out/p0/*.pdf")); len(whole) != 1 {
		t.Error("of a night that is dead in part the whole titles are not handed out")
	}
	if _, err := os.Stat(filepath.Join(f.dir, "out/p1")); err == nil {
		t.Error("a title that is dead is handed out")
	}
	if out, _ := f.do("report", "--store", "store", "--format", "text"); !strings.Contains(out, "a story of poison") {
		t.Errorf("report: %s", out)
	}
	if out, _ := f.do("report", "--store", "store", "--format", "html"); !strings.Contains(out, "a story of poison") || strings.Contains(out, "<script") {
		t.Errorf("report: %s", out)
	}
	if out, status := f.do("retry-dead", "--store", "store"); status != 0 || !strings.Contains(out, "1 dead job") {
		t.Errorf("retry-dead: %d %s", status, out)
	}
	if s := f.status(); s.Done != 1 || s.Left != 1 {
		t.Errorf("%+v", s)
	}
	if out, _ := f.said("status", "--store", "store"); !strings.Contains(out, "nobody works on it") || strings.Contains(out, "jobs a minute") {
		t.Errorf("nobody does it yet: %s", out)
	}
	f.paper("p1", 1, map[string]string{"stories/s2.md": "---\n标题: 短讯\n---\n改好了。\n"})
	if _, status := f.run(); status != 0 {
		t.Errorf("status %d", status)
	}
}

// TestCancel: a job that is cancelled is not done, nor is what comes after it; run again it is.
func TestCancel(t *testing.T) {
	f := small(t, "好", slow)
	f.write("night.jsonl", `{"id": "a", "kind": "build", "dir": "p0", "to": ["pdf"]}
{"id": "b", "kind": "build", "dir": "p1", "to": ["pdf"]}
{"id": "c", "kind": "opds", "after": ["a", "b"]}
`)
	run := f.start("run", f.list, "--store", "store", "--work-dir", "work", "--slots", "2")
	for n := 0; n < 200; n++ {
		time.Sleep(100 * time.Millisecond)
		done, _ := os.ReadDir(filepath.Join(f.dir, "store", "done"))
		lists, _ := os.ReadDir(filepath.Join(f.dir, "store", "lists"))
		if len(done) == 1 && len(lists) == 1 {
			break
		}
	}
	run.Process.Signal(os.Interrupt)
	run.Wait()
	if run.ProcessState.ExitCode() != exitTrouble {
		t.Errorf("a run that is interrupted ends with %v", run.ProcessState)
	}
	if out, status := f.do("cancel", "b", "--store", "store"); status != 0 {
		t.Errorf("cancel: %d %s", status, out)
	}
	for _, args := range [][]string{{"status"}, {"report"}, {"get", "--all"}, {"verify"}, {"gc", "--keep", "3"}, {"cancel", "--all"}, {"retry-dead"}} {
		if out, status := f.said(append(args, "--store", "stroe")...); status != exitTrouble || !strings.Contains(out, "there is no store there") {
			t.Errorf("%v of no store: %d %s", args, status, out)
		}
	}
	if _, err := os.Stat(filepath.Join(f.dir, "stroe")); err == nil {
		t.Error("a command that reads makes a store")
	}
	if s := f.status(); s.Done != 1 || s.Cancelled != 1 || s.Blocked != 1 {
		t.Errorf("%+v", s)
	}
	run = f.start("run", f.list, "--store", "store", "--work-dir", "work", "--lease", "600ms", "--log", "log")
	for n := 0; n < 200; n++ {
		time.Sleep(50 * time.Millisecond)
		if log, _ := os.ReadFile(filepath.Join(f.dir, "log")); strings.Contains(string(log), `"started"`) {
			break
		}
	}
	if out, status := f.do("cancel", "b", "--store", "store"); status != 0 {
		t.Errorf("cancel: %d %s", status, out)
	}
	late := time.AfterFunc(20*time.Second, func() { run.Process.Kill() })
	run.Wait()
	late.Stop()
	if run.ProcessState.ExitCode() != exitFindings {
		t.Errorf("a job that is being done is not ended by cancel without a hub: %v", run.ProcessState)
	}
	f.paper("p1", 1, map[string]string{"stories/s2.md": "---\n标题: 短讯\n---\n快了。\n"})
	if _, status := f.run(); status != 0 {
		t.Errorf("status %d", status)
	}
	if s := f.status(); s.Done != 3 {
		t.Errorf("%+v", s)
	}
}

// TestAfter: what comes after jobs is made of their results, anew only when these change.
func TestAfter(t *testing.T) {
	f := small(t, "好", "不好")
	f.write("night.jsonl", `{"id": "a", "kind": "build", "dir": "p0", "to": ["epub"]}
{"id": "b", "kind": "build", "dir": "p1", "to": ["epub"]}
{"id": "c", "kind": "opds", "after": ["a", "b"]}
{"id": "d", "kind": "build", "dir": "p0", "to": ["epub"]}
`)
	if _, status := f.run(); status != 0 {
		t.Fatalf("status %d", status)
	}
	count := f.done
	if count() != 3 {
		t.Errorf("%d results: jobs of equal content are one computation", count())
	}
	for _, id := range []string{"a", "d"} {
		if out, status := f.do("get", id, "--store", "store", "-o", "got-"+id); status != 0 {
			t.Errorf("get %s: %d %s", id, status, out)
		}
	}
	books, _ := filepath.Glob(filepath.Join(f.dir, "got-a/*.epub"))
	if len(books) != 1 {
		t.Fatalf("%d books", len(books))
	}
	a, _ := os.ReadFile(books[0])
	if d, err := os.ReadFile(filepath.Join(f.dir, "got-d", filepath.Base(books[0]))); err != nil || !bytes.Equal(a, d) {
		t.Errorf("jobs of equal content have different results: %v", err)
	}
	f.write("p1/leaflet.txt", "a file that the edition does not use changes the task, and not the book")
	if _, status := f.run(); status != 0 || count() != 4 {
		t.Errorf("status %d, %d results: the catalogue is made again of equal books", status, count())
	}
	f.paper("p1", 1, map[string]string{"stories/s2.md": "---\n标题: 短讯\n---\n改了。\n"})
	if _, status := f.run(); status != 0 || count() != 6 {
		t.Errorf("status %d, %d results", status, count())
	}
}

// TestLate: who misses his time is named, and a program called.
func TestLate(t *testing.T) {
	f := small(t, "好")
	f.write("call.sh", "#!/bin/sh\necho \"$1 $3\" >> called\n")
	os.Chmod(filepath.Join(f.dir, "call.sh"), 0o777)
	f.write("night.jsonl", `{"id": "a", "kind": "build", "dir": "p0", "to": ["pdf"], "due": "2020-01-01T02:00:00+08:00"}`+"\n")
	out, status := f.run("--on-late", "./call.sh")
	called, _ := os.ReadFile(filepath.Join(f.dir, "called"))
	if status != exitFindings || !strings.Contains(out, "late: a (") || string(called) != "late a\n" {
		t.Errorf("status %d, %s, called %s", status, out, called)
	}
}

// TestDrain: a worker that is told to end brings its job to an end, and takes no other; one
// of another version is refused.
func TestDrain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGTERM")
	}
	f := small(t, lasts, "好")
	at := freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "")
	defer kill(hub)
	waitUp(t, at)
	other := f.command("work", "--hub", "nats://"+at, "--store", "store", "--work-dir", "work")
	other.Env = append(other.Env, engineVar+"=another")
	if out, err := other.CombinedOutput(); err == nil || other.ProcessState.ExitCode() != exitTrouble || !strings.Contains(string(out), "start workers of that version") {
		t.Errorf("a worker of another version: %v %s", err, out)
	}
	other = f.command("run", f.list, "--hub", "nats://"+at, "--store", "store")
	other.Env = append(other.Env, engineVar+"=another")
	late := time.AfterFunc(20*time.Second, func() { other.Process.Kill() })
	if out, err := other.CombinedOutput(); err == nil || other.ProcessState.ExitCode() != exitTrouble || !strings.Contains(string(out), "run the list with that version") {
		t.Errorf("a run of another version: %v %s", err, out)
	}
	late.Stop()
	run := f.start("run", f.list, "--hub", "nats://"+at, "--store", "store")
	defer kill(run)
	w := f.start("work", "--hub", "nats://"+at, "--store", "store", "--work-dir", "work", "--slots", "1")
	log := func() string {
		data, _ := os.ReadFile(filepath.Join(f.dir, "work.log"))
		return string(data)
	}
	for n := 0; !strings.Contains(log(), `"started"`) && n < 200; n++ {
		time.Sleep(50 * time.Millisecond)
	}
	w.Process.Signal(syscall.SIGTERM)
	w.Wait()
	watch := f.start("status", "--watch", "--hub", "nats://"+at, "--store", "store", "--format", "json")
	defer kill(watch)
	f.await("status.log", `"left"`)
	kill(hub)
	f.await("status.log", "the hub does not answer")
	if w.ProcessState.ExitCode() != 0 || strings.Count(log(), `"done"`) != 1 || !strings.Contains(log(), `"at an end","jobs":1`) || strings.Contains(log(), "the hub is gone") {
		t.Errorf("%v: %s", w.ProcessState, log())
	}
}

// await waits until a process has said something.
func (f *farm) await(log, says string) {
	f.t.Helper()
	for n := 0; n < 400; n++ {
		if data, _ := os.ReadFile(filepath.Join(f.dir, log)); strings.Contains(string(data), says) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	data, _ := os.ReadFile(filepath.Join(f.dir, log))
	f.t.Errorf("%s does not say %q: %s", log, says, data)
}

// TestSeen: the page and the metrics of a hub, for this machine alone.
func TestSeen(t *testing.T) {
	f := small(t, "好", "坏")
	at, page := freePort(t), freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", page)
	defer kill(hub)
	waitUp(t, at)
	waitUp(t, page)
	if _, status := f.run("--hub", "nats://"+at, "--slots", "1"); status != 0 {
		t.Fatalf("status %d", status)
	}
	get := func(path, host string) (int, string, http.Header) {
		r, _ := http.NewRequest("GET", "http://"+page+path, nil)
		r.Host = host
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		var b strings.Builder
		buf := make([]byte, 64<<10)
		for {
			n, err := a.Body.Read(buf)
			b.Write(buf[:n])
			if err != nil {
				return a.StatusCode, b.String(), a.Header
			}
		}
	}
	var text string
	for n := 0; n < 100 && !strings.Contains(text, `state="done"} 2`); n++ {
		time.Sleep(100 * time.Millisecond)
		_, text, _ = get("/metrics", page)
	}
	for _, want := range []string{`banxin_farm_jobs{list="night-`, `state="done"} 2`, "banxin_farm_done_total 2", "banxin_farm_pages_total 2", "# TYPE banxin_farm_cpu_seconds_total counter"} {
		if !strings.Contains(text, want) {
			t.Errorf("metrics lack %s:\n%s", want, text)
		}
	}
	status, html, h := get("/", page)
	if status != 200 || !strings.Contains(html, "试报") || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || strings.Contains(html, "http://") || strings.Contains(html, "https://") {
		t.Errorf("%d %v %s", status, h, html)
	}
	for _, host := range []string{"evil.example", "evil.example:80"} {
		if status, _, _ := get("/", host); status != http.StatusForbidden {
			t.Errorf("%s is answered %d", host, status)
		}
	}
	if out, code := f.do("status", "--store", "store", "--hub", "nats://"+at, "--format", "json"); code != 0 || !json.Valid([]byte(out)) {
		t.Errorf("status: %d %s", code, out)
	}
}

// done is how many results stand in the store.
func (f *farm) done() int {
	all, _ := os.ReadDir(filepath.Join(f.dir, "store", "done"))
	return len(all)
}
