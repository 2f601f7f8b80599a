package fonts

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"banxin/cmd/need"
)

// latinWords are what newspapers print between Han characters, and pairs that faces kern or join.
var latinWords = strings.Fields(`
AVATAR Type Tokyo WTO WiFi GDP AI APP 5G Covid-19 C919 office efficient waffle fjord affine
Te To Yo Va Wa LT AV Av P. T. r. y, f) "AV" (AVE) don’t “To” It’s naïve Café São München
https://www.example.com/AV?q=To%20fi user@example.com km/h CO2 H2O pH McDonald’s L’Oréal
U.S.A. Ph.D. e.g. i.e. vs. A.M. 3D 4K iPhone15 K-pop R&D B2B Top10 A4 No.1 24h 100kg 20℃
Ελλάδα Ω Москва Тула ﬁ
the quick brown fox jumps over the lazy dog Fly AWAY Typography Wolfgang Yvonne
`)

// hbShape asks the shaper of reference; format: glyph=cluster@x,y+advance.
func hbShape(t *testing.T, file string, args ...string) []string {
	t.Helper()
	tool := need.Tool(t, "hb-shape") // Debian libharfbuzz-bin
	out, err := exec.Command(tool, append([]string{"--no-glyph-names", "--language=zh-hans", "--font-file=" + file}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func embeddedFile(f *Face) string {
	return filepath.Join("..", "assets", "faces", f.Name()+".ttf")
}

// hbLine writes glyphs as hb-shape does, clusters counted in bytes.
func hbLine(glyphs []Shaped) string {
	parts := make([]string, len(glyphs))
	for i, g := range glyphs {
		at := ""
		if g.XOffset != 0 || g.YOffset != 0 {
			at = fmt.Sprintf("@%d,%d", g.XOffset, g.YOffset)
		}
		parts[i] = fmt.Sprintf("%d=%d%s+%d", g.ID, g.Cluster, at, g.Advance)
	}
	return "[" + strings.Join(parts, "|") + "]"
}

func TestShapeLatinAgreesWithHarfBuzz(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		for _, script := range []string{"latn", "grek", "cyrl"} {
			var words []string
			for _, w := range latinWords {
				if s := scriptOf(w).String(); strings.EqualFold(s, map[string]string{"latn": "Latn", "grek": "Grek", "cyrl": "Cyrl"}[script]) {
					words = append(words, w)
				}
			}
			want := hbShape(t, embeddedFile(f), "--utf8-clusters", "--features=pwid", "--script="+script, "--direction=ltr",
				"--text="+strings.Join(words, "\n"))
			if len(want) != len(words) {
				t.Fatalf("%d words, %d lines", len(words), len(want))
			}
			for i, w := range words {
				got, want := hbLine(f.ShapeLatin(nil, w)), strings.ReplaceAll(want[i], "gid", "")
				if !strings.Contains(want, "@") {
					got = byInk.ReplaceAllString(got, "+0")
				}
				if got != want {
					t.Errorf("%s %s:\n got %s\nwant %s", f.Name(), w, got, want)
				}
			}
		}
	}
}

// byInk is the place of a mark that its face has no anchor for: HarfBuzz leaves it behind its
// letter, ours goes by the ink of both.
var byInk = regexp.MustCompile(`@-?\d+,-?\d+\+0\b`)

func TestShapeSystemFacesAgreesWithHarfBuzz(t *testing.T) {
	for _, file := range []string{
		"/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", nimbus,
	} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			f := systemFace(t, file, 0)
			want := hbShape(t, file, "--utf8-clusters", "--features=pwid", "--script=latn", "--direction=ltr", "--text="+strings.Join(latinWords, "\n"))
			for i, w := range latinWords {
				if scriptOf(w).String() != "Latn" {
					continue
				}
				if got := hbLine(f.ShapeLatin(nil, w)); got != strings.ReplaceAll(want[i], "gid", "") {
					t.Errorf("%s:\n got %s\nwant %s", w, got, want[i])
				}
			}
		})
	}
}

// Figures and marks are kerned by some faces as well, a brush face's 41 among them.
func TestShapeFiguresAgreesWithHarfBuzz(t *testing.T) {
	marks := "0123456789.,:;%+-/()"
	var pairs []string
	for _, a := range marks {
		for _, b := range marks {
			pairs = append(pairs, string(a)+string(b))
		}
	}
	for _, f := range embedded(t).Faces() {
		want := hbShape(t, embeddedFile(f), "--utf8-clusters", "--script=latn", "--direction=ltr", "--features=pwid", "--text="+strings.Join(pairs, "\n"))
		for i, p := range pairs {
			if got := hbLine(f.ShapeLatin(nil, p)); got != strings.ReplaceAll(want[i], "gid", "") {
				t.Errorf("%s %s:\n got %s\nwant %s", f.Name(), p, got, want[i])
			}
		}
	}
}

// The horizontal glyphs of Chinese text need no shaper: cmap and locl give what HarfBuzz
// gives. So do cmap, locl and vert vertically, and VORG or vmtx the places.
func TestHanGlyphsAgreeWithHarfBuzz(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		checkHan(t, f, embeddedFile(f), 0)
	}
}

func TestHanGlyphsOfSystemFacesAgreeWithHarfBuzz(t *testing.T) {
	for _, c := range []struct {
		file  string
		index int
	}{{serifCJK, 2}, {sansCJK, 2}} {
		checkHan(t, systemFace(t, c.file, c.index), c.file, c.index)
	}
}

func checkHan(t *testing.T, f *Face, file string, index int) {
	t.Helper()
	var lines []string
	for _, span := range [][2]rune{{0x2010, 0x2027}, {0x3000, 0x303F}, {0x3041, 0x3096}, {0x30A0, 0x30FF}, {0xFF01, 0xFF60}, {0x4E00, 0x4E80}} {
		for r := span[0]; r <= span[1]; r++ {
			if f.Glyph(r) != 0 && !unicode.Is(unicode.M, r) { // HarfBuzz hangs combining marks on letters
				lines = append(lines, string(r))
			}
		}
	}
	for _, direction := range []string{"ltr", "ttb"} {
		want := hbShape(t, file, "--utf8-clusters", "--script=hani", fmt.Sprint("--face-index=", index),
			"--direction="+direction, "--text="+strings.Join(lines, "\n"))
		if len(want) != len(lines) {
			t.Fatalf("%d lines for %d characters", len(want), len(lines))
		}
		for i, line := range lines {
			r := []rune(line)[0]
			g := f.Glyph(r)
			got := fmt.Sprintf("[%d=0+%d]", g, f.Advance(g))
			if direction == "ttb" {
				g = f.Vert(g)
				got = fmt.Sprintf("[%d=0@%d,%d+0,%d]", g, -(f.Advance(g) / 2), -f.VOrigin(g), -f.VAdvance(g))
				if !f.HasVertical() {
					got = fmt.Sprintf("[%d=0", g)
				}
			}
			if !strings.HasPrefix(strings.ReplaceAll(want[i], "gid", ""), got) {
				t.Errorf("%s %s %U %c: got %s, want %s", f.Name(), direction, r, r, got, want[i])
			}
		}
	}
}

func TestShapeLatinForgetsWithoutDifference(t *testing.T) {
	f := embedded(t).Lookup("宋")
	want := hbLine(f.ShapeLatin(nil, "AVATAR"))
	for i := range maxWords + 10 {
		f.ShapeLatin(nil, fmt.Sprint("x", i))
	}
	if n := len(f.shaper.get().words); n > maxWords {
		t.Errorf("%d words kept", n)
	}
	if got := hbLine(f.ShapeLatin(nil, "AVATAR")); got != want {
		t.Errorf("after forgetting %s, before %s", got, want)
	}
	long := strings.Repeat("AVATAR ", 100)
	if n := len(f.ShapeLatin(nil, long)); n != len(long) {
		t.Errorf("%d glyphs for %d letters", n, len(long))
	}
	if _, kept := f.shaper.get().words[long]; kept {
		t.Error("a long run was kept")
	}
}

func TestKnownWordsAndHanAllocateNothing(t *testing.T) {
	f := embedded(t).Lookup("宋")
	dst := make([]Shaped, 0, 64)
	sum := 0
	allocs := testing.AllocsPerRun(100, func() {
		dst = f.ShapeLatin(dst[:0], "Typography")
		for _, r := range "版心是报纸版面上，印有文字“和图片”的部分。" {
			g := f.Glyph(r)
			sum += f.Advance(g) + f.VAdvance(f.Vert(g)) + f.VOrigin(g)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
