package flow

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"banxin/editions"
	"banxin/editions/atoms"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Palette resolves the colour names of a paper. It is read-only.
type Palette struct {
	Spots  []page.Spot
	colors map[string]page.Color
}

// NewPalette resolves all colours of a paper; spot inks are numbered in the order given.
func NewPalette(p *editions.Paper, names []string) *Palette {
	pal := &Palette{colors: map[string]page.Color{}}
	spot := map[string]uint16{}
	for _, n := range names {
		c := p.Colors[n]
		if c.Spot == "" {
			pal.colors[n] = page.Color{C: c.C, M: c.M, Y: c.Y, K: c.K}
			continue
		}
		if spot[c.Spot] == 0 {
			pal.Spots = append(pal.Spots, page.Spot{Name: c.Spot, Alt: page.Color{C: c.C, M: c.M, Y: c.Y, K: c.K}})
			spot[c.Spot] = uint16(len(pal.Spots))
		}
		pal.colors[n] = page.Color{Spot: spot[c.Spot], Tint: c.Tint}
	}
	return pal
}

// Color returns the colour of this name, black for the empty name.
func (p *Palette) Color(name string) page.Color {
	if c, ok := p.colors[name]; ok {
		return c
	}
	return page.Black
}

// tint returns the colour behind text, nil for none.
func (p *Palette) tint(name string) *page.Color {
	if c, ok := p.colors[name]; ok {
		return &c
	}
	return nil
}

// dark tells whether type in white reads better on a colour of the paper than in black.
func (k *Styles) dark(name string) bool {
	return name != "" && k.paper.Colors[name].Dark()
}

// style is a style of the paper resolved on a page's grid.
type style struct {
	spec    *editions.Style
	font    *inline.Font
	strong  *inline.Font
	leading unit.Length
	indent  unit.Length
	rules   *inline.Rules
	ground  bool // its colour is what is behind it asks for
}

// Language is what the line engine knows of languages: it is read when first needed and
// may be shared.
type Language struct {
	Phrases *inline.Phrases
	Hyphens *inline.Hyphens
	Stories map[*source.File]string // languages of the stories that state their own
}

// Styles resolves the styles of a paper on one grid. It is read-only after New and may be
// shared by goroutines.
type Styles struct {
	paper   *editions.Paper
	cat     *fonts.Catalog
	Palette *Palette
	grid    *Grid
	lang    Language
	names   []string               // the paper's list: not to be parted in headlines
	atoms   *atoms.Finder          // what belongs together, those names among it
	sources map[*source.File]int32 // page.Pos.File
	styles  map[editions.StyleName]*style
	known   sync.Map // *style by sizedStyle: what has been resolved
	chains  sync.Map // fonts.Chain by the names it was asked by
}

// sizedStyle is a style at a size.
type sizedStyle struct {
	spec *editions.Style
	size unit.Length
}

// NewStyles resolves all styles of the paper. sources numbers the story files for page.Pos.
func NewStyles(p *editions.Paper, cat *fonts.Catalog, pal *Palette, g *Grid, lang Language, sources map[*source.File]int32) *Styles {
	k := &Styles{paper: p, cat: cat, Palette: pal, grid: g, lang: lang, sources: sources, styles: map[editions.StyleName]*style{}}
	for _, n := range p.Lists.Names {
		k.names = append(k.names, n.Word)
	}
	k.atoms = atoms.New(k.names)
	for _, n := range p.StyleNames() {
		st := p.Styles[n]
		size := st.Size.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
		k.styles[n] = k.resolve(st, size)
	}
	return k
}

// at returns a style; sized the same at another size.
func (k *Styles) at(n editions.StyleName) *style { return k.styles[n] }

func (k *Styles) sized(n editions.StyleName, size unit.Length) *style {
	return k.resolve(k.paper.Styles[n], size)
}

// headline is the style of a headline, in a font of the slot's own unless that is empty.
func (k *Styles) headline(size unit.Length, font string) *style {
	return k.faced(k.sized(editions.Headline, size), font)
}

// faced is a style in a font of a slot's own unless that is empty: its letters and figures too where they are of the
// style's own Chinese face.
func (k *Styles) faced(l *style, font string) *style {
	if font == "" {
		return l
	}
	own, latin := *l, l.spec.Latin
	if slices.Equal(latin, l.spec.Fonts) {
		latin = nil
	}
	own.font = k.font(append([]string{font}, l.spec.Fonts...), latin, l.font.Size, l.font.Color)
	return &own
}

func (k *Styles) resolve(st *editions.Style, size unit.Length) *style {
	if size <= 0 {
		size = k.grid.Size
	}
	key := sizedStyle{st, size}
	if l, ok := k.known.Load(key); ok {
		return l.(*style)
	}
	l := k.resolved(st, size)
	k.known.Store(key, l)
	return l
}

// resolved is resolve for what has not been asked for yet.
func (k *Styles) resolved(st *editions.Style, size unit.Length) *style {
	st = k.sizedAs(st, size)
	color := k.Palette.Color(st.Color)
	l := &style{spec: st, font: k.font(st.Fonts, st.Latin, size, color), indent: size.MulDiv(int64(st.Indent), 1000)}
	l.rules = k.rules(st.Rules)
	l.strong = l.font
	if len(st.Strong) > 0 {
		l.strong = k.font(st.Strong, nil, size, color)
	}
	if l.leading = st.Leading.Resolve(unit.Grid{Char: size, Line: k.grid.Leading}); l.leading <= 0 {
		l.leading = size.MulDiv(5, 4)
	}
	return l
}

// sizedAs is what a style is at a size.
func (k *Styles) sizedAs(st *editions.Style, size unit.Length) *editions.Style {
	var of *editions.SizedStyle
	var from unit.Length
	for i := range st.Sizes {
		z := &st.Sizes[i]
		if l := z.From.Resolve(unit.Grid{Char: k.grid.Size, Line: k.grid.Leading}); l <= size && (of == nil || l > from) {
			of, from = z, l
		}
	}
	if of == nil {
		return st
	}
	out := *st
	out.Fonts, out.Latin, out.Strong, out.Track = of.Fonts, of.Latin, of.Strong, of.Track
	return &out
}

// rules are a style's, in the words of the line engine.
func (k *Styles) rules(r editions.Rules) *inline.Rules {
	out := &inline.Rules{
		Level: r.Level, Marks: r.Marks, Region: r.Region, Close: r.Close, Hang: r.Hang, KeepStops: r.KeepStops, OpenIndent: r.OpenIndent, Order: r.Order, Grid: r.Grid, Acronyms: r.Acronyms, Words: r.Words, Upright: r.Upright,
		NotStart: r.NotStart, NotEnd: r.NotEnd, MayStart: r.MayStart, MayEnd: r.MayEnd, Atoms: k.atoms,
	}
	if !r.NoHyphens {
		out.Hyphens = k.lang.Hyphens
	}
	return out
}

// fallback is tried for characters that none of a style's own faces has.
var fallback = []string{"宋", "黑", "楷"}

func (k *Styles) font(han, latin []string, size unit.Length, c page.Color) *inline.Font {
	if len(latin) == 0 {
		latin = han
	}
	return &inline.Font{Han: k.chain(han), Latin: k.chain(latin), Size: size, Color: c}
}

func (k *Styles) chain(names []string) fonts.Chain {
	key := strings.Join(names, "\n")
	if c, ok := k.chains.Load(key); ok {
		return c.(fonts.Chain)
	}
	c := k.newChain(names)
	k.chains.Store(key, c)
	return c
}

func (k *Styles) newChain(names []string) fonts.Chain {
	all := make([]string, 0, len(names)+len(fallback))
	for _, n := range append(append(all, names...), fallback...) {
		for instead := n; instead != "" && k.cat.Lookup(n) == nil; {
			if instead, _ = editions.StandIn(n); instead != "" {
				n = instead
			}
		}
		all = append(all, n)
	}
	return distinct(k.cat.Chain(all...))
}

func distinct(c fonts.Chain) fonts.Chain {
	var d fonts.Chain
next:
	for _, f := range c {
		for _, g := range d {
			if f == g {
				continue next
			}
		}
		d = append(d, f)
	}
	return d
}

// para makes a paragraph of text in this style.
func (k *Styles) para(l *style, t editions.Text, f *source.File) *inline.Para {
	p := &inline.Para{
		Spans: make([]inline.Span, 0, len(t.Runs)), Indent: l.indent, Align: l.spec.Align,
		Gap: l.spec.Gap, Track: l.spec.Track, Rules: l.rules, Hang: l.font.Size.MulDiv(int64(l.spec.Hanging), 1000),
	}
	if f != nil {
		p.File, p.Source = k.sources[f], f
	}
	lang := k.lang.Stories[f]
	if region, ok := typo.RegionOf(lang); ok && region != p.Rules.Region {
		rules := *p.Rules
		rules.Region = region
		p.Rules = &rules
	}
	for _, r := range t.Runs {
		in := l
		if r.Marks&editions.Dateline != 0 {
			in = k.within(editions.DatelineText, l)
		} else if r.Marks&editions.Aside != 0 {
			in = k.within(editions.Direction, l)
		} else if r.Marks&editions.Duty != 0 {
			in = k.within(editions.DutyText, l)
		}
		if in != l && l.ground {
			in = in.in(l.font.Color)
		}
		font := in.font
		if r.Marks&(editions.Strong|editions.Opening) != 0 {
			font = in.strong
		}
		if lang != "" {
			font = &inline.Font{Han: font.Han.For(lang), Latin: font.Latin, Size: font.Size, Color: font.Color}
		}
		p.Spans = append(p.Spans, inline.Span{
			Text: r.Text, Font: font, Emphasis: r.Marks&editions.Emphasis != 0, Italic: r.Marks&editions.Italic != 0 || r.LatinTitle(), Super: r.Marks&editions.Superscript != 0, Sub: r.Marks&editions.Subscript != 0,
			Ruby: r.Ruby, Offset: r.Span.Start, Verbatim: r.Verbatim,
			Under: under(r), Joined: r.Joined, Tint: k.Palette.tint(r.Tint),
		})
		if n := len(p.Spans) - 1; r.Marks&editions.Dateline != 0 && r.Verbatim && r.Ruby == "" {
			p.Spans = append(p.Spans[:n], wholeWords(p.Spans[n])...)
		}
	}
	return p
}

// within is a style of words, such as a dateline, in text of another style, in whose size they
// stand unless theirs has its own.
func (k *Styles) within(name editions.StyleName, in *style) *style {
	l := k.at(name)
	if l.spec.Size.IsZero() && l.font.Size != in.font.Size {
		return k.sized(name, in.font.Size)
	}
	return l
}

// datelineWords are not parted.
var datelineWords = regexp.MustCompile(`本[报報台社刊网網][讯訊]?|新[华華]社|中新[社网網]|中央社|[记記]者|[报報][道導]|[0-9]{1,2}月|[0-9]{1,2}日[电電讯訊]?`)

// wholeWords parts a span so that no line begins within its words.
func wholeWords(s inline.Span) (out []inline.Span) {
	at := 0
	add := func(to int, whole bool) {
		if to > at {
			part := s
			part.Text, part.Offset, part.Whole, part.Joined = s.Text[at:to], s.Offset+at, whole, s.Joined || at > 0
			out, at = append(out, part), to
		}
	}
	for _, m := range datelineWords.FindAllStringIndex(s.Text, -1) {
		add(m[0], false)
		add(m[1], true)
	}
	add(len(s.Text), false)
	return out
}

// under returns the line of marked text. One line stands under a character: a title inside
// a name, or either inside underlined words, has its own.
func under(r editions.Run) inline.Under {
	m := r.Marks
	switch {
	case m&editions.BookTitle != 0 && !r.LatinTitle():
		return inline.Title
	case m&editions.ProperName != 0:
		return inline.Name
	case m&editions.Deceased != 0:
		return inline.Frame
	case m&editions.Underlined != 0:
		return inline.Underline
	}
	return inline.NoUnder
}

// words makes a paragraph of text that is banxin's own.
func (k *Styles) words(l *style, s string) *inline.Para {
	return &inline.Para{Spans: []inline.Span{{Text: s, Font: l.font}}, Gap: l.spec.Gap, Track: l.spec.Track, Rules: l.rules}
}

// white is a style with its type in white, for reversed heads (反白).
func (l *style) white() *style { return l.in(page.White) }

// in is a style with its type in another colour, which words of styles of their own within it
// have too: the ground asks for it.
func (l *style) in(c page.Color) *style {
	out := *l
	font, strong := *l.font, *l.strong
	font.Color, strong.Color = c, c
	out.font, out.strong, out.ground = &font, &strong, true
	return &out
}

func reversed(f *inline.Font) *inline.Font {
	out := *f
	out.Color = page.White
	return &out
}

// fill is the colour of the bar behind a head, nil for none.
func (p *Palette) fill(h editions.Head) *page.Color {
	if !h.Bar() {
		return nil
	}
	c := p.Color(h.Tint)
	return &c
}

// sizedTable is the style of tables in another size.
func (k *Styles) sizedTable(size unit.Length) *style {
	l := k.at(editions.TableText)
	if size == l.font.Size {
		return l
	}
	small := *k.sized(editions.TableText, size)
	small.leading = l.leading.MulDiv(int64(size), int64(l.font.Size))
	return &small
}
