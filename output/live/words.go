package live

import (
	"fmt"
	"regexp"
	"slices"

	"banxin/output/proof"
)

// words are what the page says, in one language.
type words struct {
	chinese                              bool
	issue, pageName                      string
	overBy, shortBy, fits                string // characters, lines
	emptySlots, unplaced                 string
	errors, warnings                     string
	setLines, setOf, headOver, headHolds string
	score, parting                       string // of a way to break a headline; the word it parts
	meter, form                          string
	level                                map[proof.Level]string
	UI                                   ui
}

// ui is what stands in the page itself; the program gets it as JSON, by the fields' names.
type ui struct {
	Lang, Title, Skip                                  string
	Search, Found                                      string // matches
	Layers, Zoom, In, Out, FitWidth, Whole, Help       string // tools
	Live, Lost, Waiting, Updated, Held                 string // how things stand
	Pages, Page, Stories, Unplaced, Story, Back, Click string
	Element, Set, Fit, Rest, Breaks                    string
	Source, Copy, Copied, Open                         string
	Findings, NoFindings, Changes, Remedy, Meter       string
	Keys, Close, Guide                                 string
	Plates, WholePage, Plating, NoPlates               string // what each ink prints
	LayerNames                                         []layerName
	Inks                                               []layerName // that every page has, and all together; no keys
	KeyHelp                                            []keyHelp
}

// layerName is a layer, the key that shows it, and what it is called.
type layerName struct{ ID, Key, Name string }

// keyHelp is a line of the help.
type keyHelp struct{ Keys, What string }

func wordsIn(chinese bool) words {
	if chinese {
		return inChinese
	}
	return inEnglish
}

// amounts says numbers by a format of words in the plural: English has one char, not 1 chars.
func (w *words) amounts(format string, n ...any) string {
	s := fmt.Sprintf(format, n...)
	if w.chinese || !slices.Contains(n, any(1)) {
		return s
	}
	return afterOne.ReplaceAllString(s, "$1")
}

var afterOne = regexp.MustCompile(`\b(1 [a-z]+)s\b`)

var inChinese = words{
	chinese: true,
	issue:   "总第%d期", pageName: "第%s版",
	overBy: "超 %d 字 %d 行", shortBy: "余 %d 字 %d 行", fits: "满",
	emptySlots: "空 %d 个版位", unplaced: "未上版",
	errors: "%d 错误", warnings: "%d 警告",
	setLines: "%d 字 %d 行", setOf: "%d 字 %d／%d 行", headOver: "一行超 %d 字（放 %d 字）", headHolds: "一行 %d／%d 字",
	score: "%d 分", parting: "，拆开“%s”",
	meter: "差错 %s 分，%d 字，每万字 %s，限 %s", form: "；形式差错 %s 分",
	level: map[proof.Level]string{proof.Remark: "提示", proof.Warning: "警告", proof.Error: "错误"},
	UI: ui{
		Lang: "zh-Hans", Title: "活样", Skip: "跳到版面", Search: "查字", Found: "找到 {} 处",
		Layers: "图层", Zoom: "缩放", In: "放大", Out: "缩小", FitWidth: "适宽", Whole: "整版", Help: "帮助",
		Live: "随稿更新", Lost: "已断开，正在重连", Waiting: "正在排版", Updated: "已更新：", Held: "文件有错，版面仍是上一次排好的：",
		Pages: "各版", Page: "版面", Stories: "本版稿件", Unplaced: "未上版的稿件", Story: "稿件", Back: "本版概况", Click: "点版面上的文字，看它的余缺和在原稿里的位置。",
		Element: "项目", Set: "已排", Fit: "余缺", Rest: "没有排下的文字", Breaks: "标题断法",
		Source: "原稿", Copy: "复制", Copied: "已复制", Open: "在编辑器里打开",
		Findings: "问题", NoFindings: "没有问题", Changes: "改动", Remedy: "办法：", Meter: "编校差错率",
		Keys: "按键", Close: "关闭", Guide: "手册",
		Plates: "印版", WholePage: "彩样", Plating: "正在出印版", NoPlates: "这一版出不了印版",
		Inks:       []layerName{{"Cyan", "", "青 C"}, {"Magenta", "", "品红 M"}, {"Yellow", "", "黄 Y"}, {"Black", "", "黑 K"}, {"TAC", "", "总墨量 TAC"}},
		LayerNames: []layerName{{"grid", "g", "网格"}, {"rulers", "l", "行号"}, {"slots", "s", "版位"}, {"overset", "o", "超稿"}, {"notes", "m", "问题"}, {"zones", "e", "区域"}, {"order", "r", "次序"}, {changes, "d", "改动"}},
		KeyHelp:    []keyHelp{{"/", "在各版查字"}, {"← →", "前一版、后一版"}, {"+ −", "放大、缩小"}, {"0", "适宽"}, {"w", "整版"}, {"j k", "本版下一稿、上一稿"}, {"f F", "下一个、上一个问题"}, {"Esc", "回到本版概况"}, {"p P", "下一块、上一块印版"}, {"?", "本帮助"}, {"双击", "在编辑器里打开原稿"}},
	},
}

var inEnglish = words{
	issue: "issue %d", pageName: "page %s",
	overBy: "over by %d chars, %d lines", shortBy: "room for %d chars, %d lines", fits: "full",
	emptySlots: "%d slots empty", unplaced: "on no page",
	errors: "errors: %d", warnings: "warnings: %d",
	setLines: "%d chars, %d lines", setOf: "%d chars, %d/%d lines", headOver: "%d chars over a line of %d", headHolds: "%d/%d a line",
	score: "%d of 100", parting: ", parts %s",
	meter: "errors %s in %d characters, %s in 10,000, limit %s", form: "; errors of form %s",
	level: map[proof.Level]string{proof.Remark: "note", proof.Warning: "warning", proof.Error: "error"},
	UI: ui{
		Lang: "en", Title: "Live proof", Skip: "Skip to the page", Search: "Search", Found: "Found {} times",
		Layers: "Layers", Zoom: "Zoom", In: "Larger", Out: "Smaller", FitWidth: "Width", Whole: "Page", Help: "Help",
		Live: "Live", Lost: "Connection lost, trying again", Waiting: "Being set", Updated: "Updated: ", Held: "The files have errors; the pages are the last that could be set:",
		Pages: "Pages", Page: "Page", Stories: "Stories of this page", Unplaced: "Stories on no page", Story: "Story", Back: "The whole page", Click: "Click text on the page for its fit and its place in the source.",
		Element: "Element", Set: "Set", Fit: "Fit", Rest: "Text that found no place", Breaks: "Ways to break the headline",
		Source: "Source", Copy: "Copy", Copied: "Copied", Open: "Open in the editor",
		Findings: "Findings", NoFindings: "No findings", Changes: "Changes", Remedy: "Remedy: ", Meter: "Rate of errors",
		Keys: "Keys", Close: "Close", Guide: "Guide",
		Plates: "Plates", WholePage: "Page in colour", Plating: "Making the plates", NoPlates: "The plates of this page cannot be made",
		Inks:       []layerName{{"Cyan", "", "Cyan C"}, {"Magenta", "", "Magenta M"}, {"Yellow", "", "Yellow Y"}, {"Black", "", "Black K"}, {"TAC", "", "All ink TAC"}},
		LayerNames: []layerName{{"grid", "g", "Grid"}, {"rulers", "l", "Lines"}, {"slots", "s", "Slots"}, {"overset", "o", "Over"}, {"notes", "m", "Notes"}, {"zones", "e", "Zones"}, {"order", "r", "Order"}, {changes, "d", "Diff"}},
		KeyHelp:    []keyHelp{{"/", "search the pages"}, {"← →", "previous page, next page"}, {"+ −", "larger, smaller"}, {"0", "fit the width"}, {"w", "the whole page"}, {"j k", "next story, previous story"}, {"f F", "next finding, previous finding"}, {"Esc", "back to the whole page"}, {"p P", "next plate, previous plate"}, {"?", "this help"}, {"click twice", "open the source in the editor"}},
	},
}
