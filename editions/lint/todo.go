package lint

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// longestTodo is how many characters such a remark has at the most.
const longestTodo = 64

// todo reports a remark between the bracket at i and the one that closes it, and returns where it ends,
// 0 where there is none.
func (c *checker) todo(i int) int {
	t := &c.text
	if !t.in(i, "（【〔［([{") {
		return 0
	}
	end := i + 1
	for end < len(t.r) && end-i <= longestTodo && !t.in(end, "）】〕］)]}") {
		end++
	}
	if !t.in(end, "）】〕］)]}") {
		return 0
	}
	inside := strings.TrimSpace(t.quoted(i+1, end))
	if !editions.IsRemark(inside, t.in(i, "【［")) {
		return 0
	}
	c.add(i, end+1, todoFinding(t.quoted(i, end+1)))
	return end + 1
}

// isTodo tells whether a word of Latin letters is such a remark.
func isTodo(t *passage, i, j int) bool {
	switch word := t.quoted(i, j); word {
	case "TK", "TODO", "TBD", "FIXME":
		return !t.in(i-1, "（【〔［(") // told with its brackets
	default:
		return len(word) > 2 && (strings.Trim(word, "X") == "" || strings.Trim(word, "x") == "") && !t.in(i-1, "（【〔［(")
	}
}

func todoFinding(says string) source.Finding {
	return finding("TXT-TODO", source.Msg("remark-left-in-text", says), source.Msg("settle-and-take-away"))
}
