package notes

import (
	"fmt"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
)

// How a note's words are found.
type Found int

// Ways.
const (
	Orphan  Found = iota // they are gone
	Changed              // what stood around them stands around others now
	There
)

// String is how programs are told it: orphan, changed, there.
func (f Found) String() string {
	switch f {
	case Orphan:
		return "orphan"
	case Changed:
		return "changed"
	default:
		return "there"
	}
}

// Anchor is where the words of a note stand.
type Anchor struct {
	Found Found
	Pos   source.Pos
	Text  string // the words, as they are now
}

// context is how much of what stands around words is kept.
const context = 8

// char is a character of a story that is no white space.
type char struct {
	r    rune
	at   source.Pos
	part string
}

// chars are those of a story, as it is read. Where paragraphs end does not count: words are the
// same when a paragraph is cut in two between them.
func chars(s *editions.Story) (out []char) {
	paragraphs := 0
	for p := range s.Parts() {
		name := string(p.Role)
		if p.Block >= 0 {
			if p.Index == 0 {
				paragraphs++
			}
			name = fmt.Sprintf("p%d", paragraphs)
		}
		place, other := s.PlaceOf(p)
		for _, run := range p.Text.Runs {
			at := run.Span.Start
			for _, r := range run.Text {
				pos := place
				if !other {
					pos = s.File.Pos(source.Span{Start: at, End: at + 1})
				}
				if !unicode.IsSpace(r) {
					out = append(out, char{r, pos, name})
				}
				if run.Verbatim {
					at += len(string(r))
				}
			}
		}
	}
	return out
}

// plain is a text as chars has it.
func plain(s string) (out []rune) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

// Quote pins words of a story: their occurrence, counted from 0, with what stands around them.
// It returns how often they occur.
func Quote(s *editions.Story, words string, occurrence int) (Quotation, int) {
	all, want := chars(s), plain(words)
	hits := occurrences(all, want)
	if occurrence >= len(hits) {
		return Quotation{}, len(hits)
	}
	i := hits[occurrence]
	return quotation(all, i, i+len(want)), len(hits)
}

func text(all []char) string {
	out := make([]rune, len(all))
	for i, c := range all {
		out[i] = c.r
	}
	return string(out)
}

// occurrences are the places at which words begin.
func occurrences(all []char, words []rune) (out []int) {
	if len(words) == 0 {
		return nil
	}
	for i := 0; i+len(words) <= len(all); i++ {
		if begins(all[i:], words) == len(words) {
			out = append(out, i)
		}
	}
	return out
}

// begins is how many of the words a text begins with.
func begins(all []char, words []rune) int {
	n := 0
	for n < len(words) && n < len(all) && all[n].r == words[n] {
		n++
	}
	return n
}

// ends is how many of the last words a text ends with.
func ends(all []char, words []rune) int {
	n := 0
	for n < len(words) && n < len(all) && all[len(all)-1-n].r == words[len(words)-1-n] {
		n++
	}
	return n
}

// Find says where the words of a note stand in a story: where most of what stood around them
// does; else, what stands there in their place. A story that is gone has none.
func Find(s *editions.Story, q Quotation) Anchor {
	if s == nil {
		return Anchor{}
	}
	if q.Quote == "" {
		return Anchor{There, s.File.Pos(source.Span{Start: s.Span.Start, End: s.Span.Start}), ""}
	}
	all, want, before, after := chars(s), plain(q.Quote), plain(q.Prefix), plain(q.Suffix)
	best, score := -1, -1
	hits := occurrences(all, want)
	for _, i := range hits {
		n := 2 * (ends(all[:i], before) + begins(all[i+len(want):], after))
		if all[i].part == q.Part {
			n++
		}
		if n > score {
			best, score = i, n
		}
	}
	around := len(before) + len(after)
	if best >= 0 && (score*3/2 >= around || len(hits) == 1 && len(want) >= long) {
		return anchor(There, all[best:best+len(want)])
	}
	if i, j, ok := between(all, before, after, 2*len(want)+context); ok {
		return anchor(Changed, all[i:j])
	}
	return Anchor{}
}

// long are words that are known by themselves.
const long = 6

// least is how much of what stood around words must be left for others between it to be theirs.
const least = 3

func anchor(f Found, words []char) Anchor {
	at := words[0].at
	last := words[len(words)-1].at
	if last.File == at.File {
		at.EndLine, at.EndCol = last.EndLine, last.EndCol
	}
	return Anchor{f, at, text(words)}
}

// between finds what stands between what was before words and what was after them, no more than
// so many characters: where most of both stands, the fewest. It is not ok where nothing does.
func between(all []char, before, after []rune, most int) (i, j int, ok bool) {
	head, tail := before[max(0, len(before)-least):], after[:min(len(after), least)]
	if len(head) < least || len(tail) < least {
		return 0, 0, false
	}
	score := 0
	for _, h := range occurrences(all, head) {
		from := h + len(head)
		for to := from; to <= from+most && to+len(tail) <= len(all); to++ {
			if begins(all[to:], tail) < len(tail) {
				continue
			}
			if n := ends(all[:from], before) + begins(all[to:], after); n > score || n == score && to-from < j-i {
				i, j, score = from, to, n
			}
		}
	}
	return i, j, j > i
}
