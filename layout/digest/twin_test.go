package digest

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"slices"
	"testing"
)

// twin is a digest made by asking reflection for each value: slow, and the same.
type twin struct {
	rules Rules
	out   bytes.Buffer
	met   map[any]int
}

func (h *twin) sum() Sum { return sha256.Sum256(h.out.Bytes()) }

func (h *twin) number(n uint64) { h.out.Write(binary.LittleEndian.AppendUint64(nil, n)) }

func (h *twin) text(s string) {
	h.number(uint64(len(s)))
	h.out.WriteString(s)
}

func (h *twin) value(v reflect.Value) {
	h.number(uint64(v.Kind()))
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.Bool:
		h.number(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.number(math.Float64bits(v.Float()))
	case reflect.String:
		h.text(v.String())
	case reflect.Slice, reflect.Array:
		h.number(uint64(v.Len()))
		for i := range v.Len() {
			if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
				h.out.WriteByte(byte(v.Index(i).Uint()))
			} else {
				h.value(v.Index(i))
			}
		}
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

func (h *twin) entries(v reflect.Value) {
	type entry struct{ key, value reflect.Value }
	sums := map[entry]Sum{}
	for _, k := range v.MapKeys() {
		one := &twin{rules: h.rules, met: map[any]int{}}
		one.value(k)
		sums[entry{k, v.MapIndex(k)}] = one.sum()
	}
	var all []entry
	for e := range sums {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b entry) int { x, y := sums[a], sums[b]; return cmp.Compare(string(x[:]), string(y[:])) })
	h.number(uint64(len(all)))
	for _, e := range all {
		sum := sums[e]
		h.out.Write(sum[:])
		h.value(e.value)
	}
}

func (h *twin) pointer(v reflect.Value) {
	h.text(v.Type().String())
	if v.IsNil() {
		h.number(0)
		return
	}
	v = reflect.NewAt(v.Type().Elem(), v.UnsafePointer())
	n, again := h.met[v.Interface()]
	if !again {
		n = len(h.met) + 1
		h.met[v.Interface()] = n
	}
	h.number(uint64(n))
	if again {
		return
	}
	if own, ok := v.Interface().(Digester); ok {
		sum := own.Digest()
		h.out.Write(sum[:])
	} else {
		h.value(v.Elem())
	}
}

// all has a field of every kind.
type all struct {
	B       bool
	I       int
	I8      int8
	I16     int16
	I32     int32
	I64     int64
	U       uint
	U8      uint8
	U16     uint16
	U32     uint32
	U64     uint64
	F32     float32
	F64     float64
	S       string
	Bytes   []byte
	Words   []string
	Array   [3]uint8
	Map     map[string][]int8
	Any     any
	Next    *all
	First   *bool // of itself, at times: the address of the struct
	Known   *known
	hidden  []struct{ a, b any }
	Nothing struct{}
	Some    []*all
}

func random(r *rand.Rand, depth int) *all {
	text := func() string { return string(make([]byte, r.Intn(3))) + fmt.Sprint(r.Intn(9)) }
	a := &all{B: r.Intn(2) == 0, I: r.Int() - r.Int(), I8: int8(r.Int()), I16: int16(r.Int()), I32: int32(r.Int()), I64: r.Int63() - r.Int63(), U: uint(r.Uint64()), U8: uint8(r.Int()),
		U16: uint16(r.Int()), U32: r.Uint32(), U64: r.Uint64(), F32: r.Float32(), F64: r.NormFloat64(), S: text(), Bytes: make([]byte, r.Intn(3)*3000), Array: [3]uint8{1, uint8(r.Int())}}
	r.Read(a.Bytes)
	for range r.Intn(3) {
		a.Words = append(a.Words, text())
		a.hidden = append(a.hidden, struct{ a, b any }{text(), []any{nil, r.Intn(4), &known{2}}[r.Intn(3)]})
		if a.Map == nil {
			a.Map = map[string][]int8{}
		}
		a.Map[text()] = []int8{int8(r.Int())}
	}
	if depth > 0 {
		a.Next, a.Some = random(r, depth-1), []*all{a, random(r, depth-1), nil}
		a.Any = []any{a, *a.Next, 1, nil, [2]string{"x"}, a.Words}[r.Intn(6)]
		a.First, a.Known = &a.B, &known{byte(r.Int())}
	}
	return a
}

// TestTwin holds digests against those made value by value.
func TestTwin(t *testing.T) {
	for seed := range int64(200) {
		v := random(rand.New(rand.NewSource(seed)), 3)
		slow := &twin{met: map[any]int{}}
		slow.value(reflect.ValueOf(v))
		fast := New(nil)
		if fast.Add(v); fast.Sum() != slow.sum() {
			t.Fatalf("seed %d: the digests differ", seed)
		}
	}
}

func BenchmarkDigest(b *testing.B) {
	v := random(rand.New(rand.NewSource(1)), 6)
	b.ReportAllocs()
	for b.Loop() {
		h := New(nil)
		h.Add(v)
		h.Sum()
	}
}
