package editions

import (
	"strings"
	"testing"
)

// Notes are numbered in the order in which the text calls them first; named ones, and numbers that
// only leave some out, stay as they were typed.
func TestNotesAreNumberedByTheirCalls(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"甲[^1]乙[^2]。\n\n[^1]: 一\n\n[^2]: 二", "甲1乙2。|1一|2二"},
		{"甲[^2]乙[^1]又[^2]。\n\n[^1]: 一\n\n[^2]: 二", "甲1乙2又1。|1二|2一"},
		{"甲[^7]乙[^5]。\n\n[^5]: 五\n\n中。\n\n[^7]: 七", "甲5乙7。|5七|中。|7五"},
		{"甲[^1]乙[^3]。\n\n[^1]: 一\n\n[^3]: 三", "甲1乙3。|1一|3三"},
		{"甲[^乙]乙[^1]。\n\n[^1]: 一\n\n[^乙]: 二", "甲乙乙1。|1一|乙二"},
		{"甲[^3]乙[^2]。\n\n[^1]: 一\n\n[^2]: 二\n\n[^3]: 三", "甲2乙3。|1一|2三|3二"},
		{"| 甲[^2] | 乙 |\n|---|---|\n| 丙 | 丁[^1] |\n\n[^1]: 一\n\n[^2]: 二", "甲1|乙|丙|丁2|1二|2一"},
	} {
		s, _ := ParseStory(fileOf("---\n标题: [题]\n---\n" + c.body + "\n"))
		var got []string
		for p := range s.Parts() {
			if p.Block >= 0 {
				got = append(got, p.Text.String())
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: %s, want %s", c.body, g, c.want)
		}
		if !s.Account.Closed() {
			t.Errorf("%q: the account is open: %+v", c.body, s.Account)
		}
	}
}
