package picture

// scan decodes one scan; it returns how many bytes of coded data it took.
func (f *frame) scan(head, data []byte) (int, error) {
	s, err := f.newScan(head, data)
	if err != nil {
		return 0, err
	}
	if len(s.comps) == 1 { // not interleaved: the blocks that have pixels, row by row
		c := s.comps[0]
		err = s.units(c.w*c.ht, func(n int) { s.block(c, n/c.w*c.across+n%c.w) })
	} else {
		err = s.units(f.mcuX*f.mcuY, func(n int) {
			for _, c := range s.comps {
				for k := range c.h * c.v {
					s.block(c, (n/f.mcuX*c.v+k/c.h)*c.across+n%f.mcuX*c.h+k%c.h)
				}
			}
		})
	}
	return s.at, err
}

// scan is the reading of a scan (ISO/IEC 10918-1 F.2, G.2).
type scan struct {
	*frame
	comps       []*component // named by the scan
	first, last int          // of the spectrum
	high, low   uint         // bits of successive approximation
	run         int          // blocks that have ended already
	data        []byte
	at          int
	acc         uint32
	bits        uint
	short       int // bits read after the end
	err         error
}

func (f *frame) newScan(p, data []byte) (*scan, error) {
	broken := damaged("a scan is broken")
	s := &scan{frame: f, data: data}
	if len(p) < 1 || p[0] < 1 || p[0] > 4 || len(p) < 4+2*int(p[0]) {
		return nil, broken
	}
	for q := p[1 : 1+2*int(p[0])]; len(q) > 0; q = q[2:] {
		c := f.component(int(q[0]))
		if c == nil || q[1]>>4 > 3 || q[1]&15 > 3 {
			return nil, broken
		}
		c.dcTable, c.acTable, c.dc = f.dc[q[1]>>4], f.ac[q[1]&15], 0
		s.comps = append(s.comps, c)
	}
	q := p[1+2*int(p[0]):]
	s.first, s.last, s.high, s.low = int(q[0]), int(q[1]), uint(q[2]>>4), uint(q[2]&15)
	if !f.progressive {
		s.first, s.last, s.high, s.low = 0, 63, 0, 0
	}
	if s.last > 63 || s.first > s.last || s.low > 13 || s.first == 0 && f.progressive && s.last != 0 || s.first > 0 && len(s.comps) != 1 {
		return nil, broken
	}
	for _, c := range s.comps {
		if s.first == 0 && s.high == 0 && c.dcTable == nil || s.last > 0 && c.acTable == nil {
			return nil, broken
		}
	}
	return s, nil
}

func (f *frame) component(id int) *component {
	for _, c := range f.comps {
		if c.id == id {
			return c
		}
	}
	return nil
}

// units decodes n of them, with restarts between.
func (s *scan) units(n int, unit func(int)) error {
	for i := range n {
		if s.restart > 0 && i > 0 && i%s.restart == 0 {
			s.begin()
		}
		unit(i)
		if s.err != nil {
			return s.err
		}
	}
	return nil
}

// begin goes to the data after the next restart marker.
func (s *scan) begin() {
	s.acc, s.bits, s.run, s.short = 0, 0, 0, 0
	for _, c := range s.comps {
		c.dc = 0
	}
	for ; s.at+1 < len(s.data); s.at++ {
		if m := s.data[s.at+1]; s.data[s.at] == 0xff && m != 0 && m != 0xff {
			if 0xd0 <= m && m <= 0xd7 {
				s.at += 2
			}
			return
		}
	}
}

func (s *scan) block(c *component, b int) {
	switch {
	case s.err != nil:
	case !s.progressive:
		var block [64]int32
		c.dc += s.difference(c.dcTable)
		block[0] = int32(c.dc)
		s.spectrum(c.acTable, func(k, v int) { block[zigzag[k]] = int32(v) })
		s.place(c, b, &block)
	case s.first == 0 && s.high == 0:
		c.dc += s.difference(c.dcTable)
		c.coef[64*b] = int16(c.dc << s.low)
	case s.first == 0:
		c.coef[64*b] |= int16(s.take(1) << s.low)
	case s.high == 0:
		coef := c.coef[64*b : 64*b+64]
		s.spectrum(c.acTable, func(k, v int) { coef[zigzag[k]] = int16(v << s.low) })
	default:
		s.refine(c.acTable, c.coef[64*b:64*b+64])
	}
}

// difference is that of the mean of a block from the one before.
func (s *scan) difference(t *huffman) int {
	n := uint(s.symbol(t))
	if n > 15 {
		s.fail("a mean is out of range")
		return 0
	}
	return extend(s.take(n), n)
}

// spectrum reads the coefficients of a block after its mean.
func (s *scan) spectrum(t *huffman, set func(k, v int)) {
	if s.run > 0 {
		s.run--
		return
	}
	for k := max(s.first, 1); k <= s.last && s.err == nil; k++ {
		sym := s.symbol(t)
		zeros, n := int(sym>>4), uint(sym&15)
		if n == 0 {
			if zeros != 15 {
				switch {
				case s.progressive:
					s.run = 1<<zeros - 1 + s.take(uint(zeros))
				case zeros > 0:
					s.fail("a code is unknown")
				}
				return
			}
			k += 15
			continue
		}
		if k += zeros; k > s.last {
			s.fail("a block has too many coefficients")
			return
		}
		set(k, extend(s.take(n), n))
	}
}

// refine reads a further bit of coefficients (ISO/IEC 10918-1 G.1.2.3).
func (s *scan) refine(t *huffman, coef []int16) {
	k := s.first
	if s.run == 0 {
		for k <= s.last && s.err == nil {
			sym := s.symbol(t)
			zeros, v := int(sym>>4), int16(0)
			switch sym & 15 {
			case 0:
				if zeros != 15 {
					s.run = 1<<zeros + s.take(uint(zeros))
				}
			case 1:
				if v = -1 << s.low; s.take(1) == 1 {
					v = 1 << s.low
				}
			default:
				s.fail("a refinement is broken")
			}
			if s.run > 0 {
				break
			}
			if k = s.refineZeros(coef, k, zeros); k <= s.last && v != 0 {
				coef[zigzag[k]] = v
			}
			k++
		}
	}
	if s.run > 0 {
		s.run--
		s.refineZeros(coef, k, -1)
	}
}

// refineZeros passes over a number of zeros, all where it is negative, and refines what
// stands between; it returns where it stops.
func (s *scan) refineZeros(coef []int16, k, zeros int) int {
	for ; k <= s.last; k++ {
		c := &coef[zigzag[k]]
		if *c == 0 {
			if zeros == 0 {
				break
			}
			zeros--
			continue
		}
		if s.take(1) == 1 && *c&(1<<s.low) == 0 {
			if *c > 0 {
				*c += 1 << s.low
			} else {
				*c -= 1 << s.low
			}
		}
	}
	return k
}

// extend makes a signed number of n bits (ISO/IEC 10918-1 F.2.2.1).
func extend(v int, n uint) int {
	if n > 0 && v < 1<<(n-1) {
		return v - 1<<n + 1
	}
	return v
}

func (s *scan) fail(reason string) {
	if s.err == nil {
		s.err = damaged("%s", reason)
	}
}

// need sees that there are n bits; after the end they are zeros, some of which a whole
// file may need.
func (s *scan) need(n uint) {
	for s.bits < n {
		v := uint32(0)
		switch {
		case s.at < len(s.data) && s.data[s.at] != 0xff:
			v = uint32(s.data[s.at])
			s.at++
		case s.at+1 < len(s.data) && s.data[s.at+1] == 0:
			v = 0xff
			s.at += 2
		default:
			if s.short += 8; s.short > 64 {
				s.fail("its data end too soon")
			}
		}
		s.acc |= v << (24 - s.bits)
		s.bits += 8
	}
}

func (s *scan) take(n uint) int {
	if n == 0 {
		return 0
	}
	s.need(n)
	v := s.acc >> (32 - n)
	s.acc <<= n
	s.bits -= n
	return int(v)
}

// huffman is a table of codes (ISO/IEC 10918-1 C.2, F.2.2.3).
type huffman struct {
	most   [17]int     // largest code of a length; -1: none
	offset [17]int     // of a code in values
	short  [256]uint16 // by the next eight bits: a code's length and value; 0: it is longer
	values []byte
}

func (s *scan) symbol(t *huffman) byte {
	s.need(16)
	if c := t.short[s.acc>>24]; c != 0 {
		s.acc <<= c >> 8
		s.bits -= uint(c >> 8)
		return byte(c)
	}
	for n := uint(9); n <= 16; n++ {
		if code := int(s.acc >> (32 - n)); code <= t.most[n] {
			s.acc <<= n
			s.bits -= n
			if i := code + t.offset[n]; i >= 0 && i < len(t.values) {
				return t.values[i]
			}
			break
		}
	}
	s.fail("a code is unknown")
	return 0
}

func (f *frame) huffmanTables(p []byte) error {
	for len(p) >= 17 {
		class, id, n := p[0]>>4, p[0]&15, 0
		for _, c := range p[1:17] {
			n += int(c)
		}
		if class > 1 || id > 3 || n < 1 || n > 256 || len(p) < 17+n {
			return damaged("its codes are broken")
		}
		t := &huffman{values: p[17 : 17+n]}
		code, at := 0, 0
		for length := 1; length <= 16; length++ {
			c := int(p[length])
			t.most[length], t.offset[length] = code+c-1, at-code
			if c == 0 {
				t.most[length] = -1
			}
			if code+c > 1<<length {
				return damaged("its codes are broken")
			}
			for i := range max(c<<8>>length, 0) {
				if width := 8 - length; width >= 0 {
					t.short[code<<width+i] = uint16(length<<8) | uint16(t.values[at+i>>width])
				}
			}
			code, at = (code+c)<<1, at+c
		}
		if class == 0 {
			f.dc[id] = t
		} else {
			f.ac[id] = t
		}
		p = p[17+n:]
	}
	if len(p) > 0 {
		return damaged("its codes are broken")
	}
	return nil
}
