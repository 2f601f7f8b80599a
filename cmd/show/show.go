// Package show writes values as text, so that a test can hold them against a file: every
// field that is not zero, to the last, whatever the value's own dump would leave out.
//
//	got := show.Text(edition)
//
// What is pointed to a second time is named, not shown again; long byte slices are shown by
// their length. Maps are in the order of their keys.
package show

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Text returns a value, a line a field.
func Text(v any) string {
	s := shower{seen: map[uintptr]bool{}}
	s.value("", reflect.ValueOf(v), 0)
	return s.String()
}

type shower struct {
	strings.Builder
	seen map[uintptr]bool
}

const longest = 64 // bytes that are shown

func (s *shower) line(level int, name, text string) {
	fmt.Fprintf(s, "%s%s\n", strings.Repeat("  ", level), strings.TrimSpace(name+" "+text))
}

func (s *shower) value(name string, v reflect.Value, level int) {
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.Pointer:
		s.pointer(name, v, level)
	case reflect.Interface:
		if !v.IsNil() {
			s.value(strings.TrimSpace(name+" "+v.Elem().Type().String()), v.Elem(), level)
		}
	case reflect.Struct:
		s.line(level, name, "")
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				s.value(v.Type().Field(i).Name, f, level+1)
			}
		}
	case reflect.Slice, reflect.Array:
		s.list(name, v, level)
	case reflect.Map:
		s.line(level, name, fmt.Sprintf("map of %d", v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(scalar(a), scalar(b)) })
		for _, k := range keys {
			s.value(scalar(k)+":", v.MapIndex(k), level+1)
		}
	default:
		s.line(level, name, scalar(v))
	}
}

func (s *shower) pointer(name string, v reflect.Value, level int) {
	switch {
	case v.IsNil():
	case s.seen[v.Pointer()]:
		s.line(level, name, "as above")
	default:
		s.seen[v.Pointer()] = true
		s.value(name, v.Elem(), level)
	}
}

func (s *shower) list(name string, v reflect.Value, level int) {
	kind := v.Type().Elem().Kind()
	switch {
	case kind == reflect.Uint8 && v.Len() > longest:
		s.line(level, name, fmt.Sprintf("%d bytes", v.Len()))
	case kind < reflect.Array || kind == reflect.String:
		var all []string
		for i := range v.Len() {
			all = append(all, scalar(v.Index(i)))
		}
		s.line(level, name, "["+strings.Join(all, " ")+"]")
	default:
		for i := range v.Len() {
			s.value(fmt.Sprintf("%s[%d]", name, i), v.Index(i), level)
		}
	}
}

func scalar(v reflect.Value) string {
	switch {
	case v.CanInt():
		return fmt.Sprint(v.Int())
	case v.CanUint():
		return fmt.Sprint(v.Uint())
	case v.CanFloat():
		return fmt.Sprint(v.Float())
	case v.Kind() == reflect.Bool:
		return fmt.Sprint(v.Bool())
	case v.Kind() == reflect.String:
		return fmt.Sprintf("%q", v.String())
	}
	return v.Type().String()
}
