package epub

// shell puts an XHTML document round a body. up is the way up to the style sheet:
// "" from the package document's folder, "../" from a folder in it. viewport is the size
// of a page of fixed layout, else empty.
func (b *book) shell(title, class, body, up, viewport string) []byte {
	var m markup
	m.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n<!DOCTYPE html>\n",
		`<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"`)
	m.attr("lang", b.lang)
	m.attr("xml:lang", b.lang)
	m.raw(">\n<head>\n", `<meta charset="utf-8"/>`, "\n")
	if viewport != "" {
		m.void("meta", "name", "viewport", "content", viewport)
		m.raw("\n")
	}
	m.element("title", title)
	m.raw("\n")
	m.void("link", "rel", "stylesheet", "type", "text/css", "href", up+b.style.href())
	m.raw("\n</head>\n")
	m.open("body", "class", class)
	m.raw("\n", body, "</body>\n</html>\n")
	return m.b
}
