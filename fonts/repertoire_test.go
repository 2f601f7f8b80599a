package fonts

import (
	"slices"
	"testing"
	"unicode"
)

func TestRepertoires(t *testing.T) {
	counts := map[string]int{
		"通用规范汉字表一级": 3500, "GB/T 2312": 6763, "通用规范汉字表": 8105, "GBK": 20923,
		"GB 18030-2022 级别1": 27584, "GB 18030-2022 级别2": 27780,
	}
	byName := map[string][]rune{}
	for _, r := range Repertoires() {
		byName[r.Name] = r.Runes
		if len(r.Runes) != counts[r.Name] {
			t.Errorf("%s has %d characters, the standard %d", r.Name, len(r.Runes), counts[r.Name])
		}
		if !slices.IsSorted(r.Runes) || len(slices.Compact(slices.Clone(r.Runes))) != len(r.Runes) {
			t.Errorf("%s is not sorted, or holds a character twice", r.Name)
		}
		for _, c := range r.Runes {
			if !unicode.Is(unicode.Han, c) {
				t.Errorf("%s holds %U, which is no Han character", r.Name, c)
			}
		}
	}
	for _, c := range byName["通用规范汉字表"] {
		if _, in := slices.BinarySearch(byName["GB 18030-2022 级别2"], c); !in {
			t.Errorf("%c of 通用规范汉字表 is not in GB 18030 level 2", c)
		}
	}
	for _, c := range byName["GB/T 2312"] {
		if _, in := slices.BinarySearch(byName["GBK"], c); !in {
			t.Errorf("%c of GB/T 2312 is not in GBK", c)
		}
	}
}

// What our faces cover was measured before with another program.
func TestFacesCoverRepertoires(t *testing.T) {
	cat := embedded(t)
	want := map[string][6]int{ // missing, in the order of Repertoires
		"宋": {}, "标宋": {}, "黑": {}, "粗黑": {},
		"楷":  {0, 0, 0, 0, 27584 - 21495, 27584 - 21495},
		"毛笔": {2, 0, 8105 - 6638, 20923 - 6763, 27584 - 6763, 27780 - 6763},
	}
	for role, counts := range want {
		for i, r := range Repertoires() {
			if n := len(cat.Lookup(role).Missing(nil, r)); n != counts[i] {
				t.Errorf("%s lacks %d of %s, want %d", role, n, r.Name, counts[i])
			}
		}
	}
}
