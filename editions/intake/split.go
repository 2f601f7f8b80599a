package intake

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

func sortSpots(s []spot) {
	slices.SortStableFunc(s, func(a, b spot) int { return cmp.Compare(a.from, b.from) })
}

// split parts the lines of a copy into stories, by their heads.
func (c *Copy) split(es []*elem) [][]*elem {
	var notes, body []*elem
	for _, e := range es {
		if e.kind == Foot {
			notes = append(notes, e)
		} else {
			body = append(body, e)
		}
	}
	starts := c.starts(body)
	var out [][]*elem
	for i, s := range starts {
		end := len(body)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		out = append(out, body[s:end:end])
	}
	groups := groupsOfNotes(out)
	for _, n := range notes {
		at := groups[n.p.Note] // the first, where no sign is anywhere
		out[at] = append(out[at], n)
	}
	return out
}

// groupsOfNotes says for each note which group of lines has its sign first.
func groupsOfNotes(groups [][]*elem) map[string]int {
	at := map[string]int{}
	for i, g := range groups {
		note := func(runs []Run) {
			for _, r := range runs {
				if _, ok := at[r.Note]; !ok && r.Note != "" {
					at[r.Note] = i
				}
			}
		}
		for _, e := range g {
			note(e.runs)
			if e.kind != Table {
				continue
			}
			for _, row := range e.p.Rows {
				for _, cell := range row {
					note(cell.Runs)
				}
			}
		}
	}
	return at
}

// starts returns where stories begin; the first is 0.
func (c *Copy) starts(es []*elem) []int {
	if c.Options.Whole {
		return []int{0}
	}
	if s := ruled(es); len(s) > 1 {
		return s
	}
	if slices.ContainsFunc(es, func(e *elem) bool { return e.role == Headline && !e.p.Meta }) {
		return c.titles(es, false)
	}
	if s := c.frames(es); len(s) > 1 {
		return s
	}
	sure := append(c.openers(es), c.endings(es)...)
	slices.Sort(sure)
	sure = slices.Compact(sure)
	looks := c.titles(es, true)
	switch {
	case len(sure) == 1, contained(sure, looks):
		return looks
	case briefs(es):
		return everyOther(es)
	}
	return sure
}

// ruled finds stories by the lines of signs between them, ------ or ＊＊＊: what stands between two is one
// where all that have text begin with a head.
func ruled(es []*elem) []int {
	starts := []int{0}
	text := false // since the story began
	for i, e := range es {
		if rule := e.kind == Para && ruleForm().MatchString(e.text); !rule || i+1 == len(es) || !text || !longAfter(es, i+1) {
			text = text || !rule && (e.kind != Para || textLen(e.text) > 36 || sentence(e.text))
			continue
		}
		if !heading(es[i+1]) || subheadNumber().MatchString(es[i+1].text) || es[i+1].role == Subhead {
			return nil // a rule within a story
		}
		starts, text = append(starts, i+1), false
	}
	return starts
}

// contained tells whether all of a are in b.
func contained(a, b []int) bool {
	return !slices.ContainsFunc(a, func(i int) bool { return !slices.Contains(b, i) })
}

// briefs tells whether lines are nothing but heads and a paragraph under each: where some of
// them are stories, all are.
func briefs(es []*elem) bool {
	for i, e := range es {
		if e.kind != Para || heading(e) != (i%2 == 0) || i%2 == 1 && textLen(e.text) < 20 {
			return false
		}
	}
	return len(es)%2 == 0
}

func everyOther(es []*elem) (starts []int) {
	for i := 0; i < len(es); i += 2 {
		starts = append(starts, i)
	}
	return starts
}

// IsHeading tells whether a line could be one of a headline, by what it says.
func IsHeading(s string) bool {
	return textLen(s) <= 36 && !sentence(s) && !numbered().MatchString(s)
}

// heading tells whether a line could be one of a headline.
func heading(e *elem) bool {
	return e.kind == Para && IsHeading(e.text) && e.p.Align != End && !dateForm().MatchString(e.text) && e.role != Signoff && e.role != Caption
}

// back returns where the head begins whose last line is i: lines above it that belong to it.
func back(es []*elem, i int) int {
	for i > 0 && !es[i].gap && heading(es[i-1]) && isEnd(es[i-1].text) == 0 && !captionStart().MatchString(es[i-1].text) {
		i--
	}
	return i
}

// frames finds stories by the frames that begin with a head, after text and before it.
func (c *Copy) frames(es []*elem) []int {
	starts := []int{0}
	text := false
	for i, e := range es {
		if e.p.Opens && e.first && text && heading(e) && !captionStart().MatchString(e.text) && longAfter(es, i) {
			starts, text = append(starts, i), false
		}
		text = text || e.kind == Para && (textLen(e.text) > 36 || sentence(e.text))
	}
	return starts
}

// openers finds stories by their datelines: a second 本报讯 under a short line begins another.
func (c *Copy) openers(es []*elem) []int {
	starts := []int{0}
	seen := false
	for i, e := range es {
		if e.kind != Para || !datelineForm().MatchString(e.text) || textLen(e.text) < 15 && !isDateline(e.text) {
			continue
		}
		if seen {
			j := i - 1
			for j > 0 && (isByline(es[j].text, nil) > 0 || deckMark(es[j].text)) && heading(es[j]) {
				j--
			}
			if j > starts[len(starts)-1] && heading(es[j]) {
				if at := back(es, j); at > starts[len(starts)-1] {
					starts = append(starts, at)
				}
			}
		}
		seen = true
	}
	return starts
}

// isEnd tells how surely a line ends a story: by a by-line in brackets.
func isEnd(s string) int {
	m := bracketed().FindStringIndex(s)
	if m == nil {
		return 0
	}
	return isByline(s[m[0]:], nil)
}

// endings finds stories by their ends: a by-line in brackets, then a short line, then text.
func (c *Copy) endings(es []*elem) []int {
	starts := []int{0}
	for i := range es {
		if i == 0 || !heading(es[i]) || es[i-1].kind != Para || isEnd(es[i-1].text) < 90 || textLen(es[i-1].text) < 20 && !longBefore(es, i-1) {
			continue
		}
		if isEnd(es[i].text) == 0 && longAfter(es, i) {
			starts = append(starts, i)
		}
	}
	return starts
}

func longBefore(es []*elem, i int) bool { return i > 0 && textLen(es[i-1].text) > 20 }

// longAfter tells whether text follows the head that begins at i.
func longAfter(es []*elem, i int) bool {
	for j := i; j < len(es) && j < i+6; j++ {
		if es[j].kind == Para && (textLen(es[j].text) > 36 || sentence(es[j].text) && textLen(es[j].text) > 15) {
			return true
		}
	}
	return false
}

// titles finds stories by headlines: lines that are the format's titles, or, where looks
// counts, look like the first headline and larger than the text.
func (c *Copy) titles(es []*elem, looks bool) []int {
	same := func(e *elem) bool { return e.role == Headline && !e.p.Meta }
	if looks {
		f := &finder{c: c, es: es, opt: c.Options}
		body := f.bodyLook()
		top := 0
		levels := 0
		for _, e := range es {
			if heading(e) {
				top = max(top, e.look.Size)
			}
			if e.level == 1 {
				levels++
			}
		}
		same = func(e *elem) bool { return heading(e) && top > 0 && e.look.Size == top && top > body.Size }
		if first := slices.IndexFunc(es, func(e *elem) bool { return e.kind == Para }); levels > 1 && first >= 0 && (es[first].level == 1 || top <= body.Size) {
			same = func(e *elem) bool { return e.level == 1 && heading(e) }
		}
	}
	starts := []int{0}
	text, seen := false, false
	fore := slices.IndexFunc(es, func(e *elem) bool { return !heading(e) })
	for i, e := range es {
		switch {
		case same(e):
			if !seen && text && looks { // what looks so stands inside the first story: its subheads
				return starts
			}
			seen = true
			if text && longAfter(es, i) {
				if at := back(es, i); at > starts[len(starts)-1] {
					starts = append(starts, at)
				}
			}
			text = false
		case !seen && fore >= 0 && isForeword(es[fore]): // up to the first head
		case e.kind == Para && utf8.RuneCountInString(e.text) > 36 || e.kind == Para && sentence(e.text):
			text = true
		}
	}
	return starts
}
