package picture

import "encoding/binary"

// soundJPEG tells whether a JPEG file is one that Decode surely takes: sequential, all its
// components in one scan, every code known, no bit missing or over, its end right after them.
// Of any other Decode must say.
func soundJPEG(data []byte, info Info) bool {
	f := &frame{Info: info}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, n := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if n < 2 || at+2+n > len(data) {
			return false
		}
		body := data[at+4 : at+2+n]
		at += 2 + n
		if marker == markSOS {
			return f.soundScan(body, data[at:])
		}
		if !f.soundSegment(marker, body) {
			return false
		}
	}
	return false
}

// soundSegment takes a segment before the scan.
func (f *frame) soundSegment(marker byte, p []byte) bool {
	switch {
	case marker == 0xc0 || marker == 0xc1:
		return f.start(p) == nil && len(p) == 6+3*len(f.comps)
	case marker == 0xc4:
		return f.huffmanTables(p) == nil && f.dc[2] == nil && f.dc[3] == nil && f.ac[2] == nil && f.ac[3] == nil // baseline has no more
	case marker == 0xdb:
		return f.quantTables(p) == nil
	case marker == 0xdd:
		return len(p) == 2 && f.segment(marker, p) == nil
	}
	return markAPP0 <= marker && marker <= 0xef || marker == 0xfe
}

func (f *frame) soundScan(head, data []byte) bool {
	s, err := f.newScan(head, data)
	if err != nil || len(s.comps) != len(f.comps) || len(head) != 4+2*len(s.comps) {
		return false
	}
	most := 10 // blocks in a unit (ISO/IEC 10918-1 B.2.3)
	for i, c := range s.comps {
		if most -= c.h * c.v; c != f.comps[i] || most < 0 {
			return false
		}
	}
	if len(s.comps) == 1 && most != 9 { // else a unit is a block
		return false
	}
	for i := range f.mcuX * f.mcuY {
		if s.restart > 0 && i > 0 && i%s.restart == 0 {
			if !s.ends(0xd0 + byte(i/s.restart-1)&7) {
				return false
			}
			s.begin()
		}
		if s.unit(); s.err != nil {
			return false
		}
	}
	return s.ends(markEOI)
}

// unit reads the codes of a unit and forgets them.
func (s *scan) unit() {
	for _, c := range s.comps {
		for range c.h * c.v {
			s.difference(c.dcTable)
			s.spectrum(c.acTable, func(int, int) {})
		}
	}
}

// ends tells whether a marker follows, with less than a byte unread before it.
func (s *scan) ends(marker byte) bool {
	left := int(s.bits) - s.short
	return left >= 0 && left < 8 && s.at+2 <= len(s.data) && s.data[s.at] == 0xff && s.data[s.at+1] == marker
}
