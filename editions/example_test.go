package editions_test

import (
	"fmt"
	"testing/fstest"

	"banxin/editions"
)

func ExampleLoad() {
	fsys := fstest.MapFS{ // or os.OpenRoot("my-paper"), then its FS()
		"paper.yaml":                         {Data: []byte("名称: 云溪日报\n")},
		"templates/yaowen.yaml":              {Data: []byte("名称: 要闻\n成品: 270mm x 390mm\n栏: {数: 5, 字: 14}\n版图: |\n  70 | 头条 头条 头条 二条 二条\n")},
		"editions/2026-10-20/edition.yaml":   {Data: []byte("版:\n  - 版面: 要闻\n    模板: 要闻\n    稿件: {头条: s01, 二条: s03}\n")},
		"editions/2026-10-20/stories/s01.md": {Data: []byte("---\n标题:\n  - 云溪老街修缮完工\n  - 三百家店铺迎客\n---\n> 十月的云溪，老街重新开市。\n\n本报讯 *十月*的云溪……\n")},
		"editions/2026-10-20/stories/s02.md": {Data: []byte("---\n标提: 漏了的一篇\n---\n文\n")},
	}
	ed, findings, err := editions.Load(fsys, "2026-10-20")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range ed.Stories {
		fmt.Println(s.ID, s.Title())
	}
	for _, f := range findings {
		fmt.Println(f.Severity, f.Pos, f.Message)
	}
	// Output:
	// s01 云溪老街修缮完工 三百家店铺迎客
	// s02 漏了的一篇
	// error editions/2026-10-20/edition.yaml:4:23 no story has the id “s03”
	// warning editions/2026-10-20/stories/s02.md:2:1 story s02 stands on no page
	// error editions/2026-10-20/stories/s02.md:2:1 unknown key “标提”
}
