package editions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// word is a word of the file formats in both languages. Also holds other words people
// try; they are not accepted, but lead to the right one.
type word struct {
	zh, en string
	or     string // a further name that is accepted
	also   []string
}

func (w word) is(s string) bool { return s == w.zh || s == w.en || s == w.or && s != "" }

// String shows the word to people: 标题 (headline).
func (w word) String() string {
	if w.zh == "" || w.zh == w.en {
		return w.en
	}
	return w.zh + " (" + w.en + ")"
}

// find returns the index of s among words, or -1.
func find(words []word, s string) int {
	return slices.IndexFunc(words, func(w word) bool { return w.is(s) })
}

// nearest returns the word most like s, or false when none is near.
func nearest(words []word, s string) (word, bool) {
	var best word
	least := 1 << 20
	for _, w := range words {
		if slices.Contains(w.also, s) {
			return w, true
		}
		for i, name := range append([]string{w.zh, w.en}, w.also...) {
			if i > 1 && utf8.RuneCountInString(name) < 3 && utf8.RuneCountInString(s) == utf8.RuneCountInString(name) && mistaken.Replace(name) != mistaken.Replace(s) {
				continue // 价格 is no 风格, but 诗哥 is 诗歌
			}
			d := distance(name, s)
			if d > near(name) {
				continue
			}
			if i > 1 {
				d += near(name) // the words themselves come first
			}
			if d < least {
				best, least = w, d
			}
		}
	}
	return best, least < 1<<20
}

// meant is the word most like s, or else the one that s ends with: 报纸名称 is 名称.
func meant(words []word, s string) (word, bool) {
	if w, ok := nearest(words, s); ok {
		return w, true
	}
	i := slices.IndexFunc(words, func(w word) bool {
		return utf8.RuneCountInString(w.zh) > 1 && utf8.RuneCountInString(s) <= 6 && strings.HasSuffix(s, w.zh)
	})
	if i < 0 {
		return word{}, false
	}
	return words[i], true
}

// near is how far another word may be from name to be taken for it.
func near(name string) int {
	switch n := utf8.RuneCountInString(name); {
	case n < 2:
		return 0
	case n < 6:
		return 1
	default:
		return n / 3
	}
}

// Nearest returns the name that s was meant for, if one is like it, and no other as much.
func Nearest(names []string, s string) (string, bool) {
	words := make([]word, len(names))
	for i, n := range names {
		words[i] = word{en: n, zh: n}
	}
	w, ok := nearest(words, s)
	for _, o := range words {
		if ok && o.en != w.en && distance(o.en, s) <= distance(w.en, s) {
			return "", false // either may be meant
		}
	}
	return w.en, ok
}

// Alike returns the names that s may be meant for, those as near to it as any.
func Alike(names []string, s string) (out []string) {
	least := 0
	for _, n := range names {
		switch d := distance(n, s); {
		case d > near(n) || len(out) > 0 && d > least:
		case len(out) > 0 && d == least:
			out = append(out, n)
		default:
			out, least = []string{n}, d
		}
	}
	return out
}

// distance is the number of characters to insert, delete, replace or swap with their
// neighbour to make b of a. Long words are as far away as they are long.
func distance(a, b string) int {
	s, t := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if len(s) > 40 || len(t) > 40 || len(s) == 0 {
		return max(len(s), len(t))
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}

// desk collects findings while values are taken out of one file or several.
type desk struct {
	found   source.List
	account *Account     // of the story that is read; nil for other files
	own     []*value     // names of the paper's own styles, beside Paper.Own
	lent    []StyleName  // those of them that genres and other styles use
	guessed []source.Pos // of values that stand under keys that are not known
	strange []likeColor  // colours of the paper's own that are like the voice's
	spared  []spared     // stories of exceptions
	kinds   []*value     // templates that the paper has for kinds of pages, in the order of preferWords

	shelf  library // of templates and voices
	recall *Recall // of the last reading; may be nil
}

func (d *desk) add(code string, pos source.Pos, msg, hint source.Message) {
	d.found.Add(source.New(code, pos, msg, hint))
}

func (d *desk) at(code string, v *value, msg, hint source.Message) {
	d.add(code, v.pos(), msg, hint)
}

func (v *value) pos() source.Pos { return v.file.Pos(v.span) }

// record is a mapping sorted by the words of its keys.
type record struct {
	words  []word
	values []*value // in the order of words; nil where nothing is said
}

// at returns the value of a key, named in English; nil without one. A key that is not among
// the words is a fault of ours.
func (r record) at(key string) *value {
	i := slices.IndexFunc(r.words, func(w word) bool { return w.en == key })
	if i < 0 {
		panic("editions: no key is called " + key)
	}
	return r.values[i]
}

// span is where the value of a key stands; empty without one.
func (r record) span(key string) source.Span {
	if v := r.at(key); said(v) {
		return v.span
	}
	return source.Span{}
}

// some tells whether any key is said.
func (r record) some() bool { return slices.ContainsFunc(r.values, said) }

// fields sorts the pairs of a mapping. Unknown and repeated keys are findings.
func (d *desk) fields(v *value, words []word) record {
	out := record{words, make([]*value, len(words))}
	if v == nil || v.shape == empty {
		return out
	}
	if v.shape != mapping {
		if v = d.keyed(v); v.shape != mapping {
			d.keyless(v, words)
			return out
		}
	}
	var guesses []taken
	var strange []string
	for _, p := range v.pairs {
		i := find(words, p.key.text)
		if len(p.key.text) == 1 && i < 0 {
			i = find(words, strings.ToLower(p.key.text)) // inks: C 100
		}
		if i < 0 {
			var known bool
			if i, known = d.keySlip(&p, words); known && i < 0 {
				continue
			} else if !known && slices.Contains(strange, p.key.text) {
				continue // it is told once
			} else if !known {
				strange = append(strange, p.key.text)
				if g, ok := d.strangeKey(p, words); ok {
					guesses = append(guesses, g)
				}
				continue
			}
		}
		p.value = d.uncommaed(p.value)
		if first := out.values[i]; first != nil {
			hint := source.Msg("keep-one-of-two")
			if first.shape == mapping && p.value.shape == mapping { // both are read
				both := *first
				both.pairs = append(slices.Clip(first.pairs), p.value.pairs...)
				out.values[i], hint = &both, source.Msg("put-what-stands-under-both-under-first", p.key.text)
			} else if both, as := twice(words[i], first, p.value); both != nil {
				out.values[i], hint = both, as
			}
			d.at("SRC-DUP", p.key, source.Msg("said-twice", words[i].String()), hint)
			continue
		}
		out.values[i] = p.value
	}
	for _, g := range guesses {
		if out.values[g.at] == nil && said(g.value) {
			out.values[g.at] = g.value
			d.guessed = append(d.guessed, g.value.pos())
		}
	}
	return out
}

// unknown reports a word that is not among words, with the nearest that is. It is an error
// for codes too that are none at other places.
func (d *desk) unknown(code string, v *value, words []word, msg source.Message) {
	hint := source.Msg("known-here", allWords(words))
	if w, ok := meant(words, strings.Trim(v.text, marksAround)); ok {
		hint = source.Msg("did-you-mean", w.String())
	}
	d.found.Add(source.New(code, v.pos(), msg, hint).As(source.Error))
}

func allWords(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.zh)
		if w.zh == "" {
			b.WriteString(w.en)
		}
	}
	return b.String()
}

// said tells whether a value was written.
func said(v *value) bool { return v != nil && v.shape != empty }

// str takes a single value as text.
func (d *desk) str(v *value) string {
	if !said(v) {
		return ""
	}
	if v.shape != scalar {
		var hint source.Message
		if words, ok := v.bracedWords(); ok {
			hint = source.Msg("take-braces-away-or-quote", words, "'{"+words+"}'")
		}
		d.at("SRC-TYPE", v, source.Msg("expected-one-value-here-not-list"), hint)
		return ""
	}
	return strings.TrimSpace(seen(v.text))
}

// seen is a text without the characters that have no width.
func seen(s string) string {
	if strings.IndexFunc(s, zeroWidth) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if zeroWidth(r) {
			return -1
		}
		return r
	}, s)
}

// bracedWords is a text that stands in braces and is no key: {社区食堂}.
func (v *value) bracedWords() (string, bool) {
	if v.shape != mapping || v.flow == (source.Span{}) || len(v.pairs) != 1 || said(v.pairs[0].value) {
		return "", false
	}
	return v.pairs[0].key.text, true
}

// strs takes one value or a list of values.
func (d *desk) strs(v *value) []*value {
	if !said(v) {
		return nil
	}
	return d.scalars(d.wideList(v))
}

// scalars is strs of a list that is written as lists are.
func (d *desk) scalars(v *value) []*value {
	if !said(v) {
		return nil
	}
	if v.shape == scalar {
		return []*value{v}
	}
	if v.shape == mapping {
		hint := source.Msg("value-with-colon-space-in-needs")
		if words, ok := v.bracedWords(); ok {
			hint = source.Msg("take-braces-away-or-quote", words, "'{"+words+"}'")
		}
		d.at("SRC-TYPE", v, source.Msg("expected-value-or-list-of-values"), hint)
		if words, ok := v.bracedWords(); ok {
			return []*value{{shape: scalar, text: words, file: v.file, span: v.span}}
		}
		return nil
	}
	var out []*value
	for _, item := range v.items {
		if item.shape == scalar {
			out = append(out, item)
			continue
		}
		d.at("SRC-TYPE", item, source.Msg("expected-text-here"),
			source.Msg("value-with-colon-space-in-needs"))
	}
	return out
}

// countWord is a word of counting that may stand behind a number.
var countWord = regexp.MustCompile(`[行字]$`)

// integer takes a whole number from lo to hi.
func (d *desk) integer(v *value, lo, hi, otherwise int) int {
	if !said(v) {
		return otherwise
	}
	v = d.unmarked(v)
	s := d.str(v)
	n, err := strconv.Atoi(strings.TrimSpace(countWord.ReplaceAllString(s, "")))
	if err != nil || n < lo || n > hi {
		if v.shape == scalar {
			d.at("SRC-VALUE", v, source.Msg("not-whole-number-from-to", s, lo, hi), numberHint(s, lo, hi))
		}
		if n, ok := numberMeant(s); ok && lo <= n && n <= hi {
			return n
		}
		return otherwise
	}
	return n
}

var (
	yesWords = []string{"是", "true", "yes", "on", "有"}
	noWords  = []string{"否", "false", "no", "off", "无", "none"}
)

// isYes tells whether a word is 是, and whether it is 是 or 否 at all.
func isYes(s string) (yes, known bool) {
	yes = slices.Contains(yesWords, s)
	return yes, yes || slices.Contains(noWords, s)
}

// boolean takes 是 or 否.
func (d *desk) boolean(v *value, otherwise bool) bool {
	if !said(v) {
		return otherwise
	}
	v = d.unmarked(v)
	yes, known := isYes(strings.ToLower(d.str(v)))
	if !known {
		if v.shape == scalar {
			d.at("SRC-VALUE", v, source.Msg("neither-yes-nor-no", v.text), source.Msg("write-yes-or-no"))
		}
		return otherwise
	}
	return yes
}

// choice takes one of words and returns its index.
func (d *desk) choice(v *value, words []word, otherwise int) int {
	if !said(v) {
		return otherwise
	}
	v = d.unmarked(d.single(v))
	s := d.str(v)
	i := find(words, s)
	if i < 0 {
		if v.shape == scalar {
			d.unknown("SRC-VALUE", v, words, source.Msg("not-known-here", s))
		}
		return otherwise
	}
	return i
}

// measure takes a length that may count characters or lines.
func (d *desk) measure(v *value) unit.Measure {
	m := d.signed(v)
	if m.Amount < 0 {
		d.at("SRC-VALUE", v, source.Msg("less-than-nothing", v.text), source.Message{})
		return unit.Measure{}
	}
	return m
}

// signed takes a length that may be less than nothing.
func (d *desk) signed(v *value) unit.Measure {
	if !said(v) || d.str(v) == "" {
		return unit.Measure{}
	}
	v = d.unmarked(v)
	m, err := unit.ParseMeasure(d.str(v))
	if err != nil {
		m, _ = d.lengthIn(v, "pt")
	}
	return m
}

// typeSize takes the size or leading of type: more than nothing, at most a page. It
// returns otherwise when there is none or a wrong one.
func (d *desk) typeSize(v *value, otherwise unit.Measure) unit.Measure {
	m := d.measure(v)
	if m.IsZero() {
		return otherwise
	}
	if l := m.Resolve(unit.Grid{Char: 9 * unit.Pt, Line: 14 * unit.Pt}); l < unit.Pt || l > 2000*unit.Pt {
		d.at("SRC-VALUE", v, source.Msg("no-size-of-type", v.text), source.Msg("give-1pt-to-2000pt"))
		return otherwise
	}
	return m
}

// length takes an absolute length.
func (d *desk) length(v *value, otherwise unit.Length) unit.Length {
	if !said(v) {
		return otherwise
	}
	m := d.measure(v)
	if m.Unit == "字" || m.Unit == "行" {
		d.at("SRC-VALUE", v, source.Msg("depends-on-body-type", v.text), source.Msg("write-length-in-or"))
		return otherwise
	}
	if m.IsZero() {
		return otherwise
	}
	return m.Resolve(unit.Grid{})
}

// most is the greatest length that a key may have, as one would write it.
type most struct {
	length unit.Length
	text   string
}

// What is more stands for a unit mistaken: rules thicker than a row of type, corners that eat
// their picture, numbers of pages larger than heads.
var (
	mostRule    = most{12 * unit.Pt, "12pt"}
	mostRadius  = most{unit.Millimetres(30000), "30mm"}
	mostNumber  = most{72 * unit.Pt, "72pt"}
	mostSection = most{48 * unit.Pt, "48pt"}
)

// within takes an absolute length that has a greatest.
func (d *desk) within(v *value, m most, otherwise unit.Length) unit.Length {
	l := d.length(v, otherwise)
	if said(v) && l > m.length {
		d.at("SRC-VALUE", v, source.Msg("more-than-there-can-here", v.text), source.Msg("give-at-most", m.text))
		return otherwise
	}
	return l
}

// typeWithin takes a size of type that has a greatest.
func (d *desk) typeWithin(v *value, m most, otherwise unit.Measure) unit.Measure {
	t := d.typeSize(v, otherwise)
	if said(v) && t.Resolve(unit.Grid{Char: 9 * unit.Pt, Line: 14 * unit.Pt}) > m.length {
		d.at("SRC-VALUE", v, source.Msg("more-than-there-can-here", v.text), source.Msg("give-at-most", m.text))
		return otherwise
	}
	return t
}

// thousandths takes a decimal number, with or without unit, in 1/1000.
func (d *desk) thousandths(v *value, lo, hi, otherwise int) int {
	if !said(v) {
		return otherwise
	}
	v = d.unmarked(v)
	s := d.str(v)
	for _, unit := range []string{"字", "em", "%", "％", "行"} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			s = strings.TrimSpace(number)
			break
		}
	}
	m, err := unit.ParseMeasure(s + "pt")
	if err != nil || int(m.Amount) < lo*1000 || int(m.Amount) > hi*1000 {
		if v.shape == scalar {
			d.at("SRC-VALUE", v, source.Msg("not-number-from-to", v.text, lo, hi), numberHint(v.text, lo, hi))
		}
		return otherwise
	}
	return int(m.Amount)
}
