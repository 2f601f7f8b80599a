package intake

import (
	"regexp"
	"slices"
	"strings"

	"banxin/editions/intake/form"
)

// Copy that was written into a form has a word before each line that says what it is: 标题：…,
// 【作者】…, 正文：….

// field is what a form asks for: the words for it, and what it is to a story.
type field struct {
	words string
	role  Role
	kept  bool // its word is printed: 记者：沈砚
	loose bool // a word of notices too: it counts above a word for the text alone
}

var fields = []field{
	{words: "标题 题目 主标题 正标题 大标题 文章标题 稿件标题 新闻标题 文章题目 稿件题目", role: Headline},
	{words: "引题 肩题 眉题", role: Kicker},
	{words: "副标题 副题 子标题", role: Deck},
	{words: "作者 署名 作者姓名 姓名 撰稿 撰稿人 供稿人 投稿人 笔名", role: Byline},
	{words: "记者 通讯员 本报记者 学生记者 指导老师 指导教师 摄影 采写 撰文 文字", role: Byline, kept: true},
	{words: "栏目 专栏 投稿栏目", role: Label},
	{words: "摘要 导语 内容提要 内容摘要 提要", role: Lead},
	{words: "图说 图片说明 图注", role: Caption},
	{words: "正文 稿件内容 正文内容 文章内容 文章正文 稿件正文", role: Body},
	{words: "内容", role: Body, loose: true},
	{words: "来源 稿源 稿件来源 供稿 供稿单位 新闻来源 出处", role: Signoff, kept: true},
	{words: "责编 责任编辑 编辑 审核 审稿 审稿人 校对 初审 复审 终审 签发 字数 关键词 关键字 稿件编号", role: Out},
	{words: "日期 时间 投稿日期 投稿时间 发稿日期 发稿时间 体裁 文体 类别 类型 稿件类型 版面 联系人 电话 手机 手机号 联系电话 联系方式 邮箱 电子邮箱 微信 微信号 QQ QQ号 学号 地址 通讯地址 邮编 备注 图片 配图 照片 附图", role: Out, loose: true},
	{words: "班级 单位 学校 学院 院系 作者单位 所在班级", role: Byline, loose: true},
}

// fieldForm has the words of each field in a group of its own, alone with a colon or in brackets; the
// characters of a word may be spread.
var fieldForm = form.Of(`^(?:` + fieldGroups(`[【\[［〔]`+gap, gap+`[】\]］〕]`+gap+`[:：]?`) + `|` + fieldGroups(`(?:[一二三四五六七八九十]、|[0-9]{1,2}[.．、]`+gap+`|\*{2})?`, gap+`[:：]`+gap+`(?:\*{2})?`) + `)` + gap)

func fieldGroups(open, shut string) string {
	var all []string
	for _, f := range fields {
		var words []string
		for _, w := range strings.Fields(f.words) {
			for i, c := range w {
				if i == 0 {
					words = append(words, regexp.QuoteMeta(string(c)))
					continue
				}
				words[len(words)-1] += gap + regexp.QuoteMeta(string(c))
			}
		}
		all = append(all, `(`+strings.Join(words, "|")+`)`)
	}
	return open + `(?:` + strings.Join(all, "|") + `)` + shut
}

// fieldOf is the field that a line begins with, and how long its word is; nil: none.
func fieldOf(e *elem) (*field, int) {
	if e.kind != Para || e.role != Unknown {
		return nil, 0
	}
	at := fieldForm().FindStringSubmatchIndex(e.text)
	for i := 2; i < len(at); i += 2 {
		if at[i] >= 0 {
			return &fields[(i/2-1)%len(fields)], at[1]
		}
	}
	return nil, 0
}

// mostFields is how many lines a form has above the text of a story, at the most.
const mostFields = 24

// labelled gives the lines of a form the roles that their words say, and leaves the words out. Copy is in
// a form where a word says what its headline is, or its text; each such headline begins another story.
func (c *Copy) labelled(es []*elem) []*elem {
	var out []*elem
	for i := 0; i < len(es); {
		to, body := formAt(es, i)
		if to == i {
			out = append(out, es[i])
			i++
			continue
		}
		_, n := fieldOf(es[to-1])
		alone := body && n == len(es[to-1].text) // the word for the text
		out = append(out, c.formed(es[i:to])...)
		if alone && to < len(es) && es[to].kind == Para && es[to].role == Unknown && !isDateline(es[to].text) && !opensForm(es, to) {
			es[to].role, es[to].sure = Body, 95
		}
		end := to
		for end < len(es) && !opensForm(es, end) {
			end++
		}
		out = append(append(out, es[to:end]...), c.sources(es[i:to])...)
		i = end
	}
	return out
}

// opensForm tells whether a line begins another form: it is its headline's.
func opensForm(es []*elem, i int) bool {
	f, _ := fieldOf(es[i])
	return f != nil && f.role == Headline
}

// formAt is where the head of a form ends that begins at i, and whether that ends with a word for the text;
// i where none begins.
func formAt(es []*elem, i int) (to int, body bool) {
	first, _ := fieldOf(es[i])
	if i > 0 && (first == nil || first.role != Headline) {
		return i, false
	}
	titled, run, together := false, i, true // run: as far as each line has a word
	var above *field                        // whose word stood alone
	for to = i; to < len(es) && to < i+mostFields; to++ {
		f, n := fieldOf(es[to])
		switch {
		case es[to].kind != Para, f == nil && textLen(es[to].text) > 60:
			return run, false
		case f != nil && f.role == Body && (!f.loose || titled):
			return to + 1, true
		case f != nil && f.role == Headline && titled:
			return run, false
		case f == nil:
			together, above = together && above != nil, nil
			if together {
				run = to + 1
			}
			continue
		}
		titled = titled || f.role == Headline
		if together && titled && !f.loose {
			run = to + 1
		}
		if above = nil; n == len(es[to].text) {
			above = f
		}
	}
	return run, false
}

// formed takes the lines of the head of a form as what their words say.
func (c *Copy) formed(es []*elem) (out []*elem) {
	var above *field // whose word stood alone
	for _, e := range es {
		f, n := fieldOf(e)
		switch {
		case f == nil && above == nil:
			out = append(out, e)
			continue
		case f == nil:
			f, n, above = above, 0, nil
		case n == len(e.text) && f.role != Out:
			c.LeaveRuns(e.runs, Markup, e.at)
			e.runs, above = nil, f
			continue
		default:
			above = nil
		}
		if f.role == Out {
			if w := strings.Trim(fieldForm().FindString(e.text), "【[［〔】]］〕:： \u3000"); (w == "体裁" || w == "文体") && c.Meta.Genre == "" {
				c.Meta.Genre = strings.TrimFunc(e.text[n:], space)
			}
			c.LeaveRuns(e.runs, DeskMark, e.at)
			continue
		}
		e.role, e.sure = f.role, 95
		if f.loose && f.role == Byline {
			e.sure = 60 // it may be for the desk
		}
		if !f.kept {
			word, rest := cut(e.runs, n)
			c.LeaveRuns(word, Markup, e.at)
			e.runs = c.trim(rest, e.at)
			e.text = TextOf(e.runs)
		}
		if f.role != Signoff {
			out = append(out, e)
		}
	}
	return out
}

// sources are the lines of the head of a form that stand below the text in print.
func (c *Copy) sources(es []*elem) []*elem {
	return slices.DeleteFunc(slices.Clone(es), func(e *elem) bool { return e.role != Signoff || e.sure != 95 })
}
