package objects

import (
	"fmt"
	"math"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

func reader() Reader { return Reader{PDF: &model.Context{XRefTable: &model.XRefTable{}}} }

func nums(v ...float64) (a types.Array) {
	for _, x := range v {
		a = append(a, types.Float(x))
	}
	return a
}

func stream(d types.Dict, data string) types.StreamDict {
	return types.StreamDict{Dict: d, Raw: []byte(data), Content: []byte(data)}
}

// Functions of all types give what ISO 32000-1, 7.10 has.
func TestFunctions(t *testing.T) {
	exp := func(n float64) types.Dict {
		return types.Dict{"FunctionType": types.Integer(2), "Domain": nums(0, 1), "C0": nums(0, 1), "C1": nums(1, 0), "N": types.Float(n)}
	}
	post := func(prog string, in, out int) types.StreamDict {
		d := types.Dict{"FunctionType": types.Integer(4), "Domain": types.Array{}, "Range": types.Array{}}
		for range in {
			d["Domain"] = append(d["Domain"].(types.Array), nums(-100, 100)...)
		}
		for range out {
			d["Range"] = append(d["Range"].(types.Array), nums(-100, 100)...)
		}
		return stream(d, prog)
	}
	sampled := stream(types.Dict{"FunctionType": types.Integer(0), "Domain": nums(0, 1), "Range": nums(0, 1, 0, 10), "Size": nums(3), "BitsPerSample": types.Integer(8)}, "\x00\x00\xff\x00\x00\xff")
	plane := stream(types.Dict{"FunctionType": types.Integer(0), "Domain": nums(0, 1, 0, 1), "Range": nums(0, 1), "Size": nums(2, 2), "BitsPerSample": types.Integer(4)}, "\x0f\xf0")
	for _, c := range []struct {
		f    types.Object
		in   []float64
		want []float64
	}{
		{exp(1), []float64{.25}, []float64{.25, .75}}, {exp(2), []float64{.5}, []float64{.25, .75}}, {exp(1), []float64{7}, []float64{1, 0}},
		{types.Dict{"FunctionType": types.Integer(3), "Domain": nums(0, 1), "Functions": types.Array{exp(1), exp(1)}, "Bounds": nums(.5), "Encode": nums(0, 1, 1, 0)}, []float64{.75}, []float64{.5, .5}},
		{types.Array{exp(1), exp(2)}, []float64{.5}, []float64{.5, .25}},
		{sampled, []float64{.25}, []float64{.5, 0}}, {sampled, []float64{.75}, []float64{.5, 5}}, {sampled, []float64{2}, []float64{0, 10}},
		{plane, []float64{1, 0}, []float64{1}}, {plane, []float64{.5, .5}, []float64{.5}}, {plane, []float64{0, 1}, []float64{1}},
		{post("{ 2 mul 1 add }", 1, 1), []float64{3}, []float64{7}}, {post("{dup 0 gt{1 exch sub}{pop 5}ifelse}", 1, 1), []float64{.25}, []float64{.75}},
		{post("{dup 0 gt{1 exch sub}{pop 5}ifelse}", 1, 1), []float64{-1}, []float64{5}}, {post("{3 1 roll}", 3, 3), []float64{1, 2, 3}, []float64{3, 1, 2}},
		{post("{1 index 2 copy}", 2, 5), []float64{4, 5}, []float64{4, 5, 4, 5, 4}}, {post("{true{2}if 3 2 exp}", 0, 2), nil, []float64{2, 9}}, {post("{pop pop pop}", 1, 0), []float64{1}, []float64{}},
	} {
		f := reader().Function(c.f)
		if f == nil {
			t.Errorf("%v is no function", c.f)
			continue
		}
		got := f(c.in)
		ok := len(got) == len(c.want)
		for i := range c.want {
			ok = ok && math.Abs(got[i]-c.want[i]) < 1e-9
		}
		if !ok {
			t.Errorf("%v of %v is %v, want %v", c.f, c.in, got, c.want)
		}
	}
	for _, f := range []types.Object{nil, types.Dict{}, types.Dict{"FunctionType": types.Integer(3)}, post("{1", 1, 1), post("1}", 1, 1), types.Array{types.Dict{}}} {
		if reader().Function(f) != nil {
			t.Errorf("%v is a function", f)
		}
	}
}

// A mesh of any type gives its colours, and keeps its points when they are changed.
func TestMeshes(t *testing.T) {
	for kind, points := range map[int][2]int{4: {1, 1}, 5: {1, 1}, 6: {12, 4}, 7: {16, 4}} {
		d := types.Dict{"ShadingType": types.Integer(kind), "BitsPerCoordinate": types.Integer(8), "BitsPerComponent": types.Integer(4), "BitsPerFlag": types.Integer(8), "Decode": nums(0, 1, 0, 1, 0, 1, 0, 1, 0, 1)}
		one := ""
		if kind != 5 {
			one = "\x00"
		}
		for range 2 * points[0] {
			one += "\x55"
		}
		for range points[1] * 3 / 2 {
			one += "\xf0"
		}
		if points[1] == 1 {
			one += "\xf0"
		}
		s := stream(d, one+one)
		m, ok := reader().Mesh(&s, 3)
		if !ok {
			t.Fatal(kind)
		}
		var got []string
		m.Colors(func(v []float64) { got = append(got, fmt.Sprint(v)) })
		if len(got) != 2*points[1] || got[0] != "[1 0 1]" {
			t.Errorf("type %d: %v", kind, got)
		}
		out := m.Convert(4, 8, func(v []float64) []float64 { return []float64{v[0], v[1], v[2], 1} })
		want := len(one) - (3*points[1]+1)/2 + 4*points[1]
		if len(out) != 2*want || out[want-1] != 255 || len(m.Decode(4)) != 12 {
			t.Errorf("type %d: % x", kind, out)
		}
	}
}
