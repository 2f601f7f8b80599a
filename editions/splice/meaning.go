package splice

import (
	"slices"

	"banxin/editions"
)

// meaning is what a piece of YAML says, however it is written. A nil one says nothing.
type meaning struct {
	text  string
	items []*meaning
	keys  []string // of a mapping, one for each item
	shape editions.Shape
}

func meant(n *editions.Node) *meaning {
	if n == nil {
		return &meaning{}
	}
	m := &meaning{text: n.Text, shape: n.Shape}
	for _, item := range n.Items {
		m.items = append(m.items, meant(item))
	}
	for _, p := range n.Pairs {
		m.keys, m.items = append(m.keys, p.Key.Text), append(m.items, meant(p.Value))
	}
	return m
}

// same tells whether two pieces say the same in the same order.
func (m *meaning) same(o *meaning) bool {
	if m.shape != o.shape && len(m.items)+len(o.items) == 0 && m.text == "" && o.text == "" {
		return m.shape != editions.Sequence || o.shape != editions.Mapping // {} and nothing
	}
	return m.shape == o.shape && m.text == o.text && slices.Equal(m.keys, o.keys) && slices.EqualFunc(m.items, o.items, (*meaning).same)
}

// at finds what a path leads to, as far as it leads, and how many steps that are.
func (m *meaning) at(path []Step) (*meaning, int) {
	for n, s := range path {
		i := s.index
		if i < 0 {
			i = slices.IndexFunc(m.keys, func(k string) bool { return slices.Contains(s.names, k) })
		}
		if i < 0 || i >= len(m.items) {
			return m, n
		}
		m = m.items[i]
	}
	return m, len(path)
}

// put puts a value at a path.
func (m *meaning) put(name func(Step) string, v *meaning, path []Step) {
	at, n := m.at(path)
	for _, s := range path[n:] {
		next := &meaning{}
		at.shape, at.text = editions.Mapping, ""
		at.keys, at.items = append(at.keys, name(s)), append(at.items, next)
		at = next
	}
	*at = *v
}

// putAfter is put where n steps of the path are there and the key of the next comes after that of a
// place.
func (m *meaning) putAfter(name func(Step) string, v *meaning, after int, path []Step, n int) *meaning {
	at, _ := m.at(path[:n])
	if after+1 >= len(at.items) {
		m.put(name, v, path)
		return m
	}
	next := &meaning{}
	if n+1 < len(path) {
		next.put(name, v, path[n+1:])
	} else {
		*next = *v
	}
	at.shape = editions.Mapping
	at.keys, at.items = slices.Insert(at.keys, after+1, name(path[n])), slices.Insert(at.items, after+1, next)
	return m
}
