package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The lines of verse are paragraphs in most copy, and empty ones part its stanzas. A story file
// has a paragraph a stanza, with breaks in it.

// poems notes lines that are verse.
func (f *finder) poems(from int) {
	for i := from; i < len(f.es); {
		j := i
		for j < len(f.es) && verseLine(f.es[j]) {
			j++
		}
		f.poem(f.es[i:j], i == from && f.onlyShort(j))
		i = max(j, i+1)
	}
}

// verseLine tells whether a line could be one of verse.
func verseLine(e *elem) bool {
	n := utf8.RuneCountInString(e.text)
	return e.kind == Para && e.role == Unknown && n >= 2 && n <= 20 && e.p.Align != End && e.level == 0 &&
		!strings.ContainsAny(e.text, "：:|｜/") && strings.Count(e.text, "　") == 0 && !dateForm().MatchString(e.text) && !numbered().MatchString(e.text) && !subheadNumber().MatchString(e.text) &&
		isByline(e.text, nil) < bound && isEnd(e.text) == 0
}

// onlyShort tells whether what follows from i on is no more than a sign-off: then the lines
// before are all of the text.
func (f *finder) onlyShort(i int) bool {
	return len(f.es)-i <= 3 && !slices.ContainsFunc(f.es[i:], func(e *elem) bool { return e.kind == Para && textLen(e.text) > 24 })
}

// poem notes lines that stand together as verse: where they are of one length, in stanzas, or
// all there is and without ends of sentences.
func (f *finder) poem(lines []*elem, all bool) {
	stanzas := stanzasOf(lines)
	together := len(stanzas) > 1 && len(lines) >= 4 && !slices.ContainsFunc(stanzas, func(s []*elem) bool { return len(s) < 2 })
	if all && len(lines) >= 6 && open(lines)*2 > len(lines) {
		together = true
	}
	for _, s := range stanzas {
		if together || len(s) >= 4 && even(s) {
			for _, e := range s {
				e.verse, e.role, e.sure, e.manner = true, Body, 80, verse
			}
		}
	}
}

// stanzasOf parts lines at the empty ones.
func stanzasOf(lines []*elem) (out [][]*elem) {
	for i, e := range lines {
		if i == 0 || e.gap {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

// even tells whether lines are of one length, as in classical verse.
func even(lines []*elem) bool {
	n := utf8.RuneCountInString(lines[0].text)
	return n >= 4 && n <= 16 && !slices.ContainsFunc(lines, func(e *elem) bool { return utf8.RuneCountInString(e.text) != n })
}

// open counts the lines that end no sentence.
func open(lines []*elem) (n int) {
	for _, e := range lines {
		if !strings.HasSuffix(e.text, "。") && !strings.HasSuffix(e.text, ".") {
			n++
		}
	}
	return n
}

// markVerse notes lines of one paragraph that are verse: four or more, short, and alike in
// length. They stay one paragraph.
func markVerse(lines []*elem) {
	if len(lines) < 4 {
		return
	}
	least, most := 100, 0
	for _, e := range lines {
		n := textLen(e.text)
		least, most = min(least, n), max(most, n)
		if e.p.Align == End || dateForm().MatchString(e.text) {
			return
		}
	}
	if most > 18 || least < 2 || most-least > 10 {
		return
	}
	for _, e := range lines {
		e.verse = true
	}
}

// stanza tells whether a piece is one by itself: its lines stand in it.
func stanza(p *Piece) bool { return p.Kept || strings.Contains(TextOf(p.Runs), "\n") }

// verse makes one paragraph of the lines of a stanza and returns how many follow the first.
func (f *finder) verse(i int) int {
	e := f.es[i]
	runs := append([]Run(nil), e.runs...)
	n := 0
	for i+n+1 < len(f.es) && f.es[i+n+1].verse && !f.es[i+n+1].gap && (f.es[i+n+1].p == e.p || !stanza(e.p)) {
		n++
		runs = append(append(runs, Made("\n")), f.es[i+n].runs...)
	}
	f.d.add(block{kind: roleBlocks[e.role], runs: runs, level: max(e.level, 2), fixed: true, manner: e.manner, at: e.at})
	return n
}
