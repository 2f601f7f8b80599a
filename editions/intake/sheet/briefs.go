package sheet

import (
	"strings"
	"unicode/utf8"

	"banxin/editions/intake"
)

// longestBrief is how many characters the head of a brief has at most, in the size of the text.
const longestBrief = 28

// briefs parts a story whose bold lines are heads of stories of their own: set under a label, or
// under nothing, without text before the first; or signed one by one.
func (a *analysis) briefs(s *Story) []*Story {
	var at []int
	signed := 0
	for i := range s.Paras {
		if a.brief(s, i) {
			at = append(at, i)
		}
		if i > 0 && (i+1 == len(s.Paras) || a.brief(s, i+1)) && a.signed(&s.Paras[i]) {
			signed++
		}
	}
	if len(at) < 2 || !(at[0] == 0 && a.labelOnly(s)) && 2*signed <= len(at) {
		return []*Story{s}
	}
	var out []*Story
	if at[0] > 0 {
		out = append(out, s.part(0, at[0]))
		out[0].Heads = s.Heads
	}
	for n, i := range at {
		to := len(s.Paras)
		if n+1 < len(at) {
			to = at[n+1]
		}
		b := s.part(i+1, to)
		for _, l := range s.Paras[i].Lines {
			b.Heads = append(b.Heads, Head{Lines: [][]int{l}, Main: true})
		}
		out = append(out, b)
	}
	if at[0] == 0 {
		for i := range s.Heads {
			s.Heads[i].Label, s.Heads[i].Main = true, false
		}
		out[0].Heads = append(s.Heads, out[0].Heads...)
	}
	out[0].Pictures = s.Pictures
	return out
}

// part is a story of some paragraphs of this one.
func (s *Story) part(from, to int) *Story {
	p := &Story{Box: s.Box, Paras: s.Paras[from:to:to]}
	for _, j := range s.Joins {
		if j.Para >= from && j.Para < to {
			p.Joins = append(p.Joins, Join{j.Para - from, j.Line, j.Sure})
		}
	}
	return p
}

// brief tells whether a paragraph is a bold line above text.
func (a *analysis) brief(s *Story, i int) bool {
	p := &s.Paras[i]
	if p.Rows != nil || len(p.Lines) == 0 || len(p.Lines) > 2 || i+1 == len(s.Paras) || s.Paras[i+1].Rows != nil {
		return false
	}
	for _, l := range p.Lines {
		if !a.boldLine(l) {
			return false
		}
	}
	text := a.textOf(p)
	next := s.Paras[i+1]
	return utf8.RuneCountInString(text) <= longestBrief && !strings.ContainsAny(text, "。；") && len(next.Lines) > 0 && !a.p.Chars[next.Lines[0][0]].Bold
}

func (a *analysis) boldLine(chars []int) bool {
	for _, k := range chars {
		if !a.p.Chars[k].Bold {
			return false
		}
	}
	return true
}

// signed tells whether a paragraph ends with who wrote.
func (a *analysis) signed(p *Para) bool {
	text := strings.TrimRight(a.textOf(p), " \u3000")
	i := strings.LastIndexAny(text, "（(")
	return i >= 0 && intake.IsByline(text[i:]) || intake.IsByline(text)
}

// labelOnly tells whether a story has no head but a word or two.
func (a *analysis) labelOnly(s *Story) bool {
	n := 0
	for _, h := range s.Heads {
		for _, l := range h.Lines {
			n += len(l)
		}
	}
	return n <= 6
}

// boldColumn tells whether a line in bold stands in the size of the text above a column of its own.
func (a *analysis) boldColumn(b *block) bool {
	for _, l := range b.lines {
		for _, s := range l.segs {
			if !s.bold {
				return false
			}
		}
	}
	return 10*abs(b.size-a.body) < a.body && a.ownColumn(b)
}
