package pagetext

import (
	"slices"
	"strings"

	"banxin/editions/intake"
)

// marry brings heads without text together with texts without a head.
func (r *reader) marry() {
	for {
		var head, text *draft
		best := 0
		for _, h := range r.stories {
			if !h.titled || !h.empty {
				continue
			}
			for _, t := range r.stories {
				if t.titled || t.empty {
					continue
				}
				if n := 1 + r.fit(h, t); n > best {
					best, head, text = n, h, t
				}
			}
		}
		if head == nil {
			return
		}
		text.Story.Headline, text.Kicker, text.Deck = head.Headline, head.Kicker, head.Deck
		text.Byline = append(head.Byline, text.Byline...)
		text.lines = append(slices.Clone(head.lines), text.lines...)
		text.titled, text.first = true, head.first
		for i := range r.spare {
			if r.spare[i].above == head {
				r.spare[i].above = text
			}
		}
		r.stories = slices.DeleteFunc(r.stories, func(d *draft) bool { return d == head })
	}
}

// fit weighs a head against a text: what they have in common, and whether the rest of one of
// the text's paragraphs stands below the head.
func (r *reader) fit(h, t *draft) int {
	n := 0
	for _, i := range h.lines {
		n += r.about(i, t)
	}
	if h.next >= 0 && slices.Contains(t.lines, h.next) {
		n += 1000
	}
	return n
}

// captions gives each caption to the story it has most to do with, of those around it.
func (r *reader) captions() {
	for _, i := range r.loose {
		var to *draft
		best := -1
		for _, d := range r.stories {
			n := 4 * r.about(i, d) / (3 + isqrt(len(d.lines)))
			if r.beside(d, i) {
				n += 3
			}
			if n > best {
				best, to = n, d
			}
		}
		if to == nil {
			to = r.begin(i)
			to.titled = true
		}
		l := &r.lines[i]
		at := 0
		for at < len(to.Body) && to.Body[at].Kind == Caption {
			at++
		}
		to.Body = slices.Insert(to.Body, at, Element{Kind: Caption, Text: Text{{i, l.from, l.to}}})
		to.lines = append(to.lines, i)
	}
}

// beside tells whether a story's lines stand right before or after a line.
func (r *reader) beside(d *draft, i int) bool {
	return slices.Contains(d.lines, i-1) || slices.Contains(d.lines, i+1)
}

// groups finds stories whose by-line is that of several: those before it that have none,
// back to the one that has a label.
func (r *reader) groups() {
	group := 0
	for n, d := range r.stories {
		if len(d.Byline) == 0 || !strings.Contains(r.string(d.Byline[len(d.Byline)-1]), "本组") && !strings.Contains(r.string(d.Byline[len(d.Byline)-1]), "以上") {
			continue
		}
		from := n
		for from > 0 && len(r.stories[from].Label) == 0 && len(r.stories[from-1].Byline) == 0 {
			from--
		}
		if from == n {
			continue
		}
		group++
		for _, s := range r.stories[from : n+1] {
			s.Group = group
		}
		d.ByGroup = true
	}
}

func (r *reader) string(t Text) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(r.lines[p.Line].Text[p.From:p.To])
	}
	return b.String()
}

// finish hands the stories over and accounts for what is left of the lines.
func (r *reader) finish() {
	for _, d := range r.stories {
		r.page.Stories = append(r.page.Stories, &d.Story)
	}
	held := make([][]Piece, len(r.lines))
	hold := func(t Text) {
		for _, p := range t {
			held[p.Line] = append(held[p.Line], p)
		}
	}
	for _, s := range r.page.Stories {
		for _, ts := range [][]Text{s.Label, s.Kicker, s.Headline, s.Deck, s.Byline} {
			for _, t := range ts {
				hold(t)
			}
		}
		for _, e := range s.Body {
			hold(e.Text)
			for _, cells := range e.Rows {
				for _, c := range cells {
					hold(c)
				}
			}
		}
	}
	for _, l := range r.page.Left {
		held[l.Line] = append(held[l.Line], l.Piece)
	}
	for i := range r.lines {
		r.rest(i, held[i])
	}
	r.sortDoubts()
}

// rest leaves out what no story holds of a line: white, and marks that are no text.
func (r *reader) rest(i int, held []Piece) {
	slices.SortFunc(held, func(a, b Piece) int { return a.From - b.From })
	text, at := r.lines[i].Text, 0
	gap := func(to int) {
		if at < to {
			why := Mark
			switch gap := strings.TrimFunc(text[at:to], white); {
			case gap == "" && at > 0 && to < len(text):
				why = Gap
			case gap == "":
				why = Indent
			case new(intake.Thread).Jump(gap):
				why = JumpLine
			}
			r.page.Left = append(r.page.Left, Left{Piece{i, at, to}, why})
		}
	}
	for _, p := range held {
		gap(p.From)
		at = p.To
	}
	gap(len(text))
}
