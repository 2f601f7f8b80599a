package intake

import "testing"

// TestOrdinals: items are numbered as office programs and browsers do.
func TestOrdinals(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Letters(1), "A"}, {Letters(26), "Z"}, {Letters(27), "AA"}, {Letters(52), "AZ"}, {Letters(703), "AAA"}, {Letters(0), ""},
		{Roman(4), "IV"}, {Roman(1999), "MCMXCIX"}, {Roman(3999), "MMMCMXCIX"}, {Roman(4000), "4000"}, {Roman(0), "0"}, {Roman(-3), "-3"},
		{Han(0), "零"}, {Han(9), "九"}, {Han(10), "十"}, {Han(11), "十一"}, {Han(20), "二十"}, {Han(99), "九十九"}, {Han(101), "一百零一"}, {Han(110), "一百一十"},
		{Chinese(12, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"), "壹拾贰"}, {Han(10000), "10000"}, {Han(-1), "-1"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
