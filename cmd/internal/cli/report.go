package cli

import (
	"fmt"
	"io"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
)

// report is what a command has to say of an edition, and report.json: the same for the
// same input, whatever the machine and the language.
type report struct {
	Schema    int            `json:"schema"` // 1
	Generator string         `json:"generator"`
	Paper     string         `json:"paper,omitempty"`
	Edition   reportEdition  `json:"edition"`
	Pages     []reportPage   `json:"pages"`
	Fits      []layout.Fit   `json:"fits"`
	Counts    map[string]int `json:"counts"` // of findings, by severity
	Rate      errorRate      `json:"rate"`   // of errors in the text, by the official count
	Findings  []reportItem   `json:"findings"`
	Files     []outputFile   `json:"files,omitempty"`
	Preflight []flown        `json:"preflight,omitempty"` // of press PDFs
}

type reportEdition struct {
	Path  string `json:"path,omitempty"`
	Date  string `json:"date,omitempty"`
	Issue int    `json:"issue,omitempty"`
}

type reportPage struct {
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Section string `json:"section,omitempty"`
	Stories int    `json:"stories"` // that begin on it
}

// reportItem is a finding.
type reportItem struct {
	Code      string          `json:"code"`
	Severity  source.Severity `json:"severity"`
	Message   string          `json:"message"`
	MessageZh string          `json:"message_zh,omitempty"`
	Hint      string          `json:"hint,omitempty"`
	HintZh    string          `json:"hint_zh,omitempty"`
	Page      int             `json:"page,omitempty"`
	Slot      string          `json:"slot,omitempty"`
	Story     string          `json:"story,omitempty"`
	Chars     int             `json:"chars,omitempty"`
	Lines     int             `json:"lines,omitempty"`
	Weight    float64         `json:"weight,omitempty"` // in the official count of errors
	Quote     *reportQuote    `json:"quote,omitempty"`
	Fix       *reportFix      `json:"fix,omitempty"`
	Column    int             `json:"column,omitempty"` // of the story's text; of the page's basic columns for what is no line of text
	Line      int             `json:"line,omitempty"`   // of that column
	X         float64         `json:"x_mm,omitempty"`   // on the page
	Y         float64         `json:"y_mm,omitempty"`
	Source    *source.Pos     `json:"source,omitempty"`
	Explain   string          `json:"explain"`
}

// reportQuote is the text in question with what stands about it.
type reportQuote struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// reportFix says by how much a text is to change.
type reportFix struct {
	Kind  string `json:"kind"` // cut, add
	Chars int    `json:"chars"`
	Lines int    `json:"lines"`
}

// fixOf returns what would make a story fit, nil for other findings.
func fixOf(f source.Finding) *reportFix {
	switch {
	case f.Chars == 0 && f.Lines == 0:
	case f.Code == "FIT-OVER":
		return &reportFix{"cut", f.Chars, f.Lines}
	case f.Code == "FIT-UNDER":
		return &reportFix{"add", f.Chars, f.Lines}
	}
	return nil
}

func (c *composed) report() *report {
	r := &report{
		Schema: 1, Generator: "banxin " + Version,
		Pages: []reportPage{}, Fits: []layout.Fit{}, Findings: []reportItem{},
		Counts: map[string]int{},
	}
	if c.ed != nil {
		r.Edition = reportEdition{c.ed.Path, dateString(c.ed.Date), c.ed.Issue}
		if c.ed.Paper != nil {
			r.Paper = c.ed.Paper.Name
		}
	}
	if c.res != nil {
		r.Pages, r.Rate = c.pages(), c.rate()
		r.Fits = append(r.Fits, c.res.Fits...)
	}
	for _, s := range []source.Severity{source.Note, source.Warning, source.Error} {
		r.Counts[s.String()] = c.findings.Count(s)
		if s < source.Error {
			r.Counts[s.String()] -= c.findings.Count(s + 1)
		}
	}
	chinese := localeOf(true)
	for _, f := range c.findings {
		r.Findings = append(r.Findings, reportOf(f, chinese))
	}
	return r
}

func (c *composed) pages() []reportPage {
	stories := make([]int, len(c.res.Doc.Pages))
	for _, s := range c.res.Doc.Stories {
		stories[s.Page]++
	}
	pages := make([]reportPage, len(stories))
	for i, p := range c.res.Doc.Pages {
		pages[i] = reportPage{p.Number, p.Name, p.Section, stories[i]}
	}
	return pages
}

func reportOf(f source.Finding, chinese locale) reportItem {
	r := reportItem{
		Code: f.Code, Severity: f.Severity, Page: f.Page, Slot: f.Slot, Story: f.Story, Chars: f.Chars, Lines: f.Lines,
		Weight: float64(f.Weight) / 10, Fix: fixOf(f), Column: f.Column, Line: f.Line, X: float64(f.X) / 1000, Y: float64(f.Y) / 1000,
		Message: f.Message.String(), Hint: f.Hint.String(), Explain: "banxin explain " + f.Code,
	}
	if f.Quote != "" {
		r.Quote = &reportQuote{f.Quote, f.Before, f.After}
	}
	if zh := chinese.msg(f.Message); zh != r.Message {
		r.MessageZh = zh
	}
	if zh := chinese.msg(f.Hint); zh != r.Hint {
		r.HintZh = zh
	}
	if f.Pos != (source.Pos{}) {
		r.Source = &f.Pos
	}
	return r
}

func (r *report) write(w io.Writer) error { return writeJSON(w, r) }

// dateString writes a date as 2026-10-20, the zero date as nothing.
func dateString(d editions.Date) string {
	if d == (editions.Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
