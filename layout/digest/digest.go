// Package digest makes hashes of values by what they hold: of equal values equal ones.
//
//	h := digest.New(digest.Rules{reflect.TypeFor[*os.File](): func(h *digest.Hash, v any) { … }})
//	h.Add(story, slot)
//	sum := h.Sum()
//
// All fields count, those that are not exported too, so that a new one cannot be forgotten.
// A digest is good for one version of the program.
package digest

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"reflect"
	"slices"
	"unsafe"
)

// Sum is a digest.
type Sum = [sha256.Size]byte

// Digester is a value that knows its own digest; pointers to it are hashed by that.
type Digester interface{ Digest() Sum }

// Rules say how pointers of some types are hashed, instead of field by field.
type Rules map[reflect.Type]func(h *Hash, v any)

// Hash is a digest in the making. Types and lengths go before what they are of; what a
// pointer met before is named by its number, so that cycles end.
type Hash struct {
	rules Rules
	hash  hash.Hash
	out   []byte // not hashed yet
	met   map[pointer]int
}

// pointer is one by its type too: a struct and its first field have one address.
type pointer struct {
	of reflect.Type
	at unsafe.Pointer
}

// New begins a digest.
func New(rules Rules) *Hash {
	return &Hash{rules: rules, hash: sha256.New(), met: map[pointer]int{}}
}

// Add adds values. A function, a channel or the like in one that no rule is for panics.
func (h *Hash) Add(values ...any) {
	for _, v := range values {
		if v == nil {
			h.number(uint64(reflect.Invalid))
			continue
		}
		h.boxed(reflect.ValueOf(v))
	}
}

// boxed adds what an interface holds.
func (h *Hash) boxed(v reflect.Value) {
	box := reflect.New(v.Type())
	box.Elem().Set(v)
	writerOf(v.Type())(h, box.UnsafePointer())
}

// Sum is the digest of what was added.
func (h *Hash) Sum() (s Sum) {
	h.flush()
	h.hash.Sum(s[:0])
	return s
}

// much is how many bytes are hashed at once.
const much = 4 << 10

func (h *Hash) flush() {
	h.hash.Write(h.out)
	h.out = h.out[:0]
}

func (h *Hash) room(n int) {
	if h.out == nil {
		h.out = make([]byte, 0, much)
	}
	if len(h.out)+n > cap(h.out) {
		h.flush()
	}
}

func (h *Hash) number(n uint64) {
	h.room(8)
	h.out = binary.LittleEndian.AppendUint64(h.out, n)
}

func (h *Hash) bytes(data []byte) {
	if h.room(len(data)); len(data) > cap(h.out) {
		h.hash.Write(data)
		return
	}
	h.out = append(h.out, data...)
}

func (h *Hash) text(s string) {
	h.number(uint64(len(s)))
	h.bytes(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// entries are those of a map in the order of their keys' digests.
func (h *Hash) entries(v reflect.Value) {
	type entry struct {
		key Sum
		at  reflect.Value
	}
	all := make([]entry, 0, v.Len())
	for _, k := range v.MapKeys() {
		one := New(h.rules)
		one.boxed(k)
		all = append(all, entry{one.Sum(), k})
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(string(a.key[:]), string(b.key[:])) })
	h.number(uint64(len(all)))
	for _, e := range all {
		h.bytes(e.key[:])
		h.boxed(v.MapIndex(e.at))
	}
}

// pointer adds what a pointer of type t leads to.
func (h *Hash) pointer(t reflect.Type, name string, to writer, at unsafe.Pointer) {
	h.text(name)
	if at == nil {
		h.number(0)
		return
	}
	n, again := h.met[pointer{t, at}]
	if !again {
		n = len(h.met) + 1
		h.met[pointer{t, at}] = n
	}
	h.number(uint64(n))
	if again {
		return
	}
	if rule := h.rules[t]; rule != nil {
		rule(h, reflect.NewAt(t.Elem(), at).Interface()) // also what a field that is not exported holds may be asked
	} else if t.Implements(digester) {
		sum := reflect.NewAt(t.Elem(), at).Interface().(Digester).Digest()
		h.bytes(sum[:])
	} else {
		to(h, at)
	}
}

var digester = reflect.TypeFor[Digester]()
