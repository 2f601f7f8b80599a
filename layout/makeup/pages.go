package makeup

import (
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// tables measure the parcels. A notice's tint is the paper's light grey.
func (m *maker) tables() *tables {
	tint := ""
	for _, name := range []string{"浅灰", "底灰"} {
		if _, ok := m.ed.Paper.Colors[name]; ok && tint == "" {
			tint = name
		}
	}
	return &tables{bench: m.bench, t: m.t, parcels: m.parcels, lines: m.lines, gap: m.gap, tint: tint, known: m.known, few: m.few, bare: m.bare, loose: make([]bool, len(m.parcels)), torn: make([]bool, len(m.parcels))}
}

// needs are the line slots that each parcel takes at the least; of one that cannot stand at all more
// than the page has.
func (m *maker) needs(options [][][]*option) []int {
	out := make([]int, len(options))
	for p, widths := range options {
		out[p] = tooMuch
		for w, list := range widths {
			if len(list) > 0 {
				out[p] = min(out[p], w*list[0].lines)
			}
		}
	}
	return out
}

// mostHeights is how many of them are tried, fullEnough how many hundredths may stay empty within areas of one
// that is taken at once.
const (
	mostHeights = 4
	fullEnough  = 4
)

// mostSlack is how many lines at the foot of an area may stay empty where stories are few,
// littleSlack elsewhere.
const (
	mostSlack   = 16
	littleSlack = 2
)

// slacken adds to the options of every parcel higher ones, up to so many lines empty at the foot.
func slacken(options [][][]*option, lines, most int) [][][]*option {
	out := make([][][]*option, len(options))
	for p, widths := range options {
		for _, list := range widths {
			best := map[int]*option{}
			for _, o := range list {
				for k := 0; k <= most && o.lines+k <= lines; k++ {
					if b := best[o.lines+k]; b == nil || o.cost+costEmpty*k*o.cols < b.cost {
						best[o.lines+k] = o.higher(k, o.cols)
					}
				}
			}
			var more []*option
			for h := range lines + 1 {
				if best[h] != nil {
					more = append(more, best[h])
				}
			}
			out[p] = append(out[p], more)
		}
	}
	return out
}

// heights lists the numbers of lines to be filled: all of the page's, and when its stories take
// much less also what they take.
func (m *maker) heights(need int) []int {
	var out []int
	if 100*m.t.Columns*m.lines <= stretched*need {
		out = append(out, m.lines)
	}
	percents := []int{160, 145, 130, 124, 118, 112, 106, 101}
	if m.few {
		percents = append([]int{260, 245, 230, 215, 200, 187, 173}, percents...)
	}
	for _, percent := range percents {
		if h := need*percent/100/m.t.Columns + m.gap; h > 0 && 100*h < 97*m.lines {
			out = append(out, h)
		}
	}
	return out
}

// stretched is how much more than the least its stories can fill with greater heads and pictures,
// in hundredths.
const stretched = 160

// pages returns up to n ways to make the page up, in the order of their cost but for the
// sake of variety.
func (m *maker) pages(n int) []made {
	m.choose()
	all := m.stock()
	if len(all.need) == 0 {
		return nil
	}
	m.parcels, m.options, m.need = all.parcels, all.options, all.need
	best := m.made(n)
	if len(best) == 0 && !m.few { // pictures may take more than it seemed
		m.few = true
		all = m.stock()
		m.parcels, m.options, m.need = all.parcels, all.options, all.need
		best = m.made(n)
	}
	for i := range best {
		b := &best[i]
		b.order = ordered(m.parcels[0], m.all)
		if m.last {
			b.passed = m.passed(b, all)
		}
	}
	return best
}

// made makes up to n ways of the page of its parcels, which are measured.
func (m *maker) made(n int) []made {
	total := 0
	for p := range m.options {
		m.parcels[p].rank = p
		for _, list := range m.options[p] {
			for _, o := range list {
				o.parcel = p
			}
		}
		total += m.need[p]
	}
	if !m.last {
		total = min(total, m.share)
	}
	best := m.bestOf(m.heights(total), n)
	if m.bare && (best == nil || len(best[0].left) > 0) {
		best = m.sparsely(best, total, n)
	}
	for i := range best {
		best[i].rest = m.waiting(&best[i])
	}
	return best
}

// sparsely makes ways of a page for which there is so little copy that no height goes by what it takes: in heights
// that rise from there to all parcels one above the other, until none is left out. Such as are sound go before.
func (m *maker) sparsely(best []made, total, n int) []made {
	high := 0
	for _, widths := range m.options {
		least := m.lines
		for _, list := range widths[1:] {
			if len(list) > 0 {
				least = min(least, list[0].lines)
			}
		}
		high += least + m.gap
	}
	for _, r := range []rigour{freeOrder, lax} {
		for h := total/m.t.Columns + m.gap; h <= min(high, m.lines); h += 1 + h/12 {
			f := m.finder(slacken(m.options, h, mostSlack), m.need, h, r)
			f.airy = true
			out := f.versions(n)
			if len(out) == 0 || best != nil && len(out[0].left) >= len(best[0].left) {
				continue
			}
			if best = out; len(best[0].left) == 0 {
				return best
			}
		}
	}
	return best
}

// stock is parcels that can stand on a page, and how.
type stock struct {
	parcels []parcel
	options [][][]*option
	need    []int
	narrow  []parcel // that can stand in no width
}

// stock measures the parcels; those that can stand in no width are left. Where the first is one of them
// the next one leads.
func (m *maker) stock() (all stock) {
	all.narrow = m.narrow
	for again := true; again && len(m.parcels) > 0; {
		all = stock{parcels: m.parcels, options: m.tables().all(), narrow: all.narrow}
		all.need = m.needs(all.options)
		again = all.need[0] >= tooMuch
		for p := len(all.need) - 1; p >= 0; p-- {
			if all.need[p] >= tooMuch {
				m.rest = slices.Insert(m.rest, 0, m.parcels[p])
				all.narrow = append(slices.Clip(all.narrow), m.parcels[p])
				all.parcels, all.options, all.need = slices.Delete(all.parcels, p, p+1), slices.Delete(all.options, p, p+1), slices.Delete(all.need, p, p+1)
			}
		}
		m.parcels = ranked(all.parcels)
	}
	return all
}

// tooMuch is what a parcel takes at the least that can stand in no width.
const tooMuch = 1 << 20

// room is how many line slots stories have, about: every so many lines of a column one is blank between two.
func (m *maker) room() int { return m.t.Columns * (m.lines - m.gap*m.lines/blankEvery) }

// blankEvery is how many lines an area is high, about.
const blankEvery = 28

// passed says which stories are left out, and why: those with one reason together.
func (m *maker) passed(x *made, all stock) (why []source.Message) {
	var full, beside, narrow []string
	taken, at := 0, map[*editions.Story]int{}
	for p, u := range all.parcels {
		for _, s := range u.stories {
			at[s] = p
		}
	}
	for p, u := range all.parcels {
		if slices.Contains(x.Stories, u.stories[0].ID) {
			taken += all.need[p]
		} else if room := max(m.room()-taken, 0); all.need[p] > room {
			why = append(why, source.Msg("stories-take-lines-where-those-before-leave", strings.Join(u.ids(), " "), all.need[p], room))
		} else {
			beside = append(beside, u.ids()...)
		}
	}
	for _, u := range x.rest {
		switch _, tried := at[u.stories[0]]; {
		case tried:
		case slices.ContainsFunc(all.narrow, func(n parcel) bool { return n.stories[0] == u.stories[0] }):
			narrow = append(narrow, u.ids()...)
		default:
			full = append(full, u.ids()...)
		}
	}
	add := func(ids []string, say func(ids string) source.Message) {
		if len(ids) > 0 {
			why = append(why, say(strings.Join(ids, " ")))
		}
	}
	add(beside, func(ids string) source.Message { return source.Msg("stories-fit-nowhere-beside-those-before", ids) })
	add(narrow, func(ids string) source.Message { return source.Msg("stories-can-stand-in-no-width", ids) })
	add(full, func(ids string) source.Message { return source.Msg("stories-before-fill-page", ids) })
	return why
}

// bestOf makes versions in the heights to be filled: first such as have the stories that must stand on the page,
// else such as have others instead; where no page is sound, one that is not.
func (m *maker) bestOf(heights []int, n int) []made {
	best := m.inHeights(heights, n, strictOrder)
	if m.mustStand() > 1 && (best == nil || len(best) < n && best[0].passes > 0) { // else it was free, or all stand that must
		best = more(best, m.inHeights(heights, n, freeOrder), n)
	}
	if best != nil {
		return best
	}
	for _, lines := range heights {
		f := m.finder(slacken(m.options, lines, mostSlack), m.need, lines, lax)
		if best := f.versions(1); best != nil {
			best[0].why = source.Msg("other-skeletons-are-worse", len(f.tries))
			return best
		}
	}
	return nil
}

// more adds to pages others that differ from them and leave out no more stories than one more, up to n.
func more(best, from []made, n int) []made {
	if best == nil {
		return from
	}
	for _, x := range from {
		if len(best) < n && len(x.left) <= len(best[0].left)+1 && differs(best, x.shape, &x.kind, leastUnlike-1) {
			best = append(best, x)
		}
	}
	for i := range best {
		if best[i].why = best[0].why; len(best) == n {
			best[i].why = source.Message{}
		}
	}
	return best
}

// rigour is what a page must be to be shown.
type rigour uint8

const (
	strictOrder rigour = iota // it has the stories that must stand on it, and is sound
	freeOrder                 // it is sound
	lax                       // any page is better than none
)

// mustStand is how many parcels must stand on the page: where stories say their order, the first third of them,
// five stories at the least. What of the others is left out goes by price.
func (m *maker) mustStand() (n int) {
	said := slices.DeleteFunc(byImportance(m.ed.Stories), func(s *editions.Story) bool { return !s.Ranked })
	first := said[:min(len(said), max(len(said)/3, leastFirst))]
	for m.last && n < len(m.parcels) && slices.Contains(first, m.parcels[n].stories[0]) {
		n++
	}
	return n
}

// leastFirst is how many stories must stand on a page at the least, where they say their order.
const leastFirst = 5

// inHeights makes versions in the heights to be filled, until they are full.
func (m *maker) inHeights(heights []int, n int, r rigour) (best []made) {
	for tried, lines := range heights {
		if tried >= mostHeights && best != nil {
			break
		}
		slack := littleSlack
		if m.few {
			slack = mostSlack
		}
		f := m.finder(slacken(m.options, lines, slack), m.need, lines, r)
		out := f.versions(n)
		if len(out) > 0 && (best == nil || out[0].fuller(&best[0])) {
			best = out
		}
		if best != nil && 100*best[0].inside() <= fullEnough*best[0].All && (best[0].foot == m.lines || len(best[0].left) == 0) {
			break
		}
	}
	return best
}
