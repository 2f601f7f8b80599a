package inline

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// bonds sets what only the whole paragraph shows: which items hold together though their
// classes do not, and what the house rules say of single characters.
func (w *shaper) bonds() {
	w.listNumber()
	w.signatures()
	w.wholes()
	if w.sh.book.Grid {
		w.pad()
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

// signing are the words before the names of a by-line or a dateline.
var signing = []string{"记者", "通讯员", "编辑", "摄影", "作者"}

// longestPerson is how many characters a name of a person has at most: 欧阳修远.
const longestPerson = 4

// signatureReach is how many bytes of a paragraph's start and end are looked at for names.
const signatureReach = 120

// signatures holds the names of a by-line, a dateline and a signature whole: what follows 记者
// or 通讯员, at the start or the end of a paragraph, and is parted from it and from the next by
// spaces or 、.
func (w *shaper) signatures() {
	for k := range w.p.Spans {
		text := w.p.Spans[k].Text
		if k == 0 || len(text) <= signatureReach {
			w.signaturesIn(k, 0, min(len(text), signatureReach))
		}
		if k == len(w.p.Spans)-1 && len(text) > signatureReach {
			w.signaturesIn(k, len(text)-signatureReach, len(text))
		}
	}
}

// signaturesIn looks at the bytes from from to to of span k.
func (w *shaper) signaturesIn(k, from, to int) {
	text := w.p.Spans[k].Text[from:to]
	for _, word := range signing {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			at += i + len(word)
			w.signature(k, from+at)
		}
	}
}

// signature holds the names whole that stand behind an offset of span k.
func (w *shaper) signature(k, offset int) {
	items := w.sh.items
	i := sort.Search(len(items), func(i int) bool {
		ru := &w.sh.runs[items[i].run]
		return int(ru.span) > k || int(ru.span) == k && int(items[i].src-ru.base) >= offset
	})
	for i < len(items) && between(items[i].class) {
		for i < len(items) && between(items[i].class) {
			i++
		}
		end := i
		for end < len(items) && items[end].class == han {
			end++
		}
		if end-i < 2 || end-i > longestPerson {
			return
		}
		for i++; i < end; i++ {
			items[i].flags |= keep
		}
	}
}

// between tells whether names may be parted by marks of a class.
func between(c class) bool { return of(space, wideSpace, comma).has(c) }

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

// inNumbers are the classes of marks that may stand in a number, a time or a plate.
var inNumbers = of(colon, middle)

// number holds the full-width mark of a time, a date or a plate to what it belongs to: 20：30,
// 3·15, 晋A·12345.
func (w *shaper) number(i int) {
	a, b := &w.sh.items[i-1], &w.sh.items[i+1]
	if (b.class == digit || b.class == wideDigit) && (words.has(a.class) || a.class == wideDigit) {
		w.sh.items[i].flags |= keep
		b.flags |= keep
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

// measureUnits are not parted from the figure before them by a space (GB 3100).
const measureUnits = " m cm mm km nm um kg g mg t s ms min h d A V W kW MW GW kWh MWh GWh Hz kHz MHz GHz Pa kPa MPa hPa J kJ K L mL ml dB bar lx mol N kN ha pt "

// unit tells whether the word that begins at item i is a unit of measure.
func (w *shaper) unit(i int) bool {
	j := i
	for j < len(w.sh.items) && w.sh.items[j].class == alpha && w.sh.items[j].flags&latin != 0 && w.sh.items[j].run == w.sh.items[i].run {
		j++
	}
	return j > i && j-i < 5 && strings.Contains(measureUnits, " "+w.sh.source(i, j)+" ")
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
