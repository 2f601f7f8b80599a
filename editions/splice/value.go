package splice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions"
)

// Value is what is written into a file: a text, a list of texts, or a mapping in braces.
type Value struct {
	text  string
	list  []string
	keys  []string
	vals  []Value
	shape editions.Shape
}

// Text is a single value.
func Text(s string) Value { return Value{text: s, shape: editions.Scalar} }

// List is a list of texts; of one alone it is that text.
func List(texts ...string) Value {
	if len(texts) == 1 {
		return Text(texts[0])
	}
	return Value{list: texts, shape: editions.Sequence}
}

// Map is a mapping of one key, for With to add to.
func Map(key string, v Value) Value { return Value{shape: editions.Mapping}.With(key, v) }

// With returns a mapping with another key behind those it has.
func (v Value) With(key string, val Value) Value {
	v.keys, v.vals = append(slices.Clip(v.keys), key), append(slices.Clip(v.vals), val)
	return v
}

// String is the value on one line.
func (v Value) String() string {
	switch v.shape {
	case editions.Sequence:
		var parts []string
		for _, s := range v.list {
			parts = append(parts, Scalar(s))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case editions.Mapping:
		var parts []string
		for i, k := range v.keys {
			parts = append(parts, Scalar(k)+": "+v.vals[i].String())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return Scalar(v.text)
}

func (v Value) meant() *meaning {
	m := &meaning{text: v.text, shape: v.shape, keys: v.keys}
	for _, s := range v.list {
		m.items = append(m.items, Text(s).meant())
	}
	for _, x := range v.vals {
		m.items = append(m.items, x.meant())
	}
	return m
}

// plain is text that needs no quotation marks anywhere, however it is read.
var plain = regexp.MustCompile(`^(?:[\p{Han}A-Za-z_]|\d+(?:[\p{Han}A-Za-z-]|$))[\p{Han}A-Za-z0-9_.%-]*$`)

// figures are numbers that other readers of YAML take for other numbers: 0x1f, 1e3, 010.
var figures = regexp.MustCompile(`^0\d+$|^0[xob]|^\d+[eE]\d*$|^\d+\.?$`)

var words = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// Scalar writes a text so that YAML reads it as one.
func Scalar(s string) string {
	number, err := strconv.Atoi(s)
	if err == nil && strconv.Itoa(number) == s {
		return s
	}
	if plain.MatchString(s) && !figures.MatchString(s) && !slices.Contains(words, strings.ToLower(s)) && !strings.HasSuffix(s, "-") {
		return s
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return strconv.Quote(s)
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` // a Chinese space stays one
}

// Number is a whole number.
func Number(n int) Value { return Text(strconv.Itoa(n)) }
