package markdown

import (
	"strings"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Markdown of other programs has HTML in it, which a story file has for text. Before a file
// without front matter is parsed, what a story file says otherwise is put that way: pictures,
// breaks, raised and lowered characters; tags that say nothing of a text go. Signs of markup
// are none of a file's characters; comments are, and are left out by name.

var (
	tag        = form.Of(`(?is)<!--.*?-->|<(/?)(img|br|sup|sub|p|div|span|center|font|u|ins|a|figure|figcaption|details|summary|b|strong|i|em|small|big)(?:\s[^<>]*)?/?>`)
	attributes = form.Of(`(\]\([^()\s]*(?:\s+"[^"]*")?\))\{[^{}]*=[^{}]*\}`)
	headID     = form.Of(`(?m)^(#{1,6} .*?)\s*\{[#.][^{}]*\}\s*$`)
)

// remark is the reason for a comment.
var remark = intake.Reason{Key: "source", Says: source.Msg("comment-in-source-of-page")}

// plain puts foreign Markdown as a story file would have it.
func plain(c *intake.Copy, text string) string {
	text = headID().ReplaceAllString(attributes().ReplaceAllString(text, "$1"), "$1")
	return tag().ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasPrefix(s, "<!--") {
			c.Leave(strings.TrimSpace(strings.TrimSuffix(s[4:], "-->")), remark, intake.Place{})
			return strings.Repeat("\n", strings.Count(s, "\n"))
		}
		switch m := tag().FindStringSubmatch(s); strings.ToLower(m[2]) {
		case "img":
			return picture(s)
		case "br":
			return "\\\n"
		case "sup":
			return "^"
		case "sub":
			return "~"
		case "b", "strong":
			return "**"
		}
		return ""
	})
}

// verses breaks the lines of poems that no sign says to be such, where Markdown runs them together: stanzas of
// two lines and more, one after the other. It tells whether there are any.
func verses(text string) (string, bool) {
	lines := strings.Split(text, "\n")
	found, fenced := false, false
	var stanzas [][]string
	var ends []int // of each: the line behind it
	finish := func() {
		if editions.VerseLines(stanzas) {
			found = true
			for k, s := range stanzas {
				for i := ends[k] - len(s); i < ends[k]-1; i++ {
					lines[i] = s[i-ends[k]+len(s)] + `\`
				}
			}
		}
		stanzas, ends = nil, nil
	}
	for i := 0; i < len(lines); {
		from := i
		for i < len(lines) && strings.TrimSpace(lines[i]) != "" {
			if strings.HasPrefix(lines[i], "```") || strings.HasPrefix(lines[i], "~~~") {
				fenced = !fenced
			}
			i++
		}
		if i == from { // an empty line
			i++
			continue
		}
		if rows := stanzaOf(lines[from:i]); rows != nil && !fenced {
			stanzas, ends = append(stanzas, rows), append(ends, i)
			continue
		}
		finish()
	}
	finish()
	return strings.Join(lines, "\n"), found
}

// stanzaOf are the lines of a block where they could be a stanza; nil: they are none.
func stanzaOf(block []string) (rows []string) {
	for _, l := range block {
		row := strings.TrimRight(l, " \r\\")
		if !editions.VerseRow(row) {
			return nil
		}
		rows = append(rows, row)
	}
	if len(rows) < 2 {
		return nil
	}
	return rows
}

// picture is an element of HTML as Markdown has it.
func picture(s string) string {
	root, _ := tree.HTML(s, tree.Limits{Nodes: 10})
	n := root.Named("img")
	if n == nil || n.Get("src") == "" {
		return ""
	}
	return "![" + strings.NewReplacer("[", "", "]", "", "\n", " ").Replace(n.Get("alt")) + "](" + strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29").Replace(n.Get("src")) + ")"
}
