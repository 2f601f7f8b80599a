package inline

import (
	"crypto/sha256"
	"strings"
	"sync"

	"banxin/editions/atoms"
)

// Hyphens tells where Latin words may be parted: Liang's patterns, as TeX has them. It is
// safe for concurrent use.
type Hyphens struct {
	data     []byte
	sum      func() [sha256.Size]byte
	once     sync.Once
	patterns map[string]string // letters to the levels before each of them and at the end
	words    map[string]string // exceptions: the word with its hyphens
	longest  int
}

// NewHyphens returns the hyphens of a pattern file, which is read when first needed: a
// pattern or an exception a line, the latter with its hyphens or with = in front when it
// has none; % begins a comment.
func NewHyphens(patterns []byte) *Hyphens { return &Hyphens{data: patterns, sum: sumOf(patterns)} }

// Digest is a hash of what they are read from.
func (h *Hyphens) Digest() [sha256.Size]byte { return h.sum() }

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

// Fewest letters before and after a hyphen, and of a word that is parted at all: a fragment of
// two letters hardly fills a line and is hard to read.
const leftHyphen, rightHyphen, shortWord = 3, 3, 6

// points appends the offsets in word, which is of ASCII letters, at which it may be parted.
func (h *Hyphens) points(dst []int, word string) []int {
	word = strings.TrimSuffix(word, ".")
	if len(word) < shortWord || len(word) > 60 || word == strings.ToUpper(word) {
		return dst
	}
	h.once.Do(h.read)
	word = strings.ToLower(word)
	if e, ok := h.words[word]; ok {
		at := 0
		for _, part := range strings.Split(e, "-") {
			if at >= leftHyphen && at <= len(word)-rightHyphen {
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
// hyphen; at is where the text stands in the span. Words of small letters alone are parted:
// names have capitals, compounds their own hyphens, identifiers figures and signs, and titles
// are quoted as they are.
func (w *shaper) wordPoints(text string, at int) {
	w.points = w.points[:0]
	for _, s := range w.skips { // typed: at these alone
		if s.r == softHyphenSign {
			w.points = append(w.points, s.at)
		}
	}
	h := w.sh.book.Hyphens
	if len(w.points) > 0 || h == nil || len(text) < shortWord || atoms.IsAddress(text) || w.s.Italic {
		return
	}
	either := strings.Count(text, "/") == 1 && text[0] != '/' // two words; more are a path
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && !parts(text[j]) && !(either && text[j] == '/') {
			j++
		}
		if plainWord(text[i:j]) {
			n := len(w.points)
			w.points = h.points(w.points, text[i:j])
			for k := n; k < len(w.points); k++ {
				w.points[k] += i
			}
		}
		i = j + 1
	}
	if len(w.points) > 0 && w.quoted(at) {
		w.points = w.points[:0]
	}
}

// parts tells whether a sign parts words and belongs to none of them.
func parts(c byte) bool { return strings.IndexByte(",;:!?()[]{}\"'", c) >= 0 }

// plainWord tells whether text is a word of small letters, with a full stop behind it or not.
func plainWord(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && !(c == '.' && i == len(text)-1) {
			return false
		}
	}
	return text != ""
}

// quotedReach is how many bytes before a word its quotation mark may stand.
const quotedReach = 200

// quoted tells whether what stands at an offset of the span is in quotation marks or in 《》.
func (w *shaper) quoted(at int) bool {
	text := w.s.Text[max(at-quotedReach, 0):at]
	for _, pair := range [...]string{"“”", "《》", "「」"} {
		if strings.Contains(text, pair[:3]) && strings.LastIndex(text, pair[:3]) > strings.LastIndex(text, pair[3:]) {
			return true
		}
	}
	return strings.Count(text, `"`)%2 == 1
}

// address lets the address that stands between two offsets of the paragraph's text be broken
// at its own points: behind a solidus, before other marks, never with a hyphen (clreq 3.2.4; no
// mark ends a line that a reader could take for the address's end); before . - _ ~, inside a
// name of it, only where the line would else be all too loose.
func (w *shaper) address(from, to int) {
	text := w.p.text()[from:to]
	for i := w.sh.at(uint32(from)); i < len(w.sh.items); i++ {
		it := &w.sh.items[i]
		k := int(it.src) - from
		if k >= len(text) {
			if strings.HasSuffix(text, "/") && !w.sh.book.start.has(it.class) && !it.hidden() {
				it.flags |= part // its solidus is not that of Chinese text, which ends no line
			}
			return
		}
		if it.flags&tail != 0 || k <= 0 {
			continue
		}
		switch a, b := text[k-1], text[k]; {
		case strings.IndexByte(".-_~", b) >= 0 && a != '/':
			it.flags |= part
			w.sh.bind(int32(i), addressed)
		case a == '/' && b != '/', strings.IndexByte("?&=#%@", b) >= 0 && a != '/', a == ':' && b != '/':
			it.flags |= part
			w.sh.bind(int32(i), webbed)
		default:
			it.flags |= keep
		}
	}
}
