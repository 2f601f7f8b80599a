package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/maphash"
	"unicode/utf8"
)

// Digest identifies a copy by what it says, not by its bytes: letters and figures only.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(letters(text)))
	return hex.EncodeToString(sum[:8])
}

// Likeness finds which of many texts says most of what another says. Looking a text up takes
// time in proportion to its length, however many there are. The zero value knows none.
//
//	var known intake.Likeness
//	known.Add(story)
//	i, percent := known.Nearest(copy)
type Likeness struct {
	seed  maphash.Seed
	at    map[uint64]owners
	sizes []int // how many shingles each text has
}

// owners are the texts that have a shingle: most have one.
type owners struct {
	first int32
	more  []int32
}

// Add adds a text; they count from 0.
func (l *Likeness) Add(text string) {
	if l.at == nil {
		l.at, l.seed = map[uint64]owners{}, maphash.MakeSeed()
	}
	i := int32(len(l.sizes))
	own := shingles(l.seed, text)
	for s := range own {
		if o, ok := l.at[s]; ok {
			o.more = append(o.more, i)
			l.at[s] = o
		} else {
			l.at[s] = owners{first: i}
		}
	}
	l.sizes = append(l.sizes, len(own))
}

// Nearest returns the text that says most of what another says, and how much that is in
// percent: how many of the runs of five letters of the shorter stand in the other. Without
// any in common it returns -1 and 0.
func (l *Likeness) Nearest(text string) (best, percent int) {
	best = -1
	if l.at == nil {
		return
	}
	own := shingles(l.seed, text)
	common := make([]int, len(l.sizes))
	for s := range own {
		if o, ok := l.at[s]; ok {
			common[o.first]++
			for _, i := range o.more {
				common[i]++
			}
		}
	}
	for i, n := range common {
		less, more := min(len(own), l.sizes[i]), max(len(own), l.sizes[i])
		if n == 0 {
			continue
		}
		if p := n * 100 / max(less, more*2/3); p > percent {
			best, percent = i, p
		}
	}
	return best, percent
}

// Similar tells how much two texts say the same, in percent.
func Similar(a, b string) int {
	var l Likeness
	l.Add(b)
	_, percent := l.Nearest(a)
	return percent
}

// shingles are the runs of five letters of a text, by their hashes.
func shingles(seed maphash.Seed, text string) map[uint64]bool {
	s := letters(text)
	out := make(map[uint64]bool, len(s)/3)
	var starts [5]int // of the last letters
	n := 0
	for i, r := range s {
		starts[n%5] = i
		if n++; n >= 5 {
			out[maphash.String(seed, s[starts[n%5]:i+utf8.RuneLen(r)])] = true
		}
	}
	return out
}
