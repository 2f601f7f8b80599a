package fonts

import (
	"encoding/binary"
	"slices"
	"strings"
)

// file is a font file being written.
type file struct {
	sign   uint32
	tables []newTable
}

type newTable struct {
	tag  string
	data []byte
}

func (w *file) add(tag string, data []byte) {
	w.tables = append(w.tables, newTable{tag, data})
}

// bytes lays the tables out in the order of their tags, each on a multiple of four bytes,
// and sets the checksums (OpenType 1.9, "Calculating Checksums").
func (w *file) bytes() []byte {
	slices.SortFunc(w.tables, func(a, b newTable) int { return strings.Compare(a.tag, b.tag) })
	n := len(w.tables)
	size := 12 + 16*n
	for _, t := range w.tables {
		size += (len(t.data) + 3) &^ 3
	}
	out := make([]byte, 12, size)
	binary.BigEndian.PutUint32(out, w.sign)
	search := 1
	log := 0
	for search*2 <= n {
		search, log = search*2, log+1
	}
	putU16(out[4:], n, 16*search, log, 16*n-16*search)
	at := 12 + 16*n
	for _, t := range w.tables {
		out = append(out, t.tag...)
		out = appendU32(out, checksum(t.data), uint32(at), uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	head := 0
	for _, t := range w.tables {
		if t.tag == "head" {
			head = len(out)
		}
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	if head > 0 {
		binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	}
	return out
}

func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var tail [4]byte
	copy(tail[:], data)
	return sum + binary.BigEndian.Uint32(tail[:])
}

func appendU16(dst []byte, values ...int) []byte {
	for _, v := range values {
		dst = append(dst, byte(v>>8), byte(v))
	}
	return dst
}

func appendU32(dst []byte, values ...uint32) []byte {
	for _, v := range values {
		dst = binary.BigEndian.AppendUint32(dst, v)
	}
	return dst
}

// putU16 writes 16-bit numbers over the start of dst.
func putU16(dst []byte, values ...int) {
	for i, v := range values {
		dst[2*i], dst[2*i+1] = byte(v>>8), byte(v)
	}
}
