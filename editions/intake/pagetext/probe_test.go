package pagetext

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func Lines(text string) (out []Line) {
	apart := true
	for n, s := range strings.Split(text, "\n") {
		if strings.TrimFunc(s, white) == "" {
			apart = true
			continue
		}
		out = append(out, Line{s, n + 1, apart})
		apart = false
	}
	return
}

func TestProbe(t *testing.T) {
	for _, f := range []string{"../../../../shared/editions/taiyuan-2023-10-20/source.txt", "../../../../shared/cases/import/14-page-text/page.txt"} {
		b, err := os.ReadFile(strings.Replace(f, "../../../../shared", "/work/shared", 1))
		if err != nil {
			t.Skip(err)
		}
		ls := Lines(string(b))
		p := Read(ls, nil)
		str := func(x Text) string {
			var sb strings.Builder
			for _, q := range x {
				s := ls[q.Line].Text[q.From:q.To]
				if r := []rune(s); len(r) > 24 {
					s = string(r[:12]) + "…" + string(r[len(r)-8:])
				}
				fmt.Fprintf(&sb, "[%d]%s", ls[q.Line].N, s)
			}
			return sb.String()
		}
		all := func(x []Text) string {
			s := ""
			for _, q := range x {
				s += str(q) + " / "
			}
			return s
		}
		for _, s := range p.Stories {
			fmt.Printf("== L %s K %s H %s D %s B %s group %d %v\n", all(s.Label), all(s.Kicker), all(s.Headline), all(s.Deck), all(s.Byline), s.Group, s.ByGroup)
			for _, e := range s.Body {
				fmt.Println("   ", e.Kind, str(e.Text))
			}
		}
		for _, j := range p.Joins {
			fmt.Println("join", ls[j.Head].N, ls[j.Tail].N, j.Margin, j.Apart, j.Sure)
		}
		for _, d := range p.Doubts {
			fmt.Println("doubt", ls[d.Line].N, d)
		}
		for _, l := range p.Left {
			fmt.Printf("left %d %q %d\n", ls[l.Line].N, ls[l.Line].Text[l.From:l.To], l.Why)
		}
	}
}
