package html

import (
	"strings"
	"time"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// banxin's e-edition and e-paper say by classes what a paragraph is, and mark as "made"
// what is not the story's (output/internal/prose).

// ownRoles are the classes of paragraphs.
var ownRoles = map[string]intake.Role{
	"label": intake.Label, "kicker": intake.Kicker, "deck": intake.Deck, "byline": intake.Byline,
	"lead": intake.Lead, "signoff": intake.Signoff, "note": intake.Remark,
}

// manners are the classes of kinds of paragraph, banxin's own and other people's.
var manners = map[string]string{
	"verse": "诗", "poem": "诗", "poetry": "诗", "stanza": "诗", "question": "问答", "answer": "问答", "speech": "剧", "direction": "剧", "law": "法条", "editorial": "编者按",
	"pullquote": "提要", "formula": "公式",
}

// mannerOf is the kind of paragraph that a block is, where its page or what it stands in says
// so: verse in any page, the others in banxin's own.
func (w *walker) mannerOf(n *tree.Node) string {
	for ; n != nil && n.Name != "article" && n.Name != "body"; n = n.Parent {
		for _, class := range strings.Fields(n.Get("class")) {
			if m := manners[strings.ToLower(class)]; m != "" && (w.own || m == "诗") {
				return m
			}
		}
	}
	return ""
}

// roleOf is what a block is, where the page says it.
func (w *walker) roleOf(n *tree.Node, st state) intake.Role {
	switch n.Name {
	case "figcaption":
		return intake.Caption
	case "caption": // of a table: the line over it
		return intake.Body
	}
	if !w.own {
		return intake.Unknown
	}
	for _, class := range strings.Fields(n.Get("class")) {
		if role, ok := ownRoles[class]; ok {
			return role
		}
	}
	switch w.levelOf(n) {
	case 1:
		return intake.Headline
	case 2, 3, 4:
		return intake.Subhead
	}
	switch n.Name {
	case "blockquote":
		return intake.Quote
	case "p":
		if n.Parent != nil && n.Parent.Name == "article" {
			return intake.Body
		}
	}
	return w.role
}

// ownSpecial reads what only banxin's pages hold.
func (w *walker) ownSpecial(n *tree.Node, outside state) bool {
	switch {
	case n.HasClass("made") && n.HasClass("corrections"):
		w.corrections(n)
		return true
	case n.HasClass("made"):
		w.leaveAll(n, intake.Furniture, "")
		return true
	case n.Name == "span" && n.HasClass("marker"):
		if w.piece.List == nil || len(w.runs) > 0 {
			return false
		}
		w.c.Leave(n.Line(), intake.Markup, w.place(n))
		w.piece.List.Marker = n.Line()
		w.piece.List.Ordered = true
		w.gap, w.before = none, 0
		return true
	}
	return false
}

// corrections takes what banxin says after a story of what was put right in it to the story's
// head. What does not say when is left out.
func (w *walker) corrections(n *tree.Node) {
	for _, p := range n.All("p") {
		c, ok := correctionOf(p)
		if !ok {
			w.leaveAll(p, intake.Correction, "")
			continue
		}
		w.c.Meta.Corrections = append(w.c.Meta.Corrections, c)
		w.leaveAll(p, intake.InHead, "")
	}
}

// correctionOf reads a line such as 更正（2026年10月20日09:30）：桥长应为320米: the time is that of
// its element, the note what stands behind it. One without a note has other words.
func correctionOf(p *tree.Node) (c intake.Corrected, ok bool) {
	at := p.Named("time")
	if at == nil {
		return c, false
	}
	var err error
	if c.Time, err = time.Parse(time.RFC3339, at.Get("datetime")); err != nil {
		return c, false
	}
	_, rest, _ := strings.Cut(p.Line(), at.Line())
	for _, mark := range []string{"）：", "): "} {
		if note, said := strings.CutPrefix(rest, mark); said {
			c.Note = strings.TrimSpace(note)
		}
	}
	return c, true
}
