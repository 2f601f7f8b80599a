package flow

import (
	"banxin/editions"
	"fmt"

	"github.com/6tail/lunar-go/calendar"
)

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// Weekday is the day of the week, 0 for Sunday (Zeller).
func Weekday(d editions.Date) int {
	y, m := d.Year, d.Month
	if m < 3 {
		y, m = y-1, m+12
	}
	return (d.Day + (13*(m+1))/5 + y + y/4 - y/100 + y/400 + 6) % 7
}

func dateLine(d editions.Date) string {
	return fmt.Sprintf("%d年%d月%d日 %s", d.Year, d.Month, d.Day, weekdays[Weekday(d)])
}

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
