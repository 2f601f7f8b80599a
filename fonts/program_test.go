package fonts

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"
)

// TestProgram: what a PDF embeds of a face has its outlines.
func TestProgram(t *testing.T) {
	f := sampleFace(t)
	gids := []GID{0, f.Glyph('版'), f.Glyph('心'), f.Glyph('A'), f.Glyph('g')}
	data, err := f.Subset(gids)
	if err != nil {
		t.Fatal(err)
	}
	own := reopen(t, data)
	p, err := OpenProgram(data)
	if err != nil {
		t.Fatal(err)
	}
	if p.PostScript() || p.Keyed() || p.Glyphs() != own.NumGlyphs() {
		t.Errorf("PostScript %v, keyed %v, %d glyphs of %d", p.PostScript(), p.Keyed(), p.Glyphs(), own.NumGlyphs())
	}
	for g := range p.Glyphs() {
		if !slices.Equal(p.Outline(nil, GID(g)), own.Outline(nil, GID(g))) {
			t.Errorf("glyph %d is another", g)
		}
	}
	if m := p.Matrix(); m[0] != 1/float64(f.UnitsPerEm()) {
		t.Errorf("its matrix is %v", m)
	}
	for _, no := range [][]byte{nil, []byte("%!PS"), []byte("OTTO"), bytes.Repeat([]byte{1}, 100), data[:40]} {
		if _, err := OpenProgram(no); err == nil {
			t.Errorf("%.10q is taken for a font program", no)
		}
	}
}

// sampleFace is one of our faces.
func sampleFace(t testing.TB) *Face {
	data, err := os.ReadFile("../assets/faces/NotoSansSC-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return reopen(t, data)
}

// cipher is the other way of decipher.
func cipher(p []byte, key uint16) []byte {
	out := make([]byte, 0, len(p)+4)
	for _, c := range append([]byte{0, 0, 0, 0}, p...) {
		c ^= byte(key >> 8)
		key = (uint16(c)+key)*52845 + 22719
		out = append(out, c)
	}
	return out
}

// type1Of makes a Type 1 program with a glyph a by this charstring, and a subroutine.
func type1Of(code, sub []byte) []byte {
	glyph := func(c []byte) string {
		c = cipher(c, keyGlyph)
		return fmt.Sprintf("%d RD %s ND", len(c), c)
	}
	secret := "dup /Private 8 dict dup begin /lenIV 4 def /Subrs 1 array dup 0 " + glyph(sub) + " /CharStrings 2 dict dup begin /.notdef " +
		glyph([]byte{139, 139, 13, 14}) + " /a " + glyph(code) + " end end"
	return append([]byte("%!PS-AdobeFont-1.0\n/FontMatrix [0.002 0 0 0.002 0 0]readonly def\n/Encoding 256 array dup 65 /a put readonly def\ncurrentfile eexec\n"), cipher([]byte(secret), keyFile)...)
}

// TestType1: a glyph with a subroutine, a division and a curve.
func TestType1(t *testing.T) {
	n := func(v int) byte { return byte(v + 139) }
	code := []byte{n(10), n(100), 13, n(0), n(20), 21, n(0), 10, n(60), n(2), 12, 12, 6, n(1), n(2), n(3), n(4), n(5), n(6), 8, 9, 14}
	p, err := OpenProgram(type1Of(code, []byte{n(7), 7, 11}))
	if err != nil {
		t.Fatal(err)
	}
	g, ok := p.Named("a")
	if !ok || p.Coded('A') != g || p.Matrix()[0] != 0.002 || !p.PostScript() {
		t.Fatalf("glyph %d, %v, by its code %d, matrix %v", g, ok, p.Coded('A'), p.Matrix())
	}
	want := []Segment{
		{Op: MoveTo, X: [3]int32{10}, Y: [3]int32{20}},
		{Op: LineTo, X: [3]int32{10}, Y: [3]int32{27}},
		{Op: LineTo, X: [3]int32{40}, Y: [3]int32{27}},
		{Op: CubeTo, X: [3]int32{41, 44, 49}, Y: [3]int32{29, 33, 39}},
	}
	if got := p.Outline(nil, g); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestGlyphNames(t *testing.T) {
	for name, want := range map[string]rune{"A": 'A', "Aring": 'Å', "uni7248": '版', "u20000": 0x20000, "a.sc": 'a', "quoteright": '’', "nothing": 0} {
		if got := GlyphRune(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if StandardName(0x27) != "quoteright" || StandardName(0) != "" || RuneGlyph('é') != "eacute" {
		t.Errorf("%q, %q, %q", StandardName(0x27), StandardName(0), RuneGlyph('é'))
	}
}

// FuzzProgram: no font program stops a drawing.
func FuzzProgram(f *testing.F) {
	f.Add(type1Of([]byte{139, 139, 13, 14}, []byte{11}))
	if face := sampleFace(f); face != nil {
		data, err := face.Subset([]GID{0, face.Glyph('A')})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := OpenProgram(data)
		if err != nil {
			return
		}
		p.Matrix()
		p.Named("a")
		p.Coded(65)
		p.Mapped(3, 1, 'a')
		p.Mapped(1, 0, 'a')
		for g := range min(p.Glyphs(), 4) {
			p.Outline(nil, p.CID(g))
			p.Outline(nil, GID(g))
		}
	})
}
