package preflight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
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
