package objects

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// Widths reads the W array of a CID font (ISO 32000-1, 9.7.4.3).
func (r Reader) Widths(o types.Object, set func(cid int, width float64)) {
	a := r.Array(o)
	for i := 0; i+1 < len(a); {
		from := r.Int(a[i])
		if list, ok := r.Get(a[i+1]).(types.Array); ok {
			for k, w := range list {
				set(from+k, r.Number(w))
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			return
		}
		to, w := r.Int(a[i+1]), r.Number(a[i+2])
		for k := from; k <= min(to, from+65535); k++ {
			set(k, w)
		}
		i += 3
	}
}
