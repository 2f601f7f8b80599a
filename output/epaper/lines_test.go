package epaper

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"banxin/output/internal/prose"
)

// TestPlaces: every character of a story's text stands in one line, in the order of the
// text, each line within a zone of the story and within a column; but for the label that
// stories of a group share.
func TestPlaces(t *testing.T) {
	e, files := build(t, Options{})
	zones := zonesOf(t, files, len(e.doc.Pages))
	var ed struct {
		Stories []struct{ ID, Story, HTML, Places string }
	}
	if err := json.Unmarshal(files["edition.json"], &ed); err != nil {
		t.Fatal(err)
	}
	for _, s := range ed.Stories {
		var p struct {
			Columns [][5]int
			Lines   [][7]int
		}
		if err := json.Unmarshal(files[s.Places], &p); err != nil {
			t.Fatalf("%s: %v", s.Places, err)
		}
		said, err := prose.Said(files[s.HTML])
		if err != nil {
			t.Fatal(err)
		}
		at, missing := 0, 0
		for _, l := range p.Lines {
			if l[1] < at || l[2] <= 0 {
				t.Fatalf("%s: the line at %d begins before the one before it has ended, at %d", s.Story, l[1], at)
			}
			missing += l[1] - at
			at = l[1] + l[2]
			x, y := l[3]+l[5]/2, l[4]+l[6]/2
			if !inside(zones[s.ID], l[0], x, y) {
				t.Errorf("%s: the line at %d stands at %d, %d of page %d, where the story has no zone", s.Story, l[1], x, y, l[0])
			}
			if !inside(p.Columns, l[0], x, y) {
				t.Errorf("%s: the line at %d stands in no column", s.Story, l[1])
			}
		}
		missing += utf8.RuneCountInString(said) - at
		if label := utf8.RuneCountInString(prose.NoSpace(e.ed.Story(s.Story).Label.String())); missing != 0 && missing != label {
			t.Errorf("%s: %d of %d characters stand in no line", s.Story, missing, utf8.RuneCountInString(said))
		}
		if n := len(p.Columns); n == 0 || n > 9 {
			t.Errorf("%s has %d columns", s.Story, n)
		}
	}
}

// zonesOf are the boxes of the stories' zones, as columns are given.
func zonesOf(t *testing.T, files map[string][]byte, pages int) map[string][][5]int {
	t.Helper()
	zones := map[string][][5]int{}
	for n := range pages {
		var p struct {
			Number  int
			Stories []struct {
				ID       string
				Polygons [][][2]float64
			}
		}
		name := (&sheet{number: n + 1}).id()
		if err := json.Unmarshal(files["pages/"+name+".json"], &p); err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stories {
			for _, g := range s.Polygons {
				x, y := int(g[0][0]*10000), int(g[0][1]*10000)
				zones[s.ID] = append(zones[s.ID], [5]int{p.Number, x, y, int(g[2][0]*10000) - x, int(g[2][1]*10000) - y})
			}
		}
	}
	return zones
}

// inside tells whether a place of a page is in one of these boxes.
func inside(boxes [][5]int, page, x, y int) bool {
	for _, b := range boxes {
		if b[0] == page && x >= b[1]-5 && x <= b[1]+b[3]+5 && y >= b[2]-5 && y <= b[2]+b[4]+5 {
			return true
		}
	}
	return false
}
