package works

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
)

// Sentence is a sentence of a story's text, by its place in the file.
type Sentence struct {
	Span  source.Span `json:"-"`
	Text  string      `json:"text"`
	Chars int         `json:"chars"`
}

// sentences lists the sentences of a story's paragraphs that are written as they are printed.
func sentences(s *editions.Story) (out []Sentence) {
	for part := range s.Parts() {
		if part.Role != editions.RoleParagraph {
			continue
		}
		var own []Sentence
		for _, r := range part.Text.Runs {
			if !r.Verbatim {
				own = nil
				break
			}
			own = append(own, sentencesOf(r)...)
		}
		out = append(out, own...)
	}
	return out
}

const (
	sentenceEnds = "。！？"
	closing      = "”’）》」』"
)

// sentencesOf parts a run into its whole sentences.
func sentencesOf(r editions.Run) (out []Sentence) {
	from, open := 0, 0
	for i, c := range r.Text {
		switch {
		case strings.ContainsRune("“（《「『", c):
			open++
		case strings.ContainsRune(closing, c):
			open = max(open-1, 0)
		}
		if open > 0 || !strings.ContainsRune(sentenceEnds+closing, c) {
			continue
		}
		end := i + utf8.RuneLen(c)
		if next, _ := utf8.DecodeRuneInString(r.Text[end:]); strings.ContainsRune(sentenceEnds+closing, next) || !ends(r.Text[from:end]) {
			continue
		}
		text := r.Text[from:end]
		if quotation(text) && strings.TrimSpace(r.Text[end:]) != "" {
			continue // whoever says it may be named behind it
		}
		out = append(out, Sentence{
			Span: source.Span{Start: r.Span.Start + from, End: r.Span.Start + end}, Text: text,
			Chars: strings.Count(strings.Map(solid, text), "") - 1,
		})
		from = end
	}
	return out
}

func solid(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}

// quotation tells whether a sentence begins and ends with what somebody says.
func quotation(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("“「『", first) && strings.ContainsRune("”」』", last)
}

// ends tells whether a text ends a sentence.
func ends(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, closing))
	return strings.ContainsRune(sentenceEnds, last)
}

// mostCuts is how many sentences are tried.
const mostCuts = 8

// shorten offers the sentences whose loss makes the story fit, those that take least first; where
// none does, as many as it takes from the end.
func (h *healer) shorten(s *editions.Story) {
	all := sentences(s)
	ones := slices.DeleteFunc(slices.Clone(all), func(x Sentence) bool { return 2*x.Chars < h.f.Chars })
	slices.SortStableFunc(ones, func(a, b Sentence) int { return cmp.Compare(h.far(a), h.far(b)) })
	n := len(h.out)
	for _, x := range ones[:min(len(ones), mostCuts)] {
		if len(h.out)-n < mostRemedies && len(all) > 1 {
			h.offer(Remedy{Label: source.Msg("remedy-cut", x.Chars, x.Text), Cuts: []string{x.Text}, Changes: []splice.Change{leaving(s, x)}})
		}
	}
	if len(h.out) > n {
		return
	}
	var cuts []Sentence
	chars := 0
	for i := len(all) - 1; i > 0 && len(cuts) < len(all)*3/4; i-- {
		cuts, chars = append(cuts, all[i]), chars+all[i].Chars
		if chars < h.f.Chars*9/10 {
			continue
		}
		if h.offer(Remedy{Label: source.Msg("remedy-cut-several", len(cuts), chars), Cuts: textsOf(cuts), Changes: []splice.Change{leaving(s, cuts...)}}) || chars > 2*h.f.Chars+100 {
			return
		}
	}
}

func textsOf(list []Sentence) (out []string) {
	for _, x := range slices.Backward(list) {
		out = append(out, x.Text)
	}
	return out
}

// leaving leaves sentences out of a story's file, each where it stands now, and paragraphs of which
// nothing is left with the white after them.
func leaving(s *editions.Story, list ...Sentence) splice.Change {
	var cuts []replacement
	for _, x := range list {
		cuts = append(cuts, replacement{from: x.Span.Start, to: x.Span.End})
	}
	return splice.Change{File: s.File.Name, Make: func(old []byte) ([]byte, error) {
		now, err := replacing(s.File.Name, s.File.Data, cuts...).Make(old)
		if err != nil {
			return nil, err
		}
		return closed(string(old), string(now)), nil
	}}
}

// closed closes up where a text has lost all of a paragraph: was and now have the same lines, of
// which some are empty now.
func closed(was, now string) []byte {
	a, b := strings.SplitAfter(was, "\n"), strings.SplitAfter(now, "\n")
	if len(a) != len(b) {
		return []byte(now)
	}
	blank := func(line string) bool { return strings.TrimSpace(line) == "" }
	var out []string
	atEnd := false // what is left ends where a paragraph was lost
	for i := 0; i < len(b); i++ {
		if blank(a[i]) || !blank(b[i]) {
			out, atEnd = append(out, b[i]), atEnd && blank(b[i])
			continue
		}
		atEnd = true
		if len(out) > 0 && !blank(out[len(out)-1]) {
			continue // what stands before it in its paragraph stays
		}
		for i+1 < len(a) && blank(a[i+1]) {
			i++
		}
	}
	for atEnd && len(out) > 1 && blank(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return []byte(strings.Join(out, ""))
}

// far is how much more, or less, than is over a sentence has; less is worse, since lines decide.
func (h *healer) far(x Sentence) int {
	if d := x.Chars - h.f.Chars; d >= 0 {
		return d
	}
	return 3 * (h.f.Chars - x.Chars)
}
