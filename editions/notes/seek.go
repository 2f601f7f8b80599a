package notes

import (
	"banxin/editions"
)

// Seeker finds which story says words that were read elsewhere, as on a proof that somebody has
// written upon.
type Seeker struct {
	stories []*editions.Story
	chars   [][]char
}

// NewSeeker reads stories.
func NewSeeker(stories []*editions.Story) *Seeker {
	s := &Seeker{stories: stories}
	for _, st := range stories {
		s.chars = append(s.chars, chars(st))
	}
	return s
}

// sure is how many characters around words must agree for them to be no others.
const sure = 4

// Seek pins words where most of what stood before and after them does, in the first of the
// stories on equal terms; weight says for each story how many characters that agree it is worth
// that it is expected there. It finds nothing where the words stand several times and nothing
// around them tells which is meant.
func (s *Seeker) Seek(words, before, after string, weight func(*editions.Story) int) (*editions.Story, Quotation, bool) {
	want, head, tail := plain(words), plain(before), plain(after)
	best, story, at, hits, rival := -1, -1, 0, 0, -1
	for k, all := range s.chars {
		for _, i := range occurrences(all, want) {
			hits++
			n := ends(all[:i], head) + begins(all[i+len(want):], tail) + weight(s.stories[k])
			if n > best {
				best, story, at, rival = n, k, i, best
			} else {
				rival = max(rival, n)
			}
		}
	}
	if story < 0 || hits > 1 && len(want) < long && best < sure || best == rival && best < sure {
		return nil, Quotation{}, false
	}
	return s.stories[story], quotation(s.chars[story], at, at+len(want)), true
}

// quotation pins characters, from one to another.
func quotation(all []char, i, end int) Quotation {
	return Quotation{
		Part: all[i].part, Quote: text(all[i:end]),
		Prefix: text(all[max(0, i-context):i]), Suffix: text(all[end:min(len(all), end+context)]),
	}
}
