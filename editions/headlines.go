package editions

import (
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// Lines of a story's head whose key is plain to see though they are no pairs of YAML: 版1, 版；1,
// 【标题】校门口, **标题**: 校门口, - 署名: 甲.
var (
	keyInMarks  = regexp.MustCompile(`^\s*(?:【\s*([^【】:：]{1,12})\s*】|\*\*\s*([^*:：]{1,12}?)\s*[:：]?\*\*|「([^「」:：]{1,12})」|《([^《》:：]{1,12})》)[ 　]*[:：]?[ 　]*(.*?)\s*$`)
	keyWithDash = regexp.MustCompile(`^\s*(- +)([^\s:：]{1,12})[ ]?[:：]`)
)

// keyInList is a key of a head behind the sign of an item: - 标题:, · 标题:, 1. 标题:.
var keyInList = later(`^(?:[-*+•·●○■◆▪＊－–—][ 　]*|[0-9０-９]{1,2}[.．、)）][ 　]*)([^\s:：]{1,12})[ 　]?[:：]`)

// listedKey is a line of a head without the sign of an item before its key.
func listedKey(line string) (rest string, ok bool) {
	m := keyInList().FindStringSubmatchIndex(line)
	if m == nil || find(storyWords, line[m[2]:m[3]]) < 0 {
		return line, false
	}
	return line[m[2]:], true
}

// headList tells of a head whose keys are all items of a list, and takes the signs away. False: it is none.
func (r *yamlReader) headList() bool {
	var signs []mend
	for _, at := range r.lines {
		start, line := r.lineAt(at)
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "  ") {
			continue
		}
		rest, ok := listedKey(line)
		if !ok {
			return false
		}
		key := strings.TrimRight(rest[:strings.IndexAny(rest, ":：")], " ")
		value := strings.TrimLeft(strings.TrimLeft(rest[len(key):], " :："), " 　")
		signs = append(signs, mend{start, start + len(line) - len(value), key + ": "})
	}
	if len(signs) < 2 {
		return false
	}
	first := r.line(0)
	rest, _ := listedKey(first)
	sign := strings.TrimSpace(first[:len(first)-len(rest)])
	r.tell("SRC-YAML", slip{signs[0].start, source.Msg("items-for-keys-of-head", sign), source.Msg("take-signs-before-keys-away"), nil})
	for _, m := range slices.Backward(signs) {
		r.apply(m)
	}
	return true
}

// headLines tells of such lines and mends them, before YAML is asked.
func (r *yamlReader) headLines() {
	r.headList()
	above := ""
	for n, line := 0, 0; n < maxMends && line < len(r.lines); line++ {
		start, text := r.lineAt(r.lines[line])
		text = strings.TrimRight(text, "\r")
		if r.foldedLines(line, text) {
			n++
			continue
		}
		if s, ok := headLineSlip(start, text, above); ok {
			r.tell("SRC-YAML", s)
			r.apply(*s.mend)
			n++
		}
		if strings.TrimSpace(text) != "" {
			above = text
		}
	}
	r.next = nil
}

// foldedLines tells of the lines that stand indented below the value of a key that has lines, of which
// YAML makes one, and takes them for a line each.
func (r *yamlReader) foldedLines(line int, text string) bool {
	key, value, _ := strings.Cut(text, ": ")
	i := find(storyWords, key)
	if value = strings.TrimSpace(value); i < 0 || !lined(storyWords[i]) || !plainLine(value) {
		return false
	}
	start := r.lines[line]
	joints := []mend{{start + strings.Index(text, value), start + strings.Index(text, value), "["}}
	items, end := []string{value}, start+len(strings.TrimRight(text, " "))
	for below := line + 1; below < len(r.lines); below++ {
		at, next := r.lineAt(r.lines[below])
		item := strings.TrimSpace(next)
		if !strings.HasPrefix(next, "  ") || !plainLine(item) || headKey(item) {
			break
		}
		at += strings.Index(next, item)
		joints, items, end = append(joints, mend{end, at, ", "}), append(items, item), at+len(item)
	}
	if len(items) == 1 {
		return false
	}
	r.tell("SRC-YAML", slip{joints[1].end, source.Msg("lines-stand-below-value", key), source.Msg("write-lines-as", key+": ["+strings.Join(items, ", ")+"]"), nil})
	r.apply(mend{end, end, "]"})
	for _, m := range slices.Backward(joints) {
		r.apply(m)
	}
	return true
}

// plainLine tells whether a text can stand in a list as it is, and has no sign of YAML before it.
func plainLine(text string) bool {
	return text != "" && !strings.ContainsAny(text, "[]{}\"'#,|") && !strings.ContainsAny(text[:1], "-?&*!>%@`") && !strings.Contains(text+" ", ": ")
}

func headLineSlip(start int, line, above string) (slip, bool) {
	if line == "" || strings.HasPrefix(line, " ") {
		return slip{}, false
	}
	if m := keyInMarks.FindStringSubmatch(line); m != nil {
		key := narrow(m[1] + m[2] + m[3] + m[4])
		if find(storyWords, key) >= 0 {
			right := key + ": " + m[5]
			return slip{start, source.Msg("key-within-marks", key), source.Msg("write-as", right), &mend{start, start + len(line), right}}, true
		}
		return slip{}, false
	}
	if m := keyWithDash.FindStringSubmatchIndex(line); m != nil && find(storyWords, line[m[4]:m[5]]) >= 0 && !strings.HasPrefix(above, "-") && !strings.HasSuffix(strings.TrimSpace(above), ":") {
		return slip{start + m[2], source.Msg("dash-not-here"), source.Msg("take-dash-away"), &mend{start + m[2], start + m[3], ""}}, true
	}
	return colonless(start, line)
}

// colonless is a line whose key has another mark for its colon, or a figure right behind it.
func colonless(start int, line string) (slip, bool) {
	if strings.ContainsAny(line, ":：=＝#") {
		return slip{}, false
	}
	for end := range line {
		key := line[:end]
		if end == 0 || end > 24 || find(storyWords, key) < 0 {
			continue
		}
		rest := line[end:]
		value := strings.TrimLeft(rest, " 　；;，,。、.")
		marked := strings.ContainsAny(rest[:len(rest)-len(value)], "；;，,。、.")
		if value != "" && (marked || value[0] >= '0' && value[0] <= '9' && value == rest) {
			return colonSlip(source.Msg("colon-missing"), start, key, &mend{start + end, start + end + len(rest) - len(value), ": "}), true
		}
	}
	return slip{}, false
}

// byline takes 署名, which is one text; of a list its items in one line.
func (d *desk) byline(v *value) Text {
	if !said(v) || v.shape != list {
		return d.text(v)
	}
	var items []*value
	for _, item := range v.items {
		if item.shape == scalar {
			items = append(items, item.parts(wideMarks)...)
		}
	}
	var t Text
	var names []string
	for _, item := range items {
		next := d.line(item)
		if next.IsEmpty() {
			continue
		}
		if !t.IsEmpty() {
			t.Runs = append(t.Runs, Run{Text: " ", Span: source.Span{Start: t.Span.End, End: next.Span.Start}})
		} else {
			t.Span = next.Span
		}
		t.Runs, t.Span.End = append(t.Runs, next.Runs...), next.Span.End
		names = append(names, item.text)
	}
	pos := v.pos()
	if v.flow != (source.Span{}) {
		pos = v.file.Pos(v.flow)
	}
	d.add("SRC-TYPE", pos, source.Msg("byline-is-one-text"), source.Msg("write-as", "署名: "+strings.Join(names, " ")))
	return t
}

// secondLine is how a key of a story's head is written whose second line stands below it without a sign;
// empty: it has no lines.
func secondLine(above, line string) string {
	key, value, ok := strings.Cut(above, ":")
	i := find(storyWords, strings.TrimSpace(key))
	if value = strings.TrimSpace(value); !ok || i < 0 || value == "" || strings.ContainsAny(value+line, "[]:：\"'#,{}") || !lined(storyWords[i]) {
		return ""
	}
	return storyWords[i].zh + ": [" + value + ", " + strings.TrimSpace(line) + "]"
}

// lined tells whether a key of a story's head may have several lines.
func lined(w word) bool { return w.en == "headline" || w.en == "kicker" || w.en == "deck" }

// twice is what a head means that says a key of several lines twice: a line each. Of two by-lines the first is
// taken, and told how both are written. nil: it is no such key.
func twice(w word, first, second *value) (both *value, hint source.Message) {
	if w.en == "byline" && first.shape == scalar && second.shape == scalar && first.text != second.text {
		return first, source.Msg("write-both-in-one-line", w.zh+": "+strings.TrimSpace(first.text)+" "+strings.TrimSpace(second.text))
	}
	if !lined(w) || first.shape == mapping || second.shape == mapping || !said(first) || !said(second) {
		return nil, hint
	}
	out := *first
	out.shape, out.text, out.items, out.lines = list, "", nil, nil
	var texts []string
	for _, v := range []*value{first, second} {
		items := v.items
		if v.shape == scalar {
			items = []*value{v}
		}
		for _, i := range items {
			out.items, texts = append(out.items, i), append(texts, i.text)
		}
	}
	return &out, source.Msg("write-lines-as", w.zh+": ["+strings.Join(texts, ", ")+"]")
}

// lineBreak is how other programs end a line of a headline, mayBreak what may be meant so: strokes, or
// white, between two pieces of Chinese text.
var (
	lineBreak = later(`[ 　]*(?:(?i:[<＜]/?br[ ]?/?[>＞])|(?:\\r)?\\n)[ 　]*`)
	mayBreak  = later(`[\p{Han}”》）？！]{3}([ 　]*[/／]{1,2}[ 　]*|[ 　]*\|[ 　]*| {2,}|　{2,})[\p{Han}“《（]{3}`)
)

// broken takes a value of lines with marks in it that end lines elsewhere, 一行<br>二行, for the lines that
// are meant, and tells how they are written. What only may be meant so stays, and is told.
func (d *desk) broken(s *Story, f record, key string) *value {
	v := f.at(key)
	if !said(v) || v.shape == mapping || v.block {
		return v
	}
	items := []*value{v}
	if v.shape == list {
		items = v.items
	}
	var out []*value
	var at *source.Span
	mark, sure := "", false
	for _, i := range items {
		lines, first, says, certain := i.lineBreaks()
		if at == nil && len(lines) > 1 {
			at, mark, sure = &first, says, certain
		}
		out = append(out, lines...)
	}
	if at == nil {
		return v
	}
	var texts []string
	for _, line := range out {
		text := strings.TrimSpace(line.text)
		if !plainLine(text) {
			text = singly(text)
		}
		texts = append(texts, text)
	}
	right := f.words[slices.IndexFunc(f.words, func(w word) bool { return w.en == key })].zh + ": [" + strings.Join(texts, ", ") + "]"
	if !sure {
		s.told = append(s.told, *at)
		d.found.Add(source.New("SRC-MARK", v.file.Pos(*at), source.Msg("no-line-ends-so-in-headline", mark), source.Msg("write-line-as-if-two-lines", right)).As(source.Warning))
		return v
	}
	d.add("SRC-MARK", v.file.Pos(*at), source.Msg("no-line-ends-so-in-headline", mark), source.Msg("write-line-as", right))
	both := *v
	both.shape, both.text, both.items, both.lines = list, "", out, nil
	return &both
}

// mayEnd tells whether a text has a sign of what ends lines elsewhere: a cheap look before the expensive one.
func mayEnd(s string) bool {
	return strings.IndexByte(s, '/') >= 0 || strings.IndexByte(s, '|') >= 0 || strings.IndexByte(s, '>') >= 0 || strings.IndexByte(s, '\\') >= 0 ||
		strings.Contains(s, "  ") || strings.Contains(s, "　　") || strings.Contains(s, "＞") || strings.Contains(s, "／")
}

// lineBreaks parts a text at what ends lines elsewhere; at is the first such mark, sure that it can mean
// nothing else. One part: there is none.
func (v *value) lineBreaks() (lines []*value, at source.Span, mark string, sure bool) {
	if v.shape != scalar || !chinese(v.text) {
		return []*value{v}, at, "", false
	}
	if !mayEnd(v.text) {
		return []*value{v.part(0, len(v.text))}, at, "", false
	}
	found := slices.DeleteFunc(lineBreak().FindAllStringIndex(v.text, -1), func(m []int) bool {
		before := strings.TrimRight(v.text[:m[0]], "\\")
		return (m[0]-len(before))%2 == 1 // the mark itself is meant
	})
	if sure = len(found) > 0; !sure {
		for _, m := range mayBreak().FindAllStringSubmatchIndex(v.text, -1) {
			found = append(found, m[2:4])
		}
	}
	from := 0
	for _, m := range found {
		if line := v.part(from, m[0]); said(line) {
			lines = append(lines, line)
		}
		if from == 0 {
			mark = strings.Trim(v.text[m[0]:m[1]], " 　")
			at = v.from(m[0] + max(strings.Index(v.text[m[0]:m[1]], mark), 0))
			at.End = at.Start + len(mark)
			if mark == "" {
				mark, at.End = v.text[m[0]:m[1]], at.Start+m[1]-m[0]
			}
		}
		from = m[1]
	}
	if line := v.part(from, len(v.text)); said(line) {
		lines = append(lines, line)
	}
	return lines, at, mark, sure
}
