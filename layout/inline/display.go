package inline

import (
	"banxin/fonts"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// display is the size from which a headline's marks are set by their ink: there the room that a
// face leaves beside them is a hole.
const display = 24 * unit.Pt

// inkGap is the white between the ink of a mark and its neighbour's cell in display sizes, in
// 1/1000 em.
const inkGap = 220

// byInk tells whether a mark of a headline is set by its ink.
func (sh *Shaped) byInk(it *item) bool {
	ru := &sh.runs[it.run]
	return sh.para.Head && ru.em >= int32(display) && ru.face != nil && it.flags&half != 0 && !sh.book.vertical
}

// headRoom is what a headline keeps of the empty part w beside a mark: half of it (JLREQ 4.1.1),
// in display sizes as much as makes the white beside the ink inkGap.
func (sh *Shaped) headRoom(it *item, after bool, w int32) int32 {
	if !sh.byInk(it) {
		return w / 2
	}
	ru := &sh.runs[it.run]
	x0, _, x1, _ := ru.face.Ink(it.gid)
	if x0 >= x1 {
		return w / 2
	}
	dx, _, _ := sh.markAt(it)
	white := scale(ru, x0) + dx
	if after {
		white = it.width - scale(ru, x1) - dx
	}
	return max(min(thousandths(ru.em, inkGap)-white, w/2), -w/4)
}

// lowInk is how high the ink of a Chinese character is at most, in 1/1000 em, that is centred by
// it in a vertical headline: 一, 二, 口. All others fill their cell.
const lowInk = 830

// optical returns the height of the origin of a character of a vertical headline in a cell that
// begins at y, if its ink is so low that the white above and below it shows.
func optical(ru *run, it *item, y int32) (int32, bool) {
	_, y0, _, y1 := ru.face.Ink(it.gid)
	if y1 <= y0 || scale(ru, y1-y0) > thousandths(ru.em, lowInk) {
		return 0, false
	}
	return y + it.width/2 + scale(ru, (y0+y1+2*weight(ru.face, it.gid))/4), true
}

// weight is the height of the centre of mass of a glyph's ink: the eye sees 一 where its bar is,
// and not in the middle between the bar and the top of its serif.
func weight(f *fonts.Face, g fonts.GID) int {
	var moment, mass, x, y, x0, y0 int64
	to := func(u, v int64) {
		cross := x*v - u*y
		mass, moment = mass+cross, moment+cross*(y+v)
		x, y = u, v
	}
	for _, s := range f.Outline(nil, g) {
		at := func(i int) (int64, int64) { return int64(s.X[i]), int64(s.Y[i]) }
		u, v := at(0)
		switch s.Op {
		case fonts.MoveTo:
			to(x0, y0)
			x, y = u, v
			x0, y0 = u, v
		case fonts.LineTo:
			to(u, v)
		case fonts.QuadTo:
			ex, ey := at(1)
			to((x+2*u+ex)/4, (y+2*v+ey)/4)
			to(ex, ey)
		case fonts.CubeTo:
			cx, cy := at(1)
			ex, ey := at(2)
			to((x+3*u+3*cx+ex)/8, (y+3*v+3*cy+ey)/8)
			to(ex, ey)
		}
	}
	to(x0, y0)
	if mass == 0 {
		_, low, _, high := f.Ink(g)
		return (low + high) / 2
	}
	return int(moment / (3 * mass))
}

// markAt returns where a mark's origin lies in its cell: those of the mainland stand beside
// what they belong to, those of Taiwan and Hong Kong in the middle, whatever form the face has.
func (sh *Shaped) markAt(it *item) (dx, dy int32, ok bool) {
	ru := &sh.runs[it.run]
	adv := scale(ru, ru.face.Advance(it.gid))
	full := adv > ru.em*3/4
	class := sh.drawnAs(it)
	switch {
	case sh.book.centred.has(it.class): // by its ink: the face may have the mainland's form
		x0, y0, x1, y1 := ru.face.Ink(it.gid)
		return it.width/2 - scale(ru, (x0+x1)/2), scale(ru, (y0+y1)/2) - ru.centre, true
	case it.class == exclam && sh.book.Region != typo.Mainland && it.width == ru.em, // Taiwan's and Hong Kong's stand in the middle
		full && (class == open || closing.has(class)) && ru.face.OffSide(it.gid, false):
		x0, _, x1, _ := ru.face.Ink(it.gid)
		return it.width/2 - scale(ru, (x0+x1)/2), 0, true
	case class == open && full:
		return it.width - adv, 0, true
	case closing.has(class) && full:
		return 0, 0, true
	}
	return 0, 0, false
}
