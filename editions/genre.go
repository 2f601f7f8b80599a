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

// genreWords are the usual genres. 体裁 is free: others may stand there.
var genreWords = []string{"消息", "通讯", "简讯", "快讯", "特写", "评论", "公告", "启事", "声明", "访谈", "问答", "散文", "随笔", "诗歌", "讣告", "来信", "手记", "图片"}

// mistaken are characters that are written for those of genres and colours, of their sound or their
// shape.
var mistaken = strings.NewReplacer("迅", "讯", "汛", "讯", "伦", "论", "沦", "论", "吿", "告", "坊", "访", "仿", "访", "哥", "歌", "卜", "讣", "示", "事", "遂", "随", "撒", "散", "悄", "消", "熄", "息", "悉", "息", "淡", "谈", "弹", "谈", "谭", "谈", "轮", "论", "启示", "启事", "名", "明", "计", "记", "新", "信", "泻", "写", "比", "笔", "毕", "笔", "毛", "笔", "纪", "记",
	"洪", "红", "宏", "红", "虹", "红", "桔", "橘", "篮", "蓝", "兰", "蓝", "录", "绿", "禄", "绿", "慌", "黄", "皇", "黄", "恢", "灰", "辉", "灰", "澄", "橙", "柴", "紫")

// genreMeant is the usual genre that one with a wrong character, with spaces within or with a word of the
// desk's behind it stands for: 散 文, 问答体, 消息稿; false: it may be what it says.
func genreMeant(genre string) (string, bool) {
	if bare := strings.TrimRight(plainly(genre), "体类稿"); bare != genre && slices.Contains(genreWords, bare) {
		return bare, true
	}
	meant := mistaken.Replace(genre)
	return meant, meant != genre && distance(genre, meant) == 1 && slices.Contains(genreWords, meant)
}

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
