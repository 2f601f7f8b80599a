package tagged

import (
	"strings"
	"unicode"

	"banxin/editions/intake"
	"banxin/editions/intake/sheet"
)

// stretch is characters of one page in the order of a text.
type stretch struct {
	page  *sheet.Page
	chars []int
}

func said(p *sheet.Page, chars []int) string {
	var b strings.Builder
	for _, i := range chars {
		b.WriteString(p.Chars[i].Text)
	}
	return b.String()
}

// linesOf parts characters where they go on on another line.
func linesOf(p *sheet.Page, chars []int) (out [][]int) {
	down := downwards(p, chars)
	for n, i := range chars {
		if n == 0 || turns(&p.Chars[chars[n-1]], &p.Chars[i], down) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// turns tells whether a character stands on another line than the one before it: neither of
// raised signs nor of a gap.
func turns(a, b *sheet.Char, down bool) bool {
	s := max(a.Size, b.Size)
	dx, dy := b.X-a.X, b.Y-a.Y
	if down {
		return abs(dx) > s*6/10 || dy < -s
	}
	return abs(dy) > s*6/10 || dx < -s
}

// downwards tells whether characters stand one under the other, most of them.
func downwards(p *sheet.Page, chars []int) bool {
	under, beside := 0, 0
	for n := 1; n < len(chars); n++ {
		a, b := &p.Chars[chars[n-1]], &p.Chars[chars[n]]
		switch dx, dy, s := b.X-a.X, b.Y-a.Y, max(a.Size, b.Size); {
		case abs(dx) < s/2 && dy > s/2 && dy < 4*s:
			under++
		case abs(dy) < s/2:
			beside++
		}
	}
	return under > beside
}

func abs(v int) int { return max(v, -v) }

// gather lists the text below a node, page by page.
func (r *reader) gather(n *sheet.Node) (out []stretch) {
	each(n, func(k *sheet.Node) {
		if k.Tag != "" {
			return
		}
		s := r.seqs[key{k.Page, k.MCID}]
		if s == nil || s.taken || k.MCID < 0 {
			return
		}
		s.taken = true
		if len(s.chars) == 0 {
			return
		}
		if l := len(out) - 1; l >= 0 && out[l].page == s.page {
			out[l].chars = append(out[l].chars, s.chars...)
			return
		}
		out = append(out, stretch{s.page, append([]int(nil), s.chars...)})
	})
	return out
}

// lines parts a text into its lines.
func lines(text []stretch) (out []stretch) {
	for _, s := range text {
		for _, l := range linesOf(s.page, s.chars) {
			out = append(out, stretch{s.page, l})
		}
	}
	return out
}

// runs puts lines on the tape. Between lines stands nothing, but a space between words of
// letters.
func (w *writer) runs(text []stretch) (out []intake.Run) {
	var last string
	body := w.size(text)
	for _, l := range text {
		if len(l.chars) == 0 {
			continue
		}
		if first := l.page.Chars[l.chars[0]].Text; latin(last) && latin(first) {
			out = append(out, intake.Made(" "))
		}
		last = l.page.Chars[l.chars[len(l.chars)-1]].Text
		out = append(out, w.line(l, body)...)
	}
	return out
}

// size is that of most characters.
func (w *writer) size(text []stretch) (most int) {
	count := map[int]int{}
	for _, l := range text {
		for _, i := range l.chars {
			s := l.page.Chars[i].Size
			if count[s]++; count[s] > count[most] || count[s] == count[most] && s < most {
				most = s
			}
		}
	}
	return most
}

// line makes runs of a line, one for each look. A raised figure that names a note is its sign.
func (w *writer) line(l stretch, body int) (out []intake.Run) {
	p := l.page
	base, down := w.base(l, body), downwards(p, l.chars)
	look := func(i int) intake.Look {
		c := &p.Chars[i]
		out := intake.Look{Size: c.Size, Font: c.Font, Bold: c.Bold}
		if 10*c.Size < 9*body && c.Size > 0 && !down {
			out.Super = base-c.Y > body/8
			out.Sub = c.Y-base > body/20 && !out.Super
		}
		if out.Super || out.Sub {
			out.Size, out.Font = body, ""
		}
		return out
	}
	for at := 0; at < len(l.chars); {
		first := look(l.chars[at])
		to := at + 1
		for to < len(l.chars) && look(l.chars[to]) == first {
			to++
		}
		text := said(p, l.chars[at:to])
		if first.Super && w.notes[text] {
			w.to.Leave(text, intake.Markup, w.place(p))
			out = append(out, intake.Run{Note: text})
		} else {
			r := w.to.Text(text)
			r.Look = first
			out = append(out, r)
		}
		at = to
	}
	return out
}

// base is the baseline of a line: of its first character of the size of the text.
func (w *writer) base(l stretch, body int) int {
	for _, i := range l.chars {
		if c := &l.page.Chars[i]; c.Size == body {
			return c.Y
		}
	}
	return l.page.Chars[l.chars[0]].Y
}

func latin(s string) bool {
	for _, r := range s {
		if r > 0x24F || !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}
