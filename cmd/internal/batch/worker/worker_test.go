package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/kinds"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// asChild has the program of the tests be a child, which does what the option says.
const asChild = "BANXIN_FARM_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) == "" {
		os.Exit(m.Run())
	}
	if err := Serve(context.Background(), os.Stdin, os.Stdout, odd); err != nil {
		os.Exit(1)
	}
}

// odd copies a task's inputs, unless it is to do worse.
func odd(_ context.Context, t *job.Task, at kinds.Place) (job.Result, error) {
	switch t.Options["do"] {
	case "exit":
		os.Exit(7)
	case "chatter":
		os.Stdout.WriteString("not an answer\n")
	case "endless":
		for {
			os.Stdout.Write(bytes.Repeat([]byte("x"), 1<<20))
		}
	case "full":
		return job.Result{}, &fs.PathError{Op: "write", Path: "x", Err: noRoom[0]}
	case "link":
		return job.Result{}, os.Symlink("/etc/passwd", filepath.Join(at.Out, "secret"))
	case "pid":
		return job.Result{Title: strconv.Itoa(os.Getpid())}, nil
	case "keys":
		return job.Result{Title: os.Getenv("AWS_SECRET_ACCESS_KEY")}, nil
	}
	return job.Result{Title: "好", Pages: 1}, os.CopyFS(at.Out, os.DirFS(at.In))
}

// ofChild is how many tasks a child of a bench serves.
const ofChild = 3

// bench is a store, a queue and a worker.
type bench struct {
	t     *testing.T
	store store.Store
	queue *hub.Queue
	dir   string
	log   lines
	end   func()
}

// lines is a log that is read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newBench(t *testing.T) *bench {
	t.Helper()
	t.Setenv(asChild, "1")
	b := &bench{t: t, dir: t.TempDir()}
	var err error
	if b.store, err = store.Open(t.Context(), filepath.Join(b.dir, "store")); err != nil {
		t.Fatal(err)
	}
	h, err := hub.Start(hub.Options{Dir: filepath.Join(b.dir, "hub")})
	if err != nil {
		t.Fatal(err)
	}
	if b.queue, err = hub.Connect(hub.Dial{InProcess: h, Lease: 2 * time.Second}); err != nil {
		t.Fatal(err)
	}
	exe, _ := os.Executable()
	ctx, end := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() {
		over <- Run(ctx, Options{Queue: b.queue, Store: b.store, Engine: "e", Child: []string{exe}, Dir: filepath.Join(b.dir, "work"), Name: "w", Retry: time.Millisecond,
			Limits: Limits{Time: 20 * time.Second, Tasks: ofChild}, Log: slog.New(slog.NewJSONHandler(&b.log, nil))})
	}()
	b.end = func() {
		end()
		if err := <-over; err != nil {
			t.Error(err)
		}
		b.queue.Close()
		h.Stop()
		b.store.Close()
	}
	return b
}

// task puts a task into the store.
func (b *bench) task(do string, inputs ...job.File) *job.Task {
	b.t.Helper()
	t := &job.Task{Schema: job.Schema, Engine: "e", Kind: "build", Inputs: inputs, Options: map[string]string{"do": do}}
	if t.Inputs == nil {
		t.Inputs = []job.File{b.file("a.txt", "text")}
	}
	if err := job.Save(b.t.Context(), b.store, t); err != nil {
		b.t.Fatal(err)
	}
	return t
}

func (b *bench) file(name, text string) job.File {
	b.t.Helper()
	hash, size, err := store.Keep(b.t.Context(), b.store, strings.NewReader(text))
	if err != nil {
		b.t.Fatal(err)
	}
	return job.File{Name: name, Hash: hash, Size: size}
}

// give gives keys to the worker and waits until the queue is empty.
func (b *bench) give(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		if err := b.queue.Give(b.t.Context(), hub.Job{Key: k, Engine: hub.EngineName("e"), Level: hub.Usual}); err != nil {
			b.t.Fatal(err)
		}
	}
	for range 600 {
		if all, err := b.queue.Standing(b.t.Context()); err == nil && len(all) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Errorf("%v is not settled: %s", keys, b.log.String())
}

// TestWork: what is done stands in the store, and is not done again.
func TestWork(t *testing.T) {
	b := newBench(t)
	defer b.end()
	task := b.task("")
	b.give(task.Key())
	d, err := job.Find(t.Context(), b.store, task.Key())
	if err != nil || d.Result.Title != "好" || len(d.Result.Files) != 1 || d.Result.Files[0] != task.Inputs[0] || d.Cost.Worker != "w" || d.Cost.At.IsZero() {
		t.Errorf("%+v, %v", d, err)
	}
	b.give(task.Key())
	if n := strings.Count(b.log.String(), `"started"`); n != 1 {
		t.Errorf("it is done %d times", n)
	}
}

// TestIdle: a worker that is to end when it has nothing to do does so when its jobs are done.
func TestIdle(t *testing.T) {
	b := newBench(t)
	b.give(b.task("").Key())
	over := make(chan error, 1)
	go func() {
		over <- Run(t.Context(), Options{Queue: b.queue, Store: b.store, Engine: "e", Child: []string{"none"}, Dir: filepath.Join(b.dir, "work"), Idle: 200 * time.Millisecond})
	}()
	select {
	case err := <-over:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Error("it waits for more")
	}
	b.end()
}

// TestWorn: a child serves so many tasks, and the next has another.
func TestWorn(t *testing.T) {
	b := newBench(t)
	defer b.end()
	var pids []string
	for n := range ofChild + 1 {
		task := b.task("pid", b.file("a.txt", strconv.Itoa(n)))
		b.give(task.Key())
		d, err := job.Find(t.Context(), b.store, task.Key())
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, d.Result.Title)
	}
	if first := slices.Compact(slices.Clone(pids[:ofChild])); len(first) != 1 || pids[ofChild] == first[0] {
		t.Errorf("tasks are done by %v", pids)
	}
}

// TestFaulty: a child that ends, that chatters or that has no end costs a try; the next task
// gets another.
func TestFaulty(t *testing.T) {
	b := newBench(t)
	defer b.end()
	good := b.task("")
	for do, why := range map[string]string{"exit": "exit status 7", "chatter": "the process ended", "endless": "the process ended"} {
		bad := b.task(do)
		b.give(bad.Key())
		d, err := FindDead(t.Context(), b.store, bad.Key())
		if err != nil || len(d.Tries) != MostTries || !strings.Contains(d.Tries[0].Why, why) {
			t.Fatalf("%s: %+v, %v", do, d, err)
		}
		if got := d.Tries[0].Reason(say.For(func(string) string { return "zh" })); !strings.HasPrefix(got, "进程中止：") {
			t.Errorf("%s: to readers of Chinese it is %q", do, got)
		}
	}
	b.give(good.Key())
	if _, err := job.Find(t.Context(), b.store, good.Key()); err != nil {
		t.Error(err)
	}
	if err := Revive(t.Context(), b.store, b.task("exit").Key()); err != nil {
		t.Error(err)
	}
	if _, err := FindDead(t.Context(), b.store, b.task("exit").Key()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a task that was revived is %v", err)
	}
}

// TestStrangers: what a stranger puts into the queue or the store is not trusted.
func TestStrangers(t *testing.T) {
	b := newBench(t)
	defer b.end()
	ctx := t.Context()
	outside := filepath.Join(b.dir, "outside")
	for _, name := range []string{"../../../../outside", "/tmp/outside-of-farm", "a/../../b", ".", "a\x00b"} {
		f := b.file("x", "evil")
		f.Name = name
		task := b.task("", f)
		b.give(task.Key())
		if _, err := FindDead(ctx, b.store, task.Key()); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := os.Stat(outside); err == nil {
		t.Error("a file outside was written")
	}
	liar := b.task("", b.file("a", "one"))
	text, _ := json.Marshal(b.task("", b.file("a", "another")))
	if err := b.store.Put(ctx, job.TaskName(liar.Key()), bytes.NewReader(text), int64(len(text))); err != nil {
		t.Fatal(err)
	}
	damaged := b.task("", b.file("a", "whole"))
	if err := b.store.Put(ctx, store.Object(damaged.Inputs[0].Hash), strings.NewReader("other"), 5); err != nil {
		t.Fatal(err)
	}
	link := b.task("link")
	b.give(liar.Key(), damaged.Key(), link.Key(), "nokey", strings.Repeat("0", 64))
	for name, key := range map[string]string{"a task of another key": liar.Key(), "an input of another hash": damaged.Key()} {
		if d, err := FindDead(ctx, b.store, key); err != nil || !strings.Contains(d.Tries[0].Why, "damaged") {
			t.Errorf("%s: %+v %v", name, d, err)
		}
	}
	if d, err := job.Find(ctx, b.store, link.Key()); err != nil || len(d.Result.Files) != 0 {
		t.Errorf("a link among the outputs: %+v, %v", d, err)
	}
}

// TestKeys: who does a task does not see the keys of the store.
func TestKeys(t *testing.T) {
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	b := newBench(t)
	defer b.end()
	task := b.task("keys")
	b.give(task.Key())
	if d, err := job.Find(t.Context(), b.store, task.Key()); err != nil || d.Result.Title != "" {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestFull: a disk without room is waited for, and costs no try; a job that is withdrawn
// meanwhile is let be.
func TestFull(t *testing.T) {
	b := newBench(t)
	task := b.task("full")
	if err := b.queue.Give(t.Context(), hub.Job{Key: task.Key(), Engine: hub.EngineName("e"), Level: hub.Usual}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(3 * time.Second) // longer than the lease
	for n := 0; n < 400 && !strings.Contains(b.log.String(), `"waiting"`); n++ {
		time.Sleep(50 * time.Millisecond)
	}
	if err := b.queue.Withdraw(t.Context(), task.Key()); err != nil {
		t.Fatal(err)
	}
	b.give()
	b.end()
	for e := range b.store.List(t.Context(), "tried/") {
		t.Errorf("%s: it cost a try", e.Name)
	}
	if log := b.log.String(); strings.Count(log, `"started"`) != 1 || !strings.Contains(log, `"waiting"`) || !strings.Contains(log, `"cancelled"`) {
		t.Error(log)
	}
}

// TestUnlike: two results of one task that differ are a fault of ours, and the first stays.
func TestUnlike(t *testing.T) {
	b := newBench(t)
	defer b.end()
	w := &worker{Options: Options{Store: b.store, Queue: b.queue, Log: slog.New(slog.DiscardHandler)}}
	task := b.task("")
	for _, text := range []string{"one", "one", "two"} {
		d := &job.Done{Key: task.Key(), Result: job.Result{Files: []job.File{b.file("a", text)}}}
		if err := w.commit(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		_, err := b.store.Stat(t.Context(), UnlikeName(task.Key()))
		if unlike := err == nil; unlike != (text == "two") {
			t.Errorf("%s: told: %v", text, unlike)
		}
	}
	if d, err := job.Find(t.Context(), b.store, task.Key()); err != nil || d.Result.Files[0] != b.file("a", "one") {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestFolder: two workers on one folder do not meet, and what a dead one left is used or gone.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "0", "tasks", "0", "in")
	kept := filepath.Join(dir, "0", "cache", strings.Repeat("a", 64))
	if err := errors.Join(os.MkdirAll(left, 0o777), os.MkdirAll(filepath.Dir(kept), 0o777), os.WriteFile(kept, nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	a, b := &worker{Options: Options{Dir: dir}}, &worker{Options: Options{Dir: dir}}
	la, err := a.enter()
	if err != nil {
		t.Fatal(err)
	}
	defer la.Unlock()
	lb, err := b.enter()
	if err != nil {
		t.Fatal(err)
	}
	defer lb.Unlock()
	if a.dir == b.dir {
		t.Error("they share a folder")
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what a dead worker did is still there")
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error("what a dead worker kept is gone")
	}
}

func TestTail(t *testing.T) {
	var l tail
	for range 3000 {
		l.Write(bytes.Repeat([]byte("x"), 100))
	}
	l.Write([]byte("the end"))
	if s := l.String(); len(s) > 2*mostLog || !strings.HasSuffix(s, "the end") || !strings.Contains(s, "[…]") {
		t.Errorf("%d bytes", len(s))
	}
	l.reset()
	l.Write([]byte("short"))
	if l.String() != "short" {
		t.Errorf("%q", l.String())
	}
}
