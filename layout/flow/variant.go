package flow

// variant is a way to set a slot's story other than as it stands. The zero value changes
// nothing.
type variant struct {
	size    int // steps the headline is smaller; negative: greater
	lines   int // lines of white taken from the head; negative: added
	track   int // trackStep the headline is set closer
	picture int // lines each picture is lower; negative: higher
	setting int // paragraphs set a line longer; negative: shorter
	noDeck  bool
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
