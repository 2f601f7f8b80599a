package editions

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"

	"banxin/editions/source"
)

// refuse reports a syntax error in our words: by what stands in its line where that tells the
// cause, else by what the parser says.
func (r *yamlReader) refuse(err error) {
	var e *yaml.SyntaxError
	if !errors.As(err, &e) {
		r.found.Add(source.New("SRC-YAML", source.Pos{File: r.file.Name}, source.Msg("yaml-cannot-read"), source.Msg("check-indentation-colons-of-line-one")))
		return
	}
	at := 0
	if tk := e.GetToken(); tk != nil && tk.Position != nil {
		at = r.place(tk.Position)
	}
	r.tell("SRC-YAML", r.blame(at, e.GetMessage()))
}

// blame finds what is wrong where the parser stopped with a message.
func (r *yamlReader) blame(at int, says string) slip {
	for _, known := range []func(int) (slip, bool){r.wideColon, r.slip} {
		if s, ok := known(at); ok {
			return s
		}
	}
	start, line := r.lineAt(at)
	if _, value, _ := strings.Cut(line, ": "); endsEarly(value) || strings.Contains(value, ",") && endsEarly(strings.Replace(value, ",", "", 1)) && !strings.ContainsAny(line, "[{") {
		return marksSlip(at, start, line)
	}
	if s, ok := commaBefore(start, line); ok {
		return s
	}
	if m := dashAlone.FindStringSubmatchIndex(line); m != nil {
		return slip{start + m[4], source.Msg("dash-for-nothing"), source.Msg("write-nothing-or-take-line-away", strings.TrimSpace(line[m[2]:m[3]])), &mend{start + m[4], start + m[5], ""}}
	}
	if _, value, _ := strings.Cut(line, ": "); signedValue.MatchString(value) {
		m := quoted(start, line)
		return slip{at, source.Msg("value-begins-with-reserved-sign"), writtenOut(start, line, m, source.Msg("put-value-in-quotes")), m}
	}
	if _, value, _ := strings.Cut(line, ": "); bracketedValue().MatchString(value) {
		m := quoted(start, line)
		if m != nil {
			return slip{at, source.Msg("value-begins-with-reserved-sign"), source.Msg("write-line-as", strings.TrimSpace(line[:m.start-start])+" "+m.text), m}
		}
	}
	if s, ok := r.blankSlip(at); ok {
		return s
	}
	c := causeOf(says)
	if c.unsure() {
		if s, ok := r.indentSlip(at); ok {
			return s
		}
		if s, ok := r.slipAbove(at); ok {
			return s
		}
	}
	s := slip{at, c.msg, c.hint, nil}
	switch c.msg.ID {
	case "second-colon-in-value":
		return r.secondColon(at)
	case "bracket-not-closed", "quotation-mark-not-closed":
		return r.unclosed(s)
	case "value-begins-with-reserved-sign":
		s.mend = quoted(start, line)
		s.hint = writtenOut(start, line, s.mend, c.hint)
	case "line-has-no-key":
		return r.keylessLine(at)
	}
	return s
}

// bracedKey is a key within braces, with nothing but white before it, whose value is in brackets or braces.
var bracedKey = later(`[^\s,{:，；、]([ 　]+)([\p{Han}A-Za-z-]{1,12}): *[{\[]`)

// commaBefore is of a line that lacks a comma before a key within braces: {栏: 2 题: {字号: 30pt}}.
func commaBefore(start int, line string) (slip, bool) {
	open := strings.Index(line, "{")
	if open < 0 {
		return slip{}, false
	}
	m := bracedKey().FindStringSubmatchIndex(line[open:])
	if m == nil {
		return slip{}, false
	}
	from, key, end := open+m[2], open+m[4], open+m[5]
	return slip{start + key, source.Msg("comma-before-key-missing", line[key:end]), source.Msg("write-line-as", strings.TrimSpace(line[:from]+", "+line[key:])),
		&mend{start + from, start + key, ", "}}, true
}

// dashAlone is a key whose value is a dash and no more, for nothing.
var dashAlone = regexp.MustCompile(`^ *((?:- +)?[^\s:#"'\[{-][^:#]{0,24}:) +(-+)[ \t\r]*(?:#.*)?$`)

// signedValue is a value that begins with a sign with which YAML begins an entry, or lines that stand below.
var signedValue = regexp.MustCompile(`^ *(?:- |[|>][+-]?[ \t]*[^\s#+-])`)

// bracketedValue is a value of which the first words stand in brackets or braces: [棠梨]月底开门.
var bracketedValue = later(`^ *(?:\[[^\[\]{}:,"']*\]|\{[^\[\]{}:,"']*\}) *[^\s#,\]}:]`)

// cause is what lies behind what go-yaml says, with the remedy.
type cause struct {
	says      string
	msg, hint source.Message
}

// unsure tells whether the parser says this of what is wrong for another reason, too.
func (c cause) unsure() bool {
	return c.says == "" || c.says == "mapping value is not allowed" || c.says == "sequence"
}

// causes are looked through in order; the last fits all.
var causes = []cause{
	{"mapping value is not allowed", source.Msg("second-colon-in-value"), source.Msg("value-with-colon-space-in-needs")},
	{"tab", source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs", 2)},
	{"'\\t'", source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs", 2)},
	{"must be specified", source.Msg("bracket-not-closed"), source.Msg("close-list-or-mapping-or-put")},
	{"end token", source.Msg("bracket-not-closed"), source.Msg("close-list-or-mapping-or-put")},
	{"could not find '", source.Msg("bracket-not-closed"), source.Msg("close-list-or-mapping-or-put")},
	{"reserved", source.Msg("value-begins-with-reserved-sign"), source.Msg("put-value-in-quotes")},
	{"end character", source.Msg("quotation-mark-not-closed"), source.Msg("close-quotation-mark")},
	{"non-map value", source.Msg("line-has-no-key"), source.Msg("write-key-colon-space-value")},
	{"unexpected key", source.Msg("line-has-no-key"), source.Msg("write-key-colon-space-value")},
	{"sequence", source.Msg("entry-does-not-stand-here"), source.Msg("indent-entries-alike")},
	{"", source.Msg("yaml-cannot-read"), source.Msg("check-indentation-colons-of-line-one")},
}

func causeOf(says string) cause {
	for _, c := range causes {
		if strings.Contains(says, c.says) {
			return c
		}
	}
	return causes[len(causes)-1]
}

// wideColon is where a full-width colon stands in a line for the one behind its key; -1: there
// is none.
func wideColon(line string) int {
	i := strings.Index(line, "：")
	if i < 0 {
		return -1
	}
	key := strings.TrimLeft(line[:i], " -{,")
	if key == "" || utf8.RuneCountInString(key) > 8 || strings.ContainsAny(key, ":\"'“”，。#|") {
		return -1
	}
	return i
}

// endsEarly tells whether a value begins with a quotation mark and goes on after the second.
func endsEarly(value string) bool {
	value = strings.TrimSpace(value)
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return false
	}
	end := strings.IndexByte(value[1:], value[0])
	rest := ""
	if end >= 0 {
		rest = strings.TrimSpace(value[end+2:])
	}
	return rest != "" && !strings.ContainsAny(rest[:1], "#,]}")
}

func (r *yamlReader) line(at int) string {
	_, line := r.lineAt(at)
	return line
}

// below is where the line below one begins; the end of the text if there is none.
func (r *yamlReader) below(start int) int {
	if i := strings.IndexByte(r.src[start:], '\n'); i >= 0 {
		return start + i + 1
	}
	return len(r.src)
}

// lineAt is the line at a place of the text, and where it begins.
func (r *yamlReader) lineAt(at int) (int, string) {
	i := max(0, min(at, len(r.src)))
	start := strings.LastIndexByte(r.src[:i], '\n') + 1
	line, _, _ := strings.Cut(r.src[start:], "\n")
	return start, strings.TrimSuffix(line, "\r")
}

// keyless reports text where keys with values are wanted; colons that are none are the usual
// cause.
func (d *desk) keyless(v *value, words []word) {
	msg, hint := source.Msg("expected-keys-with-values-here"), source.Msg("write-line-key", cmp.Or(words[0].zh, words[0].en))
	first, _, _ := strings.Cut(v.text, "\n")
	key, _, narrow := strings.Cut(first, ":")
	switch {
	case v.shape == scalar && wideColon(first) >= 0:
		msg, hint = source.Msg("colon-behind-key-full-width"), source.Msg("write-colon-half-width-and-space", keyOf(first[:wideColon(first)]))
	case v.shape == scalar && narrow && find(words, strings.TrimSpace(key)) >= 0:
		msg, hint = source.Msg("colon-without-space"), source.Msg("write-colon-half-width-and-space", keyOf(key))
	}
	d.at("SRC-TYPE", v, msg, hint)
}

// keyed is a value as the keys that it was meant for: lines with colons that are none, or a list
// with a dash before each key. What is wrong is told. Else it is the value itself.
func (d *desk) keyed(v *value) *value {
	switch {
	case v.shape == list && len(v.items) > 0:
		out := &value{shape: mapping, file: v.file, span: v.span}
		for _, i := range v.items {
			if i.shape != mapping || len(i.pairs) != 1 {
				return v
			}
			out.pairs = append(out.pairs, i.pairs[0])
		}
		d.at("SRC-YAML", v, source.Msg("dashes-not-here"), source.Msg("take-dashes-away"))
		return out
	case v.shape != scalar || v.lines != nil || v.file == nil || v.span.End > len(v.file.Data):
		return v
	}
	if out := d.keyedInLine(v); out != nil {
		return out
	}
	from := v.span.Start
	for from > 0 && v.file.Data[from-1] == ' ' {
		from--
	}
	r := &yamlReader{file: v.file, base: from, src: string(v.file.Data[from:v.span.End]), lately: map[int]int{}}
	r.number()
	said := false
	for line := 0; line < len(r.lines) && line < maxMends; line++ {
		start, text := r.lineAt(r.lines[line])
		s, ok := slip{}, false
		if i := wideColon(text); i >= 0 {
			s, ok = r.wideColon(start)
		} else if s, ok = r.lineSlip(start, text); !ok && !strings.Contains(text, ": ") && strings.TrimSpace(text) != "" {
			return v
		}
		if said = said || ok; ok {
			r.next = nil
			if r.tell("SRC-YAML", s); r.next != nil {
				r.apply(*r.next)
			}
		}
	}
	r.next = nil
	tree, ok := r.parse()
	if !said || !ok || len(tree.Docs) == 0 {
		return v
	}
	if out := r.value(tree.Docs[0].Body); out.shape == mapping {
		d.found = append(append(d.found, r.told...), r.found...)
		return out
	}
	return v
}

// chinese tells whether a text has an ideograph.
func chinese(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// wideDash is a dash of another kind than YAML's before a key.
var wideDash = regexp.MustCompile(`^\s*[－–—•·●][ 　]+([^\s:：]{1,12}): `)

// braceKey is a key with a full-width colon before braces that have keys of their own.
var braceKey = regexp.MustCompile(`^ *(?:- +)?[^\s:：#"'{\[]{1,12}：\s*\{[^{}]*:.*\}\s*(?:#.*)?$`)

// remarkedKey is a remark that is a key with nothing behind it.
var remarkedKey = regexp.MustCompile(`^( *)#\s*([^\s:#]{1,24}):\s*(#.*)?$`)

// keyRemarked finds, above an indented line, the key that it belongs under and that still is a remark:
// such as come with a new paper.
func (r *yamlReader) keyRemarked(start, own int) (slip, bool) {
	for up := start - 1; up > 0; {
		above, line := r.lineAt(up)
		m := remarkedKey.FindStringSubmatch(line)
		known := m != nil && slices.ContainsFunc([][]word{paperWords, editionWords, pageWords, templateWords}, func(w []word) bool { return find(w, m[2]) >= 0 })
		switch {
		case known && len(m[1]) < own:
			key := m[1] + m[2] + ":"
			return slip{start + own, source.Msg("key-above-is-remark", m[2]), source.Msg("take-sign-before-key-away", key), &mend{above, above + len(line), key}}, true
		case m == nil && !strings.HasPrefix(strings.TrimSpace(line), "#") && len(line)-len(strings.TrimLeft(line, " ")) < own:
			return slip{}, false
		}
		up = above - 1
	}
	return slip{}, false
}

var colorKey = regexp.MustCompile(`(?:颜色|底|colou?rs?|tint): *$`)

// hexColor puts quotation marks round a colour of screens that YAML takes for a comment, where it
// would take the closing brace with it, or where the key wants a colour: what is wrong with the
// colour is then told by who reads it. nil: it is none.
func (r *yamlReader) hexColor(tk *token.Token, flow bool) *mend {
	if tk.Prev == nil || tk.Prev.Type != token.MappingValueType || tk.Prev.Position.Line != tk.Position.Line {
		return nil
	}
	at := r.place(tk.Position)
	start, line := r.lineAt(at)
	word := line[at-start:]
	if end := strings.IndexAny(word, " \t,，}"); end >= 0 {
		word = word[:end]
	}
	if _, ok := screenColor(word); !ok || !flow && !colorKey.MatchString(line[:at-start]) {
		return nil
	}
	return &mend{at, at + len(word), `"` + word + `"`}
}

// signSlip is of a value that begins with a sign that YAML has for itself.
func (r *yamlReader) signSlip(at int, msg, hint source.Message) slip {
	start, line := r.lineAt(at)
	s := slip{at, msg, hint, nil}
	if m := quoted(start, line); m != nil && m.start == at {
		s.mend = m
		s.hint = writtenOut(start, line, m, hint)
	}
	return s
}

// writtenOut is a line with its value in quotation marks as the remedy; without a mend, or where the value
// is a list or keys, another is.
func writtenOut(start int, line string, m *mend, otherwise source.Message) source.Message {
	if m == nil || strings.ContainsAny(line[m.start-start:], "[{") {
		return otherwise
	}
	return source.Msg("write-line-as", strings.TrimSpace(line[:m.start-start])+" "+m.text)
}

// singly is a value in quotation marks.
func singly(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }
