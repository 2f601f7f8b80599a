package sheet

import (
	"strings"
	"unicode/utf8"
)

// Para is a paragraph, or a part of one that its column cuts.
type Para struct {
	Lines  [][]int // characters, by index, line by line
	Indent bool
	Center bool
	End    bool      // it stands at the right
	Rows   [][][]int // of a table: characters, by rows and cells
	open   bool      // its last line is full
	flush  bool      // its first line begins at the edge
}

// paragraphs parts a column into paragraphs: a line that is indented, follows a short one or
// has another weight begins one.
func (a *analysis) paragraphs(b *block) (out []Para) {
	left, right := b.edges()
	em := b.size
	var before *line
	for _, l := range b.lines {
		for i, s := range l.segs {
			x1 := s.X1
			fresh := before == nil || i > 0 || s.X0-left > em*13/10 || right-before.X1 > em*13/10 || before.segs[0].bold != s.bold && a.alone(before, s)
			if i > 0 && 20*(s.X0-l.segs[i-1].X1) < 26*em && b.kind != text {
				fresh = false
			}
			if fresh {
				out = append(out, Para{Indent: s.X0-left > em*13/10, flush: s.X0-left < em*13/10})
			}
			p := &out[len(out)-1]
			p.Lines = append(p.Lines, s.chars)
			p.open = right-x1 < em*13/10 && len(l.segs) == 1
			inner := s.X0 - left
			if fresh && inner > em && abs(inner-(right-x1)) < em*3/4 && right-x1 > em {
				p.Center, p.Indent = true, false
			}
			if fresh && inner > 5*em && right-x1 < em*13/10 && (inner > 2*(right-left)/5 || i > 0) {
				p.End, p.Indent = true, false
			}
		}
		before = l
	}
	return out
}

// alone tells whether a line of another weight is one of its own: its characters all have
// that weight.
func (a *analysis) alone(before *line, s *seg) bool {
	whole := func(chars []int) bool {
		for _, i := range chars {
			if a.p.Chars[i].Bold != a.p.Chars[chars[0]].Bold {
				return false
			}
		}
		return true
	}
	return whole(before.segs[0].chars) && whole(s.chars)
}

// edges are where the lines of a block begin and end, but for what hangs over.
func (b *block) edges() (left, right int) {
	return b.flow.X0, b.flow.X1
}

// ends are the marks with which a paragraph may end.
const ends = "。！？…”’）)：:；;』」】—"

func (a *analysis) ended(p *Para) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a.textOf(p), " \u3000"))
	return strings.ContainsRune(ends, last)
}

func (a *analysis) textOf(p *Para) string {
	var b strings.Builder
	for _, l := range p.Lines {
		for _, i := range l {
			b.WriteString(a.p.Chars[i].Text)
		}
	}
	return b.String()
}
