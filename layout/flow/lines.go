package flow

import (
	"cmp"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// thicknesses are those of the kinds of rules unless a look says another: of the whole, of
// kinds that are more than one line.
var thicknesses = [...]unit.Length{
	editions.LineUsual: unit.Pt * 3 / 10, editions.LineFine: unit.Pt * 3 / 10, editions.LineThick: 2 * unit.Pt, editions.LineDouble: 2 * unit.Pt, editions.LineThickThin: 3 * unit.Pt,
	editions.LineDotted: unit.Pt * 8 / 10, editions.LineDashed: unit.Pt / 2, editions.LineWavy: unit.Pt / 2, editions.LineNone: 0,
}

// strokes are how the display list draws kinds of rules that it knows.
var strokes = map[editions.LineKind]page.Stroke{editions.LineDouble: page.Double, editions.LineDotted: page.Dotted, editions.LineDashed: page.Dashed, editions.LineWavy: page.Wavy}

// line draws a rule: 文武线 as a thick line and, after it in reading direction, a thin one.
func line(kind editions.LineKind, width unit.Length, c page.Color, from, to unit.Point) []page.Item {
	if kind == editions.LineNone {
		return nil
	}
	least := finestIn(c)
	width = max(cmp.Or(width, thicknesses[kind]), least)
	if kind == editions.LineDouble {
		width = max(width, 3*least)
	}
	if kind != editions.LineThickThin {
		return []page.Item{&page.Rule{From: from, To: to, Width: width, Color: c, Style: strokes[kind]}}
	}
	thick, thin := max(width/2, least), max(width/6, least)
	off := func(by unit.Length) unit.Point {
		if from.Y == to.Y {
			return unit.Point{Y: by}
		}
		return unit.Point{X: by}
	}
	first, last := off(thick/2-width/2), off(width/2-thin/2)
	return []page.Item{
		&page.Rule{From: from.Add(first), To: to.Add(first), Width: thick, Color: c},
		&page.Rule{From: from.Add(last), To: to.Add(last), Width: thin, Color: c},
	}
}

// finestIn is the thinnest line in a colour: of several inks it is twice as thick (GWG 2015).
func finestIn(c page.Color) unit.Length {
	if c.Several() {
		return unit.Pt / 2
	}
	return finest
}

// thickness is how thick a rule of a kind is in all.
func thickness(kind editions.LineKind, width unit.Length) unit.Length {
	if kind == editions.LineNone {
		return 0
	}
	return max(cmp.Or(width, thicknesses[kind]), finest)
}

// lookLine draws the rule of a look.
func lookLine(pal *Palette, l editions.LineLook, from, to unit.Point) []page.Item {
	return line(l.Kind, l.Width, pal.Color(l.Color), from, to)
}
