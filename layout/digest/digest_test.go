package digest

import (
	"reflect"
	"testing"
)

type node struct {
	name  string
	next  *node
	names map[string]int
	any   any
	skip  *secret
}

type secret struct{ f func() }

type known struct{ n byte }

func (k *known) Digest() Sum { return Sum{k.n &^ 1} }

func sum(v any) Sum {
	h := New(Rules{reflect.TypeFor[*secret](): func(*Hash, any) {}})
	h.Add(v)
	return h.Sum()
}

// TestEqual: what is equal has one digest, be it made twice, with its map in another order,
// with what a rule leaves out.
func TestEqual(t *testing.T) {
	made := func() *node {
		n := &node{name: "a", names: map[string]int{}, any: []byte("x"), skip: &secret{func() {}}}
		for _, w := range []string{"c", "b", "a", "d", "e"} {
			n.names[w] = len(n.names) % 2
		}
		n.next = n
		return n
	}
	if a, b := made(), made(); sum(a) != sum(b) || sum(&known{2}) != sum(&known{3}) {
		t.Error("two digests")
	}
}

// TestDifferent: values that differ have digests that differ, also where their bytes in a row
// would be the same.
func TestDifferent(t *testing.T) {
	a, b := &node{name: "a"}, &node{name: "a"}
	seen := map[Sum]int{}
	for i, v := range []any{
		nil, "", "a", []byte("a"), []string{"a", "b"}, []string{"ab"}, []string{"ab", ""}, [2]string{"a", "b"},
		int8(1), uint8(1), true, 1.0, -1, a, &node{name: "b"}, node{name: "a"}, []*node{a, a}, []*node{a, b}, []*node{a, nil},
		map[string]int{"a": 1}, map[string]int{"a": 2}, map[string]int{"b": 1}, map[string]int{}, &node{any: 1}, &node{any: int8(1)},
		&node{any: any(nil)}, &known{2}, &known{4}, (*node)(nil), (*known)(nil),
	} {
		s := sum(v)
		if j, ok := seen[s]; ok {
			t.Errorf("values %d and %d have one digest", j, i)
		}
		seen[s] = i
	}
}

// TestFunction: what cannot be hashed is a fault of who asks.
func TestFunction(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a function has a digest")
		}
	}()
	sum(func() {})
}
