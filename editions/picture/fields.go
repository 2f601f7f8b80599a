package picture

import (
	"encoding/binary"
	"strings"
)

// tags are the fields of TIFF, EXIF's too, as a file has them.
type tags struct {
	order binary.ByteOrder
	data  []byte
}

// field is one of an image file directory (TIFF 6.0 section 2).
type field struct {
	kind  uint16
	count int
	value []byte // all of it
	order binary.ByteOrder
}

// dir is a directory: fields by their tag.
type dir map[uint16]field

var sizeOf = [...]int{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4}

func newTags(data []byte) (t tags, first uint32, ok bool) {
	if len(data) < 8 {
		return t, 0, false
	}
	switch string(data[:4]) {
	case "II*\x00":
		t.order = binary.LittleEndian
	case "MM\x00*":
		t.order = binary.BigEndian
	default:
		return t, 0, false
	}
	t.data = data
	return t, t.order.Uint32(data[4:]), true
}

// dir reads the directory at an offset, and where the next is (0: none). Fields that lead
// out of the file are left out.
func (t tags) dir(at uint32) (d dir, next uint32, ok bool) {
	if int64(at)+2 > int64(len(t.data)) {
		return nil, 0, false
	}
	p := t.data[at:]
	n := int(t.order.Uint16(p))
	p = p[2:]
	if n == 0 || len(p) < 12*n {
		return nil, 0, false
	}
	d = make(dir, n)
	for i := range n {
		t.field(d, p[12*i:12*i+12])
	}
	if p = p[12*n:]; len(p) >= 4 {
		next = t.order.Uint32(p)
	}
	return d, next, true
}

func (t tags) field(d dir, p []byte) {
	f := field{kind: t.order.Uint16(p[2:]), order: t.order}
	if int(f.kind) >= len(sizeOf) || sizeOf[f.kind] == 0 {
		return
	}
	count := int64(t.order.Uint32(p[4:]))
	size := count * int64(sizeOf[f.kind])
	f.count, f.value = int(count), p[8:12]
	if size > 4 {
		at := int64(t.order.Uint32(f.value))
		if at+size > int64(len(t.data)) {
			return
		}
		f.value = t.data[at : at+size]
	}
	f.value = f.value[:size]
	d[t.order.Uint16(p)] = f
}

// number is the i-th number of a field of integers; 0 where there is none.
func (f field) number(i int) uint32 {
	if i >= f.count {
		return 0
	}
	switch f.kind {
	case 1, 6, 7:
		return uint32(f.value[i])
	case 3, 8:
		return uint32(f.order.Uint16(f.value[2*i:]))
	case 4, 9, 13:
		return f.order.Uint32(f.value[4*i:])
	}
	return 0
}

// ratio is a field's first fraction, rounded; of a damaged one 0.
func (f field) ratio(times uint64) int {
	if f.kind != 5 || f.count < 1 {
		return 0
	}
	a, b := uint64(f.order.Uint32(f.value)), uint64(f.order.Uint32(f.value[4:]))
	if b == 0 {
		return 0
	}
	if v := (a*times/10000 + b/2) / b; v < 1<<20 {
		return int(v)
	}
	return 0
}

func (f field) text() string {
	if f.kind != 2 && f.kind != 7 && f.kind != 1 {
		return ""
	}
	s, _, _ := strings.Cut(string(f.value), "\x00")
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

// n is a directory's single number, or what it is when not there.
func (d dir) n(tag uint16, without uint32) uint32 {
	if f, ok := d[tag]; ok && f.count > 0 {
		return f.number(0)
	}
	return without
}

// Tags of TIFF and EXIF (Exif 3.0, 4.6).
const (
	tagOrientation = 274
	tagXRes        = 282
	tagResUnit     = 296
	tagArtist      = 315
	tagCopyright   = 33432
	tagExif        = 34665
	tagGPS         = 34853
)

// resolution is in pixels an inch; 0: not said.
func (d dir) resolution() int {
	switch d.n(tagResUnit, 2) {
	case 2:
		return d[tagXRes].ratio(10000)
	case 3:
		return d[tagXRes].ratio(25400)
	}
	return 0
}

// exif takes from an EXIF block what matters: it fills what info does not know yet.
func (i *Info) exif(block []byte) {
	t, at, ok := newTags(block)
	if !ok {
		return
	}
	d, next, ok := t.dir(at)
	if !ok {
		return
	}
	i.about(t, d)
	if i.Turn == 0 {
		i.Turn = int(d.n(tagOrientation, 0))
	}
	if ppi := d.resolution(); i.PPI == 0 && ppi > 1 {
		i.PPI = ppi
	}
	if next != 0 {
		if thumb, _, ok := t.dir(next); ok && (thumb.n(513, 0) != 0 || thumb.n(273, 0) != 0) {
			i.Private |= Thumbnail
		}
	}
}

// about takes the credit, and notes what is private.
func (i *Info) about(t tags, d dir) {
	if i.Credit.Artist == "" {
		i.Credit.Artist = d[tagArtist].text()
	}
	if i.Credit.Copyright == "" {
		i.Credit.Copyright = d[tagCopyright].text()
	}
	if _, ok := d[tagGPS]; ok {
		i.Private |= Position
	}
	if d[316].text() != "" { // the computer's name
		i.Private |= Names
	}
	sub, _, ok := t.dir(d.n(tagExif, 0))
	if d.n(tagExif, 0) == 0 || !ok {
		return
	}
	for tag, what := range map[uint16]Private{0xa431: Serial, 0xa435: Serial, 0x927c: Serial, 0xa430: Names, 0xa420: Serial} {
		if f := sub[tag]; f.count > 0 && strings.Trim(string(f.value), " \x00") != "" {
			i.Private |= what
		}
	}
}
