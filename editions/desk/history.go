package desk

// History is what each person can take back and make again: one step for all that one act has
// changed, in one file or several. What others change meanwhile is kept.
type History struct {
	people map[string]*stacks
}

type stacks struct{ undo, redo []*Step }

// Step leads back from what a person has done.
type Step struct {
	Label string
	At    int64              // when it was done, in milliseconds
	Back  map[string]Changes // by file, of the text as it is
}

// mostSteps is how many steps a person can take back.
const mostSteps = 500

func (h *History) of(person string) *stacks {
	if h.people == nil {
		h.people = map[string]*stacks{}
	}
	if h.people[person] == nil {
		h.people[person] = &stacks{}
	}
	return h.people[person]
}

// together is within how many milliseconds typing is one step.
const together = 1000

// Did notes what a person has done, with the changes that lead back, by file. Typing, which has
// no label, goes on with the step before where it follows it at once.
func (h *History) Did(person, label string, at int64, back map[string]Changes) {
	for file, c := range back {
		h.others(person, file, c.desc())
	}
	s := h.of(person)
	s.redo = nil
	if n := len(s.undo); n > 0 && label == "" && s.undo[n-1].joined(at, back) {
		return
	}
	s.undo = append(s.undo, &Step{label, at, back})
	if len(s.undo) > mostSteps {
		s.undo = s.undo[1:]
	}
}

// joined adds typing to a step, if it goes on with it.
func (s *Step) joined(at int64, back map[string]Changes) bool {
	if s.Label != "" || at-s.At > together || at < s.At || len(back) != 1 || len(s.Back) != 1 {
		return false
	}
	for file, c := range back {
		was, ok := s.Back[file]
		if !ok || !near(c, was) {
			return false
		}
		all, err := c.Compose(was)
		if err != nil {
			return false
		}
		s.Back[file], s.At = all, at
	}
	return true
}

// near tells whether two changes, of which the second is of the text after the first, touch.
func near(c, next Changes) bool {
	first, last := 1<<30, -1
	c.Touched(func(_, _, from, to int) { first, last = min(first, from), max(last, to) })
	ok := false
	next.Touched(func(from, to, _, _ int) { ok = ok || from <= last && to >= first })
	return ok
}

// desc are the changes of the text before what c leads back from: those that were made.
func (c Changes) desc() Changes {
	var out Changes
	for _, p := range c {
		if p.put {
			out = out.put(len(p.text), make(Text, p.n), false)
		} else {
			out = out.keep(p.n)
		}
	}
	return out
}

// Others notes changes of a file that nobody's steps lead back from, as those of another program.
func (h *History) Others(file string, made Changes) { h.others("", file, made) }

// others carries all steps but a person's over changes that were made.
func (h *History) others(but, file string, made Changes) {
	for person, s := range h.people {
		if person != but {
			s.undo = carried(s.undo, file, made)
			s.redo = carried(s.redo, file, made)
		}
	}
}

// carried carries a stack over changes, from its top. A step that does not fit any more, which
// cannot be, is dropped with those below it.
func carried(list []*Step, file string, made Changes) []*Step {
	for i := len(list) - 1; i >= 0; i-- {
		back, ok := list[i].Back[file]
		if !ok {
			continue
		}
		mapped, err := back.Map(made, false)
		if err == nil {
			made, err = made.Map(back, true)
		}
		if err != nil {
			return list[i+1:]
		}
		list[i].Back[file] = mapped
	}
	return list
}

// Undo returns the step that a person would take back next, Redo what would be made again; nil
// where there is none. Undone and Redone tell that it was done, with the changes that lead back
// from that.
func (h *History) Undo(person string) *Step { return last(h.of(person).undo) }

// Redo returns what a person would make again; nil where there is none.
func (h *History) Redo(person string) *Step { return last(h.of(person).redo) }

func last(list []*Step) *Step {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// Undone notes that a person's last step was taken back.
func (h *History) Undone(person string, back map[string]Changes) {
	s := h.of(person)
	h.moved(person, &s.undo, &s.redo, back)
}

// Redone notes that it was made again.
func (h *History) Redone(person string, back map[string]Changes) {
	s := h.of(person)
	h.moved(person, &s.redo, &s.undo, back)
}

func (h *History) moved(person string, from, to *[]*Step, back map[string]Changes) {
	step := last(*from)
	if step == nil {
		return
	}
	*from = (*from)[:len(*from)-1]
	for file, c := range back {
		h.others(person, file, c.desc())
	}
	*to = append(*to, &Step{step.Label, step.At - 2*together, back}) // typing does not go on with it
}
