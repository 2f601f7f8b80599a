// Package editions is the model of a newspaper edition: the paper, its page templates,
// the day's pages and stories, read from plain files.
//
//	ed, findings, err := editions.Load(os.DirFS("my-paper"), "2026-10-20")
//	for _, s := range ed.Stories { fmt.Println(s.ID, s.Title()) }
//
// Everything that came from a file knows where it stands there.
package editions

import (
	"slices"

	"banxin/editions/source"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Edition is one day's paper, loaded and checked. It is immutable.
type Edition struct {
	Paper   *Paper
	Path    string // folder of the edition from the paper's folder: editions/2026-10-20
	Date    Date
	Issue   int      // 总期号; 0 when the paper has none
	Weather []string // 天气, for the nameplate
	Pages   []*Page
	Stories []*Story // in the order of the pages and their slots, unplaced ones last
	Images  map[string]*Image
	House   House // the paper's rules and exceptions, and those of the day

	Corrections []Correction // 更正, of edition.yaml and of the stories' heads, the oldest first
	Withdrawn   []Withdrawal // 撤稿

	File *source.File // edition.yaml
}

// Story returns the story with this id, or nil.
func (e *Edition) Story(id string) *Story {
	for _, s := range e.Stories {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// ByID are the stories by their IDs, for who asks for many.
func (e *Edition) ByID() map[string]*Story {
	by := make(map[string]*Story, len(e.Stories))
	for _, s := range slices.Backward(e.Stories) { // as Story does, the first of an ID
		by[s.ID] = s
	}
	return by
}

// Date is a day of the Gregorian calendar.
type Date struct{ Year, Month, Day int }

// Paper is what stays the same from day to day.
type Paper struct {
	Name      string // 棠川日报
	NameLatin string // Yunxi Daily
	Code      string // ASCII, for file names: yxrb
	Lang      string // zh-CN
	unread    bool   // its file cannot be read: what it says is not known
	Zone      int    // 时区: its clocks, in minutes ahead of UTC
	Motto     string // a line beside the nameplate
	Publisher string // 棠川日报社
	Rights    string // 版权: what readers may do with the e-edition, in a sentence
	CN        string // 国内统一连续出版物号
	ISSN      string
	Website   string
	Printer   string   // 承印
	Price     string   // 定价
	PostCode  string   // 邮发代号
	Logo      Logo     // beside the name
	Lettering Logo     // 题字: instead of the name in type
	Lines     []string // further lines for the nameplate: price, telephone …
	Colors    map[string]InkColor
	Styles    map[StyleName]*Style // complete: every StyleName is there, and the paper's own
	Own       []StyleName          // styles of the paper's own, as paper.yaml has them
	genres    []genre              // 体裁样式
	Fonts     []FontFile           // the paper's own, from fonts/
	Notes     NotePlace            // 注: where the notes of stories stand
	Lists     Lists                // names.txt, words.txt, forbidden.txt
	House     House                // rules and exceptions for findings
	Press     Press                // 印刷
	EEdition  EEdition             // 电子版
	Voice     string               // 声音: 党报; empty: none
	headFaces [][2]string          // faces of heads in the library's templates, and what they are in this voice
	Look      Look                 // of its pages
	Preferred Preferred            // 版样
	File      *source.File         // paper.yaml; nil when the paper has none

	logo, lettering *value
	press, shop     *value // 印刷, 印厂
}

// FontFile is a face that the paper brings along.
type FontFile struct {
	Name string // by which styles call it
	Path string // slash path from the paper's folder
	Face int    // in a collection
	Data []byte

	Weight int // at which a variable font is set, 1 to 1000; 0: 400
	Pos    source.Pos
}

// InkColor is a process colour in 1/10000, or a spot ink (Spot is its name).
type InkColor struct {
	C, M, Y, K uint16 // of the process colour, or of the spot ink's alternate
	Spot       string
	Tint       uint16 // of the spot ink; 10000 is full
}

// Dark tells whether white type stands out better than black on a colour: by the darkness
// of its inks, as grey tones weigh them (ITU-R BT.601).
func (c InkColor) Dark() bool {
	darkness := 30*int(c.C) + 59*int(c.M) + 11*int(c.Y) + 100*int(c.K)
	if c.Spot != "" {
		darkness = darkness / 100 * int(c.Tint) / 100
	}
	return darkness > 45*10000
}

// StyleName names a style of the paper. In files the Chinese name stands too.
type StyleName string

const (
	Body         StyleName = "body"       // 正文
	Lead         StyleName = "lead"       // 导语
	Headline     StyleName = "headline"   // 主题
	Kicker       StyleName = "kicker"     // 引题
	Deck         StyleName = "deck"       // 副题
	Label        StyleName = "label"      // 栏目
	Subhead      StyleName = "subhead"    // 小标题
	Byline       StyleName = "byline"     // 署名
	DutyText     StyleName = "duty"       // 职名: words of a by-line
	Signoff      StyleName = "signoff"    // 落款
	Caption      StyleName = "caption"    // 图说
	Quote        StyleName = "quote"      // 引文
	ListStyle    StyleName = "list"       // 列表
	TableText    StyleName = "table"      // 表
	NoteText     StyleName = "note"       // 注
	DatelineText StyleName = "dateline"   // 电头
	Verse        StyleName = "verse"      // 诗
	Question     StyleName = "question"   // 问
	Answer       StyleName = "answer"     // 答
	Drama        StyleName = "drama"      // 剧: who speaks, and what
	Direction    StyleName = "direction"  // 舞台提示
	Law          StyleName = "law"        // 法条
	Editorial    StyleName = "editorial"  // 编者按
	PullQuote    StyleName = "pull-quote" // 提要
	Formula      StyleName = "formula"    // 公式
	DropCap      StyleName = "drop-cap"   // 首字
	Jump         StyleName = "jump"       // 转版
	Folio        StyleName = "folio"      // 报眉
	Nameplate    StyleName = "nameplate"  // 报头
	Furniture    StyleName = "furniture"  // 报头旁的文字
)

// styleWords are the styles in the order of the documentation, as files call them.
var styleWords = []word{
	{zh: "正文", en: string(Body)},
	{zh: "导语", en: string(Lead)},
	{zh: "主题", en: string(Headline), or: "标题"},
	{zh: "引题", en: string(Kicker)},
	{zh: "副题", en: string(Deck)},
	{zh: "栏目", en: string(Label)},
	{zh: "小标题", en: string(Subhead)},
	{zh: "署名", en: string(Byline)},
	{zh: "职名", en: string(DutyText), also: []string{"职务", "记者"}},
	{zh: "落款", en: string(Signoff)},
	{zh: "图说", en: string(Caption)},
	{zh: "引文", en: string(Quote)},
	{zh: "列表", en: string(ListStyle)},
	{zh: "表", en: string(TableText)},
	{zh: "注", en: string(NoteText)},
	{zh: "电头", en: string(DatelineText), also: []string{"电头文字"}},
	{zh: "诗", en: string(Verse), also: []string{"诗歌", "poem"}},
	{zh: "问", en: string(Question)},
	{zh: "答", en: string(Answer)},
	{zh: "剧", en: string(Drama), also: []string{"剧本", "台词"}},
	{zh: "舞台提示", en: string(Direction)},
	{zh: "法条", en: string(Law), also: []string{"法律", "条文"}},
	{zh: "编者按", en: string(Editorial), also: []string{"按语", "editors-note"}},
	{zh: "提要", en: string(PullQuote), also: []string{"摘句", "pullquote"}},
	{zh: "公式", en: string(Formula), also: []string{"算式", "equation"}},
	{zh: "首字", en: string(DropCap), also: []string{"首字下沉"}},
	{zh: "转版", en: string(Jump)},
	{zh: "报眉", en: string(Folio)},
	{zh: "报头", en: string(Nameplate)},
	{zh: "报头文字", en: string(Furniture)},
}

// StyleNames lists all styles, in the order of the documentation.
var StyleNames = styleNames()

func styleNames() (out []StyleName) {
	for _, w := range styleWords {
		out = append(out, StyleName(w.en))
	}
	return out
}

// styleWords are all styles of the paper, as files call them.
func (p *Paper) styleWords() []word {
	words := styleWords[:len(styleWords):len(styleWords)]
	for _, name := range p.Own {
		words = append(words, word{zh: string(name), en: string(name)})
	}
	return words
}

// StyleNames lists all styles of the paper, its own after those that every paper has.
func (p *Paper) StyleNames() []StyleName {
	return append(StyleNames[:len(StyleNames):len(StyleNames)], p.Own...)
}

// Style is how a kind of text looks, complete: nothing is inherited any more.
type Style struct {
	Name    StyleName
	As      StyleName    // 同: of the paper's own, the style that it was made of, whose kind of paragraph it sets; "" of others
	Fonts   []string     // fallback chain of face or role names: 宋 标宋 黑 粗黑 楷 毛笔, or a FontFile's
	Latin   []string     // for Latin letters and figures; empty: as Fonts
	Strong  []string     // for strong text; empty: as Fonts
	Size    unit.Measure // zero: the body size of the page; for heads, chosen by the width
	Leading unit.Measure // zero: the page's line pitch (body kinds), or 1.25 × size (heads)
	Align   typo.Align
	Indent  int    // of the first line, in 1/1000 em
	Hanging int    // 凸排: of all other lines, in 1/1000 em
	Color   string // name in Paper.Colors; empty: black
	Gap     int    // between Han and Latin, in 1/1000 em
	Track   int    // letter-space, in 1/1000 em; heads only
	Before  int    // blank body lines before the block (subheads, quotations)
	After   int
	Tint    string // name in Paper.Colors of what stands behind the paragraphs; empty: nothing
	Ruled   Ruling // lines about the paragraphs
	Rules   Rules
	Off     bool // none is looked for (电头: 否)

	Sizes []SizedStyle // what it is from sizes on, in any order; below the least it is as it stands
	Ratio int          // of kicker and deck: of the headline's size, in thousandths; 0: the layout's
	White int          // of the headline: below its head, in thousandths of a body line; 0: the layout's
}

// SizedStyle is what a style is from a size on.
type SizedStyle struct {
	From   unit.Measure
	Fonts  []string
	Latin  []string
	Strong []string
	Track  int
}

// Ruling says which lines stand about paragraphs of a style; those that follow one another stand
// within one.
type Ruling uint8

const (
	NotRuled    Ruling = iota
	RuledEnds          // 上下: before the first line and after the last
	RuledAround        // 框
)

// Image is a picture of the edition.
type Image struct {
	Path   string // from the paper's folder
	Format string // jpeg, png, tiff, webp or gif; pdf of an advert
	W, H   int    // pixels, as seen
	Data   []byte // as it came
}
