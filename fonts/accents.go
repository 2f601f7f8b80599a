package fonts

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents puts the marks of a shaped run on their bases where the face does not say how: by
// their ink, in the middle above, below or about the letter. The shaper has no outlines.
func (f *Face) accents(glyphs []Shaped, text string) {
	for i := 0; i < len(glyphs); {
		j := i + 1
		for j < len(glyphs) && glyphs[j].Cluster == glyphs[i].Cluster {
			j++
		}
		if j-i > 1 {
			end := len(text)
			if j < len(glyphs) && glyphs[j].Cluster > glyphs[i].Cluster {
				end = glyphs[j].Cluster
			}
			f.stack(glyphs[i:j], norm.NFD.String(text[glyphs[i].Cluster:end]))
		}
		i = j
	}
}

// stack places the marks behind the first glyph, the base of a cluster, which is decomposed: the
// shaper does so too where the face has no glyph for the whole.
func (f *Face) stack(glyphs []Shaped, cluster string) {
	left, low, right, high := f.Ink(glyphs[0].ID)
	pen := glyphs[0].Advance
	space := f.UnitsPerEm() / 25
	for k := range glyphs[1:] {
		g := &glyphs[1+k]
		mark, class := fromEnd(cluster, len(glyphs)-2-k)
		x0, y0, x1, y1 := f.Ink(g.ID)
		if !unicode.Is(unicode.M, mark) || x1 <= x0 {
			return
		}
		loose := g.XOffset == 0 && g.YOffset == 0
		if middle := pen + g.XOffset + (x0+x1)/2; middle < left || middle > right {
			g.XOffset += (left+right)/2 - middle
		}
		switch {
		case !loose:
		case class >= 228 && class != 240 && y0 < high+space:
			g.YOffset = high + space - y0
		case class == 220 && y1 > low-space:
			g.YOffset = low - space - y1
		}
		high, low = max(high, y1+g.YOffset), min(low, y0+g.YOffset)
		g.Advance = 0
	}
}

// fromEnd returns the character of text that has n behind it, and its combining class.
func fromEnd(text string, n int) (r rune, class uint8) {
	for ; ; n-- {
		r, size := utf8.DecodeLastRuneInString(text)
		if n == 0 || size == 0 {
			return r, norm.NFC.PropertiesString(text[len(text)-size:]).CCC()
		}
		text = text[:len(text)-size]
	}
}

// hasMarks tells whether text may hold a combining mark.
func hasMarks(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0xCC {
			return true
		}
	}
	return false
}
