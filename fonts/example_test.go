package fonts_test

import (
	"fmt"
	"os"

	"banxin/fonts"
)

func ExampleCatalog() {
	brush, err := os.ReadFile("../assets/faces/MaShanZheng-Regular.ttf")
	if err != nil {
		panic(err)
	}
	text, err := os.ReadFile("../assets/faces/NotoSerifSC-Regular.ttf")
	if err != nil {
		panic(err)
	}
	cat, err := fonts.NewCatalog( // or faces.All()...
		fonts.File{Name: "NotoSerifSC-Regular", Roles: []string{"宋"}, Data: text},
		fonts.File{Name: "MaShanZheng-Regular", Roles: []string{"毛笔"}, Data: brush})
	if err != nil {
		panic(err)
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
