package layout

import (
	"bytes"
	"reflect"
	"slices"

	"banxin/layout/page"
)

// samePages are the pages of an earlier document that stand in the place of those of a new one
// which are no others, so that what has been made of them serves again: a page is the same value
// as long as it is painted the same, from the same places of the files. nil: there are none.
type samePages struct {
	old   []*page.Page
	other []bool // of the pictures
}

// newSamePages compares documents but for their pages.
func newSamePages(old, now *page.Doc) *samePages {
	if old == nil || !slices.Equal(old.Faces, now.Faces) || !slices.Equal(old.Spots, now.Spots) || !slices.Equal(old.Sources, now.Sources) {
		return nil
	}
	s := &samePages{old: old.Pages}
	for i, im := range now.Images {
		s.other = append(s.other, i >= len(old.Images) || !sameImage(&old.Images[i], &im))
	}
	return s
}

// of is the earlier page in the place of the new one, by its index, and whether there is one.
func (s *samePages) of(i int, pg *page.Page) (*page.Page, bool) {
	if s != nil && i < len(s.old) && samePage(s.old[i], pg) && !shows(pg, s.other) {
		return s.old[i], true
	}
	return pg, false
}

func sameImage(a, b *page.ImageFile) bool {
	same := len(a.Data) == len(b.Data) && (len(a.Data) == 0 || &a.Data[0] == &b.Data[0] || bytes.Equal(a.Data, b.Data))
	return same && a.Name == b.Name && a.Format == b.Format && a.W == b.W && a.H == b.H && a.Page == b.Page
}

func samePage(a, b *page.Page) bool {
	x, y := *a, *b
	x.Items, y.Items = nil, nil
	return reflect.DeepEqual(&x, &y) && slices.EqualFunc(a.Items, b.Items, func(a, b page.Item) bool { return a == b || reflect.DeepEqual(a, b) })
}

// shows tells whether a page has one of the pictures of a list.
func shows(pg *page.Page, list []bool) (yes bool) {
	if !slices.Contains(list, true) {
		return false
	}
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		if im, ok := it.(*page.Image); ok && im.File < len(list) {
			yes = yes || list[im.File]
		}
	})
	return yes
}
