package typo

import "testing"

func TestRegionOf(t *testing.T) {
	for lang, want := range map[string]Region{"zh": Mainland, "zh-CN": Mainland, "zh-Hans-SG": Mainland, "zh-TW": Taiwan, "ZH-hant": Taiwan, "zh-HK": HongKong, "zh-Hant-MO": HongKong} {
		if got, ok := RegionOf(lang); got != want || !ok {
			t.Errorf("%s: %v %v", lang, got, ok)
		}
	}
	for _, lang := range []string{"", "en", "ja-JP", "zhx"} {
		if _, ok := RegionOf(lang); ok {
			t.Errorf("%q has a region", lang)
		}
	}
}
