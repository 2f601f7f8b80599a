package editions

import (
	"cmp"
	"slices"
	"strings"
)

// The words by which a story is known to be of a sort, in its genre or its label; a notice that
// says no genre by the end of its headline.
var (
	noticeWords = []string{"公告", "启事", "通告", "声明", "notice"}
	briefWords  = []string{"简讯", "简明", "快讯", "brief"}
	poemWords   = []string{"诗", "poem"}
)

// SaysAny tells whether one of several texts has one of several words in it.
func SaysAny(words []string, in ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(in, func(s string) bool { return strings.Contains(s, w) })
	})
}

// Notice tells whether a story is a notice (公告).
func (s *Story) Notice() bool {
	return SaysAny(noticeWords, s.Genre) || s.Genre == "" && slices.ContainsFunc(noticeWords, func(w string) bool { return strings.HasSuffix(s.Title(), w) })
}

// Begun tells whether a story has neither headline nor text yet.
func (s *Story) Begun() bool { return len(s.Headline) == 0 && len(s.Blocks) == 0 }

// Brief tells whether a story is one of the briefs (简讯) by what it is called.
func (s *Story) Brief() bool { return SaysAny(briefWords, s.Genre, s.Label.String()) }

// Apart tells whether a story's head is of the size that its genre has, whatever its order is: a notice's, a
// brief's, a poem's. No other head is measured by it.
func (s *Story) Apart() bool { return s.Notice() || s.Brief() || SaysAny(poemWords, s.Genre) }

// ByRank compares stories by the order that they say (次序); those that say none come after.
func ByRank(a, b *Story) int {
	switch {
	case a.Ranked && b.Ranked:
		return cmp.Compare(a.Rank, b.Rank)
	case a.Ranked:
		return -1
	case b.Ranked:
		return 1
	}
	return 0
}
