// Package tree reads HTML and XML into one plain tree, within limits and with the place
// of each node, for the readers of formats that are written in them.
//
//	root, err := tree.HTML(text, tree.Limits{})
//	root, err := tree.XML(text, tree.Limits{})
//
// Neither knows a network, a file or an entity but the named characters of HTML: nothing
// outside of the text can come in, and nothing in it can grow.
package tree

import (
	"errors"
	"strings"
)

// Node is an element, or characters when Name is empty. The root of a document has the
// name "#root"; a comment of HTML is "#comment", with its characters in it as raw ones.
type Node struct {
	Name   string // local name; of HTML in lower case
	Space  string // namespace of XML
	Attr   []Attr
	Text   string // of characters
	Kids   []*Node
	Parent *Node
	At     int  // offset of its first byte in the source
	Raw    bool // characters of script, style and the like, which no reader shows
	Goes   bool // HTML: goes on in a later node of the same name, whose Comes is set
	Comes  bool // HTML: comes from an earlier node: two halves of one element
}

// Attr is an attribute.
type Attr struct{ Space, Name, Value string }

// Limits bound a tree; zero fields stand for the defaults.
type Limits struct {
	Nodes int // default 1,000,000
	Depth int // default 400
}

func (l Limits) or() Limits {
	if l.Nodes == 0 {
		l.Nodes = 1_000_000
	}
	if l.Depth == 0 {
		l.Depth = 400
	}
	return l
}

// Errors of a text beyond the limits. What comes with them is what was read so far.
var (
	ErrNodes = errors.New("too many elements")
	ErrDepth = errors.New("elements nested too deep")
)

// Get returns the attribute with this local name, or "".
func (n *Node) Get(name string) string {
	v, _ := n.Lookup(name)
	return v
}

// Lookup returns the attribute with this local name.
func (n *Node) Lookup(name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// IsText tells whether the node is characters.
func (n *Node) IsText() bool { return n.Name == "" }

// Child returns the first child with this name, or nil.
func (n *Node) Child(name string) *Node {
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// All returns the descendants with this name, in document order, n itself left out; those
// inside one of that name are returned too.
func (n *Node) All(name string) []*Node {
	return n.Where(func(k *Node) bool { return k.Name == name })
}

// Where returns the descendants that hold, in document order.
func (n *Node) Where(holds func(*Node) bool) []*Node {
	var found []*Node
	n.Walk(func(k *Node) bool {
		if k != n && !k.IsText() && holds(k) {
			found = append(found, k)
		}
		return true
	})
	return found
}

// First returns the first descendant that holds, or nil.
func (n *Node) First(holds func(*Node) bool) *Node {
	for _, k := range n.Kids {
		if k.IsText() {
			continue
		}
		if holds(k) {
			return k
		}
		if f := k.First(holds); f != nil {
			return f
		}
	}
	return nil
}

// Named returns the first descendant with this name, or nil.
func (n *Node) Named(name string) *Node {
	return n.First(func(k *Node) bool { return k.Name == name })
}

// Walk visits n and what is in it, parents first; enter tells whether to go inside.
func (n *Node) Walk(enter func(*Node) bool) {
	if !enter(n) {
		return
	}
	for _, k := range n.Kids {
		k.Walk(enter)
	}
}

// String returns the characters inside, as they stand; raw ones are left out.
func (n *Node) String() string {
	var b strings.Builder
	n.Walk(func(k *Node) bool {
		if !k.Raw {
			b.WriteString(k.Text)
		}
		return true
	})
	return b.String()
}

// Line returns the characters inside in one line, white space made single spaces.
func (n *Node) Line() string {
	if n == nil {
		return ""
	}
	return strings.Join(strings.FieldsFunc(n.String(), IsSpace), " ")
}

// IsSpace tells whether HTML and XML take r for white space: an ideographic or a
// no-break space is a character like others.
func IsSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

// Within tells whether n is a or stands inside it.
func (n *Node) Within(a *Node) bool {
	for ; n != nil; n = n.Parent {
		if n == a {
			return true
		}
	}
	return false
}

// HasClass tells whether class is one of the words of the class attribute.
func (n *Node) HasClass(class string) bool {
	for _, c := range strings.Fields(n.Get("class")) {
		if c == class {
			return true
		}
	}
	return false
}

func (n *Node) add(k *Node) *Node {
	k.Parent = n
	n.Kids = append(n.Kids, k)
	return k
}
