package plates

import (
	"io"

	"banxin/output/color"
)

// proofLink is the way from the press's inks to screens, on the paper that the press prints.
func (f *File) proofLink() *color.Link {
	if f.proof == nil {
		l, err := color.NewLink(f.press, color.SRGB(), color.LinkOptions{Intent: color.Relative, Paper: true})
		if err != nil { // a profile that only goes to the press
			l, err = color.NewLink(color.Newsprint(), color.SRGB(), color.LinkOptions{Intent: color.Relative, Paper: true})
		}
		if err != nil {
			panic("plates: the newsprint profile does not show inks: " + err.Error())
		}
		f.proof = l
	}
	return f.proof
}

// WriteProof writes how a sheet will look in print, through the press's profile, with the
// white of its paper. Spot inks lie over the others as their alternates look.
func (f *File) WriteProof(w io.Writer, s *Sheet) error {
	return s.write(w, f.proofed(s).image(s.PPI))
}

func (f *File) proofed(s *Sheet) *canvas {
	l := f.proofLink()
	c := &canvas{w: s.W, h: s.H, pix: make([]uint8, 3*s.W*s.H)}
	spots := f.spotTones(s)
	line := make([]uint8, 4*s.W)
	for y := range s.H {
		for i := range Process {
			for x, v := range s.Inks[i].Pix[y*s.W:][:s.W] {
				line[4*x+i] = v
			}
		}
		dst := c.pix[3*y*s.W:][:3*s.W]
		l.Convert(dst, line)
		for i, tones := range spots {
			for x, v := range s.Inks[len(Process)+i].Pix[y*s.W:][:s.W] {
				if v == 0 {
					continue
				}
				for k := range 3 {
					dst[3*x+k] = uint8(min(uint32(dst[3*x+k])*uint32(tones[v][k])/256, 255))
				}
			}
		}
	}
	return c
}

// spotTones are what amounts of each spot ink leave of the light, of 256.
func (f *File) spotTones(s *Sheet) [][256][3]uint16 {
	l := f.proofLink()
	var paper [3]uint8
	l.Convert(paper[:], make([]uint8, 4))
	out := make([][256][3]uint16, len(s.Inks)-len(Process))
	for i := range out {
		alt := s.Inks[len(Process)+i].Alt
		for v := range 256 {
			var inks [4]uint8
			for k := range inks {
				inks[k] = div255(uint32(alt[k]) * uint32(v))
			}
			var rgb [3]uint8
			l.Convert(rgb[:], inks[:])
			for k := range 3 {
				out[i][v][k] = uint16(min(uint32(rgb[k])*256/uint32(max(paper[k], 1)), 256))
			}
		}
	}
	return out
}

// Widths of a contact sheet, in pixels.
const (
	contactWidth = 420 // of a picture
	contactGap   = 24
	contactText  = 18
)

// WriteContact writes a sheet's plates beside one another as a PNG, with the proof and the map
// of its ink: what is to be looked at before plates are made.
func (f *File) WriteContact(w io.Writer, s *Sheet, l Load, label *Label) error {
	type tile struct {
		name string
		m    *samples
	}
	tiles := []tile{{"", shrunk(s, f.proofed(s).pix, 3)}, {percent(l.Max), shrunk(s, s.loadMap(l, nil).pix, 3)}}
	for i, ink := range s.Inks {
		m := shrunk(s, ink.Pix, 1)
		tiles = append(tiles, tile{ink.Name + " " + number(s.Coverage(i)) + " %", &samples{m.w, m.h, 1, inverted(m.pix)}})
	}
	across := min(len(tiles), 3)
	down := (len(tiles) + across - 1) / across
	tw, th := tiles[0].m.w, tiles[0].m.h
	cell := th + contactText + contactGap
	c := newCanvas(across*(tw+contactGap)+contactGap, down*cell+contactGap)
	for i, t := range tiles {
		x, y := contactGap+i%across*(tw+contactGap), contactGap+i/across*cell
		c.frame(x-1, y-1, x+tw+1, y+th+1, [3]uint8{128, 128, 128})
		for row := range th {
			for col := range tw {
				at := (row*tw + col) * t.m.n
				px := [3]uint8{t.m.pix[at], t.m.pix[at], t.m.pix[at]}
				if t.m.n == 3 {
					px = [3]uint8(t.m.pix[at:])
				}
				c.set(x+col, y+row, px)
			}
		}
		label.draw(c, x, y+th+contactText, contactText-4, t.name)
	}
	return s.write(w, c.image(s.PPI))
}

// shrunk is a picture of a sheet as small as contact sheets show it.
func shrunk(s *Sheet, pix []uint8, n int) *samples {
	m := &samples{w: s.W, h: s.H, n: n, pix: pix}
	w := min(contactWidth, s.W)
	h := max(s.H*w/s.W, 1)
	return &samples{w: w, h: h, n: n, pix: m.squeeze(taps(0, w, 0, float64(w), s.W), taps(0, h, 0, float64(h), s.H))}
}
