package editions

import (
	"banxin/editions/source"
)

// A group (组图) is a paragraph of pictures; the text after them is the caption of all:
//
//	![左图：修缮前。](a.jpg)
//	![右图：今年9月。](b.jpg){记者 摄}
//	锁澜桥的两个秋天。
//
// mostInGroup is how many pictures one may have.
const mostInGroup = 9

// group makes one of a paragraph's pictures where it begins with two or more of them and
// has at most a line of text, after them. It adds what it takes, and returns the rest.
func (b *body) group(parts []any, kind Kind) []any {
	g := &Group{}
	for _, part := range parts {
		p, ok := part.(*Picture)
		if !ok {
			break
		}
		g.Pictures = append(g.Pictures, p)
	}
	n := len(g.Pictures)
	if len(parts) == n+1 {
		if _, ok := parts[n].(Text); !ok {
			return parts
		}
	}
	if n < 2 || len(parts) > n+1 || kind != Plain && kind != LeadText {
		return parts
	}
	if n > mostInGroup {
		b.desk.add("PIC-GROUP", b.file.Pos(g.Pictures[mostInGroup].Span), source.Msg("group-of-pictures-at-most-set", n, mostInGroup),
			source.Msg("part-pictures-by-blank-lines-into"))
		return parts
	}
	for _, p := range g.Pictures {
		p.Group = g
		b.memberOf(p)
		b.add(p)
	}
	if len(parts) > n {
		t := parts[n].(Text)
		g.Caption = &Paragraph{Kind: GroupCaption, Text: t, Span: t.Span}
		b.add(g.Caption)
		b.stray(t)
	}
	return nil
}

// memberOf reports what only a picture by itself can have. What the first of a group says of
// place, columns and caption holds for all of it.
func (b *body) memberOf(p *Picture) {
	switch first := p.Group.Pictures[0]; {
	case len(p.Outline) > 0:
		p.Outline = nil
		b.desk.add("PIC-GROUP", b.file.Pos(p.Span), source.Msg("picture-of-group-no-outline-text"), source.Msg("part-from-others-by-blank-line"))
	case p != first && (p.At != "" && p.At != first.At || p.Width > 0 && p.Width != first.Width):
		b.desk.add("PIC-GROUP", b.file.Pos(p.Span), source.Msg("place-columns-of-group-those-of"), source.Msg("say-after-first-picture"))
	}
}
