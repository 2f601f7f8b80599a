// Package lint reads the stories of an edition as a proofreader does: brackets, marks and
// figures, names, dates, what is said twice and what does not agree.
//
//	ed, found, err := editions.Load(fsys, "")
//	found = append(found, lint.Check(ed)...)
//	found = ed.House.Judge(found)
//
// It looks at the text alone; what the page shows is for layout/lint. All rules run in one
// pass over the characters, by tables; findings come in the order of the stories.
//
// Severity: an error is wrong in any paper; a warning is wrong unless the paper means it; a
// note is a question to the editor. Weight is that of 报纸编校差错率计算方法 (annex to
// 报纸期刊质量管理规定, 国新出发〔2020〕10号): 1 for a wrong word, 0.1 for a mark or the form
// of a figure, double in heads.
package lint

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Weights of findings, in tenths.
const (
	word = 10
	mark = 1
)

// Limits that hold the time for hostile text.
const (
	maxFindings = 300 // of a story
	maxOpen     = 40  // brackets in one another
	maxFacts    = 100 // numbers of a head, titles of a story
	maxBracket  = 400 // characters in a bracket that is counted
)

// Check returns what is to be said of the edition's text.
func Check(ed *editions.Edition) source.List {
	c := newChecker(ed, newLists(ed.Paper), newTraditional())
	c.edition()
	for _, s := range ed.Stories {
		c.check(s)
	}
	return c.found
}

func newChecker(ed *editions.Edition, lists *lists, old *traditional) *checker {
	return &checker{ed: ed, lists: lists, old: old, adverts: inAdverts(ed), bodies: sayings{by: map[uint64]*editions.Story{}}, paras: sayings{by: map[uint64]*editions.Story{}}}
}

// checker reads one edition. Its scratch space is used again for every passage.
type checker struct {
	ed    *editions.Edition
	lists *lists
	old   *traditional
	found source.List

	story  *editions.Story
	abroad bool // it is in another language than Chinese
	said   int  // findings of the story
	text   passage
	cell   source.Pos // of the passage, where it stands in another file than the story
	read   reading    // of the passage
	facts  facts      // of the story
	bodies sayings
	paras  sayings // long paragraphs

	adverts map[string]bool // stories among adverts, by ID
}

// isHead tells whether errors in texts of a role count double (报头、报眉、栏头、标题).
func isHead(r editions.Role) bool {
	return r.IsHead() || r == editions.RoleLabel || r == editions.RoleSubhead
}

// isBody tells whether texts of a role are running text.
func isBody(r editions.Role) bool {
	switch r {
	case editions.RoleByline, editions.RoleSignoff, editions.RoleCell, editions.RoleCredit:
		return false
	}
	return !isHead(r)
}

// check reads one story; one that states another language is not held to what is right in
// Chinese.
func (c *checker) check(s *editions.Story) {
	c.story, c.said = s, 0
	if c.abroad = s.Lang != "" && !strings.HasPrefix(s.Lang, "zh"); c.abroad {
		c.foreign(s)
		return
	}
	c.facts.reset()
	var before *editions.Text // the paragraph right before
	in := -1                  // a list that has been looked at
	again := c.again(s)
	for p := range s.Parts() {
		if p.Block >= 0 && p.Block == again {
			continue
		}
		if l := listOf(s, p); l != nil && in != p.Block {
			c.listAfter(before, l)
			in = p.Block
		}
		c.read.hold = p.Role == editions.RoleHeadline && p.Index < len(s.Headline)-1 // a bracket may close in a later line
		c.cell, _ = s.PlaceOf(p)
		c.passage(p.Role, p.Block, p.Text)
		before = nil
		if p.Block >= 0 {
			if b, ok := s.Blocks[p.Block].(*editions.Paragraph); ok {
				before = &b.Text
			}
		}
	}
	c.read.hold, c.cell = false, source.Pos{}
	c.endStory()
}

// listOf returns the list that a part is an item of, or nil.
func listOf(s *editions.Story, p editions.Part) *editions.List {
	if p.Role != editions.RoleItem {
		return nil
	}
	l, _ := s.Blocks[p.Block].(*editions.List)
	return l
}

// passage reads one text.
func (c *checker) passage(r editions.Role, block int, t *editions.Text) {
	if t.IsEmpty() {
		return
	}
	c.text.set(r, block, t)
	c.scan()
}

// finding is what a rule says; add gives it its place.
func finding(code string, msg, hint source.Message) source.Finding {
	return source.New(code, source.Pos{}, msg, hint)
}

// add reports characters from ≤ i < to of the passage.
func (c *checker) add(from, to int, f source.Finding) {
	t := &c.text
	if f.Weight < word && c.said <= maxFindings && c.cell == (source.Pos{}) && c.story.Told(t.span(from, to)) {
		return
	}
	if isHead(t.role) {
		f.Weight *= 2
	}
	if c.enough() {
		return
	}
	f.Story, f.Pos = c.story.ID, c.pos(from, to)
	t.quote(&f, from, to)
	c.found.Add(f)
}

// pos is the place of characters of the passage; of a cell of another file that of the cell.
func (c *checker) pos(from, to int) source.Pos {
	if c.cell != (source.Pos{}) {
		return c.cell
	}
	return c.story.File.Pos(c.text.span(from, to))
}

// enough counts the findings of a story and tells whether they are too many to be read.
func (c *checker) enough() bool {
	if c.said++; c.said == maxFindings+1 {
		c.found.Add(source.New("TXT-MANY", c.story.File.Pos(front(c.story)),
			source.Msg("more-than-findings-rest-of-story", maxFindings), source.Msg("correct-what-repeats-first")).Of(c.story.ID))
	}
	return c.said > maxFindings
}

// addStory reports something about the story as a whole, or one of its parts.
func (c *checker) addStory(at source.Span, f source.Finding) {
	f.Story, f.Pos = c.story.ID, c.story.File.Pos(at)
	c.found.Add(f)
}

// front is the place of a story as a whole.
func front(s *editions.Story) source.Span { return source.Span{Start: s.Span.Start, End: s.Span.Start} }
