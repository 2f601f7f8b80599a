package editions

import (
	"slices"
	"strings"

	"banxin/editions/source"
)

// placeholders are what the files that `banxin new` writes, and the remedies, have in place of the
// paper's own words.
var placeholders = map[string]string{"website": "www.example.org", "motto": "一句话", "publisher": nobody, "printer": nobody}

// nobody stands for a name.
const nobody = "某某"

// exampleCaption stands between the brackets of a picture: ![图说](文件名.jpg).
const exampleCaption = "图说"

// leftAs tells of keys of the paper that say what they said in the example.
func (d *desk) leftAs(f record) {
	for _, w := range paperWords {
		put, ok := placeholders[w.en]
		v := f.at(w.en)
		if ok && v != nil && v.shape == scalar && (v.text == put || put == nobody && strings.Contains(v.text, nobody)) {
			d.unwritten(v)
		}
	}
}

// unsettled are what stands in a head for what is not known yet.
var unsettled = []string{"待定", "待拟", "无标题", "标题待定", "标题待拟", "暂无标题", "未命名", "暂定", "作者待定", "署名待定", "待补"}

// settled tells of such a value.
func (d *desk) settled(v *value) {
	if said(v) && v.shape == scalar && slices.Contains(unsettled, strings.Trim(v.text, " （）()【】")) {
		d.found.Add(source.New("TXT-TODO", v.pos(), source.Msg("not-settled-yet", v.text), source.Msg("settle-before-print")).As(source.Warning))
	}
}

// unwritten tells of a value that is still that of the example.
func (d *desk) unwritten(v *value) {
	d.found.Add(source.New("TXT-TODO", v.pos(), source.Msg("words-of-example-left", clip(v.text, 40)), source.Msg("write-own-words-or-take-line-away")).As(source.Note))
}
