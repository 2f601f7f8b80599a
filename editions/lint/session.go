package lint

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Session reads the stories of a paper again and again and remembers what there was to be said
// of each, as long as the story and the paper are the same values as they were (editions.Recall)
// and no other story says what it says. What it says is what Check says. It is for one goroutine,
// and keeps what belongs to the last two editions. The zero value, and nil, remember nothing.
type Session struct {
	paper       *editions.Paper
	date        editions.Date
	now, before map[*editions.Story]*heard
	paras       int // how many the last edition had
	lists       *lists
	old         *traditional
}

// heard is what came of a story, and what that depends on besides the story, the paper and the
// day.
type heard struct {
	found  source.List
	paras  []saying // its long paragraphs
	bodies []saying // its text
	advert bool     // it stands among adverts
}

// Check is the function of that name, with less to do.
func (m *Session) Check(ed *editions.Edition) source.List {
	if m == nil {
		return Check(ed)
	}
	if m.paper != ed.Paper || m.date != ed.Date {
		*m = Session{paper: ed.Paper, date: ed.Date, lists: newLists(ed.Paper), old: newTraditional()}
	}
	m.before, m.now = m.now, make(map[*editions.Story]*heard, len(ed.Stories))
	c := newChecker(ed, m.lists, m.old)
	c.paras.by, c.bodies.by = make(map[uint64]*editions.Story, m.paras), make(map[uint64]*editions.Story, len(ed.Stories))
	c.edition()
	for _, s := range ed.Stories {
		m.story(c, s)
	}
	m.paras = len(c.paras.by)
	return c.found
}

// story has what is to be said of a story, or was said of it.
func (m *Session) story(c *checker, s *editions.Story) {
	was := m.now[s]
	if was == nil {
		was = m.before[s]
	}
	if was == nil || was.advert != c.adverts[s.ID] || !c.paras.are(was.paras) || !c.bodies.are(was.bodies) {
		before := c.found
		c.found, c.paras.noted, c.bodies.noted = nil, map[uint64]*editions.Story{}, map[uint64]*editions.Story{}
		c.check(s)
		was = &heard{c.found, sayingsIn(c.paras.noted), sayingsIn(c.bodies.noted), c.adverts[s.ID]}
		c.found = before
	} else {
		for _, p := range was.paras {
			c.paras.by[p.hash] = s
		}
		for _, b := range was.bodies {
			if b.before == nil {
				c.bodies.by[b.hash] = s
			}
		}
	}
	m.now[s] = was
	c.found = append(c.found, was.found...)
}

// saying is something that is said, and who said it before; nil: nobody.
type saying struct {
	hash   uint64
	before *editions.Story
}

func sayingsIn(noted map[uint64]*editions.Story) (out []saying) {
	for h, who := range noted {
		out = append(out, saying{h, who})
	}
	return out
}

// sayings are who has said what, by its hash.
type sayings struct {
	by    map[uint64]*editions.Story
	noted map[uint64]*editions.Story // what was there before the story in hand; nil: nobody asks
}

// before is who has said something before, be it the story in hand.
func (s *sayings) before(h uint64) *editions.Story {
	if _, again := s.noted[h]; s.noted != nil && !again {
		s.noted[h] = s.by[h]
	}
	return s.by[h]
}

// are tells whether what was noted is as it was.
func (s *sayings) are(noted []saying) bool {
	for _, n := range noted {
		if s.by[n.hash] != n.before {
			return false
		}
	}
	return true
}

// inAdverts are the IDs of the stories that stand in slots for adverts.
func inAdverts(ed *editions.Edition) map[string]bool {
	out := map[string]bool{}
	for _, p := range ed.Pages {
		for _, place := range p.Placed {
			if strings.Contains(place.Slot, "广告") {
				for _, id := range place.Stories {
					out[id] = true
				}
			}
		}
	}
	return out
}
