package works

import (
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
)

// independent drops what is found of pages and stories only because a file has a fault that is told
// of itself: how a page looks whose template or list of stories is wrong, what a story lacks that
// could not be read. Text that does not fit stays.
func independent(ed *editions.Edition, l source.List) source.List {
	l = unpasted(ed, unmadeUp(l))
	pages, stories := faultyPages(ed, l), faultyStories(l)
	headless, empty := map[string]bool{}, map[int]bool{} // stories without a headline, pages with a free slot
	for _, f := range l {
		switch {
		case f.Code == "TXT-HEAD" && f.Story != "":
			headless[f.Story] = true
		case f.Code == "LAY-EMPTY":
			empty[f.Page] = true
		}
	}
	with := map[int]bool{} // pages on which such a story stands
	bare := map[int]bool{} // pages on which one without a headline stands
	for _, p := range ed.Pages {
		for _, pl := range p.Placed {
			bare[p.Number] = bare[p.Number] || slices.ContainsFunc(pl.Stories, func(id string) bool { return headless[id] })
			with[p.Number] = with[p.Number] || slices.ContainsFunc(pl.Stories, func(id string) bool { return stories[id] })
		}
	}
	twins, meant := twinsOf(l), otherMeant(l)
	unnamed := slices.ContainsFunc(l, func(f source.Finding) bool { return f.Code == "TPL-MISSING" }) // another template stands in
	chained := map[string]bool{}                                                                      // stories that end before a slot of theirs
	for _, f := range l {
		if f.Code == "LAY-CHAIN" {
			chained[f.Story] = true
		}
	}
	slips := map[source.Pos]bool{}
	for _, f := range l {
		if f.Code == "SRC-YAML" || f.Code == "SRC-ALIAS" || f.Message.ID == "no-line-ends-so-in-headline" {
			slips[source.Pos{File: f.Pos.File, Line: f.Pos.Line}] = true
		}
	}
	return slices.DeleteFunc(l, func(f source.Finding) bool {
		switch {
		case twins.follows(f), unnamed && f.Code == "REL-SIZE":
			return true
		case f.Code == "FIT-UNDER" && chained[f.Story], meant != "" && (f.Code == "PLAN-INDEX" || f.Code == "PLAN-UNPLACED" && f.Story == meant):
			return true
		case f.Code == "PLAN-INDEX" && len(pages) > 0: // what it would list may stand on such a page
			return true
		case source.Covers("LAY", f.Code) && pages[f.Page]:
			return true
		case (source.Covers("TXT", f.Code) || f.Code == "FIT-HEAD") && slips[source.Pos{File: f.Pos.File, Line: f.Pos.Line}]:
			return true
		case f.Severity == source.Error:
			return false
		case f.Code == "TXT-MAIN" && headless[f.Story], (f.Code == "LAY-LEAD" || f.Code == "LAY-FOCUS") && bare[f.Page], f.Code == "LAY-GUTTER" && empty[f.Page]:
			return true
		}
		if source.Covers("LAY", f.Code) && with[f.Page] {
			return true
		}
		look := source.Covers("LAY", f.Code) || source.Covers("GAP", f.Code) || f.Code == "FIT-UNDER" || f.Code == "REL-FOLIO"
		return look && pages[f.Page] || (look || f.Code == "TXT-HEAD" || f.Code == "TXT-EMPTY") && stories[f.Story] && f.Story != ""
	})
}

// otherMeant is the one story that stands on no page, where another stands in two slots and has nothing in
// the second: that may be the other's. What is said of the slot says so.
func otherMeant(l source.List) (story string) {
	at := -1
	for i, f := range l {
		switch {
		case f.Code == "PLAN-UNPLACED" && story == "":
			story = f.Story
		case f.Code == "LAY-CHAIN" && f.Hint.ID == "story-ends-before-take-out-of-line" && at < 0:
			at = i
		case f.Code == "PLAN-UNPLACED", f.Code == "LAY-CHAIN":
			return "" // no knowing which is which
		}
	}
	if at < 0 || story == "" {
		return ""
	}
	l[at].Hint = source.Msg("story-ends-before-or-other-meant", l[at].Hint.Args[0], story)
	l[at] = l[at].As(source.Warning)
	return story
}

// twins are the stories that are another once more, and what is found of each story; the copy has one
// finding, which says so.
type twins struct {
	of   map[string]string // by their IDs, that of the other
	said map[twin]bool
}

// twin is what is found of a story, wherever in it.
type twin struct{ story, code, message string }

func twinsOf(l source.List) twins {
	t := twins{of: map[string]string{}}
	for _, f := range l {
		if isCopy(f) {
			t.of[f.Story] = fmt.Sprint(f.Message.Args...)
		}
	}
	if len(t.of) == 0 {
		return t
	}
	t.said = map[twin]bool{}
	for _, f := range l {
		t.said[twin{f.Story, f.Code, f.Message.String()}] = true
	}
	return t
}

// isCopy tells whether a finding says that a story has the text of another.
func isCopy(f source.Finding) bool {
	return f.Code == "REL-TWICE" && f.Message.ID == "story-text-of"
}

// follows tells whether a finding is of a copy and goes when that does: what is found of the other
// story too, what the two have in common, how the copy fits.
func (t twins) follows(f source.Finding) bool {
	other, ok := t.of[f.Story]
	if !ok || isCopy(f) {
		return false
	}
	fits := f.Severity < source.Error && (source.Covers("FIT", f.Code) || source.Covers("LAY", f.Code))
	return fits || f.Code == "REL-TWICE" || f.Code == "PLAN-UNPLACED" || t.said[twin{other, f.Code, f.Message.String()}]
}

// faultyPages are those of which something is wrong in edition.yaml, or in their template.
func faultyPages(ed *editions.Edition, l source.List) map[int]bool {
	pages := map[int]bool{}
	for _, f := range l {
		if f.Code == "PLAN-INDEX" {
			continue
		}
		if f.Severity < source.Error || !source.Covers("SRC", f.Code) && !source.Covers("TPL", f.Code) && !source.Covers("PLAN", f.Code) {
			continue
		}
		if f.Page > 0 {
			pages[f.Page] = true
		}
		for i, p := range ed.Pages {
			here := ed.File != nil && f.Pos.File == ed.File.Name && f.Pos.Line >= p.Pos.Line && (i+1 == len(ed.Pages) || f.Pos.Line < ed.Pages[i+1].Pos.Line)
			if here || p.Template != nil && p.Template.File != nil && f.Pos.File == p.Template.File.Name {
				pages[p.Number] = true
			}
		}
	}
	return pages
}

// faultyStories are those whose file, or its head, could not be read as it is.
func faultyStories(l source.List) map[string]bool {
	stories := map[string]bool{}
	for _, f := range l {
		if f.Story != "" && (f.Severity == source.Error && source.Covers("SRC", f.Code) || f.Code == "SRC-FRONT") {
			stories[f.Story] = true
		}
	}
	return stories
}
