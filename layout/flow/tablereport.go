package flow

import (
	"fmt"
	"strconv"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// tableFindings says what was done so that tables fit, and where nothing helped.
func (r *reporter) tableFindings() {
	if e := r.stop.el; r.highRow && e >= 0 && r.text.els[e].tab != nil && len(r.slots) > 0 {
		r.highRowFinding(r.text.els[e].tab, r.slots[min(r.stop.at, len(r.slots)-1)].r)
	}
	for _, row := range r.rows {
		if row.tab == nil {
			continue
		}
		at := r.slots[row.slot].r
		if row.tab.from == (rowPlace{}) {
			r.tableFit(row.tab, at, max(r.text.els[row.el].columns, 1))
		}
		if row.tab.to.line > 0 {
			f := r.aboutTable(row.tab, at).As(source.Warning)
			f.Message = source.Msg("row-of-table-in-is-higher", at.Slot.Name, row.tab.from.row+1)
			f.Hint = source.Msg("shorten-what-stands-in-it-or")
			r.found.Add(f)
		}
	}
}

// highRowFinding says that a table is not set at all, and which row is why.
func (r *reporter) highRowFinding(t *tabular, at *Region) {
	f := source.New("FIT-TABLE", source.Pos{}, source.Msg("row-of-table-is-higher-than-any-column", at.Slot.Name, min(t.Head, len(t.Rows)-1)+1), source.Msg("shorten-what-stands-in-it-or")).Of(r.g.Story.ID).On(r.run.Number(at.Page), at.Slot.Name).As(source.Error)
	if file := r.g.Story.File; file != nil {
		f.Pos = file.Pos(t.Span)
	}
	r.found.Add(f)
}

// tableFit says how a table came to fit that stands over other columns than it asks for, or
// otherwise than it would.
func (r *reporter) tableFit(t *tablePiece, at *Region, asked int) {
	f := r.aboutTable(t, at)
	name, need, has := at.Slot.Name, inPoints(t.least), inPoints(t.measure)
	var said []source.Message
	switch t.fit {
	case fitsHeads:
		said = append(said, source.Msg("to-fit-words-in-heads-parted", name, need, has))
	case fitsSmaller:
		said = append(said, source.Msg("to-fit-table-set-smaller", name, inPoints(t.style.font.Size), inPoints(t.styles.at(editions.TableText).font.Size), need, has))
	case fitsTurned:
		said = append(said, source.Msg("to-fit-rows-turned-into-lists", name, need, has))
	case fitsNot:
		f = f.As(source.Error)
		said = append(said, source.Msg("table-does-not-fit", name, need, has))
		f.Hint = source.Msg("make-columns-fewer-or-slot-wider")
	}
	if asked = min(asked, len(at.cols)); t.columns > asked {
		said = append(said, source.Msg("to-fit-table-over-more-columns", name, t.columns, asked))
	} else if t.columns < asked {
		said = append(said, source.Msg("table-over-fewer-columns", name, t.columns, asked))
	}
	for _, f.Message = range said {
		r.found.Add(f)
	}
}

// aboutTable begins a finding about a table.
func (r *reporter) aboutTable(t *tablePiece, at *Region) source.Finding {
	f := source.New("FIT-TABLE", source.Pos{}, source.Message{}, source.Message{}).Of(r.g.Story.ID).On(r.run.Number(at.Page), at.Slot.Name)
	if file := r.g.Story.File; file != nil {
		f.Pos = file.Pos(t.Span)
	}
	return f
}

// inPoints writes a length in points, to a tenth, without a zero at its end.
func inPoints(l unit.Length) string {
	tenths := (int64(l)*10 + int64(unit.Pt)/2) / int64(unit.Pt)
	if tenths%10 == 0 {
		return strconv.FormatInt(tenths/10, 10)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
