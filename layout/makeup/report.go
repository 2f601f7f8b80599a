package makeup

import (
	"math/bits"
	"strings"

	"banxin/editions/source"
)

// Weighed says what speaks against a made-up page, by kinds; less is better.
func (m *Made) Weighed() source.Message {
	w := m.weights
	return source.Msg("weighed, less is better: stories in their areas %d, their order %d, heads side by side %d, gutters %d, frames and vertical heads %d, pictures %d; together %d",
		w.setting, w.rank, w.touch, w.gutters, w.frames, w.picture, m.Cost)
}

// Seen says what one sees of a made-up page from afar: what versions differ in.
func (m *Made) Seen() []source.Message {
	k := m.kind
	var out []source.Message
	if m.Same {
		out = append(out, source.Msg("the same as in the version before: no other good one was found"))
	}
	out = append(out, source.Msg("the lead over %d of %d columns", k.lead, k.columns))
	if k.beside != 0 {
		out = append(out, source.Msg("beside it %s", slotNames(k.beside)))
	}
	if k.picture != nowhere {
		out = append(out, sides[k.picture])
	}
	out = append(out, source.Msg("the widest story at the foot over %d columns", k.strip))
	if k.frames != 0 {
		out = append(out, source.Msg("framed: %s", slotNames(k.frames)))
	}
	if k.upright != 0 {
		out = append(out, source.Msg("under a vertical head: %s", slotNames(k.upright)))
	}
	return out
}

// side is a place of a page's picture: from left to right, the lower ones first.
type side int

const (
	nowhere side = iota
	lowerLeft
	lowerMiddle
	lowerRight
	upperLeft
	upperMiddle
	upperRight
)

var sides = [...]source.Message{
	lowerLeft:   source.Msg("the picture at the lower left"),
	lowerMiddle: source.Msg("the picture low in the middle"),
	lowerRight:  source.Msg("the picture at the lower right"),
	upperLeft:   source.Msg("the picture at the upper left"),
	upperMiddle: source.Msg("the picture high in the middle"),
	upperRight:  source.Msg("the picture at the upper right"),
}

// slotNames lists the slots of a set of parcels.
func slotNames(set int) string {
	var names []string
	for x := uint(set); x > 0; x &= x - 1 {
		names = append(names, slotName(bits.TrailingZeros(x)))
	}
	return strings.Join(names, "、")
}
