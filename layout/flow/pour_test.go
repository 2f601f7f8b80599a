package flow

import (
	"testing"

	"banxin/editions"
)

// TestPour: one case for each thing that is said of pouring.
func TestPour(t *testing.T) {
	for _, c := range []struct {
		name           string
		columns, lines int
		text           string
		how            pouring
		want, wrong    string
	}{
		{"column after column", 2, 4, "p3 p3", pouring{}, "aaab bb..", ""},
		{"what finds no slot is overset", 2, 3, "p4 p4", pouring{}, "aaa abb", "over 2, alone 1"},
		{"a last line at the top of a column: a line shorter", 2, 4, "p2 p3-", pouring{}, "aabb ....", ""},
		{"else a line longer", 2, 4, "p2 p3+", pouring{}, "aabb bb..", ""},
		{"rather shorter than longer", 2, 4, "p2 p3-+", pouring{}, "aabb ....", ""},
		{"else it is alone", 2, 4, "p2 p3", pouring{}, "aabb b...", "alone 1"},
		{"no line longer where text is overset by it", 2, 4, "p2 p3+ p3", pouring{}, "aabb bccc", "alone 1"},
		{"a paragraph of one line is never alone", 2, 4, "p4 p1", pouring{}, "aaaa b...", ""},

		{"paragraphs asked to be longer, as many as asked", 1, 9, "p2+ p2+ p2+", pouring{ask: 2}, "aaabbbcc.", "settled 2"},
		{"shorter", 1, 9, "p3- p3-", pouring{ask: -1}, "aabbb....", "settled -1"},
		{"only those that can", 1, 9, "p2 p2+ p2", pouring{ask: 3}, "aabbbcc..", "settled 1"},
		{"not one of a single line", 1, 9, "p1+ p2+", pouring{ask: 1}, "abbb.....", "settled 1"},

		{"a subhead keeps with two lines", 2, 6, "p4 s1 p5", pouring{}, "aaaa.. bccccc", "blank 1"},
		{"unless no column has them", 1, 3, "p2 s1 p1", pouring{}, "aab", "over 1"},
		{"or it stands at the top of one", 2, 2, "p2 s1 p1", pouring{}, "aa bc", ""},
		{"kept exactly", 2, 7, "p4 s1 p5", pouring{}, "aaaabcc ccc....", ""},
		{"a column is filled above its subheads, by one line and no second", 2, 8, "p2 s1 p3 s1 p5", pouring{}, "aa.bccc. deeeee..", ""},
		{"then by longer paragraphs", 2, 8, "p2+ s1 p3 s1 p5", pouring{}, "aaa.bccc deeeee..", ""},
		{"paragraphs longer, and no second line above", 2, 9, "p2+ s1 p3 t4", pouring{}, "aaa.bccc. DDDD.....", ""},
		{"by four lines at most", 2, 14, "p2+ s1 p2+ s1 p1 t9", pouring{}, "aaa.bccc.de... FFFFFFFFF.....", "blank 2"},
		{"about a table, half above it and half below", 2, 9, "p2 t3 p1 t5", pouring{}, "aaBBBBBc. DDDDD....", ""},
		{"only paragraphs that stand wholly in the column", 3, 4, "p6+ s1 p3", pouring{}, "aaaa aa.. bccc", "blank 1"},
		{"not below a picture in the text", 2, 8, "f2 p2+ s1 t4", pouring{}, "AAbbc... DDDD....", "blank 2"},

		{"three lines beside a drop cap hold less", 1, 7, "c4 p1", pouring{}, "aaaaaab", ""},
		{"they stand in one column", 2, 6, "p4 c4", pouring{}, "aaaa.. bbbbbb", "blank 1"},
		{"a paragraph of fewer lines has none", 1, 4, "c1 p1", pouring{}, "ab..", ""},
		{"nor one that finds no column for it", 2, 2, "c4", pouring{}, "aa aa", ""},
		{"it may be set a line shorter", 2, 4, "p1 c2-", pouring{}, "abbb ....", ""},
		{"but never shorter than its cap", 1, 5, "c2~-", pouring{ask: -1}, "aaa..", ""},
		{"what is overset counts what stands beside it", 1, 4, "c4", pouring{}, "aaaa", "over 2"},

		{"a formula stands in one column", 2, 6, "p4 e3", pouring{}, "aaaa.. bbb...", "blank 1"},
		{"if one holds it", 2, 3, "p1 e5", pouring{}, "abb bbb", ""},
		{"a pull quote stands where it is", 1, 6, "p2 l2 p2", pouring{}, "aaBBcc", ""},
		{"over two columns of three", 3, 4, "p4 l2 p6", pouring{}, "aaaa BBcc ..cc", "over 2"},
		{"at the next place that has room, the text going on before it", 2, 5, "p4 l3 p3", pouring{}, "aaaac BBBcc", ""},
		{"where none has, it is a paragraph", 2, 2, "p1 l3", pouring{}, "ab bb", ""},

		{"a line of verse that is turned over is not parted", 2, 3, "v4", pouring{}, "aa. aa.", "alone 1"},
		{"one that is not may stand alone", 2, 3, "v3", pouring{}, "aaa ...", ""},
		{"nor where it begins", 2, 4, "p3 v2", pouring{}, "aaa. bb..", "alone 1"},
		{"where no column holds it it is", 2, 1, "v2", pouring{}, "a a", "alone 1"},
		{"paragraphs are", 2, 3, "p4", pouring{}, "aaa a..", "alone 1"},
		{"a title stands with its stanza", 2, 4, "p2 y1 e3", pouring{}, "aa.. bccc", "blank 1"},
		{"as it comes, where that has room", 2, 6, "p2 y1 e3", pouring{}, "aabccc ......", ""},
		{"without it, where no column holds both", 2, 3, "p1 y1 e3", pouring{}, "ab. ccc", "alone 8"},
		{"of two lines", 2, 5, "p3 y2 e2", pouring{}, "aaa.. bbcc.", "blank 1"},

		{"a blank line before", 1, 6, "p2 q2", pouring{}, "aa.bb.", ""},
		{"not at the top of a column", 2, 3, "p3 q2", pouring{}, "aaa bb.", ""},

		{"a row of a table in one piece", 2, 5, "p3 t3", pouring{}, "aaa.. BBB..", "blank 1"},
		{"one that no column holds is overset, and all after it", 2, 4, "p2 t5 p2", pouring{}, "aa.. ....", "over 7"},
		{"after the last slot it is overset", 1, 3, "p3 t2", pouring{}, "aaa", "over 2"},
	} {
		x, f := written(t, c.text)
		r := room(c.columns, c.lines)
		p := pour(f, x, r.all(), c.how, nil)
		if got := byColumn(r, &p); got != c.want || wrong(&p) != c.wrong {
			t.Errorf("%s: %s is %q (%s), want %q (%s)", c.name, c.text, got, wrong(&p), c.want, c.wrong)
		}
	}
}

// TestFootNotes: where the notes at the foot of a column and of a slot stand, and what becomes
// of the text that calls them.
func TestFootNotes(t *testing.T) {
	for _, c := range []struct {
		name           string
		at             editions.NotePlace
		columns, lines int
		text           string
		want, wrong    string
	}{
		{"at the foot of the column that calls", editions.NotesAtColumn, 2, 5, "p7@3 n2", "aa.bb aaaaa", ""},
		{"of the one the line is in", editions.NotesAtColumn, 2, 5, "p7@52 n2", "aaaaa aa.bb", ""},
		{"one below the other", editions.NotesAtColumn, 2, 6, "p7@3@15 n1 n2", "aa.bcc aaaaa.", ""},
		{"the rest of a long one goes on", editions.NotesAtColumn, 2, 4, "p3@13 n4", "aabb a.bb", "alone 1"},
		{"a line without room for its note goes on", editions.NotesAtColumn, 2, 4, "p5@33 n1", "aaa. aa.b", ""},
		{"a note may go on twice", editions.NotesAtColumn, 3, 3, "p3@3 n5", "abb abb a.b", "alone 1"},
		{"where they do not all fit they stand after the text, so that what is over is told to the line", editions.NotesAtColumn, 1, 4, "p2@3 n4", "aabb", "over 2"},
		{"and so where the text does not", editions.NotesAtColumn, 1, 4, "p5@3 n2", "aaaa", "over 3"},
		{"notes that nothing calls stand after the text", editions.NotesAtColumn, 1, 5, "p2 n1 n1", "aabc.", ""},
		{"or are overset", editions.NotesAtColumn, 1, 2, "p2 n1", "aa", "over 1"},
		{"but text that would fit so alone is overset", editions.NotesAtColumn, 2, 2, "p2@13 n1 p1", "a. ab", "over 1, alone 1"},
		{"they are taken out of the text before", editions.NotesAtColumn, 1, 6, "p1@3 n1 p2", "acc..b", ""},
		{"at the foot of the slot", editions.NotesAtSlot, 3, 4, "p5@3@25 n1 n1", "aaaa a... ..bc", "alone 1"},
		{"text keeps a line of that column", editions.NotesAtSlot, 2, 3, "p4@3 n2", "aaa abb", "alone 1"},
	} {
		x, f := written(t, c.text)
		x.notesAt = c.at
		r := room(c.columns, c.lines)
		p := pour(f, x, r.all(), pouring{}, nil)
		if got := byColumn(r, &p); got != c.want || wrong(&p) != c.wrong {
			t.Errorf("%s: %s is %q (%s), want %q (%s)", c.name, c.text, got, wrong(&p), c.want, c.wrong)
		}
	}
}

// TestByline: the by-line that ends a text stands on its last line, if that leaves room for
// it and a character of white, and on a line of its own otherwise.
func TestByline(t *testing.T) {
	for _, c := range []struct {
		text  string
		chars int
		want  string
		over  int
	}{
		{"p2~", 4, "a~..", 0},
		{"p2~", 5, "aa~.", 0},
		{"p2~", 12, "aa~~", 0},
		{"p2", 4, "aa~.", 0},
		{"s2~", 4, "aa~.", 0},
		{"t2", 4, "AA~.", 0},
		{"p4~", 4, "aaa~", 0},
		{"p4", 4, "aaaa", 1},
		{"p5~", 4, "aaaa", 2},
	} {
		x, f := written(t, c.text)
		x.tail = &element{block: 9, chars: c.chars}
		r := room(1, 4)
		p := pour(f, x, r.all(), pouring{}, nil)
		if got := byColumn(r, &p); got != c.want || p.overLines != c.over {
			t.Errorf("%s and %d characters: %q, %d over; want %q, %d", c.text, c.chars, got, p.overLines, c.want, c.over)
		}
	}
}

// jumping is a course through two regions of a column each on pages of their own.
func jumping(lines, more int) (a, b *Region, c course) {
	a, b = room(1, lines), room(1, more)
	b.Page.Index = 1
	c.slots = append(a.slots(nil, 0, lines, obstacles{}), b.slots(nil, 0, more, obstacles{})...)
	c.uniform = true
	return a, b, c
}

// TestPourJump: before a jump no line of a paragraph stands alone and no word is parted.
func TestPourJump(t *testing.T) {
	for _, c := range []struct {
		text, want, wrong string
	}{
		{"p2 p3", "aa. | bbb..", ""},         // one line does not stand alone before it
		{"p2 p1 p2", "aab | cc...", ""},      // a paragraph of one line does
		{"p1 p5", "abb | bbb..", ""},         // whole words
		{"p1 p5|", "abb | bbb..", "alone 1"}, // a word parted, and no way out
		{"p1 p5|-", "abb | bb...", ""},       // a line shorter
		{"p1 p5|+", "abb | bbbb.", ""},       // or longer
	} {
		x, f := written(t, c.text)
		a, b, way := jumping(3, 5)
		p := pour(f, x, way, pouring{}, nil)
		if got := byColumn(a, &p) + " | " + byColumn(b, &p); got != c.want || wrong(&p) != c.wrong {
			t.Errorf("%s: %q (%s), want %q (%s)", c.text, got, wrong(&p), c.want, c.wrong)
		}
	}
}

// TestAnchored: pictures in the text (随文).
func TestAnchored(t *testing.T) {
	for _, c := range []struct {
		name           string
		columns, lines int
		text           string
		how            pouring
		want, wrong    string
	}{
		{"on the line after its paragraph", 2, 8, "p2 f3 p4", pouring{}, "aaBBBccc c.......", "alone 1"},
		{"a line higher where one line is left below", 2, 6, "p2 f3 p2", pouring{}, "aaBBBB cc....", ""},
		{"a line lower where one is missing", 2, 6, "p3 f4 p2", pouring{}, "aaaBBB cc....", ""},
		{"at the top of the next column, the text before it", 2, 6, "p4 f5 p3", pouring{}, "aaaacc BBBBBc", "alone 1"},
		{"moved up where two thirds have room", 2, 9, "p5 f6 p2", pouring{}, "aaaBBBBBB aacc.....", ""},
		{"not where less has", 2, 9, "p6 f6 p3", pouring{}, "aaaaaaccc BBBBBB...", ""},
		{"but not over a subhead", 2, 9, "p2 s1 p1 s1 f6 p1", pouring{}, "aabcdf... EEEEEE...", ""},
		{"a lone line at the top goes on below", 2, 6, "p1 f3 p2", pouring{}, "BBBacc ......", ""},
		{"over two columns at the top", 2, 6, "w3 p6", pouring{}, "AAAbbb AAAbbb", ""},
		{"over two columns where only one is left", 2, 4, "p6 w2 p1", pouring{}, "aaaa aac.", "over 1, lost 1"},
		{"over one if it may", 2, 5, "p7 w3", pouring{narrow: true}, "aaaaa aaBBB", ""},
		{"without room it is lost", 1, 3, "p2 f3 p1", pouring{}, "aac", "over 1, lost 1"},
		{"room at the top of a later column", 3, 4, "p3 f4 p4", pouring{}, "aaac BBBB ccc.", ""},
	} {
		x, f := written(t, c.text)
		r := room(c.columns, c.lines)
		before := r.all()
		way := course{slots: append([]lineSlot(nil), before.slots...), uniform: true}
		p := pour(f, x, way, c.how, nil)
		if got := byColumn(r, &p); got != c.want || wrong(&p) != c.wrong {
			t.Errorf("%s: %s is %q (%s), want %q (%s)", c.name, c.text, got, wrong(&p), c.want, c.wrong)
		}
		for i := range way.slots {
			if way.slots[i] != before.slots[i] {
				t.Fatalf("%s: pouring changed the slots it was given", c.name)
			}
		}
	}
}
