package kinds

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/cli"
	"banxin/cmd/internal/words"
	flight "banxin/output/preflight"
)

// build makes what banxin build makes: all outputs, report.json and the list of files.
func (c *call) build() (job.Result, error) {
	c.shared()
	flags, err := c.flags()
	if err != nil {
		return job.Result{}, err
	}
	args := append([]string{"build", c.at.In, "-o", c.at.Out, "--format=json", "--progress=none"}, flags...)
	if c.task.Edition != "" {
		args = append(args, "--edition="+c.task.Edition)
	}
	if len(c.task.To) > 0 {
		args = append(args, "--to="+strings.Join(c.task.To, ","))
	}
	out, err := c.banxin(args...)
	if err != nil {
		return job.Result{}, err
	}
	of, err := reported(out)
	if err != nil {
		return job.Result{}, err
	}
	r := of.result()
	of.left(&r)
	c.unmade(&r, of)
	return r, nil
}

// left counts the stories that stand on no page, and those whose text has no room.
func (of *report) left(r *job.Result) {
	for _, f := range of.Findings {
		switch {
		case f.Code == "PLAN-UNPLACED":
			r.Unplaced++
		case f.Code == "FIT-OVER" && f.Severity == "error":
			r.Over++
		}
	}
}

// unmade says which kinds of output a build has not made. Where nothing is made there are no pages either.
func (c *call) unmade(r *job.Result, of *report) {
	for _, u := range of.Unmade {
		r.Unmade = append(r.Unmade, u.Kind)
	}
	if len(of.Files)+len(of.Unmade) == 0 {
		r.Pages, r.Unmade = 0, c.task.To
		if len(r.Unmade) == 0 {
			r.Unmade = cli.DefaultKinds()
		}
	}
	r.Unmade = slices.Compact(slices.Sorted(slices.Values(r.Unmade)))
}

// check makes what banxin check says, as a file.
func (c *call) check() (job.Result, error) {
	flags, err := c.flags()
	if err != nil {
		return job.Result{}, err
	}
	args := append([]string{"check", c.at.In, "--format=json"}, flags...)
	if c.task.Edition != "" {
		args = append(args, "--edition="+c.task.Edition)
	}
	out, err := c.banxin(args...)
	if err != nil {
		return job.Result{}, err
	}
	if err := c.say("check.json", out); err != nil {
		return job.Result{}, err
	}
	of, err := reported(out)
	if err != nil {
		return job.Result{}, err
	}
	return of.result(), nil
}

// report is what is read of report.json.
type report struct {
	Paper    string            `json:"paper"`
	Edition  json.RawMessage   `json:"edition"` // of an import its date alone
	Pages    []json.RawMessage `json:"pages"`
	Findings []item            `json:"findings"`
	Files    []json.RawMessage `json:"files"`
	Unmade   []struct {
		Kind string `json:"kind"`
	} `json:"unmade"`
	Copies []struct {
		File     string `json:"file"`
		Findings []item `json:"findings"`
	} `json:"copies"`
}

// item is a finding of a report.
type item struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Chinese  string `json:"message_zh"`
	Page     int    `json:"page"`
	Source   struct {
		File string `json:"file"`
		Line int    `json:"line"`
		Col  int    `json:"column"`
	} `json:"source"`
}

// reported reads a report in JSON.
func reported(data []byte) (*report, error) {
	of := &report{}
	if err := json.Unmarshal(data, of); err != nil {
		return nil, say.Fault("report-cannot-be-read", err)
	}
	return of, nil
}

// result is the result that a report tells of.
func (of *report) result() job.Result {
	var edition struct {
		Date string `json:"date"`
	}
	if json.Unmarshal(of.Edition, &edition) != nil {
		json.Unmarshal(of.Edition, &edition.Date)
	}
	out := job.Result{Pages: len(of.Pages), Title: of.Paper, Date: edition.Date}
	all := of.Findings
	for _, c := range of.Copies {
		all = append(all, c.Findings...)
	}
	add(&out, all)
	return out
}

// add counts findings, and keeps the worst.
func add(out *job.Result, all []item) {
	for _, s := range []struct {
		name string
		n    *int
	}{{"error", &out.Errors}, {"warning", &out.Warnings}, {"note", &out.Notes}} {
		for _, f := range all {
			if f.Severity != s.name {
				continue
			}
			if *s.n++; len(out.Findings) < job.MostFindings {
				out.Findings = append(out.Findings, job.Finding{Code: f.Code, Severity: f.Severity, Message: f.Message, Chinese: f.Chinese, File: f.Source.File, Line: f.Source.Line, Column: f.Source.Col, Page: f.Page})
			}
		}
	}
}

// preflight says of each file what banxin preflight says.
func (c *call) preflight() (job.Result, error) {
	flags, err := c.flags(job.Named)
	if err != nil {
		return job.Result{}, err
	}
	args := append([]string{"preflight", "--format=json"}, flags...)
	for _, name := range job.Values(c.task.Options[job.Named]) {
		file, err := c.in(name)
		if err != nil {
			return job.Result{}, err
		}
		args = append(args, file)
	}
	out, err := c.banxin(args...)
	if err != nil {
		return job.Result{}, err
	}
	var files []struct {
		Findings []flight.Finding `json:"findings"`
		File     string           `json:"file"`
	}
	if err := json.Unmarshal(out, &files); err != nil {
		return job.Result{}, say.Fault("report-cannot-be-read", err)
	}
	var r job.Result
	var all []item
	for _, f := range files {
		for _, x := range f.Findings {
			i := item{Code: x.Rule, Severity: string(x.Level), Message: words.In(false).Flight(x), Chinese: words.In(true).Flight(x), Page: x.Page}
			i.Source.File = strings.TrimPrefix(f.File, c.at.In+string(os.PathSeparator))
			all = append(all, i)
		}
	}
	add(&r, all)
	return r, c.say("preflight.json", out)
}
