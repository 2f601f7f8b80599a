package epub

import (
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/internal/markup"
)

// Check returns what would make the e-edition worse than it should be: pictures without
// a text for readers who cannot see them, and characters that XML cannot carry. Those
// are written as U+FFFD, in sight.
func Check(ed *editions.Edition) source.List {
	var l source.List
	for _, s := range ed.Stories {
		for _, b := range s.Blocks {
			if p, ok := b.(*editions.Picture); ok && altText(p) == "" {
				l.Add(source.Finding{Code: "EPB-ALT", Severity: source.Error, Story: s.ID, Pos: place(s, p.Span),
					Message: source.Msg("picture %s has no caption and no text for readers who cannot see it", p.Path),
					Hint:    source.Msg(`describe it after its name: ![](%s "what is to be seen")`, p.Path)})
			}
		}
		for _, t := range texts(s) {
			if r, ok := forbidden(t.String()); ok {
				l.Add(source.Finding{Code: "EPB-CHAR", Severity: source.Warning, Story: s.ID, Pos: place(s, t.Span),
					Message: source.Msg("character U+%04X cannot stand in an e-book", int(r)),
					Hint:    source.Msg("remove it; the e-edition shows U+FFFD in its place")})
			}
		}
	}
	l.Sort()
	return l
}

func place(s *editions.Story, at source.Span) source.Pos {
	if s.File == nil {
		return source.Pos{}
	}
	return s.File.Pos(at)
}

// texts returns every piece of a story's text, in the order of the e-edition.
func texts(s *editions.Story) []editions.Text {
	ts := []editions.Text{s.Label}
	ts = append(ts, s.Kicker...)
	ts = append(ts, s.Headline...)
	ts = append(ts, s.Deck...)
	if !bylineLast(s) {
		ts = append(ts, s.Byline)
	}
	for _, b := range s.Blocks {
		ts = append(ts, blockTexts(b)...)
	}
	if bylineLast(s) {
		ts = append(ts, s.Byline)
	}
	return ts
}

// blockTexts returns the texts of a block in reading order, markers of lists included.
func blockTexts(b editions.Block) []editions.Text {
	var ts []editions.Text
	switch b := b.(type) {
	case *editions.Paragraph:
		ts = append(ts, b.Text)
	case *editions.List:
		for _, it := range b.Items {
			if it.Marker != bullet {
				ts = append(ts, editions.Text{Runs: []editions.Run{{Text: it.Marker}}, Span: it.Span})
			}
			ts = append(ts, it.Text)
		}
	case *editions.Table:
		ts = append(ts, b.Caption)
		for _, row := range b.Rows {
			ts = append(ts, row...)
		}
	case *editions.Picture:
		ts = append(ts, b.Caption, b.Credit)
	}
	return ts
}

// forbidden returns the first character of s that XML 1.0 (section 2.2) does not allow.
func forbidden(s string) (rune, bool) {
	for i, r := range s {
		if !markup.Allowed(r) {
			return r, true
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return rune(s[i]), true
			}
		}
	}
	return 0, false
}
