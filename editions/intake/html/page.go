package html

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/tree"
)

// Page finds the article in a page and reads it; what stands around it is left out by name.
func Page(c *intake.Copy, root *tree.Node, o Options) {
	w := newPage(c, root, o)
	w.findNotes(root)
	body := root.Named("body")
	if body == nil {
		body = root
	}
	switch content := idOf(root, "js_content"); {
	case content != nil:
		w.wechat = true
		w.account(root, content)
	case w.own && body.Named("article") != nil:
		c.Options.Whole = true
		w.article(root, body, body.Named("article"))
	default:
		w.article(root, body, w.findArticle(body))
	}
}

// newPage is a walker that knows what is said and set of a whole page.
func newPage(c *intake.Copy, root *tree.Node, o Options) *walker {
	w := newWalker(c, root, o)
	w.sheet = readSheet(root)
	w.own, w.spaced = o.Own || generator(root, "banxin"), generator(root, "LibreOffice", "OpenOffice", "pandoc")
	w.measures = measureAll(root)
	return w
}

// generator tells whether one of these programs wrote a page.
func generator(root *tree.Node, programs ...string) bool {
	said := metaContent(root, "generator")
	return slices.ContainsFunc(programs, func(p string) bool { return strings.HasPrefix(said, p) })
}

func idOf(root *tree.Node, id string) *tree.Node {
	return root.First(func(n *tree.Node) bool { return n.Get("id") == id })
}

// findArticle returns the element that holds the article: a page says so with article or main, if
// most of its text is there; else it is the body.
func (w *walker) findArticle(body *tree.Node) *tree.Node {
	all := w.measures[body].prose
	for _, is := range []func(*tree.Node) bool{
		func(n *tree.Node) bool { return n.Get("itemprop") == "articleBody" },
		func(n *tree.Node) bool { return n.Name == "article" },
		func(n *tree.Node) bool { return n.Name == "main" || n.Get("role") == "main" },
	} {
		found := body.Where(is)
		if len(found) == 1 && w.measures[found[0]].prose*2 > all {
			return found[0]
		}
	}
	return body
}

// article reads content; the headline may stand outside of it.
func (w *walker) article(root, body, content *tree.Node) {
	w.unhide(content)
	if !w.own {
		w.findFurniture(content)
	}
	head := w.headOutside(body, content)
	if head != nil {
		w.skip[head] = true
	}
	w.around(root, content, true)
	if head != nil {
		w.skip[head] = false
		w.paragraphs(head, top)
		w.skip[head] = true
	}
	w.block(content, top)
	w.flush(top)
	w.around(root, content, false)
	w.title(root)
}

// headOutside finds the h1 that stands before the article, if none is in it.
func (w *walker) headOutside(body, content *tree.Node) *tree.Node {
	isHead := func(n *tree.Node) bool { return n.Name == "h1" && n.Line() != "" }
	if body == content || content.First(isHead) != nil {
		return nil
	}
	var last *tree.Node
	for _, h := range body.Where(isHead) {
		if h.At < content.At {
			last = h
		}
	}
	return last
}

// around leaves out what stands before or after the article.
func (w *walker) around(root, content *tree.Node, before bool) {
	if content == root {
		return
	}
	why := intake.Furniture
	if w.several {
		why = aroundStories
	}
	past, title := false, root.Named("title") // read by itself, also where no head holds it
	root.Walk(func(n *tree.Node) bool {
		if n == content {
			past = true
			return false
		}
		if w.skip[n] || n.Name == "head" && n.Parent != nil || n.Raw || n == title {
			return false
		}
		switch n.Name {
		case "#comment", "noscript", "noembed", "noframes", "template":
			if past != before {
				w.special(n, top)
			}
			return false
		}
		if isMedia(n.Name) {
			if past != before {
				w.media(n)
			}
			return false
		}
		if n.Name == "img" && w.several && past != before {
			w.c.LeaveThing(cmp.Or(n.Get("alt"), n.Get("src")), intake.Decoration, w.place(n))
		}
		if s := strings.Join(strings.FieldsFunc(n.Text, tree.IsSpace), " "); s != "" && past != before {
			w.c.Leave(s, why, w.place(n))
		}
		return true
	})
}

// title uses the page's title where the article has no headline: the part before the name
// of the site. Else it says nothing new.
func (w *walker) title(root *tree.Node) {
	t := root.Named("title")
	if t == nil || t.Line() == "" {
		w.metaTitle(root)
		return
	}
	text := t.Line()
	if w.own || w.hasHead() {
		w.c.Leave(text, intake.SaidAlready, w.place(t))
		return
	}
	name, site := splitTitle(text)
	w.c.Add(intake.Piece{Role: intake.Headline, Meta: true, Runs: []intake.Run{w.c.Text(name)}, At: w.place(t)})
	w.c.Leave(site, intake.Furniture, w.place(t))
}

// splitTitle parts a page's title from what sites add: 题_棠川新闻网.
func splitTitle(s string) (name, site string) {
	for _, sep := range []string{"_", " | ", " - ", "｜", " – ", " — "} {
		if i := strings.Index(s, sep); i > 0 && len([]rune(s[:i])) >= 4 {
			return strings.TrimSpace(s[:i]), s[i:]
		}
	}
	return s, ""
}

func (w *walker) metaTitle(root *tree.Node) {
	if w.hasHead() {
		return
	}
	if t := metaContent(root, "og:title"); t != "" {
		w.c.Add(intake.Piece{Role: intake.Headline, Meta: true, Runs: []intake.Run{w.c.Text(t)}})
	}
}

// hasHead tells whether a piece is a headline for sure.
func (w *walker) hasHead() bool {
	for _, p := range w.c.Pieces {
		if p.Level == 1 || p.Role == intake.Headline {
			return true
		}
	}
	return false
}

func metaContent(root *tree.Node, name string) string {
	for _, m := range root.All("meta") {
		if m.Get("property") == name || m.Get("name") == name {
			return strings.Join(strings.FieldsFunc(m.Get("content"), tree.IsSpace), " ")
		}
	}
	return ""
}

// unhide shows what a page hides until a script has run: an element round most of the text.
func (w *walker) unhide(content *tree.Node) {
	w.shown[content] = true
	all := w.measures[content].prose
	for n := content; n != nil; {
		var inner *tree.Node
		for _, k := range n.Kids {
			if !k.IsText() && w.measures[k].prose*2 > all {
				inner = k
			}
		}
		if inner != nil {
			st := top
			hide(&st, inner, w.sheet.of(inner))
			w.shown[inner] = st.gone || st.unseen
		}
		n = inner
	}
}

// furniture are the words for what stands around an article, in class names and ids.
var furniture = form.Of(`(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|aside|comments?|related|recommend(?:ed)?|share|sharing|social|toolbar|copyright|login|search|ads?|advert|advertisement|pagination|pager|cookie|popup|modal|qrcode|hot-?news|site-?header|top-?bar|skip)(?:$|[\s_-])`)

// findFurniture leaves out of an article what is of its page: navigation, links to others,
// forms. Where most of the text stands in it, it is none.
func (w *walker) findFurniture(content *tree.Node) {
	all := w.measures[content].prose
	content.Walk(func(n *tree.Node) bool {
		if n == content || n.IsText() {
			return true
		}
		if w.isFurniture(n) && w.measures[n].prose*3 < all {
			w.aside[n] = true
			return false
		}
		return true
	})
}

func (w *walker) isFurniture(n *tree.Node) bool {
	switch n.Name {
	case "nav", "footer", "aside":
		return n.Get("role") != "doc-footnote" && n.Get("epub:type") != "footnote"
	case "p", "span", "h1", "h2", "h3", "a", "body", "article", "main", "img", "td", "tr", "tbody", "table":
		return false
	}
	if title := n.Get("title"); n.Name == "div" && (title == "header" || title == "footer") { // as LibreOffice writes them
		return true
	}
	switch n.Get("role") {
	case "navigation", "banner", "contentinfo", "complementary", "search":
		return true
	}
	if furniture().MatchString(n.Get("class")) || furniture().MatchString(n.Get("id")) {
		return !w.measures[n].h1
	}
	return linksOnly(n, w.measures[n])
}

// linksOnly tells a block that is a list of links: at least three, and hardly any text else.
func linksOnly(n *tree.Node, m measure) bool {
	if n.Name != "ul" && n.Name != "ol" && n.Name != "div" && n.Name != "section" {
		return false
	}
	return m.links >= 3 && m.linked*5 > m.chars*4 && !m.p
}

// account reads an article of an official account: its title, its author, its text.
func (w *walker) account(root, content *tree.Node) {
	title := idOf(root, "activity-name")
	if title == nil {
		title = root.First(func(n *tree.Node) bool { return n.HasClass("rich_media_title") })
	}
	if title == nil {
		title = w.headOutside(root, content)
	}
	author := idOf(root, "js_author_name")
	if author == nil {
		author = root.First(func(n *tree.Node) bool {
			return n.HasClass("rich_media_meta_text") && n.Get("id") != "publish_time" && n.Get("id") != "js_name" && !origin().MatchString(n.Line())
		})
	}
	if content.Within(title) { // read once, as text
		title = nil
	}
	if content.Within(author) || author.Within(title) || title.Within(author) {
		author = nil
	}
	for _, n := range []*tree.Node{title, author} {
		if n != nil {
			w.skip[n] = true
		}
	}
	w.around(root, content, true)
	w.say(title, intake.Headline)
	w.say(author, intake.Byline)
	w.unhide(content)
	w.block(content, top)
	w.flush(top)
	w.around(root, content, false)
	w.title(root)
}

// say reads an element as a piece with a role.
func (w *walker) say(n *tree.Node, role intake.Role) {
	if n == nil || n.Line() == "" {
		return
	}
	p := intake.Piece{Role: role, Runs: []intake.Run{w.c.Text(n.Line())}, At: w.place(n)}
	if role == intake.Headline {
		p.Level = 1
	}
	w.c.Add(p)
}

var (
	// origin says of an article of an official account that it is its own, or another's.
	origin    = form.Of(`^(?:原创|转载|首发|声明原创|已关注|关注)?$`)
	producers = form.Of(`^(?:(?:编辑|责编|责任编辑|责任校对|审核|审签|校对|排版|美编|美术编辑|监制|总监制|主编|副主编|值班主编|值班编委|值班编辑|编审|一审|二审|三审|初审|复审|终审|制作|统筹|运营|出品|版式|新媒体编辑)\s*[：:｜|/丨▏]\s*[^：:。，]{1,24}?\s*[;；丨|｜/　 ]*\s*)+$`)
	endMark   = form.Of(`^[\s\-—–─=~·•*]*(?i:end|the end|完|全文完)[\s\-—–─=~·•*]*$`)
)

// promotion leaves out the lines of an official account about itself.
func (w *walker) promotion(p intake.Piece) bool {
	s := strings.TrimSpace(intake.TextOf(p.Runs))
	why := intake.Reason{}
	switch {
	case p.Kind != intake.Para || p.Role != intake.Unknown || len([]rune(s)) > 60:
		return false
	case endMark().MatchString(s):
		why = intake.EndMark
	case len([]rune(s)) <= 40 && !strings.ContainsAny(s, "。") && intake.IsPromotion(s):
		why = intake.Promotion
	case producers().MatchString(s):
		why = intake.NotPrinted
	default:
		return false
	}
	w.c.LeaveRuns(p.Runs, why, p.At)
	return true
}
