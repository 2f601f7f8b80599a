package advert

import (
	"fmt"
	"math"
	"slices"

	"banxin/output/internal/content"
)

func (w *rewriter) textOperator(op string, a []content.Token, raw []byte) {
	switch op {
	case "BT":
		w.tm, w.text = content.Unity, true
	case "ET":
		if !w.text {
			return
		}
		w.text = false
	case "Tf":
		w.size = content.Num(a, 1)
		if len(a) > 0 {
			w.emit(w.font(a[0].Text) + " " + number(w.size) + " Tf")
		}
		return
	case "Tm":
		w.tm = content.MatrixOf(a)
	case "Tr":
		w.mode = int(content.Num(a, 0))
	case "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "T*":
	case "Tj", "TJ", "'", "\"":
		w.show(op, a, raw)
		return
	default:
		return // of no standard, or none of print: MP DP BX EX
	}
	w.emit(string(raw))
}

// show shows text. What is hidden in a line that goes on takes its room.
func (w *rewriter) show(op string, a []content.Token, raw []byte) {
	if len(a) == 0 || op != "TJ" && a[len(a)-1].Kind != content.String || op == "TJ" && a[len(a)-1].Kind != content.Array {
		return
	}
	if w.hidden() {
		w.emit("3 Tr " + string(raw) + fmt.Sprintf(" %d Tr", w.mode))
		return
	}
	if op == "TJ" {
		a[0].Items = slices.DeleteFunc(slices.Clone(a[0].Items), func(t content.Token) bool { return t.Kind != content.Number && t.Kind != content.String })
	}
	fill, stroke := w.mode == 0 || w.mode == 2 || w.mode == 4 || w.mode == 6, w.mode == 1 || w.mode == 2 || w.mode == 5 || w.mode == 6
	m := w.tm.Mul(w.ctm)
	u := use{text: true, size: math.Abs(w.size) * math.Hypot(m[2], m[3])}
	if fill {
		w.prepare(u, false)
	}
	if stroke {
		u.line = true
		w.prepare(u, true)
	}
	w.settle(fill, stroke)
	w.emit(string(raw))
}

// font binds a font; what it is made of comes along.
func (w *rewriter) font(name string) string {
	o := w.j.r.Dict(w.res["Font"])[name]
	if w.j.r.Dict(o) == nil {
		return w.bind("Font", name, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	}
	return w.bind("Font", name, w.j.font(o, w.res))
}
