package inline

import (
	"strings"

	"banxin/editions/atoms"
)

// Fewest characters of an identifier that is parted, of one that has nothing but capitals inside
// (product names have them too), and of either part.
const shortIdentifier, shortCamel, shortPart = 10, 12, 3

// joints appends the offsets in a word at which an identifier in it may be parted where the line
// would else be torn open. As addresses it has no hyphen there, which a reader could take for one
// of its own. It is parted behind _ and ::, before a full stop and before a capital.
func joints(dst []int, word string) []int {
	for i := 0; i < len(word); {
		j := i
		for j < len(word) && inIdentifier(word[j]) {
			j++
		}
		if j-i >= shortIdentifier {
			dst = jointsOf(dst, strings.TrimRight(word[i:j], ".:"), i)
		}
		i = j + 1
	}
	return dst
}

func inIdentifier(c byte) bool { return letterOrFigure(c) || c == '_' || c == '.' || c == ':' }

func letterOrFigure(c byte) bool { return isSmall(c) || isCapital(c) || c >= '0' && c <= '9' }

func isSmall(c byte) bool   { return c >= 'a' && c <= 'z' }
func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

// jointsOf appends the joints of one identifier, which begins at an offset.
func jointsOf(dst []int, name string, at int) []int {
	for k := shortPart; k <= len(name)-shortPart; k++ {
		a, b := name[k-1], name[k]
		switch {
		case a == '_' && b != '_', a == ':' && b != ':' && name[k-2] == ':':
		case b == '.' && (isSmall(a) || isCapital(a)) && isSmall(name[k+1]):
		case isSmall(a) && isCapital(b) && isSmall(name[k+1]) && len(name) >= shortCamel:
		default:
			continue
		}
		dst = append(dst, at+k)
	}
	return dst
}

// jointed lets the word that stands at an offset of the span, and whose items begin at start, be
// parted at the joints of its identifiers.
func (w *shaper) jointed(start int, text string, at int) {
	if len(text) < shortIdentifier || w.p.Head || w.p.Whole || w.s.Italic || atoms.IsAddress(text) {
		return
	}
	w.points = joints(w.points[:0], text)
	if len(w.points) == 0 || w.quoted(at) {
		return
	}
	k := 0
	for i := start; i < len(w.sh.items) && k < len(w.points); i++ {
		it := &w.sh.items[i]
		src := w.base + uint32(at+w.original(w.points[k]))
		for it.src > src {
			if k++; k == len(w.points) {
				return
			}
			src = w.base + uint32(at+w.original(w.points[k]))
		}
		if it.src == src && it.flags&tail == 0 {
			it.flags |= part
			w.sh.bind(int32(i), codeJoint)
		}
	}
}
