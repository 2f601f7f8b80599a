// Package intake takes in copy as it arrives, in other people's formats, and proves that
// nothing of it was lost.
//
//	copies := intake.Read(intake.File{Name: "来稿.docx", Data: data}, readers.All(), intake.Options{})
//
// A reader knows one format. It puts every character of the file on the copy's tape, and
// makes pieces of them: paragraphs, list items, tables, pictures, notes, each with its look
// and its place. It does not say what a paragraph is to the newspaper, unless the format
// does. One role finder turns pieces into a story, one writer makes the file.
//
// # How to write a reader
//
// A format is a value of Format, in a package of its own below this one:
//
//	var Format = intake.Format{Name: "memo", Extensions: []string{".memo"}, Sniff: sniff, Read: read}
//
//	func sniff(f intake.File) int { // how sure: 0 it is none, 100 nothing else can be
//		if bytes.HasPrefix(f.Data, []byte("MEMO1\n")) {
//			return 100
//		}
//		return 0
//	}
//
//	func read(f intake.File, c *intake.Copy) {
//		text := c.Decode(f.Data[6:], "")                 // bytes → text; says the encoding
//		for i, line := range strings.Split(text, "\n") {
//			at := intake.Place{Block: i + 1}
//			if remark, ok := strings.CutPrefix(line, "#"); ok {
//				c.Leave("#", intake.Markup, at)
//				c.Leave(remark, intake.NotPrinted, at) // on the tape, and out of the story
//				continue
//			}
//			run := c.Text(line)                           // on the tape, to be used once
//			c.Add(intake.Piece{Runs: []intake.Run{run}, At: at})
//		}
//	}
//
// What a reader must keep: Text and Leave are called in the order of the file, once for each
// stretch of its text; every run that Text returned stands in exactly one piece, or goes to
// LeaveRuns. Text for what the format means as text alone (not tag names, not white space
// that the format calls none). Characters that are not the file's (the number of a numbered
// list, which Word counts) are Made. Signs that mean others (&ldquo; is one character of the
// file already; ... for … is not) are Changed. A file that cannot be read is Refused.
// A reader takes memory and time in proportion to the file, within c.Limits; it opens no
// other file but through c.Beside, and nothing on a network.
//
// Each reader's fuzz target calls CheckAccount, which also says what the tests check.
package intake

import (
	"io/fs"

	"banxin/editions/source"
)

// File is a file that has arrived.
type File struct {
	Name string // its name, or slash path from the folder it lies in; never absolute
	Data []byte
}

// Options say how files are to be read.
type Options struct {
	Format     string          // name of a Format; empty: by the bytes, then by the name
	Encoding   string          // of plain text: utf-8, utf-16, gb18030, big5, shift-jis …; empty: found out
	Limits     Limits          // zero: DefaultLimits
	Beside     fs.FS           // where pictures that a file points to are looked up: its folder; nil: nowhere
	Answers    *Answers        // what people answered before; nil: nothing
	Changes    Changes         // what becomes of tracked changes
	AskChanges bool            // they are yet to be decided: their notes stay open
	Whole      bool            // the file holds one story, whatever it looks like
	Tidy       bool            // put marks and figures into a newspaper's forms; every change is listed
	Roles      map[string]Role // of lines, by their text: answers to questions
}

// Read reads a file. A file can hold several copies: the parts of a mail, the entries of an
// archive. They come flat, each with the name it had inside (mail.eml/来稿.docx). A file that
// no reader knows, or that cannot be read, gives a copy that is Refused, with a finding.
func Read(f File, formats []Format, opt Options) []*Copy {
	if opt.Limits == (Limits{}) {
		opt.Limits = DefaultLimits
	}
	c := newCopy(f.Name, formats, opt)
	c.read(f)
	return c.flat(nil)
}

func (c *Copy) read(f File) {
	if len(f.Data) > c.Limits.File {
		c.Refuse("IMP-LIMIT", source.Msg("file-more-than-mb", c.Limits.File>>20), source.Msg("send-text-pictures-as-files-of"))
		return
	}
	format := c.formatOf(f)
	if format == nil {
		c.Refuse("IMP-READ", source.Msg("no-reader-knows-kind-of-file"), source.Msg("save-as-docx-html-or-plain"))
		return
	}
	c.Format = format.Name
	format.Read(f, c)
}

// flat appends c and the copies inside it, leaving out covers: a container without any piece
// of its own.
func (c *Copy) flat(to []*Copy) []*Copy {
	if len(c.Inner) == 0 || c.Refused || len(c.Pieces) > 0 || len(c.Found) > 0 || c.tape.Len() > 0 {
		to = append(to, c)
	}
	for _, in := range c.Inner {
		to = in.flat(to)
	}
	return to
}
