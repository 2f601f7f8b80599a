package editions

import (
	"strings"

	"maps"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// Look is what the pages of a paper look like beside their text: nameplate, folio lines,
// labels, rules, the list of headlines, pictures, the paper's tint. The zero value is that of a
// mainland daily.
type Look struct {
	Nameplate NameplateLook // 报头
	Folio     FolioLook     // 报眉
	Label     LabelLook     // 栏目
	Between   LineLook      // 稿线: the rules between stories
	Columns   LineLook      // 栏线: those between the columns of a story
	Index     IndexLook     // 导读
	Picture   PictureLook   // 图
	Tint      string        // 底: colour of the whole page; empty: the paper's white
	End       EndLook       // 尾花
}

// NameplateLook is how the paper's name stands on page 1.
type NameplateLook struct {
	At      NameplatePlace
	Tint    string   // 底: behind all of it
	Bar     string   // 条: colour of the bar that its particulars stand on
	Rules   LineKind // 线: above and below the particulars
	Reverse bool     // the tint is dark: white type
	Rows    int      // rows of particulars at most; 0: 2
	Voiced  bool     // where the name stands is said by the voice, for places that suit it
}

// NameplatePlace is where the paper's name stands in its place.
type NameplatePlace uint8

const (
	NameCentered NameplatePlace = iota
	NameLeft                    // at the left, the particulars beside it
	NameUpright                 // characters one under the other
)

// FolioLook is the line at the head of a page.
type FolioLook struct {
	Style   FolioStyle
	Number  unit.Measure // size of the page's number; zero: by the width
	Section unit.Measure // size of the section's name; zero: by the width
	Foot    bool         // it stands at the foot of the page: its rule is above it
	Rules   LineKind
	Color   string // of its rule, bar or block; empty: black
}

// FolioStyle is the kind of a folio line.
type FolioStyle uint8

const (
	FolioRuled FolioStyle = iota // over a rule
	FolioBar                     // on a bar of colour, reversed
	FolioBlock                   // over a rule, its number in a block of colour
	FolioPlain                   // nothing but words
)

// LabelLook is how labels (栏目) over stories stand.
type LabelLook struct {
	Style   LabelStyle
	At      LabelPlace
	Picture Logo // of LabelPicture

	picture *value
}

// LabelStyle is what a label stands on or beside.
type LabelStyle uint8

const (
	LabelBar      LabelStyle = iota // 竖线: an upright stroke before it, a fine rule under it
	LabelReverse                    // 反白: white on a block of colour
	LabelFrame                      // 框: in a frame
	LabelBookmark                   // 书签: white on a ribbon
	LabelDouble                     // 双线: between two double rules
	LabelFlower                     // 花: a flower on either side
	LabelPicture                    // 图: a picture of the paper's before it
	LabelPlain                      // 无: nothing but its words
)

// LabelPlace is where a label stands.
type LabelPlace uint8

const (
	LabelAbove LabelPlace = iota // over the head
	LabelLeft                    // at the left of the head
	LabelOnBox                   // on the upper line of the slot's box
)

// LineLook is a rule between parts of a page.
type LineLook struct {
	Kind        LineKind
	Width       unit.Length // 0: a hairline, or by the kind
	Color       string      // empty: black
	Horizontals bool        // 竖: 否: no upright ones
	Everywhere  bool        // of 栏线: in slots too that do not ask for them
}

// LineKind is how a rule is drawn.
type LineKind uint8

const (
	LineUsual LineKind = iota // as is usual at its place
	LineFine
	LineThick     // 粗线
	LineDouble    // 双线
	LineThickThin // 文武线
	LineDotted    // 点线
	LineDashed    // 虚线
	LineWavy      // 波线
	LineNone      // 无
)

// IndexLook is the list of headlines of other pages.
type IndexLook struct {
	Name     string // over it; empty: 今日导读
	Style    IndexStyle
	Pictures bool   // with the first picture of each story
	Color    string // of its rules and numbers; empty: the label's
}

// IndexStyle is the kind of a list of headlines.
type IndexStyle uint8

const (
	IndexAuto  IndexStyle = iota // a list, or a strip where the place is low and wide
	IndexList                    // one under the other
	IndexStrip                   // side by side
	IndexCards                   // each on a card of its own
)

// PictureLook is how pictures are framed and cut out.
type PictureLook struct {
	Line   unit.Length // of a frame round them; 0: none
	Color  string
	Radius unit.Length // of their corners
	Credit CreditPlace // of who took them, beside the caption
	Mark   CaptionMark // before a caption
}

// CreditPlace is where the credit of a picture stands.
type CreditPlace uint8

const (
	CreditAfter CreditPlace = iota // 接: after the caption
	CreditRight                    // 右: at the right of its last line, or of a line of its own
)

// CaptionMark is what stands before a caption.
type CaptionMark uint8

const (
	NoCaptionMark CaptionMark = iota
	MarkPointer               // 三角: ▲ or ▼ ◀ ▶, towards the picture
	MarkSquare                // 方: ■
)

// EndLook is the ornament after a story's last line.
type EndLook struct {
	Ornament Ornament
	Color    string // empty: the label's
}

// Ornament is a small figure drawn of curves.
type Ornament uint8

const (
	NoOrnament Ornament = iota
	OrnamentSquare
	OrnamentLozenge
	OrnamentDisc
	OrnamentFlower
	OrnamentLeaf
	OrnamentBamboo
)

// lookWords are the keys of the look, in paper.yaml, in voices and in templates.
var lookWords = []word{
	{zh: "报头", en: "nameplate", also: []string{"报头式"}},
	{zh: "报眉", en: "folio", also: []string{"报眉式", "眉线"}},
	{zh: "栏目", en: "label", also: []string{"栏目式", "栏题"}},
	{zh: "稿线", en: "between", also: []string{"稿件线", "版线"}},
	{zh: "栏线", en: "column-rules", also: []string{"栏间线"}},
	{zh: "导读", en: "index", also: []string{"导读式"}},
	{zh: "图", en: "pictures", also: []string{"图片"}},
	{zh: "底", en: "tint", or: "底色"},
	{zh: "尾花", en: "tailpiece", also: []string{"文末"}},
}

var (
	nameplateWords = []word{
		{zh: "位", en: "at"}, {zh: "底", en: "tint", or: "底色"}, {zh: "条", en: "bar"}, {zh: "线", en: "rules"}, {zh: "行", en: "rows"},
	}
	namePlaces = []word{NameCentered: {zh: "居中", en: "center", also: []string{"中"}}, NameLeft: {zh: "左", en: "left"}, NameUpright: {zh: "竖", en: "vertical", also: []string{"竖排"}}}
	folioKeys  = []word{
		{zh: "式", en: "style", also: []string{"样式"}}, {zh: "号", en: "number", also: []string{"版号"}}, {zh: "版名", en: "section", also: []string{"版面"}}, {zh: "位", en: "at"},
		{zh: "线", en: "rules"}, {zh: "颜色", en: "color", also: []string{"colour"}},
	}
	folioStyles = []word{FolioRuled: {zh: "线", en: "ruled", also: []string{"文武线"}}, FolioBar: {zh: "条", en: "bar", also: []string{"色条"}}, FolioBlock: {zh: "块", en: "block", also: []string{"色块"}}, FolioPlain: {zh: "无", en: "plain"}}
	folioPlaces = []word{{zh: "上", en: "head", also: []string{"眉", "top"}}, {zh: "下", en: "foot", also: []string{"脚", "bottom"}}}
	labelKeys   = []word{{zh: "式", en: "style", also: []string{"样式"}}, {zh: "位", en: "at"}, {zh: "图", en: "picture", also: []string{"文件"}}}
	labelStyles = []word{
		LabelBar: {zh: "竖线", en: "stroke"}, LabelReverse: {zh: "反白", en: "reverse"}, LabelFrame: {zh: "框", en: "frame"}, LabelBookmark: {zh: "书签", en: "bookmark"},
		LabelDouble: {zh: "双线", en: "double"}, LabelFlower: {zh: "花", en: "flower"}, LabelPicture: {zh: "图", en: "picture"}, LabelPlain: {zh: "无", en: "plain"},
	}
	labelPlaces = []word{LabelAbove: {zh: "上", en: "above"}, LabelLeft: {zh: "左", en: "left"}, LabelOnBox: {zh: "框上", en: "on-box", also: []string{"骑框"}}}
	betweenKeys = []word{{zh: "式", en: "style", also: []string{"样式"}}, {zh: "线", en: "width", also: []string{"宽", "粗"}}, {zh: "颜色", en: "color", also: []string{"colour"}}, {zh: "竖", en: "uprights"}}
	columnKeys  = []word{{zh: "式", en: "style", also: []string{"样式"}}, {zh: "线", en: "width", also: []string{"宽", "粗"}}, {zh: "颜色", en: "color", also: []string{"colour"}}, {zh: "处处", en: "everywhere", also: []string{"全"}}}
	lineWords   = []word{
		LineUsual: {zh: "照常", en: "usual"}, LineFine: {zh: "细线", en: "fine", also: []string{"单线"}}, LineThick: {zh: "粗线", en: "thick"}, LineDouble: {zh: "双线", en: "double"}, LineThickThin: {zh: "文武线", en: "thick-thin"},
		LineDotted: {zh: "点线", en: "dotted"}, LineDashed: {zh: "虚线", en: "dashed"}, LineWavy: {zh: "波线", en: "wavy", also: []string{"水线"}}, LineNone: {zh: "无", en: "none"},
	}
	indexKeys   = []word{{zh: "名", en: "name", also: []string{"名称"}}, {zh: "式", en: "style", also: []string{"样式"}}, {zh: "图", en: "pictures"}, {zh: "颜色", en: "color", also: []string{"colour"}}}
	indexStyles = []word{IndexAuto: {zh: "自动", en: "auto"}, IndexList: {zh: "列表", en: "list", also: []string{"列"}}, IndexStrip: {zh: "条", en: "strip", also: []string{"横条"}}, IndexCards: {zh: "卡片", en: "cards", also: []string{"卡"}}}
	pictureLook = []word{{zh: "线", en: "line", also: []string{"框"}}, {zh: "颜色", en: "color", also: []string{"colour"}}, {zh: "圆角", en: "radius"}, {zh: "署名", en: "credit"}, {zh: "标", en: "mark"}}
	creditWords = []word{CreditAfter: {zh: "接", en: "after"}, CreditRight: {zh: "右", en: "right"}}
	markWords   = []word{NoCaptionMark: {zh: "无", en: "none"}, MarkPointer: {zh: "三角", en: "pointer", also: []string{"▲", "箭头"}}, MarkSquare: {zh: "方", en: "square", also: []string{"■"}}}
	endKeys     = []word{{zh: "花", en: "ornament", also: []string{"式"}}, {zh: "颜色", en: "color", also: []string{"colour"}}}
	ornamentsOf = []word{
		NoOrnament: {zh: "无", en: "none"}, OrnamentSquare: {zh: "方", en: "square"}, OrnamentLozenge: {zh: "菱", en: "lozenge", also: []string{"菱形"}}, OrnamentDisc: {zh: "圆", en: "disc"},
		OrnamentFlower: {zh: "梅", en: "flower", also: []string{"花"}}, OrnamentLeaf: {zh: "叶", en: "leaf"}, OrnamentBamboo: {zh: "竹", en: "bamboo"},
	}
)

// looks are the mappings within a look, by the key that holds each, and the key of it that a
// word alone stands for.
var looks = []struct {
	key   string
	words []word
	main  string
}{
	{"nameplate", nameplateWords, "at"}, {"folio", folioKeys, "style"}, {"label", labelKeys, "style"}, {"between", betweenKeys, "style"},
	{"column-rules", columnKeys, "style"}, {"index", indexKeys, "style"}, {"pictures", pictureLook, ""}, {"tailpiece", endKeys, "ornament"},
}

// lookValues are the words that the keys of a look may have for values, beside others.
func lookValues(and map[string][]word) map[string][]word {
	out := map[string][]word{
		"nameplate": namePlaces, "folio": folioStyles, "label": labelStyles, "between": lineWords, "column-rules": lineWords, "index": indexStyles, "tailpiece": ornamentsOf,
	}
	maps.Copy(out, and)
	return out
}

// part is a mapping of the look, or the word alone that stands for its main key.
func (d *desk) part(key string, v *value) record {
	for _, k := range looks {
		if k.key != key {
			continue
		}
		if !said(v) || v.shape != scalar || k.main == "" {
			return d.fields(v, k.words)
		}
		out := record{k.words, make([]*value, len(k.words))}
		for i, w := range k.words {
			if w.en == k.main {
				out.values[i] = v
			}
		}
		return out
	}
	panic("editions: no part of the look is called " + key)
}

// look reads the keys of a look over one that is there: what is not said stays.
func (d *desk) look(l *Look, p *Paper, f record) {
	d.nameplateLook(&l.Nameplate, p, d.part("nameplate", f.at("nameplate")))
	d.folioLook(&l.Folio, p, d.part("folio", f.at("folio")))
	d.labelLook(&l.Label, d.part("label", f.at("label")))
	between := d.part("between", f.at("between"))
	d.lineLook(&l.Between, p, between)
	l.Between.Horizontals = !d.boolean(between.at("uprights"), !l.Between.Horizontals)
	columns := d.part("column-rules", f.at("column-rules"))
	d.lineLook(&l.Columns, p, columns)
	l.Columns.Everywhere = d.boolean(columns.at("everywhere"), l.Columns.Everywhere)
	d.indexLook(&l.Index, p, d.part("index", f.at("index")))
	pictures := d.part("pictures", f.at("pictures"))
	l.Picture.Line, l.Picture.Radius = d.within(pictures.at("line"), mostRule, l.Picture.Line), d.within(pictures.at("radius"), mostRadius, l.Picture.Radius)
	l.Picture.Color = d.colorOr(p, pictures.at("color"), l.Picture.Color)
	l.Picture.Credit = CreditPlace(d.choice(pictures.at("credit"), creditWords, int(l.Picture.Credit)))
	l.Picture.Mark = CaptionMark(d.choice(pictures.at("mark"), markWords, int(l.Picture.Mark)))
	l.Tint = d.colorOr(p, f.at("tint"), l.Tint)
	d.paleTint(p, f.at("tint"), l)
	end := d.part("tailpiece", f.at("tailpiece"))
	l.End.Ornament = Ornament(d.choice(end.at("ornament"), ornamentsOf, int(l.End.Ornament)))
	l.End.Color = d.colorOr(p, end.at("color"), l.End.Color)
}

// colorOr is a colour of the paper, or another one where none is said; 无 is none, and 黑 is
// one like others: without a colour there is no tint.
func (d *desk) colorOr(p *Paper, v *value, otherwise string) string {
	if !said(v) {
		return otherwise
	}
	if yes, known := isYes(d.str(v)); known && !yes {
		return ""
	}
	name := d.color(p, v)
	if name == "" && (d.str(v) == "黑" || d.str(v) == "black") {
		name = d.str(v)
		p.Colors[name] = InkColor{K: 10000, Tint: 10000}
	}
	return name
}

// paleTint refuses a tint of the page on which black text could not be read.
func (d *desk) paleTint(p *Paper, v *value, l *Look) {
	if c := p.Colors[l.Tint]; l.Tint != "" && said(v) && c.Dark() {
		d.at("SRC-COLOR", v, source.Msg("too-dark-behind-a-page", l.Tint), source.Msg("give-a-tint-that-black-type-stands-out-from"))
		l.Tint = ""
	}
}

func (d *desk) nameplateLook(l *NameplateLook, p *Paper, f record) {
	if v := f.at("at"); said(v) {
		l.Voiced = v.file != nil && strings.Contains(v.file.Name, voiceFolder)
	}
	l.At = NameplatePlace(d.choice(f.at("at"), namePlaces, int(l.At)))
	l.Tint, l.Bar = d.colorOr(p, f.at("tint"), l.Tint), d.colorOr(p, f.at("bar"), l.Bar)
	l.Reverse = l.Tint != "" && p.Colors[l.Tint].Dark()
	l.Rules = LineKind(d.choice(f.at("rules"), lineWords, int(l.Rules)))
	l.Rows = d.integer(f.at("rows"), 1, 2, l.Rows)
}

func (d *desk) folioLook(l *FolioLook, p *Paper, f record) {
	l.Style = FolioStyle(d.choice(f.at("style"), folioStyles, int(l.Style)))
	l.Number, l.Section = d.typeWithin(f.at("number"), mostNumber, l.Number), d.typeWithin(f.at("section"), mostSection, l.Section)
	if at := d.chosen(f.at("at"), folioPlaces); at != "" {
		l.Foot = at == "foot"
	}
	l.Rules = LineKind(d.choice(f.at("rules"), lineWords, int(l.Rules)))
	l.Color = d.colorOr(p, f.at("color"), l.Color)
}

func (d *desk) labelLook(l *LabelLook, f record) {
	l.Style = LabelStyle(d.choice(f.at("style"), labelStyles, int(l.Style)))
	l.At = LabelPlace(d.choice(f.at("at"), labelPlaces, int(l.At)))
	if v := f.at("picture"); d.str(v) != "" {
		l.picture = v
		if !said(f.at("style")) {
			l.Style = LabelPicture
		}
	}
	if l.Style == LabelPicture && l.picture == nil {
		l.picture = f.at("style") // which is found to name none when pictures are read
	}
}

func (d *desk) lineLook(l *LineLook, p *Paper, f record) {
	l.Kind = LineKind(d.choice(f.at("style"), lineWords, int(l.Kind)))
	l.Width, l.Color = d.within(f.at("width"), mostRule, l.Width), d.colorOr(p, f.at("color"), l.Color)
}

func (d *desk) indexLook(l *IndexLook, p *Paper, f record) {
	if name := d.str(f.at("name")); name != "" {
		l.Name = name
	}
	l.Style = IndexStyle(d.choice(f.at("style"), indexStyles, int(l.Style)))
	l.Pictures = d.boolean(f.at("pictures"), l.Pictures)
	l.Color = d.colorOr(p, f.at("color"), l.Color)
}
