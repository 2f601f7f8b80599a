package makeup

import (
	"slices"
	"strings"
)

// A skeleton is how zones lie on a page, drawn as templates are: a letter is a zone, rows are as
// high as what stands in them wants. A has the first story at its head, B the second, F is the strip at the
// foot; the others take what comes. None has a gutter from head to foot, and one over all columns only above a
// strip, or below a first story that has the whole width.
type skeleton struct {
	zones   []zone
	drawing string
	rows    int
	columns int
}

// zone is a rectangle of a skeleton.
type zone struct {
	letter    byte
	col, cols int
	from, to  int // rows, the last one not in it
	parcels   int // at most
}

// drawings are the skeletons of pages by their numbers of columns. Other widths have those of
// eight columns and of six drawn narrower or wider.
var drawings = map[int][]string{
	8: {
		"AAAAABBB FFFFFFFF",          // the lead over five of eight, the second beside it
		"AAAAABBB ccMMMBBB ccFFFFFF", // windmills: no gutter goes through
		"AAAAABBB cccMMBBB cccFFFFF",
		"AAAAABBB ccccMBBB ccccFFFF",
		"AAAAAABB ccMMMMBB ccFFFFFF", // the lead over six
		"AAAAAABB cccMMMBB cccFFFFF",
		"AAAAAABB FFFFFFFF",
		"AAAAABBd AAAAABBd FFFFFFFF", // a column of briefs at the right
		"AAAAABBB AAAAAMdd FFFFFFdd", // the right column stands, the strip ends at it
		"AAAAABBB AAAAAMMd FFFFFFFd",
		"AAAAAccc BBBddccc FFFFFFFF", // the second below the lead
		"AAAAAAcc BBBBddcc FFFFFFFF",
		"AAAAAAcc BBBBddcc BBBBFFFF",
		"AAAAAccc BBBddccc BBBFFFFF",
		"AAAAAccc BBBBdccc BBBBFFFF",
		"AAAAAAcc BBBdddcc BBBFFFFF",
		"AAAAAAAA BBBBBccc FFFFFFFF", // the lead over all columns
		"AAAAAAAA BBBBBccc BBBBBddd",
		"AAAAAAAA BBBccddd BBBFFFFF",
	},
	6: {
		"AAAABB FFFFFF",
		"AAAABB ccMMBB ccFFFF",
		"AAAABB cMMMBB cFFFFF",
		"AAAABB cccMBB cccFFF",
		"AAAABB AAAAMd FFFFFd",
		"AAAAcc BBddcc FFFFFF",
		"AAAAcc BBBdcc FFFFFF",
		"AAAAAd BBBccd FFFFFF",
		"AAAAAc BBBddc BBBFFF",
		"AAAAAc BBBBdc BBBBFF",
		"AAAAcc BBBdcc BBBFFF",
		"AAAAcc BBddcc BBFFFF",
		"AAAAAA BBBccc FFFFFF",
		"AAAAAA BBBBcc FFFFFF",
		"AAAAAA BBBccc BBBddd",
		"AAAAAA BBBBcc BBBBdd",
		"AAABBc FFFFFF",
		"AAAABd AAAABd FFFFFF",
	},
}

// small are those of pages of few stories, in parts of six.
var small = []string{"AAAAAA", "AAAAAA BBBBBB", "AAAABB", "AAAAAA BBBccc", "AAAABB FFFFFF", "AAABBB"}

// skeletons lists those of so many columns, for so many parcels, of which there is room for few or many.
func skeletons(columns, parcels int, few bool) []*skeleton {
	from := drawings[columns]
	if from == nil {
		from = slices.Concat(drawings[8], drawings[6])
	}
	var out []*skeleton
	seen := map[string]bool{}
	if few {
		from = append(slices.Clone(from), small...)
	}
	for _, d := range from {
		rows := strings.Fields(d)
		for i := range rows {
			rows[i] = scaled(rows[i], columns)
		}
		if key := strings.Join(rows, " "); !seen[key] {
			seen[key] = true
			if s := newSkeleton(rows, d); s != nil && len(s.zones) <= parcels {
				out = append(out, s)
			}
		}
	}
	return out
}

// scaled draws a row in so many columns.
func scaled(row string, columns int) string {
	out := make([]byte, columns)
	for i := range out {
		out[i] = row[(2*i+1)*len(row)/(2*columns)]
	}
	return string(out)
}

// newSkeleton reads a drawing; nil when one of its zones is lost in so few columns, or the first is
// less than half of them wide.
func newSkeleton(rows []string, drawing string) *skeleton {
	s := &skeleton{drawing: strings.Join(rows, " "), rows: len(rows), columns: len(rows[0])}
	at := map[byte]int{}
	for r, row := range rows {
		for c := range len(row) {
			l := row[c]
			i, ok := at[l]
			if !ok {
				i = len(s.zones)
				at[l] = i
				s.zones = append(s.zones, zone{letter: l, col: c, from: r, parcels: mostInZone})
			}
			z := &s.zones[i]
			z.cols, z.to = max(z.cols, c-z.col+1), r+1
		}
	}
	if 2*s.zones[0].cols < s.columns {
		return nil
	}
	for i := range len(drawing) {
		if l := drawing[i]; l != ' ' {
			if _, ok := at[l]; !ok {
				return nil
			}
		}
	}
	return s
}

// mostInZone is how many parcels a zone takes at the most.
const mostInZone = 6
