package preflight

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need/madepdf"
)

// bomb makes a PDF file of objects, from number 1 on; without a table of cross-references
// where tail gives one.
func bomb(tail string, objects ...string) []byte {
	if tail != "" {
		return madepdf.Untabled("1.6", tail, objects...)
	}
	return madepdf.Of("1.6", objects...)
}

func packed(dict, data string) string {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	z.Write([]byte(data))
	z.Close()
	return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", dict, b.Len(), b.String())
}

func plain(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

const rooted, onePage = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"

// shown is a file of a page that shows what stands in contents, with these resources and
// further objects from number 5 on.
func shown(contents, resources string, more ...string) []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 150]/Resources<<" + resources + ">>/Contents 4 0 R>>"
	return bomb("", append([]string{rooted, onePage, page, contents}, more...)...)
}

// nested are n objects from number first on, each of which shows the next ten times.
func nested(first, n int, dict, show, with string) (out []string) {
	for i := range n {
		out = append(out, plain(fmt.Sprintf(dict, first+i+1), strings.Repeat(show, 10)))
	}
	return append(out, with)
}

// bombs are files that would cost more than they weigh.
func bombs() map[string][]byte {
	zeros := strings.Repeat("\x00", 40<<20)
	box := "/BBox[0 0 9 9]"
	form := "/Type/XObject/Subtype/Form" + box
	tiling := "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/XStep 1/YStep 1" + box
	return map[string][]byte{
		"nothing": {}, "a head": []byte("%PDF-1.6\n"), "no catalog": bomb("", "<<>>"), "no pages": bomb("", "<</Type/Catalog>>"),
		"pages are a number": bomb("", "<</Type/Catalog/Pages 7>>"), "pages are nowhere": bomb("", "<</Type/Catalog/Pages 99 0 R>>"),
		"count -1":         bomb("", rooted, "<</Type/Pages/Kids[3 0 R]/Count -1>>", "<</Type/Page/Parent 2 0 R>>"),
		"count of all":     bomb("", rooted, "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
		"kids of itself":   bomb("", rooted, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
		"kids of kids":     bomb("", append([]string{rooted}, nestedKids(2, 40)...)...),
		"box of two":       bomb("", rooted, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0]/TrimBox[1 2]>>"),
		"box of words":     bomb("", rooted, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[(a) null /b 4]>>"),
		"box of itself":    bomb("", rooted, onePage, "<</Type/Page/Parent 2 0 R/MediaBox 4 0 R>>", "5 0 R", "4 0 R"),
		"deep arrays":      bomb("", rooted, onePage, "<</Type/Page/Parent 2 0 R/X "+strings.Repeat("[", 1<<20)+strings.Repeat("]", 1<<20)+">>"),
		"deep contents":    shown(plain("", strings.Repeat("[", 1<<20)+" TJ"), ""),
		"long contents":    shown(packed("", strings.Repeat("1 0 0 1 0 0 cm\n", 5<<19)), ""),
		"states":           shown(packed("", strings.Repeat("q ", 3<<20)), ""),
		"empty contents":   shown(packed("", zeros), ""),
		"packed twice":     shown(strings.Replace(packed("", packed("", zeros)[len("<</Filter/FlateDecode/Length 000000>>stream\n"):]), "/FlateDecode", "[/FlateDecode/FlateDecode]", 1), ""),
		"wide predictor":   shown(packed("/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>", "x"), ""),
		"forms":            shown(plain("", "/F Do"), "/XObject<</F 5 0 R>>", nested(5, 28, form+"/Resources<</XObject<</F %d 0 R>>>>", "/F Do ", plain(form, "0 0 1 1 re f"))...),
		"form in itself":   shown(plain("", "/F Do"), "/XObject<</F 5 0 R>>", plain(form+"/Resources<</XObject<</F 5 0 R>>>>", "/F Do /F Do")),
		"tilings":          shown(plain("", "/Pattern cs /P scn 0 0 9 9 re f"), "/Pattern<</P 5 0 R>>", nested(5, 28, tiling+"/Resources<</Pattern<</P %d 0 R>>>>", "/Pattern cs /P scn 0 0 9 9 re f ", plain(tiling+"/Resources<<>>", "0 0 1 1 re f"))...),
		"picture of all":   shown(plain("", "/I Do"), "/XObject<</I 5 0 R>>", packed("/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647/BitsPerComponent 8/ColorSpace/DeviceCMYK", "x")),
		"large picture":    shown(plain("", "/I Do"), "/XObject<</I 5 0 R>>", packed("/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceCMYK", zeros)),
		"mesh":             shown(plain("", "/S sh"), "/Shading<</S 5 0 R>>", packed("/ShadingType 4/ColorSpace/DeviceCMYK/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/Decode[0 1 0 1 0 1 0 1 0 1 0 1]", zeros)),
		"samples":          shown(plain("", "/S sh"), "/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Function 5 0 R>>>>", plain("/FunctionType 0/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Size[2147483647 2147483647]/BitsPerSample 32", "x")),
		"colour in itself": shown(plain("", "/C cs 1 scn 0 0 9 9 re f"), "/ColorSpace<</C 5 0 R>>", "[/Indexed 5 0 R 255 <00>]"),
		"objects in zeros": shown(plain("", ""), "", packed("/Type/ObjStm/N 1/First 4", "6 0 "+zeros)),
		"cross-references": bomb(strings.Replace("9 0 obj\n"+packed("/Type/XRef/W[1 2 1]/Size 134217728/Root 1 0 R", zeros)+"\nendobj", "", "", 1), rooted),
		"annotations":      bomb("", rooted, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots["+strings.Repeat("4 0 R ", 300000)+"]>>", "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4/AP<</N 5 0 R>>>>", plain(form, strings.Repeat("0 0 1 1 re f ", 100))),
	}
}

func nestedKids(first, n int) (out []string) {
	for i := range n {
		out = append(out, "<</Type/Pages/Count 10/Kids["+strings.Repeat(fmt.Sprintf("%d 0 R ", first+i+1), 10)+"]>>")
	}
	return append(out, "<</Type/Page/MediaBox[0 0 9 9]>>")
}

// TestBombs: each ends in a finding, in words for users, within the budget of a file.
func TestBombs(t *testing.T) {
	all := bombs()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Check(context.Background(), bytes.NewReader(all[name]), Newspaper())
		runtime.ReadMemStats(&after)
		if err != nil || len(r.Findings) == 0 {
			t.Errorf("%s: %v, nothing found", name, err)
			continue
		}
		for _, f := range r.Findings {
			for _, own := range []string{"runtime", "pdfcpu", "nil pointer", "index out", "goroutine", "panic"} {
				if strings.Contains(f.What+f.Measured, own) {
					t.Errorf("%s: %s", name, f)
				}
			}
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 300 {
			t.Errorf("%s: %d MB are asked for", name, mb)
		}
	}
}
