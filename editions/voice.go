package editions

import (
	"slices"
	"strings"

	"banxin/editions/source"
)

// voiceWords are the voices (声音) that banxin ships: sets of colours, styles and looks, each in
// a file of the library. A paper's own keys come before those of its voice.
var voiceWords = []word{
	{zh: "党报", en: "party-daily", also: []string{"机关报", "日报"}}, {zh: "都市报", en: "metro", also: []string{"晚报", "市民报"}}, {zh: "校报", en: "campus", also: []string{"院报"}},
	{zh: "企业报", en: "company", also: []string{"行业报"}}, {zh: "社区报", en: "community", also: []string{"街道报", "乡村报"}}, {zh: "周刊", en: "weekly", also: []string{"杂志", "周报"}},
}

// VoiceNamed is the voice that a word names, by its Chinese name: 校报 for campus or 院报; empty
// where there is none.
func VoiceNamed(said string) string {
	for _, w := range voiceWords {
		if w.is(said) || slices.Contains(w.also, said) {
			return w.zh
		}
	}
	return ""
}

// voiceFolder is where the library keeps voices.
const voiceFolder = "声音/"

// voiceKeys are those of a voice's file: what a paper could say itself. A face that banxin does
// not ship is named by its role, which knows who has it (StandIn).
var voiceKeys = append([]word{
	{zh: "颜色", en: "colors"}, {zh: "样式", en: "styles"}, {zh: "版样", en: "templates"}, {zh: "题体", en: "head-faces"},
}, lookWords...)

var preferWords = []word{{zh: "头版", en: "front", also: []string{"封面", "一版", "第一版", "首版", "1版", "第1版"}}, {zh: "内页", en: "inside", also: []string{"内版", "普通版"}}, {zh: "特写", en: "feature", also: []string{"专题", "专版"}}, {zh: "自动", en: "auto"}}

// Preferred are the templates that pages have which name 头版, 内页 or 特写, or none at all; and 自动,
// of pages that are to be made up.
type Preferred struct{ Front, Inside, Feature, Auto string }

// Named returns what a word for a kind of page stands for.
func (p Preferred) Named(name string) string {
	if i := find(preferWords, name); i >= 0 {
		return [...]string{p.Front, p.Inside, p.Feature, p.Auto}[i]
	}
	return ""
}

func (d *desk) preferred(v *value) Preferred {
	f := d.fields(v, preferWords)
	d.kinds = f.values
	return Preferred{d.str(f.at("front")), d.str(f.at("inside")), d.str(f.at("feature")), d.str(f.at("auto"))}
}

// pageKinds takes templates that are written without the kinds of pages they are for, one or a list, as
// those of 头版, 内页 and 特写, and tells how they are written.
func (d *desk) pageKinds(v *value) *value {
	if !said(v) || v.shape == mapping {
		return v
	}
	if v = d.keyed(v); v.shape == mapping {
		return v
	}
	items := v.items
	if v.shape == scalar {
		items = []*value{v}
	}
	out := &value{shape: mapping, file: v.file, span: v.span}
	for i, item := range items {
		if i == len(preferWords) || item.shape != scalar {
			return v
		}
		key := *item
		key.text = preferWords[i].zh
		out.pairs = append(out.pairs, pair{&key, item})
	}
	d.at("SRC-TYPE", v, source.Msg("templates-without-kinds-of-pages"), source.Msg("write-as", "{"+inKeys(out.pairs)+"}"))
	return out
}

// voice gives the keys of a paper what its voice says and they do not.
func (d *desk) voice(p *Paper, f record) record {
	if v := f.at("voice"); v != nil && !said(v) {
		d.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("voice-says-nothing"), source.Msg("say-voice-or-take-line-away", allWords(voiceWords))).As(source.Warning))
	}
	i := d.choice(f.at("voice"), voiceWords, -1)
	if v := f.at("voice"); i < 0 && said(v) {
		w, near := nearest(voiceWords, strings.TrimSpace(v.text))
		if !near {
			p.unread = true // nobody knows which colours and templates there are
			return f
		}
		i = find(voiceWords, w.en)
	}
	if i < 0 {
		return f
	}
	p.Voice = voiceWords[i].zh
	file := d.shelf.read(voiceFolder + p.Voice)
	if file == nil {
		return f // a program without a library has no voices
	}
	their := d.fields(d.yaml(file), slices.Clone(voiceKeys))
	for _, e := range d.entries(their.at("head-faces")) {
		if as := d.fontNames(p, e.value); len(as) > 0 {
			p.headFaces = append(p.headFaces, [2]string{e.key.text, as[0]})
		}
	}
	out := record{f.words, slices.Clone(f.values)}
	for j, w := range out.words {
		if k := slices.IndexFunc(voiceKeys, func(v word) bool { return v.en == w.en }); k >= 0 {
			out.values[j] = overWords(f.values[j], their.values[k], wordsWithin(w.en)...)
			if w.en == "templates" && d.resized(f.values[j]) {
				out.values[j] = without(out.values[j], preferWords[len(preferWords)-1:])
			}
		}
	}
	return out
}

// resized tells whether a paper has inside pages of its own choice, of any size and measure, and says nothing
// of pages to be made up: those of the voice are of the voice's.
func (d *desk) resized(v *value) bool {
	if !said(v) || v.shape != mapping {
		return false
	}
	says := func(key string) bool {
		return slices.ContainsFunc(v.pairs, func(p pair) bool { i := find(preferWords, p.key.text); return i >= 0 && preferWords[i].en == key })
	}
	return says("inside") && !says("auto")
}

// level is the words of a mapping, and of the one within each of its keys: nil where those are names.
type level struct {
	words []word
	main  string // what a word alone stands for
}

// wordsWithin lists the words of a paper's mappings from one level to the next.
func wordsWithin(key string) []level {
	switch key {
	case "styles":
		return []level{{words: styleWords}, {words: allStyleKeys()}}
	case "colors":
		return []level{{}}
	case "templates":
		return []level{{words: preferWords}}
	}
	for _, k := range looks {
		if k.key == key {
			return []level{{k.words, k.main}}
		}
	}
	return nil
}

// overWords lays a value over the one it takes the place of, as over does, by the words of
// each level: the key of one may be Chinese and that of the other English.
func overWords(mine, theirs *value, levels ...level) *value {
	if !said(mine) {
		return theirs
	}
	if len(levels) == 0 || !said(theirs) {
		return mine
	}
	at, rest := levels[0], levels[1:]
	mine, theirs = at.spread(mine), at.spread(theirs)
	if mine.shape != mapping || theirs.shape != mapping {
		return mine
	}
	out := *mine
	out.pairs = slices.Clone(mine.pairs)
	for _, p := range theirs.pairs {
		i := slices.IndexFunc(out.pairs, func(o pair) bool { return at.same(o.key.text, p.key.text) })
		if i < 0 {
			out.pairs = append(out.pairs, p)
			continue
		}
		out.pairs[i].value = overWords(out.pairs[i].value, p.value, rest...)
	}
	return &out
}

func (l level) same(a, b string) bool {
	if a == b {
		return true
	}
	i := find(l.words, a)
	return i >= 0 && i == find(l.words, b)
}

// spread is the mapping that a word alone stands for.
func (l level) spread(v *value) *value {
	if v.shape != scalar || l.main == "" {
		return v
	}
	key := *v
	key.text = l.main
	out := *v
	out.shape, out.text, out.pairs = mapping, "", []pair{{&key, v}}
	return &out
}

// spoken is the face of a head that a template of the library names, in the paper's voice: what
// is 楷 for a comment in a daily is 黑 in a paper whose heads are. What the paper's own templates
// name stays.
func (b *builder) spoken(face string, v *value) string {
	if strings.HasPrefix(v.file.Name, lent) {
		for _, f := range b.paper.headFaces {
			if f[0] == face {
				return f[1]
			}
		}
	}
	return face
}
