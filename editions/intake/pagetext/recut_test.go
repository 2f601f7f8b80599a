package pagetext

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/assets"
)

type plain struct {
	heads []string
	paras []string
}

func plainStories(t testing.TB, fsys fs.FS) (out []plain) {
	ed, _, err := editions.LoadWith(fsys, "", editions.Options{Library: assets.Templates()})
	if err != nil || ed == nil {
		t.Fatal(err)
	}
	for _, s := range ed.Stories {
		var p plain
		if !s.Label.IsEmpty() {
			p.heads = append(p.heads, s.Label.String(), "")
		}
		for _, k := range s.Kicker {
			p.heads = append(p.heads, k.String(), "")
		}
		for _, k := range s.Headline {
			p.heads = append(p.heads, k.String())
		}
		for _, b := range s.Blocks {
			if b, ok := b.(*editions.Paragraph); ok && (b.Kind == editions.Plain || b.Kind == editions.LeadText || b.Kind == editions.SubheadText) {
				p.paras = append(p.paras, strings.ReplaceAll(b.Text.String(), "\n", ""))
			}
		}
		if len(p.paras) >= 2 && len(p.heads) > 0 {
			if by := s.Byline.String(); strings.HasPrefix(by, "（") {
				p.paras[len(p.paras)-1] += by
			}
			out = append(out, p)
		}
	}
	return out
}

// recut makes the text of a page with paragraphs cut and their rests some blocks later.
func recut(rng *rand.Rand, stories []plain) (text string, joins map[string]string) {
	type block struct {
		s     string
		tight bool
	}
	var bs []block
	var cuts []int
	for _, i := range rng.Perm(len(stories))[:min(len(stories), 3+rng.Intn(5))] {
		s := stories[i]
		for k, h := range s.heads {
			if h != "" {
				bs = append(bs, block{h, k > 0 && s.heads[k-1] != ""})
			}
		}
		for _, p := range s.paras {
			if len([]rune(p)) > 30 && rng.Intn(4) == 0 {
				cuts = append(cuts, len(bs))
			}
			bs = append(bs, block{p, false})
		}
	}
	joins = map[string]string{}
	var out []block
	type later struct {
		at int
		b  block
	}
	var wait []later
	for i, b := range bs {
		for k := 0; k < len(wait); k++ {
			if wait[k].at <= i && !b.tight {
				out = append(out, wait[k].b)
				wait = append(wait[:k], wait[k+1:]...)
				k--
			}
		}
		if len(cuts) > 0 && cuts[0] == i {
			cuts = cuts[1:]
			r := []rune(b.s)
			n := 6 + rng.Intn(len(r)-12)
			if !strings.ContainsRune(ends, r[n-1]) && !strings.ContainsRune("，。、；：！？）》”", r[n]) && r[n-1] != ' ' && r[n] != ' ' && r[n-1] != '　' && r[n] != '　' {
				h, tl := string(r[:n]), string(r[n:])
				joins[h] = tl
				out = append(out, block{h, false})
				wait = append(wait, later{i + 1 + rng.Intn(5), block{tl, false}})
				continue
			}
		}
		out = append(out, b)
	}
	for _, w := range wait {
		out = append(out, w.b)
	}
	var sb strings.Builder
	for _, b := range out {
		if !b.tight {
			sb.WriteString("\n")
		}
		sb.WriteString(b.s + "\n")
	}
	return sb.String(), joins
}

func TestRecut(t *testing.T) {
	var sets [][]plain
	sets = append(sets, plainStories(t, assets.Sample()), plainStories(t, os.DirFS(filepath.Join("..", "..", "..", "layout", "testdata", "gallery"))))
	right, asked, wrong, total, askedRight := 0, 0, 0, 0, 0
	margins := map[int][2]int{}
	verbose := os.Getenv("PROBE") != ""
	for seed := range 200 {
		rng := rand.New(rand.NewSource(int64(seed)))
		text, joins := recut(rng, sets[seed%len(sets)])
		ls := Lines(text)
		p := Read(ls, nil)
		found := map[string]*Join{}
		for i := range p.Joins {
			found[strings.TrimFunc(ls[p.Joins[i].Head].Text, white)] = &p.Joins[i]
		}
		doubted := map[string]bool{}
		for _, d := range p.Doubts {
			if d.About == AboutJoin {
				doubted[strings.TrimFunc(ls[d.Line].Text, white)] = true
			}
		}
		for h, tl := range joins {
			total++
			j := found[h]
			ok := j != nil && ls[j.Tail].Text == tl
			sure := j != nil && j.Sure
			if j == nil {
				sure = !doubted[h]
			}
			if j != nil {
				m := margins[min(j.Margin/2, 20)]
				if ok { m[0]++ } else { m[1]++ }
				margins[min(j.Margin/2, 20)] = m
			}
			switch {
			case ok && sure:
				right++
			case !sure:
				asked++
				if ok {
					askedRight++
				}
			default:
				wrong++
				if verbose {
					got := "-"
					if j != nil {
						got = fmt.Sprint(ls[j.Tail].Text, j.Margin)
					}
					fmt.Printf("seed %d: %s\n   want %s\n   got  %s\n", seed, h, tl, got)
				}
			}
		}
	}
	fmt.Println("total", total, "right unasked", right, "asked", asked, "of these right", askedRight, "wrong unasked", wrong)
	for m := range 21 {
		fmt.Println(m*2, margins[m])
	}
}
