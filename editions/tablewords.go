package editions

import (
	"strings"

	"banxin/editions/source"
)

// The words of a table stand in braces at the end of its caption, 表：积分榜{栏=2}, or after the
// file that it is read from.
var tableWords = []word{
	{zh: "栏", en: "columns", or: "跨", also: []string{"宽", "width", "cols", "span"}},
	{zh: "表头", en: "head", also: []string{"头", "header"}},
	{zh: "线", en: "lines", also: []string{"框", "border", "rules"}},
	{zh: "底", en: "fill", also: []string{"底色", "tint"}},
	{zh: "隔行", en: "stripe", also: []string{"斑马", "zebra"}},
	{zh: "格", en: "cells"},
	{zh: "续表", en: "continued", also: []string{"續表"}},
	{zh: "列", en: "select", also: []string{"字段", "fields"}},
}

var (
	tableLines = []word{OpenLines: {zh: "开", en: "open", also: []string{"三线"}}, GridLines: {zh: "全", en: "grid", also: []string{"all", "有"}}, NoLines: {zh: "无", en: "none", also: []string{"否", "no"}}}
	tableCells = []word{{zh: "方", en: "square"}}
	allColumns = spanWords[:1]
)

// mostHead is how many rows of a table may be headings.
const mostHead = 9

// wordsOfTable takes the words in braces from the end of a caption. It tells whether there are
// any: without = it is text, but for 续表.
func (b *body) wordsOfTable(t *Table, caption *Text) bool {
	n := len(caption.Runs) - 1
	run := &caption.Runs[n]
	text := strings.TrimRight(run.Text, " ")
	open := strings.LastIndexByte(text, '{')
	if !run.Verbatim || open < 0 || !strings.HasSuffix(text, "}") || strings.IndexByte(text[open:], '=') < 0 && !continues(text[open+1:len(text)-1]) {
		return false
	}
	at := run.Span.Start - b.base
	r := b.runnerAt(at+open, at+len(text))
	r.tableWords(t, at+open+1, at+len(text)-1)
	r.note(at+open, at+len(text), signTable)
	run.Text = strings.TrimRight(text[:open], " ")
	run.Span.End = run.Span.Start + len(run.Text)
	if run.Text == "" && n > 0 {
		caption.Runs = caption.Runs[:n]
	}
	return true
}

// continues tells whether words are no more than that the heads of a table have 续表 above them
// where it goes on.
func continues(words string) bool {
	i := find(tableWords, strings.TrimSpace(words))
	return i >= 0 && tableWords[i].en == "continued"
}

// ofTable tells whether words are those of a table's caption, the first of them at least.
func ofTable(words string) bool {
	if i := strings.IndexAny(words, "=:：;；"); i >= 0 {
		words = words[:i]
	}
	return find(tableWords, strings.TrimSpace(words)) >= 0
}

// again is what stands above the heads of a table where it goes on, as its writer says it.
func again(says string) string {
	switch yes, known := isYes(says); {
	case yes || says == "":
		return tableGoesOn
	case known:
		return ""
	}
	return says
}

// tableGoesOn is what stands there if its writer does not say it otherwise.
const tableGoesOn = "续表"

// runnerAt reads a stretch of the body's text by itself.
func (b *body) runnerAt(start, end int) *runner {
	return &runner{src: b.src, base: b.base, file: b.file, desk: b.desk, soft: -1, span: b.place(start, end), ledger: b.ledger}
}

// tableWords takes in the words between start and end, parted by semicolons.
func (r *runner) tableWords(t *Table, start, end int) {
	for start <= end {
		stop := upTo(r.src, start, end, ';')
		r.tableWord(t, start, stop)
		start = stop + 1
	}
}

func (r *runner) tableWord(t *Table, start, end int) {
	words := strings.TrimSpace(r.src[start:end])
	if words == "" {
		return
	}
	start += strings.Index(r.src[start:end], words)
	key, val, _ := strings.Cut(words, "=")
	at := &value{shape: scalar, text: strings.TrimSpace(key), span: r.place(start, start+len(key)), file: r.file}
	v := &value{shape: scalar, text: strings.TrimSpace(val), span: r.place(min(start+len(key)+1, end), start+len(words)), file: r.file}
	i := find(tableWords, at.text)
	if i < 0 {
		r.desk.unknown("SRC-KEY", at, tableWords, source.Msg("unknown-key", at.text))
		return
	}
	r.desk.tableWord(t, tableWords[i].en, v)
}

func (d *desk) tableWord(t *Table, key string, v *value) {
	switch key {
	case "columns":
		if find(allColumns, v.text) >= 0 {
			t.Columns = AllColumns
			return
		}
		t.Columns = d.integer(v, 1, maxColumns, 0)
	case "head":
		t.Head = d.integer(v, 0, mostHead, 1)
		t.headed = true
	case "lines":
		t.Lines = TableLines(d.choice(v, tableLines, int(OpenLines)))
	case "fill":
		t.Fill, t.fillSpan = v.text, v.span
	case "stripe":
		t.Stripe, t.stripeSpan = v.text, v.span
	case "continued":
		t.Again = again(v.text)
	case "cells":
		t.Square = d.chosen(v, tableCells) == "square"
	case "select":
		for _, name := range strings.FieldsFunc(v.text, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
			t.selects = append(t.selects, strings.TrimSpace(name))
		}
		t.selectSpan = v.span
	}
}
