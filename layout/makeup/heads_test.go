package makeup

import (
	"fmt"
	"math/rand"
	"regexp"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/layout/unit"
)

// TestLeadHeads: however long the lead's head is, a page is made, with the lead over half of the columns at the
// least, its head the greatest, and 3.6 times the size of the text. Where time is bounded every third length is
// tried.
func TestLeadHeads(t *testing.T) {
	const head = "青溪江两岸新修步道今起全线贯通市民可一路走到入海口看日出日落"
	lengths := []int{20, 28}
	if need.Long() {
		lengths = need.Spread([]int{6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28}, 3, 2)
	}
	for _, n := range lengths {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			files := aPaper{"四开", 1, 8, true, true, 3}.files()
			lead := files["editions/2026-10-21/stories/s01.md"]
			lead.Data = regexp.MustCompile(`(?m)^标题: .*`).ReplaceAll(lead.Data, []byte("标题: "+string([]rune(head)[:n])))
			ed, cat := loadLibrary(t, files)
			versions := Auto(ed, cat, 2)
			if len(versions) == 0 {
				t.Fatal("nothing is made up")
			}
			for k, v := range versions {
				f := measureUp(t, v, &v.Made[0], cat)
				if f.first != "s01" || 2*f.lead < f.columns || f.next >= f.size || 10*f.size < 36*ed.Pages[0].Template.Size || f.over > 0 {
					t.Errorf("version %d: %+v", k+1, f)
				}
			}
		})
	}
}

// TestShortHeads wants of a short story a small head, unless the heads of those after it are measured by it: they
// could be no greater then.
func TestShortHeads(t *testing.T) {
	lead := &editions.Story{Genre: "消息", Blocks: []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(1)), 900)}}}
	size := 10 * unit.Pt
	for _, c := range []struct {
		genre    string
		ranked   bool
		measures bool
	}{{"图片新闻", true, true}, {"图片新闻", false, false}, {"简讯", true, false}, {"诗歌", true, false}, {"消息", true, true}} {
		short := &editions.Story{Genre: c.genre, Ranked: c.ranked, Blocks: []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(2)), 80)}}}
		m := &tables{t: &editions.Template{Size: size}, parcels: []parcel{{stories: []*editions.Story{lead}}, {stories: []*editions.Story{short}}}}
		want, least, most := m.wants(1)
		if want > 16*unit.Pt || least > 12*unit.Pt || (most > 16*unit.Pt) != c.measures {
			t.Errorf("%+v: a head of %v is wanted, from %v to %v", c, want, least, most)
		}
	}
}
