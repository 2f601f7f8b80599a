// Package indesign reads InDesign's stories (ICML) and whole documents (IDML): the text of
// each thread of frames as one, with styles, tracked changes, notes, footnotes, tables, and
// pictures by their links.
//
//	intake.Read(intake.File{Name: "头版.idml", Data: data}, []intake.Format{indesign.Format}, intake.Options{})
package indesign

import (
	"bytes"
	"net/url"
	"path"
	"sort"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Format is the reader of .icml, .incx and .idml.
var Format = intake.Format{Name: "idml", Extensions: []string{".icml", ".idml", ".idms"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	head := f.Data[:min(len(f.Data), 2048)]
	switch {
	case bytes.HasPrefix(head, []byte("PK")) && bytes.Contains(head, []byte("application/vnd.adobe.indesign-idml-package")):
		return 98
	case bytes.HasPrefix(head, []byte("PK")) && strings.EqualFold(path.Ext(f.Name), ".idml"):
		return 60
	case bytes.Contains(head, []byte("<?aid ")):
		return 95
	}
	return 0
}

// document is a file being read.
type document struct {
	c      *intake.Copy
	a      *intake.Archive
	styles map[string]style
	blocks int
	notes  int
}

// style is a paragraph or character style with what it is based on.
type style struct {
	name, based string
	attr        *tree.Node
}

func read(f intake.File, c *intake.Copy) {
	d := &document{c: c, styles: map[string]style{}}
	if !bytes.HasPrefix(f.Data, []byte("PK")) {
		root := d.xml(f.Data)
		if root == nil {
			return
		}
		d.readStyles(root)
		stories := root.All("Story")
		if len(stories) == 0 {
			c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
			return
		}
		for _, s := range stories {
			d.story(s)
		}
		return
	}
	if d.a = c.Open(f.Data); d.a == nil {
		return
	}
	d.pack()
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

// pack reads the stories of a package in the order in which their first frames stand.
func (d *document) pack() {
	if data := d.a.Read("Resources/Styles.xml"); data != nil {
		if root := d.xml(data); root != nil {
			d.readStyles(root)
		}
	}
	stories := map[string]*tree.Node{}
	var ids []string
	for _, name := range d.a.Names {
		if !strings.HasPrefix(name, "Stories/") || path.Ext(name) != ".xml" {
			continue
		}
		root := d.xml(d.a.Read(name))
		if d.c.Refused || root == nil {
			return
		}
		for _, s := range root.All("Story") {
			if id := s.Get("Self"); len(s.Kids) > 0 && stories[id] == nil {
				stories[id] = s
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		if !d.c.Refused {
			d.c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		}
		return
	}
	spots := d.spots()
	sort.SliceStable(ids, func(i, j int) bool { return spots[ids[i]].before(spots[ids[j]]) })
	for _, id := range ids {
		begin := len(d.c.Pieces)
		d.story(stories[id])
		if begin < len(d.c.Pieces) {
			d.c.Pieces[begin].Opens = true
		}
	}
	d.pictures()
}

// spot is where a story begins: on which spread, how far down and across.
type spot struct {
	placed bool
	spread int
	y, x   float64
}

func (a spot) before(b spot) bool {
	switch {
	case a.placed != b.placed:
		return a.placed
	case a.spread != b.spread:
		return a.spread < b.spread
	case a.y != b.y:
		return a.y < b.y
	}
	return a.x < b.x
}

// spreads returns the spreads in the order of the document.
func (d *document) spreads() []*tree.Node {
	var out []*tree.Node
	for _, name := range d.a.Names {
		if strings.HasPrefix(name, "Spreads/") {
			if root := d.xml(d.a.Read(name)); root != nil {
				out = append(out, root)
			}
		}
	}
	return out
}

// spots finds the first frame of each story; frames after another are parts of a thread.
func (d *document) spots() map[string]spot {
	at := map[string]spot{}
	for i, s := range d.spreads() {
		for _, f := range s.All("TextFrame") {
			if prev := f.Get("PreviousTextFrame"); prev != "" && prev != "n" {
				continue
			}
			p := spot{placed: true, spread: i}
			if m := strings.Fields(f.Get("ItemTransform")); len(m) == 6 {
				p.x, p.y = float(m[4]), float(m[5])
			}
			if anchor := f.Named("PathPointType"); anchor != nil {
				if xy := strings.Fields(anchor.Get("Anchor")); len(xy) == 2 {
					p.x += float(xy[0])
					p.y += float(xy[1])
				}
			}
			if id := f.Get("ParentStory"); !at[id].placed {
				at[id] = p
			}
		}
	}
	return at
}

func float(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != v {
		return 0
	}
	return v
}

// pictures names the pictures that stand on the pages, outside of any text.
func (d *document) pictures() {
	for _, s := range d.spreads() {
		for _, l := range s.All("Link") {
			if pic := d.linked(l); pic != nil {
				pic.Apart = true
				d.c.Add(intake.Piece{Kind: intake.Image, Pic: pic})
			}
		}
	}
}

// linked is a picture by its link; one beside the file is taken.
func (d *document) linked(l *tree.Node) *intake.Picture {
	uri := l.Get("LinkResourceURI")
	if uri == "" {
		return nil
	}
	name := uri
	if u, err := url.PathUnescape(strings.TrimPrefix(uri, "file:")); err == nil {
		name = path.Base(strings.ReplaceAll(u, `\`, "/"))
	}
	pic := &intake.Picture{Name: name, Ref: name}
	for _, at := range []string{name, "Links/" + name} {
		if data := d.c.Beside(at); data != nil {
			pic.Data = data
			break
		}
	}
	return pic
}

func (d *document) readStyles(root *tree.Node) {
	for _, kind := range []string{"ParagraphStyle", "CharacterStyle"} {
		for _, n := range root.All(kind) {
			s := style{name: n.Get("Name"), attr: n}
			if p := n.Child("Properties"); p != nil {
				if b := p.Child("BasedOn"); b != nil {
					s.based = b.Line()
				}
			}
			s.name = strings.TrimPrefix(s.name[strings.LastIndex(s.name, ":")+1:], "$ID/")
			d.styles[n.Get("Self")] = s
		}
	}
}

// prop is an attribute of a range, or of its style and what that is based on.
func (d *document) prop(n *tree.Node, styleID, name string) string {
	if n != nil {
		if v, ok := n.Lookup(name); ok {
			return v
		}
	}
	for range 20 {
		s, ok := d.styles[styleID]
		if !ok {
			return ""
		}
		if v, ok := s.attr.Lookup(name); ok {
			return v
		}
		styleID = s.based
		if _, ok := d.styles[styleID]; !ok {
			styleID = strings.TrimPrefix(styleID, "$ID/")
		}
	}
	return ""
}
