package makeup

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/unit"
)

// FuzzAuto makes up pages of random stories: whatever comes out stands inside the page,
// no area over another, and no character is lost or doubled.
func FuzzAuto(f *testing.F) {
	for seed := range need.Seeds(4, 24) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		r := rand.New(rand.NewSource(seed))
		ed := randomEdition(r)
		cat, _ := layout.Catalog(ed, faces.All())
		for _, v := range Auto(ed, cat, 1+r.Intn(2)) {
			res := compose(t, v.Edition, cat)
			whole(t, fmt.Sprintf("seed %d", seed), v.Edition, res)
			n := 0
			for _, m := range v.Made {
				n += len(m.Stories)
				if m.Empty < 0 || m.Empty > m.All {
					t.Errorf("%d of %d line slots are empty", m.Empty, m.All)
				}
			}
			if len(res.Fits) != n {
				t.Errorf("%d stories are set, %d were placed", len(res.Fits), n)
			}
			apart(t, v.Edition.Pages[0].Template)
		}
		Plan(ed, cat, compose(t, ed, cat))
		Suggest(ed, cat, nil)
	})
}

// apart tells of slots that lie over one another or outside the type area.
func apart(t *testing.T, tm *editions.Template) {
	t.Helper()
	seen := map[[2]int]string{}
	for _, s := range tm.Slots {
		f := s.Frames[0]
		for l := f.Line; l < f.Line+f.Lines; l++ {
			for c := f.Col; c < f.Col+f.Cols; c++ {
				if at := [2]int{c, l}; seen[at] != "" || c >= tm.Columns || l >= tm.Lines {
					t.Fatalf("%s and %s both stand at column %d, line %d", s.Name, seen[at], c, l)
				} else {
					seen[at] = s.Name
				}
			}
		}
	}
}

func randomEdition(r *rand.Rand) *editions.Edition {
	tm := &editions.Template{
		Name: "t", Width: unit.Millimetres(390000), Height: unit.Millimetres(545000), Columns: 1 + r.Intn(6), Chars: 6 + r.Intn(10),
		Gap: 9 * unit.Pt, Size: 9 * unit.Pt, Leading: 13 * unit.Pt, Lines: 20 + r.Intn(60), RowGap: r.Intn(3),
	}
	if r.Intn(2) == 0 {
		tm.Slots = append(tm.Slots, &editions.Slot{Name: "报眉", Kind: editions.FolioSlot, Frames: []editions.Frame{{Cols: tm.Columns, Lines: 2}}})
	}
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}, Pages: []*editions.Page{{Number: 1, Name: "1", Template: tm}}}
	for i := range 1 + r.Intn(12) {
		st := &editions.Story{ID: fmt.Sprintf("s%d", i), Rank: i}
		for range r.Intn(3) {
			st.Headline = append(st.Headline, han(r, 4+r.Intn(14)))
		}
		if r.Intn(4) == 0 {
			st.Kicker, st.Label = []editions.Text{han(r, 9)}, han(r, 4)
		}
		if r.Intn(5) == 0 {
			st.Group = "g"
		}
		if r.Intn(4) == 0 {
			st.Genre = "公告"
		}
		if r.Intn(4) == 0 {
			st.Blocks = append(st.Blocks, &editions.Picture{Path: "none.jpg", Caption: han(r, 20)})
		}
		for range r.Intn(5) {
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: han(r, 1+r.Intn(250))})
		}
		ed.Stories = append(ed.Stories, st)
	}
	return ed
}

// han is text of so many characters, with marks.
func han(r *rand.Rand, n int) editions.Text {
	all := []rune("桥头开张早市吆喝声从街尾买菜的人提着竹篮慢走，。、：“”《》（）2026abc")
	var b strings.Builder
	for range n {
		b.WriteRune(all[r.Intn(len(all))])
	}
	return editions.Text{Runs: []editions.Run{{Text: b.String()}}}
}
