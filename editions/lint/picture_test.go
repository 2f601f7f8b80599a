package lint_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"testing/fstest"

	"banxin/editions/lint"
)

// TestPictureTwice: a picture in two stories is told at the second, under whatever name its
// file goes; pictures of one size are not the same.
func TestPictureTwice(t *testing.T) {
	draw := func(dark int) []byte {
		im := image.NewGray(image.Rect(0, 0, 8, 8))
		im.Pix[dark] = 200
		var b bytes.Buffer
		if err := png.Encode(&b, im); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	m := fstest.MapFS{}
	for name, text := range frame {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	const dir = "editions/2026-10-20/"
	for name, data := range map[string][]byte{"a.png": draw(1), "copy.png": draw(1), "b.png": draw(2)} {
		m[dir+"images/"+name] = &fstest.MapFile{Data: data}
	}
	for id, pic := range map[string]string{"s": "a.png", "t": "copy.png", "u": "b.png", "v": "a.png"} {
		m[dir+"stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\n标题: 题" + id + "\n---\n正文。\n\n![说](" + pic + ")\n")}
	}
	var said []string
	for _, f := range lint.Check(load(t, m)) {
		if f.Code == "REL-TWICE" {
			said = append(said, f.Story+": "+f.Message.String())
		}
	}
	want := []string{"t: the picture copy.png stands in s too", "v: the picture a.png stands in s too"}
	if len(said) != len(want) || said[0] != want[0] || said[1] != want[1] {
		t.Errorf("said %q, want %q", said, want)
	}
}
