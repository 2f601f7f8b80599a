package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// moved is the sample with a run of text of page 1 somewhat lower.
func moved(by unit.Length) *Edition {
	return with(func(e *Edition) {
		doc, pg := *e.Doc, *e.Doc.Pages[1]
		doc.Pages, pg.Items = slices.Clone(doc.Pages), slices.Clone(pg.Items)
		for i, it := range pg.Items {
			if t, ok := it.(*page.Text); ok && len(t.Glyphs) > 5 {
				lower := *t
				lower.At.Y += by
				pg.Items[i] = &lower
				break
			}
		}
		doc.Pages[1], e.Doc = &pg, &doc
	})
}

// TestPageBecomes: who has the page that was drawn before gets what has changed, and who has
// another the page; no more than one is kept.
func TestPageBecomes(t *testing.T) {
	s, h := served(t, theSample(), Options{})
	get := func(i int, from string) (drawing string, change bool, data []byte) {
		a, data := ask(t, fmt.Sprint(h.URL, "/page/", i, "/page.svg?x&from=", from))
		return a.Header.Get("Drawing"), a.Header.Get("Content-Type") == "application/json", data
	}
	first, _, whole := get(1, "")
	s.Show(moved(unit.Pt)) // nobody asks for it
	s.Show(moved(2 * unit.Pt))
	second, change, data := get(1, first)
	var c struct{ Defs, Items []any }
	if err := json.Unmarshal(data, &c); err != nil || !change || second == first || len(data) > len(whole)/3 || len(c.Defs) != 1 || len(c.Items) < 3 {
		t.Errorf("a change of %d bytes (%v) of a page of %d, %d and %d steps, %v", len(data), change, len(whole), len(c.Defs), len(c.Items), err)
	}
	if again, change, data := get(1, "0123456789abcdef"); change || again != second || !bytes.HasPrefix(data, []byte("<svg")) {
		t.Error("who has a page that nobody knows does not get the page")
	}
	if _, change, _ := get(0, first); change {
		t.Error("a page is told as a change of another")
	}
	s.Hold(nil)
	if _, change, _ := get(1, first); !change {
		t.Error("pages that stay as they are have lost what was before")
	}
	s.Show(moved(3 * unit.Pt))
	if _, change, _ := get(1, second); !change {
		t.Error("the next change is not told")
	}
	if _, change, _ := get(1, first); change {
		t.Error("a page before the last one is still known")
	}
}
