package lint

import (
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
)

// again reports a first paragraph that says the headline or the by-line once more, as copy does that was pasted
// with its head, and returns which block it is; -1: none.
func (c *checker) again(s *editions.Story) int {
	if len(s.Blocks) < 2 {
		return -1
	}
	p, ok := s.Blocks[0].(*editions.Paragraph)
	if !ok || p.Kind != editions.Plain {
		return -1
	}
	var head strings.Builder
	for _, t := range s.Headline {
		head.WriteString(t.String())
	}
	f := finding("TXT-REPEAT", source.Msg("head-stands-again-as-paragraph"), source.Msg("take-paragraph-away"))
	switch says := bare(p.Text.String()); says {
	case "":
		return -1
	case bare(head.String()):
	case bare(s.Byline.String()):
		f = finding("TXT-REPEAT", source.Msg("byline-stands-again-as-paragraph"), source.Msg("take-paragraph-away"))
	default:
		return -1
	}
	c.addStory(p.Text.Span, f)
	return 0
}

// bare is a text without marks and spaces.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// once are characters of which two together are a slip of the keys.
var once = setOf("的了是在与及被也就而但或由于以向为并该到我他她它这那其所则却又还很更最")

// endsWord are the characters with which such a one ends a word, so that it may stand again behind it:
// 现在在, 目的的, 为了了解, 其他他. beginsWord are those with which it begins one: 在在座, 的的确.
var (
	endsWord = map[rune]string{
		'的': "目", '了': "不一好", '在': "现实存所内潜好自", '与': "参给", '以': "可予难", '为': "认因行成作", '向': "方面志风", '该': "应", '他': "其", '它': "其",
		'则': "原规否法守", '却': "冷忘", '更': "变", '就': "成", '被': "棉植绒毛", '由': "自理缘", '及': "涉普危波顾触", '到': "周报", '是': "但还于凡", '所': "场", '我': "自", '并': "合兼",
	}
	beginsWord = map[rune]string{
		'的': "确", '了': "之无心解断然", '在': "座场职线校编建位岗任野逃乎意世押", '与': "会", '及': "时格", '就': "业医读近", '到': "场会访货岗期位", '由': "来",
	}
)

// doubled looks at a character that stands twice, at i and i+1.
func (c *checker) doubled(i int) {
	t := &c.text
	if !once.has(t.r[i]) || t.at(i+2) == t.r[i] || t.at(i-1) == t.r[i] {
		return
	}
	if t.in(i-1, endsWord[t.r[i]]) || t.in(i+2, beginsWord[t.r[i]]) {
		return
	}
	switch t.r[i] {
	case '其', '所', '是', '到', '更', '最', '还': // 其其格, 所所, 是是非非
		if t.r[i] == '其' || t.r[i] == '所' || t.at(i+2) == '非' {
			return
		}
	case '又', '就', '也', '这', '那':
		if t.at(i+2) == '是' && t.at(i-1) == 0 {
			return
		}
	}
	c.add(i, i+2, finding("TXT-REPEAT", source.Msg("stands-twice", t.quoted(i, i+1)), source.Msg("delete-one-of-two")))
}

// Lengths of a group of characters that may be pasted twice.
const (
	leastRepeat = 3
	mostRepeat  = 12
)

// repeats looks for groups of characters that follow upon themselves: 党委书记党委书记.
func (c *checker) repeats() {
	t := &c.text
	for i := 0; i+2*leastRepeat <= len(t.r); i++ {
		if t.k[i] != han {
			continue
		}
		for n := leastRepeat; n <= mostRepeat && i+2*n <= len(t.r); n++ {
			if t.r[i] == t.r[i+n] && t.repeated(i, n) {
				sev := source.Warning
				if n == leastRepeat {
					sev = source.Note
				}
				c.add(i, i+2*n, finding("TXT-REPEAT", source.Msg("stands-twice", t.quoted(i, i+n)), source.Msg("delete-one-of-two")).As(sev))
				i += 2*n - 1
				break
			}
		}
	}
}

// repeated tells whether n Han characters at i follow again, and are no chime of fewer.
func (t *passage) repeated(i, n int) bool {
	for k := range n {
		if t.k[i+k] != han || t.r[i+k] != t.r[i+n+k] {
			return false
		}
	}
	for m := 1; m <= n/2; m++ { // 哈哈哈哈, 一步一步一步一步
		same := true
		for k := 0; k+m < n; k++ {
			same = same && t.r[i+k] == t.r[i+k+m]
		}
		if same {
			return false
		}
	}
	return true
}
