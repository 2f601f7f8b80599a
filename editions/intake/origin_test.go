package intake

import "testing"

// TestNothingIsReadTwice holds that a reader that puts a text on the tape twice has an account that
// does not close, in production too; what a file writes by number is no second reading.
func TestNothingIsReadTwice(t *testing.T) {
	line := func(c *Copy, s string) { c.Add(Piece{Runs: []Run{c.Text(s)}}) }
	for _, x := range []struct {
		of    string
		lines []string
		fault bool
	}{
		{"河堤昨天完工了。", []string{"河堤昨天完工了。"}, false},
		{"河堤昨天完工了。", []string{"河堤昨天完工了。", "河堤昨天完工了。"}, true},
		{"河堤昨天完工了。", []string{"河堤昨天完工了。", "堤"}, true},
		{`河堤&#26152;&#x5929;\u5b8c工了。`, []string{"河堤昨天完工了。"}, false},
		{`河堤&#26152;天完工了。`, []string{"河堤昨天完工了。", "昨"}, true},
		{"", []string{"河堤", "河堤"}, false}, // a format that does not say
	} {
		c := newCopy("a.txt", nil, Options{Limits: DefaultLimits})
		c.Of(x.of)
		for _, l := range x.lines {
			line(c, l)
		}
		if r := Compose(c, Target{}); (r.Fault != nil) != x.fault {
			t.Errorf("%s as %v: fault %v", x.of, x.lines, r.Fault)
		}
	}
}
