package layout_test

import (
	"fmt"
	"math/rand"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/random"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// plates is what a page shows of pictures and text.
type plates struct {
	figures []unit.Rect // of pictures with their captions, but those with an outline
	text    []*page.Text
}

// show gathers a page. Text is that which does not belong to a picture.
func show(ed *editions.Edition, p *page.Page) (s plates) {
	var open []*page.Mark
	outlined := map[string]bool{}
	for _, st := range ed.Stories {
		for i, b := range st.Blocks {
			if pic, ok := b.(*editions.Picture); ok && len(pic.Outline) > 0 {
				outlined[fmt.Sprintf("%s#%d", st.ID, i)] = true
			}
		}
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case *page.Mark:
			if !it.Open {
				open = open[:len(open)-1]
				continue
			}
			open = append(open, it)
			if it.Role == page.RoleFigure && !outlined[it.ID] {
				s.figures = append(s.figures, it.Rect)
			}
		case *page.Text:
			story, figure := false, false
			for _, m := range open {
				story, figure = story || m.Role == page.RoleStory, figure || m.Role == page.RoleFigure || m.Role == page.RoleJump
			}
			if story && !figure && bare(it.Src) == it.Src {
				s.text = append(s.text, it)
			}
		}
	}
	return s
}

// em is the place of a run of type: its em boxes.
func em(t *page.Text) unit.Rect {
	last := t.Glyphs[len(t.Glyphs)-1]
	if t.Dir == page.Vertical {
		return unit.Rect{X: t.At.X - t.Size/2, Y: t.At.Y, W: t.Size, H: max(unit.Length(last.Y), 0)}
	}
	return unit.Rect{X: t.At.X, Y: t.At.Y - t.Size*88/100, W: unit.Length(last.X) + t.Size/2, H: t.Size}
}

// FuzzPictures: wherever random pictures come to stand, alone, in groups, across columns or
// in the text, none stands on another, and none on text.
func FuzzPictures(f *testing.F) {
	for seed := range need.Seeds(12, 60) {
		f.Add(seed)
	}
	f.Add(int64(909))  // 上接 below a small head is broken
	f.Add(int64(1340)) // a caption on its picture, of vertical text, has more lines than that
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := random.Edition(rand.New(rand.NewSource(seed)))
		for _, p := range ed.Pages { // a story does not turn on its way
			for _, s := range p.Template.Slots {
				s.Upright = seed%5 == 0
			}
		}
		_, res := composed.Edition(t, ed)
		for _, p := range res.Doc.Pages {
			s := show(ed, p)
			for i, a := range s.figures {
				for _, b := range s.figures[i+1:] {
					if in := a.Intersect(b); in.W > unit.Pt/10 && in.H > unit.Pt/10 {
						t.Errorf("page %s: pictures at %v and %v overlap", p.Name, a, b)
					}
				}
				for _, x := range s.text {
					if in := a.Intersect(em(x)); in.W > unit.Pt/10 && in.H > unit.Pt/10 {
						t.Errorf("page %s: %q at %v stands on the picture at %v", p.Name, x.Src, x.At, a)
					}
				}
			}
		}
	})
}
