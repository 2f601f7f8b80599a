package impose

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// signature is a sheet that is folded: of the paper's pages those it holds, in the order in
// which they come to lie.
type signature struct {
	section int
	up      int
	slots   []int // of builder.slots, -1 blank; 2·up of them
	places  []int // in the section, those left white counted
	depth   []int // of each page's leaf: how many leaves lie outside it
}

// perSheet is how many pages a whole sheet holds.
func (b *builder) perSheet() int {
	if b.i.Sheetfed {
		return 2 * b.i.Up
	}
	if b.half() {
		return 8
	}
	return 4
}

// sheets counts the sections out into sheets; nil after a finding.
func (b *builder) sheets() (out []signature) {
	sizes, total := b.i.Sections, 0
	if len(sizes) == 0 {
		sizes = []int{len(b.slots)}
	}
	for _, n := range sizes {
		total += n
	}
	if total != len(b.slots) {
		b.found.Add(source.New("PLT-COUNT", b.i.Pos, source.Msg("sections-hold-pages-edition", total, len(b.slots)), source.Msg("correct-sections-or-pages")))
		return nil
	}
	at := 0
	for k, n := range sizes {
		list, ups := b.filled(k, at, n)
		if ups == nil {
			return nil
		}
		out = append(out, b.section(k+1, list, ups)...)
		at += n
	}
	return out
}

// filled lists the pages of a section with what is left white before the last, and its sheets
// by pages a side, the largest first.
func (b *builder) filled(k, at, n int) (list, ups []int) {
	whole := b.perSheet()
	least := whole
	if b.i.Smaller {
		least = 4
	}
	total := (n + least - 1) / least * least
	if total != n && !b.i.Blanks {
		p := b.pages[b.slots[at+n-1].page]
		b.found.Add(source.New("PLT-COUNT", b.pos(p), source.Msg("pages-of-section-do-not-fill", k+1, n, least, total-n),
			source.Msg("add-pages-or-take-away", total-n, n-n/least*least)).On(p.Number, ""))
		return nil, nil
	}
	before := n - 1 // the last page stays outside, but a leaf is not parted
	if n <= 2 {
		before = n
	}
	for i := range before {
		list = append(list, at+i)
	}
	for range total - n {
		list = append(list, -1)
	}
	if before < n {
		list = append(list, at+n-1)
	}
	for left := total; left > 0; {
		for whole > left {
			whole /= 2
		}
		ups = append(ups, whole/2)
		left -= whole
	}
	return list, ups
}

// section puts sheets within one another from outside in, or one after another.
func (b *builder) section(k int, list, ups []int) (out []signature) {
	lo, hi := 0, len(list)
	for _, up := range ups {
		s := signature{section: k, up: up}
		for j := range 2 * up {
			at := lo + j
			if !b.i.Gathered && j >= up {
				at = hi - 2*up + j
			}
			depth := min(at, len(list)-1-at) / 2
			if b.i.Gathered {
				depth = min(j, 2*up-1-j) / 2
			}
			s.slots, s.places, s.depth = append(s.slots, list[at]), append(s.places, at), append(s.depth, depth)
		}
		if b.i.Gathered {
			lo += 2 * up
		} else {
			lo, hi = lo+up, hi-up
		}
		out = append(out, s)
	}
	return out
}

// runs says where sheets stand on webs: by web, the ribbons side by side, then round the
// cylinder. Two sections of as many sheets run side by side.
func (b *builder) runs(all []signature) (webs [][]signature) {
	across, around := b.i.Across, 1
	if b.i.Collect {
		around = b.i.Around
	}
	if across == 2 {
		all = sideBySide(all)
	}
	for room := across * around; len(all) > 0; {
		n := min(room, len(all))
		webs = append(webs, all[:n])
		all = all[n:]
	}
	return webs
}

// sideBySide takes the sheets of two sections in turn, where both have as many.
func sideBySide(all []signature) []signature {
	n := len(all) / 2
	if len(all)%2 != 0 || all[len(all)-1].section != 2 || all[n-1].section != 1 || all[n].section != 2 {
		return all
	}
	var out []signature
	for i := range n {
		out = append(out, all[i], all[n+i])
	}
	return out
}

// half tells whether two pages stand turned where a web has one of 对开.
func (b *builder) half() bool {
	if b.i.Sheetfed || b.i.Format == editions.BySize && b.h > unit.Millimetres(420000) {
		return false
	}
	return b.i.Format != editions.Broadsheet
}
