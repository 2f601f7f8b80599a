package report

import (
	"encoding/json"
	"fmt"
	"io"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/texts"
	"banxin/layout"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/output/works"
)

// Edition is an edition as far as it came, of which there is something to say.
type Edition struct {
	Model    *editions.Edition // nil: it could not be read
	Result   *layout.Result    // nil: it could not be laid out
	Findings source.List
	Rate     Rate
}

// Rate is how many errors a text has by the official count, in which a wrong word weighs 1
// and a mark 0.1 (报纸编校差错率计算方法), and how many in 10,000 characters.
type Rate struct {
	Weight float64 `json:"weight"`
	Form   float64 `json:"form"`  // errors of form: nameplate, folio lines, adverts
	Chars  int     `json:"chars"` // of the pages, by the official formula
	Rate   float64 `json:"per_10000"`
}

// OfficialRate is the greatest rate that a paper may have.
const OfficialRate = 3

// Report is what a command has to say of an edition, and report.json: the same for the
// same input, whatever the machine and the language.
type Report struct {
	Schema    int               `json:"schema"` // 2
	Generator string            `json:"generator"`
	Paper     string            `json:"paper,omitempty"`
	Edition   reportEdition     `json:"edition"`
	Pages     []reportPage      `json:"pages"`
	Fits      []layout.Fit      `json:"fits"`
	Counts    map[string]int    `json:"counts"`          // of findings, by severity
	Rate      Rate              `json:"rate"`            // of errors in the text, by the official count
	Looks     []lint.PageLook   `json:"looks,omitempty"` // of the pages, in figures
	Findings  []reportItem      `json:"findings"`
	Accounts  []works.Account   `json:"accounts,omitempty"` // of the stories, character by character
	Files     []works.File      `json:"files,omitempty"`
	Unmade    []reportUnmade    `json:"unmade,omitempty"`    // outputs asked for that are not there
	Preflight []works.Preflight `json:"preflight,omitempty"` // of press PDFs
}

// reportUnmade is an output that was asked for and is not there.
type reportUnmade struct {
	Kind     works.Kind `json:"kind"`
	Name     string     `json:"name"`
	Reason   string     `json:"reason"`
	ReasonZh string     `json:"reason_zh"`
}

// Miss adds what was asked for and is not there.
func (r *Report) Miss(all []works.Unmade) {
	for _, u := range all {
		r.Unmade = append(r.Unmade, reportUnmade{u.Kind, u.Name, u.Reason.In(texts.English), u.Reason.In(texts.Chinese)})
	}
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

// Report makes the report. The generator is who says so: banxin and its version.
func (e *Edition) Report(generator string) *Report {
	r := &Report{
		Schema: 2, Generator: generator, Rate: e.Rate,
		Pages: []reportPage{}, Fits: []layout.Fit{}, Findings: []reportItem{},
		Counts: map[string]int{},
	}
	if e.Model != nil {
		r.Edition = reportEdition{e.Model.Path, dateString(e.Model.Date), e.Model.Issue}
		if e.Model.Paper != nil {
			r.Paper = e.Model.Paper.Name
		}
	}
	if e.Result != nil {
		r.Pages = pagesOf(e.Result.Doc)
		r.Fits = append(r.Fits, e.Result.Fits...)
	}
	for _, s := range []source.Severity{source.Note, source.Warning, source.Error} {
		r.Counts[s.String()] = e.Findings.Count(s)
		if s < source.Error {
			r.Counts[s.String()] -= e.Findings.Count(s + 1)
		}
	}
	chinese := words.In(true)
	for _, f := range e.Findings {
		r.Findings = append(r.Findings, reportOf(f, chinese))
	}
	return r
}

func pagesOf(d *page.Doc) []reportPage {
	stories := make([]int, len(d.Pages))
	for _, s := range d.Stories {
		stories[s.Page]++
	}
	pages := make([]reportPage, len(stories))
	for i, p := range d.Pages {
		pages[i] = reportPage{p.Number, p.Name, p.Section, stories[i]}
	}
	return pages
}

func reportOf(f source.Finding, chinese words.Locale) reportItem {
	r := reportItem{
		Code: f.Code, Severity: f.Severity, Page: f.Page, Slot: f.Slot, Story: f.Story, Chars: f.Chars, Lines: f.Lines,
		Weight: float64(f.Weight) / 10, Fix: fixOf(f), Column: f.Column, Line: f.Line, X: float64(f.X) / 1000, Y: float64(f.Y) / 1000,
		Message: f.Message.String(), Hint: f.Hint.String(), Explain: "banxin explain " + f.Code,
	}
	if f.Quote != "" {
		r.Quote = &reportQuote{f.Quote, f.Before, f.After}
	}
	if zh := chinese.Msg(f.Message); zh != r.Message {
		r.MessageZh = zh
	}
	if zh := chinese.Msg(f.Hint); zh != r.Hint {
		r.HintZh = zh
	}
	if f.Pos != (source.Pos{}) {
		r.Source = &f.Pos
	}
	return r
}

// JSON writes a value as people and programs read it.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// dateString writes a date as 2026-10-20, the zero date as nothing.
func dateString(d editions.Date) string {
	if d == (editions.Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
