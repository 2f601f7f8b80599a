package words

// planZh holds what plan and make-up say.
var planZh = map[string]string{
	// plan.go
	"Show the plan of each page: its slots, what they hold and could hold": "显示各版的版样：各版位排了什么、能排多少",
	"Draws each page of the edition as text and lists its slots: columns, lines and characters\nfor text, what is set there, what is over or could follow, and what the head holds.\nEmpty slots are shown with their capacity under a typical head. With --suggest the stories\nthat stand on no page are assigned to the empty slots, and the lines of edition.yaml given.": "用文字画出这一期各版，并列出各版位：正文的栏、行、字，已排多少，超多少或余多少，标题能放几个字。\n空版位按一般标题给出容量。加 --suggest，把未上版的稿件配给空版位，并给出 edition.yaml 里要写的几行。",
	"  banxin plan my-paper --pages 1\n  banxin plan my-paper --suggest --write": "  banxin plan 我的报纸 --pages 1\n  banxin plan 我的报纸 --suggest --write",
	"`PAGES` to show, as 1,3-4; else all":                                        "要看的`版`，如 1,3-4；不写看全部",
	"page %s %s, template %s: %d columns of %d characters, %d lines":             "第%s版 %s　模板 %s：%d栏，每栏%d字，%d行",
	"text %s %d columns × %d lines × %d":                                         "正文 %s %d栏×%d行×%d字",
	"text %s %d lines × %d in %d columns":                                        "正文 %s %d行×%d字，分%d栏",
	"%s chars":                                                                   "%s字",
	"headline %d lines ≤ %d chars (%s pt)":                                       "标题 %d行 ≤ %d字（%s磅）",
	", has %d":                                                                   "，现有%d字",
	"empty":                                                                      "空",
	"goes on in %s":                                                              "转 %s",
	"goes on from %s":                                                            "接 %s",
	"set %s":                                                                     "已排 %s",
	"over %s (+%d lines)":                                                        "超 %s（+%d行）",
	"room %s (-%d lines)":                                                        "余 %s（-%d行）",
	"full":                                                                       "满",
	"say which unplaced story goes best into which empty slot": "给未上版的稿件配空版位",
	"with --suggest: write the lines into edition.yaml":        "与 --suggest 合用：把配好的写进 edition.yaml",
	"--write: goes with --suggest and a paper's folder":        "--write：要与 --suggest 和报纸文件夹合用",

	// suggest.go
	"nothing to suggest: every story has its place": "没有可配的：每篇稿件都有版位",
	"; ":              "；",
	"written into %s": "已写进 %s",
	"for %s:":         "写进 %s：",
	"%s is written in a way that does not let lines be added; paste those that --suggest prints": "%s 的写法没法自动加行；请把 --suggest 给出的几行贴进去",

	// auto.go
	"make up the pages that have no story slots of the stories that have no place": "把没有版位的版用未上版的稿件自动拼出来",
	"with --auto: make so many `VERSIONS` to choose from":                          "与 --auto 合用：拼出几个`方案`供挑选",
	"--variants: %d is not between 1 and %d":                                       "--variants：%d 不在 1 到 %d 之间",
	"--variants: goes with --auto":                                                 "--variants：要与 --auto 合用",
	"no page could be made up":                                                     "没有可以自动拼的版",
	"give a page a template whose 版图 has dots in the place of stories, and leave stories without a place": "给一个版用稿件处画成点的模板，并留出未上版的稿件",
	"made up of %d stories: %d of %d lines of its columns are empty":                                      "用%d篇稿件拼成：栏内%d行空着，共%d行",

	"version %d is made up of %d stories: %d of %d lines of its columns are empty, weight %d": "方案%d用%d篇稿件拼成：栏内%d行空着，共%d行，权重%d",

	// layout/makeup/report.go
	"weighed, less is better: stories in their areas %d, their order %d, heads side by side %d, gutters %d, frames and vertical heads %d, pictures %d; together %d": "权重，越小越好：各稿排法 %d，轻重次序 %d，碰题 %d，断版 %d，围框与竖题 %d，图位 %d；合计 %d",
	"the lead over %d of %d columns":                                 "头条占%d栏，共%d栏",
	"the same as in the version before: no other good one was found": "与前一方案相同：没有别的好方案",
	"beside it %s":                                 "右边是%s",
	"the picture at the lower left":                "图在左下",
	"the picture low in the middle":                "图在中下",
	"the picture at the lower right":               "图在右下",
	"the picture at the upper left":                "图在左上",
	"the picture high in the middle":               "图在中上",
	"the picture at the upper right":               "图在右上",
	"the widest story at the foot over %d columns": "底下最宽的一篇占%d栏",
	"framed: %s":                                   "围框：%s",
	"under a vertical head: %s":                    "竖题：%s",

	// layout/makeup/suggest.go
	"no empty slot suits it":               "没有合适的空版位",
	"over by %d characters (%d lines)":     "超%d字（%d行）",
	"%d lines free":                        "余%d行",
	"fills it":                             "正好排满",
	"%d stories in a slot for briefs":      "简讯版位排%d篇",
	"importance %d, slot %d":               "稿件轻重第%d，版位主次第%d",
	"no room for its picture":              "图片放不下",
	"has the picture the slot is made for": "有图，版位正是图文位",
	"the slot is made for a picture":       "版位是图文位，稿件没有图",
	"a notice in the upper half":           "公告放在了上半版",
	"a notice, low on the page":            "公告在下半版",
	"its section is %s":                    "稿件属于 %s",
	"on no page: %s":                       "未上版：%s",
}
