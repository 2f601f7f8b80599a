package editions

import (
	"regexp"
	"strings"
	"unicode"

	"banxin/editions/source"
)

// misprints are banxin's own marks in signs that are none of its, full-width ones mostly, each with
// how it is written. What prose may well have is not among them: ＞95%, ＞＞详见3版, ｛1，2｝, 八折*起
// with a line below that begins with the star. Pairs of which one half is full-width are the lint's.
func misprints() []foreign {
	files := `\.(?:` + fileForms + `)`
	wide := func(form string) foreign { return foreign{form: regexp.MustCompile(form), mend: halved} }
	return []foreign{
		wide(`^(＞)[^＞\d]`),
		wide(`[！!][\[［【][^\[\]［］【】\n]*[\]］】](?:（[^()（）\n]+` + files + `[)）]|\([^()（）\n]+` + files + `）)`),
		wide(`！[\[［【][^\[\]［］【】\n]*[\]］】]\([^()（）\n]+` + files + `\)`),
		wide(`［[^［］\n]+］(?:\{[^{}｛｝\n]+\}|｛[^{}｛｝\n]+｝)`),
		wide(`\](｛[^{}｛｝\n]+｝)`),
		wide(`｛[^{}｛｝|｜\n]+[|｜][^{}｛｝|｜\n]+｝|\{[^{}｛｝|｜\n]+｜[^{}｛｝|｜\n]+\}`),
		wide(`｛\p{Han}{1,12}｝$`),
		{form: regexp.MustCompile(`\{\p{Han}+ ?[a-z'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+(?: [a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+)*\}`), mend: barred},
		{form: regexp.MustCompile(`^[^*]*[\p{Han}，。：；、！？”》](\*{1,2}\p{Han}{1,4})[^*]*$`), mend: starred, star: true},
	}
}

// fileForms are the ends of files that a picture may name.
const fileForms = `(?i:jpe?g|png|tiff?|webp|gif|heic|avif|psd|svg|eps|csv|tsv)`

// halves are the full-width signs of marks, and what is written for them.
var halves = strings.NewReplacer("＞", ">", "｛", "{", "｝", "}", "｜", "|", "［", "[", "］", "]", "【", "[", "】", "]", "！", "!", "（", "(", "）", ")", "；", ";", "＝", "=")

func halved(text string) (msg, hint source.Message) {
	return source.Msg("mark-in-full-width-signs", text), source.Msg("write-as", halves.Replace(text))
}

// barred puts the bar into ruby without it: {磅pang}.
func barred(text string) (msg, hint source.Message) {
	at := strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	return source.Msg("no-bar-before-reading", text), source.Msg("write-as", strings.TrimSpace(text[:at])+"|"+text[at:])
}

func starred(text string) (msg, hint source.Message) {
	word := strings.TrimLeft(text, "*")
	stars := text[:len(text)-len(word)]
	return source.Msg("star-has-no-other", text), source.Msg("close-emphasis-or-mean-star", stars+word+stars, strings.ReplaceAll(stars, "*", `\*`)+word)
}

// starredNote tells whether a text of a story begins with a star: it is a note, and stars call it.
func starredNote(s *Story) bool {
	for p := range s.Parts() {
		if strings.HasPrefix(strings.TrimSpace(p.Text.String()), "*") {
			return true
		}
	}
	return false
}
