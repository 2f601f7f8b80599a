package lint_test

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/editions"
	"banxin/layout"
)

// anyFigure is a number, a time, a telephone number, all narrower than six characters of the body.
func anyFigure(r *rand.Rand) string {
	s := fmt.Sprint(r.Intn(1000))
	switch r.Intn(6) {
	case 0:
		s = fmt.Sprintf("%d,%03d.%d", 1+r.Intn(99), r.Intn(1000), r.Intn(100))
	case 1:
		s += fmt.Sprintf(".%d", r.Intn(100))
	case 2:
		return []string{"15:30", "20：30", "0351-400000", "晋A·12345", "3∶1", "2×3"}[r.Intn(6)]
	}
	return []string{"", "", "+", "−", "－", "约"}[r.Intn(6)] + s + []string{"", "", "%", "‰", "℃", "㎡", "公里", "亿元"}[r.Intn(8)]
}

func anyWord(r *rand.Rand) string {
	return []string{"棠川", "锁澜", "高新技术产业开发区", "同比增长（%）", "持平", "K1024次", "10月24日", "CO₂", "——", ""}[r.Intn(10)]
}

// figures is a text of tables and paragraphs, each of figures among words.
func figures(r *rand.Rand, blocks int) string {
	var b strings.Builder
	for range blocks {
		if columns := 1 + r.Intn(7); r.Intn(2) == 0 {
			for y := range 2 + r.Intn(4) {
				for range columns {
					b.WriteString("| " + []string{anyFigure(r), anyWord(r), anyWord(r) + anyFigure(r)}[r.Intn(3)] + " ")
				}
				if b.WriteString("|\n"); y == 0 {
					b.WriteString(strings.Repeat("|---", columns) + "|\n")
				}
			}
		} else {
			b.WriteString("据统计，")
			for range 2 + r.Intn(12) {
				b.WriteString(anyFigure(r) + []string{"，", "、", "增长", "和", "；", "）", "比", "（"}[r.Intn(8)] + anyWord(r) + "为")
			}
			b.WriteString("。\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestNoFigureParted: in columns in which every figure has room none is parted, in tables or
// text, as the check sees it.
func TestNoFigureParted(t *testing.T) {
	cat, err := layout.Catalog(&editions.Edition{Paper: editions.DefaultPaper()}, faces.All())
	if err != nil {
		t.Fatal(err)
	}
	for seed := range need.Seeds(3, 100) {
		r := rand.New(rand.NewSource(seed))
		m := fstest.MapFS{}
		for name, data := range map[string]string{
			"paper.yaml": "名称: 报\n", "editions/2026-10-20/edition.yaml": "版:\n  - {模板: t, 稿件: {文: [a]}}\n",
			"templates/t.yaml":                 fmt.Sprintf("成品: 270mm x 390mm\n流式: 是\n栏: {数: 6, 字: %d, 距: 1字}\n行数: 70\n版图: |\n  70 | 文 文 文 文 文 文\n版位: {文: {流: 是}}\n", 9+r.Intn(5)),
			"editions/2026-10-20/stories/a.md": "---\n标题: 数\n---\n" + figures(r, 100),
		} {
			m[name] = &fstest.MapFile{Data: []byte(data)}
		}
		ed, _, err := editions.Load(m, "")
		if err != nil {
			t.Fatal(err)
		}
		res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range checked(t, ed, res) {
			if f.Code == "TYP-SPLIT" {
				t.Errorf("seed %d: %v: page %d %d:%d %q", seed, f.Pos, f.Page, f.Column, f.Line, f.Quote)
			}
		}
	}
}
