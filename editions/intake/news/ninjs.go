package news

import (
	"bytes"
	"cmp"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/html"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// NINJS is the reader of IPTC ninjs 1.x, 2.x and 3.x.
var NINJS = intake.Format{Name: "ninjs", Extensions: []string{".json", ".ninjs"}, Sniff: sniffJSON, Read: readNINJS}

var ninjsKey = form.Of(`"(?:uri|body_text|body_html|body_xhtml|bodies|headlines|versioncreated|pubstatus)"\s*:`)

func sniffJSON(f intake.File) int {
	head := bytes.TrimLeft(bytes.TrimPrefix(f.Data[:min(len(f.Data), 16384)], []byte("\xEF\xBB\xBF")), " \r\n\t")
	if len(head) > 0 && (head[0] == '{' || head[0] == '[') && len(ninjsKey().FindAllIndex(head, 2)) > 1 {
		return 85
	}
	return 0
}

func readNINJS(f intake.File, c *intake.Copy) {
	text := c.Decode(f.Data, "utf-8")
	v, err := readJSON(text, c.Limits.Nesting)
	switch {
	case v == nil || !v.object && !v.array || err == errDeep:
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return
	case err != nil:
		c.Cut(place(tree.NewPlaces(text), len(text)))
	}
	if v.array {
		c.Meta.Several = len(v.kids) > 1
		for _, k := range v.kids {
			(&ninjs{c: c, file: f.Name, v: k}).item()
		}
		return
	}
	(&ninjs{c: c, file: f.Name, v: v}).item()
}

// ninjs is an item being read.
type ninjs struct {
	c    *intake.Copy
	file string
	v    *value
	own  bool     // banxin's e-paper wrote it
	said []string // texts that are in the story
}

// machine are the keys of what programs say to each other: no text.
var machine = set("uri type mimetype representationtype profile version versioncreated versionedon firstcreated contentcreated contentexpires contentexpiresuri embargoed embargoedreason pubstatus urgency copyrightnotice_uri " +
	"language standard charcount wordcount altids linkedrights encodedrights langid expires etag guid contentwarnings trustindicators renditions hop assignmentid $schema code scheme role contenttype width height sizeinbytes href mediatopic qcode literal rel plannedcoverage")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// ownArticle is how banxin begins a story, an obituary too, which says what it is.
var ownArticle = form.Of(`<article [^>]*aria-labelledby=`)

func (n *ninjs) item() {
	n.c.Options.Whole = !n.c.Meta.Several
	n.own = n.v.get("standard") != nil && n.v.get("altids") != nil && ownArticle().MatchString(n.body("html").peek())
	if uri := n.v.get("uri").str(); !n.own && n.c.Meta.ID == "" {
		n.c.Meta.ID = uri
	}
	n.c.Meta.Date = cmp.Or(n.v.get("versioncreated").peek(), n.v.get("versionedon").peek(), n.v.get("firstcreated").peek())
	n.genre()
	if !n.own {
		n.heads()
		n.byline()
	}
	n.bodies()
	if !n.own {
		n.pictures()
	}
	n.rest(n.v, "")
}

// genre takes the name of a genre that newspapers have.
func (n *ninjs) genre() {
	for _, g := range n.v.get("genres", "genre").items() {
		if name := g.get("name"); name != nil && (n.own || genres[name.peek()]) && n.c.Meta.Genre == "" {
			n.c.Meta.Genre = name.str()
		}
	}
}

// roles are those of headlines, by the names that are in use.
var headRoles = map[string]intake.Role{"": intake.Headline, "main": intake.Headline, "headline": intake.Headline, "title": intake.Headline, "hed": intake.Headline,
	"sub": intake.Deck, "subhead": intake.Deck, "subtitle": intake.Deck, "subheadline": intake.Deck, "deck": intake.Deck, "secondary": intake.Deck, "dek": intake.Deck,
	"kicker": intake.Kicker, "overline": intake.Kicker, "eyebrow": intake.Kicker, "roof": intake.Kicker, "label": intake.Label, "column": intake.Label, "slug": intake.Out}

// heads reads headline (1.x) or headlines (2.x, 3.x).
func (n *ninjs) heads() {
	if h := n.v.get("headline"); h != nil && h.isText {
		n.say(h, intake.Headline, "headline")
	}
	for _, h := range n.v.get("headlines").items() {
		role, ok := headRoles[strings.ToLower(cmp.Or(h.get("role").peek(), ""))]
		if v := h.get("value"); ok && v != nil {
			n.say(v, role, "headlines")
		}
	}
	if t := n.v.get("title"); t != nil && len(n.said) == 0 {
		n.say(t, intake.Headline, "title")
	}
}

func (n *ninjs) say(v *value, role intake.Role, part string) {
	n.said = append(n.said, v.peek())
	begin := len(n.c.Pieces)
	plain(n.c, v.str(), role, intake.Place{Part: part})
	for i := begin; i < len(n.c.Pieces); i++ {
		n.c.Pieces[i].Meta = true
	}
}

func (n *ninjs) byline() {
	if by := n.v.get("by", "byline"); by != nil && by.isText && strings.TrimSpace(by.text) != "" {
		n.c.Add(intake.Piece{Role: intake.Byline, Meta: true, Runs: []intake.Run{n.c.Text(by.str())}, At: intake.Place{Part: "by"}})
		n.said = append(n.said, by.text)
	}
}

// body returns the body of 2.x with this kind of text, or role.
func (n *ninjs) body(kind string) *value {
	for _, b := range n.v.get("bodies").items() {
		if strings.Contains(b.get("contenttype").peek(), kind) && !aside[b.get("role").peek()] {
			return b.get("value")
		}
	}
	return nil
}

// aside are the roles of bodies that are not the story.
var aside = set("caption summary abstract description teaser push social")

// bodies reads the best body: HTML before text. Others that say the same are left out.
func (n *ninjs) bodies() {
	best, markup := n.v.get("body_xhtml", "body_html"), true
	if best == nil {
		best = cmp.Or(n.body("html"), n.body("xml"))
	}
	if best == nil {
		best, markup = cmp.Or(n.v.get("body_text"), n.body("text")), false
	}
	if best == nil {
		for _, b := range n.v.get("bodies").items() {
			if v := b.get("value"); v != nil && !aside[b.get("role").peek()] {
				best, markup = v, strings.HasPrefix(strings.TrimSpace(v.text), "<")
				break
			}
		}
	}
	if best == nil || !best.isText {
		return
	}
	begin := len(n.c.Pieces)
	if markup {
		fragment(n.c, best.str(), "body", html.Options{Name: n.file, Own: n.own, Picture: n.picture})
	} else {
		plain(n.c, best.str(), intake.Unknown, intake.Place{Part: "body"})
	}
	for _, p := range n.c.Pieces[min(begin, len(n.c.Pieces)):] {
		n.said = append(n.said, intake.TextOf(p.Runs))
	}
	for _, b := range n.v.get("bodies").items() { // the same in another form
		if v := b.get("value"); v != nil && !v.used && !aside[b.get("role").peek()] {
			n.c.Leave(v.str(), intake.SaidAlready, intake.Place{Part: "bodies"})
		}
	}
	for _, key := range []string{"body_text", "body_html", "body_xhtml", "body_sectioned"} {
		if v := n.v.get(key); v != nil && v.isText && !v.used {
			n.c.Leave(v.str(), intake.SaidAlready, intake.Place{Part: key})
		}
	}
}

func (n *ninjs) picture(ref string) ([]byte, bool) {
	data := beside(n.c, n.file, ref)
	return data, data != nil
}

// pictures reads associations: an array in 2.x, an object by names in 1.x and 3.x.
func (n *ninjs) pictures() {
	for _, a := range n.v.get("associations").items() {
		switch kind := a.get("type").peek(); kind {
		case "picture", "graphic", "photo", "image":
			n.association(a)
		case "video", "audio":
			n.c.LeaveThing(kind+" "+cmp.Or(a.get("uri").str(), a.key), intake.Media, intake.Place{Part: "associations"})
		}
	}
}

func (n *ninjs) association(a *value) {
	at := intake.Place{Part: "associations"}
	href := n.rendition(a)
	pic := &intake.Picture{Ref: href, Name: baseOf(href), Data: beside(n.c, n.file, href), Apart: true}
	if href == "" {
		pic.Ref = a.get("uri").peek()
		pic.Name = ""
	}
	if caption := captionOf(a); caption != nil && strings.TrimSpace(caption.text) != "" {
		pic.Caption = []intake.Run{n.c.Text(oneLine(caption.str()))}
	}
	if alt := roleValue(a.get("descriptions"), "alt"); alt != nil {
		pic.Alt = []intake.Run{n.c.Text(oneLine(alt.str()))}
	}
	if by := a.get("by", "byline"); by != nil && strings.TrimSpace(by.text) != "" {
		pic.Credit = credit(n.c, oneLine(by.str()))
	}
	n.c.Add(intake.Piece{Kind: intake.Image, Pic: pic, At: at})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var saysWork = form.Of(`[摄绘图制供作]$|提供|供图|拍摄|/|／|[:：]|通讯社|社$|[A-Za-z]$`)

// credit is who made a picture; a bare name gets the word for photographs.
func credit(c *intake.Copy, by string) []intake.Run {
	runs := []intake.Run{c.Text(by)}
	if !saysWork().MatchString(by) {
		runs = append(runs, intake.Made(" 摄"))
	}
	return runs
}

func captionOf(a *value) *value {
	for _, v := range []*value{roleValue(a.get("bodies"), "caption"), roleValue(a.get("descriptions"), "caption"), a.get("description_text", "body_text", "caption"), a.get("body_html", "description_html")} {
		if v != nil && v.isText {
			return v
		}
	}
	if d := a.get("descriptions").items(); len(d) > 0 && d[0].get("role").peek() != "alt" {
		return d[0].get("value")
	}
	return nil
}

func roleValue(list *value, role string) *value {
	for _, v := range list.items() {
		if v.get("role").peek() == role {
			return v.get("value")
		}
	}
	return nil
}

// rendition is where the largest picture lies.
func (n *ninjs) rendition(a *value) string {
	best, size := "", ""
	for _, r := range a.get("renditions").items() {
		href := r.get("href").peek()
		w := r.get("width").peek()
		if href != "" && (best == "" || len(w) > len(size) || len(w) == len(size) && w > size) {
			best, size = href, w
		}
	}
	return best
}

// rest leaves out, by the name of its key, all text that the story has no place for.
func (n *ninjs) rest(v *value, part string) {
	if v.isText && !v.used {
		why := intake.Unused
		for _, s := range n.said {
			if strings.TrimSpace(v.text) != "" && oneLine(s) == oneLine(v.text) {
				why = intake.SaidAlready
			}
		}
		v.used = true
		n.c.Leave(v.text, why, intake.Place{Part: part})
		return
	}
	for _, k := range v.kids {
		if k.key != "" && machine[strings.ToLower(k.key)] {
			continue
		}
		name := part
		if k.key != "" && name != "" {
			name += "."
		}
		n.rest(k, name+k.key)
	}
}
