package editions

import (
	"bytes"
	"regexp"
	"strings"

	"banxin/editions/source"
)

var headFence = regexp.MustCompile("^(?:[-－—–─_=~·.﹣➖*＊+#]{2,}|[`｀]{3,}[a-z]*)$")

// head is where the head of a story stands in its file, as it was meant.
type head struct {
	keys, end int // its lines
	body      int // where the text begins
	at        int // the place of what is wrong
	msg, hint source.Message
}

// findHead finds the head of a story. It may be not between two lines of three hyphens: one or
// both are of other signs, stand at the end of a key's line, or are missing; what is wrong is then
// said in it. False: the story has none.
func findHead(data []byte, at int) (head, bool) {
	h, ok := headFrom(data, at)
	if line, next := headLine(data, h.body); ok && h.msg.ID == "line-before-head" && strings.HasPrefix(strings.TrimSpace(line), "```") {
		if above, _ := headLine(data, h.at); strings.HasPrefix(above, "```") {
			h.body, h.msg, h.hint = next, source.Msg("head-within-code-fence"), source.Msg("take-both-lines-away")
		}
	}
	return h, ok
}

func headFrom(data []byte, at int) (head, bool) {
	first := at
	line, next := headLine(data, at)
	for line == "" && next > first && next < len(data) {
		first = next
		line, next = headLine(data, first)
	}
	h := head{keys: next, at: first}
	if below, after := headLine(data, next); headFence.MatchString(strings.TrimSpace(line)) && below == "---" && opensHead(data, after) {
		h.keys, h.msg, h.hint = after, source.Msg("line-before-head"), source.Msg("take-line-away")
		return h, h.close(data)
	}
	switch text := strings.TrimSpace(line); {
	case line == "---" && first == at:
		h.close(data)
		return h, true
	case text == "---" && first == at:
		h.msg, h.hint = source.Msg("hyphens-indented"), source.Msg("take-blanks-before-hyphens-away")
	case text == "---":
		h.msg, h.hint = source.Msg("blank-lines-before-head"), source.Msg("take-blank-lines-away")
	case headFence.MatchString(text):
		h.msg, h.hint = source.Msg("head-begins-with-other-line"), source.Msg("begin-file-with-three-hyphens")
	case headKey(unlisted(text)):
		h.keys, h.msg, h.hint = first, source.Msg("head-without-first-line"), source.Msg("put-line-before-head")
	default:
		fence, keys := linesAbove(data, next)
		if fence < 0 {
			return head{}, false
		}
		h.keys, h.msg, h.hint = keys, source.Msg("line-before-head"), source.Msg("take-line-away")
		if fence > next {
			h.msg, h.hint = source.Msg("lines-before-head"), source.Msg("take-away-what-stands-before-hyphens")
		}
	}
	return h, h.close(data)
}

// mostAbove is how many lines may stand before the head of a story to be told as such.
const mostAbove = 6

// linesAbove finds, within the next lines, the hyphens with which a head begins: where they stand, and
// the line behind them. -1: there are none.
func linesAbove(data []byte, at int) (fence, keys int) {
	for range mostAbove {
		line, next := headLine(data, at)
		if line == "---" && opensHead(data, next) {
			return at, next
		}
		at = next
	}
	return -1, at
}

// headLine is the line at an offset, or as much of it as tells what it is, and where the next
// begins.
func headLine(data []byte, at int) (string, int) {
	line, _, _ := bytes.Cut(data[at:], []byte("\n"))
	next := min(at+len(line)+1, len(data))
	return strings.TrimRight(string(line[:min(len(line), 400)]), " \t\r"), next
}

// close finds where a head ends. False: nothing of it is there.
func (h *head) close(data []byte) bool {
	opened, known, blank := h.msg.ID, false, false
	for from := h.keys; from < len(data); {
		line, next := headLine(data, from)
		text := strings.TrimSpace(line)
		switch value, fenced := fenceBehind(line); {
		case line == "---":
			h.end, h.body = from, next
			return true
		case text == "---" && !closes(data, next):
			h.shut(head{at: from, end: from, body: next, msg: source.Msg("hyphens-indented"), hint: source.Msg("take-blanks-before-hyphens-away")})
			return known || opened == ""
		case headFence.MatchString(line) && !closes(data, next):
			h.shut(head{at: from, end: from, body: next, msg: source.Msg("head-ends-with-other-line"), hint: source.Msg("write-three-hyphens-there")})
			return known || opened == ""
		case textBehind(line) && !closes(data, next):
			body := from + len(line) - len(strings.TrimLeft(line, "- 　"))
			h.shut(head{at: body, end: from, body: body, msg: source.Msg("text-behind-hyphens"), hint: source.Msg("put-text-on-line-below")})
			return known || opened == ""
		case text == "":
			blank = true
		case headKey(text) && fenced && !closes(data, next):
			h.shut(head{at: from + len(value), end: from + len(value), body: next, msg: source.Msg("fence-behind-value"), hint: source.Msg("write-three-hyphens-on-own-line")})
			return true
		case headKey(unlisted(text)):
			known, blank = true, false
		case !goesOn(data, from, line, blank):
			h.shut(head{at: from, end: from, body: from, msg: source.Msg("front-matter-no-end"), hint: source.Msg("put-line-before-text")})
			return known
		}
		from = next
	}
	h.shut(head{at: len(data), end: len(data), body: len(data), msg: source.Msg("front-matter-no-end"), hint: source.Msg("put-line-after-last-key")})
	return known
}

// closes tells whether keys go on from a place to a line of three hyphens.
func closes(data []byte, from int) bool {
	for from < len(data) {
		line, next := headLine(data, from)
		switch {
		case line == "---":
			return true
		case line != "" && !strings.ContainsAny(line[:1], " \t#-]}") && !headKey(line) && !keyLine.MatchString(line):
			return false
		}
		from = next
	}
	return false
}

// fenceBehind parts three hyphens, or what stands for them, from the value that they stand behind.
func fenceBehind(line string) (value string, ok bool) {
	value = strings.TrimRight(line, "-－")
	return strings.TrimRight(value, " "), len(value)+len("---") <= len(line) && strings.HasSuffix(value, " ") && strings.TrimSpace(value) != ""
}

// textBehind tells whether a line has three hyphens and the text behind them: ---本报讯….
func textBehind(line string) bool {
	text := strings.TrimLeft(strings.TrimPrefix(line, "---"), " 　")
	return strings.HasPrefix(line, "---") && chinese(text) && !strings.HasPrefix(text, "-") && !headKey(text)
}

// shut ends a head where its last line should be. Where the first is wrong too, that is said of
// both.
func (h *head) shut(as head) {
	h.end, h.body = as.end, as.body
	switch h.msg.ID {
	case "", "blank-lines-before-head", "line-before-head", "lines-before-head":
		h.at, h.msg, h.hint = as.at, as.msg, as.hint
	case "head-without-first-line":
		if as.msg.ID == "front-matter-no-end" {
			h.msg, h.hint = source.Msg("head-without-fences"), source.Msg("put-lines-round-head")
		}
	case "head-begins-with-other-line":
		h.msg, h.hint = source.Msg("head-between-other-lines"), source.Msg("write-three-hyphens-in-both")
		if as.msg.ID == "front-matter-no-end" {
			h.msg, h.hint = source.Msg("head-without-fences"), source.Msg("put-lines-round-head")
		}
	}
}

// unlisted is a line without the sign of an item before its key.
func unlisted(line string) string {
	rest, _ := listedKey(line)
	return rest
}

// opensHead tells whether the first line from a place that is not blank begins with a key.
func opensHead(data []byte, at int) bool {
	line, _ := headLine(data, at)
	return headKey(unlisted(strings.TrimSpace(line)))
}

// headKey tells whether a line begins with a key of a story's head, whatever stands behind it.
func headKey(line string) bool {
	end := strings.IndexAny(line, ":：=＝；")
	if end < 0 {
		return false
	}
	key := narrow(line[:end])
	return find(storyWords, key) >= 0 || also(storyWords, key)
}

// goesOn tells whether a line belongs to the keys before it: it is indented, an entry of a list, a
// remark, or has a key that nobody knows; or a line of hyphens follows before the text does.
func goesOn(data []byte, from int, line string, blank bool) bool {
	if strings.ContainsAny(line[:1], " \t#]}") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "　") || !blank && keyLine.MatchString(line) {
		return true
	}
	for range 4 {
		l, next := headLine(data, from)
		if l == "---" {
			return true
		}
		if l == "" || next >= len(data) {
			return false
		}
		from = next
	}
	return false
}
