package pdfread

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// maxAnnotations bounds those of a page.
const maxAnnotations = 5000

// Annotation is what somebody has put on a page: a sign on words, a note, text of their own
// (ISO 32000-2, 12.5.6). Links, fields of forms, windows and the like are none.
type Annotation struct {
	Kind     string // Highlight Underline Squiggly StrikeOut Caret FreeText Text Ink Square …
	Name     string // that it is known by; may be empty
	Author   string
	Modified string // as it is written: D:20261019220400+08'00'
	Subject  string
	Text     string
	State    string // of a review, as Completed, of what it answers; empty: it is a remark
	Box      Box
	Words    []Box // that a sign is on; nil: it is of none
	Tip      *[2]int
	Re       int  // index of the one that it answers or belongs to; -1: none
	Group    bool // it is one with that: a word struck out with what is to stand there
}

// Annotations lists those of a page, the first of which is 1, in their order.
func (f *File) Annotations(number int) (out []Annotation, err error) {
	defer recovered(&err)
	s, err := f.sheet(number)
	if err != nil {
		return nil, err
	}
	list, err := f.pdf.DereferenceArray(s.dict["Annots"])
	if err != nil {
		return nil, nil // there are none that could be read
	}
	var dicts []types.Dict
	at := map[int]int{} // by object
	for _, o := range list[:min(len(list), maxAnnotations)] {
		d := f.dict(o)
		if d == nil || !remark(f.text(d["Subtype"])) {
			continue
		}
		if r, ok := o.(types.IndirectRef); ok {
			at[r.ObjectNumber.Value()] = len(dicts)
		}
		dicts = append(dicts, d)
	}
	for _, d := range dicts {
		out = append(out, f.annotation(s, d, at))
	}
	return out, nil
}

// remark tells whether a kind of annotation says something.
func remark(kind string) bool {
	switch kind {
	case "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "FreeText", "Text", "Ink", "Square", "Circle", "Polygon", "PolyLine", "Line", "Stamp":
		return true
	}
	return false
}

func (f *File) annotation(s sheet, d types.Dict, at map[int]int) Annotation {
	a := Annotation{
		Kind: f.text(d["Subtype"]), Name: f.said(d["NM"]), Author: f.said(d["T"]), Modified: f.said(d["M"]), Subject: f.said(d["Subj"]), Text: f.said(d["Contents"]), Re: -1,
	}
	if a.Text == "" {
		a.Text = plainOf(f.said(d["RC"]))
	}
	if f.said(d["StateModel"]) == "Review" {
		a.State = f.said(d["State"])
	}
	if b, ok := f.objects().Box(d["Rect"]); ok {
		a.Box = bounds(s.base, b[0], b[1], b[2], b[3])
	}
	quads := f.objects().Numbers(d["QuadPoints"])
	for ; len(quads) >= 8; quads = quads[8:] {
		a.Words = append(a.Words, quad(s, quads[:8]))
	}
	if line := f.objects().Numbers(d["CL"]); len(line) >= 4 {
		x, y := s.base.Apply(line[0], line[1])
		a.Tip = &[2]int{hundredths(x), hundredths(y)}
	}
	if r, ok := d["IRT"].(types.IndirectRef); ok {
		if k, known := at[r.ObjectNumber.Value()]; known {
			a.Re, a.Group = k, f.text(d["RT"]) == "Group"
		}
	}
	return a
}

// quad is the box of four corners, whatever their order.
func quad(s sheet, q []float64) Box {
	b := Box{}
	for i := 0; i < 8; i += 2 {
		x, y := s.base.Apply(q[i], q[i+1])
		hx, hy := hundredths(x), hundredths(y)
		if i == 0 {
			b = Box{hx, hy, hx, hy}
		}
		b = Box{min(b.X0, hx), min(b.Y0, hy), max(b.X1, hx), max(b.Y1, hy)}
	}
	return b
}

// said is a text string; programs write UTF-8 too (ISO 32000-2, 7.9.2.2).
func (f *File) said(o types.Object) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.ReplaceAll(f.text(o), "\r\n", "\n"), "\xef\xbb\xbf"))
}

// plainOf is the text of a rich one (XHTML): what stands between its tags.
func plainOf(rich string) string {
	var b strings.Builder
	inside := false
	for _, r := range rich {
		switch {
		case r == '<':
			inside = true
		case r == '>' && inside:
			inside = false
		case !inside:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#13;", "\n", "&amp;", "&").Replace(b.String()))
}
