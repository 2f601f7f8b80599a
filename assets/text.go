package assets

import _ "embed"

// What the line engine knows of languages; licences lie beside the files in assets/text.
var (
	//go:embed text/phrases-zh-hans.json
	phrasesHans []byte
	//go:embed text/phrases-zh-hant.json
	phrasesHant []byte
	//go:embed text/hyphens-en-us.txt
	hyphensEnglish []byte
)

// Phrases returns the BudouX model that finds the phrases of Chinese, in simplified
// characters or, for languages such as zh-TW, zh-HK and zh-Hant, in traditional ones.
func Phrases(lang string) []byte {
	switch lang {
	case "zh-TW", "zh-HK", "zh-MO", "zh-Hant":
		return phrasesHant
	}
	return phrasesHans
}

// Hyphens returns the TeX hyphenation patterns of American English.
func Hyphens() []byte { return hyphensEnglish }
