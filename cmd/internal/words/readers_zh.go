package words

// readersZh holds what the readers of other people's formats say.
var readersZh = map[string]string{
	"the page has too many elements":                     "网页的元素太多",
	"save the text of the article alone and import that": "只存文章部分再导入",
}
