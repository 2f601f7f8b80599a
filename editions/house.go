package editions

import (
	"regexp"
	"strings"

	"banxin/editions/source"
)

// House is how a paper judges findings: what it holds for grave, and where it lets one pass.
type House struct {
	Rules      []Rule
	Exceptions []Exception
}

// Rule gives a severity to a kind of finding, or puts it off.
type Rule struct {
	Code     string // TXT-ASCII, or the family alone: TXT
	Off      bool
	Severity source.Severity
	Pos      source.Pos
}

// Exception lets findings pass, for a reason. What is empty stands for anything.
type Exception struct {
	Code   string // or a family
	Story  string // id
	Page   int
	Slot   string
	Quote  string // a part of the text in question
	Reason string
	Pos    source.Pos
}

// Judge returns the findings as the house rules have them: without those put off or
// excepted, at the severities given. The rule for a code counts before that for its
// family; the last of two that are alike counts. Findings of unreadable files (SRC) stay
// as they are.
func (h *House) Judge(l source.List) source.List {
	if len(h.Rules) == 0 && len(h.Exceptions) == 0 {
		return l
	}
	out := make(source.List, 0, len(l))
	for _, f := range l {
		if strings.HasPrefix(f.Code, "SRC-") {
			out = append(out, f)
			continue
		}
		if r := h.rule(f.Code); r != nil {
			if r.Off {
				continue
			}
			f.Severity = r.Severity
		}
		if !h.excepted(&f) {
			out = append(out, f)
		}
	}
	return out
}

func (h *House) rule(code string) *Rule {
	var best *Rule
	for i := range h.Rules {
		r := &h.Rules[i]
		if source.Covers(r.Code, code) && (best == nil || len(r.Code) >= len(best.Code)) {
			best = r
		}
	}
	return best
}

func (h *House) excepted(f *source.Finding) bool {
	for i := range h.Exceptions {
		e := &h.Exceptions[i]
		if source.Covers(e.Code, f.Code) && (e.Story == "" || e.Story == f.Story) && (e.Page == 0 || e.Page == f.Page) &&
			(e.Slot == "" || e.Slot == f.Slot) && (e.Quote == "" || strings.Contains(f.Before+f.Quote+f.After, e.Quote)) {
			return true
		}
	}
	return false
}

// codeForm is the form of a code or a family.
var codeForm = regexp.MustCompile(`^[A-Z]{3,5}(-[A-Z0-9]+)*$`)

// severities are what rules make of findings.
var severities = []term[Rule]{
	{word{zh: "关", en: "off", also: []string{"否", "false", "none"}}, Rule{Off: true}},
	{word{zh: "提示", en: "note", also: []string{"info"}}, Rule{Severity: source.Note}},
	{word{zh: "警告", en: "warning", also: []string{"warn"}}, Rule{Severity: source.Warning}},
	{word{zh: "错误", en: "error"}, Rule{Severity: source.Error}},
}

var severityWords = wordsOf(severities)

// rules reads 规则: {TXT-ASCII: 关, TYP-LOOSE: 提示}.
func (d *desk) rules(v *value) []Rule {
	var out []Rule
	for _, e := range d.entries(v) {
		r := Rule{Code: e.key.text, Pos: e.key.pos()}
		if !d.code(e.key, r.Code) {
			continue
		}
		n := d.choice(e.value, severityWords, -1)
		if n < 0 {
			if !said(e.value) {
				d.at("SRC-VALUE", e.key, source.Msg("no-severity", r.Code), source.Msg("write-severity"))
			}
			continue
		}
		r.Off, r.Severity = severities[n].means.Off, severities[n].means.Severity
		out = append(out, r)
	}
	return out
}

var exceptionWords = []word{
	{zh: "代码", en: "code"}, {zh: "稿件", en: "story", also: []string{"稿", "编号"}}, {zh: "版", en: "page"},
	{zh: "版位", en: "slot"}, {zh: "引文", en: "quote", also: []string{"文字"}}, {zh: "理由", en: "reason", also: []string{"原因"}},
}

// exceptions reads 例外: a list of a code each, with where and why.
func (d *desk) exceptions(v *value) []Exception {
	if !said(v) {
		return nil
	}
	if v.shape != list {
		d.at("SRC-TYPE", v, source.Msg("expected-list-of-exceptions-here"), source.Msg("begin-each-exception-with", exceptionMeant(v)))
		return nil
	}
	var out []Exception
	for _, item := range v.items {
		f := d.fields(item, exceptionWords)
		e := Exception{Code: d.str(f.at("code")), Story: d.str(f.at("story")), Page: d.integer(f.at("page"), 1, maxPages, 0), Slot: d.str(f.at("slot")), Quote: d.str(f.at("quote")), Reason: d.str(f.at("reason")), Pos: item.pos()}
		if f.at("code") == nil || !d.code(f.at("code"), e.Code) {
			if f.at("code") == nil && item.shape == mapping {
				d.at("SRC-VALUE", item, source.Msg("exception-without-code"), source.Msg("add-code-of-finding"))
			}
			continue
		}
		if e.Reason == "" {
			d.found.Add(source.New("SRC-VALUE", item.pos(), source.Msg("exception-no-reason", e.Code), source.Msg("add-why-may-stand")).As(source.Warning))
		}
		if v := f.at("story"); v != nil {
			d.spared = append(d.spared, spared{e.Code, v})
		}
		out = append(out, e)
	}
	return out
}

// exceptionMeant is an exception as it is to be written, with what stands there instead: the code of a
// finding, or the words that may stand.
func exceptionMeant(v *value) string {
	code, quote := "TXT-WORD", ""
	for _, word := range strings.Fields(v.text) {
		if codeForm.MatchString(word) {
			code = word
		} else if quote == "" {
			quote = ", 引文: " + clip(word, 20)
		}
	}
	return "- {代码: " + code + quote + ", 理由: …}"
}

// code checks the form of a code.
func (d *desk) code(v *value, code string) bool {
	switch {
	case !codeForm.MatchString(code):
		d.at("SRC-VALUE", v, source.Msg("no-code-of-finding", clip(code, 40)), source.Msg("codes-look-like-txt-ascii-banxin"))
		return false
	case source.Covers("SRC", code) || code == "SRC":
		d.at("SRC-VALUE", v, source.Msg("findings-about-files-cannot-put-off", code), source.Msg("correct-file-instead"))
		return false
	}
	return true
}
