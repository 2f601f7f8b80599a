package pagetext

import (
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/cmd/need/four"
	"banxin/editions"
)

// plain is a story as lines of a page have it: an empty head is white.
type plain struct {
	heads []string
	paras []string
}

// plainStories reads the stories of a paper that have heads and two paragraphs at least.
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
				wait = append(wait, later{i + 1 + rng.Intn(15), block{tl, false}})
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

// Paragraphs cut anywhere and put together again: of the halves that stand apart nearly all are
// found or asked about, and hardly one is put wrong unasked.
func TestRecut(t *testing.T) {
	sets := [][]plain{plainStories(t, four.Pages()), plainStories(t, os.DirFS(filepath.Join("..", "..", "..", "layout", "testdata", "gallery")))}
	total, right, asked, wrong := 0, 0, 0, 0
	for seed := range 60 {
		text, joins := recut(rand.New(rand.NewSource(int64(seed))), sets[seed%len(sets)])
		lines := linesOf(text)
		p := Read(lines, Options{})
		if err := account(lines, p); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		found, doubted := map[string]Join{}, map[string]bool{}
		for _, j := range p.Joins {
			found[strings.TrimFunc(lines[j.Head].Text, white)] = j
		}
		for _, d := range p.Doubts {
			doubted[strings.TrimFunc(lines[d.Line].Text, white)] = true
		}
		for head, tail := range joins {
			j, ok := found[head]
			ok = ok && lines[j.Tail].Text == tail
			total++
			switch {
			case ok:
				right++
			case doubted[head]:
				asked++
			default:
				wrong++
			}
		}
	}
	t.Logf("%d joins: %d right, %d asked, %d wrong unasked", total, right, asked, wrong)
	if total < 300 || wrong*50 > total || (right+asked)*5 < total*4 || right*4 < total {
		t.Errorf("%d joins: %d right, %d asked, %d wrong unasked", total, right, asked, wrong)
	}
}
