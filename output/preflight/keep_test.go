package preflight

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"reflect"
	"sync"
	"testing"

	"banxin/layout/page"
	"banxin/output/pdf"
)

// TestKept: a photograph that the writer of a file has told of is measured once, as the file itself
// shows it, and the report is that of who keeps nothing.
func TestKept(t *testing.T) {
	d := good(t)
	im := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range im.Pix {
		im.Pix[i] = uint8(i * i / 7)
	}
	for x := range 40 {
		for y := range 40 {
			im.Set(x, y, color.Black)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	d.Images[0] = page.ImageFile{Name: "a.jpg", Format: "jpeg", W: 400, H: 300, Data: b.Bytes()}
	var mu sync.Mutex
	known, made := map[string][]byte{}, 0
	keep := Keep(func(key string, make func() ([]byte, error)) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		if data, ok := known[key]; ok {
			return data, nil
		}
		made++
		data, err := make()
		known[key] = data
		return data, err
	})
	all := func(string) bool { return true }
	if err := pdf.Write(io.Discard, d, catalog(), pdf.Options{Only: all, Shown: keep.Inks}); err != nil {
		t.Fatal(err)
	}
	if made != 1 {
		t.Errorf("%d pictures were told of", made)
	}
	var file bytes.Buffer
	if err := pdf.Write(&file, d, catalog(), pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	wanted := Newspaper()
	wanted.InkLimit = 100
	got, err := keep.Check(t.Context(), bytes.NewReader(file.Bytes()), wanted)
	if err != nil {
		t.Fatal(err)
	}
	if made != 1 {
		t.Error("what was kept is measured again")
	}
	if want := check(t, file.Bytes(), wanted); !reflect.DeepEqual(got, want) || len(want.Findings) == 0 {
		t.Errorf("found\n%v\nand who keeps nothing finds\n%v", got.Findings, want.Findings)
	}
}
