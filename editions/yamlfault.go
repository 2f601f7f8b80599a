package editions

import (
	"cmp"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

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
	tk := e.GetToken()
	at := r.base
	if tk != nil && tk.Position != nil {
		at = r.offset(tk.Position)
	}
	if place, ok := r.wideColon(at); ok {
		r.addAt("SRC-YAML", place, source.Msg("colon-behind-key-full-width"), source.Msg("write-colon-half-width-and-space"))
		return
	}
	line := r.line(at)
	if r.slip(at) {
		return
	}
	switch _, value, _ := strings.Cut(line, ": "); {
	case endsEarly(value):
		r.addAt("SRC-YAML", at, source.Msg("value-ends-at-second-quotation-mark"), source.Msg("quote-whole-value-or-use-chinese-marks"))
		return
	case strings.Contains(strings.TrimLeft(line, " "), "\t") && strings.TrimLeft(line, " \t") != strings.TrimLeft(line, " "):
		r.addAt("SRC-YAML", at, source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs"))
		return
	}
	c := causeOf(e.GetMessage())
	if c.unsure() && r.indentSlip(at) {
		return
	}
	r.addAt("SRC-YAML", at, c.msg, c.hint)
}

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
	{"tab", source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs")},
	{"'\\t'", source.Msg("tab-in-indentation"), source.Msg("indent-with-spaces-not-tabs")},
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

// wideColon finds the full-width colon behind the key of the line at a place of the file, or
// of the one before it.
func (r *yamlReader) wideColon(at int) (int, bool) {
	for range 2 {
		start, line := r.lineAt(at)
		if i := wideColon(line); i >= 0 {
			return start + i, true
		}
		if start <= r.base {
			break
		}
		at = start - 1
	}
	return 0, false
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

// lineAt is the line at a place of the file, and where it begins.
func (r *yamlReader) lineAt(at int) (int, string) {
	i := max(0, min(at-r.base, len(r.src)))
	start := strings.LastIndexByte(r.src[:i], '\n') + 1
	line, _, _ := strings.Cut(r.src[start:], "\n")
	return r.base + start, strings.TrimSuffix(line, "\r")
}

func (r *yamlReader) addAt(code string, at int, msg, hint source.Message) {
	r.found.Add(source.New(code, r.file.Pos(source.Span{Start: at, End: at}), msg, hint))
}

// keyless reports text where keys with values are wanted; colons that are none are the usual
// cause.
func (d *desk) keyless(v *value, words []word) {
	msg, hint := source.Msg("expected-keys-with-values-here"), source.Msg("write-line-key", cmp.Or(words[0].zh, words[0].en))
	first, _, _ := strings.Cut(v.text, "\n")
	key, _, narrow := strings.Cut(first, ":")
	switch {
	case v.shape == scalar && wideColon(first) >= 0:
		msg, hint = source.Msg("colon-behind-key-full-width"), source.Msg("write-colon-half-width-and-space")
	case v.shape == scalar && narrow && find(words, strings.TrimSpace(key)) >= 0:
		msg, hint = source.Msg("colon-without-space"), source.Msg("write-colon-half-width-and-space")
	}
	d.at("SRC-TYPE", v, msg, hint)
}
