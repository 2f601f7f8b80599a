package editions

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// cell is one name of the drawn page.
type cell struct {
	name string
	at   *value // for findings
}

// row is a row of the drawn page: its first line, its height and a cell a basic column.
type row struct {
	first, lines int
	cells        []cell
	at           *value
}

// grid reads the drawing of the page: a row a line, its height in lines, a bar, and a
// name for each basic column.
func (b *builder) grid(v *value) {
	if !said(v) {
		return
	}
	b.drawing = v.file
	if v.shape != scalar {
		b.at(source.Error, "SRC-TYPE", v, source.Msg("expected the drawing of the page here"), source.Msg("write 版图: | and a row a line: 30 | 头条 头条 二条"))
		return
	}
	var rows []row
	next := 0
	for _, line := range v.split() {
		if r, ok := b.row(line, next); ok {
			rows = append(rows, r)
			next = r.first + r.lines + b.t.RowGap
		}
	}
	if len(rows) == 0 {
		return
	}
	b.rows = next - b.t.RowGap
	b.sum(rows[len(rows)-1].at)
	b.areas(rows)
}

// sum compares the rows with the lines of the page.
func (b *builder) sum(at *value) {
	switch over := b.rows - b.t.Lines; {
	case b.t.Lines == 0:
		b.t.Lines = min(b.rows, maxLines)
	case over > 0:
		b.at(source.Error, "TPL-SUM", at, source.Msg("the rows and the gaps between them have %d lines, the page has %d: %d too many", b.rows, b.t.Lines, over),
			source.Msg("make rows lower by %d lines in all, or say 行数: %d", over, b.rows))
	case over < 0:
		b.at(source.Error, "TPL-SUM", at, source.Msg("the rows and the gaps between them have %d lines, the page has %d: %d too few", b.rows, b.t.Lines, -over),
			source.Msg("make rows higher by %d lines in all, or say 行数: %d", -over, b.rows))
	}
}

// row reads one line of the drawing.
func (b *builder) row(line *value, first int) (row, bool) {
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
	h := strings.TrimSpace(height)
	n, err := strconv.Atoi(strings.TrimSuffix(h, "行"))
	if !ok || err != nil || n < 1 || n > maxLines {
		b.at(source.Error, "TPL-ROW", line, source.Msg("a row begins with its height in lines and a bar"), source.Msg("write 30 | 头条 头条 二条"))
		return row{}, false
	}
	r := row{first: first, lines: n, at: line, cells: b.cells(line, rest, len(height)+width)}
	if len(r.cells) != b.t.Columns {
		b.at(source.Error, "TPL-CELLS", line, source.Msg("the row has %d names, the page %d columns", len(r.cells), b.t.Columns),
			source.Msg("write a name for each basic column; a dot is an empty one"))
	}
	return r, true
}

// cells splits the names of a row, which begin at an offset of its line.
func (b *builder) cells(line *value, rest string, offset int) []cell {
	var cells []cell
	for i := 0; i < len(rest); {
		r, n := utf8.DecodeRuneInString(rest[i:])
		if r == ' ' || r == '\t' || r == '\u3000' || r == '\r' {
			i += n
			continue
		}
		end := strings.IndexAny(rest[i:], " \t\r\u3000")
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

// areas makes a slot of every name, from the top left, row by row.
func (b *builder) areas(rows []row) {
	seen := map[string]bool{}
	for i := range rows {
		for j, c := range rows[i].cells {
			if c.name == "." || seen[c.name] || j >= b.t.Columns {
				continue
			}
			seen[c.name] = true
			b.area(rows, c)
		}
	}
}

// area finds the cells of a name, and names the first that keeps them from being a
// rectangle.
func (b *builder) area(rows []row, first cell) {
	top, left, bottom, right := len(rows), b.t.Columns, -1, -1
	for i := range rows {
		for j, c := range rows[i].cells[:min(len(rows[i].cells), b.t.Columns)] {
			if c.name == first.name {
				top, left, bottom, right = min(top, i), min(left, j), max(bottom, i), max(right, j)
			}
		}
	}
	for i := top; i <= bottom; i++ {
		for j := left; j <= right && j < len(rows[i].cells); j++ {
			if c := rows[i].cells[j]; c.name != first.name {
				b.at(source.Error, "TPL-AREA", c.at, source.Msg("area %s is not a rectangle: row %d, column %d is %s", first.name, i+1, j+1, c.name),
					source.Msg("name this cell %s, or give the areas different names", first.name))
				i = bottom
				break
			}
		}
	}
	f := Frame{Col: left, Cols: right - left + 1, Line: rows[top].first}
	f.Lines = rows[bottom].first + rows[bottom].lines - f.Line
	if len(b.t.Slots) >= maxSlots {
		return
	}
	b.t.Slots = append(b.t.Slots, newSlot(first.name, first.at, f))
}

const maxSlots = 400

// newSlot returns a plain story slot.
func newSlot(name string, at *value, frames ...Frame) *Slot {
	return &Slot{Name: name, Frames: frames, Between: 1, Head: Head{Align: Center}, Picture: PictureSpec{At: picturePlace[0].en}, Pos: at.pos()}
}

// Slot returns the slot of a name, or nil.
func (t *Template) Slot(name string) *Slot {
	for _, s := range t.Slots {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func (t *Template) slotNames() []string {
	var names []string
	for _, s := range t.Slots {
		names = append(names, s.Name)
	}
	return names
}

// slots reads the options of the slots.
func (b *builder) slots(v *value) {
	for _, e := range b.entries(v) {
		if b.removed(e.value) {
			b.remove(e.key)
			continue
		}
		f := b.fields(e.value, slotWords)
		s := b.t.Slot(e.key.text)
		if frames := b.frames(f[14]); len(frames) > 0 {
			if s == nil {
				s = newSlot(e.key.text, e.key)
				b.t.Slots = append(b.t.Slots, s)
			}
			s.Frames = frames
		}
		switch {
		case s != nil:
			b.slot(s, f)
		case !said(f[14]):
			b.notDrawn(e.key)
		}
	}
	b.kinds()
}

// kinds notes areas whose name says what they are, but whose options do not, and finds
// the slot that a flow template pours its stories into.
func (b *builder) kinds() {
	var flow, only *Slot
	for _, s := range b.t.Slots {
		if i := find(kindWords, s.Name); i > 0 && s.Kind == StorySlot {
			b.add(source.Note, "TPL-KIND", s.Pos, source.Msg("area %s is for stories, as it has no kind", s.Name), source.Msg("say so under 版位: %s: {类: %s}", s.Name, kindWords[i].zh))
		}
		if s.Flow {
			flow = s
		}
		if s.Kind == StorySlot {
			if only == nil {
				only = s
			} else {
				only = &Slot{} // several
			}
		}
	}
	switch {
	case !b.t.Flow || flow != nil:
	case only != nil && only.Name != "":
		only.Flow = true
	default:
		b.add(source.Error, "TPL-FLOW", source.Pos{File: b.t.File.Name}, source.Msg("a flow template without a slot that flows"), source.Msg("say 流: 是 for one of its slots"))
	}
}

// notDrawn reports options of a slot that is not on the page, unless they came with a
// template whose page is drawn anew here.
func (b *builder) notDrawn(key *value) {
	if key.file != b.t.File && key.file != b.drawing {
		return
	}
	hint := source.Msg("draw it in 版图, or give its 位置")
	if near, ok := nearestName(b.t.slotNames(), key.text); ok {
		hint = source.Msg("did you mean %s?", near)
	}
	b.at(source.Error, "TPL-SLOT", key, source.Msg("options for %s, which is not on the page", key.text), hint)
}

func (b *builder) slot(s *Slot, f []*value) {
	s.Kind = SlotKind(b.choice(f[0], kindWords, int(StorySlot)))
	s.Columns = b.integer(f[1], 1, maxColumns, 0)
	b.head(&s.Head, f[2])
	b.picture(&s.Picture, f[3])
	b.box(&s.Box, f[4])
	if i := b.choice(f[5], styleWords, -1); i >= 0 {
		s.Style = StyleNames[i]
	}
	s.Upright = b.boolean(f[6], false)
	s.Rule = b.boolean(f[7], false)
	s.Flow = b.boolean(f[8], false)
	s.Between = b.integer(f[9], 0, 100, 1)
	b.fit(&s.Fit, f[10])
	s.Scale = b.boolean(f[11], false)
	s.Unsaid = !b.boolean(f[12], true)
	s.Mode = ColumnMode(b.choice(f[13], modeWords, int(s.Mode)))
}

// fit reads how far a slot may give way; 是 alone stands for two steps of the head, four
// lines of the picture and the setting.
func (b *builder) fit(x *Fitting, v *value) {
	if !said(v) {
		return
	}
	if v.shape == scalar {
		if b.boolean(v, false) {
			*x = Fitting{Head: 2, Picture: 4, Setting: true}
		}
		return
	}
	f := b.fields(v, fitWords)
	x.Head, x.Picture = b.integer(f[0], 0, 6, 0), b.integer(f[1], 0, 20, 0)
	x.Setting, x.Deck = b.boolean(f[2], false), b.boolean(f[3], false)
}

func (b *builder) head(h *Head, v *value) {
	f := b.fields(v, headWords)
	if said(f[0]) {
		if i := find(spanWords, b.str(f[0])); i >= 0 {
			h.Span = -i
		} else {
			h.Span = b.integer(f[0], 1, maxColumns, 0)
		}
	}
	h.Size, h.Max = b.typeSize(f[1], h.Size), b.typeSize(f[2], h.Max)
	h.Lines = b.integer(f[3], 0, maxLines, 0)
	h.AlignSet = said(f[4])
	h.Align = Align(b.choice(f[4], alignWords, int(h.Align)))
	h.Vertical = b.boolean(f[5], false)
	h.Right = b.boolean(f[6], false)
	h.Chars = b.integer(f[7], 0, 200, 0)
	if names := b.fontNames(b.paper, f[8]); len(names) > 0 {
		h.Font = names[0]
	}
}

func (b *builder) picture(p *PictureSpec, v *value) {
	f := b.fields(v, pictureKeys)
	p.Columns = b.integer(f[0], 1, maxColumns, 0)
	if said(f[1]) {
		p.At = picturePlace[b.choice(f[1], picturePlace, 0)].en
	}
	p.Lines = b.integer(f[2], 0, maxLines, 0)
	p.Width = b.measure(f[3])
	p.Start = b.integer(f[4], 0, maxLines, 0)
}

const thinLine = unit.Pt / 2

func (b *builder) box(x *Box, v *value) {
	if !said(v) {
		return
	}
	if v.shape == scalar {
		if b.boolean(v, false) {
			*x = Box{Width: thinLine}
		}
		return
	}
	f := b.fields(v, boxWords)
	x.Color, x.Tint = b.color(b.paper, f[1]), b.color(b.paper, f[2])
	x.Width = thinLine
	if said(f[2]) {
		x.Width = 0
	}
	x.Width = b.length(f[0], x.Width)
}

// frames reads where a slot stands when it is given by position.
func (b *builder) frames(v *value) []Frame {
	if !said(v) {
		return nil
	}
	items := []*value{v}
	if v.shape == list {
		items = v.items
	}
	var out []Frame
	for _, item := range items[:min(len(items), maxSlots)] {
		f := b.fields(item, frameWords)
		at := func(i int) unit.Length { return b.measure(f[i]).Resolve(b.grid0()) }
		r := unit.Rect{X: at(0), Y: at(1), W: at(2), H: at(3)}
		page := unit.Rect{W: b.t.Width, H: b.t.Height}.Inset(-b.t.Bleed - tolerance)
		if r.Empty() {
			b.at(source.Error, "TPL-FRAME", item, source.Msg("a frame without width or height"), source.Msg("write {左: 20mm, 上: 30mm, 宽: 80mm, 高: 60mm}"))
			continue
		}
		if page.Intersect(r) != r {
			b.at(source.Error, "TPL-FRAME", item, source.Msg("the frame reaches beyond the page"), source.Msg("the page is %s x %s mm", millimetres(b.t.Width), millimetres(b.t.Height)))
			continue
		}
		out = append(out, Frame{Rect: r})
	}
	return out
}
