// Package fbd reads 小样 files: text with notes in 〖〗, as older Chinese programs for page
// make-up keep it. No description of the notation was in reach; what is known here is what
// samples show, and no more:
//
//	〖BT(〗 … 〖BT)〗   a head
//	〖HT…〗            size and face; passed over
//	〖JZ〗 〖JY〗       the paragraph is centred, or stands at the right
//	ㄥ or ↙           the end of a paragraph
//	Ω                 the end of the text: what follows is not read
//
// A line's end in the file means nothing. Notes that are not in this list are left out, and
// a finding names them.
package fbd

import (
	"bytes"
	"path"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Format is the reader of .fbd and of text that shows the notation.
var Format = intake.Format{Name: "fbd", Extensions: []string{".fbd", ".xy"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	if strings.EqualFold(path.Ext(f.Name), ".fbd") {
		return 60
	}
	if start := f.Data[:min(len(f.Data), 4096)]; !bytes.Contains(start, []byte("〖")) && !bytes.Contains(start, []byte("\xA1\xBC")) { // in UTF-8, in GB18030
		return 0
	}
	head := intake.DecodeBytes(f.Data[:min(len(f.Data), 4096)&^1], "")
	if strings.Contains(head, "〖") && strings.Contains(head, "〗") && (strings.ContainsAny(head, "ㄥ↙Ω")) {
		return 75
	}
	return 0
}

// AfterEnd is the reason for what follows the end of the text.
var AfterEnd = intake.Reason{Key: "after-end", Says: source.Msg("after-end-of-text")}

const maxNote = 400 // bytes between 〖 and 〗

func read(f intake.File, c *intake.Copy) {
	text := c.Decode(f.Data, "gb18030")
	r := &reader{c: c, places: tree.NewPlaces(text), unknown: map[string]bool{}}
	r.text(text)
}

// reader goes through the text.
type reader struct {
	c       *intake.Copy
	places  *tree.Places
	at      int
	piece   intake.Piece
	head    bool
	ended   bool // the end mark came
	unknown map[string]bool
}

func (r *reader) place() intake.Place {
	var p intake.Place
	p.Line, p.Col = r.places.Place(r.at)
	return p
}

// text reads up to the end mark.
func (r *reader) text(s string) {
	for s != "" {
		n := strings.IndexAny(s, "〖ㄥ↙Ω\r\n")
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			r.run(s[:n])
			r.at += n
			s = s[n:]
			continue
		}
		n = r.sign(s)
		r.at += n
		s = s[n:]
	}
	r.end()
	if !r.ended {
		r.c.Cut(r.place())
	}
}

func (r *reader) run(s string) {
	if len(r.piece.Runs) == 0 {
		r.piece.At = r.place()
	}
	r.piece.Runs = append(r.piece.Runs, r.c.Text(s))
}

// sign acts on the sign that s begins with and returns its length.
func (r *reader) sign(s string) int {
	switch {
	case strings.HasPrefix(s, "Ω"):
		r.c.Leave("Ω", intake.EndMark, r.place())
		r.end()
		r.c.Leave(s[len("Ω"):], AfterEnd, r.place())
		r.ended = true
		return len(s)
	case strings.HasPrefix(s, "ㄥ"), strings.HasPrefix(s, "↙"):
		r.c.Leave(s[:3], intake.Markup, r.place())
		r.end()
		return 3
	case strings.HasPrefix(s, "〖"):
		if end := strings.Index(s[:min(len(s), maxNote)], "〗"); end > 0 {
			r.note(strings.TrimSpace(s[len("〖"):end]), s[:end+len("〗")])
			return end + len("〗")
		}
		r.run("〖")
		return len("〖")
	}
	n := 1
	if strings.HasPrefix(s, "\r\n") {
		n = 2
	}
	r.c.Leave(s[:n], intake.LineEnd, r.place())
	return n
}

// note acts on a note in 〖〗.
func (r *reader) note(code, whole string) {
	r.c.Leave(whole, intake.Markup, r.place())
	switch {
	case strings.HasPrefix(code, "BT") && strings.HasSuffix(code, "("):
		r.end()
		r.head = true
	case strings.HasPrefix(code, "BT") && strings.HasSuffix(code, ")"):
		r.end()
		r.head = false
	case code == "JZ" || code == "JZ(":
		r.piece.Align = intake.Center
	case code == "JY":
		r.piece.Align = intake.End
	case strings.HasPrefix(code, "HT"), code == "JZ)":
	default:
		if !r.unknown[code] && len(r.unknown) < 100 {
			r.unknown[code] = true
			r.c.Find("IMP-NOTE", source.Msg("note-not-known", whole), source.Msg("see-whether-text-lost-its-form"), r.place())
		}
	}
}

// end ends the paragraph.
func (r *reader) end() {
	p := r.piece
	r.piece = intake.Piece{}
	if strings.TrimFunc(intake.TextOf(p.Runs), tree.IsSpace) == "" {
		r.c.LeaveRuns(p.Runs, intake.Blank, p.At)
		return
	}
	if r.head {
		p.Role = intake.Headline
	}
	r.c.Add(p)
}
