// Package odt reads OpenDocument texts (OASIS ODF 1.2 and 1.3), packed or flat, as
// LibreOffice, WPS and pandoc write them: styles with what they inherit, tracked changes,
// notes, comments, lists with numbers, tables, frames and pictures, readings.
//
//	intake.Read(intake.File{Name: "来稿.odt", Data: data}, []intake.Format{odt.Format}, intake.Options{})
package odt

import (
	"bytes"
	"encoding/base64"
	"path"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Format is the reader of .odt, .ott and .fodt.
var Format = intake.Format{Name: "odt", Extensions: []string{".odt", ".ott", ".fodt"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	head := f.Data[:min(len(f.Data), 2048)]
	switch {
	case bytes.HasPrefix(head, []byte("PK")) && bytes.Contains(head, []byte("application/vnd.oasis.opendocument.text")):
		return 98
	case bytes.HasPrefix(head, []byte("PK")) && (strings.EqualFold(path.Ext(f.Name), ".odt") || strings.EqualFold(path.Ext(f.Name), ".ott")):
		return 60
	case bytes.Contains(head, []byte("<office:document")) && bytes.Contains(head, []byte("opendocument.text")):
		return 98
	}
	return 0
}

func read(f intake.File, c *intake.Copy) {
	d := &document{c: c, styles: map[string]*style{}, lists: map[string]*tree.Node{}, changes: map[string]*change{}, counts: map[string][]int{}}
	var styles, content *tree.Node
	if bytes.HasPrefix(f.Data, []byte("PK")) {
		d.a = c.Open(f.Data)
		if d.a == nil {
			return
		}
		styles = d.part("styles.xml")
		d.readStyles(styles)
		content = d.part("content.xml")
	} else {
		content = d.xml(f.Data)
	}
	if c.Refused {
		return
	}
	body := (*tree.Node)(nil)
	if content != nil {
		d.readStyles(content)
		if b := content.Named("body"); b != nil {
			body = b.Child("text")
		}
	}
	if body == nil {
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return
	}
	d.blocks(body, context{})
	d.flushLater()
	d.furniture(styles, content)
}

// furniture leaves out what the pages have at their heads and feet (ODF 16.10).
func (d *document) furniture(roots ...*tree.Node) {
	for _, root := range roots {
		if root == nil {
			continue
		}
		for _, page := range root.All("master-page") {
			for _, k := range page.Kids {
				name, _, _ := strings.Cut(k.Name, "-") // header-first, footer-left
				if name != "header" && name != "footer" {
					continue
				}
				k.Walk(func(n *tree.Node) bool {
					if n.Name != "p" && n.Name != "h" {
						return true
					}
					d.c.Leave(n.Line(), intake.Furniture, intake.Place{Part: name})
					return false
				})
			}
		}
	}
}

func (d *document) part(name string) *tree.Node {
	data := d.a.Read(name)
	if data == nil {
		return nil
	}
	return d.xml(data)
}

func (d *document) xml(data []byte) *tree.Node {
	root, err := tree.XML(intake.DecodeBytes(data, "utf-8"), tree.Limits{Depth: d.c.Limits.Nesting})
	switch {
	case err == tree.ErrNodes || err == tree.ErrDepth:
		d.c.Refuse("IMP-LIMIT", source.Msg("file-too-many-elements-or-too"), source.Msg("sent-in-another-form"))
		return nil
	case err != nil:
		d.c.Cut(intake.Place{})
	}
	return root
}

// style is what a style says, with what it inherits.
type style struct {
	name, parent string
	props        map[string]string
	level        int
}

func (d *document) readStyles(root *tree.Node) {
	if root == nil {
		return
	}
	root.Walk(func(n *tree.Node) bool {
		switch n.Name {
		case "list-style":
			d.lists[n.Get("name")] = n
			return false
		case "style", "default-style":
			d.style(n)
			return false
		case "body":
			return false
		}
		return len(d.styles) < 20000
	})
}

func (d *document) style(n *tree.Node) {
	s := &style{name: n.Get("display-name"), parent: n.Get("parent-style-name"), props: map[string]string{}}
	if s.name == "" {
		s.name = n.Get("name")
	}
	if level := n.Get("default-outline-level"); len(level) == 1 && level[0] > '0' {
		s.level = int(level[0] - '0')
	}
	for _, k := range n.Kids {
		if k.Name == "text-properties" || k.Name == "paragraph-properties" {
			for _, a := range k.Attr {
				s.props[a.Name] = a.Value
			}
		}
	}
	if l := n.Get("list-style-name"); l != "" {
		s.props["list-style-name"] = l
	}
	key := n.Get("family") + "/" + n.Get("name")
	if n.Name == "default-style" {
		key = n.Get("family") + "/"
	}
	d.styles[key] = s
}

// prop returns a property of a style, or of the first that it inherits from.
func (d *document) prop(family, name, prop string) string {
	for range 20 {
		s := d.styles[family+"/"+name]
		if s == nil {
			break
		}
		if v, ok := s.props[prop]; ok {
			return v
		}
		name = s.parent
		if name == "" {
			break
		}
	}
	if s := d.styles[family+"/"]; s != nil {
		return s.props[prop]
	}
	return ""
}

// named returns the name that people gave a style: that of an automatic one's parent.
func (d *document) named(family, name string) (title string, level int) {
	for range 20 {
		s := d.styles[family+"/"+name]
		if s == nil {
			return name, 0
		}
		if level == 0 {
			level = s.level
		}
		if s.parent == "" || !automatic(name) {
			return s.name, level
		}
		name = s.parent
	}
	return name, level
}

// automatic tells the names that programs give: P1, T12.
func automatic(name string) bool {
	return len(name) > 1 && (name[0] == 'P' || name[0] == 'T') && strings.Trim(name[1:], "0123456789") == ""
}

// image is a picture's bytes: in the archive, or inside the file.
func (d *document) image(n *tree.Node) *intake.Picture {
	pic := &intake.Picture{}
	href := n.Get("href")
	switch {
	case href != "" && d.a != nil && d.a.Has(path.Clean(href)):
		pic.Data = d.a.Read(path.Clean(href))
	case href != "":
		pic.Ref = href
		pic.Name = path.Base(href)
		if !strings.Contains(href, ":") {
			pic.Data = d.c.Beside(strings.TrimPrefix(href, "../"))
		}
	}
	if b := n.Child("binary-data"); b != nil && pic.Data == nil {
		if data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(b.String()), "")); err == nil {
			pic.Data, pic.Ref, pic.Name = data, "", ""
		}
	}
	return pic
}
