package layout

import (
	"bytes"
	"reflect"
	"slices"

	"banxin/layout/page"
)

// samePages puts pages of an earlier document in the place of those of a new one that are no
// others, so that what has been made of them serves again: a page is the same value as long as
// it is painted the same, from the same places of the files.
func samePages(old, now *page.Doc) {
	if old == nil || !slices.Equal(old.Faces, now.Faces) || !slices.Equal(old.Spots, now.Spots) || !slices.Equal(old.Sources, now.Sources) {
		return
	}
	var other []bool // of the pictures
	for i, im := range now.Images {
		other = append(other, i >= len(old.Images) || !sameImage(&old.Images[i], &im))
	}
	for i, pg := range now.Pages {
		if i < len(old.Pages) && samePage(old.Pages[i], pg) && !shows(pg, other) {
			now.Pages[i] = old.Pages[i]
		}
	}
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
