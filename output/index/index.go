// Package index finds words in all editions of a library, by pairs of characters and the
// places where they stand: Chinese has no spaces between words, and any two characters of
// a text may be asked for. It is made once, kept as files, and read a few files at a
// question, by a server or by a browser from any web server.
//
//	changes, err := index.Update(kept, editions)          // only what new editions touch is made
//	x, err := index.Open(func(name string) ([]byte, error) { … }, nil)
//	hits, err := x.Find("锁澜桥 通车")                    // newest edition first
//
// The library is cut into segments: a year each, and the newest year's months. A segment
// is a folder whose name has the digest of what it was made of, so its files never change:
//
//	index.json              the segments, newest first
//	2026-10-1f2e3d4c5b6a7988/segment.json   editions, and where their stories begin
//	2026-10-1f2e3d4c5b6a7988/stories.json   what the stories are called
//	2026-10-1f2e3d4c5b6a7988/003.bin        pairs whose first character has these low bits
//
// The same editions give the same bytes.
package index

// Story is a text of an edition. One without an ID is what is said of the edition as a whole
// (its title, its date): who asks for that, asks for all its stories.
type Story struct {
	ID      string `json:"id"`
	Title   string `json:"title,omitempty"`
	Section string `json:"section,omitempty"`
	Href    string `json:"href,omitempty"` // from the edition's folder or package document
	Text    string `json:"-"`              // head, text, captions, as they are read
}

// Edition is an edition of the library before it is read. Digest tells whether it is the same
// as it was, with all that Read would return.
type Edition struct {
	Name    string // what the library calls it: unique
	Date    string // YYYY-MM-DD
	Digest  string
	Stories int // that Read will return, where it is known
	Read    func() ([]Story, error)
}

// File is a file of the index, by slash path from its folder.
type File struct {
	Name string
	Data []byte
}

const (
	format  = "banxin-index"
	version = 1
	top     = "index.json"
)

// contents is index.json.
type contents struct {
	Format   string    `json:"format"`
	Version  int       `json:"version"`
	Segments []segment `json:"segments"` // newest first
}

// segment is one in index.json.
type segment struct {
	Path     string `json:"path"`
	From     string `json:"from"` // dates of its first and last edition
	To       string `json:"to"`
	Editions int    `json:"editions"`
	Stories  int    `json:"stories"`
}

// head is segment.json. A place is a number of units from the beginning of the segment's
// text: the folded texts of all stories in order, a unit of nothing after each.
type head struct {
	Format   string        `json:"format"`
	Version  int           `json:"version"`
	Shards   int           `json:"shards"`   // a power of two
	Length   int           `json:"length"`   // of the text
	Editions []editionHead `json:"editions"` // newest first
}

type editionHead struct {
	Name   string `json:"name"`
	Date   string `json:"date"`
	Starts []int  `json:"starts"` // where its stories begin
}

// names is stories.json: the stories of each edition, as segment.json has them.
type names [][]Story
