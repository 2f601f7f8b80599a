package words

import "maps"

// zh holds the Chinese sentences by the English ones. A test sees to it that none is
// missing and none left over.
var zh = merge(talkZh, findingsZh, planZh, outputsZh, rulesZh, lintZh, templatesZh, threadZh, liveZh, picturesZh, diffZh, intakeZh, readersZh, toolkitZh)

func merge[V any](all ...map[string]V) map[string]V {
	out := map[string]V{}
	for _, m := range all {
		maps.Copy(out, m)
	}
	return out
}

// talkZh holds what the command line says itself.
var talkZh = map[string]string{
	// cli.go
	"internal error: %v; this is a fault of banxin, please report it": "内部错误：%v；这是版心的毛病，请报告",
	"interrupted; earlier outputs are as they were":                   "已中断；原有输出文件未动",
	"banxin: %s": "banxin：%s",
	"Set Chinese newspapers: plain files in, press pages and an e-edition out":                                                                                        "排中文报纸：纯文本文件进，付印版面和电子报出",
	"banxin (版心) sets a newspaper edition, kept as plain files, as press-ready PDF pages,\nan EPUB e-edition and proofs. Exit status: 0 fine, 1 findings, 2 trouble.": "版心把存成纯文本文件的一期报纸排成付印 PDF、EPUB 电子报和校样。\n退出状态：0 无事，1 有问题待改，2 出了故障。",

	// locale.go
	"not found":                 "没有找到",
	"no permission":             "没有权限",
	"no space left on the disk": "磁盘已满",
	"the disk is read-only":     "磁盘只读",
	"not a folder":              "不是文件夹",
	"too many files open":       "打开的文件太多",

	// usage.go
	"Usage:":    "用法：",
	"COMMAND":   "命令",
	"Examples:": "示例：",
	"Commands:": "命令：",
	"Flags:":    "选项：",
	"banxin COMMAND --help tells more of a command.": "banxin 命令 --help 给出该命令的详细说明。",
	"%s (default %s)":                              "%s（默认 %s）",
	"show this help":                               "显示本说明",
	"Tell about a command":                         "说明一个命令",
	"no command %q":                                "没有 %q 这个命令",
	"Print the completion script of a shell":       "输出命令行补全脚本",
	"shell":                                        "shell",
	"unknown flag --%s; see --help":                "没有 --%s 这个选项；见 --help",
	"[--flags]":                                    "[--选项]",
	"--jobs: %d is less than 0":                    "--jobs：%d 小于 0",
	"unknown flag -%s; see --help":                 "没有 -%s 这个选项；见 --help",
	"unknown flag --%s; did you mean --%s?":        "没有 --%s 这个选项；是不是 --%s？",
	"%s: %q is not one of %s; did you mean %s?":    "%s：%q 不在可选之列（%s）；是不是 %s？",
	"flag --%s needs a value":                      "选项 --%s 后面要有值",
	"flag --%s: %q is no such value":               "选项 --%s 不能是 %q",
	"environment variable %s: %q is no such value": "环境变量 %s 不能是 %q",
	"%s takes no argument, not %q":                 "%s 不带参数，多了 %q",
	"no command %q; did you mean %s?":              "没有 %q 这个命令；是不是 %s？",
	"no command %q; see %s --help":                 "没有 %q 这个命令；见 %s --help",
	"%s: one argument too many: %q":                "%s：多了一个参数 %q",
	"%s needs one argument: %s":                    "%s 要一个参数：%s",
	"%s: %q is not one of %s":                      "%s：%q 不在可选之列（%s）",

	// load.go
	"`DATE` of the edition, as 2026-10-20; else the latest": "哪一期，`日期`如 2026-10-20；不写取最近一期",
	"cannot read %s: %v": "读不了 %s：%v",
	"%s is no paper's folder: it has no editions/DATE": "%s 不是报纸的文件夹：里面没有 editions/日期",
	"%s has no edition of %s; the latest is %s":        "%s 没有 %s 这一期；最近一期是 %s",

	// build.go
	"Make the press PDF, the EPUB and the page proofs of an edition": "出一期报纸的付印 PDF、EPUB 和版面样图",
	"Reads the paper in DIR, lays its edition out and writes the outputs, all of them or none.\n" +
		"Without DIR it is the sample that banxin carries with it. With errors among the findings,\n" +
		"such as a story that does not fit, the outputs are written as proofs and the exit status is 1.": "读 DIR 里的报纸，排版并写出全部输出文件；中途失败则一个也不写。\n" +
		"不写 DIR 则用自带的样报。若有错误，例如某稿排不下，输出照写，供改版用，退出状态为 1。",
	"  banxin build                                   # the sample, into out/\n" +
		"  banxin build my-paper -o proofs --to pdf,png\n" +
		"  banxin build my-paper --edition 2026-10-20 --pages 1,3-4 --to pdf": "  banxin build                                   # 样报，输出到 out/\n" +
		"  banxin build my-paper -o 校样 --to pdf,png\n" +
		"  banxin build my-paper --edition 2026-10-20 --pages 1,3-4 --to pdf",
	"`FOLDER` of the outputs":                                                         "输出到哪个`文件夹`",
	"`PAGES` to write, as 1,3-4, without an EPUB; else all":                           "只出哪几`版`，如 1,3-4，不出 EPUB；不写则全出",
	"pixels `PER INCH` of page PNGs":                                                  "版面 PNG 每英寸的`像素`数",
	"how many `THINGS` to do at a time; 0: as many as there are processors":           "同时做`几件`事；0 为与处理器数相同",
	"say nothing but findings":                                                        "除问题外什么也不说",
	"read text and pages as check does, too":                                          "像 check 一样，也查文字和版面",
	"list all stories and findings, and the time of each step":                        "列出全部稿件和问题，以及每一步的用时",
	"`PROGRESS` on stderr: auto (on a terminal), json, none":                          "stderr 上的`进度`：auto（终端上才显示）、json、none",
	"`SEVERITY` from which on findings make the exit status 1: error, warning, never": "问题到什么`程度`退出状态为 1：error（错误）、warning（警告）、never（从不）",
	"`FORMAT` of what is said on stdout: text, json":                                  "stdout 的`格式`：text、json",
	"--ppi: %d is not between 10 and 1200":                                            "--ppi：%d 不在 10 到 1200 之间",
	"no page could be composed; earlier outputs are as they were":                     "一个版也排不成；原有输出文件未动",
	"the edition has no pages":                                                        "这一期没有版面",
	"%d pages, %d characters in %s":                                                   "%d 版，%d 字，用时 %s",
	"--pages: %v":                                                                     "--pages：%v",
	"the paper":                                                                       "这份报纸",
	"%q is no name of a file":                                                         "%q 不是文件名",
	"there is no kind of output %q":                                                   "没有 %q 这种输出",
	"%s holds all pages: it cannot be made of some":                                   "%s 总是全部版面，不能只取几版",
	"%q is no page or range of pages":                                                 "%q 不是版号或版号范围",
	"--pages: an EPUB holds all pages":                                                "--pages：EPUB 总是全部版面",
	"the edition has no page %s":                                                      "这一期没有第 %s 版",

	"SOURCE_DATE_EPOCH: %q is not a number of seconds since 1970": "SOURCE_DATE_EPOCH：%q 不是 1970 年以来的秒数",

	// check.go
	"Say what is wrong with an edition, and how each story fits": "检查一期报纸：有何问题，各稿余缺多少",
	"Reads the paper in DIR and lays its edition out, as build does, but writes nothing.\nThe exit status is 1 where there are findings at or above --fail-on.\n\nA finding in JSON: code, severity, message, hint, page, slot, story, column, line, x_mm, y_mm, source {file, line, col, end_line, end_col},\nquote {exact, prefix, suffix}, weight in the official count of errors, fix {kind: cut or add, chars, lines}.": "像 build 一样读 DIR 里的报纸并排版，但不写文件。\n问题达到 --fail-on 的程度时退出状态为 1。\n\nJSON 里的每个问题：code 代码、severity 程度、message、hint、page 版、slot 版位、story 稿件、column 栏、line 行、x_mm、y_mm、source {file, line, col, end_line, end_col}、\nquote {exact 原文, prefix 前, suffix 后}、weight 差错分、fix {kind: cut 删或 add 增, chars 字, lines 行}。",
	"  banxin check my-paper\n  banxin check my-paper --format json --fail-on warning\n  banxin check my-paper --only TXT,FIT-OVER --max-rate 3": "  banxin check my-paper\n  banxin check my-paper --format json --fail-on warning\n  banxin check my-paper --only TXT,FIT-OVER --max-rate 3",
	"`CODES` or families of findings to show, as TXT,FIT-OVER; else all":                                                                         "只看这些`代码`或类别的问题，如 TXT,FIT-OVER；不写看全部",
	"`ERRORS` in 10,000 characters above which the exit status is 1; 0: any; the official limit is 3":                                            "每万字`差错`超过此数则退出状态为 1；0 为不限；规定的上限是 3",
	"--max-rate: %v is less than nothing":                           "--max-rate：%v 小于零",
	"--only: no finding has the code %q; banxin explain lists them": "--only：没有代码为 %q 的问题；banxin explain 列出全部",
	"`FORMAT` of what is said on stdout: text, json, sarif, github": "stdout 的`格式`：text、json、sarif、github",
	"errors %.1f in %d characters, %.2f in 10,000, limit %d":        "差错分 %.1f（%d 字），每万字 %.2f，限 %d",
	"errors of form %.1f, limit %d":                                 "形式差错 %.1f，限 %d",
	"page %d %s column %d line %d":                                  "%d 版 %s 第 %d 栏第 %d 行",
	"page %d column %d line %d":                                     "%d 版第 %d 栏第 %d 行",
	"list all stories and findings, however many":                   "列出全部稿件和问题，不论多少",
	"no findings": "没有问题",

	// dump.go
	"Print a stage of the work between files and pages, as text": "用文本显示从文件到版面的某一步",
	"Stages: stories (as read), plan (which story goes where), slots (the places of lines),\n" +
		"lines (the text as set), pages (what is painted). Findings go to stderr.": "各步：stories（读入的稿件）、plan（哪稿上哪个版位）、slots（各行的位置）、\n" +
		"lines（排好的行）、pages（画在版面上的一切）。问题写到 stderr。",
	"  banxin dump my-paper --stage lines | less":          "  banxin dump my-paper --stage lines | less",
	"`STAGE` to print: stories, plan, slots, lines, pages": "要显示的`一步`：stories、plan、slots、lines、pages",

	// explain.go
	"Tell what a finding means and what to do": "说明一种问题的含义和办法",
	"Write the sample paper into a new folder, as a starting point; or begin an edition, a story, a page, a template": "把样报写进一个新文件夹，作为起点；或者新开一期、一稿、一版、一个版样",
	"  banxin new my-paper\n  banxin new edition 2026-10-21 my-paper":                                                 "  banxin new 我的报纸\n  banxin new edition 2026-10-21 我的报纸",
	"%s has no pages that could be read; banxin check %s says why":                                                    "%s 里没有读得出的版；banxin check %s 说明原因",
	"edition DATE [DIR]": "edition 日期 [DIR]",
	"Begin an edition: the pages of an earlier one, with nobody in their slots":                            "新开一期：照前一期的各版，版位空着",
	"  banxin new edition 2026-10-21 my-paper\n  banxin new edition 2026-10-24 my-paper --like 2026-10-17": "  banxin new edition 2026-10-21 我的报纸\n  banxin new edition 2026-10-24 我的报纸 --like 2026-10-17",
	"`DATE` of the edition whose pages to take; else the latest":                                           "照哪一期，`日期`；不写照最近一期",
	"%s needs what to make, and may be followed by the paper's folder":                                     "%s 后面写要做什么，再后可写报纸的文件夹",
	"%s is ready, with the pages of %s; next: banxin new story NAME %s":                                    "%s 建好了，各版照 %s；下一步：banxin new story 名字 %s",
	"story NAME [DIR]": "story 名字 [DIR]",
	"Begin a story: a file with the keys of its front matter":                                              "新开一稿：写好头部各键的文件",
	"  banxin new story bridge my-paper\n  banxin new story bridge my-paper --genre 通讯 --page 1 --slot 头条": "  banxin new story 大桥 我的报纸\n  banxin new story 大桥 我的报纸 --genre 通讯 --page 1 --slot 头条",
	"`GENRE` of the story":  "`体裁`",
	"`PAGE` to put it on":   "上第几`版`",
	"`SLOT` to put it into": "上哪个`版位`",
	"%q is no name for a file; take letters, figures or Chinese characters": "%q 不能做文件名；用字母、数字或汉字",
	"page TEMPLATE [DIR]": "page 版样 [DIR]",
	"Add a page to an edition: with a template of the paper's or of the library": "给一期加一版：用报社的版样，或自带的版样",
	"  banxin new page 对开体育 my-paper --section 体育\n  banxin new template":        "  banxin new page 对开体育 我的报纸 --section 体育\n  banxin new template",
	"`NAME` of the page's section, as 体育":                                        "版面的`名字`，如 体育",
	"%s has no edition.yaml": "%s 没有 edition.yaml",
	"%s is written in a way that does not let a page be added; add it by hand": "%s 的写法没法自动加一版，请手工加",
	"no template is called %s; banxin new template lists those of the library": "没有叫 %s 的版样；banxin new template 列出自带的",
	"page %d is in %s; next: banxin plan %s --pages %d":                        "第%d版写进了 %s；下一步：banxin plan %s --pages %d",
	"template [NAME [DIR]]": "template [名字 [DIR]]",
	"List the templates of the library, or begin one of the paper's from it": "列出自带的版样，或从中取一个改成报社自己的",
	"  banxin new template\n  banxin new template 对开要闻 my-paper":             "  banxin new template\n  banxin new template 对开要闻 我的报纸",
	"what is not said here comes from the template below; its page:":         "这里没写的，照下面继承的版样；它的版图：",
	"%s is there already; it stays as it is":                                 "%s 已经有了，没有动它",
	"cannot write %s: %v":                                                    "写不了 %s：%v",
	"%s is not a day of the calendar; write it as 2026-10-20":                "%s 不是日历上的日子；写成 2026-10-20",
	"keys [WHERE]": "keys [哪里]",
	"List the keys that papers, templates, editions and stories may have": "列出报、版样、期、稿里可写的键",
	"nothing in the files is called %q; banxin keys lists what is":        "文件里没有叫 %q 的部分；banxin keys 列出有哪些",
	"no finding has the code %q; banxin explain lists them":               "没有代码为 %q 的问题；banxin explain 列出全部",

	// new.go
	"new needs one argument: the folder to make": "new 要一个参数：新文件夹的名字",
	"%s is not empty; name a new folder":         "%s 不是空文件夹；请另起名字",
	"%s is ready; next: banxin build %s":         "%s 已建好；下一步：banxin build %s",

	// files.go
	"cannot write into %s: %v": "无法写入 %s：%v",
	"cannot make %s: %v":       "无法生成 %s：%v",
	"a folder stands there":    "那里已有同名文件夹",

	// text.go
	"%s %s, issue %s: %d pages, %d stories":       "%s %s 第 %s 期：%d 版，%d 稿",
	"%s %s: %d pages, %d stories":                 "%s %s：%d 版，%d 稿",
	"page %s %s":                                  "%s 版 %s",
	"and %d stories more that fit; -v lists them": "另有 %d 稿正好；-v 全部列出",
	"%d chars":                     "%d 字",
	"over by %d chars (%d lines)":  "超 %d 字（%d 行）",
	"room for %d chars (%d lines)": "余 %d 字（%d 行）",
	"fits":                         "正好",
	"… and %d more of this kind [%s]; banxin check --only %s lists them": "……同类的还有 %d 个 [%s]；用 banxin check --only %s 全部列出",
	"%d errors, %d warnings, %d notes":                                   "%d 个错误，%d 个警告，%d 个提示",
	"remedy: %s":                                                         "办法：%s",
	"%s: ":                                                               "%s：",
	"page %d %s":                                                         "%d 版 %s",
	"page %d":                                                            "%d 版",
	"note":                                                               "提示",
	"warning":                                                            "警告",
	"error":                                                              "错误",

	// progress.go
	"read":    "读稿",
	"compose": "排版",
	"write":   "输出",
}
