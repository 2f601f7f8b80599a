// Package notes keeps what readers of proofs remark: the lines of an edition's notes.jsonl, which
// is only ever appended to, each pinned to words of a story by quoting them with what stands
// around them.
//
//	list, found := notes.Read(source.NewFile("editions/2026-10-20/notes.jsonl", data))
//	for _, n := range list.All() {
//		at := notes.Find(edition.Story(n.Story), n.Quotation) // where the words stand now
//	}
//
// A note is found again wherever its words have gone, and where they were changed, by what stands
// around them. One whose words are gone is an orphan: it is listed, and never dropped.
package notes

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/source"
)

// FileName is that of the notes in an edition's folder.
const FileName = "notes.jsonl"

// File is the name of an edition's notes, from the paper's folder; edition is its folder.
func File(edition string) string { return path.Join(edition, FileName) }

// Kinds of notes: to delete, to change, to insert, to move, to ask, and anything else. Copy that
// is taken in brings others along: 批 of a comment, 函 of a letter.
var Kinds = []string{"删", "改", "增", "调", "问", "注"}

// States of a note.
const (
	Open = "open"
	Done = "done"
)

// Quotation pins a note to words.
type Quotation struct {
	Part   string `json:"part,omitempty"`   // p3: the third paragraph; a role of the head
	Quote  string `json:"quote,omitempty"`  // empty: the whole story or page
	Prefix string `json:"prefix,omitempty"` // what stood before and after
	Suffix string `json:"suffix,omitempty"`
}

// Event is a line of the file. The last one of an id wins.
type Event struct {
	ID    string `json:"id"`
	Re    string `json:"re,omitempty"` // the note that it answers
	Story string `json:"story,omitempty"`
	Page  string `json:"page,omitempty"` // by its name on paper, of a note that is about no story
	Quotation
	Kind  string `json:"kind,omitempty"`
	By    string `json:"by,omitempty"` // empty: nobody knows
	At    string `json:"at,omitempty"` // RFC 3339, or as the program said that it came from
	Text  string `json:"text,omitempty"`
	State string `json:"state,omitempty"` // open where it is empty
}

// Note is a note with what was answered.
type Note struct {
	Event
	First   Event      // as it was made: By and At of Event are of whom its last line is
	Pos     source.Pos // of its last line
	Replies []Event
}

// Open tells whether something is still to be done.
func (n *Note) Open() bool { return n.State != Done }

// List is what an edition's file says. The zero value is that of an edition without one.
type List struct {
	notes []*Note
	torn  bool // the last line has no end
}

// Read reads the notes of an edition; a line that is none is a finding.
func Read(f *source.File) (*List, source.List) {
	l := &List{torn: len(f.Data) > 0 && !bytes.HasSuffix(f.Data, []byte("\n"))}
	var found source.List
	for at := 0; at < len(f.Data); {
		line, _, _ := bytes.Cut(f.Data[at:], []byte("\n"))
		pos := f.Pos(source.Span{Start: at, End: at + len(line)})
		at += len(line) + 1
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := l.add(line, pos); err != nil {
			found.Add(source.New("NOTE-LINE", pos, source.Msg("line-of-notes-cannot-read", err), source.Msg("notes-only-appended")))
		}
	}
	return l, found
}

// add takes in a line.
func (l *List) add(line []byte, pos source.Pos) error {
	var e Event
	if err := json.Unmarshal(line, &e); err != nil {
		return err
	}
	if e.ID == "" {
		return source.Faultf("note-wants-id")
	}
	if e.Re != "" {
		n := l.Note(e.Re)
		if n == nil {
			return source.Faultf("note-answers-nothing", e.Re)
		}
		n.Replies = append(n.Replies, e)
		return nil
	}
	if (e.Story == "") == (e.Page == "") {
		return source.Faultf("note-wants-story-or-page")
	}
	if n := l.Note(e.ID); n != nil {
		n.Event, n.Pos = e, pos
		return nil
	}
	l.notes = append(l.notes, &Note{Event: e, First: e, Pos: pos})
	return nil
}

// All lists the notes in the order in which they were made.
func (l *List) All() []*Note { return l.notes }

// Note is the note of an id; nil: there is none.
func (l *List) Note(id string) *Note {
	if i := slices.IndexFunc(l.notes, func(n *Note) bool { return n.ID == id }); i >= 0 {
		return l.notes[i]
	}
	return nil
}

// Has tells whether a note or an answer has an id.
func (l *List) Has(id string) bool {
	return slices.ContainsFunc(l.notes, func(n *Note) bool {
		return n.ID == id || slices.ContainsFunc(n.Replies, func(r Event) bool { return r.ID == id })
	})
}

// NextID is an id that no note nor answer has.
func (l *List) NextID() string {
	last := 0
	see := func(id string) {
		if n, err := strconv.Atoi(strings.TrimPrefix(id, "n")); err == nil {
			last = max(last, n)
		}
	}
	for _, n := range l.notes {
		see(n.ID)
		for _, r := range n.Replies {
			see(r.ID)
		}
	}
	return fmt.Sprintf("n%d", last+1)
}

// Line returns the bytes to be appended to the file for an event.
func (l *List) Line(e Event) []byte {
	var b bytes.Buffer
	if l.torn {
		b.WriteByte('\n')
	}
	if e.Re == "" {
		e.State = cmp.Or(e.State, Open)
	}
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(e) // strings: nothing to fail
	return b.Bytes()
}
