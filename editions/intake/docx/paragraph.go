package docx

import (
	"path"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// paragraph is a w:p being read.
type paragraph struct {
	props
	runs  []intake.Run
	after []intake.Piece // pictures and text boxes in it
	at    intake.Place
	joins bool // its mark is deleted: the next paragraph goes on in it
}

// context is what holds for the runs inside an element.
type context struct {
	change *intake.Change
	link   string
	style  props
	left   bool // a placeholder: left out
}

// field is a field that has begun: its code, and whether its result has.
type field struct {
	code   string
	result bool
	link   string
}

// parser reads the content of one paragraph.
type parser struct {
	r      *reader
	s      *stream
	p      *paragraph
	fields []field
}

// paragraph reads w:p.
func (r *reader) paragraph(s *stream) *paragraph {
	r.block++
	p := &paragraph{at: r.place()}
	x := &parser{r: r, s: s, p: p}
	base := r.base
	if st := r.style(r.normal); st != nil {
		base = base.merge(st.props)
	}
	cx := context{style: base}
	s.each(func(t tag) {
		if t.ns == word && t.name == "pPr" {
			s.paraProps(&p.props)
			if st := r.style(p.style); st != nil {
				cx.style = r.base.merge(st.props)
			}
			return
		}
		x.content(t, cx)
	})
	p.joins = p.markDel && r.c.Options.Changes != intake.Reject || p.markIns && r.c.Options.Changes == intake.Reject
	return p
}

// piece makes the piece of a paragraph.
func (p *paragraph) piece(r *reader) intake.Piece {
	all := r.base
	name := ""
	id := p.style
	if id == "" {
		id = r.normal
	}
	if st := r.style(id); st != nil {
		all, name = all.merge(st.props), st.name
	} else if id != "" {
		name = id
		all.level = intake.HeadingLevel(id)
	}
	all = all.merge(p.props)
	out := intake.Piece{Runs: p.runs, Align: all.align, Indent: all.indent > 0, Style: name, Level: max(all.level, 0), Framed: all.framed, At: p.at}
	l, ok := r.marker(all.num, all.ilvl)
	switch {
	case !ok || len(p.runs) == 0:
	case out.Level > 0:
		if l.Ordered {
			out.Runs = append([]intake.Run{intake.Made(l.Marker)}, out.Runs...)
		}
	default:
		out.Kind, out.List = intake.Item, &l
	}
	return out
}

// content reads an element inside a paragraph.
func (x *parser) content(t tag, cx context) {
	s := x.s
	if t.ns == compat && t.name == "AlternateContent" {
		x.r.alternative(s, func(t tag) { x.content(t, cx) })
		return
	}
	if t.ns == math && t.name == "t" {
		x.text(s.text(), cx.style.seen(), cx)
		return
	}
	if t.ns != word {
		s.each(func(t tag) { x.content(t, cx) })
		return
	}
	switch t.name {
	case "r":
		x.run(cx)
		return
	case "hyperlink":
		if rel := x.r.rels[s.attr("id")]; rel.external {
			cx.link = rel.target
		}
	case "ins":
		cx.change = x.change(intake.Inserted)
	case "del":
		cx.change = x.change(intake.Deleted)
	case "moveFrom":
		cx.change = x.change(intake.MovedFrom)
	case "moveTo":
		cx.change = x.change(intake.MovedTo)
	case "commentRangeStart":
		x.r.anchor[s.attr("id")] = [2]int{x.r.c.Mark(), x.r.c.Mark()}
	case "commentRangeEnd":
		if at, ok := x.r.anchor[s.attr("id")]; ok {
			x.r.anchor[s.attr("id")] = [2]int{at[0], x.r.c.Mark()}
		}
	case "fldSimple":
		x.r.c.Leave(s.attr("instr"), intake.FieldCode, x.p.at)
	case "pPr", "rPr", "sdtEndPr", "smartTagPr", "proofErr", "bookmarkStart", "bookmarkEnd", "fldData":
		s.skip()
		return
	case "sdt":
		x.control(cx)
		return
	}
	s.each(func(t tag) { x.content(t, cx) })
}

// change reads who changed the text, and when.
func (x *parser) change(kind intake.ChangeKind) *intake.Change {
	return &intake.Change{Kind: kind, By: x.s.attr("author"), At: x.s.attr("date")}
}

// control reads a content control; what it shows before anybody filled it in is no text.
func (x *parser) control(cx context) {
	x.s.each(func(t tag) {
		if t.name == "sdtPr" {
			x.s.each(func(t tag) {
				cx.left = cx.left || t.name == "showingPlcHdr" && x.s.on()
				x.s.skip()
			})
			return
		}
		x.s.each(func(t tag) { x.content(t, cx) })
	})
}

// run reads w:r.
func (x *parser) run(cx context) {
	s := x.s
	p := cx.style
	x.s.each(func(t tag) {
		if t.ns == word && t.name == "rPr" {
			var own props
			s.runProps(&own)
			if st := x.r.style(own.charStyle); st != nil {
				p = p.merge(st.props)
			}
			p = p.merge(own)
			return
		}
		x.inRun(t, p.seen(), cx)
	})
}

// inRun reads an element of a run.
func (x *parser) inRun(t tag, look intake.Look, cx context) {
	s, c := x.s, x.r.c
	if t.ns == compat && t.name == "AlternateContent" {
		x.r.alternative(s, func(t tag) { x.inRun(t, look, cx) })
		return
	}
	if t.ns != word {
		x.figure(t)
		return
	}
	switch t.name {
	case "t", "delText":
		x.text(s.text(), look, cx)
		return
	case "instrText", "delInstrText":
		x.instruction(s.text(), look, cx)
		return
	case "tab", "ptab":
		x.text("\t", look, cx)
	case "br", "cr":
		x.p.runs = append(x.p.runs, intake.Break())
	case "noBreakHyphen":
		x.text("-", look, cx)
	case "sym":
		x.text(symbol(s.attr("char"), s.attr("font")), look, cx)
	case "footnoteReference", "endnoteReference":
		name := t.name[:1] + s.attr("id")
		x.r.notes = append(x.r.notes, name)
		x.p.runs = append(x.p.runs, intake.Run{Note: name, Change: cx.change})
	case "fldChar":
		x.fieldChar(s.attr("fldCharType"))
	case "ruby":
		x.ruby(look, cx)
		return
	case "drawing", "pict", "object":
		x.figure(t)
		return
	case "commentReference":
		if _, ok := x.r.anchor[s.attr("id")]; !ok {
			x.r.anchor[s.attr("id")] = [2]int{c.Mark(), c.Mark()}
		}
	}
	s.skip()
}

// text adds characters to the paragraph, or leaves out those of a field's code.
func (x *parser) text(text string, look intake.Look, cx context) {
	if text == "" {
		return
	}
	if cx.left {
		x.r.c.Leave(text, intake.NotPrinted, x.p.at)
		return
	}
	run := x.r.c.Text(text)
	run.Look, run.Change, run.Link = look, cx.change, cx.link
	if n := len(x.fields); n > 0 {
		if !x.fields[n-1].result {
			x.r.c.LeaveRuns([]intake.Run{run}, intake.FieldCode, x.p.at)
			return
		}
		if run.Link == "" {
			run.Link = x.fields[n-1].link
		}
	}
	x.p.runs = append(x.p.runs, run)
}

var linkCode = form.Of(`^\s*HYPERLINK\s+"([^"]+)"`)

// fieldChar begins a field, its result, or ends it.
func (x *parser) fieldChar(kind string) {
	n := len(x.fields) - 1
	switch {
	case kind == "begin" && n < 50:
		x.fields = append(x.fields, field{})
	case n < 0:
	case kind == "separate":
		x.fields[n].result = true
		if m := linkCode().FindStringSubmatch(x.fields[n].code); m != nil {
			x.fields[n].link = m[1]
		}
	case kind == "end":
		x.fields = x.fields[:n]
	}
}

// eqRuby is how Word kept readings before it had w:ruby: EQ \o\ad(\s\up 9(hàn),汉).
var eqRuby = form.Of(`\\o\\a[dlcr]\(\\s\\up ?[0-9]+\(([^()]*)\),([^()]*)\)`)

// instruction takes in the code of a field: it stays out, but for readings.
func (x *parser) instruction(code string, look intake.Look, cx context) {
	c := x.r.c
	if n := len(x.fields); n > 0 {
		x.fields[n-1].code += code
	}
	m := eqRuby().FindStringSubmatchIndex(code)
	if m == nil || cx.left || cx.change != nil && cx.change.Kind == intake.Deleted {
		c.Leave(code, intake.FieldCode, x.p.at)
		return
	}
	c.Leave(code[:m[2]], intake.FieldCode, x.p.at)
	reading := c.Text(code[m[2]:m[3]])
	c.Leave(code[m[3]:m[4]], intake.FieldCode, x.p.at)
	base := c.Text(code[m[4]:m[5]])
	base.Look, base.Ruby, base.Change = look, []intake.Run{reading}, cx.change
	c.Leave(code[m[5]:], intake.FieldCode, x.p.at)
	x.p.runs = append(x.p.runs, base)
}

// ruby reads w:ruby: the reading comes before its base.
func (x *parser) ruby(look intake.Look, cx context) {
	var reading, base []intake.Run
	outer := x.p.runs
	x.s.each(func(t tag) {
		x.p.runs = nil
		switch t.name {
		case "rt":
			x.s.each(func(t tag) { x.content(t, cx) })
			reading = append(reading, x.p.runs...)
		case "rubyBase":
			x.s.each(func(t tag) { x.content(t, cx) })
			base = append(base, x.p.runs...)
		default:
			x.s.skip()
		}
	})
	x.p.runs = outer
	for i := range base { // one base, one reading; others would lose theirs
		if i == 0 && base[i].Text != "\n" {
			base[i].Ruby = reading
			reading = nil
		}
	}
	x.p.runs = append(append(x.p.runs, base...), reading...)
}

// figure reads a drawing, old or new: its picture, and the text of its boxes.
func (x *parser) figure(t tag) {
	f := &figure{}
	x.inFigure(t, f)
	if f.pic != nil {
		x.add(f)
	} else if f.object != "" {
		x.r.c.LeaveThing(f.object, intake.Object, x.p.at)
	}
	x.p.after = append(x.p.after, f.boxes...)
}

// figure is a drawing being read.
type figure struct {
	pic    *intake.Picture
	alt    string
	object string
	boxes  []intake.Piece
}

func (x *parser) inFigure(t tag, f *figure) {
	s := x.s
	switch {
	case t.ns == compat && t.name == "AlternateContent":
		x.r.alternative(s, func(t tag) { x.inFigure(t, f) })
		return
	case t.ns == word && t.name == "txbxContent":
		x.r.body(s, func(p intake.Piece) {
			p.Framed = true
			f.boxes = append(f.boxes, p)
		})
		return
	case t.name == "docPr" && s.attr("descr") != "":
		f.alt = s.attr("descr")
	case t.ns == draw && t.name == "blip":
		id := s.attr("embed")
		if id == "" {
			id = s.attr("link")
		}
		x.blip(id, f)
	case t.ns == vml && t.name == "imagedata":
		x.blip(s.attr("id"), f)
		if a := s.attr("title"); a != "" && f.alt == "" {
			f.alt = a
		}
	case t.name == "srcRect" && f.pic != nil:
		f.pic.Crop = [4]int{s.number("l") / 100, s.number("t") / 100, s.number("r") / 100, s.number("b") / 100}
	case t.ns == chart && t.name == "chart", t.ns == office && t.name == "OLEObject":
		f.object = x.r.rels[s.attr("id")].target
	case t.ns == draw && t.name == "t":
		x.text(s.text(), intake.Look{}, context{})
		return
	}
	s.each(func(t tag) { x.inFigure(t, f) })
}

// blip finds the picture of a drawing.
func (x *parser) blip(id string, f *figure) {
	rel, ok := x.r.rels[id]
	if !ok || f.pic != nil {
		return
	}
	f.pic = &intake.Picture{}
	if rel.external {
		f.pic.Ref = rel.target
		if i := strings.LastIndexAny(rel.target, `/\`); strings.HasPrefix(rel.target, "file:") || i < 0 {
			f.pic.Ref = rel.target[i+1:]
			f.pic.Data = x.r.c.Beside(f.pic.Ref)
		}
		return
	}
	if f.pic.Data = x.r.a.Read(rel.target); f.pic.Data == nil {
		f.pic.Ref = path.Base(rel.target)
	}
}

// add puts a picture after the paragraph.
func (x *parser) add(f *figure) {
	joined := false
	for _, a := range x.p.after {
		joined = joined || a.Kind == intake.Image
	}
	f.pic.Joined = joined
	piece := intake.Piece{Kind: intake.Image, Pic: f.pic, At: x.p.at}
	if f.alt != "" {
		if fileName().MatchString(f.alt) {
			x.r.c.Leave(f.alt, intake.Unused, x.p.at)
		} else {
			f.pic.Alt = []intake.Run{x.r.c.Text(f.alt)}
		}
	}
	x.p.after = append(x.p.after, piece)
}

// fileName is a description that programs write: the picture's file.
var fileName = form.Of(`(?i)^(?:[a-z]:\\|https?://|/)?[^\n]*\.(?:jpe?g|png|gif|bmp|tiff?|webp|emf|wmf)$|^(?:IMG|DSC|wps_doc|mmexport|微信图片|图片)[ _-]?[0-9A-Za-z_-]*$`)

// symbols are the characters of symbol fonts that newsrooms use, in Unicode.
var symbols = map[string]map[int]rune{
	"wingdings": {0x6C: '●', 0x6E: '■', 0x6F: '□', 0x71: '❑', 0x74: '⧫', 0x75: '◆', 0x76: '❖', 0x77: '◆', 0xA7: '▪', 0xA8: '◻', 0xAB: '★', 0xB2: '☆', 0xD8: '➢', 0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓', 0xF0: '⇨', 0xFB: '✗', 0xFC: '✓', 0xFE: '☑', 0x28: '☎', 0x2A: '✉', 0x46: '☞', 0xA1: '○', 0x9F: '•',
		0x80: '⓪', 0x81: '①', 0x82: '②', 0x83: '③', 0x84: '④', 0x85: '⑤', 0x86: '⑥', 0x87: '⑦', 0x88: '⑧', 0x89: '⑨', 0x8A: '⑩'},
	"wingdings 2": {0x50: '✓', 0x52: '☑', 0x97: '●', 0xA3: '□', 0x98: '•'},
	"symbol":      {0xB7: '•', 0xB4: '×', 0xB8: '÷', 0xB1: '±', 0xB0: '°', 0xA3: '≤', 0xB3: '≥', 0xB9: '≠', 0xBB: '≈', 0x61: 'α', 0x62: 'β', 0x67: 'γ', 0x6D: 'μ', 0x70: 'π', 0xDE: '⇒', 0xAE: '→', 0xAC: '←'},
}

// symbol is the character of w:sym. One that is not known stays in the private area, where
// check finds it.
func symbol(char, font string) string {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n == 0 {
		return ""
	}
	code := int(n)
	if 0xF000 <= code && code <= 0xF0FF {
		code -= 0xF000
	}
	if r, ok := symbols[strings.ToLower(font)][code]; ok {
		return string(r)
	}
	if code < 0x100 && code != int(n) {
		return string(rune(n))
	}
	return string(rune(code))
}
