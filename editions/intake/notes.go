package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"banxin/editions/notes"
)

// Note is an event of notes.jsonl: what somebody said of a place in a story. Its kind is 批 of a
// comment, 增 删 改 调 of a tracked change, 函 of a letter that came with the copy; a change that
// was taken is done.
type Note = notes.Event

// tracked is a tracked change as a stretch of the tape.
type tracked struct {
	Change
	from, to int
	text     string
	old      string // of a replacement: what was deleted
}

// changed lists the tracked changes of a copy in its order. A deletion and an insertion by
// the same person side by side are one replacement.
func (c *Copy) changed() []tracked {
	var out []tracked
	visit := func(runs []Run) {
		for _, r := range runs {
			if r.Change == nil || r.to == r.from {
				continue
			}
			n := len(out) - 1
			if n >= 0 && out[n].to == r.from && out[n].Kind == r.Change.Kind && out[n].By == r.Change.By {
				out[n].to, out[n].text = r.to, out[n].text+r.Text
				continue
			}
			if n >= 0 && out[n].to == r.from && out[n].By == r.Change.By && out[n].Kind == Deleted && r.Change.Kind == Inserted {
				out[n].old = out[n].text
				out[n].Kind, out[n].from, out[n].to, out[n].text = Inserted, r.from, r.to, r.Text
				continue
			}
			out = append(out, tracked{Change: *r.Change, from: r.from, to: r.to, text: r.Text})
		}
	}
	for _, p := range c.Pieces {
		visit(p.Runs)
		for _, row := range p.Rows {
			for _, cell := range row {
				visit(cell.Runs)
			}
		}
	}
	return out
}

// Tracked counts the insertions, deletions and moves of a copy.
func (c *Copy) Tracked() (inserted, deleted, moved int, by []string) {
	for _, t := range c.tracked {
		switch {
		case t.Kind == MovedTo:
			moved++
		case t.Kind == MovedFrom:
		case t.Kind == Deleted:
			deleted++
		default:
			inserted++
			if t.old != "" {
				deleted++
			}
		}
		if t.By != "" && !contains(by, t.By) {
			by = append(by, t.By)
		}
	}
	return inserted, deleted, moved, by
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// spot is a stretch of the tape inside a part of the story.
type spot struct {
	part     string
	from, to int // on the tape
	at       int // where it begins in text
	text     string
}

// notesOf makes notes of the comments and changes that fall into a story; the first story
// also gets those that fall nowhere.
func (c *Copy) notesOf(d *draft, id string, changes []tracked, first bool) []Note {
	spots := d.spots()
	var out []Note
	add := func(n Note, from, to int) {
		at, inside := find(spots, from)
		if !inside && !first && len(spots) > 0 && (at < 0 || from > spots[len(spots)-1].to) {
			return
		}
		if at >= 0 {
			n.Quotation = quotation(spots, at, from, to)
		} else if !first {
			return
		}
		n.Story = id
		sum := sha256.Sum256([]byte(strings.Join([]string{id, n.Kind, n.By, n.At, n.Text, n.Prefix, n.Quote, itoa(from)}, "\x00")))
		n.ID = "i" + hex.EncodeToString(sum[:5])
		out = append(out, n)
	}
	for _, k := range c.Comments {
		kind := "批"
		if k.Letter {
			kind = "函"
		}
		add(Note{Kind: kind, By: k.By, At: k.At, Text: strings.TrimFunc(TextOf(k.Runs), space), State: "open"}, k.From, k.To)
	}
	state := "done"
	if c.Options.AskChanges {
		state = "open"
	}
	for _, t := range changes {
		n := Note{By: t.By, At: t.At, State: state}
		switch {
		case t.Kind == MovedFrom:
			continue
		case t.Kind == MovedTo:
			n.Kind, n.Text = "调", t.text
		case t.old != "":
			n.Kind, n.Text = "改", t.old+" → "+t.text
		case t.Kind == Deleted:
			n.Kind, n.Text = "删", t.text
		default:
			n.Kind, n.Text = "增", t.text
		}
		add(n, t.from, t.to)
	}
	return out
}

// spots lists where the tape stands in the story, in the order of the tape.
func (d *draft) spots() []spot {
	var out []spot
	d.texts(func(part string, runs []Run) {
		text, at := TextOf(runs), 0
		for _, r := range runs {
			if r.to > r.from && part != "" {
				out = append(out, spot{part, r.from, r.to, at, text})
			}
			at += len(r.Text)
		}
	})
	sortSpots(out)
	return out
}

// find returns the spot that holds a place of the tape, else the last before it.
func find(spots []spot, at int) (int, bool) {
	best := -1
	for i, s := range spots {
		if s.from <= at && at < s.to {
			return i, true
		}
		if s.to <= at {
			best = i
		}
	}
	return best, false
}

// quotation says where in the story a note belongs: the words it is about, and some round them.
func quotation(spots []spot, i, from, to int) notes.Quotation {
	s := spots[i]
	start := min(s.at+max(from-s.from, 0), len(s.text))
	if from >= s.to {
		start = min(s.at+s.to-s.from, len(s.text))
	}
	end := start
	for _, o := range spots {
		if o.part == s.part && o.text == s.text && o.from < to && o.to > from {
			end = max(end, min(o.at+min(to, o.to)-o.from, len(s.text)))
		}
	}
	start, end = whole(s.text, start), whole(s.text, end)
	return notes.Quotation{Part: s.part, Quote: s.text[start:end], Prefix: lastOf(s.text[:start], 8), Suffix: firstOf(s.text[end:], 8)}
}

// whole moves an index to the start of its character.
func whole(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

func firstOf(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastOf(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}
