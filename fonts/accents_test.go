package fonts

import "testing"

// Marks stand over the middle of their letters and do not touch them, whatever a face says, or
// does not say, of where they belong.
func TestAccentsStandOnLetters(t *testing.T) {
	for _, text := range []string{"x\u0304", "m\u0300", "ḡ", "T\u0301", "q\u0307\u0304", "好\u0304"} {
		f := embedded(t).Lookup("NotoSerifSC-Regular")
		glyphs := f.ShapeLatin(nil, text)
		left, _, right, high := f.Ink(glyphs[0].ID)
		pen, high0 := glyphs[0].Advance, high
		for _, g := range glyphs[1:] {
			x0, y0, x1, _ := f.Ink(g.ID)
			if middle := pen + g.XOffset + (x0+x1)/2; middle < left || middle > right {
				t.Errorf("%q: a mark stands at %d, the letter from %d to %d", text, middle, left, right)
			}
			if y0+g.YOffset < high0-20 {
				t.Errorf("%q: a mark stands %d high in a letter of %d", text, y0+g.YOffset, high0)
			}
			if g.Advance != 0 {
				t.Errorf("%q: a mark is %d wide", text, g.Advance)
			}
		}
	}
}

func TestVariant(t *testing.T) {
	f := embedded(t).Lookup("NotoSerifSC-Regular")
	if g, ok := f.Variant('，', 0xFE01); !ok || g == f.Glyph('，') || g == 0 {
		t.Errorf("， in the middle is glyph %d, %v", g, ok)
	}
	for _, x := range []struct{ r, selector rune }{{'好', 0xFE01}, {'，', 0xFE0F}, {'，', 0xE0100}, {'a', 0xFE00}} {
		if g, ok := f.Variant(x.r, x.selector); ok {
			t.Errorf("%c %U is glyph %d", x.r, x.selector, g)
		}
	}
	if g, ok := (&Face{}).Variant('，', 0xFE01); ok || g != 0 {
		t.Error("no face has a variant")
	}
}
