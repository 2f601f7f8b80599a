package voice

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/editions"
	"banxin/output/internal/screen"
)

// looks are those of the voices that banxin ships.
func looks(t *testing.T) map[string]*Look {
	t.Helper()
	entries, err := fs.ReadDir(assets.Templates(), "声音")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*Look{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".yaml")
		ed, _, err := editions.LoadWith(fstest.MapFS{"paper.yaml": {Data: []byte("声音: " + name + "\n")}, "editions/2026-10-21/edition.yaml": {Data: []byte("版: []\n")}}, "", editions.Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		if out[name] = Of(ed.Paper); out[name] == nil || !out[name].Sound() || ed.Paper.EEdition.Fonts != editions.BookFontsHeadlines {
			t.Fatalf("%s: %+v, faces of heads %v", name, out[name], ed.Paper.EEdition.Fonts)
		}
	}
	return out
}

// TestVoicesCanBeRead: type in the colours of each voice has a contrast of 4.5 to all that it
// stands on, by day and by night, in any book; rules are seen on every page that readers have.
func TestVoicesCanBeRead(t *testing.T) {
	all := looks(t)
	if len(all) != 6 {
		t.Fatalf("%d voices", len(all))
	}
	day := []screen.RGB{{0xe9, 0xe4, 0xd8}, {255, 255, 255}}
	night := []screen.RGB{{0x1d, 0x1a, 0x17}, {0, 0, 0}}
	accents := map[string]string{}
	for name, l := range all {
		css := l.Sheet(Grounds{day, night})
		for i, part := range strings.SplitN(css, "@media", 2) {
			grounds := [][]screen.RGB{day, night}[i]
			found := regexp.MustCompile(`--\w+: (#\w{6})`).FindAllStringSubmatch(part, -1)
			if len(found) < 4 {
				t.Errorf("%s: %d colours", name, len(found))
			}
			for _, m := range found {
				for _, g := range grounds {
					if c := screen.Contrast(RGB(m[1]), g); c < LeastContrast {
						t.Errorf("%s: %s on %s: %.2f", name, m[0], Hex(g), c)
					}
				}
			}
		}
		book := l.Book()
		pair := regexp.MustCompile(`background-color: (#\w{6}); color: (#\w{6})`).FindStringSubmatch(book)
		if pair == nil || screen.Contrast(RGB(pair[1]), RGB(pair[2])) < LeastContrast {
			t.Errorf("%s: %v", name, pair)
		}
		for _, m := range regexp.MustCompile(`solid (#\w{6})`).FindAllStringSubmatch(book, -1) {
			for _, g := range Pages {
				if c := screen.Contrast(RGB(m[1]), g); c < LeastOfRules {
					t.Errorf("%s: a rule in %s on %s: %.2f", name, m[1], Hex(g), c)
				}
			}
		}
		if other := accents[l.Accent]; other != "" {
			t.Errorf("%s and %s have one colour", name, other)
		}
		accents[l.Accent] = name
		t.Logf("%s: %+v", name, *l)
	}
	if all["都市报"].Heads != sans || !all["都市报"].Left || all["党报"].Heads != serif || all["社区报"].Heads != kai || all["周刊"].Second == all["周刊"].Accent {
		t.Errorf("%+v %+v %+v", all["都市报"], all["党报"], all["社区报"])
	}
}

// TestReadable: any colour comes to stand out from any ground that a reader may choose, and one
// that does already stays.
func TestReadable(t *testing.T) {
	for _, ground := range Pages {
		for r := 0; r < 256; r += 51 {
			for g := 0; g < 256; g += 51 {
				for b := 0; b < 256; b += 51 {
					c := screen.RGB{uint8(r), uint8(g), uint8(b)}
					out := Readable(c, LeastContrast, ground)
					if screen.Contrast(out, ground) < LeastContrast {
						t.Fatalf("%v on %v becomes %v", c, ground, out)
					}
					if screen.Contrast(c, ground) >= LeastContrast && out != c {
						t.Fatalf("%v on %v becomes %v", c, ground, out)
					}
					if e := Everywhere(c); screen.Contrast(e, ground) < LeastOfRules {
						t.Fatalf("rules in %v become %v on %v", c, e, ground)
					}
				}
			}
		}
	}
}

// TestSound: what an e-paper of others says of its look comes into no style sheet unless it is
// one.
func TestSound(t *testing.T) {
	for l, want := range map[Look]bool{
		{Accent: "#aa0000", Heads: "sans"}:                                 true,
		{Accent: "#aa0000", Second: "#00aa00", Heads: "serif", Left: true}: true,
		{Accent: "red; } body { display: none }", Heads: "sans"}:           false,
		{Accent: "#aa0000", Second: "url(//example.org)", Heads: "sans"}:   false,
		{Accent: "#aa0000", Heads: "x; } * { color: red"}:                  false,
		{Heads: "sans"}:                      false,
		{Accent: "#aa0000\n", Heads: "sans"}: false,
	} {
		if got := l.Sound(); got != want {
			t.Errorf("%+v: %v", l, got)
		}
	}
	var none *Look
	if none.Sound() || none.Sheet(Grounds{}) != "" || none.Book() != "" {
		t.Error("a paper without a voice says something")
	}
}
