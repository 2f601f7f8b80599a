package makeup

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions"
)

// Lines returns the lines of edition.yaml that place the suggested stories of a page:
// what is to stand under its 稿件.
func Lines(gs []Suggestion, page int) []string {
	var out []string
	for _, g := range gs {
		if g.Page == page {
			out = append(out, scalar(g.Slot)+": "+ids(g.Stories))
		}
	}
	return out
}

func ids(list []string) string {
	if len(list) == 1 {
		return scalar(list[0])
	}
	var parts []string
	for _, id := range list {
		parts = append(parts, scalar(id))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

var plain = regexp.MustCompile(`^[\p{Han}A-Za-z_][\p{Han}A-Za-z0-9_-]*$`)

// scalar writes a name so that YAML reads it as one.
func scalar(s string) string {
	if plain.MatchString(s) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s)) {
		return s
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return strconv.Quote(s)
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` // a Chinese space stays one
}

// Insert returns edition.yaml with the suggestions written under 稿件 of their pages.
// All else stays as it is, comments too. It is an error where the file is written in a
// way that has no place for them.
func Insert(ed *editions.Edition, yaml []byte, gs []Suggestion) ([]byte, error) {
	lines := strings.Split(string(yaml), "\n")
	starts := make([]int, 0, len(ed.Pages)+1) // the first line of each page, from 0
	for _, pg := range ed.Pages {
		starts = append(starts, pg.Pos.Line-1)
	}
	starts = append(starts, len(lines))
	for i := len(ed.Pages) - 1; i >= 0; i-- { // from the last, so that line numbers hold
		add := Lines(gs, ed.Pages[i].Number)
		if len(add) == 0 {
			continue
		}
		from, to := starts[i], starts[i+1]
		if from < 0 || from >= to || to > len(lines) {
			return nil, fmt.Errorf("page %d is not where it was read", ed.Pages[i].Number)
		}
		part, err := insert(lines[from:to], add)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", ed.Pages[i].Number, err)
		}
		lines = slices.Concat(lines[:from], part, lines[to:])
	}
	return []byte(strings.Join(lines, "\n")), nil
}

var (
	storiesKey = regexp.MustCompile(`^(\s*(?:-\s+)?)(稿件|稿|文章|stories)\s*[:：]\s*(.*)$`)
	comment    = regexp.MustCompile(`^\s*(#.*)?$`)
)

// insert puts entries under 稿件 in the lines of one page.
func insert(page, add []string) ([]string, error) {
	end := item(page)
	for i := range end {
		m := storiesKey.FindStringSubmatch(page[i])
		if m == nil {
			continue
		}
		if !comment.MatchString(m[3]) {
			return braces(page, i, m[3], add)
		}
		return block(page, i, end, len([]rune(m[1])), add), nil
	}
	if first := strings.TrimLeft(page[0], " "); !strings.HasPrefix(first, "- ") || strings.HasPrefix(strings.TrimLeft(first, "- "), "{") {
		return nil, fmt.Errorf("it is no list of keys")
	}
	keys := len(page[0]) - len(strings.TrimLeft(page[0], " -"))
	pad := strings.Repeat(" ", keys)
	body := []string{pad + "稿件:"}
	for _, a := range add {
		body = append(body, pad+"  "+a)
	}
	return slices.Insert(slices.Clone(page), end, body...), nil
}

// item is the number of lines of a page: what comes after them, blank lines and keys
// further to the left, is of no page.
func item(page []string) int {
	dash := len(page[0]) - len(strings.TrimLeft(page[0], " "))
	end := 1
	for i := 1; i < len(page); i++ {
		if comment.MatchString(page[i]) {
			continue
		}
		if indent(page[i]) <= dash && !strings.HasPrefix(strings.TrimLeft(page[i], " "), "- ") {
			break
		}
		end = i + 1
	}
	return end
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// block adds entries after the last one under the key at line i, which stands keys columns in.
func block(page []string, i, end, keys int, add []string) []string {
	last, in := i, -1
	for j := i + 1; j < end; j++ {
		if comment.MatchString(page[j]) {
			continue
		}
		if indent(page[j]) <= keys {
			break
		}
		if in < 0 {
			in = indent(page[j])
		}
		last = j
	}
	if in < 0 {
		in = keys + 2
	}
	var body []string
	for _, a := range add {
		body = append(body, strings.Repeat(" ", in)+a)
	}
	return slices.Insert(slices.Clone(page), last+1, body...)
}

// braces adds entries to a mapping in braces that ends on the line of its key.
func braces(page []string, i int, value string, add []string) ([]string, error) {
	at := strings.LastIndex(page[i], "}")
	if !strings.HasPrefix(value, "{") || at < 0 || !comment.MatchString(page[i][at+1:]) {
		return nil, fmt.Errorf("稿件 is no list of slots that could be added to")
	}
	head := strings.TrimRight(page[i][:at], " ")
	if !strings.HasSuffix(head, "{") && !strings.HasSuffix(head, ",") {
		head += ","
	}
	out := slices.Clone(page)
	out[i] = strings.TrimRight(head, " ") + " " + strings.Join(add, ", ") + page[i][at:]
	if strings.HasSuffix(head, "{") {
		out[i] = head + strings.Join(add, ", ") + page[i][at:]
	}
	return out, nil
}
