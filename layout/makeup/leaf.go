package makeup

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// option is one way to set a parcel in an area of so many basic columns: with this slot
// it takes exactly so many lines.
type option struct {
	parcel  int
	cols    int
	lines   int
	slot    editions.Slot // its Frames say cols and lines alone
	label   string        // over the area: it is a group of this name, and two lines of it are the label's
	size    unit.Length   // of the headline
	rows    int           // lines of the headline
	ink     int           // of the head, as meters count it
	head    int           // lines of the head; 0 of a vertical one
	shot    int           // line slots of its picture
	shotInk int           // its weight, as meters count it
	share   int           // of the type area that this takes, in hundredths of a percent
	empty   int           // line slots that stay empty
	tight   bool          // its text is set closer
	stacks  []stack       // of gathered briefs
	span
	cost int // what speaks against it, where it stands left aside
}

// steps are the sizes of heads, in points: to 20 by two, to 40 by four (jlreq 4.1.3).
var steps = []int{96, 84, 72, 64, 56, 48, 44, 40, 36, 32, 28, 24, 20, 18, 16, 14, 12, 11, 10}

// stepOf is the place in steps of the greatest size that is not above size.
func stepOf(size unit.Length) int { return stepsByPoint[max(min(int(size/unit.Pt), steps[0]), 0)] }

// stepsByPoint has the places in steps of sizes in whole points.
var stepsByPoint = func() (out [97]int) {
	for n := range out {
		if out[n] = slices.IndexFunc(steps, func(s int) bool { return s <= n }); out[n] < 0 {
			out[n] = len(steps) - 1
		}
	}
	return out
}()

// stackSteps is by how many steps a vertical head weighs more than a horizontal one of its size.
const stackSteps = 2

// step is the place in steps of the size that the option's head looks like: two lines look
// greater than one.
func (o *option) step() int {
	n := stepOf(o.size)
	switch {
	case o.slot.Head.Vertical:
		n -= stackSteps
	case o.rows > 1:
		n--
	}
	return n
}

func framed(s *editions.Slot) bool { return s.Box.Width > 0 || s.Box.Tint != "" }

// wantedSize is the headline, in tenths of the body size, that a place in the order of
// importance asks for.
var wantedSize = []int{48, 32, 28, 28, 24, 24, 24, 20, 20, 18}

// Bounds of headlines in tenths of the body size: the first story has the greatest.
const (
	leadLeast  = 36
	leadMost   = 60
	otherMost  = 36
	leastSize  = 16
	leastLate  = 14
	late       = 5 // place of the first of them
	noticeMost = 20
	briefMost  = 16
)

// tables measures parcels in areas of all widths.
type tables struct {
	bench
	t       *editions.Template
	parcels []parcel
	lines   int // of the area to be filled: no option is higher
	gap     int // blank lines between areas
	tint    string
	known   *measured
	few     bool   // the area has room for few of them
	bare    bool   // there is copy for less than half of the page
	loose   []bool // of parcels: none of the forms that they should have has room
	torn    []bool // nor any without a table or a stanza that goes on in another column
}

// all returns the options of every parcel for every width, [parcel][columns]: as heights
// rise, of one height the cheaper ones first.
func (m *tables) all() [][][]*option {
	out := make([][][]*option, len(m.parcels))
	var all []int
	for p := range m.parcels {
		out[p] = make([][]*option, m.t.Columns+1)
		all = append(all, p)
	}
	m.some(all, out)
	for _, gives := range [][]bool{m.loose, m.torn} {
		all = slices.DeleteFunc(all, func(p int) bool {
			from := 0
			if p == 0 {
				from = m.t.Columns/2 + 1 // there is more to choose from than half of the page
			}
			return slices.ContainsFunc(out[p][from:], func(list []*option) bool { return len(list) > 0 })
		})
		for _, p := range all {
			gives[p] = true
		}
		m.some(all, out)
	}
	m.shots(out)
	spans(out)
	return out
}

// shots drops options of the lead whose picture is small, and those of others whose picture is as great as
// the lead's may be, where that leaves some.
func (m *tables) shots(out [][][]*option) {
	keep := func(p int, good func(*option) bool) {
		if !slices.ContainsFunc(out[p], func(list []*option) bool { return slices.ContainsFunc(list, good) }) {
			return
		}
		for w, list := range out[p] {
			out[p][w] = slices.DeleteFunc(slices.Clone(list), func(o *option) bool { return !good(o) })
		}
	}
	if len(out) == 0 || !m.parcels[0].pictures() {
		return
	}
	great := func(o *option) bool { return o.share >= leastShot*100 }
	keep(0, great)
	for p := 1; p < len(out); p++ {
		keep(p, func(o *option) bool { return !great(o) })
	}
}

// some measures some parcels.
func (m *tables) some(ps []int, out [][][]*option) {
	n := m.t.Columns
	each(len(ps)*n, func(i int) {
		if p, w := ps[i/n], i%n+1; !m.known.stopped() {
			out[p][w] = m.options(p, w)
		}
	})
}

// options measures a parcel in w columns.
func (m *tables) options(p, w int) []*option {
	if m.outOfShape(p, w) {
		return nil
	}
	var all []*option
	for _, f := range m.forms(p, w) {
		all = append(all, m.form(p, w, f)...)
	}
	all = append(all, m.stacks(p, w)...)
	all = append(all, m.verses(p, w)...)
	slices.SortStableFunc(all, func(a, b *option) int {
		return cmp.Or(cmp.Compare(a.lines, b.lines), cmp.Compare(a.cost, b.cost))
	})
	return slices.DeleteFunc(all, func(o *option) bool { return o.lines > m.lines })
}

// outOfShape tells whether a parcel would be a thread or a ribbon in w columns, by the number
// of its characters: it is not measured there.
func (m *tables) outOfShape(p, w int) bool {
	u := m.parcels[p]
	lines := 0
	for _, st := range u.stories {
		lines += bodyChars(st)/max(m.t.Chars-1, 1) + 2
	}
	leg := lines / w
	if !m.bare && u.briefs() && w > len(u.stories) {
		return true // columns would have nothing
	}
	if !m.bare && w > 2 && leg < leastBrief && !m.loose[p] && u.brief() && !u.notice() && !u.briefs() && !u.verse() {
		return true // its columns would be two lines high
	}
	if w == m.t.Columns || m.few {
		return false
	}
	if p == 0 {
		return 2*w < m.t.Columns
	}
	return leg > longestLeg+12 || leg < 3 && w > 2 && !u.pictures()
}

// leastBrief is how many lines, with two for its head, a column of a brief has at the least beside two others.
const leastBrief = 5

// fewParcels is how many parcels an area has room for up to which holes at the foot of areas are better
// than a story left out.
const fewParcels = 6

// form measures one way to set a parcel: truly once, under a head of about the size that its
// rank asks for, and by arithmetic under others, with pictures of other heights and more white.
func (m *tables) form(p, w int, f form) []*option {
	var out []*option
	var base *taken
	sizes, rows := m.sizes(p, w)
	for _, size := range sizes {
		s := f.slot
		s.Head.Max, s.Head.Rows = points(size), rows
		h := m.heads(p, w, s)
		if h == nil {
			continue
		}
		if base == nil {
			if base = m.take(p, w, s, f, h.lines); base == nil {
				return nil
			}
			if u := m.parcels[p]; u.verse() && !m.loose[p] && u.hole(base.empty, w) > mostHole {
				return nil // its stanzas stand in level columns, or it is as wide as one
			}
		}
		o := &option{parcel: p, cols: w, slot: s, label: f.label, size: h.size, rows: h.rows, ink: h.ink, head: h.lines, stacks: base.stacks}
		o.lines, o.empty = base.lines-base.head+h.lines, base.empty
		m.price(o, base, h)
		out = append(out, m.varied(o, base, h)...)
	}
	return out
}

// sizes lists the headline sizes to try: those that fit the width, near to what the
// parcel's rank asks for, and into how many lines the headline is to be broken for that; 0: as its
// width asks.
func (m *tables) sizes(p, w int) (out []int, rows int) {
	want, least, most := m.wants(p)
	own := m.parcels[p].rows(w) // those that it has anyway
	rows = own
	fit := m.fit(m.parcels[p], m.width(w), rows)
	for unit.Points(steps[stepOf(fit)]) < least && rows < mostRows[min(p, 1)] {
		rows++
		fit = max(fit, m.fit(m.parcels[p], m.width(w), rows))
	}
	if rows == own {
		rows = 0
	}
	tries := sizesTried
	if p == 0 {
		tries++
	} else if w == 1 {
		tries--
	}
	for i, s := range steps {
		size := unit.Points(s)
		if size > most || size > fit || size < least && len(out) > 0 {
			continue
		}
		if d := i - stepOf(want); d < -2 || d < -1 && m.falls(p) {
			continue
		} else if d > 2 && len(out) > 0 {
			break
		}
		if out = append(out, s); size < least || len(out) == tries {
			break
		}
	}
	return out, rows
}

// sizesTried is how many sizes of a head are tried.
const sizesTried = 5

// mostRows is into how many lines each line of a headline is broken at the most so that it is great enough, of
// the lead and of others.
var mostRows = [...]int{3, 2}

// rows is how many lines each line of a parcel's headlines has at w columns without being asked to: flow breaks
// one over a single column.
func (u parcel) rows(w int) int {
	if w == 1 && !slices.ContainsFunc(u.stories, func(s *editions.Story) bool { return len(s.Headline) > 1 }) {
		return 2
	}
	return 1
}

// falls tells whether a parcel's head may be smaller than others so that heads fall with the order that stories say,
// which asks for more steps.
func (m *tables) falls(p int) bool {
	u := m.parcels[p]
	return p >= late && u.stories[0].Ranked && !u.notice() && !u.briefs() && !u.brief()
}

// wants is the headline size that a parcel's rank asks for, and the bounds of it.
func (m *tables) wants(p int) (want, least, most unit.Length) {
	b := m.t.Size
	u := m.parcels[p]
	want = b.MulDiv(int64(wantedSize[min(p, len(wantedSize)-1)]), 10)
	least, most = b.MulDiv(leastSize, 10), b.MulDiv(otherMost, 10)-1
	if m.falls(p) {
		least = b.MulDiv(leastLate, 10)
	}
	switch {
	case u.briefs():
		want, least, most = b.MulDiv(14, 10), b.MulDiv(12, 10), b.MulDiv(briefMost, 10)
	case p == 0:
		least, most = b.MulDiv(leadLeast, 10), b.MulDiv(leadMost, 10)
	case u.notice():
		want, most = b.MulDiv(16, 10), b.MulDiv(noticeMost, 10)
	case u.brief():
		want, least = min(want, b.MulDiv(16, 10)), b.MulDiv(12, 10)
		if !u.measures() { // else heads after it are no greater
			most = b.MulDiv(briefMost, 10)
		}
	}
	return want, least, most
}

// fit is about the greatest size at which each line of a parcel's headlines takes no more than so many lines.
func (m *tables) fit(u parcel, width unit.Length, rows int) unit.Length {
	most := 1
	for _, st := range u.stories {
		for _, t := range st.Headline {
			n := 0 // half characters
			for _, r := range t.String() {
				n += columnsOf(r)
			}
			most = max(most, (n+3*(rows-1))/rows)
		}
	}
	return width * 2 / unit.Length(most)
}

func points(n int) unit.Measure { return unit.Measure{Amount: int64(n) * 1000, Unit: "pt"} }

// price adds what speaks against an option.
func (m *tables) price(o *option, b *taken, h *heading) {
	want, _, _ := m.wants(o.parcel)
	u := m.parcels[o.parcel]
	d := o.step() - stepOf(want)
	o.cost = costEmpty*max(o.empty, 0) + costStep*max(d, -d) + b.cost
	if o.parcel < 2 {
		o.cost += costStep * max(d, -d)
	} else if o.parcel < fewParcels && !u.notice() && !u.briefs() && !u.brief() {
		o.cost += costSmall * max(d-1, 0)
	}
	if !slices.Contains(steps, int(o.size/unit.Pt)) {
		o.cost += costOdd
	}
	switch {
	case o.parcel == 0 && m.t.Columns > 2 && 2*o.cols < m.t.Columns:
		o.cost += costLeadNarrow
	case o.parcel == 0 && 8*o.cols+2 < 5*m.t.Columns:
		o.cost += costLeadHalf
	case o.parcel == 1 && 3*o.cols < m.t.Columns && !u.notice() && !o.slot.Head.Vertical:
		o.cost += costSecond
	}
	if o.parcel == 0 && 10*o.size < leadLeast*m.t.Size {
		o.cost += costLeadSmall
	}
	o.cost += costRows * max(o.rows-2*len(u.stories[0].Headline), 0)
	o.cost += m.shape(o)
	if short := 66 - h.covered; short > 0 && o.size > 0 && !o.slot.Head.Vertical && !u.briefs() {
		o.cost += costStub * short
	}
	if o.slot.Columns > 0 && !framed(&o.slot) {
		o.cost += costTurn
	}
}

// legs weighs how long the legs of an option's type are; of a figure those beside it.
func (m *tables) legs(o *option) int {
	u := m.parcels[o.parcel]
	leg := o.lines - o.head
	if !u.briefs() {
		leg /= len(u.stories)
	}
	return costDeep*max(leg-deepest, 0) + costLeg*max(leg-longestLeg, 0) + costFlat*max(flattest-leg, 0)
}

// shape weighs how tall and narrow, or how flat, an area is; briefs and stories with a
// vertical head may stand in narrow ones.
func (m *tables) shape(o *option) int {
	step := unit.Length(m.t.Chars)*m.t.Size + m.t.Gap
	ratio := int((unit.Length(o.cols)*step - m.t.Gap) * 100 / (unit.Length(o.lines) * m.t.Leading))
	n := costTall*max(tallest-ratio, 0) + costWide*max(ratio-widest, 0)/100
	if u := m.parcels[o.parcel]; u.briefs() {
		return 0
	} else if u.brief() || u.notice() || o.slot.Head.Vertical {
		n /= 3
	}
	return n
}

// mostLone is how many lines of text below a picture are too few to begin with.
const mostLone = 2

// mostCrop is how much of a picture's height a form may add or take, in hundredths: a fifth of
// it may be cut off.
const mostCrop = 20

// varied lists an option with its picture lower and higher, and with white in its heads and
// between its stories.
func (m *tables) varied(o *option, b *taken, h *heading) []*option {
	if b.figure > 0 && b.natural > 0 && b.crop(0) > mostCrop && !m.loose[o.parcel] {
		return nil
	}
	var out []*option
	for _, y := range b.bodies {
		x := *o
		x.lines, x.empty, x.cost = o.head+y.lines, y.empty, o.cost+costEmpty*(max(y.empty, 0)-max(o.empty, 0))
		x.cost += costHole * max(m.parcels[o.parcel].hole(y.empty, o.cols)-mostHole, 0)
		if b.figure > 0 {
			x.shot, x.share = b.wide*(b.picture+y.taller), m.share(b.wide, b.picture+y.taller)
			x.shotInk = m.weight(b.wide, b.figure+y.taller)
			x.cost += costShapes * b.crop(y.taller) / 4
			if y.taller != 0 {
				x.slot.Picture.Lines = b.picture + y.taller
			}
			if under := y.lines - b.figure - y.taller; under > 0 && under <= mostLone {
				x.cost += costLone
			}
		}
		out = append(out, m.whiter(&x, h)...)
		if y.saves > 0 {
			x.lines, x.empty, x.cost, x.tight = x.lines-1, 0, x.cost-costEmpty*max(x.empty, 0)+costTight*y.saves, true
			out = append(out, m.whiter(&x, h)...)
		}
	}
	return out
}

// tightly is in how many lines of text one can be saved, about, by setting paragraphs closer.
const tightly = 45

// crop is how much is cut off a picture d lines higher than it was set, in hundredths.
func (b *taken) crop(d int) int {
	lines := b.image + 100*d
	switch {
	case lines <= 0:
		return 100
	case b.natural == 0:
		return 100 * max(d, -d) / b.picture
	case lines < b.natural:
		return 100 - 100*lines/b.natural
	}
	return 100 - 100*b.natural/lines
}

// mostShapes is by how many lines a picture's height is changed at most.
const mostShapes = 5

// whiter lists an option with some white in its heads, where one number is right for all of
// them, and between its stories.
func (m *tables) whiter(o *option, h *heading) []*option {
	var out []*option
	add := func(x option) {
		x.cost += m.legs(o)
		out = append(out, &x)
	}
	for d, cost := range costWhite {
		x := *o
		if d > 0 && (!h.alike || m.parcels[o.parcel].labelled()) { // a label keeps to the top: the white would part it from its head
			break
		}
		if d > 0 {
			x.slot.Head.Lines = h.each + d
			x.head, x.lines, x.cost = o.head+d*h.count, o.lines+d*h.count, o.cost+cost*h.count
		}
		add(x)
		if gaps := h.count - 1; gaps > 0 && o.label == "" {
			for b, cost := range costBetween[1:] {
				y := x
				y.slot.Between, y.lines, y.cost = 2+b, x.lines+(1+b)*gaps, x.cost+cost*gaps
				add(y)
			}
		}
	}
	return out
}

// higher is the option with so many more lines of its n columns, which stay empty.
func (o *option) higher(lines, n int) *option {
	x := *o
	x.lines, x.empty, x.cost = o.lines+lines, o.empty+lines*n, o.cost+costEmpty*lines*n
	return &x
}

// centred is how make-up asks for heads.
var centred = editions.Head{Align: typo.Center}
