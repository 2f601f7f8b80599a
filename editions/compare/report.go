package compare

import "banxin/editions/source"

// Report is what is different between two rounds.
type Report struct {
	Schema    int           `json:"schema"`
	A         Side          `json:"a"`
	B         Side          `json:"b"`
	Same      bool          `json:"same"` // nothing differs, neither in the stories nor on the pages
	Count     Count         `json:"count"`
	Pages     []PageChange  `json:"pages"`   // of both, those of A alone last
	Stories   []StoryChange `json:"stories"` // that differ, in the order of B, those of A alone last
	Layout    []Relaid      `json:"layout"`  // what only the layout did
	Furniture []Furniture   `json:"furniture"`
	Adverts   []Advertised  `json:"adverts"`
}

// Side names one of the rounds.
type Side struct {
	Round string `json:"round,omitempty"`
	Paper string `json:"paper"`
	Date  string `json:"date"`
	Issue int    `json:"issue,omitempty"`
}

// Count sums up the changes of text. Characters are those of the longer side of each
// place, spaces not counted.
type Count struct {
	Places     int `json:"places"`
	Characters int `json:"characters"`
	Deleted    int `json:"deleted"`
	Inserted   int `json:"inserted"`
}

func (c *Count) add(d Count) {
	c.Places += d.Places
	c.Characters += d.Characters
	c.Deleted += d.Deleted
	c.Inserted += d.Inserted
}

// States of pages.
const (
	Same        = "same"      // every dot is where it was
	Text        = "text"      // texts or stories changed
	Layout      = "layout"    // the same texts in other lines or places
	OnFurniture = "furniture" // only nameplate, folio, index, jump lines
	Other       = "other"     // pictures, rules, colours, sizes
	Added       = "added"
	Removed     = "removed"
)

// PageChange is what became of a page.
type PageChange struct {
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Section string `json:"section,omitempty"`
	State   string `json:"state"`
}

// StoryChange is what became of a story.
type StoryChange struct {
	ID      string   `json:"id"`
	WasID   string   `json:"was_id,omitempty"` // when its file was renamed
	Title   string   `json:"title"`
	State   string   `json:"state,omitempty"`  // Added or Removed
	Places  []Place  `json:"places"`           // in B, or of a removed one in A
	WasAt   []Place  `json:"was_at,omitempty"` // when they were others
	Moved   bool     `json:"moved,omitempty"`
	Length  int      `json:"length,omitempty"` // of an added or removed one, in characters
	Changes []Change `json:"changes,omitempty"`
	Count   Count    `json:"count"`
}

// Kinds of changes.
const (
	Edited   = "edit"
	Styled   = "style" // the same text, looking otherwise
	Rerolled = "role"  // a paragraph became a subhead, or the like
	Shifted  = "move"  // it stands elsewhere in the story; Segs say what else changed
)

// Change is what became of a part of a story, or of two that were parted or joined.
// Paragraphs within Segs are parted by \n.
type Change struct {
	Kind    string     `json:"kind"` // Added, Removed or one of the kinds above
	Role    string     `json:"role"`
	Nth     int        `json:"nth"` // among the parts of its role, from 1; of a removed one in A
	WasRole string     `json:"was_role,omitempty"`
	WasNth  int        `json:"was_nth,omitempty"`
	Style   string     `json:"style,omitempty"` // as Part.Style, what is new
	WasOf   string     `json:"was_style,omitempty"`
	Segs    []Seg      `json:"text,omitempty"`
	Edits   []Edit     `json:"edits"` // place by place
	Count   Count      `json:"count"`
	Page    int        `json:"page,omitempty"` // number; 0: on none
	Slot    string     `json:"slot,omitempty"`
	Pos     source.Pos `json:"at"` // of its first edit in B; of a removed one in A
	Part    int        `json:"-"`  // index in B of its first part; of a removed one where it stood
	Parts   int        `json:"-"`  // how many of B it takes
}

// Edit is one place of a change.
type Edit struct {
	Before string     `json:"before,omitempty"` // a few characters
	Old    string     `json:"old,omitempty"`
	New    string     `json:"new,omitempty"`
	After  string     `json:"after,omitempty"`
	Chars  int        `json:"chars,omitempty"` // of B, from Pos on
	Pos    source.Pos `json:"at"`              // in B; of a removed part in A
	Page   int        `json:"page,omitempty"`
	Slot   string     `json:"slot,omitempty"`
	Lines  []OnPage   `json:"lines,omitempty"` // of B that it touches
}

// OnPage is a place on a page, in 1/1000 mm.
type OnPage struct {
	Page int    `json:"page"`
	Rect [4]int `json:"rect"`
}

// Relaid counts what only the layout did to the lines of a story on a page.
type Relaid struct {
	Page    int    `json:"page"`
	Story   string `json:"story"`
	Title   string `json:"title"`
	Broken  int    `json:"broken"`  // lines with other characters than any before
	Shifted int    `json:"shifted"` // lines that stand elsewhere
}

// Furniture is what changed of the text that banxin writes on a page itself.
type Furniture struct {
	Page int      `json:"page"`
	Old  []string `json:"old,omitempty"`
	New  []string `json:"new,omitempty"`
}

// Advertised is an advert that came, went, or was exchanged.
type Advertised struct {
	Page int    `json:"page"`
	Slot string `json:"slot"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}
