package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"math/rand"
	"testing"
)

// restarted is a JPEG file of units side by side, with a restart marker after each.
func restarted(t testing.TB, units int) []byte {
	t.Helper()
	m := sample(16*units, 16)
	var out []byte
	for i := range units {
		one := image.NewNRGBA(image.Rect(0, 0, 16, 16))
		draw.Draw(one, one.Rect, m, image.Pt(16*i, 0), draw.Src)
		data := asJPEG(t, one)
		codes := bytes.Index(data, []byte{0xff, markSOS})
		codes += 2 + int(binary.BigEndian.Uint16(data[codes+2:]))
		if i == 0 {
			frame := bytes.Index(data, []byte{0xff, 0xc0})
			binary.BigEndian.PutUint16(data[frame+7:], uint16(16*units))
			out = append(append(out, data[:frame]...), 0xff, 0xdd, 0, 4, 0, 1)
			out = append(out, data[frame:codes]...)
		} else {
			out = append(out, 0xff, 0xd0+byte(i-1)&7)
		}
		out = append(out, data[codes:len(data)-2]...)
	}
	return append(out, 0xff, markEOI)
}

// TestVerify: what Decode does not take, Verify does not either, and for the same reason;
// whole files are seen to be whole by their codes.
func TestVerify(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 37, 21))
	draw.Draw(gray, gray.Rect, sample(37, 21), image.Point{}, draw.Src)
	files := map[string][]byte{"colours": asJPEG(t, sample(45, 37)), "grey": asJPEG(t, gray), "restarts": restarted(t, 11)}
	for name, data := range files {
		info, err := Read(data)
		if err != nil || !soundJPEG(data, info) {
			t.Errorf("%s: %v, not seen to be whole", name, err)
		}
		r, sound, broken := rand.New(rand.NewSource(7)), 0, 0
		for range 3000 {
			bad := spoilt(r, data)
			_, want := Decode(bad)
			if got := Verify(bad); (got == nil) != (want == nil) || got != nil && got.Error() != want.Error() {
				t.Fatalf("%s: Verify says %v, Decode %v:\n%x", name, got, want, bad)
			}
			if want != nil {
				broken++
			} else if info, err := Read(bad); err == nil && soundJPEG(bad, info) {
				sound++
			}
		}
		if broken < 300 || sound < 300 {
			t.Errorf("%s: of 3000 that were spoilt %d are broken, %d seen to be whole", name, broken, sound)
		}
	}
	run := bytes.Clone(files["colours"]) // whose end of a block is that of a run, which only progressive files have
	run[bytes.Index(run, []byte{1, 2, 3, 0, 4, 17, 5, 18})+3] = 0x10
	wide := bytes.Clone(files["grey"]) // of one component with two samples: its blocks are counted otherwise
	wide[bytes.Index(wide, []byte{0xff, 0xc0})+11] = 0x31
	for _, data := range [][]byte{nil, run, wide, asPNG(t, sample(3, 2)), asPNG(t, sample(3, 2))[:60], asGIF(t, sample(3, 2))} {
		_, want := Decode(data)
		if got := Verify(data); (got == nil) != (want == nil) {
			t.Errorf("Verify says %v, Decode %v", got, want)
		}
	}
}

// spoilt is a file with a bit turned, a byte other, some bytes left out or put in.
func spoilt(r *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	at := 2 + r.Intn(len(out)-2)
	switch r.Intn(5) {
	case 0:
		out[at] ^= 1 << r.Intn(8)
	case 1:
		out[at] = byte(r.Intn(256))
	case 2:
		out = append(out[:at], out[min(at+1+r.Intn(3), len(out)):]...)
	case 3:
		out = append(out[:at:at], append([]byte{byte(r.Intn(256))}, data[at:]...)...)
	default:
		out = append(out[:at:at], 0xff, markEOI)
	}
	return out
}
