package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake/form"
)

// text gives the lines from the first of the text on their roles.
func (f *finder) text(from int) {
	f.captions()
	f.poems(from)
	first := true
	for i := from; i < len(f.es); i++ {
		e := f.es[i]
		if e.kind != Para || e.role != Unknown {
			first = first && (e.kind != Para || e.role == Dateline)
			continue
		}
		switch {
		case first && f.isLead(i):
			e.role, e.sure = Lead, 75
		case foreHead(e) && i+1 < len(f.es) && f.es[i+1].kind == Para && f.es[i+1].role == Unknown && !heading(f.es[i+1]):
			e.role, e.sure = Quote, 80
			f.es[i+1].role, f.es[i+1].sure = Quote, 60 // how far it goes nothing says
		case editorForm().MatchString(e.text) && textLen(e.text) > 14 && !strings.HasPrefix(e.text, "编后"):
			e.role, e.sure = Quote, 80
		case e.level > 1 || e.level == 1 && i > from:
			e.role, e.sure = Subhead, 95
		case f.isSubhead(i):
			e.role = Subhead
		default:
			e.role, e.sure = Body, 90
		}
		first = false
	}
}

// isLead tells whether the first paragraph is set apart from the others: a lead.
func (f *finder) isLead(i int) bool {
	e := f.es[i]
	n := textLen(e.text)
	if editorForm().MatchString(e.text) {
		return n > 14
	}
	if n < 20 || datelineForm().MatchString(e.text) || f.paragraphs(i+1) < 2 {
		return false
	}
	return e.look.Font != "" && f.body.Font != "" && e.look.Font != f.body.Font || e.look.Bold && !f.body.Bold || e.look.Italic
}

// paragraphs counts the long lines from i on.
func (f *finder) paragraphs(i int) (n int) {
	for ; i < len(f.es); i++ {
		if f.es[i].kind == Para && textLen(f.es[i].text) > 20 {
			n++
		}
	}
	return n
}

// isSubhead tells whether a line inside the text is a subhead: short, no sentence, followed
// by text, and set apart, numbered or alone.
func (f *finder) isSubhead(i int) bool {
	e := f.es[i]
	n := textLen(e.text)
	if n > 28 || n < 2 || e.verse || sentence(e.text) || e.p.Align == End || bracketed().MatchString(e.text) && !subheadNumber().MatchString(e.text) || !f.followed(i) {
		return false
	}
	if strings.HasPrefix(e.text, "表") && i+1 < len(f.es) && f.es[i+1].kind == Table { // the table's own head
		return false
	}
	if dated(e.text) || IsClosing(e.text) || IsContact(e.text) {
		return false
	}
	if strings.HasPrefix(e.text, "问") || strings.HasPrefix(e.text, "答") || letterForm().MatchString(e.text) || numbered().MatchString(e.text) {
		return false
	}
	apart := e.look.Bold && !f.body.Bold || e.look.Size > f.body.Size && f.body.Size > 0 || e.p.Align == Center && i > 0 || e.look.Font != f.body.Font && f.body.Font != "" && e.look.Font != ""
	switch {
	case apart:
		e.sure = 90
	case subheadNumber().MatchString(e.text) && n <= 24:
		e.sure = 80
	case n <= 18 && !e.typed && f.typedText():
		e.sure = 85
	case n <= 18 && f.body.Size == 0:
		e.sure = 70
		if isByline(e.text, f.bylines()) > 0 || shortLines(f.es, i) {
			return false
		}
	default:
		return false
	}
	return true
}

// shortLines tells whether short lines stand beside i: an enumeration or verse, no subhead.
func shortLines(es []*elem, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(es) && es[j].kind == Para && textLen(es[j].text) <= 18 && !sentence(es[j].text) && es[j].role != Headline && es[j].role != Byline && es[j].role != Deck && es[j].role != Caption {
			return true
		}
	}
	return false
}

// typedText tells whether the paragraphs of the text begin with typed spaces: then a line
// without is set apart.
func (f *finder) typedText() bool {
	typed, all := 0, 0
	for _, e := range f.es {
		if e.kind == Para && textLen(e.text) > 20 {
			all++
			if e.typed {
				typed++
			}
		}
	}
	return all > 0 && 3*typed >= 2*all
}

// followed tells whether text comes after i that a subhead could stand over.
func (f *finder) followed(i int) bool {
	for j := i + 1; j < len(f.es) && j < i+6; j++ {
		switch e := f.es[j]; {
		case e.kind == Item || e.kind == Table:
			return true
		case e.kind == Para && f.es[j-1].kind == Image && f.isCaption(e): // of a picture below the subhead
		case e.kind == Para && (sentence(e.text) || textLen(e.text) > 24 || strings.ContainsAny(e.text, "，；")):
			return e.p.Align != End && !dateForm().MatchString(e.text)
		case e.kind == Para && e.role != Caption:
			return false
		}
	}
	return false
}

// captions gives pictures the lines beside them that speak of them.
func (f *finder) captions() {
	for i, e := range f.es {
		if e.kind != Image {
			continue
		}
		for j := i + 1; j < len(f.es); j++ { // the words of a group follow its last picture
			if f.es[j].kind != Image {
				if f.es[j].kind == Para && (f.es[j].role == Unknown || f.es[j].role == Caption || f.es[j].role == Credit) && f.isCaption(f.es[j]) && f.es[j-1].kind == Image {
					f.es[j].role, f.es[j].sure = Caption, max(f.es[j].sure, 85)
				}
				break
			}
		}
		if i > 0 && f.es[i-1].kind == Para && f.es[i-1].role == Unknown && strings.HasPrefix(f.es[i-1].text, "▼") {
			f.es[i-1].role, f.es[i-1].sure = Caption, 85
		}
	}
	f.astray()
}

// astray finds the words of pictures that did not come along: they name who took them. A sign
// that points to a picture is one only where there are pictures for all of them; else it
// stands before each of several notices.
func (f *finder) astray() {
	var pointing []*elem
	pictures := 0
	for _, e := range f.es {
		if e.kind == Image {
			pictures++
		}
		if e.kind != Para || e.role != Unknown || !captionStart().MatchString(e.text) || textLen(e.text) > 120 {
			continue
		}
		if _, credit := parseCredit(e.text); credit != "" {
			e.role, e.sure = Caption, 70
		} else if strings.ContainsAny(e.text[:3], pointers) {
			pointing = append(pointing, e)
		}
	}
	if len(pointing) <= pictures {
		for _, e := range pointing {
			e.role, e.sure = Caption, 70
		}
	}
}

// isCaption tells whether the line after a picture is its caption.
func (f *finder) isCaption(e *elem) bool {
	n := textLen(e.text)
	if n > 120 || e.role == Caption || e.role == Credit {
		return e.role == Caption || e.role == Credit
	}
	if captionStart().MatchString(e.text) {
		return true
	}
	if _, credit := parseCredit(e.text); credit != "" {
		return true
	}
	small := e.look.Size > 0 && f.body.Size > 0 && e.look.Size < f.body.Size
	return n <= 80 && !datelineForm().MatchString(e.text) && (small || e.p.Align == Center && !f.larger(e) && !e.look.Bold)
}

// parseCredit parts a caption from who took the picture, at the end of it. The credit is the
// longest end that is one, from a space or the end of a sentence on.
func parseCredit(s string) (caption, credit string) {
	at := -1
	tries := 0
	for i := len(s); i > 0 && tries < 12; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		edge := i == 0
		if i > 0 {
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			edge = space(before) || strings.ContainsRune("。！？”）)；;…", before) || r == '（' || r == '('
		}
		if !edge || space(r) {
			continue
		}
		tries++
		if utf8.RuneCountInString(s[i:]) > 50 {
			break
		}
		if creditForm().MatchString(s[i:]) {
			if at >= 0 && !namesBefore(s[i:at]) {
				break
			}
			at = i
		}
	}
	if at < 0 {
		return s, ""
	}
	return s[:at], s[at:]
}

// namesBefore tells whether words before a credit belong to it: names, or who they are.
func namesBefore(s string) bool {
	s = strings.TrimFunc(s, func(r rune) bool { return space(r) || strings.ContainsRune("（(、，/／:：", r) })
	return s == "" || writerForm().ReplaceAllString(s, "") != s || utf8.RuneCountInString(s) <= 4 && surname(s) || utf8.RuneCountInString(s) == 1
}

// numbered is a paragraph that is an item by its typed mark: 1. and a space.
var numbered = form.Of(`^([0-9]{1,3})\. +\S`)

// tail takes the end of the text: by-line and sign-off.
func (f *finder) tail() {
	f.endByline()
	last := len(f.es) - 1
	for last >= 0 && (f.es[last].kind == Foot || f.es[last].role == Signoff) {
		last--
	}
	n := 0
	for i := last; i > 0 && n < 5 && f.signs(i, n); i-- {
		f.es[i].role, f.es[i].sure = Signoff, 85
		n++
	}
	if n == 0 && last > 0 && f.es[last].kind == Para && f.es[last].role == Subhead {
		f.es[last].role, f.es[last].sure = Signoff, 60 // a short line at the end heads nothing
	}
}

// signs tells whether a line at the end belongs to the sign-off; n lines after it do.
func (f *finder) signs(i, n int) bool {
	e := f.es[i]
	if e.kind != Para || e.role != Body && e.role != Subhead || textLen(e.text) > 40 || e.verse {
		return false
	}
	dated := slices.ContainsFunc(f.es[i:], func(e *elem) bool { return dateForm().MatchString(e.text) || dayForm().MatchString(e.text) })
	switch {
	case n == 0 && dayForm().MatchString(e.text):
		return true
	case e.p.Align == End:
		return true
	case dateForm().MatchString(e.text), sourceForm().MatchString(e.text) && !sentence(e.text), authorForm().MatchString(e.text):
		return true
	case (dated || n > 0) && officeForm().MatchString(e.text) && !sentence(e.text):
		return true
	case n > 0 && dated && !sentence(e.text) && textLen(e.text) <= 16:
		return true
	}
	return false
}

// endByline takes a by-line from the end of the text: a line of its own, or the last words
// in brackets. Where the head has one, what stands in the text stays there.
func (f *finder) endByline() {
	i := len(f.es) - 1
	for i >= 0 && (f.es[i].kind != Para || f.es[i].role == Signoff) {
		i--
	}
	if i <= 0 || slices.ContainsFunc(f.es, func(e *elem) bool { return e.role == Byline && !e.p.Meta }) {
		return
	}
	e := f.es[i]
	if e.role != Body && e.role != Subhead {
		return
	}
	sure := isByline(e.text, f.bylines())
	if sure >= 90 || sure > 0 && (e.p.Align == End || letters(e.text) == letters(f.c.Meta.Sender)) {
		e.role, e.sure = Byline, sure
		return
	}
	m := bracketed().FindStringSubmatchIndex(e.text)
	if m == nil || m[0] == 0 {
		return
	}
	if sure := isByline(e.text[m[0]:], f.bylines()); sure >= 90 {
		rest, by := cut(e.runs, m[0])
		e.runs = f.c.trim(rest, e.at)
		e.text = TextOf(e.runs)
		by = f.c.trim(by, e.at)
		f.es = slices.Insert(f.es, i+1, &elem{kind: Para, p: e.p, runs: by, text: TextOf(by), look: lookOf(by), at: e.at, role: Byline, sure: sure})
	}
}
