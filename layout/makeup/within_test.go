package makeup

import (
	"fmt"
	"math/rand"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// TestWithin compares pages weighed as long as they may be cheap enough with the same weighed to the end.
func TestWithin(t *testing.T) {
	genres := []string{"消息", "公告", "通讯", "评论", "简讯"}
	stopped := 0
	for seed := range int64(500) {
		r := rand.New(rand.NewSource(seed))
		var parcels []parcel
		var as []area
		const columns, lines = 6, 70
		for p := range 3 + r.Intn(5) {
			parcels = append(parcels, parcel{rank: p, stories: []*editions.Story{{ID: fmt.Sprint(p), Genre: genres[r.Intn(len(genres))], Rank: p, Ranked: seed%2 == 0}}})
			o := &option{parcel: p, cols: 1 + r.Intn(columns), lines: 5 + r.Intn(30), head: 2, cost: r.Intn(400), empty: r.Intn(3), shot: r.Intn(60), ink: r.Intn(90), size: unit.Points(steps[r.Intn(len(steps))])}
			as = append(as, area{o, r.Intn(columns - o.cols + 1), r.Intn(lines - o.lines)})
		}
		j := newJudge(columns, lines, 1, parcels)
		want := j.weigh(as)
		for range 8 {
			limit := want.sum() - 2000 + r.Intn(4000)
			switch got, ok := j.within(as, limit); {
			case ok != (want.sum() < limit) || ok && got != want:
				t.Fatalf("seed %d: %+v %v below %d, not %+v", seed, got, ok, limit, want)
			case !ok:
				stopped++
			}
		}
	}
	if stopped < 1000 {
		t.Errorf("only %d pages are too dear: the test says little", stopped)
	}
}

// TestNoticeLow wants a notice below stories that are less important, in the lower half of its page.
func TestNoticeLow(t *testing.T) {
	at := func(p, lines int) []*option {
		return []*option{{parcel: p, cols: 1, lines: lines, head: 2, size: unit.Points(20)}}
	}
	var options [][][]*option
	for p := range 4 {
		options = append(options, [][]*option{nil, at(p, 10)})
	}
	c := newCutter(options, 40, 1)
	c.pulls = []int{60, 44, lowersNotice, 22}
	x, miss := c.profile(0b1100, 1).at(21)
	if as := x.place(nil, 0, 0, 1); miss > 0 || len(as) != 2 || as[0].parcel != 3 || as[1].parcel != 2 {
		t.Errorf("the notice is not below the story after it: %v, %d", as, miss)
	}
	j := newJudge(6, 70, 1, []parcel{{stories: []*editions.Story{{ID: "0"}}}, {stories: []*editions.Story{{ID: "1", Genre: "公告"}}, rank: 1}})
	upper, lower := area{options[1][1][0], 0, 20}, area{options[1][1][0], 0, 50}
	if j.position(&upper) <= j.position(&lower)+costUpper {
		t.Errorf("a notice costs %d in the upper half, %d in the lower", j.position(&upper), j.position(&lower))
	}
}
