package flow_test

import (
	"crypto/sha256"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/cmd/need/random"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
	"banxin/output/dump"
)

// TestRandomPages: what pages of random editions hold: a line a page in testdata/random, with the number
// of its items by kind and a digest of its dump, then how stories fit and what is found. Where a digest
// alone differs, dump both pages to see why.
func TestRandomPages(t *testing.T) {
	for _, c := range []struct {
		name  string
		seeds int64
		make  func(*rand.Rand) *editions.Edition
	}{
		{"pages", 40, func(r *rand.Rand) *editions.Edition { return furnished(r, random.Rich(r, 4+r.Intn(10))) }},
		{"tables", 40, tabular},
		{"fronts", 40, fronts},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for seed := range c.seeds {
				fmt.Fprintf(&b, "# %d\n", seed)
				_, res := composed.Edition(t, c.make(rand.New(rand.NewSource(seed))))
				for i, p := range res.Doc.Pages {
					var d strings.Builder
					if err := dump.Page(&d, p); err != nil {
						t.Fatal(err)
					}
					fmt.Fprintf(&b, "page %d:%s %.8x\n", i+1, kindsOf(p), sha256.Sum256([]byte(d.String())))
				}
				b.WriteString(dumpOf(t, res, "fits"))
				for _, f := range res.Findings {
					fmt.Fprintf(&b, "%s %s %s %d %d %d %s %v %s %v\n", f.Code, f.Severity, f.Story, f.Page, f.Chars, f.Lines, f.Message.ID, f.Message.Args, f.Hint.ID, f.Hint.Args)
				}
			}
			held.Text(t, "testdata/random/"+c.name+".txt", b.String())
		})
	}
}

func kindsOf(p *page.Page) string {
	n := map[string]int{}
	for _, it := range p.Items {
		n[fmt.Sprintf("%T", it)]++
	}
	var b strings.Builder
	for _, kind := range []string{"Text", "Rule", "Path", "Image", "Mark", "Gap"} {
		fmt.Fprintf(&b, " %d %s", n["*page."+kind], kind)
	}
	return b.String()
}

// randomLook is how furniture of a page looks.
func randomLook(r *rand.Rand) (l editions.Look) {
	line := func() editions.LineLook {
		return editions.LineLook{Kind: editions.LineKind(r.Intn(9)), Width: unit.Length(r.Intn(3)) * unit.Pt, Horizontals: r.Intn(4) == 0, Everywhere: r.Intn(2) == 0}
	}
	l.Between, l.Columns = line(), line()
	l.Folio = editions.FolioLook{Style: editions.FolioStyle(r.Intn(4)), Foot: r.Intn(3) == 0, Rules: editions.LineKind(r.Intn(9))}
	l.Label = editions.LabelLook{Style: []editions.LabelStyle{0, 1, 2, 3, 4, 5, 7}[r.Intn(7)], At: editions.LabelPlace(r.Intn(3))}
	l.Picture = editions.PictureLook{Credit: editions.CreditPlace(r.Intn(2)), Mark: editions.CaptionMark(r.Intn(3))}
	if r.Intn(3) == 0 {
		l.Picture.Line = unit.Pt / 2
	}
	if r.Intn(2) == 0 {
		l.End.Ornament = editions.Ornament(r.Intn(7))
	}
	return l
}

// furnished has the slots of an edition say more of what they can say.
func furnished(r *rand.Rand, ed *editions.Edition) *editions.Edition {
	for _, p := range ed.Pages {
		p.Template.Look = randomLook(r)
		for _, s := range p.Template.Slots {
			if s.Kind == editions.StorySlot {
				furnish(r, s)
			}
		}
	}
	return ed
}

func furnish(r *rand.Rand, s *editions.Slot) {
	s.Justify = r.Intn(4)
	s.Between = r.Intn(4)
	s.Picture.Fill = r.Intn(8) == 0
	s.Head.Vertical, s.Head.Right = r.Intn(6) == 0, r.Intn(2) == 0
	if s.Head.Vertical {
		s.Head.Span, s.Head.Chars = 0, r.Intn(5)
	}
	if r.Intn(4) == 0 {
		s.Head.Align, s.Head.AlignSet = []typo.Align{typo.Left, typo.Right, typo.Center}[r.Intn(3)], true
	}
	if r.Intn(4) == 0 {
		s.Head.Rows = 1 + r.Intn(3)
	}
	if r.Intn(3) == 0 {
		s.Fit = editions.Fitting{Head: r.Intn(3), Lines: r.Intn(2), Track: r.Intn(6), Picture: r.Intn(2), Setting: r.Intn(2) == 0, Deck: r.Intn(3) == 0}
	}
	s.Mode = editions.ColumnMode(r.Intn(3))
}

// words is text without marks, of n characters.
func words(r *rand.Rand, n int) editions.Text {
	if n == 0 {
		return editions.Text{}
	}
	s := strings.Map(func(c rune) rune {
		if c < 0x4e00 && c != '，' && c != '。' {
			return -1
		}
		return c
	}, random.Text(r, n))
	return editions.Text{Runs: []editions.Run{{Text: s}}}
}

// spacious is an edition of a page with slots one above the other, each of so many columns and lines.
func spacious(columns int, lines ...int) *editions.Edition {
	t := &editions.Template{Name: "t", Width: unit.Millimetres(270000), Height: unit.Millimetres(390000), Columns: columns, Chars: 72/columns - 1, Gap: 9 * unit.Pt, Size: 9 * unit.Pt, Leading: 13 * unit.Pt, RowGap: 1}
	for i, n := range lines {
		t.Slots = append(t.Slots, &editions.Slot{Name: fmt.Sprint("位", i), Frames: []editions.Frame{{Cols: columns, Line: t.Lines, Lines: n}}, Between: 1})
		t.Lines += n + 1
	}
	ed := &editions.Edition{Paper: editions.DefaultPaper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
	ed.Pages = []*editions.Page{{Number: 1, Name: "1", Template: t}}
	return ed
}

// tabular is an edition of stories with tables, notes, verse and captioned pictures, most of which have room.
func tabular(r *rand.Rand) *editions.Edition {
	ed := spacious(2+r.Intn(4), 20+r.Intn(20), 25)
	p := ed.Pages[0]
	p.Template.Look = randomLook(r)
	for _, name := range []editions.StyleName{editions.Quote, editions.Editorial} {
		l := ed.Paper.Styles[name]
		l.Ruled, l.Before = editions.Ruling(r.Intn(3)), r.Intn(2)
	}
	for i, s := range p.Template.Slots {
		furnish(r, s)
		s.Head.Vertical, s.Upright = false, r.Intn(8) == 0
		if r.Intn(3) == 0 { // columns of unlike widths
			s.Columns, s.Mode = 2+r.Intn(4), editions.Relative
		}
		s.Rule = r.Intn(2) == 0
		id := fmt.Sprint("s", i)
		st := &editions.Story{ID: id, Headline: []editions.Text{words(r, 5+r.Intn(8))}, Byline: words(r, 5), Notes: editions.NotePlace(r.Intn(4))}
		for range 1 + r.Intn(3) {
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: words(r, 30+r.Intn(200))})
		}
		switch r.Intn(4) {
		case 0:
			st.Blocks = append(st.Blocks, &editions.Paragraph{Kind: editions.VerseText, Text: words(r, 60)})
		case 1:
			st.Blocks = append(st.Blocks, &editions.Picture{
				Path: "a.jpg", Image: &editions.Image{Path: "a.jpg", Format: "jpeg", W: 300 + r.Intn(600), H: 300 + r.Intn(500)}, Caption: words(r, 10+r.Intn(60)), Credit: words(r, 3+r.Intn(6)),
				CaptionAt: editions.CaptionPlace(r.Intn(5)), Width: 1 + r.Intn(2), At: []string{"", editions.AtText}[r.Intn(2)],
			})
		case 2:
			st.Blocks = append(st.Blocks, &editions.Paragraph{Kind: editions.QuoteText, Text: words(r, 80)}, &editions.Paragraph{Kind: editions.EditorialText, Text: words(r, 40)})
		}
		b := table(r)
		at := r.Intn(len(st.Blocks) + 1)
		st.Blocks = append(st.Blocks[:at:at], append([]editions.Block{b}, st.Blocks[at:]...)...)
		sign := editions.Run{Text: "1", Marks: editions.Superscript | editions.NoteSign}
		if row := b.Rows[r.Intn(len(b.Rows))]; r.Intn(2) == 0 {
			row[0].Runs = append(row[0].Runs, sign)
			st.Blocks = append(st.Blocks, &editions.Paragraph{Kind: editions.NoteLine, Text: editions.Text{Runs: []editions.Run{sign, {Text: words(r, 4+r.Intn(30)).String()}}}})
		}
		ed.Stories = append(ed.Stories, st)
		p.Placed = append(p.Placed, editions.Placement{Slot: s.Name, Stories: []string{id}})
	}
	return ed
}

// table is a table of words and figures.
func table(r *rand.Rand) *editions.Table {
	columns := 1 + r.Intn(6)
	b := &editions.Table{
		Head: r.Intn(3), Align: make([]typo.Align, columns), Columns: []int{0, 0, 1, 2, editions.AllColumns}[r.Intn(5)], Lines: editions.TableLines(r.Intn(3)),
		Caption: words(r, r.Intn(2)*12), Again: []string{"", "续表"}[r.Intn(2)], Square: r.Intn(10) == 0,
	}
	for c := range b.Align {
		b.Align[c] = []typo.Align{typo.Justify, typo.Left, typo.Center, typo.Right}[r.Intn(4)]
	}
	for y := range max(b.Head+1, 1+r.Intn(40)) {
		row := make([]editions.Text, columns)
		for c := range row {
			switch {
			case r.Intn(9) == 0:
			case y < b.Head || c == 0 && r.Intn(2) == 0:
				row[c] = words(r, 1+r.Intn(8))
			case r.Intn(8) == 0:
				row[c] = words(r, 10+r.Intn(60))
			default:
				row[c] = editions.Text{Runs: []editions.Run{{Text: fmt.Sprintf("%d%s%s", r.Intn(2000), []string{"", ".5", ".25"}[r.Intn(3)], []string{"", "%", "亿元"}[r.Intn(3)])}}}
			}
		}
		b.Rows = append(b.Rows, row)
	}
	if r.Intn(3) == 0 && columns > 1 {
		joined(r, b)
	}
	return b
}

// joined has some cells of a table take the place of those beside or below them.
func joined(r *rand.Rand, b *editions.Table) {
	for _, row := range b.Rows {
		of := make([]editions.Extent, len(row))
		for c := range of {
			of[c] = editions.Extent{Across: 1, Down: 1}
		}
		b.Extents = append(b.Extents, of)
	}
	for range 1 + r.Intn(3) {
		y, c := r.Intn(len(b.Rows)), r.Intn(len(b.Align)-1)
		one := editions.Extent{Across: 1, Down: 1}
		switch {
		case b.Extents[y][c] != one:
		case b.Extents[y][c+1] == one && r.Intn(2) == 0:
			b.Extents[y][c], b.Extents[y][c+1], b.Rows[y][c+1] = editions.Extent{Across: 2, Down: 1}, editions.Extent{}, editions.Text{}
		case y+1 < len(b.Rows) && y+1 != b.Head && b.Extents[y+1][c] == one:
			b.Extents[y][c], b.Extents[y+1][c], b.Rows[y+1][c] = editions.Extent{Across: 1, Down: 2}, editions.Extent{}, editions.Text{}
		}
	}
}

// fronts is an edition with a nameplate, a list of headlines, and folios, in places of all proportions.
func fronts(r *rand.Rand) *editions.Edition {
	ed := spacious(4, 4+r.Intn(9), 8+r.Intn(16), 24)
	paper := ed.Paper
	paper.Name, paper.Code = string([]rune("棠川日报晚刊")[:2+r.Intn(5)]), "t"
	for _, f := range []*string{&paper.NameLatin, &paper.Motto, &paper.Publisher, &paper.CN, &paper.Price, &paper.PostCode, &paper.Website, &paper.Printer} {
		if r.Intn(2) == 0 {
			*f = words(r, 3+r.Intn(12)).String()
		}
	}
	for range r.Intn(3) {
		paper.Lines = append(paper.Lines, words(r, 4+r.Intn(10)).String())
	}
	paper.Colors = map[string]editions.InkColor{"报红": {M: 9500, Y: 8000}, "浅灰": {K: 1000}, "青": {C: 8000, M: 3000}}
	ink := func() string { return []string{"", "报红", "浅灰", "青"}[r.Intn(4)] }
	look := randomLook(r)
	look.Nameplate = editions.NameplateLook{At: editions.NameplatePlace(r.Intn(3)), Tint: ink(), Bar: ink(), Rules: editions.LineKind(r.Intn(9)), Reverse: r.Intn(3) == 0, Rows: r.Intn(4)}
	look.Index = editions.IndexLook{Style: editions.IndexStyle(r.Intn(4)), Pictures: r.Intn(2) == 0, Color: ink()}
	look.Picture.Radius = unit.Length(r.Intn(2)) * 3 * unit.Pt
	ed.Issue, ed.Weather = r.Intn(9999), []string{"多云转晴", "12～20℃"}[:r.Intn(3)]
	front := ed.Pages[0].Template
	front.Look = look
	front.Slots[0].Kind, front.Slots[1].Kind = editions.NameplateSlot, editions.IndexSlot
	for _, s := range front.Slots[:2] { // beside an advert, or alone
		s.Frames[0].Cols = 1 + r.Intn(4)
	}
	ed.Pages[0].Placed = []editions.Placement{{Slot: front.Slots[2].Name, Stories: []string{"s1"}}}
	ed.Stories = []*editions.Story{{ID: "s1", Label: words(r, r.Intn(2)*4), Headline: []editions.Text{words(r, 9)}, Blocks: []editions.Block{&editions.Paragraph{Text: words(r, 300)}}}}
	for n := range 1 + r.Intn(5) {
		other := spacious(3, 2+r.Intn(2), 30)
		p := other.Pages[0]
		p.Number, p.Name, p.Section = n+2, fmt.Sprint(n+2), words(r, 2+r.Intn(6)).String()
		p.Template.Look, p.Template.Slots[0].Kind = look, editions.FolioSlot
		id := fmt.Sprint("t", n)
		st := &editions.Story{ID: id, Headline: []editions.Text{words(r, 4+r.Intn(20))}, Blocks: []editions.Block{&editions.Paragraph{Text: words(r, 400)}}}
		if r.Intn(2) == 0 {
			st.Blocks = append(st.Blocks, &editions.Picture{Path: "a.jpg", Image: &editions.Image{Path: "a.jpg", Format: "jpeg", W: 600, H: 400}})
		}
		ed.Stories = append(ed.Stories, st)
		p.Placed = []editions.Placement{{Slot: p.Template.Slots[1].Name, Stories: []string{id}}}
		ed.Pages = append(ed.Pages, p)
	}
	return ed
}
