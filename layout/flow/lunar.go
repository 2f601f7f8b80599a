package flow

import (
	"banxin/editions"

	"github.com/6tail/lunar-go/calendar"
)

// lunarDate is the day in the Chinese calendar, with the solar term (节气) that begins on
// it: 农历丙午年九月十四 霜降. It is empty for days that no calendar has.
func lunarDate(d editions.Date) string {
	if d.Year < 1600 || d.Year > 2200 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return ""
	}
	l := calendar.NewSolarFromYmd(d.Year, d.Month, d.Day).GetLunar()
	s := "农历" + l.GetYearInGanZhi() + "年" + l.GetMonthInChinese() + "月" + l.GetDayInChinese()
	if term := l.GetJieQi(); term != "" {
		s += " " + term
	}
	return s
}
