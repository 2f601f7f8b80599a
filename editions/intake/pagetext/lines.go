package pagetext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// line is a line with what it looks like.
type line struct {
	Line
	from, to int    // the text without white at its ends, and marks that are no text
	text     string // that part
	n        int    // its characters
	look     look
	open     bool          // it ends within a sentence
	byline   int           // where the by-line that ends it begins, in bytes of Line.Text; -1: none
	thread   intake.Thread // with another page
}

type look uint8

const (
	body    look = iota
	short        // a head, a label, a subhead
	byline       // 本报记者　某某
	caption      // ▲…, …　某某　摄
	item         // 1. …, - …
	signoff      // who signs, and the day
	aside        // folio and the like: no text of a story
	jump         // （下转第三版）
	noted        // （作者单位：…）: it ends a text
	row          // of a table
	verse        // of a poem
)

const (
	longestHead = 30 // characters of a line of a head
	shortest    = 4  // characters from which on a line may be a cut paragraph
)

// notice is the head of one, which is never a subhead.
var notice = form.Of(`(公告|通告|启事|通知|声明|讣告|更正|致歉信?|公示|告示)$`)

var (
	furniture = form.Of(`^(第?\s*[0-9０-９A-Z一二三四五六七八九十]{1,3}\s*版([\s　:：|｜/／]+\S{1,8})?|[A-Z]?\d{1,2}|(19|20)\d\d年\d{1,2}月\d{1,2}日[\s　]*(星期.|周.)?.{0,12}|(本版)?(责任?编辑?|编辑|版式|美编|校对|照排|组版|责校|值班.{0,4})[\s　]*[：:／/].*|[^，。；：、]{0,8}(热线|邮箱|投稿|电话)[：:][^，。；、]{0,40}|(www\.|https?://)\S+)$`)
	paper     = form.Of(`^[\p{Han}A-Za-z]{2,10}(报|周刊|导刊)([\s　]+[\p{Han}·]{2,8})?$`) // the name of a paper, and of a page of it
	day       = form.Of(`^(\d{4}|[〇○零一二三四五六七八九]{4})年([\d]{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日$`)
	dateline  = form.Of(`^[（(]?(本报|本台|新华社|中新社|人民网|据)[^，。]{0,24}?(讯|电|消息|报道)[）)]?(?:[\s　:：（(]|[（(]|$)|^\p{Han}{1,6}[报网台刊](讯|消息|专电)(?:[\s　:：（(]|$)|^[（(](记者|本报记者|通讯员)[^）)]{2,20}[）)]`)
	writer    = form.Of(`记者|通讯员|评论员|观察员|撰稿|特约|作者|编译|整理|文[\s　]*[/／、·][\s　]*图|图[\s　]*[/／、·][\s　]*文|^[□■◎●◆◇（(]|摄影报道|^[图文摄][\s　:：／/]`) // what a by-line alone on its line says
	shared    = form.Of(`^[（(](本组|以上|本版)[^，。；！？）)]{0,30}[）)]$`)                                                                     // a by-line for several stories
	remark    = form.Of(`^[（(][^（）()。；！？]{2,30}[）)]$|^(本版|本组|以上)?(图片|照片|摄影)(除.{2,8}外)?均?[为由].{2,24}$|^(本版|本组|以上)(图片|照片).{2,24}$`)
	listed    = form.Of(`^([-*•·]\s+|[●◆★◇○◎]\s*|[0-9０-９]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳])`)
	credited  = form.Of(`[\s　（(][\p{Han}·]{2,4}([\s　、]+[\p{Han}·]{2,4})?[\s　]*(摄|摄影|供图|图|制图|报道摄影|摄影报道)[）)]?$|(新华社发|资料图片|资料照片)[）)]?$`)
	pointed   = form.Of(`^[▲△▼▽◀▶◁▷]|^图(为|[①-⑳一二三四五六七八九十\d]{1,2}[\s　：:、.])`)
	marks     = form.Of(`^[▲△▼▽◀▶◁▷]+[\s　]*`)
	signed    = form.Of(`[（(]([^（）()，。；！？]{2,30})[）)]$|[。！？”][\s　]+((?:本报)?(?:记者|通讯员)[\s　][^，。；！？]{2,24})$`)
	onward    = form.Of(`[（(]下转[^）)]{1,14}[）)]$`)
	backward  = form.Of(`^[（(](上接|紧接)[^）)]{1,14}[）)][\s　]*`)
)

// ends are the marks with which a paragraph may end.
const ends = "。！？…”’）)：:；;』」】—"

// looks reads a line.
func looks(l Line) line {
	out := line{Line: l, byline: -1}
	trimmed := strings.TrimFunc(l.Text, white)
	out.from = strings.Index(l.Text, trimmed)
	out.to = out.from + len(trimmed)
	if m := marks().FindString(trimmed); m != "" && len(m) < len(trimmed) {
		out.from += len(m)
	}
	if out.thread.Jump(trimmed) {
		out.look = jump
		return out
	}
	out.jumps()
	out.text = l.Text[out.from:out.to]
	out.n = utf8.RuneCountInString(out.text)
	if out.thread != (intake.Thread{}) {
		trimmed = out.text
	}
	out.look = lookOf(trimmed, out.n)
	if out.thread != (intake.Thread{}) && out.look == short {
		out.look = body
	}
	out.judge()
	return out
}

// jumps takes off a text what says that it goes on, or began, on another page.
func (l *line) jumps() {
	text := l.Text[l.from:l.to]
	if m := onward().FindStringIndex(text); m != nil && m[0] > 0 && l.thread.Jump(text[m[0]:]) {
		l.to = l.from + len(strings.TrimRightFunc(text[:m[0]], white))
	}
	text = l.Text[l.from:l.to]
	if m := backward().FindString(text); m != "" && len(m) < len(text) && l.thread.Jump(strings.TrimFunc(m, white)) {
		l.from += len(m)
	}
}

// judge finds the by-line that ends a line of text, and whether the line ends a sentence.
func (l *line) judge() {
	if l.byline = -1; l.look == body {
		l.byline = l.signature()
	}
	last, _ := utf8.DecodeLastRuneInString(l.text)
	l.open = (l.look == body || l.look == item) && l.byline < 0 && l.thread.To == "" && !strings.ContainsRune(ends, last)
}

func white(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' || r == '\ufeff' }

func lookOf(s string, n int) look {
	commas := strings.Count(s, "，") + strings.Count(s, "。") + strings.Count(s, "；")
	switch {
	case intake.IsAuthorNote(s):
		return noted
	case n <= 40 && (intake.IsByline(s) && writer().MatchString(s) || shared().MatchString(s)) && !credited().MatchString(s):
		return byline
	case furniture().MatchString(s) || n <= 60 && intake.IsDeskMark(s):
		if day().MatchString(s) {
			return signoff
		}
		return aside
	case remark().MatchString(s):
		return noted
	case (pointed().MatchString(s) || credited().MatchString(s)) && n <= 150:
		return caption
	case listed().MatchString(s) && n > 6:
		return item
	case n <= longestHead && commas == 0 && !strings.HasSuffix(s, "：") && !dateline().MatchString(s):
		return short
	}
	return body
}

// signature finds the by-line at the end of a paragraph and returns where it begins.
func (l *line) signature() int {
	m := signed().FindStringSubmatchIndex(l.text)
	if m == nil {
		return -1
	}
	if by := l.text[m[0]:]; m[2] >= 0 && (intake.IsByline(by) || shared().MatchString(by)) {
		return l.from + m[0]
	}
	if m[4] >= 0 {
		return l.from + m[4]
	}
	return -1
}

// begins tells whether a line says that a story begins with it.
func (l *line) begins() bool { return dateline().MatchString(l.text) || l.thread.From != "" }

// subject tells whether a line is text of a story's body that may be one half of a cut
// paragraph.
func (l *line) halves() bool { return l.look == body || l.look == item }
