// Package job is the farm's work as values: a list of jobs, the tasks they come to, and what
// was made of them.
//
//	jobs, findings := job.Parse("jobs.jsonl", data)
//	task, findings, err := job.Submit(ctx, s, jobs[0], job.Source{Dir: "papers"}, env)
//	done, err := job.Find(ctx, s, task.Key()) // fs.ErrNotExist: still to be done
//
// A task is all that its result depends on: what is to be done, the version of the engine,
// and the inputs by their hashes. Its key is the hash of that; so two jobs of equal content
// are one computation, what is there need not be made again, and a changed input makes
// anew what depends on it and nothing else.
package job

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/editions/source"
)

// Job is a line of a list of jobs.
type Job struct {
	ID       string            `json:"id"`
	Kind     string            `json:"kind"`
	Dir      string            `json:"dir,omitempty"`      // of its inputs, from the list's folder
	Edition  string            `json:"edition,omitempty"`  // the date; empty: the latest
	To       []string          `json:"to,omitempty"`       // kinds of output
	Options  map[string]string `json:"options,omitempty"`  // flags of banxin, without the dashes
	Priority int               `json:"priority,omitempty"` // the higher, the sooner; -9 to 9
	Due      time.Time         `json:"due,omitzero"`
	After    []string          `json:"after,omitempty"`   // ids of jobs whose results are inputs of this one
	Partial  bool              `json:"partial,omitempty"` // it is done of those it comes after that are done, when all are over
	Inputs   string            `json:"inputs,omitempty"`  // digest of the inputs when the list was planned; empty: not looked at
	At       source.Pos        `json:"-"`                 // of its folder in the list, or of the job
}

// MarshalJSON writes a job as a line of a list, options of several values as lists.
func (j Job) MarshalJSON() ([]byte, error) {
	type plain Job
	options := make(map[string]any, len(j.Options))
	for k, v := range j.Options {
		options[k] = v
		if all := Values(v); len(all) > 1 {
			options[k] = all
		}
	}
	return json.Marshal(struct {
		plain
		Options map[string]any `json:"options,omitempty"`
	}{plain(j), options})
}

// File is a file by name and content.
type File struct {
	Name string `json:"name"` // a slash path
	Hash string `json:"sha256,omitempty"`
	Size int64  `json:"size,omitempty"`
	Link string `json:"link,omitempty"` // where a symbolic link leads; it has no content
}

// Task is a computation.
type Task struct {
	Schema  int               `json:"schema"`
	Engine  string            `json:"engine"`
	Kind    string            `json:"kind"`
	Edition string            `json:"edition,omitempty"`
	To      []string          `json:"to,omitempty"`
	Options map[string]string `json:"options,omitempty"`
	Env     map[string]string `json:"env,omitempty"`     // of what banxin reads there: BANXIN_LANG, SOURCE_DATE_EPOCH
	Inputs  []File            `json:"inputs"`            // by name
	Missing []string          `json:"missing,omitempty"` // jobs whose results are not among them, since they died
}

// Schema is the form of tasks and results. What a store holds in another form is not found.
const Schema = 1

// Key names the task: the hash of all that it says.
func (t *Task) Key() string {
	data, err := json.Marshal(t)
	if err != nil {
		panic("job: a task cannot be written: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Size is how much its inputs hold.
func (t *Task) Size() (n int64) {
	for _, f := range t.Inputs {
		n += f.Size
	}
	return n
}

// Done is what came of a task. Result is the same whoever computes it, Cost is not.
type Done struct {
	Schema int    `json:"schema"`
	Key    string `json:"key"`
	Result Result `json:"result"`
	Cost   Cost   `json:"cost"`
}

// Result is what a task makes.
type Result struct {
	Files    []File    `json:"files"`    // by name
	Errors   int       `json:"errors"`   // findings of this severity, in all
	Warnings int       `json:"warnings"` // and of this
	Notes    int       `json:"notes"`
	Pages    int       `json:"pages,omitempty"`    // set
	Unplaced int       `json:"unplaced,omitempty"` // stories that stand on no page when all are made up
	Over     int       `json:"over,omitempty"`     // stories whose text has no room on their pages
	Unmade   []string  `json:"unmade,omitempty"`   // kinds of output that were asked for and are not there
	Title    string    `json:"title,omitempty"`    // of the paper
	Date     string    `json:"date,omitempty"`     // of the edition
	Findings []Finding `json:"findings,omitempty"` // the worst, MostFindings at most
}

// MostFindings is how many findings stand in a Result. All of them are in its report.json.
const MostFindings = 200

// Finding is a finding as it is kept.
type Finding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`              // in English
	Chinese  string `json:"message_zh,omitempty"` // and so
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Page     int    `json:"page,omitempty"`
}

// In is what a finding says to readers of a language.
func (f Finding) In(l say.Locale) string {
	if l.Chinese() {
		return cmp.Or(f.Chinese, f.Message)
	}
	return f.Message
}

// Cost is what a task took.
type Cost struct {
	CPU    time.Duration `json:"cpu"`    // nanoseconds of processors
	Wall   time.Duration `json:"wall"`   // nanoseconds
	Memory int64         `json:"memory"` // bytes at most, of the process; 0: not known
	Worker string        `json:"worker,omitempty"`
	Tries  int           `json:"tries,omitempty"`
	At     time.Time     `json:"at,omitzero"` // when it was done
}
