package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"path/filepath"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
)

// textOf is what a story says.
func textOf(s *intake.Story) string {
	parsed, _ := editions.ParseStory(source.NewFile(s.ID+".md", s.Text))
	return intake.PlainText(parsed)
}

func jsonLines(notes []intake.Note) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, n := range notes {
		if err := e.Encode(n); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// importReport is the report of a run in JSON.
type importReport struct {
	Schema   int             `json:"schema"`
	Edition  string          `json:"edition"`
	DryRun   bool            `json:"dry_run"`
	Copies   []copyReport    `json:"copies"`
	Findings []findingReport `json:"findings"` // about the paper, not a copy
}

type copyReport struct {
	File     string                `json:"file"`
	Format   string                `json:"format,omitempty"`
	Encoding string                `json:"encoding,omitempty"`
	Refused  bool                  `json:"refused"`
	Stories  []storyReport         `json:"stories"`
	Left     []leftReport          `json:"left"`
	Changed  []intake.Substitution `json:"changed"`
	Tracked  trackedReport         `json:"tracked"`
	Account  accountReport         `json:"account"`
	Findings []findingReport       `json:"findings"`
}

type storyReport struct {
	ID         string            `json:"id"`
	Path       string            `json:"path,omitempty"` // empty: not written
	Title      string            `json:"title"`
	Genre      string            `json:"genre"`
	Characters int               `json:"characters"`
	Pictures   []string          `json:"pictures"`
	Missing    []string          `json:"missing"`
	Proposed   intake.Proposal   `json:"proposed"`
	Questions  []intake.Question `json:"questions"`
	Notes      []intake.Note     `json:"notes"`
}

type leftReport struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
	Says   string `json:"says"`
	Where  string `json:"where,omitempty"`
}

type trackedReport struct {
	Inserted int      `json:"inserted"`
	Deleted  int      `json:"deleted"`
	Moved    int      `json:"moved"`
	By       []string `json:"by"`
	Taken    string   `json:"taken"`
}

type accountReport struct {
	In         int `json:"in"`
	Story      int `json:"story"`
	Left       int `json:"left"`
	Changed    int `json:"changed"`
	Difference int `json:"difference"`
}

type findingReport struct {
	Code     string     `json:"code"`
	Severity string     `json:"severity"`
	Message  string     `json:"message"`
	Hint     string     `json:"hint,omitempty"`
	Source   source.Pos `json:"source"`
}

func (o *importOptions) sayTaken(d *desk, all []*outcome) error {
	if o.format == "json" {
		out := importReport{Schema: 1, Edition: d.date, DryRun: o.dryRun, Copies: []copyReport{}, Findings: o.findings(d.found)}
		for _, t := range all {
			out.Copies = append(out.Copies, o.copyReport(t))
		}
		return report.JSON(o.w.out, out)
	}
	t := o.w.newText(o.w.out, true)
	var found source.List
	found = append(found, d.found...)
	for _, x := range all {
		if !o.quiet {
			o.sayCopy(t, x)
		}
		found = append(found, x.Copy.Found...)
	}
	t.Findings(found)
	return t.Flush()
}

func (o *importOptions) copyReport(t *outcome) copyReport {
	c := t.Copy
	out := copyReport{File: c.Name, Format: c.Format, Encoding: c.Encoding, Refused: c.Refused || t.Fault != nil, Stories: []storyReport{}, Left: []leftReport{}, Changed: append([]intake.Substitution{}, t.Changed...)}
	a := t.Account
	out.Account = accountReport{a.In, a.Story, a.Left, a.Changed, a.In - a.Story - a.Left - a.Changed}
	tr := &out.Tracked
	tr.Inserted, tr.Deleted, tr.Moved, tr.By = c.Tracked()
	tr.By = append([]string{}, tr.By...)
	tr.Taken = o.changes
	for i, s := range t.Stories {
		r := storyReport{ID: s.ID, Title: s.Title, Genre: s.Genre, Characters: s.Characters, Proposed: s.Proposed, Questions: append([]intake.Question{}, s.Questions...), Notes: append([]intake.Note{}, s.Notes...), Pictures: []string{}, Missing: []string{}}
		if s.Text != nil && i < len(t.written) {
			r.Path = t.written[i]
		}
		for _, p := range s.Pictures {
			r.Pictures = append(r.Pictures, p.Name)
		}
		for _, p := range s.Missing {
			r.Missing = append(r.Missing, p.Name)
		}
		out.Stories = append(out.Stories, r)
	}
	for _, l := range c.Left {
		out.Left = append(out.Left, leftReport{l.Text, l.Reason.Key, o.w.say.Msg(l.Reason.Says), l.At.String()})
	}
	out.Findings = o.findings(c.Found)
	return out
}

func (o *importOptions) findings(list source.List) []findingReport {
	out := []findingReport{}
	for _, f := range list {
		out = append(out, findingReport{f.Code, f.Severity.String(), o.w.say.Msg(f.Message), o.w.say.Msg(f.Hint), f.Pos})
	}
	return out
}

// sayCopy says what became of a copy.
func (o *importOptions) sayCopy(t *report.Text, x *outcome) {
	c := x.Copy
	kind := c.Format
	if c.Encoding != "" {
		kind += ", " + c.Encoding
	}
	t.Line("%s (%s)", c.Name, kind)
	if c.Refused || x.Fault != nil {
		t.Line("nothing-written")
		return
	}
	written := 0
	for _, s := range x.Stories {
		to := "—"
		if s.Text != nil && written < len(x.written) {
			to = filepath.ToSlash(x.written[written])
			written++
		}
		t.Line("characters", to, s.Genre, s.Title, s.Characters)
		for _, p := range s.Pictures {
			t.Line("picture-2", p.Name)
		}
		o.sayProposal(t, s)
		for _, n := range s.Notes {
			t.Line("note-2", o.noteHead(n), n.Text)
		}
	}
	if ins, del, moved, by := c.Tracked(); ins+del+moved > 0 {
		t.Line("tracked-changes-insertions-deletions-moves-by", ins, del, moved, cmp.Or(strings.Join(by, "、"), o.w.say.T("nobody-named")), o.fate())
	}
	o.sayLeft(t, x)
	a := x.Account
	t.Line("account-characters-in-story-left-out", a.In, a.Story, a.Left, a.Changed, a.In-a.Story-a.Left-a.Changed)
}

// noteHead says of a note what is known: its kind, who wrote it, on which words.
func (o *importOptions) noteHead(n intake.Note) string {
	known := []string{n.Kind}
	if n.By != "" {
		known = append(known, n.By)
	}
	if n.Quote != "" {
		known = append(known, "“"+n.Quote+"”")
	}
	return strings.Join(known, o.w.say.T("comma"))
}

// fate is what becomes of tracked changes.
func (o *importOptions) fate() string {
	t := o.w.say.T
	switch o.changes {
	case "reject":
		return t("refused")
	case "ask":
		return t("taken-their-notes-open")
	}
	return t("taken")
}

func (o *importOptions) sayProposal(t *report.Text, s *intake.Story) {
	p := s.Proposed
	switch {
	case p.Page > 0 && p.Slot != "":
		t.Line("asks-page-slot-to-give-page", p.Page, p.Slot, p.Page, p.Slot)
	case p.Page > 0:
		t.Line("asks-page-to-give-page", p.Page, p.Page)
	}
	if p.Jump > 0 {
		t.Line("jump-line-2", p.Jump)
	}
}

// sayLeft lists what was left out: by itself where it says something, else counted.
func (o *importOptions) sayLeft(t *report.Text, x *outcome) {
	count := map[string]int{}
	var order []string
	for _, l := range x.Copy.Left {
		says := o.w.say.Msg(l.Reason.Says)
		if strings.TrimSpace(strings.Trim(l.Text, "\u3000\u00a0")) == "" {
			if count[says] == 0 {
				order = append(order, says)
			}
			count[says]++
			continue
		}
		text := strings.Join(strings.Fields(l.Text), " ")
		if where := l.At.String(); where != "" {
			t.Line("left-out-3", where, text, says)
			continue
		}
		t.Line("left-out-2", text, says)
	}
	for _, says := range order {
		t.Line("left-out-times", says, count[says])
	}
	for _, s := range x.Changed {
		t.Line("changed", s.From, s.To)
	}
}
