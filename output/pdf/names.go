package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/page"
)

func namePattern(pattern string, d *page.Doc, index int) string {
	code := d.Meta.Code
	if code == "" {
		code = "edition"
	}
	pp, name, section := "all", "all", ""
	if index >= 0 && index < len(d.Pages) {
		p := d.Pages[index]
		pp, name, section = fmt.Sprintf("%02d", p.Number), p.Name, p.Section
	}
	s := strings.NewReplacer("{code}", code, "{yyyymmdd}", strings.ReplaceAll(d.Meta.Date, "-", ""),
		"{date}", d.Meta.Date, "{pp}", pp, "{page}", name, "{plate}", name, "{section}", section).Replace(pattern)
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, s)
}
