package color

// Limit takes ink off pixels of four inks where there is more than a sum in percent: off the
// colours, in their proportions, so that the hue and what black draws stay.
func Limit(pix []byte, percent int) {
	most := percent * 255 / 100
	for i := 0; i+4 <= len(pix); i += 4 {
		v := pix[i : i+4]
		colors, k := int(v[0])+int(v[1])+int(v[2]), int(v[3])
		if colors+k <= most {
			continue
		}
		room := max(most-k, 0)
		for c := range 3 {
			v[c] = byte(int(v[c]) * room / colors)
		}
	}
}

// Blacken makes black of what is grey in the colours of pixels (GCR) where there is more ink
// than a sum in percent, so that shadows stay dark. What is too much still is left to Limit.
func Blacken(pix []byte, percent int) {
	most := percent * 255 / 100
	for i := 0; i+4 <= len(pix); i += 4 {
		v := pix[i : i+4]
		over := int(v[0]) + int(v[1]) + int(v[2]) + int(v[3]) - most
		if over <= 0 {
			continue
		}
		grey := min((over+1)/2, int(v[0]), int(v[1]), int(v[2]), 255-int(v[3])) // each part of it saves two
		for c := range 3 {
			v[c] -= byte(grey)
		}
		v[3] += byte(grey)
	}
}
