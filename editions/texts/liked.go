package texts

import "golang.org/x/text/language"

// Liked returns the language that a browser likes best, by its header Accept-Language; otherwise
// where it likes neither.
func Liked(accept string, otherwise Language) Language {
	tags, _, _ := language.ParseAcceptLanguage(accept) // none where it is no list
	for _, t := range tags {
		switch base, _ := t.Base(); base.String() {
		case "zh":
			return Chinese
		case "en":
			return English
		}
	}
	return otherwise
}
