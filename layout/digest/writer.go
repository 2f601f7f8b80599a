package digest

import (
	"fmt"
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// writer adds the value at an address, of the one type that it is made for, to a digest.
type writer func(h *Hash, at unsafe.Pointer)

// writers are those made so far, by type: to look at a type costs more than to hash a value
// of it. Nothing but types is remembered.
var writers sync.Map

func writerOf(t reflect.Type) writer {
	if w, ok := writers.Load(t); ok {
		return w.(writer)
	}
	var once sync.Once
	var made writer
	later := writer(func(h *Hash, at unsafe.Pointer) { // for types that hold themselves
		once.Do(func() { made = makeWriter(t) })
		made(h, at)
	})
	w, _ := writers.LoadOrStore(t, later)
	return w.(writer)
}

func makeWriter(t reflect.Type) writer {
	kind := uint64(t.Kind())
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		read := reader(t.Kind())
		return func(h *Hash, at unsafe.Pointer) { h.number(kind); h.number(read(at)) }
	case reflect.String:
		return func(h *Hash, at unsafe.Pointer) { h.number(kind); h.text(*(*string)(at)) }
	case reflect.Slice:
		return sliceWriter(t)
	case reflect.Array:
		one, size, n := writerOf(t.Elem()), t.Elem().Size(), t.Len()
		return func(h *Hash, at unsafe.Pointer) {
			h.number(kind)
			h.number(uint64(n))
			for i := range n {
				one(h, unsafe.Add(at, uintptr(i)*size))
			}
		}
	case reflect.Map:
		return func(h *Hash, at unsafe.Pointer) { h.number(kind); h.entries(reflect.NewAt(t, at).Elem()) }
	case reflect.Struct:
		return structWriter(t)
	case reflect.Interface:
		return func(h *Hash, at unsafe.Pointer) {
			h.number(kind)
			if v := reflect.NewAt(t, at).Elem(); !v.IsNil() {
				h.boxed(v.Elem())
			}
		}
	case reflect.Pointer:
		to, name := writerOf(t.Elem()), t.String()
		return func(h *Hash, at unsafe.Pointer) {
			h.number(kind)
			h.pointer(t, name, to, *(*unsafe.Pointer)(at))
		}
	}
	return func(*Hash, unsafe.Pointer) { panic(fmt.Sprintf("a %s has no digest", t)) }
}

// reader reads a number of a kind.
func reader(k reflect.Kind) func(at unsafe.Pointer) uint64 {
	switch k {
	case reflect.Bool:
		return func(at unsafe.Pointer) uint64 {
			if *(*bool)(at) {
				return 1
			}
			return 0
		}
	case reflect.Int:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*int)(at)) }
	case reflect.Int8:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*int8)(at)) }
	case reflect.Int16:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*int16)(at)) }
	case reflect.Int32:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*int32)(at)) }
	case reflect.Int64:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*int64)(at)) }
	case reflect.Uint:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*uint)(at)) }
	case reflect.Uint8:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*uint8)(at)) }
	case reflect.Uint16:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*uint16)(at)) }
	case reflect.Uint32:
		return func(at unsafe.Pointer) uint64 { return uint64(*(*uint32)(at)) }
	case reflect.Uint64:
		return func(at unsafe.Pointer) uint64 { return *(*uint64)(at) }
	case reflect.Float32:
		return func(at unsafe.Pointer) uint64 { return math.Float64bits(float64(*(*float32)(at))) }
	}
	return func(at unsafe.Pointer) uint64 { return math.Float64bits(*(*float64)(at)) }
}

func sliceWriter(t reflect.Type) writer {
	one, size, octets := writerOf(t.Elem()), t.Elem().Size(), t.Elem().Kind() == reflect.Uint8
	return func(h *Hash, at unsafe.Pointer) {
		list := *(*[]struct{})(at) // the head of any slice
		n, first := len(list), *(*unsafe.Pointer)(at)
		h.number(uint64(reflect.Slice))
		h.number(uint64(n))
		if octets {
			h.bytes(*(*[]byte)(at))
			return
		}
		for i := range n {
			one(h, unsafe.Add(first, uintptr(i)*size))
		}
	}
}

func structWriter(t reflect.Type) writer {
	type field struct {
		write writer
		at    uintptr
	}
	fields := make([]field, t.NumField())
	for i := range fields {
		f := t.Field(i)
		fields[i] = field{writerOf(f.Type), f.Offset}
	}
	return func(h *Hash, at unsafe.Pointer) {
		h.number(uint64(reflect.Struct))
		for _, f := range fields {
			f.write(h, unsafe.Add(at, f.at))
		}
	}
}
