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
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
)

// checker gathers what is wrong with one file.
type checker struct {
	profile Profile
	head    []byte // the file's first bytes
	pdf     *model.Context
	cancel  context.Context
	keep    Keep
	out     Report
	seen    map[string]int // how many findings of a rule on a page
	alike   map[alike]int  // indices of findings

	fonts      map[any]*font          // by object: its number, else what is written
	spots      map[string]string      // alternate of each spot ink
	checked    map[string]*pictureInk // pictures by object
	alternates map[string][4]float64  // what spot inks look like, in process inks
	work       int                    // operators left to interpret
	decoded    int64                  // bytes left to decode
	whole      map[int64]bool         // streams that decode, by where they stand
	sizes      map[string]int         // trim sizes
	unpacker   io.ReadCloser          // used again and again
	pages      []objects.Page
	layers     *objects.Layers
	looked     map[string]bool // what need not be looked at again
	glyphs     int             // Type 3 glyphs that are being painted, within one another
	file       io.ReadSeeker
}

// Limits of the work on one file.
const (
	maxOperators = 20_000_000
	maxDecoded   = objects.MaxDecoded
	maxPerRule   = 10 // findings of a rule on a page; more are counted
)

func (c *checker) report(page int, rule string, level Level, what, measured, required string) {
	c.add(Finding{Rule: rule, Level: level, Page: page, What: what, Measured: measured, Required: required})
}

// add keeps a finding, or counts it with one alike; of a rule the first on a page are kept and
// the others counted.
func (c *checker) add(f Finding) {
	f.Count = 1
	if c.seen == nil {
		c.seen, c.alike = map[string]int{}, map[alike]int{}
	}
	same := alike{f.Page, f.Rule, f.Level, f.What, f.Measured, f.Required}
	if i, ok := c.alike[same]; ok {
		c.out.Findings[i].merge(f)
		return
	}
	key := fmt.Sprint(f.Page, f.Rule)
	n := c.seen[key]
	c.seen[key] = n + 1
	if n < maxPerRule {
		c.alike[same] = len(c.out.Findings)
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
			c.report(0, "syntax", Error, "the file cannot be read", "its structure is broken", "")
		}
	}()
	if !c.read(r) {
		return
	}
	c.file = r
	c.checkFile()
}

func (c *checker) read(r io.ReadSeeker) bool {
	pdf, err := objects.Open(r)
	switch {
	case errors.Is(err, objects.ErrLocked):
		c.report(0, "encrypted", Error, "the file is encrypted and cannot be opened", "", "no password")
		return false
	case err != nil && !begun(r):
		c.report(0, "syntax", Error, "the file cannot be read", "it is no PDF file", "")
		return false
	case err != nil:
		c.report(0, "syntax", Error, "the file cannot be read", plainly(err), "")
		return false
	}
	c.pdf = pdf
	c.pages, err = c.objects().Pages()
	if len(c.pages) == 0 {
		c.report(0, "syntax", Error, "the file has no pages", "", "")
		return false
	}
	if err != nil {
		c.report(0, "syntax", Error, "the page tree is broken", "", "")
	}
	c.layers = c.objects().Layers()
	return true
}

// begun tells whether a file begins as PDF files do, within what readers look at.
func begun(r io.ReadSeeker) bool {
	head := make([]byte, 1024)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return false
	}
	n, _ := io.ReadFull(r, head)
	return bytes.Contains(head[:n], []byte("%PDF-"))
}

// plainly says what a reader says in words that are not those of its insides.
func plainly(err error) string {
	if errors.Is(err, objects.ErrBroken) {
		return "its structure is broken"
	}
	s := err.Error()
	for _, own := range []string{"runtime", "nil pointer", "goroutine", "pdfcpu", "panic", "index out", "types."} {
		if strings.Contains(s, own) {
			return "its structure is broken"
		}
	}
	return s
}

func (c *checker) checkFile() {
	c.fonts, c.spots, c.checked, c.sizes = map[any]*font{}, map[string]string{}, map[string]*pictureInk{}, map[string]int{}
	c.work, c.decoded, c.whole = maxOperators, maxDecoded, map[int64]bool{}
	c.out.Pages = len(c.pages)
	c.claims()
	if c.profile.inks {
		c.out.Standard = ""
	}
	c.checkVersion()
	if !c.profile.inks {
		c.checkTrailer()
		c.checkInfo()
		c.checkIntents()
	}
	c.checkCatalog()
	most := c.profile.MaxPages
	if most == 0 {
		most = 1024
	}
	if len(c.pages) > most {
		c.report(0, "pages", Error, "the file has more pages than are checked", fmt.Sprint(len(c.pages)), fmt.Sprint(most))
	}
	for left, i := c.work, 0; i < min(len(c.pages), most); i++ {
		if c.cancel.Err() != nil {
			return
		}
		has := min(left, objects.MaxOperators)
		c.work = has
		c.checkPage(i + 1)
		left -= has - max(c.work, 0)
	}
	if len(c.sizes) > 1 {
		c.report(0, "pages", Warning, "the pages have different formats", fmt.Sprint(len(c.sizes), " formats"), "one")
	}
	c.checkSpots()
	c.checkStreams() // last: what has been shown need not be unpacked again
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
	if !c.ends(s) {
		c.report(0, "syntax", Error, "a stream is not as long as it says", fmt.Sprintf("object %d", n), "")
	}
	for _, f := range s.FilterPipeline {
		switch {
		case f.Name == "LZWDecode":
			c.report(0, "filters", Error, "a stream is packed with LZW", fmt.Sprintf("object %d", n), "Flate")
		case f.Name == "JPXDecode" && c.profile.archive:
			c.report(0, "filters", Error, "a picture is JPEG 2000", fmt.Sprintf("object %d", n), "none")
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
		c.report(0, "syntax", Error, "a stream does not decode", fmt.Sprintf("object %d: %s", n, plainly(err)), "")
	}
}

// ends tells whether a stream ends where its Length says (ISO 32000-1, 7.3.8). Readers mend it
// each in its own way, so that not all see the same.
func (c *checker) ends(s *types.StreamDict) bool {
	if c.file == nil || s.StreamOffset <= 0 || s.Dict["Length"] == nil {
		return true
	}
	if _, err := c.file.Seek(s.StreamOffset+int64(c.number(s.Dict["Length"])), io.SeekStart); err != nil {
		return false
	}
	after := make([]byte, 32)
	n, _ := io.ReadFull(c.file, after)
	return bytes.HasPrefix(bytes.TrimLeft(after[:n], " \r\n\t\x00"), []byte("endstream"))
}

var errLimit = errors.New("there is too much to decode")

// decode returns a stream's data, within the file's limits.
func (c *checker) decode(s *types.StreamDict) ([]byte, error) {
	if c.decoded <= 0 {
		return nil, errLimit
	}
	if flate(s) {
		var b bytes.Buffer
		b.Grow(int(min(2*int64(len(s.Raw)), objects.MaxStream, c.decoded))) // most pack to less than half
		err := c.inflate(&b, s.Raw, objects.MaxStream)
		if err == nil && s.StreamOffset > 0 && c.whole != nil {
			c.whole[s.StreamOffset] = true
		}
		return b.Bytes(), err
	}
	own := *s
	own.Content = nil
	if err := own.DecodeWithLimit(min(objects.MaxStream, c.decoded)); err != nil {
		return nil, err
	}
	c.decoded -= int64(len(own.Content))
	return own.Content, nil
}

// flate tells whether a stream is packed with Flate alone, as nearly all are.
func flate(s *types.StreamDict) bool {
	return len(s.FilterPipeline) == 1 && s.FilterPipeline[0].Name == "FlateDecode" && s.FilterPipeline[0].DecodeParms == nil && s.Raw != nil
}

// inflate unpacks p into w, but no more than most bytes. Data that end early are an error,
// but what came is kept.
func (c *checker) inflate(w io.Writer, p []byte, most int64) error {
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
	most = min(most, c.decoded)
	n, err := io.Copy(w, io.LimitReader(r, most+1))
	c.decoded -= n
	if err == nil && n > most {
		return errLimit
	}
	return err
}

// decodes tells whether a stream can be unpacked, without keeping it.
func (c *checker) decodes(s *types.StreamDict) error {
	if c.whole[s.StreamOffset] {
		return nil
	}
	if c.decoded <= 0 {
		return errLimit
	}
	if flate(s) {
		return c.inflate(io.Discard, s.Raw, 4*objects.MaxPixels)
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
