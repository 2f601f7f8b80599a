package makeup

import (
	"fmt"
	"os"
	"testing"

	"banxin/output/png"
)

// emptyPage is the real page's geometry with its folio line alone.
const emptyPage = `名称: 对开空版
成品: 390mm x 545mm
边距: {上: 23mm, 下: 22mm, 左: 16mm, 右: 16mm}
栏: {数: 6, 字: 16, 距: 1字}
正文: {字号: 10pt, 行距: 13.25pt}
行数: 107
行间隔: 1
版图: |
  2   | 报眉 报眉 报眉 报眉 报眉 报眉
  104 | . . . . . .
版位:
  报眉: {类: 报眉}
`

const emptyEdition = `日期: 2023-10-20
版:
  - 版名: "4"
    版面: 综合新闻
    模板: 对开空版
`

func TestLook(t *testing.T) {
	dir := os.Getenv("MAKEUP_LOOK")
	if dir == "" {
		t.Skip("a look at the pages")
	}
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	for k, v := range Auto(ed, cat, 3) {
		res := compose(t, v.Edition, cat)
		sheets := Plan(v.Edition, cat, res)
		fmt.Println(sheets[0].Map())
		fmt.Printf("%+v\n", v.Made)
		for _, s := range v.Edition.Pages[0].Template.Slots {
			fmt.Printf("%s %+v %v\n", s.Name, s.Frames[0], s.Head)
		}
		for _, f := range res.Findings {
			fmt.Println(f.Code, f.Story, f.Slot, f.Message)
		}
		f, err := os.Create(fmt.Sprintf("%s/v%d.png", dir, k+1))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Write(f, res.Doc, 0, cat, png.Options{PPI: 100}); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

func BenchmarkAuto(b *testing.B) {
	ed, cat := load(b, realPage(b, emptyEdition, emptyPage))
	for b.Loop() {
		if len(Auto(ed, cat, 1)) != 1 {
			b.Fatal("no page")
		}
	}
}
