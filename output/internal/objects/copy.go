package objects

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Copier writes objects of one file as those of another; what they refer to comes along once.
type Copier struct {
	R     Reader
	Alloc func() int                 // number of a new object
	Set   func(n int, object string) // its text
	Left  int                        // objects, also those within others, that may still come
	Own   func(n int) (string, bool) // what is written for object n in its place; nil: nothing is

	refs map[int]int
}

// maxCopyDepth bounds objects within objects.
const maxCopyDepth = 64

var errParts = errors.New("it has too many parts, or too deep ones")

// unwanted are entries that lead back into the file's pages and structure.
var unwanted = []string{"Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified", "Length"}

// Copy returns an object's text in the other file.
func (c *Copier) Copy(o types.Object) (string, error) { return c.copy(o, 0) }

func (c *Copier) copy(o types.Object, depth int) (string, error) {
	if c.Left--; c.Left < 0 || depth > maxCopyDepth {
		return "", errParts
	}
	switch o := o.(type) {
	case nil:
		return "null", nil
	case types.IndirectRef:
		return c.reference(o, depth)
	case types.Dict:
		return c.dict(o, depth)
	case types.Array:
		var b strings.Builder
		b.WriteByte('[')
		for i, v := range o {
			t, err := c.copy(v, depth+1)
			if err != nil {
				return "", err
			}
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(t)
		}
		return b.String() + "]", nil
	case types.Name:
		return Name(string(o)), nil
	case types.Float:
		return strconv.FormatFloat(float64(o), 'f', -1, 64), nil
	case types.StringLiteral:
		return "(" + string(o) + ")", nil // pdfcpu keeps it escaped
	case types.HexLiteral:
		return "<" + string(o) + ">", nil
	case types.Boolean, types.Integer:
		return fmt.Sprint(o), nil
	}
	return "", fmt.Errorf("it has an object of the unknown kind %T", o)
}

// Name writes a name (ISO 32000-1, 7.3.5).
func Name(s string) string {
	b := []byte{'/'}
	for i := range len(s) {
		if c := s[i]; c < '!' || c > '~' || bytes.IndexByte([]byte("#()<>[]{}/%"), c) >= 0 {
			b = fmt.Appendf(b, "#%02X", c)
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

func (c *Copier) dict(d types.Dict, depth int) (string, error) {
	var b strings.Builder
	b.WriteString("<<")
	for _, k := range Keys(d) {
		if slices.Contains(unwanted, k) {
			continue
		}
		v, err := c.copy(d[k], depth+1)
		if err != nil {
			return "", err
		}
		b.WriteString(Name(k) + " " + v + "\n")
	}
	return b.String() + ">>", nil
}

// Keys lists a dictionary's keys in order.
func Keys(d types.Dict) []string {
	keys := make([]string, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (c *Copier) reference(r types.IndirectRef, depth int) (string, error) {
	n := r.ObjectNumber.Value()
	if known, ok := c.refs[n]; ok {
		return Ref(known), nil
	}
	if c.Own != nil {
		if t, ok := c.Own(n); ok {
			return t, nil
		}
	}
	if c.refs == nil {
		c.refs = map[int]int{}
	}
	own := c.Alloc()
	c.refs[n] = own
	o, err := c.R.PDF.Dereference(r)
	if err != nil {
		return "", err
	}
	var body string
	switch o := o.(type) {
	case types.StreamDict:
		body, err = c.stream(&o, depth)
	case *types.StreamDict:
		body, err = c.stream(o, depth)
	default:
		body, err = c.copy(o, depth+1)
	}
	if err != nil {
		return "", err
	}
	c.Set(own, body)
	return Ref(own), nil
}

// Ref writes a reference.
func Ref(n int) string { return strconv.Itoa(n) + " 0 R" }

// stream copies a stream as it is packed; LZW, which presses refuse, as Flate.
func (c *Copier) stream(s *types.StreamDict, depth int) (string, error) {
	d, raw := s.Dict, s.Raw
	if slices.ContainsFunc(s.FilterPipeline, func(f types.PDFFilter) bool { return f.Name == "LZWDecode" }) {
		if data, err := c.R.Data(s); err == nil {
			d = d.Clone().(types.Dict)
			delete(d, "DecodeParms")
			d["Filter"] = types.Name("FlateDecode")
			raw = Deflate(data)
		}
	}
	entries, err := c.dict(d, depth+1)
	if err != nil {
		return "", err
	}
	return Stream(strings.TrimSuffix(strings.TrimPrefix(entries, "<<"), ">>"), raw), nil
}

// Stream writes a stream.
func Stream(entries string, data []byte) string {
	var b strings.Builder
	b.Grow(len(entries) + len(data) + 64)
	fmt.Fprintf(&b, "<<%s/Length %d>>\nstream\n", entries, len(data))
	b.Write(data)
	b.WriteString("\nendstream")
	return b.String()
}

// Deflate packs data.
func Deflate(data []byte) []byte {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, 6)
	z.Write(data) // a bytes.Buffer does not fail
	z.Close()
	return b.Bytes()
}
