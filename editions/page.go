package editions

import (
	"banxin/editions/source"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Page is one page of an edition: a template with stories put in its slots.
type Page struct {
	Number   int    // counted from 1
	Name     string // the label on paper; default the number
	Section  string // 要闻
	Editor   string // 责任编辑 line of the folio, as printed; may be empty
	Template *Template
	Placed   []Placement // in the order written: the reading order of the page
	Inks     Inks        // 墨: in which it is printed; the template's where the page does not say
	Pos      source.Pos
	Unread   source.List // why its template cannot be read; then Template stands in for it
}

// Placement puts stories, one after another, into a slot. A story placed in several
// slots flows on from each to the next.
type Placement struct {
	Slot    string
	Stories []string
	Made    bool    // an index that edition.yaml leaves open: banxin has chosen
	Advert  *Advert // in an advert slot, instead of stories; nil when it cannot be read
	Pos     source.Pos
}

// Advert is a supplied advertisement. Its Image has the format pdf for a page of a PDF
// file; W and H are 0 then, since the layout asks the PDF reader for them.
type Advert struct {
	Path  string // from the edition's images folder, "mall.pdf" or "mall.pdf#2" as written
	Page  int    // of a PDF file, from 1
	Image *Image
	Pos   source.Pos
}

// Template is the geometry of a page, drawn as text. Lengths are as written; the plan
// resolves them.
type Template struct {
	Name    string
	Width   unit.Length // of the trimmed page
	Height  unit.Length
	Bleed   unit.Length
	Margins Margins
	Facing  bool        // 内, 外: on left-hand pages the margins at the sides change places
	Columns int         // basic columns of the type area
	Chars   int         // body characters in a basic column
	Gap     unit.Length // between columns
	Gutter  unit.Length // 中缝: white between the two pages of a spread; 0: a single page
	Fold    int         // columns left of it
	Size    unit.Length // of the body type
	Leading unit.Length // line pitch
	Lines   int         // lines in the type area
	RowGap  int         // blank lines between rows of areas
	Justify int         // of slots that do not say
	Slots   []*Slot     // in drawing order: from the top left, row by row
	Inks    Inks        // 墨, of pages that do not say
	Look    Look        // the paper's, but for what the template says
	Flow    bool        // the page is repeated until its flow slot's stories are all set
	Unread  bool        // it stands in for one that cannot be read, and has no slots
	File    *source.File
}

// Margins of the type area on the trimmed page. Where the type area is narrower or
// lower than what margins leave, it is centred between Left and Right, and set from Top.
type Margins struct{ Top, Bottom, Left, Right unit.Length }

// TypeArea returns the type area (版心): columns and lines counted out, as it stands on
// the trimmed page. Its height reaches from the top of the first line's em box to the
// foot of the last one's.
func (t *Template) TypeArea() unit.Rect {
	w := unit.Length(t.Columns)*(unit.Length(t.Chars)*t.Size+t.Gap) - t.Gap
	if t.Fold > 0 {
		w += t.Gutter - t.Gap
	}
	h := unit.Length(t.Lines-1)*t.Leading + t.Size
	free := t.Width - t.Margins.Left - t.Margins.Right - w
	return unit.Rect{X: t.Margins.Left + free/2, Y: t.Margins.Top, W: w, H: h}
}

// FrameRect is the place of a frame on the page.
func (t *Template) FrameRect(f Frame) unit.Rect {
	if !f.Rect.Empty() {
		return f.Rect
	}
	area, width := t.TypeArea(), unit.Length(t.Chars)*t.Size
	at := func(col int) unit.Length {
		x := area.X + unit.Length(col)*(width+t.Gap)
		if t.Fold > 0 && col >= t.Fold {
			x += t.Gutter - t.Gap
		}
		return x
	}
	left := at(f.Col)
	return unit.Rect{
		X: left, Y: area.Y + unit.Length(f.Line)*t.Leading,
		W: at(f.Col+f.Cols-1) + width - left, H: unit.Length(f.Lines-1)*t.Leading + t.Size,
	}
}

// GridLines are the lines of the page's grid that stand in a frame: from first up to, but
// without, end.
func (t *Template) GridLines(f Frame) (first, end int) {
	if f.Rect.Empty() {
		return f.Line, f.Line + f.Lines
	}
	top := f.Rect.Y - t.TypeArea().Y
	first = int((top + t.Leading - 1) / t.Leading)
	if top < 0 {
		first = int(top / t.Leading)
	}
	return first, first + int((f.Rect.H-unit.Length(first)*t.Leading+top-t.Size)/t.Leading) + 1
}

// SlotKind says what a slot is for.
type SlotKind uint8

const (
	StorySlot     SlotKind = iota
	NameplateSlot          // 报头: the paper's name, date, numbers
	FolioSlot              // 报眉: paper, date, section, page number
	IndexSlot              // 导读: headlines of other pages, made from the edition
	FillerSlot             // left empty on purpose (an advert comes later)
	AdvertSlot             // 广告: a supplied picture or page of a PDF file
	GroupSlot              // 组: a box round other slots, with a grid of its own
)

// Slot is a named place on a page.
type Slot struct {
	Name    string
	Kind    SlotKind
	Within  string     // the slot of kind GroupSlot it stands in; empty: on the page
	Label   string     // 栏目 over a group, furniture of the page
	Frames  []Frame    // one for a drawn area; several only when given by position
	Columns int        // columns of text inside; 0: the basic columns it covers (破栏 when they differ)
	Mode    ColumnMode // how they share the width
	Head    Head
	Picture PictureSpec
	Box     Box
	Style   StyleName // of its paragraphs; empty: Body
	Rule    bool      // rules between its columns
	NoRule  bool      // none, whatever the look of the page says
	Upright bool      // 竖排: its text runs from the top downwards, lines from the right to the left
	Flow    bool      // of a flow template: takes all that is left on further pages
	Between int       // blank lines between its stories; default 1
	Justify int       // most lines by which a place opens so that white at the foot goes there; 0: it stays
	Scale   bool      // an advert may be made larger or smaller to fill it
	End     Ornament  // 尾花, where EndSet: that of the page is not for it
	EndSet  bool
	Unsaid  bool     // 标: 否: the advert itself carries the mark 广告
	Fit     Fitting  // how far it may be changed to make its story fit
	Jump    JumpSpec // how its stories go on on other pages, and how those of other pages go on in it
	Pos     source.Pos
}

// DefaultJustify is how many lines a place of a slot opens at most where neither the slot nor the
// template says: white of more lines wants more text.
const DefaultJustify = 3

// Frame is a rectangle of the type area's grid, or of the page when Rect is not empty. In a
// group Cols counts the columns of its grid and Rect is the place; Col is not used.
type Frame struct {
	Col, Cols   int // basic columns, from 0
	Line, Lines int // body lines, from 0
	Rect        unit.Rect

	Parts []Stretch // of one that is no rectangle (曲尺形): see shape.go; the rest is what they lie in
}

// Stretch is a rectangle of a frame, given as frames are: columns of one height.
type Stretch struct {
	Col, Cols   int
	Line, Lines int
	Rect        unit.Rect
}

// Head says how a slot sets its story's heads.
type Head struct {
	Span     int          // columns of the slot; 0: all, -1: inside the first column
	Size     unit.Measure // of the headline; zero: the greatest step that fits
	Max      unit.Measure // greatest size to try; zero: by the width
	Rows     int          // lines into which each line of the headline may be broken, to be as great as Max; 0: as its width asks
	Lines    int          // least height in body lines, 0: as high as needed
	Font     string       // face or role of the headline; empty: the style's
	Align    typo.Align   // Center unless said
	AlignSet bool
	Vertical bool   // headline in a stack at the side, characters from the top downwards
	Right    bool   // the stack stands at the right
	Chars    int    // width of the stack in body characters; 0: as wide as needed
	Tint     string // 底: colour of the bar behind the head; empty: none, or black when reversed
	Reverse  bool   // 反白: white type

	Label    LabelStyle // 栏目, where LabelSet
	LabelSet bool
	Boxed    bool // the slot has a box
}

// Bar tells whether the head stands on a bar of colour.
func (h Head) Bar() bool { return h.Tint != "" || h.Reverse }

// ColumnMode is how a width is divided into columns when it is no whole multiple of basic
// columns; the names are those of Founder's systems.
type ColumnMode uint8

const (
	Absolute ColumnMode = iota // 绝对: equal columns of whole characters, the gaps take what is left over
	Relative                   // 相对: whole characters and the basic gap, columns unequal by a character
	Free                       // 自由: equal columns and the basic gap, characters not whole
	Auto                       // 自动: the basic columns of the page
)

// Fitting says how far the engine may change a slot to make its story fit; the zero value
// leaves it as it stands.
type Fitting struct {
	Head    int  // steps the headline may become smaller, or greater
	Lines   int  // lines of white that the head may have more, or less than the slot gives it
	Track   int  // hundredths of an em that a headline too wide for its size may be set closer
	Picture int  // lines each picture may become lower, or higher
	Setting bool // paragraphs may be set a line tighter or looser
	Deck    bool // decks may be left out; what is left out is reported
}

// JumpSpec says how a slot treats stories that go from page to page.
type JumpSpec struct {
	Lines  int          // least lines a column before a story jumps, and least lines after it; 0: 5
	Head   unit.Measure // size of the small head over a continuation; zero: by the body
	Headed bool         // every continuation has a small head; else only where several stories share the slot
	Bare   bool         // none has
}

// AtText is the place of pictures that stand where they are in the text (随文).
const AtText = "text"

// PictureSpec says where a slot puts its stories' pictures.
type PictureSpec struct {
	Columns  int          // width in columns of the slot; 0: two of three or more, else all
	At       string       // top-right (default), top-left, top, bottom, bottom-right, bottom-left; center for an inset; AtText
	Captions CaptionPlace // where captions stand; below unless said
	Whole    bool         // 裁: 否: nothing is cut off
	Lines    int          // height of the picture in body lines, caption not counted; 0: by its proportions
	Width    unit.Measure // of an inset: narrower than its columns, text runs beside it; zero: the columns'
	Start    int          // lines of text above an inset
	Fill     bool         // 占满: as high as the text of the slot leaves room
	Bleed    bool         // 出血: at the edge of the type area it goes on to that of the sheet

	Framed PictureLook // what the slot says of frame and corners
	framed [5]bool     // which of them it says, in their order
}

// Look is how the slot's pictures are framed: as the page has it but for what the slot says.
func (p *PictureSpec) Look(l PictureLook) PictureLook {
	if p.framed[0] {
		l.Line = p.Framed.Line
	}
	if p.framed[1] {
		l.Color = p.Framed.Color
	}
	if p.framed[2] {
		l.Radius = p.Framed.Radius
	}
	if p.framed[3] {
		l.Credit = p.Framed.Credit
	}
	if p.framed[4] {
		l.Mark = p.Framed.Mark
	}
	return l
}

// Border is the kind of line a box has.
type Border uint8

const (
	PlainLine  Border = iota
	DoubleLine        // 双线
	ThickThin         // 文武线: thick outside, thin inside
	Dotted            // 点线
	Wavy              // 波线
	Fret              // 回纹
	Cloud             // 云纹
	Bamboo            // 竹节
	Lozenge           // 菱形
	Rounded           // 圆角
)

// Box is a frame round a slot and the tint behind it.
type Box struct {
	Width  unit.Length // of the frame's line; 0: none
	Color  string      // of the line; empty: black
	Tint   string      // name in Paper.Colors behind the text; empty: none
	Border Border
	Depth  unit.Length // of an ornamental border, from its outer edge to its inner one
}

// IsZero tells whether there is neither frame nor tint.
func (b Box) IsZero() bool { return b.Width <= 0 && b.Tint == "" }

// Reach is how far in from its edge a box is taken up by its border.
func (b Box) Reach() unit.Length {
	switch b.Border {
	case PlainLine, Rounded:
		return 0
	case DoubleLine, ThickThin:
		return b.Depth
	}
	return b.Depth + unit.Pt
}

// Pad is the white inside a box with the border, on a grid: characters at each side and
// lines above and below. Half a character stays free between border and text.
func (b Box) Pad(size, leading unit.Length) (chars, lines int) {
	if b.IsZero() {
		return 0, 0
	}
	need := b.Reach() + size/2
	return max(int((need+size-1)/size), 1), max(int((need+leading-1)/leading), 1)
}
