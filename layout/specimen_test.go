package layout_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/cmd/need/composed"
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
	ed, _, res := composed.Paper(t, assets.Specimen())
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
	_, _, res := composed.Paper(t, assets.Specimen())
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

// TestSpecimenLooks: each way of each key of the look has an example on the specimen sheet, as
// have type by size, the parts of kickers and decks, tracking and alignment.
func TestSpecimenLooks(t *testing.T) {
	ed, _, _ := composed.Paper(t, assets.Specimen())
	shown := map[string]bool{}
	line := func(k editions.LineKind) { shown[fmt.Sprintf("line %d", k)] = true }
	for _, p := range ed.Pages {
		l := p.Template.Look
		line(l.Nameplate.Rules)
		line(l.Folio.Rules)
		line(l.Between.Kind)
		line(l.Columns.Kind)
		for key, yes := range map[string]bool{
			fmt.Sprintf("nameplate %d", l.Nameplate.At): true, fmt.Sprintf("folio %d", l.Folio.Style): true, fmt.Sprintf("index %d", l.Index.Style): true,
			"nameplate tint": l.Nameplate.Tint != "", "nameplate bar": l.Nameplate.Bar != "", "folio at the foot": l.Folio.Foot, "folio number": !l.Folio.Number.IsZero(), "folio section": !l.Folio.Section.IsZero(),
			"no uprights": l.Between.Horizontals, "column rules everywhere": l.Columns.Everywhere, "index name": l.Index.Name != "", "index pictures": l.Index.Pictures,
			"picture line": l.Picture.Line > 0, "tint": l.Tint != "", "rule width": l.Between.Width > 0, "rule colour": l.Between.Color != "",
		} {
			shown[key] = shown[key] || yes
		}
		for _, s := range p.Template.Slots {
			if s.Kind != editions.StorySlot {
				continue
			}
			label := l.Label.Style
			if s.Head.LabelSet {
				label = s.Head.Label
			}
			end := l.End.Ornament
			if s.EndSet {
				end = s.End
			}
			for key, yes := range map[string]bool{
				fmt.Sprintf("label %d", label): true, fmt.Sprintf("label at %d", l.Label.At): true, fmt.Sprintf("ornament %d", end): true,
				"radius": s.Picture.Look(l.Picture).Radius > 0, "bleed": s.Picture.Bleed, fmt.Sprintf("align %d", s.Head.Align): true,
			} {
				shown[key] = shown[key] || yes
			}
		}
	}
	kicker, deck, head := ed.Paper.Styles[editions.Kicker], ed.Paper.Styles[editions.Deck], ed.Paper.Styles[editions.Headline]
	if kicker.Ratio == 0 || kicker.Track == 0 || deck.Ratio == 0 || head.White == 0 || len(head.Sizes) < 3 || head.Sizes[0].Track == 0 {
		t.Errorf("styles of heads: %+v, %+v, %+v", kicker, deck, head)
	}
	for kind, count := range map[string]int{
		"nameplate ": 3, "folio ": 4, "label ": 8, "label at ": 3, "line ": 9, "index ": 4, "ornament ": 7, "align ": 4,
	} {
		for n := range count {
			if key := fmt.Sprintf("%s%d", kind, n); !shown[key] {
				t.Errorf("nothing shows %s", key)
			}
		}
	}
	for key, yes := range shown {
		if !yes {
			t.Errorf("nothing shows %s", key)
		}
	}
}
