package color

import "fmt"

// NewDeviceLink is the way that an ICC device link profile describes, from RGB, grey or inks to
// inks; limit is the most ink in percent, 0: what the profile gives.
func NewDeviceLink(p *Profile, limit int) (*Link, error) {
	if p.Class != "link" {
		return nil, fmt.Errorf("the ICC profile %q is of class %s, no device link", p.Name, p.Class)
	}
	in := p.Channels()
	if in == 0 || p.PCS != "CMYK" {
		return nil, fmt.Errorf("the device link %q goes from %s to %s, not from grey, RGB or CMYK to CMYK", p.Name, p.Space, p.PCS)
	}
	tag := p.tags["A2B0"]
	if tag == nil {
		return nil, errTable
	}
	pipe, err := readLUT(tag)
	if err != nil {
		return nil, err
	}
	if int(tag[8]) != in || int(tag[9]) != 4 {
		return nil, errTable
	}
	most := float64(limit) / 100
	n := map[int]int{1: 256, 3: linkGrid, 4: inksGrid}[in]
	for _, s := range pipe {
		if t, ok := s.(*clut); ok && in == 4 { // its own nodes, as far as there is room
			n = min(max(n, t.grid[0]), 33)
		}
	}
	return newTable(in, 4, n, func(of ...float64) vec {
		var v vec
		copy(v[:], of)
		pipe.apply(&v)
		four := limited([4]float64{clamp01(v[0]), clamp01(v[1]), clamp01(v[2]), clamp01(v[3])}, most)
		return vec{four[0], four[1], four[2], four[3]}
	}), nil
}
