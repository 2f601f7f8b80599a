package tree

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// XML reads a document that is UTF-8 already, whatever its declaration says. Elements
// that do not end, attributes without quotes and unknown entities are taken as they are.
// A text that ends early, or that is no XML from some place on, gives what was read and
// an error with the place.
func XML(text string, limits Limits) (*Node, error) {
	limits = limits.or()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &Node{Name: "#root"}
	at, depth, nodes := root, 0, 0
	for {
		offset := int(d.InputOffset())
		tok, err := d.Token()
		switch {
		case err == io.EOF && depth == 0:
			return root, nil
		case err != nil:
			return root, &CutError{At: int(d.InputOffset()), Err: err}
		}
		if nodes++; nodes > limits.Nodes {
			return root, ErrNodes
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > limits.Depth {
				return root, ErrDepth
			}
			at = at.add(element(tok, offset))
		case xml.EndElement:
			if at.Parent != nil {
				at, depth = at.Parent, depth-1
			}
		case xml.CharData:
			at.add(&Node{Text: string(tok), At: offset})
		}
	}
}

// CutError says where a text stops being XML or HTML: it ends too early, or is damaged.
type CutError struct {
	At  int // offset
	Err error
}

func (e *CutError) Error() string {
	return fmt.Sprintf("cut off or damaged at byte %d: %v", e.At, e.Err)
}

func element(tok xml.StartElement, at int) *Node {
	n := &Node{Name: tok.Name.Local, Space: tok.Name.Space, At: at}
	for _, a := range tok.Attr {
		n.Attr = append(n.Attr, Attr{a.Name.Space, a.Name.Local, a.Value})
	}
	return n
}
