package intake

import (
	"slices"
	"strings"
)

// finder gives the lines of a story their roles.
type finder struct {
	c    *Copy
	d    *draft
	es   []*elem
	opt  Options
	body Look // the look of most of the text
}

// run finds all roles and fills the draft.
func (f *finder) run() {
	f.body = f.bodyLook()
	f.imprint()
	f.certain()
	f.marks()
	f.private()
	f.pictured()
	f.foreword()
	from := f.head(f.zone())
	f.text(from)
	f.tail()
	f.fill()
}

// bodyLook is the look of the longest part of the text.
func (f *finder) bodyLook() Look {
	count := map[Look]int{}
	var best Look
	most := 0
	for _, e := range f.es {
		k := Look{Size: e.look.Size, Font: e.look.Font, Bold: e.look.Bold}
		if e.kind != Para || e.text == "" {
			continue
		}
		count[k] += textLen(e.text)
		if count[k] > most {
			most, best = count[k], k
		}
	}
	return best
}

// longestHead is how many bytes a line of a head can have: a whole story in the style of a
// headline is none, and the head of a story file is bounded.
const longestHead = 4000

// certain takes the roles that styles and answers say.
func (f *finder) certain() {
	for _, e := range f.es {
		if e.role == Unknown && e.text != "" {
			if r := f.opt.said(e.text); r != Unknown {
				e.role, e.sure = r, 100
			} else if r := styled(e.p.Style, f.opt.Answers); r != Unknown && r != Body {
				if e.role, e.sure = r, 95; r == Deck && isByline(e.text, nil) >= 90 { // set in the style that stands below the headline's
					e.role = Byline
				}
			} else if m := mannerOf(e.p.Style); m != "" && e.kind == Para {
				e.manner = m
			}
			if e.manner != "" && e.role == Unknown {
				e.role, e.sure = Body, 95
				e.verse = e.verse || e.manner == verse
			}
		}
		if e.role == Unknown && e.kind == Para && isDateline(e.text) {
			e.role, e.sure = Dateline, 95
		}
		head := e.role == Unknown || Label <= e.role && e.role <= Byline || e.role == Subhead
		if e.kind == Para && head && len(e.text) > longestHead {
			e.role, e.sure, e.level = Body, 95, 0
		}
	}
}

// foreword finds a note of the editor's before the head: what it says up to the first line that
// could be of a headline opens the text.
func (f *finder) foreword() {
	from := slices.IndexFunc(f.es, func(e *elem) bool { return e.kind != Para || e.role != Unknown || !heading(e) })
	switch {
	case from > 0 && from == 1 && foreHead(f.es[0]):
		from = 0
	case from < 0 || !isForeword(f.es[from]):
		return
	}
	to := from + 1
	if foreHead(f.es[from]) {
		to++
	}
	for to < len(f.es) && f.es[to].kind == Para && f.es[to].role == Unknown && !heading(f.es[to]) {
		to++
	}
	if to == len(f.es) || from > 0 && !f.larger(f.es[to]) && f.es[to].role != Headline && f.es[to].level != 1 {
		return // the head stands before it
	}
	for _, e := range f.es[from:to] {
		e.fore, e.role, e.sure = true, Quote, 85
	}
}

// isForeword tells whether a line begins a note of the editor's.
func isForeword(e *elem) bool {
	return e.kind == Para && editorForm().MatchString(e.text) && textLen(e.text) > 14 && !strings.HasPrefix(e.text, "编后")
}

// foreHead tells whether a line is the head of a note of the editor's and no more.
func foreHead(e *elem) bool {
	at := editorForm().FindStringIndex(e.text)
	return e.kind == Para && at != nil && at[1] == len(e.text) && !strings.HasPrefix(e.text, "编后") && (e.role == Unknown || e.role == Subhead)
}

// marks leaves out the lines that are not for print: instructions, marks of the desk, ends.
func (f *finder) marks() {
	kept := f.es[:0:0]
	lines := slices.IndexFunc(f.es, func(e *elem) bool { return e.kind == Para && textLen(e.text) > 40 })
	foot := f.foot()
	for i, e := range f.es {
		why, out := Reason{}, false
		if e.kind == Para && (e.role == Unknown || e.role == Signoff) {
			why, out = f.mark(e, i <= max(lines, 2), i >= foot-4, i >= foot)
		}
		if e.kind == Para && e.role == Unknown && !out {
			f.unend(e)
		}
		if out {
			f.c.LeaveRuns(e.runs, why, e.at)
			if i+1 < len(f.es) {
				f.es[i+1].gap = true
			}
			continue
		}
		kept = append(kept, e)
	}
	f.es = kept
}

// unend leaves out the end mark after a paragraph's last sentence.
func (f *finder) unend(e *elem) {
	m := endTail().FindStringIndex(e.text)
	if m == nil || m[0] == 0 {
		return
	}
	rest, mark := cut(e.runs, m[0])
	f.c.LeaveRuns(f.c.trim(mark, e.at), EndMark, e.at)
	e.runs = f.c.trim(rest, e.at)
	e.text = TextOf(e.runs)
}

// mark tells whether a line is no text, and why.
func (f *finder) mark(e *elem, early, late, foot bool) (Reason, bool) {
	n := textLen(e.text)
	switch {
	case n > 60:
		return Reason{}, false
	case ruleForm().MatchString(e.text):
		return Markup, true
	case jumpForm().MatchString(e.text):
		f.jump(e.text)
		return JumpLine, true
	case endForm().MatchString(e.text) && n <= 12:
		return EndMark, true
	case (early || late) && instructionForm().MatchString(e.text) && n <= 24:
		f.instruct(e.text)
		return Instruction, true
	case (early || late) && (deskForm().MatchString(e.text) && hasDeskWord(e.text) || countForm().MatchString(e.text)):
		return DeskMark, true
	case foot && pointing(e.text), (early || late) && promotes(e):
		return Promotion, true
	case e.role == Out:
		return NotPrinted, true
	}
	return Reason{}, false
}

// foot is where the last lines begin in which an account speaks of itself, or points below where no picture
// is. Several that point are a list where nothing else stands among them.
func (f *finder) foot() int {
	i, others := len(f.es), 0
	for ; i > 0 && f.es[i-1].kind == Para; i-- {
		e := f.es[i-1]
		if promotes(e) {
			others++
		} else if !pointing(e.text) || textLen(e.text) > 40 || sentence(e.text) {
			break
		}
	}
	if n := len(f.es) - i; others == 0 && n > 1 || i > 0 && f.es[i-1].kind == Image {
		return len(f.es)
	}
	return i
}

// promotes tells whether a line is an account's about itself: it asks to be followed, or counts readers.
func promotes(e *elem) bool {
	return textLen(e.text) <= 40 && !sentence(e.text) && (promotionForm().MatchString(e.text) || IsPromotion(e.text))
}

// pointing tells whether a line points to what stands below.
func pointing(s string) bool { return strings.HasPrefix(s, "▼") }

// hasDeskWord tells a mark of the desk from an empty match.
func hasDeskWord(s string) bool {
	return strings.ContainsAny(s, "编审校签制监统值策") && strings.ContainsAny(s, ":：/／丨|｜（( \u3000") || countForm().MatchString(s)
}

func (f *finder) jump(s string) {
	m := jumpForm().FindStringSubmatch(s)
	if m[1] == "下转" || m[1] == "转" {
		f.d.proposed.Jump = numberOf(m[2])
	}
}

func (f *finder) instruct(s string) {
	m := instructionForm().FindStringSubmatch(s)
	f.d.proposed.Page = 1
	if m[1] != "" {
		f.d.proposed.Page = numberOf(m[1])
	}
	f.d.proposed.Slot = m[2]
}

// zone returns how many elements stand before the text: the lines of the head.
func (f *finder) zone() int {
	heads := 0
	for i, e := range f.es {
		if e.kind == Image || e.kind == Foot || e.fore || e.role == Caption {
			continue
		}
		if f.signedOff(i) {
			return i
		}
		if e.kind != Para || f.opens(e, i, heads) {
			return i
		}
		if heads++; heads > 10 {
			break
		}
	}
	// nothing reads like text: the first lines are the head, the rest is what there is
	if heads <= 1 {
		return len(f.es)
	}
	return f.shortHead()
}

// signedOff tells whether a line stands after a headline that shows and its by-line, and has no
// look or form of a head's: then it is the first of the text, as short as it may be, as in verse.
func (f *finder) signedOff(i int) bool {
	e := f.es[i]
	if i < 2 || e.kind != Para || e.role != Unknown || e.level > 0 || f.larger(e) || e.look.Bold || e.p.Align == Center {
		return false
	}
	by, head := f.es[i-1], f.es[i-2]
	return by.kind == Para && by.role == Unknown && by.level == 0 && !f.larger(by) && isByline(by.text, f.bylines()) > 0 &&
		(head.level == 1 || f.larger(head)) && !deckMark(e.text) && !f.labelled(e.text) && !dateForm().MatchString(e.text) && isByline(e.text, f.bylines()) == 0
}

// opens tells whether a line is the first of the text.
func (f *finder) opens(e *elem, i, heads int) bool {
	n := textLen(e.text)
	if strings.HasPrefix(e.text, "表") && i+1 < len(f.es) && f.es[i+1].kind == Table { // the table's own head
		return true
	}
	switch e.role {
	case Body, Lead, Dateline, Subhead, Quote, Signoff, Remark:
		return true
	case Label, Kicker, Headline, Deck, Byline:
		return false
	}
	switch {
	case e.level == 0 && f.talk(i):
		return true
	case strings.HasPrefix(e.text, "表：") && i+1 < len(f.es) && f.es[i+1].kind == Table:
		return true // the line over a table
	case e.level == 1 && heads < 3:
		return false
	case e.level > 1 && heads > 0:
		return true
	case deckMark(e.text), isByline(e.text, f.bylines()) > 0:
		return false
	case datelineForm().MatchString(e.text) && (n > 14 || sentence(e.text)), letterForm().MatchString(e.text), editorForm().MatchString(e.text) && heads > 0:
		return true
	case f.larger(e) && n <= 45:
		return false
	case n > 45:
		return true
	case heads == 0:
		return false
	case sentence(e.text) && (n > 24 || e.indented || heads > 0 && e.p.Align != Center):
		return true
	case e.indented && heads > 0 && e.p.Align == Start && n > 24:
		return true
	case e.typed && heads > 0 && i > 0 && !f.es[i-1].typed:
		return true
	}
	return false
}

// larger tells whether a line is set larger or heavier than the text.
func (f *finder) larger(e *elem) bool {
	return e.look.Size > 0 && f.body.Size > 0 && e.look.Size > f.body.Size
}

// shortHead is the zone of copy without any line that reads like text: up to the by-line, or
// the largest lines, or the first line.
func (f *finder) shortHead() int {
	last := 0
	if f.openVerse() {
		return 0
	}
	for i, e := range f.es {
		if e.p.Meta {
			continue // it stands before or behind all of the text
		}
		if e.kind == Para && (e.role == Headline || e.role == Byline || e.role == Deck || f.larger(e) || e.level == 1 || deckMark(e.text) || i < 4 && isByline(e.text, f.bylines()) >= bound) {
			last = i
		}
		if i > 8 {
			break
		}
	}
	for last < len(f.es) && f.es[last].kind != Para {
		last++
	}
	return min(last+1, len(f.es))
}

// openVerse tells whether copy whose headline stands outside of its text begins with verse: three lines of it
// without an empty one between them.
func (f *finder) openVerse() bool {
	for i, e := range f.es[:min(len(f.es), 3)] {
		if e.p.Meta || !verseLine(e) || i > 0 && e.gap {
			return false
		}
	}
	return len(f.es) > 3 && slices.ContainsFunc(f.es, func(e *elem) bool { return e.p.Meta && e.role == Headline })
}

func (f *finder) bylines() []string {
	if f.opt.Answers == nil {
		return nil
	}
	return f.opt.Answers.Bylines
}

// deckMark tells whether a line begins as second headlines do.
func deckMark(s string) bool {
	return strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--") || strings.HasPrefix(s, "―") || strings.HasPrefix(s, "──")
}
