package epub

import (
	"strings"

	"banxin/editions"
	"banxin/layout/page"
)

// crossing is a link of a story to another, by its place in the file: lines and columns.
type crossing struct {
	from, to [2]int32
	href     string
}

// crossings lists the links of an article to others in a replica.
func (b *book) crossings(a *article) (out []crossing) {
	file := a.story.File
	if file == nil {
		return nil
	}
	for p := range a.story.Parts() {
		for _, r := range p.Text.Runs {
			id, ok := strings.CutPrefix(r.Link, editions.StoryLink)
			if !ok || b.printedAt(id) == "" {
				continue
			}
			at := file.Pos(r.Span)
			out = append(out, crossing{[2]int32{int32(at.Line), int32(at.Col)}, [2]int32{int32(at.EndLine), int32(at.EndCol)}, b.printedAt(id)})
		}
	}
	return out
}

// printedAt is where a story begins in a replica; "": nowhere.
func (b *book) printedAt(id string) string {
	a := b.articleOf(id)
	if a == nil || a.sheet == nil {
		return ""
	}
	return a.sheet.file + "#" + pieceID(a, b.fixed.first(id))
}

// crossAt is where the text at a place leads, "" for most.
func crossAt(links []crossing, at page.Pos) string {
	for _, c := range links {
		if !before(at, c.from) && before(at, c.to) {
			return c.href
		}
	}
	return ""
}

func before(at page.Pos, limit [2]int32) bool {
	return at.Line < limit[0] || at.Line == limit[0] && at.Col < limit[1]
}
