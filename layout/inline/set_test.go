package inline

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"banxin/cmd/need/held"
	"banxin/editions/lexicon"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// paragraphs are set in every way below; between them they hold every class of character and
// every mark that a span may carry.
func paragraphs() map[string][]Span {
	red := page.Color{M: 10000}
	return map[string][]Span{
		"marks":    {{Text: "甲说：“乙（丙、丁），《戊》；己？！庚——辛……壬·癸。”"}, {Text: "【子】〔丑〕「寅」『卯』〈辰〉《巳》，（“午”）、。"}},
		"brackets": {{Text: "“‘甲’”（（乙））《〈丙〉》，“丁”“戊”、《己》《庚》。（辛）（壬）“（癸）”：“子”，“丑”"}},
		"figures":  {{Text: "在3.14与1,234.5万和35%及12‰，零下20℃，$5与￥100元，10%～20%，2019–2023年，№5，A4纸、12km/h。"}},
		"latin":    {{Text: "用Typst与Go 1.26排well-known的example纸，don’t说(ok)了internationalization/globalization，see https://www.example.org/a?b=c&d e.g. “quoted” text. Ag AVATAR To"}},
		"breaks":   {{Text: "第一行。\n第二行，长一些的一行文字在这里。\n\n末行"}},
		"short":    {{Text: "短。"}},
		"one":      {{Text: "字"}},
		"spaces":   {{Text: "甲 乙　丙\u00a0丁\u200b戊 A B  C　“ 己”\u00adx \u2060庚 "}},
		"spans": {{Text: "前"}, {Text: "重要，看“字”。", Emphasis: true}, {Text: "棠川", Under: Name}, {Text: "云溪", Under: Name}, {Text: "史记", Under: Title}, {Text: "某某", Under: Frame},
			{Text: "要点在此", Under: Underline, Tint: &red}, {Text: "m"}, {Text: "2", Super: true}, {Text: "王五", Room: 30 * unit.Pt}, {Text: "连", Under: Name, Joined: true}, {Text: "后面还有很长的文字，一直到行末。"}},
		"ruby":       {{Text: "汉字", Ruby: "hàn zì"}, {Text: "注音", Ruby: "ㄓㄨˋ ㄧㄣ"}, {Text: "一起的", Ruby: "yìqǐde"}, {Text: "长", Ruby: "zhuāngzhuāng"}, {Text: "，中 国人", Ruby: "zhōng guórén"}, {Text: "轻", Ruby: "˙ㄗ"}, {Text: "了不起", Ruby: "liǎo bu qǐ"}, {Text: "两 边", Ruby: "liǎng biān"}, {Text: "无韵", Ruby: "hm ng"}, {Text: "说完。"}},
		"ladder":     {{Text: strings.Repeat("云溪镇的渡口，清晨的“木船”一只接一只；靠岸（又走）。", 5)}},
		"dense":      {{Text: strings.Repeat("，。、；：“”（）《》", 4) + "字" + strings.Repeat("——……", 3) + strings.Repeat("123.5%", 3)}},
		"quotes":     {{Text: "He said “OK” and ‘it’s “fine”’ then 他说“OK’s”、‘好’ x “中” y ’90s “ABC”abc“甲”“B” “a ‘b’ c”，‘d’甲“"}, {Text: "”乙‘don’t’ ‘甲’s “e”.”"}},
		"decomposed": {{Text: "cafe\u0301s na\u0308ive 与e\u0301clair，Pin\u0304yi\u0304n\u0323 f\u0323o\u0302x"}},
		"greek":      {{Text: "AβγDЖfi→x, Ωmega 한글 text ﬁne office AVA‼⁇"}},
		"atoms":      {{Text: "1. 2026年10月20日（星期二）上午8:30，热线0571-8765-4321，棠A·12345，getElementById()与snake_case_name、std::vector，a=b+c−d·e/f≤g，本报记者周以宁何田田，AM 8:00、Ctrl+C、3—5月、第三届第12期、约1.5万人次，\"直引\"与'单'、x\u00ady。"}},
		"mixed":      {{Text: "水H"}, {Text: "2", Sub: true}, {Text: "O和", Whole: true}, {Text: "slanted words", Italic: true}, {Text: "整个不拆的一段", Whole: true}, {Text: "大字", Font: font(15, "粗黑")}, {Text: "قال 12 (نعم) و3.5% ثم", Offset: 3}, {Text: "שלום “a” 7", Under: Name}, {Text: "，tail（小字）", Font: font(7, "楷")}, {Text: "中文字", Ruby: "zhōngwén zì", Emphasis: true}, {Text: "末了。"}},
		"odd":        {{Text: "々〇ー・ァ※①Ⅲ→★♂αЖ한ｱ﹏︿\u0301e\u0301葛\U000e0100𠮷👍🏽～／/@#&*+=<>|~^_"}},
	}
}

// lineOf places a byte in lines of so many bytes.
type lineOf int

func (n lineOf) Place(offset int) (line, col int) { return 1 + offset/int(n), 1 + offset%int(n) }

// model knows where a phrase begins: before 清 and 一, after 的.
var model = NewPhrases([]byte(`{"UW4": {"清": 900, "一": 700, "的": -500}, "UW3": {"的": 800, "云": -300}, "BW2": {"口，": 100}, "TW2": {"云溪镇": -50}}`), nil)

// ways are how they are set: by default, then with one thing changed.
func ways() []struct {
	name   string
	change func(*Para)
	widths []unit.Length
} {
	type way = struct {
		name   string
		change func(*Para)
		widths []unit.Length
	}
	rules := func(r Rules) func(*Para) { return func(p *Para) { p.Rules = &r } }
	both := func(a, b func(*Para)) func(*Para) { return func(p *Para) { a(p); b(p) } }
	upright := func(p *Para) { p.Dir = page.Vertical }
	hyphens := NewHyphens([]byte("1na\nn1t\n1ti\n1za\n1gl\n1ba\n% no more\nex-am-ple\n=avatar\n"))
	out := []way{
		{"plain", func(*Para) {}, em(13)}, {"narrow", func(*Para) {}, em(5)}, {"wide", func(p *Para) { p.Indent = 0 }, em(40)},
		{"widths", func(p *Para) { p.Hang = 10 * unit.Pt }, []unit.Length{85 * unit.Pt, 113*unit.Pt + 7, 60 * unit.Pt}},
		{"left", func(p *Para) { p.Align = typo.Left }, em(11)}, {"center", func(p *Para) { p.Align = typo.Center }, em(11)},
		{"right", func(p *Para) { p.Align = typo.Right }, em(11)}, {"spread", func(p *Para) { p.Align = typo.Spread }, em(11)},
		{"head", func(p *Para) { p.Head, p.Track, p.Align, p.Names = true, 100, typo.Center, []string{"云溪镇"} }, em(17)},
		{"head left", func(p *Para) { p.Head, p.Track, p.Context, p.Phrases = true, -50, "云溪镇的渡口", model }, em(9)},
		{"no gap", func(p *Para) { p.Gap = 0 }, em(12)}, {"gap", func(p *Para) { p.Gap = 125 }, em(12)},
		{"vertical", upright, em(12)}, {"vertical acronyms", both(upright, rules(Rules{Acronyms: true, Upright: 4})), em(12)},
		{"vertical one", both(upright, rules(Rules{Upright: 1, Region: typo.Taiwan})), em(9)}, {"vertical cells", both(upright, rules(Rules{Grid: true})), em(10)},
		{"hang", rules(Rules{Hang: true}), em(11)}, {"keep stops", rules(Rules{KeepStops: true}), em(11)}, {"cells", rules(Rules{Grid: true}), em(10)},
		{"words", rules(Rules{Words: true}), em(12)}, {"open indent", rules(Rules{OpenIndent: true}), em(12)},
		{"hyphens", rules(Rules{Hyphens: hyphens}), em(7)}, {"jis", rules(Rules{Order: typo.OrderJIS}), em(11)}, {"books", rules(Rules{Order: typo.OrderBooks}), em(11)},
		{"house", rules(Rules{NotStart: "年的", NotEnd: "第一", MayStart: "，、", MayEnd: "（“"}), em(6)},
	}
	out = append(out,
		way{"whole", func(p *Para) { p.Whole, p.Align, p.Phrases = true, typo.Left, NewPhrases(nil, lexicon.Segment) }, em(6)},
		way{"whole runs", func(p *Para) { p.Whole, p.Align = true, typo.Left }, em(4)},
		way{"formula", func(p *Para) { p.Formula, p.Align = true, typo.Center }, em(8)},
		way{"verse", func(p *Para) { p.Verse, p.Hang, p.Align = true, 30*unit.Pt, typo.Left }, em(12)},
		way{"verse middle", func(p *Para) { p.Verse, p.Middle, p.Hang, p.Align = true, true, 30*unit.Pt, typo.Left }, em(30)},
		way{"yield", func(p *Para) { p.Yield, p.Indent, p.Hang = true, 30*unit.Pt, 20*unit.Pt }, em(9)},
		way{"vertical head", both(upright, func(p *Para) { p.Head, p.Track, p.Align = true, 50, typo.Left }), em(14)},
		way{"vertical words", both(upright, rules(Rules{Words: true, Region: typo.HongKong})), em(11)})
	for l := range typo.LevelNewspaper + 1 {
		out = append(out, way{fmt.Sprintf("level %d", l), rules(Rules{Level: l}), em(6)})
	}
	for m := range typo.CCT + 1 {
		out = append(out, way{fmt.Sprintf("marks %d", m), rules(Rules{Marks: m}), em(12)})
	}
	for r := range typo.HongKong + 1 {
		out = append(out, way{fmt.Sprintf("region %d", r), rules(Rules{Region: r}), em(12)})
	}
	return out
}

// TestSet holds how paragraphs are set against testdata/set: the lines with what was done to
// them, and each thing that is placed, in three of the ways by name and in the others by sum. -update rewrites; read the difference.
func TestSet(t *testing.T) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			var b strings.Builder
			var s Setter
			all := paragraphs()
			for _, name := range []string{"marks", "brackets", "figures", "latin", "breaks", "short", "one", "spaces", "spans", "ruby", "ladder", "dense", "quotes", "decomposed", "greek", "odd", "atoms", "mixed"} {
				p := spans(body(""), all[name]...)
				p.Indent = 20 * unit.Pt
				p.File, p.Source = 3, lineOf(40)
				for i, at := 0, 7; i < len(p.Spans); i++ {
					p.Spans[i].Offset, p.Spans[i].Verbatim = at, i%3 != 1
					at += len(p.Spans[i].Text) + 2
				}
				w.change(p)
				fmt.Fprintf(&b, "== %s\n", name)
				setLines(&b, &s, p, w.widths, w.name == "plain" || w.name == "vertical" || w.name == "head")
			}
			held.Text(t, "testdata/set/"+strings.ReplaceAll(w.name, " ", "-")+".txt", b.String())
		})
	}
}

// setLines sets a paragraph; full says that all that is placed is shown, else its sum is.
func setLines(b *strings.Builder, s *Setter, p *Para, widths []unit.Length, full bool) {
	sh := s.Shape(p)
	lines := s.Break(nil, sh, widths)
	fmt.Fprintf(b, "sides %d, pieces %d, missing %v\n", sh.Sides(), sh.Pieces(), sh.Missing())
	at := unit.Point{X: 100 * unit.Pt}
	for _, l := range lines {
		fmt.Fprintf(b, "orphan %v indent %d parts %v %v\n", sh.Orphan(l), sh.Indent(l), sh.Parts(l, nil), sh.Parts(l, model))
		fmt.Fprintf(b, "%q %d-%d chars %d width %d natural %d last %v tier %d gap %d breach %v\n", lineText(sh, l), l.From, l.To, l.Chars, l.Width, l.Natural, l.Last, l.Tier, l.HanGap, l.Breach)
		var placed strings.Builder
		for _, it := range s.Place(nil, sh, l, at) {
			listItem(&placed, it, "  ")
		}
		if full {
			b.WriteString(placed.String())
		} else {
			fmt.Fprintf(b, "  placed: sum %08x\n", crc32.ChecksumIEEE([]byte(placed.String())))
		}
		at.Y += 16 * unit.Pt
	}
	for n := len(lines) - 1; n <= len(lines)+1; n += 2 {
		other, ok := s.BreakTo(nil, sh, widths, n)
		fmt.Fprintf(b, "in %d lines: %v", n, ok)
		for _, l := range other {
			fmt.Fprintf(b, " %d", l.To)
		}
		b.WriteString("\n")
	}
}

func listItem(b *strings.Builder, it page.Item, in string) {
	switch it := it.(type) {
	case *page.Text:
		fmt.Fprintf(b, "%s%q face %d size %d color %v dir %d at %v from %v", in, it.Src, it.Face, it.Size, it.Color, it.Dir, it.At, it.Pos)
		for _, g := range it.Glyphs {
			fmt.Fprintf(b, " %d/%d/%d/%d", g.X, g.Y, g.Cluster, g.ID)
		}
		b.WriteString("\n")
	case *page.Group:
		fmt.Fprintf(b, "%sgroup %v %d %v\n", in, it.At, it.Quarter, it.Clip)
		for _, i := range it.Items {
			listItem(b, i, in+"  ")
		}
	case *page.Path:
		fmt.Fprintf(b, "%spath %v width %d even-odd %v", in, it.Segs, it.Width, it.EvenOdd)
		for _, c := range []*page.Color{it.Fill, it.Stroke} {
			if c != nil {
				fmt.Fprintf(b, " %v", *c)
			} else {
				b.WriteString(" none")
			}
		}
		b.WriteString("\n")
	default:
		fmt.Fprintf(b, "%s%v\n", in, it)
	}
}

// TestClasses holds the class and the orientation of every character against
// testdata/classes.txt, run by run.
func TestClasses(t *testing.T) {
	var b strings.Builder
	from, last := rune(0), properties(0)
	for r := rune(1); r <= 0x110000; r++ {
		if p := properties(r); p != last || r == 0x110000 {
			fmt.Fprintf(&b, "%04X-%04X class %d orientation %d\n", from, r-1, classOf(r-1), orientationOf(r-1))
			from, last = r, p
		}
	}
	held.Text(t, "testdata/classes.txt", b.String())
}

// TestHeadBreaks holds where headlines break, at measures that leave them a choice: within a name,
// before a particle, between a figure and what it counts, between phrases.
func TestHeadBreaks(t *testing.T) {
	var b strings.Builder
	var s Setter
	for _, text := range []string{
		"云溪镇的渡口清晨有了一只木船", "全市投入32亿元建成5座桥", "《云溪发展规划》和“两岸通车”方案公布", "从街尾到桥头 早市开张不打烊",
		"桥头开张，早市热闹；夜市延时", "不忘的的的的的来路", "Typst与Go 1.26今天发布新版本", "一江清水向东流一路清风伴人行", "把渡口建成公园将船工请为向导",
	} {
		for _, context := range []string{"", "云溪镇的渡口，云溪镇的木船，云溪镇的早市，渡口渡口渡口"} {
			for _, with := range []*Phrases{nil, model} {
				for _, align := range []typo.Align{typo.Left, typo.Center, typo.Spread} {
					p := spans(body(""), Span{Text: text})
					p.Head, p.Align, p.Names, p.Context, p.Phrases = true, align, []string{"云溪镇", "Go 1.26"}, context, with
					sh := s.Shape(p)
					fmt.Fprintf(&b, "%v %v %d:", context != "", with != nil, align)
					for n := 5; n < 14; n += 2 {
						for _, l := range s.Break(nil, sh, em(n)) {
							fmt.Fprintf(&b, "%s|", lineText(sh, l))
						}
						b.WriteString("  ")
					}
					for n := 2; n < 5; n++ {
						lines, ok := s.BreakTo(nil, sh, em(9), n)
						fmt.Fprintf(&b, " %v", ok)
						for _, l := range lines {
							fmt.Fprintf(&b, " %d", l.To)
						}
					}
					b.WriteString("\n")
				}
			}
		}
	}
	held.Text(t, "testdata/heads.txt", b.String())
}
