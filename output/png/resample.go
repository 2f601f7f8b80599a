package png

import "banxin/output/internal/raster"

// axis is how pixels of the raster lie along one direction of a picture.
type axis struct {
	first  int64 // middle of the first pixel from the picture's edge, in subpixels
	length int64 // of the visible part on the raster, in subpixels
	count  int   // pixels of the raster
	from   int   // first pixel of the visible part of the picture
	source int   // its pixels
}

// taps are the samples that make one pixel of the raster: from which on, and their
// weights, which sum to one.
type taps struct {
	from    int
	weights []int32
}

// one is the weight of a sample that is taken whole.
const one = 1 << 14

// place16 is the unit of places and distances in a picture: 1/65536 of a sample.
const place16 = 16

// taps returns the weights of each pixel, for a plane whose samples cover size pixels
// each, by the cubic of Catmull and Rom. It is stretched when the picture is shrunk, so
// that every sample counts. Nothing outside the visible part is looked at.
func (a axis) taps(size int) []taps {
	length := a.length * int64(size)
	stretch := max(int64(a.source)*raster.Sub<<place16/length, 1<<place16)
	least, most := int64(a.from/size), int64((a.from+a.source-1)/size)
	out := make([]taps, a.count)
	raw := make([]int64, 0, 2+4*stretch>>place16)
	for i := range out {
		middle := int64(a.from)<<place16/int64(size) + (a.first+int64(i)*raster.Sub)*int64(a.source)<<place16/length
		lo := min(max((middle-2*stretch)>>place16, least), most)
		hi := max(min((middle+2*stretch)>>place16, most), lo)
		raw = raw[:0]
		for j := lo; j <= hi; j++ {
			raw = append(raw, catmullRom(abs(j<<place16+1<<(place16-1)-middle)<<place16/stretch))
		}
		out[i] = taps{int(lo), normalized(raw)}
	}
	return out
}

// normalized scales weights to the sum one; what rounding leaves goes to the greatest.
func normalized(raw []int64) []int32 {
	out := make([]int32, len(raw))
	sum, rest, best := int64(0), int64(one), 0
	for _, w := range raw {
		sum += w
	}
	for i, w := range raw {
		if sum > 0 {
			out[i] = int32(raster.Round(w*one, sum))
		}
		rest -= int64(out[i])
		if out[i] > out[best] {
			best = i
		}
	}
	out[best] += int32(rest)
	return out
}

// catmullRom is the kernel at distance t, both in 1/65536.
func catmullRom(t int64) int64 {
	switch {
	case t < 1<<place16:
		return 1<<place16 + ((3*t-5<<place16)*t>>place16)*t>>(place16+1)
	case t < 2<<place16:
		return (((5<<place16-t)*t>>place16-8<<place16)*t>>place16 + 4<<place16) >> 1
	}
	return 0
}

// resample returns the pixels that across and down make of a plane, row by row.
func resample(p plane, across, down []taps) []uint8 {
	most := 1
	for _, t := range down {
		most = max(most, len(t.weights))
	}
	r := ring{plane: p, across: across, kept: make([][]int16, most), number: make([]int, most)}
	out := make([]uint8, 0, len(across)*len(down))
	sums := make([]int32, len(across))
	for _, t := range down {
		clear(sums)
		for j, w := range t.weights {
			add(sums, r.row(t.from+j), w)
		}
		for _, s := range sums {
			out = append(out, uint8(max(min((s+1<<19)>>20, 255), 0)))
		}
	}
	return out
}

// add adds w times row to sums.
func add(sums []int32, row []int16, w int32) {
	row = row[:len(sums)]
	for i := range sums {
		sums[i] += int32(row[i]) * w
	}
}

// ring keeps the rows, resampled across, that the next rows down still need.
type ring struct {
	plane
	across []taps
	kept   [][]int16 // in 1/64 of a level
	number []int     // 1 + the row in each place
}

func (r *ring) row(y int) []int16 {
	at := y % len(r.kept)
	if r.number[at] == y+1 {
		return r.kept[at]
	}
	if r.kept[at] == nil {
		r.kept[at] = make([]int16, len(r.across))
	}
	squeeze(r.kept[at], r.plane.row(y), r.across)
	r.number[at] = y + 1
	return r.kept[at]
}

// squeeze resamples one row across.
func squeeze(dst []int16, line []uint8, across []taps) {
	for i, t := range across {
		src := line[t.from:][:len(t.weights)]
		sum := int32(0)
		for j, w := range t.weights {
			sum += int32(src[j]) * w
		}
		dst[i] = int16(sum >> 8)
	}
}

func abs(v int64) int64 { return max(v, -v) }
