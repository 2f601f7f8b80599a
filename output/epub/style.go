package epub

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/internal/prose"
	"banxin/output/internal/screen"
	"banxin/output/internal/voice"
)

// form is what the style sheet of a book depends on.
type form struct {
	vertical, western, fixed bool
	voice                    *voice.Look
}

// sheetFor is the style sheet of a book: of the pages' text, or of fixed pages.
func sheetFor(f form) []byte {
	if f.fixed {
		return assets.ReplicaCSS()
	}
	css := slices.Clone(assets.ReflowCSS())
	if f.western {
		css = append(css, assets.WesternCSS()...)
	}
	if f.vertical {
		css = append(css, assets.VerticalCSS()...)
	}
	if !f.vertical {
		css = append(css, f.voice.Book()...)
	}
	return css
}

// western tells whether a language is written in words that are parted by spaces and may be
// hyphenated.
func western(lang string) bool {
	main, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return !prose.Chinese(lang) && !slices.Contains([]string{"ja", "ko", "th", "lo", "km", "my", "bo", "ii"}, main)
}

// checkSheets looks at the style sheets of an edition's books.
func checkSheets(ed *editions.Edition) source.List {
	return append(CheckStyle("banxin.css", sheetFor(form{vertical: ed.Paper.EEdition.Vertical, western: western(ed.Paper.Lang), voice: voice.Of(ed.Paper)}), false), CheckStyle("replica.css", sheetFor(form{fixed: true}), true)...)
}

// CheckStyle returns what in a style sheet old and new reading systems stumble over, by name
// and line. In a book of fixed pages the text lies unseen over their pictures: what is said of
// colours, places and setting counts for others alone.
func CheckStyle(name string, css []byte, fixed bool) source.List {
	c := &styleCheck{name: name, rules: cssRules(string(css)), fixed: fixed}
	c.shown()
	if !fixed {
		c.colours()
		c.places()
		c.aligned()
		if bytes.Contains(css, []byte("vertical-rl")) {
			c.pictures()
		}
	}
	c.found.Sort()
	return c.found
}

type styleCheck struct {
	name  string
	rules []cssRule
	fixed bool
	found source.List
}

func (c *styleCheck) add(line int, msg, hint source.Message) {
	c.found.Add(source.New("EPB-STYLE", source.Pos{File: c.name, Line: line, Col: 1}, msg, hint))
}

// stated is what the rules for a selector give a property, the last first; "" where none
// does. Rules in @ blocks do not count: they may not be read.
func (c *styleCheck) stated(selector, property string) (value string, line int) {
	for _, r := range slices.Backward(c.rules) {
		if r.media != "" || !slices.Contains(r.selectors, selector) {
			continue
		}
		for _, d := range slices.Backward(r.decls) {
			if d.property == property {
				return d.value, d.line
			}
		}
	}
	return "", 1
}

// shown wants stated what HTML 5 takes for granted, and engines older than it do not.
func (c *styleCheck) shown() {
	if v, line := c.stated("[hidden]", "display"); v != "none" {
		c.add(line, source.Msg("what-hidden-shown-by-readers-that"), source.Msg("add-hidden-display-none"))
	}
	blocks := []string{"article", "aside", "figcaption", "figure", "header", "nav", "section"}
	if c.fixed {
		blocks = []string{"article", "nav"}
	}
	for _, e := range blocks {
		if v, line := c.stated(e, "display"); v != "block" {
			c.add(line, source.Msg("readers-that-do-not-know-set", e), source.Msg("add-display-block", e))
		}
	}
}

// colour are the properties that give text a colour, or something behind it.
var colour = []string{"color", "-webkit-text-fill-color", "background", "background-color", "border-color"}

// veil is a colour that lets most of what is behind it through, on any ground.
var veil = regexp.MustCompile(`^rgba\(128, 128, 128, 0\.[0-2]\d*\)$`)

// grounded tells whether a rule brings a colour of type and its ground together, so that it can
// be read on any page.
func grounded(r cssRule) bool {
	var of [2]string
	for _, d := range r.decls {
		switch d.property {
		case "color":
			of[0] = d.value
		case "background-color":
			of[1] = d.value
		}
	}
	return written.MatchString(of[0]) && written.MatchString(of[1]) && screen.Contrast(voice.RGB(of[0]), voice.RGB(of[1])) >= voice.LeastContrast
}

// written is a colour written out.
var written = regexp.MustCompile(`#[0-9a-f]{6}\b`)

// seenEverywhere tells whether the colour of a border is seen on all pages that readers have.
func seenEverywhere(border string) bool {
	c := written.FindString(border)
	return c != "" && !slices.ContainsFunc(voice.Pages, func(g screen.RGB) bool { return screen.Contrast(voice.RGB(c), g) < voice.LeastOfRules })
}

// colours wants those of the reader: a dark page and a sepia one are its choice, and what a
// system prefers is another thing. A rule may bring type and its ground together, and borders
// that are seen on every page.
func (c *styleCheck) colours() {
	for _, r := range c.rules {
		if strings.Contains(r.media, "color") {
			c.add(r.line, source.Msg("colours-depend-on-what-system-prefers"), source.Msg("take-block-away"))
		}
		grounded := grounded(r)
		for _, d := range r.decls {
			line := strings.HasPrefix(d.property, "border") && strings.ContainsAny(d.value, "#(") && !seenEverywhere(d.value)
			own := !slices.Contains([]string{"inherit", "currentcolor", "transparent", "none"}, d.value) && !veil.MatchString(d.value) && !grounded
			if line || slices.Contains(colour, d.property) && own {
				c.add(d.line, source.Msg("no-colour-every-page-reader-may", d.property, d.value), source.Msg("leave-colours-to-reader"))
			}
		}
	}
}

// far is a distance that nobody means to be seen.
var far = regexp.MustCompile(`-\d{3,}(px|em|in|rem)`)

// places wants nothing put out of sight: old engines show it, or never end.
func (c *styleCheck) places() {
	for _, r := range c.rules {
		for _, d := range r.decls {
			out := d.property == "position" && (d.value == "absolute" || d.value == "fixed") || d.property == "clip" || d.property == "clip-path" || far.MatchString(d.value)
			if out {
				c.add(d.line, source.Msg("puts-text-out-of-sight-where", d.property, d.value), source.Msg("show-or-use-aria-label"))
			}
		}
	}
}

// aligned wants the parts of a head set as they are meant, whatever is done to paragraphs.
func (c *styleCheck) aligned() {
	for _, s := range []string{".kicker", ".deck", ".byline", "h1", "h2", "h3"} {
		switch v, line := c.stated(s, "text-align"); v {
		case "":
			c.add(line, source.Msg("takes-alignment-of-paragraphs", s), source.Msg("give-text-align"))
		case "justify":
			c.add(line, source.Msg("justified-few-words-torn-apart", s), source.Msg("give-text-align"))
		}
	}
	for _, r := range c.rules {
		for _, d := range r.decls {
			if d.property == "text-align" && (d.value == "start" || d.value == "end") {
				c.add(d.line, source.Msg("text-align-not-known-by-all", d.value), source.Msg("write-left-or-right"))
			}
		}
	}
}

// pictures wants those in vertical lines held by the window: a part of the line's length or
// of the page's depth is no measure there.
func (c *styleCheck) pictures() {
	for _, p := range [...]struct{ property, unit string }{{"max-width", "vw"}, {"max-height", "vh"}} {
		if v, line := c.stated("img", p.property); !strings.HasSuffix(v, p.unit) {
			c.add(line, source.Msg("pictures-in-vertical-lines-not-held", p.property, v), source.Msg("give-in", p.property, p.unit))
		}
	}
}
