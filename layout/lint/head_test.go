package lint

import (
	"testing"

	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestBroken: a break between two lines of a head parts no listed name, no Latin word or
// number, and no quotation of up to eight characters with the mark before it.
func TestBroken(t *testing.T) {
	paper := &editions.Paper{Lists: editions.Lists{Names: []editions.Listed{{Word: "棠川镇政府"}, {Word: "棠川"}}}}
	c := &checker{ed: &editions.Edition{Paper: paper}}
	for _, k := range []struct{ a, b, want string }{
		{"来到棠", "川", "棠川"},
		{"棠", "川的早市", "棠川"},
		{"来到棠川镇", "政府", "棠川镇政府"},
		{"来到棠川", "的早市", ""},
		{"来到", "棠川的早市", ""},
		{"早", "市", ""},
		{"读《渡口》和《棠水", "志》", "《棠水志》"},
		{"读《一二三四五", "六七》", "《一二三四五六七》"},
		{"读《一二三四五六", "七八》", ""},
		{"读《棠水志》", "和《渡口》", ""},
		{"读《棠水", "志", ""},
		{"“早", "市”", "“早市”"},
		{"早市”，", "好”", ""},
		{"约12", "30人", "23"},
		{"A", "B", "AB"},
		{"约12", "人", ""},
		{"人", "12", ""},
		{"a，", "b", ""},
	} {
		if got := c.broken(k.a, k.b); got != k.want {
			t.Errorf("%s / %s parts %q, want %q", k.a, k.b, got, k.want)
		}
	}
}

// TestFollows: a line goes on where the one before ends in the file, a space apart or none,
// and not when either was written on a line of its own or by the engine.
func TestFollows(t *testing.T) {
	at := func(file, n, col int32, src string) *line {
		r := &page.Text{Src: src}
		r.Pos.File, r.Pos.Line, r.Pos.Col = file, n, col
		return &line{runs: []run{{Text: r}}}
	}
	for _, k := range []struct {
		what string
		a, b *line
		want bool
	}{
		{"the next character", at(1, 2, 5, "渡口"), at(1, 2, 7, "早市"), true},
		{"behind a space", at(1, 2, 5, "渡口"), at(1, 2, 8, "早市"), true},
		{"the same place, of nothing", at(1, 2, 5, ""), at(1, 2, 5, "早市"), true},
		{"further on", at(1, 2, 5, "渡口"), at(1, 2, 9, "早市"), false},
		{"before it", at(1, 2, 5, "渡口"), at(1, 2, 4, "早市"), false},
		{"another line of the file", at(1, 2, 5, "渡口"), at(1, 3, 7, "早市"), false},
		{"another file", at(1, 2, 5, "渡口"), at(2, 2, 7, "早市"), false},
		{"no file", at(0, 2, 5, "渡口"), at(0, 2, 7, "早市"), false},
	} {
		if got := follows(k.a, k.b); got != k.want {
			t.Errorf("%s: %v, want %v", k.what, got, k.want)
		}
	}
}

// TestStep: heads are of whole points to 20, of even ones to 48, of every fourth above, or
// of a size of the old scale.
func TestStep(t *testing.T) {
	for milli, step := range map[int]bool{
		9000: true, 19000: true, 20000: true, 21000: false, 22000: true, 47000: false, 48000: true, 50000: false, 52000: true, 54000: true, 60000: true, 62000: false, 63000: true,
		26250: true, 15750: true, 13875: true, 10500: true, 7875: true, 9500: false, 20500: false, 52500: false,
	} {
		s := sheetOf(text{"a", 0, 100, 0, 10})
		c := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s}
		l := s.pieces[0].paras[0].lines[0]
		l.size = unit.Length(milli) * unit.Pt / 1000
		c.step(l)
		if got := len(c.found) == 0; got != step {
			t.Errorf("%d/1000 pt: a step %v, want %v", milli, got, step)
		}
	}
}
