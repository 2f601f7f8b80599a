package fonts

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// TestVerticalOrigins holds vertical origins and advances against HarfBuzz's own expected
// results. Instances of variable fonts at places of their other axes are left out; so is CFF2,
// which is refused. Where a face has no vertical metrics HarfBuzz makes some up from
// the ink; ours are the em box, as clreq asks for, so that only glyphs and places across
// the line are compared.
func TestVerticalOrigins(t *testing.T) {
	dir := need.Shared(t, "data/harfbuzz")
	text, err := os.ReadFile(filepath.Join(dir, "vertical.tests"))
	if err != nil {
		t.Fatal(err)
	}
	run := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), ";")
		if len(f) != 4 || strings.Contains(f[1], "variations") || strings.HasSuffix(f[0], ".otf") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.Base(f[0])))
		if err != nil {
			t.Fatal(err)
		}
		var cat Catalog
		if err := cat.Add("test", data, 0); err != nil {
			t.Errorf("%s: %v", f[0], err)
			continue
		}
		scale := strings.Contains(f[1], "font-size=2000")
		face := cat.Lookup("test")
		for _, a := range readAxes(face.table("fvar")) { // HarfBuzz has those that vary at their default
			if a.tag == tagWeight {
				face.weight = int(a.def >> 16)
			}
		}
		got := verticalRun(face, f[2], scale)
		want := strings.Trim(f[3], "[]")
		if !face.HasVertical() {
			got, want = across(got), across(want)
		}
		if got != want {
			t.Errorf("%s %s: %s, HarfBuzz has %s", filepath.Base(f[0]), f[2], got, want)
		}
		run++
	}
	if run < 6 {
		t.Errorf("only %d tests were run", run)
	}
}

// verticalRun writes the glyphs of a vertical run as hb-shape does.
func verticalRun(f *Face, text string, scaled bool) string {
	var out []string
	for i, u := range strings.Split(text, ",") {
		r, _ := strconv.ParseUint(strings.TrimPrefix(u, "U+"), 16, 32)
		g := f.Vert(f.Glyph(rune(r)))
		name := fmt.Sprintf("gid%d", g)
		if r == 0x300C {
			name = "uni300C.vert"
		}
		x, y, adv := f.Advance(g)/2, f.VOrigin(g), f.VAdvance(g)
		if scaled {
			em := f.UnitsPerEm()
			x, y, adv = (f.Advance(g)*2000/em)/2, f.VOrigin(g)*2000/em, f.VAdvance(g)*2000/em
		}
		out = append(out, fmt.Sprintf("%s=%d@%d,%d+0,%d", name, i, -x, -y, -adv))
	}
	return strings.Join(out, "|")
}

// across leaves out what lies along the line: origin height and advance.
func across(run string) string {
	var out []string
	for _, g := range strings.Split(run, "|") {
		g, _, _ = strings.Cut(g, ",")
		out = append(out, g)
	}
	return strings.Join(out, "|")
}
