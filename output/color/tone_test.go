package color

import (
	"encoding/binary"
	"testing"
)

// greyProfile has this tone curve, of 65535.
func greyProfile(t *testing.T, curve func(x float64) float64) *Profile {
	t.Helper()
	const n = 1024
	b := append([]byte("curv"), 0, 0, 0, 0, 0, 0, n>>8, n&255)
	for i := range n {
		b = binary.BigEndian.AppendUint16(b, uint16(clamp01(curve(float64(i)/(n-1)))*65535+0.5))
	}
	w := NewWriter("mntr", "GRAY", "XYZ ", 4)
	w.Text("desc", "grey")
	w.Text("cprt", "none")
	w.XYZ("wtpt", D50)
	w.Add("kTRC", b)
	p, err := Parse(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTone(t *testing.T) {
	back, err := Newsprint().toLab(Relative)
	if err != nil {
		t.Fatal(err)
	}
	black, white := back.color(0, 0, 0, 1).ToXYZ()[1], back.color(0, 0, 0, 0).ToXYZ()[1]
	own := greyProfile(t, func(x float64) float64 { // the press's black as it is
		return (back.color(0, 0, 0, 1-x).ToXYZ()[1] - black) / (white - black)
	})
	if tone, err := Tone(own, Newsprint()); err != nil || tone != nil {
		t.Errorf("grey of the press itself becomes %v, %v", tone, err)
	}
	screen := greyProfile(t, func(x float64) float64 {
		return curve{kind: 3, p: [7]float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}}.at(x)
	})
	if tone, err := Tone(screen, SRGB()); err != nil || tone != nil {
		t.Errorf("grey of a screen becomes %v, %v on a screen", tone, err)
	}
	linear := greyProfile(t, func(x float64) float64 { return x })
	tone, err := Tone(linear, Newsprint())
	if err != nil || tone == nil {
		t.Fatal("linear grey stays as it is", err)
	}
	if tone[0] != 0 || tone[255] != 255 {
		t.Errorf("black becomes %d, white %d", tone[0], tone[255])
	}
	for v := 1; v < 256; v++ {
		if tone[v] < tone[v-1] {
			t.Fatalf("%d becomes %d, darker than the one before", v, tone[v])
		}
		want := black + float64(v)/255*(white-black)
		if got := back.color(0, 0, 0, 1-float64(tone[v])/255).ToXYZ()[1]; got < want-0.006 || got > want+0.006 {
			t.Errorf("%d is printed as light as %.3f, want %.3f", v, got, want)
		}
	}
	if tone[128] < 150 {
		t.Errorf("the middle becomes %d: half of the light is far less than half of the ink", tone[128])
	}
}
