package lint

import (
	"unicode"
	"unicode/utf8"

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
func Count(res *layout.Result, found source.List) Totals { return (*Session)(nil).Count(res, found) }

// Count is the function of that name, with less to do.
func (s *Session) Count(res *layout.Result, found source.List) Totals {
	t := Totals{Chars: s.chars(res)}
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
			key := sameError(f)
			if same[key]++; same[key] > 3 {
				continue
			}
		}
		switch f.Code {
		case "TXT-NUMBER", "TXT-RANGE", "TXT-YEAR", "TYP-FIGURES":
			figures += f.Weight
		default:
			t.Tenths += f.Weight
		}
	}
	t.Tenths += min(figures, 10)
	return t
}

// sameError is alike for findings of one error: the same word, or the same mark put for
// another, whatever stands between the marks.
func sameError(f *source.Finding) [2]string {
	if f.Hint.ID == "write-marks-as" {
		return [2]string{f.Code, f.Hint.ID}
	}
	if f.Code == "TXT-ASCII" || f.Code == "TXT-WIDTH" {
		return [2]string{f.Code, f.Hint.String()}
	}
	return [2]string{f.Code, f.Message.String()}
}

// form tells whether a code is an error of form.
func form(code string) bool {
	switch code {
	case "REL-MAST", "REL-NAME", "REL-FOLIO", "REL-ADVERT", "REL-PAGES":
		return true
	}
	return false
}

// Parts of the characters of a place that are counted, in hundredths.
const (
	photoPart = 80  // 作品性图片: of stories
	decorPart = 30  // 装饰性图片: of furniture
	latinPart = 130 // letters, of the Han characters in their place: two are one
)

// chars counts the characters of the pages; those of a page are remembered.
func (s *Session) chars(res *layout.Result) (total int) {
	sheets := res.Sheets()
	for i, p := range res.Doc.Pages {
		if i >= len(sheets) || sheets[i].Size <= 0 {
			continue
		}
		was := s.recall(p, &sheets[i])
		if was == nil {
			total += charsOn(res.Doc, p, &sheets[i])
			continue
		}
		if was.chars == nil {
			n := charsOn(res.Doc, p, &sheets[i])
			was.chars = &n
		}
		total += *was.chars
	}
	return total
}

// charsOn counts the characters of a page by the official formula: heads, tables, white
// and column gaps count as if text stood there.
func charsOn(d *page.Doc, p *page.Page, s *layout.Sheet) int {
	total := int(s.Area.W/s.Size) * s.Lines
	cell := max(area(unit.Rect{W: s.Size, H: s.Leading}), 1)
	letters, figure := 0, 0
	page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleFigure && it.Open {
				figure++
			} else if it.Role == page.RoleFigure {
				figure--
			}
		case *page.Image:
			part := 100 - decorPart
			if figure > 0 {
				part = 100 - photoPart
			}
			if !isPDF(d, it) {
				total -= int(area(it.Rect)/cell) * part / 100
			}
		case *page.Text:
			letters += lettersIn(it.Src)
		}
	})
	return total + letters/2*(latinPart-100)/100
}

// isPDF tells whether a picture is a supplied page, which is read like any other text.
func isPDF(d *page.Doc, im *page.Image) bool {
	return im.File < len(d.Images) && d.Images[im.File].Format == "pdf"
}

// lettersIn counts the Latin letters of a text: characters of three bytes are none, and are
// stepped over.
func lettersIn(s string) (n int) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= 0xE0:
			i++
			for i < len(s) && !utf8.RuneStart(s[i]) {
				i++
			}
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if i += size; r < 0x250 && unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}
