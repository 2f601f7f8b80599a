package docx

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
)

// level is one level of a numbering.
type level struct {
	format, text string
	start        int
}

// numbering is how a list counts: the levels of an abstract numbering, with what a list
// says otherwise.
type numbering struct {
	abstract string
	levels   map[int]*level
}

// readNumbers reads the numbering part.
func (r *reader) readNumbers(data []byte) {
	r.nums, r.counts = map[string]*numbering{}, map[string]*[9]int{}
	if data == nil {
		return
	}
	abstract := map[string]*numbering{}
	s := newStream(r.c, data)
	for {
		ev, t, _ := s.next()
		if ev == ended {
			return
		}
		if ev != opened || t.ns != word {
			continue
		}
		switch t.name {
		case "abstractNum":
			id := s.attr("abstractNumId")
			abstract[id] = &numbering{abstract: id, levels: map[int]*level{}}
			r.levels(s, abstract[id].levels)
		case "num":
			r.num(s, abstract)
		}
	}
}

func (r *reader) levels(s *stream, to map[int]*level) {
	s.each(func(t tag) {
		if t.name == "lvl" {
			s.level(to)
			return
		}
		s.skip()
	})
}

// level reads w:lvl.
func (s *stream) level(to map[int]*level) {
	l := &level{format: "decimal", start: 1}
	to[s.number("ilvl")] = l
	s.each(func(t tag) {
		switch t.name {
		case "start":
			l.start = s.number("val")
		case "numFmt":
			l.format = s.attr("val")
		case "lvlText":
			l.text = s.attr("val")
		}
		if t.ns == compat { // a format that old programs do not know
			s.each(func(t tag) {
				s.each(func(t tag) {
					if t.name == "numFmt" && l.format == "decimal" {
						l.format = s.attr("val")
					}
					s.skip()
				})
			})
			return
		}
		s.skip()
	})
}

func (r *reader) num(s *stream, abstract map[string]*numbering) {
	id := s.attr("numId")
	n := &numbering{abstract: id, levels: map[int]*level{}}
	s.each(func(t tag) {
		switch t.name {
		case "abstractNumId":
			if a := abstract[s.attr("val")]; a != nil {
				n.abstract = a.abstract
				for i, l := range a.levels {
					if n.levels[i] == nil {
						n.levels[i] = l
					}
				}
			}
		case "lvlOverride":
			n.abstract = "num " + id // counts for itself
			at := s.number("ilvl")
			s.each(func(t tag) {
				switch t.name {
				case "lvl":
					s.level(n.levels)
					return
				case "startOverride":
					l := level{format: "decimal"}
					if old := n.levels[at]; old != nil {
						l = *old
					}
					l.start = s.number("val")
					n.levels[at] = &l
				}
				s.skip()
			})
			return
		}
		s.skip()
	})
	r.nums[id] = n
}

// marker counts a list on and returns what stands before the item. ok is false where the
// paragraph is in no list.
func (r *reader) marker(num string, ilvl int) (l intake.List, ok bool) {
	n := r.nums[num]
	if num == "" || num == "0" {
		return l, false
	}
	if n == nil {
		return intake.List{Level: ilvl, Marker: "•"}, true
	}
	counts := r.counts[n.abstract]
	if counts == nil {
		counts = &[9]int{}
		for i := range counts {
			counts[i] = -1
		}
		r.counts[n.abstract] = counts
	}
	lv := n.levels[ilvl]
	if lv == nil {
		return intake.List{Level: ilvl, Marker: "•"}, true
	}
	if counts[ilvl] < 0 {
		counts[ilvl] = lv.start
	} else {
		counts[ilvl]++
	}
	for i := ilvl + 1; i < 9; i++ {
		counts[i] = -1
	}
	l = intake.List{Level: ilvl, Number: counts[ilvl]}
	switch lv.format {
	case "bullet":
		if lv.text == "" || strings.TrimSpace(lv.text) != "" { // of nothing but spaces: a further paragraph, as pandoc writes it
			l.Marker = "•"
		}
		return l, true
	case "none":
		return l, strings.TrimSpace(lv.text) != ""
	}
	l.Ordered = true
	l.Marker = n.text(lv, counts)
	return l, l.Marker != ""
}

// text puts the counts into the pattern of a level: %1.%2、
func (n *numbering) text(lv *level, counts *[9]int) string {
	var b strings.Builder
	for i := 0; i < len(lv.text); i++ {
		if lv.text[i] != '%' || i+1 >= len(lv.text) || lv.text[i+1] < '1' || lv.text[i+1] > '9' {
			b.WriteByte(lv.text[i])
			continue
		}
		i++
		at := int(lv.text[i] - '1')
		format, count := "decimal", max(counts[at], 1)
		if o := n.levels[at]; o != nil {
			format = o.format
			if counts[at] < 0 {
				count = o.start
			}
		}
		b.WriteString(count2text(count, format))
	}
	return strings.TrimSpace(b.String())
}

// count2text writes a number as Word does (ST_NumberFormat, ECMA-376 part 1, 17.18.59).
func count2text(n int, format string) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "koreanDigital2":
		return intake.Chinese(n, "零一二三四五六七八九", "十百千")
	case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
		return intake.Chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if 1 <= n && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalEnclosedParen":
		if 1 <= n && n <= 20 {
			return string(rune('⑴' + n - 1))
		}
	case "decimalEnclosedFullstop":
		if 1 <= n && n <= 20 {
			return string(rune('⒈' + n - 1))
		}
	case "ideographEnclosedCircle":
		if 1 <= n && n <= 10 {
			return string(rune('㊀' + n - 1))
		}
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "lowerLetter":
		return cycle(n, "abcdefghijklmnopqrstuvwxyz")
	case "upperLetter":
		return cycle(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "lowerRoman":
		return strings.ToLower(intake.Roman(n))
	case "upperRoman":
		return intake.Roman(n)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "decimalZero":
		if 0 <= n && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

func cycle(n int, letters string) string {
	r := []rune(letters)
	if n < 1 || n > 1000 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(r[(n-1)%len(r)]), (n-1)/len(r)+1)
}
