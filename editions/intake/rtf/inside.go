package rtf

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
)

// hold sets the paragraph aside for a destination inside of it.
func (p *parser) hold(t token) {
	p.settle()
	p.held = append(p.held, p.out)
	p.out = target{}
}

// release takes up the paragraph that was set aside.
func (p *parser) release() {
	p.settle()
	if len(p.out.runs) > 0 {
		p.flush(p.out.at)
	}
	p.out = p.held[len(p.held)-1]
	p.held = p.held[:len(p.held)-1]
}

// endDestination ends what a group held.
func (p *parser) endDestination(was state) {
	switch {
	case was.note && !p.now.note, was.box && !p.now.box, was.dest == gone && p.now.dest != gone:
		now := p.now
		p.now = was
		if len(p.held) > 0 {
			p.release()
		}
		p.now = now
	case was.dest == annotation:
		p.endComment()
	case was.dest == author:
		p.comment.By = strings.TrimSpace(string(p.name))
	case was.dest == when:
		if v, err := strconv.ParseInt(strings.TrimSpace(string(p.name)), 10, 64); err == nil {
			p.comment.At = stamp(uint32(v))
		}
	case was.dest == aboutFrom, was.dest == aboutTo, was.dest == aboutRef:
		p.endAbout(was.dest, strings.TrimSpace(string(p.name)))
	case was.dest == picture:
		p.endPicture()
	case was.dest == fieldCode:
		p.fieldCode(was)
	}
}

// beginNote begins a footnote: its sign stands in the text, its text after it.
func (p *parser) beginNote(t token) {
	if p.now.note || !p.readable() {
		return
	}
	p.settle()
	p.notes++
	name := strconv.Itoa(p.notes)
	if n := len(p.out.runs); n > 0 && p.out.runs[n-1].Note == "?" {
		p.out.runs[n-1].Note = name
	} else {
		p.out.runs = append(p.out.runs, intake.Run{Note: name})
	}
	p.hold(t)
	p.out.note = name
	p.now.note = true
	p.now.para = para{}
}

// noteSign is the number that Word counts: in the text the sign, in the note nothing.
func (p *parser) noteSign(t token) {
	if p.now.note || !p.readable() {
		return
	}
	p.settle()
	p.out.runs = append(p.out.runs, intake.Run{Note: "?"})
}

// beginBox begins the text of a box, which stands beside that of the page.
func (p *parser) beginBox(t token) {
	if p.now.box || !p.readable() || p.now.dest != body {
		return
	}
	p.hold(t)
	p.now.box = true
	p.now.para = para{frame: true}
}

func (p *parser) beginComment(t token) {
	p.hold(t)
	p.now.dest = annotation
	if p.comment.To == 0 {
		p.comment.From, p.comment.To = p.c.Mark(), p.c.Mark()
	}
}

// endAbout notes where the text begins and ends that a comment is about.
func (p *parser) endAbout(d dest, number string) {
	if p.about == nil {
		p.about = map[string]*[2]int{}
	}
	if len(p.held) == 0 || d != aboutRef {
		p.settle()
	}
	at := p.about[number]
	switch {
	case d == aboutFrom && len(p.about) < 10000:
		p.about[number] = &[2]int{p.c.Mark(), p.c.Mark()}
	case at == nil:
	case d == aboutTo:
		at[1] = p.c.Mark()
	default:
		p.comment.From, p.comment.To = at[0], at[1]
	}
}

func (p *parser) endComment() {
	p.settle()
	p.comment.Runs = trimBreaks(p.out.runs)
	if p.comment.By == "" {
		p.comment.By = strings.TrimSpace(string(p.initial))
	}
	p.c.Comments = append(p.c.Comments, p.comment)
	p.comment, p.initial = intake.Comment{}, p.initial[:0]
	if len(p.held) > 0 {
		p.out = p.held[len(p.held)-1]
		p.held = p.held[:len(p.held)-1]
	}
}

// fieldCode reads what a field says it is.
func (p *parser) fieldCode(was state) {
	f := was.field
	if f == nil || f.done {
		return
	}
	f.done = true
	code := string(f.code)
	if base, reading, ok := phonetic(code); ok && p.readable() {
		p.settle()
		r := p.c.Text(base)
		r.Look, r.Change = p.look(), p.change()
		if reading != "" {
			r.Ruby = []intake.Run{p.c.Text(reading)}
		}
		p.out.runs = append(p.out.runs, r)
		if !p.out.some {
			p.out.at, p.out.some = p.lex.pos, true
		}
	}
}

// fieldResult begins what a field shows: a link's text leads to its address.
func (p *parser) fieldResult(t token) {
	f := p.now.field
	if f == nil {
		return
	}
	words := strings.Fields(string(f.code))
	for i, w := range words {
		if strings.EqualFold(w, "HYPERLINK") && i+1 < len(words) {
			if link := strings.Trim(words[i+1], `"`); strings.Contains(link, ":") && !strings.HasPrefix(link, "file:") {
				p.now.link = link
			}
		}
	}
	if len(words) > 0 && (strings.EqualFold(words[0], "PAGE") || strings.EqualFold(words[0], "NUMPAGES")) {
		p.hold(t)
		p.now.dest = gone
	}
}

// phonetic reads the field that Word writes for a reading over characters:
// EQ \o\ad(\s\up 9(hàn),汉).
func phonetic(code string) (base, reading string, ok bool) {
	code = strings.TrimSpace(code)
	if !strings.HasPrefix(code, "EQ") && !strings.HasPrefix(code, "eq") {
		return "", "", false
	}
	i := strings.Index(code, `\s\up`)
	if i < 0 || !strings.Contains(code[:i], `\o`) {
		return "", "", false
	}
	_, rest, cut := strings.Cut(code[i:], "(")
	if !cut {
		return "", "", false
	}
	reading, base, cut = strings.Cut(rest, ")")
	if !cut {
		return "", "", false
	}
	base = strings.TrimLeft(strings.TrimSuffix(strings.TrimSpace(base), ")"), ",; ")
	return base, strings.TrimSpace(reading), base != ""
}
