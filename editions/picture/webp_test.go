package picture

import (
	"encoding/base64"
	"image/color"
	"testing"
)

// TestStudioWebP: white of a lossy WebP is white and its black is black, with alpha and without.
func TestStudioWebP(t *testing.T) {
	for _, c := range []struct {
		name, file string
		x, y       int
		want       [4]byte
	}{
		{"white", lossy, 4, 8, [4]byte{255, 255, 255, 255}},
		{"black", lossy, 27, 8, [4]byte{0, 0, 0, 255}},
		{"white, half seen through", lossyAlpha, 4, 2, [4]byte{255, 255, 255, 128}},
		{"black, half seen through", lossyAlpha, 27, 2, [4]byte{0, 0, 0, 128}},
		{"red", lossyAlpha, 4, 13, [4]byte{200, 30, 30, 255}},
	} {
		data, err := base64.StdEncoding.DecodeString(c.file)
		if err != nil {
			t.Fatal(err)
		}
		img, err := Decode(data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		n := color.NRGBAModel.Convert(img.At(c.x, c.y)).(color.NRGBA)
		for k, v := range []byte{n.R, n.G, n.B, n.A} {
			if d := int(v) - int(c.want[k]); d < -6 || d > 6 {
				t.Errorf("%s: %v, want %v", c.name, n, c.want)
				break
			}
		}
	}
}

// Two pictures of 32 × 16, white at the left and black at the right: the second seen through by
// half, with a red part at the left below.
const (
	lossy      = "UklGRjIAAABXRUJQVlA4ICYAAABQAgCdASogABAALiUYjEYREREBABIlpAAD2UAA/v7doD/4flAAAA=="
	lossyAlpha = "UklGRnAAAABXRUJQVlA4WAoAAAAQAAAAHwAADwAAQUxQSBUAAAABD/DA/4iIIBZM5i/dnUFE/yegnQsAVlA4IDQAAABwAQCdASogABAAAMASJaAC7AFi8AD+9Xj///8xet//TSP/6XK//3QJ//3QJ//Fny3RoAAA"
)
