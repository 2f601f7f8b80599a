package lint_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/lint"
)

// TestSession: what a session says, adds up and locates, after any edit and after its undoing, is what the
// functions of those names say of the result alone; so says the nil session. Most pages are recalled.
func TestSession(t *testing.T) {
	m := base(t)
	edits := []func(*testing.T, fstest.MapFS){
		nil, // the same once more
		papers["TYP-RIVER"],
		file(stories+"a.md", "薄雾", "浓雾，。"),
		papers["LAY-EMPTY"],
		papers["LAY-LEAD"],
		papers["LAY-CHAIN"],
		papers["REL-JUMP"],
		papers["INK-TAC"],
		papers["TYP-SMALL"],
		file("paper.yaml", "渡口日报社", "渡口早报社"),
		file("editions/2026-10-20/edition.yaml", "期号: 7", "期号: 8"),
		file(stories+"a.md", "署名: （本报记者）", "次序: 3\n署名: （本报记者）"),
		file(stories+"e.md", "标题", "次序: 1\n标题"),
		file(stories+"b.md", "标题: 桥头早市", "标题: 桥头早市开张"),
		file(tpl2, "题: {字号: 24pt}", "题: {字号: 30pt}, 框: 是"),
	}
	var set layout.Session
	var s lint.Session
	look := func(what string, m fstest.MapFS) {
		t.Helper()
		ed, _, err := editions.Load(m, "")
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := set.Catalog(ed, faces.All())
		res, err := set.Compose(t.Context(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		alone := *res
		want := lint.Check(ed, &alone)
		if got := s.Check(ed, res); !same(got, want) {
			t.Errorf("%s:\n%swant\n%s", what, listing(got), listing(want))
		}
		if got := s.Check(ed, res); !same(got, want) {
			t.Errorf("%s, asked again:\n%s", what, listing(got))
		}
		if got := (*lint.Session)(nil).Check(ed, res); !same(got, want) {
			t.Errorf("%s, without memory:\n%s", what, listing(got))
		}
		faults := lint.Faults(ed, &alone)
		for _, f := range faults {
			if c, _ := source.LookUp(f.Code); !c.Build {
				t.Errorf("%s: %s is none of what a build looks for", what, f.Code)
			}
		}
		if got, none := s.Faults(ed, res), (*lint.Session)(nil).Faults(ed, res); !same(got, faults) || !same(none, faults) {
			t.Errorf("%s: faults\n%sand\n%swant\n%s", what, listing(got), listing(none), listing(faults))
		}
		if got, want := s.Count(res, want), lint.Count(&alone, want); got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
		found := append(source.List{}, res.Findings...)
		at := append(source.List{}, res.Findings...)
		s.Locate(res, found)
		lint.Locate(&alone, at)
		if !same(found, at) {
			t.Errorf("%s: located\n%swant\n%s", what, listing(found), listing(at))
		}
	}
	look("as it is", m)
	for i, edit := range edits {
		changed := fstest.MapFS{}
		for name, f := range m {
			changed[name] = f
		}
		if edit != nil {
			edit(t, changed)
		}
		look("edit "+string(rune('a'+i)), changed)
		look("undone "+string(rune('a'+i)), m)
	}
}

func same(a, b source.List) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(strings.Split(listing(a), "\n"), strings.Split(listing(b), "\n")) && reflect.DeepEqual(a, b)
}
