package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/intake/form"
)

// inline writes runs as the marked-up text of a story file. Outside signs that could be
// markup are escaped; careful escapes every sign that ever is.
type inline struct {
	b       strings.Builder
	careful bool
	table   bool // inside a table: | is escaped
	bracket bool // inside [ ]: ] is escaped
	plain   bool // heads: no bold
	bare    bool // no signs at all
	head    bool // in the front matter: nothing begins a block
	last    rune // written last
	starred bool // and a star after it
	names   map[string]int
	lose    func(lostLook, string) // what the signs cannot say; nil: nobody asks
}

// text writes runs as one line.
func (w *inline) text(runs []Run) string {
	w.b.Reset()
	w.last, w.starred = ' ', false
	whole := TextOf(runs)
	marks := signsOf(whole, w.careful || w.bracket)
	for i := 0; i < len(runs); {
		j := i + 1
		for j < len(runs) && w.alike(runs[i], runs[j]) {
			j++
		}
		after := ' '
		if j < len(runs) && runs[j].Text != "" {
			after, _ = utf8.DecodeRuneInString(runs[j].Text)
		}
		w.group(runs[i:j], marks, after)
		i = j
	}
	out := w.b.String()
	if out == "" || w.bracket || w.table || w.head {
		return out
	}
	lines := strings.Split(out, "\n") // a block can begin after a break too
	for i, l := range lines {
		lines[i] = startOfLine(l)
	}
	return strings.Join(lines, "\n")
}

// shown is what of a run's look is written.
type shown struct {
	bold, dotted, super, sub bool
	words, link              string
}

func (w *inline) shown(r Run) shown {
	body := strings.TrimFunc(r.Text, space)
	s := shown{super: r.Look.Super && superable(body), sub: r.Look.Sub && subable().MatchString(body)}
	if w.bare {
		return shown{}
	}
	if linkable(r.Link) && !w.bracket {
		s.link = r.Link
	}
	if w.plain {
		return s
	}
	s.bold = r.Look.Bold
	s.dotted = (r.Look.Dotted || r.Look.Italic) && !s.bold
	s.words = r.Words
	if r.Look.Underline && s.link == "" {
		s.words = strings.TrimPrefix(s.words+";下划", ";")
	}
	return s
}

// alike tells whether two runs can stand within the same signs.
func (w *inline) alike(a, b Run) bool {
	return w.shown(a) == w.shown(b) && len(a.Ruby) == 0 && len(b.Ruby) == 0 && a.Note == "" && b.Note == "" && a.Text != "\n" && b.Text != "\n"
}

// group writes runs of one look. Spaces at its ends stand outside the signs.
func (w *inline) group(runs []Run, marks string, after rune) {
	r := runs[0]
	text := TextOf(runs)
	switch {
	case r.Note != "":
		w.guard()
		w.b.WriteString("[^" + w.note(r.Note) + "]")
		w.last, w.starred = ']', false
		return
	case text == "\n":
		w.b.WriteString("\\\n")
		w.last, w.starred = ' ', false
		return
	case text == "":
		return
	}
	body := strings.TrimFunc(text, space)
	at := strings.Index(text, body)
	tail := text[at+len(body):]
	w.escaped(text[:at], marks)
	if at > 0 {
		w.last, w.starred = ' ', false
	}
	if tail != "" {
		after = ' '
	}
	open, shut := w.signs(w.shown(r), body, after)
	if strings.HasPrefix(open, "[") {
		w.guard()
	}
	w.miss(runs, open)
	w.b.WriteString(open)
	switch {
	case len(r.Ruby) > 0:
		w.ruby(body, TextOf(r.Ruby))
	case strings.HasPrefix(shut, "^"), strings.HasPrefix(shut, "~"):
		w.b.WriteString(body)
	default:
		w.escaped(body, marks)
	}
	w.b.WriteString(shut)
	w.escaped(tail, marks)
	if last, n := utf8.DecodeLastRuneInString(text); n > 0 {
		w.last, w.starred = last, strings.HasSuffix(shut, "*") && tail == ""
	}
}

// guard keeps an exclamation mark from making a picture of the bracket that follows.
func (w *inline) guard() {
	if s := w.b.String(); strings.HasSuffix(s, "!") && !strings.HasSuffix(s, "\\!") {
		w.b.Reset()
		w.b.WriteString(s[:len(s)-1] + "\\!")
	}
}

// signs returns what stands round a text of one look.
func (w *inline) signs(s shown, body string, after rune) (open, shut string) {
	if body == "" {
		return "", ""
	}
	put := func(on bool, a, z string) {
		if on {
			open, shut = open+a, z+shut
		}
	}
	put(s.link != "", "[", "]("+s.link+")")
	put(s.words != "" && bracketable(body), "[", "]{"+s.words+"}")
	before := w.last
	if open != "" {
		before, after = '[', ']'
	}
	if stars := flanked(before, body, after) && !(w.starred && open == ""); stars {
		put(s.bold, "**", "**")
		put(s.dotted, "*", "*")
	}
	put(s.super && superable(body), "^", "^")
	put(s.sub && subable().MatchString(body) && lowers(before), "~", "~")
	return open, shut
}

// flanked tells whether stars round a text are emphasis (CommonMark 6.2): what begins or ends
// with a mark wants a space, a mark or a Han character beside it.
func flanked(before rune, body string, after rune) bool {
	first, _ := utf8.DecodeRuneInString(body)
	last, _ := utf8.DecodeLastRuneInString(body)
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	free := func(r rune) bool { return unicode.IsSpace(r) || mark(r) || wide(r) }
	return (!mark(first) || free(before)) && (!mark(last) || free(after)) && first != '*' && last != '*' && before != '*' && after != '*' && last != '\\'
}

func linkable(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "mailto:")) && !strings.ContainsAny(s, " \t\n()<>[]\\`{}*_&\"'") && utf8.ValidString(s) && !strings.ContainsFunc(s, invisible)
}

func bracketable(s string) bool { return !strings.ContainsAny(s, "[]{}\\|<&`*_") }

func superable(s string) bool {
	return s != "" && len(s) < 50 && !strings.ContainsAny(s, " \t\n^\\\u3000\u00a0*_[]{}<&`|")
}

var (
	subable   = form.Of(`^[\p{Latin}\p{Greek}\p{Nd}+,−-]{1,12}$`)
	subscript = form.Of(`^~[\p{Latin}\p{Greek}\p{Nd}+,−-]{1,16}~`)
)

// lowers tells whether a subscript may follow a character, in story files.
func lowers(r rune) bool {
	return unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Greek, r) || r == ')' || r == ']'
}

// rubyFits tells whether a reading can stand over its base: {汉|hàn}.
func rubyFits(base, reading string) bool {
	if len(base)+len(reading) > 1000 || strings.TrimFunc(reading, space) != reading || strings.TrimFunc(base, space) != base || reading == "" || base == "" {
		return false
	}
	return !strings.ContainsAny(base+reading, "{}|\\\n\t\u00a0*_[]^<&`") && strings.IndexFunc(base+reading, suspect) < 0
}

// ruby writes {汉|hàn}.
func (w *inline) ruby(base, reading string) {
	bar := "|"
	if w.table {
		bar = "\\|"
	}
	w.b.WriteString("{" + base + bar + reading + "}")
}

// noteNumber is the number of a note: the one that it has, else the next.
func noteNumber(name string, names map[string]int) int {
	if n, err := strconv.Atoi(name); err == nil && n > 0 && n < 1000 {
		return n
	}
	return len(names) + 1
}

// note numbers footnotes in the order of their signs.
func (w *inline) note(name string) string {
	if w.names == nil {
		w.names = map[string]int{}
	}
	if w.names[name] == 0 {
		w.names[name] = noteNumber(name, w.names)
	}
	return itoa(w.names[name])
}

// entityForm is what CommonMark takes as an entity.
var entityForm = form.Of(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// signsOf returns the characters that have to be escaped in a text.
func signsOf(s string, all bool) string {
	if all {
		return "*_[]{}^<&\\|"
	}
	signs := ""
	for _, c := range []string{"*", "_", "^"} {
		if strings.Count(s, c) > 0 && (c != "^" || strings.Count(s, c) > 1) {
			signs += c
		}
	}
	if strings.Contains(s, "{") && strings.Contains(s, "}") {
		signs += "{"
	}
	if strings.Contains(s, "[") && (strings.Contains(s, "](") || strings.Contains(s, "]{") || strings.Contains(s, "[^")) {
		signs += "[]"
	}
	if strings.Contains(s, "<") && strings.Contains(s, ">") {
		signs += "<"
	}
	return signs
}

// escaped writes plain text.
func (w *inline) escaped(s, signs string) {
	for i, r := range s {
		esc := strings.ContainsRune(signs, r) && r < 0x80
		switch r {
		case '\\':
			esc = esc || i+1 == len(s) || s[i+1] < 0x80
		case '&':
			esc = esc || entityForm().MatchString(s[i:])
		case '|':
			esc = w.table || esc && w.careful
		case '[', ']':
			esc = esc || w.bracket
		case ':':
			esc = i == 0 && w.last == ']' // after the sign of a note it would begin one
		case '{':
			esc = esc || strings.HasSuffix(w.b.String(), ")")
		case '~':
			before := w.last
			if i > 0 {
				before, _ = utf8.DecodeLastRuneInString(s[:i])
			}
			esc = lowers(before) && subscript().MatchString(s[i:])
		case '!':
			esc = i+1 < len(s) && s[i+1] == '[' && !strings.Contains(signs, "[")
		}
		if esc {
			w.b.WriteByte('\\')
		}
		w.b.WriteRune(r)
	}
}

var (
	lineMarks  = form.Of(`^(?:#{1,}|>|[-+*](?:[ \t]|$)|[*_-](?:[ \t]*[*_-]){2,}[ \t]*$|\|)`)
	lineNumber = form.Of(`^[0-9]{1,9}[.)](?:[ \t]|$)`)
)

// startOfLine escapes what would begin a block.
func startOfLine(s string) string {
	switch {
	case lineMarks().MatchString(s), strings.HasPrefix(s, ":::"):
		return "\\" + s
	case lineNumber().MatchString(s):
		i := strings.IndexAny(s, ".)")
		return s[:i] + "\\" + s[i:]
	}
	return s
}

// quoteYAML writes a text as a value of the front matter: plain where it can be, else in
// quotation marks. In a list commas and brackets need them too.
func quoteYAML(s string, inList bool) string {
	if plainYAML(s) && (!inList || !strings.ContainsAny(s, ",[]{}")) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString("\\n")
		case r == '\t':
			b.WriteString("\\t")
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

var yamlWord = form.Of(`^(?i:true|false|yes|no|on|off|null|~|\.nan|[-+]?\.inf|[-+]?[0-9][0-9_.,:eExXoObBa-fA-F+-]*|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$`)

// plainYAML tells whether a text can be a plain scalar.
func plainYAML(s string) bool {
	if s == "" || yamlWord().MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`~=< \u00a0\u3000", first) || space(last) || strings.ContainsRune(":,，、;；", last) {
		return false
	}
	return !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.ContainsAny(s, "\n\t\\\u0085\u2028\u2029\ufeff") && !strings.Contains(s, ":\u3000")
}
