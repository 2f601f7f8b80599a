// Package rtf reads Rich Text Format (RTF 1.9.1) as Word, WPS, WordPad, LibreOffice, pandoc
// and older systems write it: characters in any code page, Unicode with fallbacks, tracked
// changes, notes, lists, tables in tables, pictures.
//
//	intake.Read(intake.File{Name: "通告.rtf", Data: data}, []intake.Format{rtf.Format}, intake.Options{})
package rtf

import (
	"bytes"

	"banxin/editions/intake"
)

// Format is the reader of RTF files.
var Format = intake.Format{Name: "rtf", Extensions: []string{".rtf"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	if bytes.HasPrefix(bytes.TrimLeft(f.Data[:min(len(f.Data), 64)], "\xEF\xBB\xBF \r\n\t"), []byte(`{\rtf`)) {
		return 100
	}
	return 0
}

func read(f intake.File, c *intake.Copy) {
	p := &parser{c: c, ansi: 1252, fonts: map[int]font{}, styles: map[int]style{}, now: state{group: group{uc: 1}, char: char{size: 2400}}}
	p.lex = lexer{src: bytes.TrimLeft(f.Data, "\xEF\xBB\xBF \r\n\t"), pair: func(b byte) bool { return doubled(p.page(), b) }}
	p.countLines()
	p.document()
	if len(p.stack) > 0 || p.over > 0 {
		c.Cut(p.place(len(p.lex.src)))
	}
	p.finish()
}
