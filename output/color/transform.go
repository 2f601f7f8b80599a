package color

import (
	"fmt"
	"sort"
)

// transform is a profile's way between device values (0 to 1) and the connection space.
type transform struct {
	toPCS  bool
	lab    bool // the pipeline's PCS end is Lab, else XYZ
	legacy bool // 16-bit Lab of version 2 (ICC.1, 10.10: lut16Type)
	pipe   pipeline
}

// toLab returns the colour of device values.
func (p *Profile) toLab(i Intent) (*transform, error) {
	if t := p.lut("A2B", i); t != nil {
		return p.fromTable(t, true)
	}
	switch p.Space {
	case "RGB":
		return p.shaper()
	case "GRAY":
		c, _, err := readCurve(p.tags["kTRC"])
		if err != nil {
			return nil, err
		}
		return &transform{toPCS: true, pipe: pipeline{curves{c}, grayAxis{}}}, nil
	}
	return nil, fmt.Errorf("the ICC profile %q has no table from %s", p.Name, p.Space)
}

// fromLab returns the device values of a colour.
func (p *Profile) fromLab(i Intent) (*transform, error) {
	t := p.lut("B2A", i)
	if t == nil && p.Space == "RGB" {
		return p.unshaper()
	}
	if t == nil {
		return nil, fmt.Errorf("the ICC profile %q has no table to %s: it cannot describe a press", p.Name, p.Space)
	}
	return p.fromTable(t, false)
}

func (p *Profile) fromTable(tag []byte, toPCS bool) (*transform, error) {
	pipe, err := readLUT(tag)
	if err != nil {
		return nil, err
	}
	in, out := int(tag[8]), int(tag[9])
	if toPCS && (in != p.Channels() || out != 3) || !toPCS && (out != p.Channels() || in != 3) {
		return nil, errTable
	}
	for _, s := range pipe {
		if table, ok := s.(*clut); ok {
			table.linear = !toPCS && p.PCS == "Lab"
		}
	}
	return &transform{toPCS: toPCS, lab: p.PCS == "Lab", legacy: string(tag[:4]) == "mft2", pipe: pipe}, nil
}

// shaper is the three-component matrix model (ICC.1, F.3).
func (p *Profile) shaper() (*transform, error) {
	var c curves
	m := &matrix{}
	for i, k := range []string{"r", "g", "b"} {
		f, _, err := readCurve(p.tags[k+"TRC"])
		if err != nil || len(p.tags[k+"XYZ"]) < 20 {
			return nil, fmt.Errorf("the ICC profile %q has no whole matrix", p.Name)
		}
		c = append(c, f)
		for row := range 3 {
			m.m[3*row+i] = fixed(p.tags[k+"XYZ"][8+4*row:]) / xyzScale
		}
	}
	return &transform{toPCS: true, pipe: pipeline{c, m}}, nil
}

// unshaper undoes the matrix model.
func (p *Profile) unshaper() (*transform, error) {
	t, err := p.shaper()
	if err != nil {
		return nil, err
	}
	m, ok := t.pipe[1].(*matrix).inverse()
	if !ok {
		return nil, fmt.Errorf("the ICC profile %q has a matrix without inverse", p.Name)
	}
	var un uncurves
	for i, c := range t.pipe[0].(curves) {
		for k := range un[i] {
			un[i][k] = c.at(float64(k) / float64(len(un[i])-1))
		}
	}
	return &transform{pipe: pipeline{m, &un}}, nil
}

// uncurves finds the values of three rising tone curves, sampled.
type uncurves [3][4097]float64

func (u *uncurves) apply(v *vec) {
	for i := range u {
		t := &u[i]
		x := clamp01(v[i])
		at := sort.Search(len(t)-1, func(k int) bool { return t[k+1] >= x })
		part := 0.0
		if at < len(t)-1 && t[at+1] > t[at] {
			part = clamp01((x - t[at]) / (t[at+1] - t[at]))
		}
		v[i] = clamp01((float64(at) + part) / float64(len(t)-1))
	}
}

type grayAxis struct{}

func (grayAxis) apply(v *vec) {
	y := v[0]
	for i := range 3 {
		v[i] = y * D50[i] / xyzScale
	}
}

// xyzScale is the XYZ that encodes as 1 (ICC.1, 6.3.4.2).
const xyzScale = 1 + 32767.0/32768

// color runs device values to a colour.
func (t *transform) color(device ...float64) Lab {
	var v vec
	copy(v[:], device)
	t.pipe.apply(&v)
	if !t.lab {
		return XYZ{v[0] * xyzScale, v[1] * xyzScale, v[2] * xyzScale}.ToLab()
	}
	if t.legacy {
		const s = 65535.0 / 65280
		return Lab{v[0] * 100 * s, v[1]*255*s - 128, v[2]*255*s - 128}
	}
	return Lab{v[0] * 100, v[1]*255 - 128, v[2]*255 - 128}
}

// device runs a colour to device values.
func (t *transform) device(c Lab) vec {
	var v vec
	switch {
	case !t.lab:
		x := c.ToXYZ()
		v = vec{x[0] / xyzScale, x[1] / xyzScale, x[2] / xyzScale}
	case t.legacy:
		const s = 65280.0 / 65535
		v = vec{c[0] / 100 * s, (c[1] + 128) / 255 * s, (c[2] + 128) / 255 * s}
	default:
		v = vec{c[0] / 100, (c[1] + 128) / 255, (c[2] + 128) / 255}
	}
	for i := range 3 {
		v[i] = clamp01(v[i])
	}
	t.pipe.apply(&v)
	return v
}
