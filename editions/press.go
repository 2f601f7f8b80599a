package editions

import (
	"path"
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// Press is what the paper's print shop asks for. What is zero is left to the writer of
// the press file and to the newspaper's usual demands.
type Press struct {
	Profile    string      // x4, x1a, archive, screen or plain; empty: x4
	ICC        string      // the printing condition's profile, a file of the paper's folder; empty: banxin's newsprint
	Data       []byte      // of ICC
	Condition  string      // its registered name
	Info       string      // what it is, in words
	InkLimit   int         // percent
	Trap       unit.Length // 咬: how far colours that touch are spread into one another; 0: not at all
	PPI        int         // pictures are brought down to
	Quality    int         // of pictures, 1-100
	Marks      PressMarks
	Split      bool        // a file a page
	Halves     bool        // 通版分开: spreads as two pages
	Names      string      // pattern of the files' names: {code}_{yyyymmdd}_{pp}.pdf
	MinPPI     int         // of pictures
	MinType    unit.Length // smallest black type
	MinReverse unit.Length // smallest white type
	MinRule    unit.Length // thinnest rule
	MaxSpots   int         // spot inks the press can print; -1: not said
	AsTheyCome bool        // 广告: 拒: adverts are not repaired, what needs it is refused
	ICCPos     source.Pos  // where ICC is said

	Shop        string       // 印厂: the name of the printer's file that this was made with; empty: none
	LinkPos     source.Pos   // where the first of Links is said
	Links       [][]byte     // 设备链接: ICC device links, one a space of pictures
	BlackStart  int          // 黑版起点: how dark greys are, in percent, from which on black ink draws them; 0: by the profile
	GCR         int          // 灰替代: how much of the grey in colours is black ink, in percent of what can be; 0: by the profile
	Limits      Limits       // further ones
	Spots       []string     // 专色: the spot inks that are ordered; nil: any
	Trims       []Sheet      // 尺寸: sizes of pages that are printed; nil: any
	Towers      []Tower      // 色塔: which pages are printed in which inks; nil: all in all
	Plates      *Imposition  // 拼版; nil: not said
	Zones       InkZones     // 墨区
	Delivery    Delivery     // 交付
	Signs       []string     // 签发: as what each page must be signed before it goes to the press: 一校 二校 三校; nil: nobody need
	StorySigns  []string     // 稿签: as what each story of such a page must be: 初审 复审 终审
	links       []linkFile   // of Links
	iccFile     *source.File // that names ICC
	conditionAt source.Pos
}

// Limits are what a printer asks of files beside what [Press] has always held. What is zero is
// left to the usual demands.
type Limits struct {
	WarnPPI, MinBitPPI        int         // 提醒分辨率, 线稿分辨率
	MinMultiType, MinReverse2 unit.Length // 多色最小字号, 多色反白字号
	MinGround, MaxTint        int         // 反白底, 字下底色: percent
	MinMultiRule, ThinRule    unit.Length // 多色最细线, 叠印线
	Bleed, Margin             unit.Length // 出血, 安全边
}

// InkZones are the ink keys of a press (墨区); what is zero is not said.
type InkZones struct {
	Count int
	Width unit.Length
}

// Sheet is a size: of a page, or of paper.
type Sheet struct{ W, H unit.Length }

// Delivery says where files are to go, for people (交付).
type Delivery struct{ To, By, Contact, Note string }

// linkFile is a device link to be read.
type linkFile struct {
	name string
	pos  source.Pos
	file *source.File // that names it
}

// PressMarks are what is printed outside the bleed; they combine.
type PressMarks uint8

const (
	CropMarks PressMarks = 1 << iota
	FoldMarks
	RegistrationMarks
	ColorBar
	SlugLine
	AllPressMarks = CropMarks | FoldMarks | RegistrationMarks | ColorBar | SlugLine

	// What is not among all marks, since it stands where others do or takes room of its own.
	CenterMarks  PressMarks = 1 << 5
	ControlStrip PressMarks = 1 << 6 // 测控条, in place of the bar
	GreyBalance  PressMarks = 1 << 7
)

// EEdition is how the paper's e-edition is made; the zero value is the default.
type EEdition struct {
	Fonts     BookFonts
	Vertical  bool   // 竖排
	Obfuscate bool   // fonts, where their licence asks for it
	Kindle    bool   // no larger than can be sent to a Kindle
	Reviewer  string // who found that it conforms to WCAG 2.2 AA
	TextOnly  bool   // 版图: 否: without pictures of the printed pages

	PictureSide int // 图宽: pixels of a picture's longest side; 0: 2,000
	PageSide    int // 版图宽: pixels of the longest side of the pages' pictures in the e-edition; 0: small
}

// BookFonts says which typefaces an e-edition brings along.
type BookFonts uint8

const (
	BookFontsNone BookFonts = iota
	BookFontsHeadlines
	BookFontsAll
)

var pressWords = []word{
	{zh: "标准", en: "profile"}, {zh: "色彩文件", en: "icc", also: []string{"ICC"}}, {zh: "印刷条件", en: "condition"}, {zh: "说明", en: "info"},
	{zh: "总墨量", en: "ink-limit", also: []string{"墨量"}}, {zh: "分辨率", en: "ppi"}, {zh: "质量", en: "quality"}, {zh: "标记", en: "marks"},
	{zh: "分版", en: "split"}, {zh: "文件名", en: "names"}, {zh: "最低分辨率", en: "min-ppi"}, {zh: "最小字号", en: "min-type"},
	{zh: "最小反白字号", en: "min-reverse"}, {zh: "最细线", en: "min-rule"}, {zh: "专色数", en: "max-spots"}, {zh: "广告", en: "adverts"}, {zh: "通版分开", en: "part-spreads", also: []string{"通版", "spreads"}},
	{zh: "提醒分辨率", en: "warn-ppi"}, {zh: "线稿分辨率", en: "min-bit-ppi"}, {zh: "多色最小字号", en: "min-multi-type"}, {zh: "多色反白字号", en: "min-multi-reverse"},
	{zh: "反白底", en: "min-reverse-ground"}, {zh: "字下底色", en: "max-tint-under-type"}, {zh: "多色最细线", en: "min-multi-rule"}, {zh: "叠印线", en: "overprint-rule"},
	{zh: "出血", en: "bleed"}, {zh: "安全边", en: "margin", also: []string{"边距"}}, {zh: "专色", en: "spots"}, {zh: "尺寸", en: "trims", also: []string{"成品", "trim"}},
	{zh: "设备链接", en: "device-links"}, {zh: "黑版起点", en: "black-start"}, {zh: "灰替代", en: "gcr", also: []string{"灰成分替代", "GCR"}},
	{zh: "色塔", en: "towers", also: []string{"彩版", "套色"}}, {zh: "拼版", en: "plates", also: []string{"imposition", "印版"}}, {zh: "交付", en: "delivery"}, {zh: "咬", en: "trap", also: []string{"陷印", "补漏白"}},
	{zh: "墨区", en: "zones", also: []string{"墨键", "ink-zones"}},
	{zh: "签发", en: "sign-off", also: []string{"签字", "signatures"}}, {zh: "稿签", en: "story-sign-off", also: []string{"story-signatures"}},
}

var pressProfiles = []word{{zh: "x4", en: "x4"}, {zh: "x1a", en: "x1a"}, {zh: "存档", en: "archive"}, {zh: "屏幕", en: "screen"}, {zh: "普通", en: "plain"}}

// advertWords say what becomes of supplied adverts that are not made for the press.
var advertWords = []word{{zh: "修", en: "repair"}, {zh: "拒", en: "refuse"}}

var pressMarks = []term[PressMarks]{
	{word{zh: "裁切", en: "crop"}, CropMarks}, {word{zh: "折叠", en: "fold", also: []string{"折页"}}, FoldMarks}, {word{zh: "套准", en: "registration"}, RegistrationMarks},
	{word{zh: "色标", en: "bar", also: []string{"色条"}}, ColorBar}, {word{zh: "说明", en: "slug"}, SlugLine},
	{word{zh: "中线", en: "center", also: []string{"中心", "centre"}}, CenterMarks}, {word{zh: "测控条", en: "strip", also: []string{"控制条"}}, ControlStrip},
	{word{zh: "灰平衡", en: "grey-balance", also: []string{"gray-balance"}}, GreyBalance},
}

var pressMarkWords = wordsOf(pressMarks)

// MarkNames are the English words of marks.
func MarkNames() (names []string) {
	for _, t := range pressMarks {
		names = append(names, t.en)
	}
	return names
}

// MarksOf are the marks that some of MarkNames stand for; other words are passed over.
func MarksOf(names []string) (m PressMarks) {
	for _, n := range names {
		if t := termOf(pressMarks, n); t != nil {
			m |= t.means
		}
	}
	return m
}

// ProfileNames are what Press.Profile may be, which are those of output/pdf.
func ProfileNames() (names []string) {
	for _, w := range pressProfiles {
		names = append(names, w.en)
	}
	return names
}

var deliveryWords = []word{{zh: "地址", en: "to"}, {zh: "截止", en: "by"}, {zh: "联系", en: "contact"}, {zh: "说明", en: "note"}}

var zoneWords = []word{{zh: "数", en: "count"}, {zh: "宽", en: "width"}}

// What the zones of a press can be.
const (
	maxZones     = 400
	minZoneWidth = unit.Pt
	maxZoneWidth = 1000 * unit.Pt
)

// zones reads 墨区.
func (d *desk) zones(v *value) (z InkZones) {
	f := d.fields(v, zoneWords)
	z.Count = d.integer(f.at("count"), 1, maxZones, 0)
	width := f.at("width")
	if z.Width = d.length(width, 0); z.Width != 0 && (z.Width < minZoneWidth || z.Width > maxZoneWidth) {
		d.at("SRC-VALUE", width, source.Msg("not-length", width.text), source.Msg("write-number-with-cm-or-or"))
		z.Width = 0
	}
	return z
}

// press reads 印刷.
func (d *desk) press(v *value) Press {
	f := d.fields(v, pressWords)
	p := Press{
		ICC: d.str(f.at("icc")), Condition: d.str(f.at("condition")), Info: d.str(f.at("info")),
		InkLimit: d.integer(f.at("ink-limit"), 100, 400, 0), PPI: d.integer(f.at("ppi"), 50, 2400, 0), Quality: d.integer(f.at("quality"), 1, 100, 0),
		Marks: d.pressMarks(f.at("marks")), Split: d.boolean(f.at("split"), false), Names: d.str(f.at("names")), MinPPI: d.integer(f.at("min-ppi"), 1, 2400, 0),
		MinType: d.length(f.at("min-type"), 0), MinReverse: d.length(f.at("min-reverse"), 0), MinRule: d.length(f.at("min-rule"), 0), MaxSpots: d.integer(f.at("max-spots"), 0, 32, -1), Halves: d.boolean(f.at("part-spreads"), false),
		AsTheyCome: d.chosen(f.at("adverts"), advertWords) == "refuse",
	}
	if said(f.at("icc")) {
		p.ICCPos, p.iccFile = f.at("icc").pos(), f.at("icc").file
	}
	if said(f.at("condition")) {
		p.conditionAt = f.at("condition").pos()
	}
	if i := d.choice(f.at("profile"), pressProfiles, -1); i >= 0 {
		p.Profile = pressProfiles[i].en
	}
	p.Trap = d.length(f.at("trap"), 0)
	p.Limits = Limits{
		WarnPPI: d.integer(f.at("warn-ppi"), 1, 2400, 0), MinBitPPI: d.integer(f.at("min-bit-ppi"), 1, 4800, 0),
		MinMultiType: d.length(f.at("min-multi-type"), 0), MinReverse2: d.length(f.at("min-multi-reverse"), 0),
		MinGround: d.integer(f.at("min-reverse-ground"), 0, 100, 0), MaxTint: d.integer(f.at("max-tint-under-type"), 0, 100, 0),
		MinMultiRule: d.length(f.at("min-multi-rule"), 0), ThinRule: d.length(f.at("overprint-rule"), 0),
		Bleed: d.length(f.at("bleed"), 0), Margin: d.length(f.at("margin"), 0),
	}
	for _, s := range d.strs(f.at("spots")) {
		p.Spots = append(p.Spots, strings.TrimSpace(s.text))
	}
	p.Trims = d.sheets(f.at("trims"))
	for _, s := range d.strs(f.at("device-links")) {
		if p.LinkPos == (source.Pos{}) {
			p.LinkPos = s.pos()
		}
		p.links = append(p.links, linkFile{strings.TrimSpace(s.text), s.pos(), s.file})
	}
	p.BlackStart, p.GCR = d.integer(f.at("black-start"), 1, 100, 0), d.integer(f.at("gcr"), 1, 100, 0)
	p.Towers, p.Plates = d.towers(f.at("towers")), d.imposition(f.at("plates"))
	p.Zones = d.zones(f.at("zones"))
	p.Signs, p.StorySigns = d.roles(f.at("sign-off")), d.roles(f.at("story-sign-off"))
	g := d.fields(f.at("delivery"), deliveryWords)
	p.Delivery = Delivery{To: d.str(g.at("to")), By: d.str(g.at("by")), Contact: d.str(g.at("contact")), Note: d.str(g.at("note"))}
	return p
}

// roles reads as what something is to be signed, each once.
func (d *desk) roles(v *value) (out []string) {
	for _, s := range d.strs(v) {
		if role := strings.TrimSpace(s.text); role != "" && !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	return out
}

// sheets reads a size or a list of them.
func (d *desk) sheets(v *value) (out []Sheet) {
	for _, item := range d.strs(v) {
		if w, h, ok := sheetOf(item.text); ok {
			out = append(out, Sheet{w, h})
			continue
		}
		d.at("SRC-VALUE", item, source.Msg("not-size-of-page", item.text), source.Msg("write-width-x-height-270mm-x"))
	}
	return out
}

// pressMarks reads 是, 否 or a list of marks.
func (d *desk) pressMarks(v *value) PressMarks {
	if !said(v) {
		return 0
	}
	if v.shape == scalar && find(pressMarkWords, v.text) < 0 {
		if d.boolean(v, false) {
			return AllPressMarks
		}
		return 0
	}
	var m PressMarks
	for _, item := range d.strs(v) {
		t := termOf(pressMarks, item.text)
		if t == nil {
			d.unknown("SRC-VALUE", item, pressMarkWords, source.Msg("no-mark-called", item.text))
			continue
		}
		m |= t.means
	}
	return m
}

// icc reads the profile of the printing condition, and the device links.
func (l *loader) icc(p *Press) {
	if p.ICC != "" {
		p.Data = l.besides(p.ICC, p.ICCPos, p.iccFile)
	}
	for _, f := range p.links {
		if data := l.besides(f.name, f.pos, f.file); data != nil {
			p.Links = append(p.Links, data)
		}
	}
}

// besides reads a file that another names, from the folder where that one stands; nil after a
// finding.
func (l *loader) besides(name string, pos source.Pos, by *source.File) []byte {
	data, err := l.near(name, by)
	if err != nil {
		l.blame(err, "SRC-FILE", pos, name)
		return nil
	}
	return data
}

func (l *loader) near(name string, by *source.File) ([]byte, error) {
	if fsys := l.shops[by]; fsys != nil {
		if name = slashed(name); !isPath(name) {
			return nil, errPath
		}
		return readAll(fsys, name, maxPicture)
	}
	if by != nil {
		name = path.Join(path.Dir(by.Name), slashed(name))
	}
	return l.bytes(name, maxPicture)
}

var eeditionWords = []word{
	{zh: "字体", en: "fonts"}, {zh: "竖排", en: "vertical"}, {zh: "混淆", en: "obfuscate"},
	{zh: "Kindle", en: "kindle"}, {zh: "审核", en: "reviewer"}, {zh: "版图", en: "page-pictures"}, {zh: "图宽", en: "picture-side"},
	{zh: "版图宽", en: "page-picture-side"},
}

var bookFontWords = []word{BookFontsNone: {zh: "无", en: "none"}, BookFontsHeadlines: {zh: "标题", en: "headlines"}, BookFontsAll: {zh: "全部", en: "all"}}

// eedition reads 电子版. A paper with a voice has its heads in its own faces unless it says
// otherwise.
func (d *desk) eedition(v *value, voice string) EEdition {
	f := d.fields(v, eeditionWords)
	otherwise := int(BookFontsNone)
	if voice != "" {
		otherwise = int(BookFontsHeadlines)
	}
	return EEdition{
		Fonts: BookFonts(d.choice(f.at("fonts"), bookFontWords, otherwise)), Vertical: d.boolean(f.at("vertical"), false), Obfuscate: d.boolean(f.at("obfuscate"), false),
		Kindle: d.boolean(f.at("kindle"), false), Reviewer: d.str(f.at("reviewer")), TextOnly: !d.boolean(f.at("page-pictures"), true),
		PictureSide: d.integer(f.at("picture-side"), 400, 8000, 0), PageSide: d.integer(f.at("page-picture-side"), 400, 4000, 0),
	}
}
