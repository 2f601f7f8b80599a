package news

import (
	"cmp"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// NITF is the reader of the News Industry Text Format, 3.x.
var NITF = intake.Format{Name: "nitf", Extensions: []string{".nitf"}, Sniff: sniffRoot("nitf"), Read: readNITF}

func readNITF(f intake.File, c *intake.Copy) {
	root, places := parse(f, c)
	n := root.Named("nitf")
	if c.Refused || n == nil {
		refuseEmpty(c)
		return
	}
	(&nitf{c: c, file: f.Name, places: places}).read(n)
}

// nitf is a document being read.
type nitf struct {
	c      *intake.Copy
	file   string
	places *tree.Places
	title  bool // a headline was said
	titled *tree.Node
}

func (d *nitf) at(n *tree.Node) intake.Place {
	var p intake.Place
	p.Line, p.Col = d.places.Place(n.At)
	return p
}

func (d *nitf) read(n *tree.Node) {
	d.c.Options.Whole = true
	for _, k := range n.Kids {
		switch k.Name {
		case "head":
			d.describe(k)
		case "body":
			d.body(k)
		}
	}
	d.name()
}

// name leaves out the title of the document, or uses it where there is no headline.
func (d *nitf) name() {
	text := d.titled.Line()
	switch {
	case text == "":
	case !d.title:
		d.c.Add(intake.Piece{Role: intake.Headline, Meta: true, Runs: []intake.Run{d.c.Text(text)}, At: d.at(d.titled)})
	default:
		d.c.Leave(text, intake.SaidAlready, d.at(d.titled))
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// describe reads what the document says of itself.
func (d *nitf) describe(head *tree.Node) {
	m := &d.c.Meta
	head.Walk(func(k *tree.Node) bool {
		switch k.Name {
		case "title":
			d.titled = k
			return false
		case "doc.copyright", "doc.rights":
			d.c.Leave(first(k.Get("holder"), k.Get("owner")), intake.Unused, d.at(k))
		case "doc-id":
			m.ID = k.Get("id-string")
		case "pubdata":
			if m.Section == "" {
				m.Section = k.Get("position.section")
			}
			if v, err := strconv.Atoi(k.Get("position.sequence")); err == nil && m.Rank == 0 && k.Get("type") == "" {
				m.Rank = v
			}
		case "date.issue":
			m.Date = k.Get("norm")
		case "keyword":
			d.c.Leave(k.Get("key"), intake.Unused, d.at(k))
		case "ed-msg":
			d.c.Leave(k.Get("info"), intake.Instruction, d.at(k))
		case "tobject.property":
			if genres[k.Get("tobject.property.type")] {
				m.Genre = k.Get("tobject.property.type")
			}
		}
		return true
	})
}

func (d *nitf) body(body *tree.Node) {
	for _, k := range body.Kids {
		switch k.Name {
		case "body.head":
			d.head(k)
		case "body.content":
			d.content(k)
		case "body.end":
			for _, e := range k.Kids {
				leave(d.c, e, intake.NotPrinted, d.at(e))
			}
		default:
			leave(d.c, k, intake.Unused, d.at(k))
		}
	}
}

// The dateline comes last: it opens the text, not the abstract before it.
func (d *nitf) head(head *tree.Node) {
	var dateline *tree.Node
	for _, k := range head.Kids {
		switch k.Name {
		case "hedline":
			d.hedline(k)
		case "byline":
			say(d.c, k, intake.Byline, d.at(k))
		case "dateline":
			dateline = k
		case "abstract":
			d.fragment(k, intake.Lead)
		case "note":
			leave(d.c, k, intake.Instruction, d.at(k))
		default:
			leave(d.c, k, intake.Unused, d.at(k))
		}
	}
	if dateline != nil {
		d.dateline(dateline)
	}
}

// heads are the classes that banxin gives to lines of the head.
var heads = map[string]intake.Role{"label": intake.Label, "kicker": intake.Kicker, "main": intake.Headline, "deck": intake.Deck}

func (d *nitf) hedline(h *tree.Node) {
	for _, k := range h.Kids {
		switch k.Name {
		case "hl1":
			if k.Get("class") == "made" { // banxin's, of a story without a headline
				leave(d.c, k, intake.SaidAlready, d.at(k))
				d.title = true
				continue
			}
			if role, ok := heads[k.Get("class")]; ok || k.Get("class") == "" {
				if !ok {
					role = intake.Headline
				}
				d.lines(k, role)
			} else {
				d.lines(k, intake.Headline)
			}
			d.title = true
		case "hl2":
			role, ok := heads[k.Get("class")]
			if !ok {
				role = intake.Deck
			}
			d.lines(k, role)
		default:
			leave(d.c, k, intake.Unused, d.at(k))
		}
	}
}

// lines reads a head; a break in it begins a line.
func (d *nitf) lines(n *tree.Node, role intake.Role) {
	begin := len(d.c.Pieces)
	d.fragment(n, role)
	for i := begin; i < len(d.c.Pieces); i++ {
		d.c.Pieces[i].Level = 0
	}
}

// dateline is put together from its parts: 石埠县 + 10月18日电.
func (d *nitf) dateline(n *tree.Node) {
	text := strings.Join(strings.FieldsFunc(n.String(), tree.IsSpace), "")
	if text != "" {
		d.c.Add(intake.Piece{Role: intake.Dateline, Runs: []intake.Run{d.c.Text(text)}, At: d.at(n)})
	}
}

// fragment reads an element whose contents are like HTML.
func (d *nitf) fragment(n *tree.Node, role intake.Role) {
	m := d.markup(n)
	begin := len(d.c.Pieces)
	html.Body(d.c, m, html.Options{Places: d.places, Name: d.file, Own: n.Name == "ul" || n.Name == "ol"})
	for i := begin; i < len(d.c.Pieces); i++ {
		if p := &d.c.Pieces[i]; role != intake.Unknown && p.Kind == intake.Para && p.Role == intake.Unknown {
			p.Role = role
		}
	}
}

// paragraphs are the classes that banxin gives to paragraphs.
var paragraphs = map[string]intake.Role{"lead": intake.Lead, "signoff": intake.Signoff}

// manners are the classes that banxin gives to kinds of paragraph.
var manners = map[string]string{
	"verse": "诗", "question": "问答", "answer": "问答", "speech": "剧", "direction": "剧", "law": "法条", "editorial": "编者按",
	"pullquote": "提要", "formula": "公式",
}

// named reads a paragraph of a kind.
func (d *nitf) named(k *tree.Node, manner string) {
	begin := len(d.c.Pieces)
	d.fragment(k, intake.Body)
	for i := begin; i < len(d.c.Pieces); i++ {
		d.c.Pieces[i].Manner, d.c.Pieces[i].Kept = manner, true
	}
}

// content reads the text, block by block.
func (d *nitf) content(n *tree.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "block":
			d.content(k)
		case "media":
			d.media(k)
		case "hl2":
			d.fragment(k, intake.Subhead)
		case "note":
			d.fragment(k, intake.Remark)
		case "byline":
			d.fragment(k, intake.Signoff)
		case "hr":
		case "p":
			if m := manners[strings.Fields(k.Get("class") + " .")[0]]; m != "" {
				d.named(k, m)
				continue
			}
			if k.Get("class") == "note" && d.foot(k) {
				continue
			}
			d.fragment(k, cmp.Or(paragraphs[k.Get("class")], intake.Body))
		case "bq":
			d.fragment(k, intake.Quote)
		default:
			d.fragment(k, intake.Unknown)
		}
	}
}

var noteSign = form.Of(`^([0-9]{1,3})[.．、 \x{3000}]*`)

// foot reads a note as banxin writes it: its number, then its text.
func (d *nitf) foot(k *tree.Node) bool {
	text := k.Line()
	m := noteSign().FindStringSubmatch(text)
	if m == nil {
		return false
	}
	d.c.Leave(m[0], intake.Markup, d.at(k))
	d.c.Add(intake.Piece{Kind: intake.Foot, Note: m[1], Runs: []intake.Run{d.c.Text(text[len(m[0]):])}, At: d.at(k)})
	return true
}

// media reads a picture with caption and maker; sound and film are named.
func (d *nitf) media(n *tree.Node) {
	kind := n.Get("media-type")
	ref := n.Named("media-reference")
	if kind == "video" || kind == "audio" {
		where := ""
		if ref != nil {
			where = ref.Get("source")
		}
		d.c.LeaveThing(kind+" "+where, intake.Media, d.at(n))
		for _, k := range n.Kids {
			leave(d.c, k, intake.Media, d.at(k))
		}
		return
	}
	pic := &intake.Picture{}
	if ref != nil {
		pic.Ref = ref.Get("source")
		pic.Name = baseOf(pic.Ref)
		pic.Data = beside(d.c, d.file, pic.Ref)
		if alt := strings.TrimSpace(ref.Get("alternate-text")); alt != "" {
			pic.Alt = []intake.Run{d.c.Text(alt)}
		}
	}
	for _, k := range n.Kids {
		switch {
		case k.IsText():
			d.c.Leave(strings.TrimFunc(k.Text, tree.IsSpace), intake.Unused, d.at(k))
		case k.Name == "media-caption":
			if r, ok := line(d.c, k); ok {
				if len(pic.Caption) > 0 {
					pic.Caption = append(pic.Caption, intake.Break())
				}
				pic.Caption = append(pic.Caption, r)
			}
		case k.Name == "media-producer":
			if t := k.Line(); t != "" {
				pic.Credit = append(pic.Credit, credit(d.c, t)...)
			}
		default:
			leave(d.c, k, intake.Unused, d.at(k))
		}
	}
	d.c.Add(intake.Piece{Kind: intake.Image, Pic: pic, At: d.at(n)})
}

// markup makes HTML of NITF's elements: the same tree with HTML's names.
func (d *nitf) markup(n *tree.Node) *tree.Node {
	m := &tree.Node{Name: "#root", At: n.At}
	d.copyInto(m, &tree.Node{Kids: []*tree.Node{n}})
	return m
}

// names are HTML's for NITF's; what is not listed stands in the line.
var names = map[string]string{"p": "p", "block": "div", "bq": "blockquote", "credit": "p", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "table": "table", "nitf-table": "div",
	"tr": "tr", "th": "th", "td": "td", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "caption": "caption", "br": "br", "a": "a", "sub": "sub", "sup": "sup", "pre": "pre", "q": "q", "note": "div", "fn": "p",
	"custom-table": "div", "nitf-table-metadata": "div"}

func (d *nitf) copyInto(m, n *tree.Node) {
	for _, k := range n.Kids {
		c := &tree.Node{Text: k.Text, At: k.At, Attr: k.Attr, Parent: m}
		if !k.IsText() {
			c.Name = names[k.Name]
			switch {
			case k.Name == "em":
				c.Name = "i"
				if strings.Contains(k.Get("class"), "bold") || k.Get("class") == "" {
					c.Name = "b"
				}
			case k.Name == "hl2":
				c.Name = "h2"
			case k.Name == "marker":
				c.Name = "span"
			case c.Name == "":
				c.Name = "span"
				c.Attr = nil
			case c.Name == "li":
				k = marked(k)
			}
			d.copyInto(c, k)
		}
		m.Kids = append(m.Kids, c)
	}
}

// marker is a number that is typed before an item of a list.
var marker = form.Of(`^\s*((?:[（(][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,3}[.．、)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]))[ \x{3000}]*`)

// marked is an item of a list with the number that is typed before it in an element of its own.
func marked(li *tree.Node) *tree.Node {
	if len(li.Kids) == 0 || !li.Kids[0].IsText() {
		return li
	}
	first := li.Kids[0]
	at := marker().FindStringSubmatchIndex(first.Text)
	if at == nil {
		return li
	}
	out := *li
	sign := &tree.Node{Name: "marker", At: first.At, Attr: []tree.Attr{{Name: "class", Value: "marker"}}}
	sign.Kids = []*tree.Node{{Text: first.Text[at[2]:at[3]], At: first.At}}
	rest := *first
	rest.Text = first.Text[at[1]:]
	out.Kids = append([]*tree.Node{sign, &rest}, li.Kids[1:]...)
	return &out
}

// refuseEmpty refuses a file without the element that its format is.
func refuseEmpty(c *intake.Copy) {
	if !c.Refused {
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
	}
}
