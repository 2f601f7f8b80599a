package fonts

// upright is a face's metrics for vertical setting.
type upright struct {
	vmtx    table
	numLong int
	vorg    table // VORG records of 4 bytes, sorted by glyph
	isVORG  bool
	refused bool // the tables put characters outside their em
	origin  int  // VORG's default
}

func (f *Face) vertical() *upright {
	if u := f.upright.get(); u != nil {
		return u
	}
	return f.upright.fill(f.readVertical)
}

func (f *Face) readVertical() *upright {
	u := &upright{vmtx: f.table("vmtx")}
	u.numLong = min(f.table("vhea").u16(34), len(u.vmtx)/4)
	if t := f.table("VORG"); len(t) >= 8 && t.u16(0) == 1 {
		u.isVORG, u.origin = true, t.i16(4)
		u.vorg = t[8:min(len(t), 8+4*t.u16(6))]
	}
	if f.leavesEm(u) {
		return &upright{refused: true}
	}
	return u
}

// leavesEm tells whether vertical metrics put a character's ink outside the cell that they
// give it, by more than 1/8 em: such tables are worse than none.
func (f *Face) leavesEm(u *upright) bool {
	em := f.UnitsPerEm()
	if u.numLong == 0 && !u.isVORG {
		return false
	}
	for _, r := range "国永中口一" {
		g := f.Glyph(r)
		_, y0, _, y1 := f.Ink(g)
		if g == 0 || y1 <= y0 {
			continue
		}
		top, advance := u.originOf(f, g), u.advanceOf(f, g)
		if above, below := top-y1, advance-(top-y0); above < -em/8 || below < -em/8 {
			return true
		}
	}
	return false
}

// RefusedVertical reports whether the face has vertical metrics that cannot be right, which
// are not used.
func (f *Face) RefusedVertical() bool { return f.vertical().refused }

// VAdvance returns the vertical advance: vmtx, or one em for a face without it, since its
// Han characters are drawn in an em square.
func (f *Face) VAdvance(g GID) int { return f.vertical().advanceOf(f, g) }

func (u *upright) advanceOf(f *Face, g GID) int {
	if u.numLong == 0 {
		return f.UnitsPerEm()
	}
	return u.vmtx.u16(4 * min(int(g), u.numLong-1))
}

// VOrigin returns the height of the vertical origin above the baseline: VORG, else the top of
// the outline and its top side bearing, else the top of the em box.
func (f *Face) VOrigin(g GID) int { return f.vertical().originOf(f, g) }

func (u *upright) originOf(f *Face, g GID) int {
	switch {
	case u.isVORG:
		return u.listed(g)
	case u.numLong > 0:
		_, _, _, top := f.Ink(g)
		return top + u.bearing(g)
	}
	return f.emTop()
}

// HasVertical reports whether the face has vertical metrics of its own.
func (f *Face) HasVertical() bool { return f.vertical().numLong > 0 }

// emTop is the top of the em square Han characters stand in: the ascent when ascent and
// descent make an em, else 0.88 em, where nearly every Chinese face has it.
func (f *Face) emTop() int {
	m := f.core()
	if m.ascent-m.descent == m.unitsPerEm {
		return m.ascent
	}
	return m.unitsPerEm * 88 / 100
}

// listed looks a glyph up in VORG.
func (u *upright) listed(g GID) int {
	lo, hi := 0, len(u.vorg)/4
	for lo < hi {
		mid := (lo + hi) / 2
		switch have := u.vorg.u16(4 * mid); {
		case have < int(g):
			lo = mid + 1
		case have > int(g):
			hi = mid
		default:
			return u.vorg.i16(4*mid + 2)
		}
	}
	return u.origin
}

func (u *upright) bearing(g GID) int {
	if int(g) < u.numLong {
		return u.vmtx.i16(4*int(g) + 2)
	}
	return u.vmtx.i16(4*u.numLong + 2*(int(g)-u.numLong))
}
