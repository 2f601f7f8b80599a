package inline

// pair is what holds between two neighbouring characters, by their classes.
type pair uint8

const (
	mayBreak      pair = 1 << iota // a line may end between them
	mayBreakSpace                  // … when spaces stand between them
	soft                           // … though one would rather not
	mayStretch                     // clreq 3.5.4 (3): the place opens with all others
	mayGap                         // Han-Latin gap, if the one is Latin
	trailing                       // the empty half of the first stays
	leading                        // the empty half of the second stays
)

// pairs is a table of rules: Han and marks are looked up in it for every character.
type pairs [numClasses][numClasses]pair

// gbPairs are the rules of clreq's level "GB" and mainland spacing, the default.
var gbPairs = newPairs()

func newPairs() *pairs {
	t := new(pairs)
	for a := class(0); a < numClasses; a++ {
		for b := class(0); b < numClasses; b++ {
			t[a][b] = spacing(a, b)
			if breaksBetween(a, b) {
				t[a][b] |= mayBreak
			}
			if breaksAcrossSpace(a, b) {
				t[a][b] |= mayBreakSpace
			}
			if b == dash || b == ellipsis {
				t[a][b] |= soft
			}
		}
	}
	return t
}

// set is a set of classes.
type set uint32

func of(list ...class) set {
	var s set
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

func (s set) has(c class) bool { return s>>c&1 != 0 }

var (
	words     = of(alpha, digit)
	closing   = of(closer, stop, comma, exclam) // ink at the left of the cell, the right half empty
	notStart  = closing | of(middle, connector, solidus, nonStart, postfix, latinClose, infix, hyphen)
	notEnd    = of(open, latinOpen, solidus, prefix)
	sticky    = of(mark, glue)                              // never parted from what is before
	trailers  = of(space, wideSpace, zeroSpace, softHyphen) // stay at the end of a line
	latinText = words | of(prefix, postfix, hyphen, infix, latinOpen, latinClose, straight, solidus)
)

// breaksBetween tells whether a line may end between a and b with nothing between them
// (clreq 3.1.4 level GB, 3.2.4; JLREQ 3.1.10).
func breaksBetween(a, b class) bool {
	switch {
	case sticky.has(b), trailers.has(b), b == newline:
		return false
	case a == zeroSpace, a == space, a == wideSpace, a == softHyphen:
		return true
	case a == glue, notStart.has(b), notEnd.has(a):
		return false
	case a == b && (a == dash || a == ellipsis || a == wideDigit):
		return false
	case words.has(a):
		return !words.has(b) && b != latinOpen && b != prefix && b != straight
	case a == infix || a == latinClose || a == postfix || a == straight:
		return !words.has(b) && b != latinOpen && b != prefix && b != straight
	case a == hyphen:
		return b != digit
	}
	return b != straight
}

// breaksAcrossSpace tells whether a line may end after spaces between a and b.
func breaksAcrossSpace(a, b class) bool {
	return !(a == open || a == latinOpen || sticky.has(b) || trailers.has(b) || b == newline ||
		closing.has(b) || b == latinClose || b == infix || b == middle || b == solidus || b == postfix || b == glue || a == glue)
}

// spacing returns the rules of room between a and b: whose empty half stays (clreq
// 3.1.6.2, "CC:HF CM:HF CO:FH MO:FH OO:FH"), and whether the place may open.
func spacing(a, b class) (p pair) {
	switch {
	case closing.has(a) && !closing.has(b) && b != middle:
		p |= trailing
	case b == open && a != open && a != middle && !closing.has(a):
		p |= leading
	}
	inner := of(connector, solidus, middle, glue, mark) // clreq 3.5.4: nothing opens beside these
	cjk := of(han, wideDigit, nonStart, open, closer, stop, comma, exclam, dash, ellipsis)
	if a != open && !closing.has(b) && !inner.has(a) && !inner.has(b) && (cjk.has(a) || cjk.has(b)) &&
		!trailers.has(a) && !trailers.has(b) && a != latinOpen && b != latinClose && b != infix && !(a == b && (a == dash || a == ellipsis || a == wideDigit)) {
		p |= mayStretch
	}
	latin := words | of(prefix, postfix)
	if (a == han || a == nonStart) && latin.has(b) || latin.has(a) && (b == han || b == nonStart) {
		p |= mayGap
	}
	return p
}
