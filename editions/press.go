package editions

import (
	"banxin/editions/source"
	"banxin/layout/unit"
)

// Press is what the paper's print shop asks for. What is zero is left to the writer of
// the press file and to the newspaper's usual demands.
type Press struct {
	Profile    string // x4, x1a, archive, screen or plain; empty: x4
	ICC        string // the printing condition's profile, a file of the paper's folder; empty: banxin's newsprint
	Data       []byte // of ICC
	Condition  string // its registered name
	Info       string // what it is, in words
	InkLimit   int    // percent
	PPI        int    // pictures are brought down to
	Quality    int    // of pictures, 1-100
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
}

var pressProfiles = []word{{zh: "x4", en: "x4"}, {zh: "x1a", en: "x1a"}, {zh: "存档", en: "archive"}, {zh: "屏幕", en: "screen"}, {zh: "普通", en: "plain"}}

// advertWords say what becomes of supplied adverts that are not made for the press.
var advertWords = []word{{zh: "修", en: "repair"}, {zh: "拒", en: "refuse"}}

var pressMarkWords = []word{
	{zh: "裁切", en: "crop"}, {zh: "折叠", en: "fold", also: []string{"折页"}}, {zh: "套准", en: "registration"},
	{zh: "色标", en: "bar", also: []string{"色条"}}, {zh: "说明", en: "slug"},
}

var pressMarks = map[string]PressMarks{"crop": CropMarks, "fold": FoldMarks, "registration": RegistrationMarks, "bar": ColorBar, "slug": SlugLine}

// press reads 印刷.
func (d *desk) press(v *value) Press {
	f := d.fields(v, pressWords)
	p := Press{
		ICC: d.str(f.at("icc")), Condition: d.str(f.at("condition")), Info: d.str(f.at("info")),
		InkLimit: d.integer(f.at("ink-limit"), 100, 400, 0), PPI: d.integer(f.at("ppi"), 50, 2400, 0), Quality: d.integer(f.at("quality"), 1, 100, 0),
		Marks: d.pressMarks(f.at("marks")), Split: d.boolean(f.at("split"), false), Names: d.str(f.at("names")), MinPPI: d.integer(f.at("min-ppi"), 1, 2400, 0),
		MinType: d.length(f.at("min-type"), 0), MinReverse: d.length(f.at("min-reverse"), 0), MinRule: d.length(f.at("min-rule"), 0), MaxSpots: d.integer(f.at("max-spots"), 0, 32, -1), Halves: d.boolean(f.at("part-spreads"), false),
		AsTheyCome: d.choice(f.at("adverts"), advertWords, 0) == 1,
	}
	if said(f.at("icc")) {
		p.ICCPos = f.at("icc").pos()
	}
	if i := d.choice(f.at("profile"), pressProfiles, -1); i >= 0 {
		p.Profile = pressProfiles[i].en
	}
	return p
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
		i := find(pressMarkWords, item.text)
		if i < 0 {
			d.unknown("SRC-VALUE", item, pressMarkWords, source.Msg("no-mark-called", item.text))
			continue
		}
		m |= pressMarks[pressMarkWords[i].en]
	}
	return m
}

// icc reads the profile of the printing condition.
func (l *loader) icc(p *Press) {
	if p.ICC == "" {
		return
	}
	data, err := l.bytes(p.ICC, maxPicture)
	if err != nil {
		l.blame(err, "SRC-FILE", p.ICCPos, p.ICC)
		return
	}
	p.Data = data
}

var eeditionWords = []word{
	{zh: "字体", en: "fonts"}, {zh: "竖排", en: "vertical"}, {zh: "混淆", en: "obfuscate"},
	{zh: "Kindle", en: "kindle"}, {zh: "审核", en: "reviewer"}, {zh: "版图", en: "page-pictures"}, {zh: "图宽", en: "picture-side"},
	{zh: "版图宽", en: "page-picture-side"},
}

var bookFontWords = []word{BookFontsNone: {zh: "无", en: "none"}, BookFontsHeadlines: {zh: "标题", en: "headlines"}, BookFontsAll: {zh: "全部", en: "all"}}

// eedition reads 电子版.
func (d *desk) eedition(v *value) EEdition {
	f := d.fields(v, eeditionWords)
	return EEdition{
		Fonts: BookFonts(d.choice(f.at("fonts"), bookFontWords, 0)), Vertical: d.boolean(f.at("vertical"), false), Obfuscate: d.boolean(f.at("obfuscate"), false),
		Kindle: d.boolean(f.at("kindle"), false), Reviewer: d.str(f.at("reviewer")), TextOnly: !d.boolean(f.at("page-pictures"), true),
		PictureSide: d.integer(f.at("picture-side"), 400, 8000, 0), PageSide: d.integer(f.at("page-picture-side"), 400, 4000, 0),
	}
}
