package pdf

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/signintech/gopdf"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// resources are what pages share. Once the file is numbered they do not change.
type resources struct {
	doc    *page.Doc
	faces  []*cids // by Text.Face; nil: not used
	spots  []ref   // by Color.Spot-1
	fonts  []fontRefs
	images []imageUse // by Image.File; then those in an ink of their own
	inked  map[inked]int
	over   [4]ref            // overprint of areas 1, of lines 2
	few    map[page.Inks]ref // colour spaces of pictures in several inks
	all    ref               // colour space of registration marks
	gray   bool              // black and its tints are said in DeviceGray, which screens show full
	trap   unit.Length
}

// file is a PDF in the making: pages and outline stand in gopdf, bodies in objects.
type file struct {
	doc     *page.Doc
	opt     Options
	std     standard
	icc     *color.Profile // of the press
	res     resources
	gp      gopdf.GoPdf
	boxes   []boxes
	pages   []ref
	marks   []*bookmark
	entries map[ref]listed // the bookmarks, by their objects; nil: not listed yet
	objects
	contents []ref
	used     []pageUse
	info     ref
	metadata ref
	output   ref // the press's profile
	srgb     ref // colour of RGB pictures

	tagged [][]part // sequences by page
	tree   ref      // root of the structure
	annots []annotation

	remarks [][]ref // annotations of readers, by page

	supplied map[*byte]*supplied // by the first byte of the file

	linkLock sync.Mutex
	links    map[string]*color.Link // by source profile
	devices  map[string]*color.Link // device links, by the space that they come from
}

// outlinesObject is the number of gopdf's outline root: after the catalogue and the pages.
const outlinesObject ref = 3

// maxSide is the longest page that readers agree on (ISO 32000-1, annex C.2).
const maxSide = 14400 * unit.Pt

// layOut makes pages and outline in gopdf, so that their numbers are known.
func (f *file) layOut() error {
	if len(f.doc.Pages) == 0 {
		return page.ErrNoPages
	}
	for i, p := range f.doc.Pages {
		b := pageBoxes(p, f.opt.Press.Marks)
		if b.trim.Empty() || b.media.W > maxSide || b.media.H > maxSide {
			return fmt.Errorf("page %d: its size %g × %g pt is out of range", i+1, b.trim.W.Float(), b.trim.H.Float())
		}
		f.boxes = append(f.boxes, b)
	}
	f.gp.Start(gopdf.Config{PageSize: rectOf(f.boxes[0])})
	for _, b := range f.boxes {
		size := rectOf(b)
		f.pages = append(f.pages, ref(f.gp.GetNextObjectID()))
		f.gp.AddPageWithOption(gopdf.PageOption{PageSize: &size})
	}
	f.marks = bookmarks(f.doc)
	addOutline(&f.gp, f.marks)
	f.objects.first = f.gp.GetNextObjectID()
	f.res.doc, f.res.gray = f.doc, f.opt.Profile == Screen
	if f.std.inks {
		f.res.trap = f.opt.Press.Trap
	}
	return nil
}

func rectOf(b boxes) gopdf.Rect {
	return gopdf.Rect{W: b.media.W.Float(), H: b.media.H.Float()}
}

// number gives every object that is ours its number.
func (f *file) number() error {
	r := &f.res
	for i := range r.over {
		r.over[i] = f.add(fmt.Sprintf("<</Type/ExtGState/op %t/OP %t/OPM 1>>", i&1 != 0, i&2 != 0))
	}
	for _, s := range f.doc.Spots {
		r.spots = append(r.spots, f.add(separation(s)))
	}
	if f.opt.Press.Marks.any() {
		r.all = f.add(separation(page.Spot{Name: "All", Alt: page.Color{C: 10000, M: 10000, Y: 10000, K: 10000}}))
	}
	r.fonts = make([]fontRefs, len(r.faces))
	for i, c := range r.faces {
		if c != nil {
			r.fonts[i] = allocFont(&f.objects, c)
		}
	}
	if f.std.metadata {
		f.metadata = f.add(stream("/Type/Metadata/Subtype/XML", f.xmp()))
	}
	if f.std.x != "" || f.std.a {
		f.output = f.alloc()
	}
	if f.std.metadata && !f.std.inks {
		f.srgb = f.alloc()
	}
	if err := r.surveyImages(f.doc); err != nil {
		return err
	}
	for i := range r.images {
		if u := &r.images[i]; !u.region.Empty() {
			if err := f.settle(u); err != nil {
				return err
			}
		}
	}
	for range f.doc.Pages {
		f.contents = append(f.contents, f.alloc())
	}
	f.used, f.tagged = make([]pageUse, len(f.doc.Pages)), make([][]part, len(f.doc.Pages))
	f.info = f.add(f.infoDict())
	return nil
}

// separation is a spot ink's colour space, shown in process inks where it has no plate.
func separation(s page.Spot) string {
	var alt []byte
	for _, v := range [4]uint16{s.Alt.C, s.Alt.M, s.Alt.Y, s.Alt.K} {
		alt = append(appendInk(alt, v), ' ')
	}
	return fmt.Sprintf("[/Separation%s/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%s]/N 1>>]", name(s.Name), alt[:len(alt)-1])
}

// make fills the bodies: fonts first, which take longest, then pictures and pages.
func (f *file) make() error {
	var jobs []func(s *scratch) error
	for i, c := range f.res.faces {
		if c != nil {
			jobs = append(jobs, func(s *scratch) error { return embedFont(&f.objects, f.res.fonts[i], c, &s.packer) })
		}
	}
	for i, u := range f.res.images {
		if u.ref != 0 && u.form == nil {
			jobs = append(jobs, func(s *scratch) error { return f.picture(i, s) })
		}
	}
	profile := func(r ref, icc *color.Profile) {
		if r != 0 {
			jobs = append(jobs, func(s *scratch) error {
				f.set(r, stream(fmt.Sprintf("/N %d/Filter/FlateDecode", icc.Channels()), s.pack(icc.Data)))
				return nil
			})
		}
	}
	profile(f.output, f.icc)
	profile(f.srgb, color.SRGB())
	for i := range f.doc.Pages {
		jobs = append(jobs, func(s *scratch) error { return f.page(i, s) })
	}
	if err := each(len(jobs), f.opt.Parallel, f.opt.Compress, func(i int, s *scratch) error { return jobs[i](s) }); err != nil {
		return err
	}
	if f.std.links {
		f.addLinks()
	}
	if f.std.comments {
		f.addComments()
	}
	if f.std.tags {
		f.structure()
	}
	return nil
}

// pictures makes the pictures that are wanted.
func (f *file) pictures(wanted func(name string) bool) error {
	var all []int
	for i, u := range f.res.images {
		if u.ref != 0 && u.form == nil && wanted(f.doc.Images[u.file].Name) {
			all = append(all, i)
		}
	}
	return each(len(all), f.opt.Parallel, f.opt.Compress, func(i int, s *scratch) error {
		if err := f.picture(all[i], s); err != nil {
			return err
		}
		return f.tell(all[i])
	})
}

func (f *file) page(i int, s *scratch) error {
	c := content{buf: s.content[:0], strings: s.strings, chars: s.chars, res: &f.res, base: f.boxes[i].base(), boxes: f.boxes[i]}
	c.tags.on = f.std.tags
	if err := c.write(f.doc.Pages[i].Items); err != nil {
		return fmt.Errorf("page %d: %w", i+1, err)
	}
	c.endSequence()
	c.endText()
	f.tagged[i] = c.tags.parts
	s.content, s.strings, s.chars = c.buf, c.strings, c.chars
	f.set(f.contents[i], stream("/Filter/FlateDecode", s.pack(c.buf)))
	f.used[i] = c.used
	return nil
}

// assemble lets gopdf write the file through the sealer.
func (f *file) assemble(w io.Writer) error {
	bodies := make(map[int]string, len(f.bodies))
	lengths := make([]int, len(f.bodies))
	size := 0
	for i, b := range f.bodies {
		bodies[f.first+i], lengths[i] = b, len(b)
		size += len(b)
	}
	if b, ok := w.(interface{ Grow(n int) }); ok { // a buffer, that need not be moved while it fills
		b.Grow(size + size/4 + 16<<10)
	}
	f.gp.ImportObjects(bodies, f.first)
	s := &sealer{out: w, version: f.std.version, complete: f.complete, trailer: f.trailer}
	s.imported = func(obj int) int {
		if obj < f.first {
			return -1
		}
		return lengths[obj-f.first]
	}
	if _, err := f.gp.WriteTo(s); err != nil {
		return err
	}
	return s.close()
}

// complete adds to gopdf's own objects what it cannot write.
func (f *file) complete(obj int, d *dict) {
	switch d.get("/Type") {
	case "/Catalog":
		f.catalog(d)
	case "/Pages":
		d.del("/MediaBox") // each page has its own
	case "/Outlines":
		f.completeRoot(d)
	case "/Page":
		f.pageDict(obj-int(f.pages[0]), d)
	default:
		f.completeOutline(ref(obj), d)
	}
}

func (f *file) catalog(d *dict) {
	if f.doc.Meta.Lang != "" {
		d.set("/Lang", textString(f.doc.Meta.Lang))
	}
	d.set("/PageLabels", pageLabels(f.doc.Pages))
	d.set("/ViewerPreferences", "<</DisplayDocTitle true>>")
	if f.tree != 0 {
		d.set("/MarkInfo", "<</Marked true>>")
		d.set("/StructTreeRoot", f.tree.String())
	}
	if f.metadata != 0 {
		d.set("/Metadata", f.metadata.String())
	}
	if f.output != 0 {
		d.set("/OutputIntents", f.intents(f.output))
	}
}

func (f *file) pageDict(i int, d *dict) {
	b := f.boxes[i]
	d.set("/MediaBox", b.box(b.media))
	d.set("/CropBox", b.box(b.media))
	d.set("/BleedBox", b.box(b.bleed))
	d.set("/TrimBox", b.box(b.trim))
	d.set("/Contents", f.contents[i].String())
	d.set("/Resources", f.pageResources(&f.used[i]))
	if f.tree != 0 {
		d.set("/StructParents", fmt.Sprint(i))
		d.set("/Tabs", "/S")
	}
	if f.blends(&f.used[i]) {
		d.set("/Group", "<</S/Transparency/CS/DeviceCMYK>>")
	}
	if a := f.pageAnnots(i); a != "" {
		d.set("/Annots", a)
	}
}

// pageResources lists what one page uses, in the order of the document.
func (f *file) pageResources(u *pageUse) string {
	var b strings.Builder
	list := func(key, prefix string, used map[int]bool, at func(int) ref) {
		if len(used) == 0 {
			return
		}
		b.WriteString(key + "<<")
		for _, i := range sorted(used) {
			fmt.Fprintf(&b, "/%s%d %s", prefix, i, at(i))
		}
		b.WriteString(">>")
	}
	b.WriteString("<<")
	list("/Font", "F", u.faces, func(i int) ref { return f.res.fonts[i].font })
	list("/XObject", "I", u.images, func(i int) ref { return f.res.images[i].ref })
	list("/ColorSpace", "C", u.spots, func(i int) ref {
		if i == registrationSpot-1 {
			return f.res.all
		}
		return f.res.spots[i]
	})
	if u.over {
		b.WriteString("/ExtGState<<")
		for i, r := range f.res.over {
			fmt.Fprintf(&b, "/O%d %s", i, r)
		}
		b.WriteString(">>")
	}
	b.WriteString(">>")
	return b.String()
}

func sorted(m map[int]bool) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// pageLabels names the pages as they are named on paper.
func pageLabels(pages []*page.Page) string {
	var b strings.Builder
	b.WriteString("<</Nums[")
	for i, p := range pages {
		fmt.Fprintf(&b, "%d<</P%s>>", i, textString(p.Name))
	}
	b.WriteString("]>>")
	return b.String()
}

func (f *file) infoDict() string {
	m := f.doc.Meta
	var b strings.Builder
	entry := func(key, value string) {
		if value != "" {
			b.WriteString(key + textString(value))
		}
	}
	entry("/Title", m.Title)
	entry("/Author", m.Paper)
	entry("/Creator", creator)
	entry("/Producer", f.opt.Generator)
	entry("/GTS_PDFXVersion", f.std.x)
	at := date(f.opt.Modified)
	return "<<" + b.String() + "/CreationDate" + at + "/ModDate" + at + "/Trapped/" + f.trapped() + ">>"
}

// trapped is what the file says of trapping: done, where the press asked for it and nothing on
// the pages is of somebody else, whose colours are as they came.
func (f *file) trapped() string {
	supplied := slices.ContainsFunc(f.doc.Images, func(im page.ImageFile) bool { return im.Format == "pdf" })
	if f.res.trap > 0 && !supplied {
		return "True"
	}
	return "False"
}

func (f *file) trailer(t *dict, id string) {
	t.set("/Info", f.info.String())
	t.set("/ID", "[<"+id+"><"+id+">]")
}
