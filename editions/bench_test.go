package editions

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// manyStories is an edition of n stories of about 660 characters with plain front matter,
// as the peers' benchmark has.
func manyStories(n int) (fsys fstest.MapFS, bytes int64) {
	fsys = paperOf("---\n标题: 甲\n---\n文\n")
	paragraph := strings.Repeat("本报讯 第六届云溪文博会“唐风晋韵·锦绣云溪”推介活动，10月19日下午在会展中心S1馆主舞台举办，展示文化发展成果。", 3)
	for i := range n {
		story := fmt.Sprintf("---\n编号: r%d\n引题: 党建引领 多方协作 聚焦需求\n标题:\n  - 第六届云溪文博会\n  - 云溪推介展演活动举办（%d）\n署名: （陈甲）\n版: 1\n版位: 二条\n---\n\n%s\n\n## 让“不可能”变为现实\n\n%s\n\n%s（%d）\n", i, i, paragraph, paragraph, paragraph, i)
		fsys[fmt.Sprintf("editions/2026-10-20/stories/r%04d.md", i)] = &fstest.MapFile{Data: []byte(story)}
		bytes += int64(len(story))
	}
	return fsys, bytes
}

// BenchmarkLoad850 is the load of a benchmark edition of 64 pages.
func BenchmarkLoad850(b *testing.B) {
	fsys, n := manyStories(850)
	b.SetBytes(n)
	b.ReportAllocs()
	for b.Loop() {
		if _, found, err := Load(fsys, ""); err != nil || len(found) > 0 {
			b.Fatal(err, found)
		}
	}
}

// BenchmarkFrontMatter is the front matter of one story.
func BenchmarkFrontMatter(b *testing.B) {
	file := source.NewFile("a.md", []byte("---\n编号: r1\n引题: 党建引领 多方协作 聚焦需求\n标题:\n  - 第六届云溪文博会\n  - 云溪推介展演活动举办\n署名: （陈甲）\n版: 1\n---\n"))
	b.ReportAllocs()
	for b.Loop() {
		var d desk
		d.readYAML(file, source.Span{Start: 4, End: len(file.Data) - 4})
	}
}
