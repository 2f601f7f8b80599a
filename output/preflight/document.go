package preflight

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
)

// x1a and pdfx tell what the file claims to be.
func (c *checker) x1a() bool { return strings.HasPrefix(c.out.Standard, "PDF/X-1a") }
func (c *checker) pdfx() bool {
	return strings.HasPrefix(c.out.Standard, "PDF/X")
}

// claims reads the standard from the information dictionary or the metadata.
func (c *checker) claims() {
	info := c.info()
	c.out.Standard = c.text(info["GTS_PDFXVersion"])
	if conf := c.text(info["GTS_PDFXConformance"]); conf != "" {
		c.out.Standard = conf
	}
	x := c.xmp()
	if c.out.Standard == "" {
		c.out.Standard = property(x, "GTS_PDFXVersion")
	}
	if c.out.Standard == "" && property(x, "part") != "" && strings.Contains(x, "pdfaid:part") {
		c.out.Standard = "PDF/A-" + property(x, "part") + strings.ToLower(property(x, "conformance"))
	}
	want := c.profile.Standards
	switch got := c.out.Standard; {
	case len(want) == 0 || slices.Contains(want, got):
	case got == "" && property(x, "RenditionClass") == "proof": // as those of banxin are whose pages are not whole
		c.report(0, "proof", Error, "the file says that it is a proof", "", "")
	default:
		if got == "" {
			got = "no standard"
		}
		c.report(0, "info", Error, "the file is not of a standard that the press takes", got, strings.Join(want, " or "))
	}
}

func (c *checker) checkVersion() {
	m := headerForm.FindSubmatch(c.head)
	if m == nil {
		c.report(0, "syntax", Error, "the file does not begin as a PDF", "", "%PDF-")
		return
	}
	c.out.Version = string(m[1])
	if v := c.pdf.RootVersion; v != nil {
		c.out.Version = v.String()
	}
	limit := ""
	switch {
	case c.x1a():
		limit = "1.4"
	case c.out.Standard == "PDF/X-4":
		limit = "1.6"
	}
	if limit != "" && c.out.Version > limit {
		c.report(0, "version", Error, c.out.Standard+" is of an earlier PDF version", c.out.Version, "at most "+limit)
	}
	if c.x1a() && (c.pdf.Read.UsingObjectStreams || c.pdf.Read.UsingXRefStreams) {
		c.report(0, "version", Error, "PDF/X-1a holds no object streams", "", "")
	}
}

func (c *checker) checkTrailer() {
	if len(c.pdf.ID) != 2 {
		c.report(0, "file-id", Error, "the trailer has no file identifier", "", "")
	}
	if c.pdf.Encrypt != nil || c.pdf.E != nil {
		c.report(0, "encrypted", Error, "the file is encrypted", "", "")
	}
}

func (c *checker) info() types.Dict {
	if c.pdf.Info == nil {
		return types.Dict{}
	}
	d, err := c.pdf.DereferenceDict(*c.pdf.Info)
	if err != nil || d == nil {
		return types.Dict{}
	}
	return d
}

// text returns a string or name, or "".
func (c *checker) text(o types.Object) string {
	if o == nil {
		return ""
	}
	v, err := c.pdf.Dereference(o)
	if err != nil {
		return ""
	}
	if n, ok := v.(types.Name); ok {
		return string(n)
	}
	s, err := c.pdf.DereferenceText(v)
	if err != nil {
		return ""
	}
	return s
}

var headerForm = regexp.MustCompile(`%PDF-(\d\.\d)`)

var pdfDate = regexp.MustCompile(`^D:\d{4}(\d\d){0,5}(Z|[+-]\d\d'\d\d'?|Z00'00'?)?$`)

func (c *checker) checkInfo() {
	info := c.info()
	if !c.pdfx() {
		return
	}
	for _, k := range []string{"Title", "CreationDate", "ModDate"} {
		if c.text(info[k]) == "" {
			c.report(0, "info", Error, "the file does not tell its "+k, "", "")
		}
	}
	if t := c.text(info["Trapped"]); t != "True" && t != "False" {
		c.report(0, "info", Error, "Trapped is not told", t, "True or False")
	}
	made, changed := c.text(info["CreationDate"]), c.text(info["ModDate"])
	for _, d := range []string{made, changed} {
		if d != "" && !pdfDate.MatchString(d) {
			c.report(0, "dates", Error, "a date is not well formed", d, "D:YYYYMMDDhhmmss+hh'mm'")
		}
	}
	if len(made) >= 16 && len(changed) >= 16 && made[len(made)-6:] == changed[len(changed)-6:] && changed < made {
		c.report(0, "dates", Error, "the file was changed before it was made", changed, "not before "+made)
	}
	c.checkXMP(info)
}

func (c *checker) xmp() string {
	root, err := c.pdf.Catalog()
	if err != nil {
		return ""
	}
	s := c.stream(root["Metadata"])
	if s == nil {
		return ""
	}
	data, err := c.decode(s)
	if err != nil || len(data) > 1<<22 {
		return ""
	}
	return string(data)
}

// property reads a simple property of a packet, as element or attribute, whatever its
// prefix.
func property(x, name string) string {
	for at := 0; ; {
		i := strings.Index(x[at:], ":"+name)
		if i < 0 {
			return ""
		}
		i += at
		at = i + 1
		if i == 0 || !wordy(x[i-1]) {
			continue
		}
		if v, ok := propertyAt(x[i+1+len(name):]); ok {
			return unescape.Replace(strings.TrimSpace(v))
		}
	}
}

var unescape = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'")

// wordy tells whether c is in the name of a prefix.
func wordy(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

const blanks = "\t\n\f\r "

// propertyAt reads what follows the name of a property: the text of an element, which may be the
// first of a list, or the value of an attribute.
func propertyAt(x string) (string, bool) {
	if x, ok := strings.CutPrefix(x, ">"); ok {
		x = strings.TrimLeft(x, blanks)
		if item, ok := listed(x); ok {
			if v, _, ok := strings.Cut(item, "<"); ok {
				return v, true
			}
		}
		v, _, ok := strings.Cut(x, "<")
		return v, ok
	}
	x, ok := strings.CutPrefix(strings.TrimLeft(x, blanks), "=")
	if x = strings.TrimLeft(x, blanks); !ok || x == "" || x[0] != '"' && x[0] != '\'' {
		return "", false
	}
	end := strings.IndexAny(x[1:], `"'`)
	if end < 0 {
		return "", false
	}
	return x[1 : 1+end], true
}

// listed returns what is behind the beginning of a list and of its first item.
func listed(x string) (string, bool) {
	for _, kind := range []string{"Alt", "Seq", "Bag"} {
		list, ok := strings.CutPrefix(x, "<rdf:"+kind+">")
		if !ok {
			continue
		}
		item, ok := strings.CutPrefix(strings.TrimLeft(list, blanks), "<rdf:li")
		if !ok {
			return "", false
		}
		_, text, ok := strings.Cut(item, ">")
		return text, ok
	}
	return "", false
}

func (c *checker) checkXMP(info types.Dict) {
	x := c.xmp()
	if x == "" {
		if c.out.Standard == "PDF/X-4" {
			c.report(0, "xmp", Error, "there is no metadata packet", "", "")
		}
		return
	}
	if c.out.Standard == "PDF/X-4" {
		for _, k := range []string{"GTS_PDFXVersion", "Trapped", "CreateDate", "ModifyDate", "MetadataDate", "title", "DocumentID", "RenditionClass", "VersionID"} {
			if property(x, k) == "" {
				c.report(0, "xmp", Error, "the metadata packet does not tell "+k, "", "")
			}
		}
	}
	for _, pair := range [][2]string{{"Title", "title"}, {"Trapped", "Trapped"}, {"GTS_PDFXVersion", "GTS_PDFXVersion"}, {"Producer", "Producer"}, {"Creator", "CreatorTool"}} {
		a, b := strings.TrimSpace(c.text(info[pair[0]])), property(x, pair[1])
		if a != "" && b != "" && a != b {
			c.report(0, "xmp", Error, "metadata and information disagree about "+pair[0], b, a)
		}
	}
	for _, pair := range [][2]string{{"CreationDate", "CreateDate"}, {"ModDate", "ModifyDate"}} {
		a, b := digits(c.text(info[pair[0]])), digits(property(x, pair[1]))
		if n := min(len(a), len(b), 14); n > 0 && a[:n] != b[:n] {
			c.report(0, "xmp", Error, "metadata and information disagree about "+pair[0], b, a)
		}
	}
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func (c *checker) checkIntents() {
	root, err := c.pdf.Catalog()
	if err != nil {
		return
	}
	all, _ := c.pdf.DereferenceArray(root["OutputIntents"])
	var x []types.Dict
	profiles := map[string]bool{}
	for _, o := range all {
		d, err := c.pdf.DereferenceDict(o)
		if err != nil || d == nil {
			continue
		}
		if p := d["DestOutputProfile"]; p != nil {
			profiles[fmt.Sprint(p)] = true
		}
		if c.text(d["S"]) == "GTS_PDFX" {
			x = append(x, d)
		}
	}
	if len(all) > 1 && len(profiles) > 1 {
		c.report(0, "shared-intent", Error, "the intents have different profiles", fmt.Sprint(len(profiles)), "one")
	}
	if !c.pdfx() {
		return
	}
	if len(x) != 1 {
		c.report(0, "output-intent", Error, "the printing condition is not told once", fmt.Sprint(len(x)), "1")
		return
	}
	c.checkIntent(x[0])
}

func (c *checker) checkIntent(d types.Dict) {
	if c.text(d["OutputConditionIdentifier"]) == "" {
		c.report(0, "output-intent", Error, "the printing condition has no name", "", "")
	}
	s := c.stream(d["DestOutputProfile"])
	if s == nil {
		if !c.x1a() || c.text(d["RegistryName"]) == "" {
			c.report(0, "output-intent", Error, "the printing condition's profile is not embedded", "", "")
		}
		return
	}
	data, err := c.decode(s)
	if err != nil {
		c.report(0, "output-intent", Error, "the printing condition's profile cannot be read", err.Error(), "")
		return
	}
	icc, err := color.Parse(data)
	if err != nil {
		c.report(0, "output-intent", Error, "the printing condition's profile cannot be read", err.Error(), "")
		return
	}
	if icc.Class != "prtr" || icc.Space != "CMYK" {
		c.report(0, "output-intent", Error, "the printing condition is no CMYK press", icc.Class+" "+icc.Space, "prtr CMYK")
	}
}

func (c *checker) checkCatalog() {
	root, err := c.pdf.Catalog()
	if err != nil {
		c.report(0, "syntax", Error, "the catalogue cannot be read", err.Error(), "")
		return
	}
	for _, k := range []string{"OpenAction", "AA"} {
		o, _ := c.pdf.Dereference(root[k])
		if d, ok := o.(types.Dict); ok && (k == "AA" || d["S"] != nil) {
			c.report(0, "annotations", Error, "the file acts when it is opened", k, "no actions")
		}
	}
	if names, _ := c.pdf.DereferenceDict(root["Names"]); names != nil && names["JavaScript"] != nil {
		c.report(0, "annotations", Error, "the file has scripts", "JavaScript", "none")
	}
	if form, _ := c.pdf.DereferenceDict(root["AcroForm"]); form != nil {
		if fields, _ := c.pdf.DereferenceArray(form["Fields"]); len(fields) > 0 || form["XFA"] != nil {
			c.report(0, "annotations", Error, "the file has a form", "", "none")
		}
	}
	if oc, _ := c.pdf.DereferenceDict(root["OCProperties"]); oc != nil {
		c.checkLayers(oc)
	}
	if c.profile.inks {
		return
	}
	if root["PageLabels"] == nil && len(c.pages) > 1 {
		c.report(0, "page-labels", Warning, "the pages have no names", "", "")
	}
	c.checkTagged(root)
}

func (c *checker) checkLayers(oc types.Dict) {
	if c.profile.inks {
		return // of an advert only what is switched off counts, where it stands
	}
	level := Warning
	if c.x1a() {
		level = Error
	}
	if groups, _ := c.pdf.DereferenceArray(oc["OCGs"]); len(groups) > 0 {
		c.report(0, "layers", level, "there are layers", fmt.Sprint(len(groups)), "none")
	}
	if configs, _ := c.pdf.DereferenceArray(oc["Configs"]); len(configs) > 0 {
		c.report(0, "layers", Error, "the layers have several configurations", fmt.Sprint(len(configs)+1), "1")
	}
}

// checkTagged looks whether a file that says it is tagged has a tree and a language.
func (c *checker) checkTagged(root types.Dict) {
	mark, _ := c.pdf.DereferenceDict(root["MarkInfo"])
	marked := false
	if mark != nil {
		o, _ := c.pdf.Dereference(mark["Marked"])
		b, ok := o.(types.Boolean)
		marked = ok && bool(b)
	}
	tree, _ := c.pdf.DereferenceDict(root["StructTreeRoot"])
	switch {
	case marked && tree == nil:
		c.report(0, "tagged", Error, "the file says it is tagged and has no structure", "", "")
	case marked && c.text(root["Lang"]) == "":
		c.report(0, "tagged", Warning, "the tagged file does not tell its language", "", "")
	case strings.HasSuffix(c.out.Standard, "a") && strings.HasPrefix(c.out.Standard, "PDF/A") && !marked:
		c.report(0, "tagged", Error, c.out.Standard+" is tagged", "", "")
	}
}
