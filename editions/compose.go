package editions

import (
	"iter"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banxin/editions/source"
)

// A base and its marks are read as one character where Unicode has one (NFC): é, が, 한, as
// systems that keep names decomposed do not write them. Characters that stand alone stay as
// they were typed, compatibility ideographs and Kangxi radicals among them, which NFC and NFKC
// would change: an editor is told of these.

// Compose returns text with the marks joined to their bases.
func Compose(text string) string {
	var out []byte
	at := 0
	for span, whole := range Compositions(text) {
		out = append(append(out, text[at:span.Start]...), whole...)
		at = span.End
	}
	if at == 0 {
		return text
	}
	return string(append(out, text[at:]...))
}

// Compositions lists the stretches of a text that Compose changes, each with what it becomes.
func Compositions(text string) iter.Seq2[source.Span, string] {
	return func(yield func(source.Span, string) bool) {
		for from, to := composable(text, 0); from < to; from, to = composable(text, to) {
			if !yield(source.Span{Start: from, End: to}, norm.NFC.String(text[from:to])) {
				return
			}
		}
	}
}

// composable finds the next stretch of text from at on, of a base and marks, that Unicode has
// another form for; from == to where there is none.
func composable(text string, at int) (from, to int) {
	for {
		k := nextMark(text, at)
		if k == len(text) {
			return k, k
		}
		from, to = segment(text, at, k)
		if s := text[from:to]; from < k && !norm.NFC.IsNormalString(s) && !compatible(s) {
			return from, to
		}
		at = to
	}
}

// segment returns the stretch of a base and its marks about the mark at k, which does not
// begin before at.
func segment(text string, at, k int) (from, to int) {
	from, to = k, k
	for from > at {
		_, n := utf8.DecodeLastRuneInString(text[at:from])
		if from -= n; norm.NFC.PropertiesString(text[from:]).BoundaryBefore() {
			break
		}
	}
	for to < len(text) {
		p := norm.NFC.PropertiesString(text[to:])
		if to > k && p.BoundaryBefore() {
			break
		}
		to += max(p.Size(), 1)
	}
	return from, to
}

// nextMark returns the offset from at on of a character that may join the one before it, the
// length of the text without any. Chinese, English and their marks cost a look at a byte.
func nextMark(text string, at int) int {
	for i := at; i < len(text); {
		switch c := text[i]; {
		case c < 0xCC:
			i++
		case c == 0xE2, c >= 0xE4 && c <= 0xE9, c == 0xEF:
			i += 3
		case c == 0xE3 && (i+2 >= len(text) || text[i+1] != 0x82 || text[i+2] != 0x99 && text[i+2] != 0x9A):
			i += 3
		default:
			p := norm.NFC.PropertiesString(text[i:])
			if !p.BoundaryBefore() {
				return i
			}
			i += max(p.Size(), 1)
		}
	}
	return len(text)
}

// compatible tells whether a stretch begins with a character that stays as it was typed.
func compatible(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return norm.NFC.String(s[:n]) != s[:n] && (r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F)
}

// composed cuts a run where marks join their bases: what stands in the file byte for byte
// stays so, and each character that was composed has the place of what it was composed of.
func composed(run Run, put func(Run)) {
	run.Ruby = Compose(run.Ruby)
	if from, to := composable(run.Text, 0); from == to {
		put(run)
		return
	}
	if !run.Verbatim || run.Ruby != "" {
		run.Text, run.Verbatim = Compose(run.Text), false
		put(run)
		return
	}
	at := 0
	cut := func(from, to int) Run {
		r := run
		r.Text = run.Text[from:to]
		r.Span = source.Span{Start: run.Span.Start + from, End: run.Span.Start + to}
		return r
	}
	for span, whole := range Compositions(run.Text) {
		if at < span.Start {
			put(cut(at, span.Start))
		}
		r := cut(span.Start, span.End)
		r.Text, r.Verbatim = whole, false
		put(r)
		at = span.End
	}
	if at < len(run.Text) {
		put(cut(at, len(run.Text)))
	}
}
