package editions

import (
	"regexp"
	"slices"
	"strings"
	"sync"

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
