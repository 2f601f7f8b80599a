package words

// readersZh holds what the readers of other people's formats say.
var readersZh = map[string]string{
	"the page has too many elements":                                "网页的元素太多",
	"save the text of the article alone and import that":            "只存文章部分再导入",
	"the file has too many elements, or too many inside each other": "文件的元素太多，或层次太深",
	"have it sent in another form":                                  "请对方换一种格式发来",
	"the file breaks off or is damaged here":                        "文件到此中断或损坏",
	"what stands before is taken; have it sent again and compare":   "已取其前的内容；请对方重发并比对",
}

// readersExplanations tells of the findings of the readers.
var readersExplanations = map[string]explanation{
	"IMP-CUT": {"A file that arrived breaks off, or is damaged from some place on.\nWhat stands before that place is imported. Have the file sent again and compare the ends.",
		"来稿文件中途断了，或从某处起损坏。\n已导入其前的内容。请对方重发，对照结尾。"},
}
