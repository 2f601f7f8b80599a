package editions

import (
	"slices"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// noTemplate stands in for a template that could not be read; file is where the reason stands.
func noTemplate(name string, file *source.File) *Template {
	return &Template{Name: name, File: file, Unread: true}
}

// standIns gives templates that stand in for others the size of a page that could be read, or
// of a tabloid, and one column over all of it.
func standIns(ed *Edition) {
	like := &Template{Width: unit.Millimetres(270000), Height: unit.Millimetres(390000), Bleed: unit.Millimetres(3000)}
	if i := slices.IndexFunc(ed.Pages, func(p *Page) bool { return !p.Template.Unread && p.Wide() == 1 }); i >= 0 {
		like = ed.Pages[i].Template
	}
	for _, p := range ed.Pages {
		if p.Template.Unread {
			p.Template.standFor(like)
		}
	}
}

func (t *Template) standFor(like *Template) {
	t.Width, t.Height, t.Bleed = like.Width, like.Height, like.Bleed
	m := min(t.Width, t.Height) / 12
	t.Margins = Margins{m, m, m, m}
	t.Columns, t.Size, t.Leading = 1, defaultSize, defaultSize.MulDiv(3, 2)
	t.Chars, t.Lines = max(int((t.Width-2*m)/t.Size), 1), max(int((t.Height-2*m-t.Size)/t.Leading)+1, 1)
}

// unread says of each page whose template could not be read why.
func (l *loader) unread(ed *Edition, templates []*value) {
	for i, p := range ed.Pages {
		if !p.Template.Unread {
			continue
		}
		at := p.Pos
		if said(templates[i]) {
			at = templates[i].pos()
		}
		for _, f := range l.found {
			if f.Severity == source.Error && (f.Pos.File == p.Template.File.Name || source.Covers("TPL", f.Code) && (f.Pos == at || l.ofKind(f.Pos)) || f.Pos.File == l.folders["templates"]) {
				p.Unread = append(p.Unread, f)
			}
		}
	}
}

// ofKind tells whether a template that the paper has for a kind of page is named at a place.
func (l *loader) ofKind(pos source.Pos) bool {
	return slices.ContainsFunc(l.kinds, func(v *value) bool { return said(v) && v.pos() == pos })
}
