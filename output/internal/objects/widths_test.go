package objects

import (
	"fmt"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// TestWidths: lists and ranges of characters, and what is broken off.
func TestWidths(t *testing.T) {
	n := func(v ...int) (a types.Array) {
		for _, x := range v {
			a = append(a, types.Integer(x))
		}
		return a
	}
	w := append(types.Array{types.Integer(1), n(500, 600)}, n(10, 12, 300, 20, 21)...)
	got := map[int]float64{}
	Reader{PDF: &model.Context{XRefTable: &model.XRefTable{}}}.Widths(w, func(cid int, width float64) { got[cid] = width })
	if want := "map[1:500 2:600 10:300 11:300 12:300]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}
