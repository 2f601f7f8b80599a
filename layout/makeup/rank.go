package makeup

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
)

// A story's order is what its file says (次序); stories that say it come before those that do
// not. What nobody says is guessed from what a story is: genre, length, kicker, deck, picture.

// The words by which a story is known to be of a sort, in its genre or its label.
var (
	commentWords = []string{"评论", "社论", "短评", "时评", "社评", "comment", "editorial"}
	cultureWords = []string{"诗", "散文", "副刊", "随笔", "小说", "来信", "poem", "letter"}
	pictureWords = []string{"图片"}
)

// sortOf is what a story is to make-up.
type sortOf uint8

const (
	isNews sortOf = iota
	isFeature
	isPicture // picture and caption, little text
	isComment
	isCulture // poems, letters, what is not news
	isBrief
	isNotice
)

// longestBrief is the number of characters up to which a story without picture and table is a
// brief whatever it is called.
const longestBrief = 110

func sortOfStory(s *editions.Story) sortOf {
	label := s.Label.String()
	switch {
	case s.Notice() || s.Obituary():
		return isNotice
	case s.Brief():
		return isBrief
	case editions.SaysAny(commentWords, s.Genre, label):
		return isComment
	case editions.SaysAny(cultureWords, s.Genre, label):
		return isCulture
	case editions.SaysAny(pictureWords, s.Genre):
		return isPicture
	case s.Genre == "通讯" || s.Genre == "feature" || s.Genre == "特写":
		return isFeature
	case s.Genre == "消息" || s.Genre == "":
		if bodyChars(s) <= longestBrief && len(s.Deck) == 0 && len(s.Kicker) == 0 && !pictured(s) && !tabled(s) {
			return isBrief
		}
	}
	return isNews
}

func pictured(s *editions.Story) bool {
	for range s.Pictures() {
		return true
	}
	return false
}

func tabled(s *editions.Story) bool {
	for p := range s.Parts() {
		if p.Role == editions.RoleCell {
			return true
		}
	}
	return false
}

// What makes a story of which no order is said more important, in characters of its text.
const (
	worthLongest = 900  // beyond that length counts no more
	worthKicker  = 150  // somebody thought of how to lead to it
	worthDeck    = 100  // or of more to say in its head
	worthPicture = 150  // somebody was sent there
	worthTable   = -50  // figures are looked up, not read
	worthFeature = -200 // a feature can wait, news cannot
	worthComment = 330  // about the third story of a page, whatever its length
	worthGroup   = -400 // stories that belong together stand below one that is by itself
	worthCulture = -200 // poems and letters lead no page
	worthBrief   = -500
	worthNotice  = -900
)

// worth guesses the importance of a story whose order nobody said.
func worth(s *editions.Story) int {
	n := min(bodyChars(s), worthLongest)
	switch sortOfStory(s) {
	case isNotice:
		return worthNotice
	case isBrief:
		return worthBrief + n/8
	case isComment:
		return worthComment
	case isCulture:
		return worthCulture + n/4
	case isPicture, isFeature:
		n += worthFeature
	}
	if len(s.Kicker) > 0 {
		n += worthKicker
	}
	if len(s.Deck) > 0 {
		n += worthDeck
	}
	if pictured(s) {
		n += worthPicture
	}
	if tabled(s) {
		n += worthTable
	}
	if s.Group != "" {
		n += worthGroup
	}
	return n
}

// byImportance orders stories: those whose order is said, by it, then the others by what is
// guessed of them, and of equal ones those that come first in the edition.
func byImportance(stories []*editions.Story) []*editions.Story {
	out := slices.Clone(stories)
	guess := map[*editions.Story]int{}
	for _, s := range out {
		if !s.Ranked {
			guess[s] = worth(s)
		}
	}
	slices.SortStableFunc(out, func(a, b *editions.Story) int {
		return cmp.Or(editions.ByRank(a, b), cmp.Compare(guess[b], guess[a]))
	})
	return out
}

// ordered says how a parcel came to be the first of a page, and how many of all stories say their order.
func ordered(lead parcel, units []parcel) source.Message {
	first := lead.stories[0]
	said, all := 0, 0
	for _, u := range units {
		for _, s := range u.stories {
			if all++; s.Ranked {
				said++
			}
		}
	}
	switch {
	case said == all:
		return source.Msg("order-as-stories-say", first.ID)
	case said > 0:
		return source.Msg("order-as-some-stories-say", said, all, first.ID)
	}
	return source.Msg("order-is-guessed", first.ID)
}
