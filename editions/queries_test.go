package editions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/slips"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// TestFirstLetter: what a drop cap takes is the first letter with its accents, or a number, and the
// brackets and quotation marks before it; nothing where a text begins otherwise.
func TestFirstLetter(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "清早": "清", "“清早”": "“清", "（《清》": "（《清", "2026年": "2026", "2a": "2", "A1": "A", "e\u0301te": "e\u0301", "，清": "", "“": "", "——清": "", "1٣年": "1٣", "清1": "清", "a": "a",
	} {
		if n := textOf(text).FirstLetter(); text[:n] != want {
			t.Errorf("%q of %q, want %q", text[:n], text, want)
		}
	}
	for _, c := range []struct {
		runs []Run
		want int
	}{
		{[]Run{{Text: "20", Marks: Strong}, {Text: "26年"}}, 4},
		{[]Run{{Text: "“"}, {Text: "清早"}}, len("“清")},
		{[]Run{{Text: "汉", Ruby: "hàn"}}, 0},
		{[]Run{{Text: "“"}, {Text: "汉", Ruby: "hàn"}}, 0},
		{[]Run{{Text: "m"}, {Text: "2", Marks: Superscript}}, 1},
		{[]Run{{Text: "1", Marks: NoteSign}, {Text: "清"}}, 0},
		{[]Run{{Text: "1", Marks: Subscript}}, 0},
	} {
		if n := (Text{Runs: c.runs}).FirstLetter(); n != c.want {
			t.Errorf("%v: %d, want %d", c.runs, n, c.want)
		}
	}
}

// TestSorts: what a story says of its genre tells what it is, and which comes before another.
func TestSorts(t *testing.T) {
	for _, c := range []struct {
		s                           *Story
		begun, notice, brief, apart bool
	}{
		{&Story{}, true, false, false, false},
		{&Story{Headline: []Text{textOf("停水公告")}}, false, true, false, true},
		{&Story{Headline: []Text{textOf("公告栏")}}, false, false, false, false},
		{&Story{Headline: []Text{textOf("停水公告")}, Genre: "消息"}, false, false, false, false},
		{&Story{Blocks: []Block{&Paragraph{}}, Genre: "启事"}, false, true, false, true},
		{&Story{Genre: "简讯"}, true, false, true, true},
		{&Story{Genre: "诗歌"}, true, false, false, true},
		{&Story{Genre: "消息"}, true, false, false, false},
	} {
		if got := [4]bool{c.s.Begun(), c.s.Notice(), c.s.Brief(), c.s.Apart()}; got != [4]bool{c.begun, c.notice, c.brief, c.apart} {
			t.Errorf("%s %s: %v", c.s.Genre, c.s.Title(), got)
		}
	}
	ranked := func(n int) *Story { return &Story{Ranked: true, Rank: n} }
	for _, c := range []struct {
		a, b *Story
		want int
	}{
		{ranked(1), ranked(2), -1}, {ranked(2), ranked(1), 1}, {ranked(1), ranked(1), 0},
		{ranked(9), &Story{}, -1}, {&Story{}, ranked(9), 1}, {&Story{Rank: 1}, &Story{Rank: 2}, 0},
	} {
		if got := ByRank(c.a, c.b); got != c.want {
			t.Errorf("%v %d, %v %d: %d", c.a.Ranked, c.a.Rank, c.b.Ranked, c.b.Rank, got)
		}
	}
}

// TestByID: of stories of one ID the first is meant, as Story means it.
func TestByID(t *testing.T) {
	a, b, c := &Story{ID: "a"}, &Story{ID: "b"}, &Story{ID: "a", Rank: 1}
	ed := &Edition{Stories: []*Story{a, b, c}}
	if by := ed.ByID(); len(by) != 2 || by["a"] != a || by["b"] != b {
		t.Errorf("%v", by)
	}
}

// TestDark: white type stands on what is darker than 45 in a hundred; a tint of a spot ink is lighter.
func TestDark(t *testing.T) {
	for c, want := range map[InkColor]bool{
		{}: false, {K: 4500}: false, {K: 4501}: true, {Y: 10000}: false, {C: 10000}: false, {M: 10000}: true, {C: 10000, Y: 10000}: false, {C: 10000, M: 3000}: true, {M: 7500, Y: 6800}: true,
		{Spot: "金", K: 9000, Tint: 10000}: true, {Spot: "金", K: 9000, Tint: 5000}: false, {Spot: "金", K: 9000, Tint: 5100}: true, {K: 9000, Tint: 10}: true,
	} {
		if c.Dark() != want {
			t.Errorf("%+v is dark: %v", c, !want)
		}
	}
}

// TestTowers: a page has the inks of the towers that it is in; what is for so many pages as there are
// counts before what is for any number; what is in none has black alone.
func TestTowers(t *testing.T) {
	cmyk, gold := Inks{Process: ProcessInks}, Inks{Process: BlackInk, Spots: []string{"金"}}
	any := []Tower{{Pages: []Range{{1, 1}, {4, 5}, {}}, Inks: cmyk}, {Pages: []Range{{2, 2}, {8, 8}}, Inks: gold, Pos: source.Pos{Line: 7}}}
	eight := append(any[:2:2], Tower{Of: 8, Pages: []Range{{3, 6}}, Inks: Inks{Process: CyanInk}})
	for _, c := range []struct {
		towers   []Tower
		page, of int
		want     string
	}{
		{any, 1, 8, "四色"}, {any, 2, 8, "黑 金"}, {any, 3, 8, "黑"}, {any, 4, 8, "四色"}, {any, 5, 8, "四色"}, {any, 6, 8, "黑"}, {any, 8, 8, "四色 金"}, {any, 8, 9, "黑 金"},
		{eight, 1, 8, "黑"}, {eight, 2, 8, "黑"}, {eight, 3, 8, "青"}, {eight, 6, 8, "青"}, {eight, 7, 8, "黑"}, {eight, 3, 4, "黑"}, {eight, 4, 4, "四色"},
		{nil, 1, 8, ""}, {[]Tower{{Of: 4, Pages: []Range{{1, 1}}, Inks: gold}}, 1, 8, ""},
	} {
		p := &Press{Towers: c.towers}
		in := p.Tower(c.page, c.of)
		if got := strings.Join(in.Names(), " "); got != c.want {
			t.Errorf("page %d of %d in %q, want %q", c.page, c.of, got, c.want)
		}
		if spot := slices.Contains(in.Spots, "金"); spot != (in.Pos.Line == 7) {
			t.Errorf("page %d of %d: said at %v", c.page, c.of, in.Pos)
		}
	}
	if got := (Inks{Process: CyanInk | YellowInk, Spots: []string{"金", "银"}}).Names(); strings.Join(got, " ") != "青 黄 金 银" {
		t.Errorf("inks are called %v", got)
	}
}

// TestNamesRead: what is named in a list is read from its name again.
func TestNamesRead(t *testing.T) {
	marks := MarkNames()
	if len(marks) != len(pressMarks) || marks[0] != "crop" {
		t.Errorf("marks: %v", marks)
	}
	var all PressMarks
	for _, n := range marks {
		m := MarksOf([]string{n})
		if m == 0 || all&m != 0 {
			t.Errorf("mark %s is %d", n, m)
		}
		all |= m
	}
	if got := MarksOf(append(marks, "none")); got != all || MarksOf(nil) != 0 {
		t.Errorf("all marks are %d, want %d", got, all)
	}
	if got := strings.Join(ProfileNames(), " "); got != "x4 x1a archive screen plain" {
		t.Errorf("profiles: %s", got)
	}
	p := &Paper{Own: []StyleName{"自家"}}
	if n := p.StyleNames(); len(n) != len(StyleNames)+1 || n[len(n)-1] != "自家" || n[0] != StyleNames[0] {
		t.Errorf("styles: %v", n)
	}
}

// TestLatinTitles: titles in Latin letters alone are italic.
func TestLatinTitles(t *testing.T) {
	for _, c := range []struct {
		r    Run
		want bool
	}{
		{Run{Text: "Nature", Marks: BookTitle}, true}, {Run{Text: "Nature"}, false}, {Run{Text: "自然 Nature", Marks: BookTitle}, false},
		{Run{Text: "1984", Marks: BookTitle}, false}, {Run{Text: "Nature 自然", Marks: BookTitle | Strong}, false}, {Run{Text: "1984 A", Marks: BookTitle | Strong}, true},
	} {
		if got := c.r.LatinTitle(); got != c.want {
			t.Errorf("%q %d: %v", c.r.Text, c.r.Marks, got)
		}
	}
}

// TestPlaceOf: the cell of a table that comes from a file of its own has its place there.
func TestPlaceOf(t *testing.T) {
	at := func(n int) source.Pos { return source.Pos{File: "a.csv", Line: n} }
	table := &Table{Data: "a.csv", Head: 1, Rows: [][]Text{{chars("甲"), chars("乙")}, {chars("丙"), chars("丁")}}, places: [][]source.Pos{{at(1), at(2)}, {at(3)}}}
	s := &Story{Headline: []Text{chars("题")}, Blocks: []Block{&Paragraph{Text: chars("文")}, table}}
	lines := func() (out string) {
		for p := range s.Parts() {
			pos, ok := s.PlaceOf(p)
			out += fmt.Sprintf("%s:%d %v; ", p.Text, pos.Line, ok)
		}
		return out
	}
	if got := lines(); got != "题:0 false; 文:0 false; 甲:1 true; 乙:2 true; 丙:3 true; 丁:0 false; " {
		t.Error(got)
	}
	table.places = table.places[:1]
	if got := lines(); !strings.HasSuffix(got, "乙:2 true; 丙:0 false; 丁:0 false; ") {
		t.Error(got)
	}
	table.Data = ""
	if got := lines(); strings.Contains(got, "true") {
		t.Error(got)
	}
}

// TestWhere: blocks know where they stand and how they are set.
func TestWhere(t *testing.T) {
	span := source.Span{Start: 3, End: 9}
	for _, c := range []struct {
		b    Block
		want StyleName
	}{
		{&Paragraph{Span: span, Kind: QuoteText}, QuoteText.Style()}, {&List{Span: span}, ListStyle}, {&Table{Span: span}, TableText}, {&Picture{Span: span}, Caption},
	} {
		if c.b.Where() != span || c.b.Style() != c.want {
			t.Errorf("%T: %v %s", c.b, c.b.Where(), c.b.Style())
		}
	}
}

// TestRestAt: where a text stops being set is found again in its file, at each of its letters; within
// what does not stand there as it is printed, at its beginning.
func TestRestAt(t *testing.T) {
	file := source.NewFile("s.md", []byte("---\n标题: 题\n---\n甲**乙丙**丁\\*戊\n\n- 己庚\n\n| 一 | 二三 |\n|---|---|\n| 四 |  |\n"))
	s, _ := ParseStory(file)
	var got []string
	for p := range s.Parts() {
		if p.At != InText {
			continue
		}
		line := ""
		for i := range p.Printed().String() + " " {
			u := Unset{Stop: StopAt(p, i)}
			if n := u.Stop.printed(p); n != i {
				t.Errorf("%s: stops at %d, not %d", p.Text, n, i)
			}
			if at, ok := s.RestAt(&u); ok {
				line += fmt.Sprintf(" %d:%d", at.Line, at.Col)
			}
		}
		got = append(got, p.Printed().String()+line)
	}
	want := "甲乙丙丁*戊 4:1 4:4 4:5 4:8 4:10 4:11 4:12\n•己庚 6:3 6:3 6:4 6:5\n一 8:3 8:4\n二三 8:7 8:8 8:9\n四 10:3 10:4\n"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	for _, u := range []*Unset{{}, {Stop: &Stop{Block: 99}}, {Stop: &Stop{Part: 1}}} {
		if at, ok := s.RestAt(u); ok {
			t.Errorf("%v is at %v", u, at)
		}
	}
	if _, ok := (&Story{Blocks: s.Blocks}).RestAt(&Unset{Stop: &Stop{}}); ok {
		t.Error("a story without a file has a place")
	}
	if at, ok := s.RestAt(&Unset{Stop: &Stop{Run: 99}}); !ok || at.Line != 4 {
		t.Errorf("a run too many is at %v", at)
	}
	if at, ok := s.RestAt(&Unset{Stop: &Stop{Offset: 999}}); !ok || at.Line != 4 || at.Col != 2 {
		t.Errorf("letters too many are at %v", at)
	}
}

// TestFramed: a slot's pictures are framed as the page has it but for what the slot says.
func TestFramed(t *testing.T) {
	page := PictureLook{Line: 1, Color: "红", Radius: 2, Credit: 1, Mark: 1}
	own := PictureLook{Line: 3, Color: "黑", Radius: 4, Credit: 2, Mark: 2}
	for i, want := range []PictureLook{{3, "红", 2, 1, 1}, {1, "黑", 2, 1, 1}, {1, "红", 4, 1, 1}, {1, "红", 2, 2, 1}, {1, "红", 2, 1, 2}} {
		p := PictureSpec{Framed: own}
		p.framed[i] = true
		if got := p.Look(page); got != want {
			t.Errorf("%d: %+v, want %+v", i, got, want)
		}
	}
	if got := (&PictureSpec{Framed: own}).Look(page); got != page {
		t.Errorf("nothing said: %+v", got)
	}
}

// TestGridLines: a frame given in lengths covers the lines of the grid of which no part is outside.
func TestGridLines(t *testing.T) {
	tpl := &Template{Width: 300, Height: 400, Margins: Margins{Top: 50, Left: 10, Right: 10}, Columns: 1, Chars: 1, Size: 10, Leading: 15, Lines: 20}
	for _, c := range []struct {
		y, h       unit.Length
		first, end int
	}{
		{50, 10, 0, 1}, {50, 24, 0, 1}, {50, 25, 0, 2}, {51, 25, 1, 2}, {65, 40, 1, 4}, {35, 40, -1, 2}, {40, 20, 0, 1},
	} {
		first, end := tpl.GridLines(Frame{Line: 7, Lines: 3, Rect: unit.Rect{X: 10, Y: c.y, W: 10, H: c.h}})
		if first != c.first || end != c.end {
			t.Errorf("%d+%d: %d to %d, want %d to %d", c.y, c.h, first, end, c.first, c.end)
		}
	}
	if first, end := tpl.GridLines(Frame{Line: 7, Lines: 3}); first != 7 || end != 10 {
		t.Errorf("a frame of lines is %d to %d", first, end)
	}
}

// TestCalled: a file is found that is called almost as it should be, and a folder is none.
func TestCalled(t *testing.T) {
	for name, want := range map[string]string{"paper.yaml": "paper.yaml", "Paper.yml": "Paper.yml", "paper.yaml.txt": "paper.yaml.txt", "paper": "", "paper.yaml/a": ""} {
		if got := Called(fstest.MapFS{name: {Data: []byte("名称: 江城校报\n")}}, "paper.yaml"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestPartsStop: who has read enough of a story's parts stops anywhere.
func TestPartsStop(t *testing.T) {
	s := everyPart()
	all := strings.Count(partList(s), "\n")
	for n := 1; n <= all; n++ {
		seen := 0
		for range s.Parts() {
			if seen++; seen == n {
				break
			}
		}
		if seen != n {
			t.Errorf("%d parts of %d, %d wanted", seen, all, n)
		}
	}
}

// TestHalves: the two pages of a spread are called as its name says, else by their numbers.
func TestHalves(t *testing.T) {
	for name, want := range map[string]string{"4–5": "4 5", "A4-A5": "A4 A5", "4、5": "4 5", "4/5": "4 5", "A4": "4 5", "": "4 5", "-5": "4 5", "4-": "4 5", "4–5-6": "4 5-6"} {
		l, r := (&Page{Number: 4, Name: name}).Halves()
		if got := l + " " + r; got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// TestWords: what is asked of names and words by others.
func TestWords(t *testing.T) {
	for name, want := range map[string]bool{"": false, " 某某": false, "某某 ": false, "某 某": true, "a\tb": false, "某\ufffd": false, "某\u200b": false, strings.Repeat("某", maxName): true, strings.Repeat("某", maxName+1): false} {
		if IsPersonName(name) != want {
			t.Errorf("%q is a name: %v", name, !want)
		}
	}
	for said, want := range map[string]string{"党报": "党报", "校报": "校报", "没有": "", "": ""} {
		if got := VoiceNamed(said); got != want {
			t.Errorf("%q is the voice %q", said, got)
		}
	}
	for _, w := range voiceWords {
		for _, said := range append([]string{w.zh, w.en}, w.also...) {
			if got := VoiceNamed(said); got != w.zh {
				t.Errorf("%q is the voice %q, not %q", said, got, w.zh)
			}
		}
	}
	for role, want := range map[Role]StyleName{RoleHeadline: Headline, RoleCell: TableText, "nothing": Body} {
		if got := StyleOf(role); got != want {
			t.Errorf("%s is set as %s, not %s", role, got, want)
		}
	}
	for _, c := range []struct {
		p    Part
		r    Run
		want bool
	}{{Part{}, Run{}, false}, {Part{Head: true}, Run{}, true}, {Part{}, Run{Marks: Strong}, true}, {Part{}, Run{Marks: Opening}, true}, {Part{}, Run{Marks: Emphasis}, false}} {
		if c.p.Strong(c.r) != c.want {
			t.Errorf("%v %v is strong: %v", c.p.Head, c.r.Marks, !c.want)
		}
	}
	signs := UsualSigns()
	for _, r := range append(RoleNames(), "四校", "社长") {
		if !slices.Contains(signs, r) {
			t.Errorf("nobody signs as %s: %v", r, signs)
		}
	}
	for _, post := range posts {
		for _, s := range post.means.signs {
			if !slices.Contains(signs, s) {
				t.Errorf("nobody signs as %s", s)
			}
		}
	}
	if got := RightNames(); len(got) < 4 || !slices.Contains(got, "改") || !slices.Contains(got, "send") {
		t.Errorf("rights: %v", got)
	}
	for _, c := range []struct {
		text, name string
		want       rune
	}{{"a,b", "a.csv", ','}, {"a;b", "a.csv", ';'}, {"a\tb,c\td", "a.csv", '\t'}, {"a\tb,c", "a.csv", ','}, {"a", "a.csv", ','}, {"a", "a.TSV", '\t'}, {"a,b", "a.tsv", ','}, {"a\nb;c", "a.csv", ','}} {
		if got := separator(c.text, c.name); got != c.want {
			t.Errorf("%q is parted by %q, not %q", c.text, got, c.want)
		}
	}
}

// TestSpotInks: the spot inks of a page are those of the paper, by their own names or by those of colours.
func TestSpotInks(t *testing.T) {
	l := newLoader(fstest.MapFS{})
	p := &Paper{Colors: map[string]InkColor{"报红": {Spot: "枣红"}, "浅红": {Spot: "枣红", Tint: 3000}, "金": {Spot: "金墨"}, "蓝": {C: 10000}}}
	for _, c := range []struct {
		spots []string
		want  string
		told  string
	}{
		{[]string{"报红"}, "0 枣红", ""}, {[]string{"枣红"}, "0 枣红", ""}, {[]string{"报红", "浅红", "金墨"}, "0 枣红 金墨", ""},
		{[]string{"蓝"}, "0", "四色 黑 青 品红 黄 枣红 金墨"}, {[]string{"品色"}, "2", "品红 (magenta)"}, {nil, "0", ""},
	} {
		l.found = nil
		in := l.spotInks(p, Inks{Spots: c.spots})
		told := ""
		for _, f := range l.found {
			told += fmt.Sprint(f.Hint.Args...)
		}
		if got := strings.TrimSpace(fmt.Sprint(in.Process, " ", strings.Join(in.Spots, " "))); got != c.want || told != c.told {
			t.Errorf("%v: %q %q, want %q %q", c.spots, got, told, c.want, c.told)
		}
	}
}

// TestForbiddenList: what must not be printed may have marks in it that part the words of other lists.
func TestForbiddenList(t *testing.T) {
	for name, want := range map[string]string{"words.txt": "甲 乙|丙 丁", "forbidden.txt": "甲、乙|丙 丁"} {
		var d desk
		var got []string
		for _, l := range d.parseList(source.NewFile(name, []byte("甲、乙\n丙：丁\n"))) {
			got = append(got, strings.TrimSpace(l.Word+" "+strings.Join(l.More, " ")))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestRestOfTables: cells of a row stand on a line, rows and tables on lines of their own, and broken
// lines of a cell on one.
func TestRestOfTables(t *testing.T) {
	s := &Story{Blocks: []Block{
		&Table{Rows: [][]Text{{chars("甲"), chars("乙")}}}, &Table{Rows: [][]Text{{chars("丙"), chars(" 丁\n戊 ")}, {chars("己")}}}, &Paragraph{Text: chars("文")}, &Table{Rows: [][]Text{{chars("庚"), chars("辛")}}},
	}}
	for _, c := range []struct {
		stop Stop
		want string
	}{
		{Stop{Part: 0}, "甲\u3000乙\n丙\u3000丁 戊\n己\n文\n庚\u3000辛"}, {Stop{Part: 1}, "乙\n丙\u3000丁 戊\n己\n文\n庚\u3000辛"},
		{Stop{Block: 1, Part: 1, Offset: 1}, "丁 戊\n己\n文\n庚\u3000辛"}, {Stop{Block: 2}, "文\n庚\u3000辛"}, {Stop{Block: 3, Part: 1, Offset: 3}, ""}, {Stop{Block: 4}, ""},
	} {
		if got := s.Rest(&Unset{Stop: &c.stop}); got != c.want {
			t.Errorf("%+v: %q, want %q", c.stop, got, c.want)
		}
	}
}

// TestUnusedColors: a colour that is called almost as one of the voice's is told, unless a file of the
// paper names it.
func TestUnusedColors(t *testing.T) {
	const like = "颜色:\n  校录: {c: 80, y: 90}\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"alone":             {map[string]string{"paper.yaml": like}, "校录 校绿"},
		"in the paper":      {map[string]string{"paper.yaml": like + "样式:\n  引题: {颜色: 校录}\n"}, ""},
		"in a template":     {map[string]string{"paper.yaml": like, "templates/甲.yaml": "# 校录\n成品: 210mm x 285mm\n"}, ""},
		"in the edition":    {map[string]string{"paper.yaml": like, "editions/2026-10-20/edition.yaml": "# 校录\n"}, ""},
		"in a story":        {map[string]string{"paper.yaml": like, "editions/2026-10-20/stories/开学.md": "校录"}, "校录 校绿"},
		"two of that voice": {map[string]string{"paper.yaml": like + "  校禄: {c: 9}\n"}, "校录 校绿;校禄 校绿"},
		"another":           {map[string]string{"paper.yaml": strings.ReplaceAll(like, "校录", "报绿")}, ""},
		"the voice's own":   {map[string]string{"paper.yaml": strings.ReplaceAll(like, "校录", "校绿")}, ""},
	} {
		fsys := fstest.MapFS{}
		for n, text := range slips.Voiced {
			fsys[n] = &fstest.MapFile{Data: []byte(text + c.files[n])}
		}
		for n, text := range c.files {
			if fsys[n] == nil {
				fsys[n] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		_, found, err := LoadWith(fsys, "", Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if f.Code == "SRC-COLOR" {
				got = append(got, fmt.Sprintf("%s %s", f.Message.Args[0], f.Hint.Args[0]))
			}
		}
		if strings.Join(got, ";") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
