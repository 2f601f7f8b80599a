package words

// threadZh are the sentences about stories that go on from page to page.
var threadZh = map[string]string{
	// proof.go
	"first reading":             "一校",
	"second reading":            "二校",
	"third reading":             "三校",
	"%s, pulled %s, read by %s": "校次：%s　打样：%s　校对：%s",
	"`NAME` of who reads the proofs; else a blank to sign in": "校对人`姓名`；不写则留空签名",

	// layout/flow/follow.go
	"%s has %d lines in %d columns before it jumps: %d too few":                      "%s 转版前排了%d行（%d栏），少%d行",
	"make the slot higher, its head or picture smaller, or ask for less (转: {行: n})": "加高版位，缩小标题或图片，或者把要求放低（转: {行: n}）",
	"%s jumps for %d lines":                              "%s 转版只转了%d行",
	"cut %d characters (%d lines), and it need not jump": "删%d字（%d行）就不用转版",

	// layout/flow/set.go
	"the story cannot go on in %s, whose text runs in another direction": "稿件不能接到 %s 里：横竖排法不同",
	"give both slots 竖排, or neither":                                     "两个版位都用竖排，或都不用",

	// editions/place.go
	"the story is to go on on page %s, which the edition does not have": "稿件要转到 %s 版，但本期没有这个版",
	"the edition has: %s": "本期有：%s",
}
