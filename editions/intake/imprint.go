package intake

import (
	"slices"
	"strings"

	"banxin/editions/intake/form"
)

// What a page says of its story in one line below the headline: 来源：梁溪县融媒　作者：林雨禾　阅读：3021, or as
// official accounts do: 原创 方言 鱼梁村 2026-11-30 18:20 浙江.

var (
	// imprintWord begins a part of such a line.
	imprintWord = form.Of(`(?:^|[\s\x{3000}\x{00A0}|｜丨/]+)(来源|稿源|作者|记者|通讯员|编辑|责编|责任编辑|审核|校对|阅读|阅读量|阅读数|浏览|浏览量|浏览次数|点击|点击量|点击数|访问量|评论|字号|字体|发布|发布时间|发布日期|更新时间|时间|日期)[:：]`)
	// accountLine has the author, the account and the place in groups.
	accountLine = form.Of(`^(?:(原创)[\s\x{3000}]+)?(?:([^\s\x{3000}。，：]{2,12})[\s\x{3000}]+)?([^\s\x{3000}。，：]{2,20})[\s\x{3000}]+[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?[\s\x{3000}]+[0-9]{1,2}:[0-9]{2}(?:[\s\x{3000}]+(\p{Han}{2,8}))?$`)
)

// imprintWithin is how many lines from the first an imprint may stand.
const imprintWithin = 6

// imprint parts the line in which the page says where the story is from: who wrote it is its by-line, its
// source stands below the text, what is left says nothing in print.
func (f *finder) imprint() {
	for i, e := range f.es[:min(len(f.es), imprintWithin)] {
		if e.kind != Para || e.role != Unknown || textLen(e.text) > 80 || sentence(e.text) || f.opt.said(e.text) != Unknown {
			continue
		}
		parts, below := f.fielded(e), []*elem(nil)
		if parts == nil {
			parts = f.ofAccount(e)
		}
		if parts == nil {
			continue
		}
		parts = slices.DeleteFunc(parts, func(p *elem) bool {
			if p.role == Signoff {
				below = append(below, p)
			}
			return p.role == Signoff
		})
		f.es = append(slices.Replace(f.es, i, i+1, parts...), below...)
		return
	}
}

// fielded is what the words of a line part it into; nil: they do not.
func (f *finder) fielded(e *elem) []*elem {
	at := imprintWord().FindAllStringSubmatchIndex(e.text, -1)
	if len(at) < 2 || at[0][0] > 0 {
		return nil
	}
	out := []*elem{}
	for k, m := range at {
		to := len(e.text)
		if k+1 < len(at) {
			to = at[k+1][0]
		}
		_, part, _ := slice(e.runs, m[0], to)
		blank, part := cut(part, m[2]-m[0])
		f.c.LeaveRuns(blank, Blank, e.at)
		word, value := cut(part, m[1]-m[2])
		switch {
		case strings.TrimFunc(TextOf(value), space) == "":
			f.c.LeaveRuns(part, Imprint, e.at)
		case slices.Contains([]string{"来源", "稿源"}, e.text[m[2]:m[3]]):
			out = append(out, f.partOf(e, part, Signoff))
		case e.text[m[2]:m[3]] == "作者":
			f.c.LeaveRuns(word, Markup, e.at)
			out = append(out, f.partOf(e, value, Byline))
		case slices.Contains([]string{"记者", "通讯员"}, e.text[m[2]:m[3]]):
			out = append(out, f.partOf(e, part, Byline))
		default:
			f.c.LeaveRuns(part, Imprint, e.at)
		}
	}
	return out
}

// ofAccount is the author of the line of an official account: what follows 原创, or the first of two
// names; nil: it is none.
func (f *finder) ofAccount(e *elem) []*elem {
	m := accountLine().FindStringSubmatchIndex(e.text)
	if m == nil || m[2] < 0 && m[4] < 0 && m[8] < 0 {
		return nil
	}
	from, to := m[4], m[5]
	if from < 0 && m[2] >= 0 {
		from, to = m[6], m[7]
	}
	if from < 0 {
		f.c.LeaveRuns(e.runs, Imprint, e.at)
		return []*elem{}
	}
	before, author, after := slice(e.runs, from, to)
	f.c.LeaveRuns(before, Imprint, e.at)
	f.c.LeaveRuns(after, Imprint, e.at)
	return []*elem{f.partOf(e, author, Byline)}
}

// partOf is a part of a line as a line of its own.
func (f *finder) partOf(e *elem, runs []Run, role Role) *elem {
	p := *e
	p.runs = f.c.trim(runs, e.at)
	p.text, p.role, p.sure = TextOf(p.runs), role, 95
	return &p
}

// pictured takes the words right behind a picture above the text as its: those that say what it shows, or
// who took it.
func (f *finder) pictured() {
	for i, e := range f.es {
		if i == 0 || f.es[i-1].kind != Image || e.kind != Para || e.role != Unknown || e.level > 0 || textLen(e.text) > 120 {
			continue
		}
		_, credit := parseCredit(e.text)
		if showsForm().MatchString(e.text) || credit != "" {
			e.role, e.sure = Caption, 85
		}
	}
}

// showsForm begins a line that says what a picture shows.
var showsForm = form.Of(`^(?:图为|图中|图[：:])`)
