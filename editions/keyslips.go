package editions

import (
	"slices"
	"strings"

	"banxin/editions/source"
)

// keySlip finds what is wrong with a key that is one of words but for white space about it or a
// full-width colon in it, and which of them it is; -1: what it says cannot be taken. False: it is
// no such key.
func (d *desk) keySlip(p *pair, words []word) (int, bool) {
	text := p.key.text
	if i := find(words, narrow(text)); i >= 0 {
		if !unseen(text) {
			d.at("SRC-KEY", p.key, source.Msg("key-full-width", strings.TrimLeft(text, " 　\u00a0")), source.Msg("write-as", words[i].zh+": …"))
		}
		return i, true
	}
	if p.value.shape == mapping && words[0].en == "name" && find(words, "styles") >= 0 && find(styleWords, text) >= 0 {
		d.at("SRC-KEY", p.key, source.Msg("style-not-under-styles", text), source.Msg("indent-under-styles", text))
		return -1, true
	}
	if words[0].en == "name" && find(words, "colors") >= 0 && inked(p.value) {
		d.at("SRC-KEY", p.key, source.Msg("color-not-under-colors", text), source.Msg("indent-under-colors", text))
		return -1, true
	}
	return 0, false
}

// taken is a value that stands under a key that is not known, and is taken for another's.
type taken struct {
	at    int
	value *value
}

// strangeKey reports a key that is not known here, and guesses which is meant.
func (d *desk) strangeKey(p pair, words []word) (g taken, ok bool) {
	text := p.key.text
	if text != "图片" && slices.Contains(genreWords, text) && find(words, "genre") >= 0 {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), source.Msg("genre-put-for-key", text))
		return g, false
	}
	if hint, ok := besideHead(words, p); ok {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), hint)
		return g, false
	}
	if hint, ok := noKey(words, text); ok {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), hint)
		return g, false
	}
	if find(words, "changes") >= 0 && find(templateWords, text) >= 0 && !also(words, text) {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), source.Msg("write-below-changes", text))
		return g, false
	}
	if home := keptWithin(words, p); home != "" && !also(words, text) {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), source.Msg("key-stands-within", text, home, home+": {"+text+": "+p.value.text+"}"))
		return g, false
	}
	near, fits := shaped(words, p)
	if home, ok := homeOf(text); ok && !also(words, text) && !fits {
		hint := source.Msg("key-stands-elsewhere", text, home)
		if w, ok := nearest(words, text); ok && !fitsHome(p) {
			hint = source.Msg("key-is-like-and-stands-elsewhere", w.String(), text, home)
		}
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), hint)
		return g, false
	}
	if fits {
		d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), source.Msg("did-you-mean", near.String()))
		return taken{find(words, near.en), p.value}, true
	}
	w, ok := d.keyMeant(p, words)
	hint := source.Msg("known-here", allWords(words))
	if ok {
		hint = source.Msg("did-you-mean", w.String())
	}
	d.at("SRC-KEY", p.key, source.Msg("unknown-key", text), hint)
	return taken{find(words, w.en), p.value}, ok
}

// elsewhere are what newcomers write into paper.yaml as they would fill in a form, and where that is said.
var elsewhere = []struct {
	keys []string
	home source.Message
}{
	{[]string{"版数", "页数", "版面数", "总版数", "pages", "page-count"}, source.Msg("pages-are-those-listed")},
	{[]string{"开本", "尺寸", "幅面", "版面尺寸", "成品尺寸", "纸张", "size", "format"}, source.Msg("size-is-of-templates")},
}

// besideHead says where in a story that stands which its head has no key for.
func besideHead(words []word, p pair) (source.Message, bool) {
	if find(words, "kicker") < 0 {
		return source.Message{}, false
	}
	switch strings.ToLower(p.key.text) {
	case "正文", "内容", "body", "content", "text":
		return source.Msg("text-stands-below-head"), true
	case "导语", "摘要", "提要", "lead", "summary", "description":
		return source.Msg("lead-stands-below-head"), true
	case "图片", "配图", "照片", "image", "cover", "picture":
		return source.Msg("picture-stands-in-text"), true
	case "来源", "稿源", "出处", "source":
		return source.Msg("source-stands-below-text", clip(p.value.text, 20)), true
	case "字数", "关键词", "关键字", "标签", "tags", "keywords", "时间", "投稿时间", "发布时间", "电话", "手机", "邮箱", "联系方式", "联系电话", "审核", "校对", "编辑", "责任编辑", "草稿", "draft", "slug", "categories", "状态":
		return source.Msg("not-printed-take-line-away"), true
	}
	return source.Message{}, false
}

// noKey says where that is said which no key of paper.yaml says.
func noKey(words []word, text string) (source.Message, bool) {
	if words[0].en != "name" || find(words, "voice") < 0 {
		return source.Message{}, false
	}
	for _, e := range elsewhere {
		if slices.Contains(e.keys, strings.ToLower(text)) {
			return e.home, true
		}
	}
	return source.Message{}, false
}

// keyMeant is the key that a strange one is meant for: one it is like, in Chinese, in English, in part or
// in pinyin, and that may have its value.
func (d *desk) keyMeant(p pair, words []word) (word, bool) {
	w, ok := meant(words, p.key.text)
	if !ok {
		if w, ok = spelt(words, strings.ToLower(p.key.text)); !ok {
			return w, false
		}
	}
	set := keySetOf(words)
	if set == nil || also(words, p.key.text) {
		return w, true
	}
	forms := formsOf(set.name, w.en)
	fits := p.value.shape != scalar || p.value.block || len(forms) == 0 || slices.ContainsFunc(forms, func(f Form) bool { return f.holds(p.value) })
	return w, fits || strings.ContainsAny(p.value.text, ":：、，\n") // else a number or a name, where there are many
}

// spelt is the word that letters begin, templ, or spell in pinyin, moban.
func spelt(words []word, s string) (found word, ok bool) {
	if len(s) < 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return word{}, false
	}
	n := 0
	for _, w := range words {
		if pinyin[w.zh] == s {
			return w, true
		}
		if strings.HasPrefix(w.en, s) {
			found, n = w, n+1
		}
	}
	return found, n == 1
}

// pinyin is how keys that newcomers write are spelt in it.
var pinyin = map[string]string{
	"名称": "mingcheng", "代码": "daima", "声音": "shengyin", "语言": "yuyan", "颜色": "yanse", "字体": "ziti", "样式": "yangshi", "版样": "banyang", "出版": "chuban", "刊号": "kanhao", "网址": "wangzhi",
	"承印": "chengyin", "定价": "dingjia", "印刷": "yinshua", "电子版": "dianziban", "日期": "riqi", "期号": "qihao", "天气": "tianqi", "更正": "gengzheng", "撤稿": "chegao", "例外": "liwai",
	"版": "ban", "版名": "banming", "版号": "banhao", "版面": "banmian", "模板": "moban", "责编": "zebian", "稿件": "gaojian", "成品": "chengpin", "出血": "chuxue", "边距": "bianju", "栏": "lan",
	"正文": "zhengwen", "行数": "hangshu", "版图": "bantu", "版位": "banwei", "报头": "baotou", "报眉": "baomei", "导读": "daodu", "字号": "zihao", "行距": "hangju", "标题": "biaoti", "引题": "yinti",
	"副题": "futi", "署名": "shuming", "栏目": "lanmu", "体裁": "ticai", "摘要": "zhaiyao", "作者": "zuozhe", "竖排": "shupai", "题": "ti", "图": "tu", "框": "kuang", "墨": "mo",
}

// keySetOf is the mapping whose keys words are; nil where they are none of a mapping.
func keySetOf(words []word) *keySet {
	i := slices.IndexFunc(keySets, func(s keySet) bool { return len(s.words) == len(words) && len(words) > 0 && &s.words[0] == &words[0] })
	if i < 0 {
		return nil
	}
	return &keySets[i]
}

// shaped is the word that a key is like as are others, where the form of its value tells which is
// meant: 版面 over options of slots is 版位 and no 版图.
func shaped(words []word, p pair) (word, bool) {
	set := keySetOf(words)
	if set == nil || also(words, p.key.text) {
		return word{}, false
	}
	var like, fit []word
	for _, w := range words {
		if distance(w.zh, p.key.text) > near(w.zh) {
			continue
		}
		like = append(like, w)
		if slices.ContainsFunc(formsOf(set.name, w.en), func(f Form) bool { return f.holds(p.value) }) {
			fit = append(fit, w)
		}
	}
	if len(like) < 2 || len(fit) != 1 {
		return word{}, false
	}
	return fit[0], true
}

// holds tells whether a value is a mapping, a list, a drawing or a text, as the form is.
func (f Form) holds(v *value) bool {
	switch f.Kind {
	case KeysForm, ByNameForm, ByCodeForm:
		return v.shape == mapping
	case ListForm:
		return v.shape == list
	}
	return v.shape == scalar
}

// fitsHome tells whether a value is what the mapping has for it in which its key is known.
func fitsHome(p pair) bool {
	for _, s := range keySets {
		if i := find(s.words, p.key.text); i >= 0 {
			return slices.ContainsFunc(formsOf(s.name, s.words[i].en), func(f Form) bool { return f.holds(p.value) && p.value.shape != scalar })
		}
	}
	return false
}

// keptWithin is the key of words under which alone a key is known: 字号 of a slot stands in 题. "": none
// has it, or several have.
func keptWithin(words []word, p pair) string {
	set, home := keySetOf(words), ""
	if set == nil || p.value.shape != scalar || p.value.block {
		return ""
	}
	for _, w := range words {
		for _, f := range formsOf(set.name, w.en) {
			i := slices.IndexFunc(keySets, func(s keySet) bool { return f.Kind == KeysForm && s.name == f.Of && s.name != set.name })
			if i < 0 || find(keySets[i].words, p.key.text) < 0 {
				continue
			}
			if home != "" {
				return ""
			}
			home = w.zh
		}
	}
	return home
}

func also(words []word, s string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return slices.Contains(w.also, s) })
}

// homeOf says where a key may stand.
func homeOf(key string) (source.Message, bool) {
	for _, h := range []struct {
		words []word
		home  source.Message
	}{{templateWords, source.Msg("home-template")}, {slotWords, source.Msg("home-slot")}, {paperWords, source.Msg("home-paper")}, {pageWords, source.Msg("home-page")}, {editionWords, source.Msg("home-edition")}, {storyWords, source.Msg("home-story")}} {
		if find(h.words, key) >= 0 {
			return h.home, true
		}
	}
	return source.Message{}, false
}
