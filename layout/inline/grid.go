package inline

import "slices"

// onGrid gives every mark a cell of its own: none gives way beside others or at a line's
// end, where closing marks hang instead, and of several the first (clreq 3.2.5). Lines are
// not opened to their measure.
func (b *rulebook) onGrid() {
	b.squeeze, b.trim, b.Hang, b.OpenIndent = false, false, false, false
	for c := range b.cells {
		b.cells[c] = cell{body: 1000}
	}
	for t := range b.order.slot {
		b.order.slot[t] = never
	}
	b.order.tier[lessEnd] = ShrinkEnd
}

// pad makes runs of Latin text as wide as a whole number of cells: half of what is missing,
// less than half an em, stands before the run and half after it, in place of the gap
// between Han and Latin. Notes' marks have no cells. A run wider than a line leaves the grid where it is broken.
func (w *shaper) pad() {
	sh := w.sh
	for i := 0; i < len(sh.items); {
		if it := &sh.items[i]; it.flags&latin == 0 || it.hidden() || sh.runs[it.run].rise != 0 {
			i++
			continue
		}
		end := sh.latinEnd(i)
		em := max(sh.runs[sh.items[i].run].em, 1)
		var t sums
		for k := i; k < end; k++ {
			if k > i {
				t.add(sh, &sh.items[k-1], &sh.items[k])
			}
			t.item(sh, &sh.items[k])
		}
		missing := (em - t[solid]%em) % em
		sh.drop(i - 1)
		sh.drop(end)
		w.padding(end, missing-missing/2)
		w.padding(i, missing/2)
		i = end + 2
	}
}

// latinEnd returns the end of the run of Latin text that begins at item i, without spaces
// behind it.
func (sh *Shaped) latinEnd(i int) int {
	end := i
	for ; i < len(sh.items) && sh.items[i].flags&latin != 0; i++ {
		if !sh.items[i].hidden() {
			end = i + 1
		}
	}
	return end
}

// drop takes the width of a typed space beside Latin text.
func (sh *Shaped) drop(i int) {
	if i >= 0 && i < len(sh.items) && (sh.items[i].class == gapSpace || sh.items[i].class == space) {
		sh.items[i].class, sh.items[i].width = zeroSpace, 0
	}
}

// padding puts width before item i. A line may begin with it where it might with the item.
func (w *shaper) padding(i int, width int32) {
	items := w.sh.items
	near := min(i, len(items)-1)
	it := item{src: w.sh.text, run: items[near].run, class: glue, flags: blank, width: width}
	if i < len(items) {
		it.src = items[i].src
	}
	if i > 0 && i < len(items) {
		a, b := &items[i-1], &items[i]
		switch {
		case a.hidden(), a.class == newline, b.hidden(), b.class == newline:
		case b.flags&(keep|tail) == 0 && w.sh.book.breaksBetween(a.class, b.class):
			if b.flags&latin != 0 && a.flags&latin == 0 {
				it.flags |= part
			} else {
				b.flags |= part
			}
		}
	}
	w.sh.items = slices.Insert(items, i, it)
	for k := range w.sh.shifts {
		if int(w.sh.shifts[k].item) >= i {
			w.sh.shifts[k].item++
		}
	}
}
