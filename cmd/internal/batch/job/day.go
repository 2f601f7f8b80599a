package job

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/editions/intake"
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

// PageOf is what the page of a file is called, by the end of its name: 10 for 第10版.txt and 19560304_10.pdf,
// A5 for A05.txt; "" where the name says nothing of it, as a day alone does not.
func PageOf(name string) string {
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if at := dayForms.FindStringIndex(stem); at != nil {
		if _, err := strconv.Atoi(stem[at[1]-1 : at[1]]); err != nil && at[1] < len(stem) {
			at[1]-- // what stands behind the day
		}
		stem = " " + stem[at[1]:]
	}
	return intake.PageName(stem)
}

// Page tells whether a file is of a form that pages of a paper have: a text, or PDF.
func Page(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".txt" || ext == ".pdf"
}
