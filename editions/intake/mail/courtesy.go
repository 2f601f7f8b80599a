package mail

import (
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// What people write round a story that they send is for the desk: a greeting and a word of what
// comes, and at the foot compliments, names and numbers. It is left out, so that the story's own
// head is the first line. A letter to the paper is printed with both.

const desk = `(?:编辑部?|总编|主编|记者|老师|主任|部长|社长)`

var (
	// greeting opens a mail: 您好！, 编辑老师好：, 尊敬的编辑部：, Dear Sir or Madam, A headline that
	// ends with 好 is none: who is greeted is said, or a mark follows.
	greeting = form.Of(`^(?:(?:尊敬的|敬爱的|亲爱的)?(?:[\p{Han}A-Za-z·]{0,6}` + desk + `+)?[\s\x{3000}，,]*(?:[您你]们?|大家|各位)(?:早上|上午|中午|下午|晚上)?好[啊呀]?[！!。，,：:~～]*|` +
		`(?:尊敬的|敬爱的|亲爱的)?[\p{Han}A-Za-z·]{0,6}` + desk + `+(?:同志|先生|女士|朋友)?们?[\s\x{3000}，,]*(?:早上|上午|中午|下午|晚上)?好?[啊呀]?[！!，,：:]+|` +
		`(?:早上|上午|中午|下午|晚上)好[！!。，,：:~～]*|` +
		`(?i:dear|hi|hello|good (?:morning|afternoon|evening))\b[^.?。]{0,40}[,:!，：！]|(?i:hi|hello))$`)
	// toEditor opens what may be a letter to the paper as well.
	toEditor = form.Of(`^(?:尊敬的|敬爱的|亲爱的)?[\p{Han}]{0,6}(?:编辑|总编|主编)[\p{Han}]{0,6}[！!，,：:]+$|^(?i:dear editors?)\b`)
	// covering says what comes with a mail.
	covering = form.Of(`请(?:您)?(?:查收|查阅|审阅|审核|过目|编辑|指正|斧正|采用|收)|(?:附上|发上|呈上|奉上|寄上|发去|发来|附件|以下|下面)[^。]{0,12}(?:稿|文章|图片|照片|新闻|[小短拙习]文|[拙习]作|一文|诗)|供[^。，]{0,12}(?:选用|采用|选登|刊用)|稿件?(?:如下|见附件|在附件)|望(?:能)?(?:采用|刊登)|敬请刊[发登]|(?i:please find|see (?:below|attached)|(?:is|are) attached|story below)`)
	stops    = form.Of(`[。！.!]$`) // no headline
	thanks   = form.Of(`^(?:非常|十分)?(?:谢谢|感谢|多谢|辛苦|麻烦)[您你们了啦老师编辑大家！!。，,]*$|^(?i:many )?(?i:thanks|thank you)[.!,]?$`)
	// newsStart opens news: 本报讯, 棠川晚报10月19日电.
	newsStart = form.Of(`^(?:本[报刊网台]|[\p{Han}]{2,8}报)[^。，]{0,14}[讯电]`)
)

// sent says of a mail's first sentences that what follows is somebody's work.
var sent = form.Of(`(?:小诗|诗作|拙作|习作|诗歌|一首诗|几首诗|组诗)[^。]{0,16}[。！!]?$`)

const (
	lineOfEnd  = 40 // characters: what follows a closing is no longer
	linesOfEnd = 10
)

// courtesies leaves out what is for the desk of the text that has been taken in since the piece from:
// both ends of it, unless it is a letter.
func (r *reader) courtesies(from int) {
	c := r.c
	text := c.Pieces[from:]
	skip := r.opening(text)
	if skip == 0 && len(text) > 0 && isLetter(text) && !inLines(text) {
		return
	}
	end := ending(text[skip:]) + skip
	if !slices.ContainsFunc(text[skip:end], func(p intake.Piece) bool { return p.Kind != intake.Para || said(p) != "" }) {
		return // nothing else stands there
	}
	for i, p := range text {
		if i < skip || i >= end {
			why := Courtesy
			if i >= end {
				why = Signature
			}
			c.LeaveRuns(p.Runs, why, p.At)
		}
	}
	c.Pieces = append(c.Pieces[:from:from], text[skip:end]...)
}

// said is what a piece says, without space round it.
func said(p intake.Piece) string {
	return strings.Trim(intake.TextOf(p.Runs), " \t\r\n\u00A0\u3000")
}

func long(s string) int { return utf8.RuneCountInString(s) }

// plainText tells whether a piece is a paragraph of which nothing more is known.
func plainText(p intake.Piece) bool {
	return p.Kind == intake.Para && p.Role == intake.Unknown && p.Level == 0
}

// isLetter tells whether a text opens as a letter to the paper.
func isLetter(text []intake.Piece) bool {
	i := slices.IndexFunc(text, func(p intake.Piece) bool { return said(p) != "" })
	return i >= 0 && toEditor().MatchString(said(text[i]))
}

// opening is how many pieces a mail opens with before its story: a greeting, words of what comes.
// Where the editor is greeted and nothing but sentences follow, it is a letter.
func (r *reader) opening(text []intake.Piece) int {
	end, greeted, covered, lines := 0, false, false, 0
	letter := isLetter(text)
	for i, p := range text {
		s := said(p)
		if s == "" && p.Kind == intake.Para {
			continue
		}
		lines++
		switch {
		case lines > 4 || !plainText(p) || long(s) > 60:
		case long(s) <= 24 && greeting().MatchString(s):
			end, greeted = i+1, true
			continue
		case covering().MatchString(s) && (greeted || stops().MatchString(s)), greeted && sent().MatchString(s), greeted && thanks().MatchString(s):
			end, covered = i+1, true
			continue
		}
		break
	}
	if letter && greeted && !covered && !r.contributed() && !headed(text[end:]) && !inLines(text[end:]) {
		return 0
	}
	return end
}

// inLines tells whether a text is verse, as no letter is: most of its lines are short and end no sentence.
func inLines(text []intake.Piece) bool {
	lines, open := 0, 0
	for _, p := range text {
		if s := said(p); s != "" && plainText(p) {
			if lines++; long(s) <= 20 && !stops().MatchString(s) && !strings.ContainsAny(s, "：:！？") {
				open++
			}
		}
	}
	return open >= 4 && 2*open > lines
}

// contributed tells whether the subject says that a story is sent.
func (r *reader) contributed() bool { return subjectMarks().MatchString(r.c.Meta.Subject) }

// headed tells whether a text begins as no letter does: with a line that could be its headline, or
// as news do.
func headed(text []intake.Piece) bool {
	var lines []string
	for _, p := range text {
		if s := said(p); s != "" {
			lines = append(lines, s)
		}
	}
	if len(lines) > 0 && newsStart().MatchString(lines[0]) {
		return true
	}
	return len(lines) > 1 && long(lines[0]) <= 30 && !strings.ContainsAny(lines[0], "。！？；：!?;:，") && long(lines[1]) > 2
}

// ending is how many pieces of a text stand before the compliments, names and numbers at its foot,
// which are no more than what they close.
func ending(text []intake.Piece) int {
	end, lines, contacts := len(text), 0, 0
	above, below := 0, 0 // characters
	for _, p := range text {
		above += long(said(p))
	}
	for i := len(text) - 1; i > 0; i-- {
		s := said(text[i])
		if s == "" && text[i].Kind == intake.Para {
			continue
		}
		lines++
		if lines > linesOfEnd || !plainText(text[i]) || long(s) > lineOfEnd {
			break
		}
		if above, below = above-long(s), below+long(s); above < below {
			break
		}
		switch {
		case intake.IsClosing(s), signStart().MatchString(s):
			end = i
		case intake.IsContact(s):
			if contacts++; contacts > 1 && contacts == lines {
				end = i
			}
		}
	}
	return end
}
