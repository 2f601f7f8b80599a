package lint

import "banxin/editions/source"

// What a keyboard or an input method puts among figures: 3。5 for 3.5, 3，500 for 3,500, 2O26 for 2026.

const (
	afterDecimals = "万亿元%％‰倍公千米吨克斤亩度℃折升厘毫平个"
	afterGroups   = "万亿元人个名公吨米克斤亩度辆户件家册本次条张份岁多余"
	afterLetters  = "年月日号时点分人个元万亿岁名米次"
	ofDates       = "年月日时点"
)

// mistyped reports a number that begins at i with signs of text in it, and returns where it ends; 0: there is
// none.
func (c *checker) mistyped(i int) int {
	t := &c.text
	if k := t.kindAt(i - 1); k == digit || k == letter || t.in(i-1, ".．-") {
		return 0
	}
	want, j := t.lettered(i)
	if want == nil {
		want, j = t.marked(i)
	}
	if want == nil {
		return 0
	}
	c.form(i, j, source.Warning, source.Msg("signs-of-text-among-figures", t.quoted(i, j)), source.Msg("write-marks-as", string(want)))
	return j
}

// figuresFor are the figures that letters are taken for.
var figuresFor = map[rune]rune{'O': '0', 'o': '0', 'l': '1', 'I': '1'}

// lettered are the figures that a word of figures and letters like them is meant for; nil: it is none.
func (t *passage) lettered(i int) (want []rune, j int) {
	figures, letters := 0, 0
	for j = i; t.kindAt(j) == digit || t.kindAt(j) == letter; j++ {
		r := t.r[j]
		if t.k[j] == letter {
			letters++
			if r = figuresFor[r]; r == 0 {
				return nil, 0
			}
		} else {
			figures++
		}
		want = append(want, r)
	}
	switch {
	case letters == 0, figures < letters, !t.in(j, afterLetters):
		return nil, 0
	case t.k[i] == letter && !t.in(j, ofDates), t.k[j-1] == letter && t.r[j-1] != 'O' && t.r[j-1] != 'o' && !t.in(j, ofDates): // O2, 10l
		return nil, 0
	}
	return want, j
}

// marked are the figures that a number with marks of text is meant for; nil: it has none.
func (t *passage) marked(i int) (want []rune, j int) {
	digits := func(k int) int {
		for t.kindAt(k) == digit {
			k++
		}
		return k
	}
	if j = digits(i); j == i {
		return nil, 0
	}
	if k := digits(j + 1); t.at(j) == '。' && k > j+1 && k-j <= 3 && t.in(k, afterDecimals) && !t.has(k, "个月") && !t.has(k, "个半") {
		return append(append(append(want, t.r[i:j]...), '.'), t.r[j+1:k]...), k
	}
	want = append(want, t.r[i:j]...)
	groups, first := 0, j-i
	for t.at(j) == '，' && digits(j+1) == j+4 {
		want = append(append(want, ','), t.r[j+1:j+4]...)
		j += 4
		groups++
	}
	if groups == 0 || t.at(i-1) == '，' && t.kindAt(i-2) == digit || first > 3 || t.r[i] == '0' || first == 3 && groups > 1 || !t.in(j, afterGroups) {
		return nil, 0
	}
	return want, j
}
