package preflight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
)

// checker gathers what is wrong with one file.
type checker struct {
	profile Profile
	head    []byte // the file's first bytes
	pdf     *model.Context
	cancel  context.Context
	out     Report
	seen    map[string]int // index of the first finding of a rule on a page, and how many

	fonts    map[string]*font       // by object
	spots    map[string]string      // alternate of each spot ink
	checked  map[string]*pictureInk // pictures by object
	work     int                    // operators left to interpret
	decoded  int64                  // bytes left to decode
	sizes    map[string]int         // trim sizes
	unpacker io.ReadCloser          // used again and again
}

// Limits of the work on one file.
const (
	maxOperators = 20_000_000
	maxDecoded   = 1 << 31
	maxStream    = 256 << 20
	maxPerRule   = 10 // findings of a rule on a page; more are counted
)

func (c *checker) report(page int, rule string, level Level, what, measured, required string) {
	c.add(Finding{Rule: rule, Level: level, Page: page, What: what, Measured: measured, Required: required})
}

// add keeps the first findings of a rule on a page and counts the others.
func (c *checker) add(f Finding) {
	if c.seen == nil {
		c.seen = map[string]int{}
	}
	key := fmt.Sprint(f.Page, f.Rule)
	n := c.seen[key]
	c.seen[key] = n + 1
	if n < maxPerRule {
		c.out.Findings = append(c.out.Findings, f)
		return
	}
	for i := len(c.out.Findings) - 1; i >= 0; i-- {
		if o := &c.out.Findings[i]; o.Page == f.Page && o.Rule == f.Rule {
			o.More++
			return
		}
	}
}

// run reads the file and does all checks. Panics of the reader are findings.
func (c *checker) run(r io.ReadSeeker) {
	defer func() {
		if p := recover(); p != nil {
			c.report(0, "syntax", Error, "the file cannot be read", fmt.Sprint(p), "")
		}
	}()
	if !c.read(r) {
		return
	}
	c.checkFile()
}

// configuration reads leniently; what strictness would say is checked apart.
func configuration(mode int) *model.Configuration {
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = mode
	conf.DecodeAllStreams = false
	conf.Optimize = false
	conf.Offline = true
	return conf
}

func (c *checker) read(r io.ReadSeeker) bool {
	r.Seek(0, io.SeekStart)
	pdf, err := api.ReadContext(r, configuration(model.ValidationRelaxed))
	if err != nil {
		switch {
		case strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "encrypt"):
			c.report(0, "encrypted", Error, "the file is encrypted and cannot be opened", err.Error(), "no password")
		default:
			c.report(0, "syntax", Error, "the file cannot be read", err.Error(), "")
		}
		return false
	}
	if err := pdf.EnsurePageCount(); err != nil || pdf.PageCount == 0 {
		c.report(0, "syntax", Error, "the file has no pages", fmt.Sprint(err), "")
		return false
	}
	c.pdf = pdf
	return true
}

func (c *checker) checkFile() {
	c.fonts, c.spots, c.checked, c.sizes = map[string]*font{}, map[string]string{}, map[string]*pictureInk{}, map[string]int{}
	c.work, c.decoded = maxOperators, maxDecoded
	c.out.Pages = c.pdf.PageCount
	c.claims()
	c.checkVersion()
	c.checkTrailer()
	c.checkInfo()
	c.checkIntents()
	c.checkCatalog()
	c.checkStreams()
	most := c.profile.MaxPages
	if most == 0 {
		most = 1024
	}
	if c.pdf.PageCount > most {
		c.report(0, "pages", Error, "the file has more pages than are checked", fmt.Sprint(c.pdf.PageCount), fmt.Sprint(most))
	}
	for i := range min(c.pdf.PageCount, most) {
		if c.cancel.Err() != nil {
			return
		}
		c.checkPage(i + 1)
	}
	if len(c.sizes) > 1 {
		c.report(0, "pages", Warning, "the pages have different formats", fmt.Sprint(len(c.sizes), " formats"), "one")
	}
	c.checkSpots()
}

// x1a and x4 tell what the file claims to be.
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
	if len(want) > 0 && !slices.Contains(want, c.out.Standard) {
		got := c.out.Standard
		if got == "" {
			got = "no standard"
		}
		c.report(0, "info", Error, "the file is not of a standard that the press takes", got, strings.Join(want, " or "))
	}
}

func (c *checker) checkVersion() {
	m := regexp.MustCompile(`%PDF-(\d\.\d)`).FindSubmatch(c.head)
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
	m := regexp.MustCompile(`(?:\w+:` + name + `>\s*(?:<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li[^>]*>)?([^<]*)<|\w+:` + name + `\s*=\s*["']([^"']*)["'])`).FindStringSubmatch(x)
	if m == nil {
		return ""
	}
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'").Replace(strings.TrimSpace(m[1] + m[2]))
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
	if root["PageLabels"] == nil && c.pdf.PageCount > 1 {
		c.report(0, "page-labels", Warning, "the pages have no names", "", "")
	}
	c.checkTagged(root)
}

func (c *checker) checkLayers(oc types.Dict) {
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

// checkStreams decodes every stream that is not a picture, and looks at the filters.
func (c *checker) checkStreams() {
	var numbers []int
	for n := range c.pdf.Table {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if c.cancel.Err() != nil {
			return
		}
		e := c.pdf.Table[n]
		if e == nil || e.Free || e.Object == nil {
			continue
		}
		s, ok := e.Object.(types.StreamDict)
		if !ok {
			if p, isPointer := e.Object.(*types.StreamDict); isPointer {
				s, ok = *p, true
			}
		}
		if ok {
			c.checkStream(n, &s)
		}
	}
}

func (c *checker) checkStream(n int, s *types.StreamDict) {
	for _, f := range s.FilterPipeline {
		switch {
		case f.Name == "LZWDecode":
			c.report(0, "filters", Error, "a stream is packed with LZW", fmt.Sprintf("object %d", n), "Flate")
		case f.Name == "JPXDecode" && c.x1a():
			c.report(0, "filters", Error, "a picture is JPEG 2000", fmt.Sprintf("object %d", n), "none in PDF/X-1a")
		}
	}
	for _, k := range []string{"OPI", "PS", "Ref"} {
		if s.Dict[k] != nil {
			c.report(0, "filters", Error, "an object is of a kind that presses refuse", fmt.Sprintf("object %d: %s", n, k), "none")
		}
	}
	if sub := s.Dict.NameEntry("Subtype"); sub != nil && *sub == "PS" {
		c.report(0, "filters", Error, "an object is PostScript", fmt.Sprintf("object %d", n), "none")
	} else if sub != nil && *sub == "Image" {
		return // decoded where it is shown
	}
	if err := c.decodes(s); err != nil {
		c.report(0, "syntax", Error, "a stream does not decode", fmt.Sprintf("object %d: %v", n, err), "")
	}
}

var errLimit = errors.New("there is too much to decode")

// decode returns a stream's data, within the file's limits.
func (c *checker) decode(s *types.StreamDict) ([]byte, error) {
	if c.decoded <= 0 {
		return nil, errLimit
	}
	if flate(s) {
		var b bytes.Buffer
		err := c.inflate(&b, s.Raw)
		return b.Bytes(), err
	}
	own := *s
	own.Content = nil
	if err := own.DecodeWithLimit(min(maxStream, c.decoded)); err != nil {
		return nil, err
	}
	c.decoded -= int64(len(own.Content))
	return own.Content, nil
}

// flate tells whether a stream is packed with Flate alone, as nearly all are.
func flate(s *types.StreamDict) bool {
	return len(s.FilterPipeline) == 1 && s.FilterPipeline[0].Name == "FlateDecode" && s.FilterPipeline[0].DecodeParms == nil && s.Raw != nil
}

// inflate unpacks p into w. Data that end early are an error, but what came is kept.
func (c *checker) inflate(w io.Writer, p []byte) error {
	var err error
	if c.unpacker == nil {
		c.unpacker, err = zlib.NewReader(bytes.NewReader(p))
	} else {
		err = c.unpacker.(zlib.Resetter).Reset(bytes.NewReader(p), nil)
	}
	if err != nil {
		return err
	}
	r := c.unpacker
	most := min(maxStream, c.decoded)
	n, err := io.Copy(w, io.LimitReader(r, most+1))
	c.decoded -= n
	if err == nil && n > most {
		return errLimit
	}
	return err
}

// decodes tells whether a stream can be unpacked, without keeping it.
func (c *checker) decodes(s *types.StreamDict) error {
	if c.decoded <= 0 {
		return errLimit
	}
	if flate(s) {
		return c.inflate(io.Discard, s.Raw)
	}
	_, err := c.decode(s)
	return err
}

// stream returns the stream behind o, or nil.
func (c *checker) stream(o types.Object) *types.StreamDict {
	if o == nil {
		return nil
	}
	s, _, err := c.pdf.DereferenceStreamDict(o)
	if err != nil {
		return nil
	}
	return s
}

// contents joins a page's content streams.
func (c *checker) contents(o types.Object) ([]byte, error) {
	v, err := c.pdf.Dereference(o)
	if err != nil || v == nil {
		return nil, err
	}
	list, ok := v.(types.Array)
	if !ok {
		list = types.Array{o}
	}
	var b bytes.Buffer
	for _, part := range list {
		s := c.stream(part)
		if s == nil {
			continue
		}
		data, err := c.decode(s)
		if err != nil {
			return b.Bytes(), err
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}
