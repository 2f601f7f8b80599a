package odt

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// liner gathers the runs of a paragraph.
type liner struct {
	d    *document
	at   context
	par  string // style of the paragraph
	runs []intake.Run
	last rune
}

// inside reads what stands in a line. White space is one space, none at the start (ODF 6.1.2).
func (l *liner) inside(n *tree.Node, span, link string) {
	for _, k := range n.Kids {
		switch k.Name {
		case "":
			l.text(k.Text, span, link)
		case "span":
			l.inside(k, first(k.Get("style-name"), span), link)
		case "a":
			href := k.Get("href")
			if !strings.Contains(href, ":") || strings.HasPrefix(href, "file:") {
				href = link
			}
			l.inside(k, span, href)
		case "s":
			l.add(strings.Repeat(" ", max(1, min(number(k.Get("c")), 10000))), span, link)
		case "tab":
			l.add("\t", span, link)
		case "line-break":
			if len(l.runs) > 0 {
				l.runs = append(l.runs, intake.Break())
			}
			l.last = 0
		case "note":
			l.note(k)
		case "ruby":
			l.ruby(k, span, link)
		case "annotation":
			l.annotation(k)
		case "annotation-end":
			l.endAnnotation(k)
		case "frame", "custom-shape", "rect", "g":
			l.d.frames++
			l.d.frame(k, l.at)
			l.d.frames--
		case "change", "change-start", "change-end":
			l.d.mark(k, l)
		case "page-number", "page-count":
			l.d.c.Leave(k.Line(), intake.Furniture, l.d.place())
		case "hidden-text", "hidden-paragraph", "script":
			l.d.c.Leave(k.Line(), intake.HiddenText, l.d.place())
		case "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "soft-page-break", "sequence-decls", "toc-mark", "alphabetical-index-mark":
		default: // fields show their text
			l.inside(k, span, link)
		}
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (l *liner) text(s, span, link string) {
	var b strings.Builder
	for _, r := range s {
		if tree.IsSpace(r) {
			if l.last == ' ' || l.last == 0 {
				continue
			}
			r = ' '
		}
		b.WriteRune(r)
		l.last = r
	}
	if b.Len() > 0 {
		l.put(l.d.c.Text(b.String()), span, link)
	}
}

// add adds characters that count as they are.
func (l *liner) add(s, span, link string) {
	l.put(l.d.c.Text(s), span, link)
	l.last = 'x'
}

func (l *liner) put(r intake.Run, span, link string) {
	r.Look, r.Link = l.look(span), link
	if n := len(l.d.open); n > 0 {
		r.Change = l.d.open[n-1].change
	}
	l.runs = append(l.runs, r)
}

// look is how a span looks: its style's word, else its paragraph's.
func (l *liner) look(span string) intake.Look {
	prop := func(names ...string) string {
		for _, n := range names {
			if v := l.d.spanProp(span, n); v != "" {
				return v
			}
			if v := l.d.prop("paragraph", l.par, n); v != "" {
				return v
			}
		}
		return ""
	}
	k := intake.Look{Font: prop("font-name-asian", "font-family-asian"), Size: points(prop("font-size-asian", "font-size"))}
	k.Bold = bold(prop("font-weight-asian", "font-weight"))
	k.Italic = prop("font-style-asian", "font-style") == "italic"
	k.Underline = on(prop("text-underline-style"))
	k.Struck = on(prop("text-line-through-style")) || on(prop("text-line-through-type"))
	k.Dotted = on(prop("text-emphasize"))
	k.Hidden = prop("display") == "none"
	if pos := prop("text-position"); pos != "" {
		k.Super = strings.HasPrefix(pos, "super") || pos[0] >= '1' && pos[0] <= '9'
		k.Sub = strings.HasPrefix(pos, "sub") || pos[0] == '-'
	}
	if c := prop("color"); len(c) == 7 {
		k.Color = strings.ToUpper(c[1:])
	}
	return k
}

// spanProp is a property of a span's style; defaults are the paragraph's.
func (d *document) spanProp(name, prop string) string {
	for range 20 {
		s := d.styles["text/"+name]
		if s == nil || name == "" {
			return ""
		}
		if v, ok := s.props[prop]; ok {
			return v
		}
		name = s.parent
	}
	return ""
}

func on(v string) bool { return v != "" && v != "none" }

func bold(v string) bool { return v == "bold" || len(v) == 3 && v >= "600" }

// points reads a size in 1/100 pt; relative ones are not known.
func points(v string) int {
	for unit, f := range map[string]float64{"pt": 100, "in": 7200, "cm": 7200 / 2.54, "mm": 720 / 2.54, "px": 75} {
		if s, ok := strings.CutSuffix(v, unit); ok {
			if x, err := strconv.ParseFloat(s, 64); err == nil && x > 0 && x < 10000 {
				return int(x*f + 0.5)
			}
		}
	}
	return 0
}

// note reads a footnote or endnote: its sign here, its text as pieces.
func (l *liner) note(n *tree.Node) {
	d := l.d
	d.notes++
	name := strconv.Itoa(d.notes)
	if c := n.Child("note-citation"); c != nil {
		d.c.Leave(c.Line(), intake.Markup, d.place())
	}
	l.runs = append(l.runs, intake.Run{Note: name})
	l.last = 'x'
	if body := n.Child("note-body"); body != nil && l.at.note == "" {
		open := d.open
		d.open = nil
		d.frames++
		d.blocks(body, context{note: name, framed: l.at.framed})
		d.frames--
		d.open = open
	}
}

func (l *liner) ruby(n *tree.Node, span, link string) {
	base, reading := n.Child("ruby-base"), n.Child("ruby-text")
	before := len(l.runs)
	if base != nil {
		l.inside(base, span, link)
	}
	if reading == nil || reading.Line() == "" {
		return
	}
	text := l.d.c.Text(reading.Line())
	if before < len(l.runs) {
		l.runs[before].Ruby = []intake.Run{text}
		return
	}
	l.put(text, span, link)
}

// annotation reads a comment; one with a name is about the text up to its end.
func (l *liner) annotation(n *tree.Node) {
	d := l.d
	k := intake.Comment{From: d.c.Mark(), To: d.c.Mark()}
	in := &liner{d: d}
	for _, e := range n.Kids {
		switch e.Name {
		case "creator":
			k.By = e.Line()
		case "date":
			k.At = e.Line()
		case "sender-initials", "creator-initials", "":
		default:
			if len(in.runs) > 0 {
				in.runs = append(in.runs, intake.Break())
			}
			in.last = 0
			in.inside(e, "", "")
		}
	}
	for _, r := range in.runs {
		r.Change = nil
		k.Runs = append(k.Runs, r)
	}
	if len(k.Runs) == 0 {
		return
	}
	k.From = d.c.Mark()
	k.To = k.From
	d.c.Comments = append(d.c.Comments, k)
	if name := n.Get("name"); name != "" {
		if d.about == nil {
			d.about = map[string]int{}
		}
		d.about[name] = len(d.c.Comments)
	}
}

func (l *liner) endAnnotation(n *tree.Node) {
	if i := l.d.about[n.Get("name")]; i > 0 {
		l.d.c.Comments[i-1].To = l.d.c.Mark()
	}
}
