package epub

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/internal/prose"
)

// CheckPrint compares the printed pages with what the edition says: the same stories, the
// same characters in the same order, up to where each stops. unset says of stories by their
// ID what of them stands on no page, and was reported where it happened; of those that are not
// in it, all does.
func CheckPrint(ed *editions.Edition, d *page.Doc, unset map[string]*editions.Unset) source.List {
	printed := page.Printed(d)
	return CheckPrinted(ed, d, func(s *editions.Story, number int) source.List {
		return CheckStory(s, number, printed[s.ID], unset[s.ID])
	})
}

// CheckPrinted is CheckPrint for who knows what CheckStory says of a story that begins on a page.
func CheckPrinted(ed *editions.Edition, d *page.Doc, told func(s *editions.Story, number int) source.List) source.List {
	var l source.List
	stories := ed.ByID()
	for _, listed := range d.Stories {
		s := stories[listed.ID]
		if s == nil {
			l.Add(source.New("EPB-TEXT", source.Pos{},
				source.Msg("pages-show-story-which-edition-does", listed.ID), source.Msg("compose-edition-again")).Of(listed.ID).On(d.Pages[listed.Page].Number, ""))
			continue
		}
		l = append(l, told(s, d.Pages[listed.Page].Number)...)
	}
	l.Sort()
	return l
}

// CheckStory is CheckPrint for one story, which begins on the page of a number.
func CheckStory(s *editions.Story, number int, printed map[page.Part]string, unset *editions.Unset) (l source.List) {
	for _, p := range differences(s, printed, unset) {
		l.Add(source.New("EPB-TEXT", place(s, p.at),
			source.Msg("story-printed-with-where-e-edition", s.ID, p.got, p.want), source.Msg("compose-edition-again-if-stays-report")).Of(s.ID).On(number, ""))
	}
	return l
}

// part is a part of a story as the pages are to show it.
type part struct {
	key      page.Part
	want     []string // one after another
	at       source.Span
	optional bool // a label, which another story of the group may show
}

// parts lists what is set of a story's parts in order, blocks as wholes.
func parts(s *editions.Story, unset *editions.Unset) []part {
	if unset == nil {
		unset = &editions.Unset{}
	}
	var ps []part
	for p := range s.Parts() {
		key := page.Part{Block: p.Block}
		if p.Block < 0 {
			key = page.Part{Role: p.Role}
		}
		if n := len(ps); n == 0 || ps[n-1].key != key {
			ps = append(ps, part{key: key, at: p.Span, optional: p.Role == editions.RoleLabel && s.Group != ""})
		}
		left, _ := unset.Set(s, p)
		last := &ps[len(ps)-1]
		for _, r := range p.Printed().Runs {
			n := min(left, len(r.Text))
			last.want = append(last.want, r.Text[:n])
			left -= n
		}
	}
	return ps
}

// shownBy tells whether a text is the part's to the byte, which nearly all are.
func (p *part) shownBy(text string) bool {
	ok := true
	for _, w := range p.want {
		if text, ok = strings.CutPrefix(text, w); !ok {
			return false
		}
	}
	return text == ""
}

// letters are the characters that are printed as such: spaces and places to hyphenate
// are not.
func letters(s string) string { return strings.ReplaceAll(prose.NoSpace(s), "\u00ad", "") }

// contrast is where the print and the e-edition part.
type contrast struct {
	got, want string
	at        source.Span
}

// differences compares a story with its printed parts.
func differences(s *editions.Story, shown map[page.Part]string, unset *editions.Unset) []contrast {
	var out []contrast
	known := map[page.Part]bool{}
	for _, p := range parts(s, unset) {
		known[p.key] = true
		if p.shownBy(shown[p.key]) {
			continue
		}
		if got, want := letters(shown[p.key]), letters(strings.Join(p.want, "")); got != want && !(p.optional && got == "") {
			out = append(out, parting(got, want, p.at))
		}
	}
	var extra []page.Part
	for k, got := range shown {
		if !known[k] && letters(got) != "" {
			extra = append(extra, k)
		}
	}
	slices.SortFunc(extra, func(a, b page.Part) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Block, b.Block)) })
	for _, k := range extra {
		out = append(out, contrast{got: around([]rune(letters(shown[k])), 0), at: s.Span})
	}
	return out
}

func parting(got, want string, at source.Span) contrast {
	w, g := []rune(want), []rune(got)
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	if i == len(w) || i == len(g) {
		i = max(0, i-6) // where one of them ends, what stands before tells the place
	}
	return contrast{got: around(g, i), want: around(w, i), at: at}
}
