package rtf

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"banxin/editions/intake"
)

// document acts on all tokens.
func (p *parser) document() {
	for {
		t := p.lex.next()
		if t.kind != text && t.kind != hexByte {
			p.decode()
		}
		switch t.kind {
		case openGroup:
			p.open()
		case closeGroup:
			if p.close() {
				return
			}
		case control:
			p.word(t)
		case symbol:
			p.symbol(t)
		case hexByte:
			p.now.first = false
			if p.skip > 0 {
				p.skip--
				continue
			}
			p.put(t.at, t.char)
		case text:
			p.now.first = false
			data := t.data
			if n := min(p.skip, len(data)); n > 0 {
				p.skip -= n
				data = data[n:]
			}
			p.put(t.at, data...)
		case binary:
			if p.now.dest == picture && p.pict != nil {
				p.pict.data = append(p.pict.data, t.data...)
			}
		case end:
			return
		}
	}
}

func (p *parser) open() {
	p.skip = 0
	if len(p.stack) >= 2000 {
		p.over++
		return
	}
	p.stack = append(p.stack, p.now)
	p.now.first, p.now.star = true, false
}

// close ends a group; true when it was the last.
func (p *parser) close() bool {
	p.skip, p.high = 0, 0
	if p.over > 0 {
		p.over--
		return false
	}
	if len(p.stack) == 0 {
		return true
	}
	was := p.now
	p.now = p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	if was.dest != p.now.dest || was.note != p.now.note || was.box != p.now.box {
		p.endDestination(was)
	}
	return len(p.stack) == 0
}

func (p *parser) symbol(t token) {
	if t.char == '*' {
		p.now.star = true
		return
	}
	p.now.first = false
	if p.skip > 0 {
		p.skip--
		return
	}
	switch t.char {
	case '~':
		p.say("\u00A0", t.at)
	case '_':
		p.say("\u2011", t.at)
	case '-':
		if p.readable() {
			p.settle()
			p.c.Leave("\u00AD", intake.Markup, p.place(t.at))
		}
	}
}

// put keeps bytes until their code page ends.
func (p *parser) put(at int, b ...byte) {
	switch p.now.dest {
	case skipped, shapeTo:
		return
	case picture:
		if p.pict != nil {
			p.pict.hex(b)
		}
		return
	}
	if len(p.bytes) == 0 {
		p.bytesAt = at
	}
	p.bytes = append(p.bytes, b...)
}

// decode makes text of the bytes so far.
func (p *parser) decode() {
	if len(p.bytes) == 0 {
		return
	}
	b := p.bytes
	p.bytes = p.bytes[:0]
	p.say(decode(p.page(), b), p.bytesAt)
}

// unicode is \u: a unit of UTF-16, after which stands what to show where it is not known.
func (p *parser) unicode(t token) {
	v := rune(uint16(int16(t.arg)))
	p.skip = p.now.uc
	switch {
	case utf16.IsSurrogate(v) && v < 0xDC00:
		p.high = v
		return
	case utf16.IsSurrogate(v):
		v = utf16.DecodeRune(p.high, v)
	}
	p.high = 0
	if v >= 0xF020 && v <= 0xF0FF {
		v = symbolOf(p.fonts[p.now.char.font].name, v)
	}
	p.say(string(v), t.at)
}

// symbolOf puts a character of a symbol font where there is a common one.
func symbolOf(font string, v rune) rune {
	if strings.HasPrefix(font, "Wingdings") {
		switch v - 0xF000 {
		case 'l', 0x9F:
			return '●'
		case 'n':
			return '■'
		case 'u':
			return '◆'
		case 0xD8:
			return '➢'
		case 0xFC:
			return '✓'
		}
	}
	if v-0xF000 == 0xB7 {
		return '•'
	}
	return v
}

// readable tells whether text goes on the tape now.
func (p *parser) readable() bool {
	return p.now.dest == body || p.now.dest == annotation || p.now.dest == gone
}

// say adds text to where it goes.
func (p *parser) say(s string, at int) {
	if s == "" {
		return
	}
	switch p.now.dest {
	case skipped, picture, shapeTo:
	case fontTable, styleSheet, revisions:
		p.names(s)
	case author, when, aboutFrom, aboutTo, aboutRef:
		p.name = append(p.name, s...)
	case initials:
		p.initial = append(p.initial, s...)
	case shapeNo:
		p.property = append(p.property, s...)
	case listText:
		p.marker = append(p.marker, s...)
	case fieldCode:
		if f := p.now.field; f != nil && len(f.code) < 4096 {
			f.code = append(f.code, s...)
		}
	default:
		p.add(s, at)
	}
}

// names gathers the entries of a table, each ended by a semicolon.
func (p *parser) names(s string) {
	for s != "" {
		name, rest, ended := strings.Cut(s, ";")
		if len(p.name) < 1000 {
			p.name = append(p.name, name...)
		}
		if s = rest; !ended {
			return
		}
		full := strings.TrimSpace(string(p.name))
		p.name = p.name[:0]
		switch p.now.dest {
		case fontTable:
			f := p.fonts[p.entry]
			f.name = full
			p.fonts[p.entry] = f
		case styleSheet:
			if p.entry >= 0 && len(p.styles) < 10000 {
				p.styles[p.entry] = style{full, p.level}
			}
			p.entry, p.level = 0, 0
		case revisions:
			if len(p.who) < 10000 {
				p.who = append(p.who, full)
			}
		}
	}
}

// add puts text on the tape and into the paragraph.
func (p *parser) add(s string, at int) {
	if p.now.dest == body && len(p.held) == 0 {
		p.tableFor(p.now.para)
	}
	if p.out.note != "" && len(p.out.text)+len(p.out.runs) == 0 { // between the sign of a note and its text
		rest := strings.TrimLeft(s, " \t\u00A0")
		p.c.Leave(s[:len(s)-len(rest)], intake.Blank, p.place(at))
		if s = rest; s == "" {
			return
		}
	}
	r := intake.Run{Look: p.look(), Change: p.change(), Link: p.now.link}
	if len(p.out.text) > 0 && (r.Look != p.out.run.Look || r.Change != p.out.run.Change || r.Link != p.out.run.Link) {
		p.settle()
	}
	if !p.out.some {
		p.out.at, p.out.some = at, true
	}
	p.out.run = r
	p.out.text = append(p.out.text, s...)
}

// settle makes a run of the text so far. Everything that puts runs or text elsewhere calls
// it first, so that the tape has the order of the file.
func (p *parser) settle() {
	if len(p.out.text) == 0 {
		return
	}
	r := p.c.Text(string(p.out.text))
	r.Look, r.Change, r.Link = p.out.run.Look, p.out.run.Change, p.out.run.Link
	p.out.runs = append(p.out.runs, r)
	p.out.text = p.out.text[:0]
}

func (p *parser) lineBreak() {
	p.settle()
	if p.readable() && len(p.out.runs) > 0 {
		p.out.runs = append(p.out.runs, intake.Break())
	}
}

// endParagraph makes a piece of the runs so far.
func (p *parser) endParagraph(at int) {
	if !p.readable() {
		return
	}
	if p.now.dest == annotation {
		p.lineBreak()
		return
	}
	if p.now.dest == gone || len(p.held) > 0 {
		p.flush(at)
		return
	}
	a := p.now.para
	p.tableFor(a)
	if len(p.tables) > 0 {
		p.lineBreak() // paragraphs of a cell
		return
	}
	p.flush(at)
}

// flush adds the paragraph as a piece.
func (p *parser) flush(at int) {
	p.settle()
	out := p.out
	p.out = target{note: out.note}
	if p.now.dest == gone {
		p.c.LeaveRuns(out.runs, intake.Furniture, p.place(out.at))
		return
	}
	runs := trimBreaks(out.runs)
	where := p.place(out.at)
	switch {
	case blank(runs):
		p.c.LeaveRuns(runs, intake.Blank, where)
	case out.note != "":
		p.c.Add(intake.Piece{Kind: intake.Foot, Note: out.note, Runs: runs, At: where})
	default:
		p.blocks++
		p.c.Add(p.piece(runs, where))
	}
	p.marker = p.marker[:0]
	for _, l := range out.later {
		p.c.Add(l)
	}
}

func (p *parser) piece(runs []intake.Run, where intake.Place) intake.Piece {
	a := p.now.para
	s := p.styles[a.style]
	piece := intake.Piece{Runs: runs, Align: a.align, Indent: a.fi > 0, Style: s.name, Level: a.level, Framed: a.frame, At: where}
	if piece.Level == 0 {
		piece.Level = s.level
	}
	if piece.Level == 0 {
		piece.Level = intake.HeadingLevel(s.name)
	}
	if piece.Level > 9 {
		piece.Level = 0
	}
	if marker := strings.TrimFunc(string(p.marker), unicode.IsSpace); marker != "" {
		piece.Kind = intake.Item
		piece.List = listOf(marker, a.listLvl)
		piece.List.Mark = []intake.Run{p.c.Text(marker)}
	}
	return piece
}

// listOf tells what a list item's text says of it.
func listOf(marker string, level int) *intake.List {
	l := &intake.List{Level: level, Marker: marker}
	for _, r := range marker {
		if unicode.IsDigit(r) || unicode.IsLetter(r) || r >= 0x2460 && r <= 0x249B {
			l.Ordered = r < 0xE000 || r > 0xF8FF
		}
	}
	if !l.Ordered || marker == "o" || marker == "l" || marker == "n" || marker == "Ø" {
		l.Ordered, l.Marker = false, "•"
	} else {
		l.Number, _ = strconv.Atoi(strings.Trim(marker, "().、．（）"))
	}
	return l
}

func blank(runs []intake.Run) bool {
	for _, r := range runs {
		if r.Note != "" || strings.TrimFunc(r.Text, unicode.IsSpace) != "" {
			return false
		}
	}
	return true
}

func isBreak(r intake.Run) bool { return r.Text == "\n" && r.Look == (intake.Look{}) }

func trimBreaks(runs []intake.Run) []intake.Run {
	for len(runs) > 0 && isBreak(runs[len(runs)-1]) {
		runs = runs[:len(runs)-1]
	}
	return runs
}

// finish ends what the file's end leaves open.
func (p *parser) finish() {
	p.decode()
	p.pict = nil
	for len(p.held) > 0 {
		p.release()
	}
	p.now = state{char: p.now.char, para: para{align: p.now.para.align, style: p.now.para.style, level: p.now.para.level}}
	p.closeTables(0)
	p.flush(len(p.lex.src))
}
