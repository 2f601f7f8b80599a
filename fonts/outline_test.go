package fonts

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const drawGlyphs = `
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.basePen import decomposeQuadraticSegment
f = TTFont(sys.argv[1], fontNumber=int(sys.argv[2]))
glyphs = f.getGlyphSet()
for g in map(int, sys.argv[3].split(',')):
    pen = DecomposingRecordingPen(glyphs)
    glyphs[f.getGlyphName(g)].draw(pen)
    out = []
    for op, args in pen.value:
        if op == 'moveTo': out.append((0, args))
        elif op == 'lineTo': out.append((1, args))
        elif op == 'curveTo': out.append((3, args))
        elif op == 'qCurveTo':
            if args[-1] is None:
                args = args[:-1]
                x, y = (args[0][0]+args[-1][0])/2, (args[0][1]+args[-1][1])/2
                out.append((0, [(x, y)]))
                args = list(args) + [(x, y)]
            for c, e in decomposeQuadraticSegment(args): out.append((2, [c, e]))
    print(' '.join('%d:%s' % (op, ','.join('%g,%g' % tuple(p) for p in args)) for op, args in out))
`

// stroke is a segment with its start: kind and up to four points.
type stroke struct {
	op Op
	at [8]float64
}

// contours cuts an outline into closed contours; lines without length and contours of one
// point paint nothing and are left out.
func contours(segments []Segment) (out [][]stroke) {
	var x, y, x0, y0 float64
	var now []stroke
	add := func(op Op, at ...float64) {
		s := stroke{op: op}
		copy(s.at[:], append([]float64{x, y}, at...))
		x, y = at[len(at)-2], at[len(at)-1]
		if op != LineTo || s.at[0] != s.at[2] || s.at[1] != s.at[3] {
			now = append(now, s)
		}
	}
	finish := func() {
		add(LineTo, x0, y0)
		if len(now) > 0 {
			out = append(out, now)
		}
		now = nil
	}
	for i, s := range segments {
		var at []float64
		for k := range max(1, int(s.Op)) {
			at = append(at, float64(s.X[k]), float64(s.Y[k]))
		}
		if s.Op == MoveTo {
			if i > 0 {
				finish()
			}
			x, y, x0, y0 = at[0], at[1], at[0], at[1]
			continue
		}
		add(s.Op, at...)
	}
	if len(segments) > 0 {
		finish()
	}
	return out
}

// parseSegments reads what drawGlyphs writes, halves rounded down.
func parseSegments(line string) (out []Segment) {
	for _, field := range strings.Fields(line) {
		op, list, _ := strings.Cut(field, ":")
		var s Segment
		fmt.Sscan(op, &s.Op)
		for k, c := range strings.Split(list, ",") {
			var v float64
			fmt.Sscan(c, &v)
			if k%2 == 0 {
				s.X[k/2] = int32(math.Floor(v))
			} else {
				s.Y[k/2] = int32(math.Floor(v))
			}
		}
		out = append(out, s)
	}
	return out
}

// sameOutline compares contour by contour, to a unit, wherever each contour begins.
func sameOutline(got, want []Segment) error {
	a, b := contours(got), contours(want)
	if len(a) != len(b) {
		return fmt.Errorf("%d contours, want %d", len(a), len(b))
	}
	for i := range a {
		if !sameContour(a[i], b[i]) {
			return fmt.Errorf("contour %d:\n got %v\nwant %v", i, a[i], b[i])
		}
	}
	return nil
}

func sameContour(a, b []stroke) bool {
	if len(a) != len(b) {
		return false
	}
	for from := range a {
		same := true
		for i := range a {
			same = same && sameStroke(a[(from+i)%len(a)], b[i])
		}
		if same {
			return true
		}
	}
	return false
}

func sameStroke(a, b stroke) bool {
	for i := range a.at {
		if math.Abs(a.at[i]-b.at[i]) > 1 {
			return false
		}
	}
	return a.op == b.op
}

// checkOutlines compares glyphs of a face file with fontTools.
func checkOutlines(t *testing.T, f *Face, file string, index int, gids []GID) {
	t.Helper()
	list := make([]string, len(gids))
	for i, g := range gids {
		list[i] = fmt.Sprint(g)
	}
	lines := strings.Split(python(t, drawGlyphs, file, fmt.Sprint(index), strings.Join(list, ",")), "\n")
	for i, g := range gids {
		if err := sameOutline(f.Outline(nil, g), parseSegments(lines[i])); err != nil {
			t.Errorf("%s glyph %d: %v", f.Name(), g, err)
		}
	}
}

func TestOutlinesByFontTools(t *testing.T) {
	for _, f := range embedded(t).Faces() {
		gids := composites(f)
		for g := 0; g < f.NumGlyphs(); g += 997 {
			gids = append(gids, GID(g))
		}
		checkOutlines(t, f, embeddedFile(f), 0, gids)
	}
}

// systemFace opens a font of this machine, or skips.
func systemFace(t *testing.T, file string, index int) *Face {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("%s is not installed", filepath.Base(file))
	}
	cat := &Catalog{}
	if err := cat.Add(filepath.Base(file), data, index); err != nil {
		t.Fatal(err)
	}
	f := cat.Faces()[0]
	if err := f.Err(); err != nil {
		t.Error(err)
	}
	return f
}

// DejaVu Sans has many composite glyphs, some scaled and turned, and hints.
func TestCompositesByFontTools(t *testing.T) {
	const file = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
	f := systemFace(t, file, 0)
	gids := composites(f)
	if len(gids) < 500 {
		t.Fatalf("%d composite glyphs", len(gids))
	}
	few := []GID{0}
	for i := 0; i < len(gids); i += 4 {
		few = append(few, gids[i])
	}
	gids = few
	checkOutlines(t, f, file, 0, gids)
	data, err := f.Subset(gids)
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(gids)), ","), "[]")
	got := python(t, compareGlyphs, file, tempFont(t, data), list)
	if !strings.HasPrefix(got, "0 ") {
		t.Errorf("glyphs that differ in the subset: %s", got)
	}
}
