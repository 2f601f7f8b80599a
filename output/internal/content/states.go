package content

// MostStates is how deep graphics states are kept; readers of files take no more than 28
// (ISO 32000-1, annex C) for granted.
const MostStates = 512

// States are the graphics states that q has kept and Q brings back (ISO 32000-1, 8.4.2), of
// an interpreter whose state is a T. The zero value has none.
type States[T any] []T

// Operator does what q, Q and cm do to a state and to its matrix, which is a part of it, and
// tells whether op is one of them. A q too deep and a Q too many do nothing.
func (s *States[T]) Operator(op string, a []Token, state *T, ctm *Matrix) bool {
	switch op {
	case "q":
		if len(*s) < MostStates {
			*s = append(*s, *state)
		}
	case "Q":
		if n := len(*s); n > 0 {
			*state, *s = (*s)[n-1], (*s)[:n-1]
		}
	case "cm":
		*ctm = MatrixOf(a).Mul(*ctm)
	default:
		return false
	}
	return true
}
