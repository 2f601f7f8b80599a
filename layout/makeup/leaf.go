package makeup

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// option is one way to set a parcel in an area of so many basic columns: with this slot
// it takes exactly so many lines.
type option struct {
	parcel int
	cols   int
	lines  int
	slot   editions.Slot // its Frames say cols and lines alone
	size   unit.Length   // of the headline
	head   int           // lines of the head; 0 of a vertical one
	empty  int           // line slots that stay empty
	cost   int           // what speaks against it, where it stands left aside
}

// Costs of a way to set a parcel. A line slot that stays empty costs costEmpty; all
// others are weighed against that.
const (
	costEmpty  = 8
	costStep   = 10  // a step of the headline away from what the story's rank asks for; twice for the first two
	costOdd    = 14  // a size between the steps
	costStub   = 8   // a hundredth of the width that a head does not cover, below two thirds
	costNarrow = 220 // the first story in less than half of the columns
	costSecond = 70  // the second story in less than two fifths of them
	costBoxed  = 14  // a frame: two on a page are enough
	costStack  = 20  // a vertical head: at most two on a page
	costCrop   = 5   // a hundredth of a picture that is cut off, beyond a fifth
	costTurn   = 20  // text in fewer columns than the area has (破栏)
	costDeep   = 6   // a line of a leg of type beyond deepest
	costFlat   = 12  // a line that a leg of type falls short of flattest
	costLone   = 45  // one line of text or two below a picture
	costCell   = 25  // a table's cell broken over lines
	costShapes = 4   // a line that a picture is higher or lower than by its proportions
	costTall   = 4   // a hundredth that an area's width over its height falls short of tallest
	costWide   = 10  // a hundredth, in hundreds, that it is beyond widest
)

// Legs of type are easy to read between these numbers of lines.
const (
	flattest = 8
	deepest  = 28
)

// An area's width over its height, in hundredths: the golden rectangle lying is 162, standing 62.
const (
	tallest = 75
	widest  = 500
)

// mostWhite is how many lines of white are added to a head at most; costWhite is the cost of
// a line of white between head and text beyond easyWhite, both in hundredths of a line.
const (
	mostWhite = 3
	easyWhite = 90
	costWhite = 40
)

// costBetween is the cost of blank lines added between the stories of a group.
var costBetween = [...]int{0, 8, 40}

// steps are the sizes of heads, in points: to 20 by two, to 40 by four (jlreq 4.1.3).
var steps = []int{96, 84, 72, 64, 56, 48, 44, 40, 36, 32, 28, 24, 20, 18, 16, 14, 12, 11, 10}

// shapes are the lines that a picture may be higher than by its proportions; of few parcels
// more are tried.
var shapes = []int{-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6}

const shapesOfMany = 6

// stepOf is the place in steps of the greatest size that is not above size.
func stepOf(size unit.Length) int {
	i := slices.IndexFunc(steps, func(s int) bool { return unit.Points(s) <= size })
	if i < 0 {
		return len(steps) - 1
	}
	return i
}

// stackSteps is by how many steps a vertical head weighs more than a horizontal one of its size.
const stackSteps = 2

// step is the place in steps of the size that the option's head looks like.
func (o *option) step() int {
	if o.slot.Head.Vertical {
		return stepOf(o.size) - stackSteps
	}
	return stepOf(o.size)
}

// wanted is the headline, in tenths of the body size, that a place in the order of
// importance asks for.
var wantedSize = []int{48, 32, 28, 28, 24, 24, 24, 20, 20, 18}

// Bounds of headlines in tenths of the body size: the first story has the greatest.
const (
	leadLeast  = 36
	otherMost  = 36
	leastSize  = 16
	noticeMost = 20
	briefMost  = 18
)

// brief tells whether stories are so short that a great head would weigh more than they.
func (u parcel) brief() bool {
	n := 0
	for _, st := range u.stories {
		n += bodyChars(st)
	}
	return n < 120*len(u.stories) && !u.pictures()
}

// tables tells whether a story of the parcel has a table.
func (u parcel) tables() bool {
	return slices.ContainsFunc(u.stories, func(s *editions.Story) bool {
		for p := range s.Parts() {
			if p.Role == editions.RoleCell {
				return true
			}
		}
		return false
	})
}

// tables measures parcels in areas of all widths.
type tables struct {
	bench
	t       *editions.Template
	parcels []parcel
	lines   int // of the area to be filled: no option is higher
	gap     int // blank lines between areas
	tint    string
}

// all returns the options of every parcel for every width, [parcel][columns]: as heights
// rise, of several of one height the cheapest.
func (m *tables) all() [][][]*option {
	type job struct{ p, w int }
	var jobs []job
	out := make([][][]*option, len(m.parcels))
	for p := range m.parcels {
		out[p] = make([][]*option, m.t.Columns+1)
		for w := 1; w <= m.t.Columns; w++ {
			jobs = append(jobs, job{p, w})
		}
	}
	each(len(jobs), func(i int) {
		j := jobs[i]
		out[j.p][j.w] = m.options(j.p, j.w)
	})
	return out
}

// options measures a parcel in w columns.
func (m *tables) options(p, w int) []*option {
	var all []*option
	for _, s := range m.slots(p, w) {
		got, high := m.measure(p, w, s)
		all = append(all, got...)
		few := shapes
		if len(m.parcels) > fewParcels {
			few = shapes[:shapesOfMany]
		}
		for _, d := range few {
			if high+d < 4 || len(got) == 0 || high == 0 {
				continue
			}
			s.Picture.Lines = high + d
			got, _ := m.measure(p, w, s)
			for _, o := range got {
				o.cost += costShapes * max(d, -d)
			}
			all = append(all, got...)
		}
	}
	all = append(mirrored(all), m.stacks(p, w)...)
	slices.SortStableFunc(all, func(a, b *option) int {
		return cmp.Or(cmp.Compare(a.lines, b.lines), cmp.Compare(a.cost, b.cost))
	})
	// several of one height: the cheapest, and the cheapest that is framed or headed otherwise
	var out []*option
	for _, o := range all {
		same := slices.ContainsFunc(out, func(x *option) bool {
			return x.lines == o.lines && framed(&x.slot) == framed(&o.slot) && x.slot.Head.Vertical == o.slot.Head.Vertical
		})
		if !same {
			out = append(out, o)
		}
	}
	return out
}

// brokenCells counts the cells of tables whose text takes several lines.
func brokenCells(doc *page.Doc) int {
	n, in := 0, false
	var first unit.Length
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleCell || it.Role == page.RoleHeadCell {
				in, first = it.Open, 0
			}
		case *page.Text:
			switch {
			case !in:
			case first == 0:
				first = it.At.Y
			case it.At.Y != first:
				n, in = n+1, false
			}
		}
	}
	return n
}

// mirrored adds to options with a picture at the right those that have it at the left.
func mirrored(all []*option) []*option {
	for _, o := range all {
		if o.slot.Picture.At == "top-right" && o.slot.Picture.Columns > 0 {
			x := *o
			x.slot.Picture.At = "top-left"
			all = append(all, &x)
		}
	}
	return all
}

func framed(s *editions.Slot) bool { return s.Box.Width > 0 || s.Box.Tint != "" }

// slots lists the slots a parcel is tried in.
func (m *tables) slots(p, w int) []editions.Slot {
	u := m.parcels[p]
	var out []editions.Slot
	add := func(s editions.Slot) {
		s.Between, s.Head.Lines = 1, 1
		if s.Picture.At == "" {
			s.Picture.At = "top-right"
		}
		out = append(out, s)
	}
	for _, size := range m.sizes(p, w) {
		s := editions.Slot{Head: editions.Head{Align: typo.Center, Max: points(size)}}
		boxed := s
		boxed.Box = editions.Box{Width: unit.Pt / 2, Tint: m.tint}
		boxed.Head.Font = "粗黑"
		switch {
		case u.pictures():
			for _, pic := range pictures(w) {
				s.Picture = pic
				add(s)
			}
		case u.notice():
			boxed.Columns = max(1, w-1)
			add(boxed)
		default:
			add(s)
			if u.tables() {
				for n := range w - 1 { // wider columns for its cells
					s.Columns = 1 + n
					add(s)
				}
				s.Columns = 0
			}
			if p > 0 && w > 1 && len(u.stories) == 1 && 2*p >= len(m.parcels) {
				add(boxed)
			}
			if p == 0 && w >= 4 {
				s.Columns = w - 1
				add(s)
			}
		}
	}
	return out
}

func points(n int) unit.Measure { return unit.Measure{Amount: int64(n) * 1000, Unit: "pt"} }

// pictures lists where pictures may stand in an area of w columns.
func pictures(w int) []editions.PictureSpec {
	switch w {
	case 1:
		return []editions.PictureSpec{{Columns: 1, At: "top"}}
	case 2:
		return []editions.PictureSpec{{Columns: 2, At: "top"}}
	case 3:
		return []editions.PictureSpec{{Columns: 2, At: "top-right"}, {Columns: 3, At: "top"}}
	}
	return []editions.PictureSpec{{Columns: 2, At: "top-right"}, {Columns: 3, At: "top-right"}}
}

// sizes lists the headline sizes to try: those that fit the width, near to what the
// parcel's rank asks for.
func (m *tables) sizes(p, w int) []int {
	want, least, most := m.wants(p)
	width := unit.Length(w)*(unit.Length(m.t.Chars)*m.t.Size+m.t.Gap) - m.t.Gap
	fit := m.fit(m.parcels[p], width, w == 1)
	var out []int
	for i, s := range steps {
		size := unit.Points(s)
		if size > most || size > fit || size < least && len(out) > 0 {
			continue
		}
		if d := i - stepOf(want); d < -3 {
			continue
		} else if d > 2 && len(out) > 0 {
			break
		}
		if out = append(out, s); size < least || len(out) == 5 {
			break
		}
	}
	return out
}

// wants is the headline size that a parcel's rank asks for, and the bounds of it.
func (m *tables) wants(p int) (want, least, most unit.Length) {
	b := m.t.Size
	want = b.MulDiv(int64(wantedSize[min(p, len(wantedSize)-1)]), 10)
	least, most = b.MulDiv(leastSize, 10), b.MulDiv(otherMost, 10)-1
	switch {
	case p == 0:
		least, most = b.MulDiv(leadLeast, 10), b*6
	case m.parcels[p].notice():
		want, most = b.MulDiv(16, 10), b.MulDiv(noticeMost, 10)
	case m.parcels[p].brief():
		want, least, most = min(want, b.MulDiv(14, 10)), b.MulDiv(12, 10), b.MulDiv(briefMost, 10)
	}
	return want, least, most
}

// fit is about the greatest size at which all headlines of a parcel keep to their lines.
func (m *tables) fit(u parcel, width unit.Length, twice bool) unit.Length {
	most := 1
	for _, st := range u.stories {
		for _, t := range st.Headline {
			n := 0 // half characters
			for _, r := range t.String() {
				n += columnsOf(r)
			}
			if twice && len(st.Headline) == 1 {
				n = (n + 3) / 2
			}
			most = max(most, n)
		}
	}
	return width * 2 / unit.Length(most)
}

// measure sets a parcel in a slot over the whole height, and returns the options that
// come of it: as high as it needs, and with some white in its head. picture is how many lines
// its picture has, without the caption.
func (m *tables) measure(p, w int, s editions.Slot) ([]*option, int) {
	u := m.parcels[p]
	s.Name, s.Frames = "x", []editions.Frame{{Cols: w, Lines: m.lines}}
	t := alone(m.t, s)
	t.Columns, t.Lines = w, m.lines
	res := m.try(t, u.stories...)
	o := &option{parcel: p, cols: w, slot: s}
	got := read(res)
	if got.failed() {
		return nil, 0
	}
	g := flow.NewGrid(t)
	foot, high, covered := m.extent(res.Doc, u, g)
	head := headlineOf(res.Doc, u.stories[0].ID)
	heads := 0
	for _, n := range high {
		heads += n
	}
	o.lines, o.head = max(g.LinesFor(foot-g.Area.Y), 1), heads
	if framed(&s) {
		o.lines++
	}
	n, _, _ := flow.NewRegion(flow.PageRef{}, g, &s, s.Frames[0]).Text()
	if len(u.stories) == 1 {
		o.empty = got.free - n*(m.lines-o.lines)
		m.tighten(o, t)
	} else {
		o.empty = n*(o.lines-heads-len(u.stories)+1) - got.used
	}
	o.size = head.size
	m.price(o, n, covered)
	o.cost += got.cropped*costCrop + costCell*brokenCells(res.Doc)
	picture, at := pictureOf(res.Doc, g)
	if under := g.LinesFor(foot-g.Area.Y) - at; at > 0 && under > 0 && under <= 2 {
		o.cost += costLone
	}
	below, inner := head.white(g)
	return m.stretch(o, high, below, inner), picture
}

// pictureOf is how many lines high the picture on a page is, without its caption, and the line
// below the caption.
func pictureOf(doc *page.Doc, g *flow.Grid) (lines, foot int) {
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Image:
			lines = int((it.Rect.H + g.Leading/2) / g.Leading)
		case *page.Mark:
			if it.Open && it.Role == page.RoleFigure {
				foot = g.LinesFor(it.Rect.Bottom() - g.Area.Y)
			}
		}
	}
	return lines, foot
}

// tighten takes lines off an option as long as its story is set in what is left: columns
// are levelled with some lines to spare where the height is free.
func (m *tables) tighten(o *option, t *editions.Template) { m.tightenTo(o, t, o.head+1) }

// tightenTo takes them off down to so many lines.
func (m *tables) tightenTo(o *option, t *editions.Template, least int) {
	for o.lines > least {
		s := o.slot
		s.Frames = []editions.Frame{{Cols: o.cols, Lines: o.lines - 1}}
		less := alone(t, s)
		less.Lines = o.lines - 1
		got := read(m.try(less, m.parcels[o.parcel].stories...))
		if got.failed() {
			return
		}
		o.lines, o.empty = o.lines-1, got.free
	}
}

// cutOff is how much more than a fifth of a picture is cut off, in hundredths.
func cutOff(f source.Finding) int {
	if lost, ok := f.Message.Args[0].(int); ok {
		return lost - 20
	}
	return 0
}

// extent is how low a parcel reaches, how many lines each of its heads takes, and how much
// of the width its first headline covers, in hundredths.
func (m *tables) extent(doc *page.Doc, u parcel, g *flow.Grid) (foot unit.Length, heads []int, covered int) {
	for _, it := range doc.Pages[0].Items {
		k, ok := it.(*page.Mark)
		if !ok || !k.Open {
			continue
		}
		switch k.Role {
		case page.RoleStory:
			foot = max(foot, k.Rect.Bottom())
		case page.RoleHead:
			heads = append(heads, g.LinesFor(k.Rect.H))
		}
	}
	h := headlineOf(doc, u.stories[0].ID)
	if h.width > 0 {
		covered = int(unit.Length(100*h.used) * h.size / h.width)
	}
	return foot, heads, covered
}

// price adds what speaks against an option.
func (m *tables) price(o *option, columns, covered int) {
	want, _, _ := m.wants(o.parcel)
	d := o.step() - stepOf(want)
	o.cost = costEmpty*max(o.empty, 0) + costStep*max(d, -d)
	if o.parcel < 2 {
		o.cost += costStep * max(d, -d)
	}
	if !slices.Contains(steps, int(o.size/unit.Pt)) {
		o.cost += costOdd
	}
	switch {
	case o.parcel == 0 && 2*o.cols < m.t.Columns:
		o.cost += costNarrow
	case o.parcel == 1 && 5*o.cols < 2*m.t.Columns && !m.parcels[1].notice() && !o.slot.Head.Vertical:
		o.cost += costSecond
	}
	o.cost += m.shape(o)
	if short := 66 - covered; short > 0 && o.size > 0 && !o.slot.Head.Vertical {
		o.cost += costStub * short
	}
	if framed(&o.slot) {
		if !m.parcels[o.parcel].notice() {
			o.cost += costBoxed
		}
	} else if o.slot.Columns > 0 {
		o.cost += costTurn
	}
	leg := (o.lines - o.head) / len(m.parcels[o.parcel].stories)
	o.cost += costDeep*max(leg-deepest, 0) + costFlat*max(flattest-leg, 0)
}

// shape weighs how tall and narrow, or how flat, an area is; briefs and stories with a
// vertical head may stand in narrow ones.
func (m *tables) shape(o *option) int {
	step := unit.Length(m.t.Chars)*m.t.Size + m.t.Gap
	ratio := int((unit.Length(o.cols)*step - m.t.Gap) * 100 / (unit.Length(o.lines) * m.t.Leading))
	n := costTall*max(tallest-ratio, 0) + costWide*max(ratio-widest, 0)/100
	if u := m.parcels[o.parcel]; u.brief() || u.notice() || o.slot.Head.Vertical {
		n /= 3
	}
	return n
}

// white says how far the text stands below a head, and by how much the head can still open
// between its lines (layout/flow), in hundredths of a line.
func (h headline) white(g *flow.Grid) (below, inner int) {
	if h.parts.Empty() {
		return 0, 0
	}
	below = int((h.rect.Bottom() + g.Leading - g.Size - h.parts.Bottom()) * 100 / g.Leading)
	if below <= 60 {
		inner = int(unit.Length(len(h.lines)-1) * h.size * 25 / g.Leading)
	}
	return below, inner
}

// stretch adds to an option those that are a few lines higher, of white in heads of these
// heights and between stories. The white is what stands below the first head.
func (m *tables) stretch(o *option, heads []int, white, inner int) []*option {
	var out []*option
	add := func(x option) {
		if x.lines <= m.lines {
			out = append(out, &x)
		}
	}
	alike := len(heads) > 0 && slices.Min(heads) == slices.Max(heads)
	for d := range mostWhite + 1 {
		cost := costWhite * max(white+max(100*d-inner, 0)/2-easyWhite, 0) / 100
		x := *o
		if alike { // one number is for all heads of a slot
			x.slot.Head.Lines = heads[0] + d
			x.head, x.lines, x.cost = o.head+d*len(heads), o.lines+d*len(heads), o.cost+cost*len(heads)
		} else if d > 0 {
			break
		}
		add(x)
		if gaps := len(m.parcels[o.parcel].stories) - 1; gaps > 0 {
			for b, cost := range costBetween[1:] {
				y := x
				y.slot.Between, y.lines, y.cost = 2+b, x.lines+(1+b)*gaps, x.cost+cost*gaps
				add(y)
			}
		}
	}
	return out
}
