package editions

import (
	"cmp"
	"strings"
	"unicode"

	"banxin/editions/source"
	"banxin/layout/role"
	"banxin/layout/typo"
)

// Story is an article. Its characters are those of its Label, Kicker, Headline, Deck,
// Byline and Blocks; layout and the e-edition carry each of them exactly once. Parts lists
// them.
type Story struct {
	ID         string
	Genre      string    // 体裁: 消息 通讯 评论 公告 图片 …; free
	Lang       string    // 语言, by BCP 47: zh-TW; empty: the paper's
	Label      Text      // 栏目
	Kicker     []Text    // 引题, a Text a line
	Headline   []Text    // 主题, a Text a line
	Deck       []Text    // 副题, a Text a line
	Byline     Text      // 署名, as it is to be printed
	Group      string    // 组: stories of one group share a label and, by ByGroup, a by-line
	ByGroup    bool      // 署名范围: 组: the by-line is the whole group's and stands after its last story
	Section    string    // of the e-edition's contents; empty: that of its first page
	Page       int       // 版: the page asked for by the story; 0 when edition.yaml places it
	Slot       string    // 版位: the slot asked for by the story
	JumpPage   int       // 转: the page it continues on; 0: none
	JumpName   string    // the page's name instead: A2
	JumpSlot   string    // slot there; empty: 转版
	NoDateline bool      // 电头: 否: none is looked for
	Notes      NotePlace // 注
	Cap        int       // 首字: lines of the drop cap of its first paragraph; 0: none
	Rank       int       // 0 is the most important; default the file's order
	Ranked     bool      // Rank was said
	Blocks     []Block
	File       *source.File
	Span       source.Span // of the front matter
	Account    *Account    // of the characters of its file; nil of a story that was not read from one

	asks        wishes       // where it says 版, 版位 and 转
	corrections []Correction // 更正 of its head, until the edition takes them
	told        []source.Span
	whole       *source.File // its file, where not all of it is read: versions of git, a second paste; nil: File is all
	tinted      bool         // some of what its file says is on a colour
	linked      bool         // or is a link
}

// wishes are the places of what a story says of where it is to stand; empty where it says nothing.
type wishes struct{ page, slot, jump source.Span }

// Language is what the story is written in: its own, or its paper's.
func (s *Story) Language(p *Paper) string {
	if s.Lang != "" {
		return s.Lang
	}
	return p.Lang
}

// Title returns the headline in one line: what contents pages and outlines show. Lines
// are joined by a space; a story without a headline gives its kicker or first words.
func (s *Story) Title() string {
	for _, lines := range [][]Text{s.Headline, s.Kicker} {
		if len(lines) == 1 { // mostly
			if t := strings.TrimSpace(lines[0].String()); t != "" {
				return t
			}
			continue
		}
		var parts [4]string
		all := parts[:0]
		for _, t := range lines {
			all = append(all, t.String())
		}
		if t := strings.TrimSpace(strings.Join(all, " ")); t != "" {
			return t
		}
	}
	for p := range s.Parts() {
		if p.Block >= 0 && !p.Text.IsEmpty() {
			return clip(p.Text.String(), 20)
		}
	}
	return s.ID
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// Text is a piece of text in runs of one appearance. Its String is the text itself.
type Text struct {
	Runs []Run
	Span source.Span // in the story's file
}

// String returns the characters.
func (t Text) String() string {
	if len(t.Runs) == 1 {
		return t.Runs[0].Text
	}
	var b strings.Builder
	for _, r := range t.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// IsEmpty tells whether there is no character.
func (t Text) IsEmpty() bool { return len(t.Runs) == 0 }

// Run is text of one appearance. A forced break is the character '\n' in Text. Where
// Verbatim, Text stands in the file byte for byte from Span.Start on; else (an escape, an
// entity) the run as a whole came from Span.
type Run struct {
	Text     string
	Marks    Marks
	Link     string // URL, or ""
	Ruby     string // reading of the whole run, or ""
	Tint     string // name of a colour of the paper behind the text, or ""
	Joined   bool   // what it is marked as began in the run before: one name in several runs
	Span     source.Span
	Verbatim bool
}

// LatinTitle tells whether a run is the title of a work in Latin letters, which stands in
// italics (GB/T 15834, 4.15): a wavy line is for Chinese ones.
func (r Run) LatinTitle() bool {
	if r.Marks&BookTitle == 0 {
		return false
	}
	latin := false
	for _, c := range r.Text {
		if unicode.Is(unicode.Han, c) {
			return false
		}
		latin = latin || unicode.Is(unicode.Latin, c)
	}
	return latin
}

// Marks are the appearances a run can have; they combine.
type Marks uint16

const (
	Emphasis    Marks = 1 << iota // *…*: 着重号; Latin words in italics
	Strong                        // **…**
	Superscript                   // ^…^
	ProperName                    // […]{专名}: a line, 专名号
	BookTitle                     // […]{书名}: a wavy line, 书名号甲式
	Deceased                      // […]{示亡}: a frame, 示亡号
	Underlined                    // […]{下划}
	Subscript                     // ~…~
	Italic                        // […]{斜体}: Latin words in italics
	NoteSign                      // [^…]: the sign of a note, in the text and before the note
	Dateline                      // 电头: what a report begins with, where and when it was sent from
	Opening                       // of a question, an answer, a speech, an article of a law: who speaks, or its number
	Aside                         // of a speech: a stage direction within it, with its brackets
	Duty                          // 职名: of a by-line, what those are who are named after it: 本报记者
)

// Names are those of the appearances, as dumps and comparisons give them.
func (m Marks) Names() (names []string) {
	for _, x := range [...]struct {
		mark Marks
		name string
	}{{Emphasis, "emphasis"}, {Strong, "strong"}, {Superscript, "super"}, {ProperName, "name"}, {BookTitle, "title"}, {Deceased, "deceased"}, {Underlined, "underline"}, {Subscript, "sub"}, {Italic, "italic"}, {Dateline, "dateline"}, {Opening, "opening"}, {Aside, "aside"}, {Duty, "duty"}} {
		if m&x.mark != 0 {
			names = append(names, x.name)
		}
	}
	return names
}

// Block is *Paragraph, *List, *Table or *Picture.
type Block interface {
	Where() source.Span
	Style() StyleName   // of its text
	parts(w *walk) bool // puts them in reading order; false: no more are wanted
}

// Kind says what a Paragraph is.
type Kind uint8

const (
	Plain         Kind = iota // a paragraph
	LeadText                  // 导语: the opening > quotation of a story
	SubheadText               // ## 小标题
	QuoteText                 // > quotation elsewhere
	SignoffText               // >> 落款
	ListItemText              // inside a List
	NoteLine                  // 注: a line such as "（图表：本报制图）" marked ::: or [^1]: text
	GroupCaption              // what a 组图 has in common, after its pictures
	VerseText                 // 诗: a stanza, its lines parted by forced breaks
	QuestionText              // 问
	AnswerText                // 答, and what goes on with either
	SpeechText                // 剧: who speaks, and what
	DirectionText             // 舞台提示: what stands between the speeches
	LawText                   // 法条
	EditorialText             // 编者按
	PullText                  // 提要: words of the story set out in it
	FormulaText               // 公式: its lines parted by forced breaks
)

// kinds say what paragraphs of each kind are called and what they are in their story.
var kinds = [...]struct {
	name  string
	role  Role
	style StyleName // of those that a story names; the others' stand with their roles
}{
	Plain: {name: "paragraph", role: RoleParagraph}, LeadText: {name: "lead", role: RoleLead}, SubheadText: {name: "subhead", role: RoleSubhead}, QuoteText: {name: "quote", role: RoleQuote},
	SignoffText: {name: "signoff", role: RoleSignoff}, ListItemText: {name: "item", role: RoleItem}, NoteLine: {name: "note", role: RoleNote}, GroupCaption: {name: "group caption", role: RoleCaption},
	VerseText: {"verse", role.Verse, Verse}, QuestionText: {"question", role.Question, Question}, AnswerText: {"answer", role.Answer, Answer}, SpeechText: {"speech", role.Speech, Drama}, DirectionText: {"direction", role.Direction, Direction},
	LawText: {"law", role.Law, Law}, EditorialText: {"editorial", role.Editorial, Editorial}, PullText: {"pull quote", role.Pull, PullQuote}, FormulaText: {"formula", role.Formula, Formula},
}

// String is the name that dumps give it.
func (k Kind) String() string { return kinds[k].name }

// Role is what a paragraph of the kind is in its story.
func (k Kind) Role() Role { return kinds[k].role }

// Style is what it is set in; Body of Plain: the slot may say another.
func (k Kind) Style() StyleName { return StyleOf(k.Role()) }

// NotePlace says where the notes of a story stand.
type NotePlace uint8

const (
	NotesUnsaid   NotePlace = iota // as the paper says; there, at the end
	NotesAtEnd                     // 文末
	NotesAtColumn                  // 栏末: at the foot of the column that calls them
	NotesAtSlot                    // 版末: at the foot of the last column of their slot on the page
)

// notePlaces are their words.
var notePlaces = []term[NotePlace]{
	{word{zh: "文末", en: "end"}, NotesAtEnd},
	{word{zh: "栏末", en: "column", also: []string{"栏脚"}}, NotesAtColumn},
	{word{zh: "版末", en: "slot", also: []string{"版脚"}}, NotesAtSlot},
}

var noteWords = wordsOf(notePlaces)

// notePlace reads 注.
func (d *desk) notePlace(v *value) NotePlace {
	return meaning(d, v, notePlaces, noteWords, NotesUnsaid)
}

// Bullet is the marker of an item without a number.
const Bullet = "•"

// Paragraph is text set in lines.
type Paragraph struct {
	Kind  Kind
	Level int       // of a subhead: 2 or 3
	Set   StyleName // what it is set in where that is not the style of its kind: one of the paper's own
	Cap   int       // lines of its drop cap (首字下沉); 0: none
	Text  Text
	Span  source.Span
}

// List is a list. Marker holds what stands before an item ("1." or "一、"); the
// paragraph's Text does not repeat it. Markers of bullets are Bullet. Lists in a list follow
// their item, a Level deeper.
type List struct {
	Items []ListItem
	Span  source.Span
}

// ListItem is one item: its marker and text.
type ListItem struct {
	Marker string
	Text   Text // empty where a number has a list or a picture behind it
	Level  int  // 0: of the list itself
	Span   source.Span
}

// Table is a table of text; Head of its Rows are headings. All rows have as many cells; those
// that another takes in are empty.
type Table struct {
	Caption Text // the paragraph "表：…" right before it, or empty
	Head    int
	Rows    [][]Text
	Align   []typo.Align // a column each; Justify when not said
	Extents [][]Extent   // of the cells, by row and column; nil: each is one
	Columns int          // it stands over; 0: one, or as many as it needs; AllColumns
	Lines   TableLines
	Fill    string // name of a colour of the paper behind the head, or ""
	Stripe  string // behind every other row, or ""
	Again   string // above its heads where it goes on: 续表, or ""
	Square  bool   // cells are as high as wide: a crossword
	Data    string // the file that it is read from, or ""
	Span    source.Span

	places               [][]source.Pos // of the cells of Data, in that file
	headed               bool           // how many rows are headings was said
	selects              []string
	selectSpan           source.Span
	fillSpan, stripeSpan source.Span
}

// PlaceOf is where a part of a story begins that stands in another file than the story: a cell of
// a table that is read from one.
func (s *Story) PlaceOf(p Part) (source.Pos, bool) {
	if p.Block < 0 || p.Role != RoleCell {
		return source.Pos{}, false
	}
	t, ok := s.Blocks[p.Block].(*Table)
	if !ok || t.Data == "" || p.Row >= len(t.places) || p.Column >= len(t.places[p.Row]) {
		return source.Pos{}, false
	}
	return t.places[p.Row][p.Column], true
}

// Extent is how many columns and rows a cell has; zeros: another takes it in.
type Extent struct{ Across, Down int }

// Extent is that of a cell.
func (t *Table) Extent(row, column int) Extent {
	if t.Extents == nil {
		return Extent{1, 1}
	}
	return t.Extents[row][column]
}

// AllColumns is what a table spans that stands over all columns of its slot.
const AllColumns = 1 << 10

// TableLines says which lines a table has.
type TableLines uint8

const (
	OpenLines TableLines = iota // 开: over it and under it, under the head and between rows
	GridLines                   // 全: about every cell
	NoLines                     // 无
)

// Picture is a picture with its caption.
type Picture struct {
	Path      string       // as written, from the edition's images folder
	Image     *Image       // nil when it could not be read; a finding says why
	Caption   Text         // 图说
	Credit    Text         // 摄影、制图: printed after the caption
	Alt       string       // for who cannot see it; empty: the caption stands in
	Width     int          // in columns, 0: the slot's choice
	At        string       // where it stands, a word of PictureSpec.At; empty: where the slot says
	CaptionAt CaptionPlace // where its caption stands
	Group     *Group       // the pictures it stands with; nil: none
	Whole     bool         // 裁: 否: nothing of it is cut off
	Mourning  bool         // 黑框: of somebody who has died
	Formula   bool         // 公式: a formula, in the text and in its own size
	Focus     *[2]int      // the point that a crop keeps in view, in percent from the left and the top; nil: the middle
	Outline   [][2]int     // what text beside an inset runs round, in percent of the picture; nil: its edges
	inkSpan   source.Span
	Ink       string // name of a colour of the paper that it is printed in, by its darkness; "": its own colours
	Span      source.Span
}

// CaptionPlace says where a caption stands to its picture.
type CaptionPlace uint8

const (
	CaptionUnsaid CaptionPlace = iota // as the slot says; there, below
	Below                             // 下
	Above                             // 上
	Beside                            // 旁: in a narrow column, at its foot
	Over                              // 压: on a dark strip inside its foot
)

// String is the word of the file formats.
func (l CaptionPlace) String() string { return [...]string{"", "below", "above", "beside", "over"}[l] }

// Group is 组图: pictures that stand together in one block, in the order of the story. Its
// pictures, and its caption after them, are also blocks of the story.
type Group struct {
	Pictures []*Picture
	Caption  *Paragraph // of all; nil without one
}

func (b *Paragraph) Where() source.Span { return b.Span }
func (b *List) Where() source.Span      { return b.Span }
func (b *Table) Where() source.Span     { return b.Span }
func (b *Picture) Where() source.Span   { return b.Span }

func (b *Paragraph) Style() StyleName { return cmp.Or(b.Set, b.Kind.Style()) }
func (b *List) Style() StyleName      { return ListStyle }
func (b *Table) Style() StyleName     { return TableText }
func (b *Picture) Style() StyleName   { return Caption }
