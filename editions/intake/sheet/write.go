package sheet

import (
	"fmt"
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// writer makes copies of the stories of a page.
type writer struct {
	*intake.Copy
	page  *Page
	place intake.Place
}

func (w *writer) write(f *Found) {
	for n, s := range f.Stories {
		w.story(w.Part(fmt.Sprintf("%d-%d", w.page.Number, n+1)), s)
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
	for _, h := range s.Heads {
		p := intake.Piece{At: w.place}
		switch {
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
