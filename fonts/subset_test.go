package fonts

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// python runs a script with fontTools, an independent reader of fonts.
func python(t *testing.T, script string, args ...string) string {
	t.Helper()
	tool := need.Tool(t, "python3")
	if exec.Command(tool, "-c", "import fontTools").Run() != nil {
		need.Missing(t, "fontTools for python3")
	}
	cmd := exec.Command(tool, append([]string{"-c", script}, args...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	if errs.Len() > 0 {
		t.Errorf("fontTools says: %s", errs.String())
	}
	return string(out)
}

func tempFont(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "subset.ttf")
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// reopen reads a file of ours, which for a PDF has no cmap.
func reopen(t testing.TB, data []byte) *Face {
	t.Helper()
	f := &Face{name: "subset", data: data}
	f.dir = f.data.part(12, uint32(16*f.data.u16(4)))
	if err := f.Err(); err != nil {
		t.Error(err)
	}
	return f
}

// composites lists the glyphs made of parts.
func composites(f *Face) (out []GID) {
	for g := range f.NumGlyphs() {
		if f.core().glyphData(GID(g)).i16(0) < 0 {
			out = append(out, GID(g))
		}
	}
	return out
}

func TestSubsetKeepsOutlinesAndAdvances(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		gids := []GID{0}
		for _, r := range "版心，是“报纸”Ag1 繁𬭎" {
			if g := f.Glyph(r); g != 0 && !slices.Contains(gids, g) {
				gids = append(gids, g)
			}
		}
		gids = append(gids, composites(f)...)
		if f.Name() == "NotoSerifSC-Regular" { // enough for the long form of loca
			for g := range GID(1500) {
				gids = append(gids, 5000+g)
			}
		}
		data, err := f.Subset(gids)
		if err != nil {
			t.Fatal(err)
		}
		if sum := checksum(data); sum != 0xB1B0AFBA {
			t.Errorf("%s: the file adds up to %X", f.Name(), sum)
		}
		again, _ := f.Subset(gids)
		if !bytes.Equal(data, again) {
			t.Errorf("%s: not the same bytes twice", f.Name())
		}
		s := reopen(t, data)
		if s.NumGlyphs() < len(gids) {
			t.Errorf("%s: %d glyphs of %d", f.Name(), s.NumGlyphs(), len(gids))
		}
		for i, g := range gids {
			if !slices.Equal(s.Outline(nil, GID(i)), f.Outline(nil, g)) {
				t.Errorf("%s: outline of glyph %d differs", f.Name(), g)
			}
			if s.Advance(GID(i)) != f.Advance(g) {
				t.Errorf("%s: glyph %d advances %d, in the subset %d", f.Name(), g, f.Advance(g), s.Advance(GID(i)))
			}
		}
	}
}

func TestSubsetIsSmall(t *testing.T) {
	f := embedded(t).Lookup("宋")
	data, err := f.Subset([]GID{0, f.Glyph('版')})
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 1200 {
		t.Errorf("one character makes %d bytes", len(data))
	}
}

func TestSubsetRefuses(t *testing.T) {
	f := embedded(t).Lookup("毛笔")
	for _, gids := range [][]GID{nil, {1}, {0, 60000}} {
		if _, err := f.Subset(gids); err == nil {
			t.Errorf("%v: no error", gids)
		}
	}
	if _, err := f.SubsetText([]rune("版"), "霞鹜"); err == nil {
		t.Error("a name without ASCII letters was taken")
	}
}

const compareGlyphs = `
import sys, logging
logging.disable(logging.WARNING) # of excess bytes in the source's own glyphs
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen
src, sub = TTFont(sys.argv[1]), TTFont(sys.argv[2], checkChecksums=2)
for tag in sub.keys(): sub[tag]
a, b = src.getGlyphSet(), sub.getGlyphSet()
bad = 0
for i, g in enumerate(map(int, sys.argv[3].split(','))):
    p, q = DecomposingRecordingPen(a), DecomposingRecordingPen(b)
    a[src.getGlyphName(g)].draw(p)
    b[sub.getGlyphName(i)].draw(q)
    if p.value != q.value or a[src.getGlyphName(g)].width != b[sub.getGlyphName(i)].width: bad += 1
print(bad, sub['maxp'].numGlyphs, ' '.join(sorted(sub.keys())))
`

func TestSubsetByFontTools(t *testing.T) {
	f := embedded(t).Lookup("楷")
	gids := []GID{0}
	for _, r := range "版心是报纸Ag1，" {
		gids = append(gids, f.Glyph(r))
	}
	gids = append(gids, composites(f)...)
	data, err := f.Subset(gids)
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(gids)), ","), "[]")
	got := python(t, compareGlyphs, embeddedFile(f), tempFont(t, data), list)
	want := fmt.Sprintf("0 %d GlyphOrder glyf head hhea hmtx loca maxp\n", reopen(t, data).NumGlyphs())
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

const describeText = `
import sys
from fontTools.ttLib import TTFont
f = TTFont(sys.argv[1], checkChecksums=2)
for tag in f.keys(): f[tag]
print(' '.join(sorted(f.keys())))
print(''.join(map(chr, sorted(f.getBestCmap()))))
print([(t.platformID, t.platEncID, t.format) for t in f['cmap'].tables])
for i in (1, 2, 4, 6): print(f['name'].getDebugName(i))
print('LXGW' in f['name'].getDebugName(0), 'Open Font License' in f['name'].getDebugName(13))
if 'GSUB' in f:
    g = f['GSUB'].table
    print([s.ScriptTag for s in g.ScriptList.ScriptRecord], [r.FeatureTag for r in g.FeatureList.FeatureRecord],
          len(g.LookupList.Lookup[0].SubTable[0].mapping))
o = f['OS/2']
print(hex(o.usFirstCharIndex), hex(o.usLastCharIndex), o.fsType, o.sTypoAscender)
`

func TestSubsetTextByFontTools(t *testing.T) {
	f := embedded(t).Lookup("楷")
	data, err := f.SubsetText([]rune("版心“，”（A）版\U00020087 \U000F0000"), "Paper Kai")
	if err != nil {
		t.Fatal(err)
	}
	got := python(t, describeText, tempFont(t, data))
	want := `GSUB GlyphOrder OS/2 cmap glyf head hhea hmtx loca maxp name post vhea vmtx
 A“”心版（），𠂇
[(0, 3, 4), (0, 4, 12), (3, 1, 4), (3, 10, 12)]
Paper Kai
Regular
Paper Kai
PaperKai
True True
['DFLT', 'hani'] ['vert'] 5
0x20 0xffff 0 880
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestSubsetTextIsAFaceLikeItsSource(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		text := []rune("版心“，”（A）——⸺ 报纸ABCéΩ\U0002CB4E")
		data, err := f.SubsetText(text, "Test")
		if err != nil {
			t.Fatal(err)
		}
		back := slices.Clone(text)
		slices.Reverse(back)
		if again, _ := f.SubsetText(append(back, text...), "Test"); !bytes.Equal(data, again) {
			t.Errorf("%s: the order of the characters changes the file", f.Name())
		}
		s := reopen(t, data)
		if s.Ascent() != f.Ascent() || s.Descent() != f.Descent() || s.PostScriptName() != "Test" {
			t.Errorf("%s: %d %d %s", f.Name(), s.Ascent(), s.Descent(), s.PostScriptName())
		}
		for _, r := range text {
			g, h := f.Glyph(r), s.Glyph(r)
			if (g == 0) != (h == 0) {
				t.Errorf("%s: %c is glyph %d, in the subset %d", f.Name(), r, g, h)
				continue
			}
			for _, pair := range [][2]GID{{g, h}, {f.Vert(g), s.Vert(h)}} {
				g, h := pair[0], pair[1]
				if !slices.Equal(f.Outline(nil, g), s.Outline(nil, h)) || f.Advance(g) != s.Advance(h) ||
					f.VAdvance(g) != s.VAdvance(h) || f.VOrigin(g) != s.VOrigin(h) {
					t.Errorf("%s: %c is drawn or placed otherwise", f.Name(), r)
				}
			}
		}
	}
}

func TestFormat4RunsOut(t *testing.T) {
	f := embedded(t).Lookup("宋")
	var text []rune // every second character: no two in a row
	for r := rune(0x3400); r < 0x9FFF; r += 2 {
		text = append(text, r)
	}
	data, err := f.SubsetText(text, "Test")
	if err != nil {
		t.Fatal(err)
	}
	s := reopen(t, data)
	if sub, _ := bestSubtable(s.table("cmap")); sub.u16(0) != 12 {
		t.Errorf("format %d cannot hold %d segments", sub.u16(0), len(text))
	}
	for _, r := range text {
		if (f.Glyph(r) == 0) != (s.Glyph(r) == 0) {
			t.Fatalf("%U", r)
		}
	}
}
