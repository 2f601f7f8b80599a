package editions

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// radicals are pairs: a radical of U+2E80 to 2EF3 and the character that it looks like
// (Unicode's EquivalentUnifiedIdeograph), which is what is meant where one stands in copy.
const radicals = "" +
	"⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵" +
	"⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西" +
	"⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟" +
	"⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

// standsFor returns the character that is meant by one that other standards or old fonts have
// besides: Kangxi and other radicals (⼀ ⺌), compatibility ideographs. 0 for all others, below
// 0 where it is not known.
func standsFor(r rune) rune {
	switch {
	case r < 0x2E80:
		return 0
	case r <= 0x2EFF:
		for i, c := range radicals {
			if c == r {
				to, _ := utf8.DecodeRuneInString(radicals[i+utf8.RuneLen(c):])
				return to
			}
		}
		return -1
	case r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF, r >= 0x2F800 && r <= 0x2FA1F:
		if to, n := utf8.DecodeRuneInString(norm.NFKC.String(string(r))); to != r && n > 0 {
			return to
		}
	}
	return 0
}
