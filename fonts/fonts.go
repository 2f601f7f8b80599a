// Package fonts reads TrueType faces: characters to glyphs, advances, vertical forms,
// outlines, Latin shaping and subsets. All numbers are font units unless said.
//
//	cat := &fonts.Catalog{}
//	err := cat.Add("NotoSerifSC-Regular", data, 0, "宋")
//	face, gid := cat.Chain("宋", "楷").Find('版')
//
// A face's tables are read where they lie, on first use: a face that is never used costs
// nothing, one of which ten characters are used touches the pages of ten outlines.
// Everything read is checked against the table's length; what a broken font lacks reads as
// zero or as a blank glyph, and Face.Err says so.
package fonts

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
)

// GID is a glyph's number in its face; 0 is .notdef.
type GID = uint16

// Face is one face of a font file. It is safe for concurrent use; data given to it must
// not change.
type Face struct {
	name   string
	index  int
	weight int   // asked of a variable face; 0: regular
	data   table // the whole file: table offsets count from its start
	dir    table // the records of the face's table directory, 16 bytes each

	metrics lazy[metrics]
	cmap    lazy[cmap]
	upright lazy[upright]
	vert    lazy[forms]
	shaper  lazy[shaper]
	cff     lazy[cff]
	offside lazy[offside]
	sum     lazy[[sha256.Size]byte]

	language string           // of OpenType, by whose forms characters are drawn; empty: simplified
	parent   *Face            // that this is a view of
	abroad   sync.Mutex       // guards views
	views    map[string]*Face // by their language

	pens, machines, outlines sync.Pool // of *pen, *charstring, *[]Segment
}

// Name returns the name under which the face was added to its Catalog.
func (f *Face) Name() string { return f.name }

// Digest is a hash of the face's file, name and numbers, made when it is first asked for.
func (f *Face) Digest() [sha256.Size]byte {
	if s := f.sum.get(); s != nil {
		return *s
	}
	return *f.sum.fill(func() *[sha256.Size]byte {
		h := sha256.New()
		fmt.Fprintf(h, "%d %q %d %d ", f.index, f.name, f.weight, len(f.dir))
		h.Write(f.dir)
		h.Write(f.data)
		return (*[sha256.Size]byte)(h.Sum(nil))
	})
}

// Index returns the face's number in its Catalog, which is page.Text.Face.
func (f *Face) Index() int { return f.index }

// Glyph returns the glyph of r, 0 when the face has none, in the form for simplified Chinese
// (GSUB locl): the dash one em wide, not the 0.89 em of the Latin one. Han characters cost
// one array look-up.
func (f *Face) Glyph(r rune) GID {
	c := f.cmap.get()
	if c == nil {
		c = f.cmap.fill(f.readCmap)
	}
	if uint32(r) < uint32(len(c.bmp)) {
		return c.bmp[r]
	}
	return c.beyond(r)
}

// Chain is a fallback chain of faces.
type Chain []*Face

// Find returns the first face that has r and its glyph; the first face and 0 when none has,
// and nil when the chain is empty.
func (c Chain) Find(r rune) (*Face, GID) {
	for _, f := range c {
		if g := f.Glyph(r); g != 0 {
			return f, g
		}
	}
	if len(c) == 0 {
		return nil, 0
	}
	return c[0], 0
}

// Missing appends to dst the characters of text that no face of the chain has, each once,
// in the order of their first place. Line ends and tabs are not asked for.
func (c Chain) Missing(dst []rune, text string) []rune {
	for _, r := range text {
		if r == '\n' || r == '\r' || r == '\t' {
			continue
		}
		if _, g := c.Find(r); g == 0 && !slices.Contains(dst, r) {
			dst = append(dst, r)
		}
	}
	return dst
}
