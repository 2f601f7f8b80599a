package editions

import (
	"slices"

	"banxin/editions/source"
)

// Told tells whether of a place in the story's file something has been said where it was read: rules
// for marks and figures need not look there, for what is wrong there is one thing.
func (s *Story) Told(place source.Span) bool { return covered(s.told, place) }

// covered tells whether a place shares a character with one of several.
func covered(places []source.Span, place source.Span) bool {
	return slices.ContainsFunc(places, func(p source.Span) bool {
		return place.Start < max(p.End, p.Start+1) && p.Start < max(place.End, place.Start+1)
	})
}
