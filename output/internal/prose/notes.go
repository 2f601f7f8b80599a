package prose

import (
	"strconv"

	"banxin/editions"
)

// Notes are a story's notes: their signs in the text lead to them, and back. A nil Notes
// links nothing.
type Notes struct {
	prefix string         // of ids
	number map[string]int // of a note by its sign, from 1
	shown  map[string]int // how often a sign has been written in the text
}

// NewNotes returns the notes of a story, nil when it has none. Ids begin with the prefix,
// which may be empty.
func NewNotes(s *editions.Story, prefix string) *Notes {
	n := &Notes{prefix: prefix, number: map[string]int{}, shown: map[string]int{}}
	for p := range s.Parts() {
		if sign := n.of(p.Role, p.Text); sign != "" && n.number[sign] == 0 {
			n.number[sign] = len(n.number) + 1
		}
	}
	if len(n.number) == 0 {
		return nil
	}
	return n
}

// of returns the sign of a note, "" for other texts.
func (n *Notes) of(r editions.Role, t *editions.Text) string {
	if n == nil || r != editions.RoleNote || t.IsEmpty() || t.Runs[0].Marks&editions.NoteSign == 0 {
		return ""
	}
	return t.Runs[0].Text
}

// reference opens the link from a sign to its note, and returns its end; both empty when
// there is no such note.
func (in *inline) reference(r editions.Run) (closing string) {
	n := in.Notes
	if n == nil || r.Marks&editions.NoteSign == 0 || n.number[r.Text] == 0 {
		return ""
	}
	n.shown[r.Text]++
	id := n.prefix + "ref-" + strconv.Itoa(n.number[r.Text])
	if again := n.shown[r.Text]; again > 1 {
		id += "-" + strconv.Itoa(again)
	}
	in.M.Raw("<a")
	if in.EPUB {
		in.M.Attr("epub:type", "noteref")
	}
	in.M.Attr("role", "doc-noteref")
	in.M.Attr("id", id)
	in.M.Attr("href", "#"+n.id(r.Text))
	in.M.Raw(">")
	return "</a>"
}

func (n *Notes) id(sign string) string { return n.prefix + "note-" + strconv.Itoa(n.number[sign]) }

// note writes a note whose sign leads back to the text.
func (w *Writer) note(in *inline, p *editions.Paragraph, sign string) {
	w.M.Raw("<aside")
	if w.EPUB {
		w.M.Attr("epub:type", "footnote")
	}
	w.M.Attr("role", "doc-footnote")
	w.M.Attr("id", w.Notes.id(sign))
	w.M.Raw(`><p class="note">`)
	first, rest := p.Text.Runs[0], p.Text.Runs[1:]
	back := w.Notes.shown[sign] > 0
	if back {
		w.M.Open("a", "role", "doc-backlink", "href", "#"+w.Notes.prefix+"ref-"+strconv.Itoa(w.Notes.number[sign]))
	}
	w.M.Raw("<sup>")
	in.chars(first.Text)
	w.M.Raw("</sup>")
	if back {
		w.M.Raw("</a>")
	}
	w.M.Raw(" ")
	in.text(editions.Text{Runs: rest})
	in.finish()
	w.M.Raw("</p></aside>\n")
}
