package picture

import "sync"

// labRow makes sRGB of Lab (CIE 15; D50, as TIFF has it), 8 bits a sample, in integers: a
// page must be the same on every machine. Colours that sRGB does not have are clipped.
// In ICC's form a* and b* are stored with 128 added.
func labRow(dst, p []byte, n int, icc bool) {
	for o := 0; len(p) > 0; o, p = o+4, p[n:] {
		a, b := int64(int8(p[1])), int64(int8(p[2]))
		if icc {
			a, b = int64(p[1])-128, int64(p[2])-128
		}
		rgb := fromLab(int64(p[0]), a, b)
		dst[o], dst[o+1], dst[o+2], dst[o+3] = rgb[0], rgb[1], rgb[2], 255
	}
}

const one = 1 << 16 // of the fixed point numbers below

// fromLab takes L* as 0 to 255, a* and b* as they are.
func fromLab(l, a, b int64) [3]byte {
	fy := (l*100*one/255 + 16*one) / 116
	xyz := [3]int64{
		cube(fy+a*one/500) * 96422 / 100000,
		cube(fy),
		cube(fy-b*one/200) * 82521 / 100000,
	}
	var out [3]byte
	for i, m := range toLinear {
		v := (m[0]*xyz[0] + m[1]*xyz[1] + m[2]*xyz[2]) / 1000000
		out[i] = encoded(v)
	}
	return out
}

// toLinear goes from XYZ for D50 to the linear light of sRGB, in millionths (the inverse
// of IEC 61966-2-1's primaries, adapted from D65 after Bradford).
var toLinear = [3][3]int64{
	{3134187, -1617209, -490694},
	{-978749, 1916130, 33433},
	{71964, -228994, 1405754},
}

// cube is the inverse of CIELAB's cube root.
func cube(f int64) int64 {
	if f <= 6*one/29 {
		return (f - 16*one/116) * 108 / 841
	}
	return f * f / one * f / one
}

// encoded is the sRGB value of a linear one: the byte whose own light is nearest.
func encoded(v int64) byte {
	if v <= 0 {
		return 0
	}
	light, lo, hi := light(), 0, 255
	for lo < hi { // the table rises
		mid := (lo + hi + 1) / 2
		if int64(light[mid-1])+int64(light[mid]) <= 2*v {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return byte(lo)
}

// light is the linear light of sRGB's values, of one; made by lightTable when a picture in
// Lab is first read.
var light = sync.OnceValue(func() *[256]uint32 { t := lightTable(); return &t })

// lightTable finds x^2.4 as x² times the fifth root of x², by halving, in integers.
func lightTable() (t [256]uint32) {
	for v := range t {
		if v <= 10 {
			t[v] = uint32((v*one*100/1292 + 127) / 255)
			continue
		}
		x := (uint64(v)<<30*1000/255 + 55<<30) / 1055 // of 1<<30
		square := mul(x, x)
		lo, hi := uint64(0), uint64(1<<30)
		for lo < hi {
			mid := (lo + hi + 1) / 2
			if p := mul(mid, mid); mul(mul(p, p), mid) <= square {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		t[v] = uint32((mul(square, lo) + 1<<13) >> 14)
	}
	return t
}

func mul(a, b uint64) uint64 { return a * b >> 30 }
