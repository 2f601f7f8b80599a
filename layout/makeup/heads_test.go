package makeup

import (
	"fmt"
	"regexp"
	"testing"

	"banxin/cmd/need"
)

// TestLeadHeads: however long the lead's head is, a page is made, with the lead over half of the columns at the
// least, its head the greatest, and 3.6 times the size of the text.
func TestLeadHeads(t *testing.T) {
	const head = "青溪江两岸新修步道今起全线贯通市民可一路走到入海口看日出日落"
	lengths := []int{20, 28}
	if need.Long() {
		lengths = []int{6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28}
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
