package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"banxin/editions/intake"
)

// pages is a document made by hand.
type pages []*Page

func (d pages) Pages() int { return len(d) }

func (d pages) Page(n int) (*Page, error) { return d[n-1], nil }

// draw puts lines of text on a page: x, y and size in points, then the text.
func (p *Page) draw(x, y, size int, text string) {
	for _, r := range text {
		p.Chars = append(p.Chars, Char{Text: string(r), X: 100 * x, Y: 100 * y, DX: 100 * size, Size: 100 * size, Font: "宋"})
		x += size
	}
}

func newspaper() *Page {
	p := &Page{Number: 1, W: 30000, H: 30000}
	p.draw(20, 30, 24, "渡口复航")
	p.draw(40, 60, 10, "停了九年的石板") // columns of nine characters, 20 and 120
	p.draw(20, 75, 10, "渡口昨天复航，首日")
	p.draw(20, 90, 10, "渡客三千人，比预想")
	p.draw(120, 60, 10, "的多出一倍。")
	p.draw(140, 75, 10, "渡船还是从前那")
	p.draw(120, 90, 10, "一条。")
	p.Rules = append(p.Rules, Box{2000, 10000, 21000, 10050})
	p.draw(20, 130, 20, "柚子分级")
	p.draw(40, 150, 10, "柚子市场昨天开")
	p.draw(20, 165, 10, "秤。")
	return p
}

func readAll(d Document, err error) []*intake.Copy {
	f := Format(func([]byte) (Document, error) { return d, err }, Options{})
	return intake.Read(intake.File{Name: "a.pdf", Data: []byte("%PDF-")}, []intake.Format{f}, intake.Options{Format: f.Name})
}

// TestColumns: a column whose first line is not indented goes on with the paragraph of the one
// before; what stands under a rule is another story.
func TestColumns(t *testing.T) {
	var out []string
	for _, c := range readAll(pages{newspaper()}, nil) {
		for _, p := range c.Pieces {
			out = append(out, fmt.Sprint(p.Role, " ", intake.TextOf(p.Runs)))
		}
	}
	want := "主题 渡口复航|正文 停了九年的石板渡口昨天复航，首日渡客三千人，比预想的多出一倍。|正文 渡船还是从前那一条。|主题 柚子分级|正文 柚子市场昨天开秤。"
	if got := strings.Join(out, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// bold draws a line of bold text.
func (p *Page) bold(x, y, size int, text string) {
	n := len(p.Chars)
	p.draw(x, y, size, text)
	for i := range p.Chars[n:] {
		p.Chars[n+i].Bold, p.Chars[n+i].Font = true, "黑"
	}
}

// told lists the pieces of copies, a copy a line.
func told(copies []*intake.Copy) string {
	var out []string
	for _, c := range copies {
		var line []string
		for _, p := range c.Pieces {
			text := intake.TextOf(p.Runs)
			for _, row := range p.Rows {
				for _, cell := range row {
					text += "|" + intake.TextOf(cell.Runs)
				}
				text += "/"
			}
			line = append(line, strings.TrimSpace(p.Role.String()+" "+text))
		}
		if len(line) > 0 {
			out = append(out, strings.Join(line, "; "))
		}
	}
	return strings.Join(out, "\n")
}

// TestPages: what pages of other people's make-up hold.
func TestPages(t *testing.T) {
	page := func(draw func(p *Page)) *Page {
		p := &Page{Number: 1, W: 40000, H: 40000}
		draw(p)
		return p
	}
	for _, c := range []struct {
		name  string
		pages pages
		want  string
	}{
		{"rules between columns of one story", pages{page(func(p *Page) {
			p.draw(100, 40, 24, "渡口复航")
			for i, x := range []int{20, 130, 240} {
				p.draw(x, 70, 10, "渡口昨天复航首日渡")
				p.draw(x, 85, 10, "客三千人比预想的多")
				p.draw(x, 100, 10, "出一倍"+string([]rune("甲乙丙")[i])+"。")
				p.Rules = append(p.Rules, Box{100 * (x + 95), 6000, 100*(x+95) + 50, 10200})
			}
		})}, "主题 渡口复航; 正文 渡口昨天复航首日渡客三千人比预想的多出一倍甲。; 正文 渡口昨天复航首日渡客三千人比预想的多出一倍乙。; 正文 渡口昨天复航首日渡客三千人比预想的多出一倍丙。"},
		{"a head narrower than its columns, below another story", pages{page(func(p *Page) {
			for k, head := range []string{"渡口昨天复航首日渡客三千人", "柚子分级"} {
				p.draw([]int{20, 130}[k], 40+100*k, 20, head)
				for i, x := range []int{20, 130, 240} {
					p.draw(x, 70+100*k, 10, "昨天的事情写在这里")
					p.draw(x, 85+100*k, 10, "一行又一行写完了"+string([]rune("甲乙丙")[i]))
					p.draw(x, 100+100*k, 10, "就是这样"+head[:3]+"。")
				}
			}
		})}, "主题 渡口昨天复航首日渡客三千人; 正文 昨天的事情写在这里一行又一行写完了甲就是这样渡。; 正文 昨天的事情写在这里一行又一行写完了乙就是这样渡。; 正文 昨天的事情写在这里一行又一行写完了丙就是这样渡。\n主题 柚子分级; 正文 昨天的事情写在这里一行又一行写完了甲就是这样柚。; 正文 昨天的事情写在这里一行又一行写完了乙就是这样柚。; 正文 昨天的事情写在这里一行又一行写完了丙就是这样柚。"},
		{"a table between rules", pages{page(func(p *Page) {
			p.draw(100, 40, 24, "积分榜")
			for i, row := range [][]string{{"名次", "球队", "积分"}, {"1", "临渡队", "26"}, {"2", "桐岭队", "25"}} {
				y := 70 + 15*i
				p.Rules = append(p.Rules, Box{2000, 100 * (y - 10), 22000, 100*(y-10) + 30})
				for k, cell := range row {
					p.draw(20+70*k, y, 10, cell)
				}
			}
			p.Rules = append(p.Rules, Box{2000, 10500, 22000, 10530})
			p.draw(40, 125, 10, "常规赛昨天收官。这是下面的正文一行")
			p.draw(20, 140, 10, "还有一行在这里，写完了。")
		})}, "主题 积分榜; ? |名次|球队|积分/|1|临渡队|26/|2|桐岭队|25/; 正文 常规赛昨天收官。这是下面的正文一行还有一行在这里，写完了。"},
		{"bold heads in the size of the text, under a label", pages{page(func(p *Page) {
			p.draw(60, 40, 20, "简讯")
			for i := range 3 {
				y := 70 + 50*i
				p.bold(20, y, 10, "第"+string([]rune("一二三")[i])+"条简讯")
				p.draw(40, y+15, 10, "这是一条简讯的正文它")
				p.draw(20, y+30, 10, "只有两行。")
			}
		})}, "栏目 简讯; 主题 第一条简讯; 正文 这是一条简讯的正文它只有两行。\n主题 第二条简讯; 正文 这是一条简讯的正文它只有两行。\n主题 第三条简讯; 正文 这是一条简讯的正文它只有两行。"},
	} {
		if got := told(readAll(c.pages, nil)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestJump: a story goes on on another page, and its paragraph too.
func TestJump(t *testing.T) {
	one, two := &Page{Number: 1, W: 30000, H: 30000}, &Page{Number: 2, W: 30000, H: 30000}
	one.draw(20, 40, 24, "渡口复航")
	one.draw(40, 70, 10, "渡口昨天复航，首日渡")
	one.draw(20, 85, 10, "客三千人，船工说，渡船")
	one.draw(60, 100, 10, "（下转第2版）")
	two.draw(20, 40, 8, "（上接第1版）")
	two.draw(20, 55, 10, "还是从前那一条，水路也")
	two.draw(20, 70, 10, "没有变。船工还记得。")
	copies := intake.Join(readAll(pages{one, two}, nil))
	if got, want := told(copies), "主题 渡口复航; 正文 渡口昨天复航，首日渡客三千人，船工说，渡船还是从前那一条，水路也没有变。船工还记得。"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, c := range copies {
		if r := intake.Compose(c, intake.Target{}); r.Fault != nil {
			t.Error(r.Fault)
		}
	}
}

// TestRefused: what cannot be read says why.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		d    Document
		err  error
		want string
	}{
		"locked": {nil, fmt.Errorf("x: %w", ErrLocked), "password"}, "damaged": {nil, errors.New("x"), "damaged"}, "no text": {pages{{Number: 1, W: 100, H: 100}}, nil, "no text"},
	} {
		got := readAll(c.d, c.err)
		if len(got) != 1 || !got[0].Refused || !strings.Contains(fmt.Sprint(got[0].Found), c.want) {
			t.Errorf("%s: %v", name, got[0].Found)
		}
	}
}

// FuzzAccount: wherever characters stand, each is in one story or left out.
func FuzzAccount(f *testing.F) {
	f.Add([]byte("\x10\x10\x05\x20\x10\x05\x10\x20\x05\x30\x30\x09\x40\x30\x09"), []byte{3, 9, 80, 10})
	f.Fuzz(func(t *testing.T, places, rules []byte) {
		if len(places) > 600 || len(rules) > 80 {
			t.Skip()
		}
		p := &Page{Number: 1, W: 25600, H: 25600}
		for i := 0; i+2 < len(places); i += 3 {
			s := 100 * (1 + int(places[i+2]%40))
			c := Char{Text: string(rune('一' + i)), X: 100 * int(places[i]), Y: 100 * int(places[i+1]), DX: s, Size: s}
			if places[i+2] > 200 {
				c.DX, c.DY = 0, s
			}
			c.Bold = places[i]%3 == 0
			p.Chars = append(p.Chars, c)
		}
		for i := 0; i+3 < len(rules); i += 4 {
			b := Box{100 * int(rules[i]), 100 * int(rules[i+1]), 100 * int(rules[i+2]), 100 * int(rules[i+3])}
			p.Rules, p.Areas, p.Pictures = append(p.Rules, b), append(p.Areas, b), append(p.Pictures, Picture{Box: b})
		}
		in := 0
		for _, c := range readAll(pages{p}, nil) {
			if c.Refused {
				return
			}
			r := intake.Compose(c, intake.Target{})
			if r.Fault != nil {
				t.Fatal(r.Fault)
			}
			in += r.Account.In
		}
		if in != len(p.Chars) {
			t.Fatalf("%d of %d characters are accounted for", in, len(p.Chars))
		}
	})
}
