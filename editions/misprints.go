package editions

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

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
		{form: regexp.MustCompile(`^(?:》{1,2}|»)[ 　]*[\p{Han}\d“「].*`), mend: angled, body: true},
		{form: regexp.MustCompile(`(?:^|[^＊*` + maskedNames + `])([＊*]{2}[ 　]*[^＊*\s、，。；：！？][^＊*\n]{0,60}[＊*]{2})(?:[^＊*]|$)`), mend: unstarred, star: true},
		{form: regexp.MustCompile(`(?:^|[^＊*` + maskedNames + `])(＊[＊*]{2,3}[ 　]*\p{Han}[^＊*\n]{0,40}[＊*]{1,4}|＊[＊*][ 　]*\p{Han}[^＊*\n]{0,40}(?:[＊*]|[＊*]{3,4}))(?:[^＊*]|$)`), mend: unstarred, star: true},
		{form: regexp.MustCompile(`(?:^|[^＊*` + maskedNames + `])(\*\p{Han}[^＊*\n]{0,40}\*{2}|\*{2}\p{Han}[^＊*\n]{0,40}\*|\*{4}\p{Han}[^＊*\n]{0,40}\*{1,3})(?:[^＊*]|$)`), mend: uneven, star: true},
		{form: regexp.MustCompile(`(?:^|[^＊*])(＊[ 　]*\p{Han}[^＊*\n]{0,40}[＊*]|\*\p{Han}[^＊*\n]{0,40}＊)(?:[^＊*]|$)`), mend: unstarred, star: true},
		{form: regexp.MustCompile(`(?:^|[^\p{Han}_])(__[^_\s\n][^_\n]{0,40}__)(?:[^_]|$)`), mend: underlined},
		{form: regexp.MustCompile(`(&(?i:nbsp|amp|lt|gt|quot|apos|[lr]dquo|[lr]squo|mdash|ndash|hellip|middot|ensp|emsp|#\d{2,5}))(?:；|$|[^;A-Za-z0-9=])`), mend: entitled},
		{form: regexp.MustCompile(`[\p{Han}，。！？：；”》）](\\n)(?:[\p{Han}“《（]|$)`), hint: source.Msg("end-line-as-line")},
		{form: regexp.MustCompile(`!\[[^\[\]\n]*\][ 　]+[(（][^()（）\n]+` + files + `[)）]`), mend: joined},
		{form: regexp.MustCompile(`[!！][(（][^()（）\n]*[)）] *[\[［【][^\[\]［］【】\n]+` + files + `[\]］】]`), mend: swapped},
		wide(`[！!][\[［【][^\[\]［］【】\n]*[\]］】](?:（[^()（）\n]+` + files + `[)）]|\([^()（）\n]+` + files + `）)`),
		wide(`！[\[［【][^\[\]［］【】\n]*[\]］】]\([^()（）\n]+` + files + `\)`),
		wide(`［[^［］\n]+］(?:\{[^{}｛｝\n]+\}|｛[^{}｛｝\n]+｝)`),
		wide(`\](｛[^{}｛｝\n]+｝)`),
		wide(`｛[^{}｛｝|｜\n]+[|｜][^{}｛｝|｜\n]+｝|\{[^{}｛｝|｜\n]+｜[^{}｛｝|｜\n]+\}`),
		wide(`｛\p{Han}{1,12}｝$`),
		{form: regexp.MustCompile(`\{\p{Han}+ ?[a-z'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+(?: [a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+)*\}`), mend: barred},
		{form: regexp.MustCompile(`^(\*\p{Han}[^*\n]{3,})$`), mend: starred, star: true, body: true},
		{form: regexp.MustCompile(`^[^*]*[\p{Han}，。：；、！？”》](\*{1,2}\p{Han}{1,4})[^*]*$`), mend: starred, star: true},
		{form: regexp.MustCompile(`^(?:[^*]*[^*` + maskedNames + `])?(\*{2}[^*\s，。；：、！？]{1,4})[^*]*$`), mend: halfStarred, star: true},
		{form: regexp.MustCompile(`^[^*]*?(\p{Han}{0,3}(?:[^` + maskedNames + `\P{Han}]|[”’》）！？])\*{2})(?:[^*\p{Han}][^*]*)?$`), mend: halfStarred, star: true},
	}
}

// maskedNames are what names begin with of which stars hide the rest: 张**, 李某**.
const maskedNames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文某"

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

// halfStarred tells of two stars without the others, where no word behind them begins.
func halfStarred(text string) (msg, hint source.Message) {
	before, after, _ := strings.Cut(text, "**")
	if before != "" {
		return source.Msg("star-has-no-other", text), source.Msg("close-emphasis-or-mean-star", "**"+before+"**"+after, before+`\*\*`+after)
	}
	return source.Msg("star-has-no-other", text), source.Msg("close-emphasis-or-mean-star", "**"+after+"**", `\*\*`+after)
}

// unstarred takes full-width stars, and blanks within stars, for the emphasis that they are meant for.
func unstarred(text string) (msg, hint source.Message) {
	inside := strings.Trim(text, "*＊ 　")
	stars := "**"
	if _, n := utf8.DecodeRuneInString(text); !strings.HasPrefix(text[n:], "*") && !strings.HasPrefix(text[n:], "＊") {
		stars = "*"
	}
	msg = source.Msg("mark-in-full-width-signs", text)
	if !strings.Contains(text, "＊") {
		msg = source.Msg("blanks-within-stars", text)
	}
	return msg, source.Msg("write-as", stars+inside+stars)
}

func underlined(text string) (msg, hint source.Message) {
	return source.Msg("no-markup-here-printed-as-stands", text), source.Msg("write-as", "**"+strings.Trim(text, "_ ")+"**")
}

// angled takes 》 at the beginning of a text for the sign of a quotation, two for that of a sign-off.
func angled(text string) (msg, hint source.Message) {
	rest := strings.TrimLeft(text, "》»")
	signs := strings.Repeat(">", min(utf8.RuneCountInString(text[:len(text)-len(rest)]), 2))
	return source.Msg("mark-of-other-signs", clip(text, 12)), source.Msg("write-as", signs+" "+clip(strings.Trim(rest, " 　"), 20))
}

// entitled is an entity of HTML without its semicolon.
func entitled(text string) (msg, hint source.Message) {
	return source.Msg("no-markup-here-printed-as-stands", strings.TrimRight(text, "；")), source.Msg("write-the-character-itself")
}

// joined takes the blank out between the two halves of a picture.
func joined(text string) (msg, hint source.Message) {
	at := strings.IndexByte(text, ']') + 1
	return source.Msg("picture-mark-parted", text), source.Msg("write-as", text[:at]+halves.Replace(strings.TrimLeft(text[at:], " 　")))
}

// swapped puts the brackets of a picture in their places.
func swapped(text string) (msg, hint source.Message) {
	parts := strings.FieldsFunc(halves.Replace(text), func(r rune) bool { return strings.ContainsRune("!()[]", r) })
	if len(parts) < 2 {
		parts = append([]string{""}, parts...)
	}
	return source.Msg("picture-brackets-swapped", text), source.Msg("write-as", "!["+strings.TrimSpace(parts[0])+"]("+parts[len(parts)-1]+")")
}

// aboutNote begins a note that no star need call: it is on the story or who wrote it.
var aboutNote = later(`^[*＊][ 　]?(?:[（(【]?注|本|作者|记者|编者|题图|图|该|此|文)`)

// starredNote tells whether a text of a story begins with a star, and does not stress what follows: it is a
// note, and stars call it, or it says that it is on the story.
func starredNote(s *Story) bool {
	note, stars, twice, calls := false, 0, false, 0
	for p := range s.Parts() {
		text := strings.ReplaceAll(strings.TrimSpace(p.Text.String()), "＊", "*")
		rest := strings.TrimLeft(text, "*")
		n := len(text) - len(rest)
		stars += strings.Count(text, "*")
		calls += strings.Count(rest, "*")
		switch {
		case n == 1 && !strings.Contains(rest, "**"):
			note = true
			if aboutNote().MatchString(text) || !startsHan(rest) {
				return true
			}
		case n > 1 && !strings.Contains(rest, "*"):
			if twice = true; aboutNote().MatchString("*" + rest) {
				return true
			}
		}
	}
	return note && stars > 1 || twice && calls > 0
}

// startsHan tells whether a text begins with a Chinese character.
func startsHan(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Han, r)
}
