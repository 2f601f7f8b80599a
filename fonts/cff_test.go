package fonts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	serifCJK = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
	sansCJK  = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
	nimbus   = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"
)

// cffFaces are those of this machine: CID-keyed in a collection, and name-keyed.
func cffFaces(t *testing.T, do func(t *testing.T, f *Face, file string, index int)) {
	for _, c := range []struct {
		file  string
		index int
	}{{serifCJK, 2}, {sansCJK, 7}, {nimbus, 0}} {
		t.Run(c.file[strings.LastIndexByte(c.file, '/')+1:], func(t *testing.T) {
			f := systemFace(t, c.file, c.index)
			if !f.IsCFF() {
				t.Fatal("not a CFF face")
			}
			do(t, f, c.file, c.index)
		})
	}
}

func someGlyphs(f *Face, step int) (gids []GID) {
	for g := 0; g < f.NumGlyphs(); g += step {
		gids = append(gids, GID(g))
	}
	return gids
}

func TestCFFOutlinesByFontTools(t *testing.T) {
	cffFaces(t, func(t *testing.T, f *Face, file string, index int) {
		checkOutlines(t, f, file, index, someGlyphs(f, 1+f.NumGlyphs()/300))
	})
}

func TestCFFInkHoldsTheOutline(t *testing.T) {
	cffFaces(t, func(t *testing.T, f *Face, file string, index int) {
		for _, g := range someGlyphs(f, 1+f.NumGlyphs()/2000) {
			x0, y0, x1, y1 := f.Ink(g)
			for _, s := range f.Outline(nil, g) {
				n := max(0, int(s.Op)-1)
				if x, y := int(s.X[n]), int(s.Y[n]); s.Op != MoveTo && (x < x0 || x > x1 || y < y0 || y > y1) {
					t.Fatalf("glyph %d: %d,%d outside %d,%d-%d,%d", g, x, y, x0, y0, x1, y1)
				}
			}
		}
	})
}

const compareCFF = `
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen
src, sub = TTFont(sys.argv[1], fontNumber=int(sys.argv[4])), TTFont(sys.argv[2], checkChecksums=2)
for tag in sub.keys(): sub[tag]
a, b = src.getGlyphSet(), sub.getGlyphSet()
top = sub['CFF '].cff.topDictIndex[0]
bad = []
for i, g in enumerate(map(int, sys.argv[3].split(','))):
    n, m = src.getGlyphName(g), sub.getGlyphName(i)
    p, q = DecomposingRecordingPen(a), DecomposingRecordingPen(b)
    a[n].draw(p)
    b[m].draw(q)
    cs, ct = top.CharStrings[m], src['CFF '].cff.topDictIndex[0].CharStrings[n]
    if p.value != q.value or a[n].width != b[m].width or cs.width != ct.width: bad.append(g)
print(bad, top.ROS, top.CIDCount, top.charset[:2], len(top.FDArray), len(top.GlobalSubrs), sub['CFF '].cff.fontNames[0])
`

// bareFile puts a CFF into an OpenType file without cmap, which fontTools opens.
func bareFile(t *testing.T, f *Face, gids []GID) []byte {
	t.Helper()
	s, err := f.newSubset(gids)
	if err != nil {
		t.Fatal(err)
	}
	w := &file{}
	if err := s.addCFF(w, "ABCDEF+Test"); err != nil {
		t.Fatal(err)
	}
	return w.bytes()
}

func TestSubsetCFFByFontTools(t *testing.T) {
	cffFaces(t, func(t *testing.T, f *Face, file string, index int) {
		gids := someGlyphs(f, 1+f.NumGlyphs()/500)
		slices.Reverse(gids[1:])
		list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(gids)), ","), "[]")
		got := python(t, compareCFF, file, tempFont(t, bareFile(t, f, gids)), list, fmt.Sprint(index))
		want := fmt.Sprintf("[] ('Adobe', 'Identity', 0) %d ['.notdef', 'cid00001'] ", len(gids))
		if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, " 0 ABCDEF+Test\n") {
			t.Errorf("got %s, want %s", got, want)
		}
		one, err := f.SubsetCFF(gids)
		two, _ := f.SubsetCFF(gids)
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("not the same bytes twice (%v)", err)
		}
	})
}

func TestSubsetTextOfCFF(t *testing.T) {
	f := systemFace(t, serifCJK, 2)
	text := []rune("版心“，”（A）——报纸\U0002CB4E")
	data, err := f.SubsetText(text, "Paper Song")
	if err != nil {
		t.Fatal(err)
	}
	s := reopen(t, data)
	if s.PostScriptName() != "PaperSong" || !s.IsCFF() {
		t.Errorf("%s, CFF %v", s.PostScriptName(), s.IsCFF())
	}
	for _, r := range text {
		for _, pair := range [][2]GID{{f.Glyph(r), s.Glyph(r)}, {f.Vert(f.Glyph(r)), s.Vert(s.Glyph(r))}} {
			g, h := pair[0], pair[1]
			if g == 0 || h == 0 || !slices.Equal(f.Outline(nil, g), s.Outline(nil, h)) || f.Advance(g) != s.Advance(h) ||
				f.VAdvance(g) != s.VAdvance(h) || f.VOrigin(g) != s.VOrigin(h) {
				t.Errorf("%c: glyphs %d and %d are drawn or placed otherwise", r, g, h)
			}
		}
	}
	got := python(t, describeText, tempFont(t, data))
	if !strings.HasPrefix(got, "CFF  GSUB GlyphOrder OS/2 VORG cmap head hhea hmtx maxp name post vhea vmtx\n") {
		t.Errorf("fontTools reads %s", got)
	}
}

func TestCFFFaceRefuses(t *testing.T) {
	f := systemFace(t, nimbus, 0)
	if _, err := f.Subset([]GID{0}); err == nil {
		t.Error("Subset made TrueType of a CFF face")
	}
	for _, gids := range [][]GID{nil, {1}, {0, 60000}} {
		if _, err := f.SubsetCFF(gids); err == nil {
			t.Errorf("%v: no error", gids)
		}
	}
	if _, err := embedded(t).Lookup("宋").SubsetCFF([]GID{0}); err == nil {
		t.Error("SubsetCFF made CFF of a TrueType face")
	}
}

// A made font: an accented letter in the manner of Type 1 (seac), every flex, and a subroutine
// that calls itself.
func TestCharstringOperators(t *testing.T) {
	num := func(v int) []byte { return []byte{csShort, byte(v >> 8), byte(v)} }
	code := func(parts ...any) (out []byte) {
		for _, p := range parts {
			switch p := p.(type) {
			case int:
				out = append(out, num(p)...)
			case []byte:
				out = append(out, p...)
			}
		}
		return out
	}
	op := func(b ...byte) []byte { return b }
	tests := []struct {
		name string
		code []byte
		want string
	}{
		{"width before a move", code(50, 10, 20, op(csRMoveTo), 5, op(csHLineTo, csEndChar)), "M10,20 L15,20"},
		{"hint mask counts the stems before it", code(1, 2, op(csHStemHM), 3, 4, op(csHintMask, 0xC0), 10, op(csHMoveTo), 1, 1, op(csRLineTo, csEndChar)), "M10,0 L11,1"},
		{"flex", code(0, op(csHMoveTo), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, op(csEscape, csFlex, csEndChar)), "M0,0 C1,2 4,6 9,12 C16,20 25,30 36,42"},
		{"hflex", code(0, op(csHMoveTo), 1, 2, 3, 4, 5, 6, 7, op(csEscape, csHFlex, csEndChar)), "M0,0 C1,0 3,3 7,3 C12,3 18,0 25,0"},
		{"hflex1", code(0, op(csHMoveTo), 1, 2, 3, 4, 5, 6, 7, 8, 9, op(csEscape, csHFlex1, csEndChar)), "M0,0 C1,2 4,6 9,6 C15,6 22,14 31,0"},
		{"flex1", code(0, op(csHMoveTo), 9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, op(csEscape, csFlex1, csEndChar)), "M0,0 C9,2 12,6 17,12 C24,20 33,30 44,0"},
		{"hvcurveto with a last operand", code(0, op(csHMoveTo), 1, 2, 3, 4, 5, 6, 7, 8, 9, op(csHVCurveTo, csEndChar)), "M0,0 C1,0 3,3 3,7 C3,12 9,19 17,28"},
		{"the end left out", code(0, op(csHMoveTo), 5, op(csVLineTo)), "M0,0 L0,5"},
		{"a move without operands", code(op(csRMoveTo)), ""},
		{"a number cut off", code(op(csShort, 1)), ""},
		{"an unknown operator", code(1, op(csHMoveTo), 1, op(2), 5, op(csHLineTo)), "M1,0"},
		{"a subroutine that calls itself", code(0, op(csHMoveTo), -107, op(csCallGSubr)), "M0,0"},
	}
	for _, tt := range tests {
		font := &cff{dicts: make([]fontDict, 1)}
		font.glyphs, _ = readIndex(appendIndex(nil, tt.code))
		font.globals, _ = readIndex(appendIndex(nil, code(-107, op(csCallGSubr))))
		s := &charstring{font: font, flatten: true}
		ok := s.draw(0)
		if got := drawn(s.out); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		if !ok {
			continue
		}
		font.glyphs, _ = readIndex(appendIndex(nil, s.flat))
		font.globals = cffIndex{}
		again := &charstring{font: font}
		if !again.draw(0) || drawn(again.out) != tt.want {
			t.Errorf("%s: written anew it draws %s", tt.name, drawn(again.out))
		}
	}
}

func drawn(outline []Segment) string {
	var b strings.Builder
	for _, s := range outline {
		fmt.Fprintf(&b, " %c", "MLQC"[s.Op])
		for k := range max(1, int(s.Op)) {
			if k > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d,%d", s.X[k], s.Y[k])
		}
	}
	return strings.TrimSpace(b.String())
}

func TestSeac(t *testing.T) {
	letter := func(dx int8, op byte) []byte { return []byte{139, csHMoveTo, 139 + byte(dx), op, csEndChar} }
	font := &cff{dicts: make([]fontDict, 1)}
	glyphs := make([][]byte, 230)
	for i := range glyphs {
		glyphs[i] = []byte{csEndChar}
	}
	glyphs[34] = letter(10, csHLineTo) // A, code 65
	glyphs[125] = letter(7, csVLineTo) // acute, code 194
	glyphs[229] = []byte{139 + 3, 139 + 4, 139 + 65, 247, 194 - 108, csEndChar}
	font.glyphs, _ = readIndex(appendIndex(nil, glyphs...))
	s := &charstring{font: font}
	const want = "M0,0 L10,0 M3,4 L3,11"
	if !s.draw(229) || drawn(s.out) != want {
		t.Errorf("drawn %s, want %s", drawn(s.out), want)
	}
	font.glyphs, _ = readIndex(appendIndex(nil, encodeOutline(s.out)))
	again := &charstring{font: font}
	if !again.draw(0) || drawn(again.out) != want {
		t.Errorf("written anew %s, want %s", drawn(again.out), want)
	}
}
