package editions

import (
	"regexp"
	"slices"

	"banxin/editions/source"
)

// Shape is the kind of a piece of YAML.
type Shape uint8

const (
	Blank  Shape = iota // nothing written, or null
	Scalar              // a text, a number, a word
	Sequence
	Mapping
)

// Node is a piece of the YAML of a file as it is written, for programs that change the file where
// it stands.
type Node struct {
	Shape  Shape
	Text   string      // of a Scalar, as meant
	Span   source.Span // all of it: quotes, brackets and braces counted, the sign of a text of lines not
	Flow   bool        // it is written in brackets or braces
	Lines  bool        // a Scalar that is written as lines of its own, after | or >
	Quoted bool
	Items  []*Node
	Pairs  []Member
}

// Member is a key with its value.
type Member struct{ Key, Value *Node }

// Outline reads the YAML of a file as it is written: all of it or, of a story (*.md), what stands
// between the lines of hyphens. It is nil, with the findings that say why, where it cannot be read
// as it stands, without anything mended; span is where the YAML stands.
func Outline(file *source.File) (root *Node, span source.Span, found source.List) {
	d := &desk{}
	if isStory(file.Name) {
		if d.readable(file) != file {
			return nil, span, d.found
		}
		d.account = &Account{}
		if span, _ = d.split(file); span.End == span.Start || len(d.found) > 0 {
			return nil, span, d.found
		}
		if v := d.readYAML(file, span); v != nil && len(d.guessed) == 0 {
			root = v.node()
		}
		return root, span, d.found
	}
	span = source.Span{End: len(file.Data)}
	if v := d.yaml(file); v != nil && v.file == file && !slices.ContainsFunc(d.found, func(f source.Finding) bool { return f.Code == "SRC-YAML" }) && len(d.guessed) == 0 {
		root = v.node()
	}
	return root, span, d.found
}

func isStory(name string) bool { return len(name) > 3 && name[len(name)-3:] == ".md" }

// node is a value for programs that change it.
func (v *value) node() *Node {
	n := &Node{Shape: Shape(v.shape), Text: v.text, Span: v.span}
	switch data := v.file.Data; {
	case v.shape == scalar && v.block:
		n.Lines = true
	case v.shape == scalar && v.span.Start > 0 && v.quoted:
		n.Quoted = true
		n.Span = quotation(data, v.span.Start-1)
	case v.shape == empty:
		n.Span.End += len(nullWord.Find(data[v.span.Start:]))
	}
	if v.flow.End > v.flow.Start {
		n.Flow, n.Span = true, v.flow
	}
	for _, item := range v.items {
		n.Items = append(n.Items, item.node())
	}
	for _, p := range v.pairs {
		n.Pairs = append(n.Pairs, Member{p.key.node(), p.value.node()})
	}
	return n
}

var nullWord = regexp.MustCompile(`^(?:null|Null|NULL|~)`)

// quotation is the place of a quoted text that begins at an offset, with its quotes.
func quotation(data []byte, at int) source.Span {
	quote := data[at]
	for i := at + 1; i < len(data); i++ {
		switch {
		case quote == '"' && data[i] == '\\', quote == '\'' && data[i] == quote && i+1 < len(data) && data[i+1] == quote:
			i++
		case data[i] == quote:
			return source.Span{Start: at, End: i + 1}
		}
	}
	return source.Span{Start: at, End: len(data)}
}

// Names are the words that a key may be written as, the Chinese one first, by the mapping and the
// English name under which [Keys] lists it.
func Names(set, key string) []string {
	i := slices.IndexFunc(keySets, func(s keySet) bool { return s.name == set })
	if i >= 0 {
		if j := slices.IndexFunc(keySets[i].words, func(w word) bool { return w.en == key }); j >= 0 {
			w := keySets[i].words[j]
			return slices.DeleteFunc([]string{w.zh, w.en, w.or}, func(s string) bool { return s == "" })
		}
	}
	panic("editions: no key is called " + set + "." + key)
}
