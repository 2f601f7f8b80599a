package flow

// attempt is one way to set a story from its place on: all that is decided before a line is
// set. It is a value that can be compared: at the same story, equal attempts have equal
// results.
type attempt struct {
	variant
	more    int       // paragraphs set a line longer beyond what the variant asks; negative: shorter
	air     int       // lines of white below the head beyond its own
	regions int       // of the slot, that it goes through
	legs    int       // of the chain, after them
	end     int       // the line before which it ends in the last of all; 0: where that ends
	short   columnSet // columns of the last that end a line higher
	narrow  bool      // pictures in the text that ask for several columns may stand over one
}

// columnSet is a set of columns, a bit each; beyond the 64th they are as that is.
type columnSet uint64

func (c columnSet) has(i int) bool { return c>>min(i, 63)&1 != 0 }

// open tells whether an attempt has all of its last stretch.
func (a attempt) open() bool { return a.end == 0 }

// variant is a way to set a slot's story other than as it stands. The zero value changes
// nothing.
type variant struct {
	size    int // steps the headline is smaller; negative: greater
	lines   int // lines of white taken from the head; negative: added
	track   int // trackStep the headline is set closer
	picture int // lines each picture is lower; negative: higher
	setting int // paragraphs set a line longer; negative: shorter
	noDeck  bool
	close   bool // the head stands as close to its text as it may, where that saves a line
}

// trackStep is a step of tracking, in hundredths of an em.
const trackStep = 2

// cost orders variants by how much they intrude: a tighter paragraph or headline is hardly
// seen, nor a line of a picture or of white, a smaller head is, a missing deck is a loss.
func (v variant) cost() int {
	c := 4*abs(v.size) + 2*abs(v.picture) + abs(v.setting) + v.track
	if v.noDeck {
		c += 40
	}
	if v.lines < 0 {
		return c - 3*v.lines
	}
	return c + v.lines
}

func abs(n int) int { return max(n, -n) }
