package flow

import (
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// Parting is how the width broke a line of a headline, and how else it could be broken.
type Parting struct {
	Text string `json:"text"`
	Ways []Way  `json:"ways"` // the best first, which is the one that stands
}

// Way is a way to break a line of a headline.
type Way struct {
	Lines []string `json:"lines"`
	Score int      `json:"score"`           // of 100
	Parts string   `json:"parts,omitempty"` // the word that a line's end parts
}

// mostWays is how many ways to break a headline are shown, and of how many those are looked
// for that part no word.
const (
	mostWays  = 3
	amongWays = 12
)

// parted is a line of a headline that the width broke.
type parted struct {
	text  editions.Text
	sh    *inline.Shaped
	set   []inline.Line
	width unit.Length
	size  unit.Length
	again func(size unit.Length) *inline.Shaped // measured at another size
}

// partings says of the headline that stands how it was broken and could be, and warns where a
// word is parted.
func (r *reporter) partings(h *heading) {
	for _, p := range h.parted {
		ways := r.Breakings(p.sh, p.width, len(p.set), mostWays)
		about := Parting{Text: p.text.String()}
		for _, w := range ways[:min(len(ways), mostWays)] {
			about.Ways = append(about.Ways, Way{w.Lines, w.Score, w.Parts})
		}
		r.fit.Heads = append(r.fit.Heads, about)
		if ways[0].Parts != "" {
			r.found.Add(r.wordParted(p, r.Breakings(p.sh, p.width, len(p.set), amongWays)))
		}
	}
}

// wordParted is the warning that a headline's line ends in a word, with what would not: the
// best other ways at its size, else at the greatest size below that has one.
func (r *reporter) wordParted(p parted, ways []inline.Breaking) source.Finding {
	f := r.finding("TYP-WORD", r.region)
	if file := r.g.Story.File; file != nil {
		f.Pos = file.Pos(p.text.Span)
	}
	f.Message = source.Msg("headline-parts", ways[0].Parts, strings.Join(ways[0].Lines, " | "))
	f.Hint = source.Msg("write-shorter-or-give-slot-more")
	if others := whole(ways); len(others) > 0 {
		f.Hint = source.Msg("give-lines-yourself-line-each", strings.Join(others[:min(len(others), 2)], ", "))
		return f
	}
	for _, s := range steps {
		size := unit.Points(s)
		if size >= p.size || size < p.size/2 {
			continue
		}
		sh := p.again(size)
		if sh.Natural() <= p.width {
			f.Hint = source.Msg("at-pt-fits-one-line", s)
			return f
		}
		if others := whole(r.Breakings(sh, p.width, len(r.Break(nil, sh, []unit.Length{p.width})), 2)); len(others) > 0 {
			f.Hint = source.Msg("at-pt-no-word-parted", s, others[0])
			return f
		}
	}
	return f
}

// whole lists the ways that part no word, as the lines of a headline are written in a file.
func whole(ways []inline.Breaking) (list []string) {
	for _, w := range ways {
		if w.Parts == "" {
			list = append(list, "["+strings.Join(quoted(w.Lines), ", ")+"]")
		}
	}
	return list
}

// quoted puts lines in quotes that are more than text to YAML.
func quoted(lines []string) []string {
	list := slices.Clone(lines)
	for i, l := range list {
		if strings.ContainsAny(l, ",[]{}:#\"'&*!|>%@`-?") {
			list[i] = strconv.Quote(l)
		}
	}
	return list
}

// said is what a story says of itself, for the sense of its head.
type said struct {
	context string
	names   []string
}

// bySense has a paragraph of the head broken by what it says.
func (c *composer) bySense(p *inline.Para) {
	if c.said == nil {
		c.said = &said{context(c.g.Story), append(markedNames(c.g.Story), c.g.styles.names...)}
	}
	p.Phrases, p.Context, p.Names = c.g.styles.lang.Phrases, c.said.context, c.said.names
}
