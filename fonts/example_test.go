package fonts_test

import (
	"fmt"

	"banxin/assets"
	"banxin/fonts"
)

func ExampleCatalog() {
	cat := &fonts.Catalog{}
	for _, f := range assets.Fonts() {
		if err := cat.Add(f.Name, f.Data, 0, f.Roles...); err != nil {
			fmt.Println(err)
		}
	}
	chain := cat.Chain("毛笔", "宋") // what the brush face lacks, the text face has
	for _, r := range "版·" {
		face, gid := chain.Find(r)
		fmt.Printf("%c %s, %d/%d em\n", r, face.Name(), face.Advance(gid), face.UnitsPerEm())
	}
	for _, g := range cat.Lookup("宋").ShapeLatin(nil, "AV") {
		fmt.Print(g.Advance, " ") // closer together than 718 and 714
	}
	// Output:
	// 版 MaShanZheng-Regular, 1000/1000 em
	// · NotoSerifSC-Regular, 327/1000 em
	// 600 714
}
