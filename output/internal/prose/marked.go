package prose

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/output/internal/screen"
)

// underClasses are the classes of marked text, in the order of the style sheet, where a
// later one's line wins.
var underClasses = [...]struct {
	mark  editions.Marks
	class string
}{{editions.Underlined, "under"}, {editions.Deceased, "dead"}, {editions.ProperName, "name"}, {editions.BookTitle, "book"}}

const underMarks = editions.Underlined | editions.Deceased | editions.ProperName | editions.BookTitle

// marked returns the classes of a run with a line of its own, or "". next is the run
// after it: two names that touch stand a little apart (clreq 3.1.8).
func marked(r editions.Run, next *editions.Run) string {
	if r.LatinTitle() { // in italics instead
		r.Marks &^= editions.BookTitle
	}
	if r.Marks&underMarks == 0 {
		return ""
	}
	var classes []string
	for _, u := range underClasses {
		if r.Marks&u.mark != 0 {
			classes = append(classes, u.class)
		}
	}
	if next != nil && !next.Joined && next.Marks&r.Marks&underMarks != 0 {
		classes = append(classes, "apart")
	}
	return strings.Join(classes, " ")
}

// leastContrast is what text must have against what is behind it (WCAG 2.2, 1.4.3).
const leastContrast = 4.5

// tint is the style of text in front of a colour of the paper: black, so that it can be
// read in a dark book too. A colour too dark for black text gives none.
func tint(c editions.InkColor) string {
	ink := page.Color{C: c.C, M: c.M, Y: c.Y, K: c.K}
	var spots []page.Spot
	if c.Spot != "" {
		spots = []page.Spot{{Name: c.Spot, Alt: ink}}
		ink = page.Color{Spot: 1, Tint: c.Tint}
	}
	rgb := screen.Color(ink, spots)
	if screen.Contrast(rgb, screen.RGB{}) < leastContrast {
		return ""
	}
	return fmt.Sprintf("background-color:#%02x%02x%02x;color:#000000", rgb[0], rgb[1], rgb[2])
}
