package inline

import (
	"fmt"
	"strings"
	"testing"

	"banxin/cmd/need/held"
)

// headsOfAllKinds are headlines besides headsInWords: names in marks and without, as long as names are
// taken to be and longer, figures and what they count, Latin words and names, words of one character that
// lean on others, words that only the story knows.
var headsOfAllKinds = strings.Split(`《流浪地球2》今日上映
《一二三四五六七八九十一二三四》开播
《一二三四五六七八九十一二三四五》开播
“棠川号”与「云溪」首航
《未完的名字
云溪镇政府与云溪镇的渡口
苹果iPhone 17 Pro今起发售
今年CPI 12月公布
CPI 12
涨3 跌2
版A 3 B面
Ferry market opens at 7
The Life of the River
本月起全省第一突破三十
下月起 即日起实施 渡口起雾
二十二个月和二十二个村
第十二届第三千次
约1.5万名市民·9时30分
2000万棵树百分之五
90后～00后 12–15岁 3∶1 28.74% BA.2.86 TC-5 R&D
投资二十亿建成增长28%超过
２０２６年１０月９0日 0点9分 ：a
前三季度 前30天 首批3家
新一代大飞机
常态化管理北京市人大
今天明天即将正式
渡口的了着过地得们等之者性化
我和你与他及她在对为把被将向从以第不
棠渡口 棠渡口 桥头棠渡
张三李四说
水，火；木！金——土…日:月
甲 乙　丙`, "\n")

// TestRatings holds what a break before each character of a headline costs, alone and with a story that
// says some words again and again, with words and phrases known, with phrases alone, and with neither, and
// what word it parts; and to what a headline is cut that is to be shorter.
func TestRatings(t *testing.T) {
	known := phraseModel(t)
	var b strings.Builder
	for _, head := range append(strings.Split(strings.ReplaceAll(strings.TrimSpace(headsInWords), "|", ""), "\n"), headsOfAllKinds...) {
		for _, context := range []string{"", "棠渡口棠渡口棠渡口的渡口，云溪镇。桥头桥头桥头桥头，张三李四，张三、李四，张三李四。常态化常态化。"} {
			for k, phrases := range []*Phrases{known, model, nil} {
				if context != "" && k == 2 {
					continue
				}
				r := &rating{text: head, context: context, names: []string{"云溪镇", "Pro", "甲"}, phrases: phrases, runes: []rune(head)}
				r.rate()
				fmt.Fprintf(&b, "%-5v", []string{"words", "model", "none"}[k])
				for i, x := range r.runes {
					switch {
					case i == 0:
					case r.clause[i]:
						b.WriteString("|")
					case r.cost[i] == 0:
						b.WriteString("/")
					default:
						fmt.Fprintf(&b, " %d ", r.cost[i])
					}
					b.WriteRune(x)
				}
				for i := range r.runes {
					if word := r.parts(i); word != "" {
						fmt.Fprintf(&b, " %d:%s", i, word)
					}
				}
				b.WriteString("\n")
			}
		}
		b.WriteString("shorter")
		for n := range len([]rune(head)) + 2 {
			fmt.Fprintf(&b, " %d/%d", known.Shorter([]rune(head), n), model.Shorter([]rune(head), n))
		}
		b.WriteString("\n")
	}
	held.Text(t, "testdata/ratings.txt", b.String())
}
