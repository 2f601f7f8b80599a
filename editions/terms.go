package editions

// term is a word of the files with what it stands for.
type term[T any] struct {
	word
	means T
}

// wordsOf are terms as words, for what does not ask what they mean.
func wordsOf[T any](terms []term[T]) []word {
	out := make([]word, len(terms))
	for i, t := range terms {
		out[i] = t.word
	}
	return out
}

// termOf is the term that a name is of; nil where there is none.
func termOf[T any](terms []term[T], name string) *term[T] {
	for i := range terms {
		if terms[i].is(name) {
			return &terms[i]
		}
	}
	return nil
}

// meaning takes a value that is one of some terms, and says what it means.
func meaning[T any](d *desk, v *value, terms []term[T], words []word, otherwise T) T {
	if i := d.choice(v, words, -1); i >= 0 {
		return terms[i].means
	}
	return otherwise
}

// chosen takes one of words and returns the English one; "" where none is said.
func (d *desk) chosen(v *value, words []word) string {
	if i := d.choice(v, words, -1); i >= 0 {
		return words[i].en
	}
	return ""
}
