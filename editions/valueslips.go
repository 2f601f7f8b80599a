package editions

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// stops are the marks that get behind a value by habit.
const stops = "，。；、！,;. 　"

// marksAround are the marks of quotation and of titles that get round a name by habit.
const marksAround = "“”‘’「」《》〈〉\"'"

// single is the value of a list that has one alone, where a value is wanted: 头版 of [头版]. It is told.
func (d *desk) single(v *value) *value {
	if !said(v) || v.shape != list || len(v.items) != 1 || v.items[0].shape != scalar {
		return v
	}
	d.at("SRC-TYPE", v, source.Msg("expected-one-value-here-not-list"), source.Msg("write-as", v.items[0].text))
	return v.items[0]
}

// unmarked is a value without the marks of a sentence behind it: 48 for 48，. They are told.
func (d *desk) unmarked(v *value) *value {
	if !said(v) || v.shape != scalar || v.quoted || v.block {
		return v
	}
	text := strings.TrimRight(v.text, " 　")
	bare := strings.TrimRight(text, stops)
	if bare == "" || bare == text {
		return v
	}
	d.at("SRC-VALUE", v, source.Msg("mark-behind-value", v.text), source.Msg("write-as", bare))
	out := *v
	out.text = bare
	return &out
}

// uncommaed is a value without the comma behind it with which a line of another program ends. It is told.
func (d *desk) uncommaed(v *value) *value {
	if !said(v) || v.shape != scalar || !v.exact || v.quoted || v.block {
		return v
	}
	bare := strings.TrimRight(v.text, ",，、;； 　")
	if bare == "" || bare == strings.TrimRight(v.text, " 　") {
		return v
	}
	d.at("SRC-VALUE", v, source.Msg("mark-behind-value", v.text), source.Msg("write-as", bare))
	out := *v
	out.text, out.span.End = bare, v.span.Start+len(bare)
	return &out
}

var (
	bare      = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)$`)
	counting  = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)个?(字符|字|行)宽?高?$`)
	inChinese = regexp.MustCompile(`^(半|[零一二两三四五六七八九十]{1,3})个?(字|行)$`)
	otherUnit = regexp.MustCompile(`^(?i)([0-9]+(?:\.[0-9]+)?)(px|像素|p|point|points|磅值|点|pt|毫米|m|mm|公分|厘米|公厘|c|cm|寸|英寸|inch|inches|"|in)$`)
	oddSize   = regexp.MustCompile(`^(小)?([1-8一二三四五六七八初])号?(?:字|号字)?$`)
)

// units are the units that people write, in small letters, with those that banxin knows.
var units = map[string]string{
	"px": "pt", "像素": "pt", "p": "pt", "point": "pt", "points": "pt", "磅值": "pt", "点": "pt", "pt": "pt", "毫米": "mm", "m": "mm", "mm": "mm", "公厘": "mm",
	"公分": "cm", "厘米": "cm", "c": "cm", "cm": "cm", "寸": "in", "英寸": "in", "inch": "in", "inches": "in", `"`: "in", "in": "in",
}

var chineseSizes = strings.NewReplacer("1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八")

// severalNumbers are such that blanks part: they are no one length.
var severalNumbers = later(`[0-9０-９][\s　]+[0-9０-９]`)

// lengthMeant is the length that a text means which is none, as it is to be written; one without a
// unit is in that which is given. False: nobody knows.
func lengthMeant(s, in string) (string, bool) {
	if severalNumbers().MatchString(s) {
		return "", false
	}
	n := plainly(s)
	if m := bare.FindStringSubmatch(n); m != nil {
		return m[1] + in, true
	}
	if m := counting.FindStringSubmatch(n); m != nil {
		return m[1] + strings.TrimSuffix(m[2], "符"), true
	}
	if m := inChinese.FindStringSubmatch(n); m != nil {
		if m[1] == "半" {
			return "0.5" + m[2], true
		}
		count, ok := numberMeant(m[1])
		return strconv.Itoa(count) + m[2], ok
	}
	if m := otherUnit.FindStringSubmatch(n); m != nil {
		return m[1] + units[strings.ToLower(m[2])], true
	}
	if m := oddSize.FindStringSubmatch(n); m != nil {
		size := m[1] + chineseSizes.Replace(m[2])
		if m[1] == "" {
			size += "号"
		}
		_, err := unit.ParseMeasure(size)
		return size, err == nil
	}
	if slices.Contains(noWords, n) || n == "没有" {
		return "0", true
	}
	_, err := unit.ParseMeasure(n)
	return n, err == nil
}

// lengthIn takes a length that is no length as written, and tells how it is to be written; one
// without a unit is in that which is given.
func (d *desk) lengthIn(v *value, in string) (unit.Measure, bool) {
	text, ok := lengthMeant(v.text, in)
	hint := source.Msg("write-number-with-cm-or-or")
	if ok && text != strings.TrimSpace(v.text) {
		hint = source.Msg("write-as", text)
	}
	d.at("SRC-VALUE", v, source.Msg("not-length", v.text), hint)
	if !ok {
		return unit.Measure{}, false
	}
	m, err := unit.ParseMeasure(text)
	return m, err == nil
}

// gap takes the distance of columns; a number alone counts characters.
func (b *builder) gap(v *value) unit.Measure {
	if v.shape == scalar && bare.MatchString(plainly(v.text)) && v.text != "0" {
		m, _ := b.lengthIn(v, "字")
		return m
	}
	return b.measure(v)
}

var timesSize = regexp.MustCompile(`^([1-3](?:\.[0-9]{1,2})?)倍?$`)

// leading takes the distance of lines; a small number alone is so many times the size of the type.
func (b *builder) leading(v *value) unit.Length {
	otherwise := b.t.Size.MulDiv(3, 2)
	if !said(v) || v.shape != scalar {
		return b.length(v, otherwise)
	}
	m := timesSize.FindStringSubmatch(plainly(v.text))
	if m == nil {
		return b.length(v, otherwise)
	}
	times, _ := strconv.ParseFloat(m[1], 64)
	tenths := int64(times*100+0.5) * int64(b.t.Size) / int64(unit.Pt) / 10
	text := strings.TrimSuffix(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".0") + "pt"
	b.at("SRC-VALUE", v, source.Msg("not-length", v.text), source.Msg("write-as", text))
	l, _ := unit.Parse(text)
	return l
}

var betweenSides = regexp.MustCompile(`[\s,，、/；;]+`)

// sides takes margins that are written as a row of lengths, as style sheets have them, or without
// units, for the mapping that is meant, and tells how it is written.
func (b *builder) sides(v *value) *value {
	var texts []string
	switch {
	case !said(v):
		return v
	case v.shape == scalar:
		texts = betweenSides.Split(strings.TrimSpace(v.text), -1)
	case v.shape == list:
		for _, i := range v.items {
			texts = append(texts, i.text)
		}
	case v.shape == mapping:
		return b.unitless(v)
	}
	if v = b.unmarked(v); len(texts) == 1 && v.shape == scalar && bare.MatchString(plainly(v.text)) && v.text != "0" {
		out := *v
		out.text = plainly(v.text) + "mm"
		b.at("SRC-VALUE", v, source.Msg("not-length", v.text), source.Msg("write-as", out.text))
		return &out
	}
	order := map[int][]int{2: {0, 0, 1, 1}, 4: {0, 2, 3, 1}}[len(texts)]
	if order == nil {
		return v
	}
	out := &value{shape: mapping, file: v.file, span: v.span}
	var said []string
	for i, w := range marginWords[:4] {
		text, ok := texts[order[i]], true
		if _, err := unit.Parse(text); err != nil {
			text, ok = lengthMeant(text, "mm")
		}
		if !ok {
			return v
		}
		out.pairs = append(out.pairs, pair{&value{shape: scalar, text: w.zh, file: v.file, span: v.span}, &value{shape: scalar, text: text, file: v.file, span: v.span}})
		said = append(said, w.zh+": "+text)
	}
	b.at("SRC-TYPE", v, source.Msg("margins-without-sides"), source.Msg("write-as", "{"+strings.Join(said, ", ")+"}"))
	return out
}

// unitless takes margins that are numbers alone for millimetres.
func (b *builder) unitless(v *value) *value {
	out := *v
	out.pairs = slices.Clone(v.pairs)
	var texts []string
	n := 0
	for i, p := range v.pairs {
		text := p.value.text
		if p.value.shape == scalar && bare.MatchString(plainly(text)) && text != "0" {
			value := *p.value
			value.text = plainly(text) + "mm"
			out.pairs[i].value, text = &value, value.text
			n++
		}
		texts = append(texts, p.key.text+": "+text)
	}
	if n > 0 {
		b.at("SRC-VALUE", v, source.Msg("margins-without-unit"), source.Msg("write-as", "{"+strings.Join(texts, ", ")+"}"))
	}
	return &out
}

// typed takes body type written as a size, or as a size and a leading, for the mapping that is meant.
func (b *builder) typed(v *value) *value {
	if !said(v) || v.shape != scalar || v.block || strings.ContainsAny(v.text, ":：") {
		return v
	}
	texts := betweenSides.Split(strings.TrimSpace(v.text), -1)
	if len(texts) > 2 {
		return v
	}
	out := &value{shape: mapping, file: v.file, span: v.span}
	var said []string
	for i, text := range texts {
		if _, err := unit.Parse(text); err != nil {
			var ok bool
			if text, ok = lengthMeant(text, "pt"); !ok {
				return v
			}
		}
		key := bodyWords[i].zh
		out.pairs = append(out.pairs, pair{&value{shape: scalar, text: key, file: v.file, span: v.span}, &value{shape: scalar, text: text, file: v.file, span: v.span}})
		said = append(said, key+": "+text)
	}
	b.at("SRC-TYPE", v, source.Msg("expected-keys-with-values-here"), source.Msg("write-as", "{"+strings.Join(said, ", ")+"}"))
	return out
}
