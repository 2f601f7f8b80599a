package layout_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/random"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// placedText collects the characters of each part of a story as they stand on the pages,
// in painting order: parts are named by role and id, list items and cells run together.
type placedText struct {
	order []string
	text  map[string]*strings.Builder
}

func collect(doc *page.Doc, id string) placedText {
	pt := placedText{text: map[string]*strings.Builder{}}
	for _, p := range doc.Pages {
		pt.items(nil, id, p.Items)
	}
	return pt
}

func (pt *placedText) items(open []*page.Mark, id string, items []page.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Open {
				open = append(open, it)
			} else {
				open = open[:len(open)-1]
			}
		case *page.Group:
			pt.items(open, id, it.Items)
		case *page.Text:
			pt.add(open, id, it)
		}
	}
}

func (pt *placedText) add(open []*page.Mark, id string, t *page.Text) {
	if len(open) == 0 || open[0].Role != page.RoleStory || open[0].ID != id {
		return
	}
	m := open[len(open)-1]
	if m.Role == page.RoleJump || m.Role == page.RoleFurniture || bare(t.Src) == "" { // heads of tables stand again
		return
	}
	if m.Role == page.RoleHeadCell || m.Role == page.RoleRow {
		m = &page.Mark{Role: page.RoleCell, ID: m.ID}
	}
	key := fmt.Sprintf("%s %s", m.Role, m.ID)
	if pt.text[key] == nil {
		pt.text[key] = &strings.Builder{}
		pt.order = append(pt.order, key)
	}
	pt.text[key].WriteString(bare(t.Src))
}

// bare is text without the spaces that line breaks may swallow.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\u3000' || r == '\t' {
			return -1
		}
		return r
	}, s)
}

// expected lists the parts of a story with their characters, as the model has them.
func expected(st *editions.Story) map[string]string {
	want := map[string]string{}
	put := func(role page.Role, id string, ts ...editions.Text) {
		for _, t := range ts {
			if s := bare(t.String()); s != "" {
				want[fmt.Sprintf("%s %s", role, id)] += s
			}
		}
	}
	put(page.RoleLabel, st.ID, st.Label)
	put(page.RoleKicker, st.ID, st.Kicker...)
	put(page.RoleHeadline, st.ID, st.Headline...)
	put(page.RoleDeck, st.ID, st.Deck...)
	put(page.RoleByline, st.ID, st.Byline)
	for i, b := range st.Blocks {
		id := fmt.Sprintf("%s#%d", st.ID, i)
		switch b := b.(type) {
		case *editions.Paragraph:
			roles := map[editions.Kind]page.Role{
				editions.Plain: page.RoleParagraph, editions.LeadText: page.RoleLead, editions.SubheadText: page.RoleSubhead, editions.QuoteText: page.RoleQuote,
				editions.SignoffText: page.RoleSignoff, editions.NoteLine: page.RoleNote, editions.GroupCaption: page.RoleCaption,
				editions.VerseText: page.RoleVerse, editions.QuestionText: page.RoleQuestion, editions.AnswerText: page.RoleAnswer, editions.SpeechText: page.RoleSpeech, editions.DirectionText: page.RoleDirection,
				editions.LawText: page.RoleLaw, editions.EditorialText: page.RoleEditorial, editions.PullText: page.RolePull, editions.FormulaText: page.RoleFormula,
			}
			put(roles[b.Kind], id, b.Text)
		case *editions.List:
			for _, it := range b.Items {
				put(page.RoleListItem, id, text(it.Marker), it.Text)
			}
		case *editions.Table:
			put(page.RoleCaption, id, b.Caption)
			for _, r := range b.Rows {
				put(page.RoleCell, id, r...)
			}
		case *editions.Picture:
			put(page.RoleCaption, id, b.Caption, b.Credit)
		}
	}
	return want
}

// checkNothingLost proves for every placed story that what stands on the pages is the
// story's text, in order, less exactly the characters reported as overset.
func checkNothingLost(t *testing.T, ed *editions.Edition, res *layout.Result) {
	t.Helper()
	shown := map[[2]string]bool{}
	for _, f := range res.Fits {
		st := ed.Story(f.Story)
		got := collect(res.Doc, st.ID)
		want := expected(st)
		if group := [2]string{st.Group, st.Label.String()}; st.Group != "" {
			if shown[group] {
				delete(want, "label "+st.ID)
			}
			shown[group] = true
		}
		stands := setParts(st, &f.Unset)
		set, all := 0, 0
		for key, w := range want {
			g := ""
			if b := got.text[key]; b != nil {
				g = b.String()
			}
			all += len([]rune(w))
			set += len([]rune(g))
			if g != stands[key] {
				t.Errorf("story %s: %s is on the pages as\n%q, not as the layout says\n%q", st.ID, key, g, stands[key])
			}
			if f.OverChars == 0 && g != w {
				t.Errorf("story %s: %s is on the pages as\n%q, not\n%q", st.ID, key, g, w)
			}
			if !strings.HasPrefix(w, g) {
				t.Errorf("story %s: %s on the pages, %q, does not begin %q", st.ID, key, g, w)
			}
		}
		for _, key := range got.order {
			if want[key] == "" {
				t.Errorf("story %s: %s on the pages, %q, is not in the story", st.ID, key, got.text[key])
			}
		}
		if set+f.OverChars != all {
			t.Errorf("story %s: %d characters on the pages and %d reported as over are not the story's %d", st.ID, set, f.OverChars, all)
		}
	}
}

// setParts is what of each part the layout says to be on the pages.
func setParts(st *editions.Story, u *editions.Unset) map[string]string {
	out := map[string]string{}
	for p := range st.Parts() {
		role, id := page.Role(p.Role), page.BlockID(st.ID, p.Block)
		if p.Role == editions.RoleCredit {
			role = page.RoleCaption
		}
		n, _ := u.Set(st, p)
		out[fmt.Sprintf("%s %s", role, id)] += bare(p.Printed().String()[:n])
	}
	return out
}

func text(s string) editions.Text {
	if s == "" {
		return editions.Text{}
	}
	return editions.Text{Runs: []editions.Run{{Text: s}}}
}

// FuzzNothingLost composes random stories in random frames with holes and jumps.
func FuzzNothingLost(f *testing.F) {
	for seed := range need.Seeds(12, 40) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := random.Edition(rand.New(rand.NewSource(seed)))
		_, res := composed.Edition(t, ed)
		checkNothingLost(t, ed, res)
		checkZones(t, res)
	})
}

// checkZones: no zone of a story holds the middle of a character of another.
func checkZones(t *testing.T, res *layout.Result) {
	t.Helper()
	for _, f := range res.Findings {
		if f.Code == "ENG-ZONE" {
			t.Error(f.Message)
		}
	}
	for _, pg := range res.Doc.Pages {
		zones := map[string][]unit.Rect{}
		page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory {
				zones[m.ID] = append(zones[m.ID], m.Places()...)
			}
		})
		story := ""
		page.Walk(pg.Items, page.Frame{}, func(it page.Item, f page.Frame) {
			switch it := it.(type) {
			case *page.Mark:
				if it.Role == page.RoleStory {
					if story = ""; it.Open {
						story = it.ID
					}
				}
			case *page.Text:
				for _, g := range it.Glyphs {
					c := f.Rect(it.Cell(int(g.Cluster)))
					for id, rects := range zones {
						for _, r := range rects {
							if id != story && story != "" && r.Overlaps(unit.Rect{X: c.X + c.W/2, Y: c.Y + c.H/2, W: 1, H: 1}) {
								t.Errorf("page %d: %q of %s stands in the zone %v of %s", pg.Number, it.Src, story, r, id)
								return
							}
						}
					}
				}
			}
		})
	}
}
