package pagetext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line with what it looks like.
type line struct {
	Line
	from, to int    // the text without white at its ends, and marks that are no text
	text     string // that part
	n        int    // its characters
	look     look
	open     bool // it ends within a sentence
	byline   int  // where the by-line that ends it begins, in bytes of Line.Text; -1: none
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
)

const (
	longestHead = 30 // characters of a line of a head
	shortest    = 4  // characters from which on a line may be a cut paragraph
)

var (
	furniture = regexp.MustCompile(`^(第?\s*[0-9０-９A-Z一二三四五六七八九十]{1,3}\s*版|[A-Z]?\d{1,2}|(19|20)\d\d年\d{1,2}月\d{1,2}日[\s　]*(星期.|周.)?.{0,12}|(本版)?(责任?编辑?|编辑|版式|美编|校对|照排|组版|责校|值班.{0,4})[\s　]*[：:／/].*|.{0,12}(热线|邮箱|投稿|电话)[：:].{0,40}|(www\.|https?://)\S+)$`)
	day       = regexp.MustCompile(`^(\d{4}|[〇○零一二三四五六七八九]{4})年([\d]{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日$`)
	dateline  = regexp.MustCompile(`^[（(]?(本报|本台|新华社|中新社|人民网|据)[^，。]{0,24}?(讯|电|消息|报道)[）)]?(?:[\s　:：（(]|[（(]|$)|^[（(](记者|本报记者|通讯员)[^）)]{2,20}[）)]`)
	writer    = regexp.MustCompile(`^[□■◎●（(]?[\s　]*((本报|本台|特约|见习|实习)?(记者|通讯员|特派记者|评论员)[\s　:：]*|(作者|文[／/·]图|图[／/·]文|[图文摄])[\s　:：／/]+)[\p{Han}\s　、·]{2,24}([^，。；！？]{0,16})[）)]?$|^[□■◎●][\s　]*[\p{Han}]{2,4}([\s　、]+[\p{Han}]{2,4}){0,3}$|^[（(]本报[^，。；！？）)]{0,12}[）)]$`)
	listed    = regexp.MustCompile(`^([-*•·●]\s+|[0-9０-９]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳])`)
	credited  = regexp.MustCompile(`[\s　（(][\p{Han}·]{2,4}([\s　、]+[\p{Han}·]{2,4})?[\s　]*(摄|摄影|供图|图|制图|报道摄影|摄影报道)[）)]?$|(新华社发|资料图片|资料照片)[）)]?$`)
	pictured  = regexp.MustCompile(`^[▲△▼▽◀▶◁▷■]|^图(为|①|[一二三四五六七八九]：)|` + credited.String())
	marks     = regexp.MustCompile(`^[▲△▼▽◀▶◁▷■]+[\s　]*`)
	signed    = regexp.MustCompile(`[（(]([^（）()，。；！？]{2,30})[）)]$|[。！？”][\s　]+((?:本报)?(?:记者|通讯员)[\s　][^，。；！？]{2,24})$`)
	names     = regexp.MustCompile(`^((本组稿件由|本报|特约|见习|实习|据|文|图|摄影|记者|通讯员|作者|采写|整理|编译|摄|完)[\s　:：／/]*)*[\p{Han}·]{2,4}([\s　、]+([\p{Han}·]{2,4}))*[\s　]*(采写|整理|编译|摄影报道|文并摄|摄|供稿|综合)?$|^(据)?(新华社|本报|央视|中新社)[^，。]{0,12}$`)
	jumps     = regexp.MustCompile(`[（(](下转|上接|紧接)[^）)]{1,12}[）)]$`)
)

// ends are the marks with which a paragraph may end.
const ends = "。！？…”’）)：:；;』」】—"

// looks reads a line.
func looks(l Line) line {
	out := line{Line: l, byline: -1}
	trimmed := strings.TrimFunc(l.Text, white)
	out.from = strings.Index(l.Text, trimmed)
	out.to = out.from + len(trimmed)
	if m := marks.FindString(trimmed); m != "" && len(m) < len(trimmed) {
		out.from += len(m)
	}
	if m := jumps.FindStringIndex(l.Text[out.from:out.to]); m != nil && m[0] > 0 {
		out.to = out.from + len(strings.TrimRightFunc(l.Text[out.from:out.from+m[0]], white)) // it goes on on another page
	}
	out.text = l.Text[out.from:out.to]
	out.n = utf8.RuneCountInString(out.text)
	out.look = lookOf(trimmed, out.n)
	out.judge()
	return out
}

// bracketed tells whether a line is names in brackets and nothing else.
func bracketed(s string) bool {
	m := signed.FindStringSubmatchIndex(s)
	return m != nil && m[0] == 0 && m[2] >= 0 && names.MatchString(s[m[2]:m[3]])
}

// judge finds the by-line that ends a line of text, and whether the line ends a sentence.
func (l *line) judge() {
	if l.byline = -1; l.look == body {
		l.byline = l.signature()
	}
	last, _ := utf8.DecodeLastRuneInString(l.text)
	l.open = (l.look == body || l.look == item) && l.byline < 0 && !strings.ContainsRune(ends, last)
}

func white(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' || r == '\ufeff' }

func lookOf(s string, n int) look {
	commas := strings.Count(s, "，") + strings.Count(s, "。") + strings.Count(s, "；")
	switch {
	case furniture.MatchString(s):
		if day.MatchString(s) {
			return signoff
		}
		return aside
	case pictured.MatchString(s) && n <= 150:
		return caption
	case listed.MatchString(s) && n > 6:
		return item
	case n <= 40 && (writer.MatchString(s) || bracketed(s)):
		return byline
	case n <= longestHead && commas == 0 && !strings.HasSuffix(s, "：") && !dateline.MatchString(s):
		return short
	}
	return body
}

// signature finds the by-line at the end of a paragraph and returns where it begins.
func (l *line) signature() int {
	m := signed.FindStringSubmatchIndex(l.text)
	if m == nil {
		return -1
	}
	if before, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(l.text[:m[0]], white)); m[2] >= 0 && names.MatchString(l.text[m[2]:m[3]]) && strings.ContainsRune(ends, before) {
		return l.from + m[0]
	}
	if m[4] >= 0 {
		return l.from + m[4]
	}
	return -1
}

// begins tells whether a line says that a story begins with it.
func (l *line) begins() bool { return dateline.MatchString(l.text) }

// subject tells whether a line is text of a story's body that may be one half of a cut
// paragraph.
func (l *line) halves() bool { return l.look == body || l.look == item }
