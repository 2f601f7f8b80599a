package tree

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// HTML reads a page that is UTF-8 already. The tree is what a browser would make of it as
// far as a reader of text needs: elements whose ends are left out, formatting that crosses
// paragraphs. Beyond the depth of the limits elements stand beside instead of inside. A text
// that ends early gives what was read and a CutError.
func HTML(text string, limits Limits) (*Node, error) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	b := &builder{limits: limits.or(), z: z, xhtml: isXHTML(text), began: map[string]bool{}, ended: map[string]bool{}}
	b.root = &Node{Name: "#root"}
	b.open = []*Node{b.root}
	for {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return b.root, err
			}
			if raw > 0 || b.broken() { // a tag that the text's end cuts off
				return b.root, &CutError{At: b.at, Err: io.ErrUnexpectedEOF}
			}
			return b.root, nil
		}
		if b.nodes++; b.nodes > b.limits.Nodes {
			return b.root, ErrNodes
		}
		b.token(kind)
		b.at += raw
	}
}

// broken tells whether a page ends early: it has begun, and neither it nor its body has ended.
func (b *builder) broken() bool {
	return (b.began["html"] || b.began["body"]) && !b.ended["html"] && !b.ended["body"]
}

// isXHTML tells whether a page says that it is XML: there, <title/> is a whole element.
func isXHTML(text string) bool {
	head := text[:min(len(text), 1000)]
	return strings.Contains(head, "<?xml") || strings.Contains(head, "http://www.w3.org/1999/xhtml")
}

// builder puts tokens into a tree.
type builder struct {
	limits Limits
	z      *html.Tokenizer
	root   *Node
	open   []*Node
	lost   []*Node // formatting that a paragraph's end closed before its own end
	nodes  int
	at     int
	xhtml  bool
	began  map[string]bool // html, body
	ended  map[string]bool
}

func (b *builder) top() *Node { return b.open[len(b.open)-1] }

func (b *builder) token(kind html.TokenType) {
	switch kind {
	case html.TextToken:
		b.text(string(b.z.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		n := b.element()
		if n.Name == "html" || n.Name == "body" {
			b.began[n.Name] = true
		}
		b.start(n, kind == html.SelfClosingTagToken)
	case html.CommentToken:
		c := b.top().add(&Node{Name: "#comment", At: b.at})
		c.add(&Node{Text: string(b.z.Text()), At: b.at, Raw: true})
	case html.EndTagToken:
		name, _ := b.z.TagName()
		if n := string(name); n == "html" || n == "body" {
			b.ended[n] = true
		}
		b.end(string(name))
	}
}

func (b *builder) element() *Node {
	name, more := b.z.TagName()
	n := &Node{Name: string(name), At: b.at}
	for more {
		var k, v []byte
		k, v, more = b.z.TagAttr()
		n.Attr = append(n.Attr, Attr{Name: string(k), Value: string(v)})
	}
	if n.Name == "image" {
		n.Name = "img"
	}
	return n
}

// text adds characters. In an element whose content is no text, they are kept as raw.
func (b *builder) text(s string) {
	if s == "" {
		return
	}
	if len(b.lost) > 0 && strings.TrimFunc(s, IsSpace) != "" {
		b.reopen()
	}
	b.top().add(&Node{Text: s, At: b.at, Raw: rawText[b.top().Name]})
}

// reopen opens formatting again that a paragraph's end had closed, as browsers do.
func (b *builder) reopen() {
	lost := b.lost
	b.lost = nil
	for _, n := range lost {
		if len(b.open) >= b.limits.Depth {
			return
		}
		c := b.top().add(&Node{Name: n.Name, Attr: n.Attr, At: b.at})
		b.open = append(b.open, c)
	}
}

func (b *builder) start(n *Node, selfClosing bool) {
	for _, name := range endedBy(n.Name) {
		b.endImplied(name)
	}
	whole := void[n.Name] || selfClosing && (b.xhtml || strings.Contains(n.Name, ":") || !known(n.Name))
	if whole { // its end does not come: what follows is no title, no script
		b.z.NextIsNotRawText()
	}
	if formatting[n.Name] && len(b.lost) > 0 {
		b.reopen()
	}
	b.top().add(n)
	if !whole && len(b.open) < b.limits.Depth {
		b.open = append(b.open, n)
	}
}

// known tells whether a slash at a tag's end means nothing, as in elements of HTML.
func known(name string) bool {
	return name != "svg" && name != "path" && name != "g" && name != "use" && name != "rect" && name != "circle"
}

// endImplied ends an open element of this name that stands in the way of what begins.
func (b *builder) endImplied(name string) {
	for i := len(b.open) - 1; i > 0; i-- {
		switch o := b.open[i].Name; {
		case o == name:
			b.cut(i)
			return
		case barrier[o] || (name != "p" && (o == "ul" || o == "ol" || o == "dl")):
			return
		case name != "p" && o == "table":
			return
		}
	}
}

// cut closes the open elements from i on and remembers the formatting among them.
func (b *builder) cut(i int) {
	for _, n := range b.open[i+1:] {
		if formatting[n.Name] && len(b.lost) < 12 {
			b.lost = append(b.lost, n)
		}
	}
	b.open = b.open[:i]
}

func (b *builder) end(name string) {
	if formatting[name] {
		b.endFormatting(name)
		return
	}
	if name == "br" {
		b.top().add(&Node{Name: "br", At: b.at})
		return
	}
	for i := len(b.open) - 1; i > 0; i-- {
		o := b.open[i].Name
		if o == name {
			b.cut(i)
			return
		}
		if barrier[o] && !closesCell[name] || block[o] && !block[name] {
			return
		}
	}
}

// endFormatting ends formatting. Where a paragraph began inside of it that has not ended,
// the paragraph goes on in a second half outside of it.
func (b *builder) endFormatting(name string) {
	for i, n := range b.lost {
		if n.Name == name {
			b.lost = append(b.lost[:i:i], b.lost[i+1:]...)
			return
		}
	}
	for i := len(b.open) - 1; i > 0; i-- {
		o := b.open[i].Name
		if barrier[o] {
			return
		}
		if o == name {
			inner := append([]*Node(nil), b.open[i+1:]...)
			b.open = b.open[:i]
			for _, n := range inner {
				half := &Node{Name: n.Name, Attr: n.Attr, At: b.at, Comes: true}
				n.Goes = true
				b.top().add(half)
				b.open = append(b.open, half)
			}
			return
		}
	}
}

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

var (
	void       = set("area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen")
	formatting = set("a b big code em font i nobr s small strike strong tt u")
	rawText    = set("script style noembed noframes noscript iframe xmp plaintext")
	block      = set("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption")
	barrier    = set("table td th caption html button object template")
	closesCell = set("table tr tbody thead tfoot body html")
	endsP      = set("address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul")
)

// IsBlock tells whether an element of HTML begins and ends lines.
func IsBlock(name string) bool { return block[name] }

// endedBy returns the elements that the beginning of another ends.
func endedBy(name string) []string {
	switch name {
	case "li":
		return []string{"p", "li"}
	case "dt", "dd":
		return []string{"p", "dt", "dd"}
	case "tr":
		return []string{"td", "th", "tr"}
	case "td", "th":
		return []string{"td", "th"}
	case "tbody", "thead", "tfoot":
		return []string{"td", "th", "tr", "tbody", "thead", "tfoot"}
	case "option":
		return []string{"option"}
	case "rb", "rt", "rp", "rtc":
		return []string{"rb", "rt", "rp"}
	}
	if endsP[name] {
		return []string{"p"}
	}
	return nil
}
