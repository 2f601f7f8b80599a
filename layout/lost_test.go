package layout_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
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
		ed := randomEdition(rand.New(rand.NewSource(seed)))
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

const letters = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"

func randomText(r *rand.Rand, n int) string {
	marks := []string{"，", "。", "、", "：“", "”", "（", "）", "《", "》", "——", "……", "2026年", "ABC", " ", "3.5%", "·", "？！", "Go 1.26", "\n"}
	han := []rune(letters)
	var b strings.Builder
	for range n {
		if r.Intn(8) == 0 {
			b.WriteString(marks[r.Intn(len(marks))])
		} else {
			b.WriteRune(han[r.Intn(len(han))])
		}
	}
	return b.String()
}

func randomStory(r *rand.Rand, id string) *editions.Story {
	st := &editions.Story{ID: id}
	maybe := func(n int) editions.Text {
		if r.Intn(2) == 0 {
			return editions.Text{}
		}
		return text(randomText(r, 1+r.Intn(n)))
	}
	st.Label, st.Byline = maybe(6), maybe(8)
	if r.Intn(3) == 0 {
		st.Byline = text("（本报记者）")
	}
	for range r.Intn(3) {
		st.Headline = append(st.Headline, text(randomText(r, 1+r.Intn(18))))
	}
	if r.Intn(2) == 0 {
		st.Kicker, st.Deck = []editions.Text{text(randomText(r, 9))}, []editions.Text{text(randomText(r, 12))}
	}
	for range r.Intn(7) {
		if r.Intn(6) == 0 {
			st.Blocks = append(st.Blocks, randomGroup(r)...)
		}
		st.Blocks = append(st.Blocks, randomBlock(r))
	}
	if r.Intn(3) == 0 {
		randomNotes(r, st)
	}
	return st
}

// randomNotes gives a story notes, here and there in its text, most of them called.
func randomNotes(r *rand.Rand, st *editions.Story) {
	st.Notes = editions.NotePlace(r.Intn(4))
	sign := func(n int) editions.Run {
		return editions.Run{Text: fmt.Sprint(n), Marks: editions.Superscript | editions.NoteSign}
	}
	for n := range 1 + r.Intn(6) {
		note := editions.Text{Runs: []editions.Run{sign(n), {Text: randomText(r, 1+r.Intn(80))}}}
		at := r.Intn(len(st.Blocks) + 1)
		for at < len(st.Blocks) && grouped(st.Blocks[at]) { // those of a group follow one another
			at++
		}
		st.Blocks = slices.Insert(st.Blocks, at, editions.Block(&editions.Paragraph{Kind: editions.NoteLine, Text: note}))
		var texts []*editions.Text
		for p := range st.Parts() {
			if p.Block >= 0 && p.Role != editions.RoleNote && !p.Text.IsEmpty() {
				texts = append(texts, p.Text)
			}
		}
		if len(texts) > 0 && r.Intn(5) > 0 {
			t := texts[r.Intn(len(texts))]
			t.Runs = append(t.Runs, sign(n), editions.Run{Text: randomText(r, r.Intn(30))})
		}
	}
}

func grouped(b editions.Block) bool {
	switch b := b.(type) {
	case *editions.Picture:
		return b.Group != nil
	case *editions.Paragraph:
		return b.Kind == editions.GroupCaption
	}
	return false
}

func randomBlock(r *rand.Rand) editions.Block {
	switch r.Intn(9) {
	case 0:
		return &editions.Paragraph{Kind: editions.SubheadText, Level: 2, Text: text(randomText(r, 1+r.Intn(12)))}
	case 1:
		p := randomPicture(r)
		if r.Intn(2) == 0 {
			p.Outline = [][2]int{{50, 0}, {100, 40}, {70, 100}, {20, r.Intn(100)}}
		}
		return p
	case 2:
		return &editions.List{Items: []editions.ListItem{{Marker: "1.", Text: text(randomText(r, 20))}, {Marker: "•", Text: text(randomText(r, 9))}}}
	case 3:
		tb := &editions.Table{Head: 1}
		for range 1 + r.Intn(4) {
			tb.Rows = append(tb.Rows, []editions.Text{text(randomText(r, 1+r.Intn(6))), text(randomText(r, 1+r.Intn(9)))})
		}
		return tb
	case 4:
		return &editions.Paragraph{Kind: editions.Kind(r.Intn(5)), Text: text(randomText(r, 1+r.Intn(300)))}
	}
	if r.Intn(4) == 0 {
		kind := []editions.Kind{editions.PullText, editions.FormulaText}[r.Intn(2)]
		return &editions.Paragraph{Kind: kind, Text: text(randomText(r, 1+r.Intn(90)))}
	}
	p := &editions.Paragraph{Text: text(randomText(r, 1+r.Intn(400)))}
	if r.Intn(3) == 0 {
		p.Cap = 2 + r.Intn(4)
	}
	return p
}

func randomPicture(r *rand.Rand) *editions.Picture {
	p := &editions.Picture{Path: "none.jpg", Caption: text(randomText(r, r.Intn(40))), CaptionAt: editions.CaptionPlace(r.Intn(5)), Width: r.Intn(3), Whole: r.Intn(2) == 0}
	if r.Intn(3) == 0 {
		p.Credit = text(randomText(r, 5))
	}
	if r.Intn(4) > 0 {
		p.Image = &editions.Image{Path: "none.jpg", Format: "jpeg", W: 100 + r.Intn(2000), H: 100 + r.Intn(2000)}
	}
	if r.Intn(4) == 0 {
		p.At = editions.AtText
	}
	return p
}

func randomGroup(r *rand.Rand) (blocks []editions.Block) {
	g := &editions.Group{}
	for range 2 + r.Intn(8) {
		p := randomPicture(r)
		if r.Intn(2) == 0 {
			p.Caption = editions.Text{}
		}
		p.Group = g
		g.Pictures, blocks = append(g.Pictures, p), append(blocks, p)
	}
	if r.Intn(2) == 0 {
		g.Caption = &editions.Paragraph{Kind: editions.GroupCaption, Text: text(randomText(r, 1+r.Intn(60)))}
		blocks = append(blocks, g.Caption)
	}
	return blocks
}

// randomEdition makes pages cut into random slots; stories go into slots alone, together,
// or on through a slot of the next page.
func randomEdition(r *rand.Rand) *editions.Edition {
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
	var open []string
	for n := range 1 + r.Intn(3) {
		t := &editions.Template{
			Name: "t", Width: unit.Millimetres(270000), Height: unit.Millimetres(390000), Columns: 1 + r.Intn(6), Chars: 1 + r.Intn(16),
			Gap: 9 * unit.Pt, Size: 9 * unit.Pt, Leading: 13 * unit.Pt, Lines: 5 + r.Intn(60), RowGap: 1,
		}
		t.Flow = r.Intn(5) == 0
		cut(r, t, editions.Frame{Cols: t.Columns, Lines: t.Lines})
		if t.Flow {
			t.Slots[0].Flow = true
		}
		pg := &editions.Page{Number: n + 1, Name: fmt.Sprint(n + 1), Template: t}
		for i, s := range t.Slots {
			pl := editions.Placement{Slot: s.Name}
			if len(open) > 0 && r.Intn(2) == 0 {
				pl.Stories, open = append(pl.Stories, open[0]), open[1:]
			}
			for k := range r.Intn(3) {
				st := randomStory(r, fmt.Sprintf("s%d-%d-%d", n, i, k))
				ed.Stories = append(ed.Stories, st)
				pl.Stories = append(pl.Stories, st.ID)
				if r.Intn(4) == 0 {
					open = append(open, st.ID)
				}
			}
			pg.Placed = append(pg.Placed, pl)
		}
		ed.Pages = append(ed.Pages, pg)
	}
	return ed
}

// cut divides a frame of the grid into slots.
func cut(r *rand.Rand, t *editions.Template, f editions.Frame) {
	switch {
	case f.Cols > 1 && r.Intn(3) == 0:
		k := 1 + r.Intn(f.Cols-1)
		a, b := f, f
		a.Cols, b.Col, b.Cols = k, f.Col+k, f.Cols-k
		cut(r, t, a)
		cut(r, t, b)
		return
	case f.Lines > 12 && r.Intn(2) == 0:
		k := 4 + r.Intn(f.Lines-9)
		a, b := f, f
		a.Lines, b.Line, b.Lines = k, f.Line+k+1, f.Lines-k-1
		cut(r, t, a)
		cut(r, t, b)
		return
	}
	at := []string{"top-right", "top-left", "top", "bottom", "bottom-right", "bottom-left", editions.AtText}
	s := &editions.Slot{Name: fmt.Sprintf("slot%d", len(t.Slots)), Frames: []editions.Frame{f}, Between: 1}
	s.Columns, s.Head.Span = r.Intn(4), r.Intn(3)-1
	s.Picture = editions.PictureSpec{Columns: r.Intn(3), At: at[r.Intn(len(at))], Lines: r.Intn(10)}
	s.Rule = r.Intn(2) == 0
	if r.Intn(3) == 0 {
		s.Picture.Width, s.Picture.Start = unit.Measure{Amount: int64(1000 * r.Intn(30)), Unit: "字"}, r.Intn(6)
		s.Picture.At = append(at, "center")[r.Intn(8)]
	}
	s.Upright = r.Intn(6) == 0
	if r.Intn(3) == 0 {
		s.Fit = editions.Fitting{Head: r.Intn(3), Picture: r.Intn(5), Setting: r.Intn(2) == 0, Deck: r.Intn(2) == 0}
	}
	s.Head.Vertical, s.Head.Right = r.Intn(9) == 0, r.Intn(2) == 0
	if r.Intn(5) == 0 {
		s.Box.Width = unit.Pt / 2
	}
	t.Slots = append(t.Slots, s)
}
