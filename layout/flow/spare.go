package flow

// spare keeps the rows and line slots of dropped results, for results to come. It is of one
// goroutine.
type spare struct {
	rows  [][]rowAt
	slots [][]lineSlot
}

func (s *spare) takeRows() []rowAt      { return take(&s.rows) }
func (s *spare) takeSlots() []lineSlot  { return take(&s.slots) }
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

// drop ends a result: what it owns goes to other results.
func (r *result) drop() {
	if r == nil || r.spare == nil {
		return
	}
	r.spare.rows = append(r.spare.rows, r.rows[:0])
	if !r.shared {
		r.spare.giveSlots(r.course)
	}
	r.spare, r.rows, r.slots = nil, nil, nil
}
