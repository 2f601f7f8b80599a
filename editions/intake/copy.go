package intake

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banxin/editions/source"
)

// Place says where in a file something stands. Numbers count from 1; 0 is not known.
type Place struct {
	Part  string // inside the file: footnotes, header; empty: its main text
	Block int    // paragraph
	Line  int
	Col   int // in characters
}

// Copy is what was read of one file, on its way to be a story. Its readers fill it.
type Copy struct {
	Name     string // of the file; inside a container mail.eml/来稿.docx
	Format   string // of the file
	Encoding string // of text, where it was found out: GB18030
	Pieces   []Piece
	Comments []Comment
	Left     []Omission // what is out of the story so far
	Meta     Meta
	Thread   Thread  // of a story of a page: where it goes on, or began
	Inner    []*Copy // of a container
	Offered  []File  // pictures that came with the copy and stand nowhere in it: for images/, not in the story
	Refused  bool    // it cannot be a story; Found says why
	Found    source.List
	Limits   Limits
	Options  Options

	tape     strings.Builder
	origin   strings.Builder // what the tape is of; empty: not said
	tracked  []tracked       // set by Compose
	signs    int             // of chat programs, that were left out
	formats  []Format
	depth    int // of containers
	expanded *int64
}

// Meta is what a file says of itself in fields of its own. What it says in words for print
// (a headline, a by-line) are pieces with Meta set.
type Meta struct {
	ID      string // urn:…:tc-0917 or tc-0917
	Genre   string
	Section string // 版面
	Rank    int    // 次序; 0: not said
	Page    int
	Slot    string
	Date    string
	Sender  string
	Subject string
	Group   string // 组
	ByGroup bool   // 署名范围: 组
	Jump    string // 转
	Several bool   // the file surely holds several stories: a feed

	Corrections []Corrected // 更正, in order
}

// Corrected is what was put right in a story after it was printed. It is an entry in its
// head, and no text.
type Corrected struct {
	Time time.Time
	Note string
}

// Omission is something that did not go into the story: characters of the tape, or a thing
// without any (a sound, a macro), described by Text.
type Omission struct {
	Text   string
	Reason Reason
	At     Place
	from   int
	to     int
}

func newCopy(name string, formats []Format, opt Options) *Copy {
	return &Copy{Name: name, Limits: opt.Limits, Options: opt, formats: formats, expanded: new(int64)}
}

// put puts text on the tape and returns where. Bytes that are no UTF-8 become U+FFFD.
func (c *Copy) put(s string) (string, int) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	at := c.tape.Len()
	if at+len(s) > c.Limits.Text {
		if !c.Refused {
			c.Refuse("IMP-LIMIT", source.Msg("text-more-than-kb", c.Limits.Text>>10), source.Msg("split-no-story-long"))
		}
		return "", at
	}
	c.tape.WriteString(s)
	return s, at
}

// Text puts characters of the file on the tape and returns the run that stands for them.
// The look may be set on the run.
func (c *Copy) Text(s string) Run {
	s, at := c.put(s)
	return Run{Text: s, from: at, to: at + len(s), exact: true}
}

// Changed puts characters of the file on the tape and returns a run that reads as others:
// normal forms only, such as a space character of the format for U+3000. The report lists it.
func (c *Copy) Changed(from, to string) Run {
	from, at := c.put(from)
	return Run{Text: to, from: at, to: at + len(from), exact: from == to}
}

// Leave puts characters of the file on the tape that do not go into the story.
func (c *Copy) Leave(s string, why Reason, at Place) {
	s, from := c.put(s)
	if s != "" {
		c.Left = append(c.Left, Omission{Text: s, Reason: why, At: at, from: from, to: from + len(s)})
	}
}

// LeaveRuns leaves out what runs stand for, readings too.
func (c *Copy) LeaveRuns(runs []Run, why Reason, at Place) {
	for _, r := range runs {
		if n := len(c.Left) - 1; r.to > r.from && n >= 0 && c.Left[n].to == r.from && c.Left[n].Reason.Key == why.Key && c.Left[n].At == at {
			c.Left[n].to = r.to
			c.Left[n].Text = c.tape.String()[c.Left[n].from:r.to]
		} else if r.to > r.from {
			c.Left = append(c.Left, Omission{Text: c.tape.String()[r.from:r.to], Reason: why, At: at, from: r.from, to: r.to})
		}
		c.LeaveRuns(r.Ruby, why, at)
	}
}

// LeaveThing notes that something that is no text was left out: a sound, a form field. what
// names it, by its file name or address.
func (c *Copy) LeaveThing(what string, why Reason, at Place) {
	c.Left = append(c.Left, Omission{Text: what, Reason: why, At: at})
}

// Mark is where the tape ends now: From and To of a Comment.
func (c *Copy) Mark() int { return c.tape.Len() }

// Add appends a piece. More than Limits.Pieces, or a table of more than Limits.Cells, refuse the file.
func (c *Copy) Add(p Piece) {
	if len(c.Pieces) == c.Limits.Pieces && !c.Refused {
		c.Refuse("IMP-LIMIT", source.Msg("file-more-than-paragraphs", c.Limits.Pieces), source.Msg("split-no-story-long"))
	}
	if n := p.cells(); n > c.Limits.Cells && !c.Refused {
		c.Refuse("IMP-LIMIT", source.Msg("table-more-than-cells", n, c.Limits.Cells), source.Msg("split-no-story-long"))
	}
	if !c.Refused {
		c.Pieces = append(c.Pieces, p)
	}
}

// Find adds a finding about the file.
func (c *Copy) Find(code string, m, hint source.Message, at Place) {
	c.Found.Add(source.New(code, c.pos(at), m, hint))
}

// Cut says, once, that the file breaks off or is damaged from a place on. What stands before it
// is taken.
func (c *Copy) Cut(at Place) {
	if !slices.ContainsFunc(c.Found, func(f source.Finding) bool { return f.Code == "IMP-CUT" }) {
		c.Find("IMP-CUT", source.Msg("file-breaks-off-or-damaged-here"), source.Msg("what-stands-before-taken-sent-again"), at)
	}
}

// Refuse says that the file cannot be taken, and why. The reader should return then: nothing
// of the copy is used.
func (c *Copy) Refuse(code string, m, hint source.Message) {
	c.Refused = true
	c.Find(code, m, hint, Place{})
}

// pos is a place for a finding: the line of a text file, else the paragraph.
func (c *Copy) pos(at Place) source.Pos {
	p := source.Pos{File: c.Name, Line: at.Line, Col: at.Col}
	if at.Line == 0 {
		p.Line = at.Block
	}
	if p.Line > 0 && p.Col == 0 {
		p.Col = 1
	}
	if at.Part != "" {
		p.File += "/" + at.Part
	}
	return p
}

// Inside reads a file that lies inside this one: an attachment, an entry of an archive. The
// copy is added to Inner, unless containers are nested too deep: that is a finding.
func (c *Copy) Inside(f File) { c.InsideWith(f, nil) }

// InsideWith is Inside for a file with others beside it, in folders of names as f.Name is.
func (c *Copy) InsideWith(f File, beside fs.FS) {
	in := newCopy(c.Name+"/"+path.Base(SafeName(f.Name)), c.formats, c.Options)
	in.Limits, in.depth, in.expanded = c.Limits, c.depth+1, c.expanded
	in.Options.Format, in.Options.Beside = "", beside
	if in.depth > c.Limits.Depth {
		in.Refuse("IMP-LIMIT", source.Msg("files-inside-files-more-than-deep", c.Limits.Depth), source.Msg("unpack-import-what-holds"))
	} else {
		in.read(f)
	}
	c.Inner = append(c.Inner, in)
}

// Knows tells whether a reader knows a kind of file.
func (c *Copy) Knows(f File) bool {
	n := newCopy(f.Name, c.formats, c.Options)
	n.Options.Format = ""
	return n.formatOf(f) != nil
}

// Stories returns the copies inside a copy that can be stories, itself too.
func (c *Copy) Stories() []*Copy {
	var out []*Copy
	for _, k := range c.flat(nil) {
		if !k.Refused && len(k.Pieces) > 0 {
			out = append(out, k)
		}
	}
	return out
}

// Part begins a copy inside this one: a story of several that the file holds. Its name is that
// of the file and its own.
func (c *Copy) Part(name string) *Copy {
	in := newCopy(c.Name+"/"+name, c.formats, c.Options)
	in.Format, in.Encoding, in.Limits, in.depth, in.expanded = c.Format, c.Encoding, c.Limits, c.depth+1, c.expanded
	c.Inner = append(c.Inner, in)
	return in
}

// Beside reads a file that lies beside the one being read, by a relative path. A path that
// leads elsewhere, or to nothing, gives nil.
func (c *Copy) Beside(name string) []byte {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if c.Options.Beside == nil || !fs.ValidPath(name) {
		return nil
	}
	info, err := fs.Stat(c.Options.Beside, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > int64(c.Limits.File) {
		return nil
	}
	data, err := fs.ReadFile(c.Options.Beside, name)
	if err != nil {
		return nil
	}
	return data
}

// SafeName makes a plain file name of what a file calls another: no folders, no control
// characters, nothing that a file system gives a meaning to. It is never empty.
func SafeName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`<>:"/\|?*`, r) || 0x200B <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	for len(name) > 180 {
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:]
	}
	if name == "" {
		return "file"
	}
	return name
}

// String says where, for people.
func (p Place) String() string {
	s := p.Part
	switch {
	case p.Line > 0:
		s += fmt.Sprintf(" %d:%d", p.Line, max(p.Col, 1))
	case p.Block > 0:
		s += fmt.Sprintf(" ¶%d", p.Block)
	}
	return strings.TrimSpace(s)
}
