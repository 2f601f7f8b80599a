package readertest

import (
	"encoding/hex"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"banxin/editions/intake"
)

// once holds that a reader puts no text on the tape twice, which the account alone cannot see:
// hardly a Han character comes out more often than it stands in the file, however it is
// written there.
func once(t *testing.T, f intake.File, copies []*intake.Copy) {
	t.Helper()
	if strings.HasSuffix(f.Name, ".eml") {
		return // its texts are encoded as a whole
	}
	there, read := hans(written(f.Data)), map[rune]int{}
	for _, c := range copies {
		for r, n := range hans(said(c)) {
			read[r] += n
		}
	}
	var more []rune
	for r, n := range read {
		if n > there[r] {
			more = append(more, r)
		}
	}
	if len(more) > fewMade {
		slices.Sort(more)
		t.Errorf("%s: %q are read more often than they stand in the file", f.Name, string(more))
	}
}

// fewMade are the characters that a reader may make of what a format means: 摄 after a name,
// 表 before the head of a table.
const fewMade = 3

func hans(s string) map[rune]int {
	count := map[rune]int{}
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			count[r]++
		}
	}
	return count
}

// said is all that a reader made of the characters of a file.
func said(c *intake.Copy) string {
	var b strings.Builder
	add := func(runs []intake.Run) {
		b.WriteString(intake.TextOf(runs))
		for _, r := range runs {
			b.WriteString(intake.TextOf(r.Ruby))
		}
	}
	for _, p := range c.Pieces {
		add(p.Runs)
		for _, row := range p.Rows {
			for _, cell := range row {
				add(cell.Runs)
			}
		}
		if p.Pic != nil {
			add(p.Pic.Alt)
			add(p.Pic.Caption)
			add(p.Pic.Credit)
		}
	}
	for _, k := range c.Comments {
		add(k.Runs)
	}
	for _, o := range c.Left {
		b.WriteString(o.Text)
	}
	return b.String()
}

var (
	jsonSign  = regexp.MustCompile(`\\u([0-9a-fA-F]{4})`)
	richSign  = regexp.MustCompile(`\\u(-?[0-9]{1,5})`)
	richBytes = regexp.MustCompile(`(?:\\'[0-9a-fA-F]{2})+`)
)

// written is the text of a file with what its formats write otherwise: entities, escapes,
// bytes of a code page.
func written(data []byte) string {
	s := html.UnescapeString(intake.DecodeBytes(data, ""))
	s = jsonSign.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:], 16, 32)
		return string(rune(n))
	})
	s = richBytes.ReplaceAllStringFunc(s, func(m string) string {
		bytes, _ := hex.DecodeString(strings.ReplaceAll(m, `\'`, ""))
		return intake.DecodeBytes(bytes, "gb18030") + intake.DecodeBytes(bytes, "big5") + intake.DecodeBytes(bytes, "shift-jis")
	})
	return richSign.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.Atoi(m[2:])
		return string(rune(n & 0xFFFF))
	})
}
