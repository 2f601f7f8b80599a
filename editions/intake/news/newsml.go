package news

import (
	"cmp"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
)

// NewsML is the reader of NewsML-G2: a news message, a package of items, or an item.
var NewsML = intake.Format{Name: "newsml", Sniff: sniffRoot("newsMessage", "newsItem", "packageItem", "newsItemSet"), Read: readNewsML}

func readNewsML(f intake.File, c *intake.Copy) {
	root, places := parse(f, c)
	var texts, pictures, others []*tree.Node
	for _, n := range root.All("newsItem") {
		switch classOf(n) {
		case "picture", "graphic":
			pictures = append(pictures, n)
		case "video", "audio", "composite", "animated":
			others = append(others, n)
		default:
			texts = append(texts, n)
		}
	}
	if c.Refused || len(texts)+len(pictures)+len(others) == 0 {
		refuseEmpty(c)
		return
	}
	for i, n := range texts {
		g := &g2{nitf: nitf{c: c, file: f.Name, places: places}}
		if len(texts) > 1 {
			g.c = c.Part(strconv.Itoa(i + 1))
		}
		g.item(n)
		if i == 0 { // what belongs to the message as a whole goes with its first text
			g.all(pictures, others)
		}
	}
	if len(texts) == 0 {
		g := &g2{nitf: nitf{c: c, file: f.Name, places: places}}
		g.all(pictures, others)
	}
}

// classOf is the class of an item, without the alias of its scheme: ninat:picture.
func classOf(n *tree.Node) string {
	k := n.Named("itemClass")
	if k == nil {
		return ""
	}
	q := cmp.Or(k.Get("qcode"), k.Get("uri"), k.Get("code"))
	return q[strings.LastIndexAny(q, ":/")+1:]
}

// g2 is an item being read.
type g2 struct{ nitf }

func (g *g2) all(pictures, others []*tree.Node) {
	for _, n := range pictures {
		g.pictureItem(n)
	}
	for _, n := range others {
		where := ""
		if r := n.Named("remoteContent"); r != nil {
			where = r.Get("href")
		}
		g.c.LeaveThing(strings.TrimSpace(classOf(n)+" "+where), intake.Media, g.at(n))
		for _, k := range n.Kids {
			leave(g.c, k, intake.Media, g.at(k))
		}
	}
}

func (g *g2) item(n *tree.Node) {
	g.c.Options.Whole = true
	g.c.Meta.ID = n.Get("guid")
	for _, k := range n.Kids {
		switch k.Name {
		case "itemMeta":
			g.itemMeta(k)
		case "contentMeta":
			g.contentMeta(k)
		case "contentSet":
			g.contentSet(k)
		default:
			leave(g.c, k, intake.Unused, g.at(k))
		}
	}
}

func (g *g2) itemMeta(n *tree.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "versionCreated":
			g.c.Meta.Date = k.Line()
		case "edNote":
			leave(g.c, k, intake.Instruction, g.at(k))
		case "title":
			if !g.title {
				leave(g.c, k, intake.Unused, g.at(k))
			}
		case "firstCreated", "embargoed", "generator", "profile", "fileName", "memberOf":
		default:
			leave(g.c, k, intake.Unused, g.at(k))
		}
	}
}

func (g *g2) contentMeta(n *tree.Node) {
	for _, k := range n.Kids {
		role := strings.ToLower(k.Get("role"))
		switch {
		case k.Name == "headline" && (strings.Contains(role, "sub") || strings.Contains(role, "deck")):
			say(g.c, k, intake.Deck, g.at(k))
		case k.Name == "headline" && (strings.Contains(role, "kicker") || strings.Contains(role, "over")):
			say(g.c, k, intake.Kicker, g.at(k))
		case k.Name == "headline":
			g.lines(k, intake.Headline)
			g.title = true
		case k.Name == "by":
			say(g.c, k, intake.Byline, g.at(k))
		case k.Name == "dateline":
			g.dateline(k)
		case k.Name == "genre":
			g.genre(k)
		case k.Name == "contentCreated" || k.Name == "contentModified" || k.Name == "urgency" || k.Name == "language":
		default:
			leave(g.c, k, intake.Unused, g.at(k))
		}
	}
}

func (g *g2) genre(k *tree.Node) {
	name := ""
	if n := k.Child("name"); n != nil {
		name = n.Line()
	}
	if genres[name] && g.c.Meta.Genre == "" {
		g.c.Meta.Genre = name
	}
	leave(g.c, k, intake.Unused, g.at(k))
}

// contentSet reads the first rendition that is text.
func (g *g2) contentSet(n *tree.Node) {
	done := false
	for _, k := range n.Kids {
		switch {
		case k.IsText():
		case done:
			leave(g.c, k, intake.SaidAlready, g.at(k))
		case k.Name == "inlineXML":
			done = g.inlineXML(k)
		case k.Name == "inlineData":
			done = true
			if strings.Contains(k.Get("contenttype"), "html") {
				fragment(g.c, k.String(), "inlineData", html.Options{Name: g.file})
			} else {
				plain(g.c, strings.Trim(k.String(), " \r\n\t"), intake.Unknown, g.at(k))
			}
		case k.Name == "remoteContent":
			g.c.LeaveThing(k.Get("href"), intake.Object, g.at(k))
		}
	}
}

// inlineXML holds NITF or HTML.
func (g *g2) inlineXML(n *tree.Node) bool {
	for _, k := range n.Kids {
		switch k.Name {
		case "nitf":
			bodies := k.All("body")
			for _, b := range bodies {
				if g.title { // the item's own headline counts; the document says it again
					g.withoutHead(b)
				}
				g.body(b)
			}
			if len(bodies) > 0 {
				return true
			}
		case "html":
			html.Page(g.c, k, html.Options{Places: g.places, Name: g.file})
			return true
		case "":
		default:
			g.fragment(k, intake.Unknown)
			return true
		}
	}
	return false
}

func (g *g2) withoutHead(body *tree.Node) {
	if head := body.Child("body.head"); head != nil {
		for _, k := range head.All("hedline") {
			leave(g.c, k, intake.SaidAlready, g.at(k))
			k.Kids = nil
		}
	}
}

// pictureItem reads a picture of the message, which no text need mention.
func (g *g2) pictureItem(n *tree.Node) {
	pic := &intake.Picture{Apart: true}
	for _, r := range n.All("remoteContent") {
		if pic.Ref == "" || r.Get("rendition") == "rnd:highRes" {
			pic.Ref = r.Get("href")
		}
	}
	pic.Name, pic.Data = baseOf(pic.Ref), beside(g.c, g.file, pic.Ref)
	var by []intake.Run
	for _, m := range n.All("contentMeta") {
		for _, k := range m.Kids {
			switch role := strings.ToLower(k.Get("role")); {
			case k.Name == "description" && (role == "" || strings.Contains(role, "caption")) && len(pic.Caption) == 0:
				if r, ok := line(g.c, k); ok {
					pic.Caption = []intake.Run{r}
				}
			case k.Name == "by" || k.Name == "creditline" && len(by) == 0:
				if t := k.Line(); t != "" {
					if len(by) > 0 {
						by = append(by, intake.Made(" "))
					}
					by = append(by, credit(g.c, t)...)
				}
			case k.Name == "contentCreated" || k.Name == "urgency":
			default:
				leave(g.c, k, intake.Unused, g.at(k))
			}
		}
	}
	pic.Credit = by
	g.c.Add(intake.Piece{Kind: intake.Image, Pic: pic, At: g.at(n)})
}
