package lint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
)

// paragraphOfFigures is one of which every part fits a line of ten characters.
func paragraphOfFigures(rnd *rand.Rand) string {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	n := func(digits int) string {
		return fmt.Sprint(1 + rnd.IntN(9))[:1] + fmt.Sprintf("%04d", rnd.IntN(10_000))[:digits-1]
	}
	kinds := []func() string{
		func() string { return n(1+rnd.IntN(4)) + pick("", ".5%", "万元", "kg", "㎡", " km/h", "℃", "m²") },
		func() string { return pick("－", "￥", "+") + n(1+rnd.IntN(3)) },
		func() string { return n(1) + " " + n(3) + " " + n(3) },
		func() string { return n(1) + pick("∶", "：", "-", "·", "×", "/") + n(2) },
		func() string { return "20" + n(2) + "年" + n(1) + "月" + n(2) + "日" + n(1) + "：" + n(2) },
		func() string { return "0" + n(3) + "-" + n(4) + " " + n(4) },
		func() string { return "13" + n(1) + " " + n(4) + " " + n(4) },
		func() string { return "400-" + n(3) + "-" + n(4) },
		func() string { return pick("京", "浙") + "A" + pick("·", "") + n(4) + "8" },
		func() string { return "（记者 " + pick("欧阳修远", "王小二") + "）" },
		func() string { return pick("E=mc²", "CO₂", "3×10⁸", "《渡口》") },
		func() string { return "www.example.com/20" + n(2) + "/10/20/" + n(4) + "-" + n(2) + ".html" },
	}
	var b strings.Builder
	for range 3 + rnd.IntN(6) {
		for range 1 + rnd.IntN(6) {
			b.WriteString(pick("今", "天", "在", "共", "约", "城", "里", "渡", "口", "的"))
		}
		b.WriteString(kinds[rnd.IntN(len(kinds))]())
		b.WriteString(pick("的", "，", "。", "、", "；"))
	}
	return b.String()
}

// What belongs together is found parted nowhere, in paragraphs that can be set without.
func TestNothingIsSplit(t *testing.T) {
	for seed := range need.Seeds(4, 100) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 12))
		var b strings.Builder
		for range 100 {
			b.WriteString("\n" + paragraphOfFigures(rnd) + "\n")
		}
		measure := 13 + rnd.IntN(8)
		m := fstest.MapFS{}
		for name, text := range map[string]string{
			"paper.yaml":                        "名称: 试排日报\n代码: t\n语言: zh-CN\n",
			"templates/甲.yaml":                  fmt.Sprintf("成品: 420mm x 500mm\n边距: 10mm\n栏: {数: 5, 字: %d, 距: 1字}\n正文: {字号: 10pt, 行距: 13pt}\n行数: 90\n流式: 是\n版图: |\n  90 | 正 正 正 正 正\n版位:\n  正: {流: 是}\n", measure),
			"editions/2026-10-20/edition.yaml":  "日期: 2026-10-20\n期号: 1\n版:\n  - {版面: 试, 模板: 甲, 稿件: {正: [s1]}}\n",
			"editions/2026-10-20/stories/s1.md": "---\n主题: 试\n---\n" + b.String(),
		} {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		ed, res := compose(t, m)
		if fit := res.Fits[0]; fit.OverChars != 0 {
			t.Fatalf("seed %d: %d characters are not set", seed, fit.OverChars)
		}
		for _, f := range append(checked(t, ed, res), res.Findings...) {
			if f.Code == "TYP-SPLIT" {
				t.Errorf("seed %d, %d characters a line: %s %s", seed, measure, f.Pos, f.Message)
			}
		}
	}
}
