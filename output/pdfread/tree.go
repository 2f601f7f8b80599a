package pdfread

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// Node is an element of the structure tree (ISO 32000-1, 14.7.2), or a sequence of a page.
type Node struct {
	Tag  string // of an element, as the file's role map has it in standard words; empty: a sequence
	Own  string // the file's own word for it, where that is another
	Alt  string
	Page int // of a sequence; its number from 1
	MCID int
	Kids []*Node

	ColSpan, RowSpan int // of a cell; 0 is 1
}

// Tree returns the structure tree of a tagged file, nil where there is none.
func (f *File) Tree() (root *Node, err error) {
	defer recovered(&err)
	cat, err := f.pdf.Catalog()
	if err != nil {
		return nil, nil
	}
	top := f.dict(cat["StructTreeRoot"])
	if top == nil {
		return nil, nil
	}
	if f.numbers == nil {
		f.numbers = map[int]int{}
		for n := 1; n <= f.Pages(); n++ {
			if _, ref, _, err := f.pdf.PageDict(n, false); err == nil && ref != nil {
				f.numbers[ref.ObjectNumber.Value()] = n
			}
		}
	}
	t := &tree{File: f, roles: f.dict(top["RoleMap"]), left: maxNodes}
	root = &Node{Tag: "StructTreeRoot"}
	t.kids(root, top["K"], 0, 0)
	return root, nil
}

// tree is a structure tree being read.
type tree struct {
	*File
	roles types.Dict
	left  int
}

// maxTree is how deep elements may nest.
const maxTree = 100

func (t *tree) kids(n *Node, o types.Object, page, depth int) {
	if t.left--; o == nil || t.left < 0 || depth > maxTree {
		return
	}
	v, err := t.pdf.Dereference(o)
	if err != nil {
		return
	}
	switch v := v.(type) {
	case types.Array:
		for _, k := range v {
			t.kids(n, k, page, depth+1)
		}
	case types.Integer:
		n.Kids = append(n.Kids, &Node{Page: page, MCID: v.Value()})
	case types.Dict:
		t.element(n, v, page, depth)
	}
}

func (t *tree) element(n *Node, d types.Dict, page, depth int) {
	if ref, ok := d["Pg"].(types.IndirectRef); ok {
		page = t.numbers[ref.ObjectNumber.Value()]
	}
	switch t.text(d["Type"]) {
	case "MCR":
		n.Kids = append(n.Kids, &Node{Page: page, MCID: int(t.number(d["MCID"]))})
		return
	case "OBJR":
		return
	}
	tag := t.text(d["S"])
	for range 8 {
		m := t.text(t.roles[tag])
		if m == "" || m == tag {
			break
		}
		tag = m
	}
	k := &Node{Tag: tag, Alt: t.text(d["Alt"])}
	if own := t.text(d["S"]); own != tag {
		k.Own = own
	}
	k.ColSpan, k.RowSpan = t.spans(d["A"])
	n.Kids = append(n.Kids, k)
	t.kids(k, d["K"], page, depth+1)
}

// spans reads over how many columns and rows a cell goes (14.8.5.7), in one attribute object or
// several.
func (t *tree) spans(o types.Object) (cols, rows int) {
	v, err := t.pdf.Dereference(o)
	if err != nil || v == nil {
		return 0, 0
	}
	list, ok := v.(types.Array)
	if !ok {
		list = types.Array{v}
	}
	for _, a := range list[:min(len(list), 8)] {
		d := t.dict(a)
		cols, rows = max(cols, int(t.number(d["ColSpan"]))), max(rows, int(t.number(d["RowSpan"])))
	}
	return min(cols, 1000), min(rows, 1000)
}
