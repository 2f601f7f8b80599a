package epub

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/output/internal/picture"
)

// Prepare makes those pictures of stories that are wanted, by the names of their files, for
// keep to keep. With fit, they are brought to the size to which a book will bring them, as far
// as can be told of some of them.
func Prepare(ed *editions.Edition, d *page.Doc, wanted func(name string) bool, keep func(key string, make func() ([]byte, error)) ([]byte, error), fit bool) error {
	var shown []picture.Shown
	seen, all := map[*editions.Image]bool{}, 0
	for _, s := range ed.Stories {
		for _, p := range s.Pictures() {
			if p.Image == nil || seen[p.Image] {
				continue
			}
			seen[p.Image] = true
			all++
			if !wanted(p.Image.Path) {
				continue
			}
			made, err := shownTo(ed, p, keep)
			if err != nil {
				return err
			}
			shown = append(shown, made)
		}
	}
	if !fit || ed.Paper.EEdition.PictureSide != 0 || len(shown) == 0 {
		return nil
	}
	room := roomOfFour + roomOfPage*max(0, len(d.Pages)-4)
	_, err := picture.Keep(keep).Within(shown, room*len(shown)/all)
	return err
}
