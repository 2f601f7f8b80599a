package editions

import (
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// slip is what stands wrong in a YAML text: its place there, what is said of it and, where it is
// clear what was meant, the mend, with which the rest of the text can be read.
type slip struct {
	at        int
	msg, hint source.Message
	mend      *mend
}

// mend puts a text in the place of a stretch of a YAML text.
type mend struct {
	start, end int
	text       string
}

// maxMends is how many slips of a file are told at once.
const maxMends = 20

// apply puts a mend into the text that is parsed. What is put in has the place, in the file, of
// what it stands for.
func (r *yamlReader) apply(m mend) {
	if r.places == nil {
		r.places = make([]int, len(r.src)+1)
		for i := range r.places {
			r.places[i] = r.base + i
		}
	}
	put := make([]int, len(m.text))
	for i := range put {
		put[i] = r.places[min(m.start+i, m.end)]
	}
	r.places = append(append(append([]int{}, r.places[:m.start]...), put...), r.places[m.end:]...)
	r.src = r.src[:m.start] + m.text + r.src[m.end:]
	r.number()
}

// number finds where the lines of the text begin.
func (r *yamlReader) number() {
	r.lines = append(r.lines[:0], 0)
	for i := 0; i < len(r.src); i++ {
		if r.src[i] == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
}

var (
	dashSlip  = regexp.MustCompile(`^(\s*)(-[^\s-]|[－–—•·●][\s　]*[^\s　－–—-])`)
	dashItem  = regexp.MustCompile(`^\s*- `)
	glued     = regexp.MustCompile(`^\s*(?:- +)?[\p{Han}A-Za-z]{1,8}(:)[^\s:/]`)
	equals    = regexp.MustCompile(`^\s*(?:- +)?[\p{Han}A-Za-z]{1,8}(\s*(?:=|＝)\s*)`)
	wideOpens = regexp.MustCompile(`:\s*([｛［【（]).*[:,，：]`)
	wideHash  = regexp.MustCompile(`^\s*(＃)`)
	keyLine   = regexp.MustCompile(`^( *)(- +)?[^\s:#"'\[{-][^:#]{0,24}:( |$)`)
	wordLine  = regexp.MustCompile(`^\s*(?:- +)?([\p{Han}A-Za-z-]{1,12})([ \t　]+)\S`)
	blankKey  = regexp.MustCompile(`^[ \t]*[\x{3000}\x{00a0}\x{2002}-\x{200a}][ \t\x{3000}\x{00a0}\x{2002}-\x{200a}]*[^\s:#"'　]{1,24}:( |\r?$)`)
	strange   = regexp.MustCompile(`^[ \t\x{3000}\x{00a0}\x{2002}-\x{200b}\x{feff}]*[\t\x{3000}\x{00a0}\x{2002}-\x{200b}\x{feff}]`)
)

// slip finds what stands wrong in the line at a place of the text, or in the one before it.
func (r *yamlReader) slip(at int) (slip, bool) {
	for range 2 {
		start, line := r.lineAt(at)
		if s, ok := r.lineSlip(start, line); ok {
			return s, true
		}
		if start <= 0 {
			break
		}
		at = start - 1
	}
	return slip{}, false
}

func (r *yamlReader) lineSlip(start int, line string) (slip, bool) {
	if m := wideHash.FindStringSubmatchIndex(line); m != nil {
		return slip{start + m[2], source.Msg("comment-sign-full-width"), source.Msg("write-as", "# "+strings.TrimSpace(line[m[3]:])), &mend{start + m[2], start + m[3], "#"}}, true
	}
	if m := dashSlip.FindStringSubmatchIndex(line); m != nil && (strings.Contains(line, ":") || r.among(start)) {
		rest := strings.TrimLeft(line[m[4]:], "-－–—•·● 　\u00a0")
		return slip{start + m[4], source.Msg("dash-without-space"), source.Msg("write-as", "- "+rest), &mend{start + m[4], start + len(line), "- " + rest}}, true
	}
	if m := equals.FindStringSubmatchIndex(line); m != nil {
		return colonSlip(source.Msg("equals-for-colon"), start+m[2]+strings.IndexAny(line[m[2]:], "=＝"), keyOf(line[:m[2]]), &mend{start + m[2], start + m[3], ": "}), true
	}
	if s, ok := r.semicolonSlip(start, line); ok {
		return s, true
	}
	if s, ok := r.commaSlip(start, line); ok {
		return s, true
	}
	if m := wideOpens.FindStringSubmatchIndex(line); m != nil {
		return slip{start + m[2], source.Msg("bracket-full-width"), source.Msg("write-as", halfWidth(line[m[2]:])), &mend{start + m[2], start + len(line), halfWidth(line[m[2]:])}}, true
	}
	if m := glued.FindStringSubmatchIndex(line); m != nil && !strings.Contains(line, ": ") {
		return colonSlip(source.Msg("colon-without-space"), start+m[2], keyOf(line[:m[2]]), &mend{start + m[3], start + m[3], " "}), true
	}
	return slip{}, false
}

// colonSlip is one of what stands between a key and its value.
func colonSlip(msg source.Message, at int, key string, m *mend) slip {
	return slip{at, msg, source.Msg("write-colon-half-width-and-space", key), m}
}

// keyOf is the key that a stretch of a line ends with.
func keyOf(s string) string {
	if i := strings.LastIndexAny(s, "{,，｛"); i >= 0 {
		s = strings.TrimLeft(s[i:], "{,，｛")
	}
	return strings.Trim(s, " \t-　\u00a0\u200b")
}

// among tells whether the line before or after one is an entry of a list.
func (r *yamlReader) among(start int) bool {
	_, next := r.lineAt(r.below(start))
	return start > 0 && dashItem.MatchString(r.line(start-1)) || dashItem.MatchString(next)
}

// halfWidth is a list or keys in full-width brackets as they would be written right.
func halfWidth(s string) string {
	s = strings.NewReplacer("｛", "{", "｝", "}", "［", "[", "］", "]", "【", "[", "】", "]", "（", "{", "）", "}", "，", ", ", "：", ": ").Replace(strings.TrimSpace(s))
	return strings.NewReplacer(",  ", ", ", ":  ", ": ").Replace(s)
}

// wideColon finds the full-width colon behind the key of the line at a place of the text, or of
// the one before it.
func (r *yamlReader) wideColon(at int) (slip, bool) {
	for range 2 {
		start, line := r.lineAt(at)
		if i := wideColon(line); i >= 0 {
			rest := line[i+len("："):]
			end := start + len(line) - len(strings.TrimLeft(rest, " 　\u00a0"))
			put := ": "
			if strings.Trim(rest, " 　") == "｜" { // a bar, too
				put, end = ": |", start+len(line)
			} else if list, ok := listMeant(rest); ok {
				key := keyOf(line[:i])
				return slip{start + i, source.Msg("colon-behind-key-full-width"), source.Msg("write-line-as", key+": "+list), &mend{start + i, start + len(line), ": " + list}}, true
			}
			return colonSlip(source.Msg("colon-behind-key-full-width"), start+i, keyOf(line[:i]), &mend{start + i, end, put}), true
		}
		if start <= 0 {
			break
		}
		at = start - 1
	}
	return slip{}, false
}

// blankSlip finds white space that is none in YAML before a key: tabs, ideographic spaces and
// those that web pages have.
func (r *yamlReader) blankSlip(at int) (slip, bool) {
	start, line := r.lineAt(at)
	blank := strange.FindString(line)
	if blank == "" {
		if start == 0 {
			return slip{}, false
		}
		if start, line = r.lineAt(start - 1); strange.FindString(line) == "" {
			return slip{}, false
		}
		blank = strange.FindString(line)
	}
	for len(line) > len(blank) && line[len(blank)] == ' ' {
		blank += " "
	}
	is := r.above(start, strings.Count(strings.NewReplacer("\t", "  ", "　", "  ", "\u00a0", " ").Replace(blank), " "))
	s := slip{start, source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs", is), &mend{start, start + len(blank), strings.Repeat(" ", is)}}
	if !strings.Contains(blank, "\t") {
		s.msg, s.hint = source.Msg("blank-in-indentation"), source.Msg("indent-with-spaces", is)
	}
	if is == 0 {
		s.hint = source.Msg("take-indentation-away")
	}
	return s, true
}

// above is how far a line should be indented: as one of those above it, or two more where the
// next above begins something, whichever is nearest to what was meant.
func (r *yamlReader) above(start, meant int) int {
	best, first := -1, true
	take := func(n int) {
		if best < 0 || abs(n-meant) < abs(best-meant) {
			best = n
		}
	}
	for up := start - 1; up >= 0; {
		at, l := r.lineAt(up)
		up = at - 1
		if strings.TrimSpace(l) == "" || strange.MatchString(l) {
			continue
		}
		own := len(l) - len(strings.TrimLeft(l, " "))
		if m := keyLine.FindStringSubmatch(l); m != nil {
			own = len(m[1]) + len(m[2])
		}
		if trimmed := strings.TrimSpace(l); first && (strings.HasSuffix(trimmed, ":") || strings.HasSuffix(trimmed, "|")) {
			return own + 2
		}
		take(own)
		first = false
	}
	return max(best, 0)
}

func abs(n int) int { return max(n, -n) }

// blanks tells of keys before which there are blanks that are none in YAML, though what they make can
// be read: keys of another level; and of dashes of other kinds, which become part of the key.
func (r *yamlReader) blanks() {
	for at, n := 0, 0; at < len(r.src) && n < maxMends; {
		start, line := r.lineAt(at)
		if blankKey.MatchString(line) {
			s, _ := r.blankSlip(start)
			r.tell("SRC-YAML", s)
			r.apply(*s.mend)
			_, line = r.lineAt(start)
			n++
		} else if s, ok := wideBraces(start, line); ok {
			code := "SRC-KEY"
			if s.msg.ID == "colon-behind-key-full-width" {
				code = "SRC-YAML"
			}
			r.tell(code, s)
			r.apply(*s.mend)
			_, line = r.lineAt(start)
			n++
		} else if strings.IndexByte(line, '{') >= 0 && braceKey.MatchString(line) {
			s, _ := r.wideColon(start)
			r.tell("SRC-YAML", s)
			r.apply(*s.mend)
			_, line = r.lineAt(start)
			n++
		} else if m := wideDash.FindStringSubmatch(line); m != nil && find(pageWords, m[1]) >= 0 {
			if s, ok := r.lineSlip(start, line); ok && s.mend != nil {
				r.tell("SRC-YAML", s)
				r.apply(*s.mend)
				_, line = r.lineAt(start)
				n++
			}
		}
		at = start + len(line) + 1
		for at < len(r.src) && at > 0 && r.src[at-1] != '\n' {
			at++
		}
	}
	r.next = nil
}

// dashSlipAbove finds, above a place, the first key of a list that has no dash, where what the parser
// says is of another line; and a full-width colon behind a key that begins something.
func (r *yamlReader) slipAbove(at int) (slip, bool) {
	for n := 0; n < 40 && at > 0; n++ {
		start, line := r.lineAt(at)
		if k := keyLine.FindStringSubmatch(line); k != nil && k[2] == "" && r.listed(start) {
			return dashMissing(start, line, r.dashes(start, len(k[1]))), true
		}
		if i := wideColon(line); i >= 0 && strings.TrimSpace(line[i+len("："):]) == "" {
			return r.wideColon(start)
		}
		at = start - 1
	}
	if i := wideColon(r.line(0)); i >= 0 {
		return r.wideColon(0)
	}
	return slip{}, false
}

// indentSlip finds a key that begins in a column in which none of those around it begin: the one
// at a place of the text, or the one below it.
func (r *yamlReader) indentSlip(at int) (slip, bool) {
	start, line := r.lineAt(at)
	m := keyLine.FindStringSubmatch(line)
	if m == nil {
		return slip{}, false
	}
	own := len(m[1]) + len(m[2])
	if s, ok := r.keyRemarked(start, own); ok {
		return s, true
	}
	if first := keyLine.FindStringSubmatch(r.line(0)); own == 0 && first != nil && len(first[1]) > 0 {
		return indented(0, len(first[1]), 0), true
	}
	if r.listed(start) && m[2] == "" {
		return dashMissing(start, line, r.dashes(start, len(m[1]))), true
	}
	if up, l := r.lineAt(start - 1); start > 0 && m[2] != "" && r.listed(up) && !dashItem.MatchString(l) && keyLine.MatchString(l) {
		return dashMissing(up, l, len(m[1])), true
	}
	if m[2] == "" && r.beside(start, own) {
		return dashMissing(start, line, own), true
	}
	if want, dash, ok := r.column(start, own); ok {
		switch {
		case dash >= 0:
			return slip{dash, source.Msg("dash-not-here"), source.Msg("take-dash-away"), &mend{dash, dash + 2, ""}}, true
		case want != own:
			return indented(start, own, want), true
		}
	}
	if next := r.below(start); strings.Count(line, ": ") == 1 && next < len(r.src) {
		below, l := r.lineAt(next)
		if n := keyLine.FindStringSubmatch(l); n != nil && n[2] == "" && len(n[1]) > own {
			return indented(below, len(n[1]), own), true
		}
	}
	return slip{}, false
}

// beside tells whether a key begins where the dashes of the list above begin.
func (r *yamlReader) beside(start, own int) bool {
	seen := false
	for at := start - 1; at > 0; {
		up, l := r.lineAt(at)
		k := keyLine.FindStringSubmatch(l)
		switch {
		case k == nil:
		case k[2] != "" && len(k[1]) == own && r.listed(up):
			return seen || r.below(up) < start // else it is the list's first entry that is in doubt
		case k[2] != "" && len(k[1]) == own:
			seen = true
		case len(k[1]) <= own:
			return false
		}
		at = up - 1
	}
	return false
}

// dashes is where the dashes of a list stand of which one is missing: those below, or else where
// its key stands now.
func (r *yamlReader) dashes(start, own int) int {
	for at := start; at < len(r.src); {
		begin, l := r.lineAt(at)
		if begin > start && dashItem.MatchString(l) {
			return strings.Index(l, "-")
		}
		at = r.below(begin)
	}
	return own
}

func dashMissing(start int, line string, want int) slip {
	key := strings.TrimLeft(line, " ")
	own := len(line) - len(key)
	return slip{start + own, source.Msg("dash-missing"), source.Msg("put-dash-before", want, strings.TrimSpace(key)), &mend{start, start + own, strings.Repeat(" ", want) + "- "}}
}

// entries are those that an entry of a list was meant for: where its keys begin again, a dash has
// been forgotten. A key that stands twice on end is said twice.
func (r *yamlReader) entries(v *value, flow bool) []*value {
	if v.shape != mapping || flow {
		return []*value{v}
	}
	var out []*value
	first, seen := 0, map[string]int{}
	for i, p := range v.pairs {
		key := p.key.text
		at, again := seen[key]
		next := i+1 == len(v.pairs)
		if !next {
			_, next = seen[v.pairs[i+1].key.text]
		}
		if again && i-at > 1 && (next || key == v.pairs[first].key.text) {
			_, text := r.lineAt(p.key.span.Start - r.base)
			if r.places != nil {
				text = key + ": …"
			}
			_, col := r.file.Place(v.pairs[first].key.span.Start)
			r.tellDash(p, max(col-3, 0), strings.TrimSpace(text))
			out, first, seen = append(out, piece(v, first, i)), i, map[string]int{}
		}
		seen[key] = i
	}
	return append(out, piece(v, first, len(v.pairs)))
}

func (r *yamlReader) tellDash(p pair, want int, text string) {
	r.found.Add(source.New("SRC-YAML", r.file.Pos(source.Span{Start: p.key.span.Start, End: p.key.span.Start}), source.Msg("dash-missing"), source.Msg("put-dash-before", want, text)))
}

// piece is a stretch of the pairs of a mapping.
func piece(v *value, from, to int) *value {
	out := *v
	out.pairs = v.pairs[from:to]
	out.span.Start = out.pairs[0].key.span.Start
	last := out.pairs[len(out.pairs)-1]
	out.span.End = max(last.key.span.End, last.value.span.End)
	return &out
}

// column is where a key on the line at start, that begins in a column, should begin, by those
// above it; dash is the place of a dash above that makes a list where there is none.
func (r *yamlReader) column(start, own int) (want, dash int, ok bool) {
	want, dash = own, -1
	for up, first := start-1, true; up >= 0; {
		above, l := r.lineAt(up)
		up = above - 1
		k := keyLine.FindStringSubmatch(l)
		if k == nil {
			continue
		}
		col := len(k[1]) + len(k[2])
		switch {
		case col == own:
			return own, -1, true
		case k[2] != "" && len(k[1]) == own && first && r.listed(above):
			return col, -1, true
		case k[2] != "" && len(k[1]) == own && first:
			return own, above + len(k[1]), true
		case first && strings.HasSuffix(strings.TrimSpace(l), ":") && own > col:
			return own, -1, true
		case first:
			want, ok = col, true
		}
		first = false
	}
	return want, dash, ok
}

// lists are the keys whose values are lists of mappings, mappings those whose values are keys.
var (
	listKeys = []string{"版", "pages", "更正", "corrections", "例外", "exceptions", "色塔", "towers"}
	lists    = regexp.MustCompile(`^\s*(` + strings.Join(listKeys, "|") + `):\s*(#.*)?$`)
	mappings = regexp.MustCompile(`^( *(?:- +)?)(稿件|stories|版位|slots|颜色|colors|样式|styles|字体|fonts|边距|margins|正文|body|印刷|press|电子版|e-edition)(: +)([^:#"'\[{]+: .*)$`)
)

// listed tells whether the line above a place begins a list.
func (r *yamlReader) listed(at int) bool { return at > 0 && lists.MatchString(r.line(at-1)) }

func indented(start, is, want int) slip {
	hint := source.Msg("indent-like-keys-above", want)
	if want == 0 {
		hint = source.Msg("take-indentation-away")
	}
	return slip{start + is, source.Msg("key-indented", is), hint, &mend{start, start + is, strings.Repeat(" ", want)}}
}

// secondColon is of a value with a colon in it: keys that should stand on lines of their own, or
// a text that needs quotation marks.
func (r *yamlReader) secondColon(at int) slip {
	start, line := r.lineAt(at)
	if m := mappings.FindStringSubmatchIndex(line); m != nil {
		pad := strings.Repeat(" ", len(line[m[2]:m[3]])+2)
		if _, below := r.lineAt(r.below(start)); r.below(start) < len(r.src) {
			if k := keyLine.FindStringSubmatch(below); k != nil && k[2] == "" && len(k[1]) > m[3] {
				pad = k[1]
			}
		}
		key := line[m[4]:m[5]]
		return slip{start + m[8], source.Msg("keys-on-line-of-their-key", key), source.Msg("put-on-next-line-indented", strings.TrimSpace(line[m[8]:m[9]]), len(pad)), &mend{start + m[5], start + m[8], ":\n" + pad}}
	}
	if s, ok := inksBehind(start, line); ok {
		return s
	}
	if s, ok := keyBehind(start, line); ok {
		return s
	}
	m := quoted(start, line)
	if m != nil {
		if put := braced(line[m.start-start : m.end-start]); put != "" {
			m.text = put
			return slip{m.start, source.Msg("braces-missing"), source.Msg("write-as", put), m}
		}
		if value := line[m.start-start : m.end-start]; chinese(value) && !strings.ContainsAny(value, `"'#`) {
			m.text = colonInText.ReplaceAllString(value, "：")
			return slip{at, source.Msg("second-colon-in-value"), source.Msg("write-as", m.text), m}
		}
	}
	return slip{at, source.Msg("second-colon-in-value"), source.Msg("value-with-colon-space-in-needs"), m}
}

var colonInText = regexp.MustCompile(`: +`)

// marksSlip is of a value that begins with a quotation mark and goes on behind the second.
func marksSlip(at, start int, line string) slip {
	s := slip{at, source.Msg("value-ends-at-second-quotation-mark"), source.Msg("quote-whole-value-or-use-chinese-marks"), quoted(start, line)}
	if s.mend != nil {
		value := line[s.mend.start-start : s.mend.end-start]
		if mark := value[:1]; chinese(value) && strings.Count(value, mark)%2 == 0 && !strings.Contains(value, "#") {
			var b strings.Builder
			for i, part := range strings.Split(value, mark) {
				if i > 0 {
					b.WriteString([]string{"”", "“"}[i%2])
				}
				b.WriteString(part)
			}
			s.mend.text = b.String()
			s.hint = source.Msg("write-as", s.mend.text)
		}
	}
	return s
}

// remark is one behind a value, with a blank between its sign and its words.
var remark = regexp.MustCompile(`\s+# .*$`)

// quoted puts the value of a line into quotation marks.
func quoted(start int, line string) *mend {
	_, value, ok := strings.Cut(line, ": ")
	if !ok || strings.TrimSpace(value) == "" {
		return nil
	}
	at, value := start+len(line)-len(strings.TrimLeft(value, " ")), strings.TrimSpace(remark.ReplaceAllString(value, ""))
	return &mend{at, at + len(value), singly(value)}
}

// unclosed is of a bracket or a quotation mark that has no other: it is closed at the end of the
// value that it begins.
func (r *yamlReader) unclosed(s slip) slip {
	at := s.at
	for range 3 {
		start, line := r.lineAt(at)
		if _, value, ok := strings.Cut(line, ": "); ok {
			value, _, _ = strings.Cut(value, " #")
			value = strings.TrimRight(value, " ")
			end := start + len(line) - len(line[strings.Index(line, ": ")+2:]) + len(value)
			if put := lacking(strings.TrimSpace(value)); put != "" {
				s.hint, s.mend = source.Msg("write-as", strings.TrimSpace(value)+put), &mend{end, end, put}
				if one := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(value), "[")); put == "]" && !strings.ContainsAny(one, ",，[{") { // no list
					s.hint, s.mend = source.Msg("write-as", one), &mend{end - len(one) - 1, end, one}
				}
				return s
			}
		}
		if start == 0 {
			break
		}
		at = start - 1
	}
	return s
}

// lacking is what a value lacks at its end: a quotation mark, or brackets.
func lacking(value string) string {
	if value == "" || !strings.ContainsAny(value[:1], `[{"'`) {
		return ""
	}
	if mark := value[:1]; mark == `"` || mark == "'" {
		if strings.Count(value, mark)%2 == 0 {
			return ""
		}
		return mark
	}
	var open []byte
	for _, c := range []byte(value) {
		switch {
		case c == '[':
			open = append(open, ']')
		case c == '{':
			open = append(open, '}')
		case len(open) > 0 && c == open[len(open)-1]:
			open = open[:len(open)-1]
		}
	}
	slices.Reverse(open)
	return string(open)
}

// keylessLine is of a line among keys that has none: a colon may be missing, or it goes on with
// the value above it.
func (r *yamlReader) keylessLine(at int) slip {
	start, line := r.lineAt(at)
	s := slip{at, source.Msg("line-has-no-key"), source.Msg("write-key-colon-space-value"), nil}
	for _, words := range [][]word{paperWords, editionWords, pageWords, templateWords, storyWords} {
		if m := wordLine.FindStringSubmatchIndex(line); m != nil && find(words, line[m[2]:m[3]]) >= 0 {
			return colonSlip(source.Msg("colon-missing"), start+m[2], line[m[2]:m[3]], &mend{start + m[4], start + m[5], ": "})
		}
	}
	if m := arrowLine.FindStringSubmatchIndex(line); m != nil && r.amongSlots(start, line) {
		return colonSlip(source.Msg("colon-missing"), start+m[2], line[m[2]:m[3]], &mend{start + m[3], start + m[4], ": "})
	}
	if key := strings.TrimSpace(line); key != "" && slices.ContainsFunc([][]word{storyWords, editionWords, paperWords, pageWords, templateWords}, func(w []word) bool { return find(w, key) >= 0 }) {
		end := start + strings.Index(line, key) + len(key)
		return slip{end - len(key), source.Msg("colon-missing"), source.Msg("write-colon-half-width-and-space", key), &mend{end, end, ":"}}
	}
	if text := strings.TrimLeft(line, " "); strings.TrimSpace(text) != "" {
		s.mend = &mend{start, start, "  "}
		if both := secondLine(r.line(max(start-1, 0)), text); start > 0 && both != "" {
			s.hint = source.Msg("write-lines-as", both)
		}
		if start > 0 && !strings.Contains(r.line(start-1), ": ") || strings.ContainsAny(text, ":：") {
			s.mend = &mend{start, start, "# "} // what it is nobody knows
		}
	}
	return s
}
