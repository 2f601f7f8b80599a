package editions

import (
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/typo"
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

// sketch is a drawing of areas: of the page, or of a group on it.
type sketch struct {
	columns int // basic columns; 0: as many as the first row names
	gap     int // blank lines between rows
	rows    []row
	lines   int  // of all rows and the gaps between them
	inner   bool // of a group
	guessed bool // a height is not known
}

// grid reads the drawing of the page, and adds its areas.
func (b *builder) grid(v *value) {
	k := sketch{columns: b.t.Columns, gap: b.t.RowGap}
	if b.sketch(&k, v); len(k.rows) == 0 {
		return
	}
	if b.t.Gutter > 0 && b.t.Fold == 0 {
		b.t.Fold = b.t.Columns / 2
	}
	b.drawing = v.file
	b.sum(&k)
	b.reordered(&k)
	b.misdrawn(&k)
	b.areas(&k, nil, func(f Frame) Frame { return f })
}

// sketch reads a drawing: a row a line, its height in lines, a bar, and a name for each
// basic column.
func (b *builder) sketch(k *sketch, v *value) {
	if !said(v) {
		return
	}
	if v.shape != scalar {
		b.at("SRC-TYPE", v, source.Msg("expected-drawing-of-page-here"), source.Msg("write-rows"))
		return
	}
	if v.lines == nil && (strings.Count(v.text, "|") > 1 || strings.HasPrefix(narrow(v.text), "|")) && !strings.Contains(strings.TrimRight(v.text, "\n"), "\n") {
		b.at("TPL-ROW", v, source.Msg("drawing-without-bar"), source.Msg("write-bar-behind-key"))
		b.dots = true // what it has cannot be said
		b.undrawn = true
		return
	}
	for _, line := range v.split() {
		if r, ok := b.row(k, line); ok {
			k.rows = append(k.rows, r)
		}
	}
	b.heights(k)
	b.drawnColumns(k)
	for i := range k.rows {
		if len(k.rows[i].cells) != k.columns {
			b.mendRow(k, i)
		}
	}
}

// sum compares the rows with the lines of the page.
func (b *builder) sum(k *sketch) {
	at := k.rows[len(k.rows)-1].at
	switch over := k.lines - b.t.Lines; {
	case k.guessed:
	case b.t.Lines == 0:
		b.t.Lines = min(k.lines, maxLines)
	case over > 0:
		b.at("TPL-SUM", at, source.Msg("rows-gaps-between-them-lines-page", k.lines, b.t.Lines, over), b.lower(k, over))
	case over < 0:
		b.at("TPL-SUM", at, source.Msg("rows-gaps-between-them-lines-page-too", k.lines, b.t.Lines, -over),
			source.Msg("make-rows-higher-by-lines-in", -over, k.lines))
	}
}

// lower says which row to take out, or by how much to make rows lower, that are over the lines of the page;
// or that the page may have more lines, where they fit between the margins.
func (b *builder) lower(k *sketch, over int) source.Message {
	if k.lines <= b.linesBetween() {
		return source.Msg("make-rows-lower-by-lines-in", over, k.lines)
	}
	for i := len(k.rows) - 1; i > 0; i-- {
		if r := k.rows[i]; r.lines+k.gap == over {
			return source.Msg("take-row-out-or-make-rows-lower", written(r.lines, r.cells), over)
		}
	}
	return source.Msg("make-rows-lower", over)
}

// areas makes a slot of every name, from the top left, row by row: on the page, or within a
// group, after it and what it has already. at says where a frame of the drawing stands.
func (b *builder) areas(k *sketch, within *Slot, at func(Frame) Frame) {
	var slots []*Slot
	seen := map[string]bool{}
	for i := range k.rows {
		for j, c := range k.rows[i].cells {
			b.dots = b.dots || c.name == "."
			if c.name == "." || seen[c.name] || j >= k.columns || len(b.t.Slots)+len(slots) >= maxSlots {
				continue
			}
			seen[c.name] = true
			if b.t.Slot(c.name) != nil {
				b.at("TPL-TWICE", c.at, source.Msg("drawn-already-elsewhere-on-page", c.name), source.Msg("give-slots-of-page-different-names"))
				continue
			}
			f, notch := b.area(k, c)
			s := newSlot(c.name, c.at, f.moved(at))
			if notch != nil && f.Parts != nil {
				b.stepped = append(b.stepped, steppedSlot{s, notch})
			}
			if within != nil {
				s.Within = within.Name
			}
			slots = append(slots, s)
		}
	}
	i := len(b.t.Slots)
	if within != nil {
		i = slices.Index(b.t.Slots, within) + 1
	}
	b.t.Slots = slices.Insert(b.t.Slots, i, slots...)
}

const maxSlots = 400

// newSlot returns a plain story slot.
func newSlot(name string, at *value, frames ...Frame) *Slot {
	return &Slot{Name: name, Frames: frames, Between: 1, Head: Head{Align: typo.Center}, Picture: PictureSpec{At: picturePlace[0].en}, Pos: at.pos()}
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

// slots reads the options of the slots of the page, or of those within a group.
func (b *builder) slots(v *value, within string) {
	for _, e := range b.entries(v) {
		if b.removed(e.value) {
			b.remove(e.key)
			continue
		}
		f := b.fields(b.kindAlone(e.value), slotWords)
		s := b.t.Slot(e.key.text)
		if s != nil && s.Within != within {
			b.notDrawn(e.key)
			continue
		}
		if frames := b.frames(f.at("frame")); len(frames) > 0 {
			if s == nil {
				s = newSlot(e.key.text, e.key)
				s.Within = within
				b.t.Slots = append(b.t.Slots, s)
			}
			s.Frames = frames
		}
		switch {
		case s != nil:
			b.slot(s, f)
			if said(f.at("grid")) {
				s.Kind = GroupSlot
				b.groups = append(b.groups, group{s, f})
			}
		case !said(f.at("frame")):
			b.notDrawn(e.key)
		}
	}
}

// kinds notes areas whose name says what they are, but whose options do not, and finds
// the slot that a flow template pours its stories into.
func (b *builder) kinds() {
	var flow, only *Slot
	for _, s := range b.t.Slots {
		if i := find(kindWords, s.Name); i > 0 && s.Kind == StorySlot {
			b.add("TPL-KIND", s.Pos, source.Msg("area-stories-as-no-kind", s.Name), source.Msg("say-so-under", s.Name, kindWords[i].zh))
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
	b.steps()
	switch {
	case !b.t.Flow || flow != nil:
	case only != nil && only.Name != "":
		only.Flow = true
	default:
		b.add("TPL-FLOW", source.Pos{File: b.t.File.Name}, source.Msg("flow-template-without-slot-flows"), source.Msg("say-one-of-slots"))
	}
}

// notDrawn reports options of a slot that is not on the page, unless they came with a
// template whose page is drawn anew here.
func (b *builder) notDrawn(key *value) {
	if b.undrawn || key.file != b.t.File && key.file != b.drawing {
		return
	}
	names := b.t.slotNames()
	hint := source.Msg("draw-in-or-give", strings.Join(names, " "))
	if near, ok := Nearest(names, key.text); ok {
		hint = source.Msg("did-you-mean-slot", near, strings.Join(names, " "))
	} else if len(names) == 0 {
		hint = source.Msg("draw-page-first")
	}
	b.at("TPL-SLOT", key, source.Msg("options-which-not-on-page", key.text), hint)
}

func (b *builder) slot(s *Slot, f record) {
	s.Kind = b.kind(s.Name, f.at("kind"))
	s.Columns = b.integer(f.at("columns"), 1, maxColumns, 0)
	b.head(&s.Head, f.at("head"))
	b.picture(&s.Picture, f.at("picture"))
	b.box(&s.Box, f.at("box"))
	s.Head.Boxed = !s.Box.IsZero()
	s.Style = b.style(f.at("style"))
	s.Upright = b.boolean(f.at("vertical"), false)
	s.Rule = b.boolean(f.at("rule"), false)
	s.NoRule = said(f.at("rule")) && !s.Rule
	s.Flow = b.boolean(f.at("flow"), false)
	s.Between = b.integer(f.at("between"), 0, 100, 1)
	s.Justify = b.spare(f.at("justify"), b.t.Justify)
	b.fit(&s.Fit, f.at("fit"))
	s.Scale = b.boolean(f.at("scale"), false)
	s.Unsaid = !b.boolean(f.at("mark"), true)
	s.Mode = ColumnMode(b.choice(f.at("column-mode"), modeWords, int(s.Mode)))
	s.Label = b.str(f.at("label"))
	b.jumpSpec(&s.Jump, f.at("jump"))
	s.EndSet = said(f.at("tailpiece"))
	s.End = Ornament(b.choice(f.at("tailpiece"), ornamentsOf, int(NoOrnament)))
}

// kind is what a slot is for; where that is no word for it, what its name says, or what is meant.
func (b *builder) kind(name string, v *value) SlotKind {
	kind := b.choice(v, kindWords, -1)
	if kind < 0 && said(v) {
		if kind = find(kindWords, name); kind < 0 {
			w, _ := meant(kindWords, b.str(v))
			kind = find(kindWords, w.en)
		}
	}
	return SlotKind(max(kind, int(StorySlot)))
}

// kindAlone is the options of a slot that are written as its kind alone, 报眉: 报眉.
func (b *builder) kindAlone(v *value) *value {
	if !said(v) || v.shape != scalar || find(kindWords, v.text) < 0 {
		return v
	}
	b.at("SRC-TYPE", v, source.Msg("kind-without-key", v.text), source.Msg("write-as", "{类: "+v.text+"}"))
	key := *v
	key.text = slotWords[find(slotWords, "kind")].zh
	return &value{shape: mapping, file: v.file, span: v.span, pairs: []pair{{&key, v}}}
}

// style is a style of the paper; "" where none is said.
func (b *builder) style(v *value) StyleName {
	name, words := b.str(v), b.paper.styleWords()
	if name == "" {
		return ""
	}
	i := find(words, name)
	if i < 0 {
		b.unknown("SRC-STYLE", v, words, source.Msg("unknown-style", name))
		return ""
	}
	return StyleName(words[i].en)
}

// spare reads how many lines of white may go elsewhere than to the foot; 否 is none.
func (d *desk) spare(v *value, otherwise int) int {
	if said(v) && v.shape == scalar && slices.Contains(noWords, strings.ToLower(v.text)) {
		return 0
	}
	return d.integer(v, 0, maxSpare, otherwise)
}

// maxSpare is the greatest number of lines that a place may open.
const maxSpare = 20

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
	x.Head, x.Picture = b.integer(f.at("head"), 0, 6, 0), b.integer(f.at("picture"), 0, 20, 0)
	x.Setting, x.Deck = b.boolean(f.at("setting"), false), b.boolean(f.at("deck"), false)
	x.Lines, x.Track = b.integer(f.at("lines"), 0, 10, 0), b.integer(f.at("tracking"), 0, 10, 0)
}

// jumpSpec reads how a slot treats stories that jump; its 题 is 是, 否 or a size.
func (b *builder) jumpSpec(x *JumpSpec, v *value) {
	f := b.fields(v, jumpWords)
	x.Lines = b.integer(f.at("lines"), 1, maxLines, 0)
	switch yes, known := isYes(b.str(f.at("head"))); {
	case !said(f.at("head")):
	case known:
		x.Headed, x.Bare = yes, !yes
	default:
		x.Head = b.typeSize(f.at("head"), x.Head)
		x.Headed = !x.Head.IsZero()
	}
}

// mostRows is into how many lines a line of a headline is broken at the most.
const mostRows = 4

func (b *builder) head(h *Head, v *value) {
	f := b.fields(v, headWords)
	if said(f.at("span")) {
		if i := find(spanWords, b.str(f.at("span"))); i >= 0 {
			if h.Span = 0; spanWords[i].en == "column" {
				h.Span = -1
			}
		} else {
			h.Span = b.integer(f.at("span"), 1, maxColumns, 0)
		}
	}
	h.Size, h.Max = b.typeSize(f.at("size"), h.Size), b.typeSize(f.at("max"), h.Max)
	h.Rows = b.integer(f.at("rows"), 0, mostRows, 0)
	h.Lines = b.integer(f.at("lines"), 0, maxLines, 0)
	h.AlignSet = said(f.at("align"))
	h.Align = typo.Align(b.choice(f.at("align"), alignWords, int(h.Align)))
	h.Vertical = b.boolean(f.at("vertical"), false)
	h.Right = b.boolean(f.at("right"), false)
	h.Chars = b.integer(f.at("chars"), 0, 200, 0)
	if names := b.fontNames(b.paper, f.at("font")); len(names) > 0 {
		h.Font = b.spoken(names[0], f.at("font"))
	}
	h.Tint = b.color(b.paper, f.at("tint"))
	h.Reverse = b.boolean(f.at("reverse"), b.paper.Colors[h.Tint].Dark())
	h.LabelSet = said(f.at("label"))
	h.Label = LabelStyle(b.choice(f.at("label"), labelStyles, int(h.Label)))
}

func (b *builder) picture(p *PictureSpec, v *value) {
	f := b.fields(v, pictureKeys)
	p.Columns = b.integer(f.at("columns"), 1, maxColumns, 0)
	if said(f.at("at")) {
		p.At = picturePlace[b.choice(f.at("at"), picturePlace, 0)].en
	}
	p.Lines = b.integer(f.at("lines"), 0, maxLines, 0)
	p.Width = b.measure(f.at("width"))
	p.Start = b.integer(f.at("start"), 0, maxLines, 0)
	p.Captions = CaptionPlace(1 + b.choice(f.at("caption"), captionWords, int(p.Captions)-1))
	p.Whole = !b.boolean(f.at("crop"), !p.Whole)
	p.Fill, p.Bleed = b.boolean(f.at("fill"), p.Fill), b.boolean(f.at("bleed"), p.Bleed)
	p.framed = [5]bool{said(f.at("line")), said(f.at("color")), said(f.at("radius")), said(f.at("credit")), said(f.at("mark"))}
	p.Framed = PictureLook{Line: b.within(f.at("line"), mostRule, 0), Color: b.colorOr(b.paper, f.at("color"), ""), Radius: b.within(f.at("radius"), mostRadius, 0)}
	p.Framed.Credit = CreditPlace(b.choice(f.at("credit"), creditWords, int(CreditAfter)))
	p.Framed.Mark = CaptionMark(b.choice(f.at("mark"), markWords, int(NoCaptionMark)))
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
	x.Color, x.Tint = b.color(b.paper, f.at("color")), b.color(b.paper, f.at("tint"))
	x.Width = thinLine
	x.Border = Border(b.choice(f.at("border"), borderWords, 0))
	if said(f.at("tint")) && x.Border == PlainLine {
		x.Width = 0
	}
	x.Width = b.within(f.at("width"), mostRule, x.Width)
	x.Depth = b.depth(x.Border, f.at("depth"))
}

// depths are those of borders unless 宽 says another, in 1/100 of a character.
var depths = [...]int64{DoubleLine: 25, ThickThin: 33, Dotted: 15, Wavy: 33, Fret: 50, Cloud: 50, Bamboo: 50, Lozenge: 36, Rounded: 50}

// depth is how deep a border is: no more than three characters.
func (b *builder) depth(k Border, v *value) unit.Length {
	d := b.measure(v).Resolve(b.grid0())
	if k == PlainLine {
		return 0
	}
	if d <= 0 {
		d = b.t.Size.MulDiv(depths[k], 100)
		return min(d, b.t.Size/2-Box{Border: k}.Reach()) // a character inside the box is enough then
	}
	if d > 3*b.t.Size {
		b.at("SRC-VALUE", v, source.Msg("too-deep-border", v.text), source.Msg("give-3-at-most"))
		return 3 * b.t.Size
	}
	return d
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
		at := func(key string) unit.Length { return b.measure(f.at(key)).Resolve(b.grid0()) }
		from := func(key string) unit.Length { return b.signed(f.at(key)).Resolve(b.grid0()) } // out of the page, into the bleed
		r := unit.Rect{X: from("left"), Y: from("top"), W: at("width"), H: at("height")}
		page := unit.Rect{W: b.t.Width, H: b.t.Height}.Inset(-b.t.Bleed - tolerance)
		if r.Empty() {
			b.at("TPL-FRAME", item, source.Msg("frame-without-width-or-height"), source.Msg("write-20mm-30mm-80mm-60mm"))
			continue
		}
		if page.Intersect(r) != r {
			b.at("TPL-FRAME", item, source.Msg("frame-reaches-beyond-page"), source.Msg("page-x", millimetres(b.t.Width), millimetres(b.t.Height)))
			continue
		}
		out = append(out, Frame{Rect: r})
	}
	return out
}
