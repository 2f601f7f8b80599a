package command

import (
	"fmt"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/words"
)

// summary writes how a list stands, for people; with all, every title.
func (w *world) summary(s *night.Summary, all bool) {
	t := w.say.T
	fmt.Fprintln(w.out, t("job-jobs-done-left-dead-blocked", s.List, s.Jobs, s.Done, s.Left, s.Dead, s.Blocked, s.Cancelled))
	fmt.Fprintln(w.out, t("page-pages-error-errors-warning-warnings", s.Pages, s.Errors, s.Warnings, say.Seconds(s.CPU), s.Memory>>20))
	if s.Idle {
		fmt.Fprintln(w.out, "  "+w.say.T("nobody-sees-to-it"))
	}
	if s.Left > 0 && s.Rate > 0 {
		fmt.Fprintln(w.out, "  "+w.say.Pace(s.Rate, time.Duration(s.Seconds*float64(time.Second))))
	}
	w.titles(s, all)
	for i := range s.DeadJobs {
		w.dead(&s.DeadJobs[i], all)
	}
	for _, l := range s.Late {
		fmt.Fprintln(w.out, t("late-due-by", l.ID, l.Title, l.Due.Format(time.RFC3339), say.Seconds(l.By)))
	}
}

// mostTitles is how many of the titles with errors are named where not all titles are.
const mostTitles = 20

// titles writes each title with its findings; without all, those that have errors.
func (w *world) titles(s *night.Summary, all bool) {
	n := 0
	for i := range s.Titles {
		t := &s.Titles[i]
		if !all && t.Errors+t.Unplaced+t.Over+t.Unmade == 0 {
			continue
		}
		if n++; !all && n > mostTitles {
			continue
		}
		w.title(t)
		for _, f := range t.Findings {
			if all {
				fmt.Fprintln(w.out, "    "+w.found(&f))
			}
		}
	}
	if !all && n > mostTitles {
		fmt.Fprintln(w.out, w.say.T("more-titles-with-errors", n-mostTitles))
	}
}

// found says a finding of a job: where, what, its code.
func (w *world) found(f *night.Found) string {
	at := f.Job
	if f.File != "" {
		at += ": " + f.File
		for _, n := range []int{f.Line, f.Column} {
			if n > 0 {
				at += fmt.Sprint(":", n)
			}
		}
	} else if f.Page > 0 {
		at += ": " + w.say.T("page-of", f.Page)
	}
	kind := w.say.T("found-warning")
	if f.Severity == "error" {
		kind = w.say.T("found-error")
	}
	return words.Visible(fmt.Sprintf("%s: %s: %s [%s]", kind, at, f.In(w.say), f.Code))
}

// title writes what a list has of one paper.
func (w *world) title(t *night.Title) {
	var how []string
	comma := ", "
	if w.say.Chinese() {
		comma = "，"
	}
	add := func(n int, said string) {
		if n > 0 {
			how = append(how, said)
		}
	}
	add(t.Left, w.say.T("left-2", t.Left))
	add(t.Dead, w.say.T("not-done", t.Dead))
	add(t.Unmade, w.say.T("outputs-not-made", t.Unmade, strings.Join(t.Missing, ", ")))
	add(t.Over, w.say.T("stories-over", t.Over))
	add(t.Unplaced, w.say.T("stories-on-no-page", t.Unplaced))
	if t.Whole {
		how = []string{w.say.T("whole")}
	}
	fmt.Fprintln(w.out, w.say.T("of-page-pages-error-errors-warning", t.Name, t.Done, t.Jobs, strings.Join(how, comma), t.Pages, t.Errors, t.Warnings))
}

// dead writes a job that was given up; with log, all that is known of why.
func (w *world) dead(d *night.DeadJob, log bool) {
	switch d.State {
	case "blocked":
		fmt.Fprintln(w.out, w.say.T("blocked-comes-after-one-that-not", d.ID, d.Title))
		return
	case "cancelled":
		fmt.Fprintln(w.out, w.say.T("cancelled-2", d.ID, d.Title))
		return
	}
	if d.Key == "" {
		fmt.Fprintln(w.out, w.say.T("dead-not-read", d.ID, d.Title, d.Tries[0].Reason(w.say)))
		fmt.Fprintln(w.out, "    "+w.say.Told(d.Remedy))
		return
	}
	why := ""
	if n := len(d.Tries); n > 0 {
		why = d.Tries[n-1].Reason(w.say)
	}
	fmt.Fprintln(w.out, w.say.T("dead-tried-times", d.ID, d.Title, len(d.Tries), why))
	if log && len(d.Tries) > 0 {
		for line := range strings.Lines(d.Tries[len(d.Tries)-1].Log) {
			fmt.Fprintln(w.out, "    "+words.Visible(strings.TrimRight(line, "\n")))
		}
	}
}

// crew writes who works.
func (w *world) crew(workers []night.Worker, queue []hub.Count) {
	for _, c := range queue {
		fmt.Fprintln(w.out, w.say.T("queue-waiting-with-workers-version", c.Waiting, c.Running, c.Engine))
	}
	for _, k := range workers {
		line := w.say.T("worker-of-busy", k.Name, k.Busy, k.Slots)
		if k.Waiting != "" {
			line += w.say.T("waits-3", k.Reason(w.say))
		}
		fmt.Fprintln(w.out, line)
	}
}
