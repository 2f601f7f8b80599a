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
