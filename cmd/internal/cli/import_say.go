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

func (o *importOptions) sayTaken(d *desk, all []*outcome) error {
	if o.format == "json" {
		out := report.Import{Schema: 1, Edition: d.date, DryRun: o.dryRun, Copies: []report.Copy{}, Findings: o.findings(d.found)}
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

func (o *importOptions) copyReport(t *outcome) report.Copy {
	c := t.Copy
	out := report.Copy{File: c.Name, Format: c.Format, Encoding: c.Encoding, Refused: c.Refused || t.Fault != nil, Stories: []report.ImportedStory{}, Left: []report.LeftOut{}, Changed: append([]intake.Substitution{}, t.Changed...)}
	a := t.Account
	out.Account = report.CopyAccount{In: a.In, Story: a.Story, Left: a.Left, Changed: a.Changed, Difference: a.In - a.Story - a.Left - a.Changed}
	tr := &out.Tracked
	tr.Inserted, tr.Deleted, tr.Moved, tr.By = c.Tracked()
	tr.By = append([]string{}, tr.By...)
	tr.Taken = o.changes
	for i, s := range t.Stories {
		r := report.ImportedStory{ID: s.ID, Title: s.Title, Genre: s.Genre, Characters: s.Characters, Proposed: s.Proposed, Questions: append([]intake.Question{}, s.Questions...), Notes: append([]intake.Note{}, s.Notes...), Pictures: []string{}, Missing: []string{}}
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
		out.Left = append(out.Left, report.LeftOut{Text: l.Text, Reason: l.Reason.Key, Says: o.w.say.Msg(l.Reason.Says), Where: l.At.String()})
	}
	out.Findings = o.findings(c.Found)
	return out
}

func (o *importOptions) findings(list source.List) []report.CopyFinding {
	out := []report.CopyFinding{}
	for _, f := range list {
		out = append(out, report.CopyFinding{Code: f.Code, Severity: f.Severity.String(), Message: o.w.say.Msg(f.Message), Hint: o.w.say.Msg(f.Hint), Source: f.Pos})
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
