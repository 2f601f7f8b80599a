package makeup

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"banxin/editions"
)

// TestSharing shares out stories of known sizes: each page has about its part, those that name a section stand
// there, and an order that is said goes on from page to page.
func TestSharing(t *testing.T) {
	page := func(section string) share { return share{section: section, room: 400} }
	for _, c := range []struct {
		what     string
		pages    []share
		takes    []int
		sections []string
		ranked   bool
		want     string // what each page has
		off      int    // by how much a page may miss its part
	}{
		{"a story a page", []share{page(""), page(""), page("")}, []int{60, 60, 60}, nil, false, "[[0] [1] [2]]", 0},
		{"fewer stories than pages", []share{page(""), page(""), page("")}, []int{60, 40}, nil, false, "[[0] [1] []]", 40},
		{"long ones first", []share{page(""), page("")}, []int{150, 140, 60, 50, 40, 30}, nil, false, "", 10},
		{"a great one", []share{page(""), page(""), page("")}, []int{300, 20, 20, 20, 20, 20}, nil, false, "", 200},
		{"in their order", []share{page(""), page("")}, []int{50, 50, 50, 50, 50, 50}, nil, true, "[[0 1 2] [3 4 5]]", 0},
		{"sections", []share{page("要闻"), page("体育")}, []int{60, 60, 60, 60}, []string{"体育", "", "要闻", "体育"}, false, "[[1 2] [0 3]]", 0},
		{"a full section", []share{page("要闻"), page("体育"), page("副刊")}, []int{200, 150, 40, 40}, []string{"体育", "体育", "", ""}, false, "[[2] [0 1] [3]]", 0},
		{"two pages of a section", []share{page("要闻"), page("体育"), page("体育")}, []int{90, 90, 90}, []string{"体育", "体育", ""}, false, "[[2] [0] [1]]", 0},
		{"a section of no page", []share{page("要闻"), page("体育")}, []int{90, 90}, []string{"财经", ""}, false, "[[0] [1]]", 0},
	} {
		var parcels []parcel
		for i := range c.takes {
			s := &editions.Story{ID: fmt.Sprint(i), Ranked: c.ranked, Rank: i}
			if c.sections != nil {
				s.Section = c.sections[i]
			}
			parcels = append(parcels, parcel{stories: []*editions.Story{s}, rank: i})
		}
		s := newSharing(c.pages, parcels, c.takes)
		s.deal()
		s.level()
		on := make([][]int, len(c.pages))
		for i, p := range s.at {
			on[p] = append(on[p], i)
		}
		if got := fmt.Sprint(on); c.want != "" && got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
		for i, p := range s.pages {
			has := 0
			for _, k := range on[i] {
				has += c.takes[k]
			}
			if off := max(p.part-has, has-p.part); has != p.has || off > c.off {
				t.Errorf("%s: page %d has %d (%d), its part is %d", c.what, i+1, has, p.has, p.part)
			}
			if len(on[i]) == 0 && len(c.takes) >= len(c.pages) {
				t.Errorf("%s: page %d has nothing", c.what, i+1)
			}
		}
	}
}

// TestAutoShared makes up pages for which there is little copy: each has some, one about as much as the other,
// the first story leads the front, and those of a section stand on its page.
func TestAutoShared(t *testing.T) {
	ed, cat := front(t, 9, 6, false, false)
	for n := 2; n <= 4; n++ {
		pg := *ed.Pages[0]
		pg.Number, pg.Name = n, fmt.Sprint(n)
		ed.Pages = append(ed.Pages, &pg)
	}
	ed.Pages[2].Section = "体育"
	ed.Stories[6].Section, ed.Stories[7].Section = "体育", "体育"
	v := Auto(ed, cat, 1)
	if len(v) != 1 || len(v[0].Made) != len(ed.Pages) {
		t.Fatalf("%d versions: %+v", len(v), v)
	}
	least, most := v[0].Made[0].Empty, v[0].Made[0].Empty
	for _, m := range v[0].Made {
		least, most = min(least, m.Empty), max(most, m.Empty)
		if sport := slices.Contains(m.Stories, "s6") && slices.Contains(m.Stories, "s7"); sport != (m.Page == 3) || len(m.Stories) == 0 {
			t.Errorf("page %d: %v", m.Page, m.Stories)
		}
	}
	if all := v[0].Made[0].All; 100*(most-least) > 15*all {
		t.Errorf("%d to %d of %d lines are empty", least, most, all)
	}
	if v[0].Made[0].Stories[0] != "s0" {
		t.Errorf("the front: %v", v[0].Made[0].Stories)
	}
	whole(t, "shared", v[0].Edition, compose(t, v[0].Edition, cat))
}

// levelled is what level makes, by looking at every change after each.
func levelled(s *sharing) {
	stays := func(i int) bool { return s.parcels[i].stories[0].Ranked || slices.Index(s.at, s.at[i]) == i }
	for range mostMoves {
		best := change{}
		for i := range s.parcels {
			for p := range s.pages {
				if p == s.at[i] || !s.may(i, p) || stays(i) {
					continue
				}
				if gain := s.gain(i, p, 0); gain > best.gain {
					best = change{gain, i, p, -1}
				}
				for k := range s.parcels {
					if s.at[k] != p || stays(k) || !s.may(k, s.at[i]) {
						continue
					}
					if gain := s.gain(i, p, s.takes[k]); gain > best.gain {
						best = change{gain, i, p, k}
					}
				}
			}
		}
		if best.gain == 0 {
			return
		}
		s.make(best)
	}
}

// TestLevelTwin levels papers made at random as they are levelled where every change is looked at.
func TestLevelTwin(t *testing.T) {
	moved := 0
	for seed := range int64(60) {
		shared := func() *sharing {
			r := rand.New(rand.NewSource(seed))
			var pages []share
			for range 2 + r.Intn(5) {
				pages = append(pages, share{section: []string{"", "要闻", "体育"}[r.Intn(3)], room: 300 + r.Intn(200)})
			}
			var parcels []parcel
			var takes []int
			for i := range 5 + r.Intn(30) {
				st := &editions.Story{ID: fmt.Sprint(i), Rank: i, Ranked: r.Intn(6) == 0, Section: []string{"", "", "要闻", "体育", "财经"}[r.Intn(5)]}
				parcels, takes = append(parcels, parcel{stories: []*editions.Story{st}, rank: i}), append(takes, 10*(2+r.Intn(9)))
			}
			s := newSharing(pages, parcels, takes)
			for i := range parcels {
				for s.put(i, r.Intn(len(pages))); !s.may(i, s.at[i]); {
					s.take(i)
					s.put(i, r.Intn(len(pages)))
				}
			}
			return s
		}
		s, twin := shared(), shared()
		was := slices.Clone(s.at)
		s.level()
		levelled(twin)
		if !slices.Equal(s.at, twin.at) {
			t.Fatalf("seed %d: %v, not %v", seed, s.at, twin.at)
		}
		for i := range was {
			if was[i] != s.at[i] {
				moved++
			}
		}
	}
	if moved < 100 {
		t.Errorf("only %d parcels move: the test says little", moved)
	}
}
