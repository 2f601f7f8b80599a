package prose

import "banxin/editions"

// columnNames are the cells of the one heading row of a table of three columns or more, whose
// rows a telephone shows as cards, by the style sheets; nil where not all columns have a name:
// such a table keeps its columns. What is to be a card says what it is, since its display
// does not.
func columnNames(t *editions.Table) (names []string) {
	if t.Head != 1 || len(t.Rows) < 2 || len(t.Rows[0]) < 3 {
		return nil
	}
	for i, cell := range t.Rows[0] {
		name := OneLine(cell.String(), "")
		if name == "" && i > 0 {
			return nil
		}
		names = append(names, name)
	}
	if joined(t) {
		return nil
	}
	return names
}

// joined tells whether a table has a cell that takes in others: its rows do not stand alone.
func joined(t *editions.Table) bool {
	for r, row := range t.Rows {
		for c := range row {
			if e := t.Extent(r, c); e.Across != 1 || e.Down != 1 {
				return true
			}
		}
	}
	return false
}

// role is the attribute of a part of a table that may turn into cards.
func (in *inline) role(name string) string {
	if in.columns == nil {
		return ""
	}
	return name
}

// column is what a cell in the body of such a table says of its column.
func (in *inline) column(cell string, col int) string {
	if cell != "td" || col >= len(in.columns) {
		return ""
	}
	return in.columns[col]
}

// cellRole is the role of a cell by its element.
func (in *inline) cellRole(cell string) string {
	if cell == "th" {
		return in.role("columnheader")
	}
	return in.role("cell")
}
