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
	printed := printedParts(d)
	for _, listed := range d.Stories {
		s := ed.Story(listed.ID)
		if s == nil {
			l.Add(source.Finding{Code: "EPB-TEXT", Severity: source.Error, Story: listed.ID, Page: listed.Page + 1,
				Message: source.Msg("the pages show story %s, which the edition does not have", listed.ID),
				Hint:    source.Msg("compose the edition again")})
			continue
		}
		for _, p := range differences(s, printed[s.ID]) {
			l.Add(source.Finding{Code: "EPB-TEXT", Severity: source.Error, Story: s.ID, Page: listed.Page + 1, Pos: place(s, p.at),
				Message: source.Msg("story %s is printed with %q where the e-edition has %q", s.ID, p.got, p.want),
				Hint:    source.Msg("compose the edition again; if it stays, report the story")})
		}
	}
	l.Sort()
	return l
}

// partKey names a part of a story: a role of its head, or a block.
type partKey struct {
	role  page.Role // of the head; "" for blocks
	block int
}

// part is a part of a story as the edition has it.
type part struct {
	key      partKey
	want     string
	at       source.Span
	optional bool // may be left out in print: labels of groups, decks
	bullets  bool
}

// parts lists a story's parts in order.
func parts(s *editions.Story) []part {
	var ps []part
	head := func(role page.Role, optional bool, texts ...editions.Text) {
		p := part{key: partKey{role: role}, optional: optional}
		for _, t := range texts {
			p.want += letters(t.String())
			p.at = t.Span
		}
		if p.want != "" {
			ps = append(ps, p)
		}
	}
	head(page.RoleLabel, s.Group != "", s.Label)
	head(page.RoleKicker, false, s.Kicker...)
	head(page.RoleHeadline, false, s.Headline...)
	head(page.RoleDeck, true, s.Deck...)
	head(page.RoleByline, false, s.Byline)
	for i, b := range s.Blocks {
		p := part{key: partKey{block: i}, at: b.Where()}
		for _, t := range prose.BlockTexts(b) {
			p.want += letters(t.String())
		}
		_, p.bullets = b.(*editions.List)
		switch b := b.(type) { // pictures are set where there is room
		case *editions.Picture:
			p.optional = true
		case *editions.Paragraph:
			p.optional = b.Kind == editions.GroupCaption
		}
		ps = append(ps, p)
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
func differences(s *editions.Story, printed map[partKey]string) []contrast {
	var out []contrast
	ps := parts(s)
	last := -1 // the last block of text with anything in print
	for i, p := range ps {
		if p.key.role == "" && !p.optional && printed[p.key] != "" {
			last = i
		}
	}
	cut := slices.ContainsFunc(ps[max(last, 0):], func(p part) bool { return p.key.role == "" && !p.optional && printed[p.key] != p.want })
	known := map[partKey]bool{}
	for i, p := range ps {
		known[p.key] = true
		got := printed[p.key]
		if p.bullets {
			got = strings.ReplaceAll(got, prose.Bullet, "")
		}
		overset := p.key.role == "" && i >= last && strings.HasPrefix(p.want, got)
		unset := p.key.role != "" && got == "" && (last < 0 || cut && p.key.role == page.RoleByline) // by-lines may end the text
		if got == p.want || overset || unset || p.optional && got == "" {
			continue
		}
		out = append(out, parting(p, got))
	}
	var extra []partKey
	for k, got := range printed {
		if !known[k] && got != "" {
			extra = append(extra, k)
		}
	}
	slices.SortFunc(extra, func(a, b partKey) int { return cmp.Or(cmp.Compare(a.role, b.role), cmp.Compare(a.block, b.block)) })
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

// printedParts gathers what the pages show of each story, in the order of its pieces.
func printedParts(d *page.Doc) map[string]map[partKey]string {
	type run struct {
		story string
		order int
		key   partKey
		text  string
	}
	var runs []run
	for _, p := range d.Pages {
		var open []*page.Mark
		var story *page.Mark
		var walk func([]page.Item)
		walk = func(items []page.Item) {
			for _, it := range items {
				switch it := it.(type) {
				case *page.Group:
					walk(it.Items)
				case *page.Mark:
					switch {
					case it.Open:
						open = append(open, it)
					case len(open) > 0:
						open = open[:len(open)-1]
					}
					story = storyOf(open)
				case *page.Text:
					if key, ok := keyOf(open); ok && story != nil {
						runs = append(runs, run{story.ID, story.Order, key, letters(it.Src)})
					}
				}
			}
		}
		walk(p.Items)
	}
	slices.SortStableFunc(runs, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.story, b.story), cmp.Compare(a.order, b.order))
	})
	out := map[string]map[partKey]string{}
	for _, r := range runs {
		if out[r.story] == nil {
			out[r.story] = map[partKey]string{}
		}
		out[r.story][r.key] += r.text
	}
	return out
}

func storyOf(open []*page.Mark) *page.Mark {
	for _, m := range open {
		if m.Role == page.RoleStory {
			return m
		}
	}
	return nil
}

// keyOf names the part of a story that the open marks stand for; false where what they
// hold is none, as jump lines and furniture.
func keyOf(open []*page.Mark) (key partKey, ok bool) {
	for _, m := range open {
		switch m.Role {
		case page.RoleJump, page.RoleFurniture:
			return partKey{}, false
		case page.RoleLabel, page.RoleKicker, page.RoleHeadline, page.RoleDeck, page.RoleByline:
			key, ok = partKey{role: m.Role}, true
		}
		if n, isBlock := blockNumber(m.ID); isBlock {
			key, ok = partKey{block: n}, true
		}
	}
	return key, ok
}
