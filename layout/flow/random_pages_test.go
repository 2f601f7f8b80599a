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

// TestRandomPages: what pages of random editions hold, in slots and looks of all kinds: a line a page
// in testdata/random/pages.txt, with the number of its items by kind and a digest of its dump, then how
// stories fit and what is found. Where a digest alone differs, dump both pages to see why.
func TestRandomPages(t *testing.T) {
	var b strings.Builder
	for seed := range int64(40) {
		r := rand.New(rand.NewSource(seed))
		ed := random.Rich(r, 4+int(seed)%10)
		for _, p := range ed.Pages {
			p.Template.Look = randomLook(r)
			for _, s := range p.Template.Slots {
				furnished(r, s)
			}
		}
		_, res := composed.Edition(t, ed)
		for i, p := range res.Doc.Pages {
			var d strings.Builder
			if err := dump.Page(&d, p); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%d page %d:%s %.8x\n", seed, i+1, kindsOf(p), sha256.Sum256([]byte(d.String())))
		}
		b.WriteString(dumpOf(t, res, "fits"))
		for _, f := range res.Findings {
			fmt.Fprintf(&b, "%s %s %s %d %d %d %s | %s\n", f.Code, f.Severity, f.Story, f.Page, f.Chars, f.Lines, f.Message, f.Hint)
		}
	}
	held.Text(t, "testdata/random/pages.txt", b.String())
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

// furnished has a slot say more of what it can say.
func furnished(r *rand.Rand, s *editions.Slot) {
	if s.Kind != editions.StorySlot {
		return
	}
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
