package editions

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"banxin/editions/source"
)

// anotherKey is a key behind a value, of papers, editions, their pages or stories.
var anotherKey = sync.OnceValue(func() *regexp.Regexp {
	var names []string
	for _, w := range slices.Concat(paperWords, editionWords, pageWords, storyWords) {
		names = append(names, regexp.QuoteMeta(w.zh))
	}
	return regexp.MustCompile(`[ ,，;；]+(` + strings.Join(names, "|") + `): +`)
})

// keyBehind is of a line on which another key stands behind the value of the first: 出版: 甲 承印: 乙.
func keyBehind(start int, line string) (slip, bool) {
	k := keyLine.FindStringSubmatchIndex(line)
	if k == nil {
		return slip{}, false
	}
	m := anotherKey().FindStringSubmatchIndex(line[k[1]:])
	if m == nil || m[0] == 0 {
		return slip{}, false
	}
	pad := k[3]
	if k[4] >= 0 {
		pad = k[5]
	}
	from, to := k[1]+m[0], k[1]+m[2]
	second := strings.TrimSpace(line[to:])
	return slip{start + to, source.Msg("another-key-on-line", line[to:k[1]+m[3]]), source.Msg("put-on-line-of-its-own", second),
		&mend{start + from, start + to, "\n" + strings.Repeat(" ", pad)}}, true
}

var (
	semicolonLine = later(`^\s*(?:- +)?([^\s:：;；#"'\[{-][^\s:：;；]{0,11})(\s*[;；]\s*)[^\s;；]`)
	slotBehind    = later(`^( *)([^\s:：#"'\[{-][^\s:：]{0,11})([:：]\s*)([^:：#]*[^\s:：#,，;；、])[ 　,，;；、]+([\p{Han}A-Za-z][^\s:：,，\[\]{}"']{0,7})[:：]\s*[^\s:：/]`)
)

// semicolonSlip is of a key, or a slot, that has a semicolon for its colon.
func (r *yamlReader) semicolonSlip(start int, line string) (slip, bool) {
	m := semicolonLine().FindStringSubmatchIndex(line)
	if m == nil {
		return slip{}, false
	}
	key := line[m[2]:m[3]]
	known := slices.ContainsFunc([][]word{paperWords, editionWords, pageWords, templateWords, storyWords, slotWords}, func(w []word) bool { return find(w, key) >= 0 })
	if !known && !r.amongSlots(start, line) {
		return slip{}, false
	}
	return colonSlip(source.Msg("colon-missing"), start+m[4], key, &mend{start + m[4], start + m[5], ": "}), true
}

// commaLine is a key with a value in quotes and a comma at the end of the line.
var commaLine = later(`^\s*(?:- +)?(?:"[^"]+"|'[^']+'|[^\s:"'{\[]+): *(?:"[^"]*"|'[^']*')( *[,，;；、])\s*(?:#.*)?$`)

// commaSlip is of a line that ends as those of JSON do: "承印": "梁溪印务",. Within braces it is right.
func (r *yamlReader) commaSlip(start int, line string) (slip, bool) {
	m := commaLine().FindStringSubmatchIndex(line)
	if m == nil || strings.Count(r.src[:start], "{") > strings.Count(r.src[:start], "}") {
		return slip{}, false
	}
	return slip{start + m[2], source.Msg("comma-at-end-of-line"), source.Msg("write-line-as", strings.TrimSpace(line[:m[2]]+line[m[3]:])), &mend{start + m[2], start + m[3], ""}}, true
}

// slotsOnLine is of a line that puts stories into two slots: 头条: 开学 二条: 渡口. The second comes on a line
// of its own.
func (r *yamlReader) slotsOnLine(start int, line string) (slip, bool) {
	m := slotBehind().FindStringSubmatchIndex(line)
	if m == nil || !r.amongSlots(start, line) {
		return slip{}, false
	}
	first := line[:m[5]] + ": " + line[m[8]:m[9]]
	_, size := utf8.DecodeLastRuneInString(line[:m[1]])
	rest := line[m[10]:m[11]] + ": " + line[m[1]-size:]
	return slip{start + m[10], source.Msg("another-key-on-line", line[m[10]:m[11]]), source.Msg("write-two-lines", strings.TrimSpace(first), strings.TrimSpace(rest)),
		&mend{start, start + len(line), first + "\n" + line[m[2]:m[3]] + rest}}, true
}
