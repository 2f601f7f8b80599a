package epub

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// other is an edition of what the sample has not: links between stories, an obituary, a story that is
// withdrawn, a picture without a file, a style of the paper's own, a page with text that is turned,
// one that shows no story. Its text begins at known places of its file.
func other(t testing.TB) (*editions.Edition, *page.Doc) {
	text := "看第二条，再看没有的。\n看撤掉的，看自己。\n"
	at := func(s string) source.Span {
		i := strings.Index(text, s)
		return source.Span{Start: i, End: i + len(s)}
	}
	link := func(s, id string) editions.Run {
		return editions.Run{Text: s, Link: editions.StoryLink + id, Span: at(s), Verbatim: true}
	}
	run := func(s string) editions.Run { return editions.Run{Text: s, Span: at(s), Verbatim: true} }
	stories := []*editions.Story{
		{ID: "a", File: source.NewFile("stories/a.md", []byte(text)), Headline: lines("第一条"), Blocks: []editions.Block{
			&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{run("看"), link("第二条", "b"), run("，再看"), link("没有的", "none"), run("。")}}},
			&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{run("看"), link("撤掉的", "c"), run("，看"), link("自己", "a"), run("。")}}},
			&editions.Picture{Path: "none.jpg", Caption: plain("没有文件的图。")},
			kind(editions.SubheadText, 2, ""), kind(editions.SubheadText, 2, "有字的小题"),
		}},
		{ID: "b", Headline: lines("第二条"), Genre: "讣告", Lang: "en", Blocks: []editions.Block{para("Second story.")}},
		{ID: "c", Headline: lines("第三条"), Blocks: []editions.Block{para("撤掉的稿件。")}},
		{ID: "d", Headline: lines("第四条"), Blocks: []editions.Block{&editions.Paragraph{Text: plain("自家样式。"), Set: "自家"}}},
	}
	ed := &editions.Edition{
		Paper: &editions.Paper{Name: "云溪日报", Code: "yxrb", Lang: "zh-CN", Own: []editions.StyleName{"自家"}}, Stories: stories, Date: edDate, Withdrawn: []editions.Withdrawal{{Story: "c", Note: "失实"}},
		Pages: []*editions.Page{{Number: 1, Name: "1", Section: "要闻"}, {Number: 2, Name: "2"}, {Number: 3, Name: "3"}},
	}
	trim := unit.Rect{W: 600 * unit.Pt, H: 800 * unit.Pt}
	d := &page.Doc{Stories: []page.Story{{ID: "a"}, {ID: "b", Page: 1}, {ID: "c", Page: 1}, {ID: "d", Page: 1}}}
	for i := range 3 {
		d.Pages = append(d.Pages, &page.Page{Name: fmt.Sprint(i + 1), Number: i + 1, Trim: trim})
	}
	glyphs := func(s string, x, y int, line, col int) *page.Text {
		out := &page.Text{Src: s, Size: 10 * unit.Pt, At: unit.Point{X: unit.Points(x), Y: unit.Points(y)}, Pos: page.Pos{File: 1, Line: int32(line), Col: int32(col)}}
		for i := range []rune(s) {
			out.Glyphs = append(out.Glyphs, page.Glyph{X: int32(unit.Points(10 * i)), Cluster: uint32(i), ID: 1})
		}
		return out
	}
	place := func(n int, id string, order int, items ...page.Item) {
		p := d.Pages[n]
		p.Items = append(p.Items, &page.Mark{Role: page.RoleStory, ID: id, Open: true, Order: order, Rect: unit.Rect{X: 20 * unit.Pt, Y: 20 * unit.Pt, W: 250 * unit.Pt, H: 300 * unit.Pt}})
		p.Items = append(append(p.Items, items...), &page.Mark{Role: page.RoleStory, ID: id})
	}
	leaf := func(id string, items ...page.Item) []page.Item {
		return slices.Concat([]page.Item{&page.Mark{Role: page.RoleParagraph, ID: id, Open: true}}, items, []page.Item{&page.Mark{Role: page.RoleParagraph, ID: id}})
	}
	jump := []page.Item{&page.Mark{Role: page.RoleJump, Open: true}, glyphs("（下转）", 30, 90, 0, 0), &page.Mark{Role: page.RoleJump}}
	place(0, "a", 0, slices.Concat(leaf("a#0", glyphs("看", 30, 30, 1, 1), glyphs("第二条", 40, 30, 1, 2), glyphs("，再看", 70, 30, 1, 5), glyphs("没有的", 100, 30, 1, 8), glyphs("。", 130, 30, 1, 11)),
		leaf("a#1", glyphs("看撤掉的，看", 30, 45, 2, 1)), jump)...)
	place(1, "a", 1, slices.Concat(jump, leaf("a#1", glyphs("自己", 30, 45, 2, 7), glyphs("。", 50, 45, 2, 9)))...)
	turnedText := glyphs("Second story.", 5, 5, 1, 1)
	place(1, "b", 0, leaf("b#0", &page.Group{At: unit.Point{X: 300 * unit.Pt, Y: 100 * unit.Pt}, Quarter: 1, Items: []page.Item{turnedText, &page.Group{At: unit.Point{X: 7 * unit.Pt}, Quarter: 2, Items: []page.Item{glyphs("!", 1, 2, 1, 14)}}}})...)
	place(1, "d", 0, leaf("d#0", glyphs("自家样式。", 30, 200, 1, 1), &page.Text{Src: "无形"}, glyphs("", 1, 1, 1, 1))...)
	return ed, d
}

// TestReach: what an end of a link leads to, by the place of what links.
func TestReach(t *testing.T) {
	links := []crossing{{[2]int32{2, 3}, [2]int32{2, 6}, "a"}, {[2]int32{3, 9}, [2]int32{4, 2}, "b"}}
	for at, want := range map[page.Pos]string{
		{Line: 2, Col: 2}: "", {Line: 2, Col: 3}: "a", {Line: 2, Col: 5}: "a", {Line: 2, Col: 6}: "", {Line: 1, Col: 4}: "",
		{Line: 3, Col: 8}: "", {Line: 3, Col: 9}: "b", {Line: 3, Col: 99}: "b", {Line: 4, Col: 1}: "b", {Line: 4, Col: 2}: "", {Line: 5, Col: 1}: "",
	} {
		if got := crossAt(links, at); got != want {
			t.Errorf("%v leads to %q, want %q", at, got, want)
		}
	}
}

// TestQuarters: turned by quarters clockwise, four are none.
func TestQuarters(t *testing.T) {
	p := unit.Point{X: 3, Y: 5}
	for n, want := range map[int]unit.Point{0: {X: 3, Y: 5}, 1: {X: -5, Y: 3}, 2: {X: -3, Y: -5}, 3: {X: 5, Y: -3}, 4: {X: 3, Y: 5}, 5: {X: -5, Y: 3}, -1: {X: 5, Y: -3}} {
		if got := turn90(p, n); got != want {
			t.Errorf("%d quarters: %v, want %v", n, got, want)
		}
	}
}

// TestDosTime: the hours of a container are kept to two seconds, from 1980 to 2107.
func TestDosTime(t *testing.T) {
	first := uint16(1<<5 | 1)
	for _, c := range []struct {
		t           time.Time
		date, clock uint16
	}{
		{time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), first, 0}, {time.Date(1979, 12, 31, 23, 59, 59, 0, time.UTC), first, 0}, {time.Date(2108, 1, 1, 1, 1, 1, 0, time.UTC), first, 0}, {time.Time{}, first, 0},
		{time.Date(2026, 10, 20, 21, 5, 31, 0, time.UTC), 46<<9 | 10<<5 | 20, 21<<11 | 5<<5 | 15}, {time.Date(2107, 12, 31, 23, 59, 58, 0, time.UTC), 127<<9 | 12<<5 | 31, 23<<11 | 59<<5 | 29},
	} {
		if date, clock := dosTime(c.t); date != c.date || clock != c.clock {
			t.Errorf("%v: %x %x, want %x %x", c.t, date, clock, c.date, c.clock)
		}
	}
}

// TestWeights: of the room of a book's pictures those that were made take what they weigh of all, the
// others being like them; of pictures that are too large it is what readers get that counts.
func TestWeights(t *testing.T) {
	im := func(w, h, bytes int) *editions.Image { return &editions.Image{W: w, H: h, Data: make([]byte, bytes)} }
	side := 1
	for ; !tooLarge(im(side+1, 1, 0)); side++ {
	}
	if tooLarge(im(side, side, 0)) || !tooLarge(im(1, side+1, 0)) {
		t.Errorf("pictures are too large from %d on", side)
	}
	for _, c := range []struct{ w, h, want int }{{2 * side, side, side * (side / 2)}, {side, 2 * side, side / 2 * side}, {side, side, side * side}, {100 * side * side, 1, side}, {1, 100 * side * side, side}, {0, 0, 1}} {
		if got := shownPixels(im(c.w, c.h, 0)); got != c.want {
			t.Errorf("%d × %d is shown in %d pixels, want %d", c.w, c.h, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		do   func(w *weights)
		want int
	}{
		"all":                    {func(w *weights) { w.mine(im(9, 9, 0), 500) }, 10000},
		"half":                   {func(w *weights) { w.mine(im(9, 9, 0), 500); w.other(im(9, 9, 500)) }, 5000},
		"a quarter":              {func(w *weights) { w.mine(im(9, 9, 0), 300); w.other(im(9, 9, 500)); w.other(im(9, 9, 400)) }, 2500},
		"like those made":        {func(w *weights) { w.mine(im(2*side, side, 0), 500); w.other(im(2*side, side, 1)) }, 5000},
		"as heavy as its pixels": {func(w *weights) { w.mine(im(2*side, side, 0), 500); w.other(im(2*side, 2*side, 1)) }, 3333},
		"as photographs weigh":   {func(w *weights) { w.mine(im(9, 9, 0), 3*side*(side/2)/10); w.other(im(2*side, side, 1)) }, 5000},
		"small and large": {func(w *weights) {
			w.mine(im(2*side, side, 0), 500)
			w.mine(im(9, 9, 0), 500)
			w.other(im(2*side, side, 1))
		}, 6666},
	} {
		var w weights
		c.do(&w)
		if got := w.share(10000); got < c.want-1 || got > c.want+1 {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestPrepare: the pictures that are wanted are made, each once, and those of a book in the sizes that
// it may bring them to; what fails is told.
func TestPrepare(t *testing.T) {
	ed, d := sample(t)
	big := &editions.Image{Path: "images/big.png", Format: "png", W: 2600, H: 40, Data: photo(t, "png", 2600, 40)}
	ed.Stories[1].Blocks = append(ed.Stories[1].Blocks, &editions.Picture{Path: "big.png", Image: big}, &editions.Picture{Path: "big.png", Image: big}, &editions.Picture{Path: "none.png"})
	const bridge = "editions/2026-10-20/images/bridge.jpg"
	for _, c := range []struct {
		name   string
		wanted func(name string) bool
		book   Book
		side   int
		want   int // pictures kept
	}{
		{"none", func(string) bool { return false }, WithPages, 0, 0},
		{"all, for no book", func(string) bool { return true }, NoBook, 0, 2},
		{"all", func(string) bool { return true }, TextAlone, 0, 2},
		{"one", func(name string) bool { return name == bridge }, WithPages, 0, 1},
		{"a size said", func(string) bool { return true }, WithPages, 1000, 2},
	} {
		ed.Paper.EEdition.PictureSide = c.side
		var keys []string
		keep := func(key string, make func() ([]byte, error)) ([]byte, error) {
			keys = append(keys, key)
			return make()
		}
		if err := Prepare(ed, d, c.wanted, keep, c.book); err != nil || len(keys) != c.want {
			t.Errorf("%s: %v, kept %q", c.name, err, keys)
		}
		slices.Sort(keys)
		if len(slices.Compact(keys)) != c.want {
			t.Errorf("%s: made twice: %q", c.name, keys)
		}
	}
	no := func(string, func() ([]byte, error)) ([]byte, error) { return nil, fmt.Errorf("disk full") }
	if err := Prepare(ed, d, func(string) bool { return true }, no, NoBook); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("what is not kept: %v", err)
	}
}

// TestParts: what a book asks of its parts.
func TestParts(t *testing.T) {
	for lang, want := range map[string]string{"zh-CN": "ltr", "ug": "rtl", "AR-EG": "rtl", "ckb": "rtl", "arn": "ltr", "": "ltr", "en": "ltr", "he": "rtl"} {
		if got := direction(lang); got != want {
			t.Errorf("%s runs %s", lang, got)
		}
	}
	for _, c := range []struct {
		s    *section
		n    int
		want string
	}{{&section{}, 0, "briefs-00.xhtml"}, {&section{sheet: &sheet{number: 3}}, 1, "briefs-03.xhtml"}, {&section{sheet: &sheet{number: 12}}, 2, "briefs-12-2.xhtml"}} {
		if got := briefsFile(c.s, c.n); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	for _, c := range [][4]int{{5, 10, 100, 50}, {10, 10, 7, 7}, {5, 0, 100, 0}, {5, -1, 100, 0}, {0, 1, 100, 0}, {1, 1, 100, 100}} {
		if got := scale(unit.Length(c[0]), unit.Length(c[1]), c[2]); got != c[3] {
			t.Errorf("%d of %d in %d pixels: %d", c[0], c[1], c[2], got)
		}
	}
	s := &sheet{file: "page-01.xhtml", page: &page.Page{Trim: unit.Rect{W: 100, H: 100}}}
	a, b := &article{id: "a"}, &article{id: "b"}
	s.addZone(a, unit.Rect{X: -10, Y: 90, W: 20, H: 20})
	s.addZone(b, unit.Rect{X: 100, Y: 0, W: 20, H: 20})
	s.addZone(a, unit.Rect{X: 1, Y: 2, W: 3, H: 4})
	if want := []zone{{a, []unit.Rect{{X: 0, Y: 90, W: 10, H: 10}, {X: 1, Y: 2, W: 3, H: 4}}}}; !reflect.DeepEqual(s.zones, want) {
		t.Errorf("zones %v", s.zones)
	}
	if s.place(a) != "page-01.xhtml#zone-a" || s.place(b) != "page-01.xhtml" {
		t.Errorf("places %s, %s", s.place(a), s.place(b))
	}
}

// TestAcross: a jump line leads to the piece of the story on another page, behind it or before it.
func TestAcross(t *testing.T) {
	piece := func(story string, order int) *layerPiece { return &layerPiece{story: story, order: order} }
	ls := &layers{pages: [][]*layerPiece{{piece("a", 0), piece("b", 0), piece("b", 1)}, {piece("a", 1), piece("a", 2)}, {piece("a", 3), piece("c", 4)}}}
	sheets := []*sheet{{file: "1"}, {file: "2"}, {file: "3"}}
	for _, c := range []struct {
		story string
		order int
		want  string
	}{{"a", 0, "2#1"}, {"a", 1, "1#0"}, {"a", 2, "3#3"}, {"a", 3, "2#2"}, {"b", 0, ""}, {"b", 1, ""}, {"c", 4, ""}, {"none", 0, ""}} {
		art := &article{story: &editions.Story{ID: c.story}, id: c.story}
		want := ""
		if file, order, ok := strings.Cut(c.want, "#"); ok {
			n, _ := strconv.Atoi(order)
			want = file + "#" + pieceID(art, n)
		}
		if got := ls.across(art, piece(c.story, c.order), sheets); got != want {
			t.Errorf("%s %d leads to %q, want %q", c.story, c.order, got, want)
		}
	}
	for story, want := range map[string]int{"a": 0, "b": 0, "c": 4, "none": 0} {
		if got := ls.first(story); got != want {
			t.Errorf("%s begins with piece %d", story, got)
		}
	}
}

// TestPrintedBesides: text that print has and the story has not is found, by its part, and so is a story
// that nobody knows.
func TestPrintedBesides(t *testing.T) {
	s := &editions.Story{ID: "a", Headline: lines("题"), Label: plain("栏"), Group: "g", Blocks: []editions.Block{para("正文。")}, Span: source.Span{Start: 3, End: 9}}
	whole := map[page.Part]string{{Role: page.RoleHeadline}: "题", {}: "正文。"}
	for name, c := range map[string]struct {
		more map[page.Part]string
		want string
	}{
		"the same":       {nil, ""},
		"blanks":         {map[page.Part]string{{Block: 7}: " 　\u00ad"}, ""},
		"another block":  {map[page.Part]string{{Block: 1}: "多的"}, "多的/;"},
		"several":        {map[page.Part]string{{Block: 2}: "乙", {Block: 1}: "甲", {Role: page.RoleKicker}: "丙"}, "甲/;乙/;丙/;"},
		"a label":        {map[page.Part]string{{Role: page.RoleLabel}: "栏"}, ""},
		"another label":  {map[page.Part]string{{Role: page.RoleLabel}: "拦"}, "拦/栏;"},
		"without a head": {map[page.Part]string{{Role: page.RoleHeadline}: ""}, "/题;"},
	} {
		shown := maps.Clone(whole)
		maps.Copy(shown, c.more)
		got := ""
		for _, d := range differences(s, shown, nil) {
			got += d.got + "/" + d.want + ";"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	ed, d := other(t)
	d.Stories = append([]page.Story{{ID: "none", Page: 2}}, d.Stories...)
	found := CheckPrinted(ed, d, func(s *editions.Story, number int) (l source.List) {
		if s.ID == "b" {
			l.Add(source.New("EPB-TEXT", source.Pos{}, source.Msg("pages-show-story-which-edition-does", s.ID), source.Message{}).On(number, ""))
		}
		return l
	})
	got := ""
	for _, f := range found {
		got += fmt.Sprintf("%s %s %v %d;", f.Code, f.Story, f.Message.Args, f.Page)
	}
	if got != "EPB-TEXT  [b] 2;EPB-TEXT none [none] 3;" {
		t.Error(got)
	}
}

// TestReadings: a word that is read in two ways is in no lexicon; what was read back of a book is told.
func TestReadings(t *testing.T) {
	ed, d := sample(t)
	ruby := func(text, reading string) editions.Block {
		return &editions.Paragraph{Text: editions.Text{Runs: []editions.Run{{Text: text, Ruby: reading}}}}
	}
	ed.Stories[1].Blocks = append(ed.Stories[1].Blocks, ruby("汉字", "hàn zì"), ruby("长安", "cháng ān"), ruby("长安", "zhǎng ān"), ruby("洛邑", "luò yì"))
	b, err := newBook(ed, d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	words := ""
	for _, l := range b.lexemes {
		words += l.word + " "
	}
	if words != "汉字 洛邑 " {
		t.Errorf("in the lexicon: %s", words)
	}
	read := map[string]int{}
	write(t, ed, d, Options{Read: func(story string, chars int) { read[story] = chars }})
	if len(read) != 5 || read["s2"] != len([]rune("发布会第二条本报讯第二条正文。汉字长安长安洛邑")) {
		t.Errorf("read back: %v", read)
	}
}
