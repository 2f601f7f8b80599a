package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/cli"
	"banxin/cmd/need"
)

// An archive of the benchmark's editions: titles with editions of seven pages each.
const (
	ofTitle      = 50 // editions
	ofEdition    = 7  // pages
	archiveTo    = "pdf,epub"
	archiveStart = "1956-01-01"
)

// TestArchive sets an archive of ten thousand pages, or as many as BANXIN_FARM_PAGES says, made
// by benchedition. Once a minute, or as often as BANXIN_FARM_KILLS says, the hub, the workers and
// who runs the list are killed, and start again. A page at the end costs what one at the begin
// does, and a sample of what was made is what banxin itself makes.
func TestArchive(t *testing.T) {
	need.Minutes(t)
	pages, every := 10_000, time.Minute
	if v, err := strconv.Atoi(os.Getenv("BANXIN_FARM_PAGES")); err == nil {
		pages = v
	}
	if v, err := time.ParseDuration(os.Getenv("BANXIN_FARM_KILLS")); err == nil {
		every = v
	}
	a := &archiveRun{crowd: &crowd{farm: &farm{t: t, dir: t.TempDir(), env: []string{asFarm + "=1", "BANXIN_LANG=en"}}, at: freePort(t)}, every: every}
	a.store, a.hubDir, a.list = filepath.Join(a.dir, "store"), filepath.Join(a.dir, "hub"), filepath.Join(a.dir, "jobs.jsonl")
	a.make((pages + ofEdition - 1) / ofEdition)
	a.want(0, "plan", "press", "-o", "jobs.jsonl", "--to", archiveTo)
	begun := time.Now()
	for a.minute() {
	}
	t.Logf("%d times all were killed; %v", len(a.minutes)-1, time.Since(begun).Round(time.Second))
	a.linear()
	a.sample(20)
	if out, status := a.do("run", a.list, "--store", a.store, "--work-dir", filepath.Join(a.dir, "work"), "-q"); status != 0 {
		t.Errorf("a second run ends with %d: %s", status, out)
	}
}

// archiveRun is an archive that is being set.
type archiveRun struct {
	*crowd
	every   time.Duration
	minutes []minute
}

// minute is the time between two deaths.
type minute struct {
	took  time.Duration
	farm  time.Duration // processors of hub, workers and who runs the list
	begin time.Time
}

// make writes so many editions by benchedition.
func (a *archiveRun) make(n int) {
	a.t.Helper()
	tool := filepath.Join(a.dir, "benchedition")
	c := exec.Command("go", "build", "-o", tool, "./cmd/internal/benchedition")
	c.Dir = need.Root(a.t)
	if out, err := c.CombinedOutput(); err != nil {
		a.t.Fatalf("%v: %s", err, out)
	}
	for i := range n {
		a.write("articles.json", articles(i))
		day, err := time.Parse(time.DateOnly, archiveStart)
		if err != nil {
			a.t.Fatal(err)
		}
		c := exec.Command(tool, "-in", "articles.json", "-out", fmt.Sprintf("press/title-%03d", i/ofTitle), "-date", day.AddDate(0, 0, i%ofTitle).Format(time.DateOnly))
		c.Dir = a.dir
		if out, err := c.CombinedOutput(); err != nil {
			a.t.Fatalf("%v: %s", err, out)
		}
	}
}

// sentences are what the articles of the archive are made of.
var sentences = []string{
	"清晨六点，河埠头的第一班船离岸，船上装着昨夜碾好的米。", "公社的社员把渠道又挖深了一尺，水从东岗一直流到西洼。", "老张说，往年这个时候，地里还看不见一点绿。",
	"厂里的青年们组织了夜校，每周三次，学的是识图和算术。", "修桥的队伍在北岸扎下营来，石料由两条船轮流运送。", "这一季的棉花比去年早熟十天，收购站前排起了长队。",
	"图书室添了三百册新书，借阅的人一直坐到熄灯。", "“我们不怕冷，”她说，“怕的是耽误了工期。”", "会上，代表们谈到了粮食、道路和孩子们上学的事。", "风停以后，渔民把网重新晾在堤上，准备明天再出去。",
}

// articles is articles.json of an edition: its text differs from that of all others.
func articles(i int) string {
	type para struct {
		T string `json:"t"`
		S string `json:"s"`
	}
	type article struct {
		ID       string   `json:"id"`
		Headline []string `json:"headline"`
		Byline   string   `json:"byline"`
		Body     []para   `json:"body"`
	}
	r := rand.New(rand.NewPCG(2, uint64(i)))
	var all []article
	for n := range 24 {
		a := article{ID: fmt.Sprintf("a%02d", n), Headline: []string{fmt.Sprintf("第%d号来信之%d", i+1, n+1)}, Byline: "本报通讯员"}
		for range 8 {
			text := ""
			for range 4 + r.IntN(2) {
				text += sentences[r.IntN(len(sentences))]
			}
			a.Body = append(a.Body, para{"p", text})
		}
		all = append(all, a)
	}
	data, err := json.Marshal(map[string]any{
		"geometry": map[string]any{"page_w_pt": 620, "page_h_pt": 900, "columns": 4, "chars_per_line": 14, "body_pt": 9, "leading_pt": 13, "gutter_pt": 12, "lines": 60},
		"articles": all,
	})
	if err != nil {
		panic(err)
	}
	return string(data)
}

// minute lets the farm run until the next death, and tells whether there is more to do.
func (a *archiveRun) minute() bool {
	m := minute{begin: time.Now()}
	a.startHub()
	waitUp(a.t, a.at)
	for i := range a.workers {
		a.startWorker(i)
	}
	run := a.start("run", a.list, "--hub", "nats://"+a.at, "--store", a.store, "--lease", "2s", "--progress", "none", "-q")
	over := make(chan error, 1)
	go func() { over <- run.Wait() }()
	more := true
	select {
	case err := <-over:
		if more = false; err != nil {
			a.t.Errorf("run: %v", err)
		}
	case <-time.After(a.every):
		run.Process.Kill()
		<-over
	}
	kill(a.hub)
	for _, w := range a.workers {
		kill(w)
	}
	m.took = time.Since(m.begin)
	for _, c := range []*exec.Cmd{run, a.hub, a.workers[0], a.workers[1], a.workers[2]} {
		m.farm += own(c.ProcessState)
	}
	a.minutes = append(a.minutes, m)
	return more
}

// own is what a process has taken of the processors, without the children that it waited for
// in vain: of a worker that was killed those die later.
func own(s *os.ProcessState) time.Duration {
	return s.UserTime() + s.SystemTime()
}

// linear says for each minute what a page has cost, and holds that it is the same at the end.
func (a *archiveRun) linear() {
	a.t.Helper()
	type sums struct {
		pages, jobs int
		cpu         time.Duration
	}
	at := make([]sums, len(a.minutes))
	var all sums
	for _, d := range a.results() {
		for i := range a.minutes {
			if b := a.minutes[i].begin; !d.Cost.At.Before(b.Truncate(time.Second)) && d.Cost.At.Before(b.Add(a.minutes[i].took).Truncate(time.Second)) || i == len(a.minutes)-1 {
				at[i].pages, at[i].jobs, at[i].cpu = at[i].pages+d.Result.Pages, at[i].jobs+1, at[i].cpu+d.Cost.CPU
				break
			}
		}
		all.pages, all.jobs, all.cpu = all.pages+d.Result.Pages, all.jobs+1, all.cpu+d.Cost.CPU
	}
	var farm time.Duration
	per := func(cpu time.Duration, pages int) float64 {
		return float64(cpu.Microseconds()) / 1000 / float64(max(pages, 1))
	}
	for i, m := range a.minutes {
		a.t.Logf("minute %d: %d pages in %v, %.1f a minute; a page %.1f ms of processors, and %.1f of the farm's", i+1, at[i].pages, m.took.Round(time.Second),
			float64(at[i].pages)/m.took.Minutes(), per(at[i].cpu, at[i].pages), per(m.farm, at[i].pages))
		farm += m.farm
	}
	a.t.Logf("%d pages in %d editions: a page %.1f ms of processors, and %.1f of the farm's", all.pages, all.jobs, per(all.cpu, all.pages), per(farm, all.pages))
	third := len(at) / 3
	if third == 0 {
		return
	}
	var first, last sums
	var firstFarm, lastFarm time.Duration
	for i := range third {
		k := len(at) - 2 - i // the very last may be short
		first.pages, first.cpu, firstFarm = first.pages+at[i].pages, first.cpu+at[i].cpu, firstFarm+a.minutes[i].farm
		last.pages, last.cpu, lastFarm = last.pages+at[k].pages, last.cpu+at[k].cpu, lastFarm+a.minutes[k].farm
	}
	from, to := per(first.cpu+firstFarm, first.pages), per(last.cpu+lastFarm, last.pages)
	a.t.Logf("the first third of the time: %.1f ms a page; the last: %.1f (%+.1f %%)", from, to, 100*(to/from-1))
	if to > 1.3*from {
		a.t.Errorf("a page costs %.1f ms at the begin and %.1f at the end", from, to)
	}
}

// results are all that the store has.
func (a *archiveRun) results() (all []*job.Done) {
	a.t.Helper()
	s, err := store.Open(a.t.Context(), a.store)
	if err != nil {
		a.t.Fatal(err)
	}
	defer s.Close()
	for e, err := range s.List(a.t.Context(), job.DoneName("")) {
		if err != nil {
			a.t.Fatal(err)
		}
		d, err := job.Find(a.t.Context(), s, path.Base(e.Name))
		if err != nil {
			a.t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// sample holds that of some editions what was made is what banxin itself makes.
func (a *archiveRun) sample(n int) {
	a.t.Helper()
	data, err := os.ReadFile(a.list)
	if err != nil {
		a.t.Fatal(err)
	}
	jobs, found := job.Parse(a.list, data)
	if len(found) > 0 {
		a.t.Fatal(found)
	}
	s, err := store.Open(a.t.Context(), a.store)
	if err != nil {
		a.t.Fatal(err)
	}
	defer s.Close()
	desk := &job.Desk{Store: s, Dir: a.dir, Engine: "test", Env: map[string]string{"BANXIN_LANG": "en"}}
	for i := 0; i < len(jobs); i += max(len(jobs)/n, 1) {
		p, err := desk.Prepare(a.t.Context(), &jobs[i], nil)
		if err != nil {
			a.t.Fatal(err)
		}
		done, err := job.Find(a.t.Context(), s, p.Key())
		if err != nil {
			a.t.Errorf("%s: %v", jobs[i].ID, err)
			continue
		}
		out := filepath.Join(a.t.TempDir(), "out")
		var talk bytes.Buffer
		if status := cli.Run(a.t.Context(), []string{"build", filepath.Join(a.dir, jobs[i].Dir), "-o", out, "--edition", jobs[i].Edition, "--to", archiveTo, "--format=json", "--progress=none"},
			func(name string) string { return desk.Env[name] }, io.Discard, &talk); status > 1 {
			a.t.Fatalf("banxin itself: %s", talk.String())
		}
		a.equal(out, done)
	}
}
