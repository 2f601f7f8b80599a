package pdf

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// plateInk is an ink of a page, full, with its name.
type plateInk struct {
	name  string
	color page.Color
}

// processInks are the process inks as plates are called.
var processInks = [4]plateInk{
	{"Cyan", page.Color{C: 10000}}, {"Magenta", page.Color{M: 10000}}, {"Yellow", page.Color{Y: 10000}}, {"Black", page.Black},
}

// plates lists the inks that a page is printed in. Where nothing says so, they are the process
// inks and the spot inks that stand on it.
func (s *sheet) plates() (out []plateInk) {
	p := s.page
	used := s.spotsUsed()
	for k, ink := range processInks {
		if p.Plate != nil && p.Plate.Inks != nil && !slices.Contains(p.Plate.Inks, ink.name) {
			continue
		}
		if p.Inks.All() || p.Inks.Process&(1<<k) != 0 {
			out = append(out, ink)
		}
	}
	for i, spot := range s.doc.Spots {
		n := uint16(i + 1)
		named := p.Plate != nil && slices.Contains(p.Plate.Inks, spot.Name)
		if named || used[n] && p.Inks.Has(n) {
			out = append(out, plateInk{spot.Name, page.Color{Spot: n, Tint: 10000}})
		}
	}
	return out
}

// spotsUsed are the spot inks on a page.
func (s *sheet) spotsUsed() map[uint16]bool {
	used := map[uint16]bool{}
	note := func(k page.Color) { used[k.Spot] = true }
	page.Walk(s.page.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		switch it := it.(type) {
		case *page.Text:
			note(it.Color)
		case *page.Rule:
			note(it.Color)
		case *page.Path:
			if it.Fill != nil {
				note(*it.Fill)
			}
			if it.Stroke != nil {
				note(*it.Stroke)
			}
		case *page.Image:
			note(it.Ink)
		}
	})
	return used
}

// every is the colour of what stands on every plate of a page: of all inks, or where it is
// printed in some alone those, spot inks first, so that black overprints them.
func (s *sheet) every() []page.Color {
	plates := s.plates()
	process := 0
	for _, ink := range plates {
		process += b2i(ink.color.Spot == 0)
	}
	if process == len(processInks) {
		return []page.Color{registration}
	}
	var out []page.Color
	sum := page.Color{}
	for _, ink := range plates {
		k := ink.color
		if k.Spot > 0 {
			out = append(out, k)
			continue
		}
		sum.C, sum.M, sum.Y, sum.K = sum.C+k.C, sum.M+k.M, sum.Y+k.Y, sum.K+k.K
	}
	if sum != (page.Color{}) {
		out = append(out, sum)
	}
	if len(out) == 0 {
		return []page.Color{page.Black}
	}
	return out
}

// prints tells whether a page has the inks of a colour.
func (s *sheet) prints(k page.Color) bool {
	for i, v := range [4]uint16{k.C, k.M, k.Y, k.K} {
		if v > 0 && !slices.ContainsFunc(s.plates(), func(p plateInk) bool { return p.name == processInks[i].name }) {
			return false
		}
	}
	return true
}

// strip is a row of patches along the sheet, again and again as far as there is room, so that every
// zone of ink keys has some: of each ink the solid and three tints, the overprints of solids,
// and pairs of greys. Patches keep off the other marks.
func (s *sheet) strip(bleed unit.Rect) {
	series := s.series()
	if len(series) == 0 {
		return
	}
	t, y := s.page.Trim, s.patchesAt(bleed)
	busy := s.busy()
	for x, i := t.X+12*unit.Pt, 0; x+patchSide <= t.Right()-12*unit.Pt; x += patchSide {
		if clash := slices.ContainsFunc(busy, func(b [2]unit.Length) bool { return x < b[1] && x+patchSide > b[0] }); clash {
			continue
		}
		if i == len(series) { // a patch of paper, and again
			i = 0
			continue
		}
		s.patch(x, y, series[i])
		i++
	}
}

// busy are the stretches of head and foot where other marks stand.
func (s *sheet) busy() (out [][2]unit.Length) {
	m := s.opt.Press.Marks
	around := func(x, off unit.Length) { out = append(out, [2]unit.Length{x - off, x + off}) }
	if m.Crop {
		xs, _ := s.cuts()
		for _, c := range xs {
			around(c.at, 2*unit.Pt)
		}
	}
	if m.Fold && s.page.Plate != nil {
		for _, x := range s.page.Plate.FoldX {
			around(x, 2*unit.Pt)
		}
	}
	if m.Center {
		around(s.page.Bleed.X+s.page.Bleed.W/2, cropLength/3+2*unit.Pt)
	}
	if m.Registration {
		around(s.middle(), cropLength/2+2*unit.Pt)
	}
	return out
}

// series are the patches of a strip: what strips of offset presses have in common (solids, tints,
// overprints, greys). CY/T 197-2019 was not at hand: no order or size of patches is taken from it.
func (s *sheet) series() (out []page.Color) {
	add := func(k page.Color) {
		if s.prints(k) {
			out = append(out, k)
		}
	}
	if s.opt.Press.Marks.Strip {
		for _, ink := range s.plates() {
			for _, tint := range [...]uint16{10000, 7500, 5000, 2500} {
				out = append(out, tinted(ink.color, tint))
			}
		}
		for _, k := range []page.Color{{C: 10000, M: 10000}, {C: 10000, Y: 10000}, {M: 10000, Y: 10000}, {C: 10000, M: 10000, Y: 10000}} {
			if total := int(k.C) + int(k.M) + int(k.Y); total <= s.opt.Press.limit()*100 {
				add(k)
			}
		}
	}
	if s.opt.Press.Marks.GreyBalance {
		for _, pair := range s.greys {
			if s.prints(pair[0]) {
				out = append(out, pair[0], pair[1])
			}
		}
	}
	return out
}

func tinted(k page.Color, tint uint16) page.Color {
	of := func(v uint16) uint16 { return uint16(uint32(v) * uint32(tint) / 10000) }
	return page.Color{C: of(k.C), M: of(k.M), Y: of(k.Y), K: of(k.K), Spot: k.Spot, Tint: of(k.Tint)}
}

// limit is the most ink in pictures and patches, in percent.
func (p Press) limit() int {
	if p.InkLimit == 0 {
		return 220
	}
	return p.InkLimit
}

// greys are pairs of a grey of three inks and the tint of black that looks as light, by the
// profile of the press; none where that cannot tell.
func (p Press) greys() (out [][2]page.Color) {
	icc, err := p.profile()
	if err != nil {
		return nil
	}
	amount := func(v float64) uint16 { return uint16(v*10000 + 0.5) }
	for _, k := range [...]float64{0.25, 0.5, 0.75} {
		cmy, err := color.Grey(icc, k)
		if err != nil {
			return nil
		}
		out = append(out, [2]page.Color{{C: amount(cmy[0]), M: amount(cmy[1]), Y: amount(cmy[2])}, {K: amount(k)}})
	}
	return out
}
