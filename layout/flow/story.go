package flow

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
)

// story is a story to be set, and what all attempts at it share. Attempts read it; they add
// to its scratch alone: to what was composed and broken before, and to rows done with.
type story struct {
	*typeset
	engine typesetter // what its text is poured by: the typeset
	run    *Run
	slot   *SlotRun
	own    stand   // how far the stories before it came in its slot
	chain  []stand // and in the later slots, in which it may go on
	first  bool    // in its slot
	last   bool
	text   text
	spare  *spare
	furnishing
	tries
	watch func(attempt) // sees what is poured; nil but in tests
}

// begins gives the story another place; what was made for the one before is let go.
func (s *story) begins(at position) {
	s.furnishing, s.tries = newFurnishing(at), newTries()
}

// furnished is the furniture of an attempt, headed the head of a variant.
func (s *story) furnished(a attempt) *furniture { return s.furnish(s.composer, a) }
func (s *story) headed(v variant) headed        { return s.headOver(s.composer, v) }

// spec is the story's slot.
func (s *story) spec() *editions.Slot { return s.slot.Regions[0].Slot }

// grows tells whether further pages are made for what has no room.
func (s *story) grows() bool { return s.slot.More != nil }

// between is the white between two stories of a slot, in lines.
func (s *story) between() int { return max(s.spec().Between, 1) }

// upright tells whether the text is vertical.
func (s *story) upright() bool { return s.g.dir == page.Vertical }

// name is the story's slot, for findings.
func (s *story) name() string { return s.slot.Name }

// finding begins a finding about the story.
func (s *story) finding(code string, r *Region) source.Finding {
	f := source.New(code, source.Pos{}, source.Message{}, source.Message{}).Of(s.g.Story.ID).On(s.run.Number(r.Page), s.name())
	if file := s.g.Story.File; file != nil {
		f.Pos = file.Pos(s.g.Story.Span)
	}
	return f
}
