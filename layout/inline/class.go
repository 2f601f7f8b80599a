package inline

//go:generate go run gen.go -data ../../../shared/data/unicode -out tables.go

// class is what a character does in a line: where it may stand, how wide its cell is and
// how it gives way. It joins clreq 3.1 with the classes of UAX #14 for other scripts.
type class uint8

const (
	alpha      class = iota // letters of alphabets, and whatever has no other class
	digit                   // 0-9
	han                     // ideographs, kana, syllables and other characters of a full cell
	wideDigit               // ０-９
	nonStart                // 々 and the like
	smallKana               // ぁ ッ ー
	upCell                  // figures or a letter upright in vertical text
	open                    // （《“ in Chinese text
	closer                  // ）》” in Chinese text
	stop                    // 。．
	comma                   // ，、
	colon                   // ：；
	exclam                  // ？！
	middle                  // ·
	dash                    // —
	ellipsis                // …
	connector               // –～
	solidus                 // /／
	quote                   // “”‘’ before it is known what they stand in
	straight                // " '
	prefix                  // $ ￥ №
	postfix                 // % ‰ ℃
	hyphen                  // -
	latinOpen               // ( [ {
	latinClose              // ) ] } ! ?
	infix                   // , . : ;
	breakAfter              // other characters with a break after them
	space                   // U+0020
	gapSpace                // a typed space that stands for the Han-Latin gap (clreq 3.2.2)
	wideSpace               // U+3000
	zeroSpace               // U+200B
	softHyphen              // U+00AD
	glue                    // U+00A0, U+2060: no break on either side
	mark                    // combining marks, selectors, controls: part of the character before
	newline                 // a forced break
	numClasses
)

// orientation is how a character stands in vertical text (UAX #50).
type orientation uint8

const (
	upright            orientation = iota // U
	rotated                               // R
	transformedUpright                    // Tu: a vertical form, else upright
	transformedRotated                    // Tr: a vertical form, else rotated
)

// properties returns the packed table entry of r.
func properties(r rune) uint8 {
	if uint32(r) > 0x10FFFF {
		return uint8(alpha)
	}
	return propertyBlocks[uint(propertyIndex[r>>7])<<7|uint(r&127)]
}

func classOf(r rune) class             { return class(properties(r) & 63) }
func orientationOf(r rune) orientation { return orientation(properties(r) >> 6) }
