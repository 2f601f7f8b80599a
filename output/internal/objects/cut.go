package objects

import (
	"bytes"
	"fmt"
	"sync"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Knife cuts pages out of a file, each as a file of its own. The same page gives the same
// bytes. It is safe for concurrent use.
type Knife struct {
	mu    sync.Mutex // objects are read as they are asked for
	r     Reader
	pages []Page
}

// maxCut is how many objects a page may have.
const maxCut = 200_000

// NewKnife reads which pages a file has.
func NewKnife(data []byte) (*Knife, error) {
	pdf, err := Open(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	k := &Knife{r: Reader{PDF: pdf}}
	k.pages, err = k.r.Pages()
	return k, err
}

// Pages is how many pages there are.
func (k *Knife) Pages() int { return len(k.pages) }

// Cut returns page n, counted from 0, with what it shows, and its links to the web. What
// belongs to the file as a whole stays there: its structure, its outline, what it claims to be.
func (k *Knife) Cut(n int, title, lang string) (data []byte, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	defer Recover(&err)
	p := k.pages[n]
	out := cutting{objects: make([]string, 4)} // the catalogue, the tree of pages, the page, what is said of the file
	out.copier = Copier{R: k.r, Left: maxCut, Alloc: out.alloc, Set: out.set}
	d := types.Dict{"Type": types.Name("Page"), "MediaBox": p.Media, "Resources": p.Resources}
	for _, name := range []string{"Contents", "TrimBox", "BleedBox", "Group", "UserUnit"} {
		if v := p.Dict[name]; v != nil {
			d[name] = v
		}
	}
	if p.Crop != nil {
		d["CropBox"] = p.Crop
	}
	if p.Rotate != 0 {
		d["Rotate"] = types.Integer(90 * p.Rotate)
	}
	if links := k.webLinks(p.Dict); len(links) > 0 {
		d["Annots"] = links
	}
	page, err := out.copier.Copy(d)
	if err != nil {
		return nil, err
	}
	out.objects[0] = "<</Type/Catalog/Pages 2 0 R/Lang " + text(lang) + "/ViewerPreferences<</DisplayDocTitle true>>>>"
	out.objects[1] = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	out.objects[2] = "<</Parent 2 0 R" + page[len("<<"):]
	out.objects[3] = "<</Title " + text(title) + ">>"
	return out.file(), nil
}

// webLinks are the links of a page that do not lead to other pages.
func (k *Knife) webLinks(page types.Dict) (out types.Array) {
	annots := k.r.Array(page["Annots"])
	for _, o := range annots[:min(len(annots), MaxAnnots)] {
		a := k.r.Dict(o)
		action := k.r.Dict(a["A"])
		if k.r.Name(a["Subtype"]) == "Link" && k.r.Name(action["S"]) == "URI" {
			out = append(out, types.Dict{"Type": types.Name("Annot"), "Subtype": types.Name("Link"), "Rect": a["Rect"], "F": types.Integer(4),
				"Border": types.Array{types.Integer(0), types.Integer(0), types.Integer(0)}, "A": types.Dict{"S": types.Name("URI"), "URI": action["URI"]}})
		}
	}
	return out
}

// text writes a string as UTF-16.
func text(s string) string {
	out := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = fmt.Appendf(out, "%04X", u)
	}
	return string(append(out, '>'))
}

// cutting is a file in the making.
type cutting struct {
	copier  Copier
	objects []string // by their numbers, from 1
}

func (c *cutting) alloc() int { c.objects = append(c.objects, "null"); return len(c.objects) }

func (c *cutting) set(n int, object string) { c.objects[n-1] = object }

// file writes the objects, where each stands, and where that is said (ISO 32000-1, 7.5).
func (c *cutting) file() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	places := make([]int, len(c.objects))
	for i, o := range c.objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at)
	return b.Bytes()
}
