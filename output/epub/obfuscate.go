package epub

import (
	"crypto/sha1"
	"slices"
	"strings"
	"unicode"

	"banxin/output/internal/markup"
)

// obfuscated is a font in the form of OCF 3.3 section 5: its first 1,040 bytes mixed with
// a key that every reader can make from the book's identifier. Doing it again undoes it.
func (b *book) obfuscated(font []byte) []byte {
	key := sha1.Sum([]byte(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, b.id)))
	out := slices.Clone(font)
	for i := range min(1040, len(out)) {
		out[i] ^= key[i%len(key)]
	}
	return out
}

// encryption lists the obfuscated fonts.
func (b *book) encryption() []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">`, "\n")
	for _, f := range b.media {
		if f.folder != "fonts" {
			continue
		}
		m.Raw(`<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>`)
		m.Void("enc:CipherReference", "URI", folder+f.href())
		m.Raw("</enc:CipherData></enc:EncryptedData>\n")
	}
	m.Raw("</encryption>\n")
	return m.B
}
