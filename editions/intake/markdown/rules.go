package markdown

import (
	"bytes"
	"slices"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/source"
)

// Lines of signs part sections, and stories, where Markdown is not a story of a paper. A story file has none:
// they are read as a paragraph that is theirs alone.

var ruleForm = form.Of(`^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?$`)

// ruleLine stands for a line of signs between empty ones.
const ruleLine = "─────"

// ruled puts it in the places of those.
func ruled(text string) string {
	lines := strings.Split(text, "\n")
	blank := func(i int) bool { return i < 0 || i >= len(lines) || strings.TrimSpace(lines[i]) == "" }
	for i := range lines {
		if ruleForm().MatchString(lines[i]) && i > 0 && blank(i-1) && blank(i+1) {
			lines[i] = ruleLine
		}
	}
	return strings.Join(lines, "\n")
}

// belowRule tells whether a line of a text, counted from 1, is a headline that stands below a line of signs.
func belowRule(text []byte, line int) bool {
	lines := bytes.Split(text, []byte("\n"))
	at := line - 1
	if at < 1 || at >= len(lines) || !bytes.HasPrefix(lines[at], []byte("# ")) {
		return false
	}
	for at--; at > 0 && len(bytes.TrimSpace(lines[at])) == 0; {
		at--
	}
	return string(bytes.TrimSpace(lines[at])) == ruleLine
}

// apart puts an empty line between the lines of a conversation that stand close, of which Markdown makes one
// paragraph, and tells which lines of the text it returns those are, in order, counted from 1.
func apart(text string) (string, []int) {
	lines := strings.Split(text, "\n")
	var out []string
	var put []int
	for i := 0; i < len(lines); {
		n := 0
		for i+n < len(lines) && strings.TrimSpace(lines[i+n]) != "" {
			n++
		}
		if n == 0 {
			out = append(out, lines[i])
			i++
			continue
		}
		talk := intake.IsTalk(lines[i : i+n])
		for k, line := range lines[i : i+n] {
			if talk && k > 0 {
				out = append(out, "")
				put = append(put, len(out))
			}
			out = append(out, line)
		}
		i += n
	}
	return strings.Join(out, "\n"), put
}

// inserted is how many of the lines that were put into a text stand at one of it or before.
func inserted(put []int, line int) int {
	n, found := slices.BinarySearch(put, line)
	if found {
		n++
	}
	return n
}

// before is how many of them stand before what was a line of the file.
func before(put []int, line int) (n int) {
	for n < len(put) && put[n] <= line+n {
		n++
	}
	return n
}

// placed is the place in the file of one in the text with lines put into it.
func placed(pos source.Pos, put []int) source.Pos {
	pos.Line -= inserted(put, pos.Line)
	pos.EndLine -= inserted(put, pos.EndLine)
	return pos
}
