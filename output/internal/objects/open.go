package objects

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// The budget of a file of other people, whoever reads it and for what. A page of a newspaper
// has some ten thousand operators and a few megabytes; a file made to cost more than it
// weighs ends in a finding within a second or two.
const (
	MaxFile      = 512 << 20 // bytes
	MaxDecoded   = 1 << 30   // bytes that its streams unpack to, in all
	MaxStream    = 32 << 20  // one that is no picture
	MaxPixels    = 120 << 20 // of a picture
	MaxOperators = 2_000_000 // of a page, with all forms, patterns and glyphs that it shows
	MaxForms     = 12        // within one another
	MaxAnnots    = 2_000     // of a page
	maxObjects   = 1_000_000
)

// Errors of Open.
var (
	ErrLocked = errors.New("the PDF file is encrypted")
	ErrBroken = errors.New("the PDF file is broken")
	ErrLimit  = errors.New("there is too much to unpack in the PDF file")

	ErrEncrypted = fmt.Errorf("%w: ask for one without protection", ErrLocked) // what its owner is to be asked
)

// Open reads a file's objects, leniently. Whatever its makers did not think of is ErrBroken:
// their own words are not for users.
func Open(r io.ReadSeeker) (pdf *model.Context, err error) {
	defer Recover(&err)
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.DecodeAllStreams, conf.Optimize, conf.Offline = false, false, true
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = MaxFile, MaxStream
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries, conf.Limits.MaxObjectStreamCount = maxObjects, maxObjects, maxObjects
	if err := looked(r); err != nil {
		return nil, err
	}
	pdf, err = api.ReadContext(r, conf)
	switch {
	case err != nil && (strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "encrypt")):
		return nil, ErrLocked
	case err != nil && strings.Contains(err.Error(), "limit"):
		return nil, ErrLimit
	case err != nil:
		return nil, ErrBroken
	}
	return pdf, nil
}

// looked looks at the streams of cross-references, which pdfcpu unpacks up to half a gigabyte
// whatever it is told, and rewinds the file.
func looked(r io.ReadSeeker) error {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if size > MaxFile {
		return ErrLimit
	}
	at, err := places(r, "/XRef")
	if err != nil {
		return err
	}
	for _, p := range at {
		if err := unpacks(r, max(p-512, 0)); err != nil {
			return err
		}
	}
	_, err = r.Seek(0, io.SeekStart)
	return err
}

const (
	maxXRefs = 4096    // of a file: each save of it adds one
	maxXRef  = 8 << 20 // bytes: a million objects
)

// places finds where a word stands in a file.
func places(r io.ReadSeeker, word string) (at []int64, err error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	buf, kept, base := make([]byte, 256<<10), 0, int64(0)
	for len(at) < maxXRefs {
		n, err := io.ReadFull(r, buf[kept:])
		data := buf[:kept+n]
		for i := 0; ; {
			j := bytes.Index(data[i:], []byte(word))
			if j < 0 {
				break
			}
			at = append(at, base+int64(i+j))
			i += j + len(word)
		}
		if err != nil {
			break // the end, or what reading the file will say
		}
		kept = len(word) - 1
		base += int64(len(data) - kept)
		copy(buf, data[len(data)-kept:])
	}
	return at, nil
}

// unpacks tells whether the stream that begins behind a place unpacks to no more than a
// stream of cross-references may hold.
func unpacks(r io.ReadSeeker, at int64) error {
	if _, err := r.Seek(at, io.SeekStart); err != nil {
		return err
	}
	b := bufio.NewReader(r)
	var head []byte
	for !bytes.HasSuffix(head, []byte("stream")) {
		c, err := b.ReadByte()
		if err != nil || len(head) > 8192 {
			return nil // no stream
		}
		head = append(head, c)
		if bytes.HasSuffix(head, []byte("endstream")) {
			head = nil // of the object before
		}
	}
	if bytes.Count(head, []byte("FlateDecode")) > 1 {
		return ErrLimit // packed twice: nobody does
	}
	for c, err := b.ReadByte(); err == nil; c, err = b.ReadByte() {
		if c != '\r' && c != '\n' && c != ' ' {
			b.UnreadByte()
			break
		}
	}
	z, err := zlib.NewReader(b)
	if err != nil {
		return nil
	}
	if n, _ := io.Copy(io.Discard, io.LimitReader(z, maxXRef+1)); n > maxXRef {
		return ErrLimit
	}
	return nil
}

// Recover makes ErrBroken of a panic of the reader. Every call into it that a file's contents
// can upset is below one.
func Recover(err *error) {
	if recover() != nil {
		*err = ErrBroken
	}
}
