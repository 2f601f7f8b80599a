package inline

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// faces returns the built-in faces.
var faces = sync.OnceValue(func() *fonts.Catalog {
	cat := &fonts.Catalog{}
	for _, f := range [][2]string{{"NotoSerifSC-Regular", "宋"}, {"NotoSansSC-Bold", "粗黑"}, {"LXGWWenKai-Regular", "楷"}, {"MaShanZheng-Regular", "毛笔"}} {
		data, err := os.ReadFile(filepath.Join("..", "..", "assets", "faces", f[0]+".ttf"))
		if err != nil {
			panic(err)
		}
		if err := cat.Add(f[0], data, 0, f[1]); err != nil {
			panic(err)
		}
	}
	return cat
})

func font(size int, role string) *Font {
	return &Font{Han: faces().Chain(role), Latin: faces().Chain(role), Size: unit.Points(size), Color: page.Black}
}

func body(text string) *Para {
	size := unit.Points(10)
	return &Para{Spans: []Span{{Text: text, Font: font(10, "宋")}}, Indent: 2 * size, Gap: 250}
}

// em returns n characters of 10 points.
func em(n int) []unit.Length { return []unit.Length{unit.Points(10 * n)} }

// show returns the text of each line and how it was adjusted.
func show(sh *Shaped, lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(lineText(sh, l))
		b.WriteString("|\n")
	}
	return b.String()
}

// lineText returns the characters of a line.
func lineText(sh *Shaped, l Line) string {
	var b strings.Builder
	for i := l.From; i < l.To; i++ {
		b.WriteString(sh.source(i, i+1))
	}
	return b.String()
}
