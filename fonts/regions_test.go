package fonts

import "testing"

func TestLanguageOf(t *testing.T) {
	for lang, want := range map[string]string{"": simplified, "zh-CN": simplified, "zh-TW": taiwan, "zh-Hant": taiwan, "zh-Hant-HK": hongKong, "zh-MO": hongKong, "en": simplified, "zh-sg": simplified} {
		if got := languageOf(lang); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}

// A face for a language is the face, with its forms: one for each language, and back.
func TestFaceFor(t *testing.T) {
	f := embedded(t).Lookup("NotoSerifSC-Regular")
	tw := f.For("zh-TW")
	if tw == f || tw != f.For("zh-Hant") || tw.For("zh-CN") != f || tw.For("zh-HK") != f.For("zh-HK") || f.For("en") != f {
		t.Error("a face has other views than one a language")
	}
	if tw.Name() != f.Name() || tw.Index() != f.Index() || tw.Digest() != f.Digest() || tw.Glyph('好') != f.Glyph('好') {
		t.Error("a view is another face")
	}
}
