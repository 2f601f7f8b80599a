package preflight

import (
	"fmt"
	"math"
	"slices"
)

// ground is an area that was filled; type may stand on it.
type ground struct {
	r   rect
	ink ink
}

// Bounds of what is remembered of a page, and of how much of it one area is laid over.
const (
	maxGrounds = 20000
	maxUnder   = 64
)

// under is the topmost ground that holds a point.
func (in *interpreter) under(x, y float64) (ink, bool) {
	for _, g := range slices.Backward(*in.grounds) {
		if x >= g.r.x0 && x <= g.r.x1 && y >= g.r.y0 && y <= g.r.y1 {
			return g.ink, true
		}
	}
	return ink{}, false
}

// inkSum looks how much ink there is where an area or a line is painted. What it leaves of
// the ground is counted in, however many layers there are; keep: others may lie on it.
func (in *interpreter) inkSum(k ink, r rect, over, keep bool) {
	if in.g.soft { // what lies below does not matter where it may not show
		if k.known && !k.all {
			in.tooMuch(k, r)
		}
		return
	}
	if !k.known || k.all {
		if keep && !k.all {
			in.lay(ground{r, k})
		}
		return
	}
	var mixed []ground
	if in.mixes(k, over) {
		mixed = in.mix(k, r, over)
	} else {
		in.tooMuch(k, r)
	}
	if !keep {
		return
	}
	in.lay(ground{r, in.mixed(k, ink{space: deviceCMYK, known: true}, over)})
	for _, g := range slices.Backward(mixed) {
		in.lay(g)
	}
}

func (in *interpreter) lay(g ground) {
	if len(*in.grounds) < maxGrounds && !g.r.empty() {
		*in.grounds = append(*in.grounds, g)
	}
}

// mixes tells whether what is below shows.
func (in *interpreter) mixes(k ink, over bool) bool {
	return over || in.g.clear > 0 || in.g.blend == "Multiply" || in.g.blend == "Darken" || in.g.blend == "ColorBurn"
}

// mix lays ink over each ground below that shows at its middle, topmost first.
func (in *interpreter) mix(k ink, r rect, over bool) (out []ground) {
	alone := true
	for _, g := range slices.Backward(*in.grounds) {
		x := g.r.intersect(r)
		if x.empty() || !g.ink.known {
			continue
		}
		cx, cy := (x.x0+x.x1)/2, (x.y0+x.y1)/2
		if slices.ContainsFunc(out, func(o ground) bool { return cx > o.r.x0 && cx < o.r.x1 && cy > o.r.y0 && cy < o.r.y1 }) {
			continue
		}
		m := in.mixed(k, g.ink, over)
		out = append(out, ground{x, m})
		in.tooMuch(m, x)
		alone = alone && !x.holds(r)
		if len(out) == maxUnder {
			break
		}
	}
	if alone {
		in.tooMuch(in.mixed(k, ink{space: deviceCMYK, known: true}, over), r)
	}
	return out
}

// mixed is what ink k on a ground below, which is known, makes (ISO 32000-1, 8.6.7 and 11.3.5).
func (in *interpreter) mixed(k, below ink, over bool) ink {
	out := k
	out.pattern = nil
	multiply := in.g.blend == "Multiply" || in.g.blend == "ColorBurn"
	for i := range out.process {
		a, b := k.process[i], below.process[i]
		switch {
		case multiply:
			out.process[i] = 1 - (1-a)*(1-b)
		case in.g.blend == "Darken":
			out.process[i] = math.Max(a, b)
		case over && !k.replaces(i, in.g.opm):
			out.process[i] = b
		}
		out.process[i] = out.process[i]*(1-in.g.clear) + b*in.g.clear
	}
	if over || multiply || in.g.clear > 0 {
		out.spots = k.spots*(1-in.g.clear) + below.spots
		out.nSpots = k.nSpots + below.nSpots
	}
	if out.space.kind == "spot" {
		out.space = deviceCMYK
	}
	return out
}

// replaces tells whether an overprinting colour replaces the process ink i below.
func (k ink) replaces(i, opm int) bool {
	switch k.space.kind {
	case "spot", "devicen":
		for _, n := range k.space.names {
			if processInk(n) == i {
				return true
			}
		}
		return false
	case "cmyk":
		return opm == 0 || k.process[i] > 0
	}
	return true
}

func (in *interpreter) tooMuch(k ink, r rect) {
	limit := in.c.profile.InkLimit
	if sum := k.sum(); limit > 0 && sum > limit+0.5 && r.meets(in.p.trim) && r.w()*r.h() >= mm*mm {
		in.find("ink-limit", Error, "an area has more ink than the paper takes", r, fmt.Sprintf("%.0f %% (%s)", sum, k), fmt.Sprintf("%g %%", limit))
	}
}
