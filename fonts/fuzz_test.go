package fonts

import (
	"bytes"
	"testing"
)

// smallFont is a face of a few characters with every kind of table read here: made by our
// own subsetter, with the shaping tables of a brush face.
func smallFont(t testing.TB, role, text string) []byte {
	t.Helper()
	cat := embedded(t)
	f := cat.Lookup(role)
	data, err := f.SubsetText([]rune(text), "Small")
	if err != nil {
		t.Fatal(err)
	}
	src := &Face{data: data, dir: table(data).part(12, uint32(16*table(data).u16(4)))}
	w := &file{sign: table(data).u32(0)}
	for rec := src.dir; len(rec) >= 16; rec = rec[16:] {
		tag := string(rec[:4])
		w.add(tag, src.table(tag))
	}
	w.add("GPOS", cat.Lookup("毛笔").table("GPOS"))
	return w.bytes()
}

// try calls everything a face can do and checks what must hold of any file.
func try(t *testing.T, f *Face) {
	f.Err()
	f.PostScriptName()
	f.Family(true)
	f.Licence()
	f.Flags()
	n := f.NumGlyphs()
	for _, r := range "版，（—A\U0002CB4E\uFFFF" {
		if g := f.Glyph(r); g != 0 && int(g) >= n {
			t.Fatalf("%c is glyph %d of %d", r, g, n)
		}
	}
	gids := []GID{0}
	for g := 0; g < min(n, 40); g++ {
		id := GID(g)
		f.Ink(id)
		f.Advance(id)
		f.VAdvance(id)
		f.VOrigin(id)
		if v := f.Vert(id); v != id && int(v) >= n {
			t.Fatalf("glyph %d stands as %d of %d", id, v, n)
		}
		if out := f.Outline(nil, id); len(out) > 2*maxPoints {
			t.Fatalf("an outline of %d segments", len(out))
		}
		if g > 0 {
			gids = append(gids, id)
		}
	}
	f.ShapeLatin(nil, "AVAfi1.")
	if n == 0 {
		return
	}
	trySubsets(t, f, gids)
}

func trySubsets(t *testing.T, f *Face, gids []GID) {
	subset := f.Subset
	if f.IsCFF() {
		subset = f.SubsetCFF
	}
	data, err := subset(gids)
	again, _ := subset(gids)
	if !bytes.Equal(data, again) {
		t.Fatal("not the same bytes twice")
	}
	if err == nil && !f.IsCFF() {
		s := &Face{data: data, dir: table(data).part(12, uint32(16*table(data).u16(4)))}
		for i, g := range gids {
			if s.Advance(GID(i)) != f.Advance(g) {
				t.Fatalf("glyph %d advances %d, in the subset %d", g, f.Advance(g), s.Advance(GID(i)))
			}
		}
	}
	f.SubsetText([]rune("版，（—A"), "Fuzz")
}

func FuzzParse(f *testing.F) {
	f.Add(smallFont(f, "宋", "版心，（“—A1\U0002CB4E"))
	f.Add(smallFont(f, "楷", "版，（AVfi"))
	f.Add(smallFont(f, "毛笔", "版AV"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		for index := range min(Count(data), 3) {
			cat := &Catalog{}
			if cat.Add("fuzz", data, index) == nil {
				try(t, cat.Faces()[0])
			}
		}
	})
}

// TestDamagedFonts turns every byte of the tables' heads, one at a time: a short fuzz that
// always runs.
func TestDamagedFonts(t *testing.T) {
	data := smallFont(t, "宋", "版，（A")
	for i := 0; i < len(data); i += 1 + i/256 {
		for _, v := range []byte{0x00, 0x7F, 0xFF} {
			bad := bytes.Clone(data)
			bad[i] = v
			cat := &Catalog{}
			if cat.Add("bad", bad, 0) == nil {
				try(t, cat.Faces()[0])
			}
		}
	}
	for n := 0; n < len(data); n += 97 {
		cat := &Catalog{}
		if cat.Add("cut", data[:n], 0) == nil {
			try(t, cat.Faces()[0])
		}
	}
}
