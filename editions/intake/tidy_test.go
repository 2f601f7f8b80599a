package intake

import "testing"

// TestTidy holds the forms that marks and figures are put into, and what stays as typed.
func TestTidy(t *testing.T) {
	for _, c := range [][2]string{
		{"他说:\"今年好.\"又说:\"明年更好!\"", "他说：“今年好。”又说：“明年更好！”"}, {"\"一定\",他说,共1,240亩,占35.5%.", "“一定”，他说，共1,240亩，占35.5%."},
		{"他说\"不行", "他说\"不行"}, {"等等...好", "等等……好"}, {"秋--冬", "秋——冬"}, {"共１２亩", "共12亩"}, {"见www.example.org.", "见www.example.org."}, {"好...", "好……"},
		{"A \"B\" C", "A \"B\" C"}, {"版本2.0发布.", "版本2.0发布。"},
	} {
		if got := TextOf(tidy([]Run{(&Copy{Limits: DefaultLimits}).Text(c[0])})); got != c[1] {
			t.Errorf("%s becomes %s, want %s", c[0], got, c[1])
		}
	}
}
