package opds

import (
	"path"
	"strings"

	"banxin/output/internal/markup"
)

// Documents for people: the same lines and lists of editions as apps get.
const (
	indexPath = Folder + "/index.html"
	stylePath = Folder + "/opds.css"
)

// style leaves colours and type to the browser where it can: system fonts, light or dark.
const style = `:root{color-scheme:light dark;--line:#8886}
body{max-width:48rem;margin:0 auto;padding:0 1rem 3rem;font:1rem/1.6 system-ui,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;border-bottom:1px solid var(--line);padding:1rem 0}
h1{font-size:1.4rem;line-height:1.3;margin:1.2rem 0 .6rem}
h2{font-size:1.1rem;line-height:1.4;margin:0}
form{display:flex;gap:.4rem}
input,button{font:inherit;padding:.4rem .6rem;min-height:2.75rem}
ul{list-style:none;padding:0;margin:0}
.lines a{display:flex;justify-content:space-between;gap:1rem;padding:.7rem 0;border-bottom:1px solid var(--line);text-decoration:none}
.editions li{display:flex;gap:1rem;padding:1rem 0;border-bottom:1px solid var(--line)}
.editions img{width:5rem;height:auto;border:1px solid var(--line)}
.editions p{margin:.3rem 0}
.files a,.pages a{display:inline-block;padding:.5rem 1rem .5rem 0}
details{margin-top:1rem}
summary{padding:.5rem 0;cursor:pointer}
.sides a{display:inline-block;padding:.4rem .8rem .4rem 0}
footer{margin-top:2rem;font-size:.875rem;overflow-wrap:anywhere}
`

// html opens a document for people; asked is what was searched for.
func (c *Catalog) html(title, name, asked string, up *shelf) *markup.Writer {
	m := &markup.Writer{}
	m.Raw("<!DOCTYPE html>\n")
	m.Open("html", "lang", c.w.lang)
	m.Raw("\n<head>\n", `<meta charset="utf-8"/>`, "\n", `<meta name="viewport" content="width=device-width, initial-scale=1"/>`, "\n")
	m.Element("title", title)
	m.Raw("\n")
	m.Void("link", "rel", "stylesheet", "href", c.href(stylePath))
	m.Void("link", "rel", "alternate", "type", typeAtom, "href", c.document(name, ".xml"))
	m.Void("link", "rel", "alternate", "type", typeJSON, "href", c.document(name, ".json"))
	m.Raw("\n</head>\n<body>\n<header>\n<nav>")
	for i, s := range trail(up) {
		if i > 0 {
			m.Raw(" › ")
		}
		m.Element("a", s.title, "href", c.document(s.name, ".html"))
	}
	m.Raw("</nav>\n")
	if c.o.Search != "" {
		m.Open("form", "action", c.o.Search, "role", "search")
		m.Void("input", "type", "search", "name", "q", "aria-label", c.w.search, "value", asked)
		m.Element("button", c.w.search)
		m.Raw("</form>\n")
	}
	m.Raw("</header>\n<main>\n")
	m.Element("h1", title)
	m.Raw("\n")
	return m
}

// trail is the way from the root to a shelf.
func trail(s *shelf) (out []*shelf) {
	for ; s != nil; s = s.up {
		out = append([]*shelf{s}, out...)
	}
	return out
}

// closeHTML ends a document, with the address that apps want.
func (c *Catalog) closeHTML(m *markup.Writer) []byte {
	m.Raw("</main>\n<footer>")
	m.Text(c.w.feeds)
	m.Element("a", strings.TrimPrefix(c.document("root", ".xml"), "../"), "href", c.document("root", ".xml"))
	m.Raw("</footer>\n</body>\n</html>\n")
	return m.B
}

func (c *Catalog) linesHTML(s *shelf) []byte {
	m := c.html(s.heading, s.name, "", s.up)
	c.shelvesHTML(m, "lines", s.lines)
	return c.closeHTML(m)
}

func (c *Catalog) shelvesHTML(m *markup.Writer, class string, shelves []*shelf) {
	m.Open("ul", "class", class)
	m.Raw("\n")
	for _, l := range shelves {
		m.Raw("<li>")
		m.Open("a", "href", c.document(l.name, ".html"))
		m.Element("span", l.title)
		m.Raw(" ")
		m.Element("small", c.w.counted(l.editions))
		m.Raw("</a></li>\n")
	}
	m.Raw("</ul>\n")
}

func (c *Catalog) pageHTML(p page) []byte {
	asked := ""
	if p.found != nil {
		asked = p.title
	}
	m := c.html(p.heading, p.name, asked, p.up)
	for _, g := range p.sides {
		m.Raw("<details>")
		m.Element("summary", g.title)
		m.Raw(`<p class="sides">`)
		for _, s := range g.shelves {
			current := ""
			if s == p.shelf {
				current = "page"
			}
			m.Element("a", s.title, "href", c.document(s.name, ".html"), "aria-current", current)
			m.Raw(" ")
		}
		m.Raw("</p></details>\n")
	}
	if len(p.editions) == 0 && p.found != nil {
		m.Element("p", c.w.nothing)
	}
	m.Raw(`<ul class="editions">`, "\n")
	for _, e := range p.editions {
		c.editionHTML(m, e, c.said(p, e))
	}
	m.Raw("</ul>\n", `<p class="pages">`)
	for _, l := range []struct{ name, rel, text string }{{p.newer, "prev", c.w.newer}, {p.older, "next", c.w.older}} {
		if l.name != "" {
			m.Element("a", l.text, "href", c.document(l.name, ".html"), "rel", l.rel)
		}
	}
	m.Raw("</p>\n")
	return c.closeHTML(m)
}

func (c *Catalog) editionHTML(m *markup.Writer, e *Edition, summary string) {
	_, thumb := e.images()
	m.Raw("<li>")
	m.Raw("<img")
	m.Attr("src", c.href(thumb))
	m.Raw(` alt="" loading="lazy"/>`, "<div>")
	m.Open("h2", "lang", e.Lang)
	m.Element("a", e.Title, "href", c.href(e.EPUB.Path))
	m.Raw("</h2>")
	m.Element("p", summary, "lang", e.Lang)
	m.Raw(`<p class="files">`)
	for _, a := range c.acquisitions(e) {
		kind := strings.ToUpper(strings.TrimPrefix(path.Ext(a.Path), "."))
		m.Element("a", a.title+" "+kind, "href", c.href(a.Path), "type", a.kind)
	}
	m.Raw("</p></div></li>\n")
}
