package epub

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/output/internal/prose"
)

// words are what the book itself says, beside the edition's text.
type words struct {
	contents, pages, landmarks, cover, body, stories string
	prev, next, around, section, unsaid, proof       string
	briefs                                           string
	colon, comma, back, onward                       string
	page, date, issue, coverAlt, pageAlt, summary    string // formats
	fixed                                            string // summary of a replica
	pictures                                         string // added to summary when there are pictures
	weekdays                                         [7]string
	ruby                                             [2]string // around a reading where ruby is not shown
}

var chinese = words{
	contents: "今日目录", pages: "版面", landmarks: "导览", cover: "封面", body: "正文", stories: "本版稿件",
	prev: "上一篇", next: "下一篇", around: "前后稿件", section: "其他", briefs: "简讯", unsaid: "（此图没有说明）", proof: "（校样）", colon: "：", comma: "、", back: "上接", onward: "下转",
	page: "第%s版", date: "%d年%d月%d日", issue: "总第%d期", coverAlt: "%s头版版面", pageAlt: "%s版面图",
	summary:  "本刊依照印刷版排定阅读顺序，逐篇成章，带有按版面编排的目录、标题层级和印刷版页码标记，字体、字号和配色可由读者调整。",
	fixed:    "本刊为印刷版的原样版面，版面固定，按版次和阅读顺序提供文字层、目录和页码标记；需要调整字号的读者请使用流式版。",
	pictures: "图片均配有替代文字，版面图上的文字在各篇稿件中全文提供。",
	weekdays: [7]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
	ruby:     [2]string{"（", "）"},
}

var traditional = words{
	contents: "今日目錄", pages: "版面", landmarks: "導覽", cover: "封面", body: "正文", stories: "本版稿件",
	prev: "上一篇", next: "下一篇", around: "前後稿件", section: "其他", briefs: "簡訊", unsaid: "（此圖沒有說明）", proof: "（校樣）", colon: "：", comma: "、", back: "上接", onward: "下轉",
	page: "第%s版", date: "%d年%d月%d日", issue: "總第%d期", coverAlt: "%s頭版版面", pageAlt: "%s版面圖",
	summary:  "本刊依照印刷版排定閱讀順序，逐篇成章，帶有按版面編排的目錄、標題層級和印刷版頁碼標記，字型、字級和配色可由讀者調整。",
	fixed:    "本刊為印刷版的原樣版面，版面固定，按版次和閱讀順序提供文字層、目錄和頁碼標記；需要調整字級的讀者請使用流式版。",
	pictures: "圖片均配有替代文字，版面圖上的文字在各篇稿件中全文提供。",
	weekdays: [7]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
	ruby:     [2]string{"（", "）"},
}

var english = words{
	contents: "Contents", pages: "Pages", landmarks: "Guide", cover: "Cover", body: "Stories", stories: "Stories on this page",
	prev: "Previous story", next: "Next story", around: "Previous and next story", section: "Other", briefs: "In brief", unsaid: "(this picture has no description)", proof: " (proof)", colon: ": ", comma: ", ", back: "From", onward: "Continued",
	page: "Page %s", date: "%[1]d-%02[2]d-%02[3]d", issue: "No. %d", coverAlt: "Front page of %s", pageAlt: "Picture of %s",
	summary:  "Stories follow the reading order of the printed edition, a chapter each, with contents by page, headings and markers of the printed pages. Type, size and colours can be changed.",
	fixed:    "The pages of the printed edition as they are, with their text in reading order, contents and page markers. Readers who need larger type should take the reflowable edition.",
	pictures: " Pictures have alternative text; the text seen in pictures of pages is given in full in the stories.",
	weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	ruby:     [2]string{"(", ")"},
}

// wordsFor returns the words for a BCP 47 tag.
func wordsFor(lang string) words {
	return prose.Say(lang, chinese, traditional, english)
}

// direction is that of text in a language (ISO 15924 scripts Arab, Hebr and Thaa).
func direction(lang string) string {
	main, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch main {
	case "ar", "he", "iw", "fa", "ur", "ug", "yi", "dv", "ps", "sd", "ckb":
		return "rtl"
	}
	return "ltr"
}

// day formats a date, with the day of the week.
func (w *words) day(d editions.Date) string {
	return fmt.Sprintf(w.date, d.Year, d.Month, d.Day) + " " + w.weekdays[d.Midnight().Weekday()]
}

func iso(d editions.Date) string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }
