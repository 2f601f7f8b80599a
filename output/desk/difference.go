package desk

import "strings"

// difference is what changes of a text, in whole lines: from the first that is another to the last.
func difference(file, was, now string) Diff {
	a, b := strings.SplitAfter(was, "\n"), strings.SplitAfter(now, "\n")
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < len(a)-from && end < len(b)-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	trim := func(lines []string) []string {
		out := []string{}
		for _, l := range lines {
			if l != "" {
				out = append(out, strings.TrimRight(l, "\r\n"))
			}
		}
		return out
	}
	return Diff{File: file, Line: from + 1, Was: trim(a[from : len(a)-end]), Now: trim(b[from : len(b)-end])}
}
