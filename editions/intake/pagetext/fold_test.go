package pagetext

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inColumns sets the paragraphs of a page in lines of so many halves of a Han character.
// Those that are cut are cut where the column ends, between two lines.
func inColumns(lines []Line, p *Page, wide int, indent string) string {
	tails, rest := map[int]int{}, map[int][]string{}
	for _, j := range p.Joins {
		tails[j.Head] = j.Tail
	}
	var out []string
	for i, l := range lines {
		if l.Apart {
			out = append(out, "")
		}
		if set, ok := rest[i]; ok {
			out = append(out, set...)
			continue
		}
		if _, cut := tails[i]; looks(l).look != body && !cut {
			out = append(out, l.Text)
			continue
		}
		text, cuts := indent+l.Text, []int{}
		for t, ok := tails[i]; ok; t, ok = tails[t] {
			cuts = append(cuts, len(text))
			text += lines[t].Text
		}
		set := wrap(text, wide)
		for t, ok := tails[i]; ok; t, ok = tails[t] {
			n, at := 0, cuts[0]
			for n < len(set)-1 && (n == 0 || at > len(set[n])/2) {
				at -= len(set[n])
				n++
			}
			if n > 1 && len(strings.Join(set[n:], "")) < 40 {
				n-- // not within a by-line
			}
			out = append(out, set[:n]...)
			set = set[n:]
			rest[t] = set
			break // of one cut, as pages have
		}
		if len(tails) == 0 || tails[i] == 0 {
			out = append(out, set...)
		}
	}
	return strings.Join(out, "\n")
}

// wrap parts a text into lines.
func wrap(rest string, wide int) (out []string) {
	for rest != "" {
		n := 0
		for n < len(rest) {
			sign := len(firstSign(rest[n:]))
			if n > 0 && width(rest[:n+sign]) > wide {
				break
			}
			n += sign
		}
		out, rest = append(out, rest[:n]), rest[n:]
	}
	return out
}

// heads and paragraphs of a page, without the numbers of lines.
func told(p *Page, lines []Line) string {
	var b strings.Builder
	say := func(name string, ts ...Text) {
		for _, t := range ts {
			b.WriteString(name)
			for _, q := range t {
				b.WriteString(lines[q.Line].Text[q.From:q.To])
			}
			b.WriteByte('\n')
		}
	}
	for _, s := range p.Stories {
		say("label ", s.Label...)
		say("kicker ", s.Kicker...)
		say("head ", s.Headline...)
		say("by ", s.Byline...)
		for _, e := range s.Body {
			say(fmt.Sprint(e.Kind, " "), e.Text)
		}
	}
	return strings.NewReplacer(" ", "", "　", "").Replace(b.String())
}

// A page says the same in the lines of its columns, indented or not, and without an empty line.
func TestWhite(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if real, err := filepath.Abs(realPage); err == nil {
		files = append(files, real)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue // the real page is not everywhere
		}
		plain := linesOf(string(data))
		first := Read(plain, Options{})
		want := told(first, plain)
		tight := func(s string) string {
			var out []string
			for l := range strings.SplitSeq(s, "\n") {
				if strings.TrimSpace(l) != "" {
					out = append(out, l)
				}
			}
			return strings.Join(out, "\n")
		}
		for name, text := range map[string]string{
			"no empty line": tight(string(data)), "columns": inColumns(plain, first, 34, "　　"), "columns without indents": inColumns(plain, first, 34, ""),
			"narrow columns": inColumns(plain, first, 26, "　　"), "columns, no empty line": tight(inColumns(plain, first, 34, "　　")),
		} {
			t.Run(filepath.Base(f)+" "+name, func(t *testing.T) {
				lines := linesOf(text)
				p := Read(lines, Options{})
				if err := account(lines, p); err != nil {
					t.Error(err)
				}
				got, want := told(p, lines), want
				if name != "no empty line" { // other halves, of which some are asked about
					got, want = headsOf(got), headsOf(want)
				}
				if got != want {
					t.Errorf("%s", apart(got, want))
				}
			})
		}
	}
}

// headsOf leaves out the paragraphs and by-lines of what told says.
func headsOf(s string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.HasPrefix(l, "0") || strings.HasPrefix(l, "by") }), "\n")
}

// apart says where two texts begin to differ.
func apart(got, want string) string {
	a, b := []rune(got), []rune(want)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	around := func(r []rune) string { return string(r[max(0, i-30):min(len(r), i+40)]) }
	return fmt.Sprintf("got …%s…\nwant …%s…", around(a), around(b))
}

// TestQuoted: a paragraph goes on in the next line where a quotation goes over the cut, however long its
// line is; not where the next paragraph begins with white or the quotation is closed.
func TestQuoted(t *testing.T) {
	column := "　　清早的渡口停了三条木船，船工老周把缆绳\n绕上石桩，等着对岸的人喊他过去，水面很静。\n"
	for text, want := range map[string]int{
		column + "　　他回过头来说：“今天的风小\n一点，早些走吧。”说完就上了船。":     3,
		column + "　　他回过头来说：“今天的风小。”\n一点也不错，早些走吧。说完就上了船。": 4,
		column + "　　他回过头来说：“今天的风小\n　　一点，早些走吧。”说完就上了船。":   4,
	} {
		var in []Line
		for i, l := range strings.Split(text, "\n") {
			in = append(in, Line{Text: l, N: i + 1})
		}
		if got := fold(in, nil).lines; len(got) != want {
			t.Errorf("%q: %d lines, want %d: %v", text, len(got), want, got)
		}
	}
}
