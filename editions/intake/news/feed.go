package news

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
)

// Feed is the reader of RSS 0.9x to 2.0, RSS 1.0 and Atom: a story an item.
var Feed = intake.Format{Name: "feed", Extensions: []string{".rss", ".atom"}, Sniff: sniffRoot("rss", "feed", "RDF", "entry"), Read: readFeed}

func readFeed(f intake.File, c *intake.Copy) {
	root, places := parse(f, c)
	items := root.Where(func(n *tree.Node) bool { return n.Name == "item" || n.Name == "entry" })
	if c.Refused || len(items) == 0 {
		refuseEmpty(c)
		return
	}
	for i, n := range items {
		e := &entry{nitf: nitf{c: c, file: f.Name, places: places}}
		if len(items) > 1 {
			e.c = c.Part(strconv.Itoa(i + 1))
		}
		if i == 0 {
			e.channel(root, items)
		}
		e.read(n)
	}
}

// entry is an item being read.
type entry struct{ nitf }

// channel leaves out what the feed says of itself.
func (e *entry) channel(root *tree.Node, items []*tree.Node) {
	inItem := map[*tree.Node]bool{}
	for _, n := range items {
		inItem[n] = true
	}
	root.Walk(func(n *tree.Node) bool {
		if inItem[n] {
			return false
		}
		if n.IsText() {
			e.c.Leave(strings.Join(strings.FieldsFunc(n.Text, tree.IsSpace), " "), intake.Unused, e.at(n))
		}
		return true
	})
}

func (e *entry) read(n *tree.Node) {
	text := best(n)
	for _, k := range n.Kids {
		switch {
		case k.IsText():
			e.c.Leave(strings.TrimFunc(k.Text, tree.IsSpace), intake.Unused, e.at(k))
		case k == text:
		case k.Name == "title" && k.Space != mediaSpace:
			e.titled(k)
		case k.Name == "creator" || k.Name == "author":
			e.author(k)
		case k.Name == "guid" || k.Name == "id":
			if id := k.Line(); !strings.Contains(id, "://") {
				e.c.Meta.ID = id
			}
		case k.Name == "pubDate" || k.Name == "published" || k.Name == "updated" || k.Name == "date":
			e.c.Meta.Date = k.Line()
		}
	}
	if text != nil {
		e.content(text)
	}
	for _, k := range n.Kids {
		if k != text {
			e.other(k)
		}
	}
}

const mediaSpace = "http://search.yahoo.com/mrss/"

// best is the element with the whole text of an item.
func best(n *tree.Node) *tree.Node {
	for _, name := range []string{"encoded", "content", "description", "summary"} {
		for _, k := range n.Kids {
			if k.Name == name && k.Space != mediaSpace && k.Line() != "" {
				return k
			}
		}
	}
	return nil
}

func (e *entry) titled(k *tree.Node) {
	if t := k.Get("type"); t == "html" || t == "xhtml" {
		begin := len(e.c.Pieces)
		e.content(k)
		for i := begin; i < len(e.c.Pieces); i++ {
			e.c.Pieces[i].Role, e.c.Pieces[i].Level = intake.Headline, 0
		}
		return
	}
	say(e.c, k, intake.Headline, e.at(k))
}

func (e *entry) author(k *tree.Node) {
	if n := k.Child("name"); n != nil {
		say(e.c, n, intake.Byline, e.at(k))
		return
	}
	if t := k.Line(); t != "" && !strings.Contains(t, "@") {
		say(e.c, k, intake.Byline, e.at(k))
		return
	}
	leave(e.c, k, intake.Unused, e.at(k))
}

// content reads the text of an item: HTML in text, XHTML, or plain.
func (e *entry) content(k *tree.Node) {
	kind := k.Get("type")
	text := k.String()
	elements := k.First(func(n *tree.Node) bool { return true }) != nil
	switch {
	case kind == "text" || kind == "text/plain":
		plain(e.c, strings.TrimFunc(text, tree.IsSpace), intake.Unknown, e.at(k))
	case elements:
		var b strings.Builder
		for _, n := range k.Kids {
			outer(&b, n)
		}
		fragment(e.c, b.String(), "content", html.Options{Name: e.file})
	default:
		fragment(e.c, text, "content", html.Options{Name: e.file})
	}
}

// other reads pictures of an item and leaves out the rest.
func (e *entry) other(k *tree.Node) {
	switch k.Name {
	case "title", "creator", "author":
		if k.Space == mediaSpace {
			leave(e.c, k, intake.Unused, e.at(k))
		}
		return
	case "guid", "id", "pubDate", "published", "updated", "date", "link", "comments":
		if k.Name != "link" || k.Get("rel") != "enclosure" {
			return
		}
	}
	href, kind := k.Get("url"), k.Get("type")+k.Get("medium")
	if k.Name == "link" {
		href = k.Get("href")
	}
	switch {
	case href == "" || k.Name != "enclosure" && k.Name != "content" && k.Name != "link" && k.Name != "thumbnail":
		leave(e.c, k, intake.Unused, e.at(k))
	case strings.Contains(kind, "image") || k.Name == "thumbnail":
		if !e.mentions(href) {
			e.c.Add(intake.Piece{Kind: intake.Image, At: e.at(k), Pic: &intake.Picture{Ref: href, Name: baseOf(href), Data: beside(e.c, e.file, href), Apart: true}})
		}
		leave(e.c, k, intake.Unused, e.at(k))
	default:
		e.c.LeaveThing(href, intake.Media, e.at(k))
		leave(e.c, k, intake.Media, e.at(k))
	}
}

func (e *entry) mentions(href string) bool {
	for _, p := range e.c.Pieces {
		if p.Pic != nil && p.Pic.Ref == href {
			return true
		}
	}
	return false
}
