package editions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
)

// enters counts the ends of lines within paragraphs, which are no ends of paragraphs: those behind
// the end of a sentence, where the first of them stands, and those in the midst of one.
type enters struct {
	closed, midst int
	first         source.Span
}

func (e *enters) add(o enters) {
	if e.closed == 0 {
		e.first = o.first
	}
	e.closed += o.closed
	e.midst += o.midst
}

// sentenceEnds are the marks that end a sentence (GB/T 15834, 4.1-4.3), endsCloser what may close behind them.
const (
	sentenceEnds = "。！？…"
	endsCloser   = "”’」』）》"
)

// shortLine is how many characters a line has that is no paragraph which somebody typed.
const shortLine = 8

// enter counts the end of a line at an offset, behind the text so far.
func (r *runner) enter(at int) {
	next, _, _ := strings.Cut(r.src[min(at+1, len(r.src)):], "\n")
	next = strings.TrimLeft(next, " \t\r>")
	if r.base < 0 || len(r.runs) == 0 || next == "" || strings.IndexByte("![{:", next[0]) >= 0 || strings.HasPrefix(next, wideSpace) {
		return
	}
	run := r.runs[len(r.runs)-1]
	line := strings.TrimLeft(r.src[strings.LastIndexByte(r.src[:max(at-1, 0)], '\n')+1:at], " \t>")
	if utf8.RuneCountInString(line) < shortLine {
		return
	}
	text := strings.TrimRight(run.Text, " \t\r")
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, endsCloser))
	first, _ := utf8.DecodeRuneInString(next)
	if !strings.ContainsRune(sentenceEnds, last) || !unicode.IsLetter(first) && !unicode.IsDigit(first) && !strings.ContainsRune("“‘「『《（—", first) {
		r.midst++
		return
	}
	if r.closed++; r.closed == 1 {
		r.first = source.Span{Start: run.Span.End, End: run.Span.End}
	}
}

// melted reports paragraphs that have become one because no empty line is between them. Lines that
// end in the midst of sentences as often are a text that is wrapped at a width.
func (b *body) melted() {
	if e := b.enters; e.closed > e.midst {
		b.desk.found.Add(source.New("SRC-MARK", b.file.Pos(e.first), source.Msg("line-ends-but-not-paragraph", e.closed),
			source.Msg("put-blank-line-between-paragraphs")).As(source.Warning))
	}
}
