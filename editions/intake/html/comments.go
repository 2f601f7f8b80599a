package html

import (
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Remark is the reason for what a page keeps for those who read its source.
var Remark = intake.Reason{Key: "source", Says: source.Msg("comment-in-source-of-page")}

// comment names a comment of the source: what somebody wrote into the page for nobody to see.
// The marks of programs, Word's conditions and the ends of what is on the clipboard, are
// signs of markup.
func (w *walker) comment(n *tree.Node) {
	s := strings.Join(strings.FieldsFunc(n.Kids[0].Text, tree.IsSpace), " ")
	if strings.HasPrefix(s, "[if") || strings.HasPrefix(s, "[endif") || s == "StartFragment" || s == "EndFragment" || strings.HasPrefix(s, "?xml ") || strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return
	}
	w.c.Leave(s, Remark, w.place(n))
}

// unshown names what a page holds for programs without scripts, or for scripts to use.
func (w *walker) unshown(n *tree.Node) {
	n.Walk(func(k *tree.Node) bool {
		if k.Text == "" {
			return true
		}
		text := k.Text
		if k.Raw { // not read as elements: its tags are none of its text
			inner, err := tree.HTML(text, tree.Limits{Depth: w.c.Limits.Nesting})
			if err == nil || inner != nil {
				text = inner.String()
			}
		}
		if s := strings.Join(strings.FieldsFunc(text, tree.IsSpace), " "); s != "" {
			w.c.Leave(s, intake.HiddenText, w.place(k))
		}
		return true
	})
}

// about is a comment of Word: the stretch of the tape that it is about, and when it was made.
type about struct {
	from, to int
	at       string
}

// remarked reads a link that Word makes of a comment: round what it is about, its sign, the
// way back; and tells whether it was one. What it is about is read as text.
func (w *walker) remarked(n *tree.Node, outside state) bool {
	own := n.Get("style")
	switch {
	case strings.Contains(own, "mso-comment-reference"):
		from := w.c.Mark()
		for _, k := range n.Kids {
			w.node(k, w.into(outside, n))
		}
		w.about = about{from, w.c.Mark(), ofStyle(own, "mso-comment-date")}
	case n.HasClass("msocomanchor"):
		w.abouts[strings.TrimPrefix(n.Get("href"), "#")] = w.about
		w.leaveAll(n, intake.Markup, "")
	case n.HasClass("msocomoff"):
		w.leaveAll(n, intake.Markup, "")
	default:
		return false
	}
	return true
}

// isRemark tells whether an element is the text of one of Word's comments.
func isRemark(n *tree.Node) bool {
	return n.HasClass("msocomtxt") || ofStyle(n.Get("style"), "mso-element") == "comment" && n.First(func(k *tree.Node) bool { return k.HasClass("msocomtxt") }) == nil
}

// remark takes the text of a comment.
func (w *walker) remark(n *tree.Node) {
	k := intake.Comment{}
	n.Walk(func(in *tree.Node) bool {
		if by := ofStyle(in.Get("style"), "mso-comment-author"); by != "" {
			k.By = strings.Trim(by, `"'`)
		}
		if a, ok := w.abouts[nameOfAnchor(in)]; ok && in.Name == "a" {
			k.From, k.To, k.At = a.from, a.to, a.at
		}
		switch s := strings.Join(strings.FieldsFunc(in.Text, tree.IsSpace), " "); {
		case in.HasClass("msocomoff"):
			w.leaveAll(in, intake.Markup, "")
			return false
		case in.Name == "#comment", in.Raw, s == "":
		case strings.Trim(s, "\u00A0") == "":
			w.c.Leave(s, intake.Blank, w.place(in))
		default:
			k.Runs = append(k.Runs, w.c.Text(s))
		}
		return true
	})
	if len(k.Runs) > 0 {
		w.c.Comments = append(w.c.Comments, k)
	}
}

// ofStyle is the value of a property in a style attribute.
func ofStyle(own, name string) string {
	for _, d := range strings.Split(own, ";") {
		if k, v, ok := strings.Cut(d, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
