package makeup

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	pagelint "banxin/layout/lint"
	"banxin/layout/page"
	"banxin/output/dump"
	"banxin/output/png"
)

// emptyPage is the real page's geometry with its folio line alone.
const emptyPage = `名称: 对开空版
成品: 390mm x 545mm
边距: {上: 23mm, 下: 22mm, 左: 16mm, 右: 16mm}
栏: {数: 6, 字: 16, 距: 1字}
正文: {字号: 10pt, 行距: 13.25pt}
行数: 107
行间隔: 1
版图: |
  2   | 报眉 报眉 报眉 报眉 报眉 报眉
  104 | . . . . . .
版位:
  报眉: {类: 报眉}
`

const emptyEdition = `日期: 2023-10-20
版:
  - 版名: "4"
    版面: 综合新闻
    模板: 对开空版
`

// TestAutoRealPage makes up the page of ten real stories three ways: all set, at most three
// line slots in a hundred empty, no gutter through the page, the first story at the upper
// left under the greatest head.
func TestAutoRealPage(t *testing.T) {
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	versions := Auto(ed, cat, 3)
	if len(versions) != 3 {
		t.Fatalf("%d versions, not 3", len(versions))
	}
	for k, v := range versions {
		name := fmt.Sprintf("version %d", k+1)
		m := v.Made[0]
		most := 3 // hundredths; a further version may be a little less full, but leaves nothing out
		if k > 0 {
			most = 4
		}
		if len(m.Stories) != 10 || len(m.Left) > 0 || 100*m.Empty > most*m.All {
			t.Errorf("%s: %+v", name, m)
		}
		res := compose(t, v.Edition, cat)
		for _, f := range res.Findings {
			if strings.HasPrefix(f.Code, "FIT-") || strings.HasPrefix(f.Code, "PIC-") && f.Code != "PIC-CROP" {
				if f.Code != "FIT-UNDER" && f.Code != "FIT-DONE" {
					t.Errorf("%s: %s %s %s", name, f.Code, f.Slot, f.Message)
				}
			}
		}
		whole(t, name, v.Edition, res)
		for _, f := range pagelint.Check(v.Edition, res) {
			if slices.Contains([]string{"LAY-TOUCH", "LAY-THROUGH", "LAY-LEAD", "LAY-STACK"}, f.Code) && f.Severity > source.Note {
				t.Errorf("%s: %s %s %s", name, f.Code, f.Slot, f.Message)
			}
		}
		second(t, name, v.Edition.Pages[0].Template)
		for i, x := range versions[:k] {
			if n := x.Made[0].kind.unlike(&m.kind); n < leastUnlike-1 || x.Made[0].shape == m.shape {
				t.Errorf("versions %d and %d differ in %d features", i+1, k+1, n)
			}
		}
		if w := m.weights; w.sum() != m.Cost || w.touch > 3*costClash {
			t.Errorf("%s: weights %+v, together %d", name, w, m.Cost)
		}
		j := &judge{columns: 6, lines: 104, gap: 1}
		as := areasOf(v.Edition.Pages[0].Template, 3)
		if j.gutters(as) >= costThrough {
			t.Errorf("%s: a gutter goes through the page", name)
		}
		first := m.Stories[0] // no story says its order: it is guessed
		lead := headlineOf(res.Doc, first).size
		for _, st := range ed.Stories {
			if h := headlineOf(res.Doc, st.ID); st.ID != first && h.size >= lead {
				t.Errorf("%s: the head of %s is as great as the first one", name, st.ID)
			}
		}
	}
}

// second wants the second story at the head of the page or right below the first.
func second(t *testing.T, name string, tm *editions.Template) {
	t.Helper()
	first, next := tm.Slot("头条").Frames[0], tm.Slot("二条").Frames[0]
	if next.Line != first.Line && (next.Col != first.Col || next.Line != first.Line+first.Lines+max(tm.RowGap, 1)) {
		t.Errorf("%s: the second story stands at column %d, line %d", name, next.Col, next.Line)
	}
}

// TestAutoUpright wants vertical heads on fourteen stories' versions, as wide and high as is usual:
// they come where they cost least.
func TestAutoUpright(t *testing.T) {
	need.Time(t)
	ed, cat := blankPages(t, 14)
	n := 0
	for _, v := range Auto(ed, cat, 4) {
		for _, s := range v.Edition.Pages[0].Template.Slots {
			if !s.Head.Vertical {
				continue
			}
			n++
			if c := s.Head.Chars; c < stackLeast || c > stackMost || s.Frames[0].Lines > stackHigh+2 {
				t.Errorf("%s: a vertical head %d characters wide in %d lines", s.Name, c, s.Frames[0].Lines)
			}
		}
	}
	if n == 0 {
		t.Error("no version has a vertical head")
	}
}

// areasOf reads the areas of a template's stories.
func areasOf(t *editions.Template, top int) []area {
	var out []area
	for _, s := range t.Slots {
		if s.Kind == editions.StorySlot {
			f := s.Frames[0]
			out = append(out, area{&option{cols: f.Cols, lines: f.Lines}, f.Col, f.Line - top})
		}
	}
	return out
}

// whole proves that the characters of every story that has a place stand on the pages,
// no more and no less.
func whole(t testing.TB, name string, ed *editions.Edition, res *layout.Result) {
	t.Helper()
	got := map[string]int{}
	for _, pg := range res.Doc.Pages {
		var open []*page.Mark
		for _, it := range pg.Items {
			switch it := it.(type) {
			case *page.Mark:
				if open = append(open, it); !it.Open {
					open = open[:len(open)-2]
				}
			case *page.Text:
				if len(open) > 0 && open[0].Role == page.RoleStory {
					got[open[0].ID] += countRunes(it.Src)
				}
			}
		}
	}
	for _, f := range res.Fits {
		if f.OverChars > 0 || got[f.Story] != f.Chars {
			t.Errorf("%s: story %s has %d characters, %d stand on the page, %d are over", name, f.Story, f.Chars, got[f.Story], f.OverChars)
		}
	}
}

// TestAutoSame makes the page twice and on one processor: the same bytes.
func TestAutoSame(t *testing.T) {
	need.Time(t)
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	made := func() (out []string) {
		for _, v := range Auto(ed, cat, 2) {
			var b bytes.Buffer
			if err := dump.Write(&b, compose(t, v.Edition, cat).Doc); err != nil {
				t.Fatal(err)
			}
			out = append(out, b.String(), v.Text(1, "x"))
		}
		return out
	}
	first := made()
	procs := runtime.GOMAXPROCS(1)
	third := made()
	runtime.GOMAXPROCS(2)
	second := made()
	runtime.GOMAXPROCS(8)
	fourth := made()
	runtime.GOMAXPROCS(procs)
	if !reflect.DeepEqual(first, second) || !reflect.DeepEqual(first, third) || !reflect.DeepEqual(first, fourth) {
		t.Error("the page comes out differently")
	}
}

// TestAutoMany makes up a page of more stories than all sets of are looked at: those of the
// sample, the last of which find no room.
func TestAutoMany(t *testing.T) {
	need.Time(t)
	v := many(t)
	m := v[0].Made[0]
	t.Logf("%d stories, %d left, %d of %d empty, cost %d", len(m.Stories), len(m.Left), m.Empty, m.All, m.Cost)
	if len(m.Stories) <= 10 {
		t.Errorf("only %d stories on the page", len(m.Stories))
	}
	if 100*m.Empty > 5*m.All {
		t.Errorf("%d of %d line slots are empty", m.Empty, m.All)
	}
}

func many(t testing.TB) []Version {
	t.Helper()
	ed, cat := load(t, four.Pages())
	fsys := realPage(t, emptyEdition, emptyPage)
	empty, _ := load(t, fsys)
	own := *ed
	own.Pages = []*editions.Page{empty.Pages[0]}
	v := Auto(&own, cat, 1)
	if len(v) == 0 {
		t.Fatal("no page")
	}
	whole(t, "many", v[0].Edition, compose(t, v[0].Edition, cat))
	return v
}

// TestAutoFew makes up a page of three stories that cannot fill it: they stand at its head.
func TestAutoFew(t *testing.T) {
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	few := *ed
	few.Stories = []*editions.Story{ed.Story("a1"), ed.Story("a2"), ed.Story("a7")}
	v := Auto(&few, cat, 1)
	if len(v) != 1 || len(v[0].Made[0].Stories) != 3 {
		t.Fatalf("%d versions: %+v", len(v), v)
	}
	m := v[0].Made[0]
	if 100*m.Empty < 40*m.All || 100*m.Empty > 95*m.All {
		t.Errorf("%d of %d line slots are empty", m.Empty, m.All)
	}
	whole(t, "few", v[0].Edition, compose(t, v[0].Edition, cat))
}

// TestAutoNothing wants no version where there is nothing to make up.
func TestAutoNothing(t *testing.T) {
	ed, cat := load(t, four.Pages())
	if v := Auto(ed, cat, 2); len(v) > 0 {
		t.Errorf("%d versions of an edition whose pages have slots", len(v))
	}
	ed, cat = load(t, realPage(t, emptyEdition, emptyPage))
	none := *ed
	none.Stories = nil
	if v := Auto(&none, cat, 2); len(v) > 0 {
		t.Errorf("%d versions of an edition without stories", len(v))
	}
}

// TestLook writes the versions as pictures into the folder MAKEUP_LOOK names.
func TestLook(t *testing.T) {
	dir := os.Getenv("MAKEUP_LOOK")
	if dir == "" {
		t.Skip("MAKEUP_LOOK names no folder for pictures")
	}
	ed, cat := load(t, realPage(t, emptyEdition, emptyPage))
	for k, v := range append(Auto(ed, cat, 3), many(t)...) {
		res := compose(t, v.Edition, cat)
		t.Logf("%+v\n%s", v.Made, Plan(v.Edition, cat, res)[0].Map())
		f, err := os.Create(fmt.Sprintf("%s/v%d.png", dir, k+1))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Write(f, res.Doc, 0, cat, png.Options{PPI: 100}); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

func BenchmarkAuto(b *testing.B) {
	ed, cat := load(b, realPage(b, emptyEdition, emptyPage))
	for b.Loop() {
		if len(Auto(ed, cat, 1)) != 1 {
			b.Fatal("no page")
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	ed, cat := load(b, realPage(b, noStories))
	for b.Loop() {
		Suggest(ed, cat, nil)
	}
}

func BenchmarkPlan(b *testing.B) {
	ed, cat := load(b, four.Pages())
	res := compose(b, ed, cat)
	for b.Loop() {
		Plan(ed, cat, res)
	}
}
