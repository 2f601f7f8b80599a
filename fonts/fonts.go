// Package fonts reads TrueType faces: characters to glyphs, advances, vertical forms,
// outlines, Latin shaping and subsets. All numbers are font units unless said.
//
//	cat := &fonts.Catalog{}
//	err := cat.Add("NotoSerifSC-Regular", data, 0, "宋")
//	face, gid := cat.Chain("宋", "楷").Find('版')
package fonts

// GID is a glyph's number in its face; 0 is .notdef.
type GID = uint16

// Face is one face of a font file. It is safe for concurrent use; data given to it must
// not change.
type Face struct{}

func (f *Face) Name() string           { panic("todo") } // as added to the Catalog
func (f *Face) Index() int             { panic("todo") } // in its Catalog: page.Text.Face
func (f *Face) PostScriptName() string { panic("todo") }
func (f *Face) UnitsPerEm() int        { panic("todo") }
func (f *Face) Ascent() int            { panic("todo") }
func (f *Face) Descent() int           { panic("todo") } // negative
func (f *Face) CapHeight() int         { panic("todo") }
func (f *Face) NumGlyphs() int         { panic("todo") }

// Glyph returns the glyph of r, 0 when the face has none. Han characters cost one array look-up.
func (f *Face) Glyph(r rune) GID { panic("todo") }

// Advance returns the horizontal advance.
func (f *Face) Advance(g GID) int { panic("todo") }

// VAdvance returns the vertical advance; VOrigin the height of the vertical origin above the baseline.
func (f *Face) VAdvance(g GID) int { panic("todo") }
func (f *Face) VOrigin(g GID) int  { panic("todo") }

// Vert returns the glyph's vertical form (GSUB vert), or g itself.
func (f *Face) Vert(g GID) GID { panic("todo") }

// Ink returns the outline's bounds; all zero for a blank glyph.
func (f *Face) Ink(g GID) (xMin, yMin, xMax, yMax int) { panic("todo") }

// Op is the kind of a Segment.
type Op uint8

const (
	MoveTo Op = iota // X[0],Y[0]
	LineTo           // X[0],Y[0]
	QuadTo           // control, end
	CubeTo           // control, control, end
)

// Segment is a piece of an outline, y upwards. Contours are closed by the next MoveTo or the end.
type Segment struct {
	Op Op
	X  [3]int32
	Y  [3]int32
}

// Outline appends the glyph's outline to dst.
func (f *Face) Outline(dst []Segment, g GID) []Segment { panic("todo") }

// Shaped is a glyph of a shaped run. Cluster is the byte offset in the text of the first character it shows.
type Shaped struct {
	ID                        GID
	Advance, XOffset, YOffset int
	Cluster                   int
}

// ShapeLatin shapes a run of Latin text (letters, figures, ASCII marks) with kerning and ligatures.
func (f *Face) ShapeLatin(dst []Shaped, text string) []Shaped { panic("todo") }

// Subset returns a TrueType file with the given glyphs, renumbered: glyph i of the file is
// gids[i]. gids[0] must be 0. The same input gives the same bytes.
func (f *Face) Subset(gids []GID) ([]byte, error) { panic("todo") }

// SubsetText returns a stand-alone TrueType file for a reader of text: the glyphs of these
// characters with a cmap, and their vertical forms with GSUB vert, under a new name.
func (f *Face) SubsetText(runes []rune, name string) ([]byte, error) { panic("todo") }

// Chain is a fallback chain of faces.
type Chain []*Face

// Find returns the first face that has r and its glyph; the first face and 0 when none has.
func (c Chain) Find(r rune) (*Face, GID) { panic("todo") }

// Catalog is the faces an edition can use, by name and by role (宋 标宋 黑 粗黑 楷 毛笔).
// The zero value is empty and ready.
type Catalog struct{}

// Add adds a face; its Index is the number of faces added before. Nothing of data is read
// beyond the table directory until the face is used.
func (c *Catalog) Add(name string, data []byte, index int, roles ...string) error { panic("todo") }

// Faces lists the faces in the order of their Index.
func (c *Catalog) Faces() []*Face { panic("todo") }

// Lookup returns the face with this name or role, or nil.
func (c *Catalog) Lookup(name string) *Face { panic("todo") }

// Chain returns the faces of these names or roles in order, unknown ones left out.
func (c *Catalog) Chain(names ...string) Chain { panic("todo") }
