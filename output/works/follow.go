package works

import (
	"slices"

	"banxin/editions"
	"banxin/editions/source"
)

// independent drops what is found of pages and stories only because a file has a fault that is told
// of itself: how a page looks whose template or list of stories is wrong, what a story lacks that
// could not be read. Text that does not fit stays.
func independent(ed *editions.Edition, l source.List) source.List {
	pages, stories := faultyPages(ed, l), faultyStories(l)
	with := map[int]bool{} // pages on which such a story stands
	for _, p := range ed.Pages {
		for _, pl := range p.Placed {
			with[p.Number] = with[p.Number] || slices.ContainsFunc(pl.Stories, func(id string) bool { return stories[id] })
		}
	}
	slips := map[source.Pos]bool{}
	for _, f := range l {
		if f.Code == "SRC-YAML" || f.Code == "SRC-ALIAS" {
			slips[source.Pos{File: f.Pos.File, Line: f.Pos.Line}] = true
		}
	}
	return slices.DeleteFunc(l, func(f source.Finding) bool {
		switch {
		case f.Code == "PLAN-INDEX" && len(pages) > 0: // what it would list may stand on such a page
			return true
		case source.Covers("LAY", f.Code) && pages[f.Page]:
			return true
		case source.Covers("TXT", f.Code) && slips[source.Pos{File: f.Pos.File, Line: f.Pos.Line}]:
			return true
		case f.Severity == source.Error:
			return false
		}
		if source.Covers("LAY", f.Code) && with[f.Page] {
			return true
		}
		look := source.Covers("LAY", f.Code) || source.Covers("GAP", f.Code) || f.Code == "FIT-UNDER" || f.Code == "REL-FOLIO"
		return look && pages[f.Page] || (look || f.Code == "TXT-HEAD" || f.Code == "TXT-EMPTY") && stories[f.Story] && f.Story != ""
	})
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
