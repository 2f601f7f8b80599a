package editions

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestBlackTints: 黑 is a tint as others are, and none to stand behind a page.
func TestBlackTints(t *testing.T) {
	for key, refused := range map[string]bool{"底: 黑": true, "底: black": true, "报头: {底: 黑}": false, "报头: {条: 黑}": false} {
		fsys := fstest.MapFS{
			"paper.yaml":                       {Data: []byte("名称: 青溪日报\n代码: qxrb\n" + key + "\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")},
		}
		ed, found, err := Load(fsys, "2026-10-20")
		if err != nil {
			t.Fatal(err)
		}
		dark := false
		for _, f := range found {
			dark = dark || f.Code == "SRC-COLOR"
		}
		look := ed.Paper.Look.Nameplate
		if dark != refused || !refused && look.Tint+look.Bar != "黑" {
			t.Errorf("%s: %v, tint %q and bar %q", key, found, look.Tint, look.Bar)
		}
		if strings.Contains(key, "底: 黑}") && !look.Reverse {
			t.Errorf("%s: the name is not white", key)
		}
	}
}
