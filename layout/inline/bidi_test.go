package inline

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// In these tests capital letters stand for Hebrew ones, as in UAX #9: A is alef.
func hebrew(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return 'א' + r - 'A'
		}
		return r
	}, s)
}

func capitals(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'א' && r < 'א'+26 {
			return 'A' + r - 'א'
		}
		return r
	}, s)
}

// inSight sets spans in one line of a measure and returns its characters as they are seen from
// left to right, spaces left out, and where the first begins.
func inSight(t *testing.T, change func(*Para), measure unit.Length, list ...Span) (string, unit.Length) {
	t.Helper()
	p := spans(body(""), list...)
	change(p)
	var s Setter
	sh := s.Shape(p)
	type seen struct {
		x    unit.Length
		text string
	}
	var all []seen
	for _, l := range s.Break(nil, sh, []unit.Length{measure})[:1] {
		for _, it := range s.Place(nil, sh, l, unit.Point{}) {
			run, ok := it.(*page.Text)
			if !ok {
				continue
			}
			for i, g := range run.Glyphs {
				if i > 0 && g.X < run.Glyphs[i-1].X {
					t.Errorf("%q: a glyph goes back", capitals(run.Src))
				}
				r, _ := utf8.DecodeRuneInString(run.Src[g.Cluster:])
				if cell := run.Cell(int(g.Cluster)); cell.X != run.At.X+unit.Length(g.X) {
					t.Errorf("%q: the cell of %q begins at %d, its glyph at %d", capitals(run.Src), r, cell.X, run.At.X+unit.Length(g.X))
				}
				all = append(all, seen{run.At.X + unit.Length(g.X), string(r)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b seen) int { return cmp.Compare(a.x, b.x) })
	var b strings.Builder
	for _, c := range all {
		b.WriteString(strings.TrimSpace(c.text))
	}
	if len(all) == 0 {
		return "", 0
	}
	return capitals(b.String()), all[0].x
}

func TestBothDirections(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"在ABC后", "在CBA后"},
		{"诗人ABC DEF说", "诗人FEDCBA说"},
		{"前ABC 2026年", "前2026CBA年"},
		{"前ABC 20.5%年", "前20.5%CBA年"},
		{"前ABC%年", "前CBA%年"},
		{"ABC是人名，DEF也是。", "CBA是人名，FED也是。"},
		{"前ABC，DEF后", "前FED，CBA后"},
		{"前ABC（DEF）后", "前）FED（CBA后"}, // each bracket drawn as the other
		{"前（ABC，在DEF）后", "前（CBA，在FED）后"},
		{"前ABC（在DEF）后", "前CBA（在FED）后"},
		{"读Go和AB cd EF时", "读Go和BAcdFE时"},
		{"见（ABC）", "见（CBA）"},
		{"（ABC）", "）CBA（"}, // no ideograph: all from right to left
		{"2026年ABC", "2026年CBA"},
	} {
		got, _ := inSight(t, func(*Para) {}, 60*10*unit.Pt, Span{Text: hebrew(tt.text)})
		if got != tt.want {
			t.Errorf("%s is seen as %s, want %s", tt.text, got, tt.want)
		}
		half := len(hebrew(tt.text[:strings.LastIndexAny(tt.text, "ABCDEF")]))
		parted, _ := inSight(t, func(*Para) {}, 60*10*unit.Pt, Span{Text: hebrew(tt.text)[:half]}, Span{Text: hebrew(tt.text)[half:], Emphasis: true})
		if parted != tt.want {
			t.Errorf("%s, in two spans, is seen as %s, want %s", tt.text, parted, tt.want)
		}
	}
}

// A paragraph that has no ideograph and begins from right to left begins at the right.
func TestParagraphFromRight(t *testing.T) {
	measure := 60 * 10 * unit.Pt
	got, x := inSight(t, func(p *Para) { p.Align, p.Indent = typo.Left, 0 }, measure, Span{Text: hebrew("ABC go 25 DEF.")})
	if want := ".FEDgo25CBA"; got != want {
		t.Errorf("it is seen as %s, want %s", got, want)
	}
	if x < measure/2 {
		t.Errorf("it begins at %d of %d", x, measure)
	}
}

// Justified lines are full, whichever way their words run.
func TestBothDirectionsFill(t *testing.T) {
	text := hebrew(strings.Repeat("渡口的ABC DEF在2026年写了GH，", 8))
	p := spans(body(""), Span{Text: text})
	p.Indent = 0
	plain := spans(body(""), Span{Text: capitals(text)})
	plain.Indent = 0
	var s Setter
	measure := 20 * 10 * unit.Pt
	sh := s.Shape(p)
	lines := s.Break(nil, sh, []unit.Length{measure})
	for _, l := range lines[:len(lines)-1] {
		left, right := measure, unit.Length(0)
		for _, it := range s.Place(nil, sh, l, unit.Point{}) {
			run := it.(*page.Text)
			for i, g := range run.Glyphs {
				left, right = min(left, run.At.X+unit.Length(g.X)), max(right, run.Cell(int(run.Glyphs[i].Cluster)).X)
			}
		}
		if left > 2*unit.Pt || right < measure-12*unit.Pt {
			t.Errorf("%q reaches from %d to %d of %d", capitals(lineText(sh, l)), left, right, measure)
		}
	}
}

func FuzzLevels(f *testing.F) {
	f.Add(hebrew("前ABC 20.5%年（DEF）\n后"))
	f.Add("\u202bא\u2067ب\u2069 1,2")
	f.Fuzz(func(t *testing.T, text string) {
		at := -1
		for _, l := range textLevels(text) {
			if int(l.from) <= at || int(l.from) >= len(string([]rune(text))) || l.level > 2 {
				t.Fatalf("%q: %v", text, textLevels(text))
			}
			at = int(l.from)
		}
	})
}
