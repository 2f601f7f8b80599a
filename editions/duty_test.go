package editions

import (
	"strings"
	"testing"
)

// TestDuties: words that say what somebody is are known where a name follows.
func TestDuties(t *testing.T) {
	for in, want := range map[string]string{
		"（本报记者 张三 通讯员 李四 王五）": "本报记者|通讯员",
		"本报记者　陈江":             "本报记者",
		"记者：陈江　摄影：林舟":         "记者|摄影",
		"本报驻石埠记者 陈江":          "本报驻石埠记者",
		"本报见习记者陈江":            "本报见习记者",
		"（本报记者）":              "",
		"（本报记者　本报通讯员）":        "",
		"（本报记者　整理）":           "",
		"（均由本报记者采写）":          "",
		"文／本报副刊部":             "",
		"林　舟":                 "",
	} {
		text := dutied(Text{Runs: []Run{{Text: in, Verbatim: true}}})
		var got []string
		for _, r := range text.Runs {
			if r.Marks&Duty != 0 {
				got = append(got, r.Text)
			}
		}
		if s := strings.Join(got, "|"); s != want || text.String() != in {
			t.Errorf("%s: %q, want %q", in, s, want)
		}
	}
}
