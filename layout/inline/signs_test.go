package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
)

// Signs that belong to a word or a number are never parted from it, and no gap opens there; by
// themselves among ideographs they are a cell.
func TestSignsBelongToNumbers(t *testing.T) {
	for _, whole := range []string{"5m²", "H₂O", "E=mc²", "3×10⁸", "2×3", "3∶1", "120㎡", "CO₂", "20±0.5", "6÷2", "20：30", "3·15", "A·12345", "－5℃", "Ca²⁺", "60㎞", "A→B", "√2", "x≠y", "a∈B", "∠A"} {
		text := "甲乙丙丁戊" + whole + "己庚辛壬癸"
		var s Setter
		sh := s.Shape(&Para{Spans: []Span{{Text: text, Font: font(10, "宋")}}, Gap: 250})
		from, to := len("甲乙丙丁戊"), len("甲乙丙丁戊"+whole)
		for tenths := 40; tenths < 160; tenths += 5 {
			for _, l := range s.Break(nil, sh, []unit.Length{unit.Points(tenths)}) {
				if l.To < len(sh.items) {
					if at := int(sh.items[l.To].src); at > from && at < to {
						t.Errorf("%s is parted in a line of %d/10 em: %s", whole, tenths, strings.ReplaceAll(show(sh, s.Break(nil, sh, []unit.Length{unit.Points(tenths)})), "\n", ""))
					}
				}
			}
		}
		for i := range sh.items {
			if a := &sh.items[i]; i > 0 && int(a.src) > from && int(a.src) < to && !of(colon, middle).has(a.class) && a.class == han {
				t.Errorf("%s: item %d is a cell of its own", whole, i)
			}
		}
	}
	var s Setter
	for tenths := 30; tenths < 120; tenths += 5 {
		sh := s.Shape(body("从太原－北京到大同－朔州"))
		for _, l := range s.Break(nil, sh, []unit.Length{unit.Points(tenths)}) {
			if l.To < len(sh.items) && sh.rune(l.To) == '－' {
				t.Errorf("a line of %d/10 em begins with －", tenths)
			}
		}
	}
	for _, alone := range []string{"注¹释", "乘×号", "½杯"} {
		var s Setter
		sh := s.Shape(body(alone))
		for i := range sh.items {
			if sh.items[i].flags&latin != 0 && alone != "½杯" {
				t.Errorf("%s: item %d is Latin", alone, i)
			}
		}
	}
}

// Names in by-lines and datelines are not parted.
func TestNamesOfBylinesAreWhole(t *testing.T) {
	for _, text := range []string{"本报记者 欧阳修远 司马光明 通讯员 诸葛孔明 王小二", "本报讯（记者 欧阳修远 通讯员 司马光明）今天下午，在锁澜桥头，一切都好。", "摄影　诸葛孔明、欧阳修远"} {
		var s Setter
		sh := s.Shape(&Para{Spans: []Span{{Text: text[:6], Font: font(10, "宋")}, {Text: text[6:], Font: font(10, "宋")}}, Gap: 250})
		for tenths := 50; tenths < 200; tenths += 5 {
			for _, l := range s.Break(nil, sh, []unit.Length{unit.Points(tenths)}) {
				if l.To == len(sh.items) {
					continue
				}
				at := int(sh.items[l.To].src)
				for _, name := range []string{"欧阳修远", "司马光明", "诸葛孔明", "王小二"} {
					if from := strings.Index(text, name); from >= 0 && at > from && at < from+len(name) {
						t.Errorf("%s is parted in lines of %d/10 em", name, tenths)
					}
				}
			}
		}
	}
}
