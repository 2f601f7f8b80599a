package epub

import (
	"strings"

	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// shell puts an XHTML document round a body. up is the way up to the style sheet:
// "" from the package document's folder, "../" from a folder in it. viewport is the size
// of a page of fixed layout, else empty.
func (b *book) shell(title, class, body, up, viewport string) []byte {
	return b.shellIn(b.lang, title, class, body, up, viewport)
}

// shellIn puts a document of another language round a body.
func (b *book) shellIn(lang, title, class, body, up, viewport string) []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n<!DOCTYPE html>\n",
		`<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"`)
	if strings.Contains(body, " ssml:ph=") { // how words are said, see prose.Pinyin
		m.Attr("xmlns:ssml", "http://www.w3.org/2001/10/synthesis")
		m.Attr("ssml:alphabet", prose.Alphabet)
	}
	m.Attr("lang", lang)
	m.Attr("xml:lang", lang)
	m.Raw(">\n<head>\n", `<meta charset="utf-8"/>`, "\n")
	if viewport != "" {
		m.Void("meta", "name", "viewport", "content", viewport)
		m.Raw("\n")
	}
	m.Element("title", title)
	m.Raw("\n")
	m.Void("link", "rel", "stylesheet", "type", "text/css", "href", up+b.style.href())
	if len(b.lexemes) > 0 {
		m.Raw("\n")
		m.Void("link", "rel", "pronunciation", "type", "application/pls+xml", "hreflang", b.lang, "href", up+lexiconFile)
	}
	m.Raw("\n</head>\n")
	m.Open("body", "class", class)
	m.Raw("\n", body, "</body>\n</html>\n")
	return m.B
}
