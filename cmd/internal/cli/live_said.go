package cli

import (
	"banxin/editions/source"
	"banxin/output/live"
)

// sentences are what was said in the last two editions, by the messages: what they say does not
// change. Most findings of an edition are those of the one before.
type sentences struct{ now, before map[message]live.Sentence }

// message is one by its id and by where its arguments are in memory, which stays theirs while it is
// remembered.
type message struct {
	id    string
	first *any
	n     int
}

// turn ends an edition.
func (s *sentences) turn() { s.before, s.now = s.now, nil }

// sentence says a message in both languages.
func (p *livePaper) sentence(m source.Message) live.Sentence {
	if m.ID == "" {
		return live.Sentence{}
	}
	key := message{id: m.ID, n: len(m.Args)}
	if key.n > 0 {
		key.first = &m.Args[0]
	}
	said, known := p.said.now[key]
	if known {
		return said
	}
	if said, known = p.said.before[key]; !known {
		said = live.Sentence{Zh: p.chinese.Msg(m), En: p.english.Msg(m)}
	}
	if p.said.now == nil {
		p.said.now = make(map[message]live.Sentence, len(p.said.before))
	}
	p.said.now[key] = said
	return said
}
