package makeup

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"banxin/cmd/need/four"
	"banxin/cmd/need/held"
	"banxin/editions"
)

// TestOptions: the ways in which each story of a page can stand, with what speaks against them, a line a
// way in testdata/made/options.txt: of stories with pictures and without, of poems, notices and gathered
// briefs, and of random pages.
func TestOptions(t *testing.T) {
	var b strings.Builder
	ed, cat := front(t, 8, 6, true, true)
	mixed(ed)
	options(&b, "mixed", bench{ed, cat})
	ed, cat = front(t, 7, 4, false, false)
	options(&b, "plain", bench{ed, cat})
	_, cat = load(t, four.Pages())
	for seed := range int64(5) {
		r := rand.New(rand.NewSource(300 + seed))
		options(&b, fmt.Sprint("random ", seed), bench{richer(r, randomEdition(r)), cat})
	}
	held.Text(t, "testdata/made/options.txt", b.String())
}

// mixed has the last stories of an edition be of other sorts.
func mixed(ed *editions.Edition) {
	verse := "船过第三座桥的时候\n灯就慢慢地暗了下来\n我们谈起江边的村庄\n谁也没有说起从前"
	n := len(ed.Stories)
	ed.Stories[n-1] = &editions.Story{ID: "poem", Genre: "诗歌", Headline: []editions.Text{textOf("秋夜过渡口")}, Blocks: []editions.Block{
		&editions.Paragraph{Kind: editions.VerseText, Text: textOf(verse)}, &editions.Paragraph{Kind: editions.VerseText, Text: textOf(verse)}, &editions.Paragraph{Kind: editions.VerseText, Text: textOf(verse)},
	}}
	r := rand.New(rand.NewSource(9))
	ed.Stories[n-2].Genre = "公告"
	for _, st := range ed.Stories[n-5 : n-2] {
		st.Genre, st.Kicker, st.Deck = "简讯", nil, nil
		st.Blocks = []editions.Block{&editions.Paragraph{Text: han(r, 60+r.Intn(40))}}
	}
	ed.Stories[1].Genre, ed.Stories[1].Ranked = "评论", false
}

func options(b *strings.Builder, name string, on bench) {
	for _, pg := range on.ed.Pages {
		m, ok := newMaker(on, pg, gathered(unplaced(on.ed)))
		if !ok {
			continue
		}
		m.known = newMeasured()
		m.follow(nil, true)
		m.choose()
		fmt.Fprintf(b, "# %s page %d: few %v bare %v\n", name, pg.Number, m.few, m.bare)
		for p, widths := range m.tables().all() {
			for _, list := range widths {
				for _, o := range list {
					fmt.Fprintf(b, "%s %v: %d×%d %.1f pt in %d, ink %d head %d shot %d %d share %d empty %d tight %v stacks %d label %q span %+v cost %d\n", m.parcels[p].ids(), p == o.parcel, o.cols, o.lines,
						o.size.Float(), o.rows, o.ink, o.head, o.shot, o.shotInk, o.share, o.empty, o.tight, len(o.stacks), o.label, o.span, o.cost)
				}
			}
		}
	}
}
