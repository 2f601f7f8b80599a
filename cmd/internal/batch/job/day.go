package job

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// dayForms are how paths say a day: 1956-03-04, 1956/03/04, 19560304, 1956-3-4, 1956年3月4日.
var dayForms = regexp.MustCompile(`(?:^|[^0-9])(1[89]\d\d|20\d\d)(?:` +
	`[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])|` +
	`[-/_.](0?[1-9]|1[0-2])[-/_.](0?[1-9]|[12]\d|3[01])|` +
	`年/?(0?[1-9]|1[0-2])月/?(0?[1-9]|[12]\d|3[01])[日号]?)(?:[^0-9]|$)`)

// DayOf is the day in a path, as 1956-03-04; empty where there is none.
func DayOf(name string) string {
	m := dayForms.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	said := slices.DeleteFunc(m[1:], func(part string) bool { return part == "" })
	day, err := time.Parse("2006-1-2", strings.Join(said, "-"))
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// Page tells whether a file is of a form that pages of a paper have: a text, or PDF.
func Page(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".txt" || ext == ".pdf"
}
