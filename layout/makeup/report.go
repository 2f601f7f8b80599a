package makeup

import (
	"math/bits"
	"strings"

	"banxin/editions/source"
)

// Order says how the order of the stories was found.
func (m *Made) Order() source.Message { return m.order }

// Fewer says why there are fewer versions than were asked for; empty when there are not.
func (m *Made) Fewer() source.Message { return m.why }

// Seen says what one sees of a made-up page from afar: what versions differ in.
func (m *Made) Seen() []source.Message {
	k := m.kind
	var out []source.Message
	if m.Same {
		out = append(out, source.Msg("same-as-in-version-before-no"))
	}
	out = append(out, source.Msg("lead-over-of-columns", k.lead, k.columns))
	if k.beside != 0 {
		out = append(out, source.Msg("beside", slotNames(k.beside)))
	}
	if k.picture != nowhere {
		out = append(out, sides[k.picture])
	}
	out = append(out, source.Msg("widest-story-at-foot-over-columns", k.strip))
	if k.frames != 0 {
		out = append(out, source.Msg("framed", slotNames(k.frames)))
	}
	if k.upright != 0 {
		out = append(out, source.Msg("under-vertical-head", slotNames(k.upright)))
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
	lowerLeft:   source.Msg("picture-at-lower-left"),
	lowerMiddle: source.Msg("picture-low-in-middle"),
	lowerRight:  source.Msg("picture-at-lower-right"),
	upperLeft:   source.Msg("picture-at-upper-left"),
	upperMiddle: source.Msg("picture-high-in-middle"),
	upperRight:  source.Msg("picture-at-upper-right"),
}

// slotNames lists the slots of a set of parcels.
func slotNames(set int) string {
	var names []string
	for x := uint(set); x > 0; x &= x - 1 {
		names = append(names, slotName(bits.TrailingZeros(x)))
	}
	return strings.Join(names, "、")
}
