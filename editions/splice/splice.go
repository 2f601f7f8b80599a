// Package splice changes YAML that people have written: a key of edition.yaml, a template or the
// head of a story gets another value, and every other byte stays, comments and their order too.
//
//	d, err := splice.Open("editions/2026-10-20/edition.yaml", data)
//	err = d.Set(splice.Text("要闻"), splice.Key("版", "pages"), splice.At(0), splice.Key("模板", "template"))
//	data = d.Bytes() // or d.Edits(), in places of the file as it was opened
//
// What is written is read again before it counts: a change that would mean anything else than
// asked for, as in a file written in a way of its own, is an error, and nothing has changed.
package splice

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// ErrWritten says that a file is written in a way that has no place for a change.
var ErrWritten = errors.New("the file is written in a way that has no place for the change")

// Doc is a file that is being changed. A change that fails leaves it as it was.
type Doc struct {
	name   string
	pieces pieces
	text   []byte         // as it is now
	root   *editions.Node // of text; nil: the file has no YAML yet
	span   source.Span    // of the YAML
}

// Open reads the YAML of a file; of a story, *.md, that of its head.
func Open(name string, data []byte) (*Doc, error) {
	d := &Doc{name: name, pieces: whole(data), text: data}
	var found source.List
	d.root, d.span, found = editions.Outline(source.NewFile(name, data))
	if d.root == nil && !(strings.HasSuffix(name, ".md") && headless(data)) {
		return nil, fmt.Errorf("%w: %s", ErrWritten, first(found))
	}
	return d, nil
}

// headless tells whether a story has no head yet.
func headless(data []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(data, bom), []byte("\n"))
	return !strings.HasPrefix(strings.TrimSpace(string(line)), "-")
}

var bom = []byte("\xef\xbb\xbf")

func first(found source.List) string {
	if len(found) == 0 {
		return "it cannot be read"
	}
	return found[0].Pos.String() + ": " + found[0].Message.String()
}

// Bytes returns the file as it is now.
func (d *Doc) Bytes() []byte { return d.text }

// Name is the name of the file.
func (d *Doc) Name() string { return d.name }

// Edits are what has changed since Open, in its places.
func (d *Doc) Edits() []Edit { return d.pieces.edits() }

// Step leads from a mapping to the value of a key, or from a list to one of its items.
type Step struct {
	names []string // the first is written where there is none yet
	index int
	lines bool // a mapping that has to be begun below this key is written as lines
}

// Key leads to a value by its key; the other names mean the same.
func Key(name string, others ...string) Step {
	return Step{names: append([]string{name}, others...), index: -1}
}

// At leads to an item of a list, from 0.
func At(i int) Step { return Step{index: i} }

// known is the step of a key of the file formats.
func known(set, key string) Step { return Step{names: editions.Names(set, key), index: -1} }

// inLines is the step for which a mapping begins on a line of its own.
func (s Step) inLines() Step {
	s.lines = true
	return s
}

// of returns the place of the step in a node, -1 where it has none.
func (s Step) of(n *editions.Node) int {
	if s.index >= 0 {
		if n.Shape == editions.Sequence && s.index < len(n.Items) {
			return s.index
		}
		return -1
	}
	for i := range n.Pairs {
		for _, name := range s.names {
			if n.Pairs[i].Key.Text == name {
				return i
			}
		}
	}
	return -1
}

func (s Step) into(n *editions.Node, i int) *editions.Node {
	if s.index >= 0 {
		return n.Items[i]
	}
	return n.Pairs[i].Value
}

// Get returns what stands at a path; nil where nothing does.
func (d *Doc) Get(path ...Step) *editions.Node {
	n := d.root
	for _, s := range path {
		if n == nil {
			return nil
		}
		i := s.of(n)
		if i < 0 {
			return nil
		}
		n = s.into(n, i)
	}
	return n
}

// english tells whether the keys of the file are English words, so that a new one is too.
func (d *Doc) english() bool {
	if d.root == nil || len(d.root.Pairs) == 0 {
		return false
	}
	for _, p := range d.root.Pairs {
		if strings.ContainsFunc(p.Key.Text, func(r rune) bool { return r > 0x7f }) {
			return false
		}
	}
	return true
}

// called is how a step's key is written where it is new.
func (d *Doc) called(s Step) string {
	if d.english() {
		for _, n := range s.names {
			if !strings.ContainsFunc(n, func(r rune) bool { return r > 0x7f }) {
				return n
			}
		}
	}
	return s.names[0]
}

// change makes a change, reads what has come of it and takes it where it means what want says;
// want is handed what the file meant before, which it may change.
func (d *Doc) change(edits []Edit, want func(*meaning) *meaning) error {
	next := d.pieces.clone()
	for i := len(edits) - 1; i >= 0; i-- { // from the last, so that places hold
		next = next.apply(edits[i])
	}
	text := next.bytes()
	root, span, found := editions.Outline(source.NewFile(d.name, text))
	if root == nil {
		return fmt.Errorf("%w: %s", ErrWritten, first(found))
	}
	if want := want(meant(d.root)); !want.same(meant(root)) {
		return ErrWritten
	}
	d.pieces, d.text, d.root, d.span = next, text, root, span
	return nil
}
