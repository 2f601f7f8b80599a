// Package news reads what agencies and sites send: ninjs 1 to 3, NITF, NewsML-G2, RSS and
// Atom. A feed or a package of several items becomes several copies.
//
//	intake.Read(intake.File{Name: "item.json", Data: data}, news.Formats, intake.Options{})
package news

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Formats are all of this package.
var Formats = []intake.Format{NINJS, NITF, NewsML, Feed}

// rootOf returns the local name and namespace of an XML file's first element.
func rootOf(data []byte) (name, space string) {
	head := data[:min(len(data), 8192)]
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \r\n\t"), []byte("<")) {
		return "", ""
	}
	root, _ := tree.XML(strings.ToValidUTF8(string(head), "?"), tree.Limits{Nodes: 50})
	for _, k := range root.Kids {
		if !k.IsText() {
			return k.Name, k.Space
		}
	}
	return "", ""
}

// sniffRoot tells a format by its first element.
func sniffRoot(names ...string) func(intake.File) int {
	return func(f intake.File) int {
		name, _ := rootOf(f.Data)
		for _, n := range names {
			if strings.EqualFold(n, name) {
				return 95
			}
		}
		return 0
	}
}

// parse makes a tree of an XML file. Where it breaks off, what stands before is used and a
// finding says so.
func parse(f intake.File, c *intake.Copy) (*tree.Node, *tree.Places) {
	text := c.Decode(f.Data, html.Charset(f.Data))
	root, err := tree.XML(text, tree.Limits{Depth: c.Limits.Nesting})
	return root, check(c, text, err)
}

// check says what is wrong with a document; it returns the places of its text.
func check(c *intake.Copy, text string, err error) *tree.Places {
	places := tree.NewPlaces(text)
	switch {
	case err == tree.ErrNodes || err == tree.ErrDepth:
		c.Refuse("IMP-LIMIT", source.Msg("file-too-many-elements-or-too"), source.Msg("sent-in-another-form"))
	case err != nil:
		at := len(text)
		if e, ok := err.(*tree.CutError); ok {
			at = e.At
		}
		c.Cut(place(places, at))
	}
	return places
}

func place(places *tree.Places, at int) (p intake.Place) {
	p.Line, p.Col = places.Place(at)
	return p
}

// inner writes a node's contents as XHTML again, for what a feed holds as elements.
func outer(b *strings.Builder, n *tree.Node) {
	if n.IsText() {
		_ = xml.EscapeText(b, []byte(n.Text))
		return
	}
	b.WriteString("<" + n.Name)
	for _, a := range n.Attr {
		if a.Name != "xmlns" && a.Space != "xmlns" {
			b.WriteString(" " + a.Name + `="`)
			_ = xml.EscapeText(b, []byte(a.Value))
			b.WriteString(`"`)
		}
	}
	b.WriteString(">")
	for _, k := range n.Kids {
		outer(b, k)
	}
	b.WriteString("</" + n.Name + ">")
}

// fragment reads a stretch of HTML as text of the copy.
func fragment(c *intake.Copy, text, part string, o html.Options) {
	root, ok := html.Parse(c, text)
	if !ok {
		return
	}
	o.Part = part
	html.Body(c, root, o)
}

// plain reads text without markup: a line a paragraph.
func plain(c *intake.Copy, text string, role intake.Role, at intake.Place) {
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			c.Leave(line, intake.Blank, at)
			continue
		}
		c.Add(intake.Piece{Role: role, Runs: []intake.Run{c.Text(line)}, At: at})
		at.Block++
	}
}

// beside finds a picture that lies beside the file.
func beside(c *intake.Copy, file, ref string) []byte {
	if ref == "" || strings.Contains(ref, "://") {
		return nil
	}
	return c.Beside(path.Join(path.Dir(file), ref))
}

// baseOf is the last part of an address or path, without what asks.
func baseOf(ref string) string {
	ref, _, _ = strings.Cut(ref, "?")
	ref, _, _ = strings.Cut(ref, "#")
	return path.Base(strings.ReplaceAll(ref, `\`, "/"))
}

// genres are the names of genres that a newspaper uses; codes and names of agencies are not.
var genres = map[string]bool{"消息": true, "通讯": true, "评论": true, "社论": true, "言论": true, "公告": true, "来信": true, "图片": true, "特写": true, "专访": true,
	"简讯": true, "综述": true, "述评": true, "侧记": true, "诗": true, "诗歌": true, "散文": true, "问答": true, "调查": true, "人物": true}
