package editions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// Rows of a drawing, and what gets wrong in them: no bar or another sign for it, no height, names
// glued together or one too few, a name that is mistyped.

// mendRow reports a row that has not as many names as the drawing columns, and gives it those with
// which it fits best to the rows above and below.
func (b *builder) mendRow(k *sketch, i int) {
	r := &k.rows[i]
	is, hint := len(r.cells), source.Msg("write-name-each-basic-column-dot")
	cells, clear := slices.Clone(r.cells), len(k.rows) > 1
	if parted := b.unglued(k, i); len(parted) == k.columns {
		cells = parted
	}
	for n := 0; len(cells) != k.columns && len(cells) > 0 && n < 3; n++ {
		better, sure := k.better(i, cells)
		cells, clear = better, clear && sure
	}
	if len(cells) == k.columns {
		r.cells = cells
	}
	if clear && len(cells) == k.columns {
		hint = source.Msg("write-as", written(r.lines, cells))
	}
	b.at("TPL-CELLS", r.at, source.Msg("row-names-columns", is, k.columns), hint)
}

// drawnColumns takes the number of columns for that which all rows of a page are drawn in, where it is
// another, and tells.
func (b *builder) drawnColumns(k *sketch) {
	if k.inner || len(k.rows) < 2 || !said(b.number) || b.t.Gutter > 0 {
		return
	}
	n := len(k.rows[0].cells)
	if n == k.columns || n < 2 || n > maxColumns || slices.ContainsFunc(k.rows, func(r row) bool { return len(r.cells) != n }) {
		return
	}
	was := b.t.Columns
	k.columns, b.t.Columns = n, n
	right := "数: " + strconv.Itoa(n)
	if room := b.roomFor(n); room < b.t.Chars {
		b.t.Chars = room
		right += ", 字: " + strconv.Itoa(room)
	}
	b.at("TPL-CELLS", b.number, source.Msg("rows-drawn-in-other-columns", was, n), source.Msg("write-as-or-draw-names", right, was))
}

// better is a row with a cell more or less, whichever makes fewest areas that are no rectangles, and
// then goes on most from the rows beside it; clear: no other has as few.
func (k *sketch) better(row int, cells []cell) (best []cell, clear bool) {
	least := [2]int{1 << 20}
	try := func(c []cell) {
		odd, touch := k.cost(row, c)
		if odd == least[0] && !slices.EqualFunc(c, best, func(a, b cell) bool { return a.name == b.name }) {
			clear = false
		}
		if odd < least[0] {
			clear = true
		}
		if odd < least[0] || odd == least[0] && touch > least[1] {
			best, least = c, [2]int{odd, touch}
		}
	}
	for j := range cells {
		if len(cells) > k.columns {
			try(slices.Delete(slices.Clone(cells), j, j+1))
			continue
		}
		try(slices.Insert(slices.Clone(cells), j, cells[j]))
	}
	if i := find(kindWords, cells[0].name); !slices.ContainsFunc(cells, func(c cell) bool { return c.name != cells[0].name }) && (i == int(NameplateSlot) || i == int(FolioSlot)) {
		return best, true // they go over the whole page
	}
	for _, o := range []int{row - 1, row + 1} {
		for j := 0; len(cells) < k.columns && o >= 0 && o < len(k.rows) && j <= len(cells) && j < len(k.rows[o].cells); j++ {
			try(slices.Insert(slices.Clone(cells), j, k.rows[o].cells[j]))
		}
	}
	return best, clear
}

// cost is how a row fits among the others: how many areas are no rectangles, and how many cells go
// on above or below.
func (k *sketch) cost(row int, cells []cell) (odd, touch int) {
	rows := slices.Clone(k.rows)
	rows[row].cells = cells
	type box struct{ x0, y0, x1, y1, n int }
	boxes := map[string]*box{}
	for y := range rows {
		for x, c := range rows[y].cells {
			b := boxes[c.name]
			if b == nil {
				b = &box{x0: x, y0: y}
				boxes[c.name] = b
			}
			b.x0, b.x1, b.y1, b.n = min(b.x0, x), max(b.x1, x), y, b.n+1
		}
	}
	for name, b := range boxes {
		if name != "." && (b.x1-b.x0+1)*(b.y1-b.y0+1) != b.n {
			odd++
		}
	}
	for x, c := range cells {
		for _, o := range []int{row - 1, row + 1} {
			if o >= 0 && o < len(rows) && x < len(rows[o].cells) && rows[o].cells[x].name == c.name {
				touch++
			}
		}
	}
	return odd, touch
}

// unglued is a row with its names parted that are written in one: 头条头条二条, where other rows or options
// have them, or all of it is one name over again.
func (b *builder) unglued(k *sketch, row int) (out []cell) {
	known := map[string]bool{}
	if said(b.options) {
		for _, p := range b.options.pairs {
			known[p.key.text] = true
		}
	}
	for i := range k.rows {
		for _, c := range k.rows[i].cells {
			known[c.name] = known[c.name] || i != row
		}
	}
	if cells := k.rows[row].cells; len(cells) == 1 {
		if one := cells[0].name[:len(cells[0].name)/k.columns]; strings.Repeat(one, k.columns) == cells[0].name {
			known[one] = true
		}
	}
	for _, c := range k.rows[row].cells {
		parts := partsOf(c.name, known)
		if known[c.name] || len(parts) < 2 {
			parts = []string{c.name}
		}
		for _, name := range parts {
			out = append(out, cell{name, c.at})
		}
	}
	return out
}

// partsOf parts a text into names, the longest first; nil: it is not made of them.
func partsOf(text string, names map[string]bool) (parts []string) {
	for text != "" {
		best := ""
		for name, known := range names {
			if known && len(name) > len(best) && strings.HasPrefix(text, name) {
				best = name
			}
		}
		if best == "" {
			return nil
		}
		parts, text = append(parts, best), text[len(best):]
	}
	return parts
}

// written is a row as it is written.
func written(lines int, cells []cell) string {
	var names []string
	for _, c := range cells {
		names = append(names, c.name)
	}
	return strconv.Itoa(lines) + " | " + strings.Join(names, " ")
}

// bars are signs that look like the bar of a row, and rowMarks what stands between names.
const (
	bars     = "|｜丨︱│┃¦∣"
	rowMarks = " \t\r\u3000、，," + bars
)

// barLike are letters and figures that are taken for the bar of a row.
var barLike = []string{"I", "l", "i", "1", "!", "！", "L", "Ⅰ", "亅"}

// oddRow is a row with another sign for its bar, or none, or with its height in words or left out.
var oddRow = regexp.MustCompile(`^\s*(?:([0-9０-９]{1,4}|[一二三四五六七八九十]{1,3})\s*行?\s*(?:[` + bars + `/／\\:：,，、.。;；!！-]|\s)|[` + bars + `])\s*`)

// row reads one line of a drawing: false for an empty one, and one that cannot be read.
func (b *builder) row(k *sketch, line *value) (row, bool) {
	text := line.text
	if i := strings.IndexAny(text, "#"); i >= 0 {
		text = text[:i]
	}
	if strings.TrimSpace(text) == "" {
		return row{}, false
	}
	height, rest, ok := strings.Cut(text, "|")
	width := 1
	if !ok {
		height, rest, ok = strings.Cut(text, "｜")
		width = len("｜")
	}
	n, err := strconv.Atoi(strings.TrimSuffix(narrow(height), "行"))
	if ok && err == nil && n >= 1 && n <= maxLines {
		return b.rowOf(k, line, n, rest, len(height)+width), true
	}
	r := row{at: line}
	if m := oddRow.FindStringSubmatchIndex(text); m != nil && len(text) > m[1] {
		if m[2] >= 0 {
			n, _ = numberMeant(text[m[2]:m[3]])
		} else {
			n = 0
		}
		if n <= maxLines {
			r = b.rowOf(k, line, n, text[m[1]:], m[1])
		}
		if len(r.cells) == k.columns+1 && slices.Contains(barLike, r.cells[0].name) {
			r.cells = r.cells[1:]
		}
	}
	switch {
	case r.cells == nil:
		b.at("TPL-ROW", line, source.Msg("row-begins-with-height-in-lines"), source.Msg("write-row"))
		k.guessed = true
		return row{}, false
	case r.lines > 0:
		b.at("TPL-ROW", line, source.Msg("row-begins-with-height-in-lines"), source.Msg("write-as", written(r.lines, r.cells)))
	}
	return r, true
}

// rowOf is a row of a height whose names begin at an offset of its line.
func (b *builder) rowOf(k *sketch, line *value, lines int, rest string, offset int) row {
	r := row{lines: lines, at: line, cells: b.fold(k, b.cells(line, rest, offset))}
	if k.columns == 0 {
		k.columns = min(max(len(r.cells), 1), maxColumns)
	}
	return r
}

// drawnRow is a row of a drawing.
var drawnRow = later(`^\s*[0-9]{1,4}\s*行?\s*[` + bars + `]`)

// drawingMeant takes a drawing that stands under another key of the template, 图: |, for that of the page,
// and tells.
func (d *desk) drawingMeant(v *value) *value {
	grid := templateWords[find(templateWords, "grid")]
	if !said(v) || v.shape != mapping || slices.ContainsFunc(v.pairs, func(p pair) bool { return grid.is(p.key.text) }) {
		return v
	}
	for i, p := range v.pairs {
		if p.value.shape != scalar || !p.value.block || !drawnRow().MatchString(p.value.text) || find(templateWords, p.key.text) < 0 {
			continue
		}
		d.at("SRC-KEY", p.key, source.Msg("drawing-under-other-key", p.key.text), source.Msg("did-you-mean", grid.String()))
		out := *v
		out.pairs = slices.Clone(v.pairs)
		key := *p.key
		key.text = grid.zh
		out.pairs[i].key = &key
		return &out
	}
	return v
}

// heights says where rows begin. One that does not say its height has the lines that the others leave
// of the page.
func (b *builder) heights(k *sketch) {
	left := b.t.Lines - k.gap*(len(k.rows)-1)
	for _, r := range k.rows {
		left -= r.lines
	}
	next := 0
	for i := range k.rows {
		r := &k.rows[i]
		if r.lines == 0 {
			hint := source.Msg("write-row")
			if r.lines = 1; left > 0 && !k.inner {
				r.lines, left = left, 0
				hint = source.Msg("write-as", written(r.lines, r.cells))
			}
			b.at("TPL-ROW", r.at, source.Msg("row-begins-with-height-in-lines"), hint)
			k.guessed = true
		}
		r.first = next
		next += r.lines + k.gap
	}
	k.lines = next - k.gap
}

// cells splits the names of a row, which begin at an offset of its line.
func (b *builder) cells(line *value, rest string, offset int) []cell {
	var cells []cell
	for i := 0; i < len(rest); {
		r, n := utf8.DecodeRuneInString(rest[i:])
		if strings.ContainsRune(rowMarks, r) {
			i += n
			continue
		}
		end := strings.IndexAny(rest[i:], rowMarks)
		if end < 0 {
			end = len(rest) - i
		}
		at := &value{shape: scalar, text: rest[i : i+end], span: line.span, file: line.file}
		if line.exact {
			at.span = source.Span{Start: line.span.Start + offset + i, End: line.span.Start + offset + i + end}
		}
		cells = append(cells, cell{rest[i : i+end], at})
		i += end
	}
	return cells
}

// serial are characters by which names are told apart on purpose: 左栏 右栏, 新闻一 新闻二.
const serial = "一二三四五六七八九十零两头首末双单上下左右前后东西南北中内外大小主副甲乙丙丁ABCDEFGHabcdefgh0123456789①②③④⑤⑥⑦⑧⑨"

// areaNames are names of areas that are like others, and meant.
var areaNames = strings.Fields("报眼 报耳 报脚 报尾 报花 图闻 图片 图说 要闻 新闻 短讯 简讯 快讯 通讯 言论 评论 社论 时评 短评 专栏 专题 专版 边栏 通栏 双条 倒头 辟栏")

// mostNames is how many names a drawing has at the most in which mistyped ones are looked for: each is
// held against all others.
const mostNames = 200

// misdrawn takes an area without options whose name is that of another but for one character, and
// which makes a rectangle with it, for a part of the other, and tells.
func (b *builder) misdrawn(k *sketch) {
	var names []string
	first := map[string]cell{}
	for i := range k.rows {
		for _, c := range k.rows[i].cells {
			if _, ok := first[c.name]; !ok && c.name != "." {
				first[c.name] = c
				names = append(names, c.name)
			}
		}
	}
	if len(names) > mostNames {
		return
	}
	for _, name := range names {
		if b.optioned(name) || find(kindWords, name) >= 0 || slices.Contains(areaNames, name) {
			continue
		}
		i := slices.IndexFunc(names, func(o string) bool {
			return mistyped(name, o) && k.cells(o) > 0 && (b.optioned(o) || find(kindWords, o) >= 0 || !k.rectangle(o)) && k.renamed(name, o).rectangle(o)
		})
		if i < 0 {
			continue
		}
		c := first[name]
		b.found.Add(source.New("TPL-AREA", c.at.pos(), source.Msg("area-named-like-other", name, names[i]), source.Msg("did-you-mean", names[i])).As(source.Warning))
		*k = *k.renamed(name, names[i])
	}
}

// reordered takes a row whose names stand in another order than those of the row beside it, so that they
// make no areas, for one in that order, and tells. Of two it is the lower one, or the second.
func (b *builder) reordered(k *sketch) {
	for i := range k.rows {
		if i == maxReordered {
			return
		}
		for _, o := range []int{i - 1, i + 1} {
			if o < 0 || o >= len(k.rows) || k.rows[i].lines > k.rows[o].lines || k.rows[i].lines == k.rows[o].lines && i < o || !shuffled(k.rows[i].cells, k.rows[o].cells) || k.areasOf(i) {
				continue
			}
			out := *k
			out.rows = slices.Clone(k.rows)
			cells := slices.Clone(k.rows[o].cells)
			if out.rows[i].cells = cells; !out.areasOf(i) {
				continue
			}
			b.at("TPL-AREA", k.rows[i].at, source.Msg("names-in-other-order-than-beside"), source.Msg("write-as", written(k.rows[i].lines, cells)))
			*k = out
			break
		}
	}
}

// maxReordered is in how many rows of a drawing names in another order are looked for.
const maxReordered = 12

// shuffled tells whether two rows have the same names, in another order.
func shuffled(a, b []cell) bool {
	names := func(cells []cell) (out []string) {
		for _, c := range cells {
			out = append(out, c.name)
		}
		return out
	}
	x, y := names(a), names(b)
	if len(x) != len(y) || slices.Equal(x, y) {
		return false
	}
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// areasOf tells whether the names of a row make areas: rectangles, or columns that begin or end on one
// line.
func (k *sketch) areasOf(row int) bool {
	for _, c := range k.rows[row].cells {
		top, left, bottom, right := len(k.rows), k.columns, -1, -1
		for i := range k.rows {
			for j, o := range k.rows[i].cells {
				if o.name == c.name {
					top, left, bottom, right = min(top, i), min(left, j), max(bottom, i), max(right, j)
				}
			}
		}
		if c.name != "." && !k.rectangle(c.name) && k.parts(c.name, left, right, top, bottom) == nil {
			return false
		}
	}
	return true
}

// mistyped tells whether a name is another with one character mistaken, or left out.
func mistyped(name, other string) bool {
	a, b := []rune(name), []rune(other)
	if len(a)+1 == len(b) && (strings.HasPrefix(other, name) || strings.HasSuffix(other, name)) {
		return a[0] > 0x2E80
	}
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	differ := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if differ++; strings.ContainsRune(serial, a[i]) {
			return false
		}
	}
	return differ == 1
}

// optioned tells whether the template has options for a slot.
func (b *builder) optioned(name string) bool {
	return said(b.options) && b.options.shape == mapping && pairOf(b.options.pairs, name) >= 0
}

// rectangle tells whether the cells of a name fill one.
func (k *sketch) rectangle(name string) bool {
	top, left, bottom, right, n := len(k.rows), k.columns, -1, -1, k.cells(name)
	for i := range k.rows {
		for j, c := range k.rows[i].cells {
			if c.name == name {
				top, left, bottom, right = min(top, i), min(left, j), max(bottom, i), max(right, j)
			}
		}
	}
	return n > 0 && n == (bottom-top+1)*(right-left+1)
}

// cells counts those of a name.
func (k *sketch) cells(name string) (n int) {
	for i := range k.rows {
		for _, c := range k.rows[i].cells {
			if c.name == name {
				n++
			}
		}
	}
	return n
}

// renamed is a drawing with another name in the cells of one.
func (k *sketch) renamed(name, as string) *sketch {
	out := *k
	out.rows = slices.Clone(k.rows)
	for i := range out.rows {
		cells := slices.Clone(out.rows[i].cells)
		for j := range cells {
			if cells[j].name == name {
				cells[j].name = as
			}
		}
		out.rows[i].cells = cells
	}
	return &out
}
