package epub

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"time"

	"banxin/output/internal/picture"
)

const folder = "EPUB/" // of the package document, as go-epub has it

// bind makes the finished file: go-epub's container with our documents in place of its own.
func (b *book) bind() ([]byte, error) {
	got, err := b.intake()
	if err != nil {
		return nil, err
	}
	z := newBinder(b.modified)
	if string(got["mimetype"]) != "application/epub+zip" {
		return nil, fmt.Errorf("the container has no mimetype")
	}
	z.add("mimetype", got["mimetype"], true)
	z.add("META-INF/container.xml", got["META-INF/container.xml"], false)
	if b.hides() {
		z.add("META-INF/encryption.xml", b.encryption(), false)
	}
	z.add(folder+"package.opf", b.opf(), false)
	z.add(folder+"nav.xhtml", b.nav(), false)
	z.add(folder+"toc.ncx", b.ncx(), false)
	if b.fixed != nil {
		z.add(folder+"data-nav.xhtml", b.regions(), false)
	}
	if len(b.lexemes) > 0 {
		z.add(folder+lexiconFile, b.pls(b.lexemes), false)
	}
	for _, f := range b.files {
		body, err := sectionBody(got[folder+"xhtml/"+f.name], f)
		if err != nil {
			return nil, err
		}
		z.add(folder+"xhtml/"+f.name, b.shellIn(cmp.Or(f.lang, b.lang), f.title, f.class, body, "../", f.viewport), false)
	}
	for _, m := range b.media {
		data := got[folder+m.href()]
		if !bytes.Equal(data, m.data) {
			return nil, fmt.Errorf("the container has another %s than was put in", m.href())
		}
		if m.folder == "fonts" && b.hides() {
			data = b.obfuscated(data)
		}
		z.add(folder+m.href(), data, m.folder == "images")
	}
	for _, p := range []struct {
		name string
		data []byte
	}{{picture.CoverName, b.o.Previews.Cover}, {picture.ThumbnailName, b.o.Previews.Thumbnail}} {
		if p.data != nil {
			z.add(p.name, p.data, true)
		}
	}
	return z.close()
}

// hides tells whether fonts are obfuscated.
func (b *book) hides() bool {
	return b.o.Obfuscate && slices.ContainsFunc(b.media, func(m *media) bool { return m.folder == "fonts" })
}

// sectionBody takes a section's body out of go-epub's document, whose head says too little.
func sectionBody(doc []byte, f *file) (string, error) {
	const open, end = "<body dir=\"auto\">\n", "\n</body>"
	s := string(doc)
	i, j := strings.Index(s, open), strings.LastIndex(s, end)
	if i < 0 || j < i+len(open) || s[i+len(open):j] != f.body {
		return "", fmt.Errorf("the container has another %s than was put in", f.name)
	}
	return s[i+len(open) : j], nil
}

// binder writes a zip archive whose entries carry their sizes in front, so that it can
// be read as a stream, and whose bytes depend on nothing but the content.
type binder struct {
	out        bytes.Buffer
	z          *zip.Writer
	deflate    *flate.Writer
	date, time uint16
	err        error
}

func newBinder(modified time.Time) *binder {
	w := &binder{}
	w.z = zip.NewWriter(&w.out)
	w.deflate, w.err = flate.NewWriter(nil, flate.BestCompression)
	w.date, w.time = dosTime(modified)
	return w
}

// dosTime is the form of a time in zip archives (APPNOTE 4.4.6), which know 1980 to 2107.
func dosTime(t time.Time) (date, clock uint16) {
	if t.Year() < 1980 || t.Year() > 2107 {
		t = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return uint16((t.Year()-1980)<<9 | int(t.Month())<<5 | t.Day()), uint16(t.Hour()<<11 | t.Minute()<<5 | t.Second()/2)
}

func (w *binder) add(name string, data []byte, store bool) {
	if w.err != nil {
		return
	}
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 Modified would write an extra field, which the first entry of an EPUB must not have (OCF 4.3)
	h.ModifiedDate, h.ModifiedTime = w.date, w.time
	if !store {
		h.Method = zip.Deflate
		data = w.compress(data)
	}
	h.CompressedSize64 = uint64(len(data))
	entry, err := w.z.CreateRaw(h)
	if err != nil {
		w.err = err
		return
	}
	_, w.err = entry.Write(data)
}

func (w *binder) compress(data []byte) []byte {
	var out bytes.Buffer
	w.deflate.Reset(&out)
	if _, err := w.deflate.Write(data); err != nil {
		w.err = err
	}
	if err := w.deflate.Close(); err != nil {
		w.err = err
	}
	return out.Bytes()
}

func (w *binder) close() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	if err := w.z.Close(); err != nil {
		return nil, err
	}
	return w.out.Bytes(), nil
}
