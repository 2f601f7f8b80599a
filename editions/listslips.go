package editions

import (
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
)

var (
	dashKey  = regexp.MustCompile(`^( *)-( +)([^\s:#"'\[{-][^:#]{0,24}:(?: .*|))$`)
	heading  = regexp.MustCompile(`^ *(第?[一二三四五六七八九十\d]{1,3}版)\s*[:：]?\s*$`)
	slotless = regexp.MustCompile(`^( *)(?:- +)?(?:稿件|stories):\s*(?:#.*)?$`)
)

// pages tells of what stands wrong in the list of pages though each line of it can be read: a dash
// that is not before its keys, slots that are not under their 稿件, headings that are no keys.
// What the parser would say of them is of other lines.
func (r *yamlReader) pages() {
	if !slices.ContainsFunc(listKeys, func(key string) bool { return strings.Contains(r.src, key+":") }) {
		return // as most heads of stories
	}
	list := false
	for n, line := 0, 0; n < maxMends && line < len(r.lines); line++ {
		start, text := r.lineAt(r.lines[line])
		key := keyLine.FindStringSubmatch(text)
		if key != nil && key[1]+key[2] == "" && heading.FindString(text) == "" {
			list = list && !known(text) || lists.MatchString(text)
		}
		if !list {
			continue
		}
		for _, find := range []func(start int, line string) (slip, bool){r.slotsOnLine, r.headingSlip, r.dashUnlike, r.pageKeySlip, r.slotSlip} {
			if s, ok := find(start, text); ok {
				r.tell("SRC-YAML", s)
				r.apply(*s.mend)
				n++
				break
			}
		}
	}
	r.next = nil
}

// pageKeySlip finds a key of a page in the column of the dashes: one that the page above does not
// say yet belongs to it.
func (r *yamlReader) pageKeySlip(start int, line string) (slip, bool) {
	k := keyLine.FindStringSubmatch(line)
	if k == nil || k[2] != "" || k[1] == "" {
		return slip{}, false
	}
	name, _, _ := strings.Cut(line, ":")
	is := find(pageWords, keyOf(name))
	if is < 0 {
		return slip{}, false
	}
	for up := start - 1; up > 0; {
		above, l := r.lineAt(up)
		m := keyLine.FindStringSubmatch(l)
		if m != nil {
			key, _, _ := strings.Cut(l, ":")
			switch {
			case len(m[1]) < len(k[1]), find(pageWords, keyOf(key)) == is:
				return slip{}, false
			case m[2] != "" && m[1] == k[1]:
				return indented(start, len(k[1]), len(m[1])+len(m[2])), true
			}
		}
		up = above - 1
	}
	return slip{}, false
}

// known tells whether a line begins with a key of an edition or of a page, or one like it.
func known(line string) bool {
	key, _, _ := strings.Cut(line, ":")
	key = keyOf(key)
	_, elsewhere := homeOf(key)
	return elsewhere && find(lookWords, key) < 0 || likest(editionWords, key) || likest(pageWords, key)
}

func likest(words []word, key string) bool {
	_, ok := nearest(words, key)
	return ok
}

// headingSlip finds a heading over a page, as 第四版: on a line of its own.
func (r *yamlReader) headingSlip(start int, line string) (slip, bool) {
	m := heading.FindStringSubmatchIndex(line)
	if m == nil || r.below(start) >= len(r.src) {
		return slip{}, false
	}
	if _, below := r.lineAt(r.below(start)); !dashItem.MatchString(below) {
		return slip{}, false
	}
	return slip{start + m[2], source.Msg("heading-in-list", line[m[2]:m[3]]), source.Msg("take-line-away"), &mend{start, start, "#"}}, true
}

// dashUnlike finds a dash whose key does not begin where the two or more keys below it do.
func (r *yamlReader) dashUnlike(start int, line string) (slip, bool) {
	m := dashKey.FindStringSubmatch(line)
	if m == nil || !known(m[3]) {
		return slip{}, false
	}
	want, keys := -1, 0
	for at := r.below(start); at < len(r.src); {
		begin, text := r.lineAt(at)
		at = r.below(begin)
		k := keyLine.FindStringSubmatch(text)
		if k == nil || find(pageWords, keyOf(k[0][:strings.Index(k[0], ":")])) < 0 {
			if k != nil && (k[2] != "" || k[1] == "") {
				break
			}
			continue
		}
		if k[2] != "" {
			break
		}
		if keys++; want >= 0 && want != len(k[1]) {
			return slip{}, false // none is like another
		}
		want = len(k[1])
	}
	if keys < 2 || want < 2 || want == len(m[1])+1+len(m[2]) {
		return slip{}, false
	}
	pad := strings.Repeat(" ", want-2)
	return slip{start + len(m[1]), source.Msg("dash-unlike-keys-below"), source.Msg("put-dash-before", want-2, m[3]), &mend{start, start + len(line) - len(m[3]), pad + "- "}}, true
}

// maxAbove is how far above a slot its 稿件 is looked for.
const maxAbove = 100

// slotSlip finds a slot that is not indented under its 稿件.
func (r *yamlReader) slotSlip(start int, line string) (slip, bool) {
	k := keyLine.FindStringSubmatch(line)
	if k == nil || k[2] != "" || known(line) {
		return slip{}, false
	}
	own, want := len(k[1]), -1
	for at, n := start-1, 0; at > 0 && n < maxAbove; n++ {
		begin, text := r.lineAt(at)
		at = begin - 1
		above := keyLine.FindStringSubmatch(text)
		if m := slotless.FindStringSubmatch(text); m != nil {
			under := strings.Index(text, strings.TrimLeft(text, " -"))
			if own > under {
				return slip{}, false
			}
			if want <= under {
				want = under + 2
			}
			key := keyOf(line[:strings.Index(line, ":")])
			return slip{start + own, source.Msg("slot-not-under-stories", key), source.Msg("indent-with-spaces", want), &mend{start, start + own, strings.Repeat(" ", want)}}, true
		}
		if above == nil || above[2] != "" || known(text) {
			if above != nil {
				return slip{}, false
			}
			continue
		}
		want = len(above[1])
	}
	return slip{}, false
}

var (
	inlineKeys = regexp.MustCompile(`^[(（]?\s*([^\s:：,，(（]{1,8}\s*[:：]\s*[^\s,，:：]+(?:\s*[,，、]\s*[^\s:：,，]{1,8}\s*[:：]\s*[^\s,，:：]+)*)\s*[)）]?$`)
	inlineMark = regexp.MustCompile(`\s*([:：]|[,，、])\s*`)
)

// braced is several keys in a line as they would be written in braces; "": they are none.
func braced(value string) string {
	m := inlineKeys.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return ""
	}
	text := inlineMark.ReplaceAllStringFunc(strings.TrimRight(m[1], ")）"), func(s string) string {
		if strings.ContainsAny(s, ":：") {
			return ": "
		}
		return ", "
	})
	for _, pair := range strings.Split(text, ", ") {
		key, _, ok := strings.Cut(pair, ": ")
		if !ok || !slices.ContainsFunc([][]word{colorWords, allStyleKeys(), slotWords, marginWords, columnWords, bodyWords}, func(words []word) bool { return find(words, key) >= 0 }) {
			return ""
		}
	}
	return "{" + text + "}"
}

// arrowLine is a slot and a story with an arrow, or white, between them.
var arrowLine = regexp.MustCompile(`^ *([^\s:：#=＝→\-－—>]{1,12})(?:\s*(?:→|➜|⇒|[-－—=＝]+[>＞]|[-－—]{1,2})\s*|[ \t　]+)(\S.*)$`)

// amongSlots tells whether a line stands under 稿件, alone or among slots.
func (r *yamlReader) amongSlots(start int, line string) bool {
	own := len(line) - len(strings.TrimLeft(line, " "))
	for at, n := start-1, 0; at > 0 && n < maxAbove; n++ {
		begin, text := r.lineAt(at)
		at = begin - 1
		pad := len(text) - len(strings.TrimLeft(text, " "))
		switch {
		case strings.TrimSpace(text) == "":
		case slotless.MatchString(text):
			return pad < own
		case pad < own:
			return false
		}
	}
	return false
}
