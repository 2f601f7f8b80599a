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

// CheckPrint compares the printed pages with what the e-edition says: the same stories,
// the same characters in the same order. What could not be set (overset text, decks left
// out) is reported where it happened and no finding here.
func CheckPrint(ed *editions.Edition, d *page.Doc) source.List {
	var l source.List
	printed := page.Printed(d)
	for _, listed := range d.Stories {
		s := ed.Story(listed.ID)
		if s == nil {
			l.Add(source.New("EPB-TEXT", source.Pos{},
				source.Msg("pages-show-story-which-edition-does", listed.ID), source.Msg("compose-edition-again")).Of(listed.ID).On(listed.Page+1, ""))
			continue
		}
		for _, p := range differences(s, printed[s.ID]) {
			l.Add(source.New("EPB-TEXT", place(s, p.at),
				source.Msg("story-printed-with-where-e-edition", s.ID, p.got, p.want), source.Msg("compose-edition-again-if-stays-report")).Of(s.ID).On(listed.Page+1, ""))
		}
	}
	l.Sort()
	return l
}

// part is a part of a story as the edition has it.
type part struct {
	key      page.Part
	want     string
	at       source.Span
	optional bool // may be left out in print: labels of groups, decks; pictures are set where there is room
}

// parts lists a story's parts in order, blocks as wholes.
func parts(s *editions.Story) []part {
	var ps []part
	for p := range s.Parts() {
		key := page.Part{Block: p.Block}
		if p.Block < 0 {
			key = page.Part{Role: page.Role(p.Role)}
		}
		if n := len(ps); n == 0 || ps[n-1].key != key {
			ps = append(ps, part{key: key, at: p.Span, optional: p.At == editions.AtFigure || p.Role == editions.RoleDeck || p.Role == editions.RoleLabel && s.Group != ""})
		}
		t := p.Printed()
		ps[len(ps)-1].want += letters(t.String())
	}
	return ps
}

// letters are the characters that are printed as such: spaces and places to hyphenate
// are not.
func letters(s string) string { return strings.ReplaceAll(prose.NoSpace(s), "\u00ad", "") }

// contrast is where the print and the e-edition part.
type contrast struct {
	got, want string
	at        source.Span
}

// differences compares a story with its printed parts. Text that ends early is overset
// when nothing of the story's text comes after it.
func differences(s *editions.Story, shown map[page.Part]string) []contrast {
	var out []contrast
	printed := make(map[page.Part]string, len(shown))
	for k, text := range shown {
		printed[k] = letters(text)
	}
	ps := parts(s)
	last := -1 // the last block of text with anything in print
	for i, p := range ps {
		if p.key.Role == "" && !p.optional && printed[p.key] != "" {
			last = i
		}
	}
	cut := slices.ContainsFunc(ps[max(last, 0):], func(p part) bool { return p.key.Role == "" && !p.optional && printed[p.key] != p.want })
	known := map[page.Part]bool{}
	for i, p := range ps {
		known[p.key] = true
		got := printed[p.key]
		overset := p.key.Role == "" && i >= last && strings.HasPrefix(p.want, got)
		unset := p.key.Role != "" && got == "" && (last < 0 || cut && p.key.Role == page.RoleByline) // by-lines may end the text
		if got == p.want || overset || unset || p.optional && got == "" {
			continue
		}
		out = append(out, parting(p, got))
	}
	var extra []page.Part
	for k, got := range printed {
		if !known[k] && got != "" {
			extra = append(extra, k)
		}
	}
	slices.SortFunc(extra, func(a, b page.Part) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Block, b.Block)) })
	for _, k := range extra {
		out = append(out, contrast{got: around([]rune(printed[k]), 0), at: s.Span})
	}
	return out
}

func parting(p part, got string) contrast {
	w, g := []rune(p.want), []rune(got)
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	return contrast{got: around(g, i), want: around(w, i), at: p.at}
}
