package fonts

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// embedded is a catalog of the six faces.
func embedded(t testing.TB) *Catalog {
	t.Helper()
	cat := &Catalog{}
	for _, f := range [][]string{
		{"NotoSerifSC-Regular", "宋", "song"}, {"NotoSerifSC-Black", "标宋", "song-black"}, {"NotoSansSC-Regular", "黑", "hei"},
		{"NotoSansSC-Bold", "粗黑", "hei-bold"}, {"LXGWWenKai-Regular", "楷", "kai"}, {"MaShanZheng-Regular", "毛笔", "brush"},
	} {
		if err := cat.Add(f[0], fontFile(t, f[0]), 0, f[1:]...); err != nil {
			t.Fatal(err)
		}
	}
	return cat
}

var fontFiles sync.Map

// fontFile reads one of the faces that banxin ships, once.
func fontFile(t testing.TB, name string) []byte {
	t.Helper()
	if data, ok := fontFiles.Load(name); ok {
		return data.([]byte)
	}
	data, err := os.ReadFile(filepath.Join("..", "assets", "faces", name+".ttf"))
	if err != nil {
		t.Fatal(err)
	}
	fontFiles.Store(name, data)
	return data
}

func TestFaceMetrics(t *testing.T) {
	cat := embedded(t)
	tests := []struct {
		role, postScript              string
		ascent, descent, capHeight, n int
		weight, stemV                 int
		flags                         uint32
		vertical                      bool
	}{
		{"宋", "NotoSerifSC-Regular", 880, -120, 729, 30920, 400, 87, FlagSymbolic | FlagSerif, true},
		{"标宋", "NotoSerifSC-Black", 880, -120, 729, 30920, 900, 241, FlagSymbolic | FlagSerif, true},
		{"黑", "NotoSansSC-Regular", 880, -120, 733, 30898, 400, 87, FlagSymbolic, true},
		{"粗黑", "NotoSansSC-Bold", 880, -120, 733, 30898, 700, 165, FlagSymbolic, true},
		{"楷", "LXGWWenKai-Regular", 880, -120, 695, 29145, 400, 87, FlagSymbolic | FlagSerif, true},
		{"毛笔", "MaShanZheng-Regular", 880, -120, 760, 7017, 400, 87, FlagSymbolic, false},
	}
	for _, tt := range tests {
		f := cat.Lookup(tt.role)
		if err := f.Err(); err != nil {
			t.Error(err)
		}
		if f.UnitsPerEm() != 1000 || f.Ascent() != tt.ascent || f.Descent() != tt.descent ||
			f.CapHeight() != tt.capHeight || f.NumGlyphs() != tt.n {
			t.Errorf("%s: upem %d ascent %d descent %d cap %d glyphs %d", f.Name(),
				f.UnitsPerEm(), f.Ascent(), f.Descent(), f.CapHeight(), f.NumGlyphs())
		}
		if f.PostScriptName() != tt.postScript || f.Weight() != tt.weight || f.StemV() != tt.stemV ||
			f.Flags() != tt.flags || f.HasVertical() != tt.vertical || f.Embedding() != 0 || !f.MayEmbed() {
			t.Errorf("%s: PostScript %s weight %d StemV %d flags %b vertical %v fsType %d", f.Name(),
				f.PostScriptName(), f.Weight(), f.StemV(), f.Flags(), f.HasVertical(), f.Embedding())
		}
	}
	kai := cat.Lookup("楷")
	if zh, en := kai.Family(true), kai.Family(false); zh != "霞鹜文楷" || en != "LXGW WenKai" {
		t.Errorf("family names %q and %q", zh, en)
	}
}

func TestGlyphAndAdvance(t *testing.T) {
	f := embedded(t).Lookup("宋")
	tests := []struct {
		r       rune
		g       GID
		advance int
	}{
		{'A', 34, 718}, {'1', 18, 471}, {' ', 1, 256}, {'\n', 0, 1000}, {-1, 0, 1000}, {0x110000, 0, 1000}, {0xFFFF, 0, 1000},
	}
	for _, tt := range tests {
		g := f.Glyph(tt.r)
		if g != tt.g || tt.g != 0 && f.Advance(g) != tt.advance {
			t.Errorf("%U: glyph %d advance %d, want %d and %d", tt.r, g, f.Advance(g), tt.g, tt.advance)
		}
	}
	for _, r := range "版心，。“—𬭎" {
		if g := f.Glyph(r); g == 0 || f.Advance(g) != 1000 || f.VAdvance(g) != 1000 || f.VOrigin(g) != 880 {
			t.Errorf("%c: glyph %d advance %d, vertical %d from %d", r, g, f.Advance(g), f.VAdvance(g), f.VOrigin(g))
		}
	}
}

func TestVert(t *testing.T) {
	cat := embedded(t)
	for _, tt := range []struct {
		role, changes, stays string
	}{
		{"宋", "，。：；！？“”（）《》—…「」", "版A1"},
		{"黑", "，。：；！？“”（）《》—…「」", "版A1"},
		{"楷", "，（）《》「」“”…", "版A1—"},
		{"毛笔", "", "版，。（）"},
	} {
		f := cat.Lookup(tt.role)
		for _, r := range tt.changes {
			if g := f.Glyph(r); g == 0 || f.Vert(g) == g {
				t.Errorf("%s: %c has no vertical form", f.Name(), r)
			}
		}
		for _, r := range tt.stays {
			if g := f.Glyph(r); f.Vert(g) != g {
				t.Errorf("%s: %c has a vertical form", f.Name(), r)
			}
		}
	}
}

func TestInkHoldsTheOutline(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		var out []Segment
		for g := 0; g < f.NumGlyphs(); g += 7 {
			out = f.Outline(out[:0], GID(g))
			x0, y0, x1, y1 := f.Ink(GID(g))
			for _, s := range out {
				n := map[Op]int{MoveTo: 1, LineTo: 1, QuadTo: 2, CubeTo: 3}[s.Op]
				x, y := int(s.X[n-1]), int(s.Y[n-1])
				if x < x0 || x > x1 || y < y0 || y > y1 {
					t.Fatalf("%s glyph %d: point %d,%d outside %d,%d-%d,%d", f.Name(), g, x, y, x0, y0, x1, y1)
				}
			}
			if (len(out) == 0) != (x0 == x1 && y0 == y1) {
				t.Errorf("%s glyph %d: %d segments in ink %d,%d-%d,%d", f.Name(), g, len(out), x0, y0, x1, y1)
			}
		}
	}
}

func TestFaceIsSafeForConcurrentUse(t *testing.T) {
	cat := embedded(t)
	want := embedded(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, f := range cat.Faces() {
				w := want.Faces()[i]
				for _, r := range "版，A“" {
					g := f.Glyph(r)
					if g != w.Glyph(r) || f.Vert(g) != w.Vert(g) || f.Advance(g) != w.Advance(g) || f.VOrigin(g) != w.VOrigin(g) {
						t.Errorf("%s %c differs", f.Name(), r)
					}
				}
				if a, b := f.ShapeLatin(nil, "AVATAR"), w.ShapeLatin(nil, "AVATAR"); len(a) != len(b) || a[0] != b[0] {
					t.Errorf("%s: shaped %v and %v", f.Name(), a, b)
				}
			}
		})
	}
	wg.Wait()
}

func TestCatalog(t *testing.T) {
	cat := embedded(t)
	data := fontFile(t, "NotoSerifSC-Regular")
	if err := cat.Add("NotoSerifSC-Regular", data, 0); err == nil {
		t.Error("a name was taken twice")
	}
	if err := cat.Add("书宋", data, 0, "宋"); err != nil {
		t.Error(err)
	}
	if f := cat.Lookup("宋"); f.Name() != "书宋" || f.Index() != 6 || cat.Faces()[6] != f {
		t.Errorf("宋 is %s, number %d", f.Name(), f.Index())
	}
	if cat.Lookup("NotoSerifSC-Regular").Index() != 0 || cat.Lookup("仿宋") != nil {
		t.Error("look-up by name")
	}
	chain := cat.Chain("毛笔", "仿宋", "brush", "宋")
	if len(chain) != 2 {
		t.Fatalf("chain of %d", len(chain))
	}
	if f, g := chain.Find('版'); f.Name() != "MaShanZheng-Regular" || g == 0 {
		t.Errorf("版 from %s", f.Name())
	}
	if f, g := chain.Find('·'); f.Name() != "书宋" || g == 0 {
		t.Errorf("· from %s glyph %d", f.Name(), g)
	}
	if f, g := chain.Find('\uE000'); f != chain[0] || g != 0 {
		t.Errorf("an unknown character from %s glyph %d", f.Name(), g)
	}
	if f, g := (Chain{}).Find('版'); f != nil || g != 0 {
		t.Error("an empty chain found something")
	}
	if got := chain.Missing(nil, "版\uE000心\n\uE001\uE000"); string(got) != "\uE000\uE001" {
		t.Errorf("missing %q", got)
	}
}

func TestAddRefuses(t *testing.T) {
	data := fontFile(t, "MaShanZheng-Regular")
	for name, bad := range map[string][]byte{
		"empty":     nil,
		"text":      []byte("not a font at all"),
		"woff2":     []byte("wOF2............"),
		"cut":       data[:100],
		"half":      data[:len(data)/2],
		"ttc":       []byte("ttcf\x00\x01\x00\x00\xff\xff\xff\xff"),
		"dir":       append(bytes.Clone(data[:4]), 0xFF, 0xFF),
		"no tables": append(bytes.Clone(data[:4]), 0, 0, 0, 0, 0, 0, 0, 0),
	} {
		if err := (&Catalog{}).Add(name, bad, 0); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, index := range []int{-1, 1} {
		if err := (&Catalog{}).Add("index", data, index); err == nil {
			t.Errorf("face %d: no error", index)
		}
	}
}
