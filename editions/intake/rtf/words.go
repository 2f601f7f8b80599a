package rtf

import "banxin/editions/intake"

// word acts on a control word.
func (p *parser) word(t token) {
	if p.now.dest == skipped && t.word != "ud" {
		p.now.first = false
		return
	}
	if p.now.first {
		p.now.first = false
		if p.destination(t) {
			return
		}
	}
	if d := p.now.dest; d != body && d != annotation && d != gone && p.tableWord(d, t) {
		return
	}
	if p.charWord(t) || p.paraWord(t) || p.textWord(t) {
		return
	}
	p.tableProps(t)
}

func on(t token) bool { return !t.has || t.arg != 0 }

// destination acts on a control word that begins a group.
func (p *parser) destination(t token) bool {
	star := p.now.star
	switch t.word {
	case "fonttbl":
		p.now.dest = fontTable
	case "stylesheet":
		p.now.dest = styleSheet
	case "revtbl":
		p.now.dest, p.who = revisions, nil
	case "pict":
		p.beginPicture(t)
	case "shppict":
		p.pictured = true
	case "nonshppict":
		if p.pictured {
			p.now.dest = skipped
		}
	case "listtext", "pntext":
		p.now.dest = listText
		p.marker = p.marker[:0]
	case "field":
		p.now.field = &field{}
	case "fldinst":
		p.now.dest = fieldCode
	case "fldrslt":
		p.fieldResult(t)
	case "footnote":
		p.beginNote(t)
	case "annotation":
		p.beginComment(t)
	case "atnauthor":
		p.now.dest, p.comment.By = author, ""
		p.name = p.name[:0]
	case "atnid":
		p.now.dest, p.initial = initials, p.initial[:0]
	case "atndate":
		p.now.dest = when
		p.name = p.name[:0]
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn":
		p.hold(t)
		p.now.dest = gone
	case "atrfstart":
		p.now.dest, p.name = aboutFrom, p.name[:0]
	case "atrfend":
		p.now.dest, p.name = aboutTo, p.name[:0]
	case "atnref":
		p.now.dest, p.name = aboutRef, p.name[:0]
	case "nesttableprops", "shp", "shpinst", "shpgrp", "do", "sp":
	case "ud":
		p.now.dest = body
	case "shptxt", "dptxbxtext":
		p.beginBox(t)
	case "sn":
		p.now.dest, p.property = shapeNo, p.property[:0]
	case "sv":
		p.now.dest = shapeTo
		if string(p.property) == "pib" {
			p.now.dest = body
		}
	case "upr", "shprslt", "nonesttables", "object", "objdata", "result", "colortbl", "info", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata",
		"colorschememapping", "latentstyles", "datastore", "xmlnstbl", "pnseclvl", "pn", "bkmkstart", "bkmkend", "atnparent", "formfield", "userprops",
		"template", "filetbl", "background", "wgrffmtfilter", "mmathPr", "private", "falt", "panose", "title", "picprop", "blipuid", "xe", "tc", "txe", "rxe", "comment":
		p.ignored(t)
	default:
		if star {
			p.now.dest = skipped
		}
		return star
	}
	return true
}

// ignored marks destinations without text of the document. An object's result is its
// picture; what else is in it stays untouched.
// The first half of \upr says in the code page what \ud says in Unicode.
func (p *parser) ignored(t token) {
	switch t.word {
	case "object":
		p.c.LeaveThing("object", intake.Object, p.place(t.at))
		return
	case "result":
		return
	}
	p.now.dest = skipped
}

// tableWord acts on control words inside the font table and its kind.
func (p *parser) tableWord(d dest, t token) bool {
	switch d {
	case fontTable:
		switch t.word {
		case "f":
			p.entry, p.name, p.now.char.font = t.arg, p.name[:0], t.arg
			if len(p.fonts) < 10000 {
				p.fonts[p.entry] = font{}
			}
		case "fcharset":
			f := p.fonts[p.entry]
			if page, ok := charsets[t.arg]; ok {
				f.page = page
				p.fonts[p.entry] = f
			}
		case "cpg":
			f := p.fonts[p.entry]
			f.page = t.arg
			p.fonts[p.entry] = f
		}
	case styleSheet:
		switch t.word {
		case "s", "cs", "ds", "ts":
			p.entry = t.arg
			if t.word != "s" {
				p.entry = -1
			}
		case "outlinelevel":
			p.level = t.arg + 1
		}
	case picture:
		p.pictWord(t)
	case shapeNo, revisions, author, initials, when, fieldCode, listText, aboutFrom, aboutTo, aboutRef:
		if t.word == "u" {
			p.unicode(t)
		}
		if t.word == "tab" && d == listText {
			p.marker = append(p.marker, '\t')
		}
	}
	if t.word == "uc" {
		p.now.uc = max(0, min(t.arg, 64))
	}
	if t.word == "u" && (d == fontTable || d == styleSheet) {
		p.unicode(t)
	}
	return true
}

// charWord acts on what changes the look of characters.
func (p *parser) charWord(t token) bool {
	c := &p.now.char
	switch t.word {
	case "plain":
		*c = char{size: 2400, font: c.font, dbFont: c.dbFont}
	case "b":
		c.bold = on(t)
	case "i":
		c.italic = on(t)
	case "ul", "uld", "uldb", "ulw", "ulth", "uldash", "ulwave":
		c.under = on(t)
	case "ulnone":
		c.under = false
	case "strike", "striked":
		c.strike = on(t)
	case "super":
		c.super = on(t)
	case "sub":
		c.sub = on(t)
	case "nosupersub":
		c.super, c.sub = false, false
	case "up":
		c.super = t.arg > 0
	case "dn":
		c.sub = t.arg > 0
	case "v":
		c.hidden = on(t)
	case "fs":
		if t.arg > 0 && t.arg < 4000 {
			c.size = t.arg * 100
		}
	case "f":
		c.font, c.db = t.arg, false
	case "af":
		if c.db && !c.rtl {
			c.dbFont = t.arg
		}
	case "dbch":
		c.db = true
	case "rtlch":
		c.rtl = true
	case "ltrch":
		c.rtl = false
	case "ab", "ai", "aul", "afs":
		if c.db && !c.rtl {
			c.east.set(t)
		}
	case "loch", "hich":
		c.db = false
	case "accdot", "acccomma", "acccircle", "accunderdot":
		c.dotted = on(t)
	case "accnone":
		c.dotted = false
	case "deleted":
		c.deleted = on(t)
	case "revised":
		c.inserted = on(t)
	case "revauth":
		c.by = t.arg
	case "revdttm":
		c.at = uint32(t.arg)
	case "revauthdel":
		c.byDeleted = t.arg
	case "revdttmdel":
		c.atDeleted = uint32(t.arg)
	case "mvf":
		c.movedFrom = on(t)
	case "mvt":
		c.movedTo = on(t)
	case "mvauth":
		c.by = t.arg
	case "mvdate":
		c.at = uint32(t.arg)
	default:
		return false
	}
	return true
}

func (e *east) set(t token) {
	switch t.word {
	case "ab":
		e.bold = on(t)
	case "ai":
		e.italic = on(t)
	case "aul":
		e.under = on(t)
	case "afs":
		if t.arg > 0 && t.arg < 4000 {
			e.size = t.arg * 100
		}
	}
}

// paraWord acts on what changes a paragraph.
func (p *parser) paraWord(t token) bool {
	a := &p.now.para
	switch t.word {
	case "pard":
		*a = para{frame: a.frame}
	case "ql", "qj":
		a.align = intake.Start
	case "qc":
		a.align = intake.Center
	case "qr":
		a.align = intake.End
	case "s":
		a.style = t.arg
	case "outlinelevel":
		a.level = t.arg + 1
	case "fi", "cufi":
		a.fi = t.arg
	case "ls":
		a.list = t.arg
	case "ilvl":
		a.listLvl = max(0, min(t.arg, 8))
	case "intbl":
		a.inTable = true
	case "itap":
		a.depth = max(0, min(t.arg, maxTables))
	default:
		return false
	}
	return true
}

// signs are control words for characters.
var signs = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
	"qmspace": "\u2005", "zwj": "\u200D", "zwnj": "\u200C", "zwbo": "\u200B", "zwnbo": "\u2060", "ltrmark": "\u200E", "rtlmark": "\u200F",
}

// textWord acts on what is text.
func (p *parser) textWord(t token) bool {
	if s, ok := signs[t.word]; ok {
		if p.skip > 0 {
			p.skip--
			return true
		}
		p.say(s, t.at)
		return true
	}
	switch t.word {
	case "u":
		p.unicode(t)
	case "uc":
		p.now.uc = max(0, min(t.arg, 64))
	case "tab":
		p.say("\t", t.at)
	case "par", "sect", "page", "column":
		p.endParagraph(t.at)
	case "line", "lbr", "softline":
		p.lineBreak()
	case "cell", "nestcell":
		p.endCell(t)
	case "row", "nestrow":
		p.endRow(t)
	case "ansicpg":
		p.ansi = t.arg
	case "mac":
		p.ansi = 10000
	case "pc":
		p.ansi = 437
	case "pca":
		p.ansi = 850
	case "deff", "adeff":
		if t.word == "deff" {
			p.now.char.font = t.arg
		}
	case "chftn":
		p.noteSign(t)
	case "chpgn", "chdate", "chtime", "sectnum", "chatn":
	default:
		return false
	}
	return true
}
