// Package seen is what people and Prometheus see of a farm: a page for browsers, the report
// of a night, and metrics.
//
//	err := seen.Report(w, say, summaries)                      // a page that stands alone
//	stop, err := seen.Listen("127.0.0.1:8222", page, seen.Guard{}, log) // and /metrics beside it
//
// The page loads nothing from elsewhere, and is read by screen readers as by eyes; what
// papers and logs say is shown and not obeyed.
package seen

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// Page is what is shown.
type Page struct {
	Say   say.Locale // where a browser likes neither language
	Lists func() []*night.Summary
	Crew  func() ([]night.Worker, night.Counters)
	Queue func() []hub.Count
}

// view is what the template sees.
type view struct {
	Lang    string
	Live    bool
	Style   template.CSS
	Script  template.JS
	Lists   []*night.Summary
	Workers []night.Worker
	Queue   []hub.Count
}

// Report writes the report of lists as a page that stands alone.
func Report(w io.Writer, l say.Locale, lists []*night.Summary) error {
	return write(w, l, view{Lists: lists})
}

// live writes the page as it is now.
func (p *Page) live(w io.Writer, l say.Locale) error {
	workers, _ := p.Crew()
	return write(w, l, view{Live: true, Script: template.JS(pageJS), Lists: p.Lists(), Workers: workers, Queue: p.Queue()})
}

func write(w io.Writer, l say.Locale, v view) error {
	v.Lang, v.Style = "en", template.CSS(pageCSS)
	if l.Chinese() {
		v.Lang = "zh-CN"
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"short":   say.Seconds,
		"pace":    func(s *night.Summary) string { return l.Pace(s.Rate, time.Duration(s.Seconds*float64(time.Second))) },
		"time":    func(t time.Time) string { return t.Local().Format("2006-01-02 15:04:05 MST") },
		"nth":     func(n int) string { return l.T("try", n+1) },
		"stamp":   func(t time.Time) string { return t.Format(time.RFC3339) },
		"mb":      func(n int64) int64 { return n >> 20 },
		"reason":  func(t interface{ Reason(say.Locale) string }) string { return t.Reason(l) },
		"told":    l.Told,
		"message": func(f night.Found) string { return f.In(l) },
		"dir":     besideName,
		"unmade": func(t night.Title) string {
			return l.T("outputs-not-made", t.Unmade, strings.Join(t.Missing, ", "))
		},
		"overset":  func(n int) string { return l.T("stories-over", n) },
		"unplaced": func(n int) string { return l.T("stories-on-no-page", n) },
		"inc":      func(n int) int { return n + 1 },
		"over":     func(s *night.Summary) int { return s.Jobs - s.Left },
	}).Parse(labelled(l))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, v); err != nil {
		return err
	}
	_, err = b.WriteTo(w)
	return err
}

// besideName is the folder of a title, where its name does not say it.
func besideName(t night.Title) string {
	if t.Name == t.Dir || strings.HasSuffix(t.Name, "("+t.Dir+")") {
		return ""
	}
	return t.Dir
}

// labelled puts the words of the page in the user's language: {{"Jobs"}} stands for a message.
func labelled(l say.Locale) string {
	words := []string{}
	for mark, text := range labels(l) {
		words = append(words, "{{"+`"`+mark+`"`+"}}", template.HTMLEscapeString(text))
	}
	return strings.NewReplacer(words...).Replace(pageHTML)
}

// labels are the words of the page.
func labels(l say.Locale) map[string]string {
	return map[string]string{
		"title": l.T("farm"), "skip": l.T("to-lists"), "fresh": l.T("show-what-new-every-five-seconds"), "nothing": l.T("there-no-list-yet"),
		"jobs": l.T("jobs"), "done": l.T("done"), "left": l.T("left"), "dead": l.T("dead"), "blocked": l.T("blocked"), "cancelled": l.T("cancelled"),
		"pages": l.T("pages"), "errors": l.T("errors"), "warnings": l.T("warnings"), "cpu": l.T("processor-time"), "memory": l.T("most-memory-of-job"),
		"titles": l.T("titles"), "papers": l.T("title-2"), "state": l.T("state"), "whole": l.T("whole"), "not": l.T("not-whole"), "running": l.T("running"), "late": l.T("late"),
		"deadJobs": l.T("jobs-that-not-done"), "lateJobs": l.T("jobs-that-late"), "job": l.T("job"), "due": l.T("due"), "by": l.T("late-by"), "log": l.T("log"),
		"at": l.T("as-of"), "workers": l.T("workers"), "worker": l.T("worker"), "busy": l.T("busy"), "slots": l.T("slots"),
		"waits": l.T("waits-2"), "version": l.T("version"), "queue": l.T("queue"), "waiting": l.T("waiting"), "with": l.T("with-workers"), "progress": l.T("progress"), "idle": l.T("nobody-sees-to-it"), "findings": l.T("findings-2"), "list": l.T("list-2"),
	}
}

// policy lets the page run its own script and style, by their hashes, and nothing else.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(pageCSS) + "; script-src " + hash(pageJS) + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
