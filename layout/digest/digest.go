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
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"math"
	"reflect"
	"slices"
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
	out   *bufio.Writer
	met   map[any]int
}

// New begins a digest.
func New(rules Rules) *Hash {
	h := sha256.New()
	return &Hash{rules: rules, hash: h, out: bufio.NewWriter(h), met: map[any]int{}}
}

// Add adds values. A function, a channel or the like in one that no rule is for panics.
func (h *Hash) Add(values ...any) {
	for _, v := range values {
		h.value(reflect.ValueOf(v))
	}
}

// Sum is the digest of what was added.
func (h *Hash) Sum() (s Sum) {
	h.out.Flush()
	h.hash.Sum(s[:0])
	return s
}

func (h *Hash) number(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	h.out.Write(b[:])
}

func (h *Hash) text(s string) {
	h.number(uint64(len(s)))
	io.WriteString(h.out, s)
}

func (h *Hash) value(v reflect.Value) {
	h.number(uint64(v.Kind()))
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.Bool:
		if v.Bool() {
			h.number(1)
		} else {
			h.number(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.number(math.Float64bits(v.Float()))
	case reflect.String:
		h.text(v.String())
	case reflect.Slice, reflect.Array:
		h.list(v)
	case reflect.Map:
		h.entries(v)
	case reflect.Struct:
		for i := range v.NumField() {
			h.value(v.Field(i))
		}
	case reflect.Interface:
		if !v.IsNil() {
			h.value(v.Elem())
		}
	case reflect.Pointer:
		h.pointer(v)
	default:
		panic(fmt.Sprintf("a %s has no digest", v.Type()))
	}
}

func (h *Hash) list(v reflect.Value) {
	h.number(uint64(v.Len()))
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		h.out.Write(v.Bytes())
		return
	}
	for i := range v.Len() {
		h.value(v.Index(i))
	}
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
		one.value(k)
		all = append(all, entry{one.Sum(), k})
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(string(a.key[:]), string(b.key[:])) })
	h.number(uint64(len(all)))
	for _, e := range all {
		h.out.Write(e.key[:])
		h.value(v.MapIndex(e.at))
	}
}

func (h *Hash) pointer(v reflect.Value) {
	h.text(v.Type().String())
	if v.IsNil() {
		h.number(0)
		return
	}
	v = reflect.NewAt(v.Type().Elem(), v.UnsafePointer()) // also what a field that is not exported holds may be asked
	n, again := h.met[v.Interface()]
	if !again {
		n = len(h.met) + 1
		h.met[v.Interface()] = n
	}
	h.number(uint64(n))
	if again {
		return
	}
	if rule := h.rules[v.Type()]; rule != nil {
		rule(h, v.Interface())
	} else if own, ok := v.Interface().(Digester); ok {
		sum := own.Digest()
		h.out.Write(sum[:])
	} else {
		h.value(v.Elem())
	}
}
