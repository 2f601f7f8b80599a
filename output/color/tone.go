package color

import "math"

// Tone returns what a profile's grey, from 0 for black to 255 for white, becomes in the black
// ink of a press alone, said as grey too, or on a screen of RGB: as light as it was between
// the black and the white there. nil: the profile says nothing that would be seen.
func Tone(src, dst *Profile) (*[256]byte, error) {
	from, err := src.toLab(Relative)
	if err != nil {
		return nil, err
	}
	to, err := dst.toLab(Relative)
	if err != nil {
		return nil, err
	}
	shown := func(v int) float64 { // how light it is there
		x := float64(v) / 255
		if dst.Space == "CMYK" {
			return to.color(0, 0, 0, 1-x).ToXYZ()[1]
		}
		return to.color(x, x, x).ToXYZ()[1]
	}
	var light [256]float64
	for v := range light {
		light[v] = shown(v)
	}
	black, white := from.color(0).ToXYZ()[1], from.color(1).ToXYZ()[1]
	if white <= black || light[255] <= light[0] {
		return nil, errTable
	}
	out, at, far := &[256]byte{}, 0, 0
	for v := range out {
		want := (from.color(float64(v) / 255).ToXYZ()[1] - black) / (white - black)
		want = light[0] + want*(light[255]-light[0])
		for at < 255 && math.Abs(light[at+1]-want) <= math.Abs(light[at]-want) {
			at++
		}
		out[v] = byte(at)
		far = max(far, at-v, v-at)
	}
	if far <= unseen {
		return nil, nil
	}
	return out, nil
}

// unseen is by how many steps of 255 a tone may change without anyone's seeing it.
const unseen = 4
