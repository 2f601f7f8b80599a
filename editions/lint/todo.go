package lint

import (
	"strings"
	"unicode/utf8"

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

// left reports what stands in a paragraph that is for programs or for make-up: （下转第2版）, // 不要,
// {楷} before the words.
func (c *checker) left() bool {
	t := &c.text
	s := string(t.r)
	if at := editions.JumpLine(s); at != nil {
		i := utf8.RuneCountInString(s[:at[0]])
		j := i + utf8.RuneCountInString(s[at[0]:at[1]])
		c.add(i, j, finding("TXT-TODO", source.Msg("jump-lines-made-by-banxin", s[at[0]:at[1]]), source.Msg("delete-and-name-page-in-head")))
		return true
	}
	if editions.Slashed(s) {
		c.add(0, len(t.r), todoFinding(t.quoted(0, min(len(t.r), 20))))
		return true
	}
	if word := editions.Braced(s); word != "" && !editions.IsRemark(word[1:len(word)-1], word[0] == '[') {
		c.add(0, utf8.RuneCountInString(word), finding("TXT-TODO", source.Msg("no-kind-before-text", word), source.Msg("write-kind-behind-paragraph")))
		return true
	}
	return false
}
