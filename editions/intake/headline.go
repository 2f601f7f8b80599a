package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// head gives the lines before the text their roles and returns where the text begins.
func (f *finder) head(to int) int {
	var lines []*elem
	for _, e := range f.es[:to] {
		if e.kind == Para && !e.fore {
			lines = append(lines, e)
		}
	}
	var open []*elem // not yet known
	for _, e := range lines {
		f.byForm(e)
		if e.role == Unknown {
			open = append(open, e)
		}
	}
	open = f.echoes(lines, open)
	f.headline(lines, open)
	f.titled(lines)
	return to
}

// echoes gives lines that say what the file says of itself, or are its only heading, the role
// that the file gives it; it returns those that stay open.
func (f *finder) echoes(lines, open []*elem) []*elem {
	for _, m := range lines {
		if !m.p.Meta || m.role == Unknown {
			continue
		}
		for _, e := range open {
			if letters(e.text) == letters(m.text) || m.role == Headline && e.level == 1 {
				e.role, e.sure = m.role, 95
			}
		}
		open = unknown(open)
	}
	return open
}

// byForm takes what a line's own form says.
func (f *finder) byForm(e *elem) {
	if e.role != Unknown {
		return
	}
	switch sure := isByline(e.text, f.bylines()); {
	case f.labelled(e.text):
		e.role, e.sure = Label, 95
	case deckMark(e.text):
		e.role, e.sure = Deck, 95
	case sure >= 90 && e.level != 1 && !f.larger(e):
		e.role, e.sure = Byline, sure
	case dateForm().MatchString(e.text):
		e.role, e.sure = Out, 80
	}
}

// labelled tells whether a line says that it is a label: 栏目：民生, 【聚焦】.
func (f *finder) labelled(s string) bool {
	if strings.HasPrefix(s, "栏目：") || strings.HasPrefix(s, "栏目:") || strings.HasPrefix(s, "专栏：") {
		return true
	}
	if f.opt.Answers != nil && slices.Contains(f.opt.Answers.Labels, s) {
		return true
	}
	m := bracketed().FindStringSubmatchIndex(s)
	return m != nil && m[0] == 0 && strings.ContainsAny(s, "【[［〔") && textLen(s) <= 12
}

// headline finds the headline among the lines whose form says nothing, then what stands
// above and below it.
func (f *finder) headline(lines, open []*elem) {
	var main []*elem
	for _, e := range lines {
		if e.role == Headline {
			main = append(main, e)
		}
	}
	if len(main) == 0 {
		main = f.biggest(open)
	}
	if len(main) == 0 {
		f.plain(open)
		return
	}
	for _, e := range main {
		if e.role == Unknown {
			e.role, e.sure = Headline, 90
		}
	}
	at := slices.Index(lines, main[0])
	end := slices.Index(lines, main[len(main)-1])
	above := unknown(lines[:at])
	for i, e := range above {
		e.role, e.sure = Kicker, 85
		if i == 0 && f.likeLabel(e, main[0]) {
			e.role, e.sure = Label, 75
		}
	}
	f.below(unknown(lines[end+1:]))
}

// below gives roles to what stands between the headline and the text.
func (f *finder) below(lines []*elem) {
	for i, e := range lines {
		sure := isByline(e.text, f.bylines())
		switch {
		case sure > 0 && (i == len(lines)-1 || sure >= bound):
			e.role, e.sure = Byline, sure
		case textLen(e.text) <= 45:
			e.role, e.sure = Deck, 80
			if sentence(e.text) {
				e.sure = 60
			}
		default:
			e.role, e.sure = Body, 60
		}
	}
}

func unknown(lines []*elem) []*elem {
	var out []*elem
	for _, e := range lines {
		if e.role == Unknown {
			out = append(out, e)
		}
	}
	return out
}

// biggest returns the lines that are set as the headline, by outline, size and weight: those
// that stand together and come first. It returns nil where all lines look alike.
func (f *finder) biggest(open []*elem) []*elem {
	weigh := func(e *elem) int {
		w := e.look.Size * 4
		if e.look.Bold {
			w += 300
		}
		if e.level == 1 {
			w += 100000
		}
		return w
	}
	most, least := 0, 1<<30
	for _, e := range open {
		most, least = max(most, weigh(e)), min(least, weigh(e))
	}
	if len(open) == 0 || len(open) > 1 && most == least {
		return nil
	}
	var out []*elem
	for i, e := range open {
		if weigh(e) != most {
			if len(out) > 0 {
				break
			}
			continue
		}
		if len(out) > 0 && e.gap && open[i-1].gap {
			break
		}
		out = append(out, e)
	}
	return out
}

// likeLabel tells whether a line above the headline is a label: short, without marks, and
// no half of a headline of two lines.
func (f *finder) likeLabel(e, next *elem) bool {
	n, m := utf8.RuneCountInString(e.text), utf8.RuneCountInString(next.text)
	if n > 8 || strings.ContainsAny(e.text, "，。、；：！？“”《》 \u3000") {
		return false
	}
	return n <= 6 && (m >= 2*n || e.look.Size > 0 && e.look.Size < next.look.Size) || labelWord(e.text)
}

func labelWord(s string) bool {
	for _, w := range []string{"时评", "评论", "快讯", "简讯", "聚焦", "观察", "专栏", "一线", "速递", "手记", "笔记", "随笔", "论坛", "视点", "故事", "访谈", "来信", "信箱", "广角", "要闻"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// plain gives roles to the lines of a head that all look alike, by their order and length.
func (f *finder) plain(open []*elem) {
	if len(open) > 1 && f.likeLabel(open[0], open[1]) && !f.signedTitle(open) {
		open[0].role, open[0].sure = Label, 70
		open = open[1:]
	}
	if n := len(open); n > 1 {
		if sure := isByline(open[n-1].text, f.bylines()); sure > 0 {
			open[n-1].role, open[n-1].sure = Byline, sure
			open = open[:n-1]
		}
	}
	give := func(sure int, roles ...Role) {
		for i, r := range roles {
			open[i].role, open[i].sure = r, sure
		}
	}
	length := func(i int) int { return utf8.RuneCountInString(open[i].text) }
	switch n := len(open); {
	case n == 0:
	case n == 1:
		give(90, Headline)
	case n == 2 && open[1].gap && !open[0].gap:
		give(60, Headline, Deck)
	case n == 2 && alike(length(0), length(1)):
		give(75, Headline, Headline)
	case n == 2 && length(1) > length(0):
		give(60, Headline, Deck)
	case n == 2:
		give(60, Kicker, Headline)
	case n == 3:
		if alike(length(0), length(1)) && alike(length(1), length(2)) && length(1) <= 10 {
			give(50, Headline, Headline, Headline)
		} else {
			give(60, Kicker, Headline, Deck)
		}
	default:
		give(45, Kicker)
		for i := 1; i < n; i++ {
			open[i].role, open[i].sure = Headline, 45
			if i >= 3 {
				open[i].role = Deck
			}
		}
	}
}

// signedTitle tells whether two lines are a short headline and a name, rather than a label and a
// headline.
func (f *finder) signedTitle(open []*elem) bool {
	return len(open) == 2 && isByline(open[1].text, f.bylines()) > 0 && !labelWord(open[0].text)
}

// alike tells whether two lines can be the lines of one headline.
func alike(a, b int) bool { return 5*min(a, b) >= 3*max(a, b) && max(a, b) <= 18 }

// titled parts 栏目｜标题.
func (f *finder) titled(lines []*elem) {
	i := slices.IndexFunc(lines, func(e *elem) bool { return e.role == Headline })
	if i < 0 || slices.ContainsFunc(lines, func(e *elem) bool { return e.role == Label }) {
		return
	}
	e := lines[i]
	at := strings.IndexAny(e.text, "｜丨|")
	if at <= 0 || utf8.RuneCountInString(e.text[:at]) > 10 {
		return
	}
	_, size := utf8.DecodeRuneInString(e.text[at:])
	label, bar, rest := slice(e.runs, at, at+size)
	if strings.TrimFunc(TextOf(rest), space) == "" {
		return
	}
	f.c.LeaveRuns(bar, Markup, e.at)
	f.d.label = f.c.trim(label, e.at)
	e.runs = f.c.trim(rest, e.at)
	e.text = TextOf(e.runs)
}
