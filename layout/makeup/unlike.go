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
	columns int     // of the page
	lead    int     // of the first story
	beside  int     // parcels beside it at the head of the page, as bits
	second  station // of the second story
	wide    int     // its columns
	picture side    // where that of the most important story with one is
	over    bool    // that picture is as wide as its story
	strip   int     // columns of the widest story at the foot of the page
	from    int     // the column that it begins at
	frames  int     // parcels in frames, as bits
	upright int     // under vertical heads
	blocks  []block // all of its areas
}

// block is a rectangle of a page, in columns and lines; feet are not in it.
type block struct{ col, right, line, foot int }

func (j *judge) kind(as []area) kind {
	k, first := kind{columns: j.columns}, len(j.parcels)
	for i := range as {
		a := &as[i]
		bit := 1 << a.parcel
		k.blocks = append(k.blocks, block{a.col, a.right(), a.line, a.foot()})
		if a.parcel == 1 {
			k.second, k.wide = lower, a.cols
			if a.line == 0 {
				k.second = atHead
			}
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
			k.over = a.slot.Picture.Columns == a.cols
		}
		if a.foot() == j.lines && a.cols > k.strip {
			k.strip, k.from = a.cols, a.col
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

// station is where the second story of a page stands.
type station uint8

const (
	absent station = iota
	atHead         // beside the first
	lower
)

// unlike counts in how much two pages differ of what a reader sees: the columns of the lead, where the second story stands,
// where the picture is and whether over all of its story; less, how wide the second is, the strip at the foot, how the
// page is divided.
func (k *kind) unlike(x *kind) int {
	n := 0
	count := func(by int, differ bool) {
		if differ {
			n += by
		}
	}
	count(1, k.lead != x.lead)
	count(1, k.lead != x.lead && (abs(k.lead-x.lead) > 1 || max(k.lead, x.lead) == k.columns))
	count(2, k.second != x.second)
	count(2, k.over != x.over)
	count(1, k.picture != x.picture)
	common := max(k.common(x), x.common(k)) // as one page is to the other, the other is to it

	// one design, but where the page is divided quite otherwise
	if n == 0 {
		count(leastUnlike-1, common < otherwise)
		return n
	}
	count(1, k.wide != x.wide)
	count(1, k.strip != x.strip || k.from != x.from)
	count(1, common < mostCommon)
	return n
}

// How much of a page, in hundredths, stands in blocks that another has too, where they are divided alike, and where not at
// all.
const (
	mostCommon = 70
	otherwise  = 55
)

// common is how much of a page, in hundredths, stands in blocks that another has too: of each that which the one most
// like it shares with it.
func (k *kind) common(x *kind) int {
	all, same := 0, 0
	for _, a := range k.blocks {
		most := 0
		for _, b := range x.blocks {
			if both := a.within(b).size(); both > 0 {
				most = max(most, 100*both/(a.size()+b.size()-both))
			}
		}
		all += a.size()
		same += a.size() * most
	}
	return same / max(all, 1)
}

func (a block) size() int { return max(a.right-a.col, 0) * max(a.foot-a.line, 0) }

// within is what two blocks have in common.
func (a block) within(b block) block {
	return block{max(a.col, b.col), min(a.right, b.right), max(a.line, b.line), min(a.foot, b.foot)}
}
