package inline

import (
	"slices"
	"sort"
	"strings"

	"banxin/editions/atoms"
	"banxin/layout/unit"
)

// bond is what stands against a line that begins with an item, though the rules allow it.
type bond struct {
	item    int32
	penalty uint8
}

// bondOf is what stands against parting an atom that may be parted.
var bondOf = [...]uint8{atoms.Measure: measured, atoms.Date: dated, atoms.Name: named, atoms.Title: titled, atoms.Tag: measured}

// atoms holds together what belongs together (package atoms): some on one line, of others a
// break costs. Headlines have a ladder of their own.
func (w *shaper) atoms() {
	sh := w.sh
	w.found = sh.book.Atoms.Find(w.found[:0], w.p.text())
	for _, a := range w.found {
		i := sh.at(uint32(a.From))
		if i < len(sh.items) && sh.runs[sh.items[i].run].moved() {
			continue // the number of a note
		}
		if a.Kind == atoms.Address {
			w.address(a.From, a.To)
			continue
		}
		whole := a.Kind.Whole()
		for ; i < len(sh.items) && int(sh.items[i].src) < a.To; i++ {
			switch {
			case int(sh.items[i].src) == a.From:
			case whole, a.Kind == atoms.Tag && (int(w.sh.items[i-1].src) == a.From || int(w.sh.items[i].src) == a.To-1):
				w.hold(i)
			case a.Kind == atoms.Date && !w.p.Head && strings.ContainsRune("月时点", sh.rune(i-1)):
				sh.bind(int32(i), dayed)
			case !w.p.Head:
				sh.bind(int32(i), bondOf[a.Kind])
			}
		}
	}
}

// bind puts a bond before item i; of two the stronger counts.
func (sh *Shaped) bind(i int32, penalty uint8) {
	k := len(sh.bonds)
	for k > 0 && sh.bonds[k-1].item > i {
		k--
	}
	if k > 0 && sh.bonds[k-1].item == i {
		sh.bonds[k-1].penalty = max(sh.bonds[k-1].penalty, penalty)
		return
	}
	sh.bonds = slices.Insert(sh.bonds, k, bond{i, penalty})
}

// hold lets no line begin with item i, unless what it is part of is too long for a line; what
// no line begins with anyway is left, so that of such a number the figures are parted and not
// the marks from them.
func (w *shaper) hold(i int) {
	if a, b := &w.sh.items[max(i-1, 0)], &w.sh.items[i]; a.hidden() || b.hidden() || w.sh.book.pairs[a.class][b.class]&mayBreak != 0 {
		if b.flags&keep == 0 {
			w.sh.bind(int32(i), broken)
		}
		b.flags |= keep
	}
}

// held tells whether only the atom of which item i is part keeps a line from beginning there.
func (sh *Shaped) held(i int) bool {
	k := sort.Search(len(sh.bonds), func(k int) bool { return int(sh.bonds[k].item) >= i })
	return k < len(sh.bonds) && int(sh.bonds[k].item) == i && sh.bonds[k].penalty == broken
}

// at returns the first item whose text begins at an offset or behind it.
func (sh *Shaped) at(offset uint32) int {
	return sort.Search(len(sh.items), func(i int) bool { return sh.items[i].src >= offset })
}

// Longest returns the width of the widest stretch of a paragraph that should not be parted: a
// word, a number with its unit and what it counts, a name, a day or a time unless dates may be
// parted. A column of a table should be no narrower.
func (s *Setter) Longest(sh *Shaped, dates bool) unit.Length {
	var n nodes
	n.prepare(sh, int32(maxMeasure))
	widest, from := int32(0), 0
	for i := 1; i < len(n.list); i++ {
		if b := &n.list[i]; b.forced || b.penalty == free || b.penalty == unwelcome || b.penalty == dated || b.penalty == dayed && dates {
			widest = max(widest, b.end[solid]-n.list[from].start[solid])
			from = i
		}
	}
	return unit.Length(widest)
}
