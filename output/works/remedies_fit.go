package works

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
	"banxin/layout/makeup"
	"banxin/layout/unit"
)

// fitted offers what makes a story fit its slot.
func (h *healer) fitted() {
	at, slot := h.slot()
	s := h.set.Edition.Story(h.f.Story)
	if slot == nil || s == nil {
		return
	}
	h.fitting(at, slot)
	h.smallerHead()
	switch h.f.Code {
	case "FIT-UNDER":
		h.pictures([]int{1, 2, 3, 4, 6, 8, 10})
	default:
		h.pictures([]int{-1, -2, -3, -4, -6, -8, -10})
		h.jumps(s)
	}
	h.swaps(at, s)
	if h.f.Code == "FIT-OVER" {
		h.placed(at)
		h.shorten(s)
	}
}

// fitting offers to let the engine fit the story: 适.
func (h *healer) fitting(at splice.Spot, slot *editions.Slot) {
	type way struct {
		label source.Message
		do    func(d *splice.Doc) error
	}
	say := func(value string, key string) func(d *splice.Doc) error {
		return func(d *splice.Doc) error { return d.Change(at, splice.Text(value), "fit", key) }
	}
	var ways []way
	if !slot.Fit.Setting {
		ways = append(ways, way{source.Msg("remedy-fit-setting"), say("是", "setting")})
	}
	if slot.Fit.Picture < 4 && slot.Picture.Lines > 0 {
		ways = append(ways, way{source.Msg("remedy-fit-picture", 4), say("4", "picture")})
	}
	if slot.Fit.Head < 2 {
		ways = append(ways, way{source.Msg("remedy-fit-head", 2), say("2", "head")})
	}
	n := len(h.out)
	for _, w := range ways {
		h.offer(Remedy{Label: w.label, Changes: h.edition(w.do)})
	}
	if len(h.out) > n || len(ways) < 2 {
		return
	}
	h.offer(Remedy{Label: source.Msg("remedy-fit-all"), Changes: h.edition(func(d *splice.Doc) error {
		for _, w := range ways {
			if err := w.do(d); err != nil {
				return err
			}
		}
		return nil
	})})
}

// edition is a change of edition.yaml.
func (h *healer) edition(do func(d *splice.Doc) error) []splice.Change {
	return []splice.Change{splice.Changing(splice.EditionFile(h.set.Edition), do)}
}

// smallerHead offers a headline of another size: smaller where there is too much, greater where
// there is too little.
func (h *healer) smallerHead() {
	at, slot := h.slot()
	if slot == nil || slot.Head.Size.IsZero() {
		return
	}
	grid := h.set.Edition.Pages[at.Page].Template
	size := slot.Head.Size.Resolve(unit.Grid{Char: grid.Size, Line: grid.Leading})
	parts := []int64{90, 80, 70}
	if h.f.Code == "FIT-UNDER" {
		parts = []int64{110, 120, 130}
	}
	for _, part := range parts {
		points := int(size.MulDiv(part, 100*int64(unit.Pt)))
		text := strconv.Itoa(points) + "pt"
		if points < 10 || !h.offer(Remedy{Label: source.Msg("remedy-head-size", text), Changes: h.edition(func(d *splice.Doc) error {
			return d.Change(at, splice.Text(text), "head", "size")
		})}) {
			continue
		}
		return
	}
}

// pictures offers the slot's picture some lines higher or lower: the first step that holds.
func (h *healer) pictures(steps []int) {
	at, slot := h.slot()
	if slot == nil || slot.Picture.Lines == 0 {
		return
	}
	for _, by := range steps {
		lines := slot.Picture.Lines + by
		if lines < 4 {
			return
		}
		if h.offer(Remedy{Label: source.Msg("remedy-picture-lines", lines), Changes: h.edition(func(d *splice.Doc) error {
			return d.Change(at, splice.Number(lines), "picture", "lines")
		})}) {
			return
		}
	}
}

// jumps offers to go on in an empty slot of another page.
func (h *healer) jumps(s *editions.Story) {
	if s.JumpPage > 0 || s.JumpName != "" {
		return
	}
	at := whereOf(h.set.Edition, s.ID)
	n := 0
	for i, pg := range h.set.Edition.Pages {
		for _, slot := range pg.Template.Slots {
			if i <= at.Page || slot.Kind != editions.StorySlot || len(standingIn(pg, slot.Name)) > 0 || n == mostRemedies {
				continue
			}
			value := strconv.Itoa(pg.Number) + " " + slot.Name
			if h.offer(Remedy{Label: source.Msg("remedy-jump", pg.Number, slot.Name), Changes: []splice.Change{splice.Changing(s.File.Name, func(d *splice.Doc) error {
				return d.Say("jump", splice.Text(value))
			})}}) {
				n++
			}
		}
	}
}

func standingIn(pg *editions.Page, slot string) (out []string) {
	for _, pl := range pg.Placed {
		if pl.Slot == slot {
			out = append(out, pl.Stories...)
		}
	}
	return out
}

// swaps offers to change places with a story that fits better, on the same page first.
func (h *healer) swaps(at splice.Spot, s *editions.Story) {
	ed, cat := h.set.Edition, h.set.Catalog
	type rival struct {
		at   splice.Spot
		id   string
		cost int
	}
	var rivals []rival
	for _, page := range slices.Compact([]int{at.Page, min(at.Page+1, len(ed.Pages)-1)}) {
		pg := ed.Pages[page]
		fits := makeup.Fits(ed, cat, pg, s, nil)
		for _, f := range fits {
			there := standingIn(pg, f.Slot)
			if f.OverChars > 0 || f.Pictures > 0 || len(there) != 1 || there[0] == s.ID {
				continue
			}
			back := makeup.Fits(ed, cat, ed.Pages[at.Page], ed.Story(there[0]), nil)
			i := slices.IndexFunc(back, func(b makeup.SlotFit) bool { return b.Slot == at.Slot })
			if i < 0 || back[i].OverChars > 0 || back[i].Pictures > 0 {
				continue
			}
			rivals = append(rivals, rival{splice.Spot{Page: page, Slot: f.Slot}, there[0], f.FreeLines + back[i].FreeLines})
		}
	}
	slices.SortStableFunc(rivals, func(a, b rival) int { return cmp.Compare(a.cost, b.cost) })
	for _, r := range rivals[:min(len(rivals), mostRemedies)] {
		changes, err := splice.Moved(ed, splice.Move{Story: s.ID, From: at, To: r.at, How: splice.Swapped, Other: r.id})
		if err == nil {
			h.offer(Remedy{Label: source.Msg("remedy-swap", ed.Story(r.id).Title(), r.at.Slot), Changes: changes})
		}
	}
}

// placed offers the empty slots that a story fits best, which stands somewhere or nowhere.
func (h *healer) placed(from splice.Spot) {
	ed := h.set.Edition
	s := ed.Story(h.f.Story)
	if s == nil {
		return
	}
	type vacancy struct {
		at   splice.Spot
		page int
		cost int
	}
	var all []vacancy
	for i, pg := range ed.Pages {
		if len(pg.Unread) > 0 {
			continue
		}
		for _, f := range makeup.Fits(ed, h.set.Catalog, pg, s, nil) {
			if len(standingIn(pg, f.Slot)) == 0 && f.OverChars == 0 && f.Pictures == 0 {
				all = append(all, vacancy{splice.Spot{Page: i, Slot: f.Slot}, pg.Number, f.FreeLines})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b vacancy) int { return cmp.Compare(a.cost, b.cost) })
	for _, v := range all[:min(len(all), mostRemedies)] {
		changes, err := splice.Moved(ed, splice.Move{Story: s.ID, From: from, To: v.at, How: splice.Behind})
		if err == nil {
			h.offer(Remedy{Label: source.Msg("remedy-place", v.page, v.at.Slot), Changes: changes})
		}
	}
}

// broken offers the other ways to break a headline that the width broke.
func (h *healer) broken() {
	s := h.set.Edition.Story(h.f.Story)
	if s == nil || h.set.Layout == nil {
		return
	}
	for _, f := range h.set.Layout.Fits {
		if f.Story != s.ID {
			continue
		}
		for _, parting := range f.Heads {
			for i, w := range parting.Ways {
				if i == 0 && w.Parts != "" || w.Parts != "" {
					continue
				}
				h.offer(Remedy{Label: source.Msg("remedy-break", strings.Join(w.Lines, "｜")), Changes: []splice.Change{splice.Changing(s.File.Name, func(d *splice.Doc) error {
					return d.BreakHeadline(parting.Text, w.Lines)
				})}})
			}
		}
	}
}
