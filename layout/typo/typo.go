// Package typo names the choices that a style of a paper has of how its lines are set:
// the model of an edition reads them out of files, the line engine goes by them.
//
//	style.Rules.Level = typo.LevelNewspaper
//
// The zero value of each is the practice of a mainland newspaper.
package typo

import "strings"

// Align is where the lines of a paragraph stand.
type Align uint8

const (
	Justify Align = iota // both edges; the last line at the left
	Left                 // ragged right
	Center
	Right
	Spread // 均排: first and last character on the edges
)

// Level is how much may not stand at the start or the end of a line (clreq 3.1.4).
type Level uint8

const (
	LevelGB        Level = iota // 国标: basic, and no solidus at either (GB/T 15834)
	LevelNone                   // 无: no prohibition: some papers of Taiwan and Hong Kong
	LevelBasic                  // 基本: no closing marks, connectors and · at the start, no opening marks at the end
	LevelStrict                 // 严格: GB, and no dash, ellipsis or small kana at the start
	LevelNewspaper              // 报纸: JLREQ appendix C, addendum 1: ？！：；· - % … 々 may start short lines
)

// Marks is how wide Chinese marks are set (clreq 3.1.6; the names are the trade's).
type Marks uint8

const (
	HalfAtEnd Marks = iota // 行末半角: full, half at a line's end
	FullWidth              // 全角: full; at a line's end half where that helps
	HalfWidth              // 半角
	Kaiming                // 开明: 。？！ full, all others half
	CCT                    // all but a little less than full
)

// Order is which places of a line give way, and in which order, when it is too long. What
// they may gain when it is too short is the same in all.
type Order uint8

const (
	// 中文, clreq 3.5.3: the mark at the line's end, word spaces, ·, brackets, ，、；：, the
	// Han-Latin gap, 。？！.
	OrderCLREQ Order = iota
	// 日标, JIS X 4051 (JLREQ appendix D, table 4): word spaces, · ： ；, brackets with ，、, the
	// Han-Latin gap. 。？！ keep their width.
	OrderJIS
	// 日书, Japanese books (the same, table 5): word spaces, the mark at the line's end,
	// brackets with ，、 to 1/4 em of room. All else keeps its width.
	OrderBooks
)

// RegionOf is the region of a language, by BCP 47: zh-TW. It tells whether the language has one.
func RegionOf(lang string) (Region, bool) {
	l := strings.ToLower(lang)
	switch {
	case l != "zh" && !strings.HasPrefix(l, "zh-"):
		return Mainland, false
	case strings.HasSuffix(l, "-hk"), strings.HasSuffix(l, "-mo"):
		return HongKong, true
	case strings.HasSuffix(l, "-tw"), strings.Contains(l, "-hant"):
		return Taiwan, true
	}
	return Mainland, true
}

// Region is whose forms and habits the marks follow (clreq 3.1).
type Region uint8

const (
	Mainland Region = iota // marks in the corner of their cell
	Taiwan                 // in its middle; no marks narrowed
	HongKong               // in its middle
)
