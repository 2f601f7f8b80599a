package editions

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

var templateWords = append([]word{
	{zh: "名称", en: "name"},
	{zh: "继承", en: "extends", also: []string{"base", "parent"}},
	{zh: "成品", en: "trim", also: []string{"成品尺寸", "开本", "size", "page"}},
	{zh: "出血", en: "bleed"},
	{zh: "边距", en: "margins", also: []string{"页边距", "margin", "边"}},
	{zh: "栏", en: "columns", also: []string{"分栏", "基本栏"}},
	{zh: "正文", en: "body"},
	{zh: "行数", en: "lines"},
	{zh: "行间隔", en: "row-gap", also: []string{"间隔"}},
	{zh: "流式", en: "flow"},
	{zh: "撑满", en: "justify", also: []string{"垂直撑满"}},
	{zh: "版图", en: "grid", also: []string{"划版"}},
	{zh: "版位", en: "slots", also: []string{"区域", "areas", "版块", "稿位"}},
	{zh: "中缝", en: "gutter", also: []string{"fold", "订口"}},
	{zh: "墨", en: "inks", also: []string{"油墨", "色"}},
}, lookWords...)

var (
	marginWords = []word{{zh: "上", en: "top"}, {zh: "下", en: "bottom"}, {zh: "左", en: "left"}, {zh: "右", en: "right"}, {zh: "内", en: "inner", also: []string{"订口"}}, {zh: "外", en: "outer", also: []string{"切口"}}}
	columnWords = []word{{zh: "数", en: "count", also: []string{"栏数"}}, {zh: "字", en: "chars", also: []string{"字数", "宽"}}, {zh: "距", en: "gap", also: []string{"栏距"}}}
	bodyWords   = []word{{zh: "字号", en: "size"}, {zh: "行距", en: "leading"}}
	slotWords   = []word{
		{zh: "类", en: "kind", also: []string{"类型", "type"}}, {zh: "栏", en: "columns", also: []string{"拦", "分栏"}}, {zh: "题", en: "head", also: []string{"标题"}},
		{zh: "图", en: "picture", also: []string{"图片"}}, {zh: "框", en: "box", also: []string{"边框"}}, {zh: "样式", en: "style"},
		{zh: "竖排", en: "vertical", also: []string{"直排"}}, {zh: "栏线", en: "rule"}, {zh: "流", en: "flow"}, {zh: "稿距", en: "between"}, {zh: "撑满", en: "justify", also: []string{"垂直撑满"}},
		{zh: "适", en: "fit", also: []string{"适应"}}, {zh: "缩放", en: "scale"}, {zh: "标", en: "mark"}, {zh: "栏式", en: "column-mode"},
		{zh: "位置", en: "frame", or: "at", also: []string{"坐标"}},
		{zh: "版图", en: "grid", also: []string{"划版"}}, {zh: "版位", en: "slots", also: []string{"区域", "areas"}},
		{zh: "行间隔", en: "row-gap", also: []string{"间隔"}}, {zh: "栏目", en: "label", also: []string{"栏题"}},
		{zh: "转", en: "jump", also: []string{"转版", "下转", "续"}},
		{zh: "尾花", en: "tailpiece"},
	}
	kindWords = []word{
		StorySlot: {zh: "稿", en: "story", also: []string{"稿件", "文章", "新闻"}}, NameplateSlot: {zh: "报头", en: "nameplate", also: []string{"刊头", "报名"}}, FolioSlot: {zh: "报眉", en: "folio", also: []string{"眉", "页眉", "书眉", "版眉", "眉头"}}, IndexSlot: {zh: "导读", en: "index", also: []string{"导航", "要目", "目录"}}, FillerSlot: {zh: "空", en: "filler", also: []string{"空白"}}, AdvertSlot: {zh: "广告", en: "advert", also: []string{"广告位"}},
		GroupSlot: {zh: "组", en: "group", also: []string{"盒", "框", "box"}},
	}
	headWords = []word{
		{zh: "跨", en: "span"}, {zh: "字号", en: "size", also: []string{"大小", "字大小"}}, {zh: "最大", en: "max"}, {zh: "折行", en: "rows"}, {zh: "行", en: "lines"}, {zh: "对齐", en: "align"},
		{zh: "竖", en: "vertical"}, {zh: "右", en: "right"}, {zh: "字", en: "chars"}, {zh: "字体", en: "font"},
		{zh: "底", en: "tint", or: "底色"}, {zh: "反白", en: "reverse", also: []string{"反阴", "阴文", "white"}}, {zh: "栏目", en: "label", also: []string{"栏目式"}},
	}
	modeWords    = []word{Absolute: {zh: "绝对", en: "absolute"}, Relative: {zh: "相对", en: "relative"}, Free: {zh: "自由", en: "free"}, Auto: {zh: "自动", en: "auto"}}
	fitWords     = []word{{zh: "题", en: "head"}, {zh: "图", en: "picture"}, {zh: "松紧", en: "setting"}, {zh: "副题", en: "deck"}, {zh: "行", en: "lines"}, {zh: "字距", en: "tracking"}}
	pictureKeys  = []word{{zh: "栏", en: "columns"}, {zh: "位", en: "at"}, {zh: "行", en: "lines"}, {zh: "宽", en: "width"}, {zh: "起", en: "start"}, {zh: "图说", en: "caption"}, {zh: "裁", en: "crop"}, {zh: "占满", en: "fill", also: []string{"撑满"}}, {zh: "线", en: "line", also: []string{"框"}}, {zh: "颜色", en: "color", also: []string{"colour"}}, {zh: "圆角", en: "radius"}, {zh: "出血", en: "bleed"}, {zh: "署名", en: "credit"}, {zh: "标", en: "mark"}}
	picturePlace = []word{
		{zh: "右上", en: "top-right"}, {zh: "左上", en: "top-left"}, {zh: "上", en: "top"}, {zh: "下", en: "bottom"},
		{zh: "右下", en: "bottom-right"}, {zh: "左下", en: "bottom-left"}, {zh: "中", en: "center"},
		{zh: "随文", en: AtText, also: []string{"文中", "inline", "here"}},
	}
	jumpWords = []word{{zh: "行", en: "lines"}, {zh: "题", en: "head"}}
	boxWords  = []word{
		{zh: "线", en: "width", also: []string{"线条", "线宽", "线粗", "粗细", "边线", "框线"}}, {zh: "颜色", en: "color"}, {zh: "底", en: "tint", also: []string{"底色", "底纹", "背景"}},
		{zh: "花边", en: "border", also: []string{"边", "线型"}}, {zh: "宽", en: "depth", also: []string{"边宽"}},
	}
	borderWords = []word{
		PlainLine: {zh: "单线", en: "plain"}, DoubleLine: {zh: "双线", en: "double"}, ThickThin: {zh: "文武线", en: "thick-thin", also: []string{"文武边"}}, Dotted: {zh: "点线", en: "dotted"},
		Wavy: {zh: "波线", en: "wavy", also: []string{"水线", "曲线"}}, Fret: {zh: "回纹", en: "fret", also: []string{"回字纹", "meander"}}, Cloud: {zh: "云纹", en: "cloud"},
		Bamboo: {zh: "竹节", en: "bamboo"}, Lozenge: {zh: "菱形", en: "lozenge", also: []string{"diamond"}}, Rounded: {zh: "圆角", en: "rounded"},
	}
	frameWords   = []word{{zh: "左", en: "left"}, {zh: "上", en: "top"}, {zh: "宽", en: "width"}, {zh: "高", en: "height"}}
	spanWords    = []word{{zh: "全", en: "all"}, {zh: "栏内", en: "column"}}
	captionWords = []word{Below - 1: {zh: "下", en: "below", also: []string{"图下"}}, Above - 1: {zh: "上", en: "above"}, Beside - 1: {zh: "旁", en: "beside", also: []string{"左", "右", "侧"}}, Over - 1: {zh: "压", en: "over", also: []string{"压图", "图上", "inside"}}}
)

// ParseTemplate reads a page template on its own: one that extends another needs that
// one among its bases. It always returns a template.
func ParseTemplate(file *source.File, bases ...*source.File) (*Template, source.List) {
	d := &desk{}
	set := &templates{desk: d, paper: DefaultPaper()}
	for _, b := range append([]*source.File{file}, bases...) {
		set.add(b)
	}
	set.inherit()
	t := set.build(set.all[0])
	d.found.Sort()
	return t, d.found
}

// templates are the templates of a paper while they are read: as keys and values, so
// that one can take over what it does not say itself.
type templates struct {
	desk  *desk
	paper *Paper
	all   []*draft
	shelf library

	unread bool // the folder of them cannot be read
}

// draft is a template not yet built.
type draft struct {
	base   string // file name without .yaml
	name   string
	file   *source.File
	fields record
	broken bool  // not readable at all
	lent   bool  // of the library, not the paper's own
	state  uint8 // of inherit: 0 not begun, 1 on it, 2 done
	built  *Template
}

func (s *templates) add(file *source.File) {
	t := &draft{base: templateEnd.ReplaceAllString(path.Base(file.Name), ""), file: file}
	v := s.desk.yaml(file)
	if v != nil {
		t.file = v.file
	}
	if v != nil && !said(v) {
		s.desk.add("SRC-TYPE", source.Pos{File: file.Name}, source.Msg("template-says-nothing"), source.Msg("take-away-or-draw-template", t.base))
	}
	t.fields = s.desk.fields(s.desk.drawingMeant(v), templateWords)
	t.broken = !t.fields.some()
	t.name = s.desk.str(t.fields.at("name"))
	if t.name == "" {
		t.name = t.base
	}
	s.all = append(s.all, t)
}

// find returns the template of a name or file: the paper's own, or else the library's.
func (s *templates) find(name string) *draft {
	for _, t := range s.all {
		if t.name == name && !t.lent {
			return t
		}
	}
	for _, t := range s.all {
		if t.base == name && !t.lent {
			return t
		}
	}
	return s.borrow(name)
}

func (s *templates) names() []string {
	var names []string
	for _, t := range s.all {
		if t.lent {
			continue
		}
		names = append(names, t.name)
		if t.base != t.name {
			names = append(names, t.base)
		}
	}
	return append(names, s.shelf.names()...)
}

func (s *templates) inherit() {
	for _, t := range s.all {
		s.inheritOne(t)
	}
}

func (s *templates) inheritOne(t *draft) {
	if t.state != 0 {
		return
	}
	t.state = 1
	defer func() { t.state = 2 }()
	v := t.fields.at("extends")
	if !said(v) {
		return
	}
	parent := s.parent(t, s.desk.str(v))
	if parent == nil {
		s.missing(v)
		t.broken = true // what it does not say itself is nowhere
		return
	}
	s.inheritOne(parent)
	if parent.broken {
		t.broken, t.file = true, parent.file
		return
	}
	if parent.state == 1 {
		s.desk.at("TPL-LOOP", v, source.Msg("template-extends-itself-by-way-of", t.name, parent.name), source.Msg("let-one-of-two-stand-by"))
		t.broken = true
		return
	}
	t.takeOver(parent)
}

func (s *templates) missing(v *value) {
	name := strings.TrimPrefix(s.desk.str(v), lent)
	hint := source.Msg("put-template-into-templates-yaml", name)
	if names := s.offered(); len(names) > 0 {
		hint = source.Msg("templates-there-are", strings.Join(names, " "), name)
	}
	if near, ok := s.meant(name); ok && near != name { // a kind of page is no template
		hint = source.Msg("did-you-mean", near)
	}
	f := source.New("TPL-MISSING", v.pos(), source.Msg("no-template-called", name), hint)
	if !slices.ContainsFunc(s.desk.found, func(o source.Finding) bool { return o.Code == f.Code && o.Pos == f.Pos }) { // a kind of page that several have
		s.desk.found.Add(f)
	}
}

// offered are the templates that a page may name: the kinds of pages that the voice has, and the
// paper's own.
func (s *templates) offered() (names []string) {
	if s.paper.Voice != "" {
		for _, w := range preferWords {
			if s.paper.Preferred.Named(w.zh) != "" {
				names = append(names, w.zh)
			}
		}
	}
	for _, t := range s.all {
		if !t.lent {
			names = append(names, t.name)
		}
	}
	return names
}

// meant is the template, or the kind of page, that a name is like.
func (s *templates) meant(name string) (string, bool) {
	names := s.names()
	if s.paper.Voice != "" {
		for _, w := range preferWords {
			names = append(names, w.zh)
			if slices.Contains(w.also, name) {
				return w.zh, true
			}
		}
	}
	bare := plainly(strings.Trim(templateEnd.ReplaceAllString(path.Base(slashed(name)), ""), stops+marksAround))
	for _, name := range []string{bare, spelledSize.Replace(bare)} {
		if slices.Contains(names, name) {
			return name, true
		}
	}
	return Nearest(names, bare)
}

// synonyms maps every key of a template to the one it is written with first, so that
// two mappings can be laid over one another.
var synonyms = func() map[string]string {
	m := map[string]string{}
	for _, words := range [][]word{marginWords, columnWords, bodyWords, slotWords, headWords, pictureKeys, boxWords, jumpWords, nameplateWords, folioKeys, labelKeys, betweenKeys, columnKeys, indexKeys, pictureLook, endKeys} {
		for _, w := range words {
			m[w.en], m[w.zh] = w.zh, w.zh
			if w.or != "" {
				m[w.or] = w.zh
			}
		}
	}
	return m
}()

// over lays a value over the one it takes the place of: mappings key by key.
func over(mine, theirs *value) *value {
	if !said(mine) {
		return theirs
	}
	if mine.shape != mapping || !said(theirs) || theirs.shape != mapping {
		return mine
	}
	out := *mine
	out.pairs = append([]pair(nil), mine.pairs...)
	for _, p := range theirs.pairs {
		i := pairOf(out.pairs, p.key.text)
		if i < 0 {
			out.pairs = append(out.pairs, p)
			continue
		}
		out.pairs[i].value = over(out.pairs[i].value, p.value)
	}
	return &out
}

func pairOf(pairs []pair, key string) int {
	same := func(a, b string) bool {
		x, y := synonyms[a], synonyms[b]
		return a == b || x == y && x != ""
	}
	for i, p := range pairs {
		if same(p.key.text, key) {
			return i
		}
	}
	return -1
}

// Lengths that a template leaves unsaid.
const (
	defaultSize = 9 * unit.Pt // 小五
	maxLines    = 2000
)

// tintBleed is the bleed of a page that has a tint and says none.
var tintBleed = unit.Millimetres(3000)

// build makes the template of a draft, once.
func (s *templates) build(t *draft) *Template {
	if t.built != nil {
		return t.built
	}
	if t.broken {
		t.built = noTemplate(t.name, t.file)
		return t.built
	}
	d, f := s.desk, t.fields
	out := &Template{Name: t.name, File: t.file}
	t.built = out
	found := len(d.found)
	defer func() { d.placeOwn(found, f) }()
	b := &builder{desk: d, paper: s.paper, t: out}
	b.body(f.at("body"))
	b.columns(f.at("columns"), t.file)
	b.trim(f.at("trim"), t.file)
	out.Bleed = d.length(f.at("bleed"), 0)
	out.Flow, out.Inks = d.boolean(f.at("flow"), false), d.inks(f.at("inks"))
	out.RowGap = d.integer(f.at("row-gap"), 0, 100, 0)
	out.Justify = d.spare(f.at("justify"), DefaultJustify)
	out.Lines = d.integer(f.at("lines"), 1, maxLines, 0)
	out.Gutter = d.length(f.at("gutter"), 0)
	out.Look = s.paper.Look
	d.look(&out.Look, s.paper, f)
	if out.Look.Tint != "" && !said(f.at("bleed")) {
		out.Bleed = tintBleed // the knife is never so exact
	}
	b.sidesOf = f.at("margins")
	b.counted()
	b.options = f.at("slots")
	b.grid(f.at("grid"))
	b.slots(f.at("slots"), "")
	b.complete()
	b.margins(f.at("margins"))
	b.nested()
	b.kinds()
	b.gaps()
	b.fits(f)
	b.spread(f.at("gutter"))
	return out
}

// builder fills in one template.
type builder struct {
	*desk
	paper *Paper
	t     *Template

	drawing        *source.File // where the page is drawn: here, or in a template it extends
	groups         []group      // whose grids are still to be read
	stepped        []steppedSlot
	dots           bool   // a place is drawn that belongs to no slot: room for a page to be made up
	count          *value // the number of columns, where nothing else is said of them
	number         *value // the number of columns, as written
	sidesOf        *value // the margins, as written
	options        *value // of its slots, as written
	leadingGuessed bool   // what is said of it cannot be

	undrawn bool // its drawing cannot be read, so nobody knows what is not in it
}

func (b *builder) body(v *value) {
	f := b.fields(b.typed(v), bodyWords)
	b.t.Size = b.length(f.at("size"), defaultSize)
	if b.t.Size < unit.Pt || b.t.Size > 200*unit.Pt {
		b.at("SRC-VALUE", f.at("size"), source.Msg("no-size-of-type", f.at("size").text), source.Msg("give-1pt-to-200pt"))
		b.t.Size = defaultSize
	}
	b.t.Leading = b.leading(f.at("leading"))
	if b.t.Leading < b.t.Size || b.t.Leading > 1000*unit.Pt {
		b.at("SRC-VALUE", f.at("leading"), source.Msg("no-distance-between-lines-of-size", f.at("leading").text), source.Msg("give-of-about-one-half-times"))
		b.t.Leading, b.leadingGuessed = b.t.Size.MulDiv(3, 2), said(f.at("leading"))
	}
}

func (b *builder) grid0() unit.Grid { return unit.Grid{Char: b.t.Size, Line: b.t.Leading} }

func (b *builder) columns(v *value, file *source.File) {
	b.t.Columns, b.t.Chars, b.t.Gap = 1, 20, b.t.Size
	if !said(v) {
		b.add("TPL-KEY", source.Pos{File: file.Name}, source.Msg("template-does-not-say-columns"), source.Msg("add-columns"))
		return
	}
	if v.shape == scalar {
		if n, err := strconv.Atoi(strings.TrimSuffix(narrow(v.text), "栏")); err == nil && n >= 1 && n <= maxColumns {
			b.t.Columns, b.count = n, v // the page says how wide they are
			return
		}
	}
	f := b.fields(v, columnWords)
	b.number = f.at("count")
	b.t.Columns = b.integer(b.number, 1, maxColumns, 1)
	b.t.Chars = b.integer(f.at("chars"), 1, 500, 20)
	if said(f.at("gap")) {
		b.t.Gap = b.gap(f.at("gap")).Resolve(b.grid0())
	}
}

// counted reports columns of which only the number is said, and makes them as wide as the page has
// room for.
func (b *builder) counted() {
	if b.count == nil {
		return
	}
	b.t.Gap = b.t.Size
	b.t.Chars = b.roomFor(b.t.Columns)
	b.at("SRC-TYPE", b.count, source.Msg("columns-are-a-number"), source.Msg("write-as", fmt.Sprintf("{数: %d, 字: %d, 距: 1字}", b.t.Columns, b.t.Chars)))
}

// roomFor is how many characters a column has of a number of them between the margins.
func (b *builder) roomFor(columns int) int {
	t := *b.t
	quiet := &builder{desk: &desk{}, t: &t}
	t.Margins = Margins{Left: t.Width / 15, Right: t.Width / 15}
	if said(b.sidesOf) {
		quiet.margins(b.sidesOf)
	}
	n := unit.Length(columns)
	return max(1, int((t.Width-t.Margins.Left-t.Margins.Right-(n-1)*t.Gap)/(n*t.Size)))
}

// linesBetween is how many lines of the body type stand between the margins.
func (b *builder) linesBetween() int {
	t := *b.t
	quiet := &builder{desk: &desk{}, t: &t}
	if quiet.margins(b.sidesOf); !said(b.sidesOf) {
		t.Margins = Margins{}
	}
	return int((t.Height-t.Margins.Top-t.Margins.Bottom-t.Size+tolerance)/t.Leading) + 1
}

func (b *builder) trim(v *value, file *source.File) {
	b.t.Width, b.t.Height = unit.Millimetres(270000), unit.Millimetres(390000)
	if !said(v) {
		b.add("TPL-KEY", source.Pos{File: file.Name}, source.Msg("template-does-not-say-size-of"), source.Msg("add-270mm-x-390mm"))
		return
	}
	width, height, ok := sheetOf(b.str(v))
	if !ok {
		b.at("SRC-VALUE", v, source.Msg("not-size-of-page", v.text), sizeHint(v.text))
		if width, height, ok = sheetOf(sizeMeant(v.text)); !ok {
			return
		}
	}
	b.t.Width, b.t.Height = width, height
}

// sheetOf reads a size: 270mm x 390mm.
func sheetOf(s string) (width, height unit.Length, ok bool) {
	w, h, ok := strings.Cut(strings.NewReplacer("×", "x", "X", "x", "*", "x").Replace(s), "x")
	width, errW := unit.Parse(w)
	height, errH := unit.Parse(h)
	limit := unit.Millimetres(5000000)
	return width, height, ok && errW == nil && errH == nil && width > 0 && height > 0 && width <= limit && height <= limit
}

// complete checks that the page has lines, and slots or room for them.
func (b *builder) complete() {
	pos := source.Pos{File: b.t.File.Name}
	if b.t.Lines == 0 {
		b.t.Lines = 1
		b.add("TPL-KEY", pos, source.Msg("template-does-not-say-lines"), source.Msg("add-74-or-draw-page-with"))
	}
	if len(b.t.Slots) == 0 && !b.dots {
		b.add("TPL-KEY", pos, source.Msg("template-no-slots"), source.Msg("draw-page-rows"))
	}
}

// margins takes the margins; without them the type area stands in the middle.
func (b *builder) margins(v *value) {
	m := &b.t.Margins
	if v = b.sides(v); !said(v) {
		area := b.t.TypeArea()
		m.Top = max(0, (b.t.Height-area.H)/2)
		return
	}
	if v.shape == scalar {
		all := b.length(v, 0)
		*m = Margins{all, all, all, all}
		return
	}
	f := b.fields(v, marginWords)
	*m = Margins{Top: b.length(f.at("top"), 0), Bottom: b.length(f.at("bottom"), 0)}
	m.Left = b.side(f.at("inner"), f.at("left"))
	m.Right = b.side(f.at("outer"), f.at("right"))
}

// side is the margin at a side of a right-hand page, said as the inner or outer one or not; where
// both are, that of the template itself comes before that of the one it extends.
func (b *builder) side(bound, plain *value) unit.Length {
	if !said(bound) || said(plain) && plain.file == b.t.File && bound.file != b.t.File {
		return b.length(plain, 0)
	}
	b.t.Facing = true
	return b.length(bound, 0)
}

// wrong tells whether something has been said of a line of the file already: what follows from it
// is not said too.
func (b *builder) wrong(pos source.Pos) bool {
	return slices.ContainsFunc(b.found, func(f source.Finding) bool {
		return f.Severity == source.Error && f.Pos.File == pos.File && f.Pos.Line == pos.Line
	})
}

// tolerance forgives what rounding a millimetre costs.
const tolerance = unit.Pt / 100

// millimetres writes a length in mm with two decimals.
func millimetres(l unit.Length) string {
	n := int64(l.MulDiv(2540, 72*int64(unit.Pt)))
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}
