package inline

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// texts returns the page.Texts of items, in order.
func texts(items []page.Item) (list []*page.Text) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Text:
			list = append(list, it)
		case *page.Group:
			list = append(list, texts(it.Items)...)
		}
	}
	return list
}

// check breaks and places p and tells what is wrong with the result.
func check(t *testing.T, s *Setter, p *Para, widths []unit.Length) []Line {
	t.Helper()
	sh := s.Shape(p)
	lines := s.Break(nil, sh, widths)
	var want, got strings.Builder
	for _, sp := range p.Spans {
		want.WriteString(strings.ReplaceAll(sp.Text, "\n", ""))
	}
	next, chars := 0, 0
	var items []page.Item
	for k, l := range lines {
		if l.From != next || l.To <= l.From {
			t.Fatalf("line %d holds items %d to %d, want from %d", k, l.From, l.To, next)
		}
		next = l.To
		chars += l.Chars
		if want := unit.Length(clamp(widths[min(k, len(widths)-1)])); l.Width != want {
			t.Fatalf("line %d has measure %v, want %v", k, l.Width, want)
		}
		from := len(items)
		items = s.Place(items, sh, l, unit.Point{})
		within(t, sh, l, items[from:])
	}
	if next != len(sh.items) {
		t.Fatalf("lines end at item %d of %d", next, len(sh.items))
	}
	for _, tx := range texts(items) {
		got.WriteString(tx.Src)
		if tx.Src == "" {
			continue // a reading
		}
		last := uint32(0)
		glyphs := slices.Clone(tx.Glyphs)
		if n := len(glyphs); n > 1 && glyphs[0].Cluster > glyphs[n-1].Cluster {
			slices.Reverse(glyphs) // it runs from right to left
		}
		for _, g := range glyphs {
			if g.Cluster < last || int(g.Cluster) > len(tx.Src) || g.Cluster == 0 && len(tx.Src) == 0 {
				t.Fatalf("cluster %d after %d in %q", g.Cluster, last, tx.Src)
			}
			last = g.Cluster
			if int(g.Cluster) < len(tx.Src) && !utf8.RuneStart(tx.Src[g.Cluster]) && utf8.ValidString(tx.Src) {
				t.Fatalf("cluster %d inside a character of %q", g.Cluster, tx.Src)
			}
		}
	}
	if got.String() != want.String() {
		t.Fatalf("placed  %q\nwritten %q", got.String(), want.String())
	}
	n := 0
	for _, sp := range p.Spans {
		for _, r := range sp.Text {
			if !unicode.IsSpace(r) {
				n++
			}
		}
	}
	if chars != n || sh.Chars() != n {
		t.Fatalf("%d characters counted in lines, %d in the paragraph, want %d of %q", chars, sh.Chars(), n, want.String())
	}
	return lines
}

// within checks that a line keeps to its measure, and that a justified one fills it.
func within(t *testing.T, sh *Shaped, l Line, items []page.Item) {
	t.Helper()
	p := placer{slab: new(slab), sh: sh}
	p.line(l, unit.Point{})
	m := task{sh: sh, indent: sh.indent, hang: sh.hang, em: max(sh.em, 1)}
	room := l.Width - unit.Length(m.indentOf(clamp(l.Width), l.From == 0))
	end := unit.Length(p.end)
	over := end - l.Width
	if last := sh.visible(l) - 1; sh.book.Hang && last >= l.From && (sh.items[last].class == comma || sh.items[last].class == stop) && !sh.book.vertical && sh.book.Region == typo.Mainland {
		over -= unit.Length(sh.items[last].width)
	} else if sh.book.Grid && last >= l.From && closing.has(sh.items[last].class) && over > 0 {
		over -= unit.Length(sh.items[last].width)
	}
	if last := sh.visible(l) - 1; !sh.book.trim && last >= l.From && sh.items[last].flags&half != 0 {
		return // its empty half may or may not count
	}
	switch {
	case l.Tier == Over:
		if over <= 0 {
			t.Fatalf("line %q is called too long and is not", lineText(sh, l))
		}
	case over > 0:
		t.Fatalf("line %q is %v too long in %v", lineText(sh, l), over, room)
	case sh.para.Align == typo.Justify && !sh.para.Head && !l.Last && l.Tier != Short && !sh.book.Grid && over != 0:
		t.Fatalf("line %q ends %v before its measure, tier %d", lineText(sh, l), -over, l.Tier)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("他说：“《论语》（上）——‘学而’……是第1篇，占35.5%。”\n然后走了", uint16(130), uint8(0))
	f.Add("Hello world, this is a supercalifragilisticexpialidocious 词 ‘a’ “b” 汉“c”", uint16(50), uint8(1))
	f.Add("　　\n\n 一\u200b二\u00ad三\ufe00四\u0301 e\u0301 １２．５％ ？！！？？ ，，，（（（））） \r\n a\tb", uint16(7), uint8(2))
	f.Add("𠮷\U000e0100野家🀄👨‍👩‍👧—————……… ··· // -- 12,345.67元 $5 20℃ http://example.com/a/b?c=d", uint16(33), uint8(3))
	f.Add("国APEC会5G", uint16(140), uint8(36))
	f.Add("我们学习", uint16(140), uint8(96))
	f.Add("0", uint16(20), uint8(250))
	f.Add("甲，”乙 A4 纸（丙）。”Typst and TeX丁", uint16(50), uint8(32))
	f.Add("\xff\xfe坏\xe4\xb8", uint16(20), uint8(4))
	var s Setter
	hyphens := english(f)
	f.Fuzz(func(t *testing.T, text string, width uint16, opts uint8) {
		if len(text) > 4000 {
			return
		}
		p := body(text)
		switch opts % 8 {
		case 1:
			p.Align = typo.Center
		case 2:
			p.Head = true
		case 3:
			p.Align, p.Gap = typo.Spread, 125
		case 4:
			p.Dir = page.Vertical
		case 5:
			p.Align, p.Hang, p.Indent = typo.Right, 20*unit.Pt, 0
		case 6:
			k := len(text) / 2
			for k > 0 && !utf8.RuneStart(text[k]) {
				k--
			}
			p.Spans = []Span{{Text: text[:k], Font: font(10, "宋")}, {Text: text[k:], Font: font(8, "楷"), Super: opts&8 != 0}}
		}
		if opts&32 != 0 {
			p.Rules = &Rules{Level: typo.Level(width % 5), Marks: typo.Marks(width / 5 % 5), Region: typo.Region(width / 25 % 3), Hang: width&1 != 0,
				OpenIndent: width&2 != 0, Hyphens: hyphens, NotStart: "的", MayStart: "，", MayEnd: "（",
				Order: typo.Order(width / 3 % 3), Acronyms: width&4 != 0, Words: width&8 != 0, Grid: width&16 != 0}
		}
		if opts&64 != 0 {
			s := &p.Spans[len(p.Spans)-1]
			s.Emphasis, s.Under, s.Ruby = width&1 != 0, Under(width%5), []string{"", "a b c", "ㄅㄆ"}[width%3]
			s.Room = unit.Points(int(width % 100))
		}
		widths := []unit.Length{unit.Points(int(width))}
		if opts&16 != 0 {
			widths = append(widths, unit.Points(int(width)/2), unit.Points(int(width)+5))
		}
		check(t, &s, p, widths)
	})
}
