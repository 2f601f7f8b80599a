package guide

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Text writes a chapter for a terminal of so many columns.
func (b *Book) Text(w io.Writer, c Chapter, say words.Locale, columns int) error {
	source := []byte(b.markdown(c, say))
	doc := b.goldmark(say).Parser().Parse(text.NewReader(source))
	t := &terminal{w: bufio.NewWriter(w), source: source, say: say, columns: max(columns, 20), book: b}
	t.children(doc, "", "")
	return t.w.Flush()
}

// terminal writes blocks, each followed by an empty line.
type terminal struct {
	w       *bufio.Writer
	source  []byte
	say     words.Locale
	columns int
	book    *Book
	written bool
}

// gap parts a block from the one before.
func (t *terminal) gap() {
	if t.written {
		_ = t.w.WriteByte('\n') // what fails, fails when it is flushed
	}
	t.written = true
}

// children writes blocks; what stands before their first line, and before the others.
func (t *terminal) children(n ast.Node, first, rest string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.block(c, first, rest)
		first = rest
	}
}

func (t *terminal) block(n ast.Node, first, rest string) {
	switch n := n.(type) {
	case *ast.Heading:
		t.gap()
		name := t.inline(n)
		t.line(first, name)
		if n.Level <= 2 {
			t.line(rest, strings.Repeat(map[bool]string{true: "=", false: "-"}[n.Level == 1], report.Columns(name)))
		}
	case *ast.FencedCodeBlock:
		t.fence(n, rest)
	case *ast.List:
		t.list(n, first, rest)
	case *extast.Table:
		t.table(n, rest)
	case *ast.Blockquote:
		t.children(n, first+"│ ", rest+"│ ")
	case *ast.Paragraph, *ast.TextBlock:
		t.gap()
		t.paragraph(t.inline(n), first, rest)
	}
}

func (t *terminal) line(before, s string) {
	fmt.Fprintln(t.w, strings.TrimRight(before+s, " "))
}

func (t *terminal) fence(n *ast.FencedCodeBlock, rest string) {
	t.gap()
	if n.Info != nil {
		if name := fileName(string(n.Info.Segment.Value(t.source)), t.say); name != "" {
			t.line(rest+"  ", t.say.T("colon", name))
		}
	}
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		t.line(rest+"    ", strings.TrimSuffix(string(seg.Value(t.source)), "\n"))
	}
}

func (t *terminal) list(n *ast.List, first, rest string) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		sign := "- "
		if n.IsOrdered() {
			sign = fmt.Sprintf("%d. ", number)
			number++
		}
		if n.IsTight && item.PreviousSibling() != nil {
			t.written = false
		}
		t.children(item, first+sign, rest+strings.Repeat(" ", len(sign)))
		first = rest
		t.written = true
	}
}

// table writes rows, all columns but the last as wide as they need.
func (t *terminal) table(n *extast.Table, rest string) {
	t.gap()
	var rows [][]string
	var wide []int
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			s := t.inline(c)
			if len(cells) == len(wide) {
				wide = append(wide, 0)
			}
			wide[len(cells)] = min(max(wide[len(cells)], report.Columns(s)), t.columns/2)
			cells = append(cells, s)
		}
		rows = append(rows, cells)
	}
	for _, cells := range rows {
		if strings.Join(cells, "") == "" {
			continue
		}
		var before strings.Builder
		before.WriteString(rest)
		for i, s := range cells[:len(cells)-1] {
			before.WriteString(s + strings.Repeat(" ", max(wide[i]-report.Columns(s), 0)+2))
		}
		head := before.String()
		t.paragraph(cells[len(cells)-1], head, strings.Repeat(" ", min(report.Columns(head), t.columns/2)))
	}
}

// inline is the text of a block; the marks of code, and where links lead, are kept.
func (t *terminal) inline(n ast.Node) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out.Write(c.Segment.Value(t.source))
			if c.SoftLineBreak() && !t.say.Chinese {
				out.WriteByte(' ')
			}
			if c.HardLineBreak() {
				out.WriteByte('\n')
			}
		case *ast.CodeSpan:
			out.WriteString("`" + plain(c, t.source) + "`")
		case *ast.Link:
			out.WriteString(t.link(c))
		case *ast.AutoLink:
			out.Write(c.URL(t.source))
		case *ast.Image:
			out.WriteString(t.say.T("guide.picture", plain(c, t.source)))
		default:
			out.WriteString(t.inline(c))
		}
	}
	return out.String()
}

// link is a link's text and where it leads: to a chapter, by the command that shows it.
func (t *terminal) link(n *ast.Link) string {
	name, to := t.inline(n), string(n.Destination)
	if _, code := n.FirstChild().(*ast.CodeSpan); code && n.ChildCount() == 1 && strings.HasSuffix(to, ".html") {
		return name
	}
	for _, c := range t.book.chapters {
		if page, _, _ := strings.Cut(to, "#"); page == c.page(t.say.Chinese) {
			return t.say.T("see-topic", name, t.book.Topic(c, t.say))
		}
	}
	return name + " <" + to + ">"
}

// Topic is what banxin help calls a chapter.
func (b *Book) Topic(c Chapter, say words.Locale) string {
	if say.Chinese {
		return b.Title(c, say)
	}
	return c.Slug
}

// paragraph writes a text in lines; Han characters may stand at the end of a line, words stay
// whole, and no line begins with a closing mark.
func (t *terminal) paragraph(s, first, rest string) {
	for _, hard := range strings.Split(s, "\n") {
		line, used := first, report.Columns(first)
		empty := true
		for _, piece := range pieces(hard) {
			w := report.Columns(strings.TrimRight(piece, " "))
			if used+w > t.columns && !empty {
				t.line("", line)
				line, used, empty = rest, report.Columns(rest), true
			}
			if empty {
				piece = strings.TrimLeft(piece, " ")
			}
			line, used = line+piece, used+report.Columns(piece)
			empty = empty && piece == ""
		}
		t.line("", line)
		first = rest
	}
}

// closing are marks that no line begins with, opening those that none ends with.
const closing, opening = "，。、；：？！）》」』”’…—", "（《「『“‘"

// pieces cuts a text where lines may break.
func pieces(s string) (out []string) {
	var now strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		now.WriteRune(r)
		if i+1 == len(runes) || breaks(r, runes[i+1]) {
			out = append(out, now.String())
			now.Reset()
		}
	}
	return out
}

// breaks tells whether a line may break between two characters.
func breaks(a, b rune) bool {
	if strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a) || b == ' ' {
		return false
	}
	return a == ' ' || wide(a) || wide(b)
}

func wide(r rune) bool { return unicode.Is(unicode.Han, r) || report.Columns(string(r)) == 2 }
