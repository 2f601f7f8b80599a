package inline

import (
	"crypto/sha256"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Phrases tells where Chinese phrases begin, so that headlines break between them (JLREQ
// 4.1.6). It is the BudouX algorithm: the sum of weights of the characters about a place,
// one, two or three at a time. It is safe for concurrent use.
type Phrases struct {
	data  []byte
	words Words
	sum   func() [sha256.Size]byte
	once  sync.Once
	model [len(features)]map[key]int
	base  int // half of all weights, which a place must outweigh
}

// key is up to three characters.
type key uint64

func keyOf(text []rune) (k key) {
	for _, r := range text {
		k = k<<21 | key(r)
	}
	return k
}

// NewPhrases returns the phrases of a BudouX model in JSON, which is read when first needed.
// A model that cannot be read knows none. words parts the words within phrases; nil: none are
// known.
func NewPhrases(model []byte, words Words) *Phrases {
	return &Phrases{data: model, words: words, sum: sumOf(model)}
}

// sumOf is a hash of what does not change, made when first asked for.
func sumOf(data []byte) func() [sha256.Size]byte {
	return sync.OnceValue(func() [sha256.Size]byte { return sha256.Sum256(data) })
}

// Digest is a hash of what they are read from.
func (p *Phrases) Digest() [sha256.Size]byte { return p.sum() }

func (p *Phrases) read() {
	for i := range p.model {
		p.model[i] = map[key]int{}
	}
	ok := plainModel(p.data, p.add)
	if !ok {
		p.readAny()
	}
}

// add takes up a weight of the model.
func (p *Phrases) add(feature, text string, weight int) {
	p.base += weight
	for i := range features {
		if features[i].name == feature {
			k := key(0)
			for _, r := range text {
				k = k<<21 | key(r)
			}
			p.model[i][k] = weight
		}
	}
}

// readAny reads a model of any form.
func (p *Phrases) readAny() {
	p.base = 0
	for i := range p.model {
		clear(p.model[i])
	}
	var model map[string]map[string]int
	if json.Unmarshal(p.data, &model) != nil {
		return
	}
	for feature, weights := range model {
		for text, w := range weights {
			p.add(feature, text, w)
		}
	}
}

// plainModel reads a model as BudouX writes it, {"UW1":{"版":12,…},…} without blanks and escapes,
// and tells whether it is one: what it has told of another does not count. A general reader takes
// as long for it as banxin takes for half a page.
func plainModel(data []byte, tell func(feature, text string, weight int)) bool {
	s := strings.TrimSpace(string(data))
	feature := ""
	for depth := 0; s != ""; {
		switch {
		case s[0] == '{' && depth < 2:
			depth++
			s = s[1:]
		case s[0] == '}' && depth > 0:
			depth--
			if s = s[1:]; depth == 0 {
				return s == ""
			}
			s = strings.TrimPrefix(s, ",")
		case s[0] == '"' && depth > 0:
			name, rest, ok := strings.Cut(s[1:], `":`)
			if !ok || strings.ContainsAny(name, `"\`) {
				return false
			}
			if s = rest; depth == 1 {
				feature = name
				continue
			}
			end := strings.IndexAny(s, ",}")
			if end < 0 {
				return false
			}
			w, err := strconv.Atoi(s[:end])
			if err != nil {
				return false
			}
			tell(feature, name, w)
			if s = s[end:]; s[0] == ',' {
				s = s[1:]
			}
		default:
			return false
		}
	}
	return false
}

// features are the characters a weight looks at: those from the place plus from, n of them.
var features = [...]struct {
	name    string
	from, n int
}{
	{"UW1", -3, 1}, {"UW2", -2, 1}, {"UW3", -1, 1}, {"UW4", 0, 1}, {"UW5", 1, 1}, {"UW6", 2, 1},
	{"BW1", -2, 2}, {"BW2", -1, 2}, {"BW3", 0, 2},
	{"TW1", -3, 3}, {"TW2", -2, 3}, {"TW3", -1, 3}, {"TW4", 0, 3},
}

// begins tells whether a phrase begins at text[i].
func (p *Phrases) begins(text []rune, i int) bool {
	p.once.Do(p.read)
	score := -p.base
	for k, f := range features {
		if a := i + f.from; a >= 0 && a+f.n <= len(text) {
			score += 2 * p.model[k][keyOf(text[a:a+f.n])]
		}
	}
	return score > 0
}

// longestName is how many characters in 《》 or “” are taken for a name.
const longestName = 14

// namesIn tells for every character of text whether a name goes on there: one of a list, and
// what stands in 《》 or “”.
func namesIn(text []rune, list []string) []bool {
	inside := make([]bool, len(text)+1)
	mark := func(from, to int) {
		for i := from + 1; i < to; i++ {
			inside[i] = true
		}
	}
	for i, r := range text {
		shut := map[rune]rune{'《': '》', '“': '”', '「': '」'}[r]
		for j := i + 1; shut != 0 && j < len(text) && j-i <= longestName+1; j++ {
			if text[j] == shut {
				mark(i, j+1)
				break
			}
		}
	}
	for _, name := range list {
		for i, n := 0, len([]rune(name)); n > 1 && i+n <= len(text); i++ {
			if string(text[i:i+n]) == name {
				mark(i, i+n)
			}
		}
	}
	return inside
}

// Parting is what a line's end parts.
type Parting uint8

const (
	Whole  Parting = iota // nothing
	Phrase                // words that belong together
	Word                  // a word of letters, or a figure and what it counts
)

// Parts tells what is parted where the line ends, which matters at the foot of a page.
// Without phrases only words are known.
func (sh *Shaped) Parts(l Line, p *Phrases) Parting {
	if l.To <= 0 || l.To >= len(sh.items) {
		return Whole
	}
	if sh.hyphenates(l.To) {
		return Word
	}
	var text []rune
	at := 0
	for i := max(l.To-4, 0); i < min(l.To+4, len(sh.items)); i++ {
		if i == l.To {
			at = len(text)
		}
		text = append(text, []rune(sh.source(i, i+1))...)
	}
	if at == 0 || at == len(text) || !unicode.In(text[at-1], unicode.L, unicode.N) || !unicode.In(text[at], unicode.L, unicode.N) {
		return Whole
	}
	a, b := text[at-1], text[at]
	switch {
	case unicode.IsDigit(a) && (unicode.IsDigit(b) || strings.ContainsRune(counters, b)), a < 0x2000 && b < 0x2000:
		return Word
	case p != nil && !p.begins(text, at):
		return Phrase
	}
	return Whole
}
