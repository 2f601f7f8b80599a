package editions

import (
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// A dateline (电头) says at the start of a report who sent it, whence and when: 本报讯,
// 本报记者…报道, 新华社北京10月19日电（记者 …）, 【記者…／台北報導】, BEIJING, Nov. 28 (Xinhua) --.
var (
	datelineHead = later(`^(?:` +
		`[【〔]?本[报報台社刊网網][讯訊][】〕]?` +
		`|本[报報台社刊网網]\p{Han}{0,6}?[记記]者[^，。；：！？\n]{1,30}?[报報][道導]` +
		`|[据據]?(?:新[华華]社|中新[社网網]|中央社|路透社|法新社|美[联聯]社|塔斯社|共同社|本[报報])[^，。；：！？\n]{0,20}?[0-9０-９一二三四五六七八九十]{1,3}日[^，。；：！？\n]{0,6}?[电電讯訊]` +
		`|[据據]?\p{Han}{1,10}[社报報网網台](?:[\p{Han}·]{1,10}?)?[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:[综綜]合)?[电電讯訊]` +
		`|[据據]?(?:新[华華]社|中新[社网網])(?:消息|快[讯訊]|\p{Han}{0,6}?[电電])` +
		`|` + wireHead +
		`|[（(【〔](?:本[报報]|[记記]者)[^（）()【】〔〕，。；！？\n]{0,30}?[电電讯訊][）)】〕]` +
		`|[（(【〔][^（）()【】〔〕，。；！？\n]{2,40}?(?:[报報][道導]|[日合][电電讯訊])[）)】〕]` +
		`)`)
	// datelineNot follows what is the beginning of a word or a sentence: 本报讯息中心, 新华社电视台,
	// 本报记者某某报道了.
	datelineNot = later(`(?:[讯訊][息号號问問飞飛录錄]|[电電][讯訊影视視话話台臺子力脑腦报報梯信动動网網商稿文邮郵器工气氣源机機池贺賀磁路告]|[道導][了的过過着著中后後里裡称稱员員，、。])$`)
	datelineBy  = later(`^[ \x{3000}]*[（(][^（）()\n。]{0,12}?(?:[记記]者|通[讯訊][员員]|作者|[编編][译譯])[^（）()\n。]{0,60}[）)]`)
)

// wireHead is a dateline in English: BEIJING, Nov. 28 (Xinhua) --
const wireHead = `[A-Z][A-Z'’. \-]{2,40}(?:, [A-Z][A-Za-z. ]{1,24}?)?` +
	`(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? [0-9]{1,2}(?: \([A-Z][A-Za-z. ]{1,30}\))?| \([A-Z][A-Za-z. ]{1,30}\))` +
	` ?(?:-{1,2}|–|—{1,2})`

// datelineReach is how many bytes at the start of a paragraph are looked at.
const datelineReach = 320

// datelineLength is how many bytes of a text are its dateline, the names in brackets behind it
// included.
func datelineLength(s string) int {
	s = clipBytes(s, datelineReach)
	n := len(datelineHead().FindString(s))
	if _, next := utf8.DecodeRuneInString(s[n:]); n == 0 || datelineNot().MatchString(s[:n+next]) {
		return 0
	}
	return n + len(datelineBy().FindString(s[n:]))
}

// mayDate tells whether a text may begin with a dateline: a cheap look before the expensive one.
// All but those that begin as said name the agency within ten characters, and a day.
func mayDate(s string) bool {
	if len(s) < len("本报讯") || s[0] < 0xE3 && s[0] != '(' && (s[0] < 'A' || 'Z' < s[0] || 'a' <= s[1] && s[1] <= 'z') {
		return false
	}
	s = clipBytes(s, datelineReach)
	switch r, _ := utf8.DecodeRuneInString(s); {
	case strings.ContainsRune("本据據新中央路法美塔共【〔（(", r) || r < 0x80:
	case !strings.ContainsAny(clipBytes(s, len("本")*11), "社报報網网台") || !strings.Contains(s, "日"):
		return false
	}
	for _, word := range [...]string{"讯", "訊", "电", "電", "道", "導", "-", "–", "—"} {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// dated marks the dateline that a paragraph begins with.
func (b *body) dated(t *Text) {
	if b.story.NoDateline || len(t.Runs) == 0 || !mayDate(t.String()) {
		return
	}
	n := datelineLength(t.String())
	if n == 0 {
		return
	}
	t.Runs = markFirst(t.Runs, n, Dateline)
}

// markFirst marks the first n bytes of runs.
func markFirst(runs []Run, n int, mark Marks) []Run { return markBytes(runs, 0, n, mark) }

// markBytes marks the bytes from ≤ i < to of the text of runs; a run that stands in its file
// otherwise is marked whole or, where it reaches beyond them, not.
func markBytes(runs []Run, from, to int, mark Marks) []Run {
	var out []Run
	at := 0
	for _, r := range runs {
		a, b := max(from-at, 0), min(to-at, len(r.Text))
		at += len(r.Text)
		switch {
		case a >= b:
		case a == 0 && b == len(r.Text):
			r.Marks |= mark
		case r.Verbatim && r.Ruby == "":
			for i, cut := range [][2]int{{0, a}, {a, b}, {b, len(r.Text)}} {
				if part := r.part(cut[0], cut[1]); part.Text != "" {
					part.Marks |= mark * Marks(i%2)
					out = append(out, part)
				}
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// part is a stretch of a run that stands in its file as it is.
func (r Run) part(from, to int) Run {
	r.Text, r.Span = r.Text[from:to], source.Span{Start: r.Span.Start + from, End: r.Span.Start + to}
	return r
}
