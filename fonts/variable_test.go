package fonts

import (
	_ "embed"
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// Some letters of Noto Sans (SIL Open Font License 1.1, as its name table says) with their range
// of weights; é is made of parts. The expected points are those of fontTools' instancer.
var (
	//go:embed testdata/variable.ttf
	variableFace []byte
	//go:embed testdata/variable.txt
	variablePoints string
)

func atWeight(t *testing.T, data []byte, weight int) *Face {
	t.Helper()
	c := &Catalog{}
	if err := c.AddFile(File{Name: "variable", Data: data, Weight: weight}); err != nil {
		t.Fatal(err)
	}
	return c.Lookup("variable")
}

func TestVariableAtWeights(t *testing.T) {
	faces := map[int]*Face{}
	for line := range strings.Lines(variablePoints) {
		var weight, gid, advance int
		if _, err := fmt.Sscanf(line, "%d %d %d:", &weight, &gid, &advance); err != nil {
			t.Fatal(err)
		}
		f := faces[weight]
		if f == nil {
			f = atWeight(t, variableFace, weight)
			faces[weight] = f
		}
		var b strings.Builder
		p := pen{m: f.core()}
		p.add(GID(gid), 0)
		shift := int32(0)
		if d := p.m.glyphData(GID(gid)); d != nil {
			shift = int32(p.m.bearing(GID(gid)) - d.i16(2))
		}
		fmt.Fprintf(&b, "%d %d %d:", weight, gid, f.Advance(GID(gid)))
		for _, q := range p.points {
			fmt.Fprintf(&b, " %d,%d", q.x+shift, q.y)
		}
		if got := b.String(); got != strings.TrimSpace(line) {
			t.Errorf("got  %s\nwant %s", got, line)
		}
	}
}

// A face whose default is its thinnest is set at 400 when nothing is said.
func TestVariableIsRegularUnlessAsked(t *testing.T) {
	thin := append([]byte(nil), variableFace...)
	fvar := (&Face{data: thin, dir: mustDirectory(t, thin)}).table("fvar")
	copy(fvar[16+8:], []byte{0, 100, 0, 0}) // the default of the first axis
	for asked, want := range map[int]int{0: 400, 700: 700, 2000: 900} {
		f := atWeight(t, thin, asked)
		if f.Weight() != want {
			t.Errorf("asked for %d it has weight %d, want %d", asked, f.Weight(), want)
		}
		if name := f.PostScriptName(); !strings.HasSuffix(name, fmt.Sprintf("_%dwght", want)) {
			t.Errorf("it is called %s", name)
		}
	}
	least, most, yes := atWeight(t, thin, 0).Variable()
	if least != 100 || most != 900 || !yes {
		t.Errorf("it varies from %d to %d: %v", least, most, yes)
	}
}

// What is shaped and what is embedded are at the weight too.
func TestVariableIsShapedAndEmbedded(t *testing.T) {
	light, bold := atWeight(t, variableFace, 100), atWeight(t, variableFace, 900)
	wide := func(f *Face) (n int) {
		for _, g := range f.ShapeLatin(nil, "éA") {
			n += g.Advance
		}
		return n
	}
	if l, b := wide(light), wide(bold); b <= l {
		t.Errorf("é A is %d units wide when light, %d when bold", l, b)
	}
	for _, f := range []*Face{light, bold} {
		data, err := f.Subset([]GID{0, f.Glyph('é')})
		if err != nil {
			t.Fatal(err)
		}
		alone := &Face{name: "subset", data: data, dir: bareDirectory(data)}
		x0, y0, x1, y1 := alone.Ink(1)
		a0, b0, a1, b1 := f.Ink(f.Glyph('é'))
		if x0 != a0 || y0 != b0 || x1 != a1 || y1 != b1 || x1 == 0 {
			t.Errorf("é is embedded as %d %d %d %d, drawn as %d %d %d %d", x0, y0, x1, y1, a0, b0, a1, b1)
		}
	}
}

func mustDirectory(t *testing.T, data []byte) table {
	t.Helper()
	dir, err := directory(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// bareDirectory is that of a subset, which has no cmap.
func bareDirectory(data table) table { return data.part(12, uint32(16*data.u16(4))) }

// Damaged variation data never stop anything.
func TestVariableDamaged(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 400 {
		data := append([]byte(nil), variableFace...)
		f := &Face{data: data, dir: mustDirectory(t, data)}
		for range 8 {
			tag := []string{"gvar", "fvar", "avar", "glyf"}[r.Intn(4)]
			if part := f.table(tag); len(part) > 0 {
				part[r.Intn(len(part))] = byte(r.Intn(256))
			}
		}
		g := atWeight(t, data, 250+r.Intn(600))
		for k := range g.NumGlyphs() {
			g.Outline(nil, GID(k))
			g.Advance(GID(k))
			g.Ink(GID(k))
		}
	}
}
