package index

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"sync"
)

// Index answers questions. It is safe for concurrent use.
type Index struct {
	segments []*opened // newest first
}

// opened is the index of a month or a year.
type opened struct {
	segment
	read func(name string) ([]byte, error)
	*tables
}

// tables are what every question of a segment needs, read once.
type tables struct {
	mu      sync.Mutex
	ready   bool // what could not be read is tried again
	head    head
	names   names
	starts  []int // of all stories, rising
	edition []int // of each story: its number in head.Editions
	first   []int // of each edition: its first story
}

// Hit is a story that has all words of a question. One without an ID is the edition as a
// whole.
type Hit struct {
	Edition, Date string
	Story         Story
}

// Open reads which segments there are; what they hold is read when it is asked for. Segments
// that an index before it has too are taken from there, as far as they have been read; it
// may be nil.
func Open(read func(name string) ([]byte, error), before *Index) (*Index, error) {
	c, err := readContents(read)
	if err != nil {
		return nil, err
	}
	x := &Index{}
	for _, s := range c.Segments {
		x.segments = append(x.segments, before.segment(s, read))
	}
	return x, nil
}

// Load reads what every question needs, so that the first is answered as fast as the others.
func (x *Index) Load() error {
	for _, s := range x.segments {
		if err := s.load(); err != nil {
			return err
		}
	}
	return nil
}

// segment is one of the index, or a new one.
func (x *Index) segment(s segment, read func(name string) ([]byte, error)) *opened {
	if x != nil {
		for _, old := range x.segments {
			if old.segment == s {
				return &opened{s, read, old.tables}
			}
		}
	}
	return &opened{s, read, &tables{}}
}

// Find returns the stories that have all words of a question, newest edition first, in the
// order of the pages. A word that is said of the edition as a whole is taken as said by all
// its stories.
func (x *Index) Find(query string) ([]Hit, error) {
	terms := Terms(query)
	var hits []Hit
	if len(terms) == 0 {
		return nil, nil
	}
	for _, s := range x.segments {
		found, err := s.find(terms)
		if err != nil {
			return nil, fmt.Errorf("index: segment %s: %w", s.Path, err)
		}
		hits = append(hits, found...)
	}
	return hits, nil
}

// load reads what every question needs.
func (s *opened) load() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready {
		return nil
	}
	var head head
	var names names
	for _, f := range []struct {
		name string
		into any
	}{{"segment.json", &head}, {"stories.json", &names}} {
		data, err := s.read(s.Path + "/" + f.name)
		if err == nil {
			err = json.Unmarshal(data, f.into)
		}
		if err != nil {
			return err
		}
	}
	if err := s.number(head, names); err != nil {
		return err
	}
	s.head, s.names, s.ready = head, names, true
	return nil
}

// number holds the two files against each other, and numbers the stories.
func (t *tables) number(h head, n names) error {
	if h.Format != format || h.Version != version || h.Shards <= 0 || h.Shards&(h.Shards-1) != 0 || len(n) != len(h.Editions) {
		return errors.New("segment.json is not sound")
	}
	t.starts, t.edition, t.first = nil, nil, nil
	for i, e := range h.Editions {
		if len(e.Starts) != len(n[i]) {
			return errors.New("segment.json and stories.json are not of one segment")
		}
		t.first = append(t.first, len(t.starts))
		for range e.Starts {
			t.edition = append(t.edition, i)
		}
		t.starts = append(t.starts, e.Starts...)
	}
	if !slices.IsSorted(t.starts) {
		return errors.New("segment.json is not sound")
	}
	return nil
}

func (s *opened) find(terms [][]uint16) ([]Hit, error) {
	if err := s.load(); err != nil {
		return nil, err
	}
	var all []bool
	for _, t := range terms {
		have, err := s.stories(t)
		if err != nil {
			return nil, err
		}
		for i := range all {
			all[i] = all[i] && have[i]
		}
		if all == nil {
			all = have
		}
	}
	var hits []Hit
	for i, yes := range all {
		if yes {
			edition := s.head.Editions[s.edition[i]]
			hits = append(hits, Hit{edition.Name, edition.Date, s.names[s.edition[i]][i-s.first[s.edition[i]]]})
		}
	}
	return hits, nil
}

// stories tells of each story whether it has a term, itself or by what is said of its edition.
func (s *opened) stories(term []uint16) ([]bool, error) {
	places, err := s.places(term)
	if err != nil {
		return nil, err
	}
	have := make([]bool, len(s.starts))
	for _, p := range places {
		if i := sort.SearchInts(s.starts, int(p)+1) - 1; i >= 0 {
			have[i] = true
		}
	}
	for i, stories := range s.names {
		for k, story := range stories {
			if at := s.first[i] + k; story.ID == "" && have[at] {
				for j := range stories {
					have[s.first[i]+j] = true
				}
			}
		}
	}
	return have, nil
}

// places lists where a term begins; of one unit, in any order.
func (s *opened) places(term []uint16) ([]uint32, error) {
	if len(term) == 1 {
		sh, err := s.shard(term[0])
		if err != nil {
			return nil, err
		}
		return sh.beginning(term[0])
	}
	var lists []posting
	for at := 0; at < len(term); at += 2 {
		at = min(at, len(term)-2) // the last pair may share a character with the one before
		sh, err := s.shard(term[at])
		if err != nil {
			return nil, err
		}
		data, err := sh.of(uint32(term[at])<<16 | uint32(term[at+1]))
		if err != nil || len(data) == 0 {
			return nil, err
		}
		lists = append(lists, posting{uint32(at), data})
	}
	slices.SortStableFunc(lists, func(a, b posting) int { return cmp.Compare(len(a.data), len(b.data)) })
	places, err := lists[0].decode(nil)
	for _, l := range lists[1:] {
		if err == nil {
			places, err = l.keep(places)
		}
	}
	return places, err
}

// posting is the places of a pair, which stands so far into a term.
type posting struct {
	at   uint32
	data []byte
}

// decode appends where the term would begin.
func (p posting) decode(out []uint32) ([]uint32, error) {
	at := uint64(0)
	for data := p.data; len(data) > 0; {
		d, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, fmt.Errorf("a shard is damaged")
		}
		data = data[n:]
		if at += d; at >= uint64(p.at) {
			out = append(out, uint32(at)-p.at)
		}
	}
	return out, nil
}

// keep leaves those of rising places where this pair stands too.
func (p posting) keep(places []uint32) ([]uint32, error) {
	out, at := places[:0], uint64(0)
	for data := p.data; len(data) > 0 && len(places) > 0; {
		d, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, fmt.Errorf("a shard is damaged")
		}
		data = data[n:]
		at += d
		for len(places) > 0 && uint64(places[0])+uint64(p.at) < at {
			places = places[1:]
		}
		if len(places) > 0 && uint64(places[0])+uint64(p.at) == at {
			out = append(out, places[0])
			places = places[1:]
		}
	}
	return out, nil
}

// shard is a file of pairs.
type shard struct{ keys, places []byte }

func (s *opened) shard(unit uint16) (shard, error) {
	name := s.Path + "/" + shardName(int(unit)&(s.head.Shards-1))
	data, err := s.read(name)
	if err != nil {
		return shard{}, err
	}
	if len(data) < 4 || uint64(binary.LittleEndian.Uint32(data))*8 > uint64(len(data)-4) {
		return shard{}, fmt.Errorf("%s is damaged", name)
	}
	cut := 4 + 8*int(binary.LittleEndian.Uint32(data))
	return shard{data[4:cut], data[cut:]}, nil
}

func (s shard) len() int         { return len(s.keys) / 8 }
func (s shard) key(i int) uint32 { return binary.LittleEndian.Uint32(s.keys[8*i:]) }

// at returns the places of a pair by its number.
func (s shard) at(i int) ([]byte, error) {
	from, to := uint32(0), binary.LittleEndian.Uint32(s.keys[8*i+4:])
	if i > 0 {
		from = binary.LittleEndian.Uint32(s.keys[8*i-4:])
	}
	if from > to || uint64(to) > uint64(len(s.places)) {
		return nil, fmt.Errorf("a shard is damaged")
	}
	return s.places[from:to], nil
}

// of returns the places of a pair; none where it is not there.
func (s shard) of(key uint32) ([]byte, error) {
	i := sort.Search(s.len(), func(i int) bool { return s.key(i) >= key })
	if i == s.len() || s.key(i) != key {
		return nil, nil
	}
	return s.at(i)
}

// beginning lists the places of all pairs that begin with a unit.
func (s shard) beginning(unit uint16) ([]uint32, error) {
	var out []uint32
	i := sort.Search(s.len(), func(i int) bool { return s.key(i) >= uint32(unit)<<16 })
	for ; i < s.len() && uint16(s.key(i)>>16) == unit; i++ {
		data, err := s.at(i)
		if err == nil {
			out, err = posting{0, data}.decode(out)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
