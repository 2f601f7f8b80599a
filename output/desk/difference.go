package desk

import (
	"slices"
	"strings"

	"banxin/editions/compare"
)

// Diff is what changes of a file: words with a little of what stands around them.
type Diff struct {
	File string        `json:"file"`
	Line int           `json:"line"` // the first that changes
	Segs []compare.Seg `json:"segs"`
}

// difference compares two texts of a file: by lines first, then by words in those that are others.
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
	join := func(lines []string) string { return strings.ReplaceAll(strings.Join(lines, ""), "\r\n", "\n") }
	segs := compare.Texts(join(a[from:len(a)-end]), join(b[from:len(b)-end]))
	for i := range segs {
		if segs[i].Op == compare.Keep {
			segs[i].Text = clipped(segs[i].Text, i > 0, i < len(segs)-1)
		}
	}
	segs = slices.DeleteFunc(segs, func(s compare.Seg) bool { return s.Text == "" })
	if n := len(segs); n > 0 {
		segs[n-1].Text = strings.TrimSuffix(segs[n-1].Text, "\n")
	}
	return Diff{File: file, Line: from + 1, Segs: append([]compare.Seg{}, segs...)}
}

// around is how many characters of what stays are shown beside what changes.
const around = 12

// clipped is what is shown of a text that stays, between changes: after one, before one, or both.
func clipped(text string, after, before bool) string {
	all := []rune(text)
	if len(all) <= around || after && before && len(all) <= 2*around {
		return text
	}
	out := "…"
	if after {
		out = string(all[:around]) + out
	}
	if before {
		out += string(all[len(all)-around:])
	}
	return out
}
