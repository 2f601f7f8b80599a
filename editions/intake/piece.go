package intake

import "strings"

// Piece is a paragraph, list item, table, picture or note of a file, in the order of the
// file, with how it looked there.
type Piece struct {
	Kind   Kind
	Runs   []Run    // the text; of a table and a picture empty
	Role   Role     // where the format itself says what it is; Unknown: to be found
	Meta   bool     // from the file's description of itself, not its text: used where the text is silent
	Align  Align    //
	Indent bool     // the first line is indented, by the format, not by typed spaces
	Manner string   // 诗, 问答 …: the kind of paragraph that it is, as story files name it; empty: none
	Style  string   // name of its style: Normal, 标题 1, 正文文本
	Level  int      // of an outline or a heading: 1 is the highest; 0: none
	List   *List    // of a list item
	Rows   [][]Cell // of a table
	Head   int      // how many Rows are headings, where the format says so
	Pic    *Picture // of a picture
	Note   string   // of a note: its name, as in Run.Note
	Kept   bool     // breaks inside stay breaks: a poem, an address
	Framed bool     // stood in a text box or frame, beside the text
	Opens  bool     // a frame of its own begins here, on a page with several: a story may
	At     Place
}

// Kind says what a Piece is by form.
type Kind uint8

const (
	Para  Kind = iota // a paragraph
	Item              // of a list
	Table             //
	Image             // a picture
	Foot              // the text of a footnote or endnote
)

// Role says what a piece is to the newspaper.
type Role uint8

const (
	Unknown  Role = iota
	Body          // 正文
	Lead          // 导语
	Label         // 栏目
	Kicker        // 引题
	Headline      // 主题
	Deck          // 副题
	Byline        // 署名
	Dateline      // 电头: put before the first paragraph
	Subhead       // 小标题
	Quote         // 引文
	Signoff       // 落款
	Caption       // 图说, of the picture beside it
	Credit        // 摄, of the picture beside it
	Remark        // 注: a line such as （图表：本报制图）
	Out           // not for print: left out, as NotPrinted
)

// roleNames are the words for roles, in the language of the files.
var roleNames = [...]string{"?", "正文", "导语", "栏目", "引题", "主题", "副题", "署名", "电头", "小标题", "引文", "落款", "图说", "摄影", "注", "不用"}

// String is the role's name as import.yaml has it.
func (r Role) String() string { return roleNames[r] }

// RoleOf returns the role of a name of import.yaml, and whether there is one.
func RoleOf(name string) (Role, bool) {
	for i, n := range roleNames {
		if n == name && i > 0 {
			return Role(i), true
		}
	}
	if name == "标题" {
		return Headline, true
	}
	return Unknown, false
}

// Align is how a paragraph stood.
type Align uint8

const (
	Start Align = iota // left, or justified
	Center
	End // right
)

// List says how an item is marked.
type List struct {
	Level   int    // 0 is the outermost
	Ordered bool   // by numbers
	Marker  string // as it stands before the item: "1." "（一）" "a)"; "•" of bullets; empty: a further paragraph of the item
	Mark    []Run  // the same on the tape, where it stands in the file; empty: the format counts
	Number  int    // the item's number, of ordered lists
}

// Cell is a cell of a table. Paragraphs in it are parted by a Break.
type Cell struct {
	Runs    []Run
	ColSpan int // how many columns it covers; 0 is 1
	RowSpan int // how many rows
	Head    bool
	Align   Align
}

// cells is the size of a table when each row is filled up to the widest.
func (p *Piece) cells() int {
	width := 0
	for _, row := range p.Rows {
		n := 0
		for _, cell := range row {
			n += max(cell.ColSpan, 1)
		}
		width = max(width, n)
	}
	return width * len(p.Rows)
}

// Picture is a picture with what stands about it in the file.
type Picture struct {
	Name    string // as the file calls it, for the file's name in images/
	Data    []byte // nil: not in the file
	Ref     string // where it lies, when Data is nil: a path beside the file, or an address
	Alt     []Run  // description for who cannot see it
	Caption []Run  // where the format says it
	Credit  []Run
	Crop    [4]int // cut off at the left, top, right, bottom, in 1/1000 of the picture
	Joined  bool   // stands in one paragraph with the picture before it
	Words   string // attributes as a story file has them: 栏=2; 位=随文
	Apart   bool   // belongs to the copy but stands nowhere in its text: opens the story if no text mentions it
}

// Run is text of one look. Its Text is what it reads; the characters of the tape that it
// stands for are noted by the functions that make runs. Do not change Text: cut runs.
type Run struct {
	Text     string
	Look     Look
	Link     string  // address it leads to; not text
	Ruby     []Run   // reading over it
	Words    string  // words in braces that a story file marks it with: 专名;底:浅灰
	Note     string  // the run is the sign of this footnote
	Change   *Change // the tracked change it belongs to
	from, to int     // on the tape, bytes; equal: not of the file
	exact    bool    // Text is what stands on the tape
}

// Look is how text looked in the file. The zero value is not known.
type Look struct {
	Size      int    // in 1/100 pt; 0: not known
	Font      string // the East Asian face's name
	Color     string // RRGGBB, or empty
	Bold      bool
	Italic    bool
	Underline bool
	Dotted    bool // 着重号
	Struck    bool // deleted by hand, with a line through
	Super     bool
	Sub       bool
	Hidden    bool // not to be seen in the file: left out
}

// ChangeKind says what a tracked change does.
type ChangeKind uint8

const (
	Inserted ChangeKind = iota
	Deleted
	MovedFrom
	MovedTo
)

// Change is a tracked change. The runs of one change share one value.
type Change struct {
	Kind ChangeKind
	By   string
	At   string // RFC 3339, or as the file has it
}

// Comment is what somebody wrote beside the text.
type Comment struct {
	By, At string
	Runs   []Run // on the tape; left out of the story, kept as a note
	From   int   // stretch of the tape that it is about: values of Copy.Mark
	To     int
	Letter bool // what came with the copy as a whole: the text of a mail
}

// Break is a line break inside a piece: Shift-Enter, <br>. It is no character of the file.
func Break() Run { return Run{Text: "\n"} }

// Made is text that the format generates and the file does not hold, such as the number
// of a list item.
func Made(s string) Run { return Run{Text: s} }

// TextOf returns what runs read.
func TextOf(runs []Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Changes says what becomes of tracked changes.
type Changes uint8

const (
	Accept Changes = iota // as if they had been accepted
	Reject                // as if there were none
)
