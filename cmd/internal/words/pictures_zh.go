package words

// picturesZh holds what findings say of pictures and groups of them.
var picturesZh = map[string]string{
	"%s is printed, but PNG and e-edition show an empty frame: it is a PDF file":                 "%s 是 PDF，只上印刷版；PNG 和电子报里是一个空框",
	"give a PNG of 600 pixels an inch or more":                                                   "给一幅每英寸 600 像素以上的 PNG",
	"%s keeps its own inks: it is a PDF file":                                                    "%s 是 PDF，仍用它自己的油墨",
	"make it in that ink, or give a PNG":                                                         "用那种油墨做好，或者给 PNG",
	"the group of %s has no caption":                                                             "%s 这一组图没有图说",
	"write it after the pictures, on a line of its own":                                          "写在图的后面，单独一行",
	"the group of %s has no credit":                                                              "%s 这一组图没有署名",
	"write it in braces after its last picture: {某某 摄}":                                          "写在最后一幅后面的花括号里：“{某某 摄}”",
	"a group of %d pictures: at most %d are set as one":                                          "一组有 %d 幅图，至多 %d 幅排成一组",
	"part the pictures by blank lines into two groups or more":                                   "用空行把图分成两组或几组",
	"a picture of a group has no outline: text does not run round it":                            "组图里的图没有轮廓：文字不单独绕它走",
	"part it from the others by a blank line":                                                    "用空行把它与别的图隔开",
	"the place and columns of a group are those of its first picture":                            "组图的位置和栏数由第一幅定",
	"say 位 and 栏 after the first picture":                                                        "“位”和“栏”写在第一幅后面",
	"an outline of %d points in a line holds nothing":                                            "%d 点的轮廓在一条直线上，围不住东西",
	"give three points or more, round the figure: 50 0, 90 100, 10 100":                          "绕主体给三点或更多：“50 0, 90 100, 10 100”",
	"a group has two pictures or more; the caption of one stands between its brackets: ![图说](…)": "组图要两幅以上；一幅图的图说写在方括号里：“![图说](…)”",
}
