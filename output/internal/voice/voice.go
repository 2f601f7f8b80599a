// Package voice is what of a paper's voice (声音) its e-editions and sites have: two colours, the
// kind of type of its heads and whether they begin at the left.
//
//	look := voice.Of(paper)            // nil where the paper has no voice
//	css := look.Sheet(voice.Grounds{Light: light, Dark: dark})
//
// A colour of print is no colour for type on a screen: it is brought so far from the ground that
// type in it can be read (WCAG 2.2, 1.4.3), on a light page and on a dark one by itself. In a
// book, whose page has the reader's colours, type keeps these; see Book.
package voice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
	"banxin/output/internal/screen"
)

// Look is what is seen of a voice; it stands so in edition.json of the e-paper. Colours are
// #rrggbb, as the paper prints them.
type Look struct {
	Voice  string `json:"voice"`
	Accent string `json:"accent"`           // of the paper's name
	Second string `json:"second,omitempty"` // of kickers, labels or subheads, where it is another
	Heads  string `json:"heads"`            // serif, sans or kai
	Left   bool   `json:"left,omitempty"`   // heads begin at the left
}

// Kinds of type of heads.
const serif, sans, kai = "serif", "sans", "kai"

// Of returns the look of a paper that has a voice; nil for others.
func Of(p *editions.Paper) *Look {
	if p.Voice == "" {
		return nil
	}
	head := Largest(p.Styles[editions.Headline])
	l := &Look{Voice: p.Voice, Accent: colour(p, editions.Nameplate), Heads: kindOf(head.Fonts), Left: head.Align == typo.Left}
	for _, name := range []editions.StyleName{editions.Kicker, editions.Label, editions.Subhead} {
		if c := colour(p, name); c != "" && c != l.Accent && l.Second == "" {
			l.Second = c
		}
	}
	if l.Accent == "" {
		l.Accent, l.Second = l.Second, ""
	}
	if l.Accent == "" {
		return nil
	}
	return l
}

// Largest is a style at its largest size, which is how it stands in a head of its own.
func Largest(s *editions.Style) *editions.Style {
	out := *s
	var from unit.Length = -1
	for _, z := range s.Sizes {
		if at := z.From.Resolve(unit.Grid{Char: 10 * unit.Pt, Line: 14 * unit.Pt}); at > from {
			from, out.Fonts, out.Latin, out.Strong = at, z.Fonts, z.Latin, z.Strong
		}
	}
	return &out
}

// kindOf is the kind of the face that a style names first.
func kindOf(fonts []string) string {
	switch {
	case len(fonts) == 0:
	case strings.Contains(fonts[0], "黑") || fonts[0] == "得意":
		return sans
	case strings.Contains(fonts[0], "楷") || fonts[0] == "快乐":
		return kai
	}
	return serif
}

// colour is that of a style, as a screen shows it; empty for black.
func colour(p *editions.Paper, name editions.StyleName) string {
	c, ok := p.Colors[p.Styles[name].Color]
	if !ok || c.Spot == "" && c.C+c.M+c.Y == 0 {
		return ""
	}
	ink := page.Color{C: c.C, M: c.M, Y: c.Y, K: c.K}
	var spots []page.Spot
	if c.Spot != "" {
		spots = []page.Spot{{Name: c.Spot, Alt: ink}}
		ink = page.Color{Spot: 1, Tint: c.Tint}
	}
	return Hex(screen.Color(ink, spots))
}

var hex = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// Sound tells whether a look that was read says only what one may.
func (l *Look) Sound() bool {
	return l != nil && hex.MatchString(l.Accent) && (l.Second == "" || hex.MatchString(l.Second)) && slices.Contains([]string{serif, sans, kai}, l.Heads)
}

// Hex is a colour as style sheets write it.
func Hex(c screen.RGB) string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// RGB is a colour that Hex has written.
func RGB(s string) (c screen.RGB) {
	fmt.Sscanf(s, "#%02x%02x%02x", &c[0], &c[1], &c[2])
	return c
}

// LeastContrast is what type must have against what is behind it (WCAG 2.2, 1.4.3); rules and
// ornaments must have LeastOfRules (1.4.11).
const LeastContrast, LeastOfRules = 4.5, 3.0

// Readable is the colour nearest to c, darker on light grounds and lighter on dark ones, that has
// a contrast to all of them.
func Readable(c screen.RGB, least float64, grounds ...screen.RGB) screen.RGB {
	to := screen.RGB{}
	if screen.Luminance(grounds[0]) < 0.2 {
		to = screen.RGB{255, 255, 255}
	}
	for n := 0; ; n++ {
		out := c
		for i := range out {
			out[i] = uint8((int(c[i])*(50-n) + int(to[i])*n) / 50)
		}
		if n == 50 || !slices.ContainsFunc(grounds, func(g screen.RGB) bool { return screen.Contrast(out, g) < least }) {
			return out
		}
	}
}

// Grounds are the colours that type stands on in a sheet.
type Grounds struct{ Light, Dark []screen.RGB }

// families are the faces of readers' systems for heads of a kind.
var families = map[string]string{
	sans: `"Source Han Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif`,
	kai:  `"LXGW WenKai", "Kaiti SC", KaiTi, STKaiti, serif`,
}

// Sheet is what a style sheet says after its own, by the names that ours have for colours; a
// theme that the reader chooses stays.
func (l *Look) Sheet(g Grounds) string {
	if l == nil {
		return ""
	}
	second := l.Second
	if second == "" {
		second = l.Accent
	}
	in := func(grounds []screen.RGB) string {
		a, b := Hex(Readable(RGB(l.Accent), LeastContrast, grounds...)), Hex(Readable(RGB(second), LeastContrast, grounds...))
		return fmt.Sprintf("--red: %s; --tint: %s; --link: %s; --second: %s;", a, a, a, b)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n/* the paper's voice */\n:root { %s }\n", in(g.Light))
	fmt.Fprintf(&b, "@media (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) { %s } }\n:root[data-theme=\"dark\"] { %s }\n", in(g.Dark), in(g.Dark))
	b.WriteString("article .kicker, .stories .kicker, .kicker { color: var(--second); }\n")
	if f := families[l.Heads]; f != "" {
		fmt.Fprintf(&b, "h1, h2, h3, .nameplate a, article h1, article h2, article .kicker, article .deck { font-family: %s; }\n", f)
	}
	if l.Left {
		b.WriteString("article header, article header p, article h1, article h2, article .kicker, article .deck { text-align: start; }\n")
	}
	return b.String()
}

// Book is what the style sheet of an e-edition says after its own. The colours of a book's page
// are the reader's, dark ones too: type is in these, or in white on a ground that comes with it,
// and only rules have a colour, one that is seen on every page.
func (l *Look) Book() string {
	if l == nil {
		return ""
	}
	second := l.Second
	if second == "" {
		second = l.Accent
	}
	white := screen.RGB{255, 255, 255}
	ground := Readable(RGB(l.Accent), LeastContrast, white)
	rule := Hex(Everywhere(RGB(second)))
	var b strings.Builder
	fmt.Fprintf(&b, "\n/* the paper's voice */\n.label { display: inline-block; padding: 0.1em 0.7em; background-color: %s; color: #ffffff; }\n", Hex(ground))
	fmt.Fprintf(&b, "header { padding-bottom: 0.9em; border-bottom: 2px solid %s; }\n", rule)
	fmt.Fprintf(&b, "h2 { padding-bottom: 0.2em; border-bottom: 1px solid %s; }\n", rule)
	if l.Left {
		b.WriteString("header, header p, h1, h2, .label, .kicker, .deck, .byline, .meta { text-align: left; }\n")
	}
	return b.String()
}

// Pages are grounds that readers give their pages: white, sepia, grey and black.
var Pages = []screen.RGB{{255, 255, 255}, {244, 236, 216}, {30, 30, 30}, {0, 0, 0}}

// Everywhere is the colour nearest to c that rules are seen in on all of Pages.
func Everywhere(c screen.RGB) screen.RGB {
	best, far := c, 1<<30
	for _, to := range []screen.RGB{{}, {255, 255, 255}} {
		for n := range 51 {
			out := c
			for i := range out {
				out[i] = uint8((int(c[i])*(50-n) + int(to[i])*n) / 50)
			}
			if n < far && !slices.ContainsFunc(Pages, func(g screen.RGB) bool { return screen.Contrast(out, g) < LeastOfRules }) {
				best, far = out, n
			}
		}
	}
	return best
}
