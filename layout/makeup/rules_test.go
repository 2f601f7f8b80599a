package makeup

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/editions"
)

func textOf(s string) editions.Text {
	return editions.Text{Runs: []editions.Run{{Text: s}}}
}

// TestLed: what would lead a page is news, moved before what is not; where there is none, or the story
// says its order itself, all stay.
func TestLed(t *testing.T) {
	long := []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(1)), 400)}}
	short := []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(1)), 115)}}
	sorts := map[byte]editions.Story{
		'n': {Blocks: long}, 'f': {Genre: "特写", Blocks: long}, 'c': {Genre: "评论", Blocks: long}, 'r': {Genre: "评论", Blocks: long, Ranked: true}, 's': {Blocks: short}, 'p': {Genre: "诗歌", Blocks: long},
	}
	for _, c := range []struct{ from, want string }{
		{"nc", "nc"}, {"cn", "nc"}, {"pcnf", "npcf"}, {"cf", "fc"}, {"cp", "cp"}, {"rn", "rn"}, {"sn", "ns"}, {"bn", "nb"}, {"Bn", "nB"}, {"", ""}, {"c", "c"}, {"nn", "nn"},
	} {
		var in []parcel
		for i := range c.from {
			s := sorts[c.from[i]]
			if c.from[i]|32 == 'b' { // briefs that are gathered, and have their order said
				s = editions.Story{Blocks: long, Ranked: c.from[i] == 'B'}
			}
			s.ID = c.from[i : i+1]
			in = append(in, parcel{stories: []*editions.Story{&s}, gathered: c.from[i]|32 == 'b'})
		}
		got := ""
		for _, u := range led(in) {
			got += u.stories[0].ID
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.from, got, c.want)
		}
	}
}

// TestCheapest: of the cuts on a shelf the lowest are kept, and of the others the cheapest, of those that
// cost the same the lower; in the order of heights.
func TestCheapest(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	part := &cut{}
	for n := range 300 {
		s := &shelf{byHeight: make([][cutKinds]pair, 1+r.Intn(40))}
		type place struct {
			h    int
			k    cutKind
			cost int
		}
		var all []place
		for h := range s.byHeight {
			for k := range cutKinds {
				for range r.Intn(3) { // the cheaper of what is put there stays
					s.put(h, k, pair{r.Intn(12), part, part})
				}
				if p := s.byHeight[h][k]; p.x != nil {
					all = append(all, place{h, k, p.cost})
				}
			}
		}
		keep := 1 + r.Intn(8)
		var want []place
		if want = all; len(all) > keepLow {
			others := slices.Clone(all[keepLow:])
			slices.SortStableFunc(others, func(a, b place) int { return a.cost - b.cost })
			want = slices.Concat(all[:keepLow], others[:min(keep, len(others))])
			slices.SortFunc(want, func(a, b place) int { return (a.h-b.h)*int(cutKinds) + int(a.k) - int(b.k) })
		}
		var got []place
		for _, c := range s.cheapest(3, keep) {
			if got = append(got, place{c.h, c.kind, c.cost}); c.w != 3 || c.parts != [2]*cut{part, part} {
				t.Fatalf("%d: %+v", n, c)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%d: of %v\nthe cheapest %d are\n%v, want\n%v", n, all, keep, got, want)
		}
	}
}

// TestPut: of two cuts of a height the cheaper stays, of those that cost the same the first.
func TestPut(t *testing.T) {
	s := &shelf{byHeight: make([][cutKinds]pair, 2)}
	a, b := &cut{}, &cut{}
	for _, c := range []struct {
		p    pair
		want *cut
	}{{pair{5, a, a}, a}, {pair{6, b, b}, a}, {pair{5, b, b}, a}, {pair{4, b, b}, b}} {
		if s.put(1, 0, c.p); s.byHeight[1][0].x != c.want {
			t.Errorf("after one that costs %d: %+v", c.p.cost, s.byHeight[1][0])
		}
	}
}

// TestLevelled: when parcels have been shared out, no parcel that may leave its page, alone or in exchange
// for another, brings pages nearer to their parts; what pages are said to have is what stands on them.
func TestLevelled(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for n := range 300 {
		pages := make([]share, 1+r.Intn(4))
		for i := range pages {
			pages[i] = share{room: 100 + r.Intn(400), section: []string{"", "体育", "副刊"}[r.Intn(3)]}
		}
		var parcels []parcel
		takes := make([]int, r.Intn(12))
		for i := range takes {
			takes[i] = 10 + r.Intn(150)
			st := &editions.Story{ID: fmt.Sprint(i), Ranked: r.Intn(4) == 0, Section: []string{"", "", "体育", "财经"}[r.Intn(4)]}
			parcels = append(parcels, parcel{stories: []*editions.Story{st}, rank: i})
		}
		s := newSharing(pages, parcels, takes)
		s.deal()
		s.level()
		has, count := make([]int, len(pages)), make([]int, len(pages))
		miss := func(at []int) (sum int) {
			has := make([]int, len(pages))
			for i, p := range at {
				has[p] += takes[i]
			}
			for p := range pages {
				sum += (s.pages[p].part - has[p]) * (s.pages[p].part - has[p])
			}
			return sum
		}
		for i, p := range s.at {
			if !s.may(i, p) {
				t.Fatalf("%d: parcel %d of %q stands on page %d of %q", n, i, parcels[i].stories[0].Section, p, pages[p].section)
			}
			has[p], count[p] = has[p]+takes[i], count[p]+1
		}
		first := make([]bool, len(pages))
		var may []int
		for i, p := range s.at {
			if first[p] && !parcels[i].stories[0].Ranked {
				may = append(may, i)
			}
			first[p] = true
		}
		now := miss(s.at)
		for _, i := range may {
			for p := range pages {
				if at := slices.Clone(s.at); p != at[i] && s.may(i, p) {
					if at[i] = p; miss(at) < now {
						t.Fatalf("%d: parcel %d would stand better on page %d: %v", n, i, p, s.at)
					}
					for _, k := range may {
						if back := slices.Clone(at); s.at[k] == p && s.may(k, s.at[i]) {
							if back[k] = s.at[i]; miss(back) < now {
								t.Fatalf("%d: parcels %d and %d would better change places: %v", n, i, k, s.at)
							}
						}
					}
				}
			}
		}
		for p := range pages {
			if s.pages[p].has != has[p] || s.pages[p].parcels != count[p] {
				t.Fatalf("%d: page %d has %d in %d, said to be %d in %d", n, p, has[p], count[p], s.pages[p].has, s.pages[p].parcels)
			}
		}
	}
}

// TestLinesByThemselves: lines of verse, of lists and signatures count with their markers and what they
// stand in; the longest of those that can stand in one line, and how many a column breaks.
func TestLinesByThemselves(t *testing.T) {
	u := parcel{stories: []*editions.Story{{Blocks: []editions.Block{
		&editions.Paragraph{Text: textOf("一段正文不是自成一行的，多长都不算在内的一段正文不是自成一行的")},
		&editions.Paragraph{Kind: editions.VerseText, Text: textOf("船过第三座桥\n灯就慢慢地暗了下来")},
		&editions.List{Items: []editions.ListItem{{Marker: "1.", Text: textOf("收渡船票")}, {Marker: "•", Text: textOf(strings.Repeat("水", mostMeasure))}}},
		&editions.Paragraph{Kind: editions.SignoffText, Text: textOf("渡口管理所")},
	}}}}
	var got []int
	u.lengths(func(n int) { got = append(got, n) })
	if want := []int{6, 9, 8}; !slices.Equal(got[:3], want) || len(got) != 5 || got[3] <= mostMeasure || got[4] != 8 {
		t.Errorf("lines of %v characters", got)
	}
	if u.longest() != 9 {
		t.Errorf("the longest has %d", u.longest())
	}
	for chars, want := range map[int]int{5: 4, 6: 3, 8: 1, 9: 0} {
		if n := u.broken(chars); n != want {
			t.Errorf("columns of %d break %d, want %d", chars, n, want)
		}
	}
}

// TestWantsPicture: a slot speaks of a picture that says over how many columns or how high.
func TestWantsPicture(t *testing.T) {
	for _, c := range []struct {
		spec editions.PictureSpec
		want bool
	}{{editions.PictureSpec{}, false}, {editions.PictureSpec{Columns: 1}, true}, {editions.PictureSpec{Lines: 1}, true}, {editions.PictureSpec{At: "bottom"}, false}} {
		if got := wantsPicture(&editions.Slot{Picture: c.spec}); got != c.want {
			t.Errorf("%+v: %v", c.spec, got)
		}
	}
}

// TestPulls: a story wants the less to stand high the less important it is, a notice to stand low; lines
// are empty below level columns as one has them, below a table or a poem as they come.
func TestPulls(t *testing.T) {
	for i := range len(lowers) + 2 {
		u := parcel{stories: []*editions.Story{{}}, rank: i}
		if got, want := u.pullAs(isNews), lowers[min(i, len(lowers)-1)]; got != want || u.pullAs(isNotice) >= 0 {
			t.Errorf("story %d: %d, want %d", i, got, want)
		}
	}
	text := parcel{stories: []*editions.Story{{Blocks: []editions.Block{&editions.Paragraph{}}}}}
	table := parcel{stories: []*editions.Story{{Blocks: []editions.Block{&editions.Table{Rows: [][]editions.Text{{textOf("一")}}}}}}}
	for _, c := range []struct {
		u              parcel
		empty, columns int
		want           int
	}{{text, 7, 3, 2}, {text, 2, 3, 0}, {table, 7, 3, 6}, {table, 1, 1, 0}} {
		if got := c.u.hole(c.empty, c.columns); got != c.want {
			t.Errorf("%d empty of %d columns: a hole of %d, want %d", c.empty, c.columns, got, c.want)
		}
	}
}
