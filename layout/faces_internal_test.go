package layout

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/editions"
)

// TestStandInsTold: a face that is not here is told, once, unless the list that names it goes on with one that is.
func TestStandInsTold(t *testing.T) {
	for _, c := range []struct {
		styles string
		told   []string
	}{
		{"引文: {字体: 行书}", []string{"行书"}},
		{"引文: {字体: [行书, 毛笔]}", nil},
		{"引文: {字体: [毛笔, 行书]}", []string{"行书"}},
		{"引文: {字体: [仿宋, 行书, 毛笔]}", nil},
		{"引文: {字体: [行书], 西文: [宋]}", []string{"行书"}},
		{"引文: {字体: [行书, 毛笔]}\n  导语: {字体: 行书}\n  图说: {字体: 行书}", []string{"行书"}},
		{"主题: {按字号: [{自: 20pt, 字体: [细宋, 宋]}, {自: 0, 字体: 细宋}]}", []string{"细宋"}},
	} {
		ed, _, err := editions.Load(fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 试报\n样式:\n  " + c.styles + "\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := facesOf(ed, faces.All())
		var told []string
		for _, f := range standIns(ed, cat) {
			told = append(told, fmt.Sprint(f.Message.Args[0]))
		}
		if !slices.Equal(told, c.told) {
			t.Errorf("%s: told of %v, want %v", c.styles, told, c.told)
		}
	}
}
