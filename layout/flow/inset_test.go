package flow

import (
	"math/rand"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// reach is across by the slow way: how far a shape reaches along a line between two heights, by
// sampling its edges.
func reach(k inset, top, bottom unit.Length) (x0, x1 unit.Length, ok bool) {
	shape := k.outline
	if len(shape) == 0 {
		r := k.rect
		shape = []unit.Point{{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.Right(), Y: r.Bottom()}, {X: r.X, Y: r.Bottom()}}
	}
	const steps = 1000
	for i, a := range shape {
		b := shape[(i+1)%len(shape)]
		for s := range steps + 1 {
			x := a.X + (b.X-a.X)*unit.Length(s)/steps
			y := a.Y + (b.Y-a.Y)*unit.Length(s)/steps
			if y < top || y > bottom {
				continue
			}
			if !ok {
				x0, x1, ok = x, x, true
			}
			x0, x1 = min(x0, x), max(x1, x)
		}
	}
	return x0, x1, ok
}

// TestBeside: beside any inset the measure is a whole number of characters, the gap at least
// one and, where the line gave way, less than two; no line is shorter than nine characters
// or a quarter of the column, and none stands alone (jlreq 4.3.3, 4.3.5).
func TestBeside(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for n := range 300 {
		page := &editions.Template{Size: 9 * unit.Pt, Leading: 13 * unit.Pt, Gap: 9 * unit.Pt, Lines: 60, Columns: 1 + r.Intn(4), Chars: 8 + r.Intn(40)}
		page.Width, page.Height = 3000*unit.Pt, 900*unit.Pt
		g := NewGrid(page)
		slot := &editions.Slot{Upright: r.Intn(4) == 0}
		f := editions.Frame{Cols: g.Columns, Lines: g.Lines}
		reg := NewRegion(PageRef{}, g, slot, f)
		in := reg.read(reg.inside)
		fig := &figure{pic: &editions.Picture{}, panels: []panel{{pic: &editions.Picture{}, w: 300, h: 200}}, width: unit.Length(40+r.Intn(200)) * unit.Pt, image: unit.Length(40+r.Intn(200)) * unit.Pt, body: g.Size}
		if r.Intn(2) == 0 {
			for range 3 + r.Intn(5) {
				fig.pic.Outline = append(fig.pic.Outline, [2]int{r.Intn(101), r.Intn(101)})
			}
		}
		at := unit.Point{X: reg.inside.X + unit.Length(r.Int63n(int64(reg.inside.W))), Y: reg.inside.Y + unit.Length(r.Int63n(int64(reg.inside.H)))}
		k := reg.inset(fig, at)
		around := obstacles{insets: []inset{k}}
		seen := map[[2]int32]lineSlot{}
		for _, s := range reg.slots(nil, 0, reg.end, around) {
			seen[[2]int32{s.col, s.line}] = s
			checkBeside(t, reg, k, s)
		}
		for key := range seen {
			_, above := seen[[2]int32{key[0], key[1] - 1}]
			_, below := seen[[2]int32{key[0], key[1] + 1}]
			if !above && !below {
				t.Errorf("%d: line %d of column %d stands alone", n, key[1], key[0])
			}
		}
		if in.Empty() {
			t.Fatal("no region")
		}
	}
}

func checkBeside(t *testing.T, reg *Region, k inset, s lineSlot) {
	t.Helper()
	size := reg.Grid.Size
	col := reg.cols[s.col]
	x, w := col.x, s.width()
	if s.w > 0 {
		x = s.x
	}
	top := reg.across(int(s.line))
	x0, x1, hit := reach(k, top, top+size)
	if hit && x0+size/50 < x+w+size && x-size < x1-size/50 {
		t.Errorf("text at %s+%s is nearer than a character to %s..%s", x, w, x0, x1)
	}
	if w == col.w {
		return
	}
	if w%size != 0 || w < 9*size || w < col.w/4 {
		t.Errorf("a measure of %s beside an inset in a column of %s", w, col.w)
	}
	// what holds the line off is within half a line's gap of it
	wide0, wide1, hit := reach(k, top-size/4-size/50, top+size+size/4+size/50)
	gap := x - wide1
	if x == col.x {
		gap = wide0 - x - w
	}
	if !hit || gap >= 2*size+size/50 {
		t.Errorf("a gap of %s to an inset", gap)
	}
}

// TestCropKeepsFocus: whatever the proportions of the place, the point named is in the crop,
// and the crop is the greatest there is.
func TestCropKeepsFocus(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 20000 {
		w, h := 1+r.Intn(4000), 1+r.Intn(4000)
		place := unit.Rect{W: unit.Length(1 + r.Int63n(int64(600*unit.Pt))), H: unit.Length(1 + r.Int63n(int64(900*unit.Pt)))}
		focus := [2]int{r.Intn(101), r.Intn(101)}
		x0, y0, x1, y1 := crop(w, h, &focus, place)
		if x0 < 0 || y0 < 0 || x1 > w || y1 > h || x0 >= x1 || y0 >= y1 {
			t.Fatalf("crop %d,%d..%d,%d of %dx%d", x0, y0, x1, y1, w, h)
		}
		if fx, fy := w*focus[0]/100, h*focus[1]/100; fx < x0 || fx > x1 || fy < y0 || fy > y1 {
			t.Fatalf("focus %d,%d is not in the crop %d,%d..%d,%d of %dx%d for %v", fx, fy, x0, y0, x1, y1, w, h, place)
		}
		if x1-x0 < w && y1-y0 < h {
			t.Fatalf("crop %d,%d..%d,%d of %dx%d is smaller than it need be", x0, y0, x1, y1, w, h)
		}
	}
}

// TestMosaic: the pictures of a group fill its width and height, a constant gap apart, in
// their order, whatever their proportions.
func TestMosaic(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 200 {
		f := &figure{composer: &composer{}, pic: &editions.Picture{}, width: unit.Length(100+r.Intn(500)) * unit.Pt, body: 9 * unit.Pt}
		for range 2 + r.Intn(8) {
			f.panels = append(f.panels, panel{pic: f.pic, w: 100 + r.Intn(900), h: 100 + r.Intn(900)})
		}
		height := unit.Length(150+r.Intn(400)) * unit.Pt
		f.resize(height)
		panels, gap := f.lay(), f.between()
		for i, p := range panels {
			switch next := i + 1; {
			case p.rect.Empty() || p.rect.X < 0 || p.rect.Right() > f.width || p.rect.Bottom() > height:
				t.Fatalf("picture %d at %v of %s x %s", i, p.rect, f.width, height)
			case next == len(panels) && (p.rect.Right() != f.width || p.rect.Bottom() != height):
				t.Fatalf("the last picture ends at %s,%s, not %s,%s", p.rect.Right(), p.rect.Bottom(), f.width, height)
			case next == len(panels):
			case panels[next].rect.Y == p.rect.Y && (panels[next].rect.X != p.rect.Right()+gap || panels[next].rect.H != p.rect.H):
				t.Fatalf("pictures %v and %v in a row", p.rect, panels[next].rect)
			case panels[next].rect.Y != p.rect.Y && (panels[next].rect.Y != p.rect.Bottom()+gap || p.rect.Right() != f.width || panels[next].rect.X != 0):
				t.Fatalf("rows end and begin with %v and %v", p.rect, panels[next].rect)
			}
		}
	}
}
