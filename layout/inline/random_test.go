package inline

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need/held"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestLinesAtRandom: how random paragraphs are broken at random measures, in testdata/random.txt: each line with the
// tier it needed, what it costs by itself, and the kinds of places at which lines may end; and the ways in numbers
// of lines that are asked for.
func TestLinesAtRandom(t *testing.T) {
	var b strings.Builder
	var s Setter
	rnd := rand.New(rand.NewSource(10))
	for n := range 600 {
		p, says := randomPara(rnd)
		widths := randomMeasures(rnd)
		sh := s.Shape(p)
		lines := s.Break(nil, sh, widths)
		fmt.Fprintf(&b, "# %d %s at %v\n", n, says, widths)
		w := twin{search: s.search, seen: map[[2]int]int64{}}
		listLines(&b, &w, sh, lines)
		for _, k := range []int{1, len(lines) - 1, len(lines) + 1} {
			other, ok := s.BreakTo(nil, sh, widths, k)
			fmt.Fprintf(&b, "in %d %v", k, ok)
			for _, l := range other {
				fmt.Fprintf(&b, " %d/%d", l.To, l.Tier)
			}
			b.WriteString("; ")
		}
		b.WriteString("\n")
		if rnd.Intn(4) == 0 {
			fmt.Fprintf(&b, "ways %v\n", s.Breakings(sh, widths[0], 1+rnd.Intn(4), 3))
		}
	}
	held.Text(t, "testdata/random.txt", b.String())
}

// listLines shows lines, each with where it may end besides, and what it costs.
func listLines(b *strings.Builder, w *twin, sh *Shaped, lines []Line) {
	nodes := w.nodes.list
	at := func(item int) int { return slices.IndexFunc(nodes, func(n node) bool { return int(n.item) == item }) }
	for n, l := range lines {
		i, j := at(l.From), at(l.To)
		for k := max(i, 0) + 1; k <= j; k++ {
			b.WriteString(lineText(sh, Line{From: int(nodes[k-1].item), To: int(nodes[k].item)}))
			if k < j {
				fmt.Fprintf(b, "%c", "|wdy-t:mnacj~!"[nodes[k].penalty])
			}
		}
		cost := int64(-1)
		if i >= 0 && j >= 0 {
			cost = w.line(i, j, n)
		}
		fmt.Fprintf(b, " %d of %d tier %d gap %d cost %d", l.Natural, l.Width, l.Tier, l.HanGap, cost)
		for _, c := range []struct {
			is   bool
			says string
		}{{l.Last, " last"}, {l.Parts, " parts"}, {l.Breach, " breach"}, {sh.Orphan(l), " orphan"}} {
			if c.is {
				b.WriteString(c.says)
			}
		}
		b.WriteString("\n")
	}
}

// scraps are what paragraphs are made of: among them what has rules of its own where lines end.
var scraps = strings.Split(`云溪镇的渡口清晨有雾|，|。|、|；|：“|”|（|）|《渡口》|“早市”|？！|——|……|·|2026年10月20日|（星期二）|上午8:30|3.5%|1,234.5万元|0571-8765-4321|棠A·12345|№5|A4纸|12km/h|Typst| well-known |internationalization|https://www.example.org/a?b=c&d|getElementById()|std::vector|a=b+c−d·e/f≤g|“quoted” text| don’t |本报记者周以宁何田田|第三届第12期|约1.5万人次|市长李四光|的|了|一|
|　| |AM 8:00|3—5月|`+"ex\u00adam\u00adple"+`|“We waited,” he said.|‘好’|（b）|℃|①|!|, |. |汉字|船工们把货一件一件搬上来`, "|")

// randomPara is a paragraph of scraps, set in a way of many.
func randomPara(rnd *rand.Rand) (*Para, string) {
	var spans []Span
	var says strings.Builder
	for range 1 + rnd.Intn(3) {
		var text strings.Builder
		for range 3 + rnd.Intn(10) {
			text.WriteString(scraps[rnd.Intn(len(scraps))])
		}
		s := Span{Text: text.String()}
		switch rnd.Intn(16) {
		case 0:
			s.Whole = true
		case 1:
			s.Font = font(7+rnd.Intn(8), "楷")
		case 2:
			s.Emphasis = true
		case 3:
			s.Under = Name
		case 4:
			s.Room = unit.Points(10 * rnd.Intn(8))
		case 5:
			s.Super = true
		}
		fmt.Fprintf(&says, "%q ", s.Text)
		spans = append(spans, s)
	}
	p := body("")
	p.Spans = slices.Clone(spans)
	for i := range p.Spans {
		if p.Spans[i].Font == nil {
			p.Spans[i].Font = body("x").Spans[0].Font
		}
	}
	ten := func(n int) unit.Length { return unit.Points(10 * n) }
	p.Indent, p.Hang = ten(rnd.Intn(4)), ten(max(rnd.Intn(5)-2, 0))
	p.Verse, p.Yield = rnd.Intn(9) == 0, rnd.Intn(6) == 0
	p.Middle = p.Verse && rnd.Intn(2) == 0
	p.Align = typo.Align(max(rnd.Intn(8)-3, 0))
	p.Gap, p.Track = []int{250, 250, 0, 125}[rnd.Intn(4)], max(rnd.Intn(5)-3, 0)*50
	p.Head, p.Whole, p.Formula = rnd.Intn(6) == 0, rnd.Intn(8) == 0, rnd.Intn(12) == 0
	if rnd.Intn(8) == 0 {
		p.Dir = page.Vertical
	}
	if p.Head {
		p.Names, p.Phrases, p.Context = []string{"云溪镇"}, []*Phrases{nil, model}[rnd.Intn(2)], "渡口，渡口，渡口"
	}
	r := Rules{Level: typo.Level(rnd.Intn(int(typo.LevelNewspaper) + 1)), Marks: typo.Marks(rnd.Intn(int(typo.CCT) + 1)), Grid: rnd.Intn(8) == 0, Hang: rnd.Intn(5) == 0,
		KeepStops: rnd.Intn(6) == 0, Words: rnd.Intn(6) == 0, OpenIndent: rnd.Intn(6) == 0, Order: typo.Order(rnd.Intn(int(typo.OrderBooks) + 1)), Region: typo.Region(max(rnd.Intn(5)-2, 0))}
	if rnd.Intn(3) == 0 {
		r.Hyphens = NewHyphens([]byte("1na\nn1t\n1ti\n1za\n1gl\n1ba\n"))
	}
	if rnd.Intn(3) > 0 {
		p.Rules = &r
	}
	fmt.Fprintf(&says, "indent %v %v verse %v %v yield %v align %d gap %d track %d head %v whole %v formula %v dir %d", p.Indent, p.Hang, p.Verse, p.Middle, p.Yield, p.Align, p.Gap, p.Track, p.Head, p.Whole, p.Formula, p.Dir)
	if p.Rules != nil {
		fmt.Fprintf(&says, " level %d marks %d grid %v hang %v stops %v words %v open %v hyphens %v order %d region %d", r.Level, r.Marks, r.Grid, r.Hang, r.KeepStops, r.Words, r.OpenIndent, r.Hyphens != nil, r.Order, r.Region)
	}
	return p, says.String()
}

// randomMeasures are those of lines: mostly one of all.
func randomMeasures(rnd *rand.Rand) []unit.Length {
	out := make([]unit.Length, 1+max(rnd.Intn(6)-3, 0))
	for i := range out {
		out[i] = unit.Points(10*(4+rnd.Intn(20))) + unit.Length(rnd.Intn(2)*rnd.Intn(int(10*unit.Pt)))
	}
	return out
}
