package works

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
	"banxin/layout/makeup"
)

// A slot that nothing stands in, and columns that come out badly: what the page is made of.

// filled offers the stories on no page that fit the slot of the finding best; where none does, that
// it stays empty for the day.
func (h *healer) filled() {
	at, slot := h.slot()
	if slot == nil || slot.Kind != editions.StorySlot {
		return
	}
	ed := h.set.Edition
	pg := ed.Pages[at.Page]
	type waiting struct {
		id   string
		cost int
	}
	var all []waiting
	for _, s := range ed.Stories {
		if whereOf(ed, s.ID).Page >= 0 {
			continue
		}
		for _, f := range makeup.Fits(ed, h.set.Catalog, pg, s, nil) {
			if f.Slot == at.Slot && f.OverChars == 0 && f.Pictures == 0 {
				all = append(all, waiting{s.ID, f.FreeLines})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b waiting) int { return cmp.Compare(a.cost, b.cost) })
	for _, w := range all[:min(len(all), mostRemedies)] {
		changes, err := splice.Moved(ed, splice.Move{Story: w.id, From: splice.Nowhere, To: at, How: splice.Behind})
		if err == nil {
			h.offer(Remedy{Label: source.Msg("remedy-put", ed.Story(w.id).Title(), at.Slot), Changes: changes})
		}
	}
	h.offer(Remedy{Label: source.Msg("remedy-empty", at.Slot), Changes: h.edition(func(d *splice.Doc) error {
		return d.Change(at, splice.Text("空"), "kind")
	})})
}

// unchained offers to take a story out of a slot that nothing of it has come to.
func (h *healer) unchained() {
	at, slot := h.slot()
	if slot == nil {
		return
	}
	h.offer(Remedy{Label: source.Msg("remedy-unchain", at.Slot), Changes: h.edition(func(d *splice.Doc) error {
		return d.Unplace(at, h.f.Story)
	})})
}

// otherColumns offers the nearest other numbers of columns.
func (h *healer) otherColumns() {
	at, slot := h.slot()
	if name, ok := h.named(0); ok && h.f.Code == "TPL-GAP" {
		at, slot = h.standing(name)
	}
	if slot == nil || slot.Columns == 0 {
		return
	}
	n := len(h.out)
	for _, by := range []int{-1, 1, -2, 2} {
		if columns := slot.Columns + by; columns > 0 && len(h.out)-n < mostRemedies {
			h.offer(Remedy{Label: source.Msg("remedy-columns", columns), Changes: h.edition(func(d *splice.Doc) error {
				return d.Change(at, splice.Number(columns), "columns")
			})})
		}
	}
}

// named is a name that the message of the finding has.
func (h *healer) named(i int) (string, bool) {
	if i >= len(h.f.Message.Args) {
		return "", false
	}
	name, ok := h.f.Message.Args[i].(string)
	return name, ok
}

// standing is the first page that has a slot of a name.
func (h *healer) standing(name string) (splice.Spot, *editions.Slot) {
	for i, pg := range h.set.Edition.Pages {
		if s := pg.Template.Slot(name); s != nil {
			return splice.Spot{Page: i, Slot: name}, s
		}
	}
	return splice.Nowhere, nil
}

// levelled offers what moves the ends of columns and the breaks of lines.
func (h *healer) levelled() {
	at, slot := h.slot()
	if slot == nil {
		return
	}
	h.fitting(at, slot)
	h.smallerHead()
	h.pictures([]int{1, -1, 2, -2, 3, -3})
}

// drawn offers what the message says of a template of the paper's own.
func (h *healer) drawn() {
	file := h.f.Pos.File
	if !strings.HasPrefix(file, "templates/") {
		return
	}
	arg := func(i int) any {
		if i < len(h.f.Hint.Args) {
			return h.f.Hint.Args[i]
		}
		return nil
	}
	say := func(label source.Message, do func(d *splice.Doc) error) {
		h.offer(Remedy{Label: label, Changes: []splice.Change{splice.Changing(file, do)}})
	}
	switch h.f.Hint.ID {
	case "say-so-under":
		slot, ok1 := arg(0).(string)
		kind, ok2 := arg(1).(string)
		if ok1 && ok2 {
			say(source.Msg("remedy-kind", slot, kind), func(d *splice.Doc) error { return d.Slot(slot, splice.Text(kind), "kind") })
		}
	case "make-rows-lower-by-lines-in", "make-rows-higher-by-lines-in":
		if lines, ok := arg(1).(int); ok {
			say(source.Msg("remedy-lines", lines), func(d *splice.Doc) error { return d.Set(splice.Number(lines), splice.Key("行数", "lines")) })
		}
	}
}
