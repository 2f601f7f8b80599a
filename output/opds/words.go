package opds

import (
	"fmt"
	"strconv"
)

// words are what the catalogue itself says.
type words struct {
	lang                                             string
	catalog, today, all, byYear, bySection           string
	papers, month, section                           string
	login, password, reader, print, replica, search  string
	newer, older, nothing, feeds                     string
	count, yearFormat, monthFormat, found, separator string
}

var chinese = words{
	lang: "zh-CN", catalog: "报纸", today: "最新一期", all: "全部报纸", byYear: "按年月浏览", bySection: "按版面浏览",
	papers: "报纸", month: "月份", section: "版面",
	login: "订户号", password: "密码", reader: "阅读版", print: "印刷版", replica: "原版", search: "检索",
	newer: "较新", older: "较早", nothing: "没有找到。", feeds: "供阅读软件使用的目录地址：",
	count: "共%d期", yearFormat: "%s年", monthFormat: "%d年%d月", found: "检索“%s”：共%d期", separator: "；",
}

var english = words{
	lang: "en", catalog: "Newspapers", today: "Latest", all: "All editions", byYear: "By year and month", bySection: "By section",
	papers: "Papers", month: "Month", section: "Section",
	login: "Subscriber", password: "Password", reader: "Reading edition", print: "Print edition", replica: "Replica", search: "Search",
	newer: "Newer", older: "Older", nothing: "Nothing was found.", feeds: "Address of this catalogue for reading apps: ",
	count: "%d editions", yearFormat: "%s", monthFormat: "%d-%02d", found: "Search for “%s”: %d editions", separator: "; ",
}

func (w *words) yearName(year string) string { return fmt.Sprintf(w.yearFormat, year) }

// monthName names a month given as 2026-10.
func (w *words) monthName(month string) string {
	year, _ := strconv.Atoi(month[:4])
	n, _ := strconv.Atoi(month[5:])
	return fmt.Sprintf(w.monthFormat, year, n)
}

func (w *words) counted(editions []*Edition) string { return fmt.Sprintf(w.count, len(editions)) }
