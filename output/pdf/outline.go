package pdf

import (
	"fmt"
	"strconv"

	"github.com/signintech/gopdf"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// bookmark is an entry of the outline: a section with its stories.
type bookmark struct {
	title    string
	story    string     // its id; "" for a section
	page     int        // index in Doc.Pages
	at       unit.Point // what the reader's window shows at its corner
	children []*bookmark

	obj *gopdf.OutlineObj
}

// bookmarks lists the sections in the order of their pages, with the stories that begin
// on them. Pages of one section in a row are one entry.
func bookmarks(d *page.Doc) []*bookmark {
	var top []*bookmark
	section := make([]*bookmark, len(d.Pages))
	for i, p := range d.Pages {
		title := p.Section
		if title == "" {
			title = p.Name
		}
		if n := len(top); n == 0 || top[n-1].title != title {
			top = append(top, &bookmark{title: title, page: i})
		}
		section[i] = top[len(top)-1]
	}
	places := storyPlaces(d)
	for _, s := range d.Stories {
		if s.Page < 0 || s.Page >= len(d.Pages) {
			continue
		}
		title := s.Title
		if title == "" {
			title = s.ID
		}
		b := section[s.Page]
		b.children = append(b.children, &bookmark{title: title, story: s.ID, page: s.Page, at: places[place{s.ID, s.Page}]})
	}
	return top
}

type place struct {
	story string
	page  int
}

// storyPlaces finds the upper left corner of each story on each page it has a piece on.
func storyPlaces(d *page.Doc) map[place]unit.Point {
	m := map[place]unit.Point{}
	for i, p := range d.Pages {
		for _, it := range p.Items {
			k, ok := it.(*page.Mark)
			if !ok || !k.Open || k.Role != page.RoleStory {
				continue
			}
			if _, seen := m[place{k.ID, i}]; !seen {
				m[place{k.ID, i}] = unit.Point{X: k.Rect.X, Y: k.Rect.Y}
			}
		}
	}
	return m
}

// addOutline takes a gopdf object for each bookmark. gopdf chains them as one level with a
// wrong parent, knows no place but the last page's, and writes titles wrong outside the
// BMP; completeOutline puts that right.
func addOutline(gp *gopdf.GoPdf, top []*bookmark) {
	for _, b := range top {
		b.obj = gp.AddOutlineWithPosition("")
		addOutline(gp, b.children)
	}
}

func (b *bookmark) ref() ref { return ref(b.obj.GetIndex()) }

// complete sets what the entry says and what it holds.
func (b *bookmark) complete(d *dict, dest string) {
	d.set("/Title", textString(b.title))
	d.set("/Dest", dest)
	if n := len(b.children); n > 0 {
		d.set("/First", b.children[0].ref().String())
		d.set("/Last", b.children[n-1].ref().String())
		d.set("/Count", strconv.Itoa(n))
	}
}

// chain sets the links between the entries of one level, found by their objects.
func chain(d *dict, level []*bookmark, i int, parent ref) {
	d.set("/Parent", parent.String())
	d.del("/Prev")
	d.del("/Next")
	if i > 0 {
		d.set("/Prev", level[i-1].ref().String())
	}
	if i+1 < len(level) {
		d.set("/Next", level[i+1].ref().String())
	}
}

// listed is a bookmark in its level.
type listed struct {
	level  []*bookmark
	i      int
	parent ref
}

// listing finds the bookmarks of a level and of those below it by their objects.
func listing(of map[ref]listed, level []*bookmark, parent ref) {
	for i, b := range level {
		of[b.ref()] = listed{level, i, parent}
		listing(of, b.children, b.ref())
	}
}

// completeOutline writes the entry whose object d is, if it is one.
func (f *file) completeOutline(obj ref, d *dict) {
	if f.entries == nil {
		f.entries = map[ref]listed{}
		listing(f.entries, f.marks, outlinesObject)
	}
	e, ok := f.entries[obj]
	if !ok {
		return
	}
	b := e.level[e.i]
	x, y := f.boxes[b.page].place(b.at)
	b.complete(d, fmt.Sprintf("[%s/XYZ %s %s null]", f.pages[b.page], appendMilli(nil, x), appendMilli(nil, y)))
	chain(d, e.level, e.i, e.parent)
}

// completeRoot corrects the root, where gopdf takes the last entry of any level for the
// last of the first.
func (f *file) completeRoot(d *dict) {
	if n := len(f.marks); n > 0 {
		d.set("/First", f.marks[0].ref().String())
		d.set("/Last", f.marks[n-1].ref().String())
	}
}
