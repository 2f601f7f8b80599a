package fonts

import (
	"bytes"
	"strings"
	"testing"
)

func TestOffSideMarks(t *testing.T) {
	cat := embedded(t)
	for name, want := range map[string]bool{"宋": false, "标宋": false, "黑": false, "粗黑": false, "楷": false, "毛笔": true} {
		f := cat.Lookup(name)
		if got := string(f.OffSideMarks()); (got != "") != want {
			t.Errorf("%s: the marks %q are off side", name, got)
		}
		if f.OffSide(f.Glyph('国'), false) {
			t.Errorf("%s: 国 is a mark", name)
		}
		if want != f.OffSide(f.Glyph('（'), false) {
			t.Errorf("%s: （ is off side: %v", name, !want)
		}
	}
	if f := cat.Lookup("毛笔"); strings.ContainsRune(string(f.OffSideMarks()), '。') || !f.OffSide(f.Vert(f.Glyph('。')), true) {
		t.Error("毛笔: 。 stands at the side, and below in vertical text, where it has no form of its own")
	}
}

// Vertical metrics that put characters outside their cells are not used.
func TestVerticalMetricsRefused(t *testing.T) {
	good := embedded(t).Lookup("楷")
	data := bytes.Clone(good.data)
	f := &Face{name: "doctored", data: data, dir: mustDirectory(t, data)}
	vmtx := f.table("vmtx")
	for g := range f.table("vhea").u16(34) {
		putU16(vmtx[4*g+2:], 900) // far above the ink
	}
	if good.RefusedVertical() || !good.HasVertical() {
		t.Error("the face's own metrics are refused")
	}
	g := f.Glyph('国')
	if !f.RefusedVertical() || f.HasVertical() || f.VAdvance(g) != f.UnitsPerEm() || f.VOrigin(g) != f.emTop() {
		t.Errorf("refused %v: an advance of %d from %d", f.RefusedVertical(), f.VAdvance(g), f.VOrigin(g))
	}
}

// A face of a collection is a file of its own when it is carried whole.
func TestWhole(t *testing.T) {
	one := embedded(t).Lookup("毛笔")
	if &one.Whole()[0] != &one.data[0] {
		t.Error("a file of one face is copied")
	}
	head := appendU32(nil, signCollection, 0x00010000, 1, 16)
	shifted := bytes.Clone(one.data)
	for rec := table(shifted)[12:]; len(rec) >= 16 && len(rec) > len(shifted)-12-16*table(shifted).u16(4); rec = rec[16:] {
		putU16(rec[8:], int((rec.u32(8)+16)>>16), int((rec.u32(8)+16)&0xFFFF))
	}
	c := &Catalog{}
	if err := c.Add("collected", append(head, shifted...), 0); err != nil {
		t.Fatal(err)
	}
	if err := c.Add("alone", c.Lookup("collected").Whole(), 0); err != nil {
		t.Fatal(err)
	}
	a, b := c.Lookup("alone"), one
	if a.Glyph('国') != b.Glyph('国') || drawn(a.Outline(nil, a.Glyph('国'))) != drawn(b.Outline(nil, b.Glyph('国'))) {
		t.Error("the face taken from a collection draws something else")
	}
}
