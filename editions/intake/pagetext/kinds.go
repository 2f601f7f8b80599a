package pagetext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// kinds finds what shows in several lines: the head of the page, jumps, tables, poems.
func (r *reader) kinds() {
	r.top()
	r.items()
	r.threads()
	for from := 0; from < len(r.lines); {
		to := from + 1
		for to < len(r.lines) && !r.lines[to].Apart {
			to++
		}
		r.rows(from, to)
		r.verse(from, to)
		from = to
	}
}

var folioName = form.Of(`^(?:第?\s*([0-9０-９A-Z一二三四五六七八九十]{1,3})\s*版.*|([A-Z]?\d{1,2}))$`)

// top sets the head of the page aside: the names of the paper and of the page, the day, beside
// a folio.
func (r *reader) top() {
	to, sure := 0, false
	for ; to < len(r.lines); to++ {
		l := &r.lines[to]
		if l.look != aside && l.look != signoff && !(l.look == short && paper().MatchString(l.text)) {
			break
		}
		sure = sure || l.look != short
	}
	if !sure {
		to = 0
	}
	for i := range to {
		r.lines[i].look = aside
	}
}

// items are lines that ▲ marks as such: a page of many has no pictures for them.
func (r *reader) items() {
	var at []int
	for i := range r.lines {
		if l := &r.lines[i]; l.look == caption && marks().MatchString(strings.TrimFunc(l.Text, white)) && !credited().MatchString(l.text) {
			at = append(at, i)
		}
	}
	if len(at) < fewestItems {
		return
	}
	for _, i := range at {
		r.lines[i].look = body
		r.lines[i].judge()
	}
}

// fewestItems is from how many lines with ▲ before them on they are items.
const fewestItems = 5

// pages says of each story which page it stands on: the text may hold several, each below its
// folio.
func (r *reader) pages() {
	names := map[int]string{}
	first := -1
	for i := range r.lines {
		if m := folioName().FindStringSubmatch(r.lines[i].text); m != nil && r.lines[i].look == aside {
			if names[i] = intake.PageName(m[1] + m[2]); first < 0 {
				first = i
			}
		}
	}
	for _, d := range r.stories {
		at := d.first
		for at >= 0 && names[at] == "" {
			at--
		}
		if d.Page = names[first]; at >= 0 {
			d.Page = names[at]
		}
	}
}

// threads says of the lines beside a jump line that they go on, or began, on another page.
func (r *reader) threads() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.look != jump {
			continue
		}
		if l.thread.To != "" && i > 0 && r.lines[i-1].look == body {
			r.lines[i-1].open = false
		}
		if l.thread.From != "" && i+1 < len(r.lines) && textual(&r.lines[i+1]) {
			next := &r.lines[i+1]
			next.look, next.thread.From = body, l.thread.From
			next.judge()
		}
	}
}

// textual tells whether a line may be one of a paragraph.
func textual(l *line) bool { return l.look == body || l.look == short || l.look == item }

var (
	between = form.Of(`\t+|[\s　]{2,}|　+`)
	figures = form.Of(`^[-+−±]?[\d０-９][\d０-９.,，:：%％‰/–—-]*[\p{Han}%％]{0,3}$|^[-—–]{1,2}$`)
)

// fields parts a line at its gaps: where it stands, in bytes of Line.Text. Single spaces count
// where there is no wider gap.
func (l *line) fields() (out [][2]int, wide bool) {
	text := l.Text[l.from:l.to]
	gaps := between().FindAllStringIndex(text, -1)
	wide = len(gaps) > 0
	if !wide {
		for i, r := range text {
			if unicode.IsSpace(r) {
				gaps = append(gaps, []int{i, i + utf8.RuneLen(r)})
			}
		}
	}
	at := 0
	for _, g := range append(gaps, []int{len(text), len(text)}) {
		out = append(out, [2]int{l.from + at, l.from + g[0]})
		at = g[1]
	}
	return out, wide
}

// fewestRows is how many lines of one number of fields are a table.
const fewestRows = 3

// rows marks the lines of a table among those of a block: several under one another with the
// same number of fields, most of them figures where single spaces part them or only two stand
// in a line.
func (r *reader) rows(from, to int) {
	for i := from; i < to; {
		n := r.columns(i)
		j := i + 1
		for j < to && n > 1 && r.columns(j) == n {
			j++
		}
		if n > 1 && j-i >= fewestRows && r.tabular(i, j) {
			for k := i; k < j; k++ {
				r.lines[k].look, r.lines[k].open, r.lines[k].byline = row, false, -1
			}
		}
		i = j
	}
}

func (r *reader) columns(i int) int {
	l := &r.lines[i]
	if l.look == aside || l.look == jump || strings.ContainsAny(l.text, "。；！？") || l.n > 80 {
		return 0
	}
	f, _ := l.fields()
	return len(f)
}

func (r *reader) tabular(from, to int) bool {
	wide, numbers, all := true, 0, 0
	for i := from; i < to; i++ {
		f, w := r.lines[i].fields()
		wide = wide && w
		for _, c := range f[1:] {
			if i > from {
				all++
				if figures().MatchString(r.lines[i].Text[c[0]:c[1]]) {
					numbers++
				}
			}
		}
	}
	n := r.columns(from)
	return wide && n > 2 || 2*numbers >= all && (wide || n > 2)
}

// verse marks the lines of a poem: four and more in one block, or two under others; short,
// and alike in length.
func (r *reader) verse(from, to int) {
	after := from > 0 && r.lines[from-1].look == verse
	if to-from < 4 && !(after && to-from > 1) {
		return
	}
	least, most := 1<<10, 0
	for i := from; i < to; i++ {
		l := &r.lines[i]
		if !textual(l) || day().MatchString(l.text) {
			return
		}
		least, most = min(least, l.n), max(most, l.n)
	}
	if least < 2 || most > 20 || most-least > 10 {
		return
	}
	for i := from; i < to; i++ {
		r.lines[i].look, r.lines[i].open, r.lines[i].byline = verse, false, -1
	}
}

// table gives the rows from i on to a story and returns the line after them.
func (r *reader) table(i int) int {
	d := r.openAt(i)
	e := Element{Kind: Table}
	to := i
	for ; to < len(r.lines) && r.lines[to].look == row && (to == i || !r.lines[to].Apart); to++ {
		f, _ := r.lines[to].fields()
		var cells []Text
		for _, c := range f {
			cells = append(cells, Text{{to, c[0], c[1]}})
		}
		e.Rows = append(e.Rows, cells)
	}
	r.put(d, e, i, to)
	return to
}

// poem gives a stanza to a story and returns the line after it.
func (r *reader) poem(i int) int {
	d := r.openAt(i)
	e := Element{Kind: Verse}
	to := i
	for ; to < len(r.lines) && r.lines[to].look == verse && (to == i || !r.lines[to].Apart); to++ {
		e.Text = append(e.Text, r.whole(to)...)
	}
	r.put(d, e, i, to)
	return to
}

func (r *reader) put(d *draft, e Element, from, to int) {
	d.Body = append(d.Body, e)
	for i := from; i < to; i++ {
		d.lines = append(d.lines, i)
	}
	d.empty, d.turn = false, to
	r.current = d
}

// onward takes a line that says that the story before it goes on, or the one after it began,
// on another page.
func (r *reader) onward(i int) {
	r.leave(i, JumpLine)
	if d := r.current; d != nil && r.lines[i].thread.To != "" {
		d.To, d.ended = r.lines[i].thread.To, true
	}
}

// noted takes what stands in brackets after a text: who the author is, where a table is from.
func (r *reader) noted(i int) {
	l := &r.lines[i]
	d := r.current
	if d == nil {
		d = r.openAt(i)
	}
	if fields := strings.Fields(strings.Trim(l.text, "（）()")); len(fields) > 1 && len(d.Byline) == 0 && intake.IsByline("（"+fields[len(fields)-1]+"）") {
		d.Byline = append(d.Byline, r.whole(i))
	} else {
		d.Body = append(d.Body, Element{Kind: Remark, Text: r.whole(i)})
	}
	d.lines = append(d.lines, i)
	d.turn = i + 1
}
