package texts

import "testing"

// TestLiked: what is liked better comes first, a language of neither is passed over, and what is no
// list likes nothing.
func TestLiked(t *testing.T) {
	for accept, want := range map[string][2]Language{
		"zh-CN,zh;q=0.9,en;q=0.8": {Chinese, Chinese},
		"en;q=0.3,zh-TW;q=0.7":    {Chinese, Chinese},
		"fr-CH,en-GB;q=0.4":       {English, English},
		"fr,de":                   {English, Chinese},
		"":                        {English, Chinese},
		"no list; at all,,":       {English, Chinese},
	} {
		for otherwise, want := range want {
			if got := Liked(accept, Language(otherwise)); got != want {
				t.Errorf("%q, otherwise %d: %d, not %d", accept, otherwise, got, want)
			}
		}
	}
}
