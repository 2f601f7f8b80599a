package readers

import (
	"strings"
	"testing"

	"banxin/editions/intake"
)

// TestRoles holds what becomes of plain text in the forms in which newsrooms send it.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two lines of one headline", "晚稻开镰\n比去年早5天\n\n　　本报讯　昨天上午，晚稻开镰收割。\n", "体裁: 消息\n标题: [晚稻开镰, 比去年早5天]\n---\n\n本报讯　昨天上午，晚稻开镰收割。\n"},
		{"label before a bar", "棠川时评｜修一座桥，留一份耐心\n本报评论员\n\n把一座桥封上22个月，只换286块石头，这笔账怎么算？\n", "体裁: 通讯\n栏目: 棠川时评\n标题: 修一座桥，留一份耐心\n署名: 本报评论员\n---\n\n把一座桥封上22个月，只换286块石头，这笔账怎么算？\n"},
		{"letter", "编辑同志：\n　　楼下的路灯坏了半个月，夜里老人下楼很不方便。\n　　　　　　　　读者　周小棠\n　　　　　　　　2026年10月18日\n", "体裁: 来信\n---\n\n编辑同志：\n\n楼下的路灯坏了半个月，夜里老人下楼很不方便。\n\n>> 读者　周小棠\n>> 2026年10月18日\n"},
		{"notice with a list", "关于夜间施工的通告\n\n现将有关事项通告如下：\n1. 禁止机动车通行；\n2. 公交车绕行。\n特此通告。\n\n棠川市市政管理处\n2026年10月18日\n", "体裁: 公告\n标题: 关于夜间施工的通告\n---\n\n现将有关事项通告如下：\n\n1. 禁止机动车通行；\n2. 公交车绕行。\n\n特此通告。\n\n>> 棠川市市政管理处\n>> 2026年10月18日\n"},
		{"by-line at the end", "渡口停航\n\n　　本报讯  今天渡口停航，恢复时间另行通知。（沈砚）\n", "体裁: 消息\n标题: 渡口停航\n署名: （沈砚）\n---\n\n本报讯　今天渡口停航，恢复时间另行通知。\n"},
		{"subheads between paragraphs", "一部电梯开了七次会\n\n六楼一位腿脚不便的住户，这个月下了53次楼，比过去三年加起来还多。\n\n第一次会：十分钟就散了\n\n12号院建于1994年，六层，没有电梯，住着十二户人家。\n\n第二次会：吵到半夜\n\n五楼、六楼举手，一楼摇头。\n", "体裁: 通讯\n标题: 一部电梯开了七次会\n---\n\n六楼一位腿脚不便的住户，这个月下了53次楼，比过去三年加起来还多。\n\n## 第一次会：十分钟就散了\n\n12号院建于1994年，六层，没有电梯，住着十二户人家。\n\n## 第二次会：吵到半夜\n\n五楼、六楼举手，一楼摇头。\n"},
		{"verse", "秋行\n\n梅青\n\n山路弯弯向晚行\n一川红叶照人明\n归来不觉霜风起\n犹听溪边打稻声\n", "体裁: 诗歌\n标题: 秋行\n署名: 梅青\n---\n\n山路弯弯向晚行\n一川红叶照人明\n归来不觉霜风起\n犹听溪边打稻声\n{诗}\n"},
		{"signs of fences and kinds in plain text", "渡口停航\n\n　　本报讯　今天渡口停航，恢复时间另行通知，请大家相互转告。\n::: 诗\n　　这一行在纯文本里，不是标记，应当原样印出来，请大家放心。\n:::\n　　末尾的花括号也是文字，写得稍长一些，看看怎么样{诗}\n", "体裁: 消息\n标题: 渡口停航\n---\n\n本报讯　今天渡口停航，恢复时间另行通知，请大家相互转告。\n\n## \\::: 诗\n\n这一行在纯文本里，不是标记，应当原样印出来，请大家放心。\n\n\\:::\n\n末尾的花括号也是文字，写得稍长一些，看看怎么样\\{诗}\n"},
		{"a dateline in a line of its own", "渡口停航\n\n本报讯（记者 沈砚）\n\n今天渡口停航，恢复时间另行通知，两岸的居民可以绕行上游的石桥。\n", "体裁: 消息\n标题: 渡口停航\n---\n\n本报讯（记者 沈砚）　今天渡口停航，恢复时间另行通知，两岸的居民可以绕行上游的石桥。\n"},
		{"a note of the editor's before the head", "编者按：渡口停航的消息见报后，读者来信不断，今天起我们连续刊出。\n\n渡口停航\n\n　　本报讯　今天渡口停航，恢复时间另行通知。\n", "体裁: 消息\n标题: 渡口停航\n---\n\n> 编者按：渡口停航的消息见报后，读者来信不断，今天起我们连续刊出。\n\n本报讯　今天渡口停航，恢复时间另行通知。\n"},
		{"an end mark behind the last sentence", "渡口停航\n\n　　本报讯　今天渡口停航，恢复时间另行通知。（沈砚）（完）\n", "体裁: 消息\n标题: 渡口停航\n署名: （沈砚）\n---\n\n本报讯　今天渡口停航，恢复时间另行通知。\n"},
		{"columns of tabs", "各区开镰面积\n\n　　本报讯　昨天公布各区开镰面积。\n\n区\t面积\t进度\n河东\t12.4\t35%\n河西\t8.6\t41%\n\n　　预计月底收完。\n", "体裁: 消息\n标题: 各区开镰面积\n---\n\n本报讯　昨天公布各区开镰面积。\n\n| 区 | 面积 | 进度 |\n|---|---:|---:|\n| 河东 | 12.4 | 35% |\n| 河西 | 8.6 | 41% |\n\n预计月底收完。\n"},
		{"columns of spaces", "各区开镰面积\n\n　　本报讯　昨天公布各区开镰面积。\n\n区　　　面积\n河东　　12.4\n河西　　 8.6\n", "体裁: 消息\n标题: 各区开镰面积\n---\n\n本报讯　昨天公布各区开镰面积。\n\n| 区 | 面积 |\n|---|---:|\n| 河东 | 12.4 |\n| 河西 | 8.6 |\n"},
		{"halves of verse are no columns", "秋行\n\n　　昨天又读到这首写秋天的旧诗，抄在这里，与读者共赏，也算是应景。\n\n山路弯弯　　向晚独行\n一川红叶　　照见人明\n归来不觉　　霜风已起\n", "体裁: 通讯\n标题: 秋行\n---\n\n昨天又读到这首写秋天的旧诗，抄在这里，与读者共赏，也算是应景。\n\n山路弯弯　　向晚独行\n\n一川红叶　　照见人明\n\n归来不觉　　霜风已起\n"},
		{"stanzas of uneven lines", "渡口\n梅青\n\n渡口的灯\n一盏一盏地亮了\n\n我站在石阶上\n等一个人\n\n水声很轻\n像从前的脚步\n", "体裁: 诗歌\n标题: 渡口\n署名: 梅青\n---\n\n::: 诗\n渡口的灯\n一盏一盏地亮了\n\n我站在石阶上\n等一个人\n\n水声很轻\n像从前的脚步\n:::\n"},
		{"a headline of a character and a name", "茶\n\n陈默\n\n　　一壶茶，半日闲。\n　　窗外有雨。\n", "体裁: 通讯\n标题: 茶\n署名: 陈默\n---\n\n一壶茶，半日闲。\n\n窗外有雨。\n"},
		{"a label and a headline that could be a name", "随笔\n\n黄河\n\n　　我在河边住了二十年，河水每年都黄。\n", "体裁: 通讯\n栏目: 随笔\n标题: 黄河\n---\n\n我在河边住了二十年，河水每年都黄。\n"},
		{"a note of the editor's under a head of its own, before the headline", "编者按\n　　渡口停航，读者来信不断。今天起连续刊出。\n\n渡口停航\n本报记者　沈砚\n　　今天渡口停航，恢复时间另行通知。\n", "体裁: 通讯\n标题: 渡口停航\n署名: 本报记者　沈砚\n---\n\n> 编者按\n>\n> 渡口停航，读者来信不断。今天起连续刊出。\n\n今天渡口停航，恢复时间另行通知。\n"},
		{"the same after the headline", "渡口停航\n本报记者　沈砚\n【编者按】\n　　渡口停航，读者来信不断。今天起连续刊出。\n　　今天渡口停航，恢复时间另行通知。\n", "体裁: 通讯\n标题: 渡口停航\n署名: 本报记者　沈砚\n---\n\n> 【编者按】\n>\n> 渡口停航，读者来信不断。今天起连续刊出。\n\n今天渡口停航，恢复时间另行通知。\n"},
		{"a letter with the day only", "编辑同志：\n　　楼下的路灯坏了半个月。\n　　　　　　　　读者　周小棠\n　　　　　　　　10月18日\n", "体裁: 来信\n---\n\n编辑同志：\n\n楼下的路灯坏了半个月。\n\n>> 读者　周小棠\n>> 10月18日\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, cp := range intake.Read(intake.File{Name: "a.txt", Data: []byte(c.text)}, All(), intake.Options{}) {
				r := intake.Compose(cp, intake.Target{})
				if r.Fault != nil || len(r.Stories) != 1 {
					t.Fatalf("%d stories, %v", len(r.Stories), r.Fault)
				}
				if got := strings.TrimPrefix(string(r.Stories[0].Text), "---\n"); got != c.want {
					t.Errorf("got\n%s\nwant\n%s", got, c.want)
				}
			}
		})
	}
}

// TestTextAfterByline holds that after a headline that shows and its by-line the text begins,
// with as short a line as may be.
func TestTextAfterByline(t *testing.T) {
	const copy = `<h1>秋思</h1><p>苏禾</p><p>一片叶子落下</p><p>落在渡口的石阶上，船来了，又走了。</p>`
	for _, cp := range intake.Read(intake.File{Name: "a.html", Data: []byte(copy)}, All(), intake.Options{}) {
		s := intake.Compose(cp, intake.Target{}).Stories[0]
		if got := string(s.Text); !strings.Contains(got, "署名: 苏禾\n---\n\n一片叶子落下\n") {
			t.Errorf("got\n%s", got)
		}
	}
}

// TestSeveral holds that briefs in one file are stories each, also where only some of them
// show it.
func TestSeveral(t *testing.T) {
	for _, c := range [][2]string{
		{"图书馆亮灯到十点\n　　本报讯（记者 沈砚）本周五起，市图书馆闭馆时间由20时延至22时。\n\n公交增停锁澜桥南\n　　本报讯　今天首班车起，19路公交车增设一站。\n\n白琵鹭来了\n　　本报讯　巡护员在湿地记录到白琵鹭43只，比去年早6天。（何岭）\n", "图书馆亮灯到十点|公交增停锁澜桥南|白琵鹭来了"},
		{"图书馆亮灯到十点\n　　本报讯　本周五起，市图书馆闭馆时间由20时延至22时。\n公交增停锁澜桥南\n　　本报讯　今天首班车起，19路公交车增设一站，票价不变。\n白琵鹭来了\n　　巡护员昨天在湿地记录到白琵鹭43只，比去年早6天。\n路灯亮了\n　　书院路的路灯昨晚全部亮了，共换新灯二百盏，省电六成。\n", "图书馆亮灯到十点|公交增停锁澜桥南|白琵鹭来了|路灯亮了"},
		{"一部电梯开了七次会\n　　12号院建于1994年，六层，没有电梯，住着十二户人家。\n第一次会\n　　五楼、六楼举手，一楼摇头，十分钟就散了，谁也没有说服谁。\n", "一部电梯开了七次会"},
	} {
		var heads []string
		for _, cp := range intake.Read(intake.File{Name: "六条.txt", Data: []byte(c[0])}, All(), intake.Options{}) {
			for _, s := range intake.Compose(cp, intake.Target{}).Stories {
				heads = append(heads, s.Title)
			}
		}
		if got := strings.Join(heads, "|"); got != c[1] {
			t.Errorf("stories: %s, want %s", got, c[1])
		}
	}
}
