package editions

import (
	"slices"
	"strconv"

	"banxin/editions/source"
)

// Notes whose signs are numbers are numbered in the order in which the text calls them first,
// whatever order they were typed in: [^2] before [^1] becomes 1, as a writer who moved a sentence
// meant. The numbers are those that were typed, so that a story may begin with another than 1, and
// the notes follow each other by them. What was typed is changed in the account.

// renumber puts the signs of the notes in order.
func (b *body) renumber() {
	notes := b.noteLines()
	typed := map[string]int{}
	for _, at := range notes {
		sign := b.story.Blocks[at].(*Paragraph).Text.Runs[0].Text
		n, err := strconv.Atoi(sign)
		if err != nil || typed[sign] > 0 || n < 1 || strconv.Itoa(n) != sign {
			return // named notes, or two of one name
		}
		typed[sign] = n
	}
	called := b.firstCalls(typed)
	if slices.IsSortedFunc(called, func(x, y string) int { return typed[x] - typed[y] }) {
		return
	}
	numbers := make([]int, 0, len(called))
	for _, sign := range called {
		numbers = append(numbers, typed[sign])
	}
	slices.Sort(numbers)
	signs := map[string]string{}
	for i, sign := range called {
		signs[sign] = strconv.Itoa(numbers[i])
	}
	b.resign(signs)
	b.orderNotes(notes)
}

// noteLines are the blocks that are notes with a sign.
func (b *body) noteLines() (out []int) {
	for i, block := range b.story.Blocks { // notes change places as blocks
		if p, ok := block.(*Paragraph); ok && p.Kind == NoteLine && len(p.Text.Runs) > 0 && p.Text.Runs[0].Marks&NoteSign != 0 {
			out = append(out, i)
		}
	}
	return out
}

// firstCalls are the signs of notes that the story calls, each where it does so first.
func (b *body) firstCalls(typed map[string]int) (out []string) {
	for p := range b.story.Parts() {
		for i, r := range p.Text.Runs {
			if r.Marks&NoteSign != 0 && typed[r.Text] > 0 && !(p.Role == RoleNote && i == 0) && !slices.Contains(out, r.Text) {
				out = append(out, r.Text)
			}
		}
	}
	return out
}

// resign gives signs their numbers.
func (b *body) resign(signs map[string]string) {
	for p := range b.story.Parts() {
		for i := range p.Text.Runs {
			r := &p.Text.Runs[i]
			if to, ok := signs[r.Text]; ok && r.Marks&NoteSign != 0 && to != r.Text {
				r.Text, r.Verbatim = to, false
			}
		}
	}
}

// orderNotes lets the notes stand by their numbers, in the places where there are notes.
func (b *body) orderNotes(places []int) {
	blocks := make([]Block, 0, len(places))
	for _, at := range places {
		blocks = append(blocks, b.story.Blocks[at])
	}
	number := func(x Block) int {
		n, _ := strconv.Atoi(x.(*Paragraph).Text.Runs[0].Text)
		return n
	}
	slices.SortStableFunc(blocks, func(x, y Block) int { return number(x) - number(y) })
	for i, at := range places {
		b.story.Blocks[at] = blocks[i]
	}
}

// unpaired finds signs that call no note, and notes that nothing calls or whose sign is
// another's too.
func (b *body) unpaired() {
	notes := map[string]bool{}
	for _, at := range b.noteLines() {
		r := b.story.Blocks[at].(*Paragraph).Text.Runs[0]
		if notes[r.Text] {
			b.desk.add("SRC-MARK", b.file.Pos(r.Span), source.Msg("two-notes-called", r.Text), source.Msg("give-each-note-sign-of-own"))
		}
		notes[r.Text] = true
	}
	called := map[string]bool{}
	for p := range b.story.Parts() {
		for i, r := range p.Text.Runs {
			if r.Marks&NoteSign == 0 || p.Role == RoleNote && i == 0 || called[r.Text] {
				continue
			}
			if called[r.Text] = true; !notes[r.Text] {
				b.desk.add("SRC-MARK", b.file.Pos(r.Span), source.Msg("no-note-called", r.Text), source.Msg("write-in-paragraph-of-own-text", r.Text))
			}
		}
	}
	for _, at := range b.noteLines() {
		if r := b.story.Blocks[at].(*Paragraph).Text.Runs[0]; !called[r.Text] {
			b.desk.add("SRC-MARK", b.file.Pos(r.Span), source.Msg("nothing-calls-note", r.Text), source.Msg("write-in-text-where-belongs", r.Text))
		}
	}
}
