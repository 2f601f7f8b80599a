package editions

import (
	"testing"

	"banxin/editions/source"
	"banxin/layout/typo"
)

// TestLineRules reads a style's rules in both languages; a wrong word is a finding with
// the nearest right one.
func TestLineRules(t *testing.T) {
	d := &desk{}
	v := d.yaml(source.NewFile("paper.yaml", []byte("{禁则: 报纸, marks: kaiming, 地区: tw, 悬挂: 是, hyphens: no, 禁首: 々, may-start: ？！, 缩行次序: 日标, 直排缩写: 是, ruby-words: yes, 稿纸: 是}")))
	var r Rules
	d.lineRules(&r, d.fields(v, ruleKeys))
	want := Rules{Level: typo.LevelNewspaper, Marks: typo.Kaiming, Region: typo.Taiwan, Hang: true, NoHyphens: true, Order: typo.OrderJIS, Grid: true, Acronyms: true, Words: true, NotStart: "々", MayStart: "？！"}
	if r != want || len(d.found) > 0 {
		t.Errorf("read %+v, want %+v; %v", r, want, d.found)
	}
	v = d.yaml(source.NewFile("paper.yaml", []byte("{禁则: 国际}")))
	d.lineRules(&r, d.fields(v, ruleKeys))
	if len(d.found) != 1 || d.found[0].Code != "SRC-VALUE" {
		t.Errorf("an unknown level gives %v", d.found)
	}
}
