package inline

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// stacked sets text vertically in one line and returns its items.
func stacked(t testing.TB, text, role string, rules Rules) []page.Item {
	t.Helper()
	var s Setter
	p := with(text, rules)
	p.Spans[0].Font = font(10, role)
	p.Dir, p.Indent = page.Vertical, 0
	sh := s.Shape(p)
	var items []page.Item
	for _, l := range s.Break(nil, sh, []unit.Length{maxMeasure}) {
		items = s.Place(items, sh, l, unit.Point{})
	}
	return items
}

// TestVerticalShaper compares the glyphs and places of every character of a real page, set
// vertically, with HarfBuzz's.
func TestVerticalShaper(t *testing.T) {
	hb := need.Tool(t, "hb-shape")
	var chars []rune
	for _, text := range append(realPage(t), "《》〈〉（）【】〔〕『』「」｛｝［］：；？！，。、…～ー・") {
		chars = append(chars, []rune(text)...)
	}
	slices.Sort(chars)
	chars = slices.Compact(chars)
	chars = slices.DeleteFunc(chars, func(r rune) bool { // ours by rule, tested apart
		return r < 0x2000 && r != '·' || strings.ContainsRune("“”‘’——…·", r)
	})
	for _, f := range [][2]string{{"宋", "NotoSerifSC-Regular"}, {"粗黑", "NotoSansSC-Bold"}, {"楷", "LXGWWenKai-Regular"}} {
		same := 0
		for i, want := range shapedByHB(t, hb, f[1], chars) {
			face, g := faces().Chain(f[0]).Find(chars[i])
			if g == 0 {
				continue
			}
			items := stacked(t, string(chars[i]), f[0], Rules{})
			tx := texts(items)
			if len(tx) != 1 || len(tx[0].Glyphs) != 1 {
				t.Fatalf("%c is set in %d texts", chars[i], len(tx))
			}
			got := tx[0].Glyphs[0]
			if _, turned := items[0].(*page.Group); turned {
				if got.ID != face.Glyph(chars[i]) {
					t.Errorf("%s %c: turned glyph %d", f[0], chars[i], got.ID)
				}
				continue
			}
			ru := run{em: 10 << 16, upem: int32(face.UnitsPerEm())}
			if got.ID != want.G || got.X != scale(&ru, want.DX) || !isMark(chars[i]) && got.Y != -scale(&ru, want.DY) {
				t.Errorf("%s %c: glyph %d at %d, %d; HarfBuzz has %d at %d, %d", f[0], chars[i], got.ID, got.X, got.Y, want.G, want.DX, want.DY)
			}
			same++
		}
		t.Logf("%s: %d of %d characters agree", f[0], same, len(chars))
	}
}

// isMark tells whether r's cell is trimmed, so that its glyph moves.
func isMark(r rune) bool { return classOf(r) != han }

type hbGlyph struct {
	G      fonts.GID
	DX, DY int
}

func shapedByHB(t *testing.T, hb, font string, chars []rune) (list []hbGlyph) {
	t.Helper()
	cmd := exec.Command(hb, "--direction=ttb", "--language=zh-cn", "--script=hani", "--no-glyph-names", "--no-clusters",
		"--output-format=json", "--text-file=-", "--font-file=../../assets/faces/"+font+".ttf")
	var text strings.Builder
	for _, r := range chars {
		text.WriteString(string(r) + "\n")
	}
	cmd.Stdin = strings.NewReader(text.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var glyphs []hbGlyph
		if err := json.Unmarshal([]byte(strings.TrimSpace(line)), &glyphs); err != nil || len(glyphs) != 1 {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, glyphs[0])
	}
	if len(list) != len(chars) {
		t.Fatalf("HarfBuzz shaped %d of %d characters", len(list), len(chars))
	}
	return list
}

// TestVertical: what clreq and GB/T 15834 ask of marks in vertical text.
func TestVertical(t *testing.T) {
	face := faces().Chain("宋")[0]
	glyphs := func(text string, rules Rules) (list []fonts.GID) {
		for _, tx := range texts(stacked(t, text, "宋", rules)) {
			for _, g := range tx.Glyphs {
				list = append(list, g.ID)
			}
		}
		return list
	}
	form := func(s string) (list []fonts.GID) {
		for _, r := range s {
			list = append(list, face.Vert(face.Glyph(r)))
		}
		return list
	}
	if got, want := glyphs("“一”‘二’", Rules{}), form("『一』「二」"); !slices.Equal(got, want) {
		t.Errorf("VT4: quotation marks are glyphs %v, want %v", got, want)
	}
	if got, want := glyphs("（《，。、", Rules{}), form("（《，。、"); !slices.Equal(got, want) {
		t.Errorf("VT2, VT3: marks are glyphs %v, want %v", got, want)
	}
	// VT6: two figures side by side in one cell, three and more lie on their side
	items := stacked(t, "第12届2023年", "宋", Rules{})
	var pair *page.Text
	groups := 0
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			groups++
			if it.Quarter != 1 || it.Items[0].(*page.Text).Src != "2023" {
				t.Errorf("VT5: turned %d quarters: %q", it.Quarter, it.Items[0].(*page.Text).Src)
			}
		case *page.Text:
			if it.Src == "12" {
				pair = it
			}
		}
	}
	if groups != 1 || pair == nil {
		t.Fatalf("%d groups, want one", groups)
	}
	a, b := pair.Glyphs[0], pair.Glyphs[1]
	if size := pair.Size; size >= 10*unit.Pt || size < 8*unit.Pt {
		t.Errorf("VT6: two figures wider than a cell are set at %v", size)
	}
	if a.Y != b.Y || a.X >= 0 || b.X <= a.X {
		t.Errorf("VT6: figures at %d, %d and %d, %d", a.X, a.Y, b.X, b.Y)
	}
	if got := opportunities(t, func() *Para { p := body("第12届"); p.Dir = page.Vertical; return p }()); got != "第:12:届" {
		t.Errorf("VT6: %s", got)
	}
}

// TestFigureBesideSign: a figure stands upright before a sign that has a cell of its own.
func TestFigureBesideSign(t *testing.T) {
	for text, upright := range map[string]bool{"温8℃差": true, "占12％的": true, "占12%的": false, "长8m处": false} {
		stands := false
		for _, tx := range texts(stacked(t, text, "宋", Rules{})) {
			stands = stands || strings.ContainsAny(tx.Src, "28") && tx.Dir == page.Vertical
		}
		if stands != upright {
			t.Errorf("%s: the figure stands: %v, want %v", text, stands, upright)
		}
	}
}

// TestUpright: three figures in a cell where the style says so.
func TestUpright(t *testing.T) {
	var cell *page.Text
	for _, tx := range texts(stacked(t, "第365天", "宋", Rules{Upright: 3})) {
		if tx.Src == "365" {
			cell = tx
		}
	}
	if cell == nil || cell.Dir != page.Vertical {
		t.Fatal("365 is not upright")
	}
	g := cell.Glyphs
	if g[0].Y != g[2].Y || g[0].X < int32(-5*unit.Pt) || g[1].X <= g[0].X || g[2].X <= g[1].X || g[2].X > int32(5*unit.Pt) {
		t.Errorf("figures at %v", g)
	}
}

// TestDashes: the two halves of a dash overlap, lying and standing, in every face.
func TestDashes(t *testing.T) {
	for _, role := range []string{"宋", "粗黑", "楷"} {
		face := faces().Chain(role)[0]
		for _, dir := range []page.Dir{page.Horizontal, page.Vertical} {
			p := body("一——二")
			p.Spans[0].Font, p.Indent, p.Dir = font(10, role), 0, dir
			var s Setter
			sh := s.Shape(p)
			items := s.Place(nil, sh, s.Break(nil, sh, em(20))[0], unit.Point{})
			from, to := [2]int32{}, [2]int32{}
			k := 0
			ru := run{em: 10 << 16, upem: int32(face.UnitsPerEm())}
			dash := face.Glyph('—')
			for _, tx := range texts(items) {
				for _, g := range tx.Glyphs {
					if g.ID != dash && g.ID != face.Vert(dash) {
						continue
					}
					x0, y0, x1, y1 := face.Ink(g.ID)
					at := g.X + int32(tx.At.X)
					from[k], to[k] = at+scale(&ru, x0), at+scale(&ru, x1)
					if g.ID != dash {
						at = g.Y + int32(tx.At.Y)
						from[k], to[k] = at-scale(&ru, y1), at-scale(&ru, y0)
					}
					k++
				}
			}
			if k != 2 || from[1] >= to[0] || to[1]-from[0] < 16<<16 || to[1]-from[0] > 20<<16 {
				t.Errorf("%s, direction %d: the halves of a dash reach from %d to %d and from %d to %d", role, dir, from[0], to[0], from[1], to[1])
			}
		}
	}
}

// Figures in groups lie on their side as a whole; those by themselves stand in a cell.
func TestGroupsLie(t *testing.T) {
	for text, upright := range map[string]bool{"约5 000 000只": false, "约5\u2009000只": false, "约5 000": false, "约5只": true, "约5 0000": true, "5 只": true} {
		var s Setter
		p := body(text)
		p.Dir = page.Vertical
		sh := s.Shape(p)
		for i := range sh.items {
			if sh.rune(i) == '5' && (sh.items[i].class == upCell) != upright {
				t.Errorf("%s: 5 stands upright: %v", text, !upright)
			}
		}
	}
}

// A formula lies on its side as a whole: no letter of it stands upright beside lowered figures.
func TestFormulasLieAsAWhole(t *testing.T) {
	for _, text := range []string{"水H₂O好", "水O₂好", "长5m²好", "氢H⁺好"} {
		var s Setter
		p := body(text)
		p.Dir = page.Vertical
		sh := s.Shape(p)
		for i := range sh.items {
			if sh.items[i].class == upCell {
				t.Errorf("%s: item %d stands upright", text, i)
			}
		}
	}
}
