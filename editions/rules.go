package editions

import "banxin/layout/typo"

// Rules is how lines of a style are broken and how wide its marks are (clreq 3.1). The
// zero value is a mainland newspaper's practice.
type Rules struct {
	Level      typo.Level  // 禁则
	Marks      typo.Marks  // 标点
	Region     typo.Region // 地区
	Close      bool        // 相邻挤压: in Taiwan too adjacent brackets give way to each other (clreq 3.1.6.2)
	Hang       bool        // 悬挂: 、，。 may hang out at a line's end
	KeepStops  bool        // 。？！ are not narrowed to fit a line
	OpenIndent bool        // an opening mark after the indent keeps its empty half
	Grid       bool        // 稿纸: every character fills a cell
	Acronyms   bool        // 直排缩写: words of capitals stand upright in vertical text
	Words      bool        // 按词注音: pinyin stands over words, half an em apart
	NoHyphens  bool        // Latin words are not parted
	Order      typo.Order  // 缩行次序: which room a line too long gives away first
	Upright    int         // figures that stand upright side by side in vertical text (纵中横排); 0: 2

	// The paper's own: characters kept from the start or the end of a line, or let there.
	NotStart, NotEnd, MayStart, MayEnd string
}

// The words of a style's rules.
var (
	levelWords  = []word{typo.LevelGB: {zh: "国标", en: "gb"}, typo.LevelNone: {zh: "无", en: "none"}, typo.LevelBasic: {zh: "基本", en: "basic"}, typo.LevelStrict: {zh: "严格", en: "strict"}, typo.LevelNewspaper: {zh: "报纸", en: "newspaper"}}
	widthWords  = []word{typo.HalfAtEnd: {zh: "行末半角", en: "half-at-end"}, typo.FullWidth: {zh: "全角", en: "full"}, typo.HalfWidth: {zh: "半角", en: "half"}, typo.Kaiming: {zh: "开明", en: "kaiming"}, typo.CCT: {zh: "CCT", en: "cct"}}
	orderWords  = []word{typo.OrderCLREQ: {zh: "中文", en: "clreq"}, typo.OrderJIS: {zh: "日标", en: "jis"}, typo.OrderBooks: {zh: "日书", en: "books"}}
	regionWords = []word{typo.Mainland: {zh: "大陆", en: "cn", also: []string{"CN"}}, typo.Taiwan: {zh: "台湾", en: "tw", also: []string{"TW"}}, typo.HongKong: {zh: "香港", en: "hk", also: []string{"HK"}}}
)

// ruleKeys are the keys of a style that make its rules.
var ruleKeys = []word{
	{zh: "禁则", en: "level"}, {zh: "标点", en: "marks"}, {zh: "地区", en: "region"}, {zh: "相邻挤压", en: "close-up"}, {zh: "悬挂", en: "hang"},
	{zh: "句号不缩", en: "keep-stops"}, {zh: "段首引号不缩", en: "open-indent"}, {zh: "连字", en: "hyphens"},
	{zh: "禁首", en: "not-start"}, {zh: "禁尾", en: "not-end"}, {zh: "可首", en: "may-start"}, {zh: "可尾", en: "may-end"}, {zh: "凸排", en: "hanging"}, {zh: "纵中横排", en: "upright"},
	{zh: "缩行次序", en: "shrink-order"}, {zh: "直排缩写", en: "upright-acronyms"}, {zh: "按词注音", en: "ruby-words"}, {zh: "稿纸", en: "cells"},
}

func (d *desk) lineRules(r *Rules, f record) {
	r.Level = typo.Level(d.choice(f.at("level"), levelWords, int(r.Level)))
	r.Marks = typo.Marks(d.choice(f.at("marks"), widthWords, int(r.Marks)))
	r.Region = typo.Region(d.choice(f.at("region"), regionWords, int(r.Region)))
	r.Close = d.boolean(f.at("close-up"), r.Close)
	r.Hang = d.boolean(f.at("hang"), r.Hang)
	r.KeepStops = d.boolean(f.at("keep-stops"), r.KeepStops)
	r.OpenIndent = d.boolean(f.at("open-indent"), r.OpenIndent)
	r.NoHyphens = !d.boolean(f.at("hyphens"), !r.NoHyphens)
	r.Upright = d.integer(f.at("upright"), 0, 4, r.Upright)
	r.Order = typo.Order(d.choice(f.at("shrink-order"), orderWords, int(r.Order)))
	r.Acronyms = d.boolean(f.at("upright-acronyms"), r.Acronyms)
	r.Words = d.boolean(f.at("ruby-words"), r.Words)
	r.Grid = d.boolean(f.at("cells"), r.Grid)
	kept := func(to *string, v *value) {
		if said(v) {
			*to = d.str(v)
		}
	}
	kept(&r.NotStart, f.at("not-start"))
	kept(&r.NotEnd, f.at("not-end"))
	kept(&r.MayStart, f.at("may-start"))
	kept(&r.MayEnd, f.at("may-end"))
}
