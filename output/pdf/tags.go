package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banxin/layout/page"
)

// element is a node of the structure tree (ISO 32000-1, 14.7.2).
type element struct {
	tag      string // a standard type
	own      string // its own type, which maps to that; empty: none
	ref      ref
	parent   *element
	children []*element
	content  []leaf
	alt      string
	bbox     string
	id       string // of a Note
	across   int    // columns of a cell
	down     int    // and rows
	heads    int    // headlines of an Art
	lang     string // of the document, and of an Art of another language
	notes    map[noteKey]*element
}

// leaf is a child of an element that stands in a page: a sequence, or a link annotation.
type leaf struct {
	page  int
	mcid  int
	annot ref
	after int // children of the element before it
}

// noteKey finds the element of a mark again, where a part goes on in another column or on
// another page. What has no id of its own is one mark: jump lines, and the rows and cells of
// tables, which are never parted.
type noteKey struct {
	role page.Role
	id   string
	item int
	mark *page.Mark
}

func keyOf(m *page.Mark) noteKey {
	switch m.Role {
	case page.RoleJump, page.RoleRow, page.RoleCell, page.RoleHeadCell:
		return noteKey{role: m.Role, mark: m}
	}
	if m.ID == "" {
		return noteKey{role: m.Role, mark: m}
	}
	return noteKey{role: m.Role, id: m.ID, item: m.Item}
}

// roles are the structure types of marks (ISO 32000-1, 14.8.4). What is not listed is P. The
// only furniture that is read is the index.
var roles = map[page.Role]string{
	page.RoleStory: "Art", page.RoleHead: "Div", page.RoleHeadline: "H1", page.RoleSubhead: "H2", page.RoleQuote: "BlockQuote",
	page.RoleList: "L", page.RoleListItem: "LI", page.RoleTable: "Table", page.RoleRow: "TR", page.RoleCell: "TD", page.RoleHeadCell: "TH",
	page.RoleFigure: "Figure", page.RoleCaption: "Caption", page.RoleNote: "Note",
	page.RoleFurniture: "TOC", page.RoleEntry: "TOCI",
}

// ownTypes are the types of roles that the standard has no type for. A role map says what each
// is in standard types (14.7.3), and whoever reads the file again knows the role.
var ownTypes = map[page.Role]string{
	page.RoleLabel: "Label", page.RoleKicker: "Kicker", page.RoleHeadline: "Headline", page.RoleDeck: "Deck", page.RoleByline: "Byline",
	page.RoleLead: "Lead", page.RoleSignoff: "Signoff", page.RoleJump: "Jump",
}

// roleMap is the map of the types.
func (t *tagTree) roleMap() string {
	var out []string
	for role, own := range ownTypes {
		out = append(out, "/"+own+"/"+cmp.Or(roles[role], "P"))
	}
	for own := range t.kinds {
		out = append(out, "/"+own+"/P")
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

// tagTree grows the structure tree from the sequences of the pages.
type tagTree struct {
	f       *file
	root    *element
	stories map[string]*element
	byPage  [][]*element // by page and MCID
	notes   int
	kinds   map[string]bool // types of kinds of paragraph in use; the role map has those alone
}

// structure makes the tree's objects once the pages are written: sections, in them the
// stories that begin there, each with all its pieces wherever they stand.
func (f *file) structure() {
	t := &tagTree{f: f, root: &element{tag: "Document", lang: f.doc.Meta.Lang}, stories: map[string]*element{}, kinds: map[string]bool{}, byPage: make([][]*element, len(f.doc.Pages))}
	t.sections()
	for _, p := range f.inOrder() {
		t.place(p)
	}
	t.languages()
	t.finish(t.root)
	f.writeTree(t)
}

// languages says of each story of another language than the paper's which it is, for readers
// aloud (ISO 32000-1, 14.9.2.2).
func (t *tagTree) languages() {
	for _, s := range t.f.doc.Stories {
		if art := t.stories[s.ID]; art != nil && s.Lang != t.root.lang {
			art.lang = s.Lang
		}
	}
}

// sections makes a Sect for each section and an Art for each story in it.
func (t *tagTree) sections() {
	for _, b := range t.f.marks {
		sect := t.root.child(&element{tag: "Sect"})
		for _, s := range b.children {
			if t.stories[s.story] == nil {
				t.stories[s.story] = sect.child(&element{tag: "Art"})
			}
		}
	}
}

func (e *element) child(c *element) *element {
	c.parent = e
	e.children = append(e.children, c)
	return c
}

// placedPart is a sequence and where it is.
type placedPart struct {
	part
	page, mcid int
}

// inOrder lists the sequences by the order of their stories' pieces: page by page, but a
// piece that is read later stands later even if its page comes first.
func (f *file) inOrder() []placedPart {
	var byOrder [][]placedPart
	for i := range f.tagged {
		for mcid, p := range f.tagged[i] {
			order := 0
			for _, m := range p.marks {
				if m.Role == page.RoleStory {
					order = min(max(m.Order, 0), 1<<16)
				}
			}
			for len(byOrder) <= order {
				byOrder = append(byOrder, nil)
			}
			byOrder[order] = append(byOrder[order], placedPart{p, i, mcid})
		}
	}
	var all []placedPart
	for _, parts := range byOrder {
		all = append(all, parts...)
	}
	return all
}

// place hangs a sequence into the tree, under an element for each of its marks.
func (t *tagTree) place(p placedPart) {
	e := t.root
	for _, m := range p.marks {
		e = t.under(e, m)
	}
	if e.tag == "Art" || e.tag == "Div" { // text beside any block
		e = e.found(noteKey{role: page.RoleParagraph}, "P")
	}
	if p.alt != "" {
		figure := e
		for figure != nil && figure.tag != "Figure" {
			figure = figure.parent
		}
		if figure == nil {
			figure = e.found(noteKey{role: page.RoleFigure, id: p.alt}, "Figure")
			e = figure
		}
		if figure.alt == "" {
			figure.alt = p.alt
		}
	}
	e.content = append(e.content, leaf{page: p.page, mcid: p.mcid, after: len(e.children)})
	row := &t.byPage[p.page]
	for len(*row) <= p.mcid {
		*row = append(*row, nil)
	}
	(*row)[p.mcid] = e
}

// under returns the element of mark m below e.
func (t *tagTree) under(e *element, m *page.Mark) *element {
	if m.Role == page.RoleStory {
		if t.stories[m.ID] == nil {
			t.stories[m.ID] = t.root.child(&element{tag: "Art"})
		}
		return t.stories[m.ID]
	}
	tag := roles[m.Role]
	if tag == "" {
		tag = "P"
	}
	art := e
	for art.parent != nil && art.tag != "Art" {
		art = art.parent
	}
	switch {
	case tag == "H1":
		art.heads++
	case tag == "H2" && art.heads == 0:
		tag = "H1" // levels must not begin with the second
	}
	c := e.found(keyOf(m), tag)
	c.own = ownTypes[m.Role]
	if _, _, tag, kind := m.Role.Kind(); kind {
		c.own = tag
		t.kinds[c.own] = true
	}
	switch {
	case tag == "Figure" && c.bbox == "":
		c.alt = m.Alt
	case tag == "Note" && c.id == "":
		t.notes++
		c.id = "note" + strconv.Itoa(t.notes)
	case tag == "TH" || tag == "TD":
		c.across, c.down = m.Across, m.Down
	case tag == "LI":
		return c.found(noteKey{role: "body"}, "LBody")
	}
	return c
}

// found returns the child made before for the same key, or a new one. Text beside any
// block is one part only while nothing else came after it.
func (e *element) found(k noteKey, tag string) *element {
	if c := e.notes[k]; c != nil && (k.id != "" || k.mark != nil || e.children[len(e.children)-1] == c) {
		return c
	}
	if e.notes == nil {
		e.notes = map[noteKey]*element{}
	}
	c := e.child(&element{tag: tag})
	e.notes[k] = c
	return c
}

// finish drops elements that hold nothing and gives pictures without a description their
// caption's place in words.
func (t *tagTree) finish(e *element) bool {
	kept := e.children[:0]
	for _, c := range e.children {
		if t.finish(c) {
			kept = append(kept, c)
		} else {
			for i := range e.content {
				e.content[i].after = min(e.content[i].after, len(kept))
			}
		}
	}
	e.children = kept
	if e.tag == "Figure" && e.alt == "" {
		e.alt = "图片"
	}
	return len(e.children) > 0 || len(e.content) > 0 || e == t.root
}

// writeTree gives the elements numbers and bodies.
func (f *file) writeTree(t *tagTree) {
	f.tree = f.alloc()
	f.annotate(t)
	f.numberTree(t.root)
	f.writeElement(t.root, f.tree)
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructTreeRoot/K %s/RoleMap<<%s>>/ParentTreeNextKey %d/ParentTree<</Nums[", t.root.ref, t.roleMap(), len(f.doc.Pages)+len(f.annots))
	for i, row := range t.byPage {
		fmt.Fprintf(&b, "%d[", i)
		for _, e := range row {
			b.WriteString(e.ref.String() + " ")
		}
		b.WriteString("]")
	}
	for i, a := range f.annots {
		if a.element != nil {
			fmt.Fprintf(&b, "%d %s ", len(f.doc.Pages)+i, a.element.ref)
		}
	}
	b.WriteString("]>>>>")
	f.set(f.tree, b.String())
}

func (f *file) numberTree(e *element) {
	e.ref = f.alloc()
	for _, c := range e.children {
		f.numberTree(c)
	}
}

// ofTable are the attributes of a cell (ISO 32000-1, 14.8.5.7): how far it reaches, and of a head
// that it is over a column.
func (e *element) ofTable() string {
	a := ""
	if e.tag == "TH" {
		a = "/Scope/Column"
	}
	if e.across > 1 {
		a += "/ColSpan " + strconv.Itoa(e.across)
	}
	if e.down > 1 {
		a += "/RowSpan " + strconv.Itoa(e.down)
	}
	return a
}

func (f *file) writeElement(e *element, parent ref) {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructElem/S/%s/P %s", cmp.Or(e.own, e.tag), parent)
	if e.alt != "" && e.tag == "Figure" {
		b.WriteString("/Alt" + textString(e.alt))
	}
	if e.id != "" {
		b.WriteString("/ID" + textString(e.id))
	}
	if a := e.ofTable(); a != "" {
		b.WriteString("/A<</O/Table" + a + ">>")
	}
	if e.lang != "" {
		b.WriteString("/Lang" + textString(e.lang))
	}
	b.WriteString("/K[")
	k := 0
	for i := 0; i <= len(e.children); i++ {
		for ; k < len(e.content) && e.content[k].after <= i; k++ {
			l := e.content[k]
			if l.annot != 0 {
				fmt.Fprintf(&b, "<</Type/OBJR/Pg %s/Obj %s>>", f.pages[l.page], l.annot)
			} else {
				fmt.Fprintf(&b, "<</Type/MCR/Pg %s/MCID %d>>", f.pages[l.page], l.mcid)
			}
		}
		if i < len(e.children) {
			b.WriteString(e.children[i].ref.String() + " ")
		}
	}
	b.WriteString("]>>")
	f.set(e.ref, b.String())
	for _, c := range e.children {
		f.writeElement(c, e.ref)
	}
}
