package intake

import "testing"

// TestPasted: what is printed of a line is taken for it, and nothing of it is a shell's.
func TestPasted(t *testing.T) {
	for line, want := range map[string]string{
		"秋行笔记": "秋行笔记",
		"原创 方言 鱼梁村 2026-11-30 18:20 浙江": "原创 方言 鱼梁村 2026-11-30 18:…",
		`喜欢就点个"在看"吧`:                    "喜欢就点个…",
		`"在看"就点`:                        "…在看…",
		`"$"`:                           `"$"`,
	} {
		got := pasted(line)
		if got != want {
			t.Errorf("%s: %s, not %s", line, got, want)
		}
		o := Options{Roles: map[string]Role{got: Label}}
		if o.said(line) != Label {
			t.Errorf("%s: %s is not taken for it", line, got)
		}
		if o.said("另一行") != Unknown {
			t.Errorf("%s is taken for another line", got)
		}
	}
	o := Options{Roles: map[string]Role{"原创…": Byline, "原创 方言…": Out, "…": Label}}
	if r := o.said("原创 方言 浙江"); r != Out {
		t.Errorf("the longest is not taken: %s", r)
	}
}
