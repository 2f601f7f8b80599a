package cli

import (
	"slices"
	"strings"

	"banxin/editions"
)

// paperSize is a size of page that a new paper can have, with the library's templates for it.
type paperSize struct {
	name                   string
	also                   []string // further words for it, in small letters
	paper                  string   // as printed in mm
	front, inside, feature string
	bleeds                 bool // its templates bleed, so that a ground may reach the edge
}

// paperSizes are the sizes of new papers, the usual ones first.
var paperSizes = []paperSize{
	{"四开", []string{"4开", "小报", "tabloid"}, "270 × 390", "四开要闻", "四开新闻", "四开副刊", false},
	{"对开", []string{"2开", "大报", "broadsheet"}, "390 × 545", "对开要闻", "对开新闻一", "对开通讯", false},
	{"8开", []string{"八开"}, "260 × 370", "八开头版", "八开内页", "八开特写", true},
	{"16开", []string{"十六开", "杂志", "magazine"}, "210 × 285", "十六开头版", "十六开内页", "十六开特写", true},
	{"A3", nil, "297 × 420", "A3头版", "A3内页", "A3特写", true},
	{"A4", nil, "210 × 297", "A4头版", "A4内页", "A4特写", true},
}

// paperVoice is a voice as a new paper can have it.
type paperVoice struct {
	name     string
	size     string   // that its own templates are drawn for
	ground   bool     // it lays a tint under the whole page
	sections []string // of its pages, the first that of the front
}

// paperVoices are the voices of new papers.
var paperVoices = []paperVoice{
	{"党报", "对开", false, []string{"要闻", "综合", "本地", "经济", "理论", "文化", "专版", "副刊"}},
	{"都市报", "四开", false, []string{"头版", "本地", "民生", "财经", "文娱", "体育", "生活", "副刊"}},
	{"校报", "四开", false, []string{"要闻", "综合", "教学", "学术", "校园", "学生", "人物", "副刊"}},
	{"企业报", "四开", false, []string{"要闻", "综合", "生产", "安全", "技术", "班组", "党建", "副刊"}},
	{"社区报", "四开", true, []string{"头版", "办事", "街坊", "健康", "邻里", "活动", "公告", "副刊"}},
	{"周刊", "16开", true, []string{"封面", "本期", "调查", "人物", "观点", "文化", "生活", "书页"}},
}

func sizeNames() (names []string) {
	for _, s := range paperSizes {
		names = append(names, s.name)
	}
	return names
}

func voiceNames() (names []string) {
	for _, v := range paperVoices {
		names = append(names, v.name)
	}
	return names
}

// sizeOf finds a size by a word for it.
func sizeOf(said string) (paperSize, error) {
	key := narrow(said)
	for _, s := range paperSizes {
		if strings.EqualFold(s.name, key) || slices.Contains(s.also, strings.ToLower(key)) {
			return s, nil
		}
	}
	return paperSize{}, choice("--size", said, sizeNames())
}

// voiceOf finds a voice by a word for it, Chinese or English.
func voiceOf(said string) (paperVoice, error) {
	name := editions.VoiceNamed(narrow(said))
	for _, v := range paperVoices {
		if v.name == name {
			return v, nil
		}
	}
	return paperVoice{}, choice("--voice", said, voiceNames())
}

// narrow is what somebody has typed with a Chinese keyboard: full-width letters, figures and
// commas are as good as narrow ones.
func narrow(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		case r == '、':
			return ','
		}
		return r
	}, s))
}

// suits are the templates of a voice in a size: none where the voice's own are of that size.
func (v paperVoice) suits(s paperSize) (front, inside, feature string) {
	if v.size == s.name {
		return "", "", ""
	}
	return s.front, s.inside, s.feature
}

// section is what page n, from 1, of so many is for. The last is the one that closes the list.
func (v paperVoice) section(n, of int) string {
	last := len(v.sections) - 1
	switch {
	case n == of && n > 2:
		return v.sections[last]
	case n <= last:
		return v.sections[n-1]
	}
	return "专版"
}
