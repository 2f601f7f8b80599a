package plates

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Zones are the ink zones of a press: so many of a width beside one another, the plate in
// their middle.
type Zones struct {
	Count int     // 0: as many as the plate needs
	Width float64 // mm; 0: 32.5, as most presses have them
}

// of is the zones that count for a sheet.
func (z Zones) of(s *Sheet) Zones {
	if z.Width <= 0 {
		z.Width = 32.5
	}
	if z.Count <= 0 {
		z.Count = max(int(math.Ceil(s.MM(s.W)/z.Width-0.001)), 1)
	}
	return z
}

// Key is what the zones of a plate take.
type Key struct {
	Ink      string    `json:"ink"`
	Zones    []float64 `json:"zones"`    // percent of each zone's area on the plate, from the left as it is read
	Coverage float64   `json:"coverage"` // percent of the plate
	Area     float64   `json:"area_cm2"` // solid ink, square centimetres
}

// PageKeys are the keys of a page's plates, or of a side's that pages were imposed on.
type PageKeys struct {
	Page   int     `json:"page"`
	Width  float64 `json:"width_mm"`
	Height float64 `json:"height_mm"`
	Count  int     `json:"zones"`
	Zone   float64 `json:"zone_width_mm"`
	Beyond bool    `json:"beyond,omitempty"` // the plate is wider than the zones
	Inks   []Key   `json:"inks"`
}

// Keys measures what each zone of each plate takes.
func (s *Sheet) Keys(z Zones) PageKeys {
	z = z.of(s)
	out := PageKeys{Page: s.Number, Width: tenth(s.MM(s.W)), Height: tenth(s.MM(s.H)), Count: z.Count, Zone: z.Width}
	zone := z.Width * float64(s.PPI) / 25.4 // pixels
	left := (float64(z.Count)*zone - float64(s.W)) / 2
	out.Beyond = left < -0.5
	for i, ink := range s.Inks {
		if ink.Spot && !s.Used(i) {
			continue
		}
		columns := make([]int, s.W)
		for y := range s.H {
			for x, v := range ink.Pix[y*s.W:][:s.W] {
				columns[x] += int(v)
			}
		}
		k := Key{Ink: ink.Name, Zones: make([]float64, z.Count)}
		total := 0
		for x, v := range columns {
			total += v
			// The column may lie in two zones.
			a, b := float64(x)+left, float64(x+1)+left
			for n := max(int(a/zone), 0); n < z.Count && float64(n)*zone < b; n++ {
				part := math.Min(b, float64(n+1)*zone) - math.Max(a, float64(n)*zone)
				if part > 0 {
					k.Zones[n] += float64(part * float64(v))
				}
			}
		}
		for n := range k.Zones {
			k.Zones[n] = hundredth(k.Zones[n] / 255 / zone / float64(s.H) * 100)
		}
		k.Coverage = hundredth(float64(total) * 100 / 255 / float64(s.W*s.H))
		k.Area = hundredth(float64(total) / 255 * s.MM(1) * s.MM(1) / 100)
		out.Inks = append(out.Inks, k)
	}
	return out
}

func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

func number(v float64) string { return strconv.FormatFloat(tenth(v), 'f', 1, 64) }

// Use is how much of an ink an edition takes.
type Use struct {
	Ink  string  `json:"ink"`
	Area float64 `json:"area_cm2"`
}

// Total adds up the inks of pages, in the order in which they come.
func Total(pages []PageKeys) (out []Use) {
	at := map[string]int{}
	for _, p := range pages {
		for _, k := range p.Inks {
			i, ok := at[k.Ink]
			if !ok {
				i = len(out)
				at[k.Ink] = i
				out = append(out, Use{Ink: k.Ink})
			}
			out[i].Area = hundredth(out[i].Area + k.Area)
		}
	}
	return out
}

// WriteCSV writes the keys of pages as a table: a line a plate.
func WriteCSV(w io.Writer, pages []PageKeys) error {
	most := 0
	for _, p := range pages {
		most = max(most, p.Count)
	}
	var b strings.Builder
	b.WriteString("page,ink,coverage,area_cm2,zone_width_mm")
	for n := range most {
		fmt.Fprintf(&b, ",z%d", n+1)
	}
	b.WriteString("\r\n")
	for _, p := range pages {
		for _, k := range p.Inks {
			fmt.Fprintf(&b, "%d,%s,%s,%s,%s", p.Page, quoted(k.Ink), plain(k.Coverage), plain(k.Area), plain(p.Zone))
			for n := range most {
				b.WriteByte(',')
				if n < len(k.Zones) {
					b.WriteString(plain(k.Zones[n]))
				}
			}
			b.WriteString("\r\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// quoted is a field of a table (RFC 4180); one that a spreadsheet would take for a formula
// begins with a quote mark.
func quoted(s string) string {
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		s = "'" + s
	}
	if strings.ContainsAny(s, ",\"\r\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// colours of bars: those of the process inks.
var barColours = [4][3]uint8{{0, 160, 220}, {220, 0, 130}, {240, 210, 0}, {40, 40, 40}}

// WriteBars draws the keys of a page as a PNG: a chart of bars for each plate.
func WriteBars(w io.Writer, s *Sheet, p PageKeys, label *Label) error {
	const bar, high, gap, text = 30, 120, 30, 14
	c := newCanvas(2*gap+max(p.Count*bar, 300), gap+len(p.Inks)*(high+2*gap+text))
	for i, k := range p.Inks {
		top := gap + i*(high+2*gap+text)
		base := top + text + high
		colour := [3]uint8{150, 150, 150}
		for j, name := range Process {
			if name == k.Ink {
				colour = barColours[j]
			}
		}
		label.draw(c, gap, top+text-4, text, fmt.Sprintf("%s  %s %%  %s cm²", k.Ink, number(k.Coverage), number(k.Area)))
		for _, line := range []int{0, 25, 50, 75, 100} {
			y := base - high*line/100
			c.box(gap, y, gap+p.Count*bar, y+1, [3]uint8{215, 215, 215})
		}
		for n, v := range k.Zones {
			x := gap + n*bar
			h := int(v*float64(high)/100 + 0.5)
			c.box(x+2, base-h, x+bar-2, base, colour)
			label.draw(c, x+3, base-h-3, 9, number(v))
			label.draw(c, x+bar/2-4, base+12, 9, strconv.Itoa(n+1))
		}
		c.box(gap, base, gap+p.Count*bar, base+1, [3]uint8{90, 90, 90})
	}
	return s.write(w, c.image(96))
}
