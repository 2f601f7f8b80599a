package epaper

import (
	"cmp"
	"slices"
	"strconv"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/zones"
)

// zone is where an article stands on a page: a polygon for each place of its pieces.
type zone struct {
	article *article
	orders  []int
	rects   []unit.Rect
	pieces  []polygon // of the rects, as they are drawn
}

// entry is where the index of a page names an article.
type entry struct {
	article *article
	place   polygon
}

// polygon is a closed line in parts of the page.
type polygon []point

// point is a place on the page from its upper left corner, in 1/10000 of its width and
// height.
type point struct{ x, y fraction }

type fraction int

// MarshalJSON writes a fraction as a number from 0 to 1.
func (f fraction) MarshalJSON() ([]byte, error) {
	s := strconv.FormatInt(int64(f), 10)
	switch {
	case f <= 0:
		return []byte("0"), nil
	case f >= 10000:
		return []byte("1"), nil
	}
	return []byte("0." + "0000"[len(s):] + s), nil
}

// MarshalJSON writes a point as [x, y].
func (p point) MarshalJSON() ([]byte, error) {
	x, _ := p.x.MarshalJSON()
	y, _ := p.y.MarshalJSON()
	return []byte("[" + string(x) + "," + string(y) + "]"), nil
}

// addZones reads the marks of the pages.
func (p *paper) addZones() {
	byID := map[string]*article{}
	for _, a := range p.articles {
		byID[a.story.ID] = a
	}
	for _, s := range p.sheets {
		s.read(s.page.Items, byID)
		s.padZones()
		slices.SortStableFunc(s.zones, func(a, b *zone) int {
			return cmp.Compare(slices.Index(p.articles, a.article), slices.Index(p.articles, b.article))
		})
		for _, z := range s.zones {
			z.article.on = append(z.article.on, s)
		}
	}
	for _, a := range p.articles {
		if len(a.on) == 0 { // nothing of it could be set
			a.on = []*sheet{a.sheet}
		}
	}
}

func (s *sheet) read(items []page.Item, byID map[string]*article) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			s.read(it.Items, byID)
		case *page.Mark:
			a := byID[it.ID]
			switch {
			case a == nil || !it.Open:
			case it.Role == page.RoleStory:
				s.addPiece(a, it)
			case it.Role == page.RoleEntry:
				s.entries = append(s.entries, entry{a, s.polygon(it.Rect)})
			}
		}
	}
}

func (s *sheet) addPiece(a *article, m *page.Mark) {
	var rects []unit.Rect
	for _, r := range m.Places() {
		if r = r.Intersect(s.page.Trim); !r.Empty() {
			rects = append(rects, r)
		}
	}
	if len(rects) == 0 {
		return
	}
	i := slices.IndexFunc(s.zones, func(z *zone) bool { return z.article == a })
	if i < 0 {
		i = len(s.zones)
		s.zones = append(s.zones, &zone{article: a})
	}
	z := s.zones[i]
	for _, r := range rects {
		z.orders, z.rects = append(z.orders, m.Order), append(z.rects, r)
	}
}

// padZones draws the zones of the page, a little beyond what they hold.
func (s *sheet) padZones() {
	var places []zones.Place
	for i, z := range s.zones {
		for _, r := range z.rects {
			places = append(places, zones.Place{Story: i, Rect: r})
		}
	}
	padded := zones.Padded(places, s.page.Trim)
	for _, z := range s.zones {
		for range z.rects {
			z.pieces, padded = append(z.pieces, s.polygon(padded[0])), padded[1:]
		}
	}
}

func (s *sheet) polygon(r unit.Rect) polygon {
	part := func(l, of unit.Length) fraction { return fraction(l.MulDiv(10000, max(1, int64(of)))) }
	t := s.page.Trim
	x0, y0, x1, y1 := part(r.X, t.W), part(r.Y, t.H), part(r.Right(), t.W), part(r.Bottom(), t.H)
	return polygon{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}
