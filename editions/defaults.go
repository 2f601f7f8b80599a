package editions

import (
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Fallback chains of the built-in faces: what one lacks, the next is likely to have.
var (
	songFonts     = []string{"宋", "黑", "楷"}
	blackFonts    = []string{"标宋", "粗黑", "宋"}
	boldSongFonts = []string{"小标宋", "标宋", "粗黑", "宋"}
	heiFonts      = []string{"黑", "宋", "楷"}
	boldFonts     = []string{"粗黑", "标宋", "黑"}
	kaiFonts      = []string{"楷", "宋", "黑"}
	brushFonts    = []string{"毛笔", "标宋", "宋"}
)

// leastBlack is the size, in thousandths of a point, from which headlines are in 标宋: below it
// its strokes run together, and 小标宋 is as dark as is good.
const leastBlack = 32_000

func points(thousandths int64) unit.Measure { return unit.Measure{Amount: thousandths, Unit: "pt"} }

// DefaultStyles returns the look of a mainland daily, complete: body in 宋 with an
// indent of two characters, headlines in 标宋, subheads in 粗黑, leads, by-lines and
// quotations in 楷. Headline, kicker and deck have no size: the layout chooses it for the
// width of each head. The caller owns the map.
func DefaultStyles() map[StyleName]*Style {
	styles := []Style{
		{Name: Body, Fonts: songFonts, Strong: heiFonts, Indent: 2000, Gap: 250},
		{Name: Lead, Fonts: kaiFonts, Strong: heiFonts, Indent: 2000, Gap: 250},
		{Name: Headline, Fonts: blackFonts, Align: typo.Center, Gap: 125, Sizes: []SizedStyle{{From: points(leastBlack), Fonts: blackFonts}, {Fonts: boldSongFonts}}},
		{Name: Kicker, Fonts: heiFonts, Strong: boldFonts, Align: typo.Center, Gap: 125},
		{Name: Deck, Fonts: songFonts, Strong: blackFonts, Align: typo.Center, Gap: 125},
		{Name: Label, Fonts: boldFonts, Size: points(10500), Align: typo.Left, Gap: 125},
		{Name: Subhead, Fonts: boldFonts, Align: typo.Center, Gap: 250},
		{Name: Byline, Fonts: kaiFonts, Strong: heiFonts, Align: typo.Right, Gap: 250},
		{Name: DutyText, Fonts: songFonts, Strong: heiFonts, Gap: 250},
		{Name: Signoff, Fonts: songFonts, Strong: heiFonts, Align: typo.Right, Gap: 250},
		{Name: Caption, Fonts: kaiFonts, Strong: heiFonts, Size: points(8000), Leading: points(11000), Gap: 250},
		{Name: Quote, Fonts: kaiFonts, Strong: heiFonts, Indent: 2000, Gap: 250},
		{Name: ListStyle, Fonts: songFonts, Strong: heiFonts, Indent: 2000, Gap: 250},
		{Name: TableText, Fonts: heiFonts, Strong: boldFonts, Size: points(8000), Leading: points(11000), Align: typo.Left, Gap: 250},
		{Name: NoteText, Fonts: kaiFonts, Strong: heiFonts, Size: points(8000), Leading: points(11000), Gap: 250},
		{Name: DatelineText, Fonts: heiFonts, Strong: boldFonts, Gap: 250},
		{Name: DropCap, Fonts: blackFonts},
		{Name: Jump, Fonts: kaiFonts, Strong: heiFonts, Size: points(8000), Align: typo.Right, Gap: 250},
		{Name: Folio, Fonts: heiFonts, Strong: boldFonts, Size: points(7500), Align: typo.Left, Gap: 250},
		{Name: Nameplate, Fonts: brushFonts, Size: points(72000), Align: typo.Center},
		{Name: Furniture, Fonts: songFonts, Strong: boldFonts, Size: points(8000), Leading: points(11000), Align: typo.Center, Gap: 250},
	}
	out := make(map[StyleName]*Style, len(StyleNames))
	for i := range styles {
		out[styles[i].Name] = &styles[i]
	}
	for _, f := range followers {
		out[f.name] = f.of(out[Body])
	}
	return out
}

// follower is a style that is 正文 as the paper has it but for a few things.
type follower struct {
	name StyleName
	but  func(*Style)
}

var followers = []follower{
	{Verse, func(s *Style) { s.Align, s.Hanging = typo.Left, s.Indent+1000 }},
	{Question, func(s *Style) { s.Fonts, s.Strong, s.Indent, s.Hanging = heiFonts, boldFonts, 0, 2000 }},
	{Answer, func(s *Style) { s.Indent, s.Hanging = 0, 2000 }},
	{Drama, func(s *Style) { s.Indent, s.Hanging = 0, 2000 }},
	{Direction, func(s *Style) { s.Fonts, s.Strong, s.Indent, s.Hanging = kaiFonts, heiFonts, 2000, 2000 }},
	{Law, func(s *Style) { s.Indent, s.Hanging = 0, 2000 }},
	{Editorial, func(s *Style) { s.Fonts, s.Strong, s.Ruled, s.Before, s.After = kaiFonts, heiFonts, RuledEnds, 1, 1 }},
	{PullQuote, func(s *Style) {
		s.Fonts, s.Strong, s.Indent, s.Align, s.Size = heiFonts, boldFonts, 0, typo.Center, unit.Measure{Amount: 1400, Unit: "字"}
	}},
	{Formula, func(s *Style) { s.Indent, s.Align = 0, typo.Center }},
}

// followerOf returns what makes a style of 正文; nil for those that do not follow it.
func followerOf(name StyleName) *follower {
	for i := range followers {
		if followers[i].name == name {
			return &followers[i]
		}
	}
	return nil
}

func (f *follower) of(body *Style) *Style {
	s := *body
	s.Name = f.name
	f.but(&s)
	return &s
}

// DefaultPaper is the paper that a folder without paper.yaml is.
func DefaultPaper() *Paper {
	return &Paper{Lang: "zh-CN", Zone: 8 * 60, Styles: DefaultStyles(), Colors: map[string]InkColor{}}
}
