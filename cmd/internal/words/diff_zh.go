package words

// diffZh holds what the comparison of rounds says.
var diffZh = map[string]string{
	"Say which characters changed between two rounds of proofs, and that nothing else did": "核红：两次校样之间改了哪些字，此外什么也没动",
	"A and B are rounds frozen by proof --round, or papers' folders; without B a round is compared\n" +
		"with the paper as it is now. Texts are compared story by story and character by character,\n" +
		"however they are broken into lines; what only the layout did is listed apart, and pages that\n" +
		"print as before are named. The exit status is 0 where nothing differs, 1 where something does.": "A、B 是 proof --round 存下的一次校样，或报纸的文件夹；不写 B，就同报纸现在的样子比。\n" +
		"逐稿逐字比较，不管怎样换行；只是换了行、挪了位置的另列，没动的版一一点出。\n退出状态：0 没有不同，1 有不同，2 出了故障。",
	"  banxin diff my-paper/proofs/大样-1\n" +
		"  banxin diff proofs/大样-1 proofs/大样-2 --format json\n" +
		"  banxin diff proofs/清样-1 my-paper --format html -o diff.html": "  banxin diff 我的报纸/proofs/大样-1\n" +
		"  banxin diff proofs/大样-1 proofs/大样-2 --format json\n  banxin diff proofs/清样-1 我的报纸 --format html -o 核红.html",
	"`DATE` of the edition, as 2026-10-20; else the round's": "哪一期，写`日期`如 2026-10-20；不写就是校样的那一期",
	"`FORMAT` of the comparison: text, json, html":           "比较结果的`格式`：text、json、html",
	"`FILE` to write instead of stdout":                      "写到`文件`，不写到 stdout",

	"diff needs a round to compare with: a folder made by proof --round": "diff 要一次校样来比：proof --round 存下的文件夹",
	"%s is a paper, not a round: name what to compare it with":           "%s 是报纸，不是校样：写出同什么比",
	"%s is neither a round of proofs nor a paper's folder":               "%s 既不是校样，也不是报纸的文件夹",
	"%s is no round: %v": "%s 不是校样：%v",
	"%s is no round: it has no %s; banxin proof --round makes one":              "%s 不是校样：里面没有 %s；banxin proof --round 会做",
	"%s has the schema %d, this banxin reads %d":                                "%s 的格式是第 %d 版，这个版心读第 %d 版",
	"%s: the edition has no pages; banxin check says why":                       "%s：这一期没有版面；原因见 banxin check",
	"no paper's folder is around %s: name it, banxin diff %s DIR":               "%s 不在报纸的文件夹里：写出报纸，banxin diff %s DIR",
	"--round: %q is no name of a folder":                                        "--round：%q 不能作文件夹的名字",
	"the round %s is there already and is not overwritten; choose another name": "校样 %s 已经有了，不会覆盖；换一个名字",

	"  banxin proof my-paper --kind 大样 --layers rulers,slots,notes\n" +
		"  banxin proof my-paper --kind 小样 --pages 1 --to pdf\n" +
		"  banxin proof my-paper --round 大样          # freezes proofs/大样-1; then, after the corrections:\n" +
		"  banxin proof my-paper --since proofs/大样-1": "  banxin proof 我的报纸 --kind 大样 --layers rulers,slots,notes\n" +
		"  banxin proof 我的报纸 --kind 小样 --pages 1 --to pdf\n" +
		"  banxin proof 我的报纸 --round 大样          # 存为 proofs/大样-1；改样以后：\n" +
		"  banxin proof 我的报纸 --since proofs/大样-1",
	"freeze the proofs as a round, in a folder of this `NAME`; without a number it gets the next": "把校样存为一次，放进叫这个`名字`的文件夹；名字末尾没有数字就顺次编号",
	"mark what changed since a `ROUND` frozen earlier, and list it":                               "标出比从前存下的一次`校样`改了什么，并列出来",
	"changes since %s": "比 %s 的改动",

	"%s → %s: %s %s":                    "%s → %s　%s %s",
	": %s":                              "：%s",
	"now":                               "现在",
	"another edition: before %s %s":     "不是同一期：原为 %s %s",
	"on no page":                        "未上版",
	"unchanged, every dot":              "未动",
	"no text changed, only lines moved": "文字未改，只是换行、移位",
	"no text changed, only nameplate, folio, index or jump lines":           "文字未改，只有报头、报眉、导读或转版语变了",
	"no text changed, but what is drawn: pictures, rules, sizes or colours": "文字未改，画的变了：图片、线、大小或颜色",
	"added":                     "新增",
	"removed":                   "撤去",
	"story added, %d chars":     "新增稿件，%d 字",
	"story removed, %d chars":   "撤去稿件，%d 字",
	"its file was %s":           "原编号 %s",
	"moved: %s → %s":            "移位：%s → %s",
	"%s, added":                 "%s 新增",
	"%s, removed":               "%s 删去",
	"%s, was %s":                "%s（原%s）",
	"looks otherwise (%s → %s)": "字样变了（%s → %s）",
	"%s, %s":                    "%s %s",
	"  %s advert: %s → %s":      "  %s 广告：%s → %s",

	"paragraph %d": "第%d段", "label": "栏目", "kicker": "引题", "headline": "主题", "deck": "副题", "byline": "署名", "lead": "导语", "subhead": "小标题",
	"quotation": "引文", "list item": "列表项", "row of the table": "表格行", "picture": "图片", "caption": "图说", "credit": "摄影", "sign-off": "落款", "note to the text": "注",

	"the same text, set otherwise:": "文字未改，只是排法变了：",
	"emphasis ":                     "着重", "strong ": "加粗", "superscript ": "上标", "name ": "专名号", "title ": "书名号", "deceased ": "示亡号", "underline ": "下划线", "ruby ": "注音", "link ": "链接", "tint ": "底色", "head of the table ": "表头",
	"another file of this name, or otherwise used (%s → %s)": "换了同名文件，或用法变了（%s → %s）",
	"no story's text has changed":                            "各稿文字未改", ", ": "、",
	"nameplate, folio lines, index and jump lines:":             "报头、报眉、导读、转版语：",
	"  page %d %s %s: %d lines broken otherwise, %d only moved": "  %d 版 %s %s：%d 行换行，%d 行移位",
	"  page %d: “%s” → “%s”":                                    "  %d 版：“%s” → “%s”",
	"set otherwise, and what banxin writes itself":              "只是换行、移位，以及报头、报眉、导读、转版语",
	"%d parts unchanged":                                        "%d 段未动",

	"nothing has changed": "什么也没动",
	"%d places, %d characters changed (%d deleted, %d inserted)": "改 %d 处 %d 字（删 %d 字，增 %d 字）",
	"stories: %d added, %d removed, %d moved":                    "稿件：增 %d 篇，撤 %d 篇，移 %d 篇",
	"every page differs":                                         "各版都有变动",
	"unchanged pages: %s":                                        "未动的版：%s",
}
