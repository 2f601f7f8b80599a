package flow

import (
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/editions"
	"banxin/editions/lexicon"
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// real are styles with faces, the words of Chinese known.
var real = sync.OnceValue(func() *Styles {
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		panic(err)
	}
	paper := editions.DefaultPaper()
	lang := Language{Phrases: inline.NewPhrases(nil, lexicon.Segment)}
	return NewStyles(paper, cat, NewPalette(paper, nil), room(1, 40).Grid, lang, nil)
})

// randomCell is a figure, a word, a name of several words, or nothing.
func randomCell(r *rand.Rand) string {
	figure := func() string {
		s := fmt.Sprint(r.Intn(1000))
		if r.Intn(3) == 0 {
			s = fmt.Sprintf("%d,%03d", 1+r.Intn(999), r.Intn(1000))
		}
		if r.Intn(2) == 0 {
			s += fmt.Sprintf(".%d", r.Intn(100))
		}
		return []string{"", "", "+", "−", "约"}[r.Intn(5)] + s + []string{"", "", "%", "℃", "亿元", "万人次", "公里"}[r.Intn(7)]
	}
	words := []string{"棠川", "锁澜", "高新技术产业开发区", "社会消费品零售总额", "同比增长（%）", "新桥体育场", "晴", "多云", "Wellington", "A4", "CO₂", "持平", "K1024次", "10月24日", "15:30", "010-88886666", "——"}
	switch r.Intn(5) {
	case 0:
		return ""
	case 1:
		return words[r.Intn(len(words))] + "、" + words[r.Intn(len(words))]
	case 2:
		return words[r.Intn(len(words))]
	}
	return figure()
}

func randomTable(r *rand.Rand) *editions.Table {
	b := &editions.Table{Head: r.Intn(2), Align: make([]typo.Align, 1+r.Intn(6))}
	for range 1 + r.Intn(4) {
		row := make([]editions.Text, len(b.Align))
		for c := range row {
			if s := randomCell(r); s != "" {
				row[c] = editions.Text{Runs: []editions.Run{{Text: s}}}
			}
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// parts tells whether two characters on two lines are of one number, as the lint sees it.
func parts(a, b rune) bool {
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	return digit(a) && (digit(b) || strings.ContainsRune("%‰℃", b))
}

// torn is where the lines of a text part a number, else "".
func torn(text string, sh *inline.Shaped, lines []inline.Line) string {
	for _, l := range lines {
		at := sh.Offset(l.To)
		a, _ := utf8.DecodeLastRuneInString(text[:at])
		b, _ := utf8.DecodeRuneInString(text[at:])
		if parts(a, b) {
			return text[:at] + "|" + text[at:]
		}
	}
	return ""
}

// numbers are what the twin takes for such: figures and letters with what is written with them,
// and the marks that no line may end or begin with beside them; bare the figures alone.
var (
	numbers = regexp.MustCompile(`[（]*约?[+−]?[0-9A-Za-z₂][0-9A-Za-z₂,.:+−-]*[%‰℃]*[，、；）]*`)
	bare    = regexp.MustCompile(`[0-9][0-9,.]*`)
)

// twin is the slow judge: the width of the widest number of a text, each set by itself, in the
// wider of a style's faces.
func twin(s *inline.Setter, l *style, kind *regexp.Regexp, text string, fonts ...*inline.Font) (w unit.Length) {
	for _, n := range kind.FindAllString(text, -1) {
		for _, f := range fonts {
			w = max(w, s.Shape(&inline.Para{Spans: []inline.Span{{Text: n, Font: f}}, Gap: l.spec.Gap, Rules: l.rules}).Natural())
		}
	}
	return w
}

// TestNoNumberParted: a table parts no number where there is a setting that does not, and
// stands as a list only where its columns have no room. The twin decides by the widths of
// numbers alone, in the smallest type that tables are set in.
func TestNoNumberParted(t *testing.T) {
	k := real()
	small := k.sizedTable(k.at(editions.TableText).font.Size * 3 / 4)
	s := &inline.Setter{}
	fits := map[tableFit]int{}
	for seed := range need.Seeds(400, 10000) {
		r := rand.New(rand.NewSource(seed))
		b, measure := randomTable(r), unit.Length(30+r.Intn(300))*unit.Pt
		m := &maker{s, k, &Galley{Story: &editions.Story{ID: "s"}, styles: k}}
		m.table(0, b)
		ts := newTypeset(&composer{Setter: s, g: m.g}, &editions.Slot{})
		got := ts.table(&m.g.els[0], measure)
		fits[got.fit]++
		widest, columns := unit.Length(0), 2*unit.Length(len(b.Align))*small.font.Size/4
		for c := range b.Align {
			of := unit.Length(0)
			for y := range b.Rows {
				widest = max(widest, twin(s, small, numbers, b.Rows[y][c].String(), small.font, small.strong))
				of = max(of, twin(s, small, bare, b.Rows[y][c].String(), small.font))
			}
			columns += of
		}
		if columns > measure && got.fit < fitsTurned {
			t.Fatalf("seed %d: numbers %v wide in %v, and the table stands as it is: %d", seed, columns, measure, got.fit)
		}
		for _, row := range got.rows {
			for _, x := range row.cells {
				if x.sh == nil {
					continue
				}
				if p := torn(b.Rows[x.row][x.column].String(), x.sh, x.lines); p != "" && widest <= measure {
					t.Errorf("seed %d: %s is parted in %v, of a table that fits by %d", seed, p, measure, got.fit)
				}
				for _, l := range x.lines {
					if got.fit < fitsNot && l.Tier == inline.Over {
						t.Errorf("seed %d: a line of %q is wider than its cell", seed, b.Rows[x.row][x.column].String())
					}
				}
			}
		}
	}
	for how := fitsAsIs; how <= fitsTurned; how++ {
		if fits[how] == 0 {
			t.Errorf("no table fits by %d: %v", how, fits)
		}
	}
}

// TestNoNumberPartedInText: nor does a paragraph of figures.
func TestNoNumberPartedInText(t *testing.T) {
	k := real()
	l := k.at(editions.Body)
	s := &inline.Setter{}
	for seed := range need.Seeds(400, 10000) {
		r := rand.New(rand.NewSource(seed))
		var b strings.Builder
		b.WriteString("据统计，") // a number with 、 at the start is a list's
		for range 2 + r.Intn(12) {
			b.WriteString(randomCell(r) + []string{"，", "、", "增长", "和", "；", "）", "比", "（"}[r.Intn(8)])
		}
		text, measure := b.String(), unit.Length(30+r.Intn(200))*unit.Pt
		p := k.para(l, editions.Text{Runs: []editions.Run{{Text: text}}}, nil)
		p.Indent = 0
		sh := s.Shape(p)
		if p := torn(text, sh, s.Break(nil, sh, []unit.Length{measure})); p != "" && twin(s, l, numbers, text, l.font) <= measure {
			t.Errorf("seed %d: %s is parted in %v", seed, p, measure)
		}
	}
}

// TestTableGoesOn: the pieces of a table are all of its rows, each once and in order, and
// none has more lines than its place.
func TestTableGoesOn(t *testing.T) {
	k := real()
	s := &inline.Setter{}
	for seed := range need.Seeds(200, 4000) {
		r := rand.New(rand.NewSource(seed))
		b := randomTable(r)
		for range r.Intn(60) {
			b.Rows = append(b.Rows, b.Rows[r.Intn(len(b.Rows))])
		}
		m := &maker{s, k, &Galley{Story: &editions.Story{ID: "s"}, styles: k}}
		m.table(0, b)
		got := newTypeset(&composer{Setter: s, g: m.g}, &editions.Slot{}).table(&m.g.els[0], 200*unit.Pt)
		at := rowPlace{}
		for n := 0; at.row < len(b.Rows); n++ {
			room := 6 + r.Intn(20)
			p := got.piece(at, room, n == 0 && r.Intn(2) == 0, true)
			if p == nil {
				break // not even the head has room
			}
			if p.lines > room || p.from != at || p.to == at || p.to.row < at.row {
				t.Fatalf("seed %d: from %v in %d lines: %v to %v in %d", seed, at, room, p.from, p.to, p.lines)
			}
			at = p.to
		}
	}
}

// TestJoinedCells: no piece of a table ends in a cell that goes on in the next row, and the
// cell is as high as its rows.
func TestJoinedCells(t *testing.T) {
	k := real()
	s := &inline.Setter{}
	cell := func(s string) editions.Text { return editions.Text{Runs: []editions.Run{{Text: s}}} }
	b := &editions.Table{Head: 1, Align: make([]typo.Align, 2)}
	b.Rows, b.Extents = append(b.Rows, []editions.Text{cell("日期"), cell("车次")}), append(b.Extents, []editions.Extent{{Across: 1, Down: 1}, {Across: 1, Down: 1}})
	for range 10 {
		b.Rows = append(b.Rows, []editions.Text{cell("10月24日"), cell("K1")}, []editions.Text{{}, cell("K2")})
		b.Extents = append(b.Extents, []editions.Extent{{Across: 1, Down: 2}, {Across: 1, Down: 1}}, []editions.Extent{{}, {Across: 1, Down: 1}})
	}
	m := &maker{s, k, &Galley{Story: &editions.Story{ID: "s"}, styles: k}}
	m.table(0, b)
	got := newTypeset(&composer{Setter: s, g: m.g}, &editions.Slot{}).table(&m.g.els[0], 200*unit.Pt)
	for at := (rowPlace{}); at.row < len(b.Rows); {
		p := got.piece(at, 9, false, false)
		if p == nil || p.to.row < len(b.Rows) && b.Extents[p.to.row][0].Across == 0 {
			t.Fatalf("from %v: %v", at, p)
		}
		at = p.to
	}
	if x := got.rows[1].cells[0]; x.rect.H != got.rows[1].height+got.rows[2].height || x.role != page.RoleCell {
		t.Errorf("a cell of two rows is %v high", x.rect.H)
	}
}

// TestReadingsInCells: the readings of a cell have room below the rule above its row and
// between its lines.
func TestReadingsInCells(t *testing.T) {
	k := real()
	s := &inline.Setter{}
	long := func(ruby string) editions.Text {
		return editions.Text{Runs: []editions.Run{{Text: "棠川", Ruby: ruby}, {Text: "市新桥体育场与渡口码头之间停航"}}}
	}
	b := &editions.Table{Align: make([]typo.Align, 1), Rows: [][]editions.Text{{long("")}, {long("táng chuān")}}}
	m := &maker{s, k, &Galley{Story: &editions.Story{ID: "s"}, styles: k}}
	m.table(0, b)
	got := newTypeset(&composer{Setter: s, g: m.g}, &editions.Slot{}).table(&m.g.els[0], 80*unit.Pt)
	plain, read := got.rows[0].cells[0], got.rows[1].cells[0]
	n, size := unit.Length(len(read.lines)), got.style.font.Size
	if n < 2 || read.rect.H < plain.rect.H+n*size*3/8 {
		t.Errorf("%d lines with readings are %v high, without %v", n, read.rect.H, plain.rect.H)
	}
	if read.top < size/2 {
		t.Errorf("the first line is %v below the rule", read.top)
	}
}
