package inline

import (
	"crypto/sha256"
	"strings"
	"sync"
)

// Hyphens tells where Latin words may be parted: Liang's patterns, as TeX has them. It is
// safe for concurrent use.
type Hyphens struct {
	data     []byte
	once     sync.Once
	patterns map[string]string // letters to the levels before each of them and at the end
	words    map[string]string // exceptions: the word with its hyphens
	longest  int
}

// NewHyphens returns the hyphens of a pattern file, which is read when first needed: a
// pattern or an exception a line, the latter with its hyphens or with = in front when it
// has none; % begins a comment.
func NewHyphens(patterns []byte) *Hyphens { return &Hyphens{data: patterns} }

// Digest is a hash of what they are read from.
func (h *Hyphens) Digest() [sha256.Size]byte { return sha256.Sum256(h.data) }

func (h *Hyphens) read() {
	h.patterns, h.words = map[string]string{}, map[string]string{}
	for line := range strings.Lines(string(h.data)) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "%")
		switch {
		case line == "":
		case strings.ContainsAny(line, "-="):
			word := strings.TrimPrefix(line, "=")
			h.words[strings.ReplaceAll(word, "-", "")] = word
		default:
			letters, levels := pattern(line)
			h.patterns[letters] = levels
			h.longest = max(h.longest, len(letters))
		}
	}
}

// pattern parts "a1bc2" into "abc" and the levels "0102".
func pattern(s string) (letters, levels string) {
	var b, l strings.Builder
	level := byte('0')
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			level = s[i]
			continue
		}
		b.WriteByte(s[i])
		l.WriteByte(level)
		level = '0'
	}
	l.WriteByte(level)
	return b.String(), l.String()
}

// Fewest letters before and after a hyphen, and of a word that is parted at all.
const leftHyphen, rightHyphen, shortWord = 2, 3, 5

// points appends the offsets in word, which is of ASCII letters, at which it may be parted.
func (h *Hyphens) points(dst []int, word string) []int {
	if len(word) < shortWord || len(word) > 60 || word == strings.ToUpper(word) {
		return dst
	}
	h.once.Do(h.read)
	word = strings.ToLower(word)
	if e, ok := h.words[word]; ok {
		at := 0
		for _, part := range strings.Split(e, "-") {
			if at > 0 {
				dst = append(dst, at)
			}
			at += len(part)
		}
		return dst
	}
	return h.liang(dst, "."+word+".")
}

// liang appends the points of a word between full stops: the places where the highest
// level of all patterns that match there is odd.
func (h *Hyphens) liang(dst []int, word string) []int {
	var levels [64]byte
	for i := range len(word) {
		for j := i + 1; j <= min(len(word), i+h.longest); j++ {
			for k, l := range []byte(h.patterns[word[i:j]]) {
				levels[i+k] = max(levels[i+k], l)
			}
		}
	}
	for at := leftHyphen; at <= len(word)-2-rightHyphen; at++ {
		if levels[at+1]&1 == 1 && levels[at+1] > '0' {
			dst = append(dst, at)
		}
	}
	return dst
}

// wordPoints fills in w.points with the offsets in text at which a line may end with a
// hyphen: inside the words of letters that are no part of an address.
func (w *shaper) wordPoints(text string) {
	w.points = w.points[:0]
	for _, s := range w.skips { // typed: at these alone
		if s.r == softHyphenSign {
			w.points = append(w.points, s.at)
		}
	}
	if len(w.points) > 0 {
		return
	}
	h := w.sh.book.Hyphens
	if h == nil || isAddress(text) {
		return
	}
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && (text[j]|0x20) >= 'a' && (text[j]|0x20) <= 'z' {
			j++
		}
		if j > i {
			n := len(w.points)
			w.points = h.points(w.points, text[i:j])
			for k := n; k < len(w.points); k++ {
				w.points[k] += i
			}
			i = j
			continue
		}
		i++
	}
}

// isAddress tells whether text is an address on the web or of a mailbox.
func isAddress(text string) bool {
	return strings.Contains(text, "://") || strings.HasPrefix(text, "www.") || strings.Contains(text, "@")
}

// addressBreaks lets the address in the items from start on be broken at its own points:
// behind a solidus, before other marks, never with a hyphen (clreq 3.2.4; no mark ends a
// line that a reader could take for the address's end).
func (w *shaper) addressBreaks(start int, text string, at int) {
	if !isAddress(text) {
		return
	}
	base := w.base + uint32(at)
	for i := start + 1; i < len(w.sh.items); i++ {
		it := &w.sh.items[i]
		k := int(it.src - base)
		if it.flags&tail != 0 || k <= 0 || k >= len(text) {
			continue
		}
		switch a, b := text[k-1], text[k]; {
		case a == '/' && b != '/', strings.IndexByte(".?&=#_~%@", b) >= 0 && a != '/', a == ':' && b != '/':
			it.flags |= part
		default:
			it.flags |= keep
		}
	}
}
