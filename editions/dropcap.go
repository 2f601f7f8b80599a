package editions

import (
	"strconv"
	"strings"
	"unicode"
)

// Lines of a drop cap: at least, as it is, at most.
const (
	leastCap = 2
	usualCap = 3
	mostCap  = 9
)

// dropCap reads 首字: how many lines the first letter takes, or 是.
func (d *desk) dropCap(v *value) int {
	if !said(v) {
		return 0
	}
	if v.shape == scalar {
		switch yes, known := isYes(v.text); {
		case yes:
			return usualCap
		case known:
			return 0
		}
	}
	return d.integer(v, leastCap, mostCap, 0)
}

// capOf is how many lines the words in braces at a paragraph's end ask for, {首字} or {首字=2};
// 0 for other words, and, where only the number is wrong, what stands for it.
func capOf(words string) (n int, wrong string) {
	key, lines, said := strings.Cut(strings.ReplaceAll(words, " ", ""), "=")
	if i := find(storyWords, key); i < 0 || storyWords[i].en != "drop-cap" {
		return 0, ""
	}
	if !said {
		return usualCap, ""
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(lines, "行")); err == nil && leastCap <= n && n <= mostCap {
		return n, ""
	}
	return 0, lines
}

// dropCap gives the first paragraph of the text the story's drop cap.
func (b *body) dropCap() {
	if b.story.Cap == 0 {
		return
	}
	for _, block := range b.blocks {
		if p, ok := block.(*Paragraph); ok && p.Kind == Plain {
			p.Cap = b.story.Cap
			return
		}
	}
}

// FirstLetter is the length of the first letter of a text in bytes, or of the number that it
// begins with, with the marks that open before it and those that it carries; 0 where there is
// none to be set as a drop cap.
func (t Text) FirstLetter() int {
	at := 0
	var met rune
	for _, run := range t.Runs {
		if run.Ruby != "" || run.Marks&(NoteSign|Superscript|Subscript) != 0 {
			break
		}
		for i, r := range run.Text {
			switch {
			case met != 0 && (unicode.Is(unicode.M, r) || unicode.IsDigit(met) && unicode.IsDigit(r)):
			case met != 0:
				return at + i
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				met = r
			case !strings.ContainsRune("“‘「『《〈（(\"'【", r):
				return 0
			}
		}
		at += len(run.Text)
	}
	if met == 0 {
		return 0
	}
	return at
}
