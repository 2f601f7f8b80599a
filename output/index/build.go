package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"
)

// shardBytes is about how large a shard is: what a question reads for two characters, in a
// segment.
const shardBytes = 48 << 10

// builder makes a segment.
type builder struct {
	text  []uint16
	head  head
	names names
}

// add takes an edition in; editions come newest first.
func (b *builder) add(name, date string, stories []Story) {
	h := editionHead{Name: name, Date: date, Starts: []int{}}
	for _, s := range stories {
		h.Starts = append(h.Starts, len(b.text))
		b.text = append(Fold(b.text, s.Text), 0)
	}
	b.head.Editions = append(b.head.Editions, h)
	b.names = append(b.names, append([]Story{}, stories...))
}

// files makes the segment's files; path ends in a slash.
func (b *builder) files(path string) []File {
	b.head.Format, b.head.Version, b.head.Length = format, version, len(b.text)
	b.head.Shards = shards(len(b.text))
	files := []File{{path + "segment.json", encode(b.head)}, {path + "stories.json", encode(b.names)}}
	for i, data := range b.shards() {
		files = append(files, File{path + shardName(i), data})
	}
	return files
}

func shardName(i int) string { return fmt.Sprintf("%03x.bin", i) }

// shards is how many a text of so many units has. A pair takes about three bytes.
func shards(units int) int {
	n := min(max(1, (3*units+shardBytes-1)/shardBytes), 1024)
	return 1 << bits.Len(uint(n-1))
}

// shards makes the shards: how many pairs, each pair with the end of its places, places.
// All numbers are of 32 bits, little-endian; places are differences, in LEB128.
func (b *builder) shards() [][]byte {
	type shard struct{ keys, places []byte }
	out := make([]shard, b.head.Shards)
	sorted := b.sorted()
	for i := range out { // about what they take
		out[i].places = make([]byte, 0, 2*len(sorted)/len(out))
		out[i].keys = make([]byte, 0, 2*len(sorted)/len(out))
	}
	for from := 0; from < len(sorted); {
		first, second := b.text[sorted[from]], b.text[sorted[from]+1]
		s := &out[int(first)&(len(out)-1)]
		last, to := uint32(0), from
		for ; to < len(sorted); to++ {
			at := sorted[to]
			if b.text[at] != first || b.text[at+1] != second {
				break
			}
			s.places = binary.AppendUvarint(s.places, uint64(at-last))
			last = at
		}
		s.keys = binary.LittleEndian.AppendUint32(s.keys, uint32(first)<<16|uint32(second))
		s.keys = binary.LittleEndian.AppendUint32(s.keys, uint32(len(s.places)))
		from = to
	}
	files := make([][]byte, len(out))
	for i, s := range out {
		data := make([]byte, 0, 4+len(s.keys)+len(s.places))
		data = binary.LittleEndian.AppendUint32(data, uint32(len(s.keys)/8))
		files[i] = append(append(data, s.keys...), s.places...)
	}
	return files
}

// sorted lists the places of the text by their pairs, those of a pair rising: counted and
// laid out by the second character, then, in that order, by the first.
func (b *builder) sorted() []uint32 {
	var next [1<<16 + 1]uint32
	n := 0
	for i, u := range b.text {
		if u != 0 {
			next[b.text[i+1]+1]++
			n++
		}
	}
	sum(next[:])
	second, first := make([]uint32, n), make([]uint32, n)
	for i, u := range b.text {
		if u != 0 {
			k := b.text[i+1]
			second[next[k]] = uint32(i)
			next[k]++
		}
	}
	clear(next[:])
	for _, at := range second {
		next[int(b.text[at])+1]++
	}
	sum(next[:])
	for _, at := range second {
		k := b.text[at]
		first[next[k]] = at
		next[k]++
	}
	return first
}

// sum makes counts the sums of those before.
func sum(counts []uint32) {
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
}

func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("index: a document cannot be JSON: %v", err))
	}
	return append(data, '\n')
}
