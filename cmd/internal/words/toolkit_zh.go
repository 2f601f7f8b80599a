package words

// toolkitZh is what version and doc say, and the pages that doc writes.
var toolkitZh = map[string]string{
	// version.go
	"Print the version and how the program was built": "显示版本和编译信息",
	"print the version":  "显示版本",
	"built by %s for %s": "%s 编译，用于 %s",
	"revision not recorded: built with -buildvcs=false or outside a checkout": "没有记下源码的修订号：编译时用了 -buildvcs=false，或者不在代码库里",
	"revision %s of %s": "修订 %s，%s",
	"revision %s of %s, with changes that were not committed": "修订 %s，%s，另有未提交的改动",

	// doc.go
	"doc %s [NAME] [--flags]": "doc %s [名称] [选项]",
	"Write the documentation: man pages, completions, references, JSON Schemas for editors": "写出文档：手册页、命令行补全、键和代码一览、给编辑器用的 JSON Schema",
	"With -o all files of the kind are written into a folder, in both languages; without it one goes to stdout,\n" +
		"in the language of the messages. Where a kind has several, NAME says which.": "有 -o 时，这一类的全部文件写进文件夹，中英文都有；没有 -o 时，用提示信息的语言把一个文件写到 stdout。\n" +
		"一类有几个文件时，用名称指定一个。",
	"with -o all files are written: leave out %q": "有 -o 时写出全部文件：去掉 %q",
	"give a folder with -o, or one of: %s":        "用 -o 给一个文件夹，或写其中一个：%s",
	// manual
	"NAME":        "名称",
	"SYNOPSIS":    "用法",
	"DESCRIPTION": "说明",
	"COMMANDS":    "命令",
	"OPTIONS":     "选项",
	"EXAMPLES":    "示例",
	"EXIT STATUS": "退出状态",
	"ENVIRONMENT": "环境变量",
	"SEE ALSO":    "另见",
	"all is well": "无事",
	"there are findings at or above the severity asked for, or differences":                      "有达到所定级别的问题，或有不同",
	"wrong usage, or trouble with files or the machine; earlier outputs are as they were":        "用法不对，或文件、机器出了故障；原有输出不动",
	"language of messages: Chinese where the first one that is set begins with zh, else English": "提示信息的语言：其中第一个设了的以 zh 开头就用中文，否则用英文",
	"stands for a flag that is not given: BANXIN_FAIL_ON for --fail-on":                          "代替没有写的选项：BANXIN_FAIL_ON 即 --fail-on",
	"the time that outputs carry, in seconds since 1970":                                         "输出文件所记的时间，1970 年起的秒数",
	"no colour on a terminal":      "终端上不用颜色",
	"The commands of banxin":       "版心的命令",
	"The keys of the files":        "文件里可写的键",
	"The codes of findings":        "问题代码",
	"The rules of preflight":       "印前检查的规则",
	"flag":                         "选项",
	"key":                          "键",
	"value":                        "值",
	"text":                         "文字",
	"; or ":                        "；或",
	"a list":                       "列表",
	"a whole number from %d to %d": "%d 到 %d 的整数",
	"a number from %d to %d":       "%d 到 %d 的数",
	"a length: 3mm, 10.5pt, 小五":    "长度，如 3mm、10.5pt、小五",
	"a length: 3mm, 10.5pt, 小五, 2字, 3行":       "长度，如 3mm、10.5pt、小五、2字、3行",
	"是 (yes) or 否 (no)":                       "是 或 否",
	"否 (no): taken off":                       "否：撤掉",
	"%s, or a name of the paper's own":        "%s，或报社自己的名字",
	"keys: %s":                                "键，见 %s",
	"names, each with a value":                "名字，各带一个值",
	"a code or a family: TXT-ASCII, TXT":      "代码或一族，如 TXT-ASCII、TXT",
	"codes or families, each with one of: %s": "代码或一族，各取其一：%s",
}
