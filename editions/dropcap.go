package editions

// Lines of a drop cap: at least, as it is, at most.
const (
	leastCap = 2
	usualCap = 3
	mostCap  = 9
)

// dropCap reads 首字: how many lines the first letter takes, or 是.
func (d *desk) dropCap(v *value) int {
	if !said(v) {
		return 0
	}
	if v.shape == scalar {
		switch yes, known := isYes(v.text); {
		case yes:
			return usualCap
		case known:
			return 0
		}
	}
	return d.integer(v, leastCap, mostCap, 0)
}

// dropCap gives the first paragraph of the text the story's drop cap.
func (b *body) dropCap() {
	if b.story.Cap == 0 {
		return
	}
	for _, block := range b.blocks {
		if p, ok := block.(*Paragraph); ok && p.Kind == Plain {
			p.Cap = b.story.Cap
			return
		}
	}
}
