package say

import "testing"

// TestQuoted: Chinese quotes in its own marks, and what is not quoted is as it was.
func TestQuoted(t *testing.T) {
	zh := For(func(string) string { return "zh" })
	for _, c := range []struct{ got, want string }{
		{zh.T("not-one-of-these", "--format", `a"b`+"\n", `text、C:\`), `--format：没有“a"b\n”，可写的有 text、C:\`},
		{zh.T("id-differs-in-case-alone", "A", "a", 3), "编号“A”与第 3 行的“a”只有大小写不同"},
	} {
		if c.got != c.want {
			t.Errorf("%s, not %s", c.got, c.want)
		}
	}
}
