package inline

import (
	"os"
	"strings"
	"testing"

	"banxin/layout/unit"
)

func english(t testing.TB) *Hyphens {
	t.Helper()
	data, err := os.ReadFile("../../assets/text/hyphens-en-us.txt")
	if err != nil {
		t.Fatal(err)
	}
	return NewHyphens(data)
}

// TestHyphens: words as TeX parts them with the same patterns (\showhyphens).
func TestHyphens(t *testing.T) {
	h := english(t)
	for _, want := range []string{"hy-phen-ation", "con-cate-na-tion", "su-per-cal-ifrag-ilis-tic-ex-pi-ali-do-cious",
		"al-go-rithm", "type-set-ting", "news-pa-per", "as-so-ciate", "ta-ble", "project", "word", "Chi-nese", "NASA", "re-cog-ni-zance"} {
		word := strings.ReplaceAll(want, "-", "")
		got, from := "", 0
		for _, at := range h.points(nil, word) {
			got += word[from:at] + "-"
			from = at
		}
		if got += word[from:]; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestHyphenBreaks(t *testing.T) {
	h := english(t)
	for _, c := range []struct{ id, want string }{
		{"LB14 hyphens", "用|type~set~ting|法"},
		{"no capitals", "用|UNESCO|法"},
		{"LB14 address", "见|https://|example|.com/|a|_b|?c|=d|处"},
		{"mailbox", "致|news|@example|.com|处"},
		{"typed soft hyphen", "Donau\u00ad~dampf|船"},
	} {
		text := strings.NewReplacer("|", "", "~", "").Replace(c.want)
		if got := opportunities(t, with(text, Rules{Hyphens: h})); got != c.want {
			t.Errorf("%s: %s\n\twant %s", c.id, got, c.want)
		}
	}
}

// TestHyphenShown: a hyphen is drawn at the end of the line and is no character of it.
func TestHyphenShown(t *testing.T) {
	var s Setter
	p := with("internationalization of typesetting 的", Rules{Hyphens: english(t)})
	p.Indent = 0
	lines := check(t, &s, p, em(5))
	sh := s.Shape(p)
	l := lines[0]
	items := s.Place(nil, sh, l, unit.Point{})
	tx := texts(items)[len(texts(items))-1]
	last := tx.Glyphs[len(tx.Glyphs)-1]
	if want := sh.runs[0].face.Glyph('-'); last.ID != want || strings.HasSuffix(tx.Src, "-") {
		t.Errorf("%q ends with glyph %d, want the hyphen %d\n%s", tx.Src, last.ID, want, show(sh, lines))
	}
}
