package live

import (
	"bytes"
	"fmt"
	"math/rand"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/output/proof"
)

// TestSpread holds what one walk finds of stories and findings against what is found for each page
// and story by looking at all of them.
func TestSpread(t *testing.T) {
	for seed := range int64(200) {
		n := randomSnapshot(rand.New(rand.NewSource(seed)))
		w := n.spread()
		for i := range n.sheets {
			if slow := togetherSlowly(n, i); fmt.Sprint(w.fits[i]) != fmt.Sprint(slow) {
				t.Fatalf("seed %d, page %d: %v, not %v", seed, i, w.fits[i], slow)
			}
			for level, count := range w.counts[i] {
				slow := 0
				for _, f := range n.ed.Findings {
					if f.Page == i && int(f.Level) == level {
						slow++
					}
				}
				if count != slow {
					t.Fatalf("seed %d, page %d: %d findings of level %d, not %d", seed, i, count, level, slow)
				}
			}
		}
		for _, s := range n.ed.Stories {
			var slow []partsOn
			for i, sh := range n.sheets {
				if k := slices.IndexFunc(sh.parts, func(p storyParts) bool { return p.story == s.ID }); k >= 0 {
					slow = append(slow, partsOn{i, sh.parts[k].parts})
				}
			}
			if fmt.Sprint(w.parts[s.ID]) != fmt.Sprint(slow) {
				t.Fatalf("seed %d, story %s: %v, not %v", seed, s.ID, w.parts[s.ID], slow)
			}
		}
	}
}

// TestSqueezedOnce: what several browsers ask for is squeezed for the first of them.
func TestSqueezedOnce(t *testing.T) {
	n := &snapshot{sheets: []*sheet{{page: &drawing{}}}}
	n.sheets[0].page.make(func(b *bytes.Buffer) error {
		b.WriteString(strings.Repeat("<use/>", 1000))
		return nil
	})
	s := New(Options{})
	s.put(n)
	var was *byte
	for range 2 {
		r := httptest.NewRequest("GET", "http://localhost/page/0/page.svg", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		a := httptest.NewRecorder()
		s.ServeHTTP(a, r)
		now := n.sheets[0].page.small.data
		if a.Header().Get("Content-Encoding") != "gzip" || !bytes.Equal(a.Body.Bytes(), now) || was != nil && was != &now[0] {
			t.Fatal("a page is squeezed again")
		}
		was = &now[0]
	}
}

// togetherSlowly adds up how the stories of a page fit.
func togetherSlowly(n *snapshot, i int) (all Story) {
	for _, s := range n.ed.Stories {
		first, last := s.Page, s.Page
		for k, sh := range n.sheets {
			if slices.ContainsFunc(sh.pieces, func(p piece) bool { return p.story == s.ID }) {
				last = max(last, k)
			}
		}
		if first <= i && i <= last {
			all.OverChars, all.OverLines = all.OverChars+s.OverChars, all.OverLines+s.OverLines
		}
		if i == last && s.FreeLines > 1 {
			all.FreeChars, all.FreeLines = all.FreeChars+s.FreeChars, all.FreeLines+s.FreeLines
		}
	}
	return all
}

// randomSnapshot has stories on no page, on some and with parts on pages where no piece of them is, and
// findings of no page.
func randomSnapshot(r *rand.Rand) *snapshot {
	n := &snapshot{ed: &Edition{}}
	pages := 1 + r.Intn(5)
	for i := range 1 + r.Intn(9) {
		n.ed.Stories = append(n.ed.Stories, Story{ID: fmt.Sprint(i), Page: r.Intn(pages+1) - 1, OverChars: r.Intn(3), OverLines: r.Intn(3), FreeChars: r.Intn(9), FreeLines: r.Intn(4)})
	}
	any := func() string { return fmt.Sprint(r.Intn(len(n.ed.Stories) + 1)) }
	for range pages {
		sh := &sheet{}
		for range r.Intn(6) {
			sh.pieces = append(sh.pieces, piece{story: any()})
			sh.parts = append(sh.parts, storyParts{story: any(), parts: []part{{role: page.RoleHeadline, chars: r.Intn(100)}}})
		}
		n.sheets = append(n.sheets, sh)
	}
	for range r.Intn(20) {
		n.ed.Findings = append(n.ed.Findings, Finding{Page: r.Intn(pages+1) - 1, Level: proof.Level(r.Intn(len(levels)))})
	}
	return n
}
