package pagetext

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wrapped finds paragraphs whose lines are those of the columns: lines of one length, one
// right under the other, of which the last may be shorter. They are joined as they stand,
// and nothing is asked about it.
func (r *reader) wrapped() {
	for from := 0; from < len(r.lines); {
		to := from + 1
		for to < len(r.lines) && !r.lines[to].Apart {
			to++
		}
		r.unwrap(from, to)
		from = to
	}
}

// unwrap joins the lines of one block where they are full.
func (r *reader) unwrap(from, to int) {
	if to-from < 3 {
		return
	}
	widths := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		widths = append(widths, width(r.lines[i].Text[:r.lines[i].to]))
	}
	full := slices.Max(widths)
	near := 0
	for _, w := range widths {
		if w >= full-4 {
			near++
		}
	}
	if full > 120 || 2*near < len(widths) {
		return
	}
	for i := from; i+1 < to; i++ {
		l, next := &r.lines[i], &r.lines[i+1]
		if widths[i-from] < full-4 || strings.HasPrefix(next.Text, "　") || listed().MatchString(next.text) || !textual(l) || !textual(next) {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(l.text); strings.ContainsRune(ends, last) && !r.indented(from, to) {
			continue // a full line may end a paragraph where none is indented
		}
		l.look, next.look, l.open = body, body, true
		l.byline = -1
		r.tail[i], r.head[i+1] = i+1, i
	}
	for i := from; i < to; i++ {
		if r.lines[i].look == body {
			r.lines[i].judge()
		}
	}
}

// indented tells whether paragraphs of a block begin with white.
func (r *reader) indented(from, to int) bool {
	for i := from; i < to; i++ {
		if strings.HasPrefix(r.lines[i].Text, "　") {
			return true
		}
	}
	return false
}

// textual tells whether a line may be one of a paragraph in lines.
func textual(l *line) bool { return l.look == body || l.look == short || l.look == item }

// width is the width of a text in halves of a Han character.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2E80 || strings.ContainsRune("“”‘’—…", r) {
			n++
		}
	}
	return n
}
