package lint

import (
	"regexp"
	"strings"

	"banxin/editions/source"
)

// What people leave in copy for themselves, to be settled before it is printed.
var (
	// inBrackets is a remark between brackets of any kind; inSquare one between square ones, where （图）
	// and （图1） may well be meant for readers.
	inBrackets = regexp.MustCompile(`^(?:.{0,6}(?:待核|待查|待补|待确认|待填|待改|待写|待校|存疑|请核|请查|需核|须核|再核|未核|核实一下|查一下|问一下|确认一下|再确认).{0,6}|核实|核对|缺图|缺照片|缺数据|补图|此处(?:插|配|放|加|补|缺).{0,8}|TK|tk|TODO|todo|TBD|tbd|[Xx]{2,}|[？?]+)$`)
	inSquare   = regexp.MustCompile(`^(?:图|图片|照片|配图|插图|图表|题图|头图|图片?[0-9一二三四五六七八九十]{1,2}|图片?[:：].{0,12}|插入图片.{0,6})$`)
)

// longestTodo is how many characters such a remark has at the most.
const longestTodo = 20

// todo reports a remark between the bracket at i and the one that closes it, and returns where it ends,
// 0 where there is none.
func (c *checker) todo(i int) int {
	t := &c.text
	if !t.in(i, "（【〔［(") {
		return 0
	}
	end := i + 1
	for end < len(t.r) && end-i <= longestTodo && !t.in(end, "）】〕］)") {
		end++
	}
	if !t.in(end, "）】〕］)") {
		return 0
	}
	inside := strings.TrimSpace(t.quoted(i+1, end))
	if !inBrackets.MatchString(inside) && (!t.in(i, "【［") || !inSquare.MatchString(inside)) {
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
