package lint

import (
	"slices"

	"banxin/editions/source"
)

// traditional are the characters that the table has something against.
type traditional struct {
	set
	pairs []rune // of the table
}

func newTraditional() *traditional {
	t := &traditional{pairs: []rune(variants)}
	for i := 0; i < len(t.pairs); i += 2 {
		t.add(t.pairs[i])
	}
	return t
}

// simple returns the simplified character.
func (t *traditional) simple(r rune) rune {
	for i := 0; i < len(t.pairs); i += 2 {
		if t.pairs[i] == r {
			return t.pairs[i+1]
		}
	}
	return r
}

// variant reports a traditional character, once a story.
func (c *checker) variant(r rune, i int) {
	if c.story.Language(c.ed.Paper) != "zh-CN" || slices.Contains(c.facts.variants, r) {
		return
	}
	c.facts.variants = append(c.facts.variants, r)
	c.add(i, i+1, finding("TXT-TRAD", source.Msg("traditional-character", r), source.Msg("write-character", c.old.simple(r))))
}
