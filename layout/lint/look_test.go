package lint

import (
	"io/fs"
	"os"
	"testing"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

func laidOut(t *testing.T, dir fs.FS) (*editions.Edition, *layout.Result) {
	t.Helper()
	ed, _, res := composed.PaperWith(t, dir, editions.Options{Library: assets.Templates()})
	return ed, res
}

// TestLookHolds: on every page of the sample and of the gallery the white below heads is one but
// for three tenths of a line, kickers and decks stand back, and no story outweighs one before it.
func TestLookHolds(t *testing.T) {
	for _, c := range []fs.FS{four.Pages(), os.DirFS("../testdata/gallery")} {
		ed, res := laidOut(t, c)
		pages, found := Look(ed, res, nil)
		for _, f := range found {
			t.Errorf("%s: %s [%s]", f.Pos, f.Message, f.Code)
		}
		heads := 0
		for _, p := range pages {
			heads += len(p.Heads)
		}
		if heads < 20 {
			t.Errorf("only %d heads are measured", heads)
		}
	}
}

// TestLookSees: what is disturbed on a page is told, and nothing else.
func TestLookSees(t *testing.T) {
	head := func(d *page.Doc, story string, role page.Role) (out []*page.Text) {
		in := false
		for _, p := range d.Pages {
			for _, it := range p.Items {
				switch it := it.(type) {
				case *page.Mark:
					if it.Role == role && it.ID == story {
						in = it.Open
					}
				case *page.Text:
					if in {
						out = append(out, it)
					}
				}
			}
		}
		return out
	}
	grow := func(texts []*page.Text, percent int64) {
		for _, x := range texts {
			x.Size = x.Size.MulDiv(percent, 100)
			for i := range x.Glyphs {
				x.Glyphs[i].X = int32(unit.Length(x.Glyphs[i].X).MulDiv(percent, 100))
			}
		}
	}
	for code, change := range map[string]func(*page.Doc){
		"LAY-RATIO": func(d *page.Doc) { grow(head(d, "202-canteen", page.RoleKicker), 130) },
		"LAY-DECK":  func(d *page.Doc) { grow(head(d, "102-harvest", page.RoleDeck), 150) },
		"LAY-WHITE": func(d *page.Doc) {
			for _, x := range head(d, "203-nursery", page.RoleHeadline) {
				x.At.Y -= 12 * unit.Pt
			}
		},
		"LAY-WEIGHT": func(d *page.Doc) { grow(head(d, "103-xray", page.RoleHeadline), 250) },
	} {
		ed, res := laidOut(t, four.Pages())
		change(res.Doc)
		pages, found := Look(ed, res, nil)
		told := false
		for _, f := range found {
			told = told || f.Code == code
		}
		least := 100
		for _, p := range pages {
			least = min(least, p.Score)
		}
		if !told || least == 100 {
			t.Errorf("%s: %v, score %d", code, found, least)
		}
	}
}

func TestHundredths(t *testing.T) {
	for h, want := range map[Hundredths]string{0: "0.00", 5: "0.05", 144: "1.44", -100: "-1.00"} {
		if got, _ := h.MarshalJSON(); string(got) != want {
			t.Errorf("%d is %s", int(h), got)
		}
	}
}
