package gauge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Sketch is a paper.yaml with the styles of a measured page, and a template of its geometry with
// one slot: something to begin with, in the paper's own type. ok is false of a page without text, and
// of one whose text runs downwards, which templates do for slots and not for pages.
func Sketch(p *Page, from string) (paper, template string, ok bool) {
	if p.Unread || p.Down || p.Columns.Count == 0 {
		return "", "", false
	}
	return p.styles(from), p.template(from), true
}

func (p *Page) styles(from string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# 由 %s 第 %d 页量得：字体按名字认，照自己的改。\n", from, p.Number)
	b.WriteString("名称: 旧报\n代码: jiubao\n样式:\n")
	if f := p.Body.Face; f != "宋" && f != "" {
		fmt.Fprintf(&b, "  正文: {字体: [%s]}\n", f)
	}
	var says []string
	if left := p.share(func(h *Head) bool { return !h.Centred }); left > 50 {
		says = append(says, "对齐: 左")
	}
	if w := p.median(func(h *Head) int { return h.White }); w > 0 {
		says = append(says, fmt.Sprintf("题白: %d.%02d", w/100, w%100))
	}
	says = append(says, p.bySize())
	fmt.Fprintf(&b, "  主题: {%s}\n", strings.Join(says, ", "))
	p.second(&b, "引题", func(h *Head) (int, string) { return h.Kicker, h.KFace })
	p.second(&b, "副题", func(h *Head) (int, string) { return h.Deck, h.DFace })
	return b.String()
}

// second writes the style of kickers or decks.
func (p *Page) second(b *strings.Builder, style string, of func(*Head) (int, string)) {
	faces := map[string]int{}
	for i := range p.Heads {
		if n, f := of(&p.Heads[i]); n > 0 {
			faces[f]++
		}
	}
	if r := p.median(func(h *Head) int { n, _ := of(h); return n }); r > 0 {
		fmt.Fprintf(b, "  %s: {字体: [%s], 比: %d.%02d}\n", style, common(faces), r/100, r%100)
	}
}

// bySize says which face great headlines have, and which the others, if these differ.
func (p *Page) bySize() string {
	great, small := map[string]int{}, map[string]int{}
	least := 0
	for i := range p.Heads {
		h := &p.Heads[i]
		if h.Type.Size*10 < p.Body.Size*28 {
			small[h.Type.Face]++
			continue
		}
		great[h.Type.Face]++
		if least == 0 || h.Type.Size < least {
			least = h.Type.Size
		}
	}
	g, s := common(great), common(small)
	switch {
	case g == "" && s == "":
		return "字体: [标宋]"
	case g == "" || g == s:
		return "字体: [" + s + "]"
	case s == "":
		return "字体: [" + g + "]"
	}
	return fmt.Sprintf("按字号: [{自: %s, 字体: %s}, {自: 0, 字体: %s}]", pt(least), g, s)
}

// common is the face that is named most.
func common(faces map[string]int) (name string) {
	for f, n := range faces {
		if n > faces[name] || n == faces[name] && f < name {
			name = f
		}
	}
	return name
}

// median is the middle of the numbers of heads that have one.
func (p *Page) median(of func(*Head) int) int {
	var all []int
	for i := range p.Heads {
		if n := of(&p.Heads[i]); n > 0 {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// share is how many of 100 heads are so.
func (p *Page) share(is func(*Head) bool) int {
	n := 0
	for i := range p.Heads {
		if is(&p.Heads[i]) {
			n++
		}
	}
	return percent(n, len(p.Heads))
}

func (p *Page) template(from string) string {
	c, size := p.Columns, p.Body.Size
	gap := (c.Gutter + size/4) / (size / 2) // in half characters
	width := c.Count*c.Chars*size + (c.Count-1)*gap*size/2
	lines := (p.Area.Bottom-p.Area.Top-size)/p.Leading + 1
	height := (lines-1)*p.Leading + size
	left, top := tenths(p.Area.Left), tenths(p.Area.Top)
	right, foot := tenths(p.W-width)-left, tenths(p.H-height)-top
	slot := strings.TrimSpace(strings.Repeat("头条 ", c.Count))
	size0 := 0
	for i := range p.Heads {
		size0 = max(size0, p.Heads[i].Type.Size)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# 由 %s 第 %d 页量得：版心、栏、行；%d%% 的行合于这些栏。版图照着画。\n", from, p.Number, c.Sure)
	fmt.Fprintf(&b, "名称: 旧版\n成品: %s x %s\n边距: {上: %s, 下: %s, 左: %s, 右: %s}\n", mm((p.W*254+3600)/7200), mm((p.H*254+3600)/7200), mm(top), mm(max(foot, 0)), mm(left), mm(max(right, 0)))
	fmt.Fprintf(&b, "栏: {数: %d, 字: %d, 距: %d.%d字}\n正文: {字号: %s, 行距: %s}\n行数: %d\n", c.Count, c.Chars, gap/2, gap%2*5, pt(size), pt(p.Leading), lines)
	fmt.Fprintf(&b, "版图: |\n  %d | %s\n版位:\n  头条: {题: {字号: %s}}\n", lines, slot, pt(cmp.Or(size0, 2*size)))
	return b.String()
}

// tenths is a length in tenths of a millimetre, not more than it is.
func tenths(hundredths int) int { return hundredths * 254 / 7200 }

func mm(tenths int) string { return fmt.Sprintf("%d.%dmm", tenths/10, tenths%10) }

// pt writes hundredths of a point.
func pt(n int) string {
	s := fmt.Sprintf("%d.%02d", n/100, n%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "pt"
}
