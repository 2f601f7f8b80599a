package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// annotation is a link from a jump line to the story's other piece, or from an index entry to
// the story.
type annotation struct {
	page    int
	ref     ref
	element *element // of the structure tree; nil in a file without tags
	mark    *page.Mark
}

// pieces lists where each story stands, in reading order.
func pieces(d *page.Doc) map[string][]piece {
	all := map[string][]piece{}
	for i, p := range d.Pages {
		for _, it := range p.Items {
			if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory {
				all[m.ID] = append(all[m.ID], piece{i, m})
			}
		}
	}
	return all
}

type piece struct {
	page int
	mark *page.Mark
}

// addLinks makes a link of each jump line whose story goes on, or comes from, elsewhere, and
// of each index entry.
func (f *file) addLinks() {
	all := pieces(f.doc)
	for id := range all {
		slices.SortStableFunc(all[id], func(a, b piece) int { return cmp.Compare(a.mark.Order, b.mark.Order) })
	}
	for i, p := range f.doc.Pages {
		var story *page.Mark
		jumps := 0
		for _, it := range p.Items {
			m, ok := it.(*page.Mark)
			switch {
			case !ok || !m.Open && m.Role != page.RoleStory:
			case m.Role == page.RoleStory:
				story, jumps = nil, 0
				if m.Open {
					story = m
				}
			case m.Role == page.RoleJump && story != nil && !m.Rect.Empty():
				if to, ok := jumpTarget(all[story.ID], story, jumps); ok {
					f.addLink(i, m, to, f.doc.Pages[to.page].Name)
				}
				jumps++
			case m.Role == page.RoleEntry && len(all[m.ID]) > 0:
				f.addLink(i, m, all[m.ID][0], f.title(m.ID))
			}
		}
	}
}

// jumpTarget is the piece that the n-th jump line of a piece speaks of: the first of a
// later piece goes back, all others go on.
func jumpTarget(all []piece, from *page.Mark, n int) (piece, bool) {
	want := from.Order + 1
	if from.Order > 0 && n == 0 {
		want = from.Order - 1
	}
	for _, p := range all {
		if p.mark.Order == want {
			return p, true
		}
	}
	return piece{}, false
}

func (f *file) title(story string) string {
	for _, s := range f.doc.Stories {
		if s.ID == story {
			return s.Title
		}
	}
	return story
}

// addLink adds a link to page i; a reader without eyes is told its title.
func (f *file) addLink(i int, m *page.Mark, to piece, title string) {
	x, y := f.boxes[to.page].place(unit.Point{X: to.mark.Rect.X, Y: to.mark.Rect.Y})
	parent := ""
	if f.std.tags {
		parent = fmt.Sprintf("/StructParent %d", len(f.doc.Pages)+len(f.annots))
	}
	r := f.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect%s/Border[0 0 0]/F 4/Contents%s%s/Dest[%s/XYZ %s %s null]>>",
		f.boxes[i].box(m.Rect), textString(title), parent, f.pages[to.page], appendMilli(nil, x), appendMilli(nil, y)))
	f.annots = append(f.annots, annotation{page: i, ref: r, mark: m})
}

// annotate hangs the links into the structure tree: what a jump line's P or an entry's TOCI
// holds moves into a Link, with the annotation.
func (f *file) annotate(t *tagTree) {
	for i := range f.annots {
		a := &f.annots[i]
		for mcid, p := range f.tagged[a.page] {
			if len(p.marks) > 0 && p.marks[len(p.marks)-1] == a.mark {
				t.linked(a, t.byPage[a.page][mcid])
				break
			}
		}
	}
}

func (t *tagTree) linked(a *annotation, e *element) {
	l := e.child(&element{tag: "Link"})
	l.content = append(e.content, leaf{page: a.page, annot: a.ref})
	for i := range l.content {
		l.content[i].after = 0
		if c := l.content[i]; c.annot == 0 {
			t.byPage[c.page][c.mcid] = l
		}
	}
	e.content, a.element = nil, l
}

// pageAnnots is a page's /Annots, or "".
func (f *file) pageAnnots(i int) string {
	var b strings.Builder
	for _, a := range f.annots {
		if a.page == i {
			b.WriteString(a.ref.String() + " ")
		}
	}
	if i < len(f.remarks) {
		for _, r := range f.remarks[i] {
			b.WriteString(r.String() + " ")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "[" + b.String() + "]"
}
