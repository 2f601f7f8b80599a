package color

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Intent is a rendering intent (ICC.1, 6.1).
type Intent uint8

const (
	Perceptual Intent = iota
	Relative
	Saturation
)

// Profile is a parsed ICC profile. It is immutable and safe for concurrent use.
type Profile struct {
	Data    []byte // as it came
	Class   string // "prtr", "mntr", "scnr", "spac", "link"
	Space   string // of the device: "RGB", "CMYK", "GRAY"
	PCS     string // "Lab" or "XYZ"; of a device link the space of the other device
	Version int    // 2 or 4
	Name    string // description
	tags    map[string][]byte
}

const (
	maxProfile = 32 << 20
	maxTags    = 256
)

// ErrProfile is the error for data that are no whole ICC profile.
var ErrProfile = errors.New("it is no ICC profile")

// Parse reads a profile's header and tag table. What a colour transform needs is read
// when it is asked for.
func Parse(data []byte) (*Profile, error) {
	if len(data) < 132 || len(data) > maxProfile || string(data[36:40]) != "acsp" {
		return nil, ErrProfile
	}
	if n := binary.BigEndian.Uint32(data); int64(n) > int64(len(data)) {
		return nil, fmt.Errorf("%w: it is cut off", ErrProfile)
	}
	p := &Profile{Data: data, Class: string(data[12:16]), Space: strings.TrimRight(string(data[16:20]), " "),
		PCS: strings.TrimRight(string(data[20:24]), " "), Version: int(data[8]), tags: map[string][]byte{}}
	n := int(binary.BigEndian.Uint32(data[128:]))
	if n > maxTags || 132+12*n > len(data) {
		return nil, fmt.Errorf("%w: its tag table is broken", ErrProfile)
	}
	for i := range n {
		rec := data[132+12*i:]
		at, size := int64(binary.BigEndian.Uint32(rec[4:])), int64(binary.BigEndian.Uint32(rec[8:]))
		if at+size > int64(len(data)) {
			return nil, fmt.Errorf("%w: its tag %q lies outside of it", ErrProfile, rec[:4])
		}
		p.tags[string(rec[:4])] = data[at : at+size]
	}
	if p.PCS != "Lab" && p.PCS != "XYZ" && p.Class != "link" {
		return nil, fmt.Errorf("%w: its connection space %q is neither Lab nor XYZ", ErrProfile, p.PCS)
	}
	p.Name = text(p.tags["desc"])
	return p, nil
}

// Channels is the number of the device's colorants; 0 for spaces that are not handled.
func (p *Profile) Channels() int {
	return map[string]int{"GRAY": 1, "RGB": 3, "CMYK": 4}[p.Space]
}

// text reads a desc or mluc tag's first string.
func text(t []byte) string {
	if len(t) < 16 {
		return ""
	}
	switch string(t[:4]) {
	case "desc":
		n := int(binary.BigEndian.Uint32(t[8:]))
		if n > 0 && n <= len(t)-12 {
			return strings.TrimRight(string(t[12:12+n]), "\x00")
		}
	case "mluc":
		if len(t) < 28 || binary.BigEndian.Uint32(t[8:]) == 0 {
			return ""
		}
		n, at := int64(binary.BigEndian.Uint32(t[20:])), int64(binary.BigEndian.Uint32(t[24:]))
		if at+n > int64(len(t)) {
			return ""
		}
		var u []uint16
		for s := t[at : at+n]; len(s) >= 2; s = s[2:] {
			u = append(u, binary.BigEndian.Uint16(s))
		}
		return string(utf16.Decode(u))
	}
	return ""
}

// Paper is the white of what a profile describes, zero where it does not say.
func (p *Profile) Paper() (c XYZ) {
	if t := p.tags["wtpt"]; len(t) >= 20 {
		for i := range c {
			c[i] = fixed(t[8+4*i:])
		}
	}
	return c
}

// fixed reads an s15Fixed16Number.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// lut returns the intent's table, or the perceptual one, which stands in for others.
func (p *Profile) lut(prefix string, i Intent) []byte {
	if t := p.tags[prefix+string('0'+rune(i))]; t != nil {
		return t
	}
	return p.tags[prefix+"0"]
}
