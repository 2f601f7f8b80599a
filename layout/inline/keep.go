package inline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// bonds sets what only the whole paragraph shows: which items hold together though their
// classes do not, and what the house rules say of single characters.
func (w *shaper) bonds() {
	w.listNumber()
	w.atoms()
	w.wholes()
	if w.p.Formula {
		w.formula()
	}
	if w.sh.book.Grid {
		w.pad()
	}
	if w.p.Whole {
		w.wholeWords()
	}
	if b := w.sh.book; b.NotStart+b.NotEnd+b.MayStart+b.MayEnd != "" {
		w.house()
	}
}

// rune returns the first character that item i shows.
func (sh *Shaped) rune(i int) rune {
	r, _ := utf8.DecodeRuneInString(sh.source(i, i+1))
	return r
}

// house applies the house rules.
func (w *shaper) house() {
	items, b := w.sh.items, w.sh.book
	for i := range items {
		r := w.sh.rune(i)
		prev, next := max(i-1, 0), min(i+1, len(items)-1)
		if strings.ContainsRune(b.MayStart, r) && !b.end.has(items[prev].class) {
			items[i].flags |= part
		}
		if strings.ContainsRune(b.MayEnd, r) && next > i && !b.start.has(items[next].class) {
			items[next].flags |= part
		}
	}
	for i := range items {
		r := w.sh.rune(i)
		if strings.ContainsRune(b.NotStart, r) {
			items[i].flags |= keep
		}
		if strings.ContainsRune(b.NotEnd, r) {
			w.keepAfter(i)
		}
	}
}

// relations are what a formula is parted before, and operators where its parts between them are
// too long.
const (
	relations = "=＝≠≈≡≤≥<>＜＞⩽⩾∝→⇒⇔∈⊂⊆∼≅"
	operators = "+-−＋－±×÷·"
)

// formula holds a formula to one line, but before its relations, and at a price before its
// operators: a longer one turns over there.
func (w *shaper) formula() {
	related := false
	for i := 1; i < len(w.sh.items) && !related; i++ {
		related = strings.ContainsRune(relations, w.sh.rune(i))
	}
	behind := false // a sign: what follows stays with it
	for i := range w.sh.items {
		it, r := &w.sh.items[i], w.sh.rune(i)
		relation := strings.ContainsRune(relations, r)
		switch {
		case it.class == newline:
			behind = false
			continue
		case i > 0 && !behind && (relation || strings.ContainsRune(operators, r)):
			it.flags = it.flags&^keep | part
			if behind = true; related && !relation {
				w.sh.bind(int32(i), broken)
			}
			continue
		case it.class != space:
			behind = false
		}
		it.flags |= keep
	}
}

// wholes holds spans in one line that are not to be parted.
func (w *shaper) wholes() {
	if !slices.ContainsFunc(w.p.Spans, func(s Span) bool { return s.Whole }) {
		return
	}
	items := w.sh.items
	for i := 1; i < len(items); i++ {
		if k := w.sh.runs[items[i].run].span; w.p.Spans[k].Whole && k == w.sh.runs[items[i-1].run].span {
			items[i].flags |= keep
		}
	}
}

// keepAfter holds what follows item i, behind spaces too, to its line.
func (w *shaper) keepAfter(i int) {
	for i++; i < len(w.sh.items); i++ {
		if it := &w.sh.items[i]; !it.hidden() {
			it.flags |= keep
			return
		}
	}
}

const chineseFigures = "〇零一二三四五六七八九十百"

// listNumber holds the number of a list's item to its first word: 一、（一）1. (1)
// (GB/T 9704 order).
func (w *shaper) listNumber() {
	sh := w.sh
	for i := 0; i < len(sh.items) && i < 8; i++ {
		switch r := sh.rune(i); {
		case i == 0 && strings.ContainsRune("（(", r):
		case strings.ContainsRune(chineseFigures, r), '0' <= r && r <= '9', '０' <= r && r <= '９':
		case i > 0 && strings.ContainsRune("、．.）)", r):
			w.keepAfter(i)
			return
		default:
			return
		}
	}
}

// spreadOver puts equal room between the items from from on, so that together they are as
// wide as their span asks (clreq 2.1.3.2, 3.4.1).
func (w *shaper) spreadOver(from int) {
	items := w.sh.items[from:]
	spread := make([]item, 0, 2*len(items))
	var places []int // that open
	for i, it := range items {
		if i > 0 && it.flags&tail == 0 {
			places = append(places, len(spread))
			spread = append(spread, item{src: it.src, run: it.run, class: glue, flags: blank})
		}
		spread = append(spread, it)
	}
	extra := int32(min(w.s.Room, maxMeasure)) - w.sh.solid(spread)
	if extra <= 0 || len(places) == 0 {
		return
	}
	k, n, moved := int32(0), int32(len(places)), w.sh.shifts
	for len(moved) > 0 && int(moved[0].item) < from {
		moved = moved[1:]
	}
	at := int32(from)
	for i := range spread {
		if int(k) < len(places) && places[k] == i {
			spread[i].width = extra*(k+1)/n - extra*k/n
			k++
			continue
		}
		for len(moved) > 0 && moved[0].item == at {
			moved[0].item += k
			moved = moved[1:]
		}
		at++
	}
	w.sh.items = append(w.sh.items[:from], spread...)
}

// solid is the width of items that stand in one line, set solid.
func (sh *Shaped) solid(items []item) int32 {
	var t sums
	for i := range items {
		if i > 0 {
			t.add(sh, &items[i-1], &items[i])
		}
		t[solid] += items[i].width
	}
	return t[solid]
}
