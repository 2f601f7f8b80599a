package editions

import (
	"path"
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

var styleKeys = []word{
	{zh: "字体", en: "fonts", also: []string{"font"}}, {zh: "西文", en: "latin"}, {zh: "粗体", en: "strong"}, {zh: "字号", en: "size"},
	{zh: "行距", en: "leading"}, {zh: "对齐", en: "align"}, {zh: "缩进", en: "indent"}, {zh: "颜色", en: "color", also: []string{"colour"}},
	{zh: "间隙", en: "gap"}, {zh: "字距", en: "track", also: []string{"tracking"}}, {zh: "前空", en: "before"}, {zh: "后空", en: "after"},
	{zh: "底", en: "tint", also: []string{"底色", "底纹", "background"}}, {zh: "线", en: "rules", also: []string{"框", "边框", "border"}},
	{zh: "按字号", en: "by-size"}, {zh: "比", en: "ratio", also: []string{"比例"}}, {zh: "题白", en: "white"},
	{zh: "同", en: "like", also: []string{"依", "based-on", "inherits"}},
}

var rulingWords = []word{
	NotRuled: {zh: "无", en: "none", also: []string{"否"}}, RuledEnds: {zh: "上下", en: "ends", also: []string{"上下线"}}, RuledAround: {zh: "框", en: "frame", also: []string{"四周", "是"}},
}

// allStyleKeys are those of the look and those of the lines.
func allStyleKeys() []word { return append(styleKeys[:len(styleKeys):len(styleKeys)], ruleKeys...) }

// styles reads 样式: the styles that there are first, then those that follow 正文, then the
// paper's own.
func (d *desk) styles(p *Paper, v *value) {
	said := map[StyleName]*value{}
	var own []pair
	for _, e := range d.entries(v) {
		i := find(styleWords, e.key.text)
		if i < 0 {
			own = append(own, e)
			continue
		}
		name := StyleName(styleWords[i].en)
		if said[name] != nil {
			d.at("SRC-DUP", e.key, source.Msg("said-twice", styleWords[i].String()), source.Msg("keep-one-of-two"))
			continue
		}
		said[name] = e.value
	}
	for _, name := range StyleNames {
		if f := followerOf(name); f != nil {
			p.Styles[name] = f.of(p.Styles[Body])
		}
		switch v := said[name]; {
		case v == nil:
		case name == DatelineText && v.shape == scalar && slices.Contains(noWords, strings.ToLower(v.text)):
			p.Styles[name].Off = true
		default:
			d.style(p, p.Styles[name], v)
		}
	}
	if aligned(said[Headline]) {
		for _, name := range []StyleName{Kicker, Deck} { // they stand as their headline unless they say otherwise
			if !aligned(said[name]) {
				p.Styles[name].Align = p.Styles[Headline].Align
			}
		}
	}
	for _, e := range own {
		d.ownStyle(p, e)
	}
}

// aligned tells whether a style says how it is aligned.
func aligned(v *value) bool {
	return v != nil && v.shape == mapping && slices.ContainsFunc(v.pairs, func(e pair) bool {
		i := find(styleKeys, e.key.text)
		return i >= 0 && styleKeys[i].en == "align"
	})
}

// mostOwn is how many styles of its own a paper may have.
const mostOwn = 200

// ownStyle reads a style by a name of the paper's own. It is 正文, or what 同 names, but for
// what it says.
func (d *desk) ownStyle(p *Paper, e pair) {
	name := e.key.text
	if !styleName(name) || len(p.Own) == mostOwn {
		d.unknownStyle(e.key)
		return
	}
	s, as := *p.Styles[Body], Body
	if e.value != nil && e.value.shape == mapping {
		for _, k := range e.value.pairs {
			if k.key.text == "同" || k.key.text == "like" {
				s, as = d.like(p, k.value)
			}
		}
	}
	s.Name, s.As = StyleName(name), as
	d.style(p, &s, e.value)
	p.Styles[s.Name] = &s
	p.Own = append(p.Own, s.Name)
	d.own = append(d.own, e.key)
}

// like is the style that 同 names, and the built-in one behind it.
func (d *desk) like(p *Paper, v *value) (Style, StyleName) {
	name := d.str(v)
	if m, ok := p.manner(name); ok {
		s := *p.Styles[m.style]
		if s.As != "" {
			d.lent = append(d.lent, s.Name)
			return s, s.As
		}
		return s, m.style
	}
	if name != "" {
		d.unknown("SRC-STYLE", v, p.mannerWords(), source.Msg("unknown-style", v.text))
	}
	return *p.Styles[Body], Body
}

// unknownStyle reports a name of a style that there is not.
func (d *desk) unknownStyle(v *value) {
	d.unknown("SRC-KEY", v, styleWords, source.Msg("unknown-style", v.text))
}

func (d *desk) style(p *Paper, s *Style, v *value) {
	if v != nil && v.shape == list && len(v.items) == 0 {
		d.found.Add(source.New("SRC-TYPE", v.pos(), source.Msg("style-says-nothing"), source.Msg("write-what-style-says")).As(source.Warning))
		return
	}
	if v != nil && v.shape == list {
		s.Sizes = d.sizes(p, s, v)
		return
	}
	f := d.fields(v, allStyleKeys())
	if s.As == "" && d.str(f.at("like")) != "" {
		d.at("SRC-STYLE", f.at("like"), source.Msg("only-style-of-paper-s-own"), source.Msg("say-what-different-here-or-give"))
	}
	faces := func(to *[]string, v *value) {
		if names := d.fontNames(p, v); len(names) > 0 {
			*to = names
		}
	}
	if faces(&s.Fonts, f.at("fonts")); said(f.at("fonts")) {
		s.Sizes = nil // one face for all of them
	}
	faces(&s.Latin, f.at("latin"))
	faces(&s.Strong, f.at("strong"))
	s.Size, s.Leading = d.typeSize(f.at("size"), s.Size), d.typeSize(f.at("leading"), s.Leading)
	s.Align = typo.Align(d.choice(f.at("align"), alignWords, int(s.Align)))
	s.Indent = d.thousandths(f.at("indent"), 0, 20, s.Indent)
	if said(f.at("color")) {
		s.Color = d.color(p, f.at("color"))
	}
	if said(f.at("tint")) {
		s.Tint = d.color(p, f.at("tint"))
	}
	s.Ruled = Ruling(d.choice(f.at("rules"), rulingWords, int(s.Ruled)))
	s.Gap = d.thousandths(f.at("gap"), 0, 2, s.Gap)
	if s.Track = d.thousandths(f.at("track"), -1, 4, s.Track); said(f.at("track")) { // at every size, unless 按字号 says others
		s.Sizes = slices.Clone(s.Sizes)
		for i := range s.Sizes {
			s.Sizes[i].Track = s.Track
		}
	}
	s.Before = d.integer(f.at("before"), 0, 100, s.Before)
	s.After = d.integer(f.at("after"), 0, 100, s.After)
	d.lineRules(&s.Rules, f)
	s.Hanging = d.thousandths(f.at("hanging"), 0, 20, s.Hanging)
	s.Ratio = d.ratio(f.at("ratio"), s.Ratio)
	s.White = d.thousandths(f.at("white"), 0, 5, s.White)
	if said(f.at("by-size")) {
		s.Sizes = d.sizes(p, s, f.at("by-size"))
	}
}

// leastRatio is the least part of a head's size that a kicker or deck may have: of what is
// smaller nobody reads a word. In 1/1000.
const leastRatio = 200

// ratio takes the size of a kicker or deck beside its head; 0 is what is usual.
func (d *desk) ratio(v *value, otherwise int) int {
	r := d.thousandths(v, 0, 1, otherwise)
	if said(v) && r > 0 && r < leastRatio {
		d.at("SRC-VALUE", v, source.Msg("of-head-too-small-to-read", v.text), source.Msg("give-0-2-to-1"))
		return otherwise
	}
	return r
}

var sizedWords = []word{{zh: "自", en: "from"}, {zh: "字体", en: "fonts", also: []string{"font"}}, {zh: "西文", en: "latin"}, {zh: "粗体", en: "strong"}, {zh: "字距", en: "track", also: []string{"tracking"}}}

// sizes reads what a style is from sizes on: the style, but for what each says.
func (d *desk) sizes(p *Paper, s *Style, v *value) (out []SizedStyle) {
	if v.shape != list {
		d.at("SRC-TYPE", v, source.Msg("expected-list-here-of-what-style"), source.Msg("write-36pt-0"))
		return s.Sizes
	}
	for _, item := range v.items {
		f := d.fields(item, sizedWords)
		z := SizedStyle{Fonts: s.Fonts, Latin: s.Latin, Strong: s.Strong}
		if from := f.at("from"); said(from) && from.text != "0" {
			z.From = d.typeSize(from, unit.Measure{})
		}
		faces := func(to *[]string, v *value) {
			if names := d.fontNames(p, v); len(names) > 0 {
				*to = names
			}
		}
		faces(&z.Fonts, f.at("fonts"))
		faces(&z.Latin, f.at("latin"))
		faces(&z.Strong, f.at("strong"))
		z.Track = d.thousandths(f.at("track"), -1, 4, s.Track)
		out = append(out, z)
	}
	return out
}

// unusedStyles reports styles of the paper's own that nobody uses: most likely their names are
// those of others, mistyped. A style is used by a story of any edition, by a genre, by another
// style, or by a template.
func (l *loader) unusedStyles(p *Paper, stories []*Story, templates []*Template) {
	used := map[StyleName]bool{}
	for _, name := range l.lent {
		used[name] = true
	}
	for _, t := range templates {
		for _, s := range t.Slots {
			used[s.Style] = true
		}
	}
	useOf(p.Own, stories, used)
	var rest []*value
	for i, name := range p.Own {
		if !used[name] {
			rest = append(rest, l.own[i])
		}
	}
	for _, key := range l.neverUsed(rest) {
		if _, ok := nearest(styleWords, key.text); ok {
			l.unknownStyle(key)
			continue
		}
		l.found.Add(source.New("SRC-KEY", key.pos(), source.Msg("no-story-uses-style", key.text), source.Msg("use-it-at-end-of-paragraph", key.text)).As(source.Warning))
	}
}

// useOf notes which of some styles stories use; it looks no further than that takes.
func useOf(names []StyleName, stories []*Story, used map[StyleName]bool) {
	left := map[StyleName]bool{}
	for _, name := range names {
		if !used[name] {
			left[name] = true
		}
	}
	for _, s := range stories {
		if len(left) == 0 {
			return
		}
		for part := range s.Parts() {
			if left[part.Style] {
				used[part.Style] = true
				delete(left, part.Style)
			}
		}
	}
}

// neverUsed leaves those of some styles that no story of any edition names, the newest edition
// first.
func (l *loader) neverUsed(styles []*value) []*value {
	if len(styles) == 0 {
		return nil
	}
	dates, _ := Editions(l.fsys)
	for _, date := range slices.Backward(dates) {
		names, _ := l.list(path.Join("editions", date, "stories"), ".md")
		for _, name := range names {
			data, err := readAll(l.fsys, name, maxStory)
			if err != nil {
				continue // whoever reads the edition is told
			}
			styles = slices.DeleteFunc(styles, func(v *value) bool { return namesStyle(string(data), v.text) })
			if len(styles) == 0 {
				return nil
			}
		}
	}
	return styles
}

// namesStyle tells whether the file of a story names a style.
func namesStyle(data, name string) bool {
	if strings.Contains(data, "{"+name+"}") {
		return true
	}
	for line := range strings.Lines(data) {
		if _, fenced := fenceOf(line); fenced == name {
			return true
		}
	}
	return false
}
