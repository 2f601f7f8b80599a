package editions

import (
	"strings"

	"banxin/editions/source"
)

// strayStars reports stars that stand close to stressed text, more on one side of it than on the other:
// ***开学**, **开学*. CommonMark prints those that have no other.
func (d *desk) strayStars(s *Story, t *Text, notes func() bool) {
	for i := range t.Runs {
		r := &t.Runs[i]
		stressed := r.Marks&(Emphasis|Strong) != 0
		if !stressed || !r.Verbatim || i > 0 && t.Runs[i-1].Marks&(Emphasis|Strong) != 0 {
			continue
		}
		last := i
		for last+1 < len(t.Runs) && t.Runs[last+1].Marks&(Emphasis|Strong) != 0 {
			last++
		}
		before, after := starsBefore(s, t, i), starsAfter(s, t, last)
		if before+after == 0 || before == 0 && notes() {
			continue
		}
		inside := ""
		for _, in := range t.Runs[i : last+1] {
			inside += in.Text
		}
		stars := "*"
		if r.Marks&Strong != 0 {
			stars = "**"
		}
		span := source.Span{Start: r.Span.Start - len(stars) - before, End: t.Runs[last].Span.End + len(stars) + after}
		msg, hint := uneven(strings.Repeat("*", before) + stars + inside + stars + strings.Repeat("*", after))
		d.found.Add(source.New("SRC-MARK", s.File.Pos(span), msg, hint).Of(s.ID))
		s.told = append(s.told, span)
	}
}

// uneven takes text between stars, more on one side than on the other, for strong.
func uneven(text string) (msg, hint source.Message) {
	return source.Msg("stars-not-alike", clip(text, 20)), source.Msg("write-as", "**"+clip(strings.Trim(text, "*"), 20)+"**")
}

// starsBefore counts the stars that are printed right before a run.
func starsBefore(s *Story, t *Text, i int) int {
	if i == 0 || !t.Runs[i-1].Verbatim {
		return 0
	}
	text := t.Runs[i-1].Text
	n := len(text) - len(strings.TrimRight(text, "*"))
	if n > 0 && escaped(s, t.Runs[i-1], len(text)-n) {
		return 0
	}
	return n
}

// starsAfter counts the stars that are printed right behind a run.
func starsAfter(s *Story, t *Text, i int) int {
	if i+1 == len(t.Runs) || !t.Runs[i+1].Verbatim || escaped(s, t.Runs[i+1], 0) {
		return 0
	}
	text := t.Runs[i+1].Text
	return len(text) - len(strings.TrimLeft(text, "*"))
}
