package fonts

import "strings"

// The languages of OpenType in which faces draw Han characters and marks differently (GSUB
// locl): simplified Chinese, which is the usual one, and those of Taiwan and of Hong Kong.
const (
	simplified = "ZHS "
	taiwan     = "ZHT "
	hongKong   = "ZHH "
)

// languageOf is the language of OpenType for one of BCP 47: zh-TW, zh-Hant-HK.
func languageOf(lang string) string {
	l := strings.ToLower(lang)
	switch {
	case !strings.HasPrefix(l, "zh"):
		return simplified
	case strings.HasSuffix(l, "-hk"), strings.HasSuffix(l, "-mo"):
		return hongKong
	case strings.HasSuffix(l, "-tw"), strings.Contains(l, "-hant"):
		return taiwan
	}
	return simplified
}

// For returns the face with the forms that characters have in a language, by BCP 47: zh-TW.
// It has the glyphs, the name and the number of the face.
func (f *Face) For(lang string) *Face {
	language := languageOf(lang)
	if f.parent != nil {
		f = f.parent
	}
	if language == simplified {
		return f
	}
	f.abroad.Lock()
	defer f.abroad.Unlock()
	if f.views == nil {
		f.views = map[string]*Face{}
	}
	v := f.views[language]
	if v == nil {
		v = &Face{name: f.name, index: f.index, weight: f.weight, data: f.data, dir: f.dir, language: language, parent: f}
		f.views[language] = v
	}
	return v
}

// For returns the chain with the forms that characters have in a language.
func (c Chain) For(lang string) Chain {
	if languageOf(lang) == simplified {
		return c
	}
	out := make(Chain, len(c))
	for i, f := range c {
		out[i] = f.For(lang)
	}
	return out
}
