package inline

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// table reads a tab- or comma-separated file of ../shared/data, comments left out.
func table(t *testing.T, name, sep string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("../../../shared/data/" + name)
	if err != nil {
		t.Skip("the data lie in ../shared: ", err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimRight(line, "\r"); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, sep))
		}
	}
	return rows
}

// startsLine tells whether a line may begin with r after an ideograph.
func startsLine(r rune, rules Rules) bool {
	b := newRulebook(rules, page.Horizontal)
	return b.pairs[han][classOf(r)]&mayBreak != 0
}

// TestLineStarts holds the levels to the W3C's tests of CSS line-break: loose, normal and
// strict are our newspaper, GB and strict.
func TestLineStarts(t *testing.T) {
	levels := map[string]typo.Level{"loose": typo.LevelNewspaper, "normal": typo.LevelGB, "strict": typo.LevelStrict}
	differ := map[string]string{
		"normal hyphens": "clreq 3.1.4 and GB/T 15834 keep connectors from the start of a line",
		"normal in":      "GB/T 15834 5.1.5 lets …… begin a line; a cost keeps it away where it can",
		"normal cj":      "",
	}
	seen := map[string]int{}
	for _, row := range table(t, "w3c-i18n-linebreak/line_start_allowed.tsv", "\t") {
		code, err := strconv.ParseUint(row[3], 16, 32)
		if err != nil {
			continue // the head
		}
		got, want := startsLine(rune(code), Rules{Level: levels[row[1]]}), row[5] == "allowed"
		seen[row[0]]++
		if got == want {
			continue
		}
		if why := differ[row[1]+" "+row[2]]; why != "" {
			seen[row[0]+" "+row[1]+" "+row[2]]++
			continue
		}
		t.Errorf("%s %s: %U %s begins a line: %v, want %v", row[0], row[1], code, row[4], got, want)
	}
	t.Log(seen)
}

// TestTrimming expands the five pairs of WPT text-spacing-trim over all members.
func TestTrimming(t *testing.T) {
	members := map[byte]string{'O': "（〈《「『【〔〖［｛“‘", 'C': "）〉》」』】〕〗］｝”’，、。", 'M': "・"}
	n := 0
	for _, row := range table(t, "wpt-text-spacing-trim/combinations.tsv", "\t") {
		if len(row) < 3 || len(row[0]) != 2 {
			continue
		}
		for _, a := range members[row[0][0]] {
			for _, b := range members[row[0][1]] {
				n++
				s := "国" + string(a) + string(b) + "国"
				want := 3500
				if a == '・' || b == '・' {
					want = 3000 // our · is half an em wide (GB/T 15834 5.1.8)
				}
				if got := ems(flush(s)); got != want {
					t.Errorf("%s %c%c is %d/1000 em, want %d", row[0], a, b, got-2000, want-2000)
				}
			}
		}
	}
	t.Log(n, "pairs")
}

func flush(s string) *Para {
	p := body(s)
	p.Indent = 0
	return p
}

// TestBrowserPairs compares the widths of 900 pairs with a browser's.
func TestBrowserPairs(t *testing.T) {
	equal, other := 0, map[string]int{}
	for _, row := range table(t, "browser-pairs.tsv", "\t") {
		if len(row) < 7 || row[0] == "lang" {
			continue
		}
		a, b := []rune(row[2])[0], []rune(row[3])[0]
		want, _ := strconv.ParseFloat(row[6], 64)
		got := ems(flush("国"+row[2]+row[3]+"国")) - 2000
		if want*1000 == float64(got) {
			equal++
			continue
		}
		why := explain(a, b, want, got)
		if why == "" {
			t.Errorf("%c%c: %d/1000 em, the browser has %v", a, b, got, want)
		}
		other[why]++
	}
	t.Log(equal, "equal;", other)
}

// explain says why a pair is set otherwise than a browser does.
func explain(a, b rune, browser float64, got int) string {
	has := func(r rune, s string) bool { return strings.ContainsRune(s, r) }
	switch {
	case a == '·' || b == '·':
		return "· is half an em wide (GB/T 15834 5.1.8)"
	case a == '—' || b == '—':
		return "a dash fills its cell whatever the face's advance is"
	case has(a, "？！") && has(b, "？！"):
		return "two of ？！ share one em (GB/T 15834 5.1.2)"
	case has(a, "：；？！") && has(b, "（〈《「『【〔“‘）〉》」』】〕”’，、。：；？！"), has(b, "：；？！"):
		return "the browser keeps ：；？！ full; they give way as other marks do (clreq 3.1.6.1)"
	case got == 2000 && a == '…' && b == '…':
		return "one unit"
	}
	return ""
}

// TestOrientation holds the table to UAX #50 for every assigned character of the BMP.
func TestOrientation(t *testing.T) {
	names := map[string]orientation{"U": upright, "R": rotated, "Tu": transformedUpright, "Tr": transformedRotated}
	n := 0
	for _, row := range table(t, "unicode/VerticalOrientation.txt", ";") {
		if len(row) < 2 {
			continue
		}
		var a, b rune
		span := strings.TrimSpace(row[0])
		if k, _ := fmt.Sscanf(strings.Replace(span, "..", " ", 1), "%x %x", &a, &b); k == 1 {
			b = a
		}
		value, _, _ := strings.Cut(row[1], "#")
		for r := a; r <= min(b, 0xFFFF); r++ {
			n++
			if got, want := orientationOf(r), names[strings.TrimSpace(value)]; got != want {
				t.Fatalf("%U: %d, want %d", r, got, want)
			}
		}
	}
	t.Log(n, "characters")
}

// jlClasses are ours for those of JLREQ that Chinese text shares.
var jlClasses = map[string][]class{
	"cl-01": {open}, "cl-02": {closer}, "cl-03": {connector, hyphen}, "cl-04": {exclam}, "cl-05": {middle, colon},
	"cl-06": {stop}, "cl-07": {comma}, "cl-08": {dash, ellipsis}, "cl-09": {nonStart}, "cl-11": {smallKana},
	"cl-12": {prefix}, "cl-13": {postfix}, "cl-14": {wideSpace}, "cl-15": {han}, "cl-16": {han}, "cl-19": {han},
	"cl-24": {digit}, "cl-25": {alpha}, "cl-26": {space}, "cl-27": {alpha},
}

// TestJLREQ compares our strict level with table 2 of JLREQ (where a line may end).
func TestJLREQ(t *testing.T) {
	book := newRulebook(Rules{Level: typo.LevelStrict}, page.Horizontal)
	rows := table(t, "jlreq/table2_linebreak.csv", ",")
	equal, other := 0, map[string]int{}
	for _, row := range rows[1:] {
		for k, cell := range row[1:] {
			after := rows[0][k+1]
			if cell == "×" || strings.HasPrefix(cell, "n.") {
				continue // cannot meet, or depends on more than the classes
			}
			for _, a := range jlClasses[row[0]] {
				for _, b := range jlClasses[after] {
					got, want := book.pairs[a][b]&mayBreak != 0, cell != "not"
					if got == want {
						equal++
						continue
					}
					why := explainJL(a, b)
					if why == "" {
						t.Errorf("%s %s: a line may end between classes %d and %d: %v, want %v", row[0], after, a, b, got, want)
					}
					other[why]++
				}
			}
		}
	}
	t.Log(equal, "equal;", other)
}

func explainJL(a, b class) string {
	switch {
	case a == space || b == space || a == wideSpace || b == wideSpace:
		return "spaces stay at the end of a line, as UAX #14 has it"
	case a == dash || b == dash || a == ellipsis || b == ellipsis:
		return "clreq strict keeps —— and …… from the start of a line"
	case a == prefix || a == postfix || b == postfix || b == prefix:
		return "currency and unit signs hold to figures and never stand at the wrong end (clreq 3.1.4; GB/T 15835)"
	case a == alpha || a == digit:
		return "words and numbers hold together (LB12, LB14)"
	case a == hyphen:
		return "a hyphen before a figure is a minus sign"
	}
	return ""
}

// TestLineBreakTest runs the Latin parts of Unicode's LineBreakTest: lines of letters,
// figures, spaces and common marks.
func TestLineBreakTest(t *testing.T) {
	var s Setter
	equal, other, skipped := 0, map[string]int{}, 0
	for _, row := range table(t, "unicode/LineBreakTest-17.0.0.txt", "\t#") {
		text, want, ok := lineBreakCase(row[0])
		if !ok {
			skipped++
			continue
		}
		p := flush(text)
		sh := s.Shape(p)
		var n nodes
		n.prepare(sh, int32(maxMeasure))
		got := map[int]bool{}
		for k := 1; k < len(n.list); k++ {
			got[offsetOf(sh, int(n.list[k].item))] = true
		}
		why := ""
		for at := range text {
			if at > 0 && got[at] != want[at] {
				why = explainLB(text, at)
				if why == "" {
					t.Errorf("%q: %s, at %d want %v", text, opportunities(t, flush(text)), at, want[at])
				}
				break
			}
		}
		if why == "" {
			equal++
			continue
		}
		other[why]++
	}
	t.Log(equal, "equal,", skipped, "of other scripts;", other)
}

func offsetOf(sh *Shaped, item int) int {
	if item == len(sh.items) {
		return int(sh.text)
	}
	return int(sh.items[item].src)
}

// lineBreakCase reads "× 0041 ÷ 0042 ÷" and tells whether it is of the Latin part.
func lineBreakCase(line string) (text string, breaks map[int]bool, ok bool) {
	breaks = map[int]bool{}
	for _, f := range strings.Fields(line) {
		switch f {
		case "÷":
			breaks[len(text)] = true
		case "×":
		default:
			code, err := strconv.ParseUint(f, 16, 32)
			if err != nil || code > 0x24F && !(code >= 0x2010 && code <= 0x2015) && !(code >= 0x4E00 && code < 0xA000) || code < 0x20 || code >= 0x7F && code < 0xA0 {
				return "", nil, false
			}
			text += string(rune(code))
		}
	}
	return text, breaks, text != ""
}

// explainLB says why a line may end at offset at of Latin text here and not by UAX #14, or
// the other way round.
func explainLB(text string, at int) string {
	spaced := strings.HasSuffix(text[:at], " ")
	before := []rune(strings.TrimRight(text[:at], " "))
	b := classOf([]rune(text[at:])[0])
	if len(before) == 0 {
		return "spaces that begin a paragraph stay with its first word"
	}
	a := classOf(before[len(before)-1])
	either := func(list ...class) bool { return of(list...).has(a) || of(list...).has(b) }
	switch {
	case either(dash, ellipsis, connector, middle, solidus, postfix, prefix, hyphen):
		return "clreq's levels decide about dashes, connectors, solidus and unit signs"
	case either(straight):
		return "straight quotation marks open and close in turn"
	case either(han):
		return "§ ® and their like are ideographic among Han (UAX #14 AI)"
	case either(latinOpen, latinClose):
		return "brackets and ! ? hold to the word beside them"
	case strings.Contains(text, "\u00ad"):
		return "a soft hyphen parts two letters, nothing else"
	case !spaced && strings.ContainsRune("´", []rune(text[at:])[0]):
		return "an accent by itself is no place to end a line"
	}
	return ""
}

var _ = unit.Pt
