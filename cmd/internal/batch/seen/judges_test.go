package seen

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/worker"
	"banxin/cmd/need"
)

// TestBrowser: the page of a night with all that can be wrong, and that of a hub which has nothing
// to do, are read by all: wide and narrow, by day and by night, in both languages. EPUB_READERS
// names a folder with puppeteer-core and axe-core, EPUB_SHOTS a folder for screenshots.
func TestBrowser(t *testing.T) {
	need.Judges(t)
	var args []string
	for _, lang := range []string{"zh", "en"} {
		for what, p := range map[string]Page{"night": busy(lang), "idle": {Say: locale(lang), Lists: func() []*night.Summary { return nil },
			Crew: func() ([]night.Worker, night.Counters) { return nil, night.Counters{} }, Queue: func() []hub.Count { return nil }}} {
			srv := httptest.NewServer(Handler(p, nil, true))
			defer srv.Close()
			args = append(args, lang+"-"+what+"="+srv.URL+"/")
		}
	}
	need.Browser(t, "testdata/page.mjs", nil, args...)
}

func locale(lang string) say.Locale { return say.For(func(string) string { return lang }) }

// busy is a night of a group: titles that are whole, that run, that are late, and dead jobs.
func busy(lang string) Page {
	at := time.Date(2026, 10, 20, 22, 41, 7, 0, time.UTC)
	s := &night.Summary{List: "tonight-1f2e3d4c", Jobs: 48, Done: 31, Dead: 1, Blocked: 1, Left: 15, At: at, Rate: 12.5, Seconds: 72, Pages: 496, Errors: 3, Warnings: 41, CPU: 812, Memory: 911 << 20}
	for i, name := range []string{"棠川日报", "棠川晚报", "东岗新闻", "西洼周刊", "一份名称特别特别长而且没有人会缩写的行业报纸（海外版）", "Harbour Gazette"} {
		s.Titles = append(s.Titles, night.Title{Name: name, Dir: fmt.Sprintf("papers/title-%02d", i), Jobs: 8, Done: 8 - i%3, Left: i % 3, Dead: i / 5, Pages: 16 * (i + 1), Errors: i % 2, Warnings: 5 * i, CPU: 130.5 * float64(i+1), Whole: i%3 == 0 && i < 5, Late: i == 4,
			Findings: []night.Found{{Job: fmt.Sprintf("papers_title-%02d_2026-10-20", i), Finding: job.Finding{Code: "SET-OVERSET", Severity: "error", Message: "12 characters find no room", File: "editions/2026-10-20/stories/101.md", Line: 3, Column: 1}}}[:i%2]})
	}
	log := "panic: runtime error: index out of range [7] with length 7\n\ngoroutine 41 [running]:\n" + strings.Repeat("layout/flow.(*setter).place(0xc0001c2000, 0x7)\n\tlayout/flow/pour.go:218 +0x1d4\n", 30)
	for n := range 4 {
		if n == 0 {
			s.DeadJobs = append(s.DeadJobs, night.DeadJob{ID: "papers_title-05_2026-10-20", Title: "Harbour Gazette", State: "dead"}, night.DeadJob{ID: "site", Title: "site", State: "blocked"})
		}
		s.DeadJobs[0].Tries = append(s.DeadJobs[0].Tries, worker.Try{Worker: "press-3-4711", At: at, Told: say.Msg("panicked", say.Msg("process-ended", "exit status 2"), "runtime error: index out of range [7] with length 7"), Log: log})
	}
	s.Late = []night.Late{{ID: "papers_title-04_2026-10-20", Title: s.Titles[4].Name, Due: at.Add(time.Hour), By: 660, State: "ready"}}
	old := &night.Summary{List: "archive-0a1b2c3d", Jobs: 25550, Done: 25550, At: at, Pages: 204400, CPU: 398580, Memory: 640 << 20, Titles: []night.Title{{Name: "旧报", Jobs: 25550, Done: 25550, Pages: 204400, CPU: 398580, Whole: true}}}
	return Page{Say: locale(lang), Lists: func() []*night.Summary { return []*night.Summary{s, old} },
		Crew: func() ([]night.Worker, night.Counters) {
			return []night.Worker{{Name: "press-1-1201", Engine: "1f2e3d4c5b6a", Slots: 8, Busy: 8}, {Name: "press-3-4711", Engine: "1f2e3d4c5b6a", Slots: 8, Busy: 1, Waiting: "put objects/ab/abcd…: connection refused"}}, night.Counters{}
		},
		Queue: func() []hub.Count { return []hub.Count{{Engine: "1f2e3d4c5b6a", Waiting: 6, Running: 9}} }}
}
