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

// TestHyphens: words as TeX parts them with the same patterns (\showhyphens), three letters at least on either side.
func TestHyphens(t *testing.T) {
	h := english(t)
	for _, want := range []string{"hyphen-ation", "con-cate-na-tion", "super-cal-ifrag-ilis-tic-ex-pi-ali-do-cious",
		"algo-rithm", "type-set-ting", "news-pa-per", "asso-ciate", "table", "project", "word", "Chi-nese", "NASA", "recog-ni-zance"} {
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
		{"LB14 address", "见|https://|example@.com/|a@_b|?c|=d|处"},
		{"mailbox", "致|news|@example@.com|处"},
		{"names", "由|Vaswani|与|Kubernetes|等"},
		{"compounds", "的|self-|attention|与|libbpf-|bootstrap|等"},
		{"identifiers", "用|kube_controller|与|iptables2|及|eBPFfilter|等"},
		{"quoted", "以|“the |evaluation |of |typesetting”|为|题"},
		{"behind a quotation", "“好”|的|type~set~ting|法"},
		{"typed soft hyphen", "Donau\u00ad~dampf|船"},
	} {
		text := strings.NewReplacer("|", "", "~", "", "@.", ".", "@_", "_").Replace(c.want)
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

// TestHyphensArePriced: a paragraph that is well set without a hyphen has none; where one is
// needed no two lines end with hyphens one after the other.
func TestHyphensArePriced(t *testing.T) {
	h := english(t)
	text := "研究者把这种做法叫作typesetting，把另一种叫作hyphenation，还有一种叫作internationalization，它们都是同一件事的几个方面，说来话长，也都与representation有关。"
	var s Setter
	for n := 8; n < 24; n++ {
		p := with(text, Rules{Hyphens: h})
		sh := s.Shape(p)
		none := s.Break(nil, s.Shape(with(text, Rules{})), em(n))
		lines, last := s.Break(nil, sh, em(n)), false
		hyphens := 0
		for _, l := range lines {
			ends := sh.hyphenates(l.To)
			if ends && last {
				t.Errorf("%d em: two lines end with hyphens", n)
			}
			if last = ends; ends {
				hyphens++
			}
		}
		if hyphens > 0 && loosest(none) < unit.Pt/2 && len(none) <= len(lines) {
			t.Errorf("%d em: %d hyphens where none are needed\n%s", n, hyphens, show(sh, lines))
		}
	}
}

// TestAddressesPart: an address is parted inside a name only where more than 3 em would be left
// white.
func TestAddressesPart(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example/kubernetes/kubeproxy-free/一页": "https://a.example/|\nkubernetes/kubeproxy|\n-free/一页|\n",
		"https://docs.example/en/a-b/一页。":                "https://docs.example/en/|\na-b/一页。|\n",
	} {
		var s Setter
		p := body(text)
		p.Indent = 0
		if got := show(s.Shape(p), s.Break(nil, s.Shape(p), em(12))); got != want {
			t.Errorf("%s:\n%swant\n%s", text, got, want)
		}
	}
}
