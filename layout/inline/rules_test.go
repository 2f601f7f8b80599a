package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// opportunities returns text with a bar at every place where a line may end, and a colon
// where one would rather not.
func opportunities(t *testing.T, p *Para) string {
	t.Helper()
	var s Setter
	sh := s.Shape(p)
	var n nodes
	n.prepare(sh, int32(maxMeasure))
	var b strings.Builder
	for k := 1; k < len(n.list); k++ {
		b.WriteString(lineText(sh, Line{From: int(n.list[k-1].item), To: int(n.list[k].item)}))
		if k < len(n.list)-1 {
			b.WriteString(map[uint8]string{free: "|", unwelcome: ":", hyphenated: "~", measured: ":", addressed: "@", webbed: "|"}[n.list[k].penalty])
		}
	}
	return b.String()
}

// with returns body text under rules.
func with(text string, r Rules) *Para {
	p := body(text)
	p.Rules = &r
	return p
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		id, want string
		rules    Rules
	}{
		{"LB1", "甲、|二，|三。|四：|五；|六？|七！|八”|九’|十」|一』|二）|三》|四〉|五】|六〗|七〕|八］|九｝|十", Rules{}},
		{"LB2", "一|“二|‘三|「四|『五|（六|《七|〈八|【九|〖十|〔一|［二|｛三", Rules{}},
		{"LB3", "一–|二～|三·|四", Rules{}},
		{"LB3 dash", "云|溪—|棠|川:——|好", Rules{}},
		{"LB3 none", "云|溪|—|棠|川|——|好", Rules{Level: typo.LevelNone}},
		{"LB4", "一/二|三／四", Rules{}},
		{"LB4 basic", "一|/|二|三|／|四", Rules{Level: typo.LevelBasic}},
		{"LB5", "一|二——|三……|四", Rules{Level: typo.LevelStrict}},
		{"LB5 GB", "一|二:——|三:……|四", Rules{}},
		{"LB6", "甲|、|二|（|三|）|四|。|”", Rules{Level: typo.LevelNone}},
		{"LB7", "一:——|二:……|三:⋯⋯|四:⸺|五", Rules{}},
		{"LB12", "在|3.14|与|1,234.5:万|和|35%|及|12‰|零|下|20℃|值|$5|与|￥100:元", Rules{}},
		{"LB12 range", "从|2019–|2023|和|10%～|20%|间", Rules{}},
		{"LB12 units", "长|12 km|重|5 kg|于|12 |Oct |3 m|日", Rules{}},
		{"LB13", "在|１２３|与|１．５|和|１２％|间", Rules{}},
		{"LB14", "用|Typst|排|well-|known|的|A4|纸|don’t|说|(ok)|了", Rules{}},
		{"LB14 spaces", "a |quick |brown |fox, |he |said. |好", Rules{}},
		{"LB16", "一|二|三|四", Rules{}},
		{"LB17", "一|？|二|！|三|：|四|·|五|%|六|……|七|々|八、|九|（十", Rules{Level: typo.LevelNewspaper}},
		{"LB19 not", "甲|二、|三|年|四", Rules{}},
		{"LB19", "甲|二|、|三年|四", Rules{MayStart: "、", NotStart: "年"}},
		{"LB19 end", "甲|（|二|三|第四", Rules{MayEnd: "（", NotEnd: "第"}},
		{"PA8", "一、总|则", Rules{}},
		{"PA8 brackets", "（一）总|则", Rules{}},
		{"PA8 figures", "12.总|则", Rules{}},
		{"quotes in Chinese", "他|说|“OK”|就|走", Rules{}},
		{"quotes in Latin", "He |said |“OK” |and |left", Rules{}},
		{"quotes in Latin with a comma", "“We |waited,” |he |said", Rules{}},
		{"straight quotes", "他|说|\"好\"|就|走", Rules{}},
		{"spaces before marks", "一 、|二 ）|三", Rules{}},
		{"no-break space", "10\u00a0月|A\u00a0B", Rules{}},
		{"zero width space", "Aus\u200b|trägt", Rules{}},
		{"selectors stay", "葛\U000e0100|城，\ufe00|市", Rules{}},
		{"ideographic space", "两|规|合|一　|有|机|统|一", Rules{}},
	} {
		text := strings.NewReplacer("|", "", ":", "").Replace(c.want)
		if got := opportunities(t, with(text, c.rules)); got != c.want {
			t.Errorf("%s: %s\n\twant %s", c.id, got, c.want)
		}
	}
}

// ems returns the width of text on one line in 1/1000 em.
func ems(p *Para) int {
	var s Setter
	sh := s.Shape(p)
	l := s.Break(nil, sh, []unit.Length{maxMeasure})
	return int((l[0].Natural*1000 + 5*unit.Pt) / (10 * unit.Pt))
}

// TestCentredMarks: the marks of Taiwan and Hong Kong stand in the middle of their cells,
// whatever the face draws.
func TestCentredMarks(t *testing.T) {
	for _, region := range []typo.Region{typo.Taiwan, typo.HongKong} {
		for _, r := range "！？，。" {
			p := with("开"+string(r)+"市", Rules{Region: region})
			p.Indent = 0
			var s Setter
			sh := s.Shape(p)
			items := s.Place(nil, sh, s.Break(nil, sh, em(20))[0], unit.Point{})
			face, g := faces().Chain("宋").Find(r)
			x0, _, x1, _ := face.Ink(g)
			for _, tx := range texts(items) {
				for _, gl := range tx.Glyphs {
					middle := int64(tx.At.X) + int64(gl.X) + int64(x0+x1)*int64(10*unit.Pt)/int64(2*face.UnitsPerEm())
					if gl.ID == g && (middle < int64(14*unit.Pt) || middle > int64(16*unit.Pt)) {
						t.Errorf("region %d: the ink of %c is at %v", region, r, unit.Length(middle))
					}
				}
			}
		}
	}
}

func TestWidths(t *testing.T) {
	for _, c := range []struct {
		id, text string
		want     int
		rules    Rules
		dir      page.Dir
	}{
		{"PW1 inside", "一，一", 3000, Rules{}, 0},
		{"PW1 opener inside", "一（一", 3000, Rules{}, 0},
		{"PW2 half", "一–一", 2500, Rules{}, 0},
		{"PW2 ？！ of Taiwan", "一？！一", 4000, Rules{Region: typo.Taiwan}, 0},
		{"PW2 vertical ：；？！", "一：；一", 4000, Rules{}, page.Vertical},
		{"PW3 closers", "一，”一", 3500, Rules{}, 0},
		{"PW3 openers", "一（“一", 3500, Rules{}, 0},
		{"PW3 closer and opener", "一）（一", 3500, Rules{}, 0},
		{"PW3 three", "一。』」一", 4000, Rules{}, 0},
		{"PW3 not in Taiwan", "一）（一", 4000, Rules{Region: typo.Taiwan}, 0},
		{"PW3 middle and opener", "一·《一", 3000, Rules{}, 0},
		{"PW5 line start", "“一", 1500, Rules{}, 0},
		{"PW7 line end", "一。", 1500, Rules{}, 0},
		{"PW7 two at the line end", "一。”", 2000, Rules{}, 0},
		{"PW8 ？！", "一？！一", 3000, Rules{}, 0},
		{"PW8 ！！", "一！！一", 3000, Rules{}, 0},
		{"PW8 three", "一！！！一", 4000, Rules{}, 0},
		{"PW9 ·", "一·一", 2500, Rules{}, 0},
		{"PW9 · of Taiwan", "一·一", 3000, Rules{Region: typo.Taiwan}, 0},
		{"PW9 · of Hong Kong", "一·一", 3000, Rules{Region: typo.HongKong}, 0},
		{"PW10", "一—一～一", 5000, Rules{}, 0},
		{"PW10 solidus", "一／一", 2500, Rules{}, 0},
		{"LB7 dash", "一——一……", 6000, Rules{}, 0},
		{"PW11 全角", "一，一。", 4000, Rules{Marks: typo.FullWidth}, 0},
		{"PW11 半角", "一，一。一（一）", 6000, Rules{Marks: typo.HalfWidth}, 0},
		{"PW11 开明", "一，一。一", 4500, Rules{Marks: typo.Kaiming}, 0},
		{"PW11 CCT", "一，一", 2700, Rules{Marks: typo.CCT}, 0},
		{"HK centred", "一，一", 3000, Rules{Region: typo.HongKong}, 0},
		{"HK at the end", "一，", 1750, Rules{Region: typo.HongKong}, 0},
		{"HP2", "一二，", 2000, Rules{Hang: true}, 0},
		{"MX3", "在 A 处", 3237 - 0, Rules{}, 0},
		{"MX1", "在A处", 3237, Rules{}, 0},
		{"MX1 beside marks", "，A）", 0, Rules{}, 0},
		{"Han spaces", "一 一", 3000, Rules{}, 0},
	} {
		p := with(c.text, c.rules)
		p.Dir, p.Indent = c.dir, 0
		got := ems(p)
		if strings.HasPrefix(c.id, "MX") {
			a := ems(with("A", Rules{}))
			switch c.id {
			case "MX1 beside marks":
				c.want = 1000 + a + 500
			default:
				c.want = 2500 + a
			}
		}
		if got != c.want {
			t.Errorf("%s: %q is %d/1000 em wide, want %d", c.id, c.text, got, c.want)
		}
	}
}

// A mark of the sentence stands inside English quotation marks: they are narrow all the same.
func TestLatinQuotesBesideMarks(t *testing.T) {
	for text, want := range map[string]bool{"He: “We waited,” he said.": true, "(“Yes!”)": true, "他说，“We waited,” 就走了。": false, "“OK”，他说": false} {
		var s Setter
		sh := s.Shape(body(text))
		for i := range sh.items {
			if r := sh.rune(i); r == '“' || r == '”' {
				if got := sh.items[i].flags&latin != 0; got != want {
					t.Errorf("%s: %c is narrow: %v", text, r, got)
				}
			}
		}
	}
}
