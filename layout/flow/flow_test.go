package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// The lunar dates are those of the published almanacs (GB/T 33661-2017).
func TestDates(t *testing.T) {
	for _, c := range []struct {
		d    editions.Date
		want string
	}{
		{editions.Date{Year: 2026, Month: 10, Day: 20}, "2026年10月20日 星期二 农历丙午年九月十一"},
		{editions.Date{Year: 2026, Month: 10, Day: 23}, "2026年10月23日 星期五 农历丙午年九月十四 霜降"},
		{editions.Date{Year: 2026, Month: 2, Day: 17}, "2026年2月17日 星期二 农历丙午年正月初一"},
		{editions.Date{Year: 2023, Month: 3, Day: 22}, "2023年3月22日 星期三 农历癸卯年闰二月初一"},
		{editions.Date{Year: 2000, Month: 2, Day: 29}, "2000年2月29日 星期二 农历庚辰年正月廿五"},
	} {
		if got := dateLine(c.d) + " " + lunarDate(c.d); got != c.want {
			t.Errorf("%v is %s, want %s", c.d, got, c.want)
		}
	}
}

func TestColumns(t *testing.T) {
	g := &Grid{Width: 110, Gap: 10, Size: 10}
	for _, c := range []struct {
		width, n int
		want     []column
	}{
		{350, 3, []column{{0, 110}, {120, 110}, {240, 110}}}, // three basic columns
		{350, 2, []column{{0, 170}, {180, 170}}},             // 三破二: 17 characters, whole
		{470, 3, []column{{0, 150}, {160, 150}, {320, 150}}}, // 四破三: 15
		{235, 2, []column{{0, 110}, {125, 110}}},             // the gap takes what is left over
		{115, 1, []column{{2, 110}}},
		{5, 2, []column{{0, 1}, {4, 1}}},
	} {
		got := g.columns(0, unit.Length(c.width), c.n, editions.Absolute)
		for i := range got {
			if len(got) != len(c.want) || got[i] != c.want[i] {
				t.Errorf("%d in %d columns: %v, want %v", c.width, c.n, got, c.want)
				break
			}
		}
	}
}

// Founder's example: 20 characters in two columns: 9+9 with a gap of 2, 9+10, 9.5+9.5.
func TestColumnModes(t *testing.T) {
	g := &Grid{Width: 110, Gap: 10, Size: 10}
	for mode, want := range map[editions.ColumnMode][]column{
		editions.Absolute: {{0, 90}, {110, 90}},
		editions.Relative: {{0, 90}, {100, 100}},
		editions.Free:     {{0, 95}, {105, 95}},
	} {
		if got := g.columns(0, 200, 2, mode); got[0] != want[0] || got[1] != want[1] {
			t.Errorf("mode %d: %v, want %v", mode, got, want)
		}
	}
}
