package fonts

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func BenchmarkFirstShape(b *testing.B) {
	for _, name := range []string{"宋", "黑", "楷", "毛笔"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				f := embedded(b).Lookup(name)
				f.Glyph('a')
				b.StartTimer()
				f.ShapeLatin(nil, "AVATAR")
			}
		})
	}
}

func BenchmarkShapeNewWord(b *testing.B) {
	for _, name := range []string{"宋", "黑", "楷"} {
		b.Run(name, func(b *testing.B) {
			f := embedded(b).Lookup(name)
			f.ShapeLatin(nil, "warm")
			s := f.shaper.get()
			var dst []Shaped
			b.ReportAllocs()
			for b.Loop() {
				dst, _ = s.shape(dst[:0], "Typography", false)
			}
		})
	}
}

func BenchmarkShapeKnownWord(b *testing.B) {
	f := embedded(b).Lookup("宋")
	var dst []Shaped
	b.ReportAllocs()
	for b.Loop() {
		dst = f.ShapeLatin(dst[:0], "Typography")
	}
}

// BenchmarkMeasure is what setting body text does: a glyph and an advance for each character.
func BenchmarkMeasure(b *testing.B) {
	f := embedded(b).Lookup("宋")
	text := strings.Repeat("版心是报纸版面上印有文字和图片的部分，", 200)
	runes := utf8.RuneCountInString(text)
	b.ReportAllocs()
	sum := 0
	for b.Loop() {
		for _, r := range text {
			sum += f.Advance(f.Glyph(r))
		}
	}
	b.ReportMetric(float64(runes)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrunes/s")
}

func BenchmarkMeasureVertical(b *testing.B) {
	f := embedded(b).Lookup("宋")
	text := strings.Repeat("版心是报纸版面上印有文字和图片的部分，", 200)
	runes := utf8.RuneCountInString(text)
	b.ReportAllocs()
	sum := 0
	for b.Loop() {
		for _, r := range text {
			sum += f.VAdvance(f.Vert(f.Glyph(r)))
		}
	}
	b.ReportMetric(float64(runes)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrunes/s")
}

func BenchmarkFirstGlyph(b *testing.B) {
	for _, name := range []string{"宋", "黑", "楷", "毛笔"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				embedded(b).Lookup(name).Glyph('版')
			}
		})
	}
}

func BenchmarkOutline(b *testing.B) {
	f := embedded(b).Lookup("宋")
	g := f.Glyph('繁')
	var dst []Segment
	b.ReportAllocs()
	for b.Loop() {
		dst = f.Outline(dst[:0], g)
	}
}

func BenchmarkSubset(b *testing.B) {
	f := embedded(b).Lookup("宋")
	gids := []GID{0}
	for r := rune(0x4E00); r < 0x4E00+3500; r++ {
		gids = append(gids, f.Glyph(r))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Subset(gids); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkCFF(b *testing.B) (*Face, []GID) {
	data, err := os.ReadFile(serifCJK)
	if err != nil {
		b.Skip("Noto Serif CJK is not installed")
	}
	cat := &Catalog{}
	if err := cat.Add("cjk", data, 2); err != nil {
		b.Fatal(err)
	}
	f := cat.Faces()[0]
	gids := []GID{0}
	for r := rune(0x4E00); r < 0x4E00+3500; r++ {
		gids = append(gids, f.Glyph(r))
	}
	return f, gids
}

func BenchmarkOutlineCFF(b *testing.B) {
	f, _ := benchmarkCFF(b)
	g := f.Glyph('繁')
	var dst []Segment
	b.ReportAllocs()
	for b.Loop() {
		dst = f.Outline(dst[:0], g)
	}
}

func BenchmarkSubsetCFF(b *testing.B) {
	f, gids := benchmarkCFF(b)
	b.ReportAllocs()
	for b.Loop() {
		data, err := f.SubsetCFF(gids)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes")
	}
}

func BenchmarkSubsetText(b *testing.B) {
	f := embedded(b).Lookup("宋")
	text := span(nil, 0x4E00, 0x4E00+3500)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.SubsetText(text, "Test"); err != nil {
			b.Fatal(err)
		}
	}
}
