package editions

import (
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// wideMarks part the items of a list as it is typed with a Chinese keyboard.
const wideMarks = "，、；"

// mostWritten is how many items of a list a remedy writes out.
const mostWritten = 12

// wideList takes a list whose items full-width marks part, [a，b] or ［a，b］, and which YAML has for
// one text, for the list that is meant, and tells how it is written. Another value stays as it is.
func (d *desk) wideList(v *value) *value {
	one, marks := v, wideMarks
	if !said(v) {
		return v
	}
	if v.shape == list && len(v.items) == 1 && v.flow != (source.Span{}) {
		one = v.items[0]
	} else if v.shape == scalar && !v.quoted && (inWideBrackets(v.text) || inRound(v.text)) {
		marks += ","
	} else {
		return v
	}
	if one.shape != scalar || one.quoted || one.block || !strings.ContainsAny(one.text, marks) {
		return v
	}
	out := *v
	out.shape, out.text, out.items = list, "", one.parts(marks)
	if len(out.items) < 2 {
		return v
	}
	var texts []string
	for i, item := range out.items {
		if i == mostWritten {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, item.text)
	}
	pos, msg := v.pos(), source.Msg("list-parted-by-full-width-marks")
	if v.shape == list {
		pos = v.file.Pos(v.flow)
	} else if inRound(v.text) {
		msg = source.Msg("list-in-round-brackets")
	}
	d.found.Add(source.New("SRC-VALUE", pos, msg, source.Msg("write-list-or-take-brackets-away", "["+strings.Join(texts, ", ")+"]")).As(source.Warning))
	return &out
}

// inWideBrackets tells whether all of a text stands in brackets of a Chinese keyboard.
func inWideBrackets(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "［") && strings.HasSuffix(s, "］") || strings.HasPrefix(s, "【") && strings.HasSuffix(s, "】")
}

// listMeant is a list in brackets whose items full-width marks part, or whose brackets are full-width, as it
// is written.
func listMeant(s string) (string, bool) {
	s = strings.Trim(s, " 　")
	if !(inWideBrackets(s) || strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]")) || !strings.ContainsAny(s, wideMarks+"［【") || strings.ContainsAny(s, `"'{#`) {
		return "", false
	}
	v := value{text: strings.Trim(s, "[]［］【】")}
	var texts []string
	for _, item := range v.parts(wideMarks + ",") {
		texts = append(texts, item.text)
	}
	return "[" + strings.Join(texts, ", ") + "]", len(texts) > 0
}

// inRound tells whether a text is a list in round brackets, (校门口, 又热闹了).
func inRound(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 && strings.ContainsAny(s, ",，")
}

// parts are the texts between marks in a value, without white and brackets around them, with their
// places.
func (v *value) parts(marks string) (out []*value) {
	at := 0
	for at <= len(v.text) {
		n := strings.IndexAny(v.text[at:], marks)
		end, next := len(v.text), len(v.text)+1
		if n >= 0 {
			end = at + n
			_, size := utf8.DecodeRuneInString(v.text[end:])
			next = end + size
		}
		item := *v
		item.text = strings.Trim(v.text[at:end], " 　［］【】()")
		if v.exact {
			item.span.Start = v.span.Start + at + strings.Index(v.text[at:end], item.text)
			item.span.End = item.span.Start + len(item.text)
		}
		if at = next; item.text != "" {
			out = append(out, &item)
		}
	}
	return out
}
