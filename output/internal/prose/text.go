package prose

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// Break is a page break in a text: before the character with this number, spaces not
// counted, the printed page with this label begins.
type Break struct {
	Offset    int
	ID, Label string
	Again     bool // the page began elsewhere: here a story comes to it
}

// inline writes runs of text. Page-break spans stand where the text passes them.
type inline struct {
	*Writer
	breaks  []Break  // of this text, in order
	passed  int      // characters of the text so far, spaces not counted
	columns []string // of a table whose rows may be cards: the names of its columns
}

func (in *inline) text(t editions.Text) {
	for i, r := range t.Runs {
		var next *editions.Run
		if i+1 < len(t.Runs) {
			next = &t.Runs[i+1]
		}
		in.run(r, marked(r, next))
	}
}

// finish writes the page breaks that stand after the last character.
func (in *inline) finish() {
	for _, p := range in.breaks {
		in.PageBreak(p)
	}
	in.breaks = nil
}

// run writes a run; class is that of its line.
func (in *inline) run(r editions.Run, class string) {
	var closing []string
	wrap := func(name string, attrs ...string) {
		in.M.Open(name, attrs...)
		closing = append(closing, "</"+name+">")
	}
	if end := in.reference(r); end != "" {
		closing = append(closing, end)
	} else if href := in.href(r.Link); href != "" {
		wrap("a", "href", href)
	}
	behind := ""
	if c, ok := in.Colors[r.Tint]; ok && r.Tint != "" {
		if behind = tint(c); behind != "" && in.EPUB { // the colours of a book are its reader's
			class, behind = strings.TrimSpace(class+" tint"), ""
		}
	}
	if class != "" || behind != "" {
		wrap("span", "class", class, "style", behind)
	}
	if r.Marks&editions.Dateline != 0 {
		wrap("span", "class", "dateline")
	}
	if r.Marks&editions.Opening != 0 {
		wrap("b", "class", "opening")
	}
	if r.Marks&editions.Aside != 0 {
		wrap("span", "class", "aside")
	}
	if r.Marks&editions.Strong != 0 {
		wrap("strong")
	}
	if r.Marks&editions.Emphasis != 0 {
		wrap("em")
	}
	switch {
	case r.LatinTitle():
		wrap("cite")
	case r.Marks&editions.Italic != 0:
		wrap("i")
	}
	if r.Marks&editions.Superscript != 0 {
		wrap("sup")
	}
	if r.Marks&editions.Subscript != 0 {
		wrap("sub")
	}
	if r.Ruby != "" {
		in.ruby(r.Text, r.Ruby)
	} else {
		in.chars(r.Text)
	}
	for i := len(closing) - 1; i >= 0; i-- {
		in.M.Raw(closing[i])
	}
}

// ruby sets a reading over its characters, one by one when it has as many words.
func (in *inline) ruby(text, reading string) {
	bases, readings := []string{text}, []string{reading}
	if f := strings.Fields(reading); len(f) > 1 && len(f) == utf8.RuneCountInString(text) {
		bases, readings = strings.Split(text, ""), f
	}
	sound := ""
	if in.EPUB && in.Chinese {
		sound = Pinyin(text, reading)
	}
	in.M.Open("ruby", "ssml:ph", sound)
	for i, base := range bases {
		in.breakHere()
		in.M.Text(base)
		in.passed += editions.Inked(base)
		in.M.Raw("<rp>", in.Ruby[0], "</rp>")
		lang := ""
		if in.Chinese && latinReading(readings[i]) {
			lang = "zh-Latn"
		}
		in.M.Element("rt", readings[i], "lang", lang, "xml:lang", lang)
		in.M.Raw("<rp>", in.Ruby[1], "</rp>")
	}
	in.M.Raw("</ruby>")
}

func latinReading(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) || unicode.Is(unicode.Bopomofo, r) {
			return false
		}
	}
	return true
}

// chars writes characters: forced breaks, Latin words with their language, page breaks.
func (in *inline) chars(s string) {
	for s != "" {
		if s[0] == '\n' {
			in.M.Raw("<br/>")
			s = s[1:]
			continue
		}
		n := strings.IndexByte(s, '\n')
		if n < 0 {
			n = len(s)
		}
		in.line(s[:n])
		s = s[n:]
	}
}

// line writes words in another language than the book's with it.
func (in *inline) line(s string) {
	for s != "" {
		from, to, lang := foreignWords(s)
		if lang != "" && in.is(lang) {
			lang = ""
		}
		if in.Chinese {
			if f, t := latinWords(s[:from]); f < t {
				from, to, lang = f, t, "en"
			}
		}
		in.figures(s[:from])
		if lang == "" {
			in.plain(s[from:to])
		} else {
			in.M.Open("span", "lang", lang, "xml:lang", lang, "dir", direction(editions.Text{Runs: []editions.Run{{Text: s[from:to]}}}))
			in.plain(s[from:to])
			in.M.Raw("</span>")
		}
		s = s[to:]
	}
}

// is tells whether a language is the book's own.
func (in *inline) is(lang string) bool {
	main, _, _ := strings.Cut(strings.ToLower(in.Lang), "-")
	return main == lang
}

// figures writes text without Latin words. In vertical lines, numbers of one or two
// digits stand upright in one cell (clreq 2.3.4).
func (in *inline) figures(s string) {
	for in.Upright && s != "" {
		from, to := shortNumber(s)
		if from == to {
			break
		}
		in.plain(s[:from])
		in.M.Raw(`<span class="upright">`)
		in.plain(s[from:to])
		in.M.Raw("</span>")
		s = s[to:]
	}
	in.plain(s)
}

// shortNumber finds the first number of one or two digits that stands alone.
func shortNumber(s string) (from, to int) {
	for i := 0; i < len(s); {
		if s[i] <= ' ' || s[i] >= 0x7F {
			i++
			continue
		}
		j := i
		for j < len(s) && s[j] > ' ' && s[j] < 0x7F {
			j++
		}
		if j-i <= 2 && strings.Trim(s[i:j], "0123456789") == "" {
			return i, j
		}
		i = j
	}
	return 0, 0
}

func (in *inline) plain(s string) {
	for _, r := range s {
		if editions.Prints(r) {
			in.breakHere()
			in.passed++
		}
		in.M.B = markup.Append(in.M.B, string(r))
	}
}

func (in *inline) breakHere() {
	for len(in.breaks) > 0 && in.breaks[0].Offset <= in.passed {
		in.PageBreak(in.breaks[0])
		in.breaks = in.breaks[1:]
	}
}

// latinWords finds the first run of words in Latin letters: from its first letter to its
// last letter or digit, with the spaces and marks between words. Single letters (S1, A4)
// are no words.
func latinWords(s string) (from, to int) {
	start, end, letters := -1, 0, 0
	for i, r := range s {
		switch {
		case Latin(r):
			if start < 0 {
				start = i
			}
			letters++
			end = i + utf8.RuneLen(r)
		case start >= 0 && r >= '0' && r <= '9':
			end = i + 1
		case start >= 0 && strings.ContainsRune(" -'’&.,:/+", r):
			// may join two words
		default:
			if letters >= 2 {
				return start, end
			}
			start, letters = -1, 0
		}
	}
	if letters >= 2 {
		return start, end
	}
	return len(s), len(s)
}

// Latin tells whether r is a letter of Latin script.
func Latin(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xC0 && r < 0x250 && r != '×' && r != '÷'
}

// href is where a link leads in the book: to another story, or out of it; "": nowhere.
func (w *Writer) href(link string) string {
	id, ok := strings.CutPrefix(link, editions.StoryLink)
	switch {
	case ok && w.Story != nil:
		return w.Story(id)
	case !ok && SafeLink(link):
		return link
	}
	return ""
}

// SafeLink tells whether a link may stand in the book: to the web or an address, whole.
func SafeLink(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != "" && !strings.ContainsAny(link, " \t\n\"<>\\^`{|}")
	case "mailto":
		return strings.Contains(u.Opaque, "@") && !strings.ContainsAny(link, " \t\n\"<>\\^`{|}")
	}
	return false
}
