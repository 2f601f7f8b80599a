package plates

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
)

// Job is what a PPF file says of its sheet.
type Job struct {
	Name    string    // of the product
	Sheet   string    // of the plate
	Created time.Time // zero: it does not say
	Maker   string    // the program
}

// previewPPI is the usual resolution of previews: two pixels a millimetre.
const previewPPI = 50.8

// WritePPF writes the previews of a sheet's plates for the press's desk, as CIP3's Print
// Production Format 3.0 has them: a separation each of 8 bits, in hexadecimal, in which 0 is
// full ink as in the images of PostScript.
func WritePPF(w io.Writer, s *Sheet, j Job) error {
	b := bufio.NewWriter(w)
	names := make([]string, 0, len(s.Inks))
	for i, ink := range s.Inks {
		if !ink.Spot || s.Used(i) {
			names = append(names, psString(ink.Name))
		}
	}
	fmt.Fprintf(b, "%%!PS-Adobe-3.0\n%%%%CIP3-File Version 3.0\nCIP3BeginSheet\n")
	fmt.Fprintf(b, "/CIP3AdmJobName %s def\n/CIP3AdmSheetName %s def\n/CIP3AdmSoftware %s def\n", psString(j.Name), psString(j.Sheet), psString(j.Maker))
	if !j.Created.IsZero() {
		fmt.Fprintf(b, "/CIP3AdmCreationTime %s def\n", psString(j.Created.UTC().Format("Mon Jan 02 15:04:05 2006")))
	}
	points := func(pixels int) float64 { return float64(pixels) * 72 / float64(s.PPI) }
	fmt.Fprintf(b, "/CIP3AdmPSExtent [%.3f %.3f] def\n", points(s.W), points(s.H))
	fmt.Fprintf(b, "/CIP3TransferFilmCurveData [0.0 0.0 1.0 1.0] def\n/CIP3TransferPlateCurveData [0.0 0.0 1.0 1.0] def\n")
	fmt.Fprintf(b, "CIP3BeginFront\n/CIP3AdmSeparationNames [%s] def\nCIP3BeginPreviewImage\n", strings.Join(names, " "))
	for i, ink := range s.Inks {
		if ink.Spot && !s.Used(i) {
			continue
		}
		writeSeparation(b, s, ink)
	}
	fmt.Fprintf(b, "CIP3EndPreviewImage\nCIP3EndFront\nCIP3EndSheet\n%%%%CIP3EndOfFile\n")
	return b.Flush()
}

// preview is a plate at the resolution of previews, or its own where that is coarser.
func (s *Sheet) preview(ink Ink) *samples {
	m := &samples{w: s.W, h: s.H, n: 1, pix: ink.Pix}
	if float64(s.PPI) <= previewPPI {
		return m
	}
	w := max(int(float64(s.W)*previewPPI/float64(s.PPI)+0.5), 1)
	h := max(int(float64(s.H)*previewPPI/float64(s.PPI)+0.5), 1)
	return &samples{w: w, h: h, n: 1, pix: m.squeeze(taps(0, w, 0, float64(w), s.W), taps(0, h, 0, float64(h), s.H))}
}

func writeSeparation(b *bufio.Writer, s *Sheet, ink Ink) {
	m := s.preview(ink)
	fmt.Fprintf(b, "CIP3BeginSeparation\n/CIP3PreviewImageWidth %d def\n/CIP3PreviewImageHeight %d def\n", m.w, m.h)
	fmt.Fprintf(b, "/CIP3PreviewImageBitsPerComp 8 def\n/CIP3PreviewImageComponents 1 def\n")
	fmt.Fprintf(b, "/CIP3PreviewImageMatrix [%d 0 0 %d 0 %d] def\n", m.w, -m.h, m.h) // rows from above
	per := func(pixels, of int) float64 { return float64(pixels) * float64(s.PPI) / float64(of) }
	fmt.Fprintf(b, "/CIP3PreviewImageResolution [%.3f %.3f] def\n", per(m.w, s.W), per(m.h, s.H))
	fmt.Fprintf(b, "/CIP3PreviewImageEncoding /ASCIIHexDecode def\n/CIP3PreviewImageCompression /None def\nCIP3PreviewImage\n")
	const width = 40 // bytes a line
	line := make([]byte, 2*width)
	for pix := inverted(m.pix); len(pix) > 0; {
		n := min(width, len(pix))
		hex.Encode(line, pix[:n])
		b.Write(line[:2*n])
		b.WriteByte('\n')
		pix = pix[n:]
	}
	b.WriteString(">\nCIP3EndSeparation\n")
}

// psString is a string of PostScript. What is no ASCII stands as the bytes of UTF-8.
func psString(s string) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, c := range []byte(s) {
		switch {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + ")"
}
