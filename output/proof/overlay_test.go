package proof_test

import (
	"bytes"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/output/proof"
	"banxin/output/svg"
)

// TestOverlay: a layer has the page's size, nothing of the page's text and what the layer
// draws; the numbers on the page are those of Spots.
func TestOverlay(t *testing.T) {
	s := sample()
	on := proof.Sheet{Page: 1, Plan: s.plans[1], Notes: []proof.Note{
		{Level: proof.Error, Slot: s.plans[1].Slots[2].Name}, {Code: "nowhere"}, {Story: "202-canteen"}}}
	spots := proof.Spots(s.Doc, on)
	if len(spots) != 3 || spots[0].Note != 0 || spots[2].Note != 1 || !spots[2].Place.Empty() || spots[0].Place.Empty() || spots[0].Place.Y > spots[1].Place.Y {
		t.Fatalf("spots %+v", spots)
	}
	for layer, want := range map[proof.Layers]string{proof.Grid: "", proof.Rulers: "1栏 11字", proof.Slots: s.plans[1].Slots[1].Name, proof.Notes: "12", proof.Order: "1", proof.Zones: ""} {
		d, err := proof.Overlay(s.Doc, s.cat, on, proof.Options{Layers: layer})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Pages) != 1 || d.Pages[0].Trim != s.Doc.Pages[1].Trim {
			t.Errorf("layer %d: %d pages", layer, len(d.Pages))
		}
		var text strings.Builder
		items := 0
		page.Walk(d.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			if r, ok := it.(*page.Text); ok {
				text.WriteString(r.Src)
			}
			items++
		})
		if items < 5 || !strings.Contains(text.String(), want) || strings.Contains(text.String(), "楼下就有") {
			t.Errorf("layer %d: %d items, %q; want %q", layer, items, text.String(), want)
		}
		var b bytes.Buffer
		if err := svg.Write(&b, d, 0, s.cat, svg.Options{Clear: true}); err != nil || strings.Contains(b.String(), `<path fill="#fff" d="M0 0H`) {
			t.Errorf("layer %d: %v, or it covers the page", layer, err)
		}
	}
	many := *s.plans[1]
	many.Slots = []proof.Slot{{Name: "简讯", Frames: s.plans[1].Slots[2].Frames, Story: strings.Repeat("a-long-name ", 9), Chars: 70}}
	d, err := proof.Overlay(s.Doc, s.cat, proof.Sheet{Page: 1, Plan: &many}, proof.Options{Layers: proof.Slots})
	if err != nil {
		t.Fatal(err)
	}
	var label strings.Builder
	page.Walk(d.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		if r, ok := it.(*page.Text); ok {
			label.WriteString(r.Src)
		}
	})
	if label.String() != "简讯　9稿　70字" {
		t.Errorf("a slot of many stories is labelled %q", label.String())
	}
	if _, err := proof.Overlay(s.Doc, s.cat, proof.Sheet{Page: 9}, proof.Options{Layers: proof.Grid}); err == nil {
		t.Error("a page that is not there")
	}
}
