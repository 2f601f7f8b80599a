package color

import (
	"encoding/binary"
	"sync"
)

// SRGB returns the profile of pictures that bring none (IEC 61966-2-1), made here: a
// version 4 matrix profile with the parametric curve.
var SRGB = sync.OnceValue(func() *Profile {
	p, err := Parse(srgbData())
	if err != nil {
		panic("color: the sRGB profile is broken: " + err.Error())
	}
	return p
})

// Grey22 returns the profile of grey pictures that bring none, as light as sRGB.
var Grey22 = sync.OnceValue(func() *Profile {
	w := NewWriter("mntr", "GRAY", "XYZ ", 4)
	w.Text("desc", "Grey")
	w.XYZ("wtpt", D50)
	w.Parametric("kTRC", 3, []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045})
	p, err := Parse(w.Bytes())
	if err != nil {
		panic("color: the profile of grey is broken: " + err.Error())
	}
	return p
})

func srgbData() []byte {
	curve := []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}
	w := NewWriter("mntr", "RGB ", "XYZ ", 4)
	w.Text("desc", "sRGB")
	w.Text("cprt", "No copyright, use freely")
	w.XYZ("wtpt", D50)
	w.XYZ("rXYZ", XYZ{0.43607, 0.22249, 0.01392})
	w.XYZ("gXYZ", XYZ{0.38515, 0.71687, 0.09708})
	w.XYZ("bXYZ", XYZ{0.14307, 0.06061, 0.71410})
	w.Parametric("rTRC", 3, curve)
	w.Same("gTRC", "rTRC")
	w.Same("bTRC", "rTRC")
	return w.Bytes()
}

// Writer makes ICC profiles.
type Writer struct {
	head    [128]byte
	version int
	tags    []tag
}

type tag struct {
	name string
	data []byte
	same int // index of the tag whose data it shares, plus one
}

// NewWriter starts a profile of a class for a device space and a connection space (four
// letters each, as in the file), of version 2 or 4. It is dated 2026-01-01.
func NewWriter(class, space, pcs string, version int) *Writer {
	w := &Writer{version: version}
	h := w.head[:]
	h[8] = byte(version)
	if version == 2 {
		h[9] = 0x40
	} else {
		h[9] = 0x30
	}
	copy(h[12:], class)
	copy(h[16:], space)
	copy(h[20:], pcs)
	copy(h[24:], []byte{2026 >> 8, 2026 & 255, 0, 1, 0, 1})
	copy(h[36:], "acsp")
	for i, v := range D50 {
		binary.BigEndian.PutUint32(h[68+4*i:], fixed16(v))
	}
	return w
}

func fixed16(v float64) uint32 {
	if v < 0 {
		return uint32(-int32(-v*65536 + 0.5))
	}
	return uint32(v*65536 + 0.5)
}

// Add adds a tag as it is.
func (w *Writer) Add(name string, data []byte) { w.tags = append(w.tags, tag{name: name, data: data}) }

// Same adds a tag that shares another's data.
func (w *Writer) Same(name, other string) {
	for i, t := range w.tags {
		if t.name == other {
			w.tags = append(w.tags, tag{name: name, same: i + 1})
			return
		}
	}
	panic("color: there is no tag " + other + " to share")
}

// XYZ adds an XYZ tag.
func (w *Writer) XYZ(name string, c XYZ) {
	b := append([]byte("XYZ "), 0, 0, 0, 0)
	for _, v := range c {
		b = binary.BigEndian.AppendUint32(b, fixed16(v))
	}
	w.Add(name, b)
}

// Parametric adds a parametric curve.
func (w *Writer) Parametric(name string, kind int, p []float64) {
	b := append([]byte("para"), 0, 0, 0, 0, 0, byte(kind), 0, 0)
	for _, v := range p {
		b = binary.BigEndian.AppendUint32(b, fixed16(v))
	}
	w.Add(name, b)
}

// Text adds ASCII text, in the form that the version and the tag ask for.
func (w *Writer) Text(name, s string) {
	var b []byte
	switch {
	case w.version == 4:
		b = append([]byte("mluc"), 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12, 'e', 'n', 'U', 'S')
		b = binary.BigEndian.AppendUint32(b, uint32(2*len(s)))
		b = binary.BigEndian.AppendUint32(b, 28)
		for _, c := range []byte(s) {
			b = append(b, 0, c)
		}
	case name == "desc":
		b = append([]byte("desc"), 0, 0, 0, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
		b = append(append(b, s...), 0)
		b = append(b, make([]byte, 4+4+2+1+67)...)
	default:
		b = append(append([]byte("text"), 0, 0, 0, 0), s...)
		b = append(b, 0)
	}
	w.Add(name, b)
}

// Bytes returns the profile.
func (w *Writer) Bytes() []byte {
	out := append([]byte{}, w.head[:]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(w.tags)))
	at := 132 + 12*len(w.tags)
	places := make([]int, len(w.tags))
	for i, t := range w.tags {
		places[i] = at
		if t.same > 0 {
			places[i], t.data = places[t.same-1], w.tags[t.same-1].data
		} else {
			at += (len(t.data) + 3) / 4 * 4
		}
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(places[i]))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
	}
	for _, t := range w.tags {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}
