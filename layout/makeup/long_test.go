package makeup

import (
	"fmt"
	"math/rand"
	"testing"
	"testing/fstest"
)

// TestLongest: whatever part of a page its longest story takes, and be it more than all, the page is made up and
// nothing is over.
func TestLongest(t *testing.T) {
	for _, format := range []string{"四开", "对开"} {
		for _, part := range []int{40, 76, 79, 115} {
			files := sparse{format, 1, 5, 150, true, part%2 == 0}.files()
			ed, _ := loadLibrary(t, files)
			m := ed.Pages[0].Template
			w := &writer{rand.New(rand.NewSource(int64(part)))}
			text := "---\n标题: " + w.title() + "\n次序: 1\n---\n"
			for left := m.Columns * m.Lines * m.Chars * part / 100; left > 0; left -= 90 {
				text += string([]rune(w.text(90))[:89]) + "。\n\n"
			}
			files["editions/2026-10-21/stories/s01.md"] = &fstest.MapFile{Data: []byte(text)}
			ed, cat := loadLibrary(t, files)
			versions := Auto(ed, cat, 1)
			if len(versions) == 0 {
				t.Errorf("%s, a story of %d %% of the page: nothing is made up", format, part)
				continue
			}
			v := versions[0]
			t.Logf("%s %d: %d stories, %d of %d empty", format, part, len(v.Made[0].Stories), v.Made[0].Empty, v.Made[0].All)
			whole(t, fmt.Sprint(format, part), v.Edition, compose(t, v.Edition, cat))
		}
	}
}
