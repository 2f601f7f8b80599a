package gauge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/output/pdfread"
)

// block is lines of one size, one under the other: a headline, kicker or deck.
type block struct {
	lines []segment
}

func (b *block) size() int { return b.lines[0].size }
func (b *block) top() int  { return b.lines[0].top() }
func (b *block) foot() int { return b.lines[len(b.lines)-1].foot() }

// bounds are the left and the right edge, and the longest line.
func (b *block) bounds() (x0, x1, wide int) {
	x0, x1 = b.lines[0].x0, b.lines[0].x1
	for _, l := range b.lines {
		x0, x1, wide = min(x0, l.x0), max(x1, l.x1), max(wide, l.x1-l.x0)
	}
	return x0, x1, wide
}

func (b *block) over(o *block) bool {
	x0, x1, _ := b.bounds()
	y0, y1, _ := o.bounds()
	return min(x1, y1) > max(x0, y0)
}

// heads finds headlines and what stands about them. A headline is greater than three tenths more
// than the text and has text below it.
func (m *meter) heads() {
	size := m.out.Body.Size
	m.initials()
	blocks := m.blocks()
	for i := range blocks {
		b := &blocks[i]
		if b.size() < size*13/10 || m.partOf(blocks, b) {
			continue
		}
		h, own := m.head(b), []*block{b}
		if k := m.beside(blocks, b, true); k != nil {
			_, _, w := k.bounds()
			h.Kicker, h.KWide, h.KFace = percent(k.size(), b.size()), percent(w, h.Width), m.faceOf(k)
			own = append(own, k)
		}
		if d := m.beside(blocks, b, false); d != nil {
			_, _, w := d.bounds()
			h.Deck, h.DWide, h.DFace = percent(d.size(), b.size()), percent(w, h.Width), m.faceOf(d)
			own = append(own, d)
		}
		if h.White = m.white(own); h.White >= 0 {
			m.out.Heads = append(m.out.Heads, m.placed(h, b))
			if !m.aside {
				m.out.Area.Top = min(m.out.Area.Top, b.top())
			}
		}
	}
}

// placed gives a head its place on the page, if that was turned.
func (m *meter) placed(h Head, b *block) Head {
	if m.turned {
		h.Down, h.X, h.Y = true, m.wide-b.foot(), h.X
	}
	return h
}

func (m *meter) head(b *block) Head {
	x0, x1, wide := b.bounds()
	h := Head{Type: Type{Size: b.size(), Face: m.faceOf(b)}, X: x0, Y: b.top(), Width: wide, Lines: len(b.lines), Centred: true}
	if b.lines[0].font != nil {
		h.Type.Font = b.lines[0].font.Name
	}
	for _, l := range b.lines {
		if off := l.x0 + l.x1 - x0 - x1; max(off, -off) > b.size() {
			h.Centred = false
		}
	}
	if left, ok := m.leftBelow(b); ok && len(b.lines) == 1 && max(x0-left, left-x0) <= m.out.Body.Size/4 {
		h.Centred = false
	}
	h.Text = b.text()
	return h
}

// blocks puts the lines that are no text of the body together. Words that stand apart in a line of
// a headline are one line.
func (m *meter) blocks() (out []block) {
	body := m.out.Body.Size
	for i, s := range m.all {
		if s.size*100 < body*105 && (s.size*100 < body*95 || !m.apart(i)) {
			continue
		}
		if i := slices.IndexFunc(out, func(b block) bool { return b.takes(s) && !(b.goesOn(s) && m.begins(s)) }); i >= 0 {
			out[i].add(s)
			continue
		}
		out = append(out, block{[]segment{s}})
	}
	return out
}

// apart tells whether a segment of the text's size is of another face than the text, with all that
// stands beside it in its line: a small kicker or deck is.
func (m *meter) apart(i int) bool {
	s := &m.all[i]
	if s.font == nil || s.font.Name == m.out.Body.Font {
		return false
	}
	for k := range m.all {
		o := &m.all[k]
		if off(o.y, s.y) <= 10 && o.x0-s.x1 < 2*s.size && s.x0-o.x1 < 2*s.size && o.font != nil && o.font.Name == m.out.Body.Font {
			return false
		}
	}
	return true
}

// writes tells whether a line says who writes: a name alone, or an office.
func writes(text string) bool {
	han := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, text)
	return utf8.RuneCountInString(han) < 6 || offices.MatchString(text)
}

var offices = regexp.MustCompile(`记者|通讯员|编辑部|评论员|副刊部|[本该]报|本刊|[文图]\s*[／/]|[□■●◆]|^一[名位]`)

// takes tells whether a segment goes on in a block: in its last line, or below it.
func (b *block) takes(s segment) bool {
	last := &b.lines[len(b.lines)-1]
	if differ(last.size, s.size) || last.font != nil && s.font != nil && last.font.Name != s.font.Name {
		return false
	}
	if d := s.y - last.y; d <= 10 {
		return s.x0-last.x1 < 2*s.size && last.x0 < s.x0
	}
	x0, x1, _ := b.bounds()
	return s.top()-last.foot() < s.size*7/10 && min(s.x1, x1) > max(s.x0, x0)
}

// goesOn tells whether a segment stands in a block's last line, and not below it.
func (b *block) goesOn(s segment) bool { return s.y-b.lines[len(b.lines)-1].y <= 10 }

// begins tells whether a column of text begins below where a segment does: a head over it is its own.
func (m *meter) begins(s segment) bool {
	size := m.out.Body.Size
	return slices.ContainsFunc(m.text, func(t segment) bool {
		return t.y > s.y && t.y-s.y < 5*m.out.Leading && (off(t.x0, s.x0) < size/8 || off(t.x0-2*size, s.x0) < size/8)
	})
}

func (b *block) add(s segment) {
	last := &b.lines[len(b.lines)-1]
	if b.goesOn(s) {
		last.x1, last.text, last.chars = s.x1, last.text+"　"+s.text, last.chars+s.chars
		return
	}
	b.lines = append(b.lines, s)
}

// near is how far, in percent of a headline's size, its kicker and deck stand from it at most.
const near = 110

// beside is the kicker or deck of a headline: the nearest smaller block over or under it, with
// nothing between.
func (m *meter) beside(blocks []block, b *block, above bool) (found *block) {
	for i := range blocks {
		o := &blocks[i]
		if o.size()*100 > b.size()*80 || !o.over(b) || len(o.lines) > 3 {
			continue
		}
		d, ruled := b.top()-o.foot(), m.ruled(o, o.foot(), b.top())
		if !above {
			d, ruled = o.top()-b.foot(), m.ruled(o, b.foot(), o.top())
		}
		if o.size()*100 < m.out.Body.Size*105 && (writes(o.text()) || !above && !m.clear(o)) {
			continue
		}
		if !ruled && d > -b.size()/5 && d*100 < b.size()*near && b.stands(o) && (found == nil || o.size() > found.size()) {
			found = o
		}
	}
	return found
}

// clear tells whether what follows a block stands off from it: a paragraph of another face goes on.
func (m *meter) clear(b *block) bool {
	x0, x1, _ := b.bounds()
	return !slices.ContainsFunc(m.all, func(s segment) bool {
		return s.top() > b.foot()-100 && s.top()-b.foot() < m.out.Leading*4/10 && min(s.x1, x1) > max(s.x0, x0)
	})
}

func (b *block) text() string {
	var texts []string
	for _, l := range b.lines {
		texts = append(texts, l.text)
	}
	return strings.Join(texts, " ")
}

// stands tells whether a smaller block stands with a headline: in its middle or at its edge. A
// label at the edge of a wider column does not.
func (b *block) stands(o *block) bool {
	x0, x1, _ := b.bounds()
	y0, y1, _ := o.bounds()
	off := y0 + y1 - x0 - x1
	return max(off, -off) < b.size()*6/5 || max(y0-x0, x0-y0) < b.size()/4
}

// partOf tells whether a block is kicker or deck of another.
func (m *meter) partOf(blocks []block, b *block) bool {
	for i := range blocks {
		if o := &blocks[i]; o != b && o.size() > b.size() && (m.beside(blocks, o, true) == b || m.beside(blocks, o, false) == b) {
			return true
		}
	}
	return false
}

// ruled tells whether a level line stands between two heights over or under a block.
func (m *meter) ruled(b *block, from, to int) bool {
	x0, x1, _ := b.bounds()
	return slices.ContainsFunc(m.rules, func(r pdfread.Box) bool {
		return r.W() > r.H() && r.Y0 >= from-100 && r.Y1 <= to+100 && min(r.X1, x1) > max(r.X0, x0)
	})
}

// leftBelow is the left edge of the text under a head.
func (m *meter) leftBelow(b *block) (left int, ok bool) {
	x0, x1, _ := b.bounds()
	for i := range m.text {
		s := &m.text[i]
		if d := s.top() - b.foot(); d > 0 && d < 5*m.out.Leading && s.x0 < x1 && s.x1 > x0-4*m.out.Body.Size && (!ok || s.x0 < left) {
			left, ok = s.x0, true
		}
	}
	return left, ok
}

func (m *meter) faceOf(b *block) string {
	f := b.lines[0].font
	if f == nil {
		return ""
	}
	return face(f.Name, f.Bold, b.size(), m.out.Body.Size)
}

func percent(a, of int) int { return (200*a + of) / (2 * max(of, 1)) }

// face is what comes near a font, by its name.
func face(name string, bold bool, size, body int) string {
	n := strings.ToLower(name)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(n, w) })
	}
	heavy := has("black", "heavy", "粗", "cu", "大标", "extrabold")
	switch {
	case has("fang", "仿"):
		return "仿宋"
	case has("kai", "楷", "wenkai"):
		return "楷"
	case has("hei", "黑", "sans", "gothic", "arial", "helvetica", "deng", "yahei"):
		switch {
		case has("black", "heavy", "特黑", "超粗"):
			return "特黑"
		case bold || heavy || has("bold", "medium", "demi"):
			return "粗黑"
		}
		return "黑"
	case has("小标", "xiaobiao", "semibold", "demi"):
		return "小标宋"
	case heavy:
		return "标宋"
	case bold || has("bold"):
		return "小标宋"
	case size > 2*body:
		return "标宋"
	}
	return "宋"
}
