package flow

// spare keeps the rows and line slots of dropped results, for results to come. It is of one
// goroutine.
type spare struct {
	rows  [][]rowAt
	slots [][]lineSlot
}

func (s *spare) takeRows() []rowAt      { return take(&s.rows) }
func (s *spare) takeSlots() []lineSlot  { return take(&s.slots) }
func (s *spare) giveRows(l []rowAt)     { s.rows = append(s.rows, l[:0]) }
func (s *spare) giveSlots(l []lineSlot) { s.slots = append(s.slots, l[:0]) }

// take takes the last one of a list, nil of an empty list.
func take[T any](list *[][]T) []T {
	n := len(*list) - 1
	if n < 0 {
		return nil
	}
	last := (*list)[n]
	*list = (*list)[:n]
	return last
}
