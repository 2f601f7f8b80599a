package fonts

import (
	"slices"
	"testing"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Tests on tables made here, for what the faces at hand do not have.

// madeGlyphs is the metrics of a face with these glyph descriptions and side bearings.
func madeGlyphs(bearings []int, glyphs ...[]byte) *Face {
	m := &metrics{numGlyphs: len(glyphs), numLong: len(glyphs), unitsPerEm: 1000}
	m.loca = appendU16(nil, 0)
	for i, g := range glyphs {
		if len(g)%2 != 0 {
			g = append(g, 0)
		}
		m.glyf = append(m.glyf, g...)
		m.loca = appendU16(m.loca, len(m.glyf)/2)
		m.hmtx = appendU16(m.hmtx, 1000, bearings[i])
	}
	f := &Face{name: "made"}
	f.metrics.fill(func() *metrics { return m })
	return f
}

// corner is a simple glyph of three points: x,y, x+100,y and x,y+200.
func corner(x, y int) []byte {
	return append(appendU16(nil, 1, x, y, x+100, y+200, 2, 0),
		append([]byte{1, 1, 1}, appendU16(nil, x, 100, -100, y, 0, 200)...)...)
}

func TestGlyphIsPlacedByItsBearing(t *testing.T) {
	f := madeGlyphs([]int{50}, corner(10, 20))
	if got, want := drawn(f.Outline(nil, 0)), "M50,20 L150,20 L50,220"; got != want {
		t.Errorf("drawn %s, want %s", got, want)
	}
	if x0, y0, x1, y1 := f.Ink(0); x0 != 50 || y0 != 20 || x1 != 150 || y1 != 220 {
		t.Errorf("ink %d,%d-%d,%d", x0, y0, x1, y1)
	}
}

func TestComposites(t *testing.T) {
	head := func() []byte { return appendU16(nil, -1, 0, 0, 0, 0) }
	const half, one = 1 << 13, 1 << 14
	tests := []struct {
		name  string
		parts []byte
		want  string
	}{
		{"byte offsets", append(appendU16(head(), argsAreOffsets, 0), 5, 0xFB), "M5,-5 L105,-5 L5,195"},
		{"word offsets", appendU16(head(), argsAreOffsets|argsAreWords, 0, 300, -300), "M300,-300 L400,-300 L300,-100"},
		{"scale", appendU16(append(appendU16(head(), argsAreOffsets|hasScale, 0), 10, 10), half), "M10,10 L60,10 L10,110"},
		{"scaled offset", appendU16(append(appendU16(head(), argsAreOffsets|hasScale|scalesOffset, 0), 10, 10), half), "M5,5 L55,5 L5,105"},
		{"two scales", appendU16(append(appendU16(head(), argsAreOffsets|hasTwoScales, 0), 0, 0), half, one), "M0,0 L50,0 L0,200"},
		{"a quarter turn", appendU16(append(appendU16(head(), argsAreOffsets|hasMatrix, 0), 0, 0), 0, one, -one, 0), "M0,0 L0,100 L-200,0"},
		{"point on point", append(appendU16(append(appendU16(head(), argsAreOffsets|moreParts, 0), 0, 0), 0, 0), 2, 1), "M0,0 L100,0 L0,200 M-100,200 L0,200 L-100,400"},
		{"a point that is not there", append(appendU16(append(appendU16(head(), argsAreOffsets|moreParts, 0), 0, 0), 0, 0), 2, 9), "M0,0 L100,0 L0,200 M0,0 L100,0 L0,200"},
		{"a part that is not there", append(appendU16(head(), argsAreOffsets, 99), 0, 0), ""},
		{"a part cut off", appendU16(head(), argsAreOffsets), ""},
		{"itself", append(appendU16(head(), argsAreOffsets, 1), 0, 0), ""},
	}
	for _, tt := range tests {
		f := madeGlyphs([]int{0, 0}, corner(0, 0), tt.parts)
		if got := drawn(f.Outline(nil, 1)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Glyphs that are made of two parts each, 40 deep, would take 2^40 steps.
func TestCompositesAreBounded(t *testing.T) {
	glyphs := [][]byte{corner(0, 0)}
	bearings := []int{0}
	for i := range 40 {
		g := append(appendU16(appendU16(nil, -1, 0, 0, 0, 0), argsAreOffsets|moreParts, i), 0, 0)
		for range 300 {
			g = append(appendU16(g, argsAreOffsets|moreParts, i), 1, 1)
		}
		glyphs = append(glyphs, append(appendU16(g, argsAreOffsets, i), 1, 1))
		bearings = append(bearings, 0)
	}
	f := madeGlyphs(bearings, glyphs...)
	if n := len(f.Outline(nil, 40)); n > maxPoints {
		t.Errorf("%d segments", n)
	}
	if n := len(f.Outline(nil, 1)); n != 3*302 {
		t.Errorf("%d segments of 302 parts", n)
	}
}

func TestContoursWithoutPointsOnTheCurve(t *testing.T) {
	off := func(x, y int32) point { return point{x: x, y: y} }
	on := func(x, y int32) point { return point{x: x, y: y, on: true} }
	for _, tt := range []struct {
		contour []point
		want    string
	}{
		{[]point{off(0, 0), off(10, 0), off(10, 10), off(0, 10)}, "M0,5 Q0,0 5,0 Q10,0 10,5 Q10,10 5,10 Q0,10 0,5"},
		{[]point{off(0, 0), on(10, 0), on(10, 10)}, "M10,10 Q0,0 10,0"},
		{[]point{on(0, 0), on(10, 0), off(10, 10)}, "M0,0 L10,0 Q10,10 0,0"},
		{[]point{on(0, 0)}, ""},
	} {
		if got := drawn(appendContour(nil, tt.contour)); got != tt.want {
			t.Errorf("%v:\n got %s\nwant %s", tt.contour, got, tt.want)
		}
	}
}

// madeGSUB has scripts latn, DFLT and hani (with ZHS or without), whose language systems name
// feature 0, 1 and 2 in turn; each feature is vert with lookups of its own.
func madeGSUB(chinese bool) table {
	scripts := appendU16(nil, 3)
	for i, tag := range []string{"latn", "DFLT", "hani"} {
		scripts = appendU16(append(scripts, tag...), 20+20*i)
	}
	for i := range 3 {
		script := appendU16(nil, 4, 0, 0, 0xFFFF, 1, i, 0, 0, 0, 0)
		if chinese && i == 2 { // ZHS alone, 10 bytes on
			script = appendU16(append(appendU16(nil, 0, 1), "ZHS "...), 10, 0, 0xFFFF, 1, i, 0)
		}
		scripts = append(scripts, script...)
	}
	features := appendU16(nil, 3)
	for i := range 3 {
		features = appendU16(append(features, "vert"...), 20+10*i)
	}
	features = appendU16(features, 0, 1, 0, 0, 0)
	features = appendU16(features, 0, 1, 1, 0, 0)
	features = appendU16(features, 0, 2, 2, 3, 0)
	coverage1 := func(glyphs ...int) []byte { return appendU16(appendU16(nil, 1, len(glyphs)), glyphs...) }
	delta := func(d int, glyphs ...int) []byte { return append(appendU16(nil, 1, 6, d), coverage1(glyphs...)...) }
	lookup := func(kind int, sub []byte) []byte { return append(appendU16(nil, kind, 0, 1, 8), sub...) }
	list := [][]byte{
		lookup(1, delta(10, 1, 2, 3)),
		lookup(1, delta(20, 1, 2, 3)),
		lookup(7, append(appendU32(appendU16(nil, 1, 1), 8), // an extension to format 2, covered by a range
			append(appendU16(nil, 2, 10, 2, 30, 31), appendU16(nil, 2, 1, 1, 2, 0)...)...)),
		lookup(1, delta(5, 30, 3)),
	}
	lookups := appendU16(nil, len(list))
	at := 2 + 2*len(list)
	for _, l := range list {
		lookups = appendU16(lookups, at)
		at += len(l)
	}
	for _, l := range list {
		lookups = append(lookups, l...)
	}
	out := appendU16(nil, 1, 0, 10, 10+len(scripts), 10+len(scripts)+len(features))
	return slices.Concat(out, scripts, features, lookups)
}

func TestFormsOfScriptAndLanguage(t *testing.T) {
	for _, tt := range []struct {
		chinese bool
		want    []GID // of glyphs 0 to 4
	}{
		{false, []GID{0, 35, 31, 8, 4}}, // both lookups, the second on the outcome of the first
		{true, []GID{0, 35, 31, 8, 4}},
	} {
		gsub := madeGSUB(tt.chinese)
		dir := append([]byte("GSUB"), appendU32(nil, 0, 0, uint32(len(gsub)))...)
		f := &Face{data: gsub, dir: dir}
		f.metrics.fill(func() *metrics { return &metrics{numGlyphs: 40} })
		for g, want := range tt.want {
			if got := f.Vert(GID(g)); got != want {
				t.Errorf("chinese %v: glyph %d stands as %d, want %d", tt.chinese, g, got, want)
			}
		}
	}
}

func TestGlyphNamed(t *testing.T) {
	tests := map[string][]byte{
		"format 0": appendU16([]byte{0}, 5, 300, 7),
		"format 1": append(appendU16(append(appendU16([]byte{1}, 5), 0), 300), 1),
		"format 2": appendU16([]byte{2}, 5, 0, 300, 400),
	}
	for name, charset := range tests {
		c := &cff{charset: charset, glyphs: cffIndex{count: 4}}
		for sid, want := range map[int]GID{5: 1, 300: 2} {
			if g, ok := c.glyphNamed(sid); !ok || g != want {
				t.Errorf("%s: string %d is glyph %d, %v", name, sid, g, ok)
			}
		}
		if g, ok := c.glyphNamed(6); ok {
			t.Errorf("%s: string 6 is glyph %d", name, g)
		}
	}
	c := &cff{charset: tests["format 2"], glyphs: cffIndex{count: 350}}
	if g, ok := c.glyphNamed(300 + 257); !ok || g != 2+257 {
		t.Errorf("a range of more than a byte: glyph %d, %v", g, ok)
	}
}

func TestScriptOf(t *testing.T) {
	for text, want := range map[string]language.Script{
		"A4": language.Latin, "2026": language.Latin, "“Ω": language.Greek, "1-я": language.Cyrillic,
	} {
		if got := scriptOf(text); got != want {
			t.Errorf("%s is %s", text, got)
		}
	}
}

func TestCmapFormats(t *testing.T) {
	sub := func(platform, encoding int, body []byte) table {
		return append(appendU32(appendU16(nil, 0, 1, platform, encoding), 12), body...)
	}
	groups := func(format int, g ...uint32) []byte {
		return appendU32(appendU32(appendU16(nil, format, 0), 0, 0, uint32(len(g)/3)), g...)
	}
	zero := append(appendU16(nil, 0, 262, 0), make([]byte, 256)...)
	zero[6+'A'], zero[6+200] = 3, 4
	for _, tt := range []struct {
		name string
		cmap table
		want map[rune]GID
	}{
		{"0", sub(1, 0, zero), map[rune]GID{'A': 3, 200: 0}},
		{"4 with offsets", sub(3, 1, appendU16(nil, 4, 0, 0, 4, 0, 0, 0, 'B', 0xFFFF, 0, 'A', 0xFFFF, 1, 1, 4, 0, 4, 0)), map[rune]GID{'A': 5, 'B': 0, 0xFFFF: 0}},
		{"4 as a symbol font", sub(3, 0, appendU16(nil, 4, 0, 0, 4, 0, 0, 0, 0xF042, 0xFFFF, 0, 0xF041, 0xFFFF, 0x0FC0, 1, 0, 0)), map[rune]GID{'A': 1, 'B': 2, 0xF041: 1, 'C': 0}},
		{"6", sub(0, 3, appendU16(nil, 6, 0, 0, 'A', 2, 7, 8)), map[rune]GID{'A': 7, 'B': 8, 'C': 0}},
		{"10", sub(0, 4, appendU16(appendU32(appendU16(nil, 10, 0), 0, 0, 'A', 2), 7, 8)), map[rune]GID{'A': 7, 'B': 8, 'C': 0}},
		{"12", sub(3, 10, groups(12, 'A', 'C', 5, 0x20000, 0x20002, 8)), map[rune]GID{'A': 5, 'C': 7, 'D': 0, 0x20001: 9, 0x20002: 0}},
		{"12 out of order", sub(3, 10, groups(12, 'C', 'D', 5, 'A', 'C', 1)), map[rune]GID{'A': 0, 'C': 5}},
		{"13", sub(3, 10, groups(13, 'A', 'C', 5, 0x20000, 0x2FFFF, 6)), map[rune]GID{'A': 5, 'C': 5, 0x2ABCD: 6, 0x30000: 0}},
		{"14 alone", sub(0, 5, appendU16(nil, 14, 0, 0, 0, 0)), map[rune]GID{'A': 0}},
	} {
		f := &Face{data: tt.cmap, dir: append([]byte("cmap"), appendU32(nil, 0, 0, uint32(len(tt.cmap)))...)}
		f.metrics.fill(func() *metrics { return &metrics{numGlyphs: 10} })
		for r, want := range tt.want {
			if got := f.Glyph(r); got != want {
				t.Errorf("format %s: %U is glyph %d, want %d", tt.name, r, got, want)
			}
		}
	}
}

func TestFirstSubtableCounts(t *testing.T) {
	s := substitution{to: map[GID]GID{}, numGlyphs: 40, budget: 100}
	s.readSingle(appendU16(nil, 1, 6, 10, 1, 1, 3))
	s.readSingle(appendU16(nil, 1, 6, 20, 1, 2, 3, 4))
	if s.to[3] != 13 || s.to[4] != 24 || !slices.Equal(s.from, []GID{3, 4}) {
		t.Errorf("%v from %v", s.to, s.from)
	}
}

func TestMayEmbed(t *testing.T) {
	for bits, want := range map[uint16]bool{
		0: true, EmbedRestricted: false, EmbedPreview: true, EmbedEditable: true, EmbedRestricted | EmbedEditable: true,
		EmbedNoSubset: true, EmbedBitmaps: false, EmbedPreview | EmbedNoSubset: true, EmbedRestricted | EmbedNoSubset: false,
	} {
		f := &Face{}
		f.metrics.fill(func() *metrics { return &metrics{embedding: bits} })
		if f.MayEmbed() != want {
			t.Errorf("fsType %#x: %v", bits, !want)
		}
		if whole := want && bits&EmbedNoSubset != 0; f.OnlyWhole() != whole {
			t.Errorf("fsType %#x: only as a whole: %v", bits, !whole)
		}
	}
}

func TestVerticalWithoutTables(t *testing.T) {
	for _, tt := range []struct{ ascent, descent, origin int }{{880, -120, 880}, {850, -150, 850}, {1151, -286, 880}} {
		f := &Face{}
		f.metrics.fill(func() *metrics { return &metrics{unitsPerEm: 1000, ascent: tt.ascent, descent: tt.descent} })
		if f.VOrigin(1) != tt.origin || f.VAdvance(1) != 1000 || f.HasVertical() {
			t.Errorf("%v: origin %d, advance %d", tt, f.VOrigin(1), f.VAdvance(1))
		}
	}
}

// A shaper that panics leaves the face without kerning, and ready for the next word.
func TestShaperPanicIsADamagedFace(t *testing.T) {
	f := embedded(t).Lookup("宋")
	f.shaper.fill(func() *shaper {
		return &shaper{words: map[string][]Shaped{}, buffer: harfbuzz.NewBuffer(), font: &harfbuzz.Font{}}
	})
	for range 2 {
		if got := hbLine(f.ShapeLatin(nil, "AV")); got != "[34=0+718|55=1+714]" {
			t.Errorf("shaped %s", got)
		}
	}
}
