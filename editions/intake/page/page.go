// Package page reads the raw text of a whole newspaper page, as it comes out of a PDF or off
// a screen: several stories, their heads and halves of paragraphs one under the other. It is
// asked for by name (import --as page), since nothing in the bytes tells.
package page

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/pagetext"
	"banxin/editions/source"
)

// Format is the text of a page. Nothing is taken for one unasked.
func Format(o pagetext.Options) intake.Format {
	return intake.Format{
		Name: "page", Extensions: nil,
		Sniff: func(intake.File) int { return 0 },
		Read:  func(f intake.File, c *intake.Copy) { read(f, c, o) },
	}
}

func read(f intake.File, c *intake.Copy, o pagetext.Options) {
	text := c.Decode(f.Data, "")
	if !readable(text) {
		c.Refuse("IMP-READ", source.Msg("no-reader-knows-kind-of-file"), source.Msg("save-as-docx-html-or-plain"))
		return
	}
	lines := parted(c, text)
	found := pagetext.Read(lines, o)
	w := &writer{Copy: c, lines: lines, page: found}
	for n, s := range found.Stories {
		w.story(n, s)
	}
	w.left()
	w.joins()
	w.doubts()
}

// readable tells text from the bytes of something else: hardly a control character is in it, and
// hardly one that could not be decoded.
func readable(text string) bool {
	odd, all := 0, 0
	for _, r := range text {
		all++
		if r < ' ' && !strings.ContainsRune("\t\n\r\f", r) || r == 0x7F || r == '\uFFFD' {
			odd++
		}
	}
	return odd*50 <= all
}

// parted parts a text into its lines. Ends of lines and empty lines are left out.
func parted(c *intake.Copy, text string) (lines []pagetext.Line) {
	apart, n := true, 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		n++
		at := intake.Place{Line: n}
		body := strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(body) != "":
			lines = append(lines, pagetext.Line{Text: body, N: n, Apart: apart})
			apart = false
		default:
			apart = true
			c.Leave(body, intake.Blank, at)
		}
		c.Leave(line[len(body):], intake.LineEnd, at)
	}
	return lines
}

// writer makes copies of the stories of a page.
type writer struct {
	*intake.Copy
	lines []pagetext.Line
	page  *pagetext.Page
}

var roles = map[pagetext.Kind]intake.Role{
	pagetext.Paragraph: intake.Body, pagetext.Subhead: intake.Subhead, pagetext.Signoff: intake.Signoff, pagetext.Remark: intake.Remark,
}

// story makes a copy of a story, within the page's.
func (w *writer) story(n int, s *pagetext.Story) {
	base := strings.TrimSuffix(path.Base(w.Name), path.Ext(w.Name))
	c := w.Part(fmt.Sprintf("%s-%d", base, n+1))
	c.Thread = intake.Thread{Page: s.Page, To: s.To, From: s.From}
	if c.Thread.Page == "" {
		c.Thread.Page = intake.PageName(base)
	}
	if s.Group > 0 {
		c.Meta.Group, c.Meta.ByGroup = fmt.Sprintf("g%d", s.Group), s.ByGroup
	}
	for _, h := range []struct {
		role  intake.Role
		texts []pagetext.Text
	}{{intake.Label, s.Label}, {intake.Kicker, s.Kicker}, {intake.Headline, s.Headline}, {intake.Deck, s.Deck}, {intake.Byline, s.Byline}} {
		for _, t := range h.texts {
			w.add(c, h.role, intake.Para, t)
		}
	}
	for _, e := range s.Body {
		switch e.Kind {
		case pagetext.Caption:
			w.caption(c, e.Text)
		case pagetext.Item:
			w.item(c, e.Text)
		case pagetext.Verse:
			w.verse(c, e.Text)
		case pagetext.Table:
			w.table(c, e.Rows)
		default:
			w.add(c, roles[e.Kind], intake.Para, e.Text)
		}
	}
}

func (w *writer) add(c *intake.Copy, role intake.Role, kind intake.Kind, t pagetext.Text) {
	c.Add(intake.Piece{Kind: kind, Role: role, Runs: w.runs(c, t), At: intake.Place{Line: w.lines[t[0].Line].N}})
}

// item adds a line of a list. A dash before it is a sign of markup; a number is left to the
// role finder, as in any text.
func (w *writer) item(c *intake.Copy, t pagetext.Text) {
	at := intake.Place{Line: w.lines[t[0].Line].N}
	text := w.text(t[0])
	rest := strings.TrimLeft(text, "-*•·●◆★◇○◎ \t")
	if rest == "" || rest == text || strings.HasPrefix(text, " ") {
		w.add(c, intake.Unknown, intake.Para, t)
		return
	}
	mark := len(text) - len(rest)
	c.Leave(text[:mark], intake.Markup, at)
	t = append(pagetext.Text{{Line: t[0].Line, From: t[0].From + mark, To: t[0].To}}, t[1:]...)
	c.Add(intake.Piece{Kind: intake.Item, Role: intake.Body, List: &intake.List{}, Runs: w.runs(c, t), At: at})
}

// verse adds a stanza: its lines stay lines.
func (w *writer) verse(c *intake.Copy, t pagetext.Text) {
	p := intake.Piece{Role: intake.Body, Kept: true, At: intake.Place{Line: w.lines[t[0].Line].N}}
	for i, q := range t {
		if i > 0 {
			p.Runs = append(p.Runs, intake.Break())
		}
		p.Runs = append(p.Runs, c.Text(w.text(q)))
	}
	c.Add(p)
}

func (w *writer) table(c *intake.Copy, rows [][]pagetext.Text) {
	p := intake.Piece{Kind: intake.Table, Head: 1, At: intake.Place{Line: w.lines[rows[0][0][0].Line].N}}
	for _, cells := range rows {
		var row []intake.Cell
		for _, t := range cells {
			row = append(row, intake.Cell{Runs: w.runs(c, t)})
		}
		p.Rows = append(p.Rows, row)
	}
	c.Add(p)
}

func (w *writer) runs(c *intake.Copy, t pagetext.Text) (out []intake.Run) {
	for i, p := range t {
		text := w.text(p)
		if i > 0 && latinEnd(w.text(t[i-1])) && latinStart(text) {
			out = append(out, intake.Made(" ")) // what a line's end stood for
		}
		out = append(out, c.Text(text))
	}
	return out
}

func latinEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return latin(r) || r == ',' || r == '.'
}

func latinStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return latin(r)
}

func latin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

func (w *writer) text(p pagetext.Piece) string { return w.lines[p.Line].Text[p.From:p.To] }

// caption makes a picture that is not in the file of the words about it.
func (w *writer) caption(c *intake.Copy, t pagetext.Text) {
	c.Add(intake.Piece{
		Kind: intake.Image, Pic: &intake.Picture{Caption: w.runs(c, t), Apart: true},
		At: intake.Place{Line: w.lines[t[0].Line].N},
	})
}

var reasons = map[pagetext.Why]intake.Reason{
	pagetext.Furniture: intake.Furniture, pagetext.Indent: intake.Indent, pagetext.Mark: intake.CaptionMark, pagetext.JumpLine: intake.JumpLine, pagetext.Gap: intake.Blank,
}

func (w *writer) left() {
	for _, l := range w.page.Left {
		w.Leave(w.text(l.Piece), reasons[l.Why], intake.Place{Line: w.lines[l.Line].N, Col: 1 + len([]rune(w.lines[l.Line].Text[:l.From]))})
	}
}

// joins says of every cut paragraph where it goes on, and how sure that is.
func (w *writer) joins() {
	for _, j := range w.page.Joins {
		if !j.Sure {
			continue // asked about
		}
		w.Find("IMP-JOIN", source.Msg("goes-on-in-line-margin", w.end(j.Head), w.lines[j.Tail].N, w.start(j.Tail), j.Margin),
			source.Message{}, intake.Place{Line: w.lines[j.Head].N})
	}
}

// doubts asks one question for each decision that was not sure; the answer taken stands in it.
func (w *writer) doubts() {
	for _, d := range w.page.Doubts {
		if _, said := w.Options.Roles[strings.TrimSpace(w.lines[d.Line].Text)]; said && d.About != pagetext.AboutJoin {
			continue
		}
		at := intake.Place{Line: w.lines[d.Line].N}
		m, hint := w.question(d)
		w.Find("IMP-ROLE", m, hint, at)
	}
}

func (w *writer) question(d pagetext.Doubt) (m, hint source.Message) {
	switch d.About {
	case pagetext.AboutJoin:
		if d.Taken < 0 {
			return source.Msg("does-end-here-taken-yes", w.end(d.Line)),
				source.Msg("if-goes-on-elsewhere-on-page", w.lines[d.Line].N)
		}
		m = source.Msg("does-go-on-in-line-taken", w.end(d.Line), w.lines[d.Taken].N, w.start(d.Taken), w.margin(d.Line))
		if d.Else >= 0 {
			return m, source.Msg("if-not-next-best-line", w.lines[d.Line].N, w.lines[d.Else].N, w.start(d.Else))
		}
		return m, source.Msg("if-goes-on-elsewhere-on-page", w.lines[d.Line].N)
	case pagetext.AboutSubhead:
		return source.Msg("subhead-of-story-above-taken-yes", w.start(d.Line)),
			source.Msg("if-story-own-head-put-empty")
	case pagetext.AboutLabel:
		return source.Msg("label-of-taken-yes", w.start(d.Line), w.start(d.Taken)),
			source.Msg("if-not-of", w.start(d.Else))
	}
	return source.Msg("does-belong-to-story-of-taken", w.start(d.Line), w.start(d.Taken)),
		source.Msg("if-not-to-of", w.start(d.Else))
}

// margin is how sure the join of a line is.
func (w *writer) margin(line int) int {
	for _, j := range w.page.Joins {
		if j.Head == line {
			return j.Margin
		}
	}
	return 0
}

// few is how many characters of a line questions quote.
const few = 10

func (w *writer) start(line int) string {
	rs := []rune(strings.TrimSpace(w.lines[line].Text))
	return string(rs[:min(few, len(rs))])
}

func (w *writer) end(line int) string {
	rs := []rune(strings.TrimSpace(w.lines[line].Text))
	return string(rs[max(0, len(rs)-few):])
}
