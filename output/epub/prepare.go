package epub

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/output/internal/picture"
)

// Prepare makes those pictures of stories that are wanted, by the names of their files, for
// keep to keep. Those of a book are brought to the size to which it will bring them, as far as can be
// told of some of them, and where that is not sure to both that it may be.
func Prepare(ed *editions.Edition, d *page.Doc, wanted func(name string) bool, keep func(key string, make func() ([]byte, error)) ([]byte, error), b Book) error {
	var shown []picture.Shown
	var w weights
	seen := map[*editions.Image]bool{}
	for _, s := range ed.Stories {
		for _, p := range s.Pictures() {
			if p.Image == nil || seen[p.Image] {
				continue
			}
			seen[p.Image] = true
			if !wanted(p.Image.Path) {
				w.other(p.Image)
				continue
			}
			made, err := shownTo(ed, p, keep)
			if err != nil {
				return err
			}
			w.mine(p.Image, len(made.Data))
			shown = append(shown, made)
		}
	}
	if b == NoBook || ed.Paper.EEdition.PictureSide != 0 || len(shown) == 0 {
		return nil
	}
	room := roomOf(len(d.Pages)) - usualPreviews - markupOfText*len(d.Pages)
	if b == WithPages {
		room -= usualPage * len(d.Pages)
	}
	for _, s := range ed.Stories {
		room -= textBytes(s)
	}
	room = w.share(room)
	made := map[string][]byte{}
	once := picture.Keep(func(key string, make func() ([]byte, error)) (data []byte, err error) {
		if data = made[key]; data == nil {
			data, err = keep(key, make)
			made[key] = data
		}
		return data, err
	})
	for _, room := range []int{room * 19 / 20, room * 21 / 20} {
		if _, err := once.Within(shown, room); err != nil {
			return err
		}
	}
	return nil
}

// Book says for what book pictures are prepared.
type Book uint8

const (
	NoBook    Book = iota // as the e-paper has them
	TextAlone             // without pictures of pages
	WithPages
)

// weights are what pictures weigh as readers get them: some that have been made, and others that are
// taken for like them. One that is not too large weighs what its file does.
type weights struct {
	made, scaled, pixels  int // bytes of all that were made, and of the too large among them with their pixels
	others, pixelsOfOther int // the same of others: bytes, and pixels of the too large
}

func (w *weights) mine(im *editions.Image, bytes int) {
	w.made += bytes
	if tooLarge(im) {
		w.scaled, w.pixels = w.scaled+bytes, w.pixels+shownPixels(im)
	}
}

func (w *weights) other(im *editions.Image) {
	if tooLarge(im) {
		w.pixelsOfOther += shownPixels(im)
	} else {
		w.others += len(im.Data)
	}
}

// usualPreviews is what a book's previews of its first page weigh, which only one share makes.
const usualPreviews = 90_000

// usualPage is what the picture of a page weighs.
const usualPage = 140_000

// usualBytes is what ten pixels of a photograph weigh.
const usualBytes = 3

// share is the part of a room that pictures may take which have been made.
func (w *weights) share(room int) int {
	others := float64(w.pixelsOfOther) * usualBytes / 10
	if w.pixels > 0 {
		others = float64(w.pixelsOfOther) * float64(w.scaled) / float64(w.pixels)
	}
	return int(float64(room) * float64(w.made) / (float64(w.made+w.others) + others))
}

func tooLarge(im *editions.Image) bool { return max(im.W, im.H) > picture.ReaderSide }

// shownPixels are those of a picture that is too large, as readers get it.
func shownPixels(im *editions.Image) int {
	long := max(im.W, im.H, 1)
	return max(im.W*picture.ReaderSide/long, 1) * max(im.H*picture.ReaderSide/long, 1)
}
