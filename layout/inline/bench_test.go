package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// story is newspaper prose of the usual mix: marks, figures, quotations, a few Latin words.
const story = "本报讯 昨天上午，记者从市水务局获悉，云溪河综合治理二期工程将于11月15日开工，总投资3.6亿元，工期18个月。工程沿河铺设步道12.4公里，新建小型公园7处，沿线26个小区、4.3万居民推窗见绿、出门亲水。" +
	"“过去一到汛期，这一段水就漫上来。”住在河东里的周大姐说，“现在好了，清淤、护坡、截污一起做，我们心里踏实。”" +
	"市规划和自然资源局有关负责人介绍，设计方案先后征求意见3轮，收到建议412条，其中采纳187条——步道加宽、增设坡道、保留老柳树，都来自市民来信。项目采用GIS和BIM技术，全程接受监督；施工期间，河西路、云桥街等路段将分时段封闭……请过往车辆提前绕行。" +
	"据了解，该工程被列入《云溪市水系规划（2024—2030年）》，是全市“十大民生实事”之一。到2026年底，全市建成区绿化覆盖率预计达到43.5%，人均公园绿地面积达到15.2平方米。"

// long is n characters or a little more of the story, in one paragraph.
func long(n int) string {
	k := len([]rune(story))
	return strings.Repeat(story, (n+k-1)/k)
}

func perSecond(b *testing.B, chars int) {
	b.ReportMetric(float64(chars)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mchar/s")
}

func BenchmarkShape(b *testing.B) {
	var s Setter
	p := body(story)
	sh := s.Shape(p)
	b.ReportAllocs()
	for b.Loop() {
		s.shape(sh, p)
	}
	perSecond(b, sh.Chars())
}

func benchBreak(b *testing.B, p *Para, widths []unit.Length) {
	var s Setter
	sh := s.Shape(p)
	lines := s.Break(nil, sh, widths)
	b.ReportAllocs()
	for b.Loop() {
		s.search.nodes.of = nil
		lines = s.Break(lines[:0], sh, widths)
	}
	perSecond(b, sh.Chars())
}

func BenchmarkBreak13(b *testing.B)     { benchBreak(b, body(story), em(13)) }
func BenchmarkBreak21(b *testing.B)     { benchBreak(b, body(story), em(21)) }
func BenchmarkBreak200000(b *testing.B) { benchBreak(b, body(long(200_000)), em(13)) }
func BenchmarkBreakBeside(b *testing.B) {
	benchBreak(b, body(long(2000)), append(append(em(13), em(7)...), append(em(7), append(em(7), em(13)...)...)...))
}

func BenchmarkBreakVertical(b *testing.B) {
	p := body(story)
	p.Dir = page.Vertical
	benchBreak(b, p, em(13))
}

func BenchmarkPlace(b *testing.B) {
	var s Setter
	sh := s.Shape(body(story))
	lines := s.Break(nil, sh, em(13))
	var items []page.Item
	b.ReportAllocs()
	for b.Loop() {
		items = items[:0]
		for _, l := range lines {
			items = s.Place(items, sh, l, unit.Point{})
		}
	}
	perSecond(b, sh.Chars())
}
