package flow

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// reporter says what became of a story: its fit, and findings.
type reporter struct {
	*story
	*outcome
	region *Region // in which it begins
	fit    Fit
	deck   int // characters of a deck left out
}

// report says what became of a story.
func (s *story) report(o *outcome) (Fit, source.List) {
	r := &reporter{story: s, outcome: o, region: s.startRegion(o.result)}
	r.measure()
	r.headFindings()
	r.hangs()
	r.variantFindings()
	r.figureFindings()
	r.capFindings()
	r.tableFindings()
	if o.whole != nil {
		r.jumpFindings()
	}
	r.fitFinding()
	r.fit.Unset = r.unset()
	return r.fit, r.found
}

// startRegion is the region in which a result begins.
func (s *story) startRegion(res *result) *Region {
	switch {
	case s.place.region != nil:
		return s.place.region
	case len(res.rows) > 0:
		return res.slots[res.rows[0].slot].r
	}
	return s.own.regions[len(s.own.regions)-1]
}

// measure sums up how the story fills its frames.
func (r *reporter) measure() {
	f := Fit{Page: r.region.Page, Story: r.g, OverChars: r.overChars, OverLines: r.overLines, RoomLines: r.room, FreeLines: len(r.outcome.free)}
	f.Slots = append(f.Slots, r.name())
	for _, c := range r.outcome.chain {
		f.Slots = append(f.Slots, c.slot.Name)
	}
	for _, row := range r.rows {
		if row.box != nil {
			f.Lines += row.box.lines
		} else if row.el != tailRow {
			f.Lines++
		}
	}
	for _, s := range r.outcome.free {
		f.FreeChars += int(s.width() / s.r.Grid.Size)
	}
	r.fit = f
}

// headFindings takes over what was found about the head that stands, and counts one that has
// no room as over.
func (r *reporter) headFindings() {
	h := r.result.head
	if d := r.dropped; d != nil {
		h = d
		for _, l := range d.lines {
			r.fit.OverChars += l.line.Chars
		}
		r.fit.OverLines += r.furniture.lines
	}
	if h == nil && r.text.head != nil {
		h = r.headIn(r.outcome.own.regions[0].cols[0].w)
	}
	if h == nil {
		return
	}
	r.found = append(r.found, h.found...)
	r.partings(h)
	if h.over != nil {
		r.found = append(r.found, h.over.found...)
	}
}

// hangs reports a vertical head at the side of a text that is shorter: it hangs down beside the
// story after it.
func (r *reporter) hangs() {
	h := r.place.stack
	if h == nil || r.last || len(h.lines) == 0 {
		return
	}
	at := r.place.at
	for _, row := range r.rows {
		if s := r.slots[row.slot]; s.r == r.place.region {
			n := 1
			if row.box != nil {
				n = row.box.lines
			}
			at = max(at, int(s.line)+n)
		}
	}
	if over := h.height - r.region.Grid.Height(at-r.place.at); over > 0 {
		f := r.finding("FIT-STACK", r.region)
		f.Lines = int((over + r.region.Grid.Leading - 1) / r.region.Grid.Leading)
		f.Message = source.Msg("vertical-head-of-longer-than-text", r.name(), f.Lines)
		f.Hint = source.Msg("shorten-head-or-set-over-text")
		r.found.Add(f)
	}
}

// variantFindings says what was done to make the story fit, a finding for each element; a deck
// left out counts as characters that are not on the page. Of a story that is over for all that
// was done nothing is said but that.
func (r *reporter) variantFindings() {
	if v := r.variant; v == (variant{close: v.close}) || r.over() > 0 && !r.noDeck {
		return
	}
	f := r.finding("FIT-DONE", r.region)
	for _, f.Message = range r.done() {
		r.found.Add(f)
	}
	if !r.noDeck {
		return
	}
	f = r.finding("FIT-DECK", r.region)
	for _, t := range r.g.Story.Deck {
		f.Chars += countChars(t)
	}
	f.Message = source.Msg("deck-left-out-of-characters", r.name(), f.Chars)
	f.Hint = source.Msg("shorten-story-or-deck-itself")
	r.found.Add(f)
	r.fit.OverChars += f.Chars
	r.deck = f.Chars
}

// done says what was done, element by element. Of the paragraphs asked for, some may not have
// had another number of lines.
func (r *reporter) done() []source.Message {
	v, name := r.variant, r.name()
	var out []source.Message
	switch {
	case v.size > 0:
		out = append(out, source.Msg("to-fit-headline-of-set-in", name, r.headSize(v), r.headSize(variant{})))
	case v.size < 0:
		out = append(out, source.Msg("to-fill-headline-of-set-in", name, r.headSize(v), r.headSize(variant{})))
	}
	if v.track != 0 {
		out = append(out, source.Msg("to-fit-headline-of-set-closer", name, v.track*trackStep))
	}
	switch {
	case v.lines > 0:
		out = append(out, source.Msg("to-fit-head-of-lines-lower", name, v.lines))
	case v.lines < 0:
		out = append(out, source.Msg("to-fill-head-of-lines-higher", name, -v.lines))
	}
	switch {
	case r.region.Slot.Picture.Fill: // it is to take what room there is
	case v.picture > 0:
		out = append(out, source.Msg("to-fit-picture-of-lines-lower", name, v.picture))
	case v.picture < 0:
		out = append(out, source.Msg("to-fill-picture-of-lines-higher", name, -v.picture))
	}
	switch n := r.settledAs(v.setting); {
	case n > 0:
		out = append(out, source.Msg("to-fill-paragraphs-of-set-line", n, name))
	case n < 0:
		out = append(out, source.Msg("to-fit-paragraphs-of-set-line", -n, name))
	}
	return out
}

// headSize writes the size of a variant's headline in points, without zeros at its end.
func (r *reporter) headSize(v variant) string {
	size := r.headed(v).h.size()
	return strings.TrimRight(strings.TrimRight(size.String(), "0"), ".")
}

// settledAs is how many of so many paragraphs that were to be a line longer are; for a
// negative number, shorter.
func (r *reporter) settledAs(asked int) int {
	if asked > 0 {
		return min(max(r.settled, 0), asked)
	}
	return max(min(r.settled, 0), asked)
}

// figureFindings says which figures have no room, and which are cut.
func (r *reporter) figureFindings() {
	homeless := r.homeless
	for _, i := range r.lost {
		if p := r.text.els[i].picture; p != nil {
			homeless = append(homeless[:len(homeless):len(homeless)], *p)
		}
	}
	for _, p := range homeless {
		r.noRoom(p)
		r.fit.OverChars += p.chars
	}
	for _, f := range r.result.figures {
		r.cropped(f.fig, r.region)
	}
	for _, row := range r.rows {
		if row.fig != nil {
			r.cropped(row.fig, r.slots[row.slot].r)
		}
	}
}

// cropped says which pictures of a figure are not there, and of which photographs more than
// a fifth is cut off: of those whose writer says what must be seen (焦点) more than is ever right.
func (r *reporter) cropped(fig *figure, at *Region) {
	for _, p := range fig.lay() {
		if p.file < 0 {
			f := r.about(p.pic, "GAP-PICTURE", at)
			f.Message, f.Hint = source.Msg("picture-left-white", p.pic.Path), source.Msg("put-picture-right-or-take-out")
			r.found.Add(f)
		}
		if lost := fig.lostOf(&p, fig.outward(p.rect.Add(unit.Point{X: at.Rect.X, Y: at.Grid.Area.Y + unit.Pt}))); lost > mostNoted && (p.pic.Focus == nil || lost > mostCropped) {
			f := r.about(p.pic, "PIC-CROP", at)
			f.Message, f.Hint = source.Msg("picture-cropped-by", lost, p.pic.Path), fig.uncropped(&p, at, r.fit)
			if lost > mostCropped {
				f.Severity = source.Warning
			}
			r.found.Add(f)
		}
	}
}

// How much of a photograph may be cut off, in percent, before that is a note, and before it is more
// than one: a third more or less is a picture of something else.
const (
	mostNoted   = 20
	mostCropped = 35
)

// lostOf is how much of a picture is cut off in a place, in percent.
func (f *figure) lostOf(p *panel, place unit.Rect) int {
	im := p.pic.Image
	if im == nil || p.file < 0 || f.shownWhole(p, place) {
		return 0
	}
	return percentCut(im.W, im.H, place)
}

// percentCut is how much of a picture is cut off where it fills a place, in percent.
func percentCut(w, h int, place unit.Rect) int {
	x0, y0, x1, y1 := crop(w, h, nil, place)
	return 100 - 100*((x1-x0)*(y1-y0)/1000)/max(w*h/1000, 1)
}

// lost is how much is cut off a figure's picture, in percent; 0 for a group.
func (f *figure) lost() int {
	if len(f.panels) != 1 {
		return 0
	}
	return f.lostOf(&f.panels[0], f.lay()[0].rect)
}

// uncropped says what would show a picture of its own whole where it stands: the lines that
// its proportions ask for, where the slot and its text have them, else other columns. One that fills its slot
// is as high as the text leaves room.
func (f *figure) uncropped(p *panel, at *Region, fit Fit) source.Message {
	g, n := at.Grid, len(at.cols)
	lines := func(w unit.Length) int { return int((w.MulDiv(int64(p.h), int64(p.w)) + g.Leading/2) / g.Leading) }
	most := at.end - at.top - f.restLines(g)
	over := 0 // columns that the picture stands over
	for k := 1; k <= n; k++ {
		if at.inner(0, k, at.top, at.top+1).W <= p.rect.W+g.Size {
			over = k
		}
	}
	is := int((p.rect.H + g.Leading/2) / g.Leading)
	free := fit.FreeLines
	if fit.OverLines > 0 || fit.OverChars > 0 {
		free = 0
	}
	fits := func(lines, columns int) bool { return lines <= most && lines*columns-is*max(over, 1) <= free }
	switch want := lines(p.rect.W); {
	case len(f.panels) > 1 || at.upright() || f.fill:
	case fits(want, max(over, 1)):
		return source.Msg("give-picture-its-lines", at.Slot.Name, want)
	default:
		for k := n - 1; k > 0; k-- {
			if w := at.inner(0, k, at.top, at.top+1).W; w < p.rect.W && fits(lines(w), k) {
				return source.Msg("let-picture-span-columns", at.Slot.Name, k, lines(w))
			}
		}
	}
	return source.Msg("show-picture-whole-or-take-another", at.Slot.Name)
}

func (r *reporter) noRoom(p picture) {
	f := r.about(p.pic, "PIC-FIT", r.region)
	f.Chars = p.chars
	f.Message = source.Msg("no-room-picture-caption-of-characters", p.pic.Path, p.chars)
	f.Hint = source.Msg("make-slot-higher-or-picture-lower")
	r.found.Add(f)
}

// about begins a finding about a picture.
func (r *reporter) about(pic *editions.Picture, code string, at *Region) source.Finding {
	f := source.New(code, source.Pos{}, source.Message{}, source.Message{}).Of(r.g.Story.ID).On(r.run.Number(at.Page), at.Slot.Name)
	if file := r.g.Story.File; file != nil {
		f.Pos = file.Pos(pic.Span)
	}
	return f
}

// defaultLeast is how many lines a column has at least before a story jumps, and how many
// lines it has after that.
const defaultLeast = 5

// jumpFindings reports a jump that comes too soon, and one that is hardly worth it.
func (r *reporter) jumpFindings() {
	if slices.ContainsFunc(r.jumps, func(jp jump) bool { return jp.silent }) {
		f := r.finding("FIT-JUMP", r.region)
		f.Message = source.Msg("head-of-stands-alone-leaves-no", r.name())
		f.Hint = source.Msg("make-slot-line-higher-or-head")
		r.found.Add(f)
	}
	least := cmp.Or(r.spec().Jump.Lines, defaultLeast)
	before, columns, after := r.linesByJump()
	find := r.finding("FIT-JUMP", r.region).As(source.Warning)
	switch {
	case after == 0:
		return
	case before < least*columns:
		find.Message = source.Msg("lines-in-columns-before-jumps-too", r.name(), before, columns, least*columns-before)
		find.Hint = source.Msg("make-slot-higher-head-or-picture")
	case after < least && r.overLines == 0:
		find.Chars, find.Lines = r.outcome.whole.overChars, r.outcome.whole.overLines
		find.Message = source.Msg("jumps-lines", r.name(), after)
		find.Hint = source.Msg("cut-characters-lines-need-not-jump", find.Chars, find.Lines)
	default:
		return
	}
	r.found.Add(find)
}

// linesByJump counts the lines on the story's first page, the columns they stand in, at least
// one, and the lines on other pages.
func (r *reporter) linesByJump() (before, columns, after int) {
	seen := map[[2]int32]bool{}
	for _, row := range r.rows {
		n := 1
		if row.el < 0 {
			continue
		}
		if row.box != nil {
			n = row.box.lines
		}
		if s := r.slots[row.slot]; s.r.Page == r.region.Page {
			before += n
			seen[[2]int32{int32(s.r.top), s.col}] = true
		} else {
			after += n
		}
	}
	return before, max(len(seen), 1), after
}

// before are the stories that stand before this one in its slot, and take what room it has, by their
// names; of one that grows none: there is no end of room.
func (r *reporter) before() (ids []string) {
	for _, g := range r.slot.Stories {
		if g == r.g || r.grows() || len(ids) == mostBefore {
			break
		}
		ids = append(ids, g.Story.ID)
	}
	return ids
}

// mostBefore is how many stories before another are named at the most.
const mostBefore = 5

// fitFinding reports what is over and what is free.
func (r *reporter) fitFinding() {
	f := r.fit
	switch {
	case f.OverChars > r.deck || f.OverLines > 0:
		find := r.finding("FIT-OVER", r.region)
		find.Chars, find.Lines = f.OverChars, f.OverLines
		find.Message = source.Msg("over-by-characters-lines", r.name(), f.OverChars, f.OverLines)
		find.Hint = source.Msg("cut-story-make-slot-higher-or")
		if before := r.before(); len(before) > 0 {
			find.Hint = source.Msg("cut-story-or-move-those-before", strings.Join(before, " "))
		}
		r.found.Add(find)
	case f.Lines == 0 && r.g.Story.Begun(): // that it has no text is said
	case f.FreeLines >= 2*len(r.region.cols) && f.FreeLines > r.text.stanza():
		find := r.finding("FIT-UNDER", r.region)
		find.Chars, find.Lines = f.FreeChars, f.FreeLines
		find.Message = source.Msg("lines-free-about-characters", r.name(), f.FreeLines, f.FreeChars)
		find.Hint = source.Msg("write-more-or-make-slot-lower")
		r.found.Add(find)
	}
}
