package flow

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/page"
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

// look is a style resolved on a page's grid.
type look struct {
	style   *editions.Style
	font    *inline.Font
	strong  *inline.Font
	leading unit.Length
	indent  unit.Length
	rules   *inline.Rules
}

// Language is what the line engine knows of languages: it is read when first needed and
// may be shared.
type Language struct {
	Phrases *inline.Phrases
	Hyphens *inline.Hyphens
}

// Looks resolves the styles of a paper on one grid. It is read-only after New and may be
// shared by goroutines.
type Looks struct {
	paper   *editions.Paper
	cat     *fonts.Catalog
	Palette *Palette
	grid    *Grid
	lang    Language
	names   []string               // the paper\'s list: not to be parted in headlines
	sources map[*source.File]int32 // page.Pos.File
	looks   map[editions.StyleName]*look
}

// NewLooks resolves all styles of the paper. sources numbers the story files for page.Pos.
func NewLooks(p *editions.Paper, cat *fonts.Catalog, pal *Palette, g *Grid, lang Language, sources map[*source.File]int32) *Looks {
	k := &Looks{paper: p, cat: cat, Palette: pal, grid: g, lang: lang, sources: sources, looks: map[editions.StyleName]*look{}}
	for _, n := range p.Lists.Names {
		k.names = append(k.names, n.Word)
	}
	for _, n := range editions.StyleNames {
		st := p.Styles[n]
		size := st.Size.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
		k.looks[n] = k.resolve(st, size)
	}
	return k
}

// at returns the look of a style; sized the same at another size.
func (k *Looks) at(n editions.StyleName) *look { return k.looks[n] }

func (k *Looks) sized(n editions.StyleName, size unit.Length) *look {
	return k.resolve(k.paper.Styles[n], size)
}

// headline is the look of a headline, in a font of the slot's own unless that is empty.
func (k *Looks) headline(size unit.Length, font string) *look {
	l := k.sized(editions.Headline, size)
	if font != "" {
		l.font = k.font(append([]string{font}, l.style.Fonts...), l.style.Latin, size, l.font.Color)
	}
	return l
}

func (k *Looks) resolve(st *editions.Style, size unit.Length) *look {
	if size <= 0 {
		size = k.grid.Size
	}
	color := k.Palette.Color(st.Color)
	l := &look{style: st, font: k.font(st.Fonts, st.Latin, size, color), indent: size.MulDiv(int64(st.Indent), 1000)}
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

// rules are a style's, in the words of the line engine.
func (k *Looks) rules(r editions.Rules) *inline.Rules {
	out := &inline.Rules{
		Level: levels[r.Level], Marks: widths[r.Marks], Region: regions[r.Region], Hang: r.Hang, KeepStops: r.KeepStops, OpenIndent: r.OpenIndent, Order: orders[r.Order], Grid: r.Grid, Acronyms: r.Acronyms, Words: r.Words, Upright: r.Upright,
		NotStart: r.NotStart, NotEnd: r.NotEnd, MayStart: r.MayStart, MayEnd: r.MayEnd,
	}
	if !r.NoHyphens {
		out.Hyphens = k.lang.Hyphens
	}
	return out
}

var (
	levels  = [...]inline.Level{inline.LevelGB, inline.LevelNone, inline.LevelBasic, inline.LevelStrict, inline.LevelNewspaper}
	widths  = [...]inline.Marks{inline.HalfAtEnd, inline.FullWidth, inline.HalfWidth, inline.Kaiming, inline.CCT}
	orders  = [...]inline.Order{inline.OrderCLREQ, inline.OrderJIS, inline.OrderBooks}
	regions = [...]inline.Region{inline.CN, inline.TW, inline.HK}
)

// fallback is tried for characters that none of a style's own faces has.
var fallback = []string{"宋", "黑", "楷"}

func (k *Looks) font(han, latin []string, size unit.Length, c page.Color) *inline.Font {
	if len(latin) == 0 {
		latin = han
	}
	return &inline.Font{Han: k.chain(han), Latin: k.chain(latin), Size: size, Color: c}
}

func (k *Looks) chain(names []string) fonts.Chain {
	all := make([]string, 0, len(names)+len(fallback))
	for _, n := range append(append(all, names...), fallback...) {
		if n == "仿宋" || n == "fangsong" {
			if k.cat.Lookup(n) == nil {
				n = "楷" // no free 仿宋 is in reach
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

var aligns = map[editions.Align]inline.Align{
	editions.Justify: inline.Justify, editions.AlignLeft: inline.Left, editions.Center: inline.Center,
	editions.AlignRight: inline.Right, editions.Spread: inline.Spread,
}

// para makes a paragraph of text in this look.
func (k *Looks) para(l *look, t editions.Text, f *source.File) *inline.Para {
	p := &inline.Para{
		Spans: make([]inline.Span, 0, len(t.Runs)), Indent: l.indent, Align: aligns[l.style.Align],
		Gap: l.style.Gap, Track: l.style.Track, Rules: l.rules, Hang: l.font.Size.MulDiv(int64(l.style.Hanging), 1000),
	}
	if f != nil {
		p.File, p.Source = k.sources[f], f
	}
	for _, r := range t.Runs {
		font := l.font
		if r.Marks&editions.Strong != 0 {
			font = l.strong
		}
		p.Spans = append(p.Spans, inline.Span{
			Text: r.Text, Font: font, Emphasis: r.Marks&editions.Emphasis != 0, Super: r.Marks&editions.Superscript != 0,
			Ruby: r.Ruby, Offset: r.Span.Start, Verbatim: r.Verbatim,
			Under: under(r.Marks), Joined: r.Joined, Tint: k.Palette.tint(r.Tint),
		})
	}
	return p
}

// under returns the line of marked text. One line stands under a character: a title inside
// a name, or either inside underlined words, has its own.
func under(m editions.Marks) inline.Under {
	switch {
	case m&editions.BookTitle != 0:
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
func (k *Looks) words(l *look, s string) *inline.Para {
	return &inline.Para{Spans: []inline.Span{{Text: s, Font: l.font}}, Gap: l.style.Gap, Track: l.style.Track, Rules: l.rules}
}
