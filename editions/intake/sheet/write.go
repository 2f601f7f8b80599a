package sheet

import (
	"fmt"
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/source"
)

// writer makes copies of the stories of a page.
type writer struct {
	*intake.Copy
	page  *Page
	place intake.Place
}

func (w *writer) write(f *Found) {
	name := w.name(f)
	for n, s := range f.Stories {
		c := w.Part(fmt.Sprintf("%d-%d", w.page.Number, n+1))
		c.Thread.Page = name
		w.story(c, s)
	}
	for _, line := range f.Left {
		w.Leave(w.said(line), intake.Furniture, w.place)
	}
	for _, i := range f.Idle {
		w.LeaveThing(w.page.Pictures[i].Name, intake.Decoration, w.place)
	}
}

func (w *writer) story(c *intake.Copy, s *Story) {
	c.Options.Whole = true
	for i := range s.Paras {
		s.Paras[i] = w.jumps(c, s.Paras[i])
	}
	for _, h := range s.Heads {
		p := intake.Piece{At: w.place}
		switch {
		case c.Thread.From != "":
			p.Role = intake.Headline // all of it says again what the story's own head says
		case h.Label:
			p.Role = intake.Label
		case h.Main:
			p.Role = intake.Headline
		}
		for i, l := range h.Lines {
			if i > 0 {
				p.Runs = append(p.Runs, intake.Made("\u3000"))
			}
			p.Runs = append(p.Runs, w.runs(c, l)...)
		}
		c.Add(p)
	}
	for _, sh := range s.Pictures {
		w.picture(c, sh)
	}
	for _, para := range s.Paras {
		if para.Rows != nil {
			w.table(c, para.Rows)
		}
		if len(para.Lines) == 0 {
			continue
		}
		p := intake.Piece{At: w.place, Indent: para.Indent}
		switch {
		case para.Center:
			p.Align = intake.Center
		case para.End:
			p.Align = intake.End
		}
		for i, l := range para.Lines {
			if i > 0 {
				p.Runs = append(p.Runs, w.between(para.Lines[i-1], l)...)
			}
			p.Runs = append(p.Runs, w.runs(c, l)...)
		}
		if (para.Indent || len(para.Lines) > 1) && (len(para.Lines) > 1 || len(s.Heads) == 0) && !para.Center && !para.End {
			p.Role = intake.Body
		}
		c.Add(p)
	}
	for _, j := range s.Joins {
		if !j.Sure {
			w.doubt(s, j)
		}
	}
}

var (
	folioName = form.Of(`第\s*([0-9０-９A-Z一二三四五六七八九十]{1,3})\s*版|^([A-Z]\d{1,2})$`)
	onward    = form.Of(`[（(]下转[^）)]{1,24}[）)]$`)
	backward  = form.Of(`^[（(](上接|紧接)[^）)]{1,24}[）)][\s　]*`)
)

// name is what the page's folio calls it; else its number in the file.
func (w *writer) name(f *Found) string {
	for _, line := range f.Left {
		if m := folioName().FindStringSubmatch(strings.TrimSpace(w.said(line))); m != nil {
			if name := intake.PageName(m[1] + m[2]); name != "" {
				return name
			}
		}
	}
	return fmt.Sprint(w.page.Number)
}

// jumps takes off a paragraph what says that it goes on, or began, on another page.
func (w *writer) jumps(c *intake.Copy, p Para) Para {
	var chars []int
	for _, l := range p.Lines {
		chars = append(chars, l...)
	}
	text := w.said(chars)
	from, to := 0, len(text)
	if m := backward().FindString(text); m != "" && c.Thread.Jump(strings.TrimSpace(m)) {
		from = len(m)
	}
	if m := onward().FindStringIndex(text); m != nil && m[0] >= from && c.Thread.Jump(text[m[0]:]) {
		to = m[0]
	}
	if from == 0 && to == len(text) {
		return p
	}
	at, lines := 0, [][]int(nil)
	for _, l := range p.Lines {
		var kept, out []int
		for _, i := range l {
			if at >= from && at < to {
				kept = append(kept, i)
			} else {
				out = append(out, i)
			}
			at += len(w.page.Chars[i].Text)
		}
		c.Leave(w.said(out), intake.JumpLine, w.place)
		if len(kept) > 0 {
			lines = append(lines, kept)
		}
	}
	p.Lines = lines
	return p
}

func (w *writer) picture(c *intake.Copy, sh Shown) {
	if sh.Picture >= 0 {
		p := w.page.Pictures[sh.Picture]
		c.Add(intake.Piece{Kind: intake.Image, Pic: &intake.Picture{Name: fmt.Sprintf("%d-%s", w.page.Number, p.Name), Data: p.Data}, At: w.place})
	}
	if len(sh.Caption) == 0 {
		return
	}
	p := intake.Piece{Role: intake.Caption, At: w.place}
	for i, l := range sh.Caption {
		if i > 0 {
			p.Runs = append(p.Runs, intake.Made("\u3000"))
		}
		p.Runs = append(p.Runs, w.runs(c, l)...)
	}
	c.Add(p)
}

func (w *writer) table(c *intake.Copy, rows [][][]int) {
	p := intake.Piece{Kind: intake.Table, Head: 1, At: w.place}
	for _, r := range rows {
		var row []intake.Cell
		for _, chars := range r {
			row = append(row, intake.Cell{Runs: w.runs(c, chars)})
		}
		p.Rows = append(p.Rows, row)
	}
	c.Add(p)
}

// between is what stands between two lines of a paragraph: a space between words of letters.
func (w *writer) between(a, b []int) []intake.Run {
	last, first := w.page.Chars[a[len(a)-1]].Text, w.page.Chars[b[0]].Text
	if latin(last) && latin(first) {
		return []intake.Run{intake.Made(" ")}
	}
	return nil
}

func latin(s string) bool {
	for _, r := range s {
		if r > 0x24F || !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}

// runs makes runs of characters, one for each look. The page's order is the tape's.
func (w *writer) runs(c *intake.Copy, chars []int) (out []intake.Run) {
	for i := 0; i < len(chars); {
		a := &w.page.Chars[chars[i]]
		j := i + 1
		for j < len(chars) && w.page.Chars[chars[j]].Bold == a.Bold && w.page.Chars[chars[j]].Font == a.Font && w.page.Chars[chars[j]].Size == a.Size {
			j++
		}
		r := c.Text(w.said(chars[i:j]))
		r.Look = intake.Look{Size: a.Size, Font: a.Font, Bold: a.Bold}
		out = append(out, r)
		i = j
	}
	return out
}

func (w *writer) said(chars []int) string {
	var b strings.Builder
	for _, i := range chars {
		b.WriteString(w.page.Chars[i].Text)
	}
	return b.String()
}

func (w *writer) doubt(s *Story, j Join) {
	lines := s.Paras[j.Para].Lines
	w.Find("IMP-ROLE", source.Msg("does-go-on-in-column-taken-yes", few(w.said(lines[j.Line-1]), true), few(w.said(lines[j.Line]), false)), source.Msg("if-not-part-paragraph-there"), w.place)
}

// few is the end or the beginning of a line, to be quoted.
func few(s string, end bool) string {
	rs := []rune(s)
	if end {
		return string(rs[max(0, len(rs)-10):])
	}
	return string(rs[:min(10, len(rs))])
}
