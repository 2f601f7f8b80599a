package editions

import (
	"strings"
)

// copySigns are what desktops, browsers and people add to the name of a file that is another of it:
// 食堂(1), 食堂 - 副本, Copy of 食堂, 食堂_终稿, 食堂v2.
var copySigns = later(`(?i)^(?:copy of |副本)|[-－—_]*(?:[(（](?:\d{1,2}|` + draftWords + `)[)）]|` + draftWords + `|[-_]\d{1,2}|v\d{1,2}|copy|final)$`)

// draftWords say of a file that it is a copy, or which state of a text it is.
const draftWords = `(?:副本|拷贝|备份|复件|初稿|二稿|三稿|终稿|定稿|修改稿?|改稿?|最终版?|最新版?|新版?)`

// bareID is the id that a story would have whose file was called without such additions, and without
// blanks: 食堂 of 食 堂.md, 食堂(1), 食堂 - 副本 (2).
func bareID(id string) string {
	for {
		bare := strings.TrimSpace(copySigns().ReplaceAllString(id, ""))
		bare = strings.TrimRight(bare, "-－—_ 　")
		if bare == id || bare == "" {
			break
		}
		id = bare
	}
	return strings.Join(strings.Fields(storyID(id)), "")
}

// copyOf is the id of the one story, on no page yet, whose file is called as a copy of the one that an
// id means; "" without one, or of several.
func (p *placer) copyOf(id string) (like string) {
	if p.bare == nil {
		p.bare = map[string][]string{}
		for _, o := range sortedKeys(p.byID) {
			p.bare[bareID(o)] = append(p.bare[bareID(o)], o)
		}
	}
	for _, o := range p.bare[bareID(id)] {
		if p.placed[p.byID[o]] {
			continue
		}
		if like != "" {
			return ""
		}
		like = o
	}
	return like
}
