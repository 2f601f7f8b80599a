package lint

import (
	"strings"
	"unicode"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Totals are what an inspection counts (报纸编校差错率计算方法 and
// 报纸出版形式差错数计算方法, annexes to 国新出发〔2020〕10号).
type Totals struct {
	Chars  int // of the pages: characters a line times lines, pictures 80 %, Latin letters 130 %
	Tenths int // of errors of text and setting: 10 is one error
	Form   int // of errors of form, the same
}

// Limits of an issue that passes, in hundredths of an error in 10,000 characters, and in
// tenths of an error of form.
const (
	MostRate = 300
	MostForm = 30
)

// Rate is the errors in 10,000 characters, in hundredths, rounded up.
func (t Totals) Rate() int {
	if t.Chars == 0 {
		return 0
	}
	return int((int64(t.Tenths)*100_000 + int64(t.Chars) - 1) / int64(t.Chars))
}

// Passes tells whether an inspection would let the issue pass.
func (t Totals) Passes() bool { return t.Rate() <= MostRate && t.Form <= MostForm }

// Count adds up findings: those that are warnings or worse, since a note is a question. The
// same error counts three times at most, breaches of the forms of figures 1 together.
func Count(res *layout.Result, found source.List) Totals {
	t := Totals{Chars: chars(res)}
	same := map[[2]string]int{}
	figures := 0
	for i := range found {
		f := &found[i]
		if f.Severity < source.Warning || f.Weight == 0 {
			continue
		}
		if form(f.Code) {
			t.Form += f.Weight
			continue
		}
		if f.Quote != "" {
			key := [2]string{f.Code, f.Message.String()}
			if same[key]++; same[key] > 3 {
				continue
			}
		}
		switch f.Code {
		case "TXT-NUMBER", "TXT-RANGE", "TXT-YEAR":
			figures += f.Weight
		default:
			t.Tenths += f.Weight
		}
	}
	t.Tenths += min(figures, 10)
	return t
}

// form tells whether a code is an error of form.
func form(code string) bool {
	switch code {
	case "REL-MAST", "REL-NAME", "REL-FOLIO", "REL-ADVERT", "REL-PAGES":
		return true
	}
	return false
}

// chars counts the characters of the pages by the official formula: heads, tables, white
// and column gaps count as if text stood there, pictures 80 %, Latin letters 130 %.
func chars(res *layout.Result) int {
	total := 0
	sheets := res.Sheets()
	for i, p := range res.Doc.Pages {
		if i >= len(sheets) || sheets[i].Size <= 0 {
			continue
		}
		s := &sheets[i]
		total += int(s.Area.W/s.Size) * s.Lines
		cell := area(unit.Rect{W: s.Size, H: s.Leading})
		latin := 0
		page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			switch it := it.(type) {
			case *page.Image:
				total -= int(area(it.Rect)/max(cell, 1)) / 5
			case *page.Text:
				if len(it.Src) > 0 && it.Src[0] < 0x80 {
					latin += strings.Count(strings.Map(letters, it.Src), "x")
				}
			}
		})
		total += latin * 3 / 10
	}
	return total
}

// letters keeps Latin letters, as x.
func letters(r rune) rune {
	if r < 0x250 && unicode.IsLetter(r) {
		return 'x'
	}
	return -1
}
