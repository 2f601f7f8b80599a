package preflight

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
)

// rect is a rectangle in points, y upwards.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) w() float64 { return r.x1 - r.x0 }
func (r rect) h() float64 { return r.y1 - r.y0 }

// holds tells whether s lies in r, to a hundredth of a point.
func (r rect) holds(s rect) bool {
	const e = 0.01
	return s.x0 >= r.x0-e && s.y0 >= r.y0-e && s.x1 <= r.x1+e && s.y1 <= r.y1+e
}

func (r rect) meets(s rect) bool {
	return r.x0 < s.x1 && s.x0 < r.x1 && r.y0 < s.y1 && s.y0 < r.y1
}

func (r rect) union(s rect) rect {
	return rect{math.Min(r.x0, s.x0), math.Min(r.y0, s.y0), math.Max(r.x1, s.x1), math.Max(r.y1, s.y1)}
}

func (r rect) intersect(s rect) rect {
	return rect{math.Max(r.x0, s.x0), math.Max(r.y0, s.y0), math.Min(r.x1, s.x1), math.Min(r.y1, s.y1)}
}

func (r rect) empty() bool { return r.x1 <= r.x0 || r.y1 <= r.y0 }

const mm = 72 / 25.4

// box reads a rectangle.
func (c *checker) box(o types.Object) (rect, bool) {
	a, err := c.pdf.DereferenceArray(o)
	if err != nil || len(a) != 4 {
		return rect{}, false
	}
	v := c.numbers(a)
	r := rect{math.Min(v[0], v[2]), math.Min(v[1], v[3]), math.Max(v[0], v[2]), math.Max(v[1], v[3])}
	return r, !r.empty()
}

func (c *checker) numbers(a types.Array) []float64 {
	v := make([]float64, len(a))
	for i, o := range a {
		v[i] = c.number(o)
	}
	return v
}

func (c *checker) number(o types.Object) float64 {
	if o == nil {
		return 0
	}
	v, err := c.pdf.DereferenceNumber(o)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// sheet is a page while it is checked.
type sheet struct {
	objects.Page
	number             int
	media, bleed, trim rect
	hasTrim            bool
	resources          types.Dict
	dict               types.Dict
	area               rect // of all that is printed inside the trim
	marks              int  // things painted
	pictures           int
	pictureArea        float64
	bleeds             []rect // fills and pictures that reach over the trim
	appearances        []appearance
	inks               [4]bool  // process inks of what stands on the page
	spots              []string // spot inks
}

func (c *checker) checkPage(number int) {
	own := c.pages[number-1]
	d := own.Dict
	p := &sheet{number: number, Page: own, dict: d, resources: own.Resources, area: rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}}
	c.checkBoxes(p)
	c.checkAnnotations(p)
	c.checkGroup(p, d["Group"])
	data, err := c.objects().Contents(d["Contents"])
	if err != nil {
		c.report(number, "syntax", Error, "the page's contents do not decode", plainly(err), "")
	}
	c.interpret(p, data)
	c.out.Inks = append(c.out.Inks, p.namedInks())
	c.checkFilled(p)
}

func (c *checker) checkBoxes(p *sheet) {
	d := p.dict
	media, ok := c.box(p.Media)
	switch {
	case p.Media == nil:
		c.report(p.number, "boxes", Error, "the page has no media box", "", "")
	case !ok:
		c.report(p.number, "boxes", Error, "the MediaBox is no rectangle", "", "")
	}
	if p.media = media; !ok {
		p.media = rect{0, 0, 612, 792}
	}
	trim, hasTrim := c.box(d["TrimBox"])
	art, hasArt := c.box(d["ArtBox"])
	p.hasTrim = hasTrim || hasArt
	switch {
	case hasTrim && hasArt:
		c.report(p.number, "boxes", Error, "the page has a trim and an art box", "", "one of them")
	case !hasTrim && hasArt:
		trim = art
	case !p.hasTrim:
		if !c.profile.inks {
			c.report(p.number, "boxes", Error, "the page has no trim box", "", "")
		}
		trim = p.media
		if crop, ok := c.box(p.Crop); ok && c.profile.inks {
			trim = crop
		}
	}
	p.trim, p.bleed = trim, trim
	if b, ok := c.box(d["BleedBox"]); ok {
		p.bleed = b
	}
	if !p.bleed.holds(p.trim) {
		c.report(p.number, "boxes", Error, "the trim does not lie in the bleed", size(p.trim), size(p.bleed))
	}
	if !p.media.holds(p.bleed) {
		c.report(p.number, "boxes", Error, "the bleed does not lie on the sheet", size(p.bleed), size(p.media))
	}
	if crop, ok := c.box(p.Crop); ok && p.hasTrim && !crop.holds(p.trim) {
		c.report(p.number, "boxes", Error, "the crop box cuts into the trim", size(crop), size(p.trim))
	}
	if u := c.number(d["UserUnit"]); u != 0 && u != 1 {
		c.report(p.number, "boxes", Error, "the page is scaled", fmt.Sprintf("UserUnit %g", u), "1")
	}
	c.checkSize(p)
}

func size(r rect) string { return fmt.Sprintf("%.1f × %.1f mm", r.w()/mm, r.h()/mm) }

func (c *checker) checkSize(p *sheet) {
	w, h := p.trim.w(), p.trim.h()
	if p.Rotate%2 != 0 {
		w, h = h, w
	}
	c.out.Trims = append(c.out.Trims, [2]float64{math.Round(w/mm*10) / 10, math.Round(h/mm*10) / 10})
	if p.hasTrim {
		c.sizes[fmt.Sprintf("%.0f × %.0f", w, h)]++
	}
	if want := c.profile.TrimWidth; want > 0 && (math.Abs(w/mm-want) > 0.5 || math.Abs(h/mm-c.profile.TrimHeight) > 0.5) {
		c.report(p.number, "page-size", Error, "the page is not of the format ordered", fmt.Sprintf("%.1f × %.1f mm", w/mm, h/mm), fmt.Sprintf("%g × %g mm", want, c.profile.TrimHeight))
	}
	if !c.ordered(w/mm, h/mm) {
		var sizes []string
		for _, t := range c.profile.Trims {
			sizes = append(sizes, fmt.Sprintf("%g × %g mm", t[0], t[1]))
		}
		c.report(p.number, "page-size", Error, "the page is not of the format ordered", fmt.Sprintf("%.1f × %.1f mm", w/mm, h/mm), strings.Join(sizes, ", "))
	}
}

// ordered tells whether a page, or both halves of a spread, have one of the sizes ordered.
func (c *checker) ordered(w, h float64) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) <= 0.5 }
	return len(c.profile.Trims) == 0 || slices.ContainsFunc(c.profile.Trims, func(t Size) bool {
		return near(h, t[1]) && (near(w, t[0]) || near(w, 2*t[0]))
	})
}

func (c *checker) checkAnnotations(p *sheet) {
	list, _ := c.pdf.DereferenceArray(p.dict["Annots"])
	if len(list) > objects.MaxAnnots {
		c.report(p.number, "syntax", Warning, "the page has more annotations than are checked", fmt.Sprint(len(list)), fmt.Sprint(objects.MaxAnnots))
		list = list[:objects.MaxAnnots]
	}
	for _, o := range list {
		a, err := c.pdf.DereferenceDict(o)
		if err != nil || a == nil {
			continue
		}
		r, _ := c.box(a["Rect"])
		kind := c.text(a["Subtype"])
		if c.pdfx() && kind != "TrapNet" && kind != "PrinterMark" && r.meets(p.bleed) {
			c.add(p.at(Finding{Rule: "annotations", Level: Error, What: "there is an annotation inside the bleed", Measured: kind}, r))
		} else if look := c.look(a); look != nil && r.meets(p.bleed) && kind != "TrapNet" && kind != "PrinterMark" {
			c.add(p.at(Finding{Rule: "annotations", Level: Error, What: "an annotation is printed", Measured: kind, Required: "none"}, r))
		}
		if look := c.look(a); look != nil {
			p.appearances = append(p.appearances, appearance{look, r})
		}
		if act, _ := c.pdf.DereferenceDict(a["A"]); act != nil && (c.pdfx() || c.text(act["S"]) == "JavaScript" || c.text(act["S"]) == "Launch") {
			c.add(p.at(Finding{Rule: "annotations", Level: Error, What: "an annotation acts", Measured: c.text(act["S"]), Required: "no actions"}, r))
		}
	}
	if p.dict["AA"] != nil {
		c.report(p.number, "annotations", Error, "the page acts when it is opened", "AA", "no actions")
	}
}

// look is what an annotation prints as (ISO 32000-1, 12.5.3 and 12.5.5); nil: nothing.
func (c *checker) look(a types.Dict) *types.StreamDict {
	return c.objects().Appearance(a, c.layers)
}

// at places a finding.
func (p *sheet) at(f Finding, r rect) Finding {
	round := func(v float64) float64 { return math.Round(v/mm*10) / 10 }
	f.Page, f.Placed, f.X, f.Y = p.number, true, round(r.x0-p.trim.x0), round(p.trim.y1-r.y1)
	f.W, f.H = round(max(r.w(), 0)), round(max(r.h(), 0))
	return f
}

// checkGroup looks at the blend space of a transparency group.
func (c *checker) checkGroup(p *sheet, o types.Object) {
	g, err := c.pdf.DereferenceDict(o)
	if err != nil || g == nil || c.text(g["S"]) != "Transparency" {
		return
	}
	c.out.Transparent = true
	if c.x1a() {
		c.report(p.number, "transparency", Error, "there is a transparency group", "", "none in PDF/X-1a")
	}
	if g["CS"] == nil {
		return
	}
	if s := c.space(p.resources, g["CS"], 0); s.kind != "cmyk" && s.kind != "gray" {
		c.report(p.number, "group-space", Error, "transparency is blended in another space than the press's inks", s.kind, "cmyk")
	}
}

// checkFilled looks at a page as a whole.
func (c *checker) checkFilled(p *sheet) {
	if p.marks == 0 {
		c.report(p.number, "pages", Warning, "the page is empty", "", "")
		return
	}
	if p.pictures == 1 && p.marks == 1 && p.pictureArea > 0.9*p.trim.w()*p.trim.h() {
		c.report(p.number, "pages", Warning, "the page is one picture", "", "type and pictures")
	}
	c.checkBleeds(p)
	if m := c.profile.Margin * mm; m > 0 && p.hasTrim && !p.area.empty() {
		inner := p.trim
		near := math.Min(math.Min(p.area.x0-inner.x0, inner.x1-p.area.x1), math.Min(p.area.y0-inner.y0, inner.y1-p.area.y1))
		if near < m-0.05 && near > 0.05 {
			c.report(p.number, "type-area", Warning, "print stands near the trim", fmt.Sprintf("%.1f mm", near/mm), fmt.Sprintf("%g mm, or in the bleed", c.profile.Margin))
		}
	}
}

// checkBleeds looks at what reaches the trim's edge: it must reach the bleed's too.
func (c *checker) checkBleeds(p *sheet) {
	want := c.profile.Bleed * mm
	if want == 0 || !p.hasTrim {
		return
	}
	for _, r := range p.bleeds {
		var short []string
		check := func(name string, over, beyond float64) {
			// Over the trim, or on it, and ending before the bleed asked for.
			if over > -0.05 && beyond < want-0.3 {
				short = append(short, name)
			}
		}
		check("left", p.trim.x0-r.x0, p.trim.x0-r.x0)
		check("right", r.x1-p.trim.x1, r.x1-p.trim.x1)
		check("foot", p.trim.y0-r.y0, p.trim.y0-r.y0)
		check("head", r.y1-p.trim.y1, r.y1-p.trim.y1)
		if len(short) > 0 {
			c.add(p.at(Finding{Rule: "bleed", Level: Warning, What: "what reaches the trim does not bleed", Measured: strings.Join(short, ", "), Required: fmt.Sprintf("%g mm", c.profile.Bleed)}, r))
		}
	}
}
