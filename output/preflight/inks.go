package preflight

import "slices"

// processNames are the names of the process inks in PDF files, in the order C, M, Y, K.
var processNames = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// trace is the least amount of an ink that is counted: what JPEG leaves of none is less.
const trace = 0.02

// prints notes the inks of something on a page that meets its bleed.
func (p *sheet) prints(k ink) {
	if k.all {
		return // of marks: on whatever plates there are
	}
	for i, v := range k.process {
		p.inks[i] = p.inks[i] || v > trace
	}
	if k.space == nil {
		return
	}
	switch k.space.kind {
	case "rgb", "calrgb", "lab", "many", "pattern":
		p.inks = [4]bool{true, true, true, true}
	case "cmyk":
		if !k.known {
			p.inks = [4]bool{true, true, true, true}
		}
	case "gray":
		p.inks[3] = p.inks[3] || !k.known
	case "spot", "devicen":
		for _, n := range k.space.names {
			if processInk(n) < 0 && n != "None" && n != "All" && (!k.known || k.nSpots > 0) && !slices.Contains(p.spots, n) {
				p.spots = append(p.spots, n)
			}
		}
	}
}

// printsPicture notes the inks of a picture whose pixels are of this space; used tells which
// channels of four inks have any, where they have been counted.
func (p *sheet) printsPicture(s *space, used [4]bool, counted bool) {
	switch s.kind {
	case "gray":
		p.prints(ink{space: s, process: [4]float64{3: 1}})
	case "cmyk":
		if !counted {
			used = [4]bool{true, true, true, true}
		}
		for i, v := range used {
			p.inks[i] = p.inks[i] || v
		}
	case "spot", "devicen":
		k := ink{space: s}
		for _, n := range s.names {
			if i := processInk(n); i >= 0 {
				k.process[i] = 1
			}
		}
		p.prints(k)
	default:
		p.prints(ink{space: many})
	}
}

// namedInks lists the inks of a page: the process inks in their order, then spot inks by name.
func (p *sheet) namedInks() []string {
	out := []string{}
	for i, v := range p.inks {
		if v {
			out = append(out, processNames[i])
		}
	}
	spots := slices.Clone(p.spots)
	slices.Sort(spots)
	return append(out, spots...)
}
