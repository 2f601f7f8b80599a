package flow

import "banxin/layout/unit"

// crop is the greatest part of a picture that has the proportions of a rectangle: its
// middle, or as near to the focus as can be.
func crop(w, h int, focus *[2]int, r unit.Rect) (x0, y0, x1, y1 int) {
	if r.Empty() {
		return 0, 0, w, h
	}
	cw, ch := w, int(unit.Length(w).MulDiv(int64(r.H), int64(r.W)))
	if ch > h {
		cw, ch = int(unit.Length(h).MulDiv(int64(r.W), int64(r.H))), h
	}
	cw, ch = max(cw, 1), max(ch, 1)
	if focus == nil {
		focus = &[2]int{50, 50}
	}
	x0 = max(0, min(w*focus[0]/100-cw/2, w-cw))
	y0 = max(0, min(h*focus[1]/100-ch/2, h-ch))
	return x0, y0, x0 + cw, y0 + ch
}

// Inscribed is the greatest rectangle of a picture's proportions inside another, in its middle.
func Inscribed(w, h int, r unit.Rect) unit.Rect {
	in := r
	if in.W = r.H.MulDiv(int64(w), int64(h)); in.W > r.W {
		in.W, in.H = r.W, r.W.MulDiv(int64(h), int64(w))
	}
	in.X, in.Y = r.X+(r.W-in.W)/2, r.Y+(r.H-in.H)/2
	return in
}

// Places of a picture in its slot.
func atLeft(at string) bool { return at == "top-left" || at == "bottom-left" }
func atFoot(at string) bool { return at == "bottom" || at == "bottom-left" || at == "bottom-right" }
