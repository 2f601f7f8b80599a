package intake

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// signs are what markup is made of, among text of several scripts.
var signs = strings.Split("* ** _ ` # ## > >> - + 1. 1) [ ] ( ) { } | ^ < > & &amp; \\ ! ![ ]( ]{ [^1] [^1]: ~ = --- : \" ' ， 。 “ ” 　 （ ） 表： http://a.b 汉 字 桥 今天 a B 12 3.5 x_y \u00a0 \t \u200b \U0001F60B 本报讯 记者 摄 ▲ 一、 ——", " ")

// noise makes a text of signs.
func noise(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(signs[r.IntN(len(signs))])
		if r.IntN(6) == 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// noisy is a format whose pieces are noise in every look and form.
func noisy(r *rand.Rand) Format {
	look := func() Look {
		return Look{Bold: r.IntN(4) == 0, Italic: r.IntN(6) == 0, Dotted: r.IntN(6) == 0, Underline: r.IntN(6) == 0, Super: r.IntN(8) == 0, Hidden: r.IntN(20) == 0, Struck: r.IntN(20) == 0, Size: 1000 * r.IntN(3)}
	}
	return Format{Name: "noise", Read: func(_ File, c *Copy) {
		runs := func() (out []Run) {
			for range 1 + r.IntN(4) {
				kind := r.IntN(12)
				if kind == 3 {
					out = append(out, c.Changed(noise(r), noise(r)))
					continue
				}
				run := c.Text(noise(r))
				run.Look = look()
				switch kind {
				case 0:
					run.Link = "https://example.org/" + noise(r)
				case 1:
					run.Ruby = []Run{c.Text(noise(r))}
				case 2:
					run.Change = &Change{Kind: ChangeKind(r.IntN(4)), By: "甲"}
				case 4:
					out = append(out, Break())
				case 5:
					out = append(out, Run{Note: "n1"})
				}
				out = append(out, run)
			}
			return out
		}
		for i := range 1 + r.IntN(7) {
			p := Piece{Align: Align(r.IntN(3)), Indent: r.IntN(2) == 0, Level: max(0, r.IntN(12)-9), Meta: false}
			switch r.IntN(9) {
			case 0:
				p.Kind, p.List, p.Runs = Item, &List{Marker: signs[r.IntN(len(signs))], Ordered: r.IntN(2) == 0}, runs()
			case 1:
				p.Kind = Table
				for range 1 + r.IntN(3) {
					var row []Cell
					for range 1 + r.IntN(3) {
						row = append(row, Cell{Runs: runs(), ColSpan: r.IntN(3), RowSpan: r.IntN(3)})
					}
					p.Rows = append(p.Rows, row)
				}
			case 2:
				p.Kind, p.Pic = Image, &Picture{Name: noise(r), Alt: runs(), Caption: runs(), Credit: runs(), Crop: [4]int{r.IntN(200)}}
			case 3:
				p.Kind, p.Note, p.Runs = Foot, "n"+itoa(i+1), runs()
			default:
				p.Runs = runs()
				if r.IntN(3) == 0 {
					p.Role = Role(r.IntN(int(Out) + 1))
				}
			}
			c.Add(p)
		}
	}}
}

// TestNoise holds that what is written reads as what was meant, whatever stands in it: the
// account closes, and the story file is parsed to the same text.
func TestNoise(t *testing.T) {
	for seed := range uint64(1500) {
		format := noisy(rand.New(rand.NewPCG(seed, 1)))
		if err := CheckAccount(format, File{Name: "x"}); err != nil {
			t.Errorf("seed %d: %v", seed, err)
			format = noisy(rand.New(rand.NewPCG(seed, 1)))
			for _, c := range Read(File{Name: "x"}, []Format{format}, Options{Format: "noise"}) {
				for _, s := range Compose(c, Target{}).Stories {
					t.Logf("%s", s.Text)
				}
			}
			if t.Failed() && seed > 300 {
				return
			}
		}
	}
}
