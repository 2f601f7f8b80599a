package plates

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode"

	"banxin/output/internal/pngfile"
	"banxin/output/internal/raster"
)

// Coverage is how much of a page an ink covers, in percent.
func (s *Sheet) Coverage(i int) float64 {
	sum := 0
	for _, v := range s.Inks[i].Pix {
		sum += int(v)
	}
	return float64(sum) * 100 / 255 / float64(max(len(s.Inks[i].Pix), 1))
}

// Used tells whether anything of an ink is printed.
func (s *Sheet) Used(i int) bool {
	return slices.ContainsFunc(s.Inks[i].Pix, func(v uint8) bool { return v != 0 })
}

// Trimmed is the sheet cut to its trim; the whole of it where that is empty.
func (s *Sheet) Trimmed() *Sheet {
	t := s.Trim
	if t.Empty() {
		return s
	}
	out := *s
	out.W, out.H, out.Trim = t.X1-t.X0, t.Y1-t.Y0, raster.Win(0, 0, t.X1-t.X0, t.Y1-t.Y0)
	out.Inks = slices.Clone(s.Inks)
	for i := range out.Inks {
		pix := make([]uint8, 0, out.W*out.H)
		for y := t.Y0; y < t.Y1; y++ {
			pix = append(pix, s.Inks[i].Pix[y*s.W+t.X0:y*s.W+t.X1]...)
		}
		out.Inks[i].Pix = pix
	}
	return &out
}

// MM is the millimetres of so many pixels.
func (s *Sheet) MM(pixels int) float64 { return float64(pixels) * 25.4 / float64(s.PPI) }

// WritePlate writes a plate as a grey PNG, ink dark.
func (s *Sheet) WritePlate(w io.Writer, i int) error {
	pix := s.Inks[i].Pix
	return s.write(w, pngfile.Image{W: s.W, H: s.H, Channels: 1, PPI: s.PPI, Row: func(dst []byte, y int) {
		for x, v := range pix[y*s.W:][:s.W] {
			dst[x] = 255 - v
		}
	}})
}

func (s *Sheet) write(w io.Writer, m pngfile.Image) error {
	b := bufio.NewWriter(w)
	if err := pngfile.Write(b, m); err != nil {
		return err
	}
	return b.Flush()
}

// FileName is an ink's name as part of the name of a file.
func FileName(ink string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '+' {
			return r
		}
		return '_'
	}, ink)
	if len(name) > 80 {
		name = strings.ToValidUTF8(name[:80], "")
	}
	if name == "" {
		return "_"
	}
	return name
}
