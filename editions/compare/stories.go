package compare

import (
	"slices"
	"strings"
)

// Compare says what has changed from a to b.
func Compare(a, b *Round) *Report {
	r := &Report{Schema: Schema, A: side(a), B: side(b), Pages: []PageChange{}, Stories: []StoryChange{}, Layout: []Relaid{}, Furniture: []Furniture{}, Adverts: []Advertised{}}
	for _, p := range match(a, b) {
		switch {
		case p.a == nil:
			r.Stories = append(r.Stories, whole(p.b, Added))
		case p.b == nil:
			r.Stories = append(r.Stories, whole(p.a, Removed))
		default:
			r.story(p.a, p.b)
		}
	}
	r.pages(a, b)
	r.Same = r.A.sameAs(r.B) && len(r.Stories)+len(r.Layout)+len(r.Furniture)+len(r.Adverts) == 0 &&
		!slices.ContainsFunc(r.Pages, func(p PageChange) bool { return p.State != Same })
	return r
}

func side(r *Round) Side { return Side{r.Name, r.Paper, r.Date, r.Issue} }

func (s Side) sameAs(t Side) bool {
	return s.Paper == t.Paper && s.Date == t.Date && s.Issue == t.Issue
}

// stories are two states of one story; one of them may be missing.
type stories struct{ a, b *Story }

// match pairs the stories by their ids, and of the others those that are much alike.
func match(a, b *Round) []stories {
	var out []stories
	left := map[string]*Story{}
	for i := range a.Stories {
		left[a.Stories[i].ID] = &a.Stories[i]
	}
	var fresh []int
	for i := range b.Stories {
		s := &b.Stories[i]
		if left[s.ID] == nil {
			fresh = append(fresh, len(out))
		}
		out = append(out, stories{left[s.ID], s})
		delete(left, s.ID)
	}
	known := make([]grams, len(fresh))
	for i, n := range fresh {
		known[i] = gramsOfText(out[n].b.text())
	}
	for i := range a.Stories {
		s := &a.Stories[i]
		if left[s.ID] != s {
			continue
		}
		g := grams(nil)
		if len(fresh) > 0 {
			g = gramsOfText(s.text())
		}
		n := 0 // the first that is this story under another id
		for n < len(fresh) && (out[fresh[n]].a != nil || g.likeness(known[n]) < alikeMoved) {
			n++
		}
		if n < len(fresh) {
			out[fresh[n]].a = s
			continue
		}
		out = append(out, stories{a: s})
	}
	return out
}

// text is all text of a story.
func (s *Story) text() string {
	var b strings.Builder
	for _, p := range s.Parts {
		if p.Role != Picture {
			b.WriteString(p.Text + "\n")
		}
	}
	return b.String()
}

// whole is a story that came or went.
func whole(s *Story, state string) StoryChange {
	return StoryChange{ID: s.ID, Title: s.Title, State: state, Places: s.Places, Length: characters(s.text())}
}

// story compares two states of one story.
func (r *Report) story(a, b *Story) {
	if one(a.Parts, b.Parts) && one(a.Lines, b.Lines) && a.ID == b.ID && slices.Equal(a.Places, b.Places) {
		return // nothing has been done to it
	}
	same := slices.EqualFunc(a.Parts, b.Parts, samePart)
	if same && slices.Equal(a.Lines, b.Lines) && a.ID == b.ID && slices.Equal(a.Places, b.Places) {
		return // nor has this one become another, of which lines were read again
	}
	c := StoryChange{ID: b.ID, Title: b.Title, Places: b.Places}
	if a.ID != b.ID {
		c.WasID = a.ID
	}
	if !slices.Equal(a.Places, b.Places) {
		c.WasAt, c.Moved = a.Places, true
	}
	d := &differ{a: a, b: b, lines: mapLines(b), touched: map[int]bool{}}
	if !same {
		c.Changes = d.changes()
	}
	for _, ch := range c.Changes {
		c.Count.add(ch.Count)
	}
	r.Count.add(c.Count)
	if len(c.Changes) > 0 || c.Moved || c.WasID != "" {
		r.Stories = append(r.Stories, c)
	}
	r.Layout = append(r.Layout, relaid(a, b, d.touched)...)
}

// one tells whether two lists are one and the same.
func one[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// samePart tells whether nothing has become of a part; where it stands in its file may be another
// place.
func samePart(a, b Part) bool {
	return a.Role == b.Role && a.Block == b.Block && a.Text == b.Text && a.Style == b.Style
}

// relaid counts, page by page, the lines of b that are not those of a though no edit
// touches them. Of a story in another place only the breaks count.
func relaid(a, b *Story, touched map[int]bool) []Relaid {
	ids := map[string]int32{}
	deleted, inserted := shortest(number(ids, lineKeys(a)), number(ids, lineKeys(b)))
	moved := !slices.Equal(a.Places, b.Places)
	var out []Relaid
	for i, j := 0, 0; j < len(b.Lines); {
		if i < len(a.Lines) && deleted[i] {
			i++
			continue
		}
		l := &b.Lines[j]
		broken := inserted[j]
		shifted := !broken && !moved && (a.Lines[i].Page != l.Page || a.Lines[i].Rect != l.Rect)
		if !broken {
			i++
		}
		if (broken || shifted) && !touched[j] {
			out = count(out, l.Page, b, broken)
		}
		j++
	}
	return out
}

func count(out []Relaid, page int, s *Story, broken bool) []Relaid {
	if n := len(out); n == 0 || out[n-1].Page != page {
		out = append(out, Relaid{Page: page, Story: s.ID, Title: s.Title})
	}
	r := &out[len(out)-1]
	if broken {
		r.Broken++
	} else {
		r.Shifted++
	}
	return out
}

func lineKeys(s *Story) []string {
	out := make([]string, len(s.Lines))
	for i, l := range s.Lines {
		if out[i] = l.Text; l.Role == Picture {
			out[i] = "\x00picture"
		}
	}
	return out
}
