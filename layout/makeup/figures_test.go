package makeup

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/unit"
	"banxin/output/png"
)

// figures are what is measured of a made-up page, from its template and its composition alone.
type figures struct {
	lead, columns  int // basic columns
	widest         int // of the others, but in the strip at the foot
	size, next     unit.Length
	corner, gutter bool // the lead is at the upper left; one goes from head to foot
	over           int
	first          string // the story of the lead's slot
}

func measureUp(t testing.TB, v Version, m *Made, cat *fonts.Catalog) (f figures) {
	t.Helper()
	var pg *editions.Page
	for _, p := range v.Edition.Pages {
		if p.Number == m.Page {
			pg = p
		}
	}
	res := compose(t, v.Edition, cat)
	tm := pg.Template
	f.columns = tm.Columns
	var as []area
	top, foot := tm.Lines, 0
	for _, pl := range pg.Placed {
		s := tm.Slot(pl.Slot)
		if s == nil || s.Kind != editions.StorySlot {
			continue
		}
		at := s.Frames[0]
		if g := tm.Slot(s.Within); g != nil {
			at = g.Frames[0]
		}
		as = append(as, area{&option{cols: at.Cols, lines: at.Lines, slot: *s, size: headlineOf(res.Doc, pl.Stories[0]).size}, at.Col, at.Line})
		if s.Name == slotName(0) {
			f.first = pl.Stories[0]
		}
		top, foot = min(top, at.Line), max(foot, at.Line+at.Lines)
	}
	for i := range as {
		a := &as[i]
		if a.slot.Name == slotName(0) {
			f.lead, f.size, f.corner = a.cols, a.size, a.col == 0 && a.line == top
			continue
		}
		f.next = max(f.next, a.size)
		if a.foot() < foot || 100*a.lines > lowest*(foot-top) {
			f.widest = max(f.widest, a.cols)
		}
	}
	for col := 1; col < f.columns && len(as) > 2; col++ {
		covered := make([]bool, foot)
		for i := range as {
			for l := as[i].line; as[i].col < col && col < as[i].right() && l < as[i].foot(); l++ {
				covered[l] = true
			}
		}
		through := true
		for _, c := range covered[top:] {
			through = through && !c
		}
		f.gutter = f.gutter || through
	}
	for _, fit := range res.Fits {
		f.over += fit.OverChars + fit.OverLines
	}
	return f
}

// TestFronts makes up pages of sets of stories of many kinds: on every version the first story is at
// the upper left, over half of the columns at least, the widest and under the greatest head, no gutter
// goes from head to foot, and nothing is over. Where time is bounded one of the three greatest sets is made up.
func TestFronts(t *testing.T) {
	type set struct {
		stories, columns     int
		ranked, pics, twoUps bool
	}
	sets := []set{{8, 6, true, true, false}, {7, 4, false, true, false}}
	more := []set{
		{8, 6, false, false, false}, {14, 8, true, true, false}, {14, 6, false, true, true}, {9, 5, true, true, false},
		{22, 8, true, true, false}, {22, 8, false, false, false}, {22, 6, true, false, true},
	}
	few := len(sets)
	for i, s := range slices.Concat(sets, more[:4], need.Spread(more[4:], 3, 2)) {
		name := fmt.Sprintf("%d stories, %d columns, ranked %v, pictures %v", s.stories, s.columns, s.ranked, s.pics)
		t.Run(name, func(t *testing.T) {
			if i >= few {
				need.Time(t)
			}
			ed, cat := front(t, s.stories, s.columns, s.ranked, s.pics)
			if s.twoUps {
				second := *ed.Pages[0]
				second.Number, second.Name = 2, "2"
				ed.Pages = append(ed.Pages, &second)
			}
			versions := Auto(ed, cat, 3)
			if len(versions) < 3 && versions[0].Made[0].Fewer().ID == "" {
				t.Errorf("%d versions, and it is not said why", len(versions))
			}
			for k, v := range versions {
				placed := 0
				for _, m := range v.Made {
					placed += len(m.Stories)
				}
				if left := len(v.Made[len(v.Made)-1].Left); placed+left != s.stories {
					t.Errorf("version %d: %d stories are placed, %d left", k+1, placed, left)
				}
				for i := range v.Made {
					m := &v.Made[i]
					f := measureUp(t, v, m, cat)
					if !f.corner || 2*f.lead < f.columns || f.widest >= f.lead || f.next >= f.size || f.gutter || f.over > 0 {
						t.Errorf("version %d, page %d: %+v", k+1, m.Page, f)
					}
					if s.ranked && m.Page == 1 && f.first != "s0" {
						t.Errorf("version %d: %s is the lead", k+1, f.first)
					}
					t.Logf("version %d, page %d: %d stories, %d left, %d of %d empty", k+1, m.Page, len(m.Stories), len(m.Left), m.Empty, m.All)
				}
			}
		})
	}
}

// front is an edition of one empty page and so many stories of all sorts.
func front(t testing.TB, stories, columns int, ranked, pics bool) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	r := rand.New(rand.NewSource(int64(stories*10 + columns)))
	_, cat := load(t, four.Pages())
	tm := &editions.Template{Name: "空版", Width: unit.Millimetres(390000), Height: unit.Millimetres(545000), Columns: columns, Chars: 11,
		Gap: 10 * unit.Pt, Size: 10 * unit.Pt, Leading: 14 * unit.Pt, Lines: 14 * stories * 8 / columns / 2, RowGap: 1}
	tm.Lines = min(max(tm.Lines, 70), 100)
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}, Pages: []*editions.Page{{Number: 1, Name: "1", Template: tm}}}
	for i := range stories {
		st := &editions.Story{ID: fmt.Sprintf("s%d", i), Genre: "消息", Rank: i, Ranked: ranked, Headline: []editions.Text{han(r, 8+r.Intn(5))}}
		n := 180 + r.Intn(240)
		switch {
		case i == 0:
			n, st.Kicker, st.Deck = 700, []editions.Text{han(r, 10)}, []editions.Text{han(r, 16)}
		case i == 1:
			n = 450
		case i == 4:
			st.Genre = "评论"
		case i == 5:
			st.Genre, n = "公告", 160
		case i >= 8 && i%4 == 0:
			st.Genre, n = "简讯", 60
		}
		if pics && (i == 0 || i == 3) {
			im := &editions.Image{Path: st.ID + ".png", Format: "png", W: 600, H: 400 + 100*i}
			st.Blocks = append(st.Blocks, &editions.Picture{Path: im.Path, Image: im, Caption: han(r, 14)})
		}
		for ; n > 0; n -= 90 {
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: han(r, min(n, 90))})
		}
		ed.Stories = append(ed.Stories, st)
	}
	return ed, cat
}

// TestSets makes up the papers of the folder MAKEUP_SETS, the story sets beside the checkout else: no version has a
// fault. It writes the pages as pictures where MAKEUP_LOOK names a folder.
func TestSets(t *testing.T) {
	dir := os.Getenv("MAKEUP_SETS")
	if dir == "" {
		need.Time(t)
		dir = need.Shared(t, "cases/look/sets")
	}
	papers, _ := filepath.Glob(dir + "/*/paper.yaml")
	emptier := 0
	for _, p := range papers {
		emptier += holds(t, filepath.Base(filepath.Dir(p)), os.DirFS(filepath.Dir(p)), leastOfSets)
	}
	if 4*emptier > len(papers) { // every twelfth version, about
		t.Errorf("%d versions of %d papers are emptier than 2 in a hundred, or have holes", emptier, len(papers))
	}
}

// TestPapers makes up papers of many kinds: no version has a fault. Where time is bounded every fourth
// is made up, some of every format and of few stories and many.
func TestPapers(t *testing.T) {
	all := []aPaper{{"四开", 1, 9, true, true, 1}, {"八开", 1, 6, false, true, 2}}
	if need.Long() {
		var many []aPaper
		seed := int64(10)
		for _, format := range []string{"四开", "对开", "八开", "A3"} {
			for _, n := range []int{6, 10, 14, 18, 24, 30} {
				if n > 14 && format == "八开" {
					continue
				}
				seed++
				many = append(many, aPaper{format, 1 + n/16*(int(seed)%2), n, seed%2 == 0, seed%3 != 0, seed})
			}
		}
		all = append(all, need.Spread(many, 4, 1)...)
	}
	emptier := 0
	for _, p := range all {
		emptier += holds(t, p.String(), p.files(), leastOfPapers)
	}
	if 2*emptier > len(all) { // every sixth version, about
		t.Errorf("%d versions of %d papers are emptier than 2 in a hundred, or have holes", emptier, len(all))
	}
}

// holds measures every version of a paper. It counts those that are emptier than they may be, which is no
// fault of one.
func holds(t *testing.T, name string, fsys fs.FS, least int) (emptier int) {
	t.Run(name, func(t *testing.T) {
		ed, cat := loadLibrary(t, fsys)
		versions := Auto(ed, cat, 3)
		if len(versions) == 0 {
			t.Fatal("nothing is made up")
		}
		if len(versions) < 3 && versions[0].Made[0].Fewer().ID == "" {
			t.Errorf("%d versions, and it is not said why", len(versions))
		}
		for k, v := range versions {
			for i := range versions[:k] {
				if a, b := &versions[i].Made[0], &v.Made[0]; !b.Same && a.kind.unlike(&b.kind) < leastUnlike-1 {
					t.Errorf("the fronts of versions %d and %d are one design", i+1, k+1)
				}
			}
			meter := newMeter(t, v, bench{ed, cat})
			meter.least = least
			for i := range v.Made {
				m := &v.Made[i]
				t.Logf("version %d page %d: %d stories, left %v, %d of %d empty, %s, %d", k+1, m.Page, len(m.Stories), m.Left, m.Empty, m.All, m.shape.drawing, meter.score(m))
				for _, f := range meter.faults(t, m, bench{ed, cat}) {
					if strings.Contains(f, " empty, ") && 20*m.Empty < m.All || strings.HasPrefix(f, "LAY-HOLE") || len(m.Stories) < 6 && strings.Contains(f, " empty, ") {
						t.Logf("version %d page %d: %s", k+1, m.Page, f)
						emptier++
						continue
					}
					t.Errorf("version %d page %d: %s", k+1, m.Page, f)
				}
				if len(m.Criticism()) != 3 {
					t.Errorf("version %d page %d: %d sentences", k+1, m.Page, len(m.Criticism()))
				}
			}
			look(t, name, k, meter, cat)
		}
	})
	return emptier
}

// look writes pages as pictures.
func look(t *testing.T, name string, k int, m *meter, cat *fonts.Catalog) {
	dir := os.Getenv("MAKEUP_LOOK")
	if dir == "" {
		return
	}
	for i := range m.res.Doc.Pages {
		f, err := os.Create(fmt.Sprintf("%s/%s-v%d-p%d.png", dir, name, k+1, i+1))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Write(f, m.res.Doc, i, cat, png.Options{PPI: 60}); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

func loadLibrary(t testing.TB, fsys fs.FS) (*editions.Edition, *fonts.Catalog) {
	t.Helper()
	ed, _, err := editions.LoadWith(fsys, "", editions.Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	return ed, cat
}
