package epub

import (
	"fmt"
	"strings"
	"testing"

	"banxin/output/internal/voice"
)

// Each rule of the sheets is held: a sheet that breaks one is found, where it does.
func TestCheckStyle(t *testing.T) {
	of := &voice.Look{Voice: "社区报", Accent: "#f7740a", Second: "#4aa63c", Heads: "kai", Left: true}
	for _, sheet := range []form{{}, {vertical: true}, {western: true}, {fixed: true}, {voice: of}, {vertical: true, voice: of}} {
		if l := CheckStyle("banxin.css", sheetFor(sheet), sheet.fixed); len(l) > 0 {
			t.Errorf("%+v: %v", sheet, l)
		}
	}
	whole := string(sheetFor(form{vertical: true}))
	for _, c := range []struct{ name, old, new, want string }{
		{"hidden", "[hidden] { display: none; }", "", "hidden is shown"},
		{"hidden in a block", "[hidden] { display: none; }", "@media screen { [hidden] { display: none; } }", "hidden is shown"},
		{"display", "article, aside,", "aside,", "do not know article"},
		{"display inline", "figure, footer, header, main, nav, section { display: block; }", "figure, footer, header, main, nav, section { display: block; } nav { display: inline }", "do not know nav"},
		{"colour", "a { color: inherit;", "a { color: #0b4f8a;", "color: #0b4f8a"},
		{"colour after a comment", "a { color: inherit;", "a { /* { } ; */ color: red;", "color: red"},
		{"background", "rgba(128, 128, 128, 0.2)", "#eeeeee", "background-color: #eeeeee"},
		{"background too strong", "rgba(128, 128, 128, 0.2)", "rgba(128, 128, 128, 0.6)", "background-color"},
		{"border", ".missing { border: 1px dashed;", ".missing { border-color: #a3161a;", "border-color: #a3161a"},
		{"border in short", ".missing { border: 1px dashed;", ".missing { border: 1px dashed #a3161a;", "border: 1px dashed #a3161a"},
		{"colour on a ground near it", "/* head of a story */", ".x { color: #777777; background-color: #ffffff }", "color: #777777"},
		{"ground alone", "/* head of a story */", ".x { background-color: #8c1515 }", "background-color: #8c1515"},
		{"pale border", "/* head of a story */", ".x { border-bottom: 1px solid #eeeeee }", "border-bottom: 1px solid #eeeeee"},
		{"dark", "/* head of a story */", "@media (prefers-color-scheme: dark) { p { margin: 0 } }", "system prefers"},
		{"dark, nested colour", "/* head of a story */", "@media (prefers-color-scheme: dark) { a { color: #8cbfee; } }", "color: #8cbfee"},
		{"absolute", "sup, sub {", ".unseen { position: absolute; } sup, sub {", "position: absolute"},
		{"clip", "sup, sub {", ".unseen { clip: rect(0, 0, 0, 0); } sup, sub {", "clip: rect"},
		{"far", "sup, sub {", ".unseen { text-indent: -9999px; } sup, sub {", "text-indent: -9999px"},
		{"kicker", ".kicker { font-size: 1.05em; text-align: center;", ".kicker { font-size: 1.05em;", ".kicker takes"},
		{"byline", ".byline { margin-top: 0.6em; font-size: 0.9em; text-align: center;", ".byline {", ".byline takes"},
		{"head justified", "h2 { margin: 1.4em 0 0.6em; font-size: 1.15em; line-height: 1.4; text-align: center;", "h2 { text-align: justify;", "h2 is justified"},
		{"end", ".signoff { text-align: right;", ".signoff { text-align: right; text-align: end;", "text-align: end"},
		{"width", "max-width: 88vw;", "max-width: none;", "max-width: none"},
		{"height", "max-height: 78vh;", "max-height: 100%;", "max-height: 100%"},
	} {
		css := strings.Replace(whole, c.old, c.new, 1)
		if css == whole {
			t.Errorf("%s: nothing to break", c.name)
			continue
		}
		l := CheckStyle("banxin.css", []byte(css), false)
		if said := fmt.Sprint(l); !strings.Contains(said, c.want) {
			t.Errorf("%s: %v, want %q", c.name, l, c.want)
		}
	}
}

// A finding stands where the declaration does.
func TestCheckStylePlace(t *testing.T) {
	css := strings.Replace(string(sheetFor(form{})), "/* body of a story */", ".x {\n/* a\nb */ margin: 0;\n  color: red }", 1)
	want := 1 + strings.Count(css[:strings.Index(css, "color: red")], "\n")
	if l := CheckStyle("banxin.css", []byte(css), false); len(l) != 1 || l[0].Pos.Line != want {
		t.Errorf("%v, want line %d", l, want)
	}
}

// TestVoiceReachesTheBook: a paper in a voice has its colours in the book's sheet, and its heads
// in its own face; one that has none has neither.
func TestVoiceReachesTheBook(t *testing.T) {
	e := inVoice(t, "都市报")
	sheet := func(o Options) string {
		b, err := newBook(e.ed, e.doc, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.addFonts(e.cat); err != nil {
			t.Fatal(err)
		}
		return string(b.style.data)
	}
	css := sheet(Options{Fonts: FontMode(e.ed.Paper.EEdition.Fonts)})
	for _, want := range []string{"the paper's voice", "color: #ffffff", "article h1 { font-family: \"edition-"} {
		if !strings.Contains(css, want) {
			t.Errorf("the sheet of the book lacks %s", want)
		}
	}
	if l := CheckStyle("banxin.css", []byte(css), false); len(l) > 0 {
		t.Error(l)
	}
	e.ed.Paper.Voice = ""
	if css := sheet(Options{}); strings.Contains(css, "voice") || strings.Contains(css, "#ffffff") {
		t.Error("a paper without a voice has colours")
	}
}
