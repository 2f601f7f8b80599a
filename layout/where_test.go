package layout_test

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/random"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// setText is a run of a story as it stands on a page.
type setText struct {
	story string
	role  page.Role
	block string
	dir   page.Dir
	text  string
	rect  unit.Rect // of its cells
	base  unit.Length
	size  unit.Length
	cap   bool // a drop cap
}

// setPicture is an image or a placeholder's figure.
type setPicture struct {
	story string
	rect  unit.Rect
}

// standing lists what stands on a page.
func standing(p *page.Page) (texts []setText, pictures []setPicture) {
	var open []*page.Mark
	page.Walk(p.Items, page.Frame{}, func(it page.Item, f page.Frame) {
		story := ""
		if len(open) > 0 && open[0].Role == page.RoleStory {
			story = open[0].ID
		}
		switch it := it.(type) {
		case *page.Mark:
			if it.Open {
				open = append(open, it)
			} else {
				open = open[:len(open)-1]
			}
		case *page.Image:
			pictures = append(pictures, setPicture{story, f.Rect(it.Rect)})
		case *page.Text:
			if story == "" || bare(it.Src) == "" || len(it.Glyphs) == 0 {
				return
			}
			m := open[len(open)-1]
			s := setText{story: story, role: m.Role, block: m.ID, dir: it.Dir, text: it.Src, base: f.Point(it.At).Y, size: it.Size, cap: it.Cap}
			for _, g := range it.Glyphs {
				c := it.Cell(int(g.Cluster))
				switch r, _ := utf8.DecodeRuneInString(it.Src[g.Cluster:]); {
				case r == ' ' || r == '\n' || r == '\u3000':
					continue
				case r < 0x2000 && it.Dir == page.Horizontal:
					c.W = min(c.W, it.Size/3)
				case unicode.IsPunct(r) && it.Dir == page.Horizontal:
					c.W = min(c.W, it.Size/2)
				}
				s.rect = s.rect.Union(f.Rect(c))
			}
			texts = append(texts, s)
		}
	})
	return texts, pictures
}

// running tells which parts stand on the grid of the body.
func running(r page.Role) bool {
	return slices.Contains([]page.Role{page.RoleParagraph, page.RoleLead, page.RoleQuote, page.RoleListItem, page.RoleSubhead}, r)
}

// checkPlaces proves of every page that the text of a story stands in its own frames, that
// no two pieces of it, or text and picture, lie on one another, and that the baselines of the
// running text are lines of the grid.
func checkPlaces(t *testing.T, res *layout.Result) {
	t.Helper()
	sheets := res.Sheets()
	for i, p := range res.Doc.Pages {
		texts, pictures := standing(p)
		sh := &sheets[i]
		for k, s := range texts {
			if !running(s.role) && s.role != page.RoleJump && s.role != page.RoleCaption {
				continue
			}
			if where := framesOf(sh, s.story); !within(s.rect, where, max(sh.Size, s.size)) {
				t.Errorf("page %s, story %s: %q stands at %v, outside its frames %v", p.Name, s.story, s.text, s.rect, where)
			}
			if off := (s.base - sh.Area.Y - sh.First) % sh.Leading; s.role == page.RoleParagraph && !s.cap && !upright(sh, s.story) && off != 0 {
				t.Errorf("page %s, story %s: %q stands %v off the grid", p.Name, s.story, s.text, off)
			}
			// a third of a cell forgives what is trimmed at the edges of marks
			in := s.rect.Inset(sh.Size / 3)
			for _, o := range texts[k+1:] {
				if in.Overlaps(o.rect.Inset(sh.Size / 3)) {
					t.Errorf("page %s: %q of %s %s lies on %q of %s %s", p.Name, s.text, s.story, s.role, o.text, o.story, o.role)
				}
			}
			for _, pic := range pictures {
				if in.Overlaps(pic.rect) {
					t.Errorf("page %s: %q of %s lies on a picture of %s", p.Name, s.text, s.story, pic.story)
				}
			}
		}
	}
}

// upright tells whether a story stands in a vertical slot of the page.
func upright(sh *layout.Sheet, story string) bool {
	return slices.ContainsFunc(sh.Slots, func(pl layout.Place) bool { return pl.Slot.Upright && slices.Contains(pl.Stories, story) })
}

func framesOf(sh *layout.Sheet, story string) (out []unit.Rect) {
	for _, pl := range sh.Slots {
		if slices.Contains(pl.Stories, story) {
			out = append(out, pl.Frames...)
		}
	}
	return out
}

// within tells whether a rectangle lies in one of frames, but for hair.
func within(r unit.Rect, frames []unit.Rect, size unit.Length) bool {
	for _, f := range frames {
		f = f.Inset(-size / 2)
		if r.X >= f.X && r.Right() <= f.Right() && r.Y >= f.Y && r.Bottom() <= f.Bottom() {
			return true
		}
	}
	return false
}

// FuzzPlaces composes random editions of columns wide enough for every word.
func FuzzPlaces(f *testing.F) {
	for seed := range need.Seeds(20, 150) {
		f.Add(seed)
	}
	f.Add(int64(247))  // a caption on a picture with an outline
	f.Add(int64(259))  // forced breaks before a jump to narrower columns
	f.Add(int64(355))  // the credit of a group below its caption beside
	f.Add(int64(65))   // a caption of one line whose marks are squeezed, on an outline
	f.Add(int64(1189)) // a by-line behind one line that is indented
	f.Add(int64(596))  // pictures of a group narrower than a character
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := random.Edition(rand.New(rand.NewSource(seed)))
		for _, p := range ed.Pages {
			p.Template.Chars = max(p.Template.Chars, 14)
			for _, s := range p.Template.Slots {
				s.Columns = 0
			}
		}
		_, res := composed.Edition(t, ed)
		checkPlaces(t, res)
		checkNothingLost(t, ed, res)
	})
}

// TestRealPlaces: so does the sample, so does a real page.
func TestRealPlaces(t *testing.T) {
	_, _, res := composed.Paper(t, realPage(t))
	checkPlaces(t, res)
}

// levelEdition is a story under a head over all columns of a slot with room for it.
func levelEdition(r *rand.Rand) *editions.Edition {
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
	n := 2 + r.Intn(5)
	tpl := &editions.Template{Name: "t", Width: unit.Millimetres(390000), Height: unit.Millimetres(550000), Columns: n, Chars: 11 + r.Intn(10),
		Gap: 9 * unit.Pt, Size: 9 * unit.Pt, Leading: 13 * unit.Pt, Lines: 100}
	tpl.Slots = []*editions.Slot{{Name: "头条", Between: 1, Frames: []editions.Frame{{Cols: n, Lines: 100}}}}
	st := &editions.Story{ID: "s", Headline: []editions.Text{text("锁澜桥今天重新开放")}}
	for range 4 + r.Intn(12) {
		switch k := r.Intn(10); {
		case k == 0:
			st.Blocks = append(st.Blocks, &editions.Paragraph{Kind: editions.QuoteText, Text: text(random.Text(r, 30+r.Intn(60)))})
		case k == 1:
			st.Blocks = append(st.Blocks, &editions.List{Items: []editions.ListItem{{Marker: "1.", Text: text(random.Text(r, 30))}, {Marker: "2.", Text: text(random.Text(r, 40))}}})
		case k < 4:
			st.Blocks = append(st.Blocks, &editions.Paragraph{Kind: editions.SubheadText, Level: 2, Text: text(random.Text(r, 3+r.Intn(6)))})
		}
		st.Blocks = append(st.Blocks, &editions.Paragraph{Text: text(strings.ReplaceAll(random.Text(r, 60+r.Intn(160)), "\n", ""))})
	}
	ed.Stories = []*editions.Story{st}
	ed.Pages = []*editions.Page{{Number: 1, Name: "1", Template: tpl, Placed: []editions.Placement{{Slot: "头条", Stories: []string{"s"}}}}}
	return ed
}

// feet returns the last line of every column of a story, counted from the top of the page,
// and for every column whether the next one begins with a subhead.
func feet(res *layout.Result) (feet []int, before []bool) {
	sh := res.Sheets()[0]
	texts, _ := standing(res.Doc.Pages[0])
	at := map[unit.Length]int{}
	first := map[unit.Length]setText{}
	var xs []unit.Length
	for _, s := range texts {
		if !running(s.role) && s.role != page.RoleByline {
			continue
		}
		x := sh.Area.X
		for _, c := range sh.Columns {
			if s.rect.X+sh.Size/2 >= c.X {
				x = c.X
			}
		}
		if _, ok := at[x]; !ok {
			xs = append(xs, x)
			first[x] = s
		}
		if s.rect.Y < first[x].rect.Y {
			first[x] = s
		}
		at[x] = max(at[x], int((s.base-sh.Area.Y-sh.First)/sh.Leading))
	}
	slices.Sort(xs)
	for i, x := range xs {
		feet = append(feet, at[x])
		before = append(before, i+1 < len(xs) && first[xs[i+1]].role == page.RoleSubhead)
	}
	return feet, before
}

// TestColumnsLevel sets random stories under a spanning head: all columns end within a line
// of one another, but for a few that end before a subhead without room in them, and for
// last ones that are shorter so that no last line of a paragraph heads a column.
func TestColumnsLevel(t *testing.T) {
	columns, short := 0, 0
	for seed := range int64(300) {
		ed := levelEdition(rand.New(rand.NewSource(seed)))
		_, res := composed.Edition(t, ed)
		checkNothingLost(t, ed, res)
		checkPlaces(t, res)
		all, before := feet(res)
		foot := slices.Max(all)
		for i, f := range all {
			columns++
			switch {
			case f >= foot-1:
			case before[i] && f >= foot-3, i == len(all)-1 && f >= foot-max(4, len(all)-1):
				short++
			default:
				t.Errorf("seed %d: the columns end at lines %v", seed, all)
			}
		}
	}
	t.Logf("%d columns, %d short by more than a line", columns, short)
	if short > columns/40 {
		t.Errorf("%d of %d columns are short by more than a line", short, columns)
	}
}

// TestMeasureAfterHead: a head that fills the first page of a boxed flow slot leaves no line
// there; the lines of the pages after have the measure within the box.
func TestMeasureAfterHead(t *testing.T) {
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
	tpl := &editions.Template{Name: "t", Width: unit.Millimetres(270000), Height: unit.Millimetres(390000), Columns: 1, Chars: 14,
		Gap: 9 * unit.Pt, Size: 9 * unit.Pt, Leading: 13 * unit.Pt, Lines: 10, Flow: true}
	s := &editions.Slot{Name: "长文", Flow: true, Between: 1, Frames: []editions.Frame{{Cols: 1, Lines: 10}}}
	s.Box.Width = unit.Pt / 2
	_, lines := s.Box.Pad(tpl.Size, tpl.Leading)
	s.Head.Lines = 10 - 2*lines
	tpl.Slots = []*editions.Slot{s}
	body := random.Text(rand.New(rand.NewSource(1)), 400)
	ed.Stories = []*editions.Story{{ID: "s", Headline: []editions.Text{text("长文")}, Blocks: []editions.Block{&editions.Paragraph{Text: text(body)}}}}
	ed.Pages = []*editions.Page{{Number: 1, Name: "1", Template: tpl, Placed: []editions.Placement{{Slot: "长文", Stories: []string{"s"}}}}}
	_, res := composed.Edition(t, ed)
	checkNothingLost(t, ed, res)
	checkPlaces(t, res)
}
