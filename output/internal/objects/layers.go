package objects

import (
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Layers says which optional content is printed (ISO 32000-1, 8.11): by the default
// configuration, and what it says of printing.
type Layers struct {
	r   Reader
	off map[int]bool // groups, by object number
	any bool
}

// Layers reads the optional content of a file.
func (r Reader) Layers() *Layers {
	l := &Layers{r: r, off: map[int]bool{}}
	root, err := r.PDF.Catalog()
	if err != nil {
		return l
	}
	oc := r.Dict(root["OCProperties"])
	groups := r.Array(oc["OCGs"])
	l.any = len(groups) > 0
	d := r.Dict(oc["D"])
	if r.Name(d["BaseState"]) == "OFF" {
		l.set(groups, true)
		l.set(r.Array(d["ON"]), false)
	} else {
		l.set(r.Array(d["OFF"]), true)
	}
	for _, o := range r.Array(d["AS"]) {
		if use := r.Dict(o); r.Name(use["Event"]) == "Print" {
			l.usage(r.Array(use["OCGs"]))
		}
	}
	if len(r.Array(d["AS"])) == 0 {
		l.usage(groups)
	}
	return l
}

func (l *Layers) set(groups types.Array, off bool) {
	for _, g := range groups {
		if ref, ok := g.(types.IndirectRef); ok {
			l.off[ref.ObjectNumber.Value()] = off
		}
	}
}

// usage lets groups say themselves whether they print.
func (l *Layers) usage(groups types.Array) {
	for _, g := range groups {
		state := l.r.Name(l.r.Dict(l.r.Dict(l.r.Dict(g)["Usage"])["Print"])["PrintState"])
		if state == "ON" || state == "OFF" {
			l.set(types.Array{g}, state == "OFF")
		}
	}
}

// Any tells whether there are layers.
func (l *Layers) Any() bool { return l.any }

// Hidden tells whether what belongs to a group or a membership dictionary does not print.
func (l *Layers) Hidden(o types.Object) bool {
	if l == nil || o == nil {
		return false
	}
	return l.hidden(o, 0)
}

func (l *Layers) hidden(o types.Object, depth int) bool {
	if depth > 16 {
		return false
	}
	if ref, ok := o.(types.IndirectRef); ok && l.off[ref.ObjectNumber.Value()] {
		return true
	}
	d := l.r.Dict(o)
	if l.r.Name(d["Type"]) != "OCMD" {
		return false
	}
	if ve := l.r.Array(d["VE"]); len(ve) > 0 {
		return !l.expression(ve, depth+1)
	}
	groups := types.Array{d["OCGs"]}
	if list := l.r.Array(d["OCGs"]); list != nil {
		groups = list
	}
	groups = slices.DeleteFunc(slices.Clone(groups), func(g types.Object) bool { return l.r.Dict(g) == nil })
	if len(groups) == 0 {
		return false
	}
	off := 0
	for _, g := range groups {
		if l.hidden(g, depth+1) {
			off++
		}
	}
	switch l.r.Name(d["P"]) {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0
	case "AllOff":
		return off < len(groups)
	}
	return off == len(groups)
}

// expression evaluates a visibility expression.
func (l *Layers) expression(a types.Array, depth int) bool {
	if depth > 16 || len(a) == 0 {
		return true
	}
	value := func(o types.Object) bool {
		if list := l.r.Array(o); list != nil {
			return l.expression(list, depth+1)
		}
		return !l.hidden(o, depth+1)
	}
	switch l.r.Name(a[0]) {
	case "Not":
		return len(a) < 2 || !value(a[1])
	case "Or":
		return slices.ContainsFunc(a[1:], value)
	}
	return !slices.ContainsFunc(a[1:], func(o types.Object) bool { return !value(o) })
}
