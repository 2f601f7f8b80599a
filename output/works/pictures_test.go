package works

import (
	"image/jpeg"
	"strings"
	"testing"

	"banxin/output/epub"
	"banxin/output/internal/picture"
)

// Books hold previews of their first page, unless they are without pictures of pages.
func TestPreviews(t *testing.T) {
	files := published(t, small(), EPUB, Replica)
	for _, book := range []string{".epub", "-replica.epub"} {
		for name, width := range map[string]int{picture.CoverName: epub.CoverWidth, picture.ThumbnailName: epub.ThumbnailWidth} {
			img, err := jpeg.Decode(strings.NewReader(files[book+"/"+name]))
			if err != nil {
				t.Fatal(book, name, err)
			}
			if w := img.Bounds().Dx(); w > width || w < width*9/10 {
				t.Errorf("%s %s is %d pixels wide, not about %d", book, name, w, width)
			}
		}
	}
	plain := small()
	plain["paper.yaml"].Data = append(plain["paper.yaml"].Data, "\n电子版: {版图: 否}\n"...)
	if files := published(t, plain, EPUB); files[".epub/"+picture.CoverName] != "" {
		t.Error("a book without pictures of pages has a preview")
	}
}
