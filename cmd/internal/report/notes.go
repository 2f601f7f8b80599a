package report

import (
	"banxin/cmd/internal/words"
	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/output/works"
)

// Notes are those of an edition, for JSON.
type Notes struct {
	Schema int    `json:"schema"` // 1
	Notes  []Note `json:"notes"`
}

// Note is a note and where its words stand now.
type Note struct {
	notes.Event
	Found   string        `json:"found"`             // there, changed, orphan
	Now     string        `json:"now,omitempty"`     // what stands in the place of words that were changed
	Pos     *source.Pos   `json:"pos,omitempty"`     // of the words
	Replies []notes.Event `json:"replies,omitempty"` // in their order
	first   notes.Event   // who said it, and when; of Event it may be who settled it
}

// NoteOf is a note for JSON.
func NoteOf(r works.Remark) Note {
	n := Note{Event: r.Event, Found: r.Found.String(), Replies: r.Replies, first: r.First}
	if r.Found == notes.Changed {
		n.Now = r.Anchor.Text
	}
	if r.Found != notes.Orphan {
		n.Pos = &r.Anchor.Pos
	}
	return n
}

// Notes lists notes, each with what was answered.
func (t *Text) Notes(all []Note) {
	if len(all) == 0 {
		t.Line("no-notes")
		return
	}
	for _, n := range all {
		where := words.Visible(n.Story + n.Page)
		if n.Pos != nil && n.Pos.Line > 0 {
			where = words.Visible(n.Pos.String())
		}
		said := t.Say.T("note-in-list", n.ID, where, words.Visible(n.Kind), words.Visible(n.first.By), stamp(n.first.At), words.Visible(n.Event.Text))
		t.WriteString(said + "\n")
		switch {
		case n.Found == notes.Orphan.String():
			t.Line("note-words-gone", words.Visible(n.Prefix), words.Visible(n.Quote), words.Visible(n.Suffix))
		case n.Found == notes.Changed.String():
			t.Line("note-words-now", words.Visible(n.Quote), words.Visible(n.Now))
		case n.Quote != "":
			t.Line("note-words", words.Visible(n.Quote))
		}
		for _, r := range n.Replies {
			t.Line("note-answer", words.Visible(r.By), stamp(r.At), words.Visible(r.Text))
		}
		if n.State == notes.Done {
			t.Line("note-is-done")
		}
	}
}

// NotesImport is what was taken in of an annotated PDF, for JSON.
type NotesImport struct {
	Schema int           `json:"schema"` // 1
	Notes  []notes.Event `json:"notes"`  // the lines that were added
	Known  int           `json:"known"`  // remarks that were there already
	Loose  int           `json:"loose"`  // of those added: whose words were not found
}
