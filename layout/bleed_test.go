package layout_test

import (
	"testing"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestBleed: the advert on the sample's back reaches the trim on all sides, so its picture
// goes on to the edge of the bleed, and the mark 广告 stays within the trim.
func TestBleed(t *testing.T) {
	_, _, res := composed.Paper(t, assets.Sample())
	back := res.Doc.Pages[len(res.Doc.Pages)-1]
	var picture, mark bool
	for _, it := range back.Items {
		switch it := it.(type) {
		case *page.Group:
			im, ok := it.Items[0].(*page.Image)
			if !ok {
				continue
			}
			picture = true
			if im.Rect != back.Bleed || it.Clip != back.Bleed {
				t.Errorf("the picture stands in %v, clipped to %v; the bleed is %v", im.Rect, it.Clip, back.Bleed)
			}
			w, h := int64(im.X1-im.X0), int64(im.Y1-im.Y0)
			if d := w*int64(im.Rect.H) - h*int64(im.Rect.W); d > 2*int64(im.Rect.H) || d < -2*int64(im.Rect.H) {
				t.Errorf("%d by %d pixels in %v: it is stretched", w, h, im.Rect)
			}
		case *page.Text:
			mark = true
			if safe := back.Trim.Inset(unit.Millimetres(4000)); it.At.X < safe.X || it.At.X > safe.Right() || it.At.Y > safe.Bottom() {
				t.Errorf("the mark stands at %v, the trim is %v", it.At, back.Trim)
			}
		}
	}
	if !picture || !mark {
		t.Errorf("picture %v, mark %v", picture, mark)
	}
}
