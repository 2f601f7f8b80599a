package flow

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// zone is a part of a piece's place on its page: in a region; of a column, or, below 0, of a
// head or a figure.
type zone struct {
	r    *Region
	col  int
	rect unit.Rect
}

// freestanding is the column of what is in none.
const freestanding = -1

// zones are a piece's: of each slot it stands in, and of each run of its lines in a column.
type zones struct {
	slots, runs []zone
	before      unit.Rect // of what stands over the first slot
}

// add takes in what is painted at a place of a region; nil: of the next one that comes.
func (z *zones) add(r *Region, col int, rect unit.Rect) {
	if rect.Empty() {
		return
	}
	if n := len(z.runs) - 1; n >= 0 && col != freestanding && z.runs[n].r == r && z.runs[n].col == col && follows(z.runs[n], rect) {
		z.runs[n].rect = z.runs[n].rect.Union(rect)
	} else {
		z.runs = append(z.runs, zone{r, col, rect})
	}
	if r == nil {
		z.before = z.before.Union(rect)
		return
	}
	rect, z.before = rect.Union(z.before), unit.Rect{}
	for i := range z.slots {
		if z.slots[i].r == r {
			z.slots[i].rect = z.slots[i].rect.Union(rect)
			return
		}
	}
	z.slots = append(z.slots, zone{r, freestanding, rect})
}

// follows tells whether a line is the next one of a run: another story's picture may stand in
// the column.
func follows(run zone, rect unit.Rect) bool {
	pitch := run.r.Grid.Leading
	if run.r.upright() {
		return run.rect.X-rect.Right() <= pitch
	}
	return rect.Y-run.rect.Bottom() <= pitch
}

// wide are the places of a piece as few polygons, narrow as those that hold nothing else:
// runs beside one another of the same height are one.
func (z *zones) wide() (out []unit.Rect) {
	for _, s := range z.slots {
		out = append(out, s.rect)
	}
	return out
}

func (z *zones) narrow() (out []unit.Rect) {
	for i, s := range z.runs {
		if n := len(out) - 1; n >= 0 && s.col != freestanding && z.runs[i-1].r == s.r && z.runs[i-1].col == s.col-1 && out[n].Y == s.rect.Y && out[n].H == s.rect.H {
			out[n] = out[n].Union(s.rect)
			continue
		}
		out = append(out, s.rect)
	}
	return out
}

// Zone gives the pieces of a page their zones: a polygon for each slot that a piece stands in,
// or, where that would hold what another story has, for each run of its lines. What the pieces
// hold is left as it is: other pages may be made of it.
func Zone(pieces []Piece) {
	for i := range pieces {
		p := &pieces[i]
		mark := *p.Items[0].(*page.Mark)
		zones := p.zones.wide()
		if held(zones, pieces, i) {
			zones = p.zones.narrow()
		}
		if len(zones) > 1 || len(zones) == 1 && zones[0] != mark.Rect {
			mark.Zones = zones
			p.Items = append([]page.Item{&mark}, p.Items[1:]...)
		}
	}
}

// held tells whether zones of piece i hold something of another story.
func held(zones []unit.Rect, pieces []Piece, i int) bool {
	for j := range pieces {
		if j == i || pieces[j].Story == pieces[i].Story {
			continue
		}
		for _, run := range pieces[j].zones.runs {
			for _, z := range zones {
				if z.Overlaps(run.rect) {
					return true
				}
			}
		}
	}
	return false
}
