package cli

// planZh holds what plan and make-up say.
var planZh = map[string]string{
	// plan.go
	"Show the plan of each page: its slots, what they hold and could hold": "显示各版的版样：各版位排了什么、能排多少",
	"Draws each page of the edition as text and lists its slots: columns, lines and characters\nfor text, what is set there, what is over or could follow, and what the head holds.\nEmpty slots are shown with their capacity under a typical head. Nothing is written.": "用文字画出这一期各版，并列出各版位：正文的栏、行、字，已排多少，超多少或余多少，标题能放几个字。\n空版位按一般标题给出容量。不写任何文件。",
	"  banxin plan my-paper --pages 1\n  banxin plan my-paper --format json": "  banxin plan 我的报纸 --pages 1\n  banxin plan 我的报纸 --format json",
	"`PAGES` to show, as 1,3-4; else all":                                    "要看的`版`，如 1,3-4；不写看全部",
	"page %s %s, template %s: %d columns of %d characters, %d lines":         "第%s版 %s　模板 %s：%d栏，每栏%d字，%d行",
	"text %s %d columns × %d lines × %d":                                     "正文 %s %d栏×%d行×%d字",
	"text %s %d lines × %d in %d columns":                                    "正文 %s %d行×%d字，分%d栏",
	"%s chars":                                                               "%s字",
	"headline %d lines ≤ %d chars (%s pt)":                                   "标题 %d行 ≤ %d字（%s磅）",
	", has %d":                                                               "，现有%d字",
	"empty":                                                                  "空",
	"goes on in %s":                                                          "转 %s",
	"goes on from %s":                                                        "接 %s",
	"set %s":                                                                 "已排 %s",
	"over %s (+%d lines)":                                                    "超 %s（+%d行）",
	"room %s (-%d lines)":                                                    "余 %s（-%d行）",
	"full":                                                                   "满",
	"on no page: %s":                                                         "未上版：%s",
}
