package editions

import (
	"io/fs"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// lent is what the name of a template of the library may begin with, and what the paths of
// its files do in findings.
const lent = "库/"

// library is a folder of templates that belong to no paper. Its files are read when a page
// or another template names them.
type library struct{ fsys fs.FS }

// names lists the templates that pages can be made from, for hints.
func (b library) names() []string {
	if b.fsys == nil {
		return nil
	}
	entries, _ := fs.ReadDir(b.fsys, ".") // without names a hint says less, no more
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && !e.IsDir() {
			names = append(names, name)
		}
	}
	return names
}

// autoTemplates are the templates of the library whose pages are to be made up, with their sizes in mm.
var autoTemplates = []struct {
	name          string
	width, height int64
}{{"四开自动", 270, 390}, {"对开自动", 390, 545}, {"八开自动", 260, 370}, {"十六开自动", 210, 285}, {"A3自动", 297, 420}, {"A4自动", 210, 297}}

// spelledSize writes sizes of paper in figures as the library's templates are called: 8开头版 is 八开头版.
var spelledSize = strings.NewReplacer("16开", "十六开", "8开", "八开", "4开", "四开", "2开", "对开")

// AutoTemplate is the library's template of a size whose pages are to be made up; "" without one.
func AutoTemplate(width, height unit.Length) string {
	near := func(l unit.Length, mm int64) bool {
		d := l - unit.Millimetres(mm*1000)
		return max(d, -d) <= unit.Millimetres(1000)
	}
	for _, t := range autoTemplates {
		if near(width, t.width) && near(height, t.height) {
			return t.name
		}
	}
	return ""
}

// read returns the file of a template, or nil when the library has none of that name.
func (b library) read(name string) *source.File {
	if b.fsys == nil || strings.ContainsAny(strings.TrimPrefix(name, voiceFolder), "/\\") || !fs.ValidPath(name+".yaml") {
		return nil
	}
	data, err := readAll(b.fsys, name+".yaml", maxYAML)
	if err != nil {
		return nil
	}
	return source.NewFile(lent+name+".yaml", data)
}

// borrow returns the library's template of a name, with or without the library's prefix,
// ready to be built; nil when there is none.
func (s *templates) borrow(name string) *draft {
	name = strings.TrimPrefix(name, lent)
	for _, t := range s.all {
		if t.lent && t.base == name {
			return t
		}
	}
	file := s.shelf.read(name)
	if file == nil {
		return nil
	}
	s.add(file)
	t := s.all[len(s.all)-1]
	t.lent = true
	s.inheritOne(t)
	return t
}

// parent finds the template that t extends. One of the library extends its like there,
// whatever the paper calls its own.
func (s *templates) parent(t *draft, name string) *draft {
	if t.lent {
		if p := s.borrow(name); p != nil {
			return p
		}
	}
	return s.find(name)
}

// lendColor gives a paper the colour that a template of the library names, unless the paper
// has one of that name: a red for rules and two tints to stand behind text.
func lendColor(p *Paper, name string, v *value) bool {
	if !strings.HasPrefix(v.file.Name, lent) {
		return false
	}
	var c InkColor
	switch name {
	case "报红":
		c = InkColor{M: 10000, Y: 9000, K: 1000}
	case "浅灰":
		c = InkColor{K: 700}
	case "米色":
		c = InkColor{M: 300, Y: 1200, K: 200}
	default:
		return false
	}
	c.Tint = 10000
	p.Colors[name] = c
	return true
}
