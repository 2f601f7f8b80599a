package intake

import (
	"strings"
)

// styleRoles are what the names of styles say, in the words of WPS, Word and LibreOffice and
// of newsrooms. The longest that a name holds counts.
var styleRoles = []struct {
	name string
	role Role
}{
	{"引题", Kicker}, {"肩题", Kicker}, {"眉题", Kicker}, {"副标题", Deck}, {"副题", Deck}, {"subtitle", Deck}, {"主标题", Headline}, {"主题", Headline}, {"大标题", Headline},
	{"署名", Byline}, {"作者", Byline}, {"author", Byline}, {"byline", Byline}, {"栏目", Label}, {"小标题", Subhead}, {"图说", Caption}, {"图注", Caption}, {"题注", Caption},
	{"caption", Caption}, {"落款", Signoff}, {"signature", Signoff}, {"导语", Lead}, {"摘要", Lead}, {"abstract", Lead}, {"引文", Quote}, {"引用", Quote}, {"quote", Quote}, {"headline", Headline}, {"kicker", Kicker}, {"deck", Deck},
}

// styled returns the role that a style's name says, by the answers first.
func styled(name string, a *Answers) Role {
	if a != nil {
		if r, ok := a.Styles[name]; ok {
			return r
		}
	}
	low := strings.ToLower(strings.TrimSpace(name))
	if low == "title" || low == "标题" {
		return Headline
	}
	for _, s := range styleRoles {
		if strings.Contains(low, s.name) {
			return s.role
		}
	}
	return Unknown
}

// verse is the kind of paragraph whose lines are lines.
const verse = "诗"

// styleManners are the kinds of paragraph that the names of styles say.
var styleManners = []struct{ name, manner string }{
	{"诗", verse}, {"verse", verse}, {"poem", verse}, {"poetry", verse}, {"stanza", verse}, {"问答", "问答"}, {"interview", "问答"}, {"question", "问答"}, {"answer", "问答"}, {"q&a", "问答"},
	{"剧本", "剧"}, {"台词", "剧"}, {"舞台提示", "剧"}, {"drama", "剧"}, {"dialogue", "剧"}, {"法条", "法条"}, {"条文", "法条"}, {"编者按", "编者按"}, {"按语", "编者按"}, {"editorial", "编者按"},
	{"摘句", "提要"}, {"pull quote", "提要"}, {"pullquote", "提要"}, {"公式", "公式"}, {"formula", "公式"}, {"equation", "公式"},
}

// mannerOf is the kind of paragraph that a style's name says; "" for none. Names of one character
// say it alone.
func mannerOf(style string) string {
	low := strings.ToLower(strings.TrimSpace(style))
	switch low {
	case "问", "答":
		return "问答"
	case "剧", "提要":
		return low
	}
	for _, s := range styleManners {
		if strings.Contains(low, s.name) {
			return s.manner
		}
	}
	return ""
}

// HeadingLevel is the level of a heading that the name of its style says: heading 2, 标题 2; 0:
// it is none.
func HeadingLevel(style string) int {
	low := strings.ToLower(style)
	for _, p := range []string{"heading ", "heading", "标题 ", "标题"} {
		if rest, ok := strings.CutPrefix(low, p); ok && len(rest) == 1 && '1' <= rest[0] && rest[0] <= '9' {
			return int(rest[0] - '0')
		}
	}
	return 0
}
