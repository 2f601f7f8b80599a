package editions

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"banxin/editions/source"
)

// runner makes Texts of parsed inlines. src is what was parsed; it stands in the file
// from base on, or, when base is negative, whole at span.
type runner struct {
	src  string
	base int
	span source.Span
	file *source.File
	desk *desk

	marks Marks
	tint  string
	fresh bool // a bracket began or ended since the last run
	link  string
	runs  []Run
	soft  int // where a line ended inside the text; -1: nowhere
	last  rune

	byLine bool  // every line is a text of its own
	kind   Kind  // of the text: lines of verse are lines in print, those that begin an answer a text
	parts  []any // Text, *Picture, or *Table of a file, in order
	indent int   // texts that began with typed spaces, and where the first did
	typed  source.Span

	ledger *ledger
	enters
}

// place turns offsets of src into a span of the file.
func (r *runner) place(start, end int) source.Span {
	if r.base < 0 {
		return r.span
	}
	return source.Span{Start: r.base + start, End: r.base + end}
}

// note says that a stretch of src is markup.
func (r *runner) note(start, end int, sign string) {
	if r.base >= 0 {
		r.ledger.note(r.place(start, end), sign)
	}
}

// inlines takes in the children of n.
func (r *runner) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c)
	}
}

func (r *runner) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(r.wideBrace(n.Segment.Start, n.Segment.Stop), n.Segment.Stop)
		if n.HardLineBreak() || (r.kind == VerseText || r.kind == FormulaText) && n.SoftLineBreak() {
			r.forced(n.Segment.Stop)
		} else if n.SoftLineBreak() {
			r.lineEnd(n.Segment.Stop)
		}
	case *ast.Emphasis:
		before := r.marks
		r.marks |= Emphasis
		if n.Level == 2 {
			r.marks = before | Strong
		}
		r.ledger.stars += 2 * n.Level
		r.inlines(n)
		r.marks = before
	case *ast.Link:
		before := r.link
		r.link = string(util.UnescapePunctuations(n.Destination))
		r.inlines(n)
		r.link = before
		r.note(n.Pos(), n.Pos()+1, signLink)
		r.note(r.target(max(n.Pos(), r.endOfRuns())), endOf(n), signLink)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.Image:
		r.picture(n)
	case *brace:
		r.brace(n)
	case *bracket:
		r.bracket(n)
	case *super:
		before := r.marks
		r.marks |= n.mark
		r.whole(n.start, n.end, "")
		r.marks = before
		r.signsOfRaised(n)
	}
}

// target is where the end of a link's or picture's text and its target begin, at or after at.
func (r *runner) target(at int) int { return at + max(strings.Index(r.src[at:], "]("), 0) }

// endOfRuns is where the text so far ends, in src.
func (r *runner) endOfRuns() int {
	if len(r.runs) == 0 || r.base < 0 {
		return 0
	}
	return r.runs[len(r.runs)-1].Span.End - r.base
}

func (r *runner) autoLink(n *ast.AutoLink) {
	start := n.Pos() + 1
	end := start + strings.IndexByte(r.src[start:], '>')
	before := r.link
	r.link = r.src[start:end]
	if n.AutoLinkType == ast.AutoLinkEmail {
		r.link = "mailto:" + r.link
	}
	r.literal(start, end)
	r.link = before
	r.note(start-1, start, signLink)
	r.note(end, end+1, signLink)
}

// text takes in plain text, resolving escapes and entities.
func (r *runner) text(start, end int) {
	for i := start; i < end; i++ {
		switch r.src[i] {
		case '\\':
			if i+1 < end && util.IsPunct(r.src[i+1]) {
				r.literal(start, i)
				r.note(i, i+1, signEscape)
				start = i + 1
				i++
			}
		case '&':
			if n, meant := entity(r.src[i:end]); n > 0 {
				r.literal(start, i)
				r.put(Run{Text: meant, Span: r.place(i, i+n)})
				start = i + n
				i = start - 1
			}
		case '\t':
			r.literal(start, i)
			r.put(Run{Text: " ", Span: r.place(i, i+1)})
			start = i + 1
		}
	}
	r.literal(start, end)
}

// entity returns the length and meaning of the entity at the start of s.
func entity(s string) (int, string) {
	n := strings.IndexByte(s[:min(len(s), 40)], ';') + 1
	if n < len("&lt;") {
		return 0, ""
	}
	raw := []byte(s[:n])
	meant := string(util.ResolveEntityNames(util.ResolveNumericReferences(raw)))
	if meant == s[:n] || meant == "" {
		return 0, ""
	}
	return n, meant
}

// literal takes in text that stands as it is.
func (r *runner) literal(start, end int) {
	if start >= end {
		return
	}
	if len(r.runs) == 0 || r.soft >= 0 {
		start = r.begin(start, end)
		if start >= end {
			return
		}
	}
	r.put(Run{Text: r.src[start:end], Span: r.place(start, end), Verbatim: r.base >= 0})
}

const wideSpace = "\u3000"

// typedSpaces are those with which texts begin: of Chinese keyboards, and of web pages.
const typedSpaces = wideSpace + "\u00a0\u2002\u2003"

// begin drops the full-width spaces with which a text begins. Two of them after the end
// of a line begin a new text, and so does a note.
func (r *runner) begin(start, end int) int {
	if n := noteSign(r.src[start:]); n > 0 && len(r.runs) > 0 && start+n < len(r.src) && r.src[start+n] == ':' {
		r.cut()
		return start
	}
	rest := strings.TrimLeft(r.src[start:end], typedSpaces)
	skipped := end - len(rest) - start
	if skipped == 0 {
		return start
	}
	if r.soft >= 0 && len(r.runs) > 0 && skipped >= 2*len(wideSpace) {
		r.cut()
	}
	if len(r.runs) == 0 {
		if r.indent == 0 {
			r.typed = r.place(start, start+skipped)
		}
		r.indent++
		return start + skipped
	}
	return start
}

// whole takes in a text as one run: what stands in braces or between carets.
func (r *runner) whole(start, end int, ruby string) {
	for start < end && r.src[start] == ' ' {
		start++
	}
	for start < end && r.src[end-1] == ' ' {
		end--
	}
	run := Run{Text: r.src[start:end], Ruby: ruby, Span: r.place(start, end), Verbatim: r.base >= 0}
	if strings.IndexByte(run.Text, '\\') >= 0 {
		run.Text, run.Verbatim = string(util.UnescapePunctuations([]byte(run.Text))), false
	}
	if run.Text != "" {
		r.put(run)
	}
}

// put appends a run, its marks composed, after what a line end before it stands for.
func (r *runner) put(run Run) { composed(run, r.append) }

func (r *runner) append(run Run) {
	if r.soft >= 0 {
		at := r.soft
		r.soft = -1
		first, _ := utf8.DecodeRuneInString(run.Text)
		if len(r.runs) > 0 && r.last != '\n' && r.last != ' ' && first != ' ' && !isCJK(r.last) && !isCJK(first) {
			r.runs = append(r.runs, Run{Text: " ", Span: r.place(at, at+1)})
		}
	}
	run.Marks, run.Tint, run.Link = run.Marks|r.marks, r.tint, r.link
	run.Joined = !r.fresh && run.Marks&(ProperName|BookTitle|Deceased|Underlined) != 0
	r.last, _ = utf8.DecodeLastRuneInString(run.Text)
	n := len(r.runs) - 1
	switch {
	case n < 0 || r.fresh || !alike(r.runs[n], run):
		r.fresh = false
		r.runs = append(r.runs, run)
	case r.base < 0:
		r.runs[n].Text += run.Text
	case r.runs[n].Verbatim && run.Verbatim && r.runs[n].Span.End == run.Span.Start:
		r.runs[n].Span.End = run.Span.End
		r.runs[n].Text = r.src[r.runs[n].Span.Start-r.base : run.Span.End-r.base]
	default:
		r.runs = append(r.runs, run)
	}
}

// alike tells whether two runs can be one.
func alike(a, b Run) bool {
	return a.Marks == b.Marks && a.Tint == b.Tint && a.Link == b.Link && a.Ruby == "" && b.Ruby == "" && a.Text != "\n" && b.Text != "\n"
}

// newline finds the end of the line at or after at.
func (r *runner) newline(at int) int {
	i := strings.IndexByte(r.src[at:], '\n')
	if i < 0 {
		return at
	}
	return at + i
}

func (r *runner) lineEnd(at int) {
	r.soft = r.newline(at)
	if r.begins(at) {
		r.cut()
		return
	}
	r.enter(r.soft)
}

// begins tells whether the line after the end of one begins a text of its own.
func (r *runner) begins(at int) bool {
	if r.byLine || !r.kind.Opens() {
		return r.byLine
	}
	next := strings.TrimLeft(r.src[min(r.newline(at)+1, len(r.src)):], " \t\u3000")
	line, _, _ := strings.Cut(next, "\n")
	return r.kind.begins(strings.TrimSpace(line))
}

func (r *runner) forced(at int) {
	if from := at; r.newline(at) > from {
		r.note(from, r.newline(at), signBreak) // a backslash, or spaces
	}
	at = r.newline(at)
	if r.begins(at) {
		r.cut()
		return
	}
	if len(r.runs) > 0 && at < len(r.src) {
		r.put(Run{Text: "\n", Span: r.place(at, at+1), Verbatim: r.base >= 0 && r.src[at] == '\n'})
	}
}

// cut ends the text so far.
func (r *runner) cut() {
	if t := r.take(); !t.IsEmpty() {
		r.parts = append(r.parts, t)
	}
}

// take returns the text so far and begins the next.
func (r *runner) take() Text {
	for len(r.runs) > 0 && strings.Trim(r.runs[len(r.runs)-1].Text, "\n") == "" {
		r.runs = r.runs[:len(r.runs)-1]
	}
	t := Text{Runs: r.runs, Span: r.span}
	if len(r.runs) > 0 {
		t.Span = source.Span{Start: r.runs[0].Span.Start, End: r.runs[len(r.runs)-1].Span.End}
	}
	r.runs, r.soft, r.last, r.fresh = nil, -1, 0, true
	return t
}

// all returns everything as one text, where pictures have no place: their words stay.
func (r *runner) all(complaint source.Message) Text {
	r.cut()
	var t Text
	for _, part := range r.parts {
		switch part := part.(type) {
		case Text:
			t.Runs = append(t.Runs, part.Runs...)
		case *Picture:
			r.desk.found.Add(source.New("SRC-MARK", r.file.Pos(part.Span), complaint, source.Msg("put-picture-into-paragraph-of-own")).As(source.Error))
			t.Runs = append(append(t.Runs, part.Caption.Runs...), part.Credit.Runs...)
		case *Table:
			r.desk.found.Add(source.New("SRC-MARK", r.file.Pos(part.Span), complaint, source.Msg("put-picture-into-paragraph-of-own")).As(source.Error))
			t.Runs = append(t.Runs, part.Caption.Runs...)
		}
	}
	r.parts = nil
	if n := len(t.Runs); n > 0 {
		t.Span = source.Span{Start: t.Runs[0].Span.Start, End: t.Runs[n-1].Span.End}
	}
	return t
}

// brace takes in ruby, or the words after a picture.
func (r *runner) brace(b *brace) {
	if b.bar < 0 {
		r.behind(r.lastPart(), b.start-1, b.start, b.end, b.end+1)
		return
	}
	end := b.bar
	if r.src[end-1] == '\\' { // a bar in a table is escaped
		end--
	}
	reading := strings.ReplaceAll(strings.ReplaceAll(r.src[b.bar+1:b.end], "\\|", " "), "|", " ")
	r.whole(b.start, end, strings.TrimSpace(string(util.UnescapePunctuations([]byte(reading)))))
	r.note(b.start-1, b.start, signRuby)
	r.note(end, b.end+1, signRuby)
}
