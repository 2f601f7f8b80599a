// Package slips has what people write who do not know the files of a paper well: a table of slips, each in
// one file of one of two small papers that have no faults, with what is to be found. The tests of
// what is found, of where, and of what is made of it read the same table:
//
//	for _, s := range slips.All() {
//		text := s.Text() // of s.File in s.Paper
//	}
package slips

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// A Slip is a file of a paper in which something is written wrong.
type Slip struct {
	Line  string            // of the table, by which tests call it
	Paper map[string]string // without faults
	File  string            // the name of the file, in the paper or besides
	Want  string            // codes with their places, as SRC-KEY 3:1; none where it is as good

	old, with string
}

// Plain is a paper with a template of its own.
var Plain = map[string]string{
	"paper.yaml":                        "名称: 江城校报\n代码: jcxb\n颜色:\n  校绿: {c: 80, y: 90, k: 20}\n样式:\n  引题: {颜色: 校绿}\n",
	"templates/一版.yaml":                 "成品: 210mm x 285mm\n边距: {上: 15mm, 下: 15mm, 左: 18mm, 右: 18mm}\n栏: {数: 3, 字: 15, 距: 1字}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 48\n版图: |\n  3  | 报眉 报眉 报眉\n  30 | 头条 头条 二条\n  15 | 三条 三条 三条\n版位:\n  报眉: {类: 报眉}\n  头条: {栏: 2, 题: {字号: 30pt}}\n  二条: {框: {线: 0.5pt, 底: 校绿}}\n",
	"editions/2026-10-20/edition.yaml":  "日期: 2026-10-20\n期号: 1\n版:\n  - 版面: 要闻\n    模板: 一版\n    稿件:\n      头条: 开学\n      二条: [渡口, 集市]\n",
	"editions/2026-10-20/stories/开学.md": "---\n引题: 新学期\n标题: [校门口, 又热闹了]\n署名: （本报记者）\n---\n清早，校门口排起了队。\n",
	"editions/2026-10-20/stories/渡口.md": "---\n标题: 渡口\n---\n渡口停了船。\n",
	"editions/2026-10-20/stories/集市.md": "---\n标题: 集市\n---\n集市开了秤。\n",
}

// Voiced is what a newcomer begins with: a voice, pages by their kinds.
var Voiced = map[string]string{
	"paper.yaml":                        "# 江城校报\n名称: 江城校报\n代码: jcxb            # 文件名\n声音: 校报           # 党报 都市报 校报\n",
	"editions/2026-10-20/edition.yaml":  "日期: 2026-10-20\n期号: 1\n版:\n  - 版面: 要闻\n    模板: 头版            # 现在是 校报头版\n    稿件:\n      头条: 开学\n      三条: [食堂, 集市]\n  - 版面: 综合\n    模板: 内页            # 现在是 校报内页\n    稿件:\n      头条: 球赛\n",
	"editions/2026-10-20/stories/开学.md": "---\n标题: 校门口又热闹了\n署名: 本报记者\n---\n清早六点半，校门口排起了队。\n\n" + strings.Repeat("家长牵着孩子等在银杏树下，保安把栏杆抬了起来，铃声响了三遍。\n\n", 14),
	"editions/2026-10-20/stories/食堂.md": "---\n标题: 食堂添了新窗口\n---\n新窗口卖的是米粉，一早就卖完了。\n",
	"editions/2026-10-20/stories/集市.md": "---\n标题: 集市开了秤\n---\n集市开了秤，秤杆翘得老高。\n",
	"editions/2026-10-20/stories/球赛.md": "---\n标题: 校队赢了半个球\n---\n终场哨响，看台上没有人坐着。\n",
}

// table has a slip a line: the file (P paper.yaml, T the template, E edition.yaml, S a story, W words.txt,
// N names.txt; small letters: of Voiced), what stood there, what they wrote instead, and what is
// said of it: one finding, its code and place; none where it is as good. ¶ is the end of a line, → a
// tab, ␍ a carriage return, ␣ a space, BOM a byte order mark, NB a no-break space, ZW a space without
// width, LS and VT ends of lines of other programs; ALL stands for every end of a line, WHOLE for the file, ENC for its encoding.
//
//go:embed slips.txt
var table string

var files = map[string]string{"P": "paper.yaml", "T": "templates/一版.yaml", "E": "editions/2026-10-20/edition.yaml", "S": "editions/2026-10-20/stories/开学.md", "W": "words.txt", "N": "names.txt"}

var marks = strings.NewReplacer("¶", "\n", "→", "\t", "␍", "\r", "␣", " ", "BOM", "\ufeff", "NB", "\u00a0", "ZW", "\u200b", "LS", "\u2028", "VT", "\v")

// All are the slips of the table, in its order.
func All() []Slip {
	var out []Slip
	for line := range strings.Lines(table) {
		if s, ok := Of(strings.TrimSuffix(line, "\n")); ok {
			out = append(out, s)
		}
	}
	return out
}

// Of is the slip of a line as the table has it. It may lack what is to be found. False: it is a heading.
func Of(line string) (Slip, bool) {
	p := append(strings.Split(line, "⇢"), "")
	if len(p) < 4 {
		return Slip{}, false
	}
	s := Slip{Line: line, Paper: Plain, File: files[strings.ToUpper(p[0])], Want: p[3], old: marks.Replace(p[1]), with: marks.Replace(p[2])}
	if p[0] != strings.ToUpper(p[0]) {
		s.Paper = Voiced
	}
	return s, true
}

// Encoded tells whether what is wrong is the encoding of the file.
func (s Slip) Encoded() bool { return s.old == "ENC" }

// Text is the file with the slip in it. It panics where the table is wrong.
func (s Slip) Text() string {
	clean := s.Paper[s.File]
	switch {
	case s.old == "ENC" && s.with == "UTF-16":
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(clean)
		if err != nil {
			panic(err)
		}
		return text
	case s.old == "ENC":
		text, err := simplifiedchinese.GB18030.NewEncoder().String(clean)
		if err != nil {
			panic(err)
		}
		return text
	case s.old == "ALL":
		return strings.ReplaceAll(clean, "\n", s.with)
	case s.old == "WHOLE":
		return s.with
	case s.old == "":
		return s.with + clean
	case !strings.Contains(clean, s.old):
		panic(fmt.Sprintf("%s: nothing to replace", s.Line))
	}
	return strings.Replace(clean, s.old, s.with, 1)
}
