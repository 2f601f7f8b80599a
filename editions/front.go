package editions

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/text"

	"banxin/editions/source"
)

var storyWords = []word{
	{zh: "编号", en: "id", also: []string{"稿号", "ID"}},
	{zh: "体裁", en: "genre", also: []string{"类型", "文体", "type"}},
	{zh: "栏目", en: "label", also: []string{"栏题", "专栏", "column", "category"}},
	{zh: "引题", en: "kicker", also: []string{"肩题", "眉题", "eyebrow"}},
	{zh: "标题", en: "headline", or: "主题", also: []string{"题", "正题", "题目", "主标题", "大标题", "名称", "文题", "稿题", "title", "head", "name"}},
	{zh: "副题", en: "deck", also: []string{"副标题", "subtitle", "subheadline"}},
	{zh: "署名", en: "byline", also: []string{"作者", "记者", "author", "by"}},
	{zh: "署名范围", en: "byline-scope", also: []string{"byline_scope"}},
	{zh: "组", en: "group", also: []string{"组稿", "专题"}},
	{zh: "版", en: "page", also: []string{"版次", "版号"}},
	{zh: "版位", en: "slot", also: []string{"位置", "area"}},
	{zh: "转", en: "jump", also: []string{"转版", "下转", "continue"}},
	{zh: "版面", en: "section", also: []string{"版名"}},
	{zh: "语言", en: "language", also: []string{"lang"}},
	{zh: "电头", en: "dateline"},
	{zh: "注", en: "notes", also: []string{"注释", "脚注"}},
	{zh: "首字", en: "drop-cap", also: []string{"首字下沉"}},
	{zh: "次序", en: "rank", also: []string{"顺序", "排序", "order", "priority"}},
	{zh: "更正", en: "corrections", also: []string{"勘误", "correction"}},
}

var scopeWords = []word{{zh: "本篇", en: "story"}, {zh: "组", en: "group", also: []string{"全组", "本组"}}}

// Limits of an edition. More than this is a mistake or an attack, and a finding.
const (
	maxStory   = 4 << 20 // bytes
	maxFront   = 64 << 10
	maxYAML    = 1 << 20
	maxStories = 10_000
	maxPages   = 400
	maxColumns = 40
)

// unranked is the Rank of a story that gives none, until the files are in order.
const unranked = -1

// ParseStory reads a story: front matter between lines of three hyphens, then the text
// in CommonMark. It always returns a story, however little of it could be read.
//
// Nothing of the text is lost: every character of it is in exactly one run or an item's
// marker, in the order of the file, or it is markup or white space. Story.Account says so.
func ParseStory(file *source.File) (*Story, source.List) {
	s, found := parseStory(file, DefaultPaper())
	s.Rank = max(s.Rank, 0)
	found.Sort()
	return s, found
}

func parseStory(file *source.File, p *Paper) (*Story, source.List) {
	d := &desk{account: &Account{}}
	s := &Story{ID: storyID(path.Base(file.Name)), File: file, Rank: unranked, Account: d.account}
	if !d.tooLarge(file, maxStory) {
		if s.File = d.readable(file); s.File != nil {
			d.story(s, p)
		}
	}
	s.File = cmp.Or(s.File, file)
	d.unguessed()
	for i := range d.found {
		d.found[i].Story = s.ID
	}
	return s, d.found
}

func (d *desk) story(s *Story, p *Paper) {
	there := s.File
	s.File = d.merged(s.File)
	front, at := d.split(s.File)
	if s.File = d.once(s.File, at); s.File != there {
		s.whole = there
	}
	file := s.File
	s.Span = front
	if front.End > front.Start {
		v := d.readYAML(file, front)
		if v == nil {
			d.salvage(s, front)
		}
		d.front(s, v)
	}
	b := &body{desk: d, paper: p, story: s, file: file, base: at, ledger: &ledger{}}
	b.read()
	notes := sync.OnceValue(func() bool { return starredNote(s) })
	for p := range s.Parts() {
		d.foreignIn(s, p, notes)
		s.mark(p.Text)
	}
}

// split finds the front matter and where the text begins.
func (d *desk) split(file *source.File) (front source.Span, at int) {
	data := file.Data
	if bytes.HasPrefix(data, bom) {
		at = len(bom)
	}
	h, ok := findHead(data, at)
	if !ok {
		d.found.Add(source.New("SRC-FRONT", file.Pos(source.Span{Start: at, End: at}), source.Msg("no-front-matter-story-neither-headline"),
			source.Msg("begin-file-with-each-on-line")).As(source.Warning))
		return source.Span{Start: at, End: at}, at
	}
	if h.msg.ID != "" {
		d.add("SRC-FRONT", file.Pos(source.Span{Start: h.at, End: h.at}), h.msg, h.hint)
	}
	front = source.Span{Start: h.keys, End: h.end}
	if h.end-h.keys > maxFront {
		d.add("SRC-SIZE", file.Pos(front), source.Msg("front-matter-of-more-than-kb", maxFront>>10), source.Message{})
		front.End = front.Start
	}
	return front, h.body
}

var idLine = regexp.MustCompile(`(?m)^(?:编号|id):[ \t]*["']?([^\s"']+)`)

// salvage finds the id in front matter that is not YAML, so that the page which the
// story stands on does not miss it too.
func (d *desk) salvage(s *Story, front source.Span) {
	m := idLine.FindSubmatchIndex(s.File.Data[front.Start:front.End])
	if m == nil {
		return
	}
	span := source.Span{Start: front.Start + m[2], End: front.Start + m[3]}
	id := string(s.File.Data[span.Start:span.End])
	if d.validID(&value{shape: scalar, text: id, span: span, file: s.File}, id) {
		s.ID = id
	}
}

func (d *desk) front(s *Story, v *value) {
	if v == nil {
		return
	}
	f := d.fields(v, storyWords)
	if id := d.str(f.at("id")); id != "" && d.validID(f.at("id"), id) {
		s.ID = id
	}
	s.Genre, s.Group, s.Slot, s.Section = d.str(f.at("genre")), d.str(f.at("group")), d.str(f.at("slot")), d.str(f.at("section"))
	if meant, ok := genreMeant(s.Genre); ok {
		d.found.Add(source.New("SRC-VALUE", f.at("genre").pos(), source.Msg("no-genre", s.Genre), source.Msg("did-you-mean", meant)).As(source.Warning))
	}
	s.Lang = d.language(f.at("language"))
	if v := f.at("byline"); said(v) && v.shape == scalar && strings.Contains(v.text, nobody) {
		d.unwritten(v)
	}
	for _, key := range []string{"byline", "headline", "kicker", "deck"} {
		d.settled(f.at(key))
	}
	s.Label, s.Byline = d.text(f.at("label")), dutied(d.byline(f.at("byline")))
	s.Kicker, s.Headline, s.Deck = d.texts(d.broken(s, f, "kicker")), d.texts(d.broken(s, f, "headline")), d.texts(d.broken(s, f, "deck"))
	s.ByGroup = d.chosen(f.at("byline-scope"), scopeWords) == "group"
	apart := d.pageAndSlot(s, f.at("page"))
	if !apart {
		s.Page = d.integer(f.at("page"), 1, maxPages, 0)
	}
	s.Rank = d.integer(f.at("rank"), 0, 1000000, unranked)
	s.Ranked = s.Rank != unranked
	s.asks = wishes{f.span("page"), f.span("slot"), f.span("jump")}
	if apart && s.Slot != "" {
		s.asks.slot = s.asks.page
	}
	d.jump(s, f.at("jump"))
	s.Notes = d.notePlace(f.at("notes"))
	s.Cap = d.dropCap(f.at("drop-cap"))
	s.NoDateline = !d.boolean(f.at("dateline"), true)
	d.ownCorrections(s, f.at("corrections"))
	if s.ByGroup && s.Group == "" {
		d.found.Add(source.New("SRC-VALUE", f.at("byline-scope").pos(), source.Msg("by-line-group-but-story-no"), source.Msg("add-with-group-name")).As(source.Warning))
	}
}

var (
	pagedSlot = later(`^第?0?([1-9][0-9]{0,2}|[一二三四五六七八九十]{1,3})(?:[ ]*版[ ·,、/:;—–-]*|[ ·,、/:;—–-]+)([^\s\d版]\S{1,11})$`)
	firstPage = []string{"头版", "第一版面", "首版", "封面"}
)

// pageAndSlot takes a page and a slot that are said in one, as 1版头条, where the story says no slot; and
// the first page that is said by its name.
func (d *desk) pageAndSlot(s *Story, v *value) bool {
	if !said(v) || v.shape != scalar || s.Slot != "" {
		return false
	}
	if slices.Contains(firstPage, plainly(v.text)) {
		d.at("SRC-VALUE", v, source.Msg("not-whole-number-from-to", v.text, 1, maxPages), source.Msg("write-half-width", "1"))
		s.Page = 1
		return true
	}
	m := pagedSlot().FindStringSubmatch(narrow(v.text))
	if m == nil {
		return false
	}
	n, ok := numberMeant(m[1])
	if !ok || n > maxPages {
		return false
	}
	d.at("SRC-VALUE", v, source.Msg("page-and-slot-in-one", v.text), source.Msg("write-page-and-slot-apart", "版: "+strconv.Itoa(n), "版位: "+m[2]))
	s.Page, s.Slot = n, m[2]
	return true
}

// jump reads 转: a page by its number or name, and a slot there if it is not 转版.
func (d *desk) jump(s *Story, v *value) {
	words := strings.Fields(d.str(v))
	if len(words) == 0 {
		return
	}
	name := strings.TrimPrefix(strings.TrimSuffix(words[0], "版"), "第")
	n, err := strconv.Atoi(name)
	switch {
	case len(words) > 2 || name == "" || err == nil && (n < 1 || n > maxPages):
		d.at("SRC-VALUE", v, source.Msg("not-page-to-continue-on", v.text), source.Msg("write-page-number-slot-if-not"))
		return
	case err != nil:
		s.JumpName = name
	default:
		s.JumpPage = n
	}
	if len(words) == 2 {
		s.JumpSlot = words[1]
	}
}

// validID tells whether an id can stand in file names and links.
func (d *desk) validID(v *value, id string) bool {
	bad := strings.IndexFunc(id, func(r rune) bool {
		return r != '-' && r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if bad < 0 && len(id) <= 80 && id[0] != '.' {
		return true
	}
	d.at("SRC-VALUE", v, source.Msg("cannot-id", clip(id, 40)), source.Msg("use-letters-digits-at-most-80"))
	return false
}

// text reads one line of marked-up text.
func (d *desk) text(v *value) Text {
	if !said(v) {
		return Text{}
	}
	if v.shape != scalar {
		d.str(v)
		return Text{}
	}
	var t Text
	for i, line := range v.split() {
		next := d.line(line)
		if i > 0 && !next.IsEmpty() && !t.IsEmpty() {
			t.Runs = append(t.Runs, Run{Text: "\n", Span: source.Span{Start: t.Span.End, End: max(t.Span.End, next.Span.Start)}})
		}
		t.Runs = append(t.Runs, next.Runs...)
		t.Span = source.Span{Start: v.span.Start, End: next.Span.End}
		if i == 0 {
			t.Span = next.Span
		}
	}
	return t
}

// texts reads a text, or a list of them: a line each.
func (d *desk) texts(v *value) []Text {
	var out []Text
	for _, item := range d.strs(v) {
		for _, line := range item.split() {
			if t := d.line(line); !t.IsEmpty() {
				out = append(out, t)
			}
		}
	}
	return out
}

// split returns the lines of a value: those of a block with their places, those of a quoted
// string, in which they are parted by \n, all with that of the string.
func (v *value) split() []*value {
	if v.lines == nil && !strings.Contains(strings.TrimRight(v.text, "\n"), "\n") {
		return []*value{v}
	}
	var out []*value
	for i, line := range strings.Split(strings.TrimRight(v.text, "\n"), "\n") {
		part := &value{shape: scalar, text: line, span: v.span, file: v.file}
		if i < len(v.lines) {
			part.exact = bytes.HasPrefix(v.file.Data[v.lines[i]:], []byte(line))
			part.span = source.Span{Start: v.lines[i], End: min(v.lines[i]+len(line), len(v.file.Data))}
		}
		out = append(out, part)
	}
	return out
}

// line reads marked-up text that has no block structure.
func (d *desk) line(v *value) Text {
	s := strings.TrimSpace(v.text)
	if s == "" {
		return Text{}
	}
	at := v.span.Start + strings.Index(v.text, s)
	l := &ledger{}
	if v.exact && !strings.ContainsAny(s, "*_[]{}^~\\<&\t\n") {
		span := source.Span{Start: at, End: at + len(s)}
		t := Text{Span: span}
		composed(Run{Text: s, Span: span, Verbatim: true}, func(r Run) { t.Runs = append(t.Runs, r) })
		d.settle(s, at, true, t, l)
		return t
	}
	r := &runner{src: s, base: at, span: v.span, file: v.file, desk: d, soft: -1, ledger: l}
	if !v.exact {
		r.base = -1
	}
	doc := lineParser.Parse(text.NewReader([]byte(s)))
	for p := doc.FirstChild(); p != nil; p = p.NextSibling() {
		r.inlines(p)
	}
	t := r.all(source.Msg("picture-in-line-of-text"))
	d.settle(s, at, v.exact, t, l)
	return t
}
