package notes

import "banxin/editions"

// Between pins the words of a story between two places of its file, by line and column, both
// counted in; false: nothing stands there.
func Between(s *editions.Story, file string, from, to [2]int) (Quotation, bool) {
	all := chars(s)
	first, last := -1, -1
	for i, c := range all {
		at := [2]int{c.at.Line, c.at.Col}
		if c.at.File != file || less(at, from) || less(to, at) {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return Quotation{}, false
	}
	return quotation(all, first, last+1), true
}

// less tells whether a place comes before another.
func less(a, b [2]int) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }
