package intake

import (
	"slices"
	"strings"

	"banxin/editions/source"
)

// mostSigned is how many lines at the end of copy may say who sent it.
const mostSigned = 8

// private leaves out of the foot of copy how its sender is reached: lines of numbers and addresses
// below compliments or a name, and a number behind the name. Of any other number that somebody
// carries there it is told, unless a sentence or a word says who is to call it. Notices are there to be
// answered: theirs are printed.
func (f *finder) private() {
	if f.isNotice() {
		return
	}
	signed := false
	from := max(len(f.es)-mostSigned, 1)
	kept := f.es[:min(from, len(f.es)):min(from, len(f.es))]
	for _, e := range f.es[len(kept):] {
		at := mobileTail().FindStringIndex(e.text)
		switch {
		case e.kind != Para || e.role != Unknown && e.role != Signoff && e.role != Byline && e.role != Body:
		case IsClosing(e.text) || isByline(e.text, f.bylines()) > 0 && textLen(e.text) <= 20:
			signed = true
		case signed && contactForm().MatchString(e.text) && !sentence(e.text):
			f.c.LeaveRuns(e.runs, Private, e.at)
			continue
		case at != nil && at[0] > 0 && (signed && textLen(e.text) <= 30 || isByline(e.text[:at[0]], f.bylines()) > 0):
			name, number := cut(e.runs, at[0])
			f.c.LeaveRuns(number, Private, e.at)
			e.runs = f.c.trim(name, e.at)
			e.text = TextOf(e.runs)
			signed = true
		case !sentence(e.text) && mobileForm().MatchString(e.text) && !callForm().MatchString(e.text):
			f.c.Find("IMP-PRIVATE", source.Msg("number-of-somebody-in-text", mobileForm().FindStringSubmatch(e.text)[1]), source.Msg("take-number-out-unless-for-print"), e.at)
		}
		kept = append(kept, e)
	}
	f.es = kept
}

// isNotice tells whether one of the first lines is the head of a notice, as those of public offices and
// of people who look for something.
func (f *finder) isNotice() bool {
	first := f.es[:min(len(f.es), 4)]
	return slices.ContainsFunc(first, func(e *elem) bool {
		return e.kind == Para && textLen(e.text) <= 40 && noticeForm().MatchString(strings.TrimRight(e.text, "》」”）)！! "))
	})
}
