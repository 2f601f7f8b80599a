//go:build unix

package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/output/live"
)

// BenchmarkEdit measures in processor time what a change of a paper costs the live proof until
// a browser has been told and the page that it is on can be fetched, and what each stage takes of that:
//
//	go test ./cmd/internal/cli -run '^$' -bench Edit -benchtime 20x -cpu 1
func BenchmarkEdit(b *testing.B) {
	sample, fixed, cols := filesOf(b, assets.Sample()), manyFixed(b, 8), oneChain(b, 850)
	for _, c := range []struct {
		name   string
		files  map[string][]byte
		change func(files map[string][]byte, n int) (name string)
	}{
		{"sample/word", sample, word("303-names.md")},
		{"fixed-64/word", fixed, word("303-names-3.md")},
		{"cols-64/word", cols, word("r0400.md")},
		{"cols-64/line-late", cols, moreLines("r0800.md")},
		{"cols-64/line-first", cols, moreLines("r0000.md")},
		{"sample/fresh", sample, nil},
		{"fixed-64/fresh", fixed, nil},
		{"cols-64/fresh", cols, nil},
		{"fixed-64/paper", fixed, paperWide},
	} {
		b.Run(c.name, func(b *testing.B) { benchEdit(b, c.files, c.change) })
	}
}

func benchEdit(b *testing.B, files map[string][]byte, change func(map[string][]byte, int) string) {
	dir := b.TempDir()
	for name, data := range files {
		writeBack(b, dir, name, data, -time.Hour)
	}
	w := &world{say: words.In(false), now: time.Now}
	made := func() *livePaper {
		p := &livePaper{paper: &paperOptions{dir: dir, kept: &unchangedFiles{now: w.now}}, w: w, chinese: words.In(true), english: words.In(false)}
		p.server = live.New(live.Options{Local: true})
		p.looked = &looked{kept: p.paper.kept, told: func(string) bool { return true }}
		return p
	}
	collectBetween() // as the live proof does
	p := made()
	stages := &staged{}
	for range 2 {
		stages.edit(b, p)
	}
	*stages = staged{drawings: stages.drawings, browser: stages.browser}
	n := 0
	for b.Loop() {
		b.StopTimer()
		if change == nil {
			p = made()
		} else {
			now := map[string][]byte{}
			for name, data := range files {
				now[name] = data
			}
			name := change(now, n)
			writeBack(b, dir, name, now[name], time.Duration(n-3000)*time.Second)
			p.looked.forget([]string{name})
		}
		n++
		idle()
		b.StartTimer()
		stages.edit(b, p)
	}
	stages.report(b, n)
}

// staged is the processor time of stages. The last two are what a browser is told, and what it asks
// for of the pages that have changed.
type staged struct {
	compose, proofread, edition, show, said, drawn time.Duration

	browser  *browserStream // that is told of the edition
	told     int            // bytes that it was told
	drawings map[int]string // of pages, that the browser has
	bytes    int            // that it got of them
}

// browserStream is what the events of a live proof are written to.
type browserStream struct {
	server *live.Server
	header http.Header
	wrote  bytes.Buffer
	events chan []byte
}

func (s *browserStream) Header() http.Header            { return s.header }
func (s *browserStream) WriteHeader(int)                {}
func (s *browserStream) Write(data []byte) (int, error) { return s.wrote.Write(data) }

// Flush hands over what has been written.
func (s *browserStream) Flush() {
	if s.wrote.Len() > 0 {
		s.events <- bytes.Clone(s.wrote.Bytes())
		s.wrote.Reset()
	}
}

// browserOf is the browser that a paper's proof tells of its editions; a server that is new has none yet.
func (s *staged) browserOf(b *testing.B, p *livePaper) *browserStream {
	if s.browser == nil || s.browser.server != p.server {
		s.browser = &browserStream{server: p.server, header: http.Header{}, events: make(chan []byte)}
		go p.server.ServeHTTP(s.browser, httptest.NewRequestWithContext(b.Context(), "GET", "http://localhost/events", nil))
	}
	return s.browser
}

// next is the next event: its data.
func (s *browserStream) next(b *testing.B) []byte {
	_, data, ok := bytes.Cut(<-s.events, []byte("\ndata: "))
	if !ok {
		b.Fatal("an event without data")
	}
	return data
}

// changedPages are those of which an event tells that something is new on them.
func changedPages(b *testing.B, event []byte) (out []int) {
	var told struct{ Pages []json.RawMessage }
	if err := json.Unmarshal(event, &told); err != nil {
		b.Fatal(err)
	}
	i := 0
	for _, step := range told.Pages {
		var stay [2]int
		var page struct{ Changed []any }
		switch {
		case json.Unmarshal(step, &stay) == nil:
			i += stay[1]
		case json.Unmarshal(step, &page) == nil:
			if len(page.Changed) > 0 {
				out = append(out, i)
			}
			i++
		default:
			b.Fatalf("neither pages that stay nor a page: %s", step)
		}
	}
	return out
}

func (s *staged) report(b *testing.B, n int) {
	per := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	b.ReportMetric(per(s.compose), "compose-ms")
	b.ReportMetric(per(s.proofread), "proofread-ms")
	b.ReportMetric(per(s.edition), "edition-ms")
	b.ReportMetric(per(s.show), "show-ms")
	b.ReportMetric(per(s.said), "said-ms")
	b.ReportMetric(per(s.drawn), "drawn-ms")
	b.ReportMetric(float64(s.bytes)/1000/float64(n), "drawn-kB")
	b.ReportMetric(float64(s.told)/1000/float64(n), "told-kB")
	b.ReportMetric(per(s.compose+s.proofread+s.edition+s.show+s.said), "cpu-ms/op")
}

// edit does what the live proof does when files have changed.
func (s *staged) edit(b *testing.B, p *livePaper) {
	lap := stopwatch()
	set, err := p.read().compose(b.Context(), p.options())
	if err != nil {
		b.Fatal(err)
	}
	s.compose += lap()
	set = p.judged(set)
	s.proofread += lap()
	if p.current.Store(set); set.Doc == nil {
		b.Fatal("no page")
	}
	e := p.edition(set)
	s.edition += lap()
	p.server.Show(e)
	s.show += lap()
	told := s.browserOf(b, p).next(b)
	s.said += lap()
	s.told += len(told)
	pages := changedPages(b, told)
	drawings := maps.Clone(s.drawings)
	if drawings == nil {
		drawings = map[int]string{}
	}
	lap()
	for _, i := range pages {
		var data []byte
		data, drawings[i] = asked(b, p, fmt.Sprintf("/page/%d/page.svg?from=%s", i, s.drawings[i]))
		s.bytes += len(data)
	}
	s.drawings = drawings
	s.drawn += lap()
	p.paper.kept.turn()
}

// asked is what a browser of this machine gets, and which drawing of a page that is.
func asked(b *testing.B, p *livePaper, at string) (data []byte, drawing string) {
	r := httptest.NewRequest("GET", "http://localhost"+at, nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	a := httptest.NewRecorder()
	p.server.ServeHTTP(a, r)
	drawing = a.Header().Get("Drawing")
	if a.Header().Get("Content-Encoding") != "gzip" {
		return a.Body.Bytes(), drawing
	}
	z, err := gzip.NewReader(a.Body)
	if err != nil {
		b.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		b.Fatal(err)
	}
	return data, drawing
}

// stopwatch tells the processor time since it was asked last.
func stopwatch() func() time.Duration {
	last := cpuTime()
	return func() time.Duration {
		now := cpuTime()
		d := now - last
		last = now
		return d
	}
}

func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// writeBack writes a file that was changed some time ago.
func writeBack(b testing.TB, dir, name string, data []byte, ago time.Duration) {
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(at, data, 0o666); err != nil {
		b.Fatal(err)
	}
	when := time.Now().Add(ago)
	if err := os.Chtimes(at, when, when); err != nil {
		b.Fatal(err)
	}
}

// word changes a character of a story: its lines stay as many.
func word(story string) func(map[string][]byte, int) string {
	return func(files map[string][]byte, n int) string {
		name := sampleDay + "stories/" + story
		files[name] = bytes.Replace(files[name], []byte("，"), []byte("，"+string(rune(0x4E00+n%5000))), 1)
		return name
	}
}

// moreLines makes a story longer by a line each time.
func moreLines(story string) func(map[string][]byte, int) string {
	return func(files map[string][]byte, n int) string {
		name := sampleDay + "stories/" + story
		files[name] = bytes.Replace(files[name], []byte("，"), []byte("，"+strings.Repeat("河边新修的路已经通车了大家都说这样真是好呀", n+1)), 1)
		return name
	}
}

// paperWide changes what all pages depend on.
func paperWide(files map[string][]byte, n int) string {
	files["paper.yaml"] = bytes.Replace(files["paper.yaml"], []byte("小标题: {前空: 1}"), fmt.Appendf(nil, "小标题: {前空: 1, 字号: %d.%dpt}", 9, n%10), 1)
	return "paper.yaml"
}

func filesOf(b testing.TB, from fs.FS) map[string][]byte {
	files := map[string][]byte{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(from, name)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}

// manyFixed is the sample several times over, with stories of other words each time: pages of
// fixed slots.
func manyFixed(b testing.TB, times int) map[string][]byte {
	sample := filesOf(b, assets.Sample())
	files := map[string][]byte{}
	var ids []string
	for name, data := range sample {
		if dir, base := path.Split(name); dir == sampleDay+"stories/" {
			ids = append(ids, strings.TrimSuffix(base, ".md"))
		} else {
			files[name] = data
		}
	}
	slices.Sort(ids)
	isID := regexp.MustCompile(strings.Join(ids, "|"))
	head, pages, _ := strings.Cut(string(sample[sampleDay+"edition.yaml"]), "版:\n")
	all := head + "版:\n"
	for k := range times {
		all += isID.ReplaceAllStringFunc(pages, func(id string) string { return fmt.Sprint(id, "-", k) })
		for _, id := range ids {
			text := string(sample[sampleDay+"stories/"+id+".md"])
			text = isID.ReplaceAllStringFunc(text, func(id string) string { return fmt.Sprint(id, "-", k) })
			files[fmt.Sprint(sampleDay, "stories/", id, "-", k, ".md")] = []byte(strings.ReplaceAll(text, "。\n", "。"+string([]rune("甲乙丙丁戊己庚辛")[k%8])+"。\n"))
		}
	}
	files[sampleDay+"edition.yaml"] = []byte(all)
	return files
}

// oneChain is stories that follow one another through the columns of as many pages as they
// take.
func oneChain(b testing.TB, n int) map[string][]byte {
	var paras []string
	for name, data := range filesOf(b, assets.Sample()) {
		if path.Ext(name) != ".md" || path.Dir(name) != sampleDay+"stories" {
			continue
		}
		for p := range strings.SplitSeq(string(data), "\n\n") {
			if r := []rune(p); len(r) > 60 && strings.HasSuffix(p, "。") && !strings.ContainsAny(p, "![]#|*>{}~-`:@") {
				paras = append(paras, p)
			}
		}
	}
	slices.Sort(paras)
	files := map[string][]byte{
		"paper.yaml": []byte("名称: 试排\n代码: bench\n样式:\n  主题: {字体: [粗黑], 字号: 16pt, 行距: 22pt, 对齐: 居中}\n"),
		"templates/流水.yaml": []byte("名称: 流水\n成品: 1105.51pt x 1544.88pt\n栏: {数: 5, 字: 21, 距: 12pt}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 101\n流式: 是\n" +
			"版图: |\n  101 | 正文 正文 正文 正文 正文\n版位:\n  正文: {流: 是, 题: {跨: 栏内}, 稿距: 1}\n"),
	}
	var ids strings.Builder
	next := 0
	for i := range n {
		text := fmt.Sprintf("---\n编号: r%04d\n标题:\n  - %s的第%d回\n---\n", i, string([]rune(paras[i%len(paras)])[:6]), i)
		for chars := 0; chars < 640; next++ {
			p := paras[(next*7+i)%len(paras)]
			text += "\n" + strings.TrimSuffix(p, "。") + fmt.Sprintf("，其%d。\n", i)
			chars += len([]rune(p))
		}
		files[fmt.Sprintf("%sstories/r%04d.md", sampleDay, i)] = []byte(text)
		fmt.Fprintf(&ids, "        - r%04d\n", i)
	}
	files[sampleDay+"edition.yaml"] = []byte("日期: 2026-10-20\n版:\n  - 版面: 要闻\n    模板: 流水\n    稿件:\n      正文:\n" + ids.String())
	return files
}

// BenchmarkPage measures what the browser asks for after a change: the edition in JSON, and the
// page.
func BenchmarkPage(b *testing.B) {
	dir := b.TempDir()
	if err := os.CopyFS(dir, assets.Sample()); err != nil {
		b.Fatal(err)
	}
	w := &world{say: words.In(false), now: time.Now}
	p := &livePaper{paper: &paperOptions{dir: dir, kept: &unchangedFiles{now: w.now}}, w: w, chinese: words.In(true), english: words.In(false), server: live.New(live.Options{})}
	set, err := p.compose(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	p.show(set)
	size := 0
	for b.Loop() {
		p.server = live.New(live.Options{})
		p.show(set)
		for _, at := range []string{"/edition.json", "/page/0/page.svg"} {
			r := httptest.NewRecorder()
			p.server.ServeHTTP(r, httptest.NewRequest("GET", "http://localhost"+at, nil))
			size = r.Body.Len()
		}
	}
	b.ReportMetric(float64(size)/1000, "page-kB")
}
