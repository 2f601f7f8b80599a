package cli

// templatesZh holds what page templates and their changes for a day say.
var templatesZh = map[string]string{
	"expected what changes in the template":                                                 "这里应写模板里要改的项",
	"slot %q of page %d takes no stories":                                                   "版位 %q（%d 版）不能放稿件",
	"put it into another slot":                                                              "放到别的版位",
	"put it into a slot within %s":                                                          "放到 %s 里的版位",
	"%s is drawn already, elsewhere on the page":                                            "%s 在这一版已经画过",
	"give the slots of a page different names, those within groups too":                     "一版之内版位不能重名，组里的也算",
	"groups stand in one another deeper than %d":                                            "组套组超过 %d 层",
	"draw the slots of %s in the group around it":                                           "把 %s 里的版位画到外面一层",
	"%s has no room for %d columns":                                                         "%s 里放不下 %d 栏",
	"draw it wider, or with fewer names in a row":                                           "画宽些，或一排少写几个名",
	"the rows of %s and the gaps between them have %d lines, inside it are %d: %d too many": "%s 里各排连同间隔共 %d 行，框内只有 %d 行，多 %d 行",
	"the rows of %s and the gaps between them have %d lines, inside it are %d: %d too few":  "%s 里各排连同间隔共 %d 行，框内有 %d 行，少 %d 行",
	"make rows lower by %d lines in all, or the group higher":                               "各排共减 %d 行，或把组画高",
	"make rows higher by %d lines in all, or the group lower":                               "各排共加 %d 行，或把组画矮",
	"%q is too deep for a border":                                                           "%q 作花边太宽",
	"give 3字 at most":                                                                       "最多 3字",
	"copy the file into the folder and name it from there":                                  "把文件复制到该文件夹，再从那里写路径",
	"put it there: %s":                                                                      "放到这里：%s",
	"write 改: {版位: {头条: {栏: 3}}}, in the words of a template":                               "如 改: {版位: {头条: {栏: 3}}}，键与模板相同",
}
