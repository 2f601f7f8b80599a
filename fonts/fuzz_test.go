package fonts

import (
	"bytes"
	"slices"
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

// smallCFF is a face with CFF outlines: those of smallFont, their curves raised to cubic ones.
func smallCFF(t testing.TB, text string) []byte {
	t.Helper()
	f := embedded(t).Lookup("宋")
	gids := []GID{0}
	sorted := []rune(text) // as SubsetText numbers the glyphs
	slices.Sort(sorted)
	for _, r := range sorted {
		gids = append(gids, f.Glyph(r))
	}
	s := cffSubset{face: f, font: &cff{dicts: make([]fontDict, 1)}, name: "Small", dicts: []int{0}}
	for _, g := range gids {
		s.glyphs = append(s.glyphs, encodeOutline(cubic(f.Outline(nil, g))))
		s.choice = append(s.choice, 0)
	}
	data, err := f.SubsetText([]rune(text), "Small")
	if err != nil {
		t.Fatal(err)
	}
	src := &Face{data: data, dir: table(data).part(12, uint32(16*table(data).u16(4)))}
	w := &file{sign: signCFF}
	for _, tag := range []string{"cmap", "head", "hhea", "hmtx", "name", "OS/2", "post", "vhea", "vmtx", "GSUB"} {
		if d := src.table(tag); d != nil {
			w.add(tag, d)
		}
	}
	w.add("maxp", appendU16(nil, 0, 0x5000, len(gids)))
	w.add("CFF ", s.bytes())
	w.add("VORG", appendU16(nil, 1, 0, 880, 1, 2, 700))
	return w.bytes()
}

// cubic raises the curves of an outline.
func cubic(outline []Segment) []Segment {
	var x, y int32
	for i, s := range outline {
		if s.Op == QuadTo {
			cx, cy, ex, ey := s.X[0], s.Y[0], s.X[1], s.Y[1]
			outline[i] = Segment{
				Op: CubeTo,
				X:  [3]int32{(x + 2*cx) / 3, (ex + 2*cx) / 3, ex},
				Y:  [3]int32{(y + 2*cy) / 3, (ey + 2*cy) / 3, ey},
			}
		}
		end := max(0, int(outline[i].Op)-1)
		x, y = outline[i].X[end], outline[i].Y[end]
	}
	return outline
}

// collection puts font files into one TTC.
func collection(files ...[]byte) []byte {
	out := appendU32(appendU32([]byte("ttcf"), 0x00010000), uint32(len(files)))
	at := len(out) + 4*len(files)
	for _, f := range files {
		out = appendU32(out, uint32(at))
		at += len(f)
	}
	for _, f := range files {
		f = bytes.Clone(f)
		for i := range table(f).u16(4) {
			rec := f[12+16*i+8:]
			copy(rec, appendU32(nil, table(rec).u32(0)+uint32(len(out))))
		}
		out = append(out, f...)
	}
	return out
}

func TestCollection(t *testing.T) {
	data := collection(smallFont(t, "宋", "版，A"), smallFont(t, "黑", "心，A"), smallCFF(t, "版，A"))
	if Count(data) != 3 {
		t.Fatalf("%d faces", Count(data))
	}
	cat := embedded(t)
	for i, r := range "版心版" {
		i /= len("版")
		if err := cat.Add("face"+string(rune('0'+i)), data, i); err != nil {
			t.Fatal(err)
		}
		f := cat.Faces()[6+i]
		if err := f.Err(); err != nil {
			t.Error(err)
		}
		src := cat.Lookup([]string{"宋", "黑", "宋"}[i])
		want := src.Outline(nil, src.Glyph(r))
		if i == 2 {
			want = cubic(want)
		}
		if g := f.Glyph(r); g == 0 || !slices.Equal(f.Outline(nil, g), want) || f.IsCFF() != (i == 2) {
			t.Errorf("face %d: %c is glyph %d of other shape", i, r, g)
		}
	}
	if f := cat.Faces()[8]; f.VOrigin(2) != 700 || f.VOrigin(1) != 880 {
		t.Errorf("vertical origins %d and %d", f.VOrigin(2), f.VOrigin(1))
	}
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
	f.Add(smallCFF(f, "版，“—A"))
	f.Add(collection(smallFont(f, "黑", "，A"), smallCFF(f, "，A")))
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

// TestDamagedFonts changes one byte at a time, those at the start more often: a short fuzz that
// always runs.
func TestDamagedFonts(t *testing.T) {
	for _, data := range [][]byte{smallFont(t, "宋", "版，（A"), smallCFF(t, "版，（A")} {
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
}
