package makeup

import (
	"slices"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
)

// TestVersesLevel: a poem stands in columns that end level, under a head over the first of them where its stanzas are odd.
func TestVersesLevel(t *testing.T) {
	few, most := 3, 3
	if need.Long() {
		few, most = 2, 5
	}
	for stanzas := few; stanzas <= most; stanzas++ {
		ed, cat := front(t, 8, 6, false, false)
		poem := &editions.Story{ID: "poem", Genre: "诗歌", Headline: []editions.Text{{Runs: []editions.Run{{Text: "秋夜过渡口"}}}}}
		for range stanzas {
			lines := editions.Text{Runs: []editions.Run{{Text: "船过第三座桥的时候\n灯就慢慢地暗了下来\n我们谈起江边的村庄\n像谈一棵很老的树木"}}}
			poem.Blocks = append(poem.Blocks, &editions.Paragraph{Kind: editions.VerseText, Text: lines})
		}
		ed.Stories[7] = poem
		m, _ := newMaker(bench{ed, cat}, ed.Pages[0], gathered(unplaced(ed)))
		m.known = newMeasured()
		m.follow(nil, true)
		m.choose()
		p := slices.IndexFunc(m.parcels, func(u parcel) bool { return u.stories[0] == poem })
		ts := m.tables()
		over := 0
		for w, list := range ts.all()[p] {
			for _, o := range list {
				tm, _ := ts.scratch(w, o.slot, o.lines)
				res := ts.try(tm, poem)
				if hole := hollow(res.Doc, tm, tm.Slots[0].Frames[0]); read(res).failed() || hole > mostHole {
					t.Errorf("%d stanzas in %d columns, %d lines: a hole of %d lines", stanzas, w, o.lines, hole)
				}
				if o.slot.Head.Span < 0 {
					over++
				}
			}
		}
		if stanzas == 3 && over == 0 {
			t.Error("no way has the head over the first column")
		}
	}
}
