package objects

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// small is a file of two pages that lead to one another and to the web, one of whose boxes and
// resources are those of the tree.
func small() []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 200 100]/Resources<</Font<</F 5 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 6 0 R/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[4 0 R/Fit]>><</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://a.example/)>>>>]>>",
		"<</Type/Page/Parent 2 0 R/Contents 7 0 R/MediaBox[0 0 300 100]/Rotate 90>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Length 29>>\nstream\nBT /F 9 Tf 9 9 Td (one) Tj ET\nendstream",
		"<</Length 29>>\nstream\nBT /F 9 Tf 9 9 Td (two) Tj ET\nendstream",
	}
	c := cutting{objects: objects}
	return bytes.Replace(c.file(), []byte("/Info 4 0 R"), nil, 1)
}

// A page comes with what it shows and inherits and its links to the web, and nothing of the
// others; the same bytes each time.
func TestCut(t *testing.T) {
	for n, want := range []string{"(one)", "(two)"} {
		k, err := NewKnife(small())
		if err != nil || k.Pages() != 2 {
			t.Fatal(err)
		}
		cut, err := k.Cut(n, "第1版", "zh-CN")
		if err != nil {
			t.Fatal(err)
		}
		again, err := k.Cut(n, "第1版", "zh-CN")
		if err != nil || !bytes.Equal(cut, again) {
			t.Errorf("page %d is another each time, %v", n, err)
		}
		one, err := NewKnife(cut)
		if err != nil || one.Pages() != 1 {
			t.Fatalf("page %d: %v\n%s", n, err, cut)
		}
		s := string(cut)
		if !strings.Contains(s, want) || strings.Count(s, " Tj ET") != 1 || !strings.Contains(s, "/Helvetica") || strings.Contains(s, "/Dest") {
			t.Errorf("page %d:\n%s", n, s)
		}
		if link := strings.Contains(s, "(https://a.example/)"); link != (n == 0) {
			t.Errorf("page %d: a link %v", n, link)
		}
		if box := one.r.Numbers(one.pages[0].Media); fmt.Sprint(box) != []string{"[0 0 200 100]", "[0 0 300 100]"}[n] || one.pages[0].Rotate != n {
			t.Errorf("page %d: %v, turned %d", n, box, one.pages[0].Rotate)
		}
	}
	if _, err := NewKnife([]byte("%PDF-1.7")); err == nil {
		t.Error("what is no file is one")
	}
}

// FuzzKnife: pages of any file are cut, or an error.
func FuzzKnife(f *testing.F) {
	f.Add(small())
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := NewKnife(data)
		if err != nil {
			return
		}
		for n := range min(k.Pages(), 3) {
			if _, err := k.Cut(n, "a", "b"); err != nil {
				return
			}
		}
	})
}
