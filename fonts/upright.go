package fonts

// upright is a face's metrics for vertical setting.
type upright struct {
	vmtx    table
	numLong int
	vorg    table // VORG records of 4 bytes, sorted by glyph
	isVORG  bool
	origin  int // VORG's default
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
	return u
}

// VAdvance returns the vertical advance: vmtx, or one em for a face without it, since its
// Han characters are drawn in an em square.
func (f *Face) VAdvance(g GID) int {
	u := f.vertical()
	if u.numLong == 0 {
		return f.UnitsPerEm()
	}
	return u.vmtx.u16(4 * min(int(g), u.numLong-1))
}

// VOrigin returns the height of the vertical origin above the baseline: VORG, else the top of
// the outline and its top side bearing, else the top of the em box.
func (f *Face) VOrigin(g GID) int {
	u := f.vertical()
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
