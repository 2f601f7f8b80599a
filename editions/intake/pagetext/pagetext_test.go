package pagetext

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"banxin/cmd/need/held"
)

// linesOf parts a text into lines, as package page does.
func linesOf(text string) (out []Line) {
	apart := true
	for n, s := range strings.Split(text, "\n") {
		if strings.TrimSpace(s) == "" {
			apart = true
			continue
		}
		out = append(out, Line{s, n + 1, apart})
		apart = false
	}
	return out
}

// dump writes a page line by line: each text with the numbers of the lines it comes from.
func dump(p *Page, lines []Line) string {
	var b strings.Builder
	say := func(name string, texts ...Text) {
		for _, t := range texts {
			fmt.Fprintf(&b, "  %s ", name)
			for _, q := range t {
				fmt.Fprintf(&b, "[%d]%s", lines[q.Line].N, lines[q.Line].Text[q.From:q.To])
			}
			b.WriteByte('\n')
		}
	}
	kinds := [...]string{"p", "subhead", "item", "caption", "signoff", "remark", "verse", "table"}
	for n, s := range p.Stories {
		fmt.Fprintf(&b, "story %d group %d %v\n", n+1, s.Group, s.ByGroup)
		if s.To != "" || s.From != "" {
			fmt.Fprintf(&b, "  page %q to %q from %q\n", s.Page, s.To, s.From)
		}
		say("label", s.Label...)
		say("kicker", s.Kicker...)
		say("headline", s.Headline...)
		say("deck", s.Deck...)
		say("byline", s.Byline...)
		for _, e := range s.Body {
			if e.Kind != Table {
				say(kinds[e.Kind], e.Text)
			}
			for _, cells := range e.Rows {
				say("row", slices.Concat(cells...))
			}
		}
	}
	for _, j := range p.Joins {
		fmt.Fprintf(&b, "join %d %d apart %v sure %v\n", lines[j.Head].N, lines[j.Tail].N, j.Apart, j.Sure)
	}
	for _, l := range p.Left {
		fmt.Fprintf(&b, "left %d %q\n", lines[l.Line].N, lines[l.Line].Text[l.From:l.To])
	}
	return b.String()
}

func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			lines := linesOf(string(data))
			p := Read(lines, Options{})
			if err := account(lines, p); err != nil {
				t.Error(err)
			}
			held.Text(t, strings.TrimSuffix(f, ".txt")+".want", dump(p, lines))
		})
	}
}

// account holds that each byte of each line stands in exactly one text or omission.
func account(lines []Line, p *Page) error {
	seen := make([][]int, len(lines))
	for i, l := range lines {
		seen[i] = make([]int, len(l.Text))
	}
	count := func(q Piece) error {
		if q.Line < 0 || q.Line >= len(lines) || q.From < 0 || q.To > len(lines[q.Line].Text) || q.From > q.To {
			return fmt.Errorf("no such piece: %+v", q)
		}
		if s := lines[q.Line].Text; utf8.ValidString(s) && !utf8.ValidString(s[q.From:q.To]) {
			return fmt.Errorf("line %d is cut within a character: %q", lines[q.Line].N, s[q.From:q.To])
		}
		for i := q.From; i < q.To; i++ {
			seen[q.Line][i]++
		}
		return nil
	}
	var all []Text
	for _, s := range p.Stories {
		for _, ts := range [][]Text{s.Label, s.Kicker, s.Headline, s.Deck, s.Byline} {
			all = append(all, ts...)
		}
		for _, e := range s.Body {
			all = append(all, e.Text)
			for _, cells := range e.Rows {
				all = append(all, cells...)
			}
		}
	}
	for _, l := range p.Left {
		all = append(all, Text{l.Piece})
	}
	for _, t := range all {
		for _, q := range t {
			if err := count(q); err != nil {
				return err
			}
		}
	}
	for i := range seen {
		for k, n := range seen[i] {
			if n != 1 {
				return fmt.Errorf("byte %d of line %d, %q, stands in %d places", k, lines[i].N, lines[i].Text, n)
			}
		}
	}
	return nil
}

func FuzzPage(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, name := range files {
		data, _ := os.ReadFile(name)
		f.Add(string(data))
	}
	f.Add("（甲乙）\n\n▲\n2026年10月20日\n\n——\n第3版\n  — 摄")
	f.Add("甲，\n\n乙，\n\n丙，\n\n（")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "\n") > 60 || len(text) > 4000 {
			t.Skip()
		}
		lines := linesOf(text)
		if err := account(lines, Read(lines, Options{})); err != nil {
			t.Fatal(err)
		}
	})
}

var realPage = filepath.Join("..", "..", "..", "..", "shared", "editions", "taiyuan-2023-10-20", "source.txt")

// TestRealPage reads the text of a real page, where it is there: every head, paragraph and
// join is found, without any answer.
func TestRealPage(t *testing.T) {
	data, err := os.ReadFile(realPage)
	if err != nil {
		t.Skip("the real page is not here")
	}
	lines := linesOf(string(data))
	p := Read(lines, Options{})
	if err := account(lines, p); err != nil {
		t.Error(err)
	}
	heads := [][]int{{5, 6}, {14, 15}, {21, 22}, {96}, {48}, {64}, {86}, {122}, {132, 133}, {143, 144}}
	if len(p.Stories) != len(heads) {
		t.Fatalf("%d stories, want %d:\n%s", len(p.Stories), len(heads), dump(p, lines))
	}
	blocks := map[int][]int{0: {8, 10, 12}, 1: {17, 19}, 2: {24, 26, 28}, 3: {30, 32, 34, 36, 38, 40, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 118, 120},
		4: {50, 52, 54, 56, 58, 60, 62}, 5: {66, 68, 70, 72, 74, 76, 78, 80}, 6: {84, 88, 90, 92}, 7: {124, 126, 128, 130}, 8: {135, 137, 139}, 9: {146, 148, 149, 150, 152, 153}}
	for i, s := range p.Stories {
		var head, text []int
		for _, h := range s.Headline {
			head = append(head, lines[h[0].Line].N)
		}
		for _, e := range s.Body {
			for _, q := range e.Text {
				text = append(text, lines[q.Line].N)
			}
		}
		if fmt.Sprint(head) != fmt.Sprint(heads[i]) || fmt.Sprint(text) != fmt.Sprint(blocks[i]) {
			t.Errorf("story %d: head %v, text %v; want %v, %v", i, head, text, heads[i], blocks[i])
		}
	}
	if s := p.Stories[5]; s.Group == 0 || !s.ByGroup || p.Stories[4].Group != s.Group {
		t.Errorf("the fifth and sixth are a group with one by-line: %+v", s.Group)
	}
}
