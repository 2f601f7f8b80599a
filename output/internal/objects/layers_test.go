package objects

import (
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What is printed of layers: by the default configuration, by what they say of printing, by
// membership and by expressions (ISO 32000-1, 8.11).
func TestLayers(t *testing.T) {
	ref := func(n int) types.IndirectRef { return *types.NewIndirectRef(n, 0) }
	name := func(s string) types.Name { return types.Name(s) }
	a, b := ref(1), ref(2)
	prints := func(state string) types.Dict {
		return types.Dict{"Usage": types.Dict{"Print": types.Dict{"PrintState": name(state)}}}
	}
	member := func(p string, groups ...types.Object) types.Dict {
		return types.Dict{"Type": name("OCMD"), "P": name(p), "OCGs": types.Array(groups)}
	}
	says := func(list ...types.Object) types.Dict {
		return types.Dict{"Type": name("OCMD"), "VE": types.Array(list)}
	}
	off := types.Dict{"OFF": types.Array{a}}
	for _, c := range []struct {
		what   string
		first  types.Dict // group a
		config types.Dict
		of     types.Object
		hidden bool
	}{
		{"on", nil, types.Dict{}, a, false}, {"off", nil, off, a, true}, {"the other is off", nil, off, b, false},
		{"all off", nil, types.Dict{"BaseState": name("OFF")}, b, true}, {"all off but one", nil, types.Dict{"BaseState": name("OFF"), "ON": types.Array{b}}, b, false},
		{"not printed", prints("OFF"), types.Dict{}, a, true}, {"printed though off", prints("ON"), off, a, false},
		{"printing is asked for", prints("OFF"), types.Dict{"AS": types.Array{types.Dict{"Event": name("Print"), "OCGs": types.Array{a}}}}, a, true},
		{"viewing is asked for", prints("OFF"), types.Dict{"AS": types.Array{types.Dict{"Event": name("View"), "OCGs": types.Array{a}}}}, a, false},
		{"any on", nil, off, member("AnyOn", a, b), false}, {"all on", nil, off, member("AllOn", a, b), true}, {"any off", nil, off, member("AnyOff", a, b), false},
		{"all off of two", nil, off, member("AllOff", a, b), true}, {"all off of one", nil, off, member("AllOff", a), false}, {"of none", nil, off, member("AnyOn"), false},
		{"not", nil, off, says(name("Not"), a), false}, {"not on", nil, off, says(name("Not"), b), true}, {"or", nil, off, says(name("Or"), a, b), false},
		{"and", nil, off, says(name("And"), a, b), true}, {"and not", nil, off, says(name("And"), b, types.Array{name("Not"), a}), false}, {"nothing", nil, off, nil, false},
	} {
		first := types.Dict{"Type": name("OCG")}
		for k, v := range c.first {
			first[k] = v
		}
		table := map[int]*model.XRefTableEntry{1: {Object: first}, 2: {Object: types.Dict{"Type": name("OCG")}},
			3: {Object: types.Dict{"OCProperties": types.Dict{"OCGs": types.Array{a, b}, "D": c.config}}}}
		root := ref(3)
		l := Reader{PDF: &model.Context{XRefTable: &model.XRefTable{Table: table, Root: &root}}}.Layers()
		if got := l.Hidden(c.of); got != c.hidden || !l.Any() {
			t.Errorf("%s: hidden is %t", c.what, got)
		}
	}
}
