// Package lexicon knows some 140,000 words of Chinese and how common they are: to tell
// whether characters that meet make words, and where a line had better not end.
//
//	ends, cost := lexicon.Segment([]rune("博物馆试开放")) // [3 4 6]: 博物馆 试 开放
//
// The list is searched where it lies in the program: nothing is decoded at start, and a
// word costs a binary search. LICENSE.md says where it comes from.
package lexicon

import (
	_ "embed"
	"encoding/binary"
	"strings"
	"sync"
)

//go:generate go run banxin/cmd/internal/lexicon -o words.bin dict.txt

// words.bin holds, for words of one to MaxLen characters, how many there are (a uint32
// each), then for each length the words in order (big-endian UTF-16, all in the basic
// plane), and after them a byte a word: its cost.
//
//go:embed words.bin
var words string

const (
	// MaxLen is the length of the longest words, in characters.
	MaxLen = 8
	// Unit is the cost of one bit: costs are counted in eighths of a bit.
	Unit = 8
	// unknown is the cost of a character that is no word of the list.
	unknown = 26 * Unit
)

// section is where the words of one length lie.
type section struct{ keys, costs string }

var sections = index(words)

func index(data string) (out [MaxLen + 1]section) {
	at := 4 * MaxLen
	for n := 1; n <= MaxLen; n++ {
		count := int(binary.LittleEndian.Uint32([]byte(data[4*(n-1):])))
		keys := 2 * n * count
		out[n] = section{data[at : at+keys], data[at+keys : at+keys+count]}
		at += keys + count
	}
	return out
}

// Cost returns how rare a word is, in eighths of a bit of information: the logarithm of how
// seldom it stands among all words. ok is false for what is no word of the list.
func Cost(word []rune) (cost int, ok bool) {
	n := len(word)
	if n == 0 || n > MaxLen {
		return 0, false
	}
	var key [2 * MaxLen]byte
	for i, r := range word {
		if r < 0 || r > 0xFFFF {
			return 0, false
		}
		key[2*i], key[2*i+1] = byte(r>>8), byte(r)
	}
	s, k := sections[n], string(key[:2*n])
	lo, hi := 0, len(s.costs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch c := strings.Compare(s.keys[2*n*mid:2*n*(mid+1)], k); {
		case c == 0:
			return int(s.costs[mid]), true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// Has tells whether the characters are a word of the list.
func Has(word []rune) bool {
	_, ok := Cost(word)
	return ok
}

// Segment parts text into words, so that their costs are least together, and returns where
// each word ends and that sum. A character of no word stands alone, at the cost of a very
// rare one.
func Segment(text []rune) (ends []int, cost int) {
	n := len(text)
	best, from := make([]int, n+1), make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = -1
	}
	for start := range n {
		most := 1
		if start+1 < n && begins(text[start], text[start+1]) {
			most = min(MaxLen, n-start)
		}
		for end := start + 1; end <= start+most; end++ {
			c, ok := Cost(text[start:end])
			if !ok {
				if end-start > 1 {
					continue
				}
				c = unknown
			}
			if best[end] < 0 || best[start]+c < best[end] {
				best[end], from[end] = best[start]+c, start
			}
		}
	}
	for at := n; at > 0; at = from[at] {
		ends = append(ends, at)
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends, best[n]
}

// pairs has a bit for the first two characters of each word of two or more; some bits stand for
// several pairs.
var pairs = sync.OnceValue(func() *[1 << 14]uint64 {
	var set [1 << 14]uint64
	for n := 2; n <= MaxLen; n++ {
		for k := sections[n].keys; len(k) > 0; k = k[2*n:] {
			i := pair(rune(k[0])<<8|rune(k[1]), rune(k[2])<<8|rune(k[3]))
			set[i/64] |= 1 << (i % 64)
		}
	}
	return &set
})

func pair(a, b rune) uint32 { return (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 12 }

// begins tells whether a word may begin with two characters: most pairs of a text begin none,
// and need not be looked for.
func begins(a, b rune) bool {
	i := pair(a, b)
	return pairs()[i/64]&(1<<(i%64)) != 0
}
