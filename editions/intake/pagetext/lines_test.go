package pagetext

import "testing"

// TestLooks: what lines of newspapers look like.
func TestLooks(t *testing.T) {
	for _, c := range []struct {
		text string
		want look
	}{
		{"文化江边", short}, {"　　柚子分级", short}, {"云岭县修编县志征集资料公告", short},
		{"记者　程麦", byline}, {"晚报记者 齐放 文/图", byline}, {"□ 石知秋", byline}, {"（沈砚）", byline}, {"（以上稿件由本报记者　毕云　采写）", byline}, {"■ 本报记者 许愿", byline},
		{"▲渡口的夜。　宋知秋　摄", caption}, {"图② 坡地上的稻子。", caption}, {"10月19日，渡口复航。　宋知秋　摄", caption},
		{"（作者单位：县农技站）", noted}, {"（县粮储局提供）", noted}, {"本版图片均为本报记者 秦越 摄", noted},
		{"第3版　校园", aside}, {"A05", aside}, {"责编　罗小满　美编　齐越", aside}, {"新闻热线：8888 6666", aside}, {"2026年10月20日 星期二", aside},
		{"2026年10月18日", signoff}, {"（下转第三版）", jump}, {"▶下转3版", jump}, {"（上接第A05版）", jump},
		{"●地铁3号线今晚起提前收车。", item}, {"1.报名时间：10月21日。", item},
		{"晚报讯　市气象台预报", body}, {"三、联系人：罗有田；联系电话：0000-1234567。", body}, {"推动中西医协同发展。优化综合(专科)", body}, {"（上接第一版）了三种新工艺", body},
	} {
		if got := looks(Line{Text: c.text}).look; got != c.want {
			t.Errorf("%s: %d, want %d", c.text, got, c.want)
		}
	}
}

// TestSignature: a by-line ends a paragraph after its last sentence, and no bracket else does.
func TestSignature(t *testing.T) {
	for text, want := range map[string]string{
		"船认得水路。（许慢）": "（许慢）", "优化了综合医院(专科)": "", "船认得水路。　记者　许慢": "记者　许慢", "三家单位参加（略）": "", "享受到福利。（本组稿件由 许慢 采写）": "（本组稿件由 许慢 采写）",
	} {
		l := looks(Line{Text: text})
		got := ""
		if l.byline >= 0 {
			got = text[l.byline:]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
