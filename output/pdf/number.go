package pdf

import (
	"strconv"

	"banxin/layout/unit"
)

// milli is a length in thousandths of a point, the precision of coordinates in the file.
type milli int64

// toMilli rounds to the nearest thousandth of a point.
func toMilli(l unit.Length) milli { return milli(l.MulDiv(1000, int64(unit.Pt))) }

// appendMilli appends v in points as the shortest decimal.
func appendMilli(dst []byte, v milli) []byte { return appendDecimal(dst, int64(v), 3) }

// appendInk appends an amount of ink given in 1/10000.
func appendInk(dst []byte, v uint16) []byte { return appendDecimal(dst, int64(min(v, 10000)), 4) }

// powers of ten that divide the integers behind decimals.
var powers = [...]int64{1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000}

// appendDecimal appends v/10^places as the shortest decimal: "12", "-.5", "0".
func appendDecimal(dst []byte, v int64, places int) []byte {
	if v == 0 {
		return append(dst, '0')
	}
	u := uint64(v)
	if v < 0 {
		dst, u = append(dst, '-'), -u
	}
	p := uint64(powers[places])
	whole, frac := u/p, u%p
	if whole > 0 {
		dst = strconv.AppendUint(dst, whole, 10)
	}
	if frac == 0 {
		return dst
	}
	dst = append(dst, '.')
	for frac > 0 {
		p /= 10
		dst = append(dst, byte('0'+frac/p))
		frac %= p
	}
	return dst
}
