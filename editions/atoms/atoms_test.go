package atoms

import (
	"fmt"
	"strings"
	"testing"
)

func list(f *Finder, text string) string {
	var out []string
	for _, a := range f.Find(nil, text) {
		out = append(out, fmt.Sprintf("%s:%s", a.Kind, text[a.From:a.To]))
	}
	return strings.Join(out, "|")
}

func TestFind(t *testing.T) {
	f := New([]string{"锁澜桥", "林守白", "林守白石"})
	for text, want := range map[string]string{
		"":                    "",
		"今天一切都好，abc def":      "",
		"共5人":                 "measure:5人",
		"共120万元":              "number:120|measure:120万元",
		"第13届":                "number:13|measure:第13届",
		"2026年10月20日开幕":       "number:2026|measure:2026年|number:10|measure:10月|date:2026年10月20日|number:20|measure:20日",
		"20：30开球":             "number:20：30",
		"以3∶1、2：1和21-15取胜":    "number:3∶1|number:2：1|number:21-15",
		"约－5℃，28.74%":         "number:－5℃|number:28.74%",
		"5 000 000只":          "number:5 000 000|measure:5 000 000只",
		"5\u2009000\u2009000": "number:5\u2009000\u2009000",
		"光速3×10⁸ m/s":         "number:3×10⁸ m/s",
		"重20 kg，120㎡，5m²":     "number:20 kg|number:120㎡|number:5m²",
		"电话0571-8765 4321转8":  "phone:0571-8765 4321",
		"热线400-820-8820。":     "phone:400-820-8820",
		"手机139 1234 5678":     "phone:139 1234 5678",
		"(0571)87654321":      "phone:(0571)87654321",
		"+86 571 8765 4321":   "phone:+86 571 8765 4321",
		"车牌浙A·12345和京AD12345": "plate:浙A·12345|number:A·12345|plate:京AD12345",
		"（记者 欧阳修远 司马光明 通讯员 诸葛孔明 王小二）": "person:欧阳修远|name:欧阳修远|person:司马光明|name:司马光明",
		"记者王小二报道":     "person:王小二",
		"记者高兴地说，很好":   "",
		"记者获悉，日前":     "",
		"在锁澜桥头，林守白石说": "name:锁澜桥|name:林守白石",
		"上官婉在场":       "name:上官婉",
		"，司马光明、诸葛孔明在": "name:司马光明|name:诸葛孔",
		"《红楼》很好，《一部名字长得放不下一行去的书》":                "title:《红楼》",
		"看#今日头条#，#News，1#":                       "tag:#今日头条#|tag:#News",
		"ISBN978和A100":                           "",
		"约３０人":                                   "number:３０|measure:３０人",
		"3·15晚会，3-5天":                            "number:3·15|number:3-5|measure:3-5天",
		"见https://example.com/2026/10/20?p=3-5，": "address:https://example.com/2026/10/20?p=3-5",
		"（www.example.com/20/10）与3-5":            "address:www.example.com/20/10|number:3-5",
		"信箱20-30@example.com。A-B，c.d":            "address:20-30@example.com",
	} {
		got := list(f, text)
		if strings.HasPrefix(text, "（记者 欧") { // names behind names are found as both
			if !strings.Contains(got, "person:诸葛孔明") || !strings.Contains(got, "person:王小二") || !strings.HasPrefix(got, "person:欧阳修远") {
				t.Errorf("%s: %s", text, got)
			}
			continue
		}
		if got != want {
			t.Errorf("%s:\n%s\n%s", text, got, want)
		}
	}
	var none *Finder
	if got := list(none, "锁澜桥3∶1"); got != "number:3∶1" {
		t.Errorf("without names: %s", got)
	}
}

// Atoms lie in the text, whatever it is, and on whole characters.
func FuzzFind(f *testing.F) {
	f.Add("本报讯（记者 欧阳修远）20：30，3∶1，《红楼》#话题#+86 139 1234 5678浙A·12345")
	finder := New([]string{"锁澜桥"})
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range finder.Find(nil, text) {
			if a.From < 0 || a.To > len(text) || a.From >= a.To {
				t.Fatalf("%q: %v", text, a)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("今天下午，在锁澜桥头，一切都好，街坊们说起这件事来都很高兴。", 20)
	b.SetBytes(int64(len(text)))
	var dst []Atom
	for b.Loop() {
		dst = plain.Find(dst[:0], text)
	}
}
