package plates

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"banxin/cmd/need/madepdf"
)

// FuzzSheet: no file stops the drawing, however broken, and none takes without bound.
func FuzzSheet(f *testing.F) {
	f.Add(shown("1 .5 0 0 k 0 0 100 100 re f /O1 gs 0 0 0 1 k 10 10 80 80 re f /SM gs /S cs .8 scn 10 w 5 5 m 50 90 l S", spots,
		madepdf.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Group<</S/Transparency/CS/DeviceGray>>", ".5 g 0 0 100 100 re f")))
	f.Add(shown("/Pattern cs /A scn 0 0 9 9 re f /B sh q 9 0 0 9 0 0 cm /I Do Q", "/Pattern<</A 5 0 R>>/Shading<</B 6 0 R>>/XObject<</I 7 0 R>>",
		madepdf.Stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>", "0 0 2 4 re f"),
		"<</ShadingType 3/ColorSpace/DeviceCMYK/Coords[50 50 0 50 50 50]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 0 0 0]/N 1>>>>",
		packed("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width 2/Height 2/ColorSpace/DeviceCMYK", make([]byte, 16))))
	f.Add(shown("BT /F 20 Tf 10 10 Td [(A) 20 (B)] TJ ET", "/Font<</F<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/Widths[600 600]/Encoding<</Differences[65/a/b]>>/CharProcs<</a 5 0 R/b 5 0 R>>>>>>",
		madepdf.Stream("", "600 0 0 0 500 700 d1 0 0 500 700 re f")))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, Options{PPI: 20})
		if err != nil {
			return
		}
		for n := range min(file.Pages(), 2) {
			s, err := file.Sheet(context.Background(), n+1)
			if err != nil {
				continue
			}
			for _, ink := range s.Inks {
				if len(ink.Pix) != s.W*s.H {
					t.Fatalf("%s has %d pixels of %d × %d", ink.Name, len(ink.Pix), s.W, s.H)
				}
			}
			s.Load(220)
			s.Keys(Zones{})
			if err := file.WriteProof(io.Discard, s); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzCMap: no CMap of a font stops a text, and each step goes on.
func FuzzCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <20> <7e> 1 endcidrange /WMode 1 def"), []byte("abc"))
	f.Fuzz(func(t *testing.T, data, text []byte) {
		m := readCodes(data)
		for len(text) > 0 {
			_, n := m.next(text)
			if n < 1 {
				t.Fatal("a code of no bytes")
			}
			text = text[n:]
		}
	})
}

// TestBombs: what would take without bound ends in a finding.
func TestBombs(t *testing.T) {
	many := bytes.Repeat([]byte("0 0 100 100 re f "), 200_000)
	states := bytes.Repeat([]byte("q 50 50 m 50 90 90 90 90 50 c W n "), 500)
	deep := "/F Do"
	for name, data := range map[string][]byte{
		"full pages":      shown(string(many)+string(many), ""),
		"states of clips": shown(string(states), ""),
		"forms":           shown(deep, "/XObject<</F 5 0 R>>", madepdf.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Group<</S/Transparency/I true>>/Resources<</XObject<</F 5 0 R>>>>", deep+" "+deep)),
		"tiles":           shown("/Pattern cs /A scn 0 0 100 100 re f", "/Pattern<</A 5 0 R>>", madepdf.Stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>", "0 0 1 1 re f")),
	} {
		f, err := Open(data, Options{PPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.Sheet(context.Background(), 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(s.Findings) == 0 || s.Findings[0].Kind != TooMuch {
			t.Errorf("%s: %v", name, s.Findings)
		}
	}
	huge := pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999 99999]>>")
	f, err := Open(huge, Options{PPI: 2400})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Sheet(context.Background(), 1); !errors.Is(err, ErrSize) {
		t.Errorf("a page of a kilometre: %v", err)
	}
	if _, err := f.Sheet(context.Background(), 2); !errors.Is(err, ErrNoPage) {
		t.Errorf("a page that is not there: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	f, err = Open(shown(string(many), ""), Options{PPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Sheet(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("not stopped: %v", err)
	}
}
