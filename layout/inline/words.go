package inline

import (
	"slices"
	"strings"
)

// partWords parts the words of an annotated base, whose items begin at from, by half an
// em: where spaces are typed, else where its reading's words end, a syllable being a
// character. The word of another span before it is parted too, if that one has a reading.
// It tells whether each word has a reading.
func (w *shaper) partWords(from int) bool {
	words := strings.Fields(w.s.Ruby)
	if w.sh.wordReadings(w.s, words, from, len(w.sh.items)) == nil {
		w.partSyllables(words, from)
	}
	if w.sh.wordReadings(w.s, words, from, len(w.sh.items)) == nil {
		return false
	}
	for i := from; i < len(w.sh.items); i++ {
		if it := &w.sh.items[i]; it.class == space {
			it.class, it.width = zeroSpace, w.sh.runs[it.run].em/2
		}
	}
	if w.i > 0 && from > 0 && !w.sh.items[from-1].hidden() {
		if s := &w.p.Spans[w.i-1]; s.Ruby != "" && !zhuyin(s.Ruby) && s.Text != "" {
			w.insertGap(from)
		}
	}
	return true
}

// insertGap puts half an em before item i: a line may end there, it never opens.
func (w *shaper) insertGap(i int) {
	it := w.sh.items[i]
	gap := item{src: it.src, run: it.run, class: zeroSpace, flags: blank, width: w.sh.runs[it.run].em / 2}
	w.sh.items = slices.Insert(w.sh.items, i, gap)
	for k := range w.sh.shifts {
		if int(w.sh.shifts[k].item) >= i {
			w.sh.shifts[k].item++
		}
	}
}

// partSyllables parts a base without spaces where the words of its reading end, if it has
// as many ideographs as these have syllables. Where each word is one syllable the reading
// is by characters.
func (w *shaper) partSyllables(words []string, from int) {
	total := 0
	for _, word := range words {
		total += syllables(word)
	}
	for _, it := range w.sh.items[from:] {
		if it.class != han || it.flags&tail != 0 {
			return
		}
	}
	if total != len(w.sh.items)-from || len(words) == total {
		return
	}
	at := from
	for _, word := range words[:len(words)-1] {
		if at += syllables(word); at == from || at >= len(w.sh.items) || w.sh.items[at-1].hidden() {
			return // a word without a vowel
		}
		w.insertGap(at)
		at++
	}
}

// syllables counts those of a word in pinyin: its groups of vowels. An apostrophe parts
// those that meet (GB/T 16159).
func syllables(word string) (n int) {
	inside := false
	for _, r := range strings.ToLower(word) {
		vowel := strings.ContainsRune("aeiouüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜếề", r)
		if vowel && !inside {
			n++
		}
		inside = vowel
	}
	return n
}
