package editions

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"banxin/editions/source"
)

// Lines of a paragraph that are meant to stand by themselves: rows of a table, items of a list, a
// subhead whose space was forgotten.

// itemForms are what people type before items, each with what stands there in a list; "" is a sign that is
// kept behind the bullet of one.
var itemForms = []struct {
	form *regexp.Regexp
	as   string // $1: its number
}{
	{regexp.MustCompile(`^([0-9０-９]{1,3})[.．]\s*[^0-9０-９\s]`), "$1."},
	{regexp.MustCompile(`^(?:[-－–●○■◆▪•·＊+＋*]\s*|—\s*)[^-－–—●○■◆▪•·＊+＋*\s]`), "-"},
	{regexp.MustCompile(`^[0-9]{1,3}[、)）]`), ""},
	{regexp.MustCompile(`^[（(][0-9一二三四五六七八九十]{1,3}[)）]`), ""},
	{regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`), ""},
	{regexp.MustCompile(`^[①-⑳]`), ""},
}

// linesSlip reports a paragraph whose lines are meant to stand by themselves.
func (b *body) linesSlip(n ast.Node, kind Kind) bool {
	if kind != Plain || b.within != nil || n.Lines() == nil || n.Lines().Len() == 0 {
		return false
	}
	rows := b.rowsOf(n)
	return b.tableSlip(n, rows) || b.itemsSlip(n, rows) || b.verseSlip(n, rows)
}

// itemsSlip reports two lines or more that begin as items do.
func (b *body) itemsSlip(n ast.Node, rows []string) bool {
	if len(rows) < 2 {
		return false // as most paragraphs
	}
	for _, f := range itemForms {
		first, count := "", 0
		for _, r := range rows {
			if f.form.MatchString(r) {
				if count++; count == 1 {
					first = r
				}
			}
		}
		if count < 2 {
			continue
		}
		b.tellLines("SRC-MARK", n, source.Msg("items-run-together", count), source.Msg("write-items-as", clip(itemAs(f.form, f.as, first), 16)))
		return true
	}
	return false
}

// itemAs is a line as an item of a list.
func itemAs(form *regexp.Regexp, as, line string) string {
	if as == "" {
		return "- " + line
	}
	at := form.FindStringSubmatchIndex(line)
	_, last := utf8.DecodeLastRuneInString(line[:at[1]])
	return narrow(string(form.ExpandString(nil, as, line, at))) + " " + line[at[1]-last:]
}

// lonelyItem is a paragraph that begins as an item of a list does, but for the space.
var lonelyItem = regexp.MustCompile(`^(?:-|[－–—]\s+)([\p{Han}“《].*)`)

// subheadSlip reports a line that begins as a subhead or an item does.
func (b *body) subheadSlip(t Text) {
	s := t.Runs[0].Text
	rest := strings.TrimLeft(s, "#＃")
	signs := s[:len(s)-len(rest)]
	rest = strings.Trim(rest, " 　")
	switch {
	case b.story.Told(t.Span):
	case rest == "" || signs == "":
		if m := lonelyItem.FindStringSubmatch(s); m != nil {
			b.desk.add("SRC-MARK", b.file.Pos(t.Runs[0].Span), source.Msg("item-without-space", clip(s, 12)), source.Msg("write-as", "- "+m[1]))
			b.story.told = append(b.story.told, source.Span{Start: t.Span.Start, End: t.Span.Start + len(s) - len(m[1])})
		}
	case b.story.Span.Start == b.story.Span.End && strings.TrimSpace(string(b.file.Data[b.base:max(b.base, t.Span.Start)])) == "": // that it has no head has been told
	case strings.Contains(signs, "＃"):
		b.desk.add("SRC-MARK", b.file.Pos(t.Span), source.Msg("subhead-sign-full-width", clip(s, 12)), source.Msg("write-as", "## "+rest))
	case len(signs) > 1, subheadLike(rest):
		b.desk.add("SRC-MARK", b.file.Pos(t.Span), source.Msg("no-subhead-without-space-after", clip(s, 12)), source.Msg("write-as", "## "+rest))
	}
}

// longSubhead is how many characters a subhead has at the most that is told by one # alone.
const longSubhead = 24

// subheadLike tells whether a line behind # is a subhead: no number, no topic between two of the sign, no
// sentence.
func subheadLike(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return utf8.RuneCountInString(line) <= longSubhead && !strings.ContainsAny(line, "#＃。；") && (isCJK(first) || strings.ContainsRune("“《", first))
}

// inksLine is a colour with its inks on the line of the key of colours, without a colon between them.
var inksLine = later(`^( *)(?:颜色|colors)(: +)([^\s:{}#"'\[]+)([ 　]*)(\{[^{}]*\})\s*$`)

// inksBehind puts such a colour on a line of its own: 报红: {m: 100, y: 90}.
func inksBehind(start int, line string) (slip, bool) {
	m := inksLine().FindStringSubmatchIndex(line)
	if m == nil {
		return slip{}, false
	}
	name, key := line[m[6]:m[7]], strings.TrimSpace(line[:m[4]])
	right, pad := name+": "+line[m[10]:m[11]], m[3]+2
	return slip{start + m[6], source.Msg("keys-on-line-of-their-key", key), source.Msg("put-on-next-line-indented", right, pad), &mend{start + m[4], start + m[10], ":\n" + strings.Repeat(" ", pad) + name + ": "}}, true
}
