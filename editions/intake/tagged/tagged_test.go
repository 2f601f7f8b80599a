package tagged

import (
	"fmt"
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/sheet"
)

// document is one made by hand: texts with their places, and a tree of them.
type document struct {
	pages []*sheet.Page
	root  *sheet.Node
}

func (d *document) Pages() int                          { return len(d.pages) }
func (d *document) Page(n int) (*sheet.Page, error)     { return d.pages[n-1], nil }
func (d *document) Tree() (*sheet.Node, error)          { return d.root, nil }
func (d *document) open([]byte) (sheet.Document, error) { return d, nil }

// draw puts lines of text on a page, as the next sequence of it, and returns that.
func (d *document) draw(page, size int, lines ...string) *sheet.Node {
	for len(d.pages) < page {
		d.pages = append(d.pages, &sheet.Page{Number: len(d.pages) + 1, W: 30000, H: 40000})
	}
	p := d.pages[page-1]
	mcid := 0
	for _, c := range p.Chars {
		mcid = max(mcid, c.MCID+1)
	}
	d.put(p, mcid, size, lines)
	return &sheet.Node{Page: page, MCID: mcid}
}

func (d *document) put(p *sheet.Page, mcid, size int, lines []string) {
	y := 1000 + 2000*len(p.Chars)
	for _, l := range lines {
		x := 1000
		y += 2 * 100 * size
		for _, r := range l {
			c := sheet.Char{Text: string(r), X: x, Y: y, DX: 100 * size, Size: 100 * size, Font: "宋", MCID: mcid}
			if strings.ContainsRune("¹²³", r) { // a raised figure
				c.Text, c.Size, c.Y = map[rune]string{'¹': "1", '²': "2", '³': "3"}[r], 60*size, y-40*size
			}
			p.Chars = append(p.Chars, c)
			x += c.DX
		}
	}
}

func tag(name string, kids ...*sheet.Node) *sheet.Node {
	tag, own, _ := strings.Cut(name, "/")
	return &sheet.Node{Tag: tag, Own: own, Kids: kids}
}

// tell reads a document and says what came of it.
func tell(d *document) string {
	var b strings.Builder
	f := Format(d.open, sheet.Options{})
	for _, c := range intake.Read(intake.File{Name: "a.pdf", Data: []byte("%PDF-")}, []intake.Format{f}, intake.Options{Format: f.Name}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || c.Refused {
			fmt.Fprintln(&b, r.Fault, c.Found)
		}
		for _, s := range r.Stories {
			b.Write(s.Text)
		}
		for _, o := range c.Left {
			fmt.Fprintf(&b, "left %s %s\n", o.Reason.Key, o.Text)
		}
	}
	return b.String()
}

// TestArticle: a story of banxin's comes back with its roles, lines, list, table and note.
func TestArticle(t *testing.T) {
	d := &document{}
	d.root = tag("StructTreeRoot", tag("Document", tag("Art",
		tag("Div", tag("P/Kicker", d.draw(1, 14, "停了九年")), tag("H1/Headline", d.draw(1, 24, "渡口复航", "首日渡客三千")), tag("P/Byline", d.draw(1, 10, "本报记者　宋知秋"))),
		tag("P", d.draw(1, 10, "渡口昨天复航，按旧制", "算三千人¹。渡船叫Old", "Ferry。")),
		tag("P/Jump", tag("Link", d.draw(1, 10, "（下转第2版）"))),
		tag("H2", d.draw(2, 12, "船还是那条船")),
		tag("L", tag("LI", tag("LBody", d.draw(2, 10, "1.早班六点。"))), tag("LI", tag("Lbl", d.draw(2, 10, "2.")), tag("LBody", d.draw(2, 10, "晚班七点。")))),
		tag("Caption", d.draw(2, 10, "班次")),
		tag("Table", tag("TR", tag("TH", d.draw(2, 10, "班")), tag("TH", d.draw(2, 10, "时"))), tag("TR", tag("TD", d.draw(2, 10, "早")), tag("TD", d.draw(2, 10, "6")))),
		tag("BlockQuote", tag("P", d.draw(2, 10, "渡口从来不等人。"))),
		tag("Note", d.draw(2, 8, "1旧制一人算一渡。")),
		tag("P/Signoff", d.draw(2, 10, "渡口管理所")),
	)))
	d.put(d.pages[0], -1, 9, []string{"第1版"})
	const want = `---
体裁: 通讯
引题: 停了九年
标题: [渡口复航, 首日渡客三千]
署名: 本报记者　宋知秋
---

渡口昨天复航，按旧制算三千人[^1]。渡船叫Old Ferry。

## 船还是那条船

1. 早班六点。
2. 晚班七点。

表：班次

| 班 | 时 |
|---|---:|
| 早 | 6 |

> 渡口从来不等人。

>> 渡口管理所

[^1]: 旧制一人算一渡。
`
	got := tell(d)
	if !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, left := range []string{"left jump （下转第2版）", "left furniture 第1版"} {
		if !strings.Contains(got, left) {
			t.Errorf("no %s in\n%s", left, got)
		}
	}
}

// TestOthers: the stories of a file without articles are told apart by its headings.
func TestOthers(t *testing.T) {
	d := &document{}
	d.root = tag("StructTreeRoot", tag("Document",
		tag("H1", d.draw(1, 24, "渡口复航")), tag("P", d.draw(1, 10, "渡口昨天复航，首日渡客三千人，比预想的多出一倍，船工说，船认得水路。")),
		tag("H1", d.draw(1, 24, "柚子分级")), tag("P", tag("Span", d.draw(1, 10, "柚子市场昨天开秤，按糖度和个头分成六级，分级卖，价钱差了三倍还多。"))),
	))
	got := tell(d)
	for _, want := range []string{"标题: 渡口复航\n---\n\n渡口昨天复航", "标题: 柚子分级\n---\n\n柚子市场"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// TestUntagged: a file without tags, or with most of its text outside them, is refused.
func TestUntagged(t *testing.T) {
	d := &document{}
	d.draw(1, 10, "没有标签")
	if got := tell(d); !strings.Contains(got, "no tags") {
		t.Error(got)
	}
	if d.root = tag("StructTreeRoot", tag("P", d.draw(1, 10, "只"))); !strings.Contains(tell(d), "no tags") || Good(d, sheet.Options{}) {
		t.Error(tell(d))
	}
}

// FuzzAccount: whatever the tree, each character is in one story or left out.
func FuzzAccount(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 200, 17, 18})
	tags := []string{"Art", "Div", "H1/Headline", "H2", "P", "P/Kicker", "P/Jump", "L", "LI", "LBody", "Lbl", "Table", "TR", "TH", "TD", "Figure", "Caption", "Note", "BlockQuote", "TOC", "Span"}
	texts := []string{"1.甲", "渡口。", "Old", "1", "¹", "　", "（下转第2版）"}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 300 {
			t.Skip()
		}
		d := &document{root: tag("StructTreeRoot")}
		d.draw(1, 10)
		at := []*sheet.Node{d.root}
		in := 0
		for _, b := range data {
			top := at[len(at)-1]
			switch {
			case int(b) < len(tags):
				n := tag(tags[b])
				top.Kids = append(top.Kids, n)
				at = append(at, n)
			case b < 200:
				top.Kids = append(top.Kids, d.draw(1+int(b)%2, 8+int(b)%5, texts[int(b)%len(texts)]))
			case b < 220:
				top.Kids = append(top.Kids, &sheet.Node{Page: 1, MCID: int(b) - 200}) // again
			case len(at) > 1:
				at = at[:len(at)-1]
			}
		}
		for _, p := range d.pages {
			for _, c := range p.Chars {
				in += len([]rune(c.Text))
			}
		}
		form := Format(d.open, sheet.Options{})
		out := 0
		for _, c := range intake.Read(intake.File{Name: "a.pdf", Data: []byte("%PDF-")}, []intake.Format{form}, intake.Options{Format: form.Name}) {
			if c.Refused {
				return
			}
			r := intake.Compose(c, intake.Target{})
			if r.Fault != nil {
				t.Fatal(r.Fault)
			}
			out += r.Account.In
		}
		if in != out {
			t.Fatalf("%d of %d characters are accounted for", out, in)
		}
	})
}
