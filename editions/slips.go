package editions

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// Slips are what somebody writes who does not know YAML. Each is told by its own name, at its
// place, with what to write instead; where it is clear what was meant that is taken, so that
// nothing else is said of it.

// narrow is a text in half-width letters, figures and marks.
func narrow(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　', r == '\u00a0':
			return ' '
		case zeroWidth(r):
			return -1
		}
		return r
	}, s))
}

// zeroWidth tells whether a character is not to be seen; where one stands is told once for the
// whole file.
func zeroWidth(r rune) bool {
	return r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff' || r == '\u00ad'
}

// plainly is a name without what cannot be seen in it, and without blanks.
func plainly(s string) string { return strings.ReplaceAll(narrow(s), " ", "") }

// unseen tells whether a text differs from what is seen of it by characters without width alone.
func unseen(s string) bool {
	return seen(s) != s && strings.TrimSpace(seen(s)) == narrow(s)
}

// numberHint says how a number would be written right.
func numberHint(s string, lo, hi int) source.Message {
	if strings.Contains(s, "，") {
		return source.Msg("write-brackets-half-width")
	}
	if n, ok := numberMeant(s); ok && lo <= n && n <= hi && strconv.Itoa(n) != s {
		return source.Msg("write-half-width", strconv.Itoa(n))
	}
	if n := narrow(s); n != s {
		return source.Msg("write-half-width", n)
	}
	if strings.ContainsAny(s, "0123456789") {
		return source.Message{} // the message says all there is to say
	}
	return source.Msg("write-figures", lo, hi)
}

var counted = regexp.MustCompile(`^(?:总?第|总|No\.?|#)?(?:([0-9]{1,9})|([零一二三四五六七八九十]{1,3}))(?:期|号|版|栏|个)?$`)

// numberMeant is the number that is written with a word about it, or in Chinese figures up to 99.
func numberMeant(s string) (int, bool) {
	m := counted.FindStringSubmatch(plainly(s))
	switch {
	case m == nil:
		return 0, false
	case m[1] != "":
		n, err := strconv.Atoi(m[1])
		return n, err == nil
	}
	digit := func(s string) (int, bool) {
		i := strings.Index("零一二三四五六七八九", s)
		return i / len("零"), i >= 0 && len(s) <= len("零")
	}
	tens, ones, ten := strings.Cut(m[2], "十")
	n, ok := digit(ones)
	if !ten {
		return digit(m[2])
	}
	t, ok2 := 1, true
	if tens != "" {
		t, ok2 = digit(tens)
	}
	return t*10 + n, ok && ok2
}

var bare = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?) *(px|像素|磅|点|毫米|厘米)?$`)

var chineseSizes = strings.NewReplacer("1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八")

// lengthHint says how a length would be written right.
func lengthHint(s string) source.Message {
	n := narrow(s)
	m := bare.FindStringSubmatch(n)
	switch {
	case m != nil && m[2] == "毫米":
		return source.Msg("write-as", m[1]+"mm")
	case m != nil && m[2] == "厘米":
		return source.Msg("write-as", m[1]+"cm")
	case m != nil:
		return source.Msg("write-as", m[1]+"pt")
	case strings.HasSuffix(n, "号") && utf8.RuneCountInString(n) <= 3:
		return source.Msg("write-as", chineseSizes.Replace(n))
	case n != s:
		return source.Msg("write-as", n)
	}
	return source.Msg("write-number-with-cm-or-or")
}

// keySlip finds what is wrong with a key that is one of words but for white space about it or a
// full-width colon in it, and which of them it is; -1: what it says cannot be taken. False: it is
// no such key.
func (d *desk) keySlip(p *pair, words []word) (int, bool) {
	text := p.key.text
	if i := find(words, narrow(text)); i >= 0 {
		if !unseen(text) {
			d.at("SRC-KEY", p.key, source.Msg("key-full-width", strings.TrimLeft(text, " 　\u00a0")), source.Msg("write-as", words[i].zh+": …"))
		}
		return i, true
	}
	if p.value.shape == mapping && words[0].en == "name" && find(words, "styles") >= 0 && find(styleWords, text) >= 0 {
		d.at("SRC-KEY", p.key, source.Msg("style-not-under-styles", text), source.Msg("indent-under-styles", text))
		return -1, true
	}
	if words[0].en == "name" && find(words, "colors") >= 0 && inked(p.value) {
		d.at("SRC-KEY", p.key, source.Msg("color-not-under-colors", text), source.Msg("indent-under-colors", text))
		return -1, true
	}
	key, rest, ok := strings.Cut(text, "：")
	if i := find(words, strings.TrimSpace(key)); ok && i >= 0 && p.value.shape == empty {
		pos := p.key.file.Pos(source.Span{Start: p.key.span.Start + len(key), End: p.key.span.Start + len(key)})
		d.add("SRC-KEY", pos, source.Msg("colon-behind-key-full-width"), source.Msg("write-as", halfWidth(text)))
		value := *p.key
		value.text, _, _ = strings.Cut(strings.TrimSpace(rest), "，")
		value.span.Start = p.key.span.End - len(strings.TrimLeft(rest, " "))
		p.value = &value
		return i, true
	}
	return 0, false
}

// taken is a value that stands under a key that is not known, and is taken for another's.
type taken struct {
	at    int
	value *value
}

// strangeKey reports a key that is not known here, and guesses which is meant.
func (d *desk) strangeKey(p pair, words []word) (g taken, ok bool) {
	text := p.key.text
	if find(words, "changes") >= 0 && find(templateWords, text) >= 0 && !also(words, text) {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), source.Msg("write-below-changes", text))
		return g, false
	}
	if home, ok := homeOf(text); ok && !also(words, text) {
		hint := source.Msg("key-stands-elsewhere", text, home)
		if w, ok := nearest(words, text); ok {
			hint = source.Msg("key-is-like-and-stands-elsewhere", w.String(), text, home)
		}
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), hint)
		return g, false
	}
	d.unknown("SRC-KEY", p.key, words, source.Msg("unknown-key", text))
	w, ok := meant(words, text)
	return taken{find(words, w.en), p.value}, ok
}

func also(words []word, s string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return slices.Contains(w.also, s) })
}

// homeOf says where a key may stand.
func homeOf(key string) (source.Message, bool) {
	for _, h := range []struct {
		words []word
		home  source.Message
	}{{templateWords, source.Msg("home-template")}, {slotWords, source.Msg("home-slot")}, {paperWords, source.Msg("home-paper")}, {pageWords, source.Msg("home-page")}, {editionWords, source.Msg("home-edition")}, {storyWords, source.Msg("home-story")}} {
		if find(h.words, key) >= 0 {
			return h.home, true
		}
	}
	return source.Message{}, false
}

// unguessed drops what was found within values that were taken for other keys', and in lines that
// were mended: they are judged when what is wrong with them has been put right.
func (d *desk) unguessed() {
	told := []string{"SRC-YAML", "SRC-ALIAS", "SRC-CHAR", "SRC-CTRL", "SRC-COMMENT", "SRC-FRONT"}
	d.found = slices.DeleteFunc(d.found, func(f source.Finding) bool {
		return !slices.Contains(told, f.Code) && slices.ContainsFunc(d.guessed, func(p source.Pos) bool {
			return f.Pos.File == p.File && !before(f.Pos.Line, f.Pos.Col, p.Line, p.Col) && !before(p.EndLine, p.EndCol, f.Pos.Line, f.Pos.Col)
		})
	})
	d.guessed = nil
}

func before(line, col, line2, col2 int) bool { return line < line2 || line == line2 && col < col2 }

// inked tells whether a value is inks, and nothing else.
func inked(v *value) bool {
	return v.shape == mapping && !slices.ContainsFunc(v.pairs, func(p pair) bool { return find(colorWords, p.key.text) < 0 })
}

// colorNames takes the colours of a paper as names with inks. What are none are told, and left out,
// so that those of the voice stand.
func (d *desk) colorNames(v *value) *value {
	if !said(v) {
		return v
	}
	if v = d.keyed(v); v.shape == mapping {
		d.blankColors(v)
		return v
	}
	name := "红"
	if v.shape == scalar && inksFor(v.text) != inksFor("") && !strings.ContainsAny(v.text, "#(（:：,，、 ") {
		name = v.text
	}
	d.at("SRC-TYPE", v, source.Msg("colors-without-names"), source.Msg("put-on-next-line-indented", name+": "+inksFor(v.text+name), 2))
	return nil
}

// blankColors tells of colours of the paper's own that say nothing: what begins with # is a remark. It
// is told of what the paper has, before that of the voice stands in its place.
func (d *desk) blankColors(v *value) {
	for _, p := range v.pairs {
		if p.value.shape != empty {
			continue
		}
		inks := inksFor(p.key.text)
		rest, _, _ := strings.Cut(string(p.key.file.Data[p.key.span.End:]), "\n")
		if _, remark, ok := strings.Cut(rest, "#"); ok {
			word, _, _ := strings.Cut(remark, " ")
			if rgb, ok := screenColor("#" + strings.TrimSpace(word)); ok {
				inks = inksOf(rgb)
			}
		}
		d.found.Add(source.New("SRC-COLOR", p.value.pos(), source.Msg("color-says-nothing"), source.Msg("write-inks-in-hundredths", p.key.text, inks)).As(source.Warning))
	}
}

// hues are characters in names of colours with inks that look so, in hundredths.
var hues = []struct {
	says string
	inks string
}{
	{"浅灰", "k: 10"}, {"淡灰", "k: 10"}, {"银", "k: 25"}, {"深灰", "k: 70"}, {"灰", "k: 30"}, {"墨绿", "c: 80, m: 30, y: 80, k: 40"}, {"米", "m: 3, y: 12"}, {"奶", "m: 3, y: 11"}, {"浅蓝", "c: 25"}, {"天蓝", "c: 70, m: 15"}, {"浅黄", "y: 25"},
	{"浅绿", "c: 25, y: 30"}, {"粉", "m: 35"}, {"橙", "m: 60, y: 100"}, {"橘", "m: 60, y: 100"}, {"金", "c: 10, m: 35, y: 90"}, {"棕", "c: 40, m: 65, y: 80, k: 30"}, {"褐", "c: 40, m: 65, y: 80, k: 30"}, {"紫", "c: 65, m: 90"},
	{"青", "c: 100"}, {"红", "m: 100, y: 90"}, {"蓝", "c: 100, m: 60"}, {"绿", "c: 80, y: 90"}, {"黄", "y: 100"}, {"黑", "k: 100"}, {"白", "k: 0"},
	{"gray", "k: 30"}, {"grey", "k: 30"}, {"red", "m: 100, y: 90"}, {"blue", "c: 100, m: 60"}, {"green", "c: 80, y: 90"}, {"yellow", "y: 100"},
}

// inksFor are inks that look as the name or the screen's colour says: a beginning, not a match.
func inksFor(s string) string {
	if rgb, ok := screenColor(s); ok {
		return inksOf(rgb)
	}
	for _, h := range hues {
		if strings.Contains(strings.ToLower(s), h.says) {
			return "{" + h.inks + "}"
		}
	}
	return "{c: 0, m: 100, y: 90, k: 0}"
}

var rgbCall = regexp.MustCompile(`(?i)^rgba?\(\s*(\d{1,3})\s*[,，]\s*(\d{1,3})\s*[,，]\s*(\d{1,3})`)

// screenColor reads #RRGGBB, #RGB and rgb(…).
func screenColor(s string) (rgb [3]int, ok bool) {
	s = narrow(s)
	if m := rgbCall.FindStringSubmatch(s); m != nil {
		for i := range rgb {
			rgb[i], _ = strconv.Atoi(m[i+1])
			rgb[i] = min(rgb[i], 255)
		}
		return rgb, true
	}
	hex := strings.TrimPrefix(strings.TrimPrefix(s, "#"), "0x")
	if hex == s || len(hex) != 3 && len(hex) != 6 {
		return rgb, false
	}
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	return [3]int{int(n >> 16 & 255), int(n >> 8 & 255), int(n & 255)}, err == nil
}

// inksOf parts the black from what remains of a screen's colour.
func inksOf(rgb [3]int) string {
	top := max(rgb[0], rgb[1], rgb[2])
	k := 100 - (top*100+127)/255
	parts := []string{}
	for i, name := range []string{"c", "m", "y"} {
		if v := (top - rgb[i]) * 100 / max(top, 1); v > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", name, v))
		}
	}
	if k > 0 || len(parts) == 0 {
		parts = append(parts, fmt.Sprintf("k: %d", k))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// colorSlip reports a colour that is no inks, with those that it may have meant.
func (d *desk) colorSlip(name string, v *value) bool {
	if v.shape == mapping || v.shape == empty {
		if v.shape == mapping && rgbKeys(v) {
			d.at("SRC-KEY", v, source.Msg("color-is-of-screens"), source.Msg("write-inks-in-hundredths", name, inksFor(name)))
			return true
		}
		if v.shape == mapping && partly(v) {
			d.found.Add(source.New("SRC-COLOR", v.pos(), source.Msg("color-is-no-inks"), source.Msg("write-inks-in-hundredths", name, hundredths(v))).As(source.Warning))
			return false // half a hundredth may be meant
		}
		return v.shape == empty // told by blankColors
	}
	like := name
	if _, ok := screenColor(v.text); ok && v.shape == scalar {
		like = v.text
	} else if v.shape == scalar && inksFor(v.text) != inksFor("") {
		like = v.text
	}
	hint := inksFor(like)
	if four := fourOf(v); four != "" {
		hint = four
	}
	d.at("SRC-TYPE", v, source.Msg("color-is-no-inks"), source.Msg("write-inks-in-hundredths", name, hint))
	return true
}

// partly tells whether all inks are between 0 and 1: parts of one, not of a hundred.
func partly(v *value) bool {
	part := false
	for _, p := range v.pairs {
		n, err := strconv.ParseFloat(narrow(p.value.text), 64)
		if err != nil || n > 1 {
			return false
		}
		part = part || n > 0 && n < 1
	}
	return part
}

// hundredths are inks in parts of one as those in parts of a hundred.
func hundredths(v *value) string {
	var parts []string
	for _, p := range v.pairs {
		n, _ := strconv.ParseFloat(narrow(p.value.text), 64)
		parts = append(parts, fmt.Sprintf("%s: %d", p.key.text, int(n*100+0.5)))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func rgbKeys(v *value) bool {
	n := 0
	for _, p := range v.pairs {
		if strings.Contains(" r g b 红 绿 蓝 red green blue ", " "+strings.ToLower(p.key.text)+" ") {
			n++
		}
	}
	return n >= 2
}

// fourOf is a list of four numbers as inks.
func fourOf(v *value) string {
	var words []string
	if v.shape == list {
		for _, i := range v.items {
			words = append(words, i.text)
		}
	} else {
		words = strings.FieldsFunc(narrow(v.text), func(r rune) bool { return strings.ContainsRune(" ,/、", r) })
	}
	if len(words) != 4 {
		return ""
	}
	var parts []string
	for i, w := range words {
		n, err := strconv.Atoi(strings.TrimSuffix(w, "%"))
		if err != nil || n < 0 || n > 100 {
			return ""
		}
		parts = append(parts, fmt.Sprintf("%c: %d", "cmyk"[i], n))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// sizeHint says how a size of page would be written right.
func sizeHint(s string) source.Message {
	n := strings.ToUpper(strings.ReplaceAll(narrow(s), " ", ""))
	for _, z := range []struct{ says, size string }{
		{"对开", "390mm x 545mm"}, {"2开", "390mm x 545mm"}, {"四开", "270mm x 390mm"}, {"4开", "270mm x 390mm"}, {"八开", "260mm x 370mm"}, {"16开", "210mm x 285mm"}, {"十六开", "210mm x 285mm"}, {"8开", "260mm x 370mm"}, {"A3", "297mm x 420mm"}, {"A4", "210mm x 297mm"},
	} {
		if strings.Contains(n, z.says) {
			return source.Msg("write-as", z.size)
		}
	}
	f := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`).FindAllString(n, -1)
	if len(f) == 2 {
		return source.Msg("write-as", f[0]+"mm x "+f[1]+"mm")
	}
	return source.Msg("write-width-x-height-270mm-x")
}

var fileEnding = regexp.MustCompile(`(?i)\.(md|txt|docx?|wps|rtf|odt|pdf)$`)

var besides = regexp.MustCompile(`\s*(?:（[^（）]*）|\([^()]*\))$`) // (校对中)

// listSlip finds the stories that a text means that is no story's name: several with the wrong
// marks between them, or a file's name.
func listSlip(text string, known func(id string) bool) (ids []string) {
	parts := func(marks string) []string {
		return strings.FieldsFunc(text, func(r rune) bool {
			return strings.ContainsRune("、，,；;。！!? 　【】［］[]()（）{}<>《》〈〉“”‘’\"'"+marks, r)
		})
	}
	for _, marks := range []string{"/／\\|｜+＋&＆-—", "和与及"} {
		if words := parts(marks); len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !known(w) }) {
			return words
		}
	}
	if bare := strings.TrimSpace(besides.ReplaceAllString(text, "")); bare != "" && known(bare) {
		return []string{bare}
	}
	for _, w := range parts("") {
		if w = w[strings.LastIndexAny(w, `/\`)+1:]; !known(w) {
			w = plainly(fileEnding.ReplaceAllString(w, ""))
		}
		if !known(w) {
			return nil
		}
		ids = append(ids, w)
	}
	return ids
}

// inksIn is a mapping of inks as it would be written.
func inksIn(v *value) string {
	var parts []string
	for _, p := range v.pairs {
		parts = append(parts, p.key.text+": "+p.value.text)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// codeHint says how a paper's code would be written right.
func codeHint(s string) source.Message {
	if n := strings.Trim(narrow(s), ",;. "); IsCode(n) {
		return source.Msg("write-as", n)
	}
	return source.Msg("use-ascii-letters-digits")
}
