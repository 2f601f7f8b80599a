package lint_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestSample: the sample's pages have nothing worse than notes.
func TestSample(t *testing.T) {
	ed, _, res := composed.Four()
	l := checked(t, ed, res)
	if l.Count(source.Warning) > 0 {
		t.Errorf("the sample's pages have faults:\n%s", listing(l))
	}
	if got := listing(checked(t, ed, res)); got != listing(l) {
		t.Errorf("a second look says otherwise:\n%s", got)
	}
}

// TestCount: what an inspection counts.
func TestCount(t *testing.T) {
	_, _, res := composed.Four()
	var l source.List
	for range 5 { // the same error counts three times
		l.Add(source.Finding{Code: "TXT-WORD", Severity: source.Warning, Weight: 10, Quote: "自已", Message: source.Msg("自已")})
	}
	for n := range 30 { // forms of figures count 1 together
		l.Add(source.Finding{Code: "TXT-RANGE", Severity: source.Warning, Weight: 1, Quote: string(rune('一' + n)), Message: source.Msg("%d", n)})
	}
	l.Add(source.Finding{Code: "TXT-COUNT", Severity: source.Note, Weight: 10})
	l.Add(source.Finding{Code: "REL-NAME", Severity: source.Error, Weight: 40})
	got := lint.Count(res, l)
	if got.Tenths != 40 || got.Form != 40 {
		t.Errorf("counted %+v, want 4.0 errors and 4.0 of form", got)
	}
	// four pages of 71 characters by 84 lines, the pictures at 80 %
	if full := 4 * 71 * 84; got.Chars >= full || got.Chars < full*95/100 {
		t.Errorf("%d characters of %d", got.Chars, full)
	}
	if got.Passes() || got.Rate() != (40*100_000+got.Chars-1)/got.Chars {
		t.Errorf("rate %d", got.Rate())
	}
}

// TestFolioSpaces: spaces between the words of a folio line do not matter, other signs do.
func TestFolioSpaces(t *testing.T) {
	ed, _, res := composed.Four()
	folio := func(l source.List) string {
		return listing(slices.DeleteFunc(l, func(f source.Finding) bool { return f.Code != "REL-FOLIO" }))
	}
	before := folio(checked(t, ed, res))
	for _, c := range []struct {
		space string
		same  bool
	}{{" ", true}, {"　", true}, {"！", false}} {
		ed, _, res := composed.Paper(t, four.Pages()) // its texts are changed
		for _, p := range res.Doc.Pages[1:] {
			for _, it := range p.Items {
				if x, ok := it.(*page.Text); ok && strings.HasSuffix(x.Src, "第") {
					x.Src = strings.ReplaceAll(x.Src, "第", "第"+c.space)
					for i := range x.Glyphs {
						if x.Glyphs[i].Cluster > 0 {
							x.Glyphs[i].Cluster += uint32(len(c.space))
						}
					}
				}
			}
		}
		if after := folio(checked(t, ed, res)); (after == before) != c.same {
			t.Errorf("with %q: %s", c.space, after)
		}
	}
}

// TestPasses: an issue passes with at most 3 errors in 10,000 characters and 3 of form.
func TestPasses(t *testing.T) {
	for _, c := range []struct {
		chars, tenths, form int
		rate                int
		passes              bool
	}{
		{0, 0, 0, 0, true}, {0, 10, 0, 0, true}, {10_000, 30, 0, 300, true}, {10_000, 31, 0, 310, false}, {100_000, 300, 0, 300, true}, {100_000, 301, 0, 301, false},
		{100_001, 300, 0, 300, true}, {99_999, 300, 0, 301, false}, {10_000, 0, 30, 0, true}, {10_000, 0, 31, 0, false},
	} {
		got := lint.Totals{Chars: c.chars, Tenths: c.tenths, Form: c.form}
		if got.Rate() != c.rate || got.Passes() != c.passes {
			t.Errorf("%+v: rate %d, passes %v", got, got.Rate(), got.Passes())
		}
	}
}

// TestCountSame: the same mark wrong in the same way is one error, three times at most; two
// wrong words are two; what stands in a head weighs double; a house rule that makes a
// finding a note takes it out of the count.
func TestCountSame(t *testing.T) {
	_, _, res := composed.Four()
	mark := func(quote string, sev source.Severity, weight int) source.Finding {
		return source.Finding{Code: "TXT-ASCII", Severity: sev, Weight: weight, Quote: quote,
			Message: source.Msg("half-width-mark-in-chinese-text", quote), Hint: source.Msg("write-full-width-one", '（')}
	}
	word := func(w string) source.Finding {
		return source.Finding{Code: "TXT-WORD", Severity: source.Warning, Weight: 10, Quote: w, Message: source.Msg("stands-in-words-txt", w)}
	}
	for _, c := range []struct {
		name  string
		found source.List
		want  int
	}{
		{"brackets", source.List{mark("(一)", source.Warning, 1), mark("(二)", source.Warning, 1), mark("(三)", source.Warning, 1), mark("(四)", source.Warning, 1)}, 3},
		{"a bracket in a head", source.List{mark("(一)", source.Warning, 2), mark("(二)", source.Warning, 1)}, 3},
		{"words", source.List{word("自已"), word("座阵"), word("自已"), word("自已"), word("自已")}, 40},
		{"a note", source.List{mark("(一)", source.Note, 1)}, 0},
		{"nothing quoted", source.List{{Code: "REL-TWICE", Severity: source.Warning, Weight: 10}}, 10},
	} {
		if got := lint.Count(res, c.found).Tenths; got != c.want {
			t.Errorf("%s: %d tenths, want %d", c.name, got, c.want)
		}
	}
}

// TestChars: pictures of stories count 80 %, those of furniture 30 %, letters 130 % of the
// characters in their place, supplied pages in full.
func TestChars(t *testing.T) {
	_, _, res := composed.Four()
	p := res.Doc.Pages[1]
	s := res.Sheets()[1]
	full := lint.Count(res, nil).Chars
	items := p.Items
	square := unit.Rect{W: 100 * s.Size, H: 10 * s.Leading} // 1000 characters
	im := &page.Image{Rect: square, File: len(res.Doc.Images)}
	mark := func(open bool) page.Item { return &page.Mark{Role: page.RoleFigure, Open: open} }
	for _, c := range []struct {
		name   string
		format string
		more   []page.Item
		want   int
	}{
		{"photograph", "jpeg", []page.Item{mark(true), im, mark(false)}, -200},
		{"ornament", "png", []page.Item{im}, -700},
		{"supplied page", "pdf", []page.Item{im}, 0},
		{"letters", "png", []page.Item{&page.Text{Src: strings.Repeat("a", 200)}}, 30},
	} {
		res.Doc.Images = append(res.Doc.Images, page.ImageFile{Format: c.format})
		im.File = len(res.Doc.Images) - 1
		p.Items = append(slices.Clone(items), c.more...)
		if got := lint.Count(res, nil).Chars - full; got < c.want-2 || got > c.want+2 {
			t.Errorf("%s: %+d characters, want %+d", c.name, got, c.want)
		}
	}
}

// TestLocate: a place in a file gets its place on the page.
func TestLocate(t *testing.T) {
	ed, _, res := composed.Four()
	s := ed.Story("102-harvest")
	p := s.Blocks[1].(*editions.Paragraph)
	l := source.List{{Code: "TXT-X", Pos: s.File.Pos(p.Text.Span)}, {Code: "TXT-Y", Pos: source.Pos{File: "paper.yaml", Line: 1}}}
	lint.Locate(res, l)
	if f := l[0]; f.Page != 1 || f.Column < 1 || f.Line < 2 || f.X < 170_000 || f.X > 260_000 || f.Y < 14_000 {
		t.Errorf("located at page %d column %d line %d, %d, %d", f.Page, f.Column, f.Line, f.X, f.Y)
	}
	over := source.List{{Code: "FIT-OVER", Story: "102-harvest", Page: 1}, {Code: "PIC-CROP", Page: 2, Slot: "头条"}, {Code: "TXT-X", Page: 9}}
	lint.Locate(res, over)
	if f, last := over[0], l[0]; f.Page != 1 || f.Line < 2 || f.Y <= last.Y {
		t.Errorf("a story that is over ends at page %d column %d line %d, %d, %d", f.Page, f.Column, f.Line, f.X, f.Y)
	}
	if f := over[1]; f.Page != 2 || f.Column == 0 || f.X == 0 || f.Y == 0 {
		t.Errorf("a slot is at page %d column %d, %d, %d", f.Page, f.Column, f.X, f.Y)
	}
	if f := over[2]; f.X != 0 || f.Page != 9 {
		t.Errorf("a page that is not there has a place: %d, %d", f.X, f.Y)
	}
	if f := l[1]; f.Page != 0 || f.X != 0 {
		t.Errorf("a line of paper.yaml is on page %d", f.Page)
	}
}

// BenchmarkCheck looks at the sample's four pages.
func BenchmarkCheck(b *testing.B) {
	ed, _, res := composed.Four()
	b.ReportAllocs()
	for b.Loop() {
		lint.Check(ed, res)
	}
}
