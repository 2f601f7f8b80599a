package flow

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/digest"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// inputs is all that a run is made of.
type inputs struct {
	Story   editions.Story
	Blocks  blocks
	Slot    editions.Slot
	Style   editions.Style
	Frame   editions.Frame
	Colour  editions.InkColor
	Name    string // that headlines do not part
	Phrases []byte
	Hyphens []byte
	Silent  bool
	Body    editions.StyleName // of the running text
	Dir     page.Dir
	File    string // of the story
	Source  int32  // its number
	Grows   bool
	Page    int
	Title   string // of the page
	Image   int
	Size    unit.Length // of the page's type
	Face    []byte
	Role    string // that styles call it by
	Order   bool   // of the slot's stories
}

// blocks are one of each kind.
type blocks struct {
	Paragraph editions.Paragraph
	List      editions.List
	Table     editions.Table
	Picture   editions.Picture
}

// run makes a run, of values of its own.
func (in inputs) run(t *testing.T) *Run {
	in.Story.Blocks = []editions.Block{&in.Blocks.Paragraph, &in.Blocks.List, &in.Blocks.Table, &in.Blocks.Picture}
	in.Story.File = source.NewFile("a.md", []byte(in.File))
	tmpl := &editions.Template{Size: in.Size, Leading: 14 * unit.Pt, Gap: em, Lines: 20, Columns: 2, Chars: 10, Width: 3000 * unit.Pt, Height: 3000 * unit.Pt}
	paper := editions.DefaultPaper()
	paper.Styles[editions.Body] = &in.Style
	paper.Colors = map[string]editions.InkColor{"红": in.Colour, "黑": {K: 10000}}
	paper.Lists.Names = []editions.Listed{{Word: in.Name}}
	cat := &fonts.Catalog{}
	if err := cat.Add("甲", in.Face, 0, in.Role); err != nil {
		t.Fatal(err)
	}
	lang := Language{Phrases: inline.NewPhrases(in.Phrases, nil), Hyphens: inline.NewHyphens(in.Hyphens)}
	k := NewStyles(paper, cat, NewPalette(paper, []string{"红", "黑"}), NewGrid(tmpl), lang, map[*source.File]int32{in.Story.File: in.Source})
	g, other := &Galley{Story: &in.Story, styles: k, silent: in.Silent, body: in.Body, dir: in.Dir}, &Galley{Story: &editions.Story{ID: "z"}, styles: k}
	slot := SlotRun{Name: in.Slot.Name, Stories: []*Galley{g, other}}
	if in.Order {
		slot.Stories = []*Galley{other, g}
	}
	regions := func(n int) []*Region {
		return []*Region{NewRegion(PageRef{Index: in.Page, Repeat: n}, k.grid, &in.Slot, in.Frame)}
	}
	if slot.Regions = regions(0); in.Grows {
		slot.More = regions
	}
	return &Run{
		Slots:  []SlotRun{slot},
		Number: func(p PageRef) int { return 10 + p.Index },
		Name:   func(PageRef) string { return in.Title },
		Images: map[string]int{in.Blocks.Picture.Image.Path: in.Image},
	}
}

// smallFace is a font file whose tables hold next to nothing.
func smallFace() []byte {
	tables := []string{"CFF ", "cmap", "head", "hhea", "hmtx", "maxp"}
	out := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	for i, tag := range tables {
		out = append(append(out, tag...), 0, 0, 0, 0, 0, 0, 0, byte(12+16*len(tables)+4*i), 0, 0, 0, 4)
	}
	return append(out, make([]byte, 4*len(tables))...)
}

// TestDigest: runs that are made of the same have one digest; one that differs in any field of
// its story, slot, style or of what else it is made of has another.
func TestDigest(t *testing.T) {
	var in inputs
	filled(reflect.ValueOf(&in).Elem(), 6)
	in.Frame, in.Size, in.Face = editions.Frame{Cols: 2, Lines: 20}, em, smallFace()
	in.Page, in.Style.Name = 1, editions.Body
	base := in.run(t).Digest()
	if again := in.run(t).Digest(); again != base {
		t.Fatal("equal runs have two digests")
	}
	seen, n := map[digest.Sum]string{base: "what is unchanged"}, 0
	each(reflect.ValueOf(&in).Elem(), "", func(path string) {
		n++
		sum := in.run(t).Digest()
		if strings.Contains(path, ".Image.Data") { // pixels are not set
			if sum != base {
				t.Errorf("%s has a digest of its own", path)
			}
			return
		}
		if other := seen[sum]; other != "" {
			t.Errorf("%s has the digest of %s", path, other)
		}
		seen[sum] = path
	})
	if n < 200 {
		t.Errorf("only %d fields", n)
	}
}

// filled gives all fields of a value something.
func filled(v reflect.Value, depth int) {
	switch {
	case depth == 0 || !v.CanSet():
		return
	case v.Type() == reflect.TypeFor[*source.File]():
		v.Set(reflect.ValueOf(source.NewFile("f.md", []byte("文"))))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("甲")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		v.SetUint(1)
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), depth)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), depth-1)
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Interface {
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		}
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			filled(v.Index(i), depth)
		}
	}
}

// each changes one field of a value after the other, calls changed, and puts it back.
func each(v reflect.Value, path string, changed func(path string)) {
	if !v.CanSet() || v.Type() == reflect.TypeFor[*source.File]() {
		return
	}
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.String:
		v.SetString(v.String() + "乙")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		v.SetUint(v.Uint() ^ 3)
	case reflect.Struct:
		for i := range v.NumField() {
			each(v.Field(i), path+"."+v.Type().Field(i).Name, changed)
		}
		return
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), path, changed)
		}
		return
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if v.Type().Elem().Kind() == reflect.Uint8 && i < v.Len()-1 {
				continue
			}
			each(v.Index(i), fmt.Sprintf("%s[%d]", path, i), changed)
		}
		return
	default:
		return
	}
	changed(path)
	v.Set(old)
}
