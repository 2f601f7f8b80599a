package layout_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/editions/source"
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

// TestAdvertWhole: a picture fills its place at the trim where it has the place's proportions, with the bleed or
// without it; of any other all is shown but for the bleed, and it is told that it has not the size of its place.
func TestAdvertWhole(t *testing.T) {
	for _, c := range []struct {
		w, h int
		full bool
	}{
		{270, 390, true}, {276, 396, true}, {270, 393, true},
		{270, 420, false}, {270, 378, false}, {300, 390, false}, {270, 270, false},
	} {
		files := sampleFiles(t)
		var b bytes.Buffer
		if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 2*c.w, 2*c.h)), nil); err != nil {
			t.Fatal(err)
		}
		files["editions/2026-10-20/images/poster.jpg"] = &fstest.MapFile{Data: b.Bytes()}
		_, _, res := composed.Paper(t, files)
		told := slices.ContainsFunc(res.Findings, func(f source.Finding) bool { return f.Code == "FIT-ADVERT" && f.Severity == source.Warning })
		if told == c.full {
			t.Errorf("%d by %d: told %v", c.w, c.h, told)
		}
		back := res.Doc.Pages[len(res.Doc.Pages)-1]
		im := advertOn(back)
		if im == nil {
			t.Fatalf("%d by %d: no picture on the back", c.w, c.h)
		}
		whole := (im.X1-im.X0)*270 >= 2*c.w*264 && (im.Y1-im.Y0)*270 >= 2*c.h*264 // but for what is the bleed's
		if fills := im.Rect == back.Bleed; fills != c.full || !whole {
			t.Errorf("%d by %d: from %d,%d to %d,%d in %v", c.w, c.h, im.X0, im.Y0, im.X1, im.Y1, im.Rect)
		}
	}
}

// sampleFiles are the sample's, for tests that change some.
func sampleFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(assets.Sample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(assets.Sample(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// advertOn is the picture in the first group of a page that has one.
func advertOn(p *page.Page) *page.Image {
	for _, it := range p.Items {
		if g, ok := it.(*page.Group); ok {
			if im, ok := g.Items[0].(*page.Image); ok {
				return im
			}
		}
	}
	return nil
}
