package site

import (
	"fmt"
	"strings"
	"time"
)

// words are what the site itself says. Its fields are named in the templates.
type words struct {
	site, other string

	Home, Archive, Sections, Search, Corrections, Feed, Skip, Menu                           string
	Theme, Larger, Smaller, Print, Share, Copied, PrevIssue, NextIssue                       string
	PrevPage, NextPage, PrevStory, NextStory, OnPage, Pages, Stories, WholePage              string
	ThisPage, FullIssue, PagePDF, IssuePDF, Zoom, Close, Read, PrevColumn                    string
	NextColumn, Listen, Stop, Pause, Rate, Months, Years, OlderIssues                        string
	Calendar, More, Older, InMonth, Query, Find, Searching, None                             string
	Needs, TooShort, Hits, NotFound, NotFoundText, Withdrawn, CorrectionsText, NoCorrections string
	OfflineReady, FeedText, Papers                                                           string

	week                                     [7]string
	page, date, month, issue, count, stories string // formats
}

var chinese = words{
	site: "数字报",
	Home: "首页", Archive: "往期", Sections: "栏目", Search: "搜索", Corrections: "更正", Feed: "订阅源",
	Skip: "跳到正文", Menu: "导航", Theme: "深色", Larger: "字大", Smaller: "字小", Print: "打印", Share: "分享", Copied: "已复制网址",
	PrevIssue: "上一期", NextIssue: "下一期", PrevPage: "上一版", NextPage: "下一版",
	PrevStory: "上一篇", NextStory: "下一篇", OnPage: "本版稿件",
	Pages: "版面导航", Stories: "稿件", WholePage: "版面图", ThisPage: "返回版面", FullIssue: "本期各版",
	PagePDF: "本版 PDF", IssuePDF: "整期 PDF", Zoom: "放大", Close: "返回全版", Read: "读全文", PrevColumn: "上一栏",
	NextColumn: "下一栏", Listen: "朗读", Stop: "停止", Pause: "暂停", Rate: "语速",
	Months: "月份", Years: "年份", OlderIssues: "近期报纸",
	Calendar: "日历", More: "全部", Older: "更早", InMonth: "当月各期",
	Query: "找一个词、一句话、一个名字", Find: "搜索", Searching: "正在查找……", None: "没有找到。换一个词试试；几个词之间空一格。", Needs: "搜索要用到浏览器脚本。没有脚本时，可以从往期和栏目查找。", TooShort: "再多写一个字。", Hits: "{} 篇",
	NotFound: "没有这一页", NotFoundText: "网址可能写错了，也可能这一页已经移走。可以从往期、栏目里找，或者搜索。", Withdrawn: "此稿已撤",
	CorrectionsText: "见报以后改正的差错，按改正的时间先后列出，最近的在前。网上的稿件已经改正，印出的报纸以此为准。", NoCorrections: "还没有更正。",
	OfflineReady: "最近七期已存好，没有网络也能读。",
	FeedText:     "用阅读器订阅各栏目的新稿件：", Papers: "各报",
	week: [7]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
	page: "第%s版", date: "%d年%d月%d日", month: "%d年%d月", issue: "总第%d期", count: "%d 期", stories: "%d 篇", other: "其他",
}

var traditional = words{
	site: "數位報",
	Home: "首頁", Archive: "往期", Sections: "欄目", Search: "搜尋", Corrections: "更正", Feed: "訂閱源",
	Skip: "跳到正文", Menu: "導覽", Theme: "深色", Larger: "字大", Smaller: "字小", Print: "列印", Share: "分享", Copied: "已複製網址",
	PrevIssue: "上一期", NextIssue: "下一期", PrevPage: "上一版", NextPage: "下一版",
	PrevStory: "上一篇", NextStory: "下一篇", OnPage: "本版稿件",
	Pages: "版面導覽", Stories: "稿件", WholePage: "版面圖", ThisPage: "返回版面", FullIssue: "本期各版",
	PagePDF: "本版 PDF", IssuePDF: "整期 PDF", Zoom: "放大", Close: "返回全版", Read: "讀全文", PrevColumn: "上一欄",
	NextColumn: "下一欄", Listen: "朗讀", Stop: "停止", Pause: "暫停", Rate: "語速",
	Months: "月份", Years: "年份", OlderIssues: "近期報紙",
	Calendar: "日曆", More: "全部", Older: "更早", InMonth: "當月各期",
	Query: "找一個詞、一句話、一個名字", Find: "搜尋", Searching: "正在查找……", None: "沒有找到。換一個詞試試；幾個詞之間空一格。", Needs: "搜尋要用到瀏覽器腳本。沒有腳本時，可以從往期和欄目查找。", TooShort: "再多寫一個字。", Hits: "{} 篇",
	NotFound: "沒有這一頁", NotFoundText: "網址可能寫錯了，也可能這一頁已經移走。可以從往期、欄目裏找，或者搜尋。", Withdrawn: "此稿已撤",
	CorrectionsText: "見報以後改正的差錯，按改正的時間先後列出，最近的在前。網上的稿件已經改正，印出的報紙以此為準。", NoCorrections: "還沒有更正。",
	OfflineReady: "最近七期已存好，沒有網路也能讀。",
	FeedText:     "用閱讀器訂閱各欄目的新稿件：", Papers: "各報",
	week: [7]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
	page: "第%s版", date: "%d年%d月%d日", month: "%d年%d月", issue: "總第%d期", count: "%d 期", stories: "%d 篇", other: "其他",
}

var english = words{
	site: "E-paper",
	Home: "Home", Archive: "Archive", Sections: "Sections", Search: "Search", Corrections: "Corrections", Feed: "Feeds",
	Skip: "Skip to the text", Menu: "Navigation", Theme: "Dark", Larger: "Larger", Smaller: "Smaller", Print: "Print", Share: "Share", Copied: "Address copied",
	PrevIssue: "Previous issue", NextIssue: "Next issue", PrevPage: "Previous page", NextPage: "Next page",
	PrevStory: "Previous story", NextStory: "Next story", OnPage: "On this page",
	Pages: "Pages", Stories: "Stories", WholePage: "Picture of the page", ThisPage: "Back to the page", FullIssue: "All pages",
	PagePDF: "PDF of this page", IssuePDF: "PDF of the issue", Zoom: "Zoom", Close: "Whole page", Read: "Read the story", PrevColumn: "Previous column",
	NextColumn: "Next column", Listen: "Listen", Stop: "Stop", Pause: "Pause", Rate: "Speed",
	Months: "Months", Years: "Years", OlderIssues: "Recent issues",
	Calendar: "Calendar", More: "All", Older: "Older", InMonth: "Issues of the month",
	Query: "A word, a phrase, a name", Find: "Search", Searching: "Searching…", None: "Nothing found. Try another word; put spaces between words.", Needs: "The search needs scripts. Without them, the archive and the sections lead to every story.", TooShort: "One more letter, please.", Hits: "{} stories",
	NotFound: "There is no such page", NotFoundText: "The address may be mistyped, or the page has gone. The archive, the sections and the search lead to every story.", Withdrawn: "This story has been withdrawn",
	CorrectionsText: "What has been put right after printing, the latest first. The stories on this site have been corrected.", NoCorrections: "There are no corrections yet.",
	OfflineReady: "The last seven issues are stored: they can be read without a network.",
	FeedText:     "New stories of each section for feed readers:", Papers: "Papers",
	week: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	page: "Page %s", date: "%[1]d-%02[2]d-%02[3]d", month: "%[1]d-%02[2]d", issue: "No. %d", count: "%d issues", stories: "%d stories", other: "Other",
}

func (w *words) dateName(t time.Time) string {
	return fmt.Sprintf(w.date, t.Year(), int(t.Month()), t.Day())
}

func (w *words) weekday(t time.Time) string { return w.week[t.Weekday()] }

func (w *words) monthName(t time.Time) string { return fmt.Sprintf(w.month, t.Year(), int(t.Month())) }

// pageName names a page as it is called in print: 第1版 要闻.
func (w *words) pageName(p *Page) string {
	return strings.TrimSpace(fmt.Sprintf(w.page, p.Name) + " " + p.Section)
}

// Days are the names of the days of the week, in a letter or a character each.
func (w *words) Days() (out []string) {
	for _, d := range w.week {
		r := []rune(d)
		if r[0] < 0x80 {
			out = append(out, string(r[:2]))
		} else {
			out = append(out, string(r[2:]))
		}
	}
	return out
}
