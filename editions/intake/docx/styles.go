package docx

import (
	"bytes"
	"strings"

	"banxin/editions/intake"
)

// props are the properties of a style, or of a paragraph or run: only what was said.
type props struct {
	look      intake.Look
	bold      int8 // 1 on, -1 off, 0 not said
	italic    int8
	under     int8
	dotted    int8
	struck    int8
	hidden    int8
	align     intake.Align
	aligned   bool
	indent    int8
	level     int // outline, from 1; -1: said to be none
	num       string
	ilvl      int
	numbered  bool
	framed    bool
	style     string
	charStyle string
	markIns   bool // the end of the paragraph was inserted, or deleted
	markDel   bool
}

// style is a style of the document.
type style struct {
	name, base string
	props
	done bool // base is taken in
}

// merge lays what was said later over what was said before.
func (p props) merge(over props) props {
	out := p
	if over.look.Size > 0 {
		out.look.Size = over.look.Size
	}
	if over.look.Font != "" {
		out.look.Font = over.look.Font
	}
	if over.look.Color != "" {
		out.look.Color = over.look.Color
	}
	if over.look.Super || over.look.Sub {
		out.look.Super, out.look.Sub = over.look.Super, over.look.Sub
	}
	for _, x := range []struct {
		to   *int8
		from int8
	}{{&out.bold, over.bold}, {&out.italic, over.italic}, {&out.under, over.under}, {&out.dotted, over.dotted}, {&out.struck, over.struck}, {&out.hidden, over.hidden}, {&out.indent, over.indent}} {
		if x.from != 0 {
			*x.to = x.from
		}
	}
	if over.aligned {
		out.align, out.aligned = over.align, true
	}
	if over.level != 0 {
		out.level = over.level
	}
	if over.numbered {
		out.num, out.ilvl, out.numbered = over.num, over.ilvl, true
	}
	out.framed = out.framed || over.framed
	return out
}

// seen is the look that the properties come to.
func (p props) seen() intake.Look {
	l := p.look
	l.Bold, l.Italic, l.Underline, l.Dotted, l.Struck, l.Hidden = p.bold > 0, p.italic > 0, p.under > 0, p.dotted > 0, p.struck > 0, p.hidden > 0
	return l
}

func sign(on bool) int8 {
	if on {
		return 1
	}
	return -1
}

// runProps reads w:rPr.
func (s *stream) runProps(p *props) {
	s.each(func(t tag) {
		if t.ns == word {
			s.runProp(t.name, p)
		}
		s.skip()
	})
}

func (s *stream) runProp(name string, p *props) {
	switch name {
	case "b":
		p.bold = sign(s.on())
	case "i":
		p.italic = sign(s.on())
	case "u":
		p.under = sign(s.on())
	case "em":
		p.dotted = sign(s.on())
	case "strike", "dstrike":
		p.struck = sign(s.on())
	case "vanish", "specVanish":
		p.hidden = sign(s.on())
	case "sz":
		p.look.Size = min(s.number("val"), 2000) * 50
	case "rFonts":
		if f := s.attr("eastAsia"); f != "" {
			p.look.Font = f
		} else if f := s.attr("ascii"); f != "" && p.look.Font == "" {
			p.look.Font = f
		}
	case "color":
		if v := s.attr("val"); v != "auto" {
			p.look.Color = strings.ToUpper(v)
		}
	case "vertAlign":
		p.look.Super, p.look.Sub = s.attr("val") == "superscript", s.attr("val") == "subscript"
	case "rStyle":
		p.charStyle = s.attr("val")
	case "ins":
		p.markIns = true
	case "del", "moveFrom":
		p.markDel = true
	}
}

// paraProps reads w:pPr. The properties of the paragraph's mark are not those of its text.
func (s *stream) paraProps(p *props) {
	s.each(func(t tag) {
		if t.ns != word {
			s.skip()
			return
		}
		switch t.name {
		case "pStyle":
			p.style = s.attr("val")
		case "jc":
			p.aligned = true
			switch s.attr("val") {
			case "center":
				p.align = intake.Center
			case "right", "end":
				p.align = intake.End
			default:
				p.align = intake.Start
			}
		case "ind":
			p.indent = sign(s.number("firstLine") > 0 || s.number("firstLineChars") > 0)
		case "outlineLvl":
			if p.level = s.number("val") + 1; p.level > 9 {
				p.level = -1
			}
		case "framePr":
			p.framed = true
		case "numPr":
			s.each(func(t tag) {
				switch t.name {
				case "ilvl":
					p.ilvl = min(max(s.number("val"), 0), 8)
				case "numId":
					p.num, p.numbered = s.attr("val"), true
				}
				s.skip()
			})
			return
		case "rPr":
			var mark props
			s.runProps(&mark)
			p.markIns, p.markDel = mark.markIns, mark.markDel
			return
		}
		s.skip()
	})
}

// styles reads the styles part. Documents lack it, and number their styles: WPS calls
// "heading 2" 3.
func (r *reader) readStyles(data []byte) {
	r.styles = map[string]*style{}
	if data == nil {
		return
	}
	s := newStream(r.c, asked(data))
	for {
		ev, t, _ := s.next()
		if ev == ended {
			return
		}
		if ev != opened || t.ns != word {
			continue
		}
		switch t.name {
		case "docDefaults":
			r.defaults(s)
		case "style":
			r.readStyle(s)
		}
	}
}

// unasked begin and end what of the styles nobody asks for, nine tenths of the part as Word
// writes it: what styles there could be, and how tables look.
var unasked = [][2]string{{"<w:latentStyles", "</w:latentStyles>"}, {"<w:style w:type=\"table\"", "</w:style>"}}

// asked is the styles part without them. Neither of the two can stand inside itself.
func asked(data []byte) []byte {
	for _, u := range unasked {
		var out []byte
		for {
			from := bytes.Index(data, []byte(u[0]))
			if from < 0 {
				break
			}
			to := bytes.Index(data[from:], []byte(u[1]))
			if to < 0 {
				break
			}
			out = append(out, data[:from]...)
			data = data[from+to+len(u[1]):]
		}
		data = append(out, data...)
	}
	return data
}

func (r *reader) defaults(s *stream) {
	s.each(func(t tag) {
		switch t.name {
		case "rPrDefault", "pPrDefault":
			s.each(func(t tag) {
				switch t.name {
				case "rPr":
					s.runProps(&r.base)
				case "pPr":
					s.paraProps(&r.base)
				default:
					s.skip()
				}
			})
		default:
			s.skip()
		}
	})
}

func (r *reader) readStyle(s *stream) {
	id := s.attr("styleId")
	st := &style{}
	kind, def := s.attr("type"), s.attr("default")
	s.each(func(t tag) {
		switch t.name {
		case "name":
			st.name = s.attr("val")
		case "basedOn":
			st.base = s.attr("val")
		case "pPr":
			s.paraProps(&st.props)
			return
		case "rPr":
			s.runProps(&st.props)
			return
		}
		s.skip()
	})
	r.styles[id] = st
	if kind == "paragraph" && (def == "1" || def == "true" || def == "on") {
		r.normal = id
	}
}

// style returns a style with all it is based on. One that is based on itself stops there.
func (r *reader) style(id string) *style {
	st := r.styles[id]
	if st == nil || st.done {
		return st
	}
	st.done = true
	if base := r.style(st.base); base != nil {
		level := st.level
		st.props = base.props.merge(st.props)
		if level == 0 && base.level > 0 && st.name != "" {
			st.level = base.level
		}
	}
	if st.level == 0 {
		st.level = intake.HeadingLevel(st.name)
	}
	return st
}
