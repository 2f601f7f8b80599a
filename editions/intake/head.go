package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// styleRoles are what the names of styles say, in the words of WPS, Word and LibreOffice and
// of newsrooms. The longest that a name holds counts.
var styleRoles = []struct {
	name string
	role Role
}{
	{"引题", Kicker}, {"肩题", Kicker}, {"眉题", Kicker}, {"副标题", Deck}, {"副题", Deck}, {"subtitle", Deck}, {"主标题", Headline}, {"主题", Headline}, {"大标题", Headline},
	{"署名", Byline}, {"作者", Byline}, {"author", Byline}, {"byline", Byline}, {"栏目", Label}, {"小标题", Subhead}, {"图说", Caption}, {"图注", Caption}, {"题注", Caption},
	{"caption", Caption}, {"落款", Signoff}, {"signature", Signoff}, {"导语", Lead}, {"摘要", Lead}, {"abstract", Lead}, {"引文", Quote}, {"引用", Quote}, {"quote", Quote}, {"headline", Headline}, {"kicker", Kicker}, {"deck", Deck},
}

// styled returns the role that a style's name says, by the answers first.
func styled(name string, a *Answers) Role {
	if a != nil {
		if r, ok := a.Styles[name]; ok {
			return r
		}
	}
	low := strings.ToLower(strings.TrimSpace(name))
	if low == "title" || low == "标题" {
		return Headline
	}
	for _, s := range styleRoles {
		if strings.Contains(low, s.name) {
			return s.role
		}
	}
	return Unknown
}

// verse is the kind of paragraph whose lines are lines.
const verse = "诗"

// styleManners are the kinds of paragraph that the names of styles say.
var styleManners = []struct{ name, manner string }{
	{"诗", verse}, {"verse", verse}, {"poem", verse}, {"poetry", verse}, {"stanza", verse}, {"问答", "问答"}, {"interview", "问答"}, {"question", "问答"}, {"answer", "问答"}, {"q&a", "问答"},
	{"剧本", "剧"}, {"台词", "剧"}, {"舞台提示", "剧"}, {"drama", "剧"}, {"dialogue", "剧"}, {"法条", "法条"}, {"条文", "法条"}, {"编者按", "编者按"}, {"按语", "编者按"}, {"editorial", "编者按"},
	{"摘句", "提要"}, {"pull quote", "提要"}, {"pullquote", "提要"}, {"公式", "公式"}, {"formula", "公式"}, {"equation", "公式"},
}

// mannerOf is the kind of paragraph that a style's name says; "" for none. Names of one character
// say it alone.
func mannerOf(style string) string {
	low := strings.ToLower(strings.TrimSpace(style))
	switch low {
	case "问", "答":
		return "问答"
	case "剧", "提要":
		return low
	}
	for _, s := range styleManners {
		if strings.Contains(low, s.name) {
			return s.manner
		}
	}
	return ""
}

// HeadingLevel is the level of a heading that the name of its style says: heading 2, 标题 2; 0:
// it is none.
func HeadingLevel(style string) int {
	low := strings.ToLower(style)
	for _, p := range []string{"heading ", "heading", "标题 ", "标题"} {
		if rest, ok := strings.CutPrefix(low, p); ok && len(rest) == 1 && '1' <= rest[0] && rest[0] <= '9' {
			return int(rest[0] - '0')
		}
	}
	return 0
}

// finder gives the lines of a story their roles.
type finder struct {
	c    *Copy
	d    *draft
	es   []*elem
	opt  Options
	body Look // the look of most of the text
}

// run finds all roles and fills the draft.
func (f *finder) run() {
	f.body = f.bodyLook()
	f.certain()
	f.marks()
	f.foreword()
	from := f.head(f.zone())
	f.text(from)
	f.tail()
	f.fill()
}

// bodyLook is the look of the longest part of the text.
func (f *finder) bodyLook() Look {
	count := map[Look]int{}
	var best Look
	most := 0
	for _, e := range f.es {
		k := Look{Size: e.look.Size, Font: e.look.Font, Bold: e.look.Bold}
		if e.kind != Para || e.text == "" {
			continue
		}
		count[k] += textLen(e.text)
		if count[k] > most {
			most, best = count[k], k
		}
	}
	return best
}

// longestHead is how many bytes a line of a head can have: a whole story in the style of a
// headline is none, and the head of a story file is bounded.
const longestHead = 4000

// certain takes the roles that styles and answers say.
func (f *finder) certain() {
	for _, e := range f.es {
		if e.role == Unknown && e.text != "" {
			if r := f.opt.Roles[e.text]; r != Unknown {
				e.role, e.sure = r, 100
			} else if r := styled(e.p.Style, f.opt.Answers); r != Unknown && r != Body {
				e.role, e.sure = r, 95
			} else if m := mannerOf(e.p.Style); m != "" && e.kind == Para {
				e.manner = m
			}
			if e.manner != "" && e.role == Unknown {
				e.role, e.sure = Body, 95
				e.verse = e.verse || e.manner == verse
			}
		}
		if e.role == Unknown && e.kind == Para && isDateline(e.text) {
			e.role, e.sure = Dateline, 95
		}
		head := e.role == Unknown || Label <= e.role && e.role <= Byline || e.role == Subhead
		if e.kind == Para && head && len(e.text) > longestHead {
			e.role, e.sure, e.level = Body, 95, 0
		}
	}
}

// foreword finds a note of the editor's before the head: what it says up to the first line that
// could be of a headline opens the text.
func (f *finder) foreword() {
	from := slices.IndexFunc(f.es, func(e *elem) bool { return e.kind != Para || e.role != Unknown || !heading(e) })
	switch {
	case from > 0 && from == 1 && foreHead(f.es[0]):
		from = 0
	case from < 0 || !isForeword(f.es[from]):
		return
	}
	to := from + 1
	if foreHead(f.es[from]) {
		to++
	}
	for to < len(f.es) && f.es[to].kind == Para && f.es[to].role == Unknown && !heading(f.es[to]) {
		to++
	}
	if to == len(f.es) || from > 0 && !f.larger(f.es[to]) && f.es[to].role != Headline && f.es[to].level != 1 {
		return // the head stands before it
	}
	for _, e := range f.es[from:to] {
		e.fore, e.role, e.sure = true, Quote, 85
	}
}

// isForeword tells whether a line begins a note of the editor's.
func isForeword(e *elem) bool {
	return e.kind == Para && editorForm().MatchString(e.text) && textLen(e.text) > 14 && !strings.HasPrefix(e.text, "编后")
}

// foreHead tells whether a line is the head of a note of the editor's and no more.
func foreHead(e *elem) bool {
	at := editorForm().FindStringIndex(e.text)
	return e.kind == Para && at != nil && at[1] == len(e.text) && !strings.HasPrefix(e.text, "编后") && (e.role == Unknown || e.role == Subhead)
}

// marks leaves out the lines that are not for print: instructions, marks of the desk, ends.
func (f *finder) marks() {
	kept := f.es[:0:0]
	lines := slices.IndexFunc(f.es, func(e *elem) bool { return e.kind == Para && textLen(e.text) > 40 })
	for i, e := range f.es {
		why, out := Reason{}, false
		if e.kind == Para && (e.role == Unknown || e.role == Signoff) {
			why, out = f.mark(e, i <= max(lines, 2), i)
		}
		if e.kind == Para && e.role == Unknown && !out {
			f.unend(e)
		}
		if out {
			f.c.LeaveRuns(e.runs, why, e.at)
			if i+1 < len(f.es) {
				f.es[i+1].gap = true
			}
			continue
		}
		kept = append(kept, e)
	}
	f.es = kept
}

// unend leaves out the end mark after a paragraph's last sentence.
func (f *finder) unend(e *elem) {
	m := endTail().FindStringIndex(e.text)
	if m == nil || m[0] == 0 {
		return
	}
	rest, mark := cut(e.runs, m[0])
	f.c.LeaveRuns(f.c.trim(mark, e.at), EndMark, e.at)
	e.runs = f.c.trim(rest, e.at)
	e.text = TextOf(e.runs)
}

// mark tells whether a line is no text, and why.
func (f *finder) mark(e *elem, early bool, i int) (Reason, bool) {
	n := textLen(e.text)
	late := i >= len(f.es)-4
	switch {
	case n > 60:
		return Reason{}, false
	case ruleForm().MatchString(e.text):
		return Markup, true
	case jumpForm().MatchString(e.text):
		f.jump(e.text)
		return JumpLine, true
	case endForm().MatchString(e.text) && n <= 12:
		return EndMark, true
	case (early || late) && instructionForm().MatchString(e.text) && n <= 24:
		f.instruct(e.text)
		return Instruction, true
	case (early || late) && (deskForm().MatchString(e.text) && hasDeskWord(e.text) || countForm().MatchString(e.text)):
		return DeskMark, true
	case n <= 40 && promotionForm().MatchString(e.text) && (early || late) && !sentence(e.text):
		return Promotion, true
	case e.role == Out:
		return NotPrinted, true
	}
	return Reason{}, false
}

// hasDeskWord tells a mark of the desk from an empty match.
func hasDeskWord(s string) bool {
	return strings.ContainsAny(s, "编审校签制监统值策") && strings.ContainsAny(s, ":：/／丨|｜（( \u3000") || countForm().MatchString(s)
}

func (f *finder) jump(s string) {
	m := jumpForm().FindStringSubmatch(s)
	if m[1] == "下转" || m[1] == "转" {
		f.d.proposed.Jump = numberOf(m[2])
	}
}

func (f *finder) instruct(s string) {
	m := instructionForm().FindStringSubmatch(s)
	f.d.proposed.Page = 1
	if m[1] != "" {
		f.d.proposed.Page = numberOf(m[1])
	}
	f.d.proposed.Slot = m[2]
}

// zone returns how many elements stand before the text: the lines of the head.
func (f *finder) zone() int {
	heads := 0
	for i, e := range f.es {
		if e.kind == Image || e.kind == Foot || e.fore {
			continue
		}
		if f.signedOff(i) {
			return i
		}
		if e.kind != Para || f.opens(e, i, heads) {
			return i
		}
		if heads++; heads > 10 {
			break
		}
	}
	// nothing reads like text: the first lines are the head, the rest is what there is
	if heads <= 1 {
		return len(f.es)
	}
	return f.shortHead()
}

// signedOff tells whether a line stands after a headline that shows and its by-line, and has no
// look or form of a head's: then it is the first of the text, as short as it may be, as in verse.
func (f *finder) signedOff(i int) bool {
	e := f.es[i]
	if i < 2 || e.kind != Para || e.role != Unknown || e.level > 0 || f.larger(e) || e.look.Bold || e.p.Align == Center {
		return false
	}
	by, head := f.es[i-1], f.es[i-2]
	return by.kind == Para && by.role == Unknown && by.level == 0 && !f.larger(by) && isByline(by.text, f.bylines()) > 0 &&
		(head.level == 1 || f.larger(head)) && !deckMark(e.text) && !f.labelled(e.text) && !dateForm().MatchString(e.text) && isByline(e.text, f.bylines()) == 0
}

// opens tells whether a line is the first of the text.
func (f *finder) opens(e *elem, i, heads int) bool {
	n := textLen(e.text)
	if strings.HasPrefix(e.text, "表") && i+1 < len(f.es) && f.es[i+1].kind == Table { // the table's own head
		return true
	}
	switch e.role {
	case Body, Lead, Dateline, Subhead, Quote, Signoff, Remark:
		return true
	case Label, Kicker, Headline, Deck, Byline:
		return false
	}
	switch {
	case strings.HasPrefix(e.text, "表：") && i+1 < len(f.es) && f.es[i+1].kind == Table:
		return true // the line over a table
	case e.level == 1 && heads < 3:
		return false
	case e.level > 1 && heads > 0:
		return true
	case deckMark(e.text), isByline(e.text, f.bylines()) > 0:
		return false
	case datelineForm().MatchString(e.text) && (n > 14 || sentence(e.text)), letterForm().MatchString(e.text), editorForm().MatchString(e.text) && heads > 0:
		return true
	case f.larger(e) && n <= 45:
		return false
	case n > 45:
		return true
	case heads == 0 && !f.several(i):
		return false
	case sentence(e.text) && (n > 24 || e.indented || heads > 0 && e.p.Align != Center):
		return true
	case e.indented && heads > 0 && e.p.Align == Start && n > 24:
		return true
	case e.typed && heads > 0 && i > 0 && !f.es[i-1].typed:
		return true
	}
	return false
}

// several tells whether lines after i look like a head too: then i may be text already.
func (f *finder) several(i int) bool { return false }

// larger tells whether a line is set larger or heavier than the text.
func (f *finder) larger(e *elem) bool {
	return e.look.Size > 0 && f.body.Size > 0 && e.look.Size > f.body.Size
}

// shortHead is the zone of copy without any line that reads like text: up to the by-line, or
// the largest lines, or the first line.
func (f *finder) shortHead() int {
	last := 0
	for i, e := range f.es {
		if e.kind == Para && (e.role == Headline || e.role == Byline || e.role == Deck || f.larger(e) || e.level == 1 || deckMark(e.text) || i < 4 && isByline(e.text, f.bylines()) >= bound) {
			last = i
		}
		if i > 8 {
			break
		}
	}
	for last < len(f.es) && f.es[last].kind != Para {
		last++
	}
	return min(last+1, len(f.es))
}

func (f *finder) bylines() []string {
	if f.opt.Answers == nil {
		return nil
	}
	return f.opt.Answers.Bylines
}

// deckMark tells whether a line begins as second headlines do.
func deckMark(s string) bool {
	return strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--") || strings.HasPrefix(s, "―") || strings.HasPrefix(s, "──")
}

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
