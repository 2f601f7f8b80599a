package compare

import (
	"fmt"
	"unicode"
)

// lineMap finds the lines that characters of a story's parts stand on. Spaces are not
// counted: lines lose those at their ends.
type lineMap struct {
	story *Story
	start []int          // of each part: its first character among those of its block
	lines map[string]run // of each block
}

// run are lines of a block, which characters they begin with, and how many they hold:
// fewer than the block where it found no room.
type run struct {
	lines, from []int
	end         int
}

// blockKey names a block as lines and parts know it.
func blockKey(role string, block int) string {
	if block < 0 {
		return role
	}
	return fmt.Sprint(block)
}

func mapLines(s *Story) *lineMap {
	m := &lineMap{story: s, start: make([]int, len(s.Parts)), lines: map[string]run{}}
	count := map[string]int{}
	for i, p := range s.Parts {
		if p.Role == Picture {
			continue
		}
		k := blockKey(p.Role, p.Block)
		m.start[i] = count[k]
		count[k] += characters(p.Text)
	}
	clear(count)
	for i, l := range s.Lines {
		if l.Role == Picture {
			continue
		}
		k := blockKey(l.Role, l.Block)
		r := m.lines[k]
		r.lines, r.from = append(r.lines, i), append(r.from, count[k])
		count[k] += characters(l.Text)
		r.end = count[k]
		m.lines[k] = r
	}
	return m
}

// of returns the lines, by index, with the characters from one offset of a part to
// another, or, where those are none, the line that the character before them stands on.
// There are none of text that found no room.
func (m *lineMap) of(part, from, to int) []int {
	p := m.story.Parts[part]
	if p.Role == Picture {
		return m.picture(p.Block)
	}
	r := m.lines[blockKey(p.Role, p.Block)]
	first := m.start[part] + printed(p.Text, from)
	last := max(m.start[part]+printed(p.Text, to)-1, first)
	if from == to && first > m.start[part] {
		first, last = first-1, first-1
	}
	var out []int
	for i, at := range r.from {
		next := r.end
		if i+1 < len(r.from) {
			next = r.from[i+1]
		}
		if at <= last && first < next {
			out = append(out, r.lines[i])
		}
	}
	return out
}

// picture returns the place of a picture among the lines.
func (m *lineMap) picture(block int) []int {
	for i, l := range m.story.Lines {
		if l.Role == Picture && l.Block == block {
			return []int{i}
		}
	}
	return nil
}

// printed counts the characters before an offset that are no spaces.
func printed(s string, offset int) (n int) {
	i := 0
	for _, r := range s {
		if i == offset {
			break
		}
		if i++; !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
