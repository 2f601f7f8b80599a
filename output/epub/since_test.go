package epub

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/editions"
)

// What has changed since a book was published is named, unless a correction says so; what was
// only moved is not.
func TestCheckSince(t *testing.T) {
	ed, d := sample(t)
	book := write(t, ed, d, Options{Pages: pagePictures(t)})
	check := func(name string, change func(*editions.Edition), want ...string) {
		t.Helper()
		ed, _ := sample(t)
		change(ed)
		l, err := CheckSince(ed, book)
		if err != nil {
			t.Fatal(err)
		}
		if len(l) != len(want) {
			t.Errorf("%s: %v", name, l)
		}
		for i, f := range l {
			if i < len(want) && (f.Code != "EPB-CHANGED" || !strings.Contains(fmt.Sprint(f.Story, f.Message), want[i])) {
				t.Errorf("%s: %v, want %s", name, f, want[i])
			}
		}
	}
	correct := func(id string) func(*editions.Edition) {
		return func(ed *editions.Edition) {
			ed.Story("s2").Blocks = []editions.Block{para("第二条改过的正文。")}
			ed.Corrections = []editions.Correction{{Story: id, Time: time.Date(2026, 10, 21, 1, 0, 0, 0, time.UTC), Note: "改了"}}
		}
	}
	check("nothing", func(*editions.Edition) {})
	check("moved", func(ed *editions.Edition) { slices.Reverse(ed.Stories) })
	check("text", func(ed *editions.Edition) {
		ed.Story("s2").Blocks = []editions.Block{para("第二条改过的正文。")}
	}, "s2")
	check("text, corrected", correct("s2"))
	check("text, another corrected", correct("s3"), "s2")
	check("picture", func(ed *editions.Edition) {
		for _, p := range ed.Story("s5").Pictures() {
			p.Image.Data = photo(t, "jpeg", 61, 40)
		}
	}, "s5", "头条") // both show it
	check("gone", func(ed *editions.Edition) { ed.Stories = slices.Delete(ed.Stories, 3, 4) }, "s-s4")
	check("withdrawn", func(ed *editions.Edition) { ed.Withdrawn = []editions.Withdrawal{{Story: "s4"}} })
	check("new", func(ed *editions.Edition) { ed.Stories = append(ed.Stories, &editions.Story{ID: "s9"}) })

	correct("s2")(ed)
	if book = write(t, ed, d, Options{}); true {
		check("corrected before, changed again", func(ed *editions.Edition) {
			correct("s2")(ed)
			ed.Story("s2").Blocks = []editions.Block{para("第二条又改过的正文。")}
		}, "s2")
	}
	if _, err := CheckSince(ed, writeReplica(t, ed, d, nil, Options{Pages: pagePictures(t)})); !errors.Is(err, ErrNotOurs) {
		t.Errorf("a replica: %v", err)
	}
	if _, err := CheckSince(ed, []byte("no book")); err == nil {
		t.Error("what is no book is compared")
	}
}
