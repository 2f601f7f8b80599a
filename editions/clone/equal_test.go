package clone

import (
	"reflect"
	"testing"
)

// TestEqual: two values made the same are equal, and so are a value and its copy; a change of any
// part makes them differ, as reflection has it.
func TestEqual(t *testing.T) {
	changes := []func(n *node){
		func(n *node) { n.Name = "" },
		func(n *node) { n.next = nil },
		func(n *node) { n.list[2] = n },
		func(n *node) { n.list = n.list[:3] },
		func(n *node) { n.words[1] = "丁" },
		func(n *node) { n.words = nil },
		func(n *node) { n.next.words = []string{} },
		func(n *node) { n.any = n },
		func(n *node) { n.any = node{} },
		func(n *node) { n.next.any.([]any)[2] = int8(3) },
		func(n *node) { n.next.any.([]any)[1] = node{words: []string{"戊"}} },
		func(n *node) { n.names["n"][0] = 2 },
		func(n *node) { n.names["m"] = []int{} },
		func(n *node) { delete(n.names, "m") },
		func(n *node) { n.names = nil },
		func(n *node) { n.File.data[0] = 'y' },
		func(n *node) { n.File = nil },
		func(n *node) { n.grid[0][0] = 3 },
		func(n *node) { n.number++ },
		func(n *node) {},
	}
	for i, change := range changes {
		a, b := made(), made()
		if c := Of(a); !Equal(a, b) || !Equal(a, c) || !Equal(a, a) {
			t.Fatal("what is equal is told apart")
		}
		change(b)
		if got, want := Equal(a, b), reflect.DeepEqual(a, b); got != want || Equal(b, a) != want {
			t.Errorf("change %d: equal %v, not %v", i, got, want)
		}
	}
	if Equal(made(), nil) || !Equal[node](nil, nil) {
		t.Error("nil is like a value")
	}
}
