package editions

import (
	"strings"

	"banxin/editions/source"
)

// faceRole is a face by what it is for in a newspaper: who writes its name gets the program's own
// face, the paper's, or, where neither is there, another that comes near.
type faceRole struct {
	word
	instead string // the role that stands in where no face has this one
	from    Maker  // who has such a face under an open licence; zero: the program
}

// Maker is who makes a face that may be had for nothing: the name under which one looks for it,
// who made it, and the file to put into a paper's fonts/. No address: those move.
type Maker struct{ Family, By, File string }

// faceRoles are the faces that styles may name. Those that the program does not ship are a matter
// of a paper's voice; their makers are named so that one finds them.
var faceRoles = []faceRole{
	{word: word{zh: "宋", en: "song", also: []string{"宋体", "书宋", "serif"}}},
	{word: word{zh: "标宋", en: "song-black", also: []string{"大标宋"}}, instead: "粗黑"},
	{word: word{zh: "小标宋", en: "song-bold", also: []string{"中宋"}}, instead: "标宋"},
	{word: word{zh: "黑", en: "hei", also: []string{"黑体", "sans"}}},
	{word: word{zh: "粗黑", en: "hei-bold", also: []string{"大黑", "bold"}}, instead: "黑"},
	{word: word{zh: "特黑", en: "hei-black", also: []string{"超粗黑"}}, instead: "粗黑"},
	{word: word{zh: "楷", en: "kai", also: []string{"楷体"}}},
	{word: word{zh: "毛笔", en: "brush"}},
	{word: word{zh: "快乐", en: "happy", also: []string{"卡通"}}, instead: "楷"},
	{word{zh: "仿宋", en: "fangsong", also: []string{"仿"}}, "楷", Maker{"朱雀仿宋 Zhuque Fangsong", "璇玑造字 TrionesType", "ZhuqueFangsong-Regular.ttf"}},
	{word{zh: "细宋", en: "song-light", also: []string{"宋细"}}, "宋", Maker{"思源宋体 Source Han Serif SC Light", "Adobe", "SourceHanSerifSC-Light.otf"}},
	{word{zh: "细黑", en: "hei-light"}, "黑", Maker{"思源黑体 Source Han Sans SC Light", "Adobe", "SourceHanSansSC-Light.otf"}},
	{word{zh: "中黑", en: "hei-medium"}, "粗黑", Maker{"思源黑体 Source Han Sans SC Medium", "Adobe", "SourceHanSansSC-Medium.otf"}},
	{word{zh: "粗楷", en: "kai-bold", also: []string{"楷粗"}}, "楷", Maker{"霞鹜文楷 LXGW WenKai Medium", "落霞孤鹜 LXGW", "LXGWWenKai-Medium.ttf"}},
	{word{zh: "得意", en: "smiley", also: []string{"得意黑"}}, "粗黑", Maker{"得意黑 Smiley Sans", "锚坞 atelierAnchor", "SmileySans-Oblique.ttf"}},
	{word{zh: "小薇", en: "xiaowei"}, "宋", Maker{"站酷小薇体 ZCOOL XiaoWei", "站酷 ZCOOL", "ZCOOLXiaoWei-Regular.ttf"}},
	{word{zh: "行书", en: "running", also: []string{"芒星"}}, "毛笔", Maker{"志莽行书 Zhi Mang Xing", "钟齐字库 ZhongQi", "ZhiMangXing-Regular.ttf"}},
}

// fontRoles are their names.
var fontRoles = func() (out []word) {
	for _, r := range faceRoles {
		out = append(out, r.word)
	}
	return out
}()

// StandIn says which role stands in for one that no face has, and who has a face for it; nothing
// where none does, or the program should have had it.
func StandIn(role string) (instead string, from Maker) {
	for _, r := range faceRoles {
		if r.zh == role {
			return r.instead, r.from
		}
	}
	return "", Maker{}
}

// fontNames takes faces by the paper's names, or by role.
func (d *desk) fontNames(p *Paper, v *value) []string {
	var out []string
	for _, item := range d.strs(v) {
		name := strings.TrimSpace(item.text)
		if p.hasFont(name) {
			out = append(out, name)
			continue
		}
		i := find(fontRoles, name)
		if i < 0 {
			known := fontRoles
			for _, f := range p.Fonts {
				known = append(known[:len(known):len(known)], word{zh: f.Name, en: f.Name})
			}
			d.unknown("SRC-FONT", item, known, source.Msg("no-font-called", name))
			continue
		}
		out = append(out, fontRoles[i].zh)
	}
	return out
}
