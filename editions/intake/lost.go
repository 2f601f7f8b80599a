package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// lost is a look that a story file could not keep: what it was, of which text, where.
type lost struct {
	look lostLook
	text string
	at   Place
}

// lostLook says which look.
type lostLook uint8

const (
	lostSub   lostLook = iota // after a Han character, or with signs in it
	lostSuper                 // with spaces or signs of markup in it
	lostStars                 // strong or dotted, where stars would be no emphasis
	lostWords                 // underlined, or marked as a name, round signs of markup
)

// lostMessages say each for people, with the texts it happened to.
var lostMessages = [...]func(texts string) source.Message{
	lostSub:   func(s string) source.Message { return source.Msg("subscripts-read-as-plain-text", s) },
	lostSuper: func(s string) source.Message { return source.Msg("superscripts-read-as-plain-text", s) },
	lostStars: func(s string) source.Message { return source.Msg("strong-or-dotted-text-not-marked", s) },
	lostWords: func(s string) source.Message { return source.Msg("underlined-text-or-names-not-marked", s) },
}

// lostQuotes is how many texts a finding quotes.
const lostQuotes = 5

// lostLooks reports what of the look of a story was not kept: a finding a kind, at the first
// of its places.
func (c *Copy) lostLooks(all []lost) {
	for look, message := range lostMessages {
		var texts []string
		var at Place
		n := 0
		for _, l := range all {
			if l.look != lostLook(look) {
				continue
			}
			if n++; n == 1 {
				at = l.at
			}
			if quote := "“" + short(l.text, 12) + "”"; len(texts) < lostQuotes && !slices.Contains(texts, quote) {
				texts = append(texts, quote)
			}
		}
		if n == 0 {
			continue
		}
		list := strings.Join(texts, " ")
		if n > len(texts) {
			list += " … (" + itoa(n) + ")"
		}
		c.Find("IMP-LOOK", message(list), source.Msg("look-whether-it-says-the-same"), at)
	}
}

// miss notes what of the look of runs of one group does not show: open are the signs before
// them.
func (w *inline) miss(runs []Run, open string) {
	if w.lose == nil {
		return
	}
	before := ""
	for _, r := range runs {
		body := strings.TrimFunc(r.Text, space)
		stars := strings.Count(open, "*")
		switch {
		case body == "":
			continue
		case r.Look.Sub && !strings.HasSuffix(open, "~"):
			w.lose(lostSub, lastRunes(before, 2)+body)
		case r.Look.Super && !strings.HasSuffix(open, "^"):
			w.lose(lostSuper, lastRunes(before, 2)+body)
		}
		before = r.Text
		if w.plain {
			if r.Words != "" {
				w.lose(lostWords, body)
			}
			continue
		}
		if (r.Look.Bold || r.Look.Dotted || r.Look.Italic) && stars == 0 || r.Look.Bold && r.Look.Dotted {
			w.lose(lostStars, body)
		}
		if marked := r.Words != "" || r.Look.Underline && r.Link == ""; marked && !strings.Contains(open, "[") {
			w.lose(lostWords, body)
		}
	}
}

// lastRunes is the end of a text, n characters of it.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
