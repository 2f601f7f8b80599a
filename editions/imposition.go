package editions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// Imposition is how pages lie on the plates of a press (拼版).
type Imposition struct {
	Sheetfed  bool          // 印机: 单张; else a web
	Format    Format        // 开本, of a web
	Across    int           // 幅: ribbons of two pages (对开) side by side on a web: 单幅 1, 双幅 2
	Around    int           // 周: pages round the cylinder
	Collect   bool          // 收帖: 套收: what stands round the cylinder is other pages, not the same again
	PerPlate  int           // 印版: places of a web (对开) on a plate: 1, 2, 4
	Up        int           // 联: pages on a side of a sheet: 2, 4, 8, 16
	Feet      bool          // 头: 头对脚: all pages upright, else head to head
	Gathered  bool          // 订: 胶订: sheets one upon another, else within one another
	Sections  []int         // 叠: how many pages each section has; nil: one section
	Smaller   bool          // 零页: what a whole sheet has too many pages for goes on smaller ones
	Blanks    bool          // 补白: what is missing to a whole sheet stays white
	Webs      []unit.Length // 幅宽: widths that the press runs; nil: any
	Paper     []Sheet       // 纸: sizes of sheets; nil: any
	Gripper   unit.Length   // 咬口
	TrimOff   unit.Length   // 切口: cut off at head, foot and fore-edge
	Mill      unit.Length   // 铣背: milled off at the spine
	Lap       unit.Length   // 折量: by how much the later half of a folded sheet reaches out
	Thickness unit.Length   // 爬移: by how much each leaf within others is pushed out
	Names     string        // 文件名: of the plates' files
	Pos       source.Pos
}

// Format is how large pages are on a web.
type Format uint8

const (
	BySize     Format = iota // as large as they are: 对开 where they are higher than 420 mm
	Broadsheet               // 对开: a page stands upright in its place
	Tabloid                  // 四开: two pages, turned, stand where one of 对开 would
)

// Tower says in which inks pages are printed (色塔).
type Tower struct {
	Of    int     // 共: where the edition has so many pages; 0: however many
	Pages []Range // 版
	Inks  Inks    // 墨
	Pos   source.Pos
}

// Range is pages from one to another; the last page is 0.
type Range struct{ From, To int }

// Has tells whether a page of n is among those of a range.
func (r Range) Has(page, n int) bool {
	if r.From == 0 {
		return page == n
	}
	return page >= r.From && page <= r.To
}

// Inks are the inks of a page (墨). The zero value is all there are.
type Inks struct {
	Process uint8    // of C, M, Y, K: bits from the lowest
	Spots   []string // by name
	Pos     source.Pos
}

// All tells whether nothing is said: a page may have every ink.
func (i Inks) All() bool { return i.Process == 0 && len(i.Spots) == 0 }

// Names are the inks as they are written: 四色, or each.
func (i Inks) Names() (out []string) {
	if i.Process == ProcessInks {
		out = append(out, processInk.zh)
	} else {
		for _, t := range inkTerms {
			if t.means != ProcessInks && i.Process&t.means != 0 {
				out = append(out, t.zh)
			}
		}
	}
	return append(out, i.Spots...)
}

// The process inks as bits of [Inks].
const (
	CyanInk uint8 = 1 << iota
	MagentaInk
	YellowInk
	BlackInk
	ProcessInks = CyanInk | MagentaInk | YellowInk | BlackInk
)

var (
	impositionWords = []word{
		{zh: "印机", en: "press", also: []string{"机型"}}, {zh: "开本", en: "format"}, {zh: "幅", en: "webs-across"}, {zh: "周", en: "around"}, {zh: "收帖", en: "delivery"},
		{zh: "印版", en: "per-plate"}, {zh: "联", en: "up", also: []string{"联数"}}, {zh: "头", en: "heads"}, {zh: "订", en: "binding", also: []string{"装订"}},
		{zh: "叠", en: "sections"}, {zh: "零页", en: "odd-pages"}, {zh: "补白", en: "blanks"}, {zh: "幅宽", en: "web-widths"}, {zh: "纸", en: "paper"},
		{zh: "咬口", en: "gripper"}, {zh: "切口", en: "trim-off"}, {zh: "铣背", en: "mill"}, {zh: "折量", en: "lap"}, {zh: "爬移", en: "creep"}, {zh: "文件名", en: "names"},
	}
	machineWords = []word{{zh: "轮转", en: "web"}, {zh: "单张", en: "sheet"}}
	formats      = []term[Format]{{word{zh: "对开", en: "broadsheet"}, Broadsheet}, {word{zh: "四开", en: "tabloid"}, Tabloid}}
	formatWords  = wordsOf(formats)
	acrosses     = []term[int]{{word{zh: "单幅", en: "single"}, 1}, {word{zh: "双幅", en: "double"}, 2}}
	acrossWords  = wordsOf(acrosses)
	runWords     = []word{{zh: "直收", en: "straight"}, {zh: "套收", en: "collect"}}
	headsWords   = []word{{zh: "头对头", en: "head-to-head"}, {zh: "头对脚", en: "head-to-foot"}}
	bindingWords = []word{{zh: "骑马订", en: "saddle", also: []string{"骑马", "不订"}}, {zh: "胶订", en: "gathered", also: []string{"perfect", "无线胶订"}}}

	placesWords = []word{{zh: "1", en: "1"}, {zh: "2", en: "2"}, {zh: "4", en: "4"}}
	upWords     = []word{{zh: "2", en: "2"}, {zh: "4", en: "4"}, {zh: "8", en: "8"}, {zh: "16", en: "16"}}

	towerWords = []word{{zh: "共", en: "of"}, {zh: "版", en: "pages"}, {zh: "墨", en: "inks"}}
	allWord    = []word{{zh: "全部", en: "all"}}
	processInk = term[uint8]{word{zh: "四色", en: "process", also: []string{"彩色", "CMYK", "cmyk", "彩", "全彩", "彩印", "4色", "四色印刷", "color"}}, ProcessInks}
	inkTerms   = []term[uint8]{
		{word{zh: "青", en: "cyan"}, CyanInk}, {word{zh: "品红", en: "magenta", also: []string{"品"}}, MagentaInk}, {word{zh: "黄", en: "yellow"}, YellowInk},
		{word{zh: "黑", en: "black", or: "K", also: []string{"单黑", "k", "黑白", "黑色", "单色", "墨色"}}, BlackInk}, processInk,
	}
	inkWords = wordsOf(inkTerms)
)

// imposition reads 拼版; nil where it is not said.
func (d *desk) imposition(v *value) *Imposition {
	if !said(v) {
		return nil
	}
	f := d.fields(v, impositionWords)
	i := &Imposition{
		Sheetfed: d.chosen(f.at("press"), machineWords) == "sheet", Format: meaning(d, f.at("format"), formats, formatWords, 0),
		Across: meaning(d, f.at("webs-across"), acrosses, acrossWords, 1), Around: d.integer(f.at("around"), 1, 2, 1),
		Collect: d.chosen(f.at("delivery"), runWords) == "collect", PerPlate: d.number(f.at("per-plate"), placesWords, 2), Up: d.number(f.at("up"), upWords, 2),
		Feet: d.chosen(f.at("heads"), headsWords) == "head-to-foot", Gathered: d.chosen(f.at("binding"), bindingWords) == "gathered",
		Smaller: d.boolean(f.at("odd-pages"), false), Blanks: d.boolean(f.at("blanks"), false), Paper: d.sheets(f.at("paper")),
		Gripper: d.length(f.at("gripper"), 0), TrimOff: d.length(f.at("trim-off"), 0), Mill: d.length(f.at("mill"), 0),
		Lap: d.length(f.at("lap"), 0), Thickness: d.length(f.at("creep"), 0), Names: d.str(f.at("names")), Pos: v.pos(),
	}
	for _, n := range d.strs(f.at("sections")) {
		if pages := d.integer(n, 1, maxPages, 0); pages > 0 {
			i.Sections = append(i.Sections, pages)
		}
	}
	for _, w := range d.strs(f.at("web-widths")) {
		if l := d.length(w, 0); l > 0 {
			i.Webs = append(i.Webs, l)
		}
	}
	return i
}

// number takes a word that is a number.
func (d *desk) number(v *value, words []word, otherwise int) int {
	i := d.choice(v, words, -1)
	if i < 0 {
		return otherwise
	}
	n, _ := strconv.Atoi(words[i].en)
	return n
}

var rangeForm = regexp.MustCompile(`^\s*([1-9][0-9]{0,3})(\s*[-–]\s*([1-9][0-9]{0,3}))?\s*$`)

// rangeWords is the last page, wherever it is.
var rangeWords = []word{{zh: "末", en: "last", also: []string{"末版"}}}

// ranges reads numbers of pages.
func (d *desk) ranges(v *value) (out []Range) {
	for _, item := range d.strs(v) {
		s := strings.TrimSpace(item.text)
		if find(rangeWords, s) >= 0 {
			out = append(out, Range{})
			continue
		}
		m := rangeForm.FindStringSubmatch(s)
		if m == nil {
			d.at("SRC-VALUE", item, source.Msg("no-pages", s), source.Msg("write-pages-as"))
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[3] != "" {
			to, _ = strconv.Atoi(m[3])
		}
		out = append(out, Range{min(from, to), max(from, to)})
	}
	return out
}

// towers reads 色塔: 全部, the pages in colour, or which pages are printed in which inks.
func (d *desk) towers(v *value) (out []Tower) {
	switch {
	case !said(v):
		return nil
	case v.shape == scalar && find(allWord, strings.TrimSpace(v.text)) >= 0:
		return nil
	case v.shape == mapping:
		return []Tower{d.tower(v)}
	case v.shape == list && slices.ContainsFunc(v.items, func(i *value) bool { return i.shape == mapping }):
		for _, item := range v.items {
			out = append(out, d.tower(item))
		}
		return out
	}
	return []Tower{{Pages: d.ranges(v), Inks: Inks{Process: ProcessInks}, Pos: v.pos()}}
}

func (d *desk) tower(v *value) Tower {
	f := d.fields(v, towerWords)
	t := Tower{Of: d.integer(f.at("of"), 1, maxPages, 0), Pages: d.ranges(f.at("pages")), Inks: d.inks(f.at("inks")), Pos: v.pos()}
	if t.Inks.All() {
		t.Inks.Process = ProcessInks
	}
	return t
}

// inks reads 墨: an ink or a list of them.
func (d *desk) inks(v *value) (out Inks) {
	if !said(v) {
		return out
	}
	out.Pos = v.pos()
	for _, item := range d.strs(v) {
		name := strings.TrimSpace(d.unmarked(item).text)
		switch t := termOf(inkTerms, name); {
		case t != nil:
			out.Process |= t.means
		case name != "":
			out.Spots = append(out.Spots, name)
		}
	}
	return out
}

// Tower is in which inks a printer prints a page of so many; all where nothing is said of so
// many pages, black alone where others are named and this one is not.
func (p *Press) Tower(page, of int) Inks {
	exact := slices.ContainsFunc(p.Towers, func(t Tower) bool { return t.Of == of })
	var out Inks
	said := false
	for _, t := range p.Towers {
		if t.Of != 0 && t.Of != of || exact && t.Of == 0 {
			continue
		}
		said = true
		if slices.ContainsFunc(t.Pages, func(r Range) bool { return r.Has(page, of) }) {
			out.Process |= t.Inks.Process
			out.Spots = append(out.Spots, t.Inks.Spots...)
			out.Pos = t.Pos
		}
	}
	if said && out.All() {
		out.Process = BlackInk
	}
	return out
}
