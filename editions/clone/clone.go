// Package clone makes copies of values that share nothing that can be changed.
//
//	mine := clone.Of(story, reflect.TypeFor[*source.File]())
//
// All fields are copied, those that are not exported too, so that a new one cannot be forgotten.
package clone

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"unsafe"
)

// Of returns a copy of what v points to. What two pointers in it have in common they have in
// common in the copy; pointers of the shared types lead where they led. Functions and channels
// panic.
func Of[T any](v *T, shared ...reflect.Type) *T {
	c := &copier{shared: shared, met: map[pointer]unsafe.Pointer{}}
	at := unsafe.Pointer(v)
	ownerOf(reflect.TypeFor[*T]())(c, unsafe.Pointer(&at))
	return (*T)(at)
}

// copier is a copy in the making.
type copier struct {
	shared []reflect.Type
	met    map[pointer]unsafe.Pointer // to the copies
}

// pointer is one by its type too: a struct and its first field have one address.
type pointer struct {
	of reflect.Type
	at unsafe.Pointer
}

// owner makes what a value at an address leads to its own; nil: it leads nowhere.
type owner func(c *copier, at unsafe.Pointer)

// owners are those made so far, by type: to look at a type costs more than to copy a value of
// it. Nothing but types is remembered.
var owners sync.Map

func ownerOf(t reflect.Type) owner {
	if plain(t, nil) {
		return nil
	}
	if o, ok := owners.Load(t); ok {
		return o.(owner)
	}
	var once sync.Once
	var made owner
	later := owner(func(c *copier, at unsafe.Pointer) { // for types that hold themselves
		once.Do(func() { made = makeOwner(t) })
		made(c, at)
	})
	o, _ := owners.LoadOrStore(t, later)
	return o.(owner)
}

// plain tells whether values of a type lead nowhere; within are types that are being looked at.
func plain(t reflect.Type, within []reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return plain(t.Elem(), within)
	case reflect.Struct:
		if slices.Contains(within, t) {
			return true
		}
		for i := range t.NumField() {
			if !plain(t.Field(i).Type, append(within, t)) {
				return false
			}
		}
		return true
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return false
	}
	return true
}

func makeOwner(t reflect.Type) owner {
	switch t.Kind() {
	case reflect.Array:
		one, size, n := ownerOf(t.Elem()), t.Elem().Size(), t.Len()
		return func(c *copier, at unsafe.Pointer) { each(c, one, at, size, n) }
	case reflect.Struct:
		return structOwner(t)
	case reflect.Slice:
		one, size := ownerOf(t.Elem()), t.Elem().Size()
		return func(c *copier, at unsafe.Pointer) {
			v := reflect.NewAt(t, at).Elem()
			if v.IsNil() {
				return
			}
			own := reflect.MakeSlice(t, v.Len(), v.Len())
			reflect.Copy(own, v)
			v.Set(own)
			each(c, one, own.UnsafePointer(), size, v.Len())
		}
	case reflect.Map:
		return mapOwner(t)
	case reflect.Interface:
		return func(c *copier, at unsafe.Pointer) {
			if v := reflect.NewAt(t, at).Elem(); !v.IsNil() {
				v.Set(c.boxed(v.Elem()))
			}
		}
	case reflect.Pointer:
		return pointerOwner(t)
	}
	return func(*copier, unsafe.Pointer) { panic(fmt.Sprintf("a %s cannot be copied", t)) }
}

func each(c *copier, one owner, at unsafe.Pointer, size uintptr, n int) {
	if one == nil {
		return
	}
	for i := range n {
		one(c, unsafe.Add(at, uintptr(i)*size))
	}
}

func structOwner(t reflect.Type) owner {
	type field struct {
		own owner
		at  uintptr
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); !plain(f.Type, nil) {
			fields = append(fields, field{ownerOf(f.Type), f.Offset})
		}
	}
	return func(c *copier, at unsafe.Pointer) {
		for _, f := range fields {
			f.own(c, unsafe.Add(at, f.at))
		}
	}
}

func mapOwner(t reflect.Type) owner {
	return func(c *copier, at unsafe.Pointer) {
		v := reflect.NewAt(t, at).Elem()
		if v.IsNil() {
			return
		}
		own := reflect.MakeMapWithSize(t, v.Len())
		for it := v.MapRange(); it.Next(); {
			own.SetMapIndex(c.boxed(it.Key()), c.boxed(it.Value()))
		}
		v.Set(own)
	}
}

func pointerOwner(t reflect.Type) owner {
	to := ownerOf(t.Elem())
	return func(c *copier, at unsafe.Pointer) {
		old := *(*unsafe.Pointer)(at)
		if old == nil || slices.Contains(c.shared, t) {
			return
		}
		own, known := c.met[pointer{t, old}]
		if !known {
			v := reflect.New(t.Elem())
			v.Elem().Set(reflect.NewAt(t.Elem(), old).Elem())
			own = v.UnsafePointer()
			c.met[pointer{t, old}] = own
			if to != nil {
				to(c, own)
			}
		}
		*(*unsafe.Pointer)(at) = own
	}
}

// boxed is a copy of a value that stands at no address.
func (c *copier) boxed(v reflect.Value) reflect.Value {
	box := reflect.New(v.Type())
	box.Elem().Set(v)
	if own := ownerOf(v.Type()); own != nil {
		own(c, box.UnsafePointer())
	}
	return box.Elem()
}
