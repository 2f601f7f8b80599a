package clone

import (
	"reflect"
	"testing"
)

type file struct{ data []byte }

type node struct {
	Name   string
	next   *node
	list   []*node
	words  []string
	any    any
	names  map[string][]int
	File   *file
	grid   [2][]int
	number int
}

func made() *node {
	f := &file{[]byte("x")}
	a := &node{Name: "a", words: []string{"甲", "乙"}, names: map[string][]int{"n": {1}, "m": nil}, File: f, grid: [2][]int{{1}, nil}, number: 7}
	b := &node{Name: "b", any: []any{a, node{words: []string{"丙"}}, 3, nil}, File: f}
	a.next, a.list = b, []*node{b, a, nil, b}
	return a
}

// TestOf: a copy is equal to what it is of, has in common within itself what that has, and nothing
// with it but what is shared.
func TestOf(t *testing.T) {
	was, same := made(), made()
	c := Of(was, reflect.TypeFor[*file]())
	if !reflect.DeepEqual(c, same) {
		t.Fatal("the copy is another")
	}
	if c == was || c.next == was.next || c.list[1] != c || c.list[0] != c.next || c.next.any.([]any)[0] != c {
		t.Error("pointers lead elsewhere")
	}
	if c.File != was.File {
		t.Error("what is shared is copied")
	}
	c.Name, c.words[0], c.names["n"][0], c.grid[0][0], c.next.Name, c.list[2] = "", "", 0, 0, "", c
	c.names["new"] = nil
	c.next.any.([]any)[1].(node).words[0] = ""
	if !reflect.DeepEqual(was, same) {
		t.Error("a change of the copy changes what it is of")
	}
}

func TestFunction(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a function is copied")
		}
	}()
	Of(&struct{ f func() }{func() {}})
}
