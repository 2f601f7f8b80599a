package inline

import (
	"os"
	"strings"
	"testing"

	"banxin/editions/lexicon"
	"banxin/layout/unit"
)

func phraseModel(t testing.TB) *Phrases {
	t.Helper()
	data, err := os.ReadFile("../../assets/text/phrases-zh-hans.json")
	if err != nil {
		t.Fatal(err)
	}
	return NewPhrases(data, lexicon.Segment)
}

// TestHeads: headlines are broken in lines of like length, between phrases, names whole.
func TestHeads(t *testing.T) {
	model := phraseModel(t)
	var s Setter
	for _, c := range []struct {
		want    string
		measure int
		names   []string
		context string
	}{
		{"健全中医药服务体系 |发挥中医药特色优势", 12, nil, ""},
		{"今年秋粮收购|明天全面开秤", 8, nil, ""},
		{"云溪河综合治理|二期工程今天开工", 10, []string{"云溪河"}, ""},
		{"第六届山西文博会|太原市推介展演活动举办", 13, []string{"太原市", "文博会", "山西"}, ""},
		{"我市举办|《千里江山图》专题展", 11, nil, ""},
		{"锁澜桥今天|重新开放", 7, nil, "锁澜桥始建于明代。锁澜桥长三十丈。今天，锁澜桥通行了。"},
		{"全市|新增就业|12万人|惠及|60个村镇", 5, nil, ""},
		{"台上一出戏　|台下百家凳", 10, nil, ""},
	} {
		text := strings.ReplaceAll(c.want, "|", "")
		p := body(text)
		p.Head, p.Indent, p.Phrases, p.Names, p.Context = true, 0, model, c.names, c.context
		sh := s.Shape(p)
		var got []string
		for _, l := range s.Break(nil, sh, em(c.measure)) {
			got = append(got, lineText(sh, l))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s\n\twant %s", g, c.want)
		}
	}
}

// TestHeadLines: a headline takes as few lines as it can, forced breaks are kept, and it can
// be asked for in more lines.
func TestHeadLines(t *testing.T) {
	var s Setter
	p := body("粮价稳了\n心里踏实了")
	p.Head, p.Indent = true, 0
	sh := s.Shape(p)
	if lines := s.Break(nil, sh, em(20)); len(lines) != 2 || lineText(sh, lines[0]) != "粮价稳了\n" {
		t.Errorf("a forced break is not kept: %s", show(sh, lines))
	}
	p.Spans[0].Text = "云溪河综合治理二期工程今天开工"
	sh = s.Shape(p)
	if lines := s.Break(nil, sh, em(15)); len(lines) != 1 {
		t.Errorf("%d lines where one has room", len(lines))
	}
	lines, ok := s.BreakTo(nil, sh, em(15), 2)
	if !ok || len(lines) != 2 || lines[0].Natural < 60*unit.Pt || lines[1].Natural < 60*unit.Pt {
		t.Errorf("asked for two lines: %v\n%s", ok, show(sh, lines))
	}
	// a headline's marks keep half of their empty room (JLREQ 4.1.1)
	p.Spans[0].Text = "路通了，心近了"
	if got := ems(p); got != 6750 {
		t.Errorf("a headline with a comma is %d/1000 em wide", got)
	}
}
