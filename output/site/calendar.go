package site

import (
	"strings"
	"time"
)

// calendar is a month by weeks, Sunday first.
type calendar struct {
	Name, Href string
	Days       []string
	Weeks      [][]day
	Prev, Next *link
}

// day is one of a calendar; the zero value is none of the month.
type day struct {
	N           int
	Href, Title string
}

// month is the issues of one.
type month struct {
	site   *Site
	issues []*Issue // newest first
}

func (m *month) name() string     { return m.issues[0].Date[:7] }
func (m *month) folder() string   { return strings.ReplaceAll(m.name(), "-", "/") + "/" }
func (m *month) first() time.Time { t, _ := time.Parse("2006-01", m.name()); return t }

func (m *month) calendar(up string) *calendar {
	w := &m.site.w
	c := &calendar{Name: w.monthName(m.first()), Href: up + m.folder() + "index.html", Days: w.Days()}
	week := make([]day, int(m.first().Weekday()), 7)
	for d := m.first(); d.Month() == m.first().Month(); d = d.AddDate(0, 0, 1) {
		one := day{N: d.Day()}
		if i := m.site.byKey[d.Format("2006/01/02")]; i != nil {
			one.Href, one.Title = up+i.key()+"/index.html", i.Stories[0].Title
		}
		if week = append(week, one); len(week) == 7 {
			c.Weeks, week = append(c.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		c.Weeks = append(c.Weeks, append(week, make([]day, 7-len(week))...))
	}
	return c
}
