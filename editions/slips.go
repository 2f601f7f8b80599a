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

var counted = regexp.MustCompile(`^(?:总?第|总|共|No\.?|#|[Pp]\.?)?(?:([0-9]{1,9}(?:\.0)?|[0-9]{1,3}(?:,[0-9]{3}){1,2})|([零一二两三四五六七八九十]{1,3}))(?:个?字|个?行|期|号|个?版|页|栏|个)?$`)

// MeantNumber is the number that a text means: 3 for 第3版, 三 and ３.
func MeantNumber(s string) (int, bool) { return numberMeant(s) }

// numberMeant is the number that is written with a word about it, or in Chinese figures up to 99.
func numberMeant(s string) (int, bool) {
	m := counted.FindStringSubmatch(plainly(s))
	switch {
	case m == nil:
		return 0, false
	case m[1] != "":
		n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSuffix(m[1], ".0"), ",", ""))
		return n, err == nil
	}
	digit := func(s string) (int, bool) {
		i := strings.Index("零一二三四五六七八九", s)
		return i / len("零"), i >= 0 && len(s) <= len("零")
	}
	m[2] = strings.Replace(m[2], "两", "二", 1)
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

// unguessed drops what was found within values that were taken for other keys', and in lines that
// were mended: they are judged when what is wrong with them has been put right.
func (d *desk) unguessed() {
	told := []string{"SRC-YAML", "SRC-ALIAS", "SRC-CHAR", "SRC-CTRL", "SRC-COMMENT", "SRC-FRONT"}
	d.found = slices.DeleteFunc(d.found, func(f source.Finding) bool {
		return !slices.Contains(told, f.Code) && f.Message.ID != "colons-in-braces-full-width" && slices.ContainsFunc(d.guessed, func(p source.Pos) bool {
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
		v = callsJoined(v)
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

var callBegins = regexp.MustCompile(`^(?i)(?:rgba?|cmyk|hsla?)[(（][^)）]*$`)

// callsJoined is colours with those in one that commas within braces part: {报红: rgb(200,0,0)}.
func callsJoined(v *value) *value {
	out := *v
	out.pairs = nil
	for i := 0; i < len(v.pairs); i++ {
		p := v.pairs[i]
		if p.value.shape == scalar && callBegins.MatchString(p.value.text) {
			call := *p.value
			for i+1 < len(v.pairs) && v.pairs[i+1].value.shape == empty && !strings.ContainsAny(call.text, ")）") {
				i++
				call.text += "," + v.pairs[i].key.text
			}
			p.value = &call
		}
		out.pairs = append(out.pairs, p)
	}
	return &out
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

// writtenInks is c0 m100 y90 k0, C:0 M:100, M100Y90K10 or 品100黄90, writtenInk one of them.
var (
	writtenInks = later(`(?i)^(?:cmyk)?[\s(（:：]*(?:(?:[cmyk]|青|洋?红|品红?|黄|黑)[\s=＝:：]*\d{1,3}[%％]?[\s,，、/;；)）]*)+$`)
	writtenInk  = later(`(?i)([cmyk]|青|洋?红|品红?|黄|黑)[\s=＝:：]*(\d{1,3})`)
)

// inksWritten are inks that are written one behind the other, each with its number; empty: they are none.
func inksWritten(s string) string {
	if s = narrow(s); !writtenInks().MatchString(s) {
		return ""
	}
	var parts []string
	seen := ""
	for _, m := range writtenInk().FindAllStringSubmatch(s, -1) {
		ink, n := strings.ToLower(m[1]), m[2]
		switch r, _ := utf8.DecodeRuneInString(ink); r {
		case '青':
			ink = "c"
		case '洋', '红', '品':
			ink = "m"
		case '黄':
			ink = "y"
		case '黑':
			ink = "k"
		}
		if v, err := strconv.Atoi(n); err != nil || v > 100 || strings.Contains(seen, ink) {
			return ""
		}
		seen += ink
		parts = append(parts, ink+": "+n)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// fourOf is a list of four numbers as inks, or a text of inks with their numbers.
func fourOf(v *value) string {
	var words []string
	if inks := inksWritten(v.text); v.shape == scalar && inks != "" {
		return inks
	} else if v.shape == list {
		for _, i := range v.items {
			words = append(words, i.text)
		}
	} else {
		words = strings.FieldsFunc(strings.TrimPrefix(strings.ToLower(narrow(v.text)), "cmyk"), func(r rune) bool { return strings.ContainsRune(" ,/、()", r) })
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
	if size := sizeMeant(s); size != "" {
		return source.Msg("write-as", size)
	}
	return source.Msg("write-width-x-height-270mm-x")
}

// sizeMeant is the size of page that a text means: 297mm x 420mm for A3 and 297*420; empty where it cannot be
// told.
func sizeMeant(s string) string {
	n := strings.ToUpper(strings.ReplaceAll(narrow(s), " ", ""))
	for _, z := range []struct{ says, size string }{
		{"对开", "390mm x 545mm"}, {"2开", "390mm x 545mm"}, {"四开", "270mm x 390mm"}, {"4开", "270mm x 390mm"}, {"八开", "260mm x 370mm"}, {"16开", "210mm x 285mm"}, {"十六开", "210mm x 285mm"}, {"8开", "260mm x 370mm"}, {"A3", "297mm x 420mm"}, {"A4", "210mm x 297mm"},
	} {
		if strings.Contains(n, z.says) {
			return z.size
		}
	}
	f := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`).FindAllString(n, -1)
	if len(f) == 2 && !slices.ContainsFunc(f, func(n string) bool { return strings.Trim(n, "0.") == "" }) {
		return f[0] + "mm x " + f[1] + "mm"
	}
	return ""
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
