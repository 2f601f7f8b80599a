package clone

import (
	"fmt"
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// Equal tells whether two pointers lead to values that are equal by what they hold, as
// reflect.DeepEqual does, but for functions and channels, which panic unless they are nil. What
// both lead to is not looked at, so that a value is soon compared with another that has most
// things in common with it.
func Equal[T any](a, b *T) bool {
	c := &comparison{met: map[pair]bool{}}
	x, y := unsafe.Pointer(a), unsafe.Pointer(b)
	return equalOf(reflect.TypeFor[*T]())(c, unsafe.Pointer(&x), unsafe.Pointer(&y))
}

// comparison is one in the making: pairs of pointers that have been met are taken for equal,
// so that cycles end.
type comparison struct{ met map[pair]bool }

type pair struct {
	of   reflect.Type
	a, b unsafe.Pointer
}

// equal compares the values at two addresses.
type equal func(c *comparison, a, b unsafe.Pointer) bool

// equals are those made so far, by type, as owners are.
var equals sync.Map

func equalOf(t reflect.Type) equal {
	if e, ok := equals.Load(t); ok {
		return e.(equal)
	}
	var once sync.Once
	var made equal
	later := equal(func(c *comparison, a, b unsafe.Pointer) bool { // for types that hold themselves
		once.Do(func() { made = makeEqual(t) })
		return made(c, a, b)
	})
	e, _ := equals.LoadOrStore(t, later)
	return e.(equal)
}

// octets tells whether values of a type are equal when their bytes are: numbers, and what is
// made of nothing else, without gaps.
func octets(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	case reflect.Array:
		return octets(t.Elem())
	case reflect.Struct:
		var size uintptr
		for i := range t.NumField() {
			if f := t.Field(i); !octets(f.Type) || f.Offset != size {
				return false
			} else {
				size += f.Type.Size()
			}
		}
		return size == t.Size()
	}
	return false
}

func sameOctets(a, b unsafe.Pointer, n uintptr) bool {
	return string(unsafe.Slice((*byte)(a), n)) == string(unsafe.Slice((*byte)(b), n))
}

func makeEqual(t reflect.Type) equal {
	if size := t.Size(); octets(t) {
		return func(_ *comparison, a, b unsafe.Pointer) bool { return sameOctets(a, b, size) }
	}
	switch t.Kind() {
	case reflect.Float32:
		return func(_ *comparison, a, b unsafe.Pointer) bool { return *(*float32)(a) == *(*float32)(b) }
	case reflect.Float64:
		return func(_ *comparison, a, b unsafe.Pointer) bool {
			x, y := *(*float64)(a), *(*float64)(b)
			return x == y || math.IsNaN(x) && math.IsNaN(y)
		}
	case reflect.String:
		return func(_ *comparison, a, b unsafe.Pointer) bool { return *(*string)(a) == *(*string)(b) }
	case reflect.Array:
		one, size, n := equalOf(t.Elem()), t.Elem().Size(), t.Len()
		return func(c *comparison, a, b unsafe.Pointer) bool { return eachEqual(c, one, a, b, size, n) }
	case reflect.Struct:
		return structEqual(t)
	case reflect.Slice:
		return sliceEqual(t)
	case reflect.Map:
		return mapEqual(t)
	case reflect.Interface:
		return func(c *comparison, a, b unsafe.Pointer) bool {
			return c.boxed(reflect.NewAt(t, a).Elem(), reflect.NewAt(t, b).Elem())
		}
	case reflect.Pointer:
		return pointerEqual(t)
	}
	return func(_ *comparison, a, b unsafe.Pointer) bool {
		if *(*unsafe.Pointer)(a) == nil && *(*unsafe.Pointer)(b) == nil {
			return true
		}
		panic(fmt.Sprintf("a %s cannot be compared", t))
	}
}

func eachEqual(c *comparison, one equal, a, b unsafe.Pointer, size uintptr, n int) bool {
	for i := range n {
		if !one(c, unsafe.Add(a, uintptr(i)*size), unsafe.Add(b, uintptr(i)*size)) {
			return false
		}
	}
	return true
}

func structEqual(t reflect.Type) equal {
	type field struct {
		equal equal
		at    uintptr
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		fields = append(fields, field{equalOf(f.Type), f.Offset})
	}
	return func(c *comparison, a, b unsafe.Pointer) bool {
		for _, f := range fields {
			if !f.equal(c, unsafe.Add(a, f.at), unsafe.Add(b, f.at)) {
				return false
			}
		}
		return true
	}
}

func sliceEqual(t reflect.Type) equal {
	one, size, flat := equalOf(t.Elem()), t.Elem().Size(), octets(t.Elem())
	return func(c *comparison, a, b unsafe.Pointer) bool {
		x, y := *(*[]struct{})(a), *(*[]struct{})(b) // the heads of any slices
		n, first, second := len(x), *(*unsafe.Pointer)(a), *(*unsafe.Pointer)(b)
		switch {
		case n != len(y) || (x == nil) != (y == nil):
			return false
		case first == second || n == 0:
			return true
		case flat:
			return sameOctets(first, second, uintptr(n)*size)
		}
		return eachEqual(c, one, first, second, size, n)
	}
}

func mapEqual(t reflect.Type) equal {
	return func(c *comparison, a, b unsafe.Pointer) bool {
		x, y := reflect.NewAt(t, a).Elem(), reflect.NewAt(t, b).Elem()
		if x.IsNil() != y.IsNil() || x.Len() != y.Len() {
			return false
		}
		if x.UnsafePointer() == y.UnsafePointer() {
			return true
		}
		for it := x.MapRange(); it.Next(); {
			v := y.MapIndex(it.Key())
			if !v.IsValid() || !c.boxed(it.Value(), v) {
				return false
			}
		}
		return true
	}
}

func pointerEqual(t reflect.Type) equal {
	to := equalOf(t.Elem())
	return func(c *comparison, a, b unsafe.Pointer) bool {
		x, y := *(*unsafe.Pointer)(a), *(*unsafe.Pointer)(b)
		switch p := (pair{t, x, y}); {
		case x == y:
			return true
		case x == nil || y == nil:
			return false
		case c.met[p]:
			return true
		default:
			c.met[p] = true
			return to(c, x, y)
		}
	}
}

// boxed compares values that stand at no address.
func (c *comparison) boxed(a, b reflect.Value) bool {
	if a.Kind() == reflect.Interface {
		a, b = a.Elem(), b.Elem()
	}
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	if a.Kind() == reflect.Pointer && a.UnsafePointer() == b.UnsafePointer() {
		return true
	}
	x, y := reflect.New(a.Type()), reflect.New(a.Type())
	x.Elem().Set(a)
	y.Elem().Set(b)
	return equalOf(a.Type())(c, x.UnsafePointer(), y.UnsafePointer())
}
