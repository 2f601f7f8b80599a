package intake

import (
	"unicode"

	"banxin/editions/lexicon"
)

// mistaken names the encoding that text was surely in, where what it was read in by its bytes
// made noise of it: most characters are ones that hardly anybody writes, and nearly all are common
// in the other. A few rare names among others are no noise; nor is a stretch too short to tell.
func mistaken(data []byte, text, name string) string {
	if name != "GB18030" && name != "UTF-16LE" && name != "UTF-16BE" {
		return ""
	}
	was := wordedBy(text)
	if was.rare*10 < was.all*3 {
		return ""
	}
	for _, other := range []string{"big5", "shift-jis"} {
		text, _, _ := in(other, data[:min(len(data), 64<<10)])
		is := wordedBy(text)
		if is.all >= 4 && is.rare*5 <= is.all && 3*is.rare*was.all <= was.rare*is.all && (other == "big5" && is.kana*10 <= is.all || other == "shift-jis" && is.kana*5 >= is.all) {
			return other
		}
	}
	return ""
}

// wording counts what the characters of a text beyond ASCII are.
type wording struct{ all, rare, kana int }

// wordedBy counts the characters of a text. Rare are those that the lexicon does not know, those
// of half width, of private use, not assigned or not to be read; marks count as none.
func wordedBy(text string) (w wording) {
	for _, r := range text {
		switch {
		case r < 0x80 && (r >= ' ' || r == '\n' || r == '\r' || r == '\t'), unicode.IsPunct(r), unicode.IsSpace(r):
			continue
		case r >= 0x3041 && r <= 0x30FE:
			w.kana++
		case unicode.Is(unicode.Han, r):
			if _, ok := lexicon.Cost([]rune{r}); !ok {
				w.rare++
			}
		case r == 0xFFFD, r >= 0xFF61 && r <= 0xFF9F, r < ' ', !unicode.IsGraphic(r):
			w.rare++
		}
		w.all++
	}
	return w
}
