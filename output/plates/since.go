package plates

import (
	"slices"
)

// Change is a plate that is to be made anew.
type Change struct {
	Page int     `json:"page"`
	Ink  string  `json:"ink"`
	Why  string  `json:"why"` // changed, new, gone or size
	X    float64 `json:"x_mm,omitempty"`
	Y    float64 `json:"y_mm,omitempty"` // the box around all that changed, from the upper left corner of the trim
	W    float64 `json:"w_mm,omitempty"`
	H    float64 `json:"h_mm,omitempty"`
	Most float64 `json:"most,omitempty"` // the greatest change of a pixel, percent of ink
	Area float64 `json:"area_mm2,omitempty"`
}

// Why plates are made anew.
const (
	Changed = "changed" // what the plate prints is another
	New     = "new"     // the page, or its ink, was not there
	Gone    = "gone"    // nothing is printed with the ink any more, or the page is gone
	Resized = "size"    // the page has another size
)

// DefaultBound is the least change of a pixel that makes a plate another, in percent of ink.
// Our files have none where nothing changed, other makers' that place type anew by a hundredth
// of a point some two; a full stop that comes or goes at 100 ppi changes pixels by 30 and more.
const DefaultBound = 6

// Compare lists the plates that differ between a page as it was and as it is. Nil: it was not,
// or is no more.
func Compare(was, is *Sheet, bound float64) (out []Change) {
	switch {
	case was == nil && is == nil:
		return nil
	case was == nil:
		return used(is, New)
	case is == nil:
		return used(was, Gone)
	case was.W != is.W || was.H != is.H:
		return used(is, Resized)
	}
	blank := make([]uint8, is.W*is.H)
	find := func(s *Sheet, name string) ([]uint8, bool) {
		i := slices.IndexFunc(s.Inks, func(k Ink) bool { return k.Name == name })
		if i < 0 {
			return blank, false
		}
		return s.Inks[i].Pix, s.Used(i)
	}
	var names []string
	for _, s := range []*Sheet{is, was} {
		for _, k := range s.Inks {
			if !slices.Contains(names, k.Name) {
				names = append(names, k.Name)
			}
		}
	}
	least := max(int(bound*255/100+0.5), 1)
	for _, name := range names {
		a, had := find(was, name)
		b, has := find(is, name)
		c, ok := difference(is, a, b, least)
		if !ok {
			continue
		}
		c.Page, c.Ink, c.Why = is.Number, name, Changed
		if !had {
			c.Why = New
		} else if !has {
			c.Why = Gone
		}
		out = append(out, c)
	}
	return out
}

// used lists all plates of a page that print something.
func used(s *Sheet, why string) (out []Change) {
	for i, k := range s.Inks {
		if s.Used(i) {
			out = append(out, Change{Page: s.Number, Ink: k.Name, Why: why})
		}
	}
	return out
}

// difference finds the pixels that changed.
func difference(s *Sheet, a, b []uint8, least int) (c Change, any bool) {
	x0, y0, x1, y1, most, count := s.W, s.H, 0, 0, 0, 0
	for y := range s.H {
		was, is := a[y*s.W:][:s.W], b[y*s.W:][:s.W]
		for x, v := range is {
			d := int(v) - int(was[x])
			if d = max(d, -d); d < least {
				continue
			}
			most, count = max(most, d), count+1
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
		}
	}
	if count == 0 {
		return c, false
	}
	c.X, c.Y = tenth(s.MM(x0-s.Trim.X0)), tenth(s.MM(y0-s.Trim.Y0))
	c.W, c.H = tenth(s.MM(x1-x0)), tenth(s.MM(y1-y0))
	c.Most, c.Area = tenth(float64(most)*100/255), hundredth(float64(count)*s.MM(1)*s.MM(1))
	return c, true
}
