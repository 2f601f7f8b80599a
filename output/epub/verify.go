package epub

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/output/internal/prose"
)

// maxDocument is how many bytes one XHTML document may have: beyond it old reading
// devices become slow or refuse it.
const maxDocument = 300 << 10

// verify opens the finished file again and checks what a validator or a reader would
// trip over, and that the stories stand in it once each and whole.
func (b *book) verify(data []byte) error {
	if err := verifyZip(data); err != nil {
		return err
	}
	v := verifier{b: b, docs: map[string]*scanned{}}
	var err error
	if v.files, err = unzip(data); err != nil {
		return err
	}
	for _, step := range []func() error{v.pack, v.documents, v.references, v.spine, v.contents, v.pageList, v.text} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// verifyZip checks the rules of OCF 3.3 section 4.2 and that the file can be read as a stream.
func verifyZip(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	if len(z.File) == 0 || z.File[0].Name != "mimetype" || z.File[0].Method != zip.Store || len(z.File[0].Extra) > 0 {
		return errors.New("the first entry is not a stored mimetype")
	}
	for _, f := range z.File {
		if f.Flags&0x8 != 0 {
			return fmt.Errorf("%s has its size behind it and cannot be streamed", f.Name)
		}
	}
	return nil
}

type verifier struct {
	b     *book
	files map[string][]byte
	opf   opfFile
	docs  map[string]*scanned // by href from the package document
}

// opfFile is the package document as read back.
type opfFile struct {
	Manifest []opfItem `xml:"manifest>item"`
	Spine    []struct {
		IDRef string `xml:"idref,attr"`
	} `xml:"spine>itemref"`
}

type opfItem struct {
	ID         string `xml:"id,attr"`
	Href       string `xml:"href,attr"`
	MediaType  string `xml:"media-type,attr"`
	Properties string `xml:"properties,attr"`
}

// pack checks the package document: it lists each file of the container once.
func (v *verifier) pack() error {
	if err := xml.Unmarshal(v.files[folder+"package.opf"], &v.opf); err != nil {
		return fmt.Errorf("package document: %w", err)
	}
	listed, ids := map[string]bool{}, map[string]bool{}
	for _, it := range v.opf.Manifest {
		switch {
		case !isNCName(it.ID):
			return fmt.Errorf("package document: id %q is no name", it.ID)
		case ids[it.ID]:
			return fmt.Errorf("package document: id %q is used twice", it.ID)
		case listed[it.Href]:
			return fmt.Errorf("package document: %s is listed twice", it.Href)
		case v.files[folder+it.Href] == nil:
			return fmt.Errorf("package document: %s is not in the container", it.Href)
		}
		ids[it.ID], listed[it.Href] = true, true
	}
	want := 0
	for name := range v.files {
		if name != "mimetype" && !strings.HasPrefix(name, "META-INF/") && name != folder+"package.opf" {
			want++
		}
	}
	if len(v.opf.Manifest) != want {
		return fmt.Errorf("package document lists %d files, the container holds %d", len(v.opf.Manifest), want)
	}
	return nil
}

// documents parses every XML file.
func (v *verifier) documents() error {
	for _, it := range v.opf.Manifest {
		data := v.files[folder+it.Href]
		switch it.MediaType {
		case "application/xhtml+xml", "application/x-dtbncx+xml":
			doc, err := scan(data)
			if err != nil {
				return fmt.Errorf("%s: %w", it.Href, err)
			}
			v.docs[it.Href] = doc
			if err := v.document(it, doc, len(data)); err != nil {
				return fmt.Errorf("%s: %w", it.Href, err)
			}
		case "text/css":
			if i := bytes.Index(data, []byte("var(")); i >= 0 {
				return fmt.Errorf("%s: var() is not understood by all readers", it.Href)
			}
			if bytes.Contains(data, []byte("url(http")) || bytes.Contains(data, []byte("@import")) {
				return fmt.Errorf("%s: it fetches from elsewhere", it.Href)
			}
		}
	}
	return nil
}

func (v *verifier) document(it opfItem, doc *scanned, size int) error {
	if it.MediaType != "application/xhtml+xml" {
		return nil
	}
	switch {
	case doc.title == "":
		return errors.New("the title is empty")
	case doc.lang == "":
		return errors.New("the language is not said")
	case size > maxDocument && v.b.fixed == nil:
		return fmt.Errorf("%d bytes are too many for one document", size)
	case doc.turned:
		return errors.New("an article does not say its direction")
	case doc.svg != strings.Contains(it.Properties, "svg"):
		return errors.New("the svg property of the manifest is wrong")
	}
	return nil
}

// references checks that every link leads somewhere.
func (v *verifier) references() error {
	for _, it := range v.opf.Manifest {
		doc := v.docs[it.Href]
		if doc == nil {
			continue
		}
		for _, l := range doc.links {
			if err := v.reference(it.Href, l); err != nil {
				return fmt.Errorf("%s: %w", it.Href, err)
			}
		}
	}
	return nil
}

func (v *verifier) reference(from string, l link) error {
	if file, _, _ := strings.Cut(l.target, "#"); strings.Contains(file, ":") {
		if l.element == "a" && prose.SafeLink(l.target) {
			return nil
		}
		return fmt.Errorf("link to %s", l.target)
	}
	href, fragment := v.resolve(from, l.target)
	if v.files[folder+href] == nil {
		return fmt.Errorf("link to %s, which is not in the book", l.target)
	}
	if strings.HasPrefix(fragment, "xywh=percent:") {
		return nil
	}
	if fragment != "" && (v.docs[href] == nil || !v.docs[href].ids[fragment]) {
		return fmt.Errorf("link to %s, a place that does not exist", l.target)
	}
	return nil
}

func (v *verifier) resolve(from, target string) (href, fragment string) {
	href, fragment, _ = strings.Cut(target, "#")
	if href == "" {
		return from, fragment
	}
	return path.Join(path.Dir(from), href), fragment
}

// spine checks that each article is read once.
func (v *verifier) spine() error {
	byID := map[string]string{}
	for _, it := range v.opf.Manifest {
		byID[it.ID] = it.Href
	}
	read := map[string]bool{}
	for _, ref := range v.opf.Spine {
		href := byID[ref.IDRef]
		switch {
		case href == "":
			return fmt.Errorf("the spine names %q, which is not listed", ref.IDRef)
		case read[href]:
			return fmt.Errorf("the spine names %q twice", ref.IDRef)
		}
		read[href] = true
	}
	if v.b.fixed != nil {
		return nil
	}
	for _, a := range v.b.articles {
		for i := range a.parts {
			if !read["xhtml/"+a.partFile(i)] {
				return fmt.Errorf("story %q is not in the spine", a.story.ID)
			}
		}
	}
	return nil
}

// contents checks that each article stands in the contents once, in the order of the
// spine, and that every entry has words.
func (v *verifier) contents() error {
	nav := v.docs["nav.xhtml"]
	if nav == nil {
		return errors.New("there is no contents page")
	}
	count := map[string]int{}
	for _, kind := range []string{"toc", "page-list", "landmarks"} {
		for _, l := range nav.navs[kind] {
			if strings.TrimSpace(l.text) == "" {
				return fmt.Errorf("contents: the link to %s has no text", l.target)
			}
			if kind == "toc" {
				count[l.target]++
			}
		}
	}
	for _, a := range v.b.articles {
		if n := count[v.b.start(a)]; n != 1 {
			return fmt.Errorf("story %q stands %d times in the contents", a.story.ID, n)
		}
	}
	return nil
}

// pageList checks that each entry leads to a page break with its label, that they rise, and
// that no page with a picture is left out.
func (v *verifier) pageList() error {
	last := -1
	listed := map[string]bool{}
	for _, l := range v.docs["nav.xhtml"].navs["page-list"] {
		href, fragment := v.resolve("nav.xhtml", l.target)
		if label, ok := v.docs[href].breaks[fragment]; !ok || label != l.text {
			return fmt.Errorf("page list: %s does not lead to the beginning of page %s", l.target, l.text)
		}
		n := slices.IndexFunc(v.b.sheets, func(s *sheet) bool { return strings.HasPrefix(fragment+"-", s.breakID("", 0)+"-") })
		if n <= last {
			return fmt.Errorf("page list: %s comes twice or too late", l.target)
		}
		last, listed[href] = n, true
		listed[href+"#"+fragment] = true
	}
	for _, it := range v.opf.Manifest {
		if doc := v.docs[it.Href]; doc != nil {
			for _, id := range doc.breakIDs {
				if !listed[it.Href+"#"+id] {
					return fmt.Errorf("page list: the page break %s of %s is not in it", id, it.Href)
				}
			}
		}
	}
	for _, s := range v.b.sheets {
		if s.file != "" && !listed["xhtml/"+s.file] {
			return fmt.Errorf("page list: page %s is not in it", s.name)
		}
	}
	return nil
}

// text checks that each article has the characters of its story, all of them, in order.
func (v *verifier) text() error {
	if v.b.fixed != nil {
		return v.printedText()
	}
	for _, a := range v.b.articles {
		var want strings.Builder
		for _, t := range prose.Texts(a.story) {
			want.WriteString(prose.NoSpace(t.String()))
		}
		var got strings.Builder
		for i := range a.parts {
			got.WriteString(v.docs["xhtml/"+a.partFile(i)].of[a.id])
		}
		if got.String() != want.String() {
			return fmt.Errorf("story %q: %s", a.story.ID, difference(want.String(), got.String()))
		}
		if v.b.o.Read != nil {
			v.b.o.Read(a.story.ID, utf8.RuneCountInString(letters(got.String())))
		}
	}
	return nil
}

// printedText checks that each page of a replica has the characters of the printed page.
func (v *verifier) printedText() error {
	for i, s := range v.b.sheets {
		want, got := v.b.fixed.text(i), v.docs["xhtml/"+s.file].text
		if got != want {
			return fmt.Errorf("page %s: %s", s.name, difference(want, got))
		}
	}
	return nil
}

// difference says where two texts part.
func difference(want, got string) string {
	w, g := []rune(want), []rune(got)
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	return fmt.Sprintf("the text differs at character %d: %q in the edition, %q in the book", i+1, around(w, i), around(g, i))
}

func around(r []rune, i int) string { return string(r[i:min(len(r), i+12)]) }
