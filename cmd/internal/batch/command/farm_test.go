package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/kinds"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/cli"
	"banxin/cmd/need"
)

// What the program of the tests, which is banxin-farm as well, reads of its environment.
const (
	asFarm    = "BANXIN_FARM_TEST"   // it is to be banxin-farm
	refusing  = "BANXIN_FARM_REFUSE" // of a hundred calls of the store so many are refused
	engineVar = "BANXIN_FARM_ENGINE" // the version that it says it is
)

func TestMain(m *testing.M) {
	if os.Getenv(asFarm) == "" {
		os.Exit(m.Run())
	}
	if dir := os.Getenv(loopOver); dir != "" {
		if err := loop(context.Background(), dir); err != nil {
			panic(err)
		}
		os.Exit(0)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], testWorld(os.Stdout, os.Stderr)))
}

// testWorld is a machine whose store refuses calls and whose engine gives up on poison.
func testWorld(out, errw io.Writer) *world {
	engine := os.Getenv(engineVar)
	if engine == "" {
		engine = "test"
	}
	return &world{
		in: os.Stdin, out: out, err: errw, env: func(name string) string {
			if name == "BANXIN_LANG" {
				return "en"
			}
			return os.Getenv(name)
		}, now: time.Now,
		engine: func() (string, error) { return engine, nil },
		open: func(ctx context.Context, address string) (store.Store, error) {
			s, err := store.Open(ctx, address)
			if n, _ := strconv.Atoi(os.Getenv(refusing)); n > 0 {
				s = &moody{s, n}
			}
			return s, err
		},
		do: poisoned,
	}
}

// Stories that make the engine give up, and that make it take its time.
const (
	poison = "毒稿"
	slow   = "慢稿"
	greedy = "贪稿"
	wordy  = "长稿"
	lasts  = "续稿"
)

// poisoned does a task, unless its copy says otherwise.
func poisoned(ctx context.Context, t *job.Task, at kinds.Place) (job.Result, error) {
	says := func(word string) bool {
		files, _ := filepath.Glob(filepath.Join(at.In, "editions/*/stories/*.md"))
		for _, f := range files {
			if data, _ := os.ReadFile(f); bytes.Contains(data, []byte(word)) {
				return true
			}
		}
		return false
	}
	switch {
	case says(poison):
		panic("a story of poison")
	case says(slow):
		time.Sleep(time.Hour)
	case says(lasts):
		time.Sleep(3 * time.Second)
	case says(greedy):
		var all [][]byte
		for {
			all = append(all, bytes.Repeat([]byte{byte(len(all))}, 64<<20))
			time.Sleep(10 * time.Millisecond)
		}
	case says(wordy):
		f, err := os.Create(filepath.Join(at.Out, "long"))
		for err == nil {
			_, err = f.Write(make([]byte, 1<<20))
		}
		return job.Result{}, err
	}
	return kinds.Do(ctx, t, at)
}

// moody is a store that refuses calls now and then: before it does anything, or when all is
// done, so that the answer is lost.
type moody struct {
	store.Store
	percent int
}

func (m *moody) refuse(op, name string) error {
	if rand.IntN(200) < m.percent {
		return &store.Away{Op: op, Name: name, Err: syscall.ECONNRESET}
	}
	return nil
}

func (m *moody) Put(ctx context.Context, name string, data io.Reader, size int64) error {
	if err := m.refuse("put", name); err != nil {
		return err
	}
	if err := m.Store.Put(ctx, name, data, size); err != nil {
		return err
	}
	return m.refuse("put", name)
}

func (m *moody) PutNew(ctx context.Context, name string, data []byte) (bool, error) {
	if err := m.refuse("put", name); err != nil {
		return false, err
	}
	won, err := m.Store.PutNew(ctx, name, data)
	if err == nil {
		err = m.refuse("put", name)
	}
	return won, err
}

func (m *moody) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	if err := m.refuse("get", name); err != nil {
		return nil, err
	}
	return m.Store.Get(ctx, name)
}

func (m *moody) Stat(ctx context.Context, name string) (int64, error) {
	if err := m.refuse("stat", name); err != nil {
		return 0, err
	}
	return m.Store.Stat(ctx, name)
}

func (m *moody) List(ctx context.Context, prefix string) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		if err := m.refuse("list", prefix); err != nil {
			yield(store.Entry{}, err)
			return
		}
		m.Store.List(ctx, prefix)(yield)
	}
}

// farm is a farm of processes.
type farm struct {
	t    *testing.T
	dir  string
	list string
	env  []string
}

// newFarm writes n papers that differ, the first with poison and the second with a picture
// that cannot be read, and the list of them.
func newFarm(t *testing.T, n int, env ...string) *farm {
	t.Helper()
	f := &farm{t: t, dir: t.TempDir(), env: append([]string{asFarm + "=1", "BANXIN_LANG=en"}, env...)}
	var lines strings.Builder
	for i := range n {
		id := fmt.Sprintf("paper-%03d", i)
		change := map[string]string{}
		switch i {
		case 0:
			change["stories/s2.md"] = "---\n标题: 坏了\n---\n" + poison + "。\n"
		case 1:
			change["stories/s2.md"] = "---\n标题: 坏图\n---\n![桥](a.jpg){乙 摄}\n\n灯亮了。\n"
			change["images/a.jpg"] = "\xff\xd8\xff not a picture"
		}
		f.paper(id, i, change)
		fmt.Fprintf(&lines, `{"id": %q, "kind": "build", "dir": %q, "to": ["pdf", "epub"]}`+"\n", id, id)
	}
	f.list = filepath.Join(f.dir, "night.jsonl")
	f.write("night.jsonl", lines.String())
	return f
}

func (f *farm) write(name, text string) {
	f.t.Helper()
	name = filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

// paper writes a paper that differs from all others.
func (f *farm) paper(id string, i int, change map[string]string) {
	f.t.Helper()
	from := filepath.Join(need.Root(f.t), "cmd/internal/cli/testdata/paper")
	os.RemoveAll(filepath.Join(f.dir, id))
	if err := os.CopyFS(filepath.Join(f.dir, id), os.DirFS(from)); err != nil {
		f.t.Fatal(err)
	}
	at := id + "/editions/2026-10-20/"
	for name, text := range change {
		f.write(at+name, text)
	}
	for name, swap := range map[string][2]string{"edition.yaml": {"期号: 7", fmt.Sprintf("期号: %d", i+1)}, "stories/s1.md": {"新桥", string(rune('一'+i)) + "桥"}} {
		data, err := os.ReadFile(filepath.Join(f.dir, at+name))
		if err != nil {
			f.t.Fatal(err)
		}
		f.write(at+name, strings.Replace(string(data), swap[0], swap[1], 1))
	}
}

// start starts a process of the farm.
func (f *farm) start(args ...string) *exec.Cmd {
	f.t.Helper()
	c := f.command(args...)
	log, err := os.OpenFile(filepath.Join(f.dir, args[0]+".log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		f.t.Fatal(err)
	}
	defer log.Close()
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		f.t.Fatal(err)
	}
	return c
}

func (f *farm) command(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Dir, c.Env = f.dir, append(os.Environ(), f.env...)
	return c
}

// do runs a command to its end.
func (f *farm) do(args ...string) (out string, status int) {
	f.t.Helper()
	c := f.command(args...)
	var b, e bytes.Buffer
	c.Stdout, c.Stderr = &b, &e
	if err := c.Run(); err != nil && c.ProcessState == nil {
		f.t.Fatal(err)
	}
	if e.Len() > 0 {
		f.t.Logf("%v: %s", args, e.String())
	}
	return b.String(), c.ProcessState.ExitCode()
}

// said is do with what is said on stderr too.
func (f *farm) said(args ...string) (out string, status int) {
	f.t.Helper()
	c := f.command(args...)
	data, _ := c.CombinedOutput()
	return string(data), c.ProcessState.ExitCode()
}

// sum is what status says as JSON.
type sum struct {
	Jobs, Done, Dead, Left, Blocked, Cancelled, Errors int
	DeadJobs                                           []struct {
		ID     string
		State  string
		Tries  []struct{ Why, Log string }
		Remedy struct{ ID string }
	}
}

func (f *farm) status(args ...string) (s sum) {
	f.t.Helper()
	out, _ := f.do(append([]string{"status", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		f.t.Fatalf("status says %q: %v", out, err)
	}
	return s
}

// like holds that the results in a store are those of banxin itself, byte for byte.
func (f *farm) like(address string, n int) {
	f.t.Helper()
	ctx := f.t.Context()
	s, err := store.Open(ctx, address)
	if err != nil {
		f.t.Fatal(err)
	}
	defer s.Close()
	desk := &job.Desk{Store: s, Dir: f.dir, Engine: "test", Env: map[string]string{"BANXIN_LANG": "en"}}
	data, _ := os.ReadFile(f.list)
	jobs, _ := job.Parse("night.jsonl", data)
	checked := 0
	for i := range jobs {
		p, err := desk.Prepare(ctx, &jobs[i], nil)
		if err != nil {
			f.t.Fatal(err)
		}
		done, err := job.Find(ctx, s, p.Key())
		if jobs[i].ID == "paper-000" {
			if err == nil {
				f.t.Error("the poison is done")
			}
			continue
		}
		if err != nil {
			f.t.Errorf("%s: %v", jobs[i].ID, err)
			continue
		}
		out := filepath.Join(f.t.TempDir(), "out")
		env := func(name string) string { return desk.Env[name] }
		var talk bytes.Buffer
		if status := cli.Run(ctx, []string{"build", filepath.Join(f.dir, jobs[i].Dir), "-o", out, "--to=pdf,epub", "--format=json", "--progress=none"}, env, io.Discard, &talk); status > 1 {
			f.t.Fatalf("banxin itself: %s", talk.String())
		}
		f.equal(out, done)
		os.RemoveAll(out)
		checked++
	}
	if checked != n {
		f.t.Errorf("%d results are there, not %d", checked, n)
	}
	for e, err := range s.List(ctx, "") {
		if err != nil {
			f.t.Fatal(err)
		}
		top, _, _ := strings.Cut(e.Name, "/")
		if !strings.Contains(" farm.json objects tasks done dead tried lists ", " "+top+" ") {
			f.t.Errorf("%s stands in the store", e.Name)
		}
	}
}

// equal holds that a folder has the files of a result.
func (f *farm) equal(dir string, done *job.Done) {
	f.t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		rel, _ := filepath.Rel(dir, name)
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		hash, _, err := store.HashOf(file)
		for _, of := range done.Result.Files {
			if of.Name == filepath.ToSlash(rel) && of.Hash == hash {
				return err
			}
		}
		f.t.Errorf("%s is not what banxin itself makes: %s", rel, dir)
		return err
	})
	if err != nil || n != len(done.Result.Files) {
		f.t.Errorf("%d files, and banxin itself makes %d: %v", len(done.Result.Files), n, err)
	}
}

// clean holds that nobody has left anything half done in a folder.
func clean(t *testing.T, dir string) {
	t.Helper()
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == ".work" {
			left, _ := os.ReadDir(name)
			for _, e := range left {
				t.Errorf("%s is left in the store", filepath.Join(name, e.Name()))
			}
			return filepath.SkipDir
		}
		if strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), ".tmp") || strings.HasSuffix(d.Name(), ".part") {
			t.Errorf("%s is left in the store", name)
		}
		return nil
	})
}

// freePort is a port that nobody listens at.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// crowd are the processes of a fault test: a hub and three workers that die and come again.
type crowd struct {
	*farm
	at      string
	store   string
	hubDir  string
	hub     *exec.Cmd
	workers [3]*exec.Cmd
}

func (c *crowd) startHub() {
	c.hub = c.start("hub", "--listen", c.at, "--dir", c.hubDir, "--store", c.store, "--http", "", "--lease", "2s")
}

func (c *crowd) startWorker(i int) {
	c.workers[i] = c.start("work", "--hub", "nats://"+c.at, "--store", c.store, "--work-dir", filepath.Join(c.dir, "work"), "--slots", "1", "--name", fmt.Sprint("w", i), "--lease", "2s", "--retry", "200ms")
}

func kill(c *exec.Cmd) {
	c.Process.Kill()
	c.Wait()
}

// waitUp waits until somebody listens.
func waitUp(t *testing.T, at string) {
	t.Helper()
	for range 400 {
		if c, err := net.Dial("tcp", at); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nobody listens at %s", at)
}

// faults runs a night on a hub and three workers. A seeded clock kills a worker again and
// again, the hub in the middle, and then the hub with its folder; the list is given twice at
// once. What comes of it is what comes of it without the farm.
func faults(t *testing.T, n, kills int, address string, every time.Duration) {
	c := &crowd{farm: newFarm(t, n, refusing+"=10"), at: freePort(t), store: address}
	if c.store == "" {
		c.store = filepath.Join(c.dir, "store")
	}
	c.hubDir = filepath.Join(c.dir, "hub")
	c.startHub()
	defer func() { kill(c.hub) }()
	waitUp(t, c.at)
	for i := range c.workers {
		c.startWorker(i)
		defer func() { kill(c.workers[i]) }()
	}
	begun := time.Now()
	var runs [2]*exec.Cmd
	var outs [2]bytes.Buffer
	over := make(chan int, 2)
	for i := range runs {
		runs[i] = c.command("run", c.list, "--hub", "nats://"+c.at, "--store", c.store, "--format", "json", "--lease", "2s")
		runs[i].Stdout, runs[i].Stderr = &outs[i], os.Stderr
		if err := runs[i].Start(); err != nil {
			t.Fatal(err)
		}
		defer runs[i].Process.Kill()
		go func() { runs[i].Wait(); over <- i }()
	}
	clock := rand.New(rand.NewPCG(1, uint64(n)))
	killed, ended := 0, 0
	for ended < 2 {
		select {
		case <-over:
			ended++
			continue
		case <-time.After(every/2 + time.Duration(clock.Int64N(int64(every)))):
		}
		if killed >= kills {
			continue
		}
		i := clock.IntN(len(c.workers))
		kill(c.workers[i])
		c.startWorker(i)
		switch killed++; killed {
		case kills / 2: // the hub comes back on the same folder
			kill(c.hub)
			c.startHub()
		case kills * 3 / 4: // and once without one
			kill(c.hub)
			if err := os.RemoveAll(c.hubDir); err != nil {
				t.Fatal(err)
			}
			c.startHub()
		}
	}
	took := time.Since(begun)
	t.Logf("%d jobs twice, %d workers and 2 hubs killed: %v", n, killed, took.Round(time.Second))
	if killed < kills*3/4 { // the last of which took the hub's folder along
		t.Errorf("only %d were killed", killed)
	}
	for i := range runs {
		var s sum
		if err := json.Unmarshal(outs[i].Bytes(), &s); err != nil || s.Done != n-1 || s.Dead != 1 || runs[i].ProcessState.ExitCode() != exitFindings {
			t.Errorf("run %d: status %v, %s", i, runs[i].ProcessState, outs[i].String())
		}
	}
	for _, w := range c.workers {
		w.Process.Signal(syscall.SIGTERM)
		w.Wait()
	}
	kill(c.hub)
	c.env = append(c.env, refusing+"=0")
	s := c.status("--store", c.store)
	if s.Done != n-1 || s.Dead != 1 || s.Left != 0 {
		t.Errorf("status says %+v", s)
	}
	if len(s.DeadJobs) != 1 || s.DeadJobs[0].ID != "paper-000" || len(s.DeadJobs[0].Tries) != 4 || !strings.Contains(s.DeadJobs[0].Tries[3].Log, "a story of poison") {
		t.Errorf("the dead: %+v", s.DeadJobs)
	}
	c.like(c.store, n-1)
	if address == "" {
		clean(t, c.store)
	}
	again := time.Now()
	if _, status := c.do("run", c.list, "--store", c.store, "--work-dir", filepath.Join(c.dir, "work")); status != exitFindings {
		t.Errorf("a second run ends with %d", status)
	}
	if d := time.Since(again); d > quick(time.Second) {
		t.Errorf("a second run takes %v", d)
	}
}

// quick is a bound on time, on a machine that may be busy with other tests.
func quick(d time.Duration) time.Duration {
	if !need.Bounded() {
		return 10 * d
	}
	return d
}

// TestFaults is the night of sixty papers.
func TestFaults(t *testing.T) { faults(t, 60, 16, "", 250*time.Millisecond) }
