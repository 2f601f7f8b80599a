package words

import (
	"regexp"
	"strings"
)

// singular are the words of our English sentences that differ after a one.
var singular = map[string]string{
	"are": "is", "have": "has",
	"bytes": "byte", "characters": "character", "chars": "char", "columns": "column", "editions": "edition", "entries": "entry",
	"errors": "error", "families": "family", "figures": "figure", "files": "file", "findings": "finding", "glyphs": "glyph",
	"keys": "key", "levels": "level", "lines": "line", "names": "name", "notes": "note", "pages": "page", "paragraphs": "paragraph",
	"parts": "part", "pictures": "picture", "pixels": "pixel", "places": "place", "plates": "plate", "points": "point",
	"signs": "sign", "spaces": "space", "stories": "story", "tabs": "tab", "times": "time", "warnings": "warning",
}

// counted finds what a format of package fmt puts in, and the words that follow it.
var counted = regexp.MustCompile(`%[-+#0-9.]*([a-z%])(?: ([a-z]+)( are| have)?)?`)

// inNumber returns an English format with the words after each number that is one in the
// singular: "%d errors are left" as "%d error is left".
func inNumber(format string, args []any) string {
	var b strings.Builder
	n, last := 0, 0
	for _, m := range counted.FindAllStringSubmatchIndex(format, -1) {
		verb := format[m[2]:m[3]]
		if verb == "%" {
			continue
		}
		n++
		if verb != "d" || n > len(args) || args[n-1] != 1 || m[4] < 0 {
			continue
		}
		one, ok := singular[format[m[4]:m[5]]]
		if !ok {
			continue
		}
		b.WriteString(format[last:m[4]] + one)
		last = m[5]
		if m[6] >= 0 && !strings.HasSuffix(format[:m[0]], " of ") { // "%d lines of %d columns are"
			b.WriteString(" " + singular[format[m[6]+1:m[7]]])
			last = m[7]
		}
	}
	return b.String() + format[last:]
}
