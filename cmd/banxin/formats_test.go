package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
	"testing/fstest"

	"banxin/editions"
)

// TestFormats: with all packages linked, some of which register decoders of their own, a
// picture is what its bytes say, whatever its name.
func TestFormats(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 1, 1))
	var j, p, g bytes.Buffer
	for _, err := range []error{jpeg.Encode(&j, img, nil), png.Encode(&p, img), gif.Encode(&g, img, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	webp, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	tiff := binary.BigEndian.AppendUint16([]byte("MM\x00*\x00\x00\x00\x08"), 6) // width, height, bits, colours, strip, its bytes
	for _, f := range [][2]uint16{{256, 1}, {257, 1}, {258, 8}, {262, 1}, {273, 0}, {279, 1}} {
		tiff = append(binary.BigEndian.AppendUint16(tiff, f[0]), 0, 3, 0, 0, 0, 1)
		tiff = append(binary.BigEndian.AppendUint16(tiff, f[1]), 0, 0)
	}
	tiff = append(tiff, 0, 0, 0, 0)
	for want, data := range map[string][]byte{"jpeg": j.Bytes(), "png": p.Bytes(), "gif": g.Bytes(), "webp": webp, "tiff": tiff, "": []byte("\x00\x00\x00\x18ftypheic")} {
		ed, found, err := editions.Load(fstest.MapFS{
			"paper.yaml": {Data: []byte("名称: 甲报\n代码: j\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n")},
			"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 甲\n---\n![图](a.jpg){乙 摄}\n")},
			"editions/2026-10-20/images/a.jpg": {Data: data},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, im := range ed.Images {
			got = im.Format
		}
		if got != want {
			t.Errorf("%s is %q: %v", want, got, found)
		}
	}
}
