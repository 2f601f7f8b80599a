package unit

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Named holds the Chinese type sizes (号) in thousandths of a point (clreq 2.3.5).
var named = map[string]int64{
	"特大号": 63000, "特号": 54000, "初号": 42000, "小初": 36000, "一号": 26250, "小一": 24000,
	"二号": 21000, "小二": 18000, "三号": 15750, "小三": 15000, "四号": 13875, "小四": 12000,
	"五号": 10500, "小五": 9000, "六号": 7875, "小六": 6750, "七号": 5250, "八号": 4500,
}

// Sizes lists the names of the Chinese type sizes, the greatest first.
func Sizes() []string {
	return slices.SortedFunc(maps.Keys(named), func(a, b string) int { return cmp.Compare(named[b], named[a]) })
}

// Measure is a length as written: a decimal amount and its unit. It is absolute, or
// counts body characters (字, em) or body lines (行).
type Measure struct {
	Amount int64 // thousandths of Unit
	Unit   string
}

// Grid says how long a body character and a body line are.
type Grid struct{ Char, Line Length }

// IsZero tells whether nothing was written.
func (m Measure) IsZero() bool { return m == Measure{} }

// Resolve returns the length of m on g.
func (m Measure) Resolve(g Grid) Length {
	switch m.Unit {
	case "":
		return 0
	case "mm":
		return Millimetres(m.Amount)
	case "cm":
		return Millimetres(m.Amount * 10)
	case "字", "em":
		return g.Char.MulDiv(m.Amount, 1000)
	case "行":
		return g.Line.MulDiv(m.Amount, 1000)
	}
	return Pt.MulDiv(m.Amount, 1000)
}

// ErrLength is the error for a text that is no length.
var ErrLength = errors.New("is not a length")

// ParseMeasure reads a number with a unit: pt (点, 磅), mm (毫米), cm (厘米), in,
// 字 (em), 行, or a named size such as 小五 or 三号. A zero needs no unit.
func ParseMeasure(s string) (Measure, error) {
	s = strings.TrimSpace(s)
	if v, ok := named[s]; ok {
		return Measure{v, "pt"}, nil
	}
	i := 0
	for i < len(s) && (s[i] == '-' || s[i] == '+' || s[i] == '.' || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	v, err := thousandths(s[:i])
	if err != nil {
		return Measure{}, fmt.Errorf("%q %w: write a number with pt, mm, cm, 字 or 行, or a size such as 小五", s, ErrLength)
	}
	switch u := strings.TrimSpace(s[i:]); u {
	case "pt", "点", "磅":
		return Measure{v, "pt"}, nil
	case "mm", "毫米":
		return Measure{v, "mm"}, nil
	case "cm", "厘米":
		return Measure{v, "cm"}, nil
	case "in":
		return Measure{v * 72, "pt"}, nil
	case "字", "em":
		return Measure{v, "字"}, nil
	case "行":
		return Measure{v, "行"}, nil
	case "":
		if v == 0 {
			return Measure{0, "pt"}, nil
		}
	}
	return Measure{}, fmt.Errorf("%q %w: it has no unit that is known; use pt, mm, cm, 字 or 行", s, ErrLength)
}

// Parse reads an absolute length; 字 and 行 are refused.
func Parse(s string) (Length, error) {
	m, err := ParseMeasure(s)
	if err != nil {
		return 0, err
	}
	if m.Unit == "字" || m.Unit == "行" {
		return 0, fmt.Errorf("%q depends on the body type and %w here: use pt or mm", s, ErrLength)
	}
	return m.Resolve(Grid{}), nil
}

// thousandths reads a decimal number of at most three places, below a million.
func thousandths(s string) (int64, error) {
	s, neg := strings.CutPrefix(s, "-")
	if !neg {
		s, _ = strings.CutPrefix(s, "+")
	}
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" && frac == "" || len(whole) > 6 || len(frac) > 3 {
		return 0, strconv.ErrRange
	}
	n, err := strconv.ParseUint("0"+whole+(frac + "000")[:3], 10, 40)
	if err != nil {
		return 0, err
	}
	if neg {
		return -int64(n), nil
	}
	return int64(n), nil
}
