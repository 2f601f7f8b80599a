// Package random makes editions at random, for tests of what must hold of all.
//
//	ed := random.Rich(rand.New(rand.NewSource(seed)), 1)
package random

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/unit"
)

// Edition makes pages cut into random slots; stories go into slots alone, together,
// or on through a slot of the next page.
func Edition(r *rand.Rand) *editions.Edition {
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
				st := story(r, fmt.Sprintf("s%d-%d-%d", n, i, k))
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

// Rich is a random edition with boxes within boxes, borders, reversed heads, small
// heads of continuations, and stories that go on together, in columns of so many characters
// at least.
func Rich(r *rand.Rand, least int) *editions.Edition {
	ed := Edition(r)
	var before []string
	for _, p := range ed.Pages {
		p.Template.Chars = max(p.Template.Chars, least)
		for i := range p.Placed {
			share(r, p, &p.Placed[i], before)
		}
		for _, pl := range p.Placed {
			before = append(before, pl.Stories...)
		}
		slots := p.Template.Slots
		for _, s := range slots {
			dress(r, p.Template, s)
			if r.Intn(3) == 0 {
				nest(r, p, s, 1+r.Intn(2))
			}
		}
	}
	return ed
}

// share lets a story of an earlier page go on in a slot, before what is in it.
func share(r *rand.Rand, p *editions.Page, pl *editions.Placement, before []string) {
	if len(before) == 0 || r.Intn(2) == 0 {
		return
	}
	id := before[r.Intn(len(before))]
	if !slices.ContainsFunc(p.Placed, func(o editions.Placement) bool { return slices.Contains(o.Stories, id) }) {
		pl.Stories = append([]string{id}, pl.Stories...)
	}
}

func dress(r *rand.Rand, t *editions.Template, s *editions.Slot) {
	s.Head.Reverse = r.Intn(3) == 0
	s.Jump = editions.JumpSpec{Lines: r.Intn(8), Headed: r.Intn(2) == 0, Bare: r.Intn(4) == 0}
	if r.Intn(3) == 0 {
		s.Box.Width, s.Box.Border, s.Box.Depth = unit.Pt/2, editions.Border(r.Intn(10)), t.Size/4
	}
}

// nest puts a slot into a box, and that into another, with a second slot at its side.
func nest(r *rand.Rand, p *editions.Page, s *editions.Slot, depth int) {
	t := p.Template
	f := s.Frames[0]
	box := t.FrameRect(f)
	first, end := t.GridLines(f)
	if s.Flow || end-first < 8 || box.W < 16*t.Size {
		return
	}
	in := unit.Rect{X: box.X + t.Size, Y: t.TypeArea().Y + unit.Length(first+1)*t.Leading, W: box.W - 2*t.Size, H: unit.Length(end-first-3)*t.Leading + t.Size}
	g := &editions.Slot{Name: fmt.Sprint(s.Name, "框", depth), Kind: editions.GroupSlot, Within: s.Within, Frames: []editions.Frame{f}, Box: editions.Box{Width: unit.Pt / 2}}
	if r.Intn(3) == 0 {
		g.Label = "专版"
	}
	s.Within = g.Name
	if r.Intn(2) == 0 {
		side := in
		side.W = (in.W - t.Gap) / 2
		in.X, in.W = side.Right()+t.Gap, side.W
		o := *s
		o.Name, o.Frames = fmt.Sprint(s.Name, "侧", depth), []editions.Frame{{Cols: 1, Rect: side}}
		t.Slots = append(t.Slots, &o)
		p.Placed = append(p.Placed, editions.Placement{Slot: o.Name})
		for i := range p.Placed {
			if pl := &p.Placed[i]; pl.Slot == s.Name && len(pl.Stories) > 0 {
				p.Placed[len(p.Placed)-1].Stories = pl.Stories[len(pl.Stories)-1:]
			}
		}
	}
	s.Frames = []editions.Frame{{Cols: 1 + r.Intn(2), Rect: in}}
	t.Slots = append(t.Slots, g)
	if depth > 1 {
		nest(r, p, s, depth-1)
	}
}

func story(r *rand.Rand, id string) *editions.Story {
	st := &editions.Story{ID: id}
	maybe := func(n int) editions.Text {
		if r.Intn(2) == 0 {
			return editions.Text{}
		}
		return plain(Text(r, 1+r.Intn(n)))
	}
	st.Label, st.Byline = maybe(6), maybe(8)
	if r.Intn(3) == 0 {
		st.Byline = plain("（本报记者）")
	}
	for range r.Intn(3) {
		st.Headline = append(st.Headline, plain(Text(r, 1+r.Intn(18))))
	}
	if r.Intn(2) == 0 {
		st.Kicker, st.Deck = []editions.Text{plain(Text(r, 9))}, []editions.Text{plain(Text(r, 12))}
	}
	for range r.Intn(7) {
		if r.Intn(6) == 0 {
			st.Blocks = append(st.Blocks, group(r)...)
		}
		st.Blocks = append(st.Blocks, block(r))
	}
	if r.Intn(3) == 0 {
		notes(r, st)
	}
	return st
}

// notes gives a story notes, here and there in its text, most of them called.
func notes(r *rand.Rand, st *editions.Story) {
	st.Notes = editions.NotePlace(r.Intn(4))
	sign := func(n int) editions.Run {
		return editions.Run{Text: fmt.Sprint(n), Marks: editions.Superscript | editions.NoteSign}
	}
	for n := range 1 + r.Intn(6) {
		note := editions.Text{Runs: []editions.Run{sign(n), {Text: Text(r, 1+r.Intn(80))}}}
		at := r.Intn(len(st.Blocks) + 1)
		for at < len(st.Blocks) && grouped(st.Blocks[at]) { // those of a group follow one another
			at++
		}
		st.Blocks = slices.Insert(st.Blocks, at, editions.Block(&editions.Paragraph{Kind: editions.NoteLine, Text: note})) // a note may stand anywhere
		var texts []*editions.Text
		for p := range st.Parts() {
			if p.Block >= 0 && p.Role != editions.RoleNote && !p.Text.IsEmpty() {
				texts = append(texts, p.Text)
			}
		}
		if len(texts) > 0 && r.Intn(5) > 0 {
			t := texts[r.Intn(len(texts))]
			t.Runs = append(t.Runs, sign(n), editions.Run{Text: Text(r, r.Intn(30))})
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

func block(r *rand.Rand) editions.Block {
	switch r.Intn(9) {
	case 0:
		return &editions.Paragraph{Kind: editions.SubheadText, Level: 2, Text: plain(Text(r, 1+r.Intn(12)))}
	case 1:
		p := picture(r)
		if r.Intn(2) == 0 {
			p.Outline = [][2]int{{50, 0}, {100, 40}, {70, 100}, {20, r.Intn(100)}}
		}
		return p
	case 2:
		return &editions.List{Items: []editions.ListItem{{Marker: "1.", Text: plain(Text(r, 20))}, {Marker: "•", Text: plain(Text(r, 9))}}}
	case 3:
		tb := &editions.Table{Head: 1}
		for range 1 + r.Intn(4) {
			tb.Rows = append(tb.Rows, []editions.Text{plain(Text(r, 1+r.Intn(6))), plain(Text(r, 1+r.Intn(9)))})
		}
		return tb
	case 4:
		return &editions.Paragraph{Kind: editions.Kind(r.Intn(5)), Text: plain(Text(r, 1+r.Intn(300)))}
	}
	if r.Intn(4) == 0 {
		kind := []editions.Kind{editions.PullText, editions.FormulaText}[r.Intn(2)]
		return &editions.Paragraph{Kind: kind, Text: plain(Text(r, 1+r.Intn(90)))}
	}
	p := &editions.Paragraph{Text: plain(Text(r, 1+r.Intn(400)))}
	if r.Intn(3) == 0 {
		p.Cap = 2 + r.Intn(4)
	}
	return p
}

func picture(r *rand.Rand) *editions.Picture {
	p := &editions.Picture{Path: "none.jpg", Caption: plain(Text(r, r.Intn(40))), CaptionAt: editions.CaptionPlace(r.Intn(5)), Width: r.Intn(3), Whole: r.Intn(2) == 0}
	if r.Intn(3) == 0 {
		p.Credit = plain(Text(r, 5))
	}
	if r.Intn(4) > 0 {
		p.Image = &editions.Image{Path: "none.jpg", Format: "jpeg", W: 100 + r.Intn(2000), H: 100 + r.Intn(2000)}
	}
	if r.Intn(4) == 0 {
		p.At = editions.AtText
	}
	return p
}

func group(r *rand.Rand) (blocks []editions.Block) {
	g := &editions.Group{}
	for range 2 + r.Intn(8) {
		p := picture(r)
		if r.Intn(2) == 0 {
			p.Caption = editions.Text{}
		}
		p.Group = g
		g.Pictures, blocks = append(g.Pictures, p), append(blocks, p)
	}
	if r.Intn(2) == 0 {
		g.Caption = &editions.Paragraph{Kind: editions.GroupCaption, Text: plain(Text(r, 1+r.Intn(60)))}
		blocks = append(blocks, g.Caption)
	}
	return blocks
}

const letters = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"

// Text is n characters at random, marks and words among them.
func Text(r *rand.Rand, n int) string {
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

func plain(s string) editions.Text {
	if s == "" {
		return editions.Text{}
	}
	return editions.Text{Runs: []editions.Run{{Text: s}}}
}
