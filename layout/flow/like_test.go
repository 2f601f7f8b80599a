package flow

import (
	"reflect"
	"testing"
	"unsafe"

	"banxin/editions"
)

// TestLike: regions that differ in any field are not alike, nor are those of another template; its grid may be
// another value.
func TestLike(t *testing.T) {
	grid := func(of *editions.Template) *Grid { return &Grid{template: of} }
	one, two := &editions.Template{Name: "一"}, &editions.Template{Name: "一"}
	made := func() *Region { return &Region{Grid: grid(one), Slot: &editions.Slot{}} }
	a := made()
	of := reflect.TypeOf(*a)
	for i := range of.NumField() {
		b := *a
		f := reflect.ValueOf(&b).Elem().Field(i)
		f = reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
		switch name := of.Field(i).Name; name {
		case "Grid":
			b.Grid = grid(two)
		case "Slot":
			b.Slot = &editions.Slot{}
		default:
			differ(t, name, f)
		}
		if a.Like(&b) || b.Like(a) {
			t.Errorf("regions that differ in %s are alike", of.Field(i).Name)
		}
	}
	if b := *a; !a.Like(&b) {
		t.Error("a region is not like itself")
	} else if b.Grid = grid(one); !a.Like(&b) {
		t.Error("regions on the same grid of two compositions are not alike")
	}
}

// differ changes a value in its last field.
func differ(t *testing.T, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Struct:
		f := v.Field(v.NumField() - 1)
		differ(t, name, reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem())
	default:
		t.Fatalf("%s is a %v: how does it differ?", name, v.Kind())
	}
}
