package flow

import (
	"slices"

	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Run is stories and the slots they share: what one goroutine sets, in page order. Runs
// share nothing and can be set at once.
type Run struct {
	Slots  []SlotRun
	Number func(PageRef) int    // page numbers, for findings
	Name   func(PageRef) string // page names, for 下转 and 上接
	Images map[string]int       // picture path → index in Doc.Images
}

// SlotRun is a slot with its stories, in order.
type SlotRun struct {
	Name    string
	Regions []*Region
	Stories []*Galley
	More    func(repeat int) []*Region // further regions of a flow slot; nil for others

	stream  []lineSlot // of stories that follow one another in the columns
	cursor  int        // the first free one
	uniform bool       // all of one width
}

// Set is what became of a run.
type Set struct {
	Pieces   []Piece
	Fits     []Fit
	Findings source.List
	Regions  []*Region // all that were used, with their holes, for boxes and rules
}

// Piece is the part of a story that stands on one page.
type Piece struct {
	Page  PageRef
	Slot  string
	Story *Galley
	Rect  unit.Rect
	Items []page.Item
}

// Fit says how a story fills its frames, in characters and lines of its body type.
type Fit struct {
	Page      PageRef // of its first frame
	Slots     []string
	Story     *Galley
	Over      int // characters left over
	OverLines int
	Lines     int // lines used
	Room      int // lines its frames have
	Free      int // lines left free after its end
	FreeChars int
}

// setting is the work on one run.
type setting struct {
	*inline.Setter
	run  *Run
	out  Set
	rows []rowAt // scratch
	done map[*Galley]bool
}

// Set sets all stories of the run.
func (r *Run) Set(s *inline.Setter) *Set {
	st := &setting{Setter: s, run: r, done: map[*Galley]bool{}}
	for i := range r.Slots {
		for _, g := range r.Slots[i].Stories {
			st.story(g)
		}
	}
	for i := range r.Slots {
		st.out.Regions = append(st.out.Regions, r.Slots[i].Regions...)
	}
	return &st.out
}

// story sets a story, after what stands before it in any of its slots: so stories come in
// order also where they go on together.
func (st *setting) story(g *Galley) {
	if st.done[g] {
		return
	}
	st.done[g] = true
	var chain []*SlotRun
	for i := range st.run.Slots {
		s := &st.run.Slots[i]
		n := slices.Index(s.Stories, g)
		if n < 0 {
			continue
		}
		for _, before := range s.Stories[:n] {
			st.story(before)
		}
		chain = append(chain, s)
	}
	s := chain[0]
	job := &job{setting: st, g: g, slot: s, last: s.Stories[len(s.Stories)-1] == g, first: s.Stories[0] == g}
	if s.More == nil { // a flow slot grows instead
		job.chain = slices.DeleteFunc(chain[1:], job.turned)
	}
	job.set()
}

// turned reports a slot whose text runs in another direction than the story's.
func (j *job) turned(s *SlotRun) bool {
	if len(s.Regions) > 0 && s.Regions[0].upright() == (j.g.dir == page.Vertical) {
		return false
	}
	find := source.Finding{Code: "FIT-JUMP", Severity: source.Error, Story: j.g.Story.ID, Slot: s.Name}
	if len(s.Regions) > 0 {
		find.Page = j.run.Number(s.Regions[0].Page)
	}
	if file := j.g.Story.File; file != nil {
		find.Pos = file.Pos(j.g.Story.Span)
	}
	find.Message = source.Msg("the story cannot go on in %s, whose text runs in another direction", s.Name)
	find.Hint = source.Msg("give both slots 竖排, or neither")
	j.out.Findings.Add(find)
	return true
}

// job sets one story.
type job struct {
	*setting
	g        *Galley
	slot     *SlotRun
	chain    []*SlotRun
	first    bool // in its slot
	last     bool
	head     *heading
	region   *Region // the one its head stands in
	figs     []standing
	headHole hole
	p        pourer
	jumps    []jump
	legAt    int // where the last leg begins among the line slots
	legFrom  int // and in its slot's stream

	lostChars, lostLines int // of a head that has no room

	v          variant     // how it is set to fit
	asked      unit.Length // size of the headline as it would stand
	askedLines int         // of the head as it would stand
	deckChars  int         // of decks left out

	room int        // line slots of its frames
	free []lineSlot // those it leaves free
}

// jump is a line of 下转 or 上接 at a line slot, or the small head of a continuation.
type jump struct {
	page PageRef
	from bool // 上接: at the start of the continuation
	slot lineSlot
	text string
	head *block // instead of a line, at rect
	rect unit.Rect
}

func (j *job) set() {
	j.p = pourer{Setter: j.Setter, rows: &j.rows, g: j.g, els: j.g.els, cache: map[broken][]inline.Line{}}
	if len(j.slot.Regions) == 0 {
		return
	}
	if j.slot.inColumns() {
		j.setInColumn()
	} else {
		j.p.els = j.textElements(false)
		j.setInBand()
	}
}

// inColumns tells whether a story of the slot runs on in the columns where the one before
// it ended.
func (s *SlotRun) inColumns() bool {
	spec := s.Regions[0].Slot
	if spec.Upright {
		return false
	}
	several := len(s.Stories) > 1 || s.More != nil
	return several && (spec.Head.Span < 0 || spec.Head.Span == 0 && len(s.Regions[0].cols) == 1 && s.More == nil)
}

// open lists the line slots of all columns as one stream.
func (s *SlotRun) open() {
	if s.stream != nil {
		return
	}
	s.stream = []lineSlot{}
	for _, r := range s.Regions {
		s.stream = r.slots(s.stream, r.top, r.end)
		r.at = r.end
	}
	s.uniform = uniform(s.stream)
}

// current returns the region of the slot in which there is still room, making further
// ones for a flow slot.
func (s *SlotRun) current(free func(*Region) bool) *Region {
	for _, r := range s.Regions {
		if free(r) {
			return r
		}
	}
	if s.More == nil {
		return nil
	}
	return s.grow()
}

func (s *SlotRun) grow() *Region {
	more := s.More(s.repeats())
	if len(more) == 0 {
		return nil
	}
	s.Regions = append(s.Regions, more...)
	return more[0]
}

// repeats is the number of pages the slot stands on.
func (s *SlotRun) repeats() int {
	n := 0
	for i, r := range s.Regions {
		if i == 0 || r.Page != s.Regions[i-1].Page {
			n++
		}
	}
	return n
}

func (j *job) compose(width unit.Length, columns int) *heading {
	hd := header{Setter: j.Setter, styles: j.g.styles, g: j.g, spec: j.slot.Regions[0].Slot.Head, width: width, columns: columns, findings: &j.out.Findings, v: j.v}
	return hd.head()
}

// headLines is the height of a head in lines, with white below it, and above it when
// text stands there.
func headLines(h *heading, g *Grid, least int, under bool) int {
	if len(h.lines) == 0 {
		return 0
	}
	white := g.Leading * 4 / 10
	if under {
		white = g.Leading * 7 / 10
	}
	return max(least, int((h.height+white+g.Leading-1)/g.Leading))
}

func uniform(slots []lineSlot) bool {
	for i := range slots {
		if slots[i].width() != slots[0].width() {
			return false
		}
	}
	return true
}

// findings reports what is over and what is free.
func (j *job) fit(res poured, slots []lineSlot) {
	if j.room == 0 {
		j.room = len(slots)
		if j.last && j.slot.More == nil {
			j.free = slots[min(res.next, len(slots)):]
		}
	}
	f := Fit{Page: j.region.Page, Story: j.g, Over: res.overChars, OverLines: res.overLines, Room: j.room, Free: len(j.free)}
	f.Slots = append(f.Slots, j.slot.Name)
	for _, c := range j.chain {
		f.Slots = append(f.Slots, c.Name)
	}
	for _, r := range res.rows {
		if r.box != nil {
			f.Lines += r.box.lines
		} else if r.el != tailRow {
			f.Lines++
		}
	}
	for _, s := range j.free {
		f.FreeChars += int(s.width() / s.r.Grid.Size)
	}
	j.out.Fits = append(j.out.Fits, f)
	j.reportFit(f)
}

func (j *job) reportFit(f Fit) {
	find := source.Finding{Story: j.g.Story.ID, Slot: j.slot.Name, Page: j.run.Number(f.Page)}
	if file := j.g.Story.File; file != nil {
		find.Pos = file.Pos(j.g.Story.Span)
	}
	switch {
	case f.Over > j.deckChars || f.OverLines > 0:
		find.Code, find.Severity, find.Chars, find.Lines = "FIT-OVER", source.Error, f.Over, f.OverLines
		find.Message = source.Msg("%s is over by %d characters (%d lines)", j.slot.Name, f.Over, f.OverLines)
		find.Hint = source.Msg("cut the story, make the slot higher or the head smaller, or let it jump (转)")
	case f.Free >= 2*len(j.region.cols):
		find.Code, find.Severity, find.Chars, find.Lines = "FIT-UNDER", source.Warning, f.FreeChars, f.Free
		find.Message = source.Msg("%s has %d lines free, about %d characters", j.slot.Name, f.Free, f.FreeChars)
		find.Hint = source.Msg("write more, or make the slot lower, the head or the picture larger")
	default:
		return
	}
	j.out.Findings.Add(find)
}
