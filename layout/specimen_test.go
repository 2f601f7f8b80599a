package layout_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/editions"
	"banxin/layout"
)

// shown are the requirements of Chinese setting that the specimen shows, family by family:
// how many there are, and those that it leaves out.
var shown = []struct {
	family string
	count  int
	absent map[int]string
}{
	{"LB", 20, nil}, {"PW", 13, nil}, {"HP", 3, map[int]string{3: "marks that hang and start the next line: an option we do not have"}},
	{"MX", 6, nil}, {"JU", 9, nil}, {"EM", 6, nil}, {"RB", 6, nil}, {"VT", 9, nil},
	{"HD", 10, map[int]string{9: "run-in heads: an option we do not have"}}, {"PA", 9, nil}, {"NU", 6, nil}, {"RG", 5, nil},
}

var requirement = regexp.MustCompile(`[A-Z]{2}[0-9]+`)

// TestSpecimen sets the specimen sheet: each requirement stands under its name, nothing is
// lost and nothing is over.
func TestSpecimen(t *testing.T) {
	ed, res := composeFS(t, assets.Specimen())
	checkNothingLost(t, ed, res)
	narrow := 0 // EM4: marks at both sides of lines that are too near to each other
	for _, f := range ed.House.Judge(res.Findings) {
		if f.Code == "TYP-GAP" && f.Story == "vt-1" {
			narrow++
			continue
		}
		t.Errorf("%s: %s: %s [%s]", f.Pos, f.Severity, f.Message, f.Code)
	}
	if narrow != 1 {
		t.Errorf("%d notes of marks that lack room, want 1", narrow)
	}
	for _, f := range res.Fits {
		if f.OverChars > 0 || f.Set != f.Chars {
			t.Errorf("%s: %d characters of %d are set", f.Story, f.Set, f.Chars)
		}
	}
	named := map[string]bool{}
	for _, s := range ed.Stories {
		for _, b := range s.Blocks {
			if p, ok := b.(*editions.Paragraph); ok && p.Kind == editions.SubheadText {
				for _, id := range requirement.FindAllString(p.Text.String(), -1) {
					named[id] = true
				}
			}
		}
	}
	for _, f := range shown {
		for n := 1; n <= f.count; n++ {
			id := fmt.Sprintf("%s%d", f.family, n)
			if _, absent := f.absent[n]; named[id] == absent {
				t.Errorf("%s: shown %v, absent %v", id, named[id], absent)
			}
		}
	}
}

// TestSpecimenLevels: the same text in five columns, each broken by its level's rules.
func TestSpecimenLevels(t *testing.T) {
	_, res := composeFS(t, assets.Specimen())
	starts := lineStarts(t, res)
	for _, c := range []struct{ story, has, hasNot string }{
		{"l-none", "，／—？·）", ""},
		{"l-basic", "／—", "，？·）"},
		{"l-gb", "—", "，／？·）"},
		{"l-strict", "", "，／—？·）"},
		{"l-news", "／—？·", "，）"},
	} {
		got := starts[c.story]
		for _, r := range c.has {
			if !strings.ContainsRune(got, r) {
				t.Errorf("%s: no line begins with %c: %s", c.story, r, got)
			}
		}
		if strings.ContainsAny(got, c.hasNot) {
			t.Errorf("%s: a line begins with one of %s: %s", c.story, c.hasNot, got)
		}
	}
}

// lineStarts returns the first characters of each story's lines.
func lineStarts(t *testing.T, res *layout.Result) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := layout.DumpLines(&b, res); err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^ *\S+ p (\S+)#\d+ \| (.)`)
	starts := map[string]string{}
	for _, m := range line.FindAllStringSubmatch(b.String(), -1) {
		starts[m[1]] += m[2]
	}
	return starts
}
