package makeup

// inside is how many line slots stay empty within areas: what is left below all of them is no fault
// of theirs.
func (x *made) inside() int {
	n := x.Empty - x.All
	for i := range x.areas {
		n += x.areas[i].cols * x.areas[i].lines
	}
	return n + x.between
}

// full tells whether little stays empty within areas.
func (x *made) full() bool { return 100*x.inside() <= mostEmpty*x.All }

// fuller tells whether a page leaves less out than another, or as much and has less white: within areas that
// counts thrice beyond what is little.
func (x *made) fuller(than *made) bool {
	if a, b := len(x.left), len(than.left); a != b {
		return a < b
	}
	white := func(x *made) int { return x.Empty + 2*max(x.inside()-mostEmpty*x.All/100, 0) }
	return white(x) < white(than)
}

// kind is what one sees of a page from afar.
type kind struct {
	columns int  // of the page
	lead    int  // of the first story
	beside  int  // parcels beside it at the head of the page, as bits
	second  int  // where the second story stands and how wide it is
	picture side // where that of the most important story with one is
	strip   int  // columns of the widest story at the foot of the page
	foot    int  // parcels there, as bits
	frames  int  // parcels in frames, as bits
	upright int  // under vertical heads
}

func (j *judge) kind(as []area) kind {
	k, first := kind{columns: j.columns}, len(j.parcels)
	for i := range as {
		a := &as[i]
		bit := 1 << a.parcel
		if a.parcel == 1 {
			k.second = a.cols*mostColumns + a.col
		}
		if a.parcel == 0 {
			k.lead = a.cols
		} else if a.line == 0 {
			k.beside |= bit
		}
		if j.parcels[a.parcel].pictures() && a.parcel < first {
			first, k.picture = a.parcel, lowerLeft
			if 2*a.line < j.lines {
				k.picture = upperLeft
			}
			k.picture += side(min(3*a.pictureAt()/(2*j.columns), 2))
		}
		if a.foot() == j.lines {
			k.strip = max(k.strip, a.cols)
			k.foot |= bit
		}
		if framed(&a.slot) {
			k.frames |= bit
		}
		if a.slot.Head.Vertical {
			k.upright |= bit
		}
	}
	return k
}

// unlike counts the features two pages differ in.
func (k kind) unlike(x kind) int {
	n := 0
	for _, differ := range []bool{k.lead != x.lead, k.beside != x.beside, k.second != x.second, k.foot != x.foot, k.picture != x.picture, k.strip != x.strip, k.frames != x.frames, k.upright != x.upright} {
		if differ {
			n++
		}
	}
	return n
}
