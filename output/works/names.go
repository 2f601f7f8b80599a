package works

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
)

// BaseName is the name of an edition's files: tcrb-20261020.
func BaseName(m page.Meta) string {
	code := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, m.Code)
	return cmp.Or(code, "edition") + "-" + strings.ReplaceAll(m.Date, "-", "")
}

// pageName is the name of the pages' files, less the number: tcrb_20261020.
func pageName(base string) string { return strings.ReplaceAll(base, "-", "_") }

// Pages are numbers of pages; none stands for all.
type Pages []Span

// Span is a range of page numbers.
type Span struct{ From, To int }

// ParsePages reads 1,3-4. The empty text is all pages; one that names none is ErrOption.
func ParsePages(s string) (Pages, error) {
	if s == "" {
		return nil, nil
	}
	var out Pages
	for _, part := range strings.Split(s, ",") {
		a, b, ranged := strings.Cut(part, "-")
		from, err := strconv.Atoi(a)
		to := from
		if ranged && err == nil {
			to, err = strconv.Atoi(b)
		}
		if err != nil || from < 1 || to < from {
			return nil, refused(source.Faultf("no-page-or-range-of-pages", part))
		}
		out = append(out, Span{from, to})
	}
	return out, nil
}

// Last is the highest page that they name; 0 where they are all pages.
func (p Pages) Last() (n int) {
	for _, s := range p {
		n = max(n, s.To)
	}
	return n
}

// Has tells whether a page is among them.
func (p Pages) Has(number int) bool {
	return len(p) == 0 || slices.ContainsFunc(p, func(s Span) bool { return s.From <= number && number <= s.To })
}

// On tells whether they have a page of a sheet: a spread has two.
func (p Pages) On(sheet *page.Page) bool {
	return p.Has(sheet.Number) || sheet.Fold > 0 && p.Has(sheet.Number+1)
}

// Within refuses pages that an edition does not have: of each number and range both ends are wanted.
func (p Pages) Within(ed *editions.Edition) error {
	last := 0
	for _, pg := range ed.Pages {
		last = max(last, pg.Number+pg.Wide()-1)
	}
	for _, s := range p {
		if s.To > last {
			return refused(source.Faultf("edition-no-page", fmt.Sprint(max(s.From, last+1))))
		}
	}
	return nil
}

// String writes them as ParsePages reads them.
func (p Pages) String() string {
	var parts []string
	for _, s := range p {
		part := strconv.Itoa(s.From)
		if s.To != s.From {
			part += "-" + strconv.Itoa(s.To)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// Suffix ends the name of a file that holds some pages only: _1_3-4.
func (p Pages) Suffix() string {
	if len(p) == 0 {
		return ""
	}
	return "_" + strings.ReplaceAll(p.String(), ",", "_")
}

// of returns the document with these pages alone.
func (p Pages) of(d *page.Doc) (*page.Doc, error) {
	if len(p) == 0 {
		return d, nil
	}
	some := *d
	some.Pages, some.Stories = nil, nil
	at := make(map[int]int, len(d.Pages)) // old index → new
	for i, pg := range d.Pages {
		if p.On(pg) {
			at[i] = len(some.Pages)
			some.Pages = append(some.Pages, pg)
		}
	}
	for _, s := range d.Stories {
		if i, ok := at[s.Page]; ok {
			s.Page = i
			some.Stories = append(some.Stories, s)
		}
	}
	if len(some.Pages) == 0 {
		return nil, refused(source.Faultf("edition-no-page", fmt.Sprint(p)))
	}
	return &some, nil
}
